"""How a unit's first line begins: enough for a reader to tell a new paragraph from a wrapped line.

Whether such a line really is a unit is the grammar's to say; here it only ends a paragraph.
"""

import re

_ARTICLE = r"Điều\s+\d+[a-zđ]?\s*(?:[.:](?=\s|$)|$)"
_HEADING = r"(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục|TIỂU MỤC|Tiểu mục)\s+(?:[IVXLC]+|\d+|thứ\s+\w+|THỨ\s+\w+)\b"
_ANNEX = r"(?:PHỤ LỤC|Phụ lục|BIỂU MẪU|Mẫu số|MẪU SỐ)\b"
_CLAUSE = r"\d{1,3}[a-zđ]?(?:\.\d{1,2}){0,4}\s*[.)](?=\s)"
_NUMBERED = r"\d{1,2}(?:\.\d{1,2}){1,4}\.?(?=\s+\S)"
_POINT = r"[a-zđ]\d?\s?[).](?=\s)"
_ROMAN = r"[IVX]{1,6}\s*[.\-](?=\s)"
_LETTER = r"[A-ZĐ][.)](?=\s)"
_BULLET = r"[-–—+•*·●○■□▪\uf0b7\uf0d8](?=\s*[^\W\d_])"
_FORMULA = r"(?:Căn cứ|Theo đề nghị|Xét đề nghị|Nơi nhận|Kính gửi|QUYẾT ĐỊNH|THÔNG TƯ|NGHỊ ĐỊNH)\b"
_UNIT = re.compile(
    r"^[“\"«]?(?:"
    + "|".join((_ARTICLE, _HEADING, _ANNEX, _CLAUSE, _NUMBERED, _POINT, _ROMAN, _LETTER, _BULLET, _FORMULA))
    + ")"
)
_STRONG = re.compile(r"^[“\"«]?(?:" + "|".join((_ARTICLE, _HEADING, _POINT)) + ")")


def starts_unit(text: str) -> bool:
    """Whether ``text`` begins as a unit, a list item or a formula of the head does."""
    return bool(_UNIT.match(text))


def starts_strong_unit(text: str) -> bool:
    """Whether ``text`` begins with a label that hardly occurs by chance at a line's start."""
    return bool(_STRONG.match(text))
