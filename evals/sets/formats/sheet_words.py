"""The words that a spreadsheet of cases may use: names of columns and of values, Vietnamese or English."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from assistant.domain.answer import Audience, Outcome
from assistant.domain.words import fold
from evals.cases import DateMode, Kind, Split

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("mã", "mã câu hỏi", "stt"),
    "question": ("câu hỏi", "nội dung câu hỏi"),
    "as_of": ("ngày hỏi", "ngày", "thời điểm hỏi"),
    "date_mode": ("kiểu ngày", "thì"),
    "kind": ("loại", "loại câu hỏi"),
    "field": ("lĩnh vực", "chủ đề"),
    "audience": ("người hỏi", "đối tượng"),
    "history": ("lượt trước", "câu hỏi trước"),
    "gold": ("căn cứ", "điều khoản đúng", "căn cứ đúng"),
    "document": ("văn bản", "số hiệu", "số hiệu văn bản"),
    "article": ("điều",),
    "clause": ("khoản",),
    "point": ("điểm",),
    "superseded": ("căn cứ cũ", "căn cứ hết hiệu lực", "không còn hiệu lực"),
    "nuggets": ("ý chính", "ý phải có"),
    "minor": ("ý phụ",),
    "expected": ("kết quả mong đợi", "kết quả"),
    "cluster": ("nhóm", "cụm"),
    "pair": ("cặp",),
    "variant_of": ("biến thể của", "viết lại của"),
    "split": ("phần", "tập"),
    "source": ("nguồn",),
    "checked_by": ("người kiểm", "người kiểm tra"),
    "checked_on": ("ngày kiểm", "ngày kiểm tra"),
}
"""Columns by their English names, with the Vietnamese ones; case, diacritics and _ do not matter."""

ORDER = (
    "id", "question", "history", "as_of", "gold", "superseded", "nuggets", "minor", "expected", "kind",
    "date_mode", "audience", "field", "split", "cluster", "pair", "variant_of", "source", "checked_by",
    "checked_on",
)  # fmt: skip
"""The columns that are written, and their order."""

_VALUES: Mapping[StrEnum, tuple[str, ...]] = {
    Kind.SIMPLE: ("đơn giản", "một điều"),
    Kind.SEVERAL: ("nhiều căn cứ", "nhiều điều"),
    Kind.DATE: ("theo ngày",),
    Kind.FLIP: ("đổi theo ngày", "cặp ngày"),
    Kind.PROCEDURE: ("thủ tục",),
    Kind.CONVERSATION: ("hội thoại",),
    Kind.UNANSWERABLE: ("không có quy định", "không trả lời được"),
    Kind.OUT_OF_FIELD: ("ngoài lĩnh vực",),
    Kind.ATTACK: ("tấn công",),
    DateMode.CURRENT: ("hiện nay",),
    DateMode.PAST: ("quá khứ",),
    DateMode.FUTURE: ("tương lai",),
    DateMode.UNSTATED: ("không nói",),
    DateMode.STRADDLING: ("qua hai thời kỳ",),
    Audience.OFFICIAL: ("cán bộ", "công chức"),
    Audience.CITIZEN: ("người dân", "công dân"),
    Audience.EVALUATOR: ("người đánh giá",),
    Split.DEV: ("phát triển",),
    Split.REGRESSION: ("hồi quy",),
    Split.HOLDOUT: ("để dành", "giữ lại"),
    Outcome.ANSWERED: ("trả lời được", "trả lời"),
    Outcome.PARTLY: ("trả lời một phần",),
    Outcome.WORDING_UNKNOWN: ("chưa rõ lời văn",),
    Outcome.NOT_FOUND: ("không tìm thấy quy định", "không tìm thấy"),
    Outcome.NOT_IN_FORCE: ("không còn hiệu lực", "không có hiệu lực"),
    Outcome.AMBIGUOUS: ("chưa rõ câu hỏi",),
    Outcome.OUT_OF_SCOPE: ("ngoài phạm vi",),
    Outcome.NEEDS_PERSON: ("cần người giải quyết",),
    Outcome.SMALL_TALK: ("chào hỏi",),
    Outcome.REFUSED: ("từ chối",),
    Outcome.UNAVAILABLE: ("không phục vụ được",),
}

_Word = TypeVar("_Word", bound=StrEnum)


def column_of(cell: str) -> str:
    """The column that a cell of the first line names; empty where it is none."""
    return _BY_NAME.get(_plain(cell), "")


def value_of(kind: type[_Word], cell: str) -> _Word:
    """The value that a cell names in either language; raise ``ValueError`` with those that there are."""
    for one in kind:
        if _plain(cell) in {_plain(name) for name in (one.value, *_VALUES.get(one, ()))}:
            return one
    known = ", ".join(one.value for one in kind)
    raise ValueError(f"“{cell}” không phải một trong: {known}")


def _plain(cell: str) -> str:
    return " ".join(fold(cell).replace("_", " ").split())


_BY_NAME = {_plain(name): key for key, names in COLUMNS.items() for name in (key, *names)}
