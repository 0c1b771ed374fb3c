"""A set of cases: a folder with ``set.json``, ``cases.jsonl`` and, where kept, ``register.jsonl`` and
``wordings.jsonl``: what the evaluators know of documents, and exact words of provisions.
"""

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import BadRequest
from evals.cases import Case, read_cases
from evals.register import Register, read_register
from evals.running.rows import digest

SHIPPED = Path(__file__).parent.parent / "data" / "sets"
"""Sets that come with the project."""


class Told(BaseModel):
    """What ``set.json`` tells of a set: its name, its version, in a sentence what it measures, who
    may use it, the library that it is for (``sample`` or words).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1)
    version: str = Field(min_length=1)
    description: str = ""
    license: str = ""
    library: str = ""


@dataclass(frozen=True)
class CaseSet:
    """Cases with what the evaluators know beside them."""

    told: Told
    cases: tuple[Case, ...]
    register: Register = field(default_factory=Register)

    @property
    def digest(self) -> str:
        """Of the cases and the register, gold and all."""
        return digest(
            [
                [case.model_dump(mode="json") for case in self.cases],
                [known.model_dump(mode="json") for known in self.register.documents],
                [wording.model_dump(mode="json") for wording in self.register.wordings],
            ]
        )


def read_set(path: Path) -> CaseSet:
    """The set in a folder; of a file, its cases alone, named by the file. Raise ``BadRequest``, also where
    it has no case: nothing can be measured with it.
    """
    found = _read_set(path)
    if not found.cases:
        raise BadRequest(f"{path} không có câu hỏi nào.", "Thêm câu hỏi vào cases.jsonl rồi chạy lại.")
    return found


def _read_set(path: Path) -> CaseSet:
    if path.is_file():
        return CaseSet(Told(name=path.stem, version="0"), tuple(read_cases(path)))
    if not (path / "cases.jsonl").is_file():
        raise BadRequest(f"{path} không phải bộ câu hỏi.", "Một bộ là thư mục có set.json và cases.jsonl.")
    try:
        told = Told.model_validate_json((path / "set.json").read_text("utf-8"))
    except (OSError, ValidationError) as error:
        raise BadRequest(
            f"{path / 'set.json'} thiếu hoặc không đúng mẫu.", str(error).splitlines()[0]
        ) from error
    return CaseSet(told, tuple(read_cases(path / "cases.jsonl")), _register(path))


def _register(folder: Path) -> Register:
    documents, wordings = folder / "register.jsonl", folder / "wordings.jsonl"
    if not documents.is_file():
        return Register()
    return read_register(documents, wordings if wordings.is_file() else None)
