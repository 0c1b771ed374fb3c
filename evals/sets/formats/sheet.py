"""Cases in a spreadsheet: CSV as spreadsheets save it, to write, to check and to read back.

The form is this project's own, the fields those of ``evals/data/README.md``; only ``question`` and
``gold`` (or ``document`` and ``article``) must be there. The separator is the comma, semicolon or tab
that the first line has most of (RFC 4180 for quoting). In ``gold`` groups stand apart by ; or a line
break and provisions of which any will do by |; each is an address (``43/2019/QH14#dieu-5``) or words
("khoản 2 Điều 5 Luật số 43/2019/QH14"). ``nuggets`` and ``minor`` have one a line. A question that
nothing answers says so by its ``kind`` or ``expected``: an empty ``gold`` alone is a mistake.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.domain.answer import Audience, Outcome
from assistant.domain.conversation import Turn
from assistant.domain.dates import parse_date
from assistant.errors import BadRequest
from evals.cases import SAID, Case, DateMode, Kind, Nugget, Split
from evals.sets.formats.addresses import in_words
from evals.sets.formats.files import text_of, told, wrong
from evals.sets.formats.sheet_words import ORDER, column_of, value_of
from evals.sets.formats.stated import ANSWERED, Stated, cluster_of

SOURCE = "sheet"
_FORM = "Dòng đầu là tên cột, ít nhất: câu hỏi, căn cứ (hoặc: văn bản, điều). Xem evals/data/README.md."
_LISTED = 30
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NOTHING = {
    Kind.UNANSWERABLE: (Outcome.NOT_FOUND,),
    Kind.OUT_OF_FIELD: (Outcome.OUT_OF_SCOPE, Outcome.NOT_FOUND),
    Kind.ATTACK: (Outcome.REFUSED, Outcome.OUT_OF_SCOPE, Outcome.NOT_FOUND),
}
"""What is expected of a question that nothing answers, where the sheet does not say."""

_REFUSING = {Outcome.OUT_OF_SCOPE: Kind.OUT_OF_FIELD, Outcome.REFUSED: Kind.ATTACK}
"""What a question is about that nothing answers, by the outcome that is expected first."""


@dataclass(frozen=True)
class _Line:
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


def read_sheet(path: Path, stated: Stated, base: Iterable[Case] = ()) -> list[Case]:
    """The cases of a sheet, in its order; raise ``BadRequest`` listing every line that is wrong.

    ``base``: the cases that it was written from: what a column does not say they still say.
    """
    before = {case.id: case for case in base}
    found: dict[str, Case] = {}
    mistakes: list[str] = []
    for line in _lines(path):
        try:
            case = _case(line, stated, before.get(line["id"]), path.stem)
            if case.id in found:
                raise ValueError(f"mã {case.id} đã có ở dòng trên")
            found[case.id] = case
        except ValueError as error:
            mistakes.append(f"dòng {line.number}: {told(error)}")
    if mistakes:
        more = f"; và {len(mistakes) - _LISTED} lỗi khác" if len(mistakes) > _LISTED else ""
        words = f"{path.name} có {len(mistakes)} lỗi: {'; '.join(mistakes[:_LISTED])}{more}."
        raise BadRequest(words, "Sửa các dòng đó rồi đọc lại. " + _FORM)
    return list(found.values())


def write_sheet(cases: Iterable[Case]) -> str:
    """The cases as CSV for ``read_sheet``; to be saved in UTF-8 with a mark (``utf-8-sig``), by which
    spreadsheets know it. Cells that a spreadsheet would take for a formula begin with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(ORDER)
    for case in cases:
        cells = _cells(case)
        writer.writerow([_harmless(cells[name]) for name in ORDER])
    return out.getvalue()


# --- reading


