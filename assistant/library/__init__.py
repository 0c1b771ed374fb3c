"""The system of record: every text lives here and nowhere else."""

from assistant.library.library import Library

__all__ = ["Library"]
