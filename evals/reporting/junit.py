"""The report as JUnit's XML, which every CI shows: a test case for each gated measure and slice, and for
each count of zero tolerance.

What dropped or rose is a failure; what could not be told is an error, as tools that read this have no
third word for it. A run by itself has no baseline: its gated figures are told and pass, its counts of zero
tolerance fail where they are not zero.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from evals.reporting.told import GatedTold, Report
from evals.reporting.wording import Say

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHOWN = 20


@dataclass(frozen=True)
class _Case:
    """``bad``: ``failure`` or ``error``; empty where it passed."""

    group: str
    name: str
    said: str
    bad: str = ""


def junit(report: Report, language: str = "vi") -> str:
    """The XML, in ``vi`` or ``en``. Raise ``ValueError``."""
    say = Say(language)
    cases = [*_gated(report, say), *_counts(report, say), *_whole(report, say)]
    numbers = {
        "tests": str(len(cases)),
        "failures": str(sum(one.bad == "failure" for one in cases)),
        "errors": str(sum(one.bad == "error" for one in cases)),
    }
    root = ET.Element("testsuites", {"name": "hocvu eval", **numbers})
    told = report.candidate.subject
    named = {"name": _clean(f"{told.set_name} {told.set_version}"), **numbers}
    suite = ET.SubElement(root, "testsuite", named)
    for one in cases:
        _add(suite, one)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _add(suite: ET.Element, one: _Case) -> None:
    case = ET.SubElement(suite, "testcase", classname=_clean(one.group), name=_clean(one.name), time="0")
    if one.bad:
        ET.SubElement(case, one.bad, message=_clean(one.said), type=one.bad).text = _clean(one.said)
    else:
        ET.SubElement(case, "system-out").text = _clean(one.said)


def _clean(text: str) -> str:
    """Without letters that XML 1.0 cannot hold."""
    return _UNPRINTABLE.sub("\ufffd", text)


def _gated(report: Report, say: Say) -> Iterator[_Case]:
    decision = report.compared.decision if report.compared else None
    if decision is not None:
        yield from (_item(report, one, say) for one in decision.items)
        return
    run = report.candidate
    for measure in run.measures:
        for figure in run.figures if measure.gated else ():
            if figure.measure == measure.id:
                said = f"{say.amount(figure.mean, measure)} ({say.interval(figure, measure)}; {figure.n})"
                name = f"{say.words(measure.title)} ({say.slice(figure.by, figure.value)})"
                yield _Case(f"gate.{measure.name}", name, said)


def _item(report: Report, one: GatedTold, say: Say) -> _Case:
    measure = report.candidate.measure(one.measure)
    said = (
        f"{say.of('state', one.state)}: {say.change(one.gain, measure)}, {say('low').lower()} "
        f"{say.change(one.low, measure)}, {say('margin').lower()} {say.change(-one.margin, measure)}, "
        f"{say('adjusted')} {say.chance(one.adjusted)}, {one.n} {say('some')}"
    )
    borne = one.state == "held" or (one.watched and one.state == "open")
    bad = "failure" if one.state == "dropped" else "" if borne else "error"
    name = f"{say.words(measure.title)} ({say.slice(one.by, one.value)})"
    return _Case(f"gate.{measure.name}", name, said, bad)


def _counts(report: Report, say: Say) -> Iterator[_Case]:
    decision = report.compared.decision if report.compared else None
    rises = {one.measure: one for one in decision.counts} if decision else {}
    for count in report.candidate.counts:
        measure, rise = report.candidate.measure(count.measure), rises.get(count.measure)
        cases = rise.cases if rise else tuple(dict.fromkeys(mark.case for mark in count.marks))
        before = f"{say.number(rise.baseline)} → " if rise else ""
        said = f"{before}{say.number(count.total)}"
        if cases and count.total:
            said += f" ({', '.join(cases[:_SHOWN])}{' …' if len(cases) > _SHOWN else ''})"
        bad = rise.rose if rise else count.total > 0
        yield _Case(f"zero.{measure.name}", say.words(measure.title), said, "failure" if bad else "")


def _whole(report: Report, say: Say) -> Iterator[_Case]:
    """The verdict itself: what speaks for it may be none of the figures (arms that differ in more)."""
    decision = report.compared.decision if report.compared else None
    if decision is not None:
        bad = {"pass": "", "regression": "failure"}.get(decision.verdict, "error")
        said = "\n".join(decision.words[say.language])
        yield _Case("gate", say("decision"), said, bad)
