"""From a question to ranked provisions."""

from assistant.retrieval.results import Hit, Reference, SearchResult, Understood
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.writer import IndexWriter

__all__ = ["Hit", "IndexWriter", "Reference", "Retriever", "SearchResult", "Understood"]
