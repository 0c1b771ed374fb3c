"""Names that changed, and names that people use for what texts call otherwise.

``school_words`` writes out what texts never say ("trường cấp 2"); ``other_names`` tells what else a
ministry, a province or a kind of school is called, so that a question with the old name finds
the text with the new one, and the other way round.
"""

import re
from collections.abc import Iterable
from functools import cache

from assistant.domain.words import fold, nfc

Names = tuple[tuple[str, str], ...]

# Nghị quyết 176/2025/QH15 (18/02/2025) on the ministries from 01/3/2025. The matters of the ministry
# of labour were divided: labour went to Nội vụ, vocational education to Giáo dục và Đào tạo, social
# protection and children to Y tế. The other way round only names that are new are told: an older
# text on "Bộ Tài chính" is hardly about planning.
_MINISTRIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Bộ Kế hoạch và Đầu tư", ("Bộ Tài chính",)),
    ("Bộ Giao thông vận tải", ("Bộ Xây dựng",)),
    ("Bộ Nông nghiệp và Phát triển nông thôn", ("Bộ Nông nghiệp và Môi trường",)),
    ("Bộ Tài nguyên và Môi trường", ("Bộ Nông nghiệp và Môi trường",)),
    ("Bộ Thông tin và Truyền thông", ("Bộ Khoa học và Công nghệ",)),
    ("Bộ Lao động - Thương binh và Xã hội", ("Bộ Nội vụ",)),
    ("Ủy ban Dân tộc", ("Bộ Dân tộc và Tôn giáo",)),
    ("Bộ Nông nghiệp và Môi trường", ("Bộ Nông nghiệp và Phát triển nông thôn",)),
    ("Bộ Dân tộc và Tôn giáo", ("Ủy ban Dân tộc",)),
)
_LABOUR = "Bộ Lao động - Thương binh và Xã hội"
_OF_VOCATION = frozenset({_LABOUR, "Bộ Giáo dục và Đào tạo"})
_VOCATIONAL = re.compile(r"\b(?:nghe nghiep|day nghe|hoc nghe|truong nghe|trung cap|cao dang|so cap|gdnn)\b")

# Nghị quyết 202/2025/QH15 (12/6/2025) on the provinces from 12/6/2025: what each new one was made of
# beside the province whose name it bears. Eleven did not change. Told from old to new alone.
_PROVINCES: dict[str, tuple[str, ...]] = {
    "Tuyên Quang": ("Hà Giang",),
    "Lào Cai": ("Yên Bái",),
    "Thái Nguyên": ("Bắc Kạn",),
    "Phú Thọ": ("Vĩnh Phúc", "Hòa Bình"),
    "Bắc Ninh": ("Bắc Giang",),
    "Hưng Yên": ("Thái Bình",),
    "Hải Phòng": ("Hải Dương",),
    "Ninh Bình": ("Hà Nam", "Nam Định"),
    "Quảng Trị": ("Quảng Bình",),
    "Đà Nẵng": ("Quảng Nam",),
    "Quảng Ngãi": ("Kon Tum",),
    "Gia Lai": ("Bình Định",),
    "Khánh Hòa": ("Ninh Thuận",),
    "Lâm Đồng": ("Đắk Nông", "Bình Thuận"),
    "Đắk Lắk": ("Phú Yên",),
    "Thành phố Hồ Chí Minh": ("Bình Dương", "Bà Rịa - Vũng Tàu"),
    "Đồng Nai": ("Bình Phước",),
    "Tây Ninh": ("Long An",),
    "Cần Thơ": ("Sóc Trăng", "Hậu Giang"),
    "Vĩnh Long": ("Bến Tre", "Trà Vinh"),
    "Đồng Tháp": ("Tiền Giang",),
    "Cà Mau": ("Bạc Liêu",),
    "An Giang": ("Kiên Giang",),
}

# Kinds of school: what people say, and what the education law of 2019 (43/2019/QH14) says. A nhà trẻ
# and a trường mẫu giáo are kinds of cơ sở giáo dục mầm non; bổ túc is what giáo dục thường xuyên was
# called; since the law on vocational education of 2025 a trường trung học nghề stands beside
# the trung cấp.
_SCHOOLS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("nhà trẻ", ("mầm non",)),
    ("mẫu giáo", ("mầm non",)),
    ("bổ túc", ("giáo dục thường xuyên",)),
    ("trường nghề", ("giáo dục nghề nghiệp",)),
    ("dạy nghề", ("giáo dục nghề nghiệp",)),
    ("trung học chuyên nghiệp", ("trung cấp",)),
    ("trung cấp chuyên nghiệp", ("trung cấp",)),
    ("tại chức", ("vừa làm vừa học",)),
)

