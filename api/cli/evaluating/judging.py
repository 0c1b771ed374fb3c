"""``hocvu eval judge``: a language model judges what was answered."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.context import shared
from api.cli.evaluating.options import RunArgument, YesFlag
from api.cli.library import JsonFlag
from api.cli.output import bars, err, print_json
from assistant.errors import BadRequest

if TYPE_CHECKING:
    from assistant.models.spending import Spent
    from assistant.settings import Settings


def judge(
    ctx: typer.Context,
    folder: RunArgument,
    rounds: Annotated[
        int,
        typer.Option(
            "--rounds", metavar="SỐ", min=1, help="Hỏi mỗi điều mấy lần, để biết người chấm có nhất quán."
        ),
    ] = 1,
    workers: Annotated[
        int, typer.Option("--workers", metavar="SỐ", min=1, max=64, help="Số lượt chấm cùng lúc.")
    ] = 2,
    yes: YesFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Cho một mô hình chấm: mỗi câu có căn cứ không, đủ ý không, hữu ích không.

    Mô hình chấm là HOCVU_MODEL_JUDGE, không đặt thì HOCVU_MODEL. Từng phán quyết được giữ lại, nên tính
    điểm lại không tốn tiền; chạy lại chỉ chấm những gì chưa chấm. Sau đó chạy hocvu eval score. Câu trả lời
    được gửi tới dịch vụ ở HOCVU_MODEL_BASE_URL, không kèm tên người hỏi hay phiên bản làm ra nó.

    Ví dụ:

      HOCVU_MODEL_JUDGE=ten-mo-hinh hocvu eval judge do/hom-nay

      hocvu eval judge do/hom-nay --rounds 3
    """
    told = judged(shared(ctx).settings, folder, rounds, workers, yes, quiet=as_json)
    if as_json:
        print_json(told)


def judged(
    settings: "Settings", folder: Path, rounds: int, workers: int, yes: bool, *, quiet: bool
) -> dict[str, Any]:
    """Judge what is not judged yet; raise ``BadRequest`` where no model is configured."""
    from api.cli.evaluating.running import agree
    from assistant.models.model import open_model
    from evals.judging.judge import judge_of, judge_run
    from evals.pipeline import open_run

    run = open_run(folder)
    if not any(row.answer for row in run.rows):
        raise BadRequest(
            f"{folder} không có câu trả lời nào để chấm.", "Đo lại mà không có --retrieval-only."
        )
    model = open_model(_with_a_judge(settings))
    if model is None:
        raise BadRequest(
            "Chưa có mô hình nào để chấm.",
            "Đặt HOCVU_MODEL_JUDGE (hoặc HOCVU_MODEL) và HOCVU_MODEL_BASE_URL (README).",
        )
    priced = settings.model_price_in or settings.model_price_out
    agree(yes or not priced)
    try:
        who = judge_of(model, settings.model_temperature)
        with bars(quiet=quiet) as show:
            spent = judge_run(
                run.cases.cases,
                run.rows,
                folder,
                model,
                who,
                rounds=rounds,
                workers=workers,
                tick=lambda done, of, note: show("Chấm", done, of, note),
            )
    finally:
        model.close()
    return _told(folder, who.model, who.fingerprint, spent)


def _with_a_judge(settings: "Settings") -> "Settings":
    """Answers that no model wrote can be judged by one: then it is the only one."""
    if settings.model or not settings.model_judge:
        return settings
    return settings.model_copy(update={"model": settings.model_judge})


def _told(folder: Path, model: str, judge: str, spent: "Spent") -> dict[str, Any]:
    from evals.judging.verdicts import VERDICTS, Verdict
    from evals.running.files import read_rows

    verdicts = [one for one in read_rows(folder / VERDICTS, Verdict) if one.judge == judge]
    failed = sum(bool(one.failure) for one in verdicts)
    err.print(f"{len(verdicts)} phán quyết của {model}, {failed} lần không chấm được.", style="bold")
    if spent.cost is not None:
        err.print(f"Đã tốn {spent.cost:.4g} {spent.currency}.")
    err.print(f"→ hocvu eval score {folder}", markup=False, soft_wrap=True)
    return {
        "judge": judge,
        "model": model,
        "verdicts": len(verdicts),
        "failed": failed,
        "calls": spent.calls,
        "cost": spent.cost,
    }
