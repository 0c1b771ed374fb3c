"""What a clerk is told of words that were left out because nobody sees them in the file."""

from collections.abc import Iterable

from assistant.domain.words import squeeze

_LEAST_LETTERS = 12
_SHOWN_CHARS = 80
_SHOWN_PLACES = 12


def hidden_warnings(found: Iterable[tuple[str, str]]) -> list[str]:
    """A warning for each place (its name, what was hidden there) with more than a stray word."""
    told = [(place, squeeze(text).replace("\n", " ")) for place, text in found]
    worth = [(place, text) for place, text in told if sum(map(str.isalpha, text)) >= _LEAST_LETTERS]
    return [_warning(place, text) for place, text in worth[:_SHOWN_PLACES]]


def _warning(place: str, text: str) -> str:
    start = text if len(text) <= _SHOWN_CHARS else f"{text[:_SHOWN_CHARS].rsplit(' ', 1)[0]}…"
    where = f"Ở {place} có" if place else "Tệp có"
    return (
        f"{where} {len(text)} ký tự mà người xem không nhìn thấy (ẩn, trùng màu nền, quá nhỏ, bị che hoặc "
        f"ngoài trang), đã bỏ qua: “{start}”. Hãy đối chiếu với bản gốc."
    )
