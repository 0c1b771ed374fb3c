"""Date-flip pairs: the schema, the shipped file, the reader, the table, every score."""

import dataclasses
import json
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.answer import Answer, Citation, Outcome
from assistant.domain.path import ProvisionPath
from assistant.domain.validity import Status
from assistant.errors import BadRequest
from evals.date_flips import Pair, Sort, ended_documents, governing_words, load
from evals.flips_reader import Change, digest, plain, read_note, read_package, read_topic
from evals.flips_report import figures, share, wilson
from evals.flips_scoring import Cell, Got, Judge, Ranked, score
from evals.flips_table import Table, Verdict

OLD = "Hồ sơ gồm đơn và hai tấm ảnh. Nộp trực tiếp tại trường."
NEW = "Hồ sơ gồm đơn và một tấm ảnh. Nộp trực tuyến hoặc trực tiếp tại trường."
FIRST, CHANGE, SECOND = date(2030, 1, 1), date(2030, 6, 1), date(2030, 9, 1)
DOCUMENT = "7/2029/TT-MAU"


def topic(*articles):
    """A page of a package: (label, note, text) of each article."""
    parts = "".join(
        f"<p class='pDieu'><a name='1'></a>Điều 1.1.TT.{n}. {heading}</p>"
        f"<p class='pGhiChu'><a href='#'>({note})</a></p><p class='pNoiDung'><p>{text}</p></p>"
        for n, (heading, note, text) in enumerate(articles)
    )
    return f"<h3>Đề mục 1.1<br />Mẫu</h3><div class='_content'>{parts}</div>"


NOTE_OLD = "Điều 3 Thông tư số 7/2029/TT-MAU, có hiệu lực thi hành kể từ ngày 01/02/2029"
NOTE_NEW = (
    f"{NOTE_OLD}, có nội dung được sửa đổi bởi Điều 2 Thông tư số 9/2030/TT-MAU"
    " có hiệu lực thi hành kể từ ngày 01/06/2030"
)
OLDER = list(read_topic(topic(("Hồ sơ", NOTE_OLD, OLD))))
NEWER = list(read_topic(topic(("Hồ sơ", NOTE_NEW, NEW))))


def record(**changes):
    made = {
        "id": "mau-1",
        "sort": "changed",
        "question": "Hồ sơ xin học gồm những giấy tờ gì?",
        "education": True,
        "day1": "2030-01-01",
        "day2": "2030-09-01",
        "gold1": version(OLD, "2029-02-01", "2030-06-01"),
        "gold2": version(NEW, "2030-06-01", None),
        "change": {"document": "9/2030/TT-MAU", "article": "2", "day": "2030-06-01"},
        "superseded": [],
        "checked": True,
    }
    return made | changes


def version(words, start, end, document=DOCUMENT, article="3"):
    return {
        "document": document,
        "article": article,
        "scope": None,
        "from": start,
        "to": end,
        "words": digest(plain(words)),
    }


PAIR = Pair.model_validate(record())
BEGUN = Pair.model_validate(record(sort="begun", gold1=None))
ENDED = Pair.model_validate(record(sort="ended", gold2=None, superseded=[f"{DOCUMENT}#dieu-3"]))
WORDS = {digest(plain(words)): plain(words) for words in (OLD, NEW)}
JUDGE = Judge(Table.build(OLDER, NEWER, {}), WORDS)


def citation(quote, path=f"{DOCUMENT}#dieu-3.khoan-1"):
    parsed = ProvisionPath.parse(path)
    return Citation(
        path=path,
        document=str(parsed.document),
        document_title="Mẫu",
        article=parsed.article,
        label="Điều 3",
        heading="Hồ sơ",
        quote=quote,
        start=0,
        end=len(quote),
        status=Status.IN_FORCE,
    )


def answer(*quotes, outcome=Outcome.ANSWERED):
    cited = tuple(quote if isinstance(quote, Citation) else citation(quote) for quote in quotes)
    return Answer(question="?", outcome=outcome, answer="", citations=cited, as_of=FIRST, edition=1)


