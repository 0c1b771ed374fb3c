"""``hocvu eval run`` and ``hocvu eval all``: ask a set, and do everything that follows."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.context import shared
from api.cli.evaluating.options import (
    LanguageOption,
    MarginOption,
    PrimaryOption,
    SetArgument,
    SightedFlag,
    SliceOption,
    UnderTestOption,
    YesFlag,
    set_of,
    shipped_or,
    terms_of,
    unmeasurable,
)
from api.cli.library import JsonFlag
from api.cli.output import bars, err, out, print_json
from assistant.errors import BadRequest

if TYPE_CHECKING:
    from assistant.settings import Settings
    from evals.pipeline import Run, Terms
    from evals.running.runner import Options, Ran
    from evals.running.subjects import Asked
    from evals.sets.folder import CaseSet

_KEY = "HOCVU_EVAL_KEY"
_LEAST = 0.98
"""The share that must have been asked, as the gate has it."""

FolderArgument = Annotated[
    Path, typer.Argument(metavar="LẦN_ĐO", help="Thư mục ghi lần đo này; đã có một phần thì làm tiếp.")
]
AgainstOption = Annotated[
    str,
    typer.Option(
        "--against",
        metavar="URL",
        help=f"Hỏi dịch vụ đang chạy ở đó, thay cho thư viện trên máy này (--home). Khoá: biến {_KEY}.",
    ),
]
RepeatOption = Annotated[
    int, typer.Option("--repeat", metavar="SỐ", min=1, help="Hỏi mỗi câu mấy lượt; có mô hình thì nên 3.")
]
RetrievalFlag = Annotated[
    bool, typer.Option("--retrieval-only", help="Chỉ đo tìm kiếm: nhanh, không tốn tiền mô hình.")
]
SplitOption = Annotated[
    str | None,
    typer.Option("--split", metavar="PHẦN", help="Chỉ một phần của bộ: dev, regression hoặc holdout."),
]
WorkersOption = Annotated[
    int, typer.Option("--workers", metavar="SỐ", min=1, max=64, help="Số câu hỏi cùng lúc.")
]
BudgetOption = Annotated[
    float | None,
    typer.Option(
        "--budget", metavar="TIỀN", min=0, help="Tiêu đến chừng này thì dừng, theo HOCVU_MODEL_CURRENCY."
    ),
]
DepthOption = Annotated[
    int, typer.Option("--depth", metavar="SỐ", min=1, max=100, help="Số kết quả tìm kiếm giữ lại.")
]


@dataclass(frozen=True)
class Asking:
    """What ``run`` and ``all`` are told."""

    set_name: str
    folder: Path
    against: str
    split: str | None
    options: "Options"
    yes: bool
    quiet: bool


def run_set(
    ctx: typer.Context,
    set_name: SetArgument,
    folder: FolderArgument,
    against: AgainstOption = "",
    repeat: RepeatOption = 1,
    retrieval_only: RetrievalFlag = False,
    split: SplitOption = None,
    workers: WorkersOption = 2,
    budget: BudgetOption = None,
    depth: DepthOption = 50,
    yes: YesFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Hỏi cả bộ câu hỏi và giữ lại từng câu trả lời.

    Mỗi câu được ghi ngay khi có. Bị ngắt giữa chừng (mất điện, Ctrl+C, hết ngân sách) thì chạy lại đúng
    lệnh ấy: chỉ hỏi tiếp những câu chưa có. Cùng lần đo giữ cả bộ câu hỏi, cấu hình và phiên bản mã.

    Ví dụ:

      hocvu eval run sample do/hom-nay

      hocvu eval run bo-cau-hoi do/hom-nay --against http://127.0.0.1:8000 --repeat 3

      HOCVU_RANKER=off hocvu eval run sample do/khong-xep-hang --retrieval-only
    """
    from evals.running.runner import Options

    options = Options(repeat, depth, retrieval_only, 0, workers, budget)
    asking = Asking(set_name, folder, against, split, options, yes, as_json)
    ran = asked(shared(ctx).settings if not against else None, asking)
    if as_json:
        print_json(_ran(ran, folder))


