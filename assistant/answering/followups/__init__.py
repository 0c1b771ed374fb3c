"""Follow-up questions, made to stand alone by rules."""

from assistant.answering.followups.standing_alone import MOST_CHARS, Standalone, standalone

__all__ = ["MOST_CHARS", "Standalone", "standalone"]
