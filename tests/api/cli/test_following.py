"""What the command line tells beside hits and answers."""

import pytest

_TEXT = """BỘ GIÁO DỤC MẪU

Số: 33/2031/TT-BGDM

THÔNG TƯ

Quy định về lớp học đêm của học sinh

Chương I
QUY ĐỊNH CHUNG

Điều 1. Giải thích từ ngữ

Trong Thông tư này, các từ ngữ dưới đây được hiểu như sau:

1. Lớp học đêm là lớp mở sau 19 giờ cho học sinh.

2. Lớp học ghép là lớp có học sinh nhiều trình độ.

Chương II
HỒ SƠ

Điều 2. Hồ sơ của học sinh vào lớp học đêm

1. Hồ sơ nộp tại trường trước ngày khai giảng.

2. Đơn của học sinh có chữ ký của phụ huynh.

Điều 3. Chuyển học sinh sang lớp học đêm khác

Hồ sơ chuyển học sinh sang lớp học đêm khác thực hiện theo quy định tại khoản 2 Điều 2 Thông tư này và \
Điều 4 Thông tư số 99/2030/TT-BGDM.

Điều 4. Hiệu lực thi hành

Thông tư này có hiệu lực thi hành kể từ ngày 01 tháng 3 năm 2025.
"""


@pytest.fixture(scope="module")
def nights(tmp_path_factory, filled):
    """A library with a circular on evening classes."""
    folder = tmp_path_factory.mktemp("nights")
    (folder / "dem.txt").write_text(_TEXT, encoding="utf-8")
    command = type(filled)(folder / "home")
    assert command("ingest", str(folder / "dem.txt")).code == 0
    return command


QUESTION = "hồ sơ chuyển học sinh sang lớp học đêm khác"


def test_a_followed_search_gives_programs_the_cited_provisions(nights):
    found = nights("search", QUESTION, "--follow", "--json").json
    hit = next(hit for hit in found["hits"] if hit["article"] == "3")
    there, missing = hit["followed"]
    assert there["path"] == "33/2031/TT-BGDM#dieu-2.khoan-2"
    assert there["citation"]["quote"] == "2. Đơn của học sinh có chữ ký của phụ huynh."
    assert missing["reach"] == "not_in_library"
    assert hit["headings"] == ["Chương II. HỒ SƠ"]
    assert [word["term"] for word in found["definitions"]] == ["Lớp học đêm"]


def test_a_followed_search_shows_people_where_words_lead(nights):
    out = " ".join(nights("search", QUESTION, "--follow").out.split())
    assert "→ khoản 2 Điều 2 Thông tư số 33/2031/TT-BGDM" in out
    assert "2. Đơn của học sinh có chữ ký của phụ huynh." in out
    assert "Thư viện không có Thông tư số 99/2030/TT-BGDM." in out
    assert "Chương II. HỒ SƠ" in out
    assert "“Lớp học đêm” khoản 1 Điều 1" in out


def test_a_plain_search_follows_nothing(nights):
    found = nights("search", QUESTION, "--json").json
    assert "definitions" not in found
    assert not any("followed" in hit for hit in found["hits"])
    assert "Dẫn chiếu đến" not in nights("search", QUESTION).out


def test_an_answer_quotes_what_its_clause_only_points_to(nights):
    answer = nights("ask", "Hồ sơ chuyển học sinh sang lớp học đêm khác gồm những gì?", "--json").json
    quotes = [citation["quote"] for citation in answer["citations"]]
    assert "2. Đơn của học sinh có chữ ký của phụ huynh." in quotes
    out = " ".join(nights("ask", "Hồ sơ chuyển học sinh sang lớp học đêm khác gồm những gì?").out.split())
    assert "Được dẫn chiếu ở trên, khoản 2 Điều 2" in out
    assert "Dẫn chiếu đến:" in out
