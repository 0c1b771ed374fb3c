"""Text of the years before Unicode: TCVN3 (fonts .VnTime), VNI (fonts VNI-Times), Windows-1258.

The bytes do not say which table made them. Each candidate is tried and the one whose words are
Vietnamese syllables wins (``vietnamese.plausibility``). The same mistakes occur inside Unicode
files, where old text was pasted as Latin-1 letters (``Qu¶n lý`` for ``Quản lý``).
TCVN3: table VN3 of TCVN 5712:1993. VNI: table of VNI for Windows.
"""

import unicodedata
from dataclasses import dataclass
from itertools import chain

from ingest.readers.vietnamese import plausibility

_TCVN3_LOW = (
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ",
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ",
)
_TCVN3_CAPITALS = ("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ")
TCVN3 = dict(chain(zip(*_TCVN3_LOW, strict=True), zip(*_TCVN3_CAPITALS, strict=True)))
"""Each TCVN3 character, as its byte reads in Latin-1, with its letter."""

_VNI_MARKS = {
    "a": ("øùûõïêèéúüëâàáåãä", "àáảãạăằắẳẵặâầấẩẫậ"),
    "e": ("øùûõïâàáåãä", "èéẻẽẹêềếểễệ"),
    "o": ("øùûõïâàáåãä", "òóỏõọôồốổỗộ"),
    "ô": ("øùûõï", "ờớởỡợ"),
    "u": ("øùûõï", "ùúủũụ"),
    "ö": ("øùûõï", "ừứửữự"),
    "y": ("øùûõ", "ỳýỷỹ"),
}
_VNI_SINGLE = ("ìíæóòôöîñ", "ìíỉĩịơưỵđ")


def _vni_table() -> dict[str, str]:
    table = dict(zip(*_VNI_SINGLE, strict=True))
    for base, (marks, letters) in _VNI_MARKS.items():
        table |= {base + mark: letter for mark, letter in zip(marks, letters, strict=True)}
    table |= {key.upper(): letter.upper() for key, letter in table.items()}
    mixed = {key[0].upper() + key[1]: letter.upper() for key, letter in table.items() if len(key) == 2}
    return mixed | table


VNI = _vni_table()
"""Each VNI letter or pair of letters, as cp1252 reads it, with its letter."""

_LOWEST = 0.6
_GAIN = 0.25
_ENOUGH_CHARS = 3


@dataclass(frozen=True)
class Decoded:
    """Text in NFC with the name of the encoding it came in; ``sure`` is false for a guess."""

    text: str
    encoding: str
    sure: bool = True


def from_tcvn3(text: str) -> str:
    """Convert TCVN3 text read as Latin-1. Accented capitals of .VnTimeH come out small."""
    return "".join(TCVN3.get(char, char) for char in text)


def from_vni(text: str) -> str:
    """Convert VNI text read as cp1252; pairs before single letters."""
    out: list[str] = []
    index = 0
    while index < len(text):
        pair = VNI.get(text[index : index + 2]) if index + 1 < len(text) else None
        out.append(pair or VNI.get(text[index], text[index]))
        index += 2 if pair else 1
    return "".join(out)


LEGACY = {"TCVN3": from_tcvn3, "VNI": from_vni}


def legacy_encoding(text: str) -> str | None:
    """The old encoding that ``text`` (Latin-1 letters in a Unicode file) is really in.

    ``None`` where the text is well as it stands, or too short to tell.
    """
    if sum(0xA0 < ord(char) < 0x100 for char in text) < _ENOUGH_CHARS:
        return None
    scores = {name: plausibility(convert(text)) for name, convert in LEGACY.items()}
    name, best = max(scores.items(), key=lambda item: item[1])
    return name if best >= _LOWEST and best > plausibility(text) + _GAIN else None


def mend_line(text: str, encoding: str) -> str:
    """``text`` converted from ``encoding`` where that makes better Vietnamese of this line."""
    converted = LEGACY[encoding](text)
    return converted if plausibility(converted) > plausibility(text) else text


def mend_legacy(text: str) -> str:
    """``text`` with an old encoding converted, judged on the whole, done line by line."""
    encoding = legacy_encoding(text)
    if encoding is None:
        return text
    return "\n".join(mend_line(line, encoding) for line in text.split("\n"))


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 shows as NULs on one side of the byte pairs of ASCII letters and blanks."""
    sample = data[:4096]
    if len(sample) < 4 or len(sample) % 2:
        sample = sample[: len(sample) // 2 * 2]
    pairs = max(len(sample) // 2, 1)
    if sample[1::2].count(0) / pairs > 0.3:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) / pairs > 0.3 else None


def _unicode(data: bytes) -> Decoded | None:
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    named = next((name for mark, name in marks if data.startswith(mark)), None)
    name = named or _utf16_without_mark(data) or "utf-8"
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError:
        return None


def _legacy(data: bytes) -> Decoded:
    readings = {
        "windows-1258": unicodedata.normalize("NFC", data.decode("cp1258", errors="replace")),
        "TCVN3": from_tcvn3(data.decode("latin-1")),
        "VNI": from_vni(data.decode("cp1252", errors="replace")),
    }
    name, text = max(readings.items(), key=lambda item: plausibility(item[1]))
    if plausibility(text) >= _LOWEST:
        return Decoded(text, name)
    from charset_normalizer import from_bytes

    guess = from_bytes(data).best()
    if guess is not None:
        return Decoded(str(guess), guess.encoding, sure=False)
    return Decoded(data.decode("utf-8", errors="replace"), "utf-8", sure=False)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode bytes of unknown encoding to NFC text. Never raises.

    ``declared`` (a ``meta charset``) is believed where the bytes bear it out.
    """
    found = _unicode(data)
    if found is None and declared:
        try:
            found = Decoded(data.decode(declared), declared.lower())
        except (LookupError, UnicodeDecodeError):
            found = None
        if found and plausibility(found.text) < _LOWEST and legacy_encoding(found.text) is None:
            found = None
    found = found or _legacy(data)
    text = mend_legacy(found.text)
    name = found.encoding if text == found.text else f"{legacy_encoding(found.text)} trong {found.encoding}"
    return Decoded(unicodedata.normalize("NFC", text), name, found.sure)
