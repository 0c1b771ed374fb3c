"""Documents that a question names by number, in every spelling people use.

A number is read from its running number to the right: year, code, date of issue, issuing body,
whichever are there, with any mark or blank between them. What was written is then looked up:
the whole number first, else what its parts fit.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.number import DocumentNumber
from assistant.retrieval.catalogue import Catalogue
from assistant.retrieval.written import YEAR, Written

# Words for kinds, folded, and the codes they have in numbers. The joint ones come first.
_KINDS: tuple[tuple[str, str], ...] = (
    ("thong tu lien tich|ttlt", "ttlt tl ttlb ttln"),
    ("nghi quyet lien tich|nqlt", "nqlt"),
    ("thong tu|tt", "tt"),
    ("nghi dinh|nd", "nd cp hdbt"),
    ("quyet dinh|qd", "qd ttg"),
    ("nghi quyet|nq", "nq qh ubtvqh"),
    ("chi thi|ct", "ct"),
    ("phap lenh", "pl ubtvqh"),
    ("sac lenh", "sl"),
    ("van ban hop nhat|vbhn", "vbhn"),
    ("bo luat|luat", "qh l"),
    ("van ban|vb", ""),
    ("cong van|cv", ""),
)
_CODES = {word: frozenset(codes.split()) for words, codes in _KINDS for word in words.split("|")}
_KIND = "|".join(word for words, _ in _KINDS for word in words.split("|"))
_LETTERS = ("cong van", "cv")
_WITH_YEAR_ONLY = ("bo luat", "luat", "van ban", "vb", "ct")
"""Kinds whose words stand before a number so often by chance that a year or "số" must be there."""

# Bodies as people name them, folded, and what their code contains.
_ISSUERS = {
    r"bo (?:gddt|gd&dt|gd-dt|gd va dt|gd dt|giao duc(?: (?:va|&) (?:dao tao|dt)|-dao tao)?|gd)": "bgd",
    r"bgd&?-?(?:dt)?": "bgd",
    r"bo (?:lao dong|ldtb&?xh|ld-?tb&?xh)(?:,? ?-? ?thuong binh(?: (?:va|&) xa hoi)?)?|bldtb&?xh": "bldtbxh",
    r"bo y te|byt": "byt",
    r"bo tai chinh|btc": "btc",
    r"bo noi vu|bnv": "bnv",
    r"bo cong an|bca": "bca",
    r"bo quoc phong|bqp": "bqp",
    r"bo tu phap|btp": "btp",
    r"bo cong thuong|bct": "bct",
    r"bo xay dung|bxd": "bxd",
    r"bo giao thong(?: van tai)?|bgtvt": "bgtvt",
    r"bo nong nghiep(?: va (?:phat trien nong thon|ptnt|moi truong))?|bnn&?ptnt": "bnn",
    r"bo tai nguyen(?: va moi truong)?|btnmt": "btnmt",
    r"bo khoa hoc(?: va cong nghe)?|bkhcn": "bkhcn",
    r"bo van hoa(?:,? the thao(?: va du lich)?)?|bvhttdl": "bvhttdl",
    r"bo thong tin(?: va truyen thong)?|btttt": "btttt",
    r"bo ke hoach(?: va dau tu)?|bkhdt": "bkhdt",
    r"bo ngoai giao|bng": "bng",
    r"ngan hang nha nuoc(?: viet nam)?|nhnn": "nhnn",
    r"thu tuong(?: chinh phu)?|ttg": "ttg",
    r"chinh phu|cp": "cp",
    r"uy ban thuong vu quoc hoi|ubtvqh": "ubtvqh",
    r"quoc hoi|qh": "qh",
    r"uy ban nhan dan|ubnd": "ubnd",
}
_ISSUER_NAMES = [(re.compile(name), code) for name, code in _ISSUERS.items()]
_ISSUER = "|".join(f"(?:{name})" for name in _ISSUERS)

_BETWEEN = r"(?:\s*[/.\-_|(]\s*|\s+)"
_SCHOOL_YEARS = r"(?!\s*[-/]\s*(?:19|20)?\d\d)"
_ISSUED = r"(?:(?:duoc )?(?:ban hanh|thong qua|ky|cong bo)\s+)?"
# What is counted, after a number that stands behind a kind by chance: "quyết định 3 năm tù".
_COUNTED = (
    r"(?!\s*%|[.,]\d{1,3}(?!\d)|\s+(?:ngay(?!\s*\d)|thang|tuan|gio|nguoi|lan|con|phan|trieu|ty|dong|nghin|em|chau|muc"
    r"|truong hop|noi dung|nam(?!\s*(?:19|20)\d\d)|hoc sinh|sinh vien|giao vien|hinh thuc|loai|dieu(?!\s*\d)"
    r"|khoan(?!\s*\d))"
    r"(?![a-z]))"
)
_START = re.compile(
    rf"(?:(?<![a-z0-9])(?P<kind>{_KIND})(?![a-z])\s*[.\-_/]?\s*"
    rf"(?:(?:cua\s+)?(?P<of>{_ISSUER}|b[a-z&]{{2,9}})(?![a-z])\s*[.\-_/]?\s*)?"
    rf"(?P<so>so(?![a-z])\s*[:.]?\s*)?|(?<![a-z0-9]))"
    rf"(?<!\d[/.,\-])(?<!\d[.,\-]\s)(?P<running>0*\d{{1,5}}[a-z]?)(?![a-z0-9]){_COUNTED}"
)
_YEAR_JOINED = re.compile(rf"(?P<mark>\s*[/.\-_]\s*|\s+\(?)(?P<year>{YEAR})(?![a-z0-9])\)?{_SCHOOL_YEARS}")
_YEAR_BEFORE_CODE = re.compile(rf"(?P<mark>{_BETWEEN})(?P<year>{YEAR})(?=[a-z])")
_YEAR_SHORT = re.compile(r"/(?P<year>\d\d)(?![\w/])")
_YEAR_SAID = re.compile(
    rf"[\s,(]*{_ISSUED}(?:vao\s+|trong\s+)?(?:nam\s*(?P<year>{YEAR})(?!\w)"
    r"|(?:(?:ngay\s+)?\d{1,2}\s*thang\s*\d{1,2},?\s*(?:nam\s*|/\s*|)|ngay\s*\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*"
    rf"|(?<=\()\d{{1,2}}[/.\-]\d{{1,2}}[/.\-])(?P<dated>{YEAR})(?!\w))\)?{_SCHOOL_YEARS}"
)
_BODY = re.compile(
    rf"[\s,]*[/\-(]?\s*(?:(?:do|cua)\s+)?(?:bo truong\s+)?(?P<issuer>{_ISSUER})(?![\w&])\)?"
    r"(?:\s+ban hanh(?!\w))?"
)
_TOKEN = re.compile(
    rf"(?P<mark>{_BETWEEN}?)(?P<code>(?:ubtvqh|qh|hdnn)\s?\d{{1,2}}(?!\w)|[a-z][a-z&]*\d{{0,2}}(?![a-z0-9]))"
)
_MOST_TOKENS = 10
_DATE_TAIL = re.compile(r"\d{1,2}[/.\-]$|(?:thang|quy|hoc ky|hoc ki|hk|ky|nam hoc)\s*$")
_LAST_MONTH = 12
_SAYS_NUMBER = re.compile(r"(?:so|theo|tai|cua|van ban|,|\()\s*:?\s*$")
_CENTURY = 70
_IS_YEAR = re.compile(YEAR)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number at ``start:end``, with its kind before and its date or body behind at
    ``first:last``; ``numbers`` it may mean, newest first. ``bare``: a running number and a year alone.
    """

    start: int
    end: int
    first: int
    last: int
    numbers: tuple[DocumentNumber, ...]
    bare: bool = False


