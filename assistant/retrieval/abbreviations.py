"""Abbreviations of the field, one table: what people write and what texts write out.

Keys are folded. None of them is a syllable of Vietnamese, so none is ever a word.
"""

import re

from assistant.domain.words import fold, nfc

ABBREVIATIONS = {
    # Bodies
    "bgddt": "Bộ Giáo dục và Đào tạo",
    "bgd&dt": "Bộ Giáo dục và Đào tạo",
    "bgd-dt": "Bộ Giáo dục và Đào tạo",
    "bgd": "Bộ Giáo dục và Đào tạo",
    "gddt": "giáo dục và đào tạo",
    "gd&dt": "giáo dục và đào tạo",
    "gd-dt": "giáo dục và đào tạo",
    "sgddt": "Sở Giáo dục và Đào tạo",
    "sgd&dt": "Sở Giáo dục và Đào tạo",
    "sgd": "Sở Giáo dục và Đào tạo",
    "pgddt": "Phòng Giáo dục và Đào tạo",
    "pgd&dt": "Phòng Giáo dục và Đào tạo",
    "pgd": "Phòng Giáo dục và Đào tạo",
    "ldtbxh": "Lao động - Thương binh và Xã hội",
    "ldtb&xh": "Lao động - Thương binh và Xã hội",
    "ldtb-xh": "Lao động - Thương binh và Xã hội",
    "bldtbxh": "Bộ Lao động - Thương binh và Xã hội",
    "bkhcn": "Bộ Khoa học và Công nghệ",
    "byt": "Bộ Y tế",
    "bnv": "Bộ Nội vụ",
    "ubnd": "Ủy ban nhân dân",
    "hdnd": "Hội đồng nhân dân",
    "mttq": "Mặt trận Tổ quốc",
    "dbqh": "đại biểu Quốc hội",
    "csgt": "cảnh sát giao thông",
    "kbnn": "Kho bạc Nhà nước",
    "nhnn": "Ngân hàng Nhà nước",
    # People
    "gv": "giáo viên",
    "gvcn": "giáo viên chủ nhiệm",
    "gvbm": "giáo viên bộ môn",
    "gvmn": "giáo viên mầm non",
    "gvth": "giáo viên tiểu học",
    "gvthcs": "giáo viên trung học cơ sở",
    "gvthpt": "giáo viên trung học phổ thông",
    "hs": "học sinh",
    "hssv": "học sinh, sinh viên",
    "hsg": "học sinh giỏi",
    "hskt": "học sinh khuyết tật",
    "sv": "sinh viên",
    "ncs": "nghiên cứu sinh",
    "phhs": "phụ huynh học sinh",
    "cmhs": "cha mẹ học sinh",
    "bgh": "ban giám hiệu",
    "cbql": "cán bộ quản lý",
    "cbgv": "cán bộ, giáo viên",
    "cbgvnv": "cán bộ, giáo viên, nhân viên",
    "cbvc": "cán bộ, viên chức",
    "ccvc": "công chức, viên chức",
    "cbccvc": "cán bộ, công chức, viên chức",
    "nld": "người lao động",
    "nsdld": "người sử dụng lao động",
    "pgs": "phó giáo sư",
    "ths": "thạc sĩ",
    "ngut": "Nhà giáo Ưu tú",
    "ngnd": "Nhà giáo Nhân dân",
    # Schools and levels
    "th": "tiểu học",
    "thcs": "trung học cơ sở",
    "thpt": "trung học phổ thông",
    "ptdtnt": "phổ thông dân tộc nội trú",
    "ptdtbt": "phổ thông dân tộc bán trú",
    "dtnt": "dân tộc nội trú",
    "dtbt": "dân tộc bán trú",
    "mn": "mầm non",
    "dh": "đại học",
    "dhqg": "đại học quốc gia",
    "dhsp": "đại học sư phạm",
    "cd": "cao đẳng",
    "cdsp": "cao đẳng sư phạm",
    "tccn": "trung cấp chuyên nghiệp",
    "gdtx": "giáo dục thường xuyên",
    "gdnn": "giáo dục nghề nghiệp",
    "gddh": "giáo dục đại học",
    "gdmn": "giáo dục mầm non",
    "gdpt": "giáo dục phổ thông",
    "vlvh": "vừa làm vừa học",
    # Teaching
    "sgk": "sách giáo khoa",
    "ctgdpt": "chương trình giáo dục phổ thông",
    "gdcd": "giáo dục công dân",
    "gdtc": "giáo dục thể chất",
    "gdqp": "giáo dục quốc phòng",
    "gdqpan": "giáo dục quốc phòng và an ninh",
    "gdqp&an": "giáo dục quốc phòng và an ninh",
    "tkb": "thời khóa biểu",
    "tbdh": "thiết bị dạy học",
    "csvc": "cơ sở vật chất",
    "csgd": "cơ sở giáo dục",
    "qlgd": "quản lý giáo dục",
    "bdtx": "bồi dưỡng thường xuyên",
    "cdnn": "chức danh nghề nghiệp",
    "pcgd": "phổ cập giáo dục",
    "xmc": "xóa mù chữ",
    "kdcl": "kiểm định chất lượng",
    "kdclgd": "kiểm định chất lượng giáo dục",
    "nckh": "nghiên cứu khoa học",
    "khcn": "khoa học và công nghệ",
    "kh&cn": "khoa học và công nghệ",
    "cntt": "công nghệ thông tin",
    "ktx": "ký túc xá",
    "clb": "câu lạc bộ",
    # Papers and matters of all law
    "bhyt": "bảo hiểm y tế",
    "bhxh": "bảo hiểm xã hội",
    "bhtn": "bảo hiểm thất nghiệp",
    "hdld": "hợp đồng lao động",
    "tthc": "thủ tục hành chính",
    "dvc": "dịch vụ công",
    "cccd": "căn cước công dân",
    "cmnd": "chứng minh nhân dân",
    "gplx": "giấy phép lái xe",
    "gcn": "giấy chứng nhận",
    "cchn": "chứng chỉ hành nghề",
    "qsdd": "quyền sử dụng đất",
    "vbhn": "văn bản hợp nhất",
    "vbqppl": "văn bản quy phạm pháp luật",
    "qlnn": "quản lý nhà nước",
    "nsnn": "ngân sách nhà nước",
    "tncn": "thu nhập cá nhân",
    "gtgt": "giá trị gia tăng",
    "pccc": "phòng cháy và chữa cháy",
    "kt-xh": "kinh tế - xã hội",
    "ktxh": "kinh tế - xã hội",
    "dn": "doanh nghiệp",
    "dntn": "doanh nghiệp tư nhân",
    "vn": "Việt Nam",
    "tp": "thành phố",
    "hcm": "Hồ Chí Minh",
    "tphcm": "Thành phố Hồ Chí Minh",
    "tp.hcm": "Thành phố Hồ Chí Minh",
    # As people write to each other
    "ko": "không",
    "dc": "được",
    "ntn": "như thế nào",
}
_CAPITALS_ALONE = frozenset({"ngut", "th"})
"""These count in capital letters alone: "ngụt" is a word, and "th" stands for too much."""
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
        if match.group() in _CAPITALS_ALONE and not written.isupper():
            continue
        full = ABBREVIATIONS[match.group()]
        found.append((written, full))
        parts += [source[end : match.start()], full]
        end = match.end()
    return "".join([*parts, source[end:]]), tuple(dict.fromkeys(found))


def is_abbreviation(typed: str) -> bool:
    """Whether the word ``typed`` is in the table by itself."""
    folded = fold(typed)
    return folded in ABBREVIATIONS and (typed.isupper() or folded not in _CAPITALS_ALONE)
