"""The report as Markdown, for a change's discussion: figures, the decision, what got worse."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from evals.reporting.told import CaseTold, Report
from evals.reporting.views import Row, Views
from evals.reporting.wording import Say

_WORST = 10
_LONGEST = 400
_MARKUP = re.compile(r"([\\`*_{}\[\]#|~])")


def markdown(report: Report, language: str = "vi") -> str:
    """The text, in ``vi`` or ``en``. Raise ``ValueError``."""
    say = Say(language)
    views = Views(report, say)
    return "\n".join(_lines(report, views, say)).strip() + "\n"


def plainly(text: str) -> str:
    """Words in one line that no reader of Markdown takes for markup."""
    return _MARKUP.sub(r"\\\1", escape(" ".join(text.split()), quote=False))


def _lines(report: Report, views: Views, say: Say) -> Iterator[str]:
    told = report.candidate.subject
    yield f"# {say('report_pair' if report.compared else 'report')}: {plainly(told.set_name)}\n"
    yield f"{say('set')} {plainly(told.set_name)} {plainly(told.set_version)} · {told.cases} {say('some')}\n"
    yield from _decision(report, views, say)
    yield from _figures(report, views, say)
    yield from _counts(report, views, say)
    if report.compared:
        yield f"## {say('differences')}\n"
        heads = ("measure", "gain", "interval", "baseline", "candidate", "p", "smallest")
        yield from _table([say(head) for head in heads], views.differences()[0])
        yield from _worst(views, say)
    yield from _stages(report, views, say)
    yield f"## {say('coverage')}\n"
    yield from _table([say("askings"), *_arms(report, say)], views.coverage())


def _arms(report: Report, say: Say) -> list[str]:
    return [say("baseline"), say("candidate")] if report.baseline else [say("total")]


def _decision(report: Report, views: Views, say: Say) -> Iterator[str]:
    decision = report.compared.decision if report.compared else None
    if decision is None:
        return
    yield f"## {say('decision')}: {say.of('verdict', decision.verdict)}\n"
    yield from (f"- {plainly(line)}" for line in decision.words[say.language])
    yield ""
    heads = ("measure", "state", "n", "gain", "low", "margin", "adjusted", "smallest")
    yield from _table([say(head) for head in heads], views.gate())


def _figures(report: Report, views: Views, say: Say) -> Iterator[str]:
    yield f"## {say('measures')}\n"
    means = [say("baseline"), say("candidate")] if report.baseline else [say("mean")]
    yield from _table([say("measure"), say("n"), *means, say("interval")], views.measures())
    for name, groups in views.sliced():
        yield f"### {plainly(name)}: {say('slices').lower()}\n"
        rows = [Row(f"{group.name}: {row.name}", row.cells) for group in groups for row in group.rows]
        yield from _table([say("slice"), say("n"), *means, say("interval")], rows)


def _counts(report: Report, views: Views, say: Say) -> Iterator[str]:
    counts = views.counts()
    if not counts:
        return
    yield f"## {say('counts')}\n"
    yield from _table([say("measure"), *_arms(report, say)], [row for row, _ in counts])
    for row, marks in counts:
        for case, n, why in marks:
            yield f"- {plainly(row.name)}: {plainly(case)} × {n} {plainly(why)}".rstrip()
    yield ""


def _stages(report: Report, views: Views, say: Say) -> Iterator[str]:
    right, looked_at = views.right()
    yield f"## {say('blame')}\n"
    yield f"{right} / {looked_at} {say('askings').lower()}: {say.of('stage', 'right').lower()}\n"
    yield from _table([say("stage"), *_arms(report, say)], views.blame())
    cells = views.flips()
    if cells:
        yield f"## {say('flips')}\n"
        rows = [
            Row(say.of("cell", cell), tuple(str(n) for n in (old, new) if n is not None))
            for cell, (new, old) in cells.items()
        ]
        yield from _table([say("pairs"), *_arms(report, say)], rows)
    yield f"## {say('latency')}\n"
    yield from _table([say("quantile"), *_arms(report, say)], [*views.quantiles(), *views.spent()])


def _worst(views: Views, say: Say) -> Iterator[str]:
    yield f"## {say('worse_first')}\n"
    entries = views.side_by_side(views.entries())[:_WORST]
    for entry in entries:
        yield f"### {plainly(entry.case.id)}: {plainly(entry.case.question)}\n"
        yield f"- {say('gold')}: {plainly('; '.join(' / '.join(group) for group in entry.case.gold)) or '–'}"
        for name, case in (("baseline", entry.before), ("candidate", entry.case)):
            yield f"- {say(name)}: {_said(case, say)}"
        yield ""
    if not entries:
        yield f"{say('nothing_worse')}\n"


def _said(case: CaseTold | None, say: Say) -> str:
    """What came of a case, in a line."""
    asking = case.askings[0] if case and case.askings else None
    if asking is None:
        return "–"
    stage = say.of("stage", asking.stage) if asking.stage else ""
    words = " ".join(one.text for one in asking.statements) or asking.failure
    short = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
    outcome = say.of("outcome", asking.outcome) if asking.outcome else ""
    return " · ".join(plainly(part) for part in (stage, outcome, short) if part)


def _table(heads: Sequence[str], rows: Sequence[Row]) -> Iterator[str]:
    if not rows:
        return
    yield "| " + " | ".join(plainly(head) for head in heads) + " |"
    yield "| --- |" + " ---: |" * (len(heads) - 1)
    for row in rows:
        yield "| " + " | ".join(plainly(cell) for cell in (row.name, *row.cells)) + " |"
    yield ""
