"""The models that clients choose from: one assistant, put for three kinds of reader."""

from dataclasses import dataclass

from api.openai.errors import NoModel
from assistant.domain.answer import Audience

DEFAULT_MODEL = "hoc-vu"
_OWNER = "hoc-vu"


@dataclass(frozen=True)
class Model:
    """A name to choose: what people see, and who the answer is for."""

    id: str
    name: str
    description: str
    audience: Audience | None = None

    def values(self, created: int) -> dict[str, object]:
        """Its wire form; ``created``: when the library's edition was made, in seconds of Unix time."""
        return {
            "id": self.id,
            "object": "model",
            "created": created,
            "owned_by": _OWNER,
            "name": self.name,
            "description": self.description,
        }


MODELS = (
    Model(DEFAULT_MODEL, "Học Vụ", "Hỏi đáp quy định giáo dục, kèm căn cứ đã kiểm tra."),
    Model(
        "hoc-vu-can-bo",
        "Học Vụ – cán bộ",
        "Trả lời cho cán bộ: chính xác đến điểm, khoản, Điều, kèm hiệu lực.",
        Audience.OFFICIAL,
    ),
    Model(
        "hoc-vu-nguoi-dan",
        "Học Vụ – người dân",
        "Trả lời cho người dân: lời dễ hiểu trước, rồi việc cần làm, rồi căn cứ.",
        Audience.CITIZEN,
    ),
)


def model_named(name: str) -> Model:
    """The model of that name; raises ``NoModel``."""
    found = next((model for model in MODELS if model.id == name), None)
    if found is None:
        raise NoModel(
            "Không có mô hình mang tên đó.", f"Chọn một trong: {', '.join(model.id for model in MODELS)}."
        )
    return found
