"""``hocvu eval score``, ``compare``, ``report``: figures of runs, for people and for programs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.evaluating.options import (
    BaselineArgument,
    CandidateArgument,
    LanguageOption,
    MarginOption,
    PrimaryOption,
    RunArgument,
    SetOption,
    SightedFlag,
    SliceOption,
    UnderTestOption,
    run_of,
    terms_of,
)
from api.cli.library import JsonFlag
from api.cli.output import err, out, print_json
from assistant.errors import BadRequest

if TYPE_CHECKING:
    from evals.slices import Slice

ByOption = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="CÁCH_CHIA",
        help="Chia thêm theo: kind (loại câu), audience (người hỏi), date (ngày), field (lĩnh vực), split.",
    ),
]


def score(
    folder: RunArgument, set_name: SetOption = None, by: ByOption = None, as_json: JsonFlag = False
) -> None:
    """Tính điểm một lần đo và ghi scores.jsonl, mỗi dòng một điểm.

    Cùng các tệp ấy thì luôn ra cùng các điểm ấy; câu lỗi hoặc chưa hỏi mang điểm kém nhất, không bị bỏ.
    Cột cuối là tên để viết sau --primary và --margin.

    Ví dụ:

      hocvu eval score do/hom-nay

      hocvu eval score do/hom-nay --by kind --json
    """
    from api.cli.evaluating.telling import figures_told
    from evals.pipeline import write_scores
    from evals.slices import WHOLE, figures, slices

    run = run_of(folder, set_name)
    path = write_scores(run)
    cuts = [cut for cut in slices(run.scores) if cut == WHOLE or cut.by in _by(by)]
    found = figures(run.scores, run.measures, cuts)
    if as_json:
        print_json({"run": run.manifest.fingerprint, "figures": [_figure(one) for one in found]})
    else:
        figures_told(found, run.measures)
        err.print(f"Đã ghi {path}", markup=False, soft_wrap=True)


def _by(names: list[str] | None) -> list[str]:
    known = ("kind", "audience", "date", "field", "split")
    wrong = [name for name in names or () if name not in known]
    if wrong:
        raise BadRequest(f"--by {wrong[0]} không đúng.", f"Chọn trong: {', '.join(known)}.")
    return names or []


def _figure(one: Any) -> dict[str, Any]:  # noqa: ANN401  slices.Figure
    from evals.reporting.told import rounded

    return {
        "measure": one.measure,
        "slice": str(one.slice),
        "mean": rounded(one.interval.estimate),
        "low": rounded(one.interval.low),
        "high": rounded(one.interval.high),
        "n": one.interval.n,
        "clusters": one.interval.clusters,
        "total": rounded(one.total),
        "rows": one.rows,
    }


def compare(
    baseline: BaselineArgument,
    candidate: CandidateArgument,
    set_name: SetOption = None,
    cuts: SliceOption = None,
    as_json: JsonFlag = False,
) -> None:
    """So hai lần đo, từng câu với chính câu ấy: hơn kém bao nhiêu, khoảng tin cậy, câu nào kém đi.

    “Thấy được từ” là mức giảm nhỏ nhất mà bộ này phát hiện được 9 lần trong 10; hơn kém dưới mức ấy
    thì chưa nói lên điều gì. Muốn kết luận đạt hay không: hocvu eval gate.

    Ví dụ:

      hocvu eval compare do/cu do/moi

      hocvu eval compare do/cu do/moi --slice kind=flip --json
    """
    from evals.comparing import contrast
    from evals.pipeline import compared
    from evals.slices import WHOLE

    found = compared(run_of(baseline, set_name), run_of(candidate, set_name))
    wanted = (WHOLE, *_cuts(cuts))
    contrasts = [
        (cut, one)
        for cut in wanted
        for name in found.measures
        if (one := contrast(found, name, cut)) is not None
    ]
    if as_json:
        print_json(_compared(found, [one for _, one in contrasts]))
    else:
        _tell(found, wanted, contrasts)


def _cuts(names: list[str] | None) -> "list[Slice]":
    from evals.slices import Slice

    try:
        return [Slice.parse(name) for name in names or ()]
    except ValueError as error:
        raise BadRequest("--slice không đúng.", "Viết như kind=flip hoặc audience=citizen.") from error


def _tell(found: Any, wanted: Any, contrasts: Any) -> None:  # noqa: ANN401  as compare made them
    from api.cli.evaluating.telling import contrasts_told, worst_told

    for cut in wanted:
        own = [one for of, one in contrasts if of == cut]
        if cut.by:
            out.print(f"\n{cut.title()}: {own[0].gain.n if own else 0} câu", style="bold", markup=False)
        if own:
            contrasts_told(own, found)
    worst_told(found)
    for one in found.differs:
        err.print(f"khác nhau: {one.field}: {one.baseline or '–'} → {one.candidate or '–'}", markup=False)
    apart = len(found.only_baseline) + len(found.only_candidate) + len(found.edited)
    if apart:
        err.print(f"{apart} câu không so được: chỉ có ở một bên, hoặc được hỏi khác đi.")


def _compared(found: Any, contrasts: Any) -> dict[str, Any]:  # noqa: ANN401  as compare made them
    from evals.reporting.told import rounded

    return {
        "differs": [vars(one) for one in found.differs],
        "only_baseline": found.only_baseline,
        "only_candidate": found.only_candidate,
        "edited": found.edited,
        "contrasts": [
            {
                "measure": one.measure,
                "slice": str(one.slice),
                "baseline": rounded(one.baseline),
                "candidate": rounded(one.candidate),
                "gain": rounded(one.gain.estimate),
                "low": rounded(one.gain.low),
                "high": rounded(one.gain.high),
                "n": one.gain.n,
                "p": rounded(one.tested.p),
                "smallest": rounded(one.smallest),
                "better": one.better,
                "worse": one.worse,
            }
            for one in contrasts
        ],
        "changes": [
            {"measure": one.measure, "case": one.case, "gain": one.gain, "why": one.why}
            for name in found.measures
            for one in found.worst(name)
        ],
    }


def report(
    folder: RunArgument,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar="BẢN_CŨ", help="Lần đo để so; câu kém đi đứng đầu.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="THƯ_MỤC", help="Nơi ghi (mặc định: thư mục report trong lần đo)."),
    ] = None,
    form: Annotated[
        list[str] | None,
        typer.Option("--form", metavar="DẠNG", help="Chỉ dạng này: html, markdown, csv, junit, json."),
    ] = None,
    under_test: UnderTestOption = None,
    primary: PrimaryOption = None,
    margin: MarginOption = None,
    gated: SliceOption = None,
    sighted: SightedFlag = False,
    set_name: SetOption = None,
    language: LanguageOption = "vi",
    as_json: JsonFlag = False,
) -> None:
    """Viết báo cáo: một trang HTML tự đủ (hình, từng câu), Markdown, CSV, JUnit, JSON.

    Trang HTML không tải gì từ mạng: gửi qua thư, mở trên máy nào cũng được. Từ mỗi con số đi được xuống
    đúng những câu chữ làm ra nó. Có --baseline thì báo cáo có cả kết luận, theo các tuỳ chọn của eval gate.

    Ví dụ:

      hocvu eval report do/moi

      hocvu eval report do/moi --baseline do/cu --language en --form html
    """
    from api.cli.evaluating.running import language_of
    from evals.pipeline import compared, gate, report_of
    from evals.reporting.writing import FORMS, write

    wrong = [one for one in form or () if one not in FORMS]
    if wrong:
        raise BadRequest(f"--form {wrong[0]} không đúng.", f"Chọn trong: {', '.join(FORMS)}.")
    terms = terms_of(under_test, primary, margin, gated, sighted)
    candidate = run_of(folder, set_name)
    comparison = compared(run_of(baseline, set_name), candidate) if baseline else None
    decision = gate(comparison, terms) if comparison else None
    told = report_of(candidate, comparison, decision)
    files = write(told, output or folder / "report", language_of(language), form or list(FORMS))
    if as_json:
        print_json([str(one) for one in files])
    for one in files if not as_json else ():
        out.print(str(one), markup=False, soft_wrap=True)