def everything(
    ctx: typer.Context,
    set_name: SetArgument,
    folder: FolderArgument,
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline", metavar="BẢN_CŨ", help="Lần đo của bản đang dùng; có nó mới kết luận được."
        ),
    ] = None,
    against: AgainstOption = "",
    repeat: RepeatOption = 1,
    retrieval_only: RetrievalFlag = False,
    split: SplitOption = None,
    workers: WorkersOption = 2,
    budget: BudgetOption = None,
    depth: DepthOption = 50,
    with_judge: Annotated[
        bool, typer.Option("--judge", help="Có mô hình chấm (HOCVU_MODEL_JUDGE hoặc HOCVU_MODEL).")
    ] = False,
    under_test: UnderTestOption = None,
    primary: PrimaryOption = None,
    margin: MarginOption = None,
    gated: SliceOption = None,
    sighted: SightedFlag = False,
    language: LanguageOption = "vi",
    yes: YesFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Làm tất cả: hỏi, chấm, tính điểm, so với bản cũ, kết luận, viết báo cáo.

    Mã thoát: 0 đạt, 1 kém hơn bản cũ, 2 chưa kết luận được (kể cả khi có lỗi). Không có --baseline thì
    0 là hỏi được ít nhất 98 % số lượt. Báo cáo ở thư mục report trong lần đo.

    Ví dụ:

      hocvu eval all sample do/moi

      hocvu eval all sample do/moi --baseline do/cu

      hocvu eval all bo-cau-hoi do/moi --baseline do/cu --against http://127.0.0.1:8000 --judge
    """
    from evals.running.runner import Options

    with unmeasurable():
        terms = terms_of(under_test, primary, margin, gated, sighted)
        baseline = shipped_or(baseline) if baseline else None
        _before_asking(baseline, language)
        options = Options(repeat, depth, retrieval_only, 0, workers, budget)
        asking = Asking(set_name, folder, against, split, options, yes, as_json)
        settings = shared(ctx).settings if with_judge or not against else None
        ran = asked(settings if not against else None, asking, [baseline] if baseline else [])
        if with_judge and settings is not None:
            from api.cli.evaluating.judging import judged

            judged(settings, folder, 1, workers, yes, quiet=as_json)
        code = _after(ran, folder, baseline, terms, language, as_json)
    raise typer.Exit(code)


def _before_asking(baseline: Path | None, language: str) -> None:
    """What would stand in the way afterwards is told now, not after hours of asking."""
    from evals.running.runner import read_manifest

    language_of(language)
    if baseline is not None:
        read_manifest(baseline)


def asked(settings: "Settings | None", asking: Asking, before: Sequence[Path] = ()) -> "Ran":
    """Ask what is not asked yet, after an estimate; ``settings``: of the library, ``None`` for a service."""
    from api.cli.evaluating.telling import ran_told
    from evals.running.runner import run

    cases = _part(set_of(asking.set_name), asking.split)
    _agreed(settings, cases, asking, before)
    with _subject(settings, asking.against) as subject, bars(quiet=asking.quiet) as show:
        ran = run(
            cases,
            subject,
            asking.folder,
            asking.options,
            tick=lambda done, of, note: show("Hỏi", done, of, note),
        )
    ran_told(ran, asking.folder)
    return ran


def _part(cases: "CaseSet", split: str | None) -> "CaseSet":
    from evals.cases import Split

    if split is None:
        return cases
    if split not in list(Split):
        raise BadRequest("--split không đúng.", f"Chọn một trong: {', '.join(Split)}.")
    some = tuple(case for case in cases.cases if case.split == split)
    if not some:
        raise BadRequest(f"Bộ không có câu nào thuộc phần {split}.", "Bỏ --split, hoặc chọn phần khác.")
    return replace(cases, cases=some)


def _agreed(settings: "Settings | None", cases: "CaseSet", asking: Asking, before: Sequence[Path]) -> None:
    """Tell what it will take; on a terminal ask for a yes where it costs money."""
    from api.cli.evaluating.telling import estimate_told
    from evals.running.estimate import estimate

    found = estimate(cases, asking.folder, asking.options, before)
    priced = settings is not None and bool(
        settings.model and (settings.model_price_in or settings.model_price_out)
    )
    pays = bool(found.cost) or (priced and not asking.options.retrieval_only)
    estimate_told(found, pays)
    if pays and found.left:
        agree(asking.yes or asking.options.budget is not None)


def agree(already: bool) -> None:
    """Ask for a yes on a terminal; where there is none, whoever wrote the command has said it."""
    if already or not (sys.stdin.isatty() and err.is_terminal):
        return
    typer.confirm("Lệnh này tốn tiền. Làm tiếp?", abort=True, err=True)


@contextmanager
def _subject(settings: "Settings | None", against: str) -> Iterator["Asked"]:
    from evals.running.subjects import InProcess, Service

    subject: Asked = InProcess(settings) if settings else Service(against, os.environ.get(_KEY, ""))
    try:
        yield subject
    finally:
        subject.close()


def _ran(ran: "Ran", folder: Path) -> dict[str, Any]:
    return {
        "folder": str(folder),
        "run": ran.manifest.fingerprint,
        "asked": ran.rows,
        "wanted": ran.wanted,
        "failed": ran.failed,
        "cost": ran.cost,
        "stopped_by_budget": ran.stopped_by_budget,
    }


def _after(
    ran: "Ran", folder: Path, baseline: Path | None, terms: "Terms", language: str, as_json: bool
) -> int:
    """Scores, decision, report; the exit code."""
    from evals.pipeline import compared, gate, open_run, report_of, write_scores
    from evals.reporting.writing import write

    candidate = open_run(folder)
    write_scores(candidate)
    comparison = compared(open_run(baseline), candidate) if baseline else None
    decision = gate(comparison, terms) if comparison else None
    files = write(report_of(candidate, comparison, decision), folder / "report", language_of(language))
    code = decision.exit_code if decision else 0 if ran.rows >= _LEAST * ran.wanted else 2
    if as_json:
        from api.cli.evaluating.telling import decision_row

        told = {
            "decision": decision_row(decision) if decision else None,
            "report": [str(one) for one in files],
        }
        print_json(_ran(ran, folder) | told | {"exit_code": code})
    else:
        _tell(candidate, decision)
        out.print(f"\nBáo cáo: {files[0]}", markup=False, soft_wrap=True)
    return code


def _tell(candidate: "Run", decision: Any) -> None:  # noqa: ANN401  a decision, or none
    from api.cli.evaluating.telling import decision_told, figures_told
    from evals.slices import WHOLE, figures

    if decision is not None:
        decision_told(decision)
        out.print()
    figures_told(figures(candidate.scores, candidate.measures, [WHOLE]), candidate.measures)


def language_of(name: str) -> str:
    """A language that reports are written in; raise ``BadRequest`` for another."""
    from evals.reporting.wording import LANGUAGES

    if name not in LANGUAGES:
        raise BadRequest("--language không đúng.", f"Chọn một trong: {', '.join(LANGUAGES)}.")
    return name