@dataclass(slots=True)
class _Read:
    """What was read to the right of a running number, and where that ends."""

    end: int
    year: int | None = None
    joined: str = ""
    issuer: str = ""
    dated: bool = False


def numbered(text: Written, catalogue: Catalogue) -> Iterator[Numbered]:
    """Every number in ``text``, in order; one that the library lacks has no ``numbers``."""
    behind = 0
    for match in _START.finditer(text.folded):
        if match.start("running") < behind:
            continue
        found = _Number(text, catalogue, match).read()
        if found is not None:
            behind = found.last
            yield found


class _Number:
    """One running number and what stands around it."""

    def __init__(self, text: Written, catalogue: Catalogue, match: re.Match[str]) -> None:
        self._text = text.folded
        self._shown = text.shown
        self._catalogue = catalogue
        self._kind = match["kind"] or ""
        self._so = bool(match["so"])
        self._of = match["of"] or ""
        self._running = match["running"]
        self._first, self._start = match.start(), match.start("running")
        self._read = _Read(match.end("running"))

    def read(self) -> Numbered | None:
        """The number as the catalogue knows it; ``None`` where this is no number of a document."""
        if self._kind and self._of and not self._know_body():
            return None
        self._take_year()
        tokens = self._tokens()
        found = self._exact(tokens) or self._shortened(tokens)
        if found is not None:
            return found
        return self._of_kind() if self._kind else self._of_year()

    def _know_body(self) -> bool:
        self._read.issuer = _issuer(self._of)
        return bool(self._read.issuer) or self._of.replace("&", "") in self._catalogue.codes

    # --- to the right

    def _take_year(self) -> None:
        read = self._read
        match = _YEAR_JOINED.match(self._text, read.end) or _YEAR_BEFORE_CODE.match(self._text, read.end)
        if match:
            read.year, read.end, read.joined = int(match["year"]), match.end(), match["mark"].strip() or " "
        elif self._kind and (match := _YEAR_SHORT.match(self._text, read.end)):
            year = int(match["year"])
            read.year, read.end, read.joined = year + (2000 if year < _CENTURY else 1900), match.end(), "/"

    def _tokens(self) -> list[re.Match[str]]:
        """Words behind the number that may be its code."""
        found: list[re.Match[str]] = []
        end = self._read.end
        while len(found) < _MOST_TOKENS and (match := _TOKEN.match(self._text, end)):
            found.append(match)
            end = match.end()
        return found

    def _rest(self, end: int, *, wanted: bool) -> int:
        """Where year of issue, date and body end that stand at ``end``; taken where ``wanted``."""
        for _ in range(3):
            said = _YEAR_SAID.match(self._text, end)
            if said and (self._read.year is None or said["dated"] or not wanted):
                end = said.end()
                if wanted and self._read.year is None:
                    self._read.year, self._read.dated = int(said["year"] or said["dated"]), True
                continue
            body = _BODY.match(self._text, end)
            if body is None or (wanted and self._read.issuer):
                break
            end = body.end()
            if wanted:
                self._read.issuer = _issuer(body["issuer"])
        return end

    # --- looked up

    def _exact(self, tokens: Sequence[re.Match[str]]) -> Numbered | None:
        """The longest run of words with which this is a number of the library."""
        for count in range(len(tokens), 0, -1):
            code = "".join(token["code"] for token in tokens[:count])
            numbers = self._catalogue.exact(self._running, self._read.year, code)
            if numbers:
                return self._whole(tokens[count - 1].end(), numbers)
        return None

    def _shortened(self, tokens: Sequence[re.Match[str]]) -> Numbered | None:
        """A number written with a code that the library has not in full, or not at all."""
        code = self._code(tokens)
        if not code:
            return None
        words = [re.sub(r"[&\s]", "", token["code"]) for token in code]
        if self._read.year is None and (len(words) == 1 or not self._is_coded(code)):
            return None
        if self._read.year is None and _IS_YEAR.fullmatch(self._running):
            return None  # "số …/2031/TT-X", its running number left open
        numbers = self._catalogue.coded(self._running, self._read.year, words)
        return self._whole(code[-1].end(), numbers)

    def _code(self, tokens: Sequence[re.Match[str]]) -> list[re.Match[str]]:
        """The words that belong to the number for certain: behind a mark, or a known code."""
        code: list[re.Match[str]] = []
        for token in tokens:
            mark, word = token["mark"], token["code"].replace("&", "")
            tight = mark in ("/", "-", ".", "_") and (bool(code) or mark == "/")
            known = re.sub(r"\s", "", word) in self._catalogue.codes
            if not tight and not known:
                break
            code.append(token)
        return code

    def _is_coded(self, code: Sequence[re.Match[str]]) -> bool:
        """Whether a number without a year has the form of one: 1278/BGDĐT-GDTrH, 232/QĐ-UBND."""
        form = code[0]["mark"].strip() == "/" and "-" in code[1]["mark"]
        first = self._shown[code[0].start("code") : code[0].end("code")]
        return form and (first.isupper() or code[0]["code"].replace("&", "") in self._catalogue.codes)

    def _whole(self, end: int, numbers: Sequence[DocumentNumber]) -> Numbered:
        said = _YEAR_SAID.match(self._text, end) if self._read.year is None else None
        if said:
            numbers = [n for n in numbers if n.year in (None, int(said["year"] or said["dated"]))]
        return Numbered(self._start, end, self._first, self._rest(end, wanted=False), tuple(numbers))

    def _of_kind(self) -> Numbered | None:
        """By its kind: "Thông tư 29 năm 2024 của Bộ Giáo dục"."""
        read = self._read
        end = self._rest(read.end, wanted=True)
        if read.year is None and not self._so and self._is_doubtful():
            return None
        if self._kind in _LETTERS and read.year is None:
            numbers = self._catalogue.letters(self._running)
        else:
            numbers = self._catalogue.running(self._running, _CODES[self._kind], read.year, read.issuer)
        return Numbered(self._first, end, self._first, end, tuple(numbers))

    def _is_doubtful(self) -> bool:
        """Whether words and number may stand together by chance; "2018" is a year."""
        return self._kind in _WITH_YEAR_ONLY or _IS_YEAR.fullmatch(self._running) is not None

    def _of_year(self) -> Numbered | None:
        """A running number and a year alone, which a month and a year look like."""
        read = self._read
        if read.year is None or read.joined != "/" or self._is_date():
            return None
        end = self._rest(read.end, wanted=True)
        numbers = self._catalogue.running(self._running, frozenset(), read.year, read.issuer)
        return Numbered(self._start, end, self._first, end, tuple(numbers), bare=True)

    def _is_date(self) -> bool:
        before = self._text[max(0, self._start - 12) : self._start]
        if _DATE_TAIL.search(before):
            return True
        month = self._running.isdigit() and int(self._running) <= _LAST_MONTH
        return month and not self._running.startswith("0") and not _SAYS_NUMBER.search(before)


def _issuer(words: str) -> str:
    """What the code of a body contains that is named so, or nothing."""
    return next((code for name, code in _ISSUER_NAMES if name.fullmatch(words)), "")
