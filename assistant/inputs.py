"""The guard at the door: what may be asked. Errors tell the asker what to do.

Text comes with what cannot be seen: zero-width and bidirectional characters, tag characters that spell
a second message, fillers that are letters by name and blank on the screen, marks piled on a letter. It
is taken away, so that what is read is what stands on the screen. Letters that only look like Latin ones
are made Latin where they stand in a Latin word. Vietnamese comes out in NFC, whichever way it came in.

Source of what is invisible: Unicode 16, Default_Ignorable_Code_Point; of look-alikes: Unicode Technical
Standard 39, the single letters of Cyrillic and Greek that are confusable with Latin ones.
"""

import re
import unicodedata

from assistant.domain.words import nfc
from assistant.errors import BadRequest, EmptyQuestion, QuestionTooLong

_SPACES = re.compile(r"\s+")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\n{3,}")
_WORD = re.compile(r"[^\W_]")
# A few stray control characters come with copying; a text full of them is no question.
_STRAY = 0.1
# Control characters, lone surrogates, private use and unassigned code points.
_DROPPED = {"Cc", "Cs", "Co", "Cn"}
# Format characters (Cf), and the invisible ones of other categories: joiners, variation selectors.
_UNSEEN = re.compile("[\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0000-\U000e0fff]")
# Blank on the screen, letters or symbols by name: Hangul fillers and the empty Braille pattern.
_FILLERS = re.compile("[\u115f\u1160\u2800\u3164\uffa0]")
# Latin letters in other dress: full width, circled, squared, mathematical.
_DRESSED = re.compile(
    "[\uff01-\uff5e\u24b6-\u24e9\U0001d400-\U0001d7ff\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]"
)
_BARE = {base + at: chr(65 + at) for base in (0x1F130, 0x1F150, 0x1F170) for at in range(26)}
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝɡАВЕКМНОРСТУХІЈЅԌԚԜαονρυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdqwgABEKMHOPCTYXIJSGQWaovpuABEZHIKMNOPTYX",
)
_OTHER_SCRIPT = re.compile("[\u0261\u0370-\u03ff\u0400-\u052f]")
_TOKEN = re.compile("[^\\W\\d_](?:[^\\W\\d_]|[\u0300-\u036f])*")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_PILED = re.compile("([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3,})")
# A Vietnamese letter carries two marks at most: its own (ơ, ê, ă) and the tone.
_VIETNAMESE_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
_MOST_MARKS = 2


def clean_question(text: str, max_chars: int) -> str:
    """The question in NFC on one line, without what cannot be seen.

    Raises ``EmptyQuestion``, ``QuestionTooLong`` (before any other work), ``BadRequest``.
    """
    if len(text) > max_chars:
        raise QuestionTooLong(
            f"Câu hỏi dài {_dotted(len(text))} ký tự, quá giới hạn {_dotted(max_chars)} ký tự.",
            "Hãy rút gọn câu hỏi, nêu việc chính cần biết.",
        )
    controls = sum(unicodedata.category(char) in _DROPPED and not char.isspace() for char in text)
    question = _SPACES.sub(" ", _seen(text)).strip()
    if controls > _STRAY * max(1, len(text)) and controls > 2:
        raise BadRequest("Câu hỏi chứa nhiều ký tự điều khiển nên không đọc được.", "Hãy gõ lại câu hỏi.")
    if not _WORD.search(question):
        raise EmptyQuestion("Câu hỏi chưa có nội dung.", "Hãy nhập điều bạn muốn hỏi.")
    return question


def clean_text(text: str, max_chars: int) -> str:
    """Other words from outside (an earlier turn, words of an opinion) in NFC, without what cannot be
    seen, cut at ``max_chars``. Line breaks stay, two in a row at most; may be empty. Never raises.
    """
    lines = "\n".join(text[: max_chars * 2].splitlines())
    seen = _BLANKS.sub(" ", _seen(lines))
    kept = "\n".join(line.strip() for line in seen.split("\n"))
    return _LINES.sub("\n\n", kept).strip()[:max_chars].rstrip()


def _dotted(number: int) -> str:
    """As Vietnamese writes thousands: 2.000."""
    return f"{number:,}".replace(",", ".")


def _seen(text: str) -> str:
    """What stands on the screen, in NFC."""
    kept = "".join(map(_kept, _FILLERS.sub(" ", _UNSEEN.sub("", text))))
    plain = _DRESSED.sub(_undressed, kept) if not kept.isascii() else kept
    spread = unicodedata.normalize("NFD", plain)
    if _PILED.search(spread):
        plain = _PILED.sub(_fewer, spread)
    return _latin(nfc(plain))


def _kept(char: str) -> str:
    if char.isspace():
        return "\n" if char == "\n" else " "
    category = unicodedata.category(char)
    return "" if category in _DROPPED or category == "Cf" else char


def _undressed(match: re.Match[str]) -> str:
    char = match.group()
    return _BARE.get(ord(char)) or unicodedata.normalize("NFKC", char)


def _fewer(match: re.Match[str]) -> str:
    """Of a pile of marks those that a Vietnamese letter can have."""
    marks = [mark for mark in match.group() if mark in _VIETNAMESE_MARKS]
    return "".join(marks[:_MOST_MARKS])


def _latin(text: str) -> str:
    """Look-alikes made Latin in words that have Latin letters; words of another script stay."""
    return nfc(_TOKEN.sub(_one_script, text)) if _OTHER_SCRIPT.search(text) else text


def _one_script(match: re.Match[str]) -> str:
    word = match.group()
    mixed = _OTHER_SCRIPT.search(word) and _LATIN.search(word)
    return word.translate(_LOOKALIKES) if mixed else word
