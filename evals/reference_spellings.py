"""Provisions written as people write them: one maker for each spelling.

A maker takes a ``Target`` and gives words for it, or ``None`` where such a document cannot be
written so. What the words leave out is told by ``Spelling.tells``, so that a caller can know
which other documents they fit. The makers share nothing with the reader of references.
"""

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from assistant.domain.document import DocumentKind
from assistant.domain.number import DocumentNumber
from assistant.domain.words import fold

SHORT_KINDS = {
    DocumentKind.DECREE: "NĐ",
    DocumentKind.CIRCULAR: "TT",
    DocumentKind.JOINT_CIRCULAR: "TTLT",
    DocumentKind.DECISION: "QĐ",
    DocumentKind.RESOLUTION: "NQ",
    DocumentKind.ASSEMBLY_RESOLUTION: "NQ",
}
# Bodies by their code, as people call them.
_BODIES = {
    "BGDĐT": ("Bộ Giáo dục", "Bộ Giáo dục và Đào tạo", "Bộ GD&ĐT", "Bộ GDĐT", "BGDĐT"),
    "BTC": ("Bộ Tài chính", "BTC"),
    "BYT": ("Bộ Y tế", "BYT"),
    "BNV": ("Bộ Nội vụ", "BNV"),
    "BCA": ("Bộ Công an", "BCA"),
    "BQP": ("Bộ Quốc phòng", "BQP"),
    "BTP": ("Bộ Tư pháp", "BTP"),
    "BCT": ("Bộ Công Thương", "BCT"),
    "BXD": ("Bộ Xây dựng",),
    "BLĐTBXH": ("Bộ Lao động", "Bộ Lao động - Thương binh và Xã hội", "Bộ LĐTBXH", "BLĐTBXH"),
    "BTNMT": ("Bộ Tài nguyên và Môi trường", "Bộ Tài nguyên"),
    "BGTVT": ("Bộ Giao thông vận tải", "BGTVT"),
    "BKHCN": ("Bộ Khoa học và Công nghệ",),
    "BKHĐT": ("Bộ Kế hoạch và Đầu tư",),
    "BTTTT": ("Bộ Thông tin và Truyền thông",),
    "BVHTTDL": ("Bộ Văn hóa, Thể thao và Du lịch",),
    "NHNN": ("Ngân hàng Nhà nước",),
    "CP": ("Chính phủ",),
    "TTG": ("Thủ tướng", "Thủ tướng Chính phủ"),
}
_QUESTIONS = (
    "theo {} thì ai được miễn học phí?",
    "{} quy định thế nào ạ",
    "Cho em hỏi {} nói gì về hồ sơ dự thi?",
    "Nội dung của {} là gì?",
    "Trường tôi áp dụng {} có đúng không?",
    "Căn cứ {}, hiệu trưởng phải báo cáo khi nào?",
)
_WIDE = {ord(char): ord(char) + 0xFEE0 for char in "0123456789/-ABCDEGHIKLMNOPQRSTUVXY"}
_TITLE_KIND = re.compile(r"^(?:(?:bộ luật|lu[ậâ]t|pháp lệnh)\s+)+", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """What is to be written: a document's head fields, and a unit of it."""

    number: DocumentNumber
    kind: DocumentKind
    title: str
    issued_on: date | None
    year: int | None
    article: str
    clause: str = ""
    point: str = ""

    @property
    def running(self) -> str:
        """The running number as it is printed."""
        return self.number.text.split("/")[0]

    @property
    def code(self) -> str:
        """What stands behind the year."""
        return self.number.code or ""

    @property
    def name(self) -> str:
        """The title without the kind."""
        return _TITLE_KIND.sub("", " ".join(self.title.split()))

    @property
    def is_law(self) -> bool:
        """Whether people call it by its title."""
        return self.kind in (DocumentKind.LAW, DocumentKind.CODE, DocumentKind.ORDINANCE)


Maker = Callable[[Target, random.Random], str | None]


@dataclass(frozen=True)
class Spelling:
    """``tells``: what of the document the words tell: its whole ``number``, its running number
    with year and ``kind``, ``body`` as well, or ``title`` or its ``initials`` with the year.
    ``plain``: typed without diacritics, where d and đ are one letter.
    """

    name: str
    make: Maker
    tells: str = "number"
    plain: bool = False


def kind_name(target: Target) -> str:
    """``Nghị định``; of the National Assembly's resolutions ``Nghị quyết``."""
    name = "nghị quyết" if target.kind is DocumentKind.ASSEMBLY_RESOLUTION else target.kind.value
    return name[:1].upper() + name[1:]


def upwards(target: Target, joint: str = " ") -> str:
    """``điểm b khoản 2 Điều 5``."""
    units = [f"điểm {target.point}", f"khoản {target.clause}", f"Điều {target.article}"]
    labels = (target.point, target.clause, target.article)
    return joint.join(unit for unit, label in zip(units, labels, strict=True) if label)


def downwards(target: Target, joint: str = ", ") -> str:
    """``Điều 5, khoản 2, điểm b``."""
    return joint.join(reversed(upwards(target, "\n").split("\n")))


def _formal(target: Target, draw: random.Random) -> str:
    joint = draw.choice((" ", ", "))
    return f"{upwards(target, joint)}{draw.choice((' ', ' của '))}{kind_name(target)} số {target.number}"


def _reversed(target: Target, draw: random.Random) -> str | None:
    kind = SHORT_KINDS.get(target.kind) or kind_name(target)
    units = downwards(target, draw.choice((", ", " ")))
    return f"{kind} {target.number}{draw.choice((', ', ' ', ': ', ' - '))}{units}"


def _marks_changed(target: Target, draw: random.Random) -> str | None:
    if target.number.year is None:
        return None
    mark = draw.choice("-._")
    number = re.sub(r"[/-]", mark, target.number.text)
    return f"{upwards(target)} {draw.choice((number, number.lower(), fold(number)))}"


def _marks_lost(target: Target, draw: random.Random) -> str | None:
    if target.number.year is None:
        return None
    number = re.sub(r"[/-]", " ", target.number.text.lower())
    return f"{upwards(target).lower()} {kind_name(target).lower()} {draw.choice(('', 'số '))}{number}"


def _marks_halved(target: Target, draw: random.Random) -> str | None:
    """``30/2020/NĐCP``, ``30/2020 NĐ-CP``, ``30 / 2020 / NĐ - CP``."""
    if target.number.year is None:
        return None
    start, code = f"{target.running}/{target.number.year}", target.code
    glued = code.replace("-", "")
    spaced = target.number.text.replace("/", " / ").replace("-", " - ")
    number = draw.choice((f"{start}/{glued}", f"{start} {code}", f"{start}-{code}", f"{start}{code}", spaced))
    return f"{upwards(target)} {kind_name(target)} {number}"


def _short(target: Target, draw: random.Random) -> str | None:
    kind = SHORT_KINDS.get(target.kind)
    if kind is None or target.number.year is None:
        return None
    clause = f"{draw.choice(('k', 'k.'))}{target.clause} " if target.clause else ""
    point = f"điểm {target.point} " if target.point else ""
    units = f"{point}{clause}{draw.choice(('đ', 'đ.'))}{target.article}"
    return f"{units} {kind.lower()}{draw.choice(('', ' '))}{target.running}/{target.number.year}"


def _glued(target: Target, draw: random.Random) -> str | None:
    kind = SHORT_KINDS.get(target.kind, "")
    clause = f"{draw.choice(('K', ' K', ' k.'))}{target.clause}" if target.clause else ""
    point = f" điểm {target.point}" if target.point else ""
    units = f"{draw.choice(('Đ', 'Đ.', 'đ'))}{target.article}{clause}{point}"
    return draw.choice((f"{units} {kind} {target.number}", f"{kind} {target.number} {units}"))


def _dotted(target: Target, draw: random.Random) -> str | None:
    """``Điều 5.2.b``; "5.2a" would be point a."""
    if not target.clause.isdigit():
        return None
    inner = f".{target.clause}" + (f"{draw.choice(('', '.'))}{target.point}" if target.point else "")
    return f"Điều {target.article}{inner} {kind_name(target)} {target.number}"


def _plain(target: Target, draw: random.Random) -> str:
    return fold(_formal(target, draw))


def _upper(target: Target, draw: random.Random) -> str:
    return _formal(target, draw).upper()


def _eth(target: Target, draw: random.Random) -> str:
    return _formal(target, draw).replace("Đ", "\u00d0").replace("đ", draw.choice("\u00f0đ"))


def _decomposed(target: Target, draw: random.Random) -> str:
    return unicodedata.normalize("NFD", draw.choice((_formal, _reversed))(target, draw) or "")


def _kind_and_year(target: Target, draw: random.Random) -> str | None:
    if target.number.year is None:
        return None
    kind = draw.choice((SHORT_KINDS.get(target.kind) or kind_name(target), kind_name(target)))
    said = draw.choice(
        (f" {target.running}/", f" số {target.running}/", f" {target.running}-", f" {target.running} năm ")
    )
    if kind.isupper():
        said = draw.choice((said, f"{target.running}/"))
    return f"{upwards(target)} {kind}{said}{target.number.year}"


def _two_digits(target: Target, _draw: random.Random) -> str | None:
    kind, year = SHORT_KINDS.get(target.kind), target.number.year
    return f"{upwards(target)} {kind} {target.running}/{year % 100:02}" if kind and year else None


def _body(target: Target, draw: random.Random) -> str | None:
    bodies = _bodies(target)
    if bodies is None:
        return None
    body = draw.choice(bodies)
    kind = kind_name(target)
    return draw.choice(
        (
            f"{upwards(target)} {kind} số {target.running} năm {target.number.year} của {body}",
            f"{upwards(target)} {kind.lower()} {target.running}/{target.number.year} {body}",
            f"{kind} {target.running} của {body} năm {target.number.year}, {downwards(target)}",
            f"{upwards(target)} {kind} {target.running}/{target.number.year} do {body} ban hành",
        )
    )


def _bodies(target: Target) -> tuple[str, ...] | None:
    """What the one body is called that issued the document."""
    _, _, body = target.code.partition("-")
    return _BODIES.get(body.upper().replace("&", "")) if target.number.year else None


def _code_first(target: Target, draw: random.Random) -> str | None:
    kind = SHORT_KINDS.get(target.kind)
    if kind is None or _bodies(target) is None or not target.code.startswith(f"{kind}-"):
        return None
    code = draw.choice((target.code, target.code.replace("-", " ")))
    return f"{code} {target.running}/{target.number.year} {downwards(target, ' ')}"


def _zeros(target: Target, draw: random.Random) -> str:
    running = target.running.lstrip("0")
    number = target.number.text.replace(
        target.running, draw.choice((running, f"0{running}", f"00{running}")), 1
    )
    article = target.article if not target.article.isdigit() else target.article.zfill(2)
    units = upwards(target).replace(f"Điều {target.article}", f"Điều {article}")
    return f"{units} {kind_name(target)} {number}"


def _so(target: Target, draw: random.Random) -> str:
    return f"{upwards(target)}, {draw.choice(('số: ', 'số ', 'văn bản số: ', 'VB số '))}{target.number}"


def _title_and_year(target: Target, draw: random.Random) -> str | None:
    if not target.is_law or target.year is None:
        return None
    name = draw.choice((target.name, target.name.lower(), target.name.replace(",", "")))
    year = draw.choice(
        (f"{target.year}", f"năm {target.year}", f"({target.year})", f"ban hành năm {target.year}")
    )
    kind = kind_name(target)
    return f"{upwards(target)} {draw.choice((kind, kind.lower()))} {name} {year}"


def _initials(target: Target, draw: random.Random) -> str | None:
    words = [word for word in re.findall(r"[^\W\d_]+", target.name) if word.lower() != "và"]
    if not target.is_law or target.year is None or not 1 < len(words) <= 6:
        return None
    letters = "".join(word[0] for word in words).upper()
    if target.kind is DocumentKind.CODE:
        return f"{upwards(target)} {draw.choice(('BL', 'Bộ luật '))}{letters} {target.year}"
    kind = kind_name(target).lower()
    return f"{upwards(target)} {kind} {draw.choice((letters, letters.lower()))} {target.year}"


def _title_and_number(target: Target, draw: random.Random) -> str | None:
    if not target.is_law:
        return None
    return f"{upwards(target)} {kind_name(target)} {target.name}{draw.choice((' ', ', '))}số {target.number}"


def _odd_blanks(target: Target, draw: random.Random) -> str:
    words = _formal(target, draw)
    if draw.random() < 1 / 2:
        return words.translate(_WIDE)
    return "".join(
        draw.choice("\u00a0\u2009\u3000\t") + " " * draw.randrange(2) if c == " " else c for c in words
    )


def _issued(target: Target, draw: random.Random) -> str | None:
    day = target.issued_on
    if day is None or target.number.year != day.year:
        return None
    said = draw.choice(
        (
            f"{day.day:02}/{day.month}/{day.year}",
            f"{day.day:02}/{day.month:02}/{day.year}",
            f"{day.day} tháng {day.month} năm {day.year}",
            f"{day.day:02} tháng {day.month:02} năm {day.year}",
            f"{day.day}-{day.month}-{day.year}",
        )
    )
    issued = draw.choice((" ", " ban hành ", " ký "))
    return f"{upwards(target)} {kind_name(target)} số {target.running}{issued}ngày {said}"


def _number_and_day(target: Target, draw: random.Random) -> str | None:
    day, bodies = target.issued_on, _bodies(target)
    if day is None or bodies is None:
        return None
    return (
        f"{upwards(target)} {kind_name(target)} số {target.number} ngày {day.day} tháng {day.month:02} "
        f"năm {day.year} của {draw.choice(bodies)}"
    )


def _address(target: Target, draw: random.Random) -> str:
    inner = [f"dieu-{target.article}"]
    inner += [f"khoan-{target.clause}"] if target.clause else []
    inner += [f"diem-{target.point}"] if target.point else []
    return f"{target.number}{draw.choice(('#', '#', '/'))}{'.'.join(inner)}"


def _in_question(target: Target, draw: random.Random) -> str:
    said = draw.choice((_formal, _kind_and_number, _plain_number))(target, draw)
    return draw.choice(_QUESTIONS).format(said)


def _kind_and_number(target: Target, _draw: random.Random) -> str:
    return f"{upwards(target)} {SHORT_KINDS.get(target.kind) or kind_name(target)} {target.number}"


def _plain_number(target: Target, _draw: random.Random) -> str:
    return f"{upwards(target)} {fold(target.number.text)}"


def _attached(target: Target, draw: random.Random) -> str | None:
    """Articles of a decision are mostly those of what it issues, which the library may have as its own."""
    if target.kind is not DocumentKind.DECISION:
        return None
    what = draw.choice(("Quy chế", "Quy định", "bản Quy định", "Quy chế tổ chức và hoạt động"))
    return f"{upwards(target)} {what} ban hành kèm theo Quyết định số {target.number}"


SPELLINGS = (
    Spelling("formal", _formal),
    Spelling("from the document down", _reversed),
    Spelling("other marks", _marks_changed),
    Spelling("marks lost", _marks_lost),
    Spelling("marks in part", _marks_halved),
    Spelling("short", _short, "kind"),
    Spelling("glued", _glued),
    Spelling("dotted", _dotted),
    Spelling("without diacritics", _plain, plain=True),
    Spelling("upper case", _upper),
    Spelling("eth for đ", _eth),
    Spelling("NFD", _decomposed),
    Spelling("kind, number, year", _kind_and_year, "kind"),
    Spelling("year of two digits", _two_digits, "kind"),
    Spelling("year and body in words", _body, "body"),
    Spelling("code before the number", _code_first, "body"),
    Spelling("leading zeros", _zeros),
    Spelling("“số:” alone", _so),
    Spelling("title and year", _title_and_year, "title"),
    Spelling("initials and year", _initials, "initials"),
    Spelling("title and number", _title_and_number),
    Spelling("odd blanks, full width", _odd_blanks),
    Spelling("day of issue for the year", _issued, "kind"),
    Spelling("number with day and body", _number_and_day),
    Spelling("address of the project", _address),
    Spelling("inside a question", _in_question),
    Spelling("attached regulation", _attached),
)
"""All spellings; each is written of documents that can be written so."""
