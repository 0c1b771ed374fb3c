"""Kinds of document: their names, the codes in numbers, their legal rank. In one place.

Ranks follow Law 64/2025/QH15, article 4; administrative documents stand below all of them.
"""

import re

from assistant.domain.document import DocumentKind
from assistant.domain.number import DocumentNumber
from assistant.domain.words import fold

NAMES: tuple[tuple[str, DocumentKind], ...] = (
    ("hiến pháp", DocumentKind.CONSTITUTION),
    ("bộ luật", DocumentKind.CODE),
    ("luật", DocumentKind.LAW),
    ("pháp lệnh", DocumentKind.ORDINANCE),
    ("nghị định", DocumentKind.DECREE),
    ("nghị quyết liên tịch", DocumentKind.JOINT_RESOLUTION),
    ("nghị quyết", DocumentKind.RESOLUTION),
    ("quyết định", DocumentKind.DECISION),
    ("chỉ thị", DocumentKind.DIRECTIVE),
    ("thông tư liên tịch", DocumentKind.JOINT_CIRCULAR),
    ("thông tư", DocumentKind.CIRCULAR),
    ("sắc lệnh", DocumentKind.EDICT),
    ("văn bản hợp nhất", DocumentKind.CONSOLIDATION),
    ("quy chế", DocumentKind.REGULATION),
    ("quy định", DocumentKind.REGULATION),
    ("nội quy", DocumentKind.REGULATION),
    ("điều lệ", DocumentKind.REGULATION),
    ("công văn", DocumentKind.LETTER),
    ("thông báo", DocumentKind.NOTICE),
    ("kế hoạch", DocumentKind.PLAN),
    ("báo cáo", DocumentKind.REPORT),
    ("hướng dẫn", DocumentKind.GUIDANCE),
)
"""Names in documents, longest first where one begins another."""

CODES: dict[str, DocumentKind] = {
    "nd": DocumentKind.DECREE,
    "nq": DocumentKind.RESOLUTION,
    "nqlt": DocumentKind.JOINT_RESOLUTION,
    "qd": DocumentKind.DECISION,
    "ct": DocumentKind.DIRECTIVE,
    "tt": DocumentKind.CIRCULAR,
    "ttlt": DocumentKind.JOINT_CIRCULAR,
    "tl": DocumentKind.JOINT_CIRCULAR,
    "pl": DocumentKind.ORDINANCE,
    "ubtvqh": DocumentKind.ORDINANCE,
    "sl": DocumentKind.EDICT,
    "vbhn": DocumentKind.CONSOLIDATION,
    "tb": DocumentKind.NOTICE,
    "kh": DocumentKind.PLAN,
    "bc": DocumentKind.REPORT,
    "hd": DocumentKind.GUIDANCE,
    "qc": DocumentKind.REGULATION,
}
"""Folded codes of kinds as they stand in numbers: TT-BGDĐT, QĐ-TTg, NĐ-CP."""

ISSUERS: dict[str, str] = {
    "qh": "Quốc hội",
    "ubtvqh": "Ủy ban Thường vụ Quốc hội",
    "cp": "Chính phủ",
    "hdbt": "Hội đồng Bộ trưởng",
    "ttg": "Thủ tướng Chính phủ",
    "bgddt": "Bộ Giáo dục và Đào tạo",
    "bnv": "Bộ Nội vụ",
    "btc": "Bộ Tài chính",
    "bldtbxh": "Bộ Lao động - Thương binh và Xã hội",
    "byt": "Bộ Y tế",
    "bca": "Bộ Công an",
    "bqp": "Bộ Quốc phòng",
    "btp": "Bộ Tư pháp",
    "bkhcn": "Bộ Khoa học và Công nghệ",
    "bkhdt": "Bộ Kế hoạch và Đầu tư",
    "bvhttdl": "Bộ Văn hóa, Thể thao và Du lịch",
    "btttt": "Bộ Thông tin và Truyền thông",
    "bxd": "Bộ Xây dựng",
    "bct": "Bộ Công Thương",
    "bnnptnt": "Bộ Nông nghiệp và Phát triển nông thôn",
    "btnmt": "Bộ Tài nguyên và Môi trường",
    "bgtvt": "Bộ Giao thông vận tải",
    "bng": "Bộ Ngoại giao",
    "ubdt": "Ủy ban Dân tộc",
    "nhnn": "Ngân hàng Nhà nước Việt Nam",
    "ttcp": "Thanh tra Chính phủ",
    "tandtc": "Tòa án nhân dân tối cao",
    "vksndtc": "Viện kiểm sát nhân dân tối cao",
    "vpcp": "Văn phòng Chính phủ",
}
"""Folded codes of issuing bodies. Those of provinces, schools and offices are not unique."""

_NAME = re.compile(
    r"^(?:" + "|".join(sorted((name for name, _ in NAMES), key=len, reverse=True)) + r")(?!\w)"
)
_BY_NAME = dict(NAMES)
_ORDER = {kind: place for place, kind in enumerate(DocumentKind)}


def kind_named(text: str) -> DocumentKind | None:
    """The kind whose name ``text`` begins with, whatever its case: ``THÔNG TƯ`` or ``thông tư``."""
    match = _NAME.match(text.strip().lower())
    return _BY_NAME[match.group()] if match else None


def kind_of(number: DocumentNumber) -> DocumentKind | None:
    """The kind that a number tells: its code, QH for laws, none of both for letters."""
    parts = _codes(number)
    if not parts:
        return None
    if re.fullmatch(r"qh\d*", parts[0]):
        return DocumentKind.LAW
    if re.fullmatch(r"ubtvqh\d*", parts[0]):
        return DocumentKind.ORDINANCE
    for part in parts:
        kind = CODES.get(part)
        if kind is not None:
            of_assembly = kind is DocumentKind.RESOLUTION and any(re.fullmatch(r"qh\d*", p) for p in parts)
            return DocumentKind.ASSEMBLY_RESOLUTION if of_assembly else kind
    letter = number.running is not None and number.year is None and len(parts) > 1
    return DocumentKind.LETTER if letter else None


def issuer_of(number: DocumentNumber) -> str | None:
    """The issuing body that a number tells, ``None`` where its code is not unique.

    A letter names the issuer first (``1278/BGDĐT-GDTrH``), all others the kind.
    """
    parts = [re.sub(r"\d+$", "", part) for part in _codes(number)]
    named = [ISSUERS[part] for part in parts if part in ISSUERS]
    return named[0] if named else None


def rank(kind: DocumentKind) -> int:
    """Place in the legal order: a smaller number is the higher text."""
    return _ORDER[kind]


def _codes(number: DocumentNumber) -> list[str]:
    code = number.code
    if code is None:
        _, _, code = number.text.partition("-")
    return [fold(part).replace("&", "") for part in re.split(r"[-/]", code) if part]
