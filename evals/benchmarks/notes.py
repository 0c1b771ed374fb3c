"""How many notes of the codification are understood whole, and what the others lack.

    python -m evals.benchmarks.notes --data DATA

``DATA`` holds ``phapdien/*.zip``. Every note (``p.pGhiChu``) counts. One is understood whole where
each of its words went into a fact (only punctuation and "và" are passed over) and no fact is
missing: document number, article or section, day in force, and for every change its kinds,
changing document and day. Beside it the 200 notes that were read by hand
(``evals/data/note_facts.jsonl``).
"""

import argparse
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.benchmarks.machine import keep
from evals.note_facts import Place, compare, printed_notes, read_facts
from ingest.codification.notes import Note, parse_note

_COMMAND = "python -m evals.benchmarks.notes --data DATA"


@dataclass
class Tally:
    """What the notes of one package became."""

    notes: int = 0
    whole: int = 0
    changed: int = 0
    changed_whole: int = 0
    changes: int = 0
    parts: int = 0
    last_days: int = 0
    stretches: int = 0
    residue: Counter[str] = field(default_factory=Counter)

    def add(self, note: Note) -> None:
        """Count one note; each kind of residue once a note."""
        self.notes += 1
        self.whole += note.understood
        self.changed += bool(note.changes)
        self.changed_whole += bool(note.changes) and note.understood
        self.changes += len(note.changes)
        self.parts += len(note.parts)
        self.last_days += note.until is not None
        self.stretches += len(note.leftover)
        self.residue.update({kind.value for kind in note.residue})

    def figures(self) -> dict[str, Any]:
        """The counts by what they are of."""
        return {
            "notes (p.pGhiChu)": self.notes,
            "understood whole (bar 99 %)": _share(self.whole, self.notes),
            "notes that tell of changes": self.changed,
            "of these understood whole": _share(self.changed_whole, self.changed),
            "changes": self.changes,
            "lists of units with a day of their own": self.parts,
            "last days": self.last_days,
            "stretches nothing accounts for": self.stretches,
        } | {f"residue: {kind}": count for kind, count in self.residue.most_common()}


def _share(part: int, whole: int) -> str:
    return f"{part} = {100 * part / whole:.3f} %" if whole else "0"


def measure(path: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Read the notes of one package; its figures, and the notes read by hand that are wrong."""
    printed = list(printed_notes(path))
    start = time.perf_counter()
    notes = [(place, parse_note(text)) for place, text in printed]
    seconds = time.perf_counter() - start
    tally = Tally()
    for _, note in notes:
        tally.add(note)
    right, wrong = _by_hand(path.stem, dict(notes))
    figures = tally.figures() | {
        "read by hand, all facts right": right,
        "microseconds a note": round(1e6 * seconds / max(1, len(notes)), 1),
    }
    return {f"{path.stem}: {name}": value for name, value in figures.items()}, wrong


def _by_hand(package: str, notes: dict[Place, Note]) -> tuple[str, tuple[str, ...]]:
    facts = read_facts(package)
    wrong = tuple(map(str, compare(facts, notes)))
    return f"{len(facts) - len(wrong)} of {len(facts)}", wrong


def main() -> None:
    """Measure all packages and keep the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    figures: dict[str, Any] = {}
    wrong: tuple[str, ...] = ()
    for path in sorted((parser.parse_args().data / "phapdien").glob("*.zip")):
        found, more = measure(path)
        figures |= found
        wrong += tuple(f"read by hand, not right: {line}" for line in more)
    keep("notes", "The notes of the codification: understood whole", _COMMAND, figures, wrong)


if __name__ == "__main__":
    main()
