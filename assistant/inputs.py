"""The guard at the door: what may be asked. Errors tell the asker what to do."""

import re
import unicodedata

from assistant.domain.words import nfc
from assistant.errors import BadRequest, EmptyQuestion, QuestionTooLong

_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]")
# A few stray control characters come with copying; a text full of them is no question.
_STRAY = 0.1
# Control characters, lone surrogates, private use and unassigned code points.
_DROPPED = {"Cc", "Cs", "Co", "Cn"}


def clean_question(text: str, max_chars: int) -> str:
    """The question in NFC on one line, without invisible and control characters.

    Raises ``EmptyQuestion``, ``QuestionTooLong`` (before any other work), ``BadRequest``.
    """
    if len(text) > max_chars:
        raise QuestionTooLong(
            f"Câu hỏi dài {len(text):,} ký tự, quá giới hạn {max_chars:,} ký tự.".replace(",", "."),
            "Hãy rút gọn câu hỏi, nêu việc chính cần biết.",
        )
    kept = "".join(_kept(char) for char in text)
    controls = sum(unicodedata.category(char) in _DROPPED and not char.isspace() for char in text)
    question = _SPACES.sub(" ", nfc(kept)).strip()
    if controls > _STRAY * max(1, len(text)) and controls > 2:
        raise BadRequest("Câu hỏi chứa nhiều ký tự điều khiển nên không đọc được.", "Hãy gõ lại câu hỏi.")
    if not _WORD.search(question):
        raise EmptyQuestion("Câu hỏi chưa có nội dung.", "Hãy nhập điều bạn muốn hỏi.")
    return question


def _kept(char: str) -> str:
    if char.isspace():
        return " "
    return "" if unicodedata.category(char) in _DROPPED else char