def hits(*texts, path=f"{DOCUMENT}#dieu-3"):
    provisions = (SimpleNamespace(path=ProvisionPath.parse(path), text=text) for text in texts)
    found = tuple(SimpleNamespace(stored=SimpleNamespace(provision=each)) for each in provisions)
    return SimpleNamespace(hits=found)


class Door:
    """A system that says what the script has for a day; an exception in it is raised."""

    def __init__(self, first, second, ranked=None):
        self.answers = {FIRST: first, SECOND: second}
        self.ranked = ranked or {FIRST: hits(OLD), SECOND: hits(NEW)}

    def answer(self, question, as_of=None):
        return self._said(self.answers[as_of])

    def search(self, question, k=10, *, as_of=None):
        return self._said(self.ranked[as_of])

    @staticmethod
    def _said(what):
        if isinstance(what, Exception):
            raise what
        return what


def scored(first, second, pair=PAIR, ranked=None, judge=JUDGE):
    return score([pair], Door(first, second, ranked), judge)[0]


NOTHING = answer(outcome=Outcome.NOT_FOUND)
ELSEWHERE = answer(citation("Chuyện khác.", "8/2029/TT-MAU#dieu-1"))
CRASH = RuntimeError("made")


# --- answers


@pytest.mark.parametrize(
    ("first", "second", "cell", "got"),
    [
        (answer(OLD), answer(NEW), Cell.BOTH, (Got.RIGHT, Got.RIGHT)),
        (answer(OLD), answer(OLD), Cell.STALE, (Got.RIGHT, Got.STALE)),
        (answer(NEW), answer(NEW), Cell.TOO_RECENT, (Got.TOO_RECENT, Got.RIGHT)),
        (answer(NEW), answer(OLD), Cell.WRONG, (Got.TOO_RECENT, Got.STALE)),
        (NOTHING, answer(NEW), Cell.TOO_RECENT, (Got.NONE, Got.RIGHT)),
        (answer(OLD), ELSEWHERE, Cell.STALE, (Got.RIGHT, Got.OTHER)),
        (CRASH, answer(NEW), Cell.TOO_RECENT, (Got.ERROR, Got.RIGHT)),
        (NOTHING, CRASH, Cell.WRONG, (Got.NONE, Got.ERROR)),
        (answer(), answer(""), Cell.WRONG, (Got.NONE, Got.OTHER)),
    ],
)
def test_each_pair_falls_into_one_cell(first, second, cell, got):
    result = scored(first, second)
    assert result.cell is cell
    assert (result.first.got, result.second.got) == got


def test_a_right_citation_is_spoilt_by_one_of_another_day():
    result = scored(answer(OLD), answer(NEW, OLD))
    assert result.second.got is Got.STALE
    assert result.second.broken == 1


def test_words_that_both_versions_have_are_right_but_tell_nothing():
    both = "Hồ sơ gồm đơn và"
    result = scored(answer(both), answer(NEW))
    assert result.cell is Cell.BOTH
    assert (result.first.telling, result.second.telling) == (False, True)


def test_an_ended_provision_shown_as_not_in_force_is_no_answer():
    shown = answer(OLD, outcome=Outcome.NOT_IN_FORCE)
    assert scored(answer(OLD), shown).second.got is Got.NONE
    assert scored(answer(OLD), shown, ENDED).cell is Cell.BOTH


@pytest.mark.parametrize(
    ("pair", "first", "second", "got"),
    [
        (BEGUN, answer(NEW), answer(NEW), (Got.TOO_RECENT, Got.RIGHT)),
        (BEGUN, ELSEWHERE, answer(NEW), (Got.RIGHT, Got.RIGHT)),
        (BEGUN, NOTHING, NOTHING, (Got.RIGHT, Got.NONE)),
        (ENDED, answer(OLD), answer(OLD), (Got.RIGHT, Got.STALE)),
        (ENDED, answer(OLD), ELSEWHERE, (Got.RIGHT, Got.RIGHT)),
    ],
)
def test_where_nothing_governs_only_the_ended_and_the_not_begun_are_wrong(pair, first, second, got):
    result = scored(first, second, pair)
    assert (result.first.got, result.second.got) == got


