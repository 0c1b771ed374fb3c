"""The head of a document: what its front matter, its tables and its first lines say.

Form: Decree 30/2020/NĐ-CP. A field that the source states as such wins over the text; where
the two differ, the clerk is told.
"""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.domain.dates import find_dates, parse_date, vietnamese_date
from assistant.domain.document import DocumentKind, Head
from assistant.domain.kinds import NAMES, issuer_of, kind_named, kind_of
from assistant.domain.number import DocumentNumber
from assistant.domain.words import fold, squeeze
from ingest.numbers import first_number, stated_number
from ingest.reading import Line
from ingest.structure.fields import clean, from_lines, from_meta, url_in
from ingest.structure.labels import shouted

_PLACE_DATE = re.compile(r"(?:^|[|\s])(?P<place>[A-ZĐÀ-Ỹ][\w. \-]{1,40}?),\s*ngày\s+\d", re.UNICODE)
_PASSED = re.compile(r"thông qua ngày", re.IGNORECASE)
_BASE = re.compile(r"^[#*_\-+ \t]*(?P<base>Căn cứ\s+(?!pháp l).+?)[*_ \t]*$", re.IGNORECASE)
_BASES_TITLE = re.compile(r"^[#*_ \t]*Căn cứ pháp l(?:ý|uật)[*_: \t]*$", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[-+*•]|\d{1,2}\.)\s+(?P<base>\S.*)$")
_ORDERED = re.compile(
    r"^(?:Theo đề nghị|Xét đề nghị|QUYẾT ĐỊNH|Quốc hội ban hành|Chính phủ ban hành)", re.IGNORECASE
)
_SAMPLE = re.compile(r"VĂN BẢN MẪU.{0,20}KHÔNG CÓ GIÁ TRỊ PHÁP LÝ", re.IGNORECASE)
_SUBJECT = re.compile(r"^[*_ ]*(?:V/v|Về việc)\b:?\s*", re.IGNORECASE)
_KIND_LINE = re.compile(
    r"^[#*_ ]*(?P<kind>" + "|".join(name for name, _ in NAMES) + r")[*_ :]*$", re.IGNORECASE
)
_AGENCY = re.compile(
    r"^(?:QUỐC HỘI|CHÍNH PHỦ|THỦ TƯỚNG|CHỦ TỊCH|BỘ |ỦY BAN|UỶ BAN|HỘI ĐỒNG|SỞ |TRƯỜNG |ĐẠI HỌC|HỌC VIỆN|VIỆN "
    r"|TÒA ÁN|TOÀ ÁN|CỤC |TỔNG CỤC|NGÂN HÀNG|THANH TRA|BAN (?!HÀNH)|PHÒNG (?!CHỐNG)|VĂN PHÒNG|KIỂM TOÁN|VỤ )",
    re.IGNORECASE,
)
_RULE = re.compile(r"[_\-=*]{3,}")
_AMENDING = re.compile(r"^Sửa đổi(?!\w)")
_SLUG_LIMIT, _HEAD_LINES, _TITLE_LENGTH = 80, 40, 120
_HEAD_WORDS = re.compile(r"^(?:CỘNG H[ÒO]A|Độc lập|Số\b|Kính gửi|\|)", re.IGNORECASE)


@dataclass(frozen=True)
class ReadHead:
    """A head, what is doubtful in it, and the words of a stated field "thay thế"."""

    head: Head
    warnings: list[str]
    replaces: str


@dataclass
class _Reading:
    """What is being read: stated fields, head lines, warnings so far."""

    stated: dict[str, str]
    lines: list[Line]
    texts: list[str]
    body: str
    warnings: list[str] = field(default_factory=list)


