"""What the grammar finds in real documents, against what stands in them.

    python -m evals.benchmarks.structure --data DATA

The Education Law as .docx is held against the same law in the codification, read here by a
few patterns of its own: articles, titles, clauses, points, words. PDFs and Markdown are held
against a count of lines that begin like articles. Nothing of the grammar is used to count.
"""

import argparse
import html
import re
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from assistant.domain.document import Document, Provision
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.references import find_references
from assistant.domain.words import squeeze, syllables
from assistant.settings import Settings
from evals.benchmarks.machine import keep
from ingest.readers import read_guarded
from ingest.reading import ReadDocument
from ingest.structure import parse, parse_article_text

LAW = "docx/VBPL_136042.docx"
LAW_NUMBER = "43/2019/QH14"
AMENDING = ("docx/VBPL_137459.docx", "docx/VBPL_185973.docx")
PDFS = (
    "pdf/born-digital/quyet-dinh-979-2022-quy-che-dao-tao.pdf",
    "pdf/born-digital/cong-bao-luat-26-2023.pdf",
)
_PIECES = re.compile(r"<p\s+class=['\"]p(Chuong|Dieu|GhiChu|NoiDung|ChiDan)['\"]\s*>")
_LINE_END = re.compile(r"</?(?:p|div|tr|table|br)\b[^>]*>", re.IGNORECASE)
_LABEL = re.compile(r"^(?:(?P<clause>\d{1,3}[a-z]?)\.(?!\d)|(?P<point>[a-zđ]\d?)\))\s*\S")
_ARTICLE_LINE = re.compile(
    r"^[#*\s]*(?:Điều|ĐIỀU)\s+(?P<number>\d+(?:\.\d+\.[A-ZĐ]+[\d.]*\.\d+)?[a-zđ]?)[*\s]*(?:[.:]|$)"
)
_RUNNING = re.compile(r"CÔNG BÁO/Số|^\d{1,3}$", re.MULTILINE)
_SHOWN = 200
_Text = tuple[ProvisionPath, str]


@dataclass(frozen=True)
class Article:
    """An article as an independent count sees it: number, title, labels of its units, words."""

    number: str
    title: str
    labels: tuple[str, ...]
    words: tuple[str, ...]


def read(path: Path) -> tuple[ReadDocument, Document]:
    """What the reader and the grammar make of a file."""
    lines = read_guarded(path, Settings())
    return lines, parse(lines, name=path.name)


def articles(document: Document) -> list[Provision]:
    """The articles of a document, those of attached texts too."""
    return [p for p in document.provisions if p.kind is UnitKind.ARTICLE]


# --- the law against the codification ---


def codified(package: Path, number: str) -> dict[str, Article]:
    """The articles of the document ``number`` in a package of the codification."""
    found: dict[str, Article] = {}
    with zipfile.ZipFile(package) as archive:
        for name in archive.namelist():
            if name.endswith(".html") and number.encode() in (content := archive.read(name)):
                found |= {a.number: a for a in _of_topic(content.decode("utf-8"), number)}
    return found


def _of_topic(content: str, number: str) -> Iterator[Article]:
    parts = _PIECES.split(content)
    title, article = "", ""
    for kind, piece in zip(parts[1::2], parts[2::2], strict=True):
        text = squeeze(html.unescape(re.sub(r"<[^>]+>", "", _LINE_END.sub("\n", piece))))
        if kind == "Dieu":
            title, article = text.split(". ", 1)[-1], ""
        elif kind == "GhiChu":
            match = re.match(rf"\(Điều (\w+) Luật (?:số )?{re.escape(number)}", text)
            article = match[1] if match else ""
        elif kind == "NoiDung" and article:
            yield Article(article, title, _labels(text), tuple(syllables(text)))


def _labels(text: str) -> tuple[str, ...]:
    """Labels at the start of lines outside quotations, as they stand."""
    found: list[str] = []
    quoted = False
    for line in text.split("\n"):
        quoted = quoted or line.startswith(('"', "“"))
        match = None if quoted else _LABEL.match(line)
        if match:
            found.append(match["clause"] or match["point"])
        quoted = quoted and not re.search(r'["”][.;,]?$', line)
    return tuple(found)


def of_grammar(document: Document) -> dict[str, Article]:
    """The same view of what the grammar found."""
    return {
        str(p.path.article): Article(
            str(p.path.article), p.heading, tuple(unit.label for unit in p.units), tuple(syllables(p.text))
        )
        for p in articles(document)
    }