def test_a_document_superseded_as_a_whole_takes_all_its_articles_along():
    pair = Pair.model_validate(
        record(
            sort="replaced",
            gold2=version(NEW, "2030-06-01", None, "9/2030/TT-MAU", "1"),
            superseded=[DOCUMENT],
        )
    )
    other_article = answer(citation("Chuyện khác.", f"{DOCUMENT}#dieu-99"))
    assert scored(answer(OLD), other_article, pair).second.got is Got.STALE
    assert ended_documents([pair]) == {"7/2029/tt-mau": CHANGE}
    assert ended_documents([PAIR, ENDED]) == {}


def test_an_address_that_cannot_be_read_is_a_failure_of_its_day():
    broken = answer(citation(OLD).model_copy(update={"path": "#"}))
    assert scored(broken, answer(NEW)).first.got is Got.ERROR


# --- hits


@pytest.mark.parametrize(
    ("found", "ranked"),
    [
        (hits(OLD), Ranked.GOVERNING),
        (hits(f"{OLD} mau.doc"), Ranked.GOVERNING),
        (hits(NEW), Ranked.ANOTHER),
        (hits(OLD, NEW), Ranked.ANOTHER),
        (hits(OLD, path="8/2029/TT-MAU#dieu-3"), Ranked.MISSING),
        (hits(), Ranked.MISSING),
        (CRASH, Ranked.ERROR),
    ],
)
def test_the_governing_version_must_be_there_alone(found, ranked):
    result = scored(answer(OLD), answer(NEW), ranked={FIRST: found, SECOND: hits(NEW)})
    assert result.first.ranked is ranked
    assert result.second.ranked is Ranked.GOVERNING


def test_only_the_first_ten_hits_count():
    far = hits(*["Chuyện khác."] * 10, path="8/2029/TT-MAU#dieu-1").hits + hits(OLD).hits
    ranked = {FIRST: SimpleNamespace(hits=far), SECOND: hits(NEW)}
    assert scored(answer(OLD), answer(NEW), ranked=ranked).first.ranked is Ranked.MISSING


def test_a_day_without_a_version_asks_nothing_of_retrieval():
    ranked = {FIRST: CRASH, SECOND: hits(NEW)}
    result = scored(NOTHING, answer(NEW), BEGUN, ranked)
    assert result.first.ranked is None
    assert not result.first.error


# --- figures


def test_the_figures_count_every_day_that_was_asked():
    crashed = {FIRST: CRASH, SECOND: CRASH}
    scores = [
        scored(answer(OLD), answer(NEW)),
        scored(answer(OLD), answer(OLD)),
        scored(CRASH, CRASH, ranked=crashed),
    ]
    shown = figures(scores)
    assert shown["pairs"] == 3
    assert str(shown[f"pairs: {Cell.BOTH}"]).startswith("1 of 3 ")
    assert str(shown[f"pairs: {Cell.WRONG}"]).startswith("1 of 3 ")
    assert str(shown["second day: stale"]).startswith("1 of 3 ")
    assert str(shown["retrieval chooses the governing version"]).startswith("4 of 4 ")
    assert str(shown["retrieval: error"]).startswith("2 of 6 ")
    assert shown["citations outside their interval"] == 1
    assert shown["days on which the answer or the search raised"] == 2
    assert scores[2].row()["cell"] is Cell.WRONG


def test_no_pairs_give_no_shares():
    assert figures([])[f"pairs: {Cell.BOTH}"] == "0 of 0"


def test_the_interval_is_wilsons():
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert share(8, 10) == "8 of 10 = 0.800 (0.490 to 0.943)"
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(0, 500), st.integers(0, 500))
def test_an_interval_holds_its_share(hits, more):
    low, high = wilson(hits, hits + more)
    assert 0 <= low <= high <= 1
    assert not hits + more or low - 1e-9 <= hits / (hits + more) <= high + 1e-9


# --- the reader and the table


