"""What is cited: whether it exists, whether it is quoted word for word, how exactly it points."""

import re
from collections.abc import Iterator, Sequence

from assistant.domain.answer import Part
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from evals.cases import Case
from evals.measures.measure import Better, Measure, Scored, Sort
from evals.measures.reading import (
    addresses,
    cited_by,
    claims,
    dangling,
    given_of,
    numbers_of_documents,
    plain,
    quoted,
    written,
)
from evals.register import Register
from evals.running.rows import AnswerRow, Cited, Given, Spoken

_LEFT_OUT = re.compile(r"\[(?:…|\.\.\.)\]")
_LEAST = 4
"""Words between quotation marks that make a quotation of the law; fewer name a thing."""


def answerable(case: Case, _: Register) -> bool:
    """Whether the case wants provisions as its answer."""
    return case.answerable


def _registered(_: Case, register: Register) -> bool:
    return bool(register.documents)


# --- existence


def missing(given: Given, register: Register) -> list[str]:
    """What is cited, or named by number in written words, and does not exist."""
    cited = [str(path) for path in addresses(given.citations)]
    named = [number for said in written(given) for number in numbers_of_documents(said.text)]
    return list(dict.fromkeys(one for one in (*cited, *named) if register.exists(one) is False))


def _invented(_: Case, row: AnswerRow, register: Register) -> Scored:
    given = given_of(row)
    found = missing(given, register)
    nowhere = dangling(given)
    words = [*found, *([f"{nowhere} citations that point nowhere"] if nowhere else [])]
    return Scored(len(found) + nowhere, "; ".join(words))


def _existing(_: Case, row: AnswerRow, register: Register) -> Scored:
    paths = [str(path) for path in addresses(given_of(row).citations)]
    if not paths:
        return Scored(0.0, "nothing cited")
    known = [path for path in paths if register.exists(path) is not False]
    return Scored(len(known) / len(paths), "; ".join(path for path in paths if path not in known))


# --- quotation


def quotations(said: Spoken) -> list[str]:
    """What a statement gives as words of the law. Of a quotation: its lines marked ``>``, apart where
    something between them is left out ([…]); where no line is marked, what stands between quotation
    marks, or all of it. Elsewhere what stands between quotation marks, of four words or more.
    """
    if said.part is not Part.QUOTE:
        return [one for one in quoted(said.text) if len(one.split()) >= _LEAST]
    lines = [line.lstrip("> ") for line in said.text.splitlines() if line.startswith(">")]
    pieces = [piece.strip() for piece in _LEFT_OUT.split("\n".join(lines))]
    return [piece for piece in pieces if piece] or quoted(said.text) or [said.text]


def faithful(given: Given, register: Register, case: Case) -> list[tuple[str, bool]]:
    """Each quotation of the answer's claims, and whether it stands, word for word, in a citation of its
    statement whose own words are those that the register keeps for the day (where it keeps any).
    """
    return [
        (words, any(_holds(words, cited, register, case) for cited in cited_by(given, [said])))
        for said in claims(given)
        for words in quotations(said)
    ]


def _holds(words: str, cited: Cited, register: Register, case: Case) -> bool:
    return _bare(words) in plain(cited.quote) and worded(cited, register, case) is not False


def _bare(words: str) -> str:
    return plain(words).strip(' "…')


def worded(cited: Cited, register: Register, case: Case) -> bool | None:
    """Whether a citation quotes the words of the day; ``None`` where the register keeps none."""
    try:
        kept = register.wordings_of(cited.path)
    except ValueError:
        return False
    held = [one for one in kept if one.held.holds(case.as_of)]
    return any(plain(cited.quote) in plain(one.text) for one in held) if kept else None


def _quoted(case: Case, row: AnswerRow, register: Register) -> Scored:
    found = faithful(given_of(row), register, case)
    if not found:
        return Scored(0.0, "nothing quoted")
    wrong = [words for words, holds in found if not holds]
    return Scored(1 - len(wrong) / len(found), " | ".join(wrong)[:300])


# --- pinpoint


