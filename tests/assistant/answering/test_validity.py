"""The day asked about: its words or none, older, coming and differing rules, transitions."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.answering import answer
from assistant.domain.answer import Outcome
from assistant.domain.document import Document, DocumentKind, Relation, RelationKind
from assistant.domain.path import ProvisionPath
from assistant.domain.validity import Status
from assistant.library import Library
from assistant.library.records import Source

QUESTION = "Giáo viên chủ nhiệm lớp học đêm được bớt mấy tiết dạy?"
HEADING = "Giảm định mức cho giáo viên chủ nhiệm lớp học đêm"
FIRST = "Giáo viên chủ nhiệm lớp học đêm được bớt 03 tiết dạy."
SECOND = "Giáo viên chủ nhiệm lớp học đêm được bớt 05 tiết dạy."
NUMBER, LAW = "5/2020/TT-X", "9/2019/QH99"
EARLY, LATE = date(2023, 6, 1), date(2025, 6, 1)
CHANGED = date(2024, 7, 1)


def _path(text: str) -> ProvisionPath:
    return ProvisionPath.parse(text)


def _note(day: date | None) -> Relation:
    source = _path("6/2024/TT-X#dieu-1.khoan-1")
    return Relation(RelationKind.AMENDS, source, _path(f"{NUMBER}#dieu-6"), "sửa đổi", day)


@pytest.fixture
def code(make):
    """Two snapshots of the codification: the article's words change between them."""
    make.library = Library.open(make.url)

    def merge(words: str, known_until: date, *, changed: date | None = None, named: bool = False) -> None:
        article = make.article(f"{NUMBER}#dieu-6", HEADING, words, words_from=changed, words_unclear=named)
        relations = (_note(changed),) if changed or named else ()
        document = Document(make.head(NUMBER, topic="Mẫu"), (article,), relations)
        name = known_until.isoformat()
        source = Source(
            f"{name}.zip", name.encode().hex().ljust(64, "0"), "zip", 1, name, known_until, "code"
        )
        edition = make.library.begin().number
        make.library.put_snapshot(iter([document]), source, edition=edition)
        make.library.publish(edition, "none")

    make.merge = merge
    return make


def _ask(make, path, *, day):
    """Ask about one provision in the wording that retrieval gives for the day."""
    stored = make.library.provision(_path(path), edition=make.edition, day=day)
    result = make.result(QUESTION, path)
    hit = replace(result.hits[0], stored=stored)
    return answer(QUESTION, replace(result, hits=(hit,)), make.library, as_of=day)


def test_each_day_gets_the_words_of_that_day_and_what_changed_them(code):
    code.merge(FIRST, EARLY)
    code.merge(SECOND, LATE, changed=CHANGED)
    before = _ask(code, f"{NUMBER}#dieu-6", day=date(2024, 6, 30))
    after = _ask(code, f"{NUMBER}#dieu-6", day=CHANGED)

    assert [c.quote for c in before.citations] == [FIRST]
    assert [c.quote for c in after.citations] == [SECOND]
    assert before.citations[0].version_to == CHANGED == after.citations[0].version_from
    assert "có lời văn khác từ ngày 01/07/2024" in before.citations[0].validity
    assert "sửa đổi, bổ sung bởi khoản 1 Điều 1 Thông tư số 6/2024/TT-X" in after.answer
    assert any("ghi chú của Bộ pháp điển" in sentence for sentence in after.citations[0].basis)


def test_later_words_are_never_given_for_an_earlier_day(code):
    code.merge(SECOND, LATE, changed=CHANGED)
    found = _ask(code, f"{NUMBER}#dieu-6", day=date(2022, 1, 1))
    assert found.outcome is Outcome.WORDING_UNKNOWN
    assert found.citations == ()
    assert SECOND not in found.answer
    assert "đang có hiệu lực, nhưng thư viện không có lời văn của ngày đó" in found.answer
    assert "từ ngày 01/07/2024" in found.answer


def test_between_two_snapshots_an_untold_change_leaves_the_words_unknown(code):
    code.merge(FIRST, EARLY)
    code.merge(SECOND, LATE)
    outcomes = {
        day: _ask(code, f"{NUMBER}#dieu-6", day=day).outcome for day in (EARLY, date(2024, 1, 1), LATE)
    }
    assert outcomes == {
        EARLY: Outcome.ANSWERED, date(2024, 1, 1): Outcome.WORDING_UNKNOWN, LATE: Outcome.ANSWERED,
    }  # fmt: skip


