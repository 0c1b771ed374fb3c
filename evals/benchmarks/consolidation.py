"""Amending laws read as instructions and put into the laws that they change.

    python -m evals.benchmarks.consolidation --data DATA

(a) Law 123/2025/QH15 on the Education Law of 2019, whose wording before it is at hand: what was
read, what was carried out, and each outcome checked without the code that made it. (b) Law
34/2018/QH14 on the Law on Higher Education, of which only the wording with its changes is at
hand, in the codification of 2026-01: the computed wording against the package's. (c) The
orders in the Markdown regulations of 2026: how many became data.
"""

import argparse
import re
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.domain.amendment import Act, Instruction
from assistant.domain.document import Document, Provision
from assistant.domain.number import DocumentNumber
from assistant.domain.words import syllables
from evals.benchmarks.consolidation_checks import Checker, contains, key_of, unit_words
from evals.benchmarks.machine import keep
from evals.benchmarks.structure import read
from ingest.amendments import Applied, Reading, apply, read_instructions
from ingest.codification import open_package

LAW, AMENDING = "docx/VBPL_136042.docx", "docx/VBPL_185973.docx"
HIGHER = "docx/VBPL_137459.docx"
HIGHER_LAW = DocumentNumber("08/2012/QH13")
PACKAGE = "phapdien/phapdien-2026-01.zip"
_BLOCK = re.compile(r"như sau:\s*\n?\s*[“\"]")
_LIMITS = (
    "(a) each outcome is checked by cutting articles at the labels of their lines and by str.replace.",
    "(b) the wording before Law 34/2018/QH14 is not at hand: an instruction that the text shows as carried "
    "out counts as contained; of deleted words it can only be seen that they are not there.",
)
_COMMAND = "python -m evals.benchmarks.consolidation --data DATA"
Figures = dict[str, Any]


def education(data: Path) -> tuple[Figures, list[str]]:
    """(a): base and amending law both as files."""
    _, law = read(data / LAW)
    _, amending = read(data / AMENDING)
    start = time.process_time()
    reading = read_instructions(amending)
    middle = time.process_time()
    applied = apply(law.provisions, reading.instructions)
    end = time.process_time()
    checker = Checker(law.provisions, applied.provisions, reading.instructions)
    wrong = [f"{_said(o)}: {why}" for o in applied.done if (why := checker.wrong(o))]
    changed = checker.untouched()
    again = apply(applied.provisions, reading.instructions)
    figures = _shares("(a) 123/2025/QH15 on 43/2019/QH14", amending, reading, applied)
    figures |= {
        "(a) outcomes found wrong by the separate check": len(wrong),
        "(a) units changed that no instruction names": len(changed),
        "(a) articles before / after": f"{_articles(law.provisions)} / {_articles(applied.provisions)}",
        "(a) applied again: applied / contained / failed": _again(again),
        "(a) reading, ms": round((middle - start) * 1e3),
        "(a) applying, ms": round((end - middle) * 1e3),
    }
    notes = [f"(a) wrong: {line}" for line in wrong] + [f"(a) changed unnamed: {line}" for line in changed]
    notes += _loose_commas(law.provisions, applied.done)
    return figures, [*notes, *_told("(a)", reading, applied)]


def _loose_commas(old: Sequence[Provision], orders: Sequence[Instruction]) -> list[str]:
    """Deleted words behind a comma and before a word: the comma is not theirs and stays."""
    by_path = {p.path: p for p in old}
    return [
        f"(a) {_said(order)}: the comma in front of the deleted words stays, the order does not name it"
        for order in orders
        if order.act is Act.DELETE_WORDS
        and (article := by_path.get(order.target.article_path))
        and re.search(rf",\s*{re.escape(order.old_words)}\s+\w", unit_words(article, order.target))
    ]


def _shares(name: str, amending: Document, reading: Reading, applied: Applied) -> Figures:
    total = len(reading.instructions)
    blocks = sum(len(_BLOCK.findall(f"{p.heading}\n{p.text}")) for p in amending.provisions)
    quoting = {(o.source, o.words) for o in reading.instructions if o.text}
    settled = len(applied.done) + len(applied.contained)
    acts = Counter(o.act.value for o in reading.instructions)
    return {
        f"{name}: instructions": total,
        f"{name}: by act": ", ".join(f"{act} {n}" for act, n in acts.items()),
        f"{name}: quoted blocks in the text / orders with new words read": f"{blocks} / {len(quoting)}",
        f"{name}: orders not read": len(reading.unread),
        f"{name}: applied": len(applied.done),
        f"{name}: contained": len(applied.contained),
        f"{name}: failed": len(applied.failed),
        f"{name}: applied or contained, %": round(100 * settled / max(1, total + len(reading.unread)), 1),
    }


def _again(again: Applied) -> str:
    return f"{len(again.done)} / {len(again.contained)} / {len(again.failed)}"


def _articles(provisions: Sequence[Provision]) -> int:
    return sum(p.path.article is not None for p in provisions)


def _said(order: Instruction) -> str:
    return f"{order.source} → {order.target} ({order.act.value})"


