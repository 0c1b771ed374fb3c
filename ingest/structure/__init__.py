"""The grammar of a Vietnamese regulation: from lines of a file to a document with addresses."""

from ingest.structure.article import parse_article_text
from ingest.structure.document import parse

__all__ = ["parse", "parse_article_text"]
