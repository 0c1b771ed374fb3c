"""The terms of the lexical index: syllables and pairs of neighbouring syllables.

A Vietnamese word is one to four syllables and its spaces do not show where it ends, so a
pair stands for a word often enough: "giáo viên" gives ``giáo``, ``viên``, ``giáo_viên``.
A pair never crosses the end of a line.
"""

from collections.abc import Iterable
from itertools import pairwise

from assistant.domain.words import fold, fold_syllables, nfc, syllables

JOINT = "_"

# Words that carry the form of a question and not its matter; they are searched for like
# any other, but say nothing on whether a provision answers.
FUNCTION = frozenset(
    syllables(
        "là gì nào thế như ra sao bao nhiêu mấy có không được bị và hoặc của cho với trong ngoài theo về tại "
        "từ đến để do bởi khi thì mà này kia đó các những một ai đâu hỏi tôi em anh chị mình bạn xin vui "
        "lòng ạ vậy nhỉ hay phải cần quy định luật điều khoản nêu biết hãy giúp sẽ đã đang vì nếu bằng trên "
        "dưới việc lại cũng"
    )
)
FUNCTION_PLAIN = frozenset(map(fold, FUNCTION))


def terms(text: str) -> list[str]:
    """Syllables and pairs of ``text``, with repetitions, line by line."""
    return [term for line in text.split("\n") for term in _line_terms(syllables(line))]


def _line_terms(words: list[str]) -> Iterable[str]:
    yield from words
    yield from (f"{a}{JOINT}{b}" for a, b in pairwise(words))


def written_and_plain(text: str) -> tuple[list[str], list[str]]:
    """The terms of ``text`` as written, and without diacritics, in one pass."""
    lines = [syllables(line) for line in text.split("\n")]
    written = [term for words in lines for term in _line_terms(words)]
    return written, [term for words in lines for term in _line_terms(fold_syllables(words))]


def content_syllables(text: str, *, plain: bool) -> list[str]:
    """Different syllables of a question that carry matter, in their order."""
    function = FUNCTION_PLAIN if plain else FUNCTION
    return [word for word in dict.fromkeys(syllables(text)) if word not in function]


def content_pairs(text: str, *, plain: bool) -> list[str]:
    """Different pairs of neighbouring syllables that both carry matter."""
    function = FUNCTION_PLAIN if plain else FUNCTION
    found = (f"{a}{JOINT}{b}" for a, b in pairwise(syllables(text)) if not {a, b} & function)
    return list(dict.fromkeys(found))


def typed_plain(text: str) -> bool:
    """Whether ``text`` was typed without diacritics: two words or more, no letter beyond ASCII."""
    words = syllables(text)
    return len(words) > 1 and nfc(text).isascii()
