"""Amending documents: each order read as data, and put into the text that it changes.

``read_instructions`` reads a document's orders; ``apply`` and ``apply_to_article`` carry them
out. Both say what they could not do and why, in Vietnamese, and neither guesses.
"""

from ingest.amendments.apply import Applied, apply
from ingest.amendments.article import apply_to_article
from ingest.amendments.outcome import Outcome, Result
from ingest.amendments.reading import Reading, read_instructions
from ingest.amendments.refusal import Unread

__all__ = [
    "Applied",
    "Outcome",
    "Reading",
    "Result",
    "Unread",
    "apply",
    "apply_to_article",
    "read_instructions",
]
