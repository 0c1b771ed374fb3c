"""From files to answers: orders, parts, repeals and clerks' rows never let dead rules be given as current."""

from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.domain.answer import Outcome
from assistant.domain.validity import Status
from assistant.settings import Settings
from ingest.pipeline import Ingest
from ingest.validity_table import read_table

HOURS = "Định mức tiết dạy của giáo viên tiểu học là bao nhiêu tiết một tuần?"
DAY = date(2025, 1, 1)


def circular(number: str, day: str, title: str, body: str, force: str = "") -> str:
    last = 1 + body.count("Điều ")
    return (
        f"BỘ GIÁO DỤC MẪU\n\nSố: {number}\n\nTHÔNG TƯ\n\n{title}\n\n{body}\n\n"
        f"Điều {last}. Hiệu lực thi hành\n\n1. Thông tư này có hiệu lực thi hành từ ngày {day}.\n{force}\n"
    )


BASE = circular(
    "50/2020/TT-BGDM", "01/3/2020", "Quy định về định mức tiết dạy của giáo viên",
    "Điều 1. Phạm vi điều chỉnh\nThông tư này quy định về định mức tiết dạy của giáo viên phổ thông.\n"
    "Điều 2. Định mức tiết dạy của giáo viên tiểu học\n"
    "1. Định mức tiết dạy của giáo viên tiểu học là 23 tiết một tuần.\n"
    "2. Định mức tiết dạy của giáo viên tiểu học dạy lớp ghép là 21 tiết một tuần.",
)  # fmt: skip
AMENDING = circular(
    "51/2021/TT-BGDM", "01/9/2021",
    "Sửa đổi, bổ sung một số điều của Thông tư số 50/2020/TT-BGDM quy định về định mức tiết dạy",
    "Điều 1. Sửa đổi, bổ sung một số khoản của Điều 2 Thông tư số 50/2020/TT-BGDM\n"
    "1. Sửa đổi, bổ sung khoản 1 như sau:\n"
    "“1. Định mức tiết dạy của giáo viên tiểu học là 22 tiết một tuần.”.\n"
    "2. Bãi bỏ khoản 2.",
)  # fmt: skip
REPLACING = circular(
    "52/2023/TT-BGDM", "01/7/2023", "Quy định về chế độ làm việc của nhân viên trường học",
    "Điều 1. Phạm vi\nThông tư này quy định về nhân viên.",
    "2. Thông tư này thay thế Thông tư số 50/2020/TT-BGDM.",
)  # fmt: skip


@pytest.fixture
def library(tmp_path):
    """Read texts into a library and open its door; ``table`` is the clerk's."""
    opened = []

    def read(*texts: str, table: str = "") -> Assistant:
        settings = Settings(home=tmp_path / "home", workers=1, _env_file=None)
        files = []
        for at, text in enumerate(texts):
            files.append(tmp_path / f"{at}.txt")
            files[-1].write_text(text, encoding="utf-8")
        ingest = Ingest(settings)
        ingest.run(files)
        if table:
            (tmp_path / "bang.csv").write_text(f"path,from,to,basis\n{table}\n", encoding="utf-8")
            ingest.set_validity(read_table(tmp_path / "bang.csv"))
        opened.append(Assistant.open(settings))
        return opened[-1]

    yield read
    for door in opened:
        door.close()


def _given(answer):
    """Documents given as current."""
    current = (c for c in answer.citations if c.status in {Status.IN_FORCE, Status.PARTLY_EXPIRED})
    return {citation.document for citation in current}


def test_an_order_gives_way_to_the_words_that_it_made(library):
    found = library(BASE, AMENDING).answer(HOURS, as_of=DAY)
    assert found.outcome is Outcome.ANSWERED
    assert {citation.path.partition(".")[0] for citation in found.citations} == {"50/2020/TT-BGDM#dieu-2"}
    assert "22 tiết" in found.answer
    assert "23 tiết" not in found.answer


def test_an_order_does_not_outlive_the_rule_that_it_changed(library):
    found = library(BASE, AMENDING, REPLACING).answer(HOURS, as_of=DAY)
    assert found.outcome is Outcome.NOT_IN_FORCE
    assert _given(found) == set()
    assert "52/2023/TT-BGDM" in found.answer


def test_an_order_that_is_asked_for_by_name_is_given(library):
    found = library(BASE, AMENDING).answer("khoản 1 Điều 1 Thông tư 51/2021/TT-BGDM", as_of=DAY)
    assert {citation.document for citation in found.citations} == {"51/2021/TT-BGDM"}


