"""Reading the library's list of documents for the command line."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from assistant.domain.document import Access, DocumentKind
from assistant.errors import BadRequest, EmptyLibrary
from assistant.library import Library
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.library.records import DocumentRecord


def is_empty(settings: Settings) -> bool:
    """Whether nothing has been published yet."""
    library = Library.open(settings.sqlalchemy_url)
    try:
        return library.edition() is None
    finally:
        library.close()


def listing(
    settings: Settings, text: str, kind: str | None, limit: int, *, internal: bool
) -> tuple[list[dict[str, Any]], int]:
    """Documents as plain values, and how many there are in all."""
    library = Library.open(settings.sqlalchemy_url)
    try:
        edition = library.edition()
        if edition is None:
            raise EmptyLibrary("Thư viện còn trống.", "Chạy “hocvu sample” hoặc “hocvu ingest ĐƯỜNG_DẪN”.")
        records, total = library.documents(
            edition=edition.number,
            access=Access.INTERNAL if internal else Access.PUBLIC,
            text=text,
            kind=_kind(kind),
            limit=limit,
        )
        return [_plain(record) for record in records], total
    finally:
        library.close()


def _kind(name: str | None) -> DocumentKind | None:
    if name is None:
        return None
    try:
        return DocumentKind(name.strip().lower())
    except ValueError:
        known = ", ".join(kind.value for kind in DocumentKind)
        raise BadRequest(f"Không có loại văn bản “{name}”.", f"Các loại: {known}.") from None


def _plain(record: "DocumentRecord") -> dict[str, Any]:
    head = record.head
    return {
        "number": str(head.number),
        "kind": head.kind.value,
        "title": head.title,
        "issuer": head.issuer,
        "issued_on": head.issued_on,
        "in_force_from": head.in_force_from,
        "expires_on": head.expires_on,
        "provisions": record.provisions,
        "source": record.source.name,
        "access": head.access.value,
        "sample": head.sample,
        "warnings": list(record.warnings),
    }


def list_table(records: Sequence[dict[str, Any]]) -> Table:
    """The documents as a table for people."""
    table = Table(show_edge=False, pad_edge=False)
    for column in ("Số hiệu", "Loại", "Tên", "Ban hành", "Hiệu lực", "Đơn vị"):
        count = column == "Đơn vị"
        table.add_column(
            column, justify="right" if count else "left", overflow="fold", no_wrap=column == "Số hiệu"
        )
    for record in records:
        title = record["title"] + (" (mẫu)" if record["sample"] else "")
        days = [f"{day:%d/%m/%Y}" if day else "" for day in (record["issued_on"], record["in_force_from"])]
        table.add_row(Text(record["number"]), record["kind"], Text(title), *days, str(record["provisions"]))
    return table
