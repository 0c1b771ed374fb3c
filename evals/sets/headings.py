"""Questions made of the headings of articles: drafts, to be put into a person's own words."""

import re

from assistant.domain.document import DocumentKind
from assistant.domain.number import DocumentNumber
from assistant.domain.words import fold, nfc, syllables
from evals.cases import Kind

_GENERAL = re.compile(
    r"pham vi|doi tuong ap dung|giai thich tu ngu|hieu luc|to chuc thuc hien|dieu khoan|thi hanh|sua doi|"
    r"chuyen tiep|bai bo|thay the|quy dinh chung|ban hanh|huy bo|dieu nay|thong tu nay|nghi dinh nay|"
    r"luat nay|[:;]"
)
"""Headings that many documents have, that say nothing of the matter, or that are codes."""

_BODY = re.compile(
    r"^(cac )?(phong|so|bo|uy ban|vu|cuc|tong cuc|thu truong|hieu truong|giam doc|chu tich|bo truong|"
    r"hoi dong|co quan|don vi|to chuc|ca nhan)\b"
)
"""A body alone, as an article on its duties has it under a chapter on duties."""

_SAID_TWICE = re.compile(
    r"^(?:những |các )?quy định (?:(?:cụ thể |chi tiết )?về |đối với )?|^về ", re.IGNORECASE
)

_EMPTY = frozenset(
    (
        "trình", "tự", "thủ", "tục", "hồ", "sơ", "nội", "dung", "mức", "điều", "kiện", "nguyên", "tắc",
        "quy", "định", "trách", "nhiệm", "vụ", "quyền", "hạn", "nghĩa", "các", "và", "của", "cho",
        "đối", "với", "về", "những", "thực", "hiện", "tổ", "chức", "hoạt", "động", "cơ", "quan", "đơn",
        "vị", "việc", "quản", "lý", "sử", "dụng", "chế", "độ", "thẩm", "thời", "gian", "công", "tác",
        "xử", "vi", "phạm", "hình", "thức", "yêu", "cầu", "tượng", "nguồn", "kinh", "phí", "liên",
        "khác", "trong", "theo", "được", "bị", "hành", "nghiêm", "cấm", "chung", "cụ", "thể", "xét",
        "lập", "chi", "phương", "pháp", "kết", "quả", "danh", "mục", "số", "lượng", "cấu", "năng",
        "trí",
    )
)  # fmt: skip
"""Syllables that stand in headings whatever their matter is."""

_ASKED: tuple[tuple[str, str, Kind], ...] = (
    (r"(trình tự|thủ tục|quy trình|các bước)\b", "{} được thực hiện thế nào?", Kind.PROCEDURE),
    (r"(hồ sơ|thành phần hồ sơ)\b", "{} gồm những giấy tờ gì?", Kind.PROCEDURE),
    (r"(thời hạn|thời gian|thời hiệu)\b", "{} là bao lâu?", Kind.SIMPLE),
    (r"(mức|định mức|số lượng|tỷ lệ)\b", "{} là bao nhiêu?", Kind.SIMPLE),
    (r"thẩm quyền\b(?!.*,)", "{} thuộc về ai?", Kind.SIMPLE),
    (
        r"(điều kiện|tiêu chuẩn|tiêu chí|nội dung|nguyên tắc|yêu cầu|trách nhiệm|nhiệm vụ|quyền|nghĩa vụ|"
        r"các)\b",
        "{} gồm những gì?",
        Kind.SIMPLE,
    ),
)
_PLAIN = "{} được quy định như thế nào?"
_WORDS = range(3, 19)
_LEAST = 2
ENOUGH = 4
"""Syllables that say what is asked without a document's name."""
_KINDS = {
    DocumentKind.LAW: "Luật",
    DocumentKind.CODE: "Bộ luật",
    DocumentKind.ORDINANCE: "Pháp lệnh",
    DocumentKind.DECREE: "Nghị định",
    DocumentKind.RESOLUTION: "Nghị quyết",
    DocumentKind.DECISION: "Quyết định",
    DocumentKind.CIRCULAR: "Thông tư",
    DocumentKind.JOINT_CIRCULAR: "Thông tư liên tịch",
    DocumentKind.PLAN: "Kế hoạch",
    DocumentKind.LETTER: "Công văn",
    DocumentKind.DIRECTIVE: "Chỉ thị",
}


def matter(heading: str) -> str | None:
    """What a heading names, as words to ask about; ``None`` where it is general, a body alone, shouted,
    too short or too long.
    """
    words = _SAID_TWICE.sub("", " ".join(nfc(heading).split()).rstrip(".:; "))
    plain = fold(words)
    if len(words.split()) not in _WORDS or words.isupper() or told(words) < _LEAST:
        return None
    return None if _GENERAL.search(plain) or _BODY.match(plain) else words


def told(words: str) -> int:
    """How many syllables of a heading say what it is about."""
    return sum(syllable not in _EMPTY for syllable in syllables(words))


def question(heading: str, source: str = "") -> tuple[str, Kind]:
    """A question for a matter; ``source`` names the document ("Thông tư số …") where the matter alone
    does not.
    """
    form, kind = next(
        ((form, kind) for start, form, kind in _ASKED if re.match(start, heading.lower())),
        (_PLAIN, Kind.SIMPLE),
    )
    if not source:
        return form.format(_capital(heading)), kind
    return f"Theo {source}, {form.format(small(heading))}", kind


def both(first: str, second: str, source: str = "") -> str:
    """A question for two matters."""
    if source:
        return f"Theo {source}, {small(first)} được quy định thế nào, và {small(second)} ra sao?"
    return f"{_capital(first)} được quy định thế nào, và {small(second)} được quy định ra sao?"


def named(kind: DocumentKind, number: DocumentNumber | str) -> str:
    """A document by kind and number, as people name it."""
    return f"{_KINDS.get(kind, 'Văn bản')} số {number}"


def small(words: str) -> str:
    """Words to go on with inside a sentence; a name in capitals (THPT) keeps them."""
    first = words.split(" ", 1)[0]
    return words if first.isupper() and len(first) > 1 else words[:1].lower() + words[1:]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