def credit(gold: ProvisionPath, cited: ProvisionPath) -> float:
    """1 for the very unit of gold or one inside it; what is wider gets 0.75 for the same khoản, 0.5 for
    the same Điều, 0.25 for the same document; else 0.
    """
    if (gold.document, gold.scope) != (cited.document, cited.scope):
        return 0.25 if gold.document == cited.document else 0.0
    if cited.segments[: len(gold.segments)] == gold.segments:
        return 1.0
    kinds = {segment.kind for segment in _shared(gold, cited)}
    return 0.75 if UnitKind.CLAUSE in kinds else 0.5 if UnitKind.ARTICLE in kinds else 0.25


def _shared(gold: ProvisionPath, cited: ProvisionPath) -> Iterator[Segment]:
    """The segments that both begin with."""
    for one, other in zip(gold.segments, cited.segments, strict=False):
        if one != other:
            return
        yield one


def credits(case: Case, cited: Sequence[Cited]) -> list[float]:
    """For each group of gold the best credit that something cited gets."""
    paths = list(addresses(cited))
    return [
        max((credit(ProvisionPath.parse(gold), path) for gold in group for path in paths), default=0.0)
        for group in case.gold
    ]


def _answering(row: AnswerRow) -> list[Cited]:
    given = given_of(row)
    return cited_by(given, claims(given))


def _pinpoint(case: Case, row: AnswerRow, _: Register) -> Scored:
    got = credits(case, _answering(row))
    return Scored(sum(got) / len(got), ", ".join(f"{one:g}" for one in got))


def _exact(case: Case, row: AnswerRow, _: Register) -> Scored:
    got = credits(case, _answering(row))
    return Scored(sum(one == 1 for one in got) / len(got))


def _links(case: Case, row: AnswerRow, _: Register) -> Scored:
    got = credits(case, _answering(row))
    lost = [" / ".join(group) for group, one in zip(case.gold, got, strict=True) if one < 0.5]
    return Scored(float(not lost), "missing: " + "; ".join(lost) if lost else "")


def _precise(case: Case, row: AnswerRow, _: Register) -> Scored:
    gold = [ProvisionPath.parse(one) for group in case.gold for one in group]
    cited = dict.fromkeys(path.article_path for path in addresses(_answering(row)))
    if not cited:
        return Scored(0.0, "nothing cited")
    beside = [str(path) for path in cited if all(credit(one, path) < 0.5 for one in gold)]
    return Scored(1 - len(beside) / len(cited), "; ".join(beside))


CITING: tuple[Measure, ...] = (
    Measure(
        name="invented",
        version=1,
        title={"en": "Provisions that do not exist", "vi": "Văn bản, điều khoản không có thật"},
        better=Better.LOWER,
        applies=_registered,
        score=_invented,
        sort=Sort.COUNT,
        zero_tolerance=True,
    ),
    Measure(
        name="existence",
        version=1,
        title={"en": "Citations that exist", "vi": "Dẫn chiếu có thật"},
        better=Better.HIGHER,
        applies=lambda case, register: case.answerable and bool(register.documents),
        score=_existing,
    ),
    Measure(
        name="quotation",
        version=1,
        title={"en": "Quotations word for word", "vi": "Trích đúng nguyên văn"},
        better=Better.HIGHER,
        applies=answerable,
        score=_quoted,
    ),
    Measure(
        name="pinpoint",
        version=1,
        title={"en": "Pinpoint credit", "vi": "Điểm chỉ đúng điều, khoản, điểm"},
        better=Better.HIGHER,
        applies=answerable,
        score=_pinpoint,
        gated=True,
    ),
    Measure(
        name="exact",
        version=1,
        title={"en": "Cited exactly", "vi": "Dẫn đúng hẳn đơn vị"},
        better=Better.HIGHER,
        applies=answerable,
        score=_exact,
    ),
    Measure(
        name="chain",
        version=1,
        title={"en": "All links of the answer cited", "vi": "Đủ các căn cứ của câu trả lời"},
        better=Better.HIGHER,
        applies=answerable,
        score=_links,
    ),
    Measure(
        name="precision",
        version=1,
        title={"en": "Cited articles that answer", "vi": "Điều được dẫn đúng là căn cứ"},
        better=Better.HIGHER,
        applies=answerable,
        score=_precise,
    ),
)
