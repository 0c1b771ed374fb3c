"""What is said of the day: before the library, after what it knows, in the future, and nothing else."""

from datetime import date, timedelta

import pytest

from assistant.asked import AskedFor
from assistant.assistant import Assistant
from assistant.days import today
from assistant.domain.document import Access
from assistant.library import Library
from assistant.library.records import Coverage
from assistant.noticing import DayNotices
from assistant.settings import Settings

FIRST, KNOWN = date(2020, 1, 1), date(2024, 1, 1)


class Held:
    """A library that covers some days; counts how often it is asked which."""

    def __init__(self, first=FIRST, known_until=KNOWN):
        self.covered, self.asked = Coverage(first=first, known_until=known_until), 0

    def coverage(self, *, edition, access):
        self.asked += 1
        return self.covered


@pytest.fixture(scope="module")
def answer(sample_home):
    with Assistant.open(Settings(home=sample_home, answers_kept_days=0, _env_file=None)) as door:
        return door.answer("Định mức tiết dạy của giáo viên THCS là bao nhiêu?", as_of=date(2026, 11, 20))


def said(answer, day, *, held=None, language="vi", **meant):
    notices = DayNotices(held or Held())
    return list(notices.of(AskedFor(day, "", "?", **meant), answer, Access.PUBLIC, language))


def test_a_day_that_the_library_covers_has_nothing_said_of_it(answer):
    assert said(answer, FIRST) == []
    assert said(answer, KNOWN) == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "day", [FIRST - timedelta(1), KNOWN + timedelta(1), today() + timedelta(1)]
)  # fmt: skip
def test_a_day_outside_of_it_is_told_once_in_the_language_of_the_answer(answer, day, language):
    [notice] = said(answer, day, language=language)
    assert any(char in notice for char in "ăâđêôơưạả") is (language == "vi")


def test_the_end_of_what_is_known_is_told_only_beside_provisions(answer):
    assert said(answer.model_copy(update={"citations": ()}), today()) == []
    assert len(said(answer, today())) == 1


def test_a_library_whose_days_are_not_known_says_nothing_of_them(answer):
    assert said(answer, date(1990, 1, 1), held=Held(None, None)) == []


def test_a_document_whose_days_are_not_known_is_named(answer):
    [notice] = said(answer, FIRST, unresolved="Thông tư 99/2099/TT-BGDM")
    assert "99/2099/TT-BGDM" in notice


def test_what_is_covered_is_read_once_an_edition(answer):
    held = Held()
    notices = DayNotices(held)
    for edition in (1, 1, 2):
        asked = AskedFor(FIRST, "", "?")
        list(notices.of(asked, answer.model_copy(update={"edition": edition}), Access.PUBLIC, "vi"))
    assert held.asked == 2


def test_what_changed_in_a_stretch_is_told_of_what_is_cited(sample_home, answer):
    library = Library.open(Settings(home=sample_home, _env_file=None).sqlalchemy_url)
    try:
        meant = AskedFor(FIRST, "", "?", first=date(2000, 1, 1), last=today())
        told = list(DayNotices(library).of(meant, answer, Access.PUBLIC, "vi"))
        nothing = list(
            DayNotices(library).of(meant, answer.model_copy(update={"citations": ()}), Access.PUBLIC, "vi")
        )
        assert set(nothing) <= set(told)
    finally:
        library.close()