def test_a_clause_that_was_repealed_is_told_so_when_it_is_asked_for(library):
    door = library(BASE, AMENDING)
    found = door.answer("khoản 2 Điều 2 Thông tư 50/2020/TT-BGDM", as_of=DAY)
    assert found.outcome is Outcome.NOT_IN_FORCE
    assert {citation.status for citation in found.citations} == {Status.EXPIRED}
    assert "bị bãi bỏ bởi khoản 2 Điều 1 Thông tư số 51/2021/TT-BGDM" in found.answer
    before = door.answer("khoản 2 Điều 2 Thông tư 50/2020/TT-BGDM", as_of=date(2021, 1, 1))
    assert before.outcome is Outcome.ANSWERED


def test_a_clause_with_a_day_of_its_own_is_not_given_before_it(library):
    force = "2. Riêng khoản 2 Điều 2 có hiệu lực thi hành từ ngày 01/9/2027."
    text = BASE.rstrip() + f"\n{force}\n"
    door = library(text)
    found = door.answer("khoản 2 Điều 2 Thông tư 50/2020/TT-BGDM", as_of=DAY)
    assert found.outcome is Outcome.NOT_IN_FORCE
    assert {citation.status for citation in found.citations} == {Status.NOT_YET}
    assert "01/09/2027" in found.answer
    later = door.answer("khoản 2 Điều 2 Thông tư 50/2020/TT-BGDM", as_of=date(2027, 9, 1))
    assert later.outcome is Outcome.ANSWERED
    assert door.answer("khoản 1 Điều 2 Thông tư 50/2020/TT-BGDM", as_of=DAY).outcome is Outcome.ANSWERED


def test_a_suspended_clause_is_not_given_and_its_words_come_back(library):
    pause = circular(
        "53/2024/TT-BGDM", "01/01/2024", "Ngưng hiệu lực một số quy định",
        "Điều 1. Ngưng hiệu lực\n"
        "Ngưng hiệu lực khoản 2 Điều 2 Thông tư số 50/2020/TT-BGDM "
        "từ ngày 01/01/2024 đến hết ngày 31/12/2029.",
    )  # fmt: skip
    door = library(BASE, pause)
    asked = "khoản 2 Điều 2 Thông tư 50/2020/TT-BGDM"
    during, after = door.answer(asked, as_of=DAY), door.answer(asked, as_of=date(2030, 1, 1))
    assert {citation.status for citation in during.citations} == {Status.SUSPENDED}
    assert during.outcome is Outcome.NOT_IN_FORCE
    assert after.outcome is Outcome.ANSWERED


def test_the_end_of_a_whole_document_is_not_lost_beside_that_of_a_part(library):
    ending = circular(
        "72/2023/TT-BGDM", "01/7/2030", "Bãi bỏ một số văn bản",
        "Điều 1. Bãi bỏ\nBãi bỏ Thông tư số 50/2020/TT-BGDM và khoản 1 Điều 2 Thông tư số 50/2020/TT-BGDM.",
    )  # fmt: skip
    found = library(BASE, ending).answer(HOURS, as_of=date(2031, 1, 1))
    assert _given(found) == set()


ROW = "50/2020/TT-BGDM,2020-03-01,,Gia hạn theo công văn"
CLAUSE_ROW = "50/2020/TT-BGDM#dieu-2.khoan-2,2020-03-01,2023-01-01,Hết thời gian thí điểm"


def test_a_clerks_row_for_a_document_revives_no_clause_that_was_repealed(library):
    door = library(BASE, AMENDING, REPLACING, table=ROW)
    assert "22 tiết" in door.answer(HOURS, as_of=DAY).answer
    asked = door.answer("khoản 2 Điều 2 Thông tư 50/2020/TT-BGDM", as_of=DAY)
    assert asked.outcome is Outcome.NOT_IN_FORCE


def test_a_clerks_row_for_a_clause_ends_that_clause_alone(library):
    door = library(BASE, table=CLAUSE_ROW)
    ended = door.answer("khoản 2 Điều 2 Thông tư 50/2020/TT-BGDM", as_of=DAY)
    assert {citation.status for citation in ended.citations} == {Status.EXPIRED}
    assert any("Hết thời gian thí điểm" in basis for c in ended.citations for basis in c.basis)
    assert door.answer("khoản 1 Điều 2 Thông tư 50/2020/TT-BGDM", as_of=DAY).outcome is Outcome.ANSWERED