def read_head(
    meta: Mapping[str, str],
    lines: Sequence[Line],
    closing: Sequence[Line],
    name: str,
    *,
    body: Sequence[Line] = (),
    topic: bool = False,
) -> ReadHead:
    """The head of a document. ``lines`` stand before its first article, ``closing`` are those
    of its closing block, ``body`` all of them. ``topic``: the file is a topic of the
    codification, which is no document and gets no number of one.
    """
    texts = [part.strip() for line in lines for part in (_cells(line) if line.table else [line.text])]
    stated = from_lines(lines) | from_meta(meta)
    reading = _Reading(stated, list(lines), [t for t in texts if t], "\n".join(line.text for line in body))
    number = _number(reading, name, topic=topic)
    kind = DocumentKind.OTHER if topic else _kind(reading, number)
    issued = _issued_on(reading, closing)
    head = Head(
        number=number,
        kind=kind,
        title=_title(reading, kind, number),
        issuer=None if topic else _issuer(reading, number),
        issued_on=None if topic else issued,
        in_force_from=None if topic else _stated_date(reading, "in_force_from"),
        expires_on=_stated_date(reading, "expires_on"),
        signer=_signer(reading, closing)[0],
        signer_title=_signer(reading, closing)[1],
        place=_place(reading),
        legal_bases=_bases(reading),
        url=url_in(reading.stated.get("url", "")),
        sample=any(_SAMPLE.search(line.text) for line in [*lines, *closing]) or "sample" in reading.stated,
        topic=reading.stated.get("topic"),
    )
    return ReadHead(head, reading.warnings, reading.stated.get("replaces", ""))


def _cells(line: Line) -> list[str]:
    return [cell for cell in line.text.split("|") if cell.strip()]


def _number(reading: _Reading, name: str, *, topic: bool) -> DocumentNumber:
    stated = first_number(reading.stated.get("number", ""))
    text = stated_number(reading.texts)
    if stated is None and "number" in reading.stated and any(map(str.isdecimal, reading.stated["number"])):
        stated = DocumentNumber(reading.stated["number"][:60])
    if not topic and stated and text and stated != text:
        reading.warnings.append(f"Số hiệu khai là {stated}, trong văn bản là {text}; đã lấy số khai.")
    found = stated or text
    if topic or found is None:
        made = _made_number(name)
        reason = "Tệp là một đề mục của Bộ pháp điển" if topic else "Không tìm thấy số hiệu"
        reading.warnings.append(f"{reason}; tạm gọi là {made}.")
        return made
    return found


def _made_number(name: str) -> DocumentNumber:
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    slug = "-".join(re.findall(r"[a-z0-9]+", fold(stem)))[:_SLUG_LIMIT].strip("-")
    return DocumentNumber(f"KHONG-SO/{slug or 'van-ban'}")


def _kind(reading: _Reading, number: DocumentNumber) -> DocumentKind:
    stated = kind_named(reading.stated.get("kind", ""))
    by_number = kind_of(number)
    if stated is not None:
        return by_number if by_number and kind_family(by_number) == kind_family(stated) else stated
    line = next((match["kind"] for text in reading.texts if (match := _KIND_LINE.match(text))), "")
    return by_number or kind_named(line) or kind_named(reading.stated.get("title", "")) or DocumentKind.OTHER


def kind_family(kind: DocumentKind) -> str:
    """Resolutions of the National Assembly are resolutions, codes are laws."""
    families = {DocumentKind.ASSEMBLY_RESOLUTION: "nghị quyết", DocumentKind.CODE: "luật"}
    return families.get(kind, kind.value)


def _title(reading: _Reading, kind: DocumentKind, number: DocumentNumber) -> str:
    subject = (
        clean(reading.stated.get("subject", ""))
        or _subject(reading)
        or clean(reading.stated.get("title", ""))
    )
    subject = _SUBJECT.sub("", subject).strip(" .") or _title_line(reading, number)
    if kind in (DocumentKind.LAW, DocumentKind.CODE) and subject and kind_named(subject) is None:
        subject = f"{kind.value.capitalize()} {_AMENDING.sub('sửa đổi', subject)}"
    subject = subject or _first_title(reading)
    return subject[:1].upper() + subject[1:] or f"{kind.value.capitalize()} {number}"


