"""An article's words by day: what earlier snapshots had is kept as long as it is other words."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest

from assistant.domain.document import Access, RelationKind
from assistant.domain.number import DocumentNumber
from assistant.domain.validity import Status

NUMBER = DocumentNumber("1/2030/TT-X")
BEGUN = date(2030, 3, 1)
EARLY, MIDDLE, LATE = date(2031, 1, 1), date(2031, 6, 1), date(2031, 12, 1)
CHANGED, AGAIN = date(2031, 3, 1), date(2031, 9, 1)
EVE = timedelta(days=1)
ORDERS = list(permutations(range(3)))


class Shelf:
    """Snapshots of one document of the codification."""

    def __init__(self, library, make, publish):
        self.library = library
        self._make = make
        self._publish = publish

    def merge(self, day, articles):
        """``articles``: label to words, or to words with the last change that a note names."""
        document = self._make.document(
            str(NUMBER), dict.fromkeys(articles, ""), topic="Vườn", in_force_from=BEGUN
        )
        provisions, relations = [], []
        for provision, told in zip(document.provisions, articles.values(), strict=True):
            words, changed = told if isinstance(told, tuple) else (told, None)
            provisions.append(replace(provision, text=words, units=(), words_from=changed))
            if changed:
                relations.append(
                    self._make.relation(
                        RelationKind.AMENDS, "9/2031/TT-X#dieu-1", str(provision.path), changed
                    )
                )
        document = replace(document, provisions=tuple(provisions), relations=tuple(relations))
        source = self._make.snapshot(day.isoformat(), day)
        self.library.put_snapshot(iter([document]), source, edition=self.library.begin().number)
        self.edition = self._publish(self.library)

    def wordings(self, label="1"):
        """What is kept of an article: variant and words."""
        found = self.library.wordings(self._make.path(f"{NUMBER}#dieu-{label}"), edition=self.edition)
        return {one.variant: one.provision.text for one in found}

    def on(self, day, label="1"):
        """The words known for a day, or ``None``."""
        found = self.library.provision(
            self._make.path(f"{NUMBER}#dieu-{label}"), edition=self.edition, day=day
        )
        return found.provision.text if found.words_stand_on(day) else None

    def shown(self, *days):
        """The words to show on days in the outline: those of the day or the nearest."""
        return [
            [one.provision.text for one in self.library.outline(NUMBER, edition=self.edition, day=day)]
            for day in days
        ]


@pytest.fixture
def shelf(library, make, publish):
    return Shelf(library, make, publish)


# --- what is kept


def test_the_words_of_an_earlier_snapshot_are_kept_under_their_day(shelf):
    shelf.merge(EARLY, {"1": "Trồng rau."})
    shelf.merge(LATE, {"1": "Trồng hoa."})
    assert shelf.wordings() == {"": "Trồng hoa.", EARLY.isoformat(): "Trồng rau."}


def test_words_that_stay_are_kept_once(shelf):
    for day in (EARLY, MIDDLE, LATE):
        shelf.merge(day, {"1": "Trồng rau."})
    assert shelf.wordings() == {"": "Trồng rau."}


def test_older_words_are_kept_by_the_last_snapshot_that_has_them(shelf):
    shelf.merge(EARLY, {"1": "Trồng rau."})
    shelf.merge(MIDDLE, {"1": "Trồng rau."})
    shelf.merge(LATE, {"1": "Trồng hoa."})
    assert shelf.wordings() == {"": "Trồng hoa.", MIDDLE.isoformat(): "Trồng rau."}


@pytest.mark.parametrize("retyped", ["Trồng  rau,\ncải", "TRỒNG RAU; CẢI.", "trồng rau cải"])
def test_retyped_words_are_no_change(shelf, retyped):
    shelf.merge(EARLY, {"1": "Trồng rau, cải."})
    shelf.merge(LATE, {"1": retyped})
    assert shelf.wordings() == {"": retyped}
    (found,) = shelf.library.outline(NUMBER, edition=shelf.edition)
    assert [phase.starts for phase in found.timeline.phases] == [None, BEGUN]


def test_other_tone_marks_are_other_words(shelf):
    shelf.merge(EARLY, {"1": "Trồng cải."})
    shelf.merge(LATE, {"1": "Trồng cái."})
    assert len(shelf.wordings()) == 2


CASES = {
    "all differ": ("rau", "hoa", "cây"),
    "the last two are alike": ("rau", "hoa", "hoa"),
    "the first two are alike": ("rau", "rau", "hoa"),
    "all are alike": ("rau", "rau", "rau"),
    "words that return": ("rau", "hoa", "rau"),
    "retyped words": ("rau, cải", "RAU CẢI", "hoa"),
}


@pytest.mark.parametrize("case", CASES)
def test_three_snapshots_in_any_order_give_the_same(shelf, case):
    told = list(zip((EARLY, MIDDLE, LATE), CASES[case], strict=True))
    days = [EARLY, CHANGED, MIDDLE, AGAIN, LATE, date(2040, 1, 1)]
    seen = []
    for order in ORDERS:
        shelf.library.remove_document(NUMBER, edition=shelf.library.begin().number)
        for at in order:
            shelf.merge(told[at][0], {"1": told[at][1]})
        lives = [
            (p.interval, p.status)
            for p in shelf.library.outline(NUMBER, edition=shelf.edition)[0].timeline.phases
        ]
        seen.append((shelf.wordings(), [shelf.on(day) for day in days], lives))
    assert all(one == seen[0] for one in seen)


def test_words_that_return_after_changes_that_are_told_never_stand_for_the_time_between(shelf):
    shelf.merge(EARLY, {"1": "rau"})
    shelf.merge(MIDDLE, {"1": ("hoa", CHANGED)})
    shelf.merge(LATE, {"1": ("rau", AGAIN)})
    assert [shelf.on(day) for day in (CHANGED, MIDDLE, AGAIN - EVE)] == ["hoa", "hoa", "hoa"]
    assert [shelf.on(day) for day in (AGAIN, LATE)] == ["rau", "rau"]
    assert shelf.on(EARLY) != "hoa"


def test_an_older_edition_keeps_its_words(shelf):
    shelf.merge(EARLY, {"1": "rau"})
    first = shelf.edition
    shelf.merge(LATE, {"1": "hoa"})
    assert [one.provision.text for one in shelf.library.outline(NUMBER, edition=first)] == ["rau"]


def test_cleaning_keeps_older_words(shelf):
    shelf.merge(EARLY, {"1": "rau"})
    shelf.merge(LATE, {"1": "hoa"})
    shelf.library.vacuum()
    assert shelf.wordings() == {"": "hoa", EARLY.isoformat(): "rau"}


def test_the_same_snapshot_again_changes_nothing(shelf, make):
    shelf.merge(EARLY, {"1": "rau"})
    shelf.merge(LATE, {"1": "hoa"})
    document = make.document(str(NUMBER), {"1": "rau"}, topic="Vườn", in_force_from=BEGUN)
    document = replace(document, provisions=tuple(replace(p, units=()) for p in document.provisions))
    source = make.snapshot(EARLY.isoformat(), EARLY)
    shelf.library.put_snapshot(iter([document]), source, edition=shelf.library.begin().number)
    assert not shelf.library.has_changes(shelf.library.begin().number)


# --- the words of a day


@pytest.fixture
def changed(shelf):
    """The first article changes on a known day, the second at some time, the third never."""
    shelf.merge(EARLY, {"1": "rau", "2": "ao", "3": "rào"})
    shelf.merge(LATE, {"1": ("hoa", CHANGED), "2": "hồ", "3": "rào"})
    return shelf


def test_each_day_has_the_words_between_two_changes(changed):
    days = (BEGUN, CHANGED - EVE, CHANGED, LATE)
    assert [changed.on(day, "1") for day in days] == ["rau", "rau", "hoa", "hoa"]
    assert [changed.on(day, "3") for day in days] == ["rào"] * 4


def test_between_the_snapshots_words_of_an_untold_change_are_not_known(changed):
    days = (EARLY, EARLY + EVE, LATE - EVE, LATE)
    assert [changed.on(day, "2") for day in days] == ["ao", None, None, "hồ"]


def test_an_outline_shows_the_words_of_the_day_or_the_nearest(changed):
    assert changed.shown(BEGUN, MIDDLE, LATE) == [
        ["rau", "ao", "rào"],
        ["hoa", "ao", "rào"],
        ["hoa", "hồ", "rào"],
    ]
    assert changed.shown(date(1999, 1, 1), None) == [["rau", "ao", "rào"], ["hoa", "hồ", "rào"]]


def test_a_provision_without_a_day_has_the_newest_words(changed, make):
    found = changed.library.provision(make.path(f"{NUMBER}#dieu-1"), edition=changed.edition)
    assert (found.provision.text, found.variant) == ("hoa", "")


def test_each_wording_tells_the_same_life(changed, make):
    path = make.path(f"{NUMBER}#dieu-1")
    found = changed.library.wordings(path, edition=changed.edition)
    (life,) = {one.timeline for one in found}
    assert {phase.wording for phase in life.versions} == {one.id for one in found}
    assert [(p.starts, p.status) for p in life.phases] == [
        (None, Status.NOT_YET), (BEGUN, Status.IN_FORCE), (CHANGED, Status.IN_FORCE)
    ]  # fmt: skip


def test_the_provisions_with_several_wordings_are_told_with_the_newest_first(changed, make):
    worded = changed.library.worded(edition=changed.edition)
    told = {}
    for one in worded:
        newest, older = changed.library.provisions(one.ids, edition=changed.edition)
        assert one.timeline == newest.timeline == older.timeline
        told[newest.provision.text] = older.provision.text
    assert told == {"hoa": "rau", "hồ": "ao"}


def test_all_wordings_are_found_and_only_articles_are_counted(changed):
    live = list(changed.library.live_ids(changed.edition, Access.PUBLIC))
    assert len(live) == 5
    assert changed.library.document(NUMBER, edition=changed.edition).provisions == 3


def test_wordings_are_known_up_to_the_day_of_their_snapshot(changed, make):
    found = changed.library.wordings(make.path(f"{NUMBER}#dieu-1"), edition=changed.edition)
    assert {one.provision.text: one.known_until for one in found} == {"rau": EARLY, "hoa": LATE}


def test_words_of_an_article_that_is_gone_are_known_up_to_its_last_snapshot(shelf):
    shelf.merge(EARLY, {"1": "rau", "2": "ao"})
    shelf.merge(MIDDLE, {"1": "rau", "2": "hồ"})
    shelf.merge(LATE, {"1": "rau"})
    assert shelf.wordings("2") == {"": "hồ", EARLY.isoformat(): "ao"}
    found = shelf.library.outline(NUMBER, edition=shelf.edition)[1]
    assert [(p.starts, p.status) for p in found.timeline.phases if p.starts and p.starts > EARLY] == [
        (EARLY + EVE, Status.IN_FORCE), (MIDDLE, Status.IN_FORCE), (MIDDLE + EVE, Status.UNKNOWN)
    ]  # fmt: skip
