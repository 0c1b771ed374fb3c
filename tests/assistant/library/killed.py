"""A writer that kills itself: ``python killed.py URL STEPS`` dies before its STEPSth statement.

Run by ``test_crash.py``. It replaces a document, removes one, merges a snapshot, publishes and
cleans up; commits count as statements too. It says how many there were when it lives.
"""

import itertools
import os
import signal
import sys
from datetime import date

from sqlalchemy import event

from assistant.domain.document import Document, Head, Provision, Relation, RelationKind
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.library import Library
from assistant.library.records import Source

EARLY, LATE = date(2031, 1, 1), date(2031, 12, 1)


def document(number: str, labels: str, words: str, *relations: Relation) -> Document:
    articles = tuple(
        Provision(
            ProvisionPath.parse(f"{number}#dieu-{n}"), UnitKind.ARTICLE, f"Điều {n}", "", f"{words} {n}"
        )
        for n in labels
    )
    return Document(Head(DocumentNumber(number), title="Tên", topic="Mẫu"), articles, relations)


def source(name: str, known_until: date | None = None) -> Source:
    return Source(name, name.encode().hex().ljust(64, "0"), "text/plain", 1, name, known_until)


def before(library: Library) -> None:
    """The edition that must go on answering."""
    edition = library.begin().number
    library.put_document(document("1/2031/TT-X", "123", "cũ"), source("một"), edition=edition)
    library.put_document(document("2/2031/TT-X", "12", "cũ"), source("hai"), edition=edition)
    old = [document(f"{n}/2020/TT-Y", "1234", "cũ") for n in range(1, 4)]
    library.put_snapshot(old, source("a", EARLY), edition=edition)
    library.publish(edition, "static@1")


def after(library: Library) -> None:
    """A run of the pipeline; can be done again from the start at any point."""
    edition = library.begin().number
    replaces = Relation(
        RelationKind.REPLACES,
        ProvisionPath.parse("1/2031/TT-X#dieu-1"),
        ProvisionPath.parse("1/2020/TT-Y"),
        "",
        LATE,
    )
    changed = document("1/2031/TT-X", "124", "mới", replaces)
    library.put_document(changed, source("một, đã sửa"), edition=edition, replace=True)
    library.remove_document(DocumentNumber("2/2031/TT-X"), edition=edition)
    new = [document("1/2020/TT-Y", "125", "cũ"), document("2/2020/TT-Y", "1234", "mới")]
    library.put_snapshot(new, source("b", LATE), edition=edition)
    if library.has_changes(edition):
        library.publish(edition, "static@2")
    library.vacuum()


def main(url: str, steps: int) -> None:
    library = Library.open(url)
    counter = itertools.count(1)

    def step(*_: object) -> None:
        if next(counter) == steps:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(library._store.engine, "before_cursor_execute", step)
    event.listen(library._store.engine, "commit", step)
    after(library)
    sys.stdout.write(f"{next(counter) - 1}\n")
    library.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
