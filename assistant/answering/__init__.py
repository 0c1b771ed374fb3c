"""From ranked provisions to an answer whose every quotation was checked in the library."""

from assistant.answering.extractive import answer

__all__ = ["answer"]
