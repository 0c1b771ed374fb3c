"""The clerk's table: every spelling of its columns and days, every mistake told, nothing half taken."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.path import ProvisionPath
from assistant.errors import UnreadableFile
from assistant.library.overrides import OverrideRow
from ingest.validity_table import read_table, write_table

PATH = ProvisionPath.parse("5/2020/TT-X#dieu-6")
ROW = OverrideRow(PATH, date(2020, 1, 1), date(2024, 7, 1), "Công văn của Bộ")


@pytest.fixture
def table(tmp_path):
    def write(text: str | bytes):
        file = tmp_path / "hieu-luc.csv"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_table(file)

    return write


@pytest.mark.parametrize(
    "text",
    [
        "path,from,to,basis\n5/2020/TT-X#dieu-6,2020-01-01,2024-07-01,Công văn của Bộ\n",
        "﻿path,from,to,basis\r\n5/2020/TT-X#dieu-6,01/01/2020,1/7/2024,Công văn của Bộ\r\n",
        "địa chỉ;từ ngày;đến ngày;căn cứ\n5/2020/tt-x#dieu-6;01-01-2020;01-07-2024;Công văn của Bộ\n",
        "Căn cứ\tHết hiệu lực từ ngày\tTừ ngày\tSố hiệu\tGhi chú\n"
        "Công văn của Bộ\t2024-07-01\t2020-01-01\t5/2020/TT-X#dieu-6\tbỏ qua\n",
        'path,from,to,basis\n\n"5/2020/TT-X#dieu-6",2020-01-01,2024-07-01,"Công văn của Bộ"\n,,,\n',
    ],
)
def test_columns_days_and_separators_are_read_as_people_write_them(table, text):
    (row,) = table(text)
    assert (row.path, row.starts, row.ends, row.basis) == (ROW.path, ROW.starts, ROW.ends, ROW.basis)


def test_days_may_be_left_to_other_sources(table):
    (row,) = table("path,from,to,basis\n5/2020/TT-X,,,Theo công văn\n")
    assert (row.path.segments, row.starts, row.ends) == ((), None, None)


def test_an_empty_table_takes_every_row_away(table):
    assert table("path,from,to,basis\n") == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (",2020-01-01,,x", "thiếu địa chỉ"),
        ("5/2020/TT-X#dieu-?,,,x", "không phải"),
        ("5/2020/TT-X,31/02/2020,,x", "“31/02/2020” không phải một ngày"),
        ("5/2020/TT-X,2020-01-01,2020-01-01,x", "không sau ngày bắt đầu"),
        ("5/2020/TT-X,2020-01-01,2021-01-01,", "thiếu căn cứ"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_refuses_the_table(table, line, told):
    with pytest.raises(UnreadableFile) as caught:
        table(f"path,from,to,basis\n5/2020/TT-X#dieu-6,2020-01-01,,được\n{line}\n")
    assert told in caught.value.message
    assert "dòng 3" in caught.value.message
    assert "bảng đang dùng vẫn nguyên" in caught.value.hint


def test_every_mistake_is_told_at_once(table):
    with pytest.raises(UnreadableFile, match="2 lỗi"):
        table("path,from,to,basis\n5/2020/TT-X,x,,a\n,,,b\n")


def test_stretches_of_one_address_may_touch_and_not_overlap(table):
    head = "path,from,to,basis\n5/2020/TT-X,2020-01-01,2021-01-01,a\n"
    assert len(table(f"{head}5/2020/TT-X,2021-01-01,,b\n")) == 2
    with pytest.raises(UnreadableFile, match="chồng lên nhau"):
        table(f"{head}5/2020/TT-X,2020-12-31,,b\n")


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", "path,from,to\nx,,\n", b"\xff\xfe\x00path", "path,from,to,basis,path\n"]
)
def test_what_is_no_table_is_refused_in_a_sentence(table, text):
    with pytest.raises(UnreadableFile):
        table(text)


def test_a_missing_file_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(UnreadableFile, match="Không mở được"):
        read_table(tmp_path / "khong-co.csv")


_DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))
_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20).filter(
    lambda text: text.strip() == text
)


@given(st.tuples(_DAYS, st.integers(1, 4000), _WORDS))
def test_what_is_written_is_read_back(tmp_path_factory, drawn):
    start, length, basis = drawn
    rows = [OverrideRow(PATH, start, date.fromordinal(start.toordinal() + length), basis)]
    file = tmp_path_factory.mktemp("bang") / "bang.csv"
    file.write_text(write_table(rows), encoding="utf-8")
    assert read_table(file) == rows