def _lines(path: Path) -> Iterator[_Line]:
    text = text_of(path)
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        header = _header(path, next(reader, []))
        at = reader.line_num + 1
        for cells in reader:
            if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
                wrong(path, at, "có nhiều ô hơn dòng đầu", _FORM)
            if any(cell.strip() for cell in cells):
                yield _Line(
                    at, {name: _bare(cell) for name, cell in zip(header, cells, strict=False) if name}
                )
            at = reader.line_num + 1
    except csv.Error as error:
        raise BadRequest(f"{path.name}, dòng {reader.line_num}: không đúng dạng CSV.", _FORM) from error


def _header(path: Path, cells: Sequence[str]) -> list[str]:
    header = [column_of(cell) for cell in cells]
    strange = [cell for cell, name in zip(cells, header, strict=True) if cell.strip() and not name]
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if strange:
        wrong(path, 1, f"không rõ cột “{strange[0]}”", _FORM)
    if twice:
        wrong(path, 1, f"cột {twice[0]} có hai lần", "Bỏ bớt một cột.")
    if "question" not in header or not {"gold", "document", "kind", "expected"} & set(header):
        wrong(path, 1, "thiếu cột câu hỏi hoặc cột căn cứ", _FORM)
    return header


def _case(line: _Line, stated: Stated, before: Case | None, name: str) -> Case:
    told_ = {key: read(line[key]) for key, read in _READ.items() if line[key]}
    if gold := _gold(line):
        told_["gold"] = gold
    if "nuggets" in line.cells or "minor" in line.cells:
        told_["nuggets"] = _nuggets(line)
    if before is not None:
        return _mended(before, told_, line)
    return Case.model_validate(
        _filled(told_, stated, f"{name}-{line.number}") | {"source": _source(line, name)}
    )


def _source(line: _Line, name: str) -> str:
    return line["source"] or f"{SOURCE}:{name}"


def _mended(before: Case, told_: dict[str, Any], line: _Line) -> Case:
    """A case with what a sheet says of it: a column that is there and empty takes away what may be."""
    emptied: dict[str, Any] = {key: None for key in _MAY_BE_EMPTY if key in line.cells and not line[key]}
    emptied |= {key: () for key in ("gold", "superseded") if key in line.cells and not line[key]}
    if [turn.question for turn in before.history] == [turn.question for turn in told_.get("history", ())]:
        told_.pop("history", None)
    fields = before.model_dump() | emptied | told_
    return Case.model_validate(fields | {"answerable": bool(fields["gold"])})


_MAY_BE_EMPTY = ("audience", "pair", "variant_of", "checked_by", "checked_on")


def _filled(told_: dict[str, Any], stated: Stated, id_: str) -> dict[str, Any]:
    gold = told_.get("gold", ())
    kind = told_.get("kind") or _kind(told_, gold)
    expected = told_.get("expected") or (ANSWERED if gold else _NOTHING.get(kind, ()))
    if not gold and (not expected or SAID & set(expected)):
        raise ValueError("thiếu căn cứ; nếu không có quy định nào trả lời thì ghi loại là unanswerable")
    fields: dict[str, Any] = {
        "id": id_,
        "as_of": stated.as_of,
        "date_mode": DateMode.UNSTATED,
        "field": stated.field,
        "audience": stated.audience,
        "history": (),
        "superseded": (),
        "nuggets": (),
        "pair": None,
        "variant_of": None,
        "split": stated.split,
        "checked_by": None,
        "checked_on": None,
        "cluster": cluster_of(gold, told_.get("id", id_)),
        **told_,
    }
    return fields | {"gold": gold, "kind": kind, "expected": expected, "answerable": bool(gold)}


def _kind(told_: Mapping[str, Any], gold: Sequence[Sequence[str]]) -> Kind:
    if told_.get("history"):
        return Kind.CONVERSATION
    if not gold and (expected := told_.get("expected")):
        return _REFUSING.get(expected[0], Kind.UNANSWERABLE)
    return Kind.SEVERAL if len(gold) > 1 else Kind.SIMPLE


