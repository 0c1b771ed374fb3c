"""What slices are called, in Vietnamese and English: for reasons of the gate and for reports."""

from collections.abc import Mapping

Words = Mapping[str, str]
"""A text by language, ``vi`` and ``en``."""


def _words(vi: str, en: str) -> Words:
    return {"vi": vi, "en": en}


SLICE_NAMES: Mapping[str, Words] = {
    "audience": _words("Người hỏi", "Audience"),
    "kind": _words("Loại câu hỏi", "Kind"),
    "date": _words("Ngày trong câu hỏi", "Date mode"),
    "field": _words("Lĩnh vực", "Field"),
    "split": _words("Phần của bộ", "Split"),
}

SLICE_VALUES: Mapping[str, Mapping[str, Words]] = {
    "audience": {
        "official": _words("cán bộ", "officials"),
        "citizen": _words("người dân", "citizens"),
        "evaluator": _words("người đánh giá", "evaluators"),
        "none": _words("không nêu", "not stated"),
    },
    "kind": {
        "simple": _words("một điều khoản", "one provision"),
        "several": _words("nhiều điều khoản", "several provisions"),
        "date": _words("ngày quyết định", "the day decides"),
        "flip": _words("cặp hai ngày", "date flip"),
        "procedure": _words("thủ tục", "procedure"),
        "conversation": _words("hội thoại", "conversation"),
        "unanswerable": _words("không có quy định", "unanswerable"),
        "out_of_field": _words("ngoài lĩnh vực", "out of field"),
        "attack": _words("tấn công", "attack"),
    },
    "date": {
        "current": _words("hiện tại", "current"),
        "past": _words("quá khứ", "past"),
        "future": _words("tương lai", "future"),
        "unstated": _words("không nói ngày", "unstated"),
        "straddling": _words("qua lúc đổi quy định", "straddling"),
    },
    "field": {"none": _words("không nêu", "not stated")},
    "split": {
        "dev": _words("xây dựng", "dev"),
        "regression": _words("giữ mức", "regression"),
        "holdout": _words("để dành", "holdout"),
    },
}


def value_in_words(by: str, value: str, language: str) -> str:
    """What the value of a slice is called; the value itself where it has no name."""
    return SLICE_VALUES.get(by, {}).get(value, {}).get(language) or value
