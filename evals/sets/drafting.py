"""Cases proposed from a library, for a person to check and to put into words as people ask.

Single articles by their headings, pairs of days by the lives of articles and by documents that replace
others, several provisions by references, and decoys that nothing answers. The same library, seed and
wishes give the same cases. Gold is what the library has: nobody checked it (``checked_by`` is empty,
``source`` is ``draft``), and measuring a service against its own index proves nothing, so a draft is
no set before somebody has read it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from assistant.domain.path import ProvisionPath
from assistant.domain.references import provision_references
from assistant.errors import BadRequest
from assistant.library.records import StoredProvision
from evals.cases import Case, Kind
from evals.sets.drafting_decoys import decoys
from evals.sets.drafting_flips import draft_flips
from evals.sets.drafting_register import DraftRegister, draft_register
from evals.sets.drafts import Wanted, address, case, draw, field_of, in_turn, source_of
from evals.sets.folder import CaseSet, Told
from evals.sets.headings import ENOUGH, both, matter, question, told
from evals.sets.held import Held
from evals.sets.likeness import plain
from evals.sets.shelf import Shelf
from evals.sets.wordings import library_wordings

_ALIKE = 0.5
"""Two headings with so many syllables in common are one matter."""


@dataclass(frozen=True)
class Draft:
    """The proposed set; ``doubts``: what the library is not sure of, in Vietnamese."""

    made: CaseSet
    doubts: tuple[str, ...]


def draft(held: Held, wanted: Wanted) -> Draft:
    """Propose a set with a register; raise ``BadRequest`` where the library has nothing to ask about.

    Fewer cases than wanted come where the library has no more to make them of.
    """
    shelf = Shelf.read(held, wanted.text)
    if not any(shelf.articles.values()):
        raise BadRequest(
            "Không có điều khoản nào để soạn câu hỏi.", "Kiểm tra thư viện, hoặc bỏ điều kiện chọn văn bản."
        )
    flips = draft_flips(shelf, wanted)
    several = list(islice(_several(shelf, wanted), wanted.several))
    taken = {address for one in (*flips, *several) for group in one.gold for address in group}
    simple = islice(_simple(shelf, wanted, taken), wanted.simple)
    cases = (*simple, *several, *flips, *islice(decoys(shelf, wanted), wanted.unanswerable))
    gold = (address for one in cases for group in one.gold for address in group)
    known = draft_register(shelf, library_wordings(gold, held))
    return Draft(_set(cases, known, wanted), known.doubts)


def _set(cases: tuple[Case, ...], known: DraftRegister, wanted: Wanted) -> CaseSet:
    head = Told(
        name="draft",
        version=f"draft-{wanted.seed}",
        description="Bản nháp do máy đề xuất từ thư viện, chưa ai đối chiếu: không dùng để đo.",
    )
    return CaseSet(head, cases, known.register)


# --- single articles


def _simple(shelf: Shelf, wanted: Wanted, taken: set[str]) -> Iterator[Case]:
    """What is gold of another sort already is passed over."""
    shared = shelf.shared()
    chosen = in_turn(shelf.asked_about(wanted.day).values(), draw(wanted, "simple"))
    for n, article in enumerate((one for one in chosen if address(one) not in taken), 1):
        words, kind = question(matter(article.provision.heading) or "", _source(article, shared))
        yield case(f"draft-simple-{n:03}", words, kind, [address(article)], wanted, field=field_of(article))


def _source(article: StoredProvision, shared: Mapping[str, int]) -> str:
    """The document, to be named where a heading says little or several articles have it; else empty."""
    heading = article.provision.heading
    alone = shared[plain(heading)] == 1 and told(heading) >= ENOUGH
    return "" if alone else source_of(article)


# --- several provisions


def _several(shelf: Shelf, wanted: Wanted) -> Iterator[Case]:
    """Each article in one case."""
    shared, used = shelf.shared(), set[int]()
    for article, other in _links(shelf, wanted):
        if used & {article.id, other.id}:
            continue
        used |= {article.id, other.id}
        first, second = matter(article.provision.heading) or "", matter(other.provision.heading) or ""
        words = both(first, second, _source(article, shared))
        id_, gold = f"draft-several-{len(used) // 2:03}", [address(article), address(other)]
        yield case(id_, words, Kind.SEVERAL, gold, wanted, field=field_of(article))


def _links(shelf: Shelf, wanted: Wanted) -> Iterator[tuple[StoredProvision, StoredProvision]]:
    """An article and the first other one that its words name and that is about something else: those
    of two documents before those of one.
    """
    asked = shelf.asked_about(wanted.day)
    by_article = {_name(one.provision.path): one for group in asked.values() for one in group}
    near: list[tuple[StoredProvision, StoredProvision]] = []
    for article in in_turn(asked.values(), draw(wanted, "several")):
        named = (by_article.get(_name(one.path)) for one in provision_references(article.provision))
        other = next((one for one in named if one is not None and one.id != article.id), None)
        if other is None or _one_matter(article.provision.heading, other.provision.heading):
            continue
        if other.document.number == article.document.number:
            near.append((article, other))
        else:
            yield article, other
    yield from near


def _one_matter(heading: str, other: str) -> bool:
    one, two = set(plain(heading).split()), set(plain(other).split())
    return len(one & two) >= _ALIKE * min(len(one), len(two))


def _name(path: ProvisionPath) -> str:
    article = path.article_path
    return f"{article.document.key}#{str(article).partition('#')[2]}"
