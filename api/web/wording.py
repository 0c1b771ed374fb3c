"""How an answer was made, in words: for the page without script, and, as tables, for its modules."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answering.verification.faults import FaultKind
from assistant.domain.answer import Answer, ModelUse, Step
from assistant.models.failures import Failure

BY_MODEL = "Do mô hình viết, từng câu đã đối chiếu với căn cứ"
NOT_WRITTEN = "Nguyên văn quy định, vì phần mô hình viết không dùng được"
ONLY_READ = "Mô hình giúp hiểu câu hỏi; câu trả lời không do nó viết"

DROPPED_WORDS: dict[str, str] = {
    FaultKind.NO_CITATION: "không nêu căn cứ",
    FaultKind.UNKNOWN_CITATION: "nêu căn cứ không có",
    FaultKind.QUOTATION: "trích không đúng nguyên văn",
    FaultKind.NUMBER: "con số không có trong căn cứ",
    FaultKind.DATE: "ngày tháng không có trong căn cứ",
    FaultKind.DOCUMENT: "số hiệu văn bản không có trong căn cứ",
    FaultKind.PROVISION: "điều, khoản không có trong căn cứ",
    FaultKind.NEGATION: "làm mất hoặc thêm chữ “không”",
    FaultKind.CONDITION: "làm mất điều kiện hoặc ngoại lệ",
    FaultKind.MODALITY: "đổi mức bắt buộc hay được phép",
    FaultKind.ACTOR: "đổi chủ thể của quy định",
    FaultKind.VALIDITY: "nói sai hiệu lực",
    FaultKind.SUPPORT: "có ý mà căn cứ không nói đến",
    FaultKind.FORM: "viết không đúng mẫu",
    FaultKind.MANNER: "cách viết không phù hợp với người hỏi",
    FaultKind.JUDGED: "mô hình kiểm tra thứ hai không đồng ý",
}
"""Why a statement was not shown."""

FAILURE_WORDS: dict[str, str] = {
    Failure.UNREACHABLE: "không kết nối được với mô hình",
    Failure.TIMEOUT: "mô hình trả lời quá lâu",
    Failure.REFUSED: "máy chủ của mô hình từ chối yêu cầu",
    Failure.LIMITED: "máy chủ của mô hình giới hạn số lượt gọi",
    Failure.BROKEN: "máy chủ của mô hình gặp lỗi",
    Failure.INVALID: "mô hình trả lời không đọc được",
    Failure.EMPTY: "mô hình không viết gì",
    Failure.TOO_LONG: "câu chữ dài quá giới hạn của mô hình",
    Failure.CUT: "mô hình ngừng giữa chừng",
    Failure.DECLINED: "bộ lọc của máy chủ mô hình chặn câu trả lời",
    Failure.BUSY: "mô hình đang bận",
    Failure.OPEN: "mô hình lỗi nhiều lần nên tạm được bỏ qua",
    Failure.BUDGET: "đã dùng hết kinh phí trong ngày cho mô hình",
}
"""Why the words of the provisions stand instead of a model's, or after them."""

STEP_WORDS = {
    "clean": "Làm sạch câu hỏi",
    "mask": "Che thông tin cá nhân",
    "conversation": "Hiểu theo các lượt trước",
    "route": "Phân loại câu hỏi",
    "language": "Nhận ra ngôn ngữ",
    "day": "Xác định ngày áp dụng",
    "search": "Tìm điều khoản",
    "answer": "Chọn và trích nguyên văn",
    "follow": "Tìm quy định được dẫn chiếu",
    "write": "Mô hình viết, đối chiếu từng câu",
    "suggest": "Thử các câu hỏi gợi ý",
    "keep": "Lưu căn cứ của câu trả lời",
}
"""The steps of an answer. Parts of one (``search.vector``) are not told on the page."""

PROMPT_WORDS = {"official": "dành cho cán bộ", "citizen": "dành cho người dân"}
"""The prompts that answers are written by."""


@dataclass(frozen=True)
class Made:
    """How an answer was made: a title, rows of a name and what it says, steps with milliseconds."""

    title: str
    rows: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str], ...]


def made(answer: Answer) -> Made | None:
    """What there is to tell of a model's part in an answer; ``None`` where none was asked."""
    use = answer.model
    if use is None:
        return None
    written = NOT_WRITTEN if use.prompt or use.failure else ONLY_READ
    title = BY_MODEL if answer.made_by == "model" else written
    return Made(title, tuple(row for row in _rows(use) if row[1]), tuple(_steps(answer.steps)))


def _rows(use: ModelUse) -> Iterable[tuple[str, str]]:
    yield "Mô hình", use.model
    yield "Câu lệnh", _prompt(use)
    yield "Câu không hiện ra", _dropped(use.dropped)
    yield "Câu viết lại mới đạt", str(use.repaired or "")
    yield "Vì sao có nguyên văn", FAILURE_WORDS.get(use.failure, use.failure)
    yield "Đã dùng", _spent(use)


def _prompt(use: ModelUse) -> str:
    if use.prompt is None:
        return ""
    name = PROMPT_WORDS.get(use.prompt.name, use.prompt.name)
    return f"{name}, bản {use.prompt.version} (mã {use.prompt.hash[:12]})"


def _dropped(words: Iterable[str]) -> str:
    """``2 câu: con số không có trong căn cứ (2)``."""
    counted = Counter(words)
    told = (f"{DROPPED_WORDS.get(word, word)} ({n})" for word, n in counted.items())
    return f"{counted.total()} câu: {'; '.join(told)}" if counted else ""


def _spent(use: ModelUse) -> str:
    about = " (ước tính)" if use.estimated else ""
    tokens = f"{_number(use.prompt_tokens)} token đọc, {_number(use.completion_tokens)} token viết{about}"
    cost = f"; {_number(use.cost)} {use.currency}" if use.cost is not None else ""
    return f"{use.calls} lượt gọi; {tokens}{cost}"


def _number(value: float) -> str:
    """As it is written in Vietnamese: ``1.234,5678``."""
    text = f"{value:,.4f}" if isinstance(value, float) else f"{value:,}"
    return text.translate(str.maketrans(",.", ".,"))


def _steps(steps: Iterable[Step]) -> Iterable[tuple[str, str]]:
    whole = (step for step in steps if "." not in step.name)
    return ((STEP_WORDS.get(step.name, step.name), f"{_number(round(step.ms))} ms") for step in whole)
