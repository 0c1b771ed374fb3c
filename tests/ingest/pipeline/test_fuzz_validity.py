"""Whatever a library reads, in whatever order, it tells the same of every day.

Small made-up documents amend, repeal, suspend and take back one another on random days; some
are read from files, some from snapshots of the codification. Two libraries read the same in
different orders: some documents twice, some read, removed and read again, some that are taken
out for good, publishing now and then. Everything that an asker can learn must be the same.

By design the order does count, and is left out, where it is what the clerk says last: a file
that takes another's place under one path or number, two snapshots of one day (a corrected
package), a document that is removed although a snapshot has it. Cleaning forgets a snapshot that
nothing comes from, where files stand for all its documents. The heads of a document are the same
in all snapshots.

More examples, and random ones: HOCVU_FUZZ_EXAMPLES=5000 pytest tests/ingest/pipeline/test_fuzz_validity.py
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from assistant.domain.amendment import Act, Instruction
from assistant.domain.document import Access, Document, Head, Provision, Relation, RelationKind
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.timeline import Origin, Timeline
from assistant.library import Library
from assistant.library.overrides import OverrideRow
from assistant.library.records import Source, StoredProvision
from assistant.library.tables import applications, live
from assistant.retrieval.governing import Wordings
from ingest.amendments import Outcome, apply_to_article
from ingest.consolidation import consolidate
from ingest.structure import parse_article_text

EXAMPLES = int(os.environ.get("HOCVU_FUZZ_EXAMPLES", "0"))
NUMBERS = ["1/2030/TT-X", "2/2030/QĐ-X", "3/2031/TT-X", "4/2031/TT-X", "5/2031/NĐ-CP"]
TRANSIENT = "9/2031/TT-X"
DAYS = [date(2031, month, 1) for month in range(1, 10)]
ASKED = [date(2030, 1, 1), *DAYS, *(day.replace(day=15) for day in DAYS), date(2040, 1, 1)]
LABELS = ["1", "2", "3"]
WORDS = ["rau", "hoa", "cây", "cỏ"]
CHAPTER = "chuong-i"
SCOPE = "quy-che"
TARGETS = [
    "", "dieu-1", "dieu-2", "dieu-2a", "dieu-1.khoan-1", "dieu-2.khoan-2", CHAPTER, SCOPE, f"{SCOPE}/dieu-1"
]  # fmt: skip
RELATING = [
    RelationKind.AMENDS, RelationKind.REPEALS, RelationKind.REPLACES, RelationKind.SUSPENDS,
    RelationKind.CORRECTS,
]  # fmt: skip

days = st.sampled_from(DAYS)
maybe_day = st.integers(0, 8).flatmap(lambda chance: st.none() if chance == 5 else days)
words = st.sampled_from(WORDS)


def path(number: str, tail: str = "") -> ProvisionPath:
    return ProvisionPath.parse(f"{number}#{tail}" if tail else number)


# --- what may be read


def article(number: str, tail: str, first: str, second: str, **fields: Any) -> Provision:
    where = path(number, tail)
    text = f"1. Trồng {first} trong vườn.\n2. Tưới {second} mỗi ngày."
    units = parse_article_text(where, text)
    return Provision(where, UnitKind.ARTICLE, f"Điều {where.article}", "Vườn", text, units=units, **fields)


@st.composite
def order(draw: st.DrawFn, source: ProvisionPath, others: list[str]) -> tuple[Instruction, RelationKind]:
    """An instruction on another document, and the kind of the relation that says the same."""
    target = path(draw(st.sampled_from(others)))
    pond = path(target.document.text, "dieu-2a")
    word, day = draw(words), draw(maybe_day)
    at, act, text, more = draw(
        st.sampled_from(
            [
                ("dieu-1.khoan-1", Act.AMEND, f"1. Nhổ {word}.", {}),
                ("dieu-2.khoan-2", Act.AMEND, f"2. Bón {word}.", {}),
                ("dieu-1", Act.AMEND, f"Điều 1. Vườn\n1. Xới {word}.\n2. Hái {word}.", {"heading": True}),
                ("dieu-2a", Act.INSERT, f"Điều 2a. Ao\n1. Thả {word}.", {"heading": True}),
                ("dieu-2b", Act.INSERT, f"Điều 2b. Ao\n1. Vớt {word}.", {"after": pond}),
                ("dieu-1.khoan-3", Act.INSERT, f"3. Rào {word}.", {}),
                ("dieu-2a.khoan-1", Act.AMEND, f"1. Bắt {word}.", {}),
                ("dieu-1", Act.REPEAL, "", {}),
                ("dieu-2.khoan-2", Act.REPEAL, "", {}),
                ("dieu-2", Act.REPLACE_WORDS, "", {"old_words": word, "new_words": "quả"}),
                (f"{SCOPE}/dieu-1", Act.REPLACE_WORDS, "", {"old_words": word, "new_words": "quả"}),
            ]
        )
    )  # fmt: skip
    where = path(target.document.text, at)
    made = Instruction(
        act, source, where, text, effective_on=day, doubtful=draw(st.integers(0, 9)) == 5, **more
    )
    return made, RelationKind.REPEALS if act is Act.REPEAL else RelationKind.AMENDS


@st.composite
def files(draw: st.DrawFn, number: str, numbers: list[str]) -> Document:
    """A document as it is read from a file, in a world with ``numbers``."""
    others = [one for one in numbers if one != number] or NUMBERS
    chapter = Provision(path(number, CHAPTER), UnitKind.CHAPTER, "Chương I", "VƯỜN", "")
    labels = draw(st.sets(st.sampled_from(LABELS), min_size=1))
    provisions = [chapter] if draw(st.booleans()) else []
    for label in sorted(labels):
        parent = chapter.path if provisions and label != "3" else None
        provisions.append(article(number, f"dieu-{label}", draw(words), draw(words), parent=parent))
    if draw(st.booleans()):
        provisions.append(article(number, f"{SCOPE}/dieu-1", draw(words), draw(words)))
    instructions: list[Instruction] = []
    relations: list[Relation] = []
    for place in range(draw(st.integers(0, 4))):
        source = path(number, f"dieu-1.khoan-{place + 1}")
        one, kind = draw(order(source, others))
        instructions.append(replace(one, position=place))
        if draw(st.integers(0, 3)):
            relations.append(Relation(kind, source, one.target, "sửa", one.effective_on))
    for place in range(draw(st.integers(0, 2))):
        kind, day, target = draw(st.sampled_from(RELATING)), draw(maybe_day), draw(st.sampled_from(others))
        source, tail = path(number, f"dieu-{place + 1}"), draw(st.sampled_from(TARGETS))
        until = draw(maybe_day) if kind is RelationKind.SUSPENDS else None
        relations.append(Relation(kind, source, path(target, tail), "nói", day, until))
    if draw(st.integers(0, 3)) == 2:
        part = path(number, draw(st.sampled_from(["dieu-1.khoan-1", "dieu-2.khoan-2", "dieu-3"])))
        relations.append(Relation(RelationKind.BEGINS, path(number, "dieu-3"), part, "nói", draw(maybe_day)))
    head = Head(
        DocumentNumber(number),
        title=f"Về {number}",
        issued_on=draw(st.sampled_from([None, date(2030, 6, 1), date(2030, 6, 1), date(2031, 2, 15)])),
        in_force_from=draw(maybe_day),
        expires_on=draw(st.one_of(st.none(), st.none(), days)),
        access=Access.INTERNAL if draw(st.integers(0, 3)) == 0 else Access.PUBLIC,
    )
    return Document(head, tuple(provisions), tuple(relations), (), tuple(instructions))


@st.composite
def snapshots(draw: st.DrawFn, day: date, numbers: list[str]) -> list[Document]:
    """A snapshot of the codification; what it says of a head is always the same."""
    return [draw(codified(number, day)) for number in numbers if draw(st.integers(0, 3))]


@st.composite
def codified(draw: st.DrawFn, number: str, day: date) -> Document:
    provisions, relations = [], []
    for label in sorted(draw(st.sets(st.sampled_from(LABELS), min_size=1))):
        changed = draw(st.one_of(st.none(), st.sampled_from(DAYS)))
        one = article(
            number,
            f"dieu-{label}",
            draw(words),
            draw(words),
            in_force_from=draw(st.one_of(st.none(), st.just(DAYS[0]))),
            expires_on=draw(st.one_of(st.none(), st.none(), st.none(), days)),
            note=f"ghi chú {changed}" if changed else None,
            words_from=changed,
            words_unclear=draw(st.integers(0, 4)) == 0,
        )
        provisions.append(one)
        if changed:
            source = path(draw(st.sampled_from(NUMBERS[2:])), "dieu-1")
            relations.append(Relation(RelationKind.AMENDS, source, one.path, "ghi chú", changed))
    head = Head(
        DocumentNumber(number),
        title=f"Về {number}",
        issued_on=date(2030, 6, 1),
        in_force_from=DAYS[0],
        topic="Vườn" if number < "3" else "Ao",
    )
    if draw(st.integers(0, 2)) == 0:
        target = path(
            draw(st.sampled_from([n for n in NUMBERS if n != number])), draw(st.sampled_from(TARGETS))
        )
        kind = draw(st.sampled_from(RELATING))
        relations.append(Relation(kind, provisions[0].path, target, "nói", draw(maybe_day)))
    return Document(head, tuple(provisions), tuple(relations))


@dataclass(frozen=True)
class Reading:
    """Something that a clerk does: with a document, a snapshot or the table of validity."""

    what: str
    number: str = ""
    documents: tuple[Document, ...] = ()
    day: date | None = None
    rows: tuple[OverrideRow, ...] = ()

    def __call__(self, library: Library, *, replace: bool = True) -> None:
        edition = library.begin().number
        if self.what == "put":
            sha256 = self.number.encode().hex().ljust(64, "0")[:64]
            file = Source(self.number, sha256, "text/plain", 10, path=self.number)
            library.put_document(self.documents[0], file, edition=edition, replace=replace)
        elif self.what == "remove":
            library.remove_document(DocumentNumber(self.number), edition=edition)
        elif self.what == "snapshot":
            name = f"{self.day}.zip"
            source = Source(
                name, str(self.day).ljust(64, "f"), "application/zip", 10, name, self.day, "codification"
            )
            library.put_snapshot(iter(self.documents), source, edition=edition)
        elif self.what == "table":
            library.put_overrides(self.rows, edition=edition)
        elif self.what == "publish":
            publish(library)
        elif self.what == "vacuum":
            publish(library)
            library.vacuum()

    def __repr__(self) -> str:
        return f"{self.what} {self.number or self.day or ''}"


@dataclass(frozen=True)
class World:
    """What is read, and in another order what is read besides."""

    readings: tuple[Reading, ...]
    other: tuple[Reading, ...]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    tracks: list[list[Reading]] = []
    read = draw(st.lists(st.sampled_from(NUMBERS), unique=True, min_size=1, max_size=4))
    numbers = sorted(draw(st.sets(st.sampled_from(NUMBERS), max_size=3)))
    known = sorted({*read, *numbers})
    for number in read:
        tracks.append([Reading("put", number, (draw(files(number, known)),))])
    for day in draw(st.lists(st.sampled_from(DAYS[2:]), unique=True, max_size=3 if numbers else 0)):
        tracks.append([Reading("snapshot", day=day, documents=tuple(draw(snapshots(day, numbers))))])
    if draw(st.integers(0, 3)) == 0:
        tracks.append([Reading("table", rows=tuple(draw(st.lists(overrides(), min_size=1, max_size=2))))])
    once = [track[0] for track in tracks]
    for track in tracks:
        match track[0].what, draw(st.integers(0, 3)):
            case "put", 0:
                track += [Reading("remove", track[0].number), track[0]]
            case _, 1:
                track += [track[0]]
    if draw(st.booleans()):
        tracks.append(
            [Reading("put", TRANSIENT, (draw(files(TRANSIENT, known)),)), Reading("remove", TRANSIENT)]
        )
    mixed = any(track[0].number in numbers for track in tracks)
    cleaning = st.sampled_from(["publish"] if mixed else ["publish", "vacuum"])
    tracks += [[Reading(draw(cleaning))] for _ in range(draw(st.integers(0, 4)))]
    turns = draw(st.permutations([at for at, track in enumerate(tracks) for _ in track]))
    waiting = [iter(track) for track in tracks]
    return World(tuple(once), tuple(next(waiting[turn]) for turn in turns))


@st.composite
def overrides(draw: st.DrawFn) -> OverrideRow:
    where = path(draw(st.sampled_from(NUMBERS)), draw(st.sampled_from(["", "dieu-1", "dieu-2a"])))
    start, end = (
        draw(st.one_of(st.none(), st.sampled_from(DAYS[:4]))),
        draw(st.one_of(st.none(), st.sampled_from(DAYS[4:]))),
    )
    return OverrideRow(where, start, end, "công văn")


# --- what can be learnt


def publish(library: Library) -> int:
    edition = library.begin().number
    consolidate(library, edition)
    library.publish(edition, "static@1")
    return edition


def life(timeline: Timeline, wordings: dict[int, StoredProvision]) -> list[Any]:
    """The phases by what they say, after looking for what must never be."""
    phases = timeline.phases
    assert phases[0].starts is None
    assert phases[-1].ends is None
    assert all(one.ends == other.starts for one, other in pairwise(phases))
    assert all(phase.starts for phase in timeline.versions)
    return [
        (
            phase.starts,
            phase.ends,
            phase.status,
            wordings[phase.wording].provision.text if phase.wording is not None else None,
            [
                replace(basis, words="") if basis.origin is Origin.SNAPSHOT else basis
                for basis in phase.because
            ],
            phase.parts,
        )
        for phase in phases
    ]


def shown(stored: StoredProvision) -> tuple[Any, ...]:
    own = stored.provision
    note = (own.note or "").partition("Không còn")[0]
    return (
        str(own.path), own.label, own.heading, own.text, own.parent, own.units, own.in_force_from,
        own.expires_on, note, own.words_from, own.words_unclear, stored.headings, stored.known_until,
        stored.listed, stored.variant, stored.document, stored.in_force_from, stored.expires_on,
    )  # fmt: skip


def learnt(library: Library, edition: int) -> dict[str, Any]:
    """All that any asker can learn, without ids; which of several snapshots that lack an article
    is named depends on which of them the library still has.
    """
    told: dict[str, Any] = {}
    for access in Access:
        asker = {"edition": edition, "access": access}
        numbers = sorted(library.numbers(edition, access), key=str)
        told[f"{access} numbers"] = numbers
        for number in numbers:
            told |= {
                f"{access} {number} {key}": value
                for key, value in of_document(library, number, asker).items()
            }
        told[f"{access} happenings"] = [
            (h.day, h.what, h.path, h.heading, h.provisions, [replace(b, words="") for b in h.because])
            for h in library.happenings(date(1, 1, 1), **asker)
        ]
        told[f"{access} worded"] = list(governed(library, asker))
        told[f"{access} table"] = library.overrides(**asker)
    with library._store.reading() as connection:
        rows = connection.execute(select(applications).where(live(applications))).mappings().all()
    kept = {"source_path", "target_path", "effective_on", "state", "reason", "position"}
    told["applications"] = sorted(str([row[name] for name in sorted(kept)]) for row in rows)
    return told


def of_document(library: Library, number: DocumentNumber, asker: dict[str, Any]) -> dict[str, Any]:
    record = library.document(number, **asker)
    assert record is not None
    told: dict[str, Any] = {
        "head": record.head,
        "life": life(record.timeline, {}),
        "size": record.provisions,
        "relations": sorted(map(str, record.relations)),
        "to": sorted(map(str, library.relations_to(number, **asker))),
    }
    for day in [None, *ASKED]:
        told[f"on {day}"] = [shown(stored) for stored in library.outline(number, day=day, **asker)]
    for stored in library.outline(number, **asker):
        where = stored.provision.path
        wordings = {one.id: one for one in library.wordings(where, **asker)}
        told[f"wordings {where}"] = sorted(map(str, map(shown, wordings.values())))
        told[f"life {where}"] = life(stored.timeline, wordings)
    if asker["access"] is Access.PUBLIC:
        lives = [phase for key in told if key.startswith("life") for phase in told[key]]
        told_by = {str(b.source) for phase in lives for b in phase[4] if b.origin is Origin.ORDER}
        hidden = set(library.numbers(asker["edition"], Access.INTERNAL)) - set(
            library.numbers(asker["edition"])
        )
        assert not any(source.startswith(str(number)) for source in told_by for number in hidden)
    return told


def governed(library: Library, asker: dict[str, Any]) -> Iterator[Any]:
    """For every many-worded provision the words that speak on each day."""
    wordings = Wordings.read(library, asker["edition"], asker["access"])
    every = sorted(id_ for one in wordings.worded for id_ in one.ids)
    texts = {s.id: (str(s.provision.path), s.provision.text) for s in library.provisions(every, **asker)}
    for day in [*ASKED, date.max]:
        governing = wordings.on(day)
        yield day, sorted((texts[id_], texts[governing.of(id_)]) for id_ in every)


def changed_by_reading_again(library: Library, world: World) -> bool:
    for reading in world.readings:
        reading(library, replace=False)
    edition = library.begin().number
    consolidate(library, edition)
    return library.has_changes(edition)


# --- the bar


@pytest.fixture
def new(tmp_path: Path) -> Callable[[], Library]:
    template = tmp_path / "template.sqlite3"
    Library.open(f"sqlite:///{template}").close()

    def make(name: str) -> Library:
        for old in tmp_path.glob(f"{name}.sqlite3*"):
            old.unlink()
        shutil.copy(template, tmp_path / f"{name}.sqlite3")
        return Library.open(f"sqlite:///{tmp_path / name}.sqlite3")

    return make


@pytest.mark.timeout(0)
@settings(
    max_examples=EXAMPLES or 40,
    derandomize=not EXAMPLES,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(worlds())
def test_any_order_of_reading_tells_the_same(new, world: World):
    seen = []
    for name, readings in (("one", world.readings), ("other", world.other)):
        library = new(name)
        for reading in readings:
            reading(library)
        seen.append(learnt(library, publish(library)))
        assert not changed_by_reading_again(library, world)
        library.close()
    one, other = seen
    assert {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)} == set()
    assert one == other


# --- the words themselves


@st.composite
def amendments(draw: st.DrawFn) -> tuple[Document, list[Document]]:
    """A document and others that amend it, every order dated and readable."""
    base = NUMBERS[0]
    begins, issued = draw(days), draw(st.sampled_from([None, DAYS[1]]))
    articles = [article(base, f"dieu-{label}", draw(words), draw(words)) for label in LABELS]
    amended = Document(Head(DocumentNumber(base), in_force_from=begins, issued_on=issued), tuple(articles))
    amending = []
    for number in NUMBERS[2 : draw(st.integers(3, 5))]:
        orders, relations = [], []
        for place in range(draw(st.integers(1, 4))):
            one, kind = draw(order(path(number, f"dieu-1.khoan-{place + 1}"), [base]))
            one = replace(one, doubtful=False, position=place, effective_on=one.effective_on or DAYS[0])
            orders.append(one)
            relations.append(Relation(kind, one.source, one.target, "sửa", one.effective_on))
        head = Head(DocumentNumber(number), in_force_from=DAYS[0], issued_on=draw(maybe_day))
        text = article(number, "dieu-1", "rau", "hoa")
        amending.append(Document(head, (text,), tuple(relations), (), tuple(orders)))
    return amended, amending


def modelled(amended: Document, amending: list[Document], where: ProvisionPath, day: date) -> str | None:
    """The words on ``day`` by carrying out one order after another; ``None`` where there are none,
    or they are not sure.
    """
    begins, issued = amended.head.in_force_from, amended.head.issued_on
    orders = [
        (one.effective_on, document.head.issued_on or date.max, document.number.key, one.position, one)
        for document in amending
        for one in document.instructions
        if one.target.article_path == where and (issued is None or one.effective_on > issued)
    ]
    text = next((own for own in amended.provisions if own.path == where), None)
    inserted, sure = text is None, True
    for today, group in groupby(sorted(orders, key=lambda turn: turn[:4]), key=lambda turn: turn[0]):
        instructions = [turn[-1] for turn in group]
        first = instructions[0]
        if today > day:
            break
        if any(one.act is Act.REPEAL and one.target == where for one in instructions):
            return None
        if not sure and not (first.act is Act.AMEND and first.target == where):
            continue
        after, results = apply_to_article(text, instructions)
        sure = all(result.outcome is not Outcome.FAILED for result in results)
        text = after if sure else text
    known = sure and text is not None and (inserted or begins <= day)
    return text.text if known else None


@pytest.mark.timeout(0)
@settings(
    max_examples=EXAMPLES or 60,
    derandomize=not EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(amendments())
def test_the_words_of_each_day_are_those_that_the_orders_make_of_them(new, documents):
    amended, amending = documents
    library = new("words")
    for document in (amended, *amending):
        Reading("put", str(document.number), (document,))(library)
    edition = publish(library)
    for tail in ("dieu-1", "dieu-2", "dieu-2a", "dieu-2b", "dieu-3"):
        for day in ASKED:
            where = path(NUMBERS[0], tail)
            found = library.provision(where, edition=edition, day=day)
            told = found.provision.text if found and found.words_stand_on(day) else None
            assert (tail, day, told) == (tail, day, modelled(amended, amending, where, day))
    library.close()
