"""A set in somebody's format as one of ours: read, put where a library has its gold, with wordings."""

from dataclasses import dataclass, replace

from evals.date_flips import load
from evals.register import Register
from evals.sets.folder import CaseSet, Told
from evals.sets.formats.registry import Source, guess, read
from evals.sets.formats.stated import Stated
from evals.sets.held import Held, placed
from evals.sets.wordings import flip_wordings


@dataclass(frozen=True)
class Imported:
    """The set, and in Vietnamese what should be known of how it came about."""

    made: CaseSet
    notes: tuple[str, ...] = ()


def import_set(
    source: Source,
    stated: Stated,
    *,
    name: str | None = None,
    told: Told | None = None,
    held: Held | None = None,
) -> Imported:
    """Read ``source`` in the format ``name`` (else the one that it looks like).

    ``told``: what ``set.json`` is to say. ``held``: a library, by which gold that names an article by
    document and number alone finds its place, and date-flip pairs get the words of their days. Raise
    ``BadRequest``.
    """
    format_ = name or guess(source)
    made = read(source, stated, format_)
    made = replace(made, told=told or made.told)
    if held is None:
        return Imported(made)
    if format_ == "flips":
        return _worded(source, made, held)
    return _placed(made, held)


def _worded(source: Source, made: CaseSet, held: Held) -> Imported:
    wordings, lacking = flip_wordings(load(source.path), held)
    notes = [f"Thư viện không có lời văn đúng với cặp hai ngày: {', '.join(lacking)}."] if lacking else []
    return Imported(replace(made, register=Register((), tuple(wordings))), tuple(notes))


def _placed(made: CaseSet, held: Held) -> Imported:
    cases = tuple(placed(made.cases, held))
    moved = sum(before.gold != after.gold for before, after in zip(made.cases, cases, strict=True))
    words = f"{moved} câu có căn cứ được đặt lại theo nơi thư viện ghi điều ấy (văn bản kèm theo)."
    return Imported(replace(made, cases=cases), (words,) if moved else ())
