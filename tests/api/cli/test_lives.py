"""Validity on the command line."""

import re
import shutil

import pytest

NUMBER = "20/2020/TT-BGDM"
SECRET = "9/2021/QĐ-NB"
QUESTION = "Hồ sơ chuyển trường: học sinh nộp đơn trước mấy ngày?"
COMMANDS = ("timeline", "diff", "changes", "still-valid")


@pytest.fixture
def alive(hocvu, living_home):
    """The command with a library whose provisions have lives."""
    shutil.copytree(living_home, hocvu.home)
    return hocvu


def test_an_internal_text_is_shown_to_those_inside_alone(alive):
    for command in (("timeline", SECRET), ("diff", f"{SECRET}#dieu-1", "1/1/2021", "1/1/2022")):
        outside = alive(*command)
        assert outside.code == 1
        assert "hocvu list" in outside.err
        assert alive(*command, "--internal").code == 0
    assert SECRET not in alive("changes", "--since", "1/1/2019").out
    assert SECRET in alive("changes", "--since", "1/1/2019", "--internal").out


def test_a_timeline_is_told_phase_by_phase(alive):
    told = alive("timeline", f"{NUMBER}#dieu-5")
    assert "Từ ngày 01/01/2020 đến hết ngày 30/06/2022: còn hiệu lực." in told.out
    assert "→ Từ ngày 01/07/2022: còn hiệu lực. (hôm nay)" in told.out
    assert "khoản 2 Điều 1 Thông tư số 30/2022/TT-BGDM" in told.out
    phases = alive("timeline", f"{NUMBER}#dieu-5.khoan-1", "--json").json["phases"]
    assert [phase["from"] for phase in phases] == [None, "2020-01-01", "2022-07-01"]
    assert alive("timeline", NUMBER).code == 0


def test_a_difference_is_written_with_signs_where_colours_cannot_be_seen(alive):
    told = alive("diff", f"{NUMBER}#dieu-5.khoan-1", "01/01/2021", "2023-01-01")
    assert "1. Học sinh nộp đơn trước [-năm-]{+bảy+} ngày." in told.out
    assert "\x1b[" not in told.out
    words = alive("diff", f"{NUMBER}#dieu-5.khoan-1", "1-1-2021", "1/1/2023", "--json").json["words"]
    assert [one["mark"] for one in words] == ["same", "deleted", "inserted", "same"]


def test_a_difference_of_words_that_are_not_known_says_so(alive):
    told = alive("diff", f"{NUMBER}#dieu-7", "01/05/2020", "01/01/2023")
    assert told.code == 0
    assert "Không so sánh được. Thư viện không có lời văn của ngày 01/01/2023." in told.out


def test_words_of_a_provision_are_never_taken_for_markup(alive):
    assert "{+<b>+}Không{+</b>+}" in alive("diff", f"{NUMBER}#dieu-5", "1/1/2021", "1/1/2023").out


def test_changes_are_told_day_by_day(alive):
    told = alive("changes", "--since", "01/01/2022", "--until", "31/12/2023").out
    assert re.search(r"01/07/2022\n  được sửa đổi, bổ sung: Điều 5", told)
    assert "Bị bãi bỏ bởi Điều 2 Thông tư số 40/2023/TT-BGDM" in told
    found = alive("changes", "--since", "2019-01-01", "--text", "bãi bỏ", "--json").json
    assert {item["document"] for item in found["items"]} == {"40/2023/TT-BGDM"}
    assert found["total"] == 1
    assert "Không có thay đổi nào" in alive("changes", "--since", "01/01/2025", "--until", "2025-02-01").out


def test_show_gives_the_words_of_the_day(alive):
    before = alive("show", f"{NUMBER}#dieu-5", "--as-of", "01/01/2021")
    assert "trước năm ngày" in before.out
    assert "trước bảy ngày" in alive("show", f"{NUMBER}#dieu-5").out
    unknown = alive("show", f"{NUMBER}#dieu-7", "--as-of", "2023-01-01")
    assert "Thư viện không có lời văn của ngày 01/01/2023." in unknown.out
    shown = alive("show", f"{NUMBER}#dieu-6", "--as-of", "2025-01-01", "--json").json
    assert (shown["status"], shown["words_known"], shown["expires_on"]) == (
        "hết hiệu lực",
        False,
        "2023-01-01",
    )
    units = alive("show", NUMBER, "--as-of", "2025-01-01", "--json").json["provisions"]
    assert {unit["path"]: unit["status"] for unit in units}[f"{NUMBER}#dieu-6"] == "hết hiệu lực"


def test_search_finds_the_words_of_the_day(alive):
    hit = alive("search", "nộp đơn chuyển trường", "--as-of", "1-1-2021", "--json").json["hits"][0]
    assert "năm ngày" in hit["text"]
    assert hit["status"] == "còn hiệu lực"


def test_an_answer_can_be_asked_later_whether_it_holds(alive):
    told = alive("ask", QUESTION, "--as-of", "01/01/2021").out
    assert "Hiệu lực xét vào ngày 01/01/2021 (ngày bạn chọn)" in told
    answer_id = re.search(r"hocvu still-valid ([\w-]+)", told).group(1)
    still = alive("still-valid", answer_id)
    assert still.code == 0
    assert "Không còn đúng" in still.out
    assert "lời văn đã khác từ ngày 01/07/2022" in still.out
    assert alive("still-valid", answer_id, "--json").json["valid"] is False
    unknown = alive("still-valid", "khong-co")
    assert unknown.code == 1
    assert "→ Mã được in dưới câu trả lời" in unknown.err


@pytest.mark.parametrize(
    "args",
    [
        ("ask", QUESTION, "--as-of", "mai"),
        ("search", "học phí", "--as-of", "31/02/2025"),
        ("show", NUMBER, "--as-of", "2025"),
        ("diff", f"{NUMBER}#dieu-5", "hôm qua", "1/1/2023"),
        ("changes", "--since", "14.02"),
    ],
)
def test_a_day_that_is_none_is_refused_with_examples(alive, args):
    done = alive(*args)
    assert done.code == 1
    assert "không phải một ngày" in done.err
    assert "14/02/2025" in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    "path", ["99/2020/TT-X", f"{NUMBER}#dieu-99", f"{NUMBER}#dieu-5.khoan-9", "#", "a#b#c"]
)
def test_an_address_of_nothing_says_where_to_look(alive, path):
    for command in (("timeline", path), ("diff", path, "1/1/2021", "1/1/2023")):
        done = alive(*command)
        assert done.code == 1
        assert "→ “hocvu list”" in done.err
        assert "Traceback" not in done.err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches_itself_in_vietnamese(hocvu, command):
    done = hocvu(command, "--help")
    assert done.code == 0
    assert "Ví dụ" in done.out
    assert f"hocvu {command}" in done.out
    assert "Usage" not in done.out


def test_an_empty_library_says_how_to_fill_it(hocvu):
    for command in (("timeline", NUMBER), ("changes", "--since", "1/1/2020")):
        done = hocvu(*command)
        assert done.code == 1
        assert "hocvu ingest" in done.err
