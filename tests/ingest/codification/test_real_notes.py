"""The notes of the real packages, against what people read in them and against plain search."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest

from evals.note_facts import Place, compare, printed_notes, read_facts
from ingest.codification.mentions import DATE, date_of
from ingest.codification.notes import Note, parse_note

pytestmark = pytest.mark.data
_BAR = 0.99
Notes = list[tuple[Place, Note]]


@pytest.fixture(scope="module", params=["phapdien-2025-02", "phapdien-2026-01"])
def package(request: pytest.FixtureRequest, real_data: Path) -> tuple[str, Notes]:
    path = real_data / "phapdien" / f"{request.param}.zip"
    return request.param, [(place, parse_note(text)) for place, text in printed_notes(path)]


def test_the_notes_read_by_hand_are_right(package: tuple[str, Notes]):
    name, notes = package
    facts = read_facts(name)
    assert len(facts) == 100
    assert [str(wrong) for wrong in compare(facts, dict(notes))] == []


def test_each_note_read_by_hand_is_one_note(package: tuple[str, Notes]):
    name, notes = package
    places = Counter(place for place, _ in notes)
    assert all(places[fact.place] == 1 for fact in read_facts(name))


def test_the_notes_are_understood_whole(package: tuple[str, Notes]):
    _, notes = package
    assert sum(note.understood for _, note in notes) / len(notes) >= _BAR


def test_every_day_of_a_note_understood_whole_is_in_a_fact(package: tuple[str, Notes]):
    _, notes = package
    for _, note in notes:
        if note.understood:
            assert _days(note.raw) == _told(note), note.number


def test_a_foreign_word_anywhere_but_in_a_name_is_left_over(package: tuple[str, Notes]):
    """What is told as understood is no matter of overlooking: a word put in must come out."""
    rng = Random(7)
    _, notes = package
    for _, note in rng.sample(notes, 4_000):
        words = note.raw.split()
        words.insert(rng.randrange(1, len(words)), "xylophone")
        read = parse_note(" ".join(words))
        names = (read.name, *(text for change in read.changes for text in (change.name, change.target)))
        assert not read.understood or any("xylophone" in name for name in names), read.number


def _days(text: str) -> Counter[date | None]:
    return Counter(date_of(match) for match in re.finditer(DATE, text))


def _told(note: Note) -> Counter[date | None]:
    """The days among the facts, and those inside names."""
    days = [note.issued_on, note.whole_from, note.until]
    days += [day for part in note.parts for day in (part.in_force_from, part.until)]
    days += [day for change in note.changes for day in (change.effective_on, change.issued_on)]
    told = Counter(day for day in days if day)
    for name in (note.name, *(text for change in note.changes for text in (change.name, change.target))):
        told += _days(name)
    return told
