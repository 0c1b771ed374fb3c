"""Words that stand for each other in a question: of a follow-up "còn trường tư thì sao?" the word takes
the place of the word of the same class in the question before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from assistant.answering.followups.words import Span, Words, lowered

_NUMBERS = (
    "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai",
)  # fmt: skip
_SUBJECTS = (
    "sư phạm", "kỹ thuật", "nghệ thuật", "kinh tế", "y dược", "sức khỏe", "nông nghiệp",
    "công nghệ thông tin", "luật", "khoa học xã hội", "khoa học tự nhiên",
)  # fmt: skip
# Each class: what is written in the question, by the patterns of how people say it. The levels are those
# of the law on education (43/2019/QH14, art. 6); everyday names stand beside them.
_CLASSES: dict[str, tuple[tuple[str, str], ...]] = {
    "owner": (
        ("trường tư thục", r"trường (?:tư thục|tư|dân lập|ngoài công lập)(?! vấn| pháp| bảo đảm| chủ)"),
        ("trường công lập", r"trường (?:công lập|công)(?! nghệ| an| đoàn| nghiệp)"),
        ("tư thục", r"tư thục|dân lập|ngoài công lập"),
        ("công lập", r"công lập"),
    ),
    "level": (
        ("trung học phổ thông", r"trung học phổ thông|thpt|cấp (?:3|iii|ba)"),
        ("trung học cơ sở", r"trung học cơ sở|thcs|cấp (?:2|ii|hai)"),
        ("tiểu học", r"tiểu học|cấp (?:1|i|một)"),
        ("mầm non", r"mầm non|mẫu giáo|nhà trẻ"),
        ("phổ thông", r"phổ thông"),
        ("trung học", r"trung học"),
        ("cao đẳng", r"cao đẳng"),
        ("trung cấp", r"trung cấp"),
        ("đại học", r"đại học"),
        ("thạc sĩ", r"thạc sĩ|thạc sỹ|cao học"),
        ("tiến sĩ", r"tiến sĩ|tiến sỹ"),
        ("giáo dục thường xuyên", r"giáo dục thường xuyên|gdtx"),
    ),
    "person": (
        ("phó hiệu trưởng", r"phó hiệu trưởng|hiệu phó"),
        ("hiệu trưởng", r"hiệu trưởng"),
        ("tổ trưởng chuyên môn", r"tổ trưởng(?: chuyên môn)?"),
        ("tổ phó chuyên môn", r"tổ phó(?: chuyên môn)?"),
        ("giáo viên chủ nhiệm", r"(?:giáo viên|gv) chủ nhiệm"),
        ("giáo viên tập sự", r"(?:giáo viên|gv) tập sự"),
        ("giáo viên", r"giáo viên|gv"),
        ("giảng viên", r"giảng viên"),
        ("nhà giáo", r"nhà giáo"),
        ("người học", r"người học"),
        ("nghiên cứu sinh", r"nghiên cứu sinh"),
        ("học sinh", r"học sinh"),
        ("sinh viên", r"sinh viên"),
        ("học viên", r"học viên"),
        ("thí sinh", r"thí sinh"),
        ("trẻ em", r"trẻ em|trẻ"),
        ("cha mẹ", r"cha mẹ|phụ huynh|bố mẹ"),
        ("cán bộ quản lý", r"cán bộ quản lý|cbql"),
        ("nhân viên", r"nhân viên"),
        ("viên chức", r"viên chức"),
        ("công chức", r"công chức"),
    ),
    "rank": (
        ("loại xuất sắc", r"(?:loại|hạng) xuất sắc|xuất sắc"),
        ("loại giỏi", r"(?:loại|hạng) giỏi"),
        ("loại khá", r"(?:loại|hạng) khá"),
        ("loại trung bình", r"(?:loại|hạng) trung bình"),
        ("loại yếu", r"(?:loại|hạng) yếu"),
    ),
    "hardship": (
        ("hộ cận nghèo", r"hộ cận nghèo"),
        ("hộ nghèo", r"hộ nghèo"),
        ("mồ côi", r"mồ côi"),
        ("khuyết tật", r"khuyết tật"),
        ("dân tộc thiểu số", r"(?:người )?dân tộc thiểu số"),
        ("con liệt sĩ", r"con liệt sĩ|con liệt sỹ"),
        ("con thương binh", r"con thương binh"),
        ("người có công", r"người có công(?: với cách mạng)?"),
    ),
    "region": (
        ("thành thị", r"thành thị|đô thị|thành phố"),
        ("nông thôn", r"nông thôn"),
        ("miền núi", r"miền núi|vùng cao"),
        ("hải đảo", r"hải đảo"),
        ("vùng đặc biệt khó khăn", r"(?:vùng|xã) đặc biệt khó khăn"),
    ),
    "school": (
        ("trường chuyên", r"trường chuyên"),
        ("trường dân tộc nội trú", r"(?:trường )?(?:phổ thông )?dân tộc nội trú|ptdtnt|dtnt"),
        ("trường dân tộc bán trú", r"(?:trường )?(?:phổ thông )?dân tộc bán trú|ptdtbt|dtbt"),
        ("trường quốc tế", r"trường quốc tế"),
    ),
    "subject": tuple((f"khối {name}", f"(?:khối ngành|khối|ngành) {name}") for name in _SUBJECTS),
    "programme": (("cử nhân", r"cử nhân"), ("kỹ sư", r"kỹ sư")),
    "term": (
        ("học kỳ phụ", r"(?:học )?kỳ (?:phụ|hè)"),
        ("học kỳ chính", r"(?:học )?kỳ chính"),
        ("học kỳ II", r"(?:học )?kỳ (?:ii|2|hai)"),
        ("học kỳ I", r"(?:học )?kỳ (?:i|1|một|đầu)"),
    ),
    "relief": (
        ("miễn, giảm", r"miễn,? giảm|miễn(?: và| hoặc| hay) giảm"),
        ("miễn", r"miễn(?= học phí| thì|[ ?.!]*$)"),
        ("giảm", r"giảm(?= (?:\d+ ?% )?học phí| thì|[ ?.!]*$)"),
    ),
    "lesson": (("lý thuyết", r"lý thuyết"), ("thực hành", r"thực hành")),
    "bound": (("tối đa", r"tối đa|nhiều nhất"), ("tối thiểu", r"tối thiểu|ít nhất")),
    "sex": (
        ("giáo viên nam", r"giáo viên nam"),
        ("giáo viên nữ", r"giáo viên nữ"),
        ("nam", r"nam giới"),
        ("nữ", r"nữ giới|nữ"),
    ),
    "mode": (("chính quy", r"chính quy"), ("vừa làm vừa học", r"vừa làm vừa học|tại chức|vlvh")),
    "province": (
        ("cùng tỉnh", r"(?:trong )?cùng tỉnh|trong tỉnh"),
        ("tỉnh khác", r"tỉnh khác|khác tỉnh|ngoài tỉnh"),
    ),
    "again": (("thi lại", r"thi lại"), ("học lại", r"học lại"), ("học cải thiện", r"học cải thiện")),
    "time": (
        ("lần thứ nhất", r"lần (?:thứ nhất|đầu|1|một)"),
        ("lần thứ hai", r"lần (?:thứ hai|2|hai)"),
        ("lần thứ ba", r"lần (?:thứ ba|3|ba)"),
    ),
    "grade": tuple((f"lớp {word}", f"lớp (?:{word}|{at})") for at, word in enumerate(_NUMBERS, start=1)),
}


@dataclass(frozen=True)
class Member:
    """A word of a class at ``span`` of a text; ``name``: as a question writes it."""

    kind: str
    name: str
    span: Span


_PATTERNS = [(kind, name, Words(pattern)) for kind, members in _CLASSES.items() for name, pattern in members]


def members(text: str) -> list[Member]:
    """The words of a class in ``text``, in order; where two overlap, the longer."""
    found = [Member(kind, name, span) for kind, name, words in _PATTERNS for span in words.spans(text)]
    found.sort(key=lambda one: (one.span[0] - one.span[1], one.span[0]))
    kept = list[Member]()
    for one in found:
        if all(one.span[1] <= other.span[0] or other.span[1] <= one.span[0] for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.span)


def swapped(text: str, said: Sequence[Member]) -> tuple[str, list[Member]]:
    """``text`` with the members that are ``said`` in the place of those of their class, and those
    that found no place. A member that stands in ``text`` already leaves it as it is.
    """
    here = members(text)
    changes, left = list[tuple[Span, str]](), list[Member]()
    for kind in dict.fromkeys(one.kind for one in said):
        new = [one for one in said if one.kind == kind]
        names = {one.name for one in here if one.kind == kind}
        old = [one for one in here if one.kind == kind]
        if len(new) == 1 and new[0].name in names:
            continue
        for fresh, stale in zip_longest(new, old[: len(new)]):
            if stale is None:
                left.append(fresh)
            else:
                changes.append((stale.span, _fitted(fresh, text, stale.span)))
    return _put(text, changes), left


def _fitted(fresh: Member, text: str, span: Span) -> str:
    """A member's words for a place: without a "trường" that the place has not, or has before it."""
    old = lowered(text[span[0] : span[1]])
    name = fresh.name
    if fresh.kind == "owner" and not old.startswith(("trường", "truong")):
        name = name.removeprefix("trường ")
    if fresh.kind == "owner" and old.startswith(("trường", "truong")) and not name.startswith("trường"):
        name = f"trường {name}"
    return name[:1].upper() + name[1:] if text[span[0] : span[0] + 1].isupper() and span[0] == 0 else name


def _put(text: str, changes: Sequence[tuple[Span, str]]) -> str:
    for (start, end), words in sorted(changes, reverse=True):
        text = f"{text[:start]}{words}{text[end:]}"
    return text