def differences(ours: dict[str, Article], theirs: dict[str, Article]) -> list[str]:
    """Where the two differ, in words; the last article's wording is left to the reader."""
    told = [f"Điều {n}: only in one of them" for n in sorted(set(ours) ^ set(theirs), key=_natural)]
    for number in sorted(set(ours) & set(theirs), key=_natural):
        mine, other = ours[number], theirs[number]
        if mine.labels != other.labels:
            told.append(f"Điều {number}: units {_changed(mine.labels, other.labels)}")
        if syllables(mine.title) != syllables(other.title):
            told.append(f"Điều {number}: title “{mine.title}” / “{other.title}”")
        if mine.words != other.words:
            told.append(f"Điều {number}: words {_changed(mine.words, other.words)}")
    return told


def _natural(label: str) -> tuple[int, str]:
    digits = re.match(r"\d*", label)
    return int(digits.group() or 0) if digits else 0, label


def _changed(mine: Sequence[str], other: Sequence[str]) -> str:
    moves = SequenceMatcher(None, mine, other, autojunk=False).get_opcodes()
    told = [
        f"[{' '.join(mine[a:b])}] / [{' '.join(other[c:d])}]" for tag, a, b, c, d in moves if tag != "equal"
    ]
    return "; ".join(told)[:_SHOWN]


# --- counts of lines that begin like articles ---


def counted(texts: Sequence[str]) -> int:
    """Articles by the lines that begin like one and go on from the last; a 1 begins anew."""
    last, total = 0, 0
    for text in texts:
        match = _ARTICLE_LINE.match(text)
        if match is None:
            continue
        number = match["number"]
        if "." in number:
            total += 1
        elif int(re.sub(r"\D", "", number)) in (1, last + 1):
            last = int(re.sub(r"\D", "", number))
            total += 1
    return total


def pdf_lines(path: Path) -> list[str]:
    """The lines of a PDF as pdfium gives them, nothing joined or taken away."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return [line.strip() for page in pages for line in page.splitlines()]


def running_heads(document: Document) -> list[str]:
    """Provisions in whose text a running head or a page number stands as a line."""
    return [str(p.path) for p in document.provisions if _RUNNING.search(p.text)]


def duration(run: Callable[[_Text], object], texts: Sequence[_Text]) -> float:
    """Microseconds of one call, over all texts."""
    start = time.process_time()
    for text in texts:
        run(text)
    return (time.process_time() - start) / max(1, len(texts)) * 1e6


def measure(data: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    """All figures, and the differences in words."""
    _, law = read(data / LAW)
    theirs = codified(data / "phapdien/phapdien-2025-02.zip", LAW_NUMBER)
    ours = of_grammar(law)
    told = differences(ours, theirs)
    units = [unit for p in articles(law) for unit in p.units]
    figures: dict[str, Any] = {
        "Education Law: articles found / in the codification": f"{len(ours)} / {len(theirs)}",
        "Education Law: khoản found": sum(unit.kind is UnitKind.CLAUSE for unit in units),
        "Education Law: điểm found": sum(unit.kind is UnitKind.POINT for unit in units),
        "Education Law: units in the codification": sum(len(a.labels) for a in theirs.values()),
        "Education Law: articles whose units differ": sum("units" in line for line in told),
        "Education Law: articles whose title differs": sum("title" in line for line in told),
        "Education Law: articles whose words differ": sum(": words" in line for line in told),
    }
    figures |= _of_files(data)
    texts = [(p.path, p.text) for p in articles(law)]
    figures["clauses and points, µs an article of the law"] = round(
        duration(lambda t: parse_article_text(*t), texts)
    )
    figures["references, µs an article of the law"] = round(
        duration(lambda t: find_references(t[1], t[0]), texts)
    )
    return figures, tuple(told)


def _of_files(data: Path) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for name in AMENDING:
        lines, document = read(data / name)
        quoted = sum(line.text.startswith(('"', "“")) and "Điều" in line.text[:8] for line in lines.lines)
        figures[f"{Path(name).name}: own articles (quoted ones left out)"] = (
            f"{len(articles(document))} ({quoted})"
        )
    for name in PDFS:
        document = read(data / name)[1]
        expected = counted(pdf_lines(data / name))
        figures[f"{Path(name).name}: articles found / lines like articles"] = (
            f"{len(articles(document))} / {expected}"
        )
        figures[f"{Path(name).name}: texts with a running head"] = len(running_heads(document))
    for path in sorted((data / "regulations-2026").glob("*.md")):
        expected = counted(path.read_text(encoding="utf-8").split("\n"))
        figures[f"{path.name}: articles found / lines like articles"] = (
            f"{len(articles(read(path)[1]))} / {expected}"
        )
    return figures


def main() -> None:
    """Measure and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of real documents")
    figures, told = measure(parser.parse_args().data)
    keep(
        "structure",
        "Structure found in real documents",
        "python -m evals.benchmarks.structure --data DATA",
        figures,
        told or ("The law and the codification agree in every article, unit, title and word.",),
    )


if __name__ == "__main__":
    main()
