"""The table of validity that a clerk keeps: a CSV file that overrides every other source.

Columns, in any order, by their English or Vietnamese names:

    path    địa chỉ      a document's number or a provision's address, 29/2024/TT-X#dieu-5
    from    từ ngày      first day in force; empty: as the other sources have it
    to      đến ngày     first day no longer in force (half open); empty: no end
    basis   căn cứ       why, in words that readers will see

Several rows of one address are several stretches. The file is the whole table: what is not in
it any more no longer overrides. A table with a mistake is refused as a whole, every mistake
listed, and the last good table stays.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.domain.dates import parse_date
from assistant.domain.interval import Interval
from assistant.domain.path import ProvisionPath
from assistant.domain.words import fold
from assistant.errors import UnreadableFile
from assistant.library.overrides import OverrideRow

_COLUMNS = {
    "path": ("path", "dia chi", "so hieu"),
    "from": ("from", "tu ngay"),
    "to": ("to", "den ngay", "het hieu luc tu ngay"),
    "basis": ("basis", "can cu", "ly do"),
}
_HEADER = ("path", "from", "to", "basis")
_LARGEST = 20_000_000
_LISTED = 30
_EXAMPLE = "Dòng đầu phải là: path,from,to,basis (hoặc: địa chỉ,từ ngày,đến ngày,căn cứ)."


@dataclass(frozen=True)
class _Line:
    """A row of the file with the number of its line."""

    number: int
    values: dict[str, str]


def read_table(file: Path) -> list[OverrideRow]:
    """The rows of ``file``; raise ``UnreadableFile`` naming every line that is wrong."""
    lines = list(_lines(_text(file), file.name))
    rows: list[OverrideRow] = []
    mistakes: list[str] = []
    for line in lines:
        try:
            rows.append(_row(line))
        except ValueError as error:
            mistakes.append(f"dòng {line.number}: {error}")
    mistakes += _overlaps(rows)
    if mistakes:
        more = f"; và {len(mistakes) - _LISTED} lỗi khác" if len(mistakes) > _LISTED else ""
        raise UnreadableFile(
            f"Bảng hiệu lực {file.name} có {len(mistakes)} lỗi: {'; '.join(mistakes[:_LISTED])}{more}.",
            "Sửa các dòng đó rồi chạy lại; bảng đang dùng vẫn nguyên.",
        )
    return rows


def write_table(rows: Iterable[OverrideRow]) -> str:
    """The table as CSV, as ``read_table`` takes it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADER)
    for row in rows:
        writer.writerow([str(row.path), row.starts or "", row.ends or "", row.basis])
    return out.getvalue()


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > _LARGEST:
            raise UnreadableFile(f"Bảng hiệu lực {file.name} quá lớn.", "Bảng phải nhỏ hơn 20 MB.")
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnreadableFile(f"Không mở được {file.name}.", "Kiểm tra tên tệp và quyền đọc tệp.") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"{file.name} không phải văn bản UTF-8.", "Khi lưu từ bảng tính, chọn “CSV UTF-8”."
        ) from error


def _lines(text: str, name: str) -> Iterator[_Line]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        header = [_column(cell) for cell in next(reader, [])]
        if sorted(filter(None, header)) != sorted(_HEADER):
            raise UnreadableFile(f"{name} không có đủ bốn cột của bảng hiệu lực.", _EXAMPLE)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                values = {key: cell.strip() for key, cell in zip(header, cells, strict=False) if key}
                yield _Line(reader.line_num, values)
    except csv.Error as error:
        raise UnreadableFile(f"{name}: dòng {reader.line_num} không đúng dạng CSV.", _EXAMPLE) from error


def _column(cell: str) -> str:
    name = " ".join(fold(cell).replace("_", " ").split())
    return next((key for key, names in _COLUMNS.items() if name in names), "")


def _row(line: _Line) -> OverrideRow:
    values = line.values
    if not values.get("path"):
        raise ValueError("thiếu địa chỉ")
    path = ProvisionPath.parse(values["path"])
    starts, ends = _day(values.get("from", "")), _day(values.get("to", ""))
    if starts is not None and ends is not None and ends <= starts:
        raise ValueError(f"ngày hết hiệu lực {ends} không sau ngày bắt đầu {starts}")
    if not values.get("basis"):
        raise ValueError("thiếu căn cứ")
    return OverrideRow(path, starts, ends, values["basis"])


def _day(text: str) -> date | None:
    if not text:
        return None
    day = parse_date(text)
    if day is None:
        raise ValueError(f"“{text}” không phải một ngày (ví dụ 2025-02-14 hoặc 14/02/2025)")
    return day


def _overlaps(rows: Iterable[OverrideRow]) -> Iterator[str]:
    """Two stretches of one address that share days would put it in force twice."""
    by_path: dict[ProvisionPath, list[Interval]] = defaultdict(list)
    for row in rows:
        interval = Interval(row.starts, row.ends)
        if any(interval.meet(other) for other in by_path[row.path]):
            yield f"{row.path} có hai khoảng thời gian chồng lên nhau"
        by_path[row.path].append(interval)
