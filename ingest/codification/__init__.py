"""The official codification of Vietnamese law (Bộ pháp điển điện tử), read from its package."""

from ingest.codification.members import is_package
from ingest.codification.notes import Note, parse_note
from ingest.codification.package import Package, open_package, read_package

__all__ = ["Note", "Package", "is_package", "open_package", "parse_note", "read_package"]