# What texts never say, by what they say instead. "Cấp 2" stands for a level of school only beside
# such words: there are roads, hospitals and towns of cấp 2 as well.
_LEVELS = {"1": "tiểu học", "2": "trung học cơ sở", "3": "trung học phổ thông"}
_DIGITS = {"i": "1", "ii": "2", "iii": "3", "mot": "1", "hai": "2", "ba": "3"}
_LEVEL = r"cap (?P<level>[123]|iii|ii|i|mot|hai|ba)"
_BESIDE = (
    r"truong|hoc sinh|giao vien|thay|co giao|bac|hoc|day|lop|thi|thi vao|thi len|vao|len|het|xong|bang|"
    r"tot nghiep|phu huynh|chuong trinh|sach"
)
_END = r"(?![\w/]|\.\d)"
_FIRST_LEVEL = re.compile(rf"(?<!\w)(?:{_BESIDE}) {_LEVEL}{_END}")
_NEXT_LEVEL = re.compile(
    rf"(?:,| va| hoac| hay| len| sang| -) {_LEVEL}{_END}|-(?:cap )?(?P<short>[123]){_END}"
)
_OWNERS = re.compile(
    r"(?<!\w)truong (?P<owner>tu|cong)"
    r"(?= (?:thi|co|duoc|khong|can|phai|sang|va|hay|hoac|la|bi|o|ra|qua|den)(?!\w)|\s*[?.,;]|$)"
)
_OWNED = {"tu": "tư thục", "cong": "công lập"}


def school_words(text: str) -> tuple[str, Names]:
    """``text`` with everyday names of schools as texts write them, and which: ``(("cấp 2", "trung học
    cơ sở"),)``.
    """
    source = nfc(text)
    folded = fold(source)
    if len(folded) != len(source) or ("cap " not in folded and "truong " not in folded):
        return source, ()
    spans = sorted({*_levels(folded), *_owners(source, folded)})
    parts, found, end = list[str](), list[tuple[str, str]](), 0
    for start, stop, full in spans:
        parts += [source[end:start], full]
        found.append((source[start:stop], full))
        end = stop
    return "".join([*parts, source[end:]]), tuple(dict.fromkeys(found))


def _levels(folded: str) -> Iterable[tuple[int, int, str]]:
    """Levels of school beside words that tell it is one, and levels listed after those."""
    for first in _FIRST_LEVEL.finditer(folded):
        level = first["level"]
        yield first.start("level") - len("cap "), first.end(), _LEVELS[_DIGITS.get(level, level)]
        end = first.end()
        while match := _NEXT_LEVEL.match(folded, end):
            level, end = match["level"] or match["short"], match.end()
            start = match.start("short") if match["short"] else match.start("level") - len("cap ")
            yield start, end, _LEVELS[_DIGITS.get(level, level)]


def _owners(source: str, folded: str) -> Iterable[tuple[int, int, str]]:
    for match in _OWNERS.finditer(folded):
        start, end = match.span("owner")
        if source[start:end].lower() in {"tư", "công", "tu", "cong"}:
            yield start, end, _OWNED[match["owner"]]


def other_names(text: str) -> Names:
    """Names in ``text`` and what else the same is called: ``(("Hà Giang", "Tuyên Quang"),)``.

    A name that stands in the text already is not told. In matters of vocational education the
    ministries of labour and of education are each other's.
    """
    folded = f" {' '.join(_WORD.findall(fold(text)))} "
    found = []
    for match in _any_name().finditer(folded):
        name, others = _names()[match.group()]
        if name in _OF_VOCATION and _VOCATIONAL.search(folded):
            others = (*_OF_VOCATION - {name}, *others)
        found += [(name, other) for other in others if f" {_key(other)} " not in folded]
    return tuple(dict.fromkeys(found))


_WORD = re.compile(r"[^\W_]+")


def _key(name: str) -> str:
    return " ".join(_WORD.findall(fold(name)))


@cache
def _names() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Names by their folded words, with what else they may be called."""
    table = {_key(name): (name, others) for name, others in (*_MINISTRIES, *_SCHOOLS)}
    for new, olds in _PROVINCES.items():
        table |= {_key(old): (old, (new,)) for old in olds}
    return table | {_key(name): (name, ()) for name in _OF_VOCATION - {_LABOUR}}


@cache
def _any_name() -> re.Pattern[str]:
    keys = sorted(_names(), key=len, reverse=True)
    return re.compile(rf"(?<= )(?:{'|'.join(map(re.escape, keys))})(?= )")