def _first_title(reading: _Reading) -> str:
    """The first line in capitals of a text without any head, else its first words."""
    lines = [line.strip(" *_#") for line in reading.body.split("\n")[:_HEAD_LINES]]
    own = fold(_issuer_in_text(reading) or "")
    for text in lines:
        plain = text[-1:] not in ".;:," and not _HEAD_WORDS.match(text) and fold(text) not in own
        if plain and 10 <= len(text) <= 200 and shouted(text) and not _AGENCY.match(text):
            return _sentence(text, reading)
    first = next((text for text in lines if len(text.split()) > 3 and not _HEAD_WORDS.match(text)), "")
    return textwrap.shorten(first, _TITLE_LENGTH, placeholder="…").rstrip(".;:,")


def _subject(reading: _Reading) -> str:
    """The lines under the kind's own line: they say what the document is about."""
    lines = [line for line in reading.lines if line.text.strip(" *_-")]
    for index, line in enumerate(lines):
        match = None if line.table else _KIND_LINE.match(line.text)
        if match:
            found = _subject_lines(lines[index + 1 : index + 6])
            if found:
                return _sentence(" ".join(found), reading)
    return next((text for text in reading.texts if _SUBJECT.match(text)), "")


def _subject_lines(lines: Sequence[Line]) -> list[str]:
    found: list[str] = []
    for line in lines:
        text = line.text.strip(" *_#")
        if (
            line.table
            or _HEAD_WORDS.match(text)
            or _BASE.match(text)
            or _RULE.search(text)
            or _ORDERED.match(text)
            or len(text) > 400
        ):
            break
        if found and (_AGENCY.match(text) or shouted(text) != shouted(found[0]) or text[:1].isdecimal()):
            break
        found.append(text)
    return found


def _title_line(reading: _Reading, number: DocumentNumber) -> str:
    """A portal's own title line: kind and name with the number behind them."""
    for text in reading.texts:
        if kind_named(text) and number.text in text and len(text) < 400:
            name = re.sub(rf"[.,]?\s*(?:số:?\s*)?{re.escape(number.text)}.*$", "", text).strip(" *_#")
            if name:
                return name
    return ""


def _sentence(text: str, reading: _Reading) -> str:
    """A title in capitals as the text itself writes it, or with one capital letter."""
    if not shouted(text):
        return text
    written = _as_written(text, reading)
    return written if written != text else text[:1].upper() + text[1:].lower()


def _issuer(reading: _Reading, number: DocumentNumber) -> str | None:
    stated = reading.stated.get("issuer") or _agency(reading.stated.get("place", ""))
    if stated:
        return clean(stated)
    return issuer_of(number) or _issuer_in_text(reading)


def _issuer_in_text(reading: _Reading) -> str | None:
    """The last of the bodies named in capitals above the number; a name may take two lines."""
    agencies: list[str] = []
    goes_on = False
    for text in reading.texts[:12]:
        before = re.split(r"CỘNG H[ÒO]|Số\s*:", text)[0].strip(" *_#")
        if not shouted(before) or _KIND_LINE.match(before):
            goes_on = False
        elif _agency(before):
            agencies.append(before)
            goes_on = True
        elif goes_on and not _HEAD_WORDS.match(text):
            agencies[-1] += f" {before}"
    return _as_written(agencies[-1], reading) if agencies else None


def _agency(text: str) -> str | None:
    return text if _AGENCY.match(text) and len(text) < 120 and text[-1] not in ".;:," else None


def _as_written(agency: str, reading: _Reading) -> str:
    """An agency printed in capitals, in the letters that the text itself uses for it."""
    pattern = re.compile(re.escape(agency), re.IGNORECASE)
    found = (match.group() for text in (*reading.texts, reading.body) for match in pattern.finditer(text))
    return next((words for words in found if not shouted(words)), agency)


def _stated_date(reading: _Reading, name: str) -> date | None:
    return parse_date(reading.stated.get(name, ""))