def _told(name: str, reading: Reading, applied: Applied) -> list[str]:
    told = [f"{name} failed: {_said(order)}: {reason}" for order, reason in applied.failed]
    told += [f"{name} not read: {one.source}: {_plain(one.reason)}" for one in reading.unread]
    return told + [f"{name} doubt: {one.source}: {_plain(one.reason)}" for one in reading.doubts]


def _plain(reason: str) -> str:
    """A reason without the words of the document that it quotes."""
    return re.sub(r"“.*”", "“…”", reason)


# --- (b) ---


def higher_education(data: Path) -> tuple[Figures, list[str]]:
    """(b): the package's wording holds the changes already."""
    _, amending = read(data / HIGHER)
    reading = read_instructions(amending)
    package = open_package(data / PACKAGE)
    law = next(d for d in package.documents() if d.number == HIGHER_LAW)
    applied = apply(law.provisions, reading.instructions)
    found = {number: p for p in law.provisions if (number := p.path.article)}
    by_article: dict[str, list[Instruction]] = {}
    for order in reading.instructions:
        by_article.setdefault(order.target.article or "", []).append(order)
    differing = {
        article: why
        for article, orders in by_article.items()
        if (why := _difference(orders, found.get(article), found))
    }
    total, elsewhere = len(by_article), sum("stand in" in why for why in differing.values())
    figures = _shares("(b) 34/2018/QH14 on 08/2012/QH13", amending, reading, applied)
    figures |= {
        "(b) amended articles equal to the package's": f"{total - len(differing)} / {total}",
        "(b) the same, %": round(100 * (total - len(differing)) / total, 1),
        "(b) of the differing, those where the package has the new words in a wrong place": elsewhere,
        "(b) equal, or the package has the very words in a wrong place, %": round(
            100 * (total - len(differing) + elsewhere) / total, 1
        ),
    }
    notes = [f"(b) differs: {HIGHER_LAW}, Điều {article}: {why}" for article, why in differing.items()]
    return figures, [*notes, *_told("(b)", reading, applied)]


def _difference(orders: Sequence[Instruction], article: Provision | None, found: dict[str, Provision]) -> str:
    """Why the package's article is not what the instructions make of it; empty where it is."""
    if article is None:
        return "not in the package"
    for order in orders:
        if order.text:
            wanted = _wanted(order)
            if syllables(unit_words(article, order.target)) != wanted:
                return _where(order, wanted, found)
        elif why := _state(order, article):
            return why
    return ""


def _wanted(order: Instruction) -> list[str]:
    return syllables(re.sub(r"^Điều\s+\w+\.", "", order.text))


def _where(order: Instruction, wanted: Sequence[str], found: dict[str, Provision]) -> str:
    """Whether the package has the new words under another article."""
    body = syllables(order.text.partition("\n")[2]) if not key_of(order.target) else wanted
    others = [
        number
        for number, p in found.items()
        if number and contains(syllables(p.heading + " " + p.text), body)
    ]
    unit = order.target.vietnamese()
    if others == [order.target.article]:
        return f"the new words of {unit} stand in it, with words of another order behind them"
    if others:
        return f"the new words of {unit} stand in Điều {', '.join(others)} of the package"
    return f"the package has other words for {unit}"


def _state(order: Instruction, article: Provision) -> str:
    """Whether the words are as an act on words leaves them."""
    text = unit_words(article, order.target)
    left = text.count(order.old_words) if order.old_words else 0
    if order.act is Act.DELETE_WORDS:
        return f"{order.target.vietnamese()}: deleted words stand there" if left else ""
    if left or order.new_words not in text:
        return f"{order.target.vietnamese()}: words not replaced"
    return ""


# --- (c) ---


def regulations(data: Path) -> tuple[Figures, list[str]]:
    """(c): orders in the regulations of 2026 that became data, and those that did not."""
    total = Counter[str]()
    notes: list[str] = []
    for path in sorted((data / "regulations-2026").glob("*.md")):
        reading = read_instructions(read(path)[1])
        orders = {(o.source, o.words) for o in reading.instructions}
        total.update(files=1, orders=len(orders), made=len(reading.instructions), unread=len(reading.unread))
        notes += [
            f"(c) {path.name}: {source} read, {n} instructions"
            for source, n in Counter(o.source for o in reading.instructions).items()
        ]
        notes += [f"(c) {path.name}: {one.source} not read: {_plain(one.reason)}" for one in reading.unread]
    return {
        "(c) files": total["files"],
        "(c) orders read / instructions": f"{total['orders']} / {total['made']}",
        "(c) orders not read": total["unread"],
    }, notes


def main() -> None:
    """Measure and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of real documents")
    data = parser.parse_args().data
    figures: Figures = {}
    notes: list[str] = []
    for part in (education, higher_education, regulations):
        found, told = part(data)
        figures |= found
        notes += told
    keep(
        "consolidation", "Amending laws put into the laws they change", _COMMAND, figures, (*_LIMITS, *notes)
    )


if __name__ == "__main__":
    main()
