"""Figures of runs as lines for a person: aligned, and the same where the output is no terminal."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from api.cli.output import err, out

if TYPE_CHECKING:
    from evals.comparing import Comparison, Contrast
    from evals.gate import Decision
    from evals.measures.measure import Measure
    from evals.running.estimate import Estimate
    from evals.running.runner import Ran
    from evals.slices import Figure

_NOTHING = 1e-9
_WORST = 5
_SHORT = 90


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print columns: the first to the left, figures to the right."""
    lines = [list(heads), *map(list, rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(heads))]
    for line in lines:
        cells = [
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        out.print("  ".join(cells).rstrip(), markup=False, soft_wrap=True)


def number(value: float, measure: "Measure", *, signed: bool = False) -> str:
    """A value as a person reads it: shares as points, counts whole, all else in its unit."""
    from evals.gate_words import amount
    from evals.measures.measure import Sort

    if measure.sort is Sort.COUNT:
        return (f"{value:+.4g}" if signed else f"{value:.4g}").replace(".", ",")
    if measure.unit and abs(value) < _NOTHING:
        value = 0.0
    return amount(value, "vi", measure.unit, signed=signed)


def figures_told(found: Iterable["Figure"], measures: Iterable["Measure"]) -> None:
    """A line for each figure, its slice where it is none of the whole."""
    known = {one.id: one for one in measures}
    table(
        ("thước đo", "giá trị", "khoảng tin cậy 95 %", "số câu", "tên"),
        (_figure(one, known[one.measure]) for one in found),
    )


def _figure(one: "Figure", measure: "Measure") -> tuple[str, ...]:
    from evals.measures.measure import Sort

    title = measure.title["vi"] + (f" ({one.slice.title()})" if one.slice.by else "")
    if measure.sort is Sort.COUNT:
        return title, f"{one.total:g}", "", str(one.interval.n), measure.name
    low, high = (number(value, measure) for value in (one.interval.low, one.interval.high))
    return title, number(one.interval.estimate, measure), f"{low} – {high}", str(one.interval.n), measure.name


def contrasts_told(found: Iterable["Contrast"], comparison: "Comparison") -> None:
    """A line for each measure of both runs."""
    table(
        ("thước đo", "bản cũ", "bản mới", "hơn kém", "khoảng tin cậy 95 %", "p", "thấy được từ", "kém/hơn"),
        (_contrast(one, comparison.measures[one.measure]) for one in found),
    )


def _contrast(one: "Contrast", measure: "Measure") -> tuple[str, ...]:
    """Counts by their sum over the cases, without an interval: they are no estimates."""
    from evals.measures.measure import Sort

    if measure.sort is Sort.COUNT:
        sums = (one.baseline * one.gain.n, one.candidate * one.gain.n)
        told = [*(number(value, measure) for value in sums), number(sums[1] - sums[0], measure, signed=True)]
        return measure.title["vi"], *told, "", "", "", f"{one.worse}/{one.better}"
    low, high = (number(value, measure, signed=True) for value in (one.gain.low, one.gain.high))
    return (
        measure.title["vi"],
        number(one.baseline, measure),
        number(one.candidate, measure),
        number(one.gain.estimate, measure, signed=True),
        f"{low} – {high}",
        f"{one.tested.p:.3f}".replace(".", ","),
        number(one.smallest, measure),
        f"{one.worse}/{one.better}",
    )


def worst_told(comparison: "Comparison") -> None:
    """The cases that got worse most, under the measures that are gated or may not rise."""
    asked = {case.id: case.question for case in comparison.candidate.cases}
    for measure in comparison.measures.values():
        lost = [change for change in comparison.worst(measure.id) if change.gain < 0]
        if not lost or not (measure.gated or measure.zero_tolerance):
            continue
        out.print(f"\n{measure.title['vi']}: {len(lost)} câu kém đi", style="bold", markup=False)
        for change in lost[:_WORST]:
            words = " ".join(asked.get(change.case, "").split())
            gain = number(change.gain, measure, signed=True)
            out.print(f"  {change.case}  {gain}  {words[:_SHORT]}", markup=False, soft_wrap=True)


def decision_told(decision: "Decision") -> None:
    """The verdict and its reasons, a line each; what to do where the runs differ in too much."""
    verdict = decision.words("vi")[0]
    out.print(verdict, style="bold", markup=False, soft_wrap=True)
    for reason in decision.reasons:
        out.print(f"- {reason.words('vi')}", markup=False, soft_wrap=True)
    watched = sum(one.gated.watched for one in decision.items)
    if decision.exit_code == 0 and watched:  # that many are no reading for a terminal: the report has them
        out.print(f"- {watched} số liệu theo từng loại câu hỏi được theo dõi: không số nào giảm rõ rệt.")
    if decision.beyond:
        names = " ".join(f"--under-test {one.field}" for one in decision.beyond)
        err.print(f"→ Nếu chính những chỗ ấy là điều định thử, thêm: {names}", markup=False, soft_wrap=True)


def decision_row(decision: "Decision") -> dict[str, Any]:
    """The decision for programs."""
    return {
        "verdict": decision.verdict.value,
        "exit_code": decision.exit_code,
        "words": decision.words("vi"),
        "words_en": decision.words("en"),
        "figures": [
            {
                "measure": one.gated.measure,
                "slice": str(one.gated.slice),
                "state": one.state.value,
                "margin": one.gated.margin,
                "watched": one.gated.watched,
                "gain": one.found.gain.estimate if one.found else None,
                "low": one.found.gain.low if one.found else None,
                "n": one.found.gain.n if one.found else 0,
                "p": one.p,
                "adjusted": one.adjusted,
            }
            for one in decision.items
        ],
        "counts": [
            {
                "measure": one.measure,
                "baseline": one.baseline,
                "candidate": one.candidate,
                "rose": one.rose,
                "cases": one.cases,
            }
            for one in decision.counts
        ],
        "beyond": [one.field for one in decision.beyond],
    }


def estimate_told(found: "Estimate", pays: bool) -> None:
    """What a run will take, on stderr."""
    done = found.askings - found.left
    err.print(f"{found.left} lượt hỏi" + (f" còn lại, {done} lượt đã có." if done else "."), style="bold")
    if found.seconds is not None:
        err.print(f"Khoảng {_time(found.seconds)}, theo {found.measured} lượt trước.")
    if found.cost is not None:
        err.print(f"Khoảng {found.cost:.4g} {found.currency}, theo {found.measured} lượt trước.")
    elif pays:
        err.print("Có dùng mô hình tính tiền; chưa lượt nào để ước chừng. Đặt --budget để không quá tay.")


def _time(seconds: float) -> str:
    return f"{seconds:.0f} giây" if seconds < 90 else f"{seconds / 60:.0f} phút"


def ran_told(ran: "Ran", folder: object) -> None:
    """What came of a run, on stderr."""
    err.print(f"Đã hỏi {ran.rows} trong {ran.wanted} lượt, {ran.failed} lượt lỗi.", style="bold")
    if ran.cost:
        err.print(f"Đã tốn {ran.cost:.4g}.")
    if ran.stopped_by_budget:
        err.print("Dừng vì hết ngân sách (--budget). Chạy lại với ngân sách lớn hơn để hỏi tiếp.")
    err.print(f"→ hocvu eval score {folder}", markup=False, soft_wrap=True)