def test_the_reader_takes_number_article_note_and_words():
    article = NEWER[0]
    assert (article.document, article.article, article.heading, article.topic) == (
        DOCUMENT,
        "3",
        "Hồ sơ",
        "1.1",
    )
    assert article.force == date(2029, 2, 1)
    assert article.changes == (Change(CHANGE, "9/2030/TT-MAU", "2"),)
    assert article.words == plain(NEW)


def test_a_number_broken_by_a_space_is_one_number():
    note = "Điều 4 Thông tư số 7/2029/TT- MAU, có hiệu lực thi hành kể từ ngày 01/02/2029"
    assert next(read_topic(topic(("X", note, OLD)))).document == DOCUMENT


def test_whole_insertions_and_repeals_are_told_from_changes_of_content():
    by = "bởi Điều 2 Luật số 1/2030/QH99 có hiệu lực thi hành kể từ ngày 01/06/2030"
    kinds = {
        f"được bổ sung {by}": (True, False),
        f"bị bãi bỏ {by}": (False, True),
        f"có nội dung được bổ sung {by}": (False, False),
        f"có nội dung bị bãi bỏ {by}": (False, False),
        f"bị bãi bỏ {by}; Điều 3 Luật số 2/2030/QH99 có hiệu lực kể từ ngày 02/06/2030": (False, False),
    }
    for words, (inserts, repeals) in kinds.items():
        force, changes = read_note(f"({NOTE_OLD}, {words})")
        assert force == date(2029, 2, 1)
        assert (changes[0].inserts, changes[0].repeals) == (inserts, repeals), words
    assert read_note("không có gì") == (None, ())


def judged(quote, day, older=OLDER, newer=NEWER, ended=None):
    return Table.build(older, newer, ended or {}).judge("07/2029/tt-mau", "3", quote, day)


@pytest.mark.parametrize(
    ("quote", "day", "verdict"),
    [
        (OLD, date(2029, 1, 31), Verdict.TOO_RECENT),
        (OLD, date(2029, 2, 1), Verdict.FITS),
        (OLD, date(2030, 5, 31), Verdict.FITS),
        (OLD, CHANGE, Verdict.STALE),
        (NEW, date(2030, 5, 31), Verdict.TOO_RECENT),
        (NEW, CHANGE, Verdict.FITS),
        ("Lời văn chưa ai thấy", CHANGE, Verdict.UNREAD),
        ("", CHANGE, Verdict.UNREAD),
    ],
)
def test_intervals_are_half_open(quote, day, verdict):
    assert judged(quote, day) is verdict


def test_what_the_notes_leave_open_is_not_judged():
    silent = [dataclasses.replace(NEWER[0], changes=())]
    assert judged(OLD, CHANGE, newer=silent) is Verdict.UNKNOWN
    assert judged(NEW, CHANGE, older=[]) is Verdict.FITS
    assert judged(NEW, date(2030, 1, 1), older=[]) is Verdict.UNKNOWN
    assert Table.build([], [], {}).judge(DOCUMENT, "3", OLD, CHANGE) is Verdict.UNKNOWN
    assert JUDGE.table.judge(DOCUMENT, None, OLD, CHANGE) is Verdict.UNKNOWN


def test_an_article_ends_with_its_document_or_by_its_own_note():
    assert judged(OLD, CHANGE, newer=[], ended={"7/2029/tt-mau": CHANGE}) is Verdict.STALE
    repealed = dataclasses.replace(NEWER[0], changes=(Change(CHANGE, "9/2030/TT-MAU", "2", repeals=True),))
    assert judged(NEW, CHANGE, newer=[repealed]) is Verdict.STALE


def test_a_lettered_article_begins_with_the_one_change_that_its_note_names():
    lettered = dataclasses.replace(NEWER[0], article="3a")
    table = Table.build([], [lettered], {})
    assert table.judge(DOCUMENT, "3a", NEW, date(2030, 5, 31)) is Verdict.TOO_RECENT
    twice = dataclasses.replace(lettered, changes=(Change(CHANGE), Change(SECOND)))
    assert Table.build([], [twice], {}).judge(DOCUMENT, "3a", NEW, FIRST) is Verdict.UNKNOWN


