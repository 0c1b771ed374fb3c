"""Abbreviations of the field, one table: what people write and what texts write out.

Keys are folded. None of them is a syllable of Vietnamese, so none is ever a word.
"""

import re

from assistant.domain.words import fold, nfc

ABBREVIATIONS = {
    "bgddt": "Bộ Giáo dục và Đào tạo",
    "bgd": "Bộ Giáo dục và Đào tạo",
    "gddt": "giáo dục và đào tạo",
    "gd&dt": "giáo dục và đào tạo",
    "gd-dt": "giáo dục và đào tạo",
    "sgddt": "Sở Giáo dục và Đào tạo",
    "pgddt": "Phòng Giáo dục và Đào tạo",
    "gv": "giáo viên",
    "gvcn": "giáo viên chủ nhiệm",
    "hs": "học sinh",
    "hssv": "học sinh, sinh viên",
    "sv": "sinh viên",
    "ncs": "nghiên cứu sinh",
    "cbql": "cán bộ quản lý",
    "cbgv": "cán bộ, giáo viên",
    "ngut": "Nhà giáo Ưu tú",
    "ngnd": "Nhà giáo Nhân dân",
    "thcs": "trung học cơ sở",
    "thpt": "trung học phổ thông",
    "gdtx": "giáo dục thường xuyên",
    "gdnn": "giáo dục nghề nghiệp",
    "gddh": "giáo dục đại học",
    "gdmn": "giáo dục mầm non",
    "gdpt": "giáo dục phổ thông",
    "mn": "mầm non",
    "dh": "đại học",
    "cd": "cao đẳng",
    "tccn": "trung cấp chuyên nghiệp",
    "sgk": "sách giáo khoa",
    "ctgdpt": "chương trình giáo dục phổ thông",
    "hsg": "học sinh giỏi",
    "dtnt": "dân tộc nội trú",
    "dtbt": "dân tộc bán trú",
    "ktx": "ký túc xá",
    "bhyt": "bảo hiểm y tế",
    "bhxh": "bảo hiểm xã hội",
    "tthc": "thủ tục hành chính",
    "dvc": "dịch vụ công",
    "cccd": "căn cước công dân",
    "vbhn": "văn bản hợp nhất",
    "vbqppl": "văn bản quy phạm pháp luật",
    "ubnd": "Ủy ban nhân dân",
    "hdnd": "Hội đồng nhân dân",
    "kt-xh": "kinh tế - xã hội",
    "cntt": "công nghệ thông tin",
    "csgt": "cảnh sát giao thông",
    "gplx": "giấy phép lái xe",
    "tp": "thành phố",
    "tphcm": "Thành phố Hồ Chí Minh",
}
_KEYS = "|".join(sorted(map(re.escape, ABBREVIATIONS), key=len, reverse=True))
_FOUND = re.compile(rf"(?<![\w/-])(?:{_KEYS})(?![\w/-])")


def expand(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """``text`` with abbreviations written out, and which ones: ``(("GV", "giáo viên"),)``."""
    source = nfc(text)
    folded = fold(source)
    if len(folded) != len(source):
        return source, ()
    found: list[tuple[str, str]] = []
    parts: list[str] = []
    end = 0
    for match in _FOUND.finditer(folded):
        written = source[match.start() : match.end()]
        full = ABBREVIATIONS[match.group()]
        found.append((written, full))
        parts += [source[end : match.start()], full]
        end = match.end()
    return "".join([*parts, source[end:]]), tuple(dict.fromkeys(found))
