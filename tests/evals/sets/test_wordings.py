"""Wordings of a register: text from a library, days and proof from those who evaluate."""

from datetime import date

from assistant.domain.path import ProvisionPath
from evals.date_flips import ChangedBy, Gold, Pair, Sort
from evals.flips_reader import digest, plain
from evals.sets.wordings import flip_wordings, library_wordings

ADDRESS = "12/2024/TT-BGDM#dieu-6"
TURN = date(2025, 4, 1)


def texts(held):
    """Both wordings of the article, the older first."""
    stored = held.library.wordings(ProvisionPath.parse(ADDRESS), edition=held.edition)
    by_id = {one.id: one.provision.text for one in stored}
    life = stored[0].timeline
    return by_id[life.on(date(2024, 12, 1)).wording], by_id[life.on(TURN).wording]


def a_pair(words1, words2):
    version = {"document": "12/2024/TT-BGDM", "article": "6", "scope": None}
    return Pair(
        id="p",
        sort=Sort.CHANGED,
        question="Giáo viên chủ nhiệm được giảm mấy tiết?",
        education=True,
        day1=date(2024, 12, 1),
        day2=TURN,
        gold1=Gold(**version, **{"from": "2024-09-01", "to": "2025-04-01"}, words=words1),
        gold2=Gold(**version, **{"from": "2025-04-01", "to": None}, words=words2),
        change=ChangedBy(document="03/2025/TT-BGDM", article="1", day=TURN),
        superseded=(),
        checked=True,
    )


def test_words_of_a_pair_are_those_that_its_digest_tells(held):
    older, later = texts(held)
    assert older != later
    found, lacking = flip_wordings([a_pair(digest(plain(older)), digest(plain(later)))], held)
    assert lacking == []
    assert [(one.path, one.text, one.held.starts, one.held.ends) for one in found] == [
        (ADDRESS, older, date(2024, 9, 1), TURN),
        (ADDRESS, later, TURN, None),
    ]


def test_words_that_the_library_does_not_have_are_told_and_not_made_up(held):
    _, later = texts(held)
    found, lacking = flip_wordings([a_pair("0" * 16, digest(plain(later)))], held)
    assert [one.text for one in found] == [later]
    assert lacking == [ADDRESS]


def test_a_library_proposes_each_wording_with_its_days(held):
    found = list(library_wordings([f"{ADDRESS}.khoan-1", ADDRESS, "999/2024/TT-X#dieu-1"], held))
    assert [(one.path, one.held.starts, one.held.ends) for one in found] == [
        (ADDRESS, date(2024, 9, 1), TURN),
        (ADDRESS, TURN, None),
    ]
    assert [one.text for one in found] == list(texts(held))