def test_of_two_articles_with_one_number_the_kindest_verdict_counts():
    table = Table.build([], [*OLDER, *NEWER], {})
    assert len(table) == 1
    assert table.judge(DOCUMENT, "3", OLD, SECOND) is Verdict.FITS


# --- the file


@pytest.mark.parametrize(
    "changes",
    [
        {"extra": 1},
        {"checked": False},
        {"day1": "2030-06-01"},
        {"day2": "2030-05-31"},
        {"gold1": None},
        {"sort": "ended"},
        {"question": "Hồ sơ xin học ngày 5 gồm gì?"},
        {"gold2": version(OLD, "2030-06-01", None)},
        {"gold1": version(OLD, "2030-02-01", "2030-06-01")},
        {"gold1": version(OLD, "2029-02-01", "2030-06-01") | {"words": "x"}},
    ],
)
def test_a_record_that_contradicts_itself_is_refused(tmp_path, changes):
    path = tmp_path / "pairs.jsonl"
    path.write_text(f"{json.dumps(record(id='a'))}\n\n{json.dumps(record(**changes))}\n", encoding="utf-8")
    with pytest.raises(BadRequest, match="Dòng 3"):
        load(path)


def test_an_id_stands_once(tmp_path):
    path = tmp_path / "pairs.jsonl"
    path.write_text(f"{json.dumps(record())}\n{json.dumps(record())}\n", encoding="utf-8")
    with pytest.raises(BadRequest, match="mau-1"):
        load(path)


def test_packages_without_the_words_are_refused():
    assert governing_words([PAIR], [*OLDER, *NEWER]) == WORDS
    with pytest.raises(BadRequest, match="mau-1"):
        governing_words([PAIR], NEWER)


def test_the_shipped_pairs_are_enough_and_apart():
    pairs = load()
    sorts = [pair.sort for pair in pairs]
    assert len(pairs) >= 110
    assert min(sorts.count(sort) for sort in Sort) >= 8
    assert sum(pair.education for pair in pairs) >= 25
    assert len({pair.question for pair in pairs}) == len(pairs)
    assert all(pair.day2 <= date(2025, 11, 14) for pair in pairs)
    assert all(pair.superseded for pair in pairs if pair.sort in (Sort.REPLACED, Sort.ENDED))


class _Knowing:
    """A system that gives a gold version whole, chosen by ``pick`` from pair and day."""

    def __init__(self, pairs, words, pick):
        self.pairs = {pair.question: pair for pair in pairs}
        self.words, self.pick = words, pick

    def answer(self, question, as_of=None):
        gold = self.pick(self.pairs[question], as_of)
        if gold is None:
            return NOTHING
        return answer(citation(self.words[gold.words], f"{gold.document}#dieu-{gold.article}"))

    def search(self, question, k=10, *, as_of=None):
        gold = self.pick(self.pairs[question], as_of)
        return hits(self.words[gold.words], path=f"{gold.document}#dieu-{gold.article}") if gold else hits()


@pytest.mark.data
def test_the_packages_bear_out_every_pair(real_data):
    older, newer = (
        read_package(real_data / "phapdien" / f"phapdien-{name}.zip") for name in ("2025-02", "2026-01")
    )
    pairs = load()
    words = governing_words(pairs, [*older, *newer])
    judge = Judge(Table.build(older, newer, ended_documents(pairs)), words)
    right = _Knowing(pairs, words, lambda pair, day: pair.gold1 if day == pair.day1 else pair.gold2)
    late = _Knowing(pairs, words, lambda pair, _: pair.gold2)
    early = _Knowing(pairs, words, lambda pair, _: pair.gold1)
    assert {each.cell for each in score(pairs, right, judge)} == {Cell.BOTH}
    assert {each.cell for each in score(pairs, late, judge)} == {Cell.TOO_RECENT}
    assert {each.cell for each in score(pairs, early, judge)} == {Cell.STALE}
