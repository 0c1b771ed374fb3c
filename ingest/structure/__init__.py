"""The grammar of a Vietnamese regulation: from lines of a file to a document with addresses."""

from ingest.structure.article import parse_article_text

__all__ = ["parse_article_text"]
