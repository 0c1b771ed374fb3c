"""A library whose provisions have lives, and a client of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from assistant.days import today
from assistant.domain.document import (
    Access,
    Document,
    DocumentKind,
    Head,
    Provision,
    Relation,
    RelationKind,
    Unit,
)
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from assistant.library import Library
from assistant.library.records import (
    Source,
)
from assistant.retrieval import IndexWriter
from assistant.settings import Settings

TODAY = today()
ARTICLE = "Học viên được bảo lưu kết quả khi:\n1. Có đơn đề nghị.\n2. Đã học ít nhất một học kỳ."
XSS = "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>"


LIVING = "20/2020/TT-BGDM"
FIRST = "1. Học sinh nộp đơn trước năm ngày.\n2. Nhà trường trả lời trong mười ngày.\n3. Không thu phí."
LATER = (
    "1. Học sinh nộp đơn trước bảy ngày.\n2. Nhà trường trả lời trong mười ngày.\n4. <b>Không</b> thu lệ phí."
)


def _article(number: str, tail: str, heading: str, text: str, **fields: Any) -> Provision:
    path = ProvisionPath.parse(f"{number}#{tail}")
    units = []
    at = 0
    for line in text.split("\n"):
        label = line.split(".")[0]
        if label.isdigit():
            clause = path.child(Segment(UnitKind.CLAUSE, label))
            units.append(Unit(clause, UnitKind.CLAUSE, f"{label}.", at, at + len(line)))
        at += len(line) + 1
    return Provision(
        path, UnitKind.ARTICLE, f"Điều {path.article}", heading, text, units=tuple(units), **fields
    )


def _changed(kind: RelationKind, source: str, tail: str, day: date) -> Relation:
    target = ProvisionPath.parse(f"{LIVING}#{tail}" if tail else LIVING)
    return Relation(kind, ProvisionPath.parse(source), target, f"{kind.value} {tail}", day)


def _snapshots() -> Iterator[tuple[Source, list[Document]]]:
    """Two snapshots of the codification. Between them Điều 5 was amended on a known day, Điều 7 on
    a day that nobody tells, and Điều 6 was repealed.
    """
    head = Head(
        DocumentNumber(LIVING),
        DocumentKind.CIRCULAR,
        "Thông tư mẫu về chuyển trường",
        issuer="Bộ Giáo dục Mẫu",
        issued_on=date(2019, 12, 1),
        in_force_from=date(2020, 1, 1),
        topic="Giáo dục",
    )
    sixth = _article(LIVING, "dieu-6", "Báo cáo", "1. Trường báo cáo hằng quý.")
    first = (
        _article(LIVING, "dieu-5", "Hồ sơ chuyển trường", FIRST),
        sixth,
        _article(LIVING, "dieu-7", "Khen thưởng", "Thưởng bằng giấy khen."),
        _article(LIVING, "quy-che/dieu-1", "Phạm vi của quy chế", "Quy chế áp dụng cho trường mẫu."),
    )
    second = (
        _article(LIVING, "dieu-5", "Hồ sơ chuyển trường", LATER, words_from=date(2022, 7, 1)),
        sixth,
        _article(LIVING, "dieu-7", "Khen thưởng", f"Thưởng bằng tiền. {XSS}"),
        _article(LIVING, "quy-che/dieu-1", "Phạm vi của quy chế", "Quy chế áp dụng cho trường mẫu."),
    )
    source = "30/2022/TT-BGDM#dieu-1.khoan-2"
    told = (_changed(RelationKind.AMENDS, source, "dieu-5.khoan-1", date(2022, 7, 1)),)
    yield (
        Source("a.zip", "a" * 64, "application/zip", 1, "a", date(2021, 1, 1), "codification"),
        [Document(head, first)],
    )
    yield (
        Source("b.zip", "b" * 64, "application/zip", 1, "b", date(2024, 6, 1), "codification"),
        [Document(head, second, told)],
    )


def _repealing() -> Document:
    number = "40/2023/TT-BGDM"
    head = Head(
        DocumentNumber(number), DocumentKind.CIRCULAR, "Thông tư mẫu bãi bỏ", in_force_from=date(2023, 1, 1)
    )
    told = (_changed(RelationKind.REPEALS, f"{number}#dieu-2", "dieu-6", date(2023, 1, 1)),)
    article = _article(number, "dieu-2", "Bãi bỏ", f"Bãi bỏ Điều 6 Thông tư số {LIVING}.")
    return Document(head, (article,), told)


def _inside() -> Document:
    head = Head(
        DocumentNumber("9/2021/QĐ-NB"), DocumentKind.DECISION, "Quyết định nội bộ", access=Access.INTERNAL,
        in_force_from=date(2021, 1, 1),
    )  # fmt: skip
    return Document(head, (_article("9/2021/QĐ-NB", "dieu-1", "Việc nội bộ", "Chỉ trong cơ quan."),))


@pytest.fixture(scope="session")
def living_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a library whose provisions have lives; see ``_snapshots``."""
    home = tmp_path_factory.mktemp("living")
    settings = Settings(home=home, _env_file=None)
    library = Library.open(settings.sqlalchemy_url)
    writer = IndexWriter.open(settings, library)
    for source, documents in _snapshots():
        library.put_snapshot(documents, source, edition=library.begin().number)
    for name, document in (("nb.txt", _inside()), ("bb.txt", _repealing())):
        source = Source(name, name.encode().hex().ljust(64, "0"), "text/plain", 1, name)
        library.put_document(document, source, edition=library.begin().number)
    edition = library.begin().number
    writer.index(library.added(edition))
    writer.commit(edition)
    library.publish(edition, writer.embedder_name)
    writer.close()
    library.close()
    return home


@pytest.fixture
def living(living_home: Path) -> Iterator[TestClient]:
    """A client of the library with lives."""
    app = create_app(Settings(home=living_home, _env_file=None))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
