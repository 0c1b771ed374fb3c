"""The sentences that code says, in the language of the question."""

from types import ModuleType

from assistant.answering import wording, wording_en


def phrases(language: str) -> ModuleType:
    """``wording`` or its English counterpart: the same names, taking the same."""
    return wording_en if language == "en" else wording
