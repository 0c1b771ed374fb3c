"""The one door over the sample library: real files, real library, real indexes."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.assistant import Assistant
from assistant.domain.answer import Outcome
from assistant.domain.document import Access, DocumentKind
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.domain.validity import Status
from assistant.errors import BadRequest, EmptyLibrary, EmptyQuestion, NotFound, QuestionTooLong
from assistant.settings import Settings
from ingest.pipeline import Ingest
from ingest.samples import LIBRARY

DAY = date(2026, 11, 20)
NORMS = "12/2024/TT-BGDM"
QUESTIONS = Path(__file__).parents[2] / "evals" / "data"


def lines(name):
    return [json.loads(line) for line in (QUESTIONS / name).read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    report = Ingest(Settings(home=folder, _env_file=None)).run([LIBRARY])
    assert report.files
    return folder


@pytest.fixture(scope="module")
def door(home):
    with Assistant.open(Settings(home=home, _env_file=None)) as opened:
        yield opened


def test_a_question_gets_the_exact_clause_in_force(door):
    found = door.answer("Định mức tiết dạy của giáo viên THCS là bao nhiêu?", as_of=DAY)
    assert found.outcome is Outcome.ANSWERED
    assert found.citations[-1].path == f"{NORMS}#dieu-4.khoan-1.diem-b"
    assert found.citations[-1].quote.startswith("b) Giáo viên trung học cơ sở: 19 tiết")
    assert found.citations[-1].status is Status.IN_FORCE
    assert all(citation.verified and citation.sample for citation in found.citations)


CLASS_TEACHER = "Giáo viên chủ nhiệm lớp tiểu học được giảm mấy tiết một tuần?"


def test_an_amended_clause_is_given_in_the_words_of_the_day_with_what_amended_it(door):
    (citation,) = door.answer(CLASS_TEACHER, as_of=DAY).citations
    assert citation.path == f"{NORMS}#dieu-6.khoan-1"
    assert "03 tiết" in citation.quote
    assert citation.computed
    assert "khoản 1 Điều 1 Thông tư số 03/2025/TT-BGDM" in citation.validity
    (before,) = door.answer(CLASS_TEACHER, as_of=date(2025, 3, 31)).citations
    assert "04 tiết" in before.quote
    assert not before.computed


def test_a_day_in_the_question_is_the_day_of_the_answer_and_the_reason_is_told(door):
    found = door.answer(f"Trước 01/4/2025, {CLASS_TEACHER}")
    assert found.as_of == date(2025, 3, 31)
    assert "trước 01/4/2025" in found.as_of_reason.lower()
    assert "04 tiết" in found.citations[0].quote


def test_a_day_that_was_chosen_wins_and_search_follows_it(door):
    found = door.search(f"Trước 01/4/2025, {CLASS_TEACHER}", as_of=DAY)
    assert found.as_of == DAY
    assert "03 tiết" in found.hits[0].stored.provision.text


def test_search_without_a_day_looks_through_all_days_and_with_one_only_at_it(door):
    question = "Định mức tiết dạy của giáo viên trung học cơ sở"
    old = "07/2018/TT-BGDM"
    assert old in {str(hit.stored.document.number) for hit in door.search(question).hits}
    on_the_day = door.search(question, as_of=DAY)
    assert old not in {str(hit.stored.document.number) for hit in on_the_day.hits}
    assert old in {str(hit.stored.document.number) for hit in on_the_day.out_of_force}


def test_an_answer_given_earlier_can_be_asked_whether_it_still_holds(door):
    given = door.answer(CLASS_TEACHER, as_of=date(2025, 3, 31))
    (still,) = door.still_valid(given.id).citations
    assert not still.holds
    assert still.held_then
    assert still.ended_on == date(2025, 4, 1)
    assert door.still_valid(door.answer(CLASS_TEACHER, as_of=DAY).id).valid


def test_a_day_before_anything_was_in_force_is_said_so(door):
    found = door.answer(CLASS_TEACHER, as_of=date(1990, 1, 1))
    assert any("không có văn bản nào có hiệu lực vào ngày được hỏi" in notice for notice in found.notices)
    assert found.outcome is Outcome.NOT_IN_FORCE


def test_a_day_to_come_is_answered_from_what_is_known_now(door):
    found = door.answer(CLASS_TEACHER, as_of=date(2090, 1, 1))
    assert any("ở tương lai" in notice for notice in found.notices)


def test_an_expired_circular_is_named_with_its_successor(door):
    found = door.answer("Điều 3 Thông tư 07/2018/TT-BGDM", as_of=DAY)
    assert found.outcome is Outcome.NOT_IN_FORCE
    assert NORMS in found.answer
    assert {citation.status for citation in found.citations} == {Status.EXPIRED}


def test_a_circular_that_is_not_yet_in_force_is_said_so(door):
    found = door.answer("Thí sinh mang điện thoại vào phòng thi bị xử lý thế nào?", as_of=DAY)
    assert found.outcome is Outcome.NOT_IN_FORCE
    assert "chưa có hiệu lực" in found.answer


def test_a_document_that_is_only_named_is_described(door):
    found = door.answer("thông tư 12/2024", as_of=DAY)
    assert found.outcome is Outcome.ANSWERED
    assert found.citations[0].path == f"{NORMS}#dieu-1"
    assert "định mức tiết dạy của giáo viên phổ thông" in found.answer


def test_what_a_provision_refers_to_is_found_in_the_library(door):
    article = door.show("45/2021/NĐ-CPM#dieu-10")
    cited = {str(one.path): one for one in door.references(article)}
    seventh = cited["45/2021/NĐ-CPM#dieu-7"]
    assert article.provision.text[seventh.start : seventh.end] == "Điều 7"
    assert seventh.title == "Đối tượng được miễn học phí"
    assert all(door.show(path) for path in cited)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Thông tư 99/2024/TT-BGDM quy định gì?", "không có văn bản"),
        ("Điều 50 Thông tư 12/2024/TT-BGDM", "không có “Điều 50”"),
    ],
)
def test_what_does_not_exist_is_never_invented(door, question, said):
    found = door.answer(question, as_of=DAY)
    assert found.outcome is Outcome.NOT_FOUND
    assert said in found.answer
    assert not found.citations


def test_article_5_of_a_decision_is_that_of_the_attached_regulation(door):
    found = door.answer("Điều 5 Quyết định 215/QĐ-ĐHSM", as_of=DAY)
    assert found.citations[0].path == "215/QĐ-ĐHSM#quy-che/dieu-5"


def test_a_citation_from_a_pdf_has_its_lines_on_the_page(door):
    (citation,) = door.answer("Lệ phí phúc khảo điểm thi của sinh viên là bao nhiêu?", as_of=DAY).citations
    (mark,) = citation.pages
    assert mark.page > 1
    assert all(
        0 <= low < high <= 1
        for left, top, right, bottom in mark.boxes
        for low, high in ((left, right), (top, bottom))
    )


def test_nearly_all_questions_for_the_samples_are_answered_with_the_right_provision(door):
    asked = lines("sample_questions.jsonl")
    right = [row for row in asked if is_right(row, door.answer(row["question"], as_of=DAY))]
    assert len(right) / len(asked) >= 0.9


def is_right(row, found):
    wanted = row["path"] or row["document"]
    return any(citation.path.startswith(wanted) for citation in found.citations)


def test_at_least_nine_in_ten_questions_off_the_subject_are_refused(door):
    asked = lines("off_topic.jsonl")
    outcomes = [door.answer(row["question"], as_of=DAY).outcome for row in asked]
    refused = sum(outcome in {Outcome.NOT_FOUND, Outcome.OUT_OF_SCOPE} for outcome in outcomes)
    assert refused / len(asked) >= 0.9


def test_every_suggestion_to_start_from_is_answered(door):
    suggestions = door.suggestions()
    assert len(suggestions) >= 3
    for question in suggestions:
        assert door.answer(question).outcome in {Outcome.ANSWERED, Outcome.PARTLY}, question


def test_an_answer_says_how_it_was_read_and_what_each_step_took(door):
    found = door.answer("GV tiểu học dạy bao nhiêu tiết?", as_of=DAY, audience="official")
    assert found.understood["audience"] == "official"
    assert "giáo viên" in str(found.understood["text"])
    assert {"clean", "search", "answer"} <= set(found.timings_ms)
    assert found.as_of == DAY
    assert found.edition == door.edition().number


def test_the_guard_stands_before_asking_and_searching(door):
    for call in (door.answer, door.search):
        with pytest.raises(EmptyQuestion):
            call(" \u200b ")
        with pytest.raises(QuestionTooLong):
            call("học " * 30_000)
        with pytest.raises(BadRequest):
            call("\x00\x01\x02\x03\x04")


def test_documents_and_provisions_can_be_looked_up(door):
    records, total = door.documents(kind=DocumentKind.CIRCULAR)
    assert total == len(records) >= 4
    record = door.document(DocumentNumber("12/2024/tt-bgdm"))
    assert record.head.number.text == NORMS
    assert len(door.outline(record.head.number)) > 10
    assert door.show(f"{NORMS}#dieu-4.khoan-1").provision.path.article == "4"
    assert door.source_file(record.id).read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("path", ["99/2024/TT-BGDM#dieu-1", f"{NORMS}#dieu-99", f"{NORMS}#nothing.here"])
def test_an_address_where_nothing_stands_is_not_found(door, path):
    with pytest.raises(NotFound) as told:
        door.show(path)
    assert told.value.hint


def test_a_library_without_an_edition_says_what_to_do(tmp_path):
    with Assistant.open(Settings(home=tmp_path, _env_file=None)) as empty, pytest.raises(EmptyLibrary):
        empty.answer("Học phí là bao nhiêu?")


def test_many_threads_may_ask_at_once(door):
    rows = lines("sample_questions.jsonl")[:12] * 3
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda row: door.answer(row["question"], as_of=DAY), rows))
    alone = {row["question"]: door.answer(row["question"], as_of=DAY).citations for row in rows}
    assert all(one.citations == alone[one.question] for one in found)


WORDS = st.sampled_from(
    [
        "học phí",
        "Điều 5",
        "khoản 2",
        "thông tư 12",
        "215/QĐ-ĐHSM",
        "giao vien",
        "là gì",
        "?",
        "THCS",
        "“",
        "Luật",
        "x",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=8).map(" ".join)))
def test_any_text_gives_an_outcome_and_only_words_that_stand_in_the_library(door, text):
    try:
        found = door.answer(text, as_of=DAY)
    except BadRequest:
        return
    assert found.answer
    assert bool(found.citations) == (
        found.outcome in {Outcome.ANSWERED, Outcome.PARTLY, Outcome.NOT_IN_FORCE}
    )
    for citation in found.citations:
        stored = door.show(ProvisionPath.parse(citation.path))
        assert stored.provision.text[citation.start : citation.end] == citation.quote


def test_an_internal_document_is_seen_by_those_only_who_ask_as_insiders(tmp_path):
    home = Settings(home=tmp_path, _env_file=None)
    Ingest(home).run([LIBRARY / "thong-tu-07-2018-TT-BGDM.md"], access=Access.INTERNAL)
    question, day = "Định mức tiết dạy của giáo viên tiểu học là bao nhiêu?", date(2020, 1, 1)
    with Assistant.open(home) as inside:
        assert not inside.answer(question, as_of=day).citations
        assert not inside.search(question).hits
        assert inside.answer(question, as_of=day, access=Access.INTERNAL).citations
        with pytest.raises(NotFound):
            inside.document(DocumentNumber("07/2018/TT-BGDM"))


def test_asking_imports_no_torch(home):
    code = (
        "import sys; from pathlib import Path; from assistant.assistant import Assistant; "
        "from assistant.settings import Settings; "
        f"a = Assistant.open(Settings(home=Path({str(home)!r}), _env_file=None)); "
        "a.answer('Học phí là bao nhiêu?'); a.close(); "
        "sys.exit('torch' in sys.modules or 'sentence_transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
