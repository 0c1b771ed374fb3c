"""A running reader and a writer in another process: every answer is of a whole edition."""

import json
import subprocess
import sys

_WRITER = """
import sys
from datetime import date
from pathlib import Path
from assistant.domain.document import Document, DocumentKind, Head, Provision
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from assistant.library import Library
from assistant.library.records import Source
from assistant.retrieval import IndexWriter
from assistant.settings import Settings

settings = Settings(home=Path(sys.argv[1]), _env_file=None)
library = Library.open(settings.sqlalchemy_url)
for turn in range(int(sys.argv[2])):
    edition = library.begin().number
    number = DocumentNumber(f"{turn + 1}/2033/TT-BGDM")
    path = ProvisionPath(number, None, (Segment(UnitKind.ARTICLE, "1"),))
    text = f"Nhà trường phát cho mỗi lớp {turn + 1} chiếc kính lúp để quan sát kiến."
    article = Provision(path, UnitKind.ARTICLE, "Điều 1", "Kính lúp quan sát kiến", text)
    document = Document(Head(number, DocumentKind.CIRCULAR, "Quy định về kính lúp"), (article,))
    source = Source(f"{turn}", f"{turn:064d}", "text/plain", 1, path=f"{turn}")
    if turn:
        library.remove_document(DocumentNumber(f"{turn}/2033/TT-BGDM"), edition=edition)
    library.put_document(document, source, edition=edition)
    writer = IndexWriter.open(settings, library)
    writer.index(library.added(edition))
    writer.commit(edition)
    library.publish(edition, writer.embedder_name)
    writer.remove(library.retired_ids())
    library.vacuum()
    writer.close()
"""
_TURNS = 5


def test_a_running_reader_sees_each_edition_that_another_process_publishes(world, made):
    first = world.put(made.bees)
    retriever = world.retriever()
    seen: dict[int, set[str]] = {}
    arguments = [sys.executable, "-c", _WRITER, str(world.settings.home), str(_TURNS)]
    with subprocess.Popen(arguments) as writer:
        while writer.poll() is None:
            result = retriever.search("kính lúp để quan sát kiến")
            hits = {str(h.stored.document.number) for h in result.hits if h.coverage > 0.99}
            seen.setdefault(result.edition, set()).add(json.dumps(sorted(hits)))
    assert writer.returncode == 0
    for edition, answers in seen.items():
        turn = edition - first
        assert answers == {json.dumps([f"{turn}/2033/TT-BGDM"] if turn else [])}
    last = retriever.search("kính lúp để quan sát kiến")
    assert last.edition == first + _TURNS
    assert str(last.hits[0].stored.document.number) == f"{_TURNS}/2033/TT-BGDM"
    assert last.hits[0].vector > 0.3
