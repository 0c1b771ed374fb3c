"""Reading of what was said, for measures: none of it raises, whatever the text."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from assistant.domain.answer import WRITTEN, Part
from assistant.domain.number import NUMBER
from assistant.domain.path import ProvisionPath
from evals.running.rows import AnswerRow, Cited, Given, Spoken

_PAIRS = {"“": "”", "«": "»", "‘": "’", "„": "”", '"': '"'}
_ONE_MARK = str.maketrans("“”„«»″‘’", '""""""\'\'')
_NUMBER = re.compile(rf"(?<![\w/-]){NUMBER}")
_FIGURE = re.compile(r"(?<![\w.,/-])\d{1,3}(?:[.\s]\d{3})+(?![\d/])|(?<![\w/-])\d+(?:,\d+)?")
_TOKEN = re.compile(r"\[\d{1,2}\]")
_SENTENCE = re.compile(r"(?<=[.!?…;])[\s”»\"]+(?=\S)|\n+")


def given_of(row: AnswerRow) -> Given:
    """The answer of a row; a measure that needs one is asked for rows that have it."""
    assert row.answer is not None  # noqa: S101  see ``Measure.of``
    return row.answer


def plain(text: str) -> str:
    """NFC, one blank between words, every sort of quotation mark the same."""
    return " ".join(unicodedata.normalize("NFC", text).split()).translate(_ONE_MARK)


def quoted(text: str) -> list[str]:
    """What stands between quotation marks of any sort; a mark that is not closed quotes nothing."""
    found, at = [], 0
    while at < len(text):
        end = text.find(_PAIRS[text[at]], at + 1) if text[at] in _PAIRS else -1
        if end > at:
            found.append(text[at + 1 : end])
            at = end
        at += 1
    return [one for one in found if one.strip()]


def numbers_of_documents(text: str) -> list[str]:
    """The document numbers printed in a text."""
    return [found.group() for found in _NUMBER.finditer(unicodedata.normalize("NFC", text))]


def figures(text: str) -> list[str]:
    """The figures of a text as comparable words: ``1.000.000`` is ``1000000``, ``02`` is ``2``; not
    those of document numbers nor of tokens like ``[1]``. The parts of a date are figures each.
    """
    bare = _TOKEN.sub(" ", _NUMBER.sub(" ", unicodedata.normalize("NFC", text)))
    return [_figure(found.group()) for found in _FIGURE.finditer(re.sub(r"(?<=\d)[/-](?=\d)", " ", bare))]


def _figure(printed: str) -> str:
    whole, comma, part = re.sub(r"[.\s]", "", printed).partition(",")
    return f"{whole.lstrip('0') or '0'}{comma}{part}"


def sentences(text: str) -> list[str]:
    """The sentences, items, lines of a text."""
    return [one.strip() for one in _SENTENCE.split(text) if one.strip()]


def claims(given: Given) -> list[Spoken]:
    """The statements that say something of the law: quoted or written, not code's own frame."""
    return [one for one in given.statements if one.part is Part.QUOTE or one.part in WRITTEN]


def written(given: Given) -> list[Spoken]:
    """The statements that a model wrote."""
    return [one for one in given.statements if one.part in WRITTEN]


def cited_by(given: Given, said: Sequence[Spoken]) -> list[Cited]:
    """The citations that statements stand on, each once, in order of first use. An index that names
    none is passed over here; ``dangling`` counts it.
    """
    used = dict.fromkeys(at for one in said for at in one.citations)
    return [given.citations[at] for at in used if 0 <= at < len(given.citations)]


def dangling(given: Given) -> int:
    """Indexes that name no citation."""
    return sum(not 0 <= at < len(given.citations) for one in given.statements for at in one.citations)


def address(cited: Cited) -> ProvisionPath | None:
    """Where a citation says that it stands; ``None`` where that is no address."""
    try:
        return ProvisionPath.parse(cited.path)
    except ValueError:
        return None


def addresses(cited: Sequence[Cited]) -> Iterator[ProvisionPath]:
    """The addresses of those that have one."""
    yield from filter(None, map(address, cited))