def _issued_on(reading: _Reading, closing: Sequence[Line]) -> date | None:
    stated, text = _stated_date(reading, "issued_on"), _date_in_text(reading, closing)
    if stated and text and stated != text:
        reading.warnings.append(
            f"Ngày ban hành khai là {vietnamese_date(stated)}, trong văn bản là {vietnamese_date(text)}; "
            "đã lấy ngày khai."
        )
    return stated or text


def _date_in_text(reading: _Reading, closing: Sequence[Line]) -> date | None:
    for text in reading.texts:
        found = (
            next(find_dates(text), None) if _PLACE_DATE.search(text) or re.match(r"\W*ngày\s", text) else None
        )
        if found and not _BASE.match(text):
            return found.day
    passed = (line.text for line in closing if _PASSED.search(line.text))
    return next((parse_date(text[_passed_at(text) :]) for text in passed), None)


def _passed_at(text: str) -> int:
    match = _PASSED.search(text)
    return match.start() if match else 0


def _place(reading: _Reading) -> str | None:
    stated = reading.stated.get("place", "")
    if stated and not _agency(stated):
        return stated
    matches = (_PLACE_DATE.search(text) for text in reading.texts)
    return next((squeeze(match["place"]) for match in matches if match), None)


def _bases(reading: _Reading) -> tuple[str, ...]:
    found = [squeeze(match["base"]) for text in reading.texts if (match := _BASE.match(text))]
    found = found or list(_listed_bases(reading.lines))
    if not found and "bases" in reading.stated:
        found = [part.strip() for part in reading.stated["bases"].split(";")]
    return tuple(dict.fromkeys(base.rstrip(" .;,") for base in found if base and len(base) > len("Căn cứ ")))


def _listed_bases(lines: Sequence[Line]) -> Iterator[str]:
    """The list under a heading "Căn cứ pháp lý"."""
    under = False
    for line in lines:
        bullet = _BULLET.match(line.text)
        if under and bullet:
            yield clean(bullet["base"])
        under = bool(_BASES_TITLE.match(line.text)) or (under and not line.heading)


_POST = re.compile(
    r"(?:(?:TM|KT|TL|TUQ|Q)\s?\.\s*)?(?:(?:PHÓ |THỨ |TỔNG |CHÁNH )?(?:BỘ TRƯỞNG|THỦ TƯỚNG|CHỦ TỊCH"
    r"|HIỆU TRƯỞNG|GIÁM ĐỐC|CỤC TRƯỞNG|VỤ TRƯỞNG|VIỆN TRƯỞNG|CHÁNH VĂN PHÒNG|VĂN PHÒNG"
    r"|CHÁNH ÁN|THỐNG ĐỐC|TRƯỞNG BAN|TRƯỞNG PHÒNG|TRƯỞNG)"
    r"|CHÍNH PHỦ|ỦY BAN NHÂN DÂN)[A-ZĐÀ-Ỹ ]*"
)
_PERSON = re.compile(
    r"^(?:(?:GS|PGS|TS|ThS|TSKH|NGND|NGƯT|BS|CN)[. ]+)*(?P<name>[^\W\d_]+(?: [^\W\d_]+){1,4})$"
)


def _signer(reading: _Reading, closing: Sequence[Line]) -> tuple[str | None, str | None]:
    """Who signed, in what post: stated, or read from the first closing block."""
    name, post = reading.stated.get("signer"), reading.stated.get("signer_title")
    cells = [cell.strip(" *_\t") for line in closing for cell in line.text.split("|")]
    posts = [cell for cell in cells if shouted(cell) and _POST.match(cell) and len(cell) < 80]
    names = [match["name"] for cell in cells if (match := _PERSON.match(cell)) and _is_name(match["name"])]
    return name or (names[0] if names else None), post or (" ".join(posts[:2]) if posts else None)


def _is_name(text: str) -> bool:
    words = text.split()
    return all(word[0].isupper() and (len(word) == 1 or not word.isupper()) for word in words)