def test_a_change_without_a_day_is_sure_for_the_snapshots_day_alone(code):
    code.merge(SECOND, LATE, named=True)
    assert _ask(code, f"{NUMBER}#dieu-6", day=date(2025, 5, 31)).outcome is Outcome.WORDING_UNKNOWN
    assert _ask(code, f"{NUMBER}#dieu-6", day=LATE).citations[0].quote == SECOND


@pytest.fixture
def two_rules(make):
    """A law and a later circular on the same matter, and what ended an older circular."""

    def publish(*, law: str = FIRST, circular: str = SECOND, relations=(), **fields):
        make.publish(
            (
                make.head(LAW, "Luật Lớp đêm", kind=DocumentKind.LAW, issued_on=date(2019, 1, 1)),
                [make.article(f"{LAW}#dieu-8", HEADING, law)],
                [],
            ),
            (
                make.head(NUMBER, issued_on=date(2020, 1, 1), **fields),
                [make.article(f"{NUMBER}#dieu-6", HEADING, circular)],
                list(relations),
            ),
        )
        return make

    return publish


def test_of_two_rules_on_one_matter_the_higher_goes_first_and_the_reader_is_told(two_rules):
    make = two_rules()
    paths = (f"{NUMBER}#dieu-6", f"{LAW}#dieu-8")
    result = make.result(QUESTION, *paths)
    level = tuple(replace(hit, score=0.8) for hit in result.hits)
    found = answer(QUESTION, replace(result, hits=level), make.library, as_of=LATE)
    assert [citation.document for citation in found.citations] == [LAW, NUMBER]
    (notice,) = found.notices
    assert "áp dụng Điều 8 Luật số 9/2019/QH99 (văn bản có hiệu lực pháp lý cao hơn)" in notice


def test_a_rule_that_is_to_come_is_mentioned_and_not_given(two_rules):
    make = two_rules(in_force_from=date(2026, 1, 1))
    found = answer(
        QUESTION, make.result(QUESTION, f"{LAW}#dieu-8", f"{NUMBER}#dieu-6"), make.library, as_of=LATE
    )
    assert {citation.document for citation in found.citations} == {LAW}
    assert any("chưa có hiệu lực (từ ngày 01/01/2026)" in notice for notice in found.notices)


def test_transitional_clauses_are_mentioned(two_rules):
    clause = Relation(RelationKind.TRANSITION, _path(f"{NUMBER}#dieu-9.khoan-3"), None, "tiếp tục thực hiện")
    make = two_rules(relations=[clause])
    found = answer(QUESTION, make.result(QUESTION, f"{NUMBER}#dieu-6"), make.library, as_of=LATE)
    assert any("có quy định chuyển tiếp (khoản 3 Điều 9)" in notice for notice in found.notices)


def test_a_suspended_rule_is_not_given_as_current(two_rules):
    pause = Relation(
        RelationKind.SUSPENDS, _path("7/2025/TT-X#dieu-1"), _path(f"{NUMBER}#dieu-6"), "ngưng",
        date(2025, 1, 1), until=date(2026, 1, 1),
    )  # fmt: skip
    make = two_rules()
    edition = make.library.begin().number
    head = make.head("7/2025/TT-X", in_force_from=date(2025, 1, 1))
    words = make.article("7/2025/TT-X#dieu-1", "Ngưng hiệu lực", "Ngưng hiệu lực Điều 6.")
    source = Source("p.txt", "9" * 64, "text/plain", 1)
    make.library.put_document(Document(head, (words,), (pause,)), source, edition=edition)
    make.library.publish(edition, "none")
    result = make.result(QUESTION, f"{NUMBER}#dieu-6")

    during = answer(QUESTION, result, make.library, as_of=LATE)
    assert during.outcome is Outcome.NOT_IN_FORCE
    assert {citation.status for citation in during.citations} == {Status.SUSPENDED}
    assert answer(QUESTION, result, make.library, as_of=date(2026, 1, 1)).outcome is Outcome.ANSWERED
