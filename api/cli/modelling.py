"""What ``hocvu doctor`` says of the language model: asked once, as it will be asked."""

from collections.abc import Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from assistant.errors import HocVuError
from assistant.settings import Settings
from ingest.health import Check, State

if TYPE_CHECKING:
    from assistant.models.model import LanguageModel, ModelFailure, Which

_NAME = "Mô hình ngôn ngữ"
_QUESTION = "Sinh viên được nghỉ học tạm thời khi nào?"

_WHY = {
    "unreachable": ("không kết nối được", "Kiểm tra HOCVU_MODEL_BASE_URL và dịch vụ ở đó."),
    "timeout": ("không trả lời kịp", "Tăng HOCVU_MODEL_TIMEOUT_S hoặc dùng mô hình nhanh hơn."),
    "refused": (
        "từ chối yêu cầu",
        "Kiểm tra HOCVU_MODEL_BASE_URL (thường tận cùng là /v1), HOCVU_MODEL_API_KEY và tên mô hình.",
    ),
    "limited": ("báo quá nhiều yêu cầu hoặc hết hạn mức", "Xem hạn mức của tài khoản ở nhà cung cấp."),
    "broken": ("báo lỗi của chính nó", "Xem nhật ký của dịch vụ mô hình."),
    "invalid": ("trả lời không đọc được", "Thử HOCVU_MODEL_OUTPUT=text, hoặc dùng mô hình khác."),
    "empty": ("không trả lời gì", "Thử HOCVU_MODEL_OUTPUT=text, hoặc dùng mô hình khác."),
    "too_long": ("trả lời quá dài", "Thử HOCVU_MODEL_OUTPUT=schema, hoặc dùng mô hình khác."),
    "cut": ("dừng giữa chừng", "Tăng HOCVU_MODEL_MAX_TOKENS, hoặc xem nhật ký của dịch vụ mô hình."),
    "declined": ("bị bộ lọc của dịch vụ chặn", "Xem bộ lọc nội dung của dịch vụ."),
    "budget": ("hết ngân sách của ngày", "Tăng HOCVU_MODEL_DAILY_BUDGET, hoặc chờ sang ngày mai."),
}
_STANDS = "Trong lúc đó câu trả lời vẫn trích nguyên văn điều khoản."


def examine_models(settings: Settings) -> Iterator[Check]:
    """A check for each configured model. One that fails is a warning: answers are still given."""
    if not settings.model:
        yield Check(_NAME, State.OK, "chưa đặt (HOCVU_MODEL); câu trả lời trích nguyên văn điều khoản")
        return
    from assistant.models.model import open_model

    try:
        model = open_model(settings)
    except HocVuError as error:
        yield Check(_NAME, State.BAD, error.message, error.hint)
        return
    assert model is not None  # noqa: S101  one is configured
    try:
        for which in _configured(settings):
            yield _asked(model, which)
    finally:
        model.close()


def _configured(settings: Settings) -> "Iterator[Which]":
    yield "main"
    if settings.model_small:
        yield "small"
    if settings.model_judge:
        yield "judge"


def _asked(model: "LanguageModel", which: "Which") -> Check:
    """One short call, of the kind that rewrites a question."""
    from assistant.answering.writing.rewriting import QUESTION
    from assistant.models.model import ModelFailure, Spent
    from prompts import load

    said = load("rewrite").render(question=_QUESTION, turns=[])
    name, spent, start = f"{_NAME} {model.name_of(which)}", Spent(), perf_counter()
    try:
        model.ask(said, QUESTION, spent, small=which == "small", judge=which == "judge")
    except ModelFailure as failure:
        return _failed(name, failure)
    took = f"{perf_counter() - start:.1f}".replace(".", ",")
    tokens = spent.prompt_tokens + spent.completion_tokens
    form = model.output_of(which)
    return Check(name, State.OK, f"trả lời sau {took} giây, theo kiểu “{form}”, {tokens} token")


def _failed(name: str, failure: "ModelFailure") -> Check:
    told, mend = _WHY.get(failure.reason.value, ("không dùng được", "Xem lại các biến HOCVU_MODEL_*."))
    detail = f" ({failure.detail})" if failure.detail else ""
    return Check(name, State.WARNING, f"{told}{detail}. {_STANDS}", mend)