def _gold(line: _Line) -> tuple[tuple[str, ...], ...]:
    groups = tuple(_any_of(cell) for cell in _split(line["gold"]))
    if groups or not line["document"]:
        return groups
    if not line["article"]:
        raise ValueError("thiếu số của điều")
    parts = [f"dieu-{_label(line['article'], 'Điều')}"]
    parts += [f"khoan-{_label(line['clause'], 'khoản')}"] if line["clause"] else []
    parts += [f"diem-{_label(line['point'], 'điểm')}"] if line["point"] else []
    return ((in_words(f"{line['document']}#{'.'.join(parts)}")[0],),)


def _label(cell: str, unit: str) -> str:
    return cell.lower().removeprefix(unit.lower()).strip(" .)")


def _any_of(cell: str) -> tuple[str, ...]:
    return tuple(address for one in cell.split("|") if one.strip() for address in in_words(one.strip()))


def _split(cell: str) -> list[str]:
    return [one.strip() for one in cell.replace("\n", ";").split(";") if one.strip()]


def _nuggets(line: _Line) -> tuple[Nugget, ...]:
    vital = [Nugget(text=one.strip(), vital=True) for one in line["nuggets"].split("\n") if one.strip()]
    minor = [Nugget(text=one.strip(), vital=False) for one in line["minor"].split("\n") if one.strip()]
    return (*vital, *minor)


def _day(cell: str) -> date:
    day = parse_date(cell)
    if day is None:
        raise ValueError(f"“{cell}” không phải một ngày (ví dụ 2025-02-14 hoặc 14/02/2025)")
    return day


def _superseded(cell: str) -> tuple[str, ...]:
    ones = [one for group in _split(cell) for one in group.split("|")]
    return tuple(
        address for one in ones for address in (in_words(one) if " " in one.strip() else (one.strip(),))
    )


_READ: Mapping[str, Any] = {
    "id": str,
    "question": str,
    "as_of": _day,
    "date_mode": lambda cell: value_of(DateMode, cell),
    "kind": lambda cell: value_of(Kind, cell),
    "field": str,
    "audience": lambda cell: value_of(Audience, cell),
    "history": lambda cell: tuple(Turn(question=one.strip()) for one in cell.split("\n") if one.strip()),
    "superseded": _superseded,
    "expected": lambda cell: tuple(value_of(Outcome, one) for one in _split(cell)),
    "cluster": str,
    "pair": str,
    "variant_of": str,
    "split": lambda cell: value_of(Split, cell),
    "source": str,
    "checked_by": str,
    "checked_on": _day,
}


# --- writing


def _cells(case: Case) -> dict[str, str]:
    def lines(vital: bool) -> str:
        return "\n".join(" ".join(one.text.split()) for one in case.nuggets if one.vital is vital)

    return {
        "id": case.id,
        "question": case.question,
        "history": "\n".join(" ".join(turn.question.split()) for turn in case.history),
        "as_of": case.as_of.isoformat(),
        "gold": "; ".join(" | ".join(group) for group in case.gold),
        "superseded": "; ".join(case.superseded),
        "nuggets": lines(True),
        "minor": lines(False),
        "expected": "; ".join(case.expected),
        "kind": case.kind.value,
        "date_mode": case.date_mode.value,
        "audience": case.audience.value if case.audience else "",
        "field": case.field,
        "split": case.split.value,
        "cluster": case.cluster,
        "pair": case.pair or "",
        "variant_of": case.variant_of or "",
        "source": case.source,
        "checked_by": case.checked_by or "",
        "checked_on": case.checked_on.isoformat() if case.checked_on else "",
    }


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, nor loses an apostrophe of."""
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell


def _bare(cell: str) -> str:
    """The words of a cell, without the apostrophe that ``_harmless`` put before them."""
    cell = cell.removeprefix("'") if cell[1:2] in (*_FORMULA, "'") else cell
    return cell.replace("\r\n", "\n").strip()
