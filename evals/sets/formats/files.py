"""Reading of files that others wrote: whatever is wrong is told with the file, the line, and what to do."""

import json
from collections.abc import Iterator, Mapping
from json.decoder import scanstring  # type: ignore[attr-defined]
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError

from assistant.errors import BadRequest

LARGEST = 500_000_000
"""Bytes of a file; a corpus beside the questions is never read whole."""

Row = tuple[int, Any]
"""A value with the line that it begins on."""

_RULES = {
    "gold stands where, and only where, the question is answerable": "có căn cứ khi, và chỉ khi, câu hỏi "
    "trả lời được",
    "an answer is expected where, and only where, the question is answerable": "kết quả mong đợi là trả lời "
    "khi, và chỉ khi, có căn cứ",
    "checked_by and checked_on go together": "người kiểm và ngày kiểm phải đi cùng nhau",
    "an address is both gold and superseded": "một địa chỉ vừa là căn cứ vừa là căn cứ hết hiệu lực",
    "a whole document is no provision": "cả một văn bản thì không phải điều khoản",
}
"""What a case must keep to (``evals.cases``), for those who write one."""

_SPACES = " \t\r\n"
_DECODER = json.JSONDecoder()


def wrong(path: Path, line: int | None, words: str, hint: str) -> NoReturn:
    """Refuse a file: ``words`` say what is wrong on a line, ``hint`` what to do next."""
    where = f"{path.name}, dòng {line}" if line else path.name
    raise BadRequest(f"{where}: {words}.", hint)


def text_of(path: Path) -> str:
    """The text of a file in UTF-8 or, as spreadsheets write it, UTF-16 with its mark."""
    try:
        if path.stat().st_size > LARGEST:
            wrong(path, None, "tệp quá lớn", "Chia tệp thành nhiều phần nhỏ hơn 500 MB.")
        data = path.read_bytes()
    except OSError:
        wrong(path, None, "không mở được tệp", "Kiểm tra tên tệp và quyền đọc tệp.")
    try:
        utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        return data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        wrong(path, line, "không phải văn bản UTF-8", "Lưu lại tệp với mã UTF-8 (bảng tính: “CSV UTF-8”).")


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that have something on them, with their numbers."""
    return ((n, line) for n, line in enumerate(text_of(path).split("\n"), 1) if line.strip())


def json_lines(path: Path, hint: str) -> Iterator[Row]:
    """The values of a file of JSON Lines."""
    for n, line in lines_of(path):
        try:
            yield n, json.loads(line)
        except json.JSONDecodeError:
            wrong(path, n, "không phải JSON", hint)


def json_items(path: Path, key: str, hint: str) -> Iterator[Row]:
    """The elements of a file that is a JSON array, or of the array under ``key`` of an object."""
    text = text_of(path)
    try:
        at = _array(text, key)
        if at is None:
            wrong(path, None, f"không có danh sách nào, cũng không có “{key}”", hint)
        yield from _elements(text, at)
    except (json.JSONDecodeError, StopIteration, IndexError) as error:
        line = text[: getattr(error, "pos", len(text))].count("\n") + 1
        raise BadRequest(f"{path.name}, dòng {line}: không phải JSON.", hint) from error


def _array(text: str, key: str) -> int | None:
    """Where the array's bracket stands; other members of the object are passed over."""
    at = _skip(text, 0)
    if text[at] == "[":
        return at
    if text[at] != "{":
        return None
    at = _skip(text, at + 1)
    while text[at] == '"':
        name, at = scanstring(text, at + 1)
        at = _skip(text, _expect(text, _skip(text, at), ":"))
        if name == key and text[at] == "[":
            return at
        at = _skip(text, _DECODER.raw_decode(text, at)[1])
        if text[at] == ",":
            at = _skip(text, at + 1)
    return None


def _elements(text: str, at: int) -> Iterator[Row]:
    line, counted = 1, 0
    at = _skip(text, at + 1)
    more = text[at] != "]"
    while more:
        line, counted = line + text.count("\n", counted, at), at
        value, end = _DECODER.raw_decode(text, at)
        yield line, value
        at = _skip(text, end)
        more = text[at] != "]"
        at = _skip(text, _expect(text, at, ",")) if more else at


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACES:
        at += 1
    return at


def _expect(text: str, at: int, mark: str) -> int:
    if text[at] != mark:
        raise json.JSONDecodeError(f"expected {mark}", text, at)
    return at + 1


def told(error: Exception) -> str:
    """What is wrong with a case, in a clerk's words where the fields say it."""
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    inner = str(first.get("ctx", {}).get("error", ""))
    why = _RULES.get(inner, inner if where else "")
    return why if not where else f"{where} không đúng" + (f" ({why})" if why else "")


def word(value: Any, *names: str) -> str:  # noqa: ANN401  whatever JSON can hold
    """The first of the members ``names`` that is there, as a word; numbers are taken as words too.
    Raise ``ValueError`` where none is.
    """
    if not isinstance(value, Mapping):
        raise ValueError("không phải một đối tượng JSON")
    for name in names:
        found = value.get(name)
        if isinstance(found, str) and found.strip():
            return found.strip()
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)
    raise ValueError(f"thiếu “{names[0]}”")
