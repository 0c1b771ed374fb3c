"""The tools: search, a provision on a day, its life, an answer. All of them block and only read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import quote

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

from api import lookup, sentences
from api.door import Door
from api.mcp.forms import (
    AUDIENCES,
    AnswerForm,
    AskArguments,
    PhaseForm,
    ProvisionArguments,
    ProvisionForm,
    SearchArguments,
    SearchForm,
    TimelineArguments,
    TimelineForm,
)
from api.openai.markdown import Composer
from assistant.answering.saying import name_of, shown
from assistant.days import today
from assistant.domain.answer import Answer
from assistant.domain.number import DocumentNumber
from assistant.errors import NotFound

_Arguments = TypeVar("_Arguments", bound=BaseModel)
_Found = TypeVar("_Found")

RESOURCE = "hocvu://dieu-khoan/"
"""What stands before an address in the URI of a provision, which has the address percent-encoded."""

SAMPLE = "VĂN BẢN MẪU, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
_HINT = (
    "Địa chỉ có dạng 43/2019/QH14#dieu-5.khoan-2; dùng công cụ tim_quy_dinh để lấy đúng địa chỉ từ kết quả."
)


@dataclass(frozen=True)
class Tool(Generic[_Arguments, _Found]):
    """A tool: what it takes, what it finds, and how that is given as fields and as text."""

    name: str
    title: str
    description: str
    takes: type[_Arguments]
    gives: type[BaseModel]
    find: Callable[[Door, _Arguments], _Found]
    form: Callable[[_Found], BaseModel]
    text: Callable[[_Found], str]

    def call(self, door: Door, arguments: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """The text and the fields of what is found; raises ``HocVuError`` and what is not valid."""
        found = self.find(door, self.read(arguments))
        return self.text(found), self.form(found).model_dump(mode="json")

    def read(self, arguments: Mapping[str, Any]) -> _Arguments:
        """The arguments; raises ``RequestValidationError``, which is told in Vietnamese."""
        try:
            return self.takes.model_validate(dict(arguments))
        except ValidationError as error:
            found = [{**one, "loc": ("arguments", *one["loc"])} for one in error.errors()]
            raise RequestValidationError(found) from None


# --- search


def _search(door: Door, given: SearchArguments) -> SearchForm:
    result = door.search(given.question, k=given.limit, as_of=given.as_of)
    day = result.as_of or today()
    return SearchForm(
        question=given.question,
        as_of=day,
        understood=result.understood.told,
        edition=result.edition,
        results=[ProvisionForm.of(hit.stored, day) for hit in result.hits],
    )


def _search_text(found: SearchForm) -> str:
    if not found.results:
        return "Không tìm thấy điều khoản nào trong thư viện."
    head = f"Hiểu là: {found.understood}\n\n" if found.understood else ""
    return head + "\n\n".join(f"{n}. {_provision_text(one)}" for n, one in enumerate(found.results, 1))


# --- a provision


def _show(door: Door, given: ProvisionArguments) -> ProvisionForm:
    day = given.as_of or today()
    try:
        address, stored, _ = lookup.provision(door, given.address, day)
    except NotFound as error:
        raise NotFound(error.message, _HINT) from None
    part = stored.provision.unit(address)
    text = stored.provision.text
    return ProvisionForm.of(
        stored,
        day,
        part.path if part else stored.provision.path,
        text[part.start : part.end] if part else text,
    )


def _provision_text(one: ProvisionForm) -> str:
    """A provision in a few lines: where it stands, how it stood on the day, its words."""
    return "\n".join(filter(None, _provision_lines(one)))


def _provision_lines(one: ProvisionForm) -> Iterator[str]:
    heading = f" – {one.heading}" if one.heading else ""
    yield f"{one.label}, {name_of(DocumentNumber(one.document))} ({one.document_title}){heading}"
    yield f"Địa chỉ: {one.path}"
    yield f"Hiệu lực vào ngày {shown(one.as_of)}: {one.status.value}. {' '.join(one.basis)}".rstrip()
    yield one.words_note
    yield f"{SAMPLE}." if one.sample else ""
    yield f"Nguồn: {one.url}" if one.url else ""
    yield f"\n{one.text}{' […]' if one.truncated else ''}"


# --- a life


def _life(door: Door, given: TimelineArguments) -> TimelineForm:
    try:
        path, life = lookup.life(door, given.address)
    except NotFound as error:
        raise NotFound(error.message, _HINT) from None
    worded = sentences.has_words(life)
    return TimelineForm(
        path=str(path),
        label=path.vietnamese() or life.label,
        heading=life.heading,
        document=str(life.document.number),
        document_title=life.document.title,
        today=today(),
        phases=[
            PhaseForm(
                starts=phase.starts,
                ends=phase.ends,
                status=phase.status,
                words_known=life.worded(phase) is not None if worded else None,
                sentence=sentences.phase_sentence(phase, worded=worded),
                because=sentences.bases(phase),
            )
            for phase in life.timeline.phases
        ],
    )


def _life_text(found: TimelineForm) -> str:
    where = ", ".join(filter(None, (found.label, name_of(DocumentNumber(found.document)))))
    lines = [f"{where} ({found.document_title})", f"Địa chỉ: {found.path}", ""]
    for number, phase in enumerate(found.phases, 1):
        lines += [f"{number}. {phase.sentence}", *(f"   - {because}" for because in phase.because)]
    return "\n".join(lines)


# --- an answer


def _ask(door: Door, given: AskArguments) -> Answer:
    return door.answer(given.question, given.as_of, AUDIENCES[given.audience])


def _ask_text(answer: Answer) -> str:
    composer = Composer(lambda citation: RESOURCE + quote(citation.path, safe=""))
    return "".join(piece.text for piece in composer.close(answer))


TOOLS: tuple[Tool[Any, Any], ...] = (
    Tool(
        "hoi_dap",
        "Hỏi đáp quy định giáo dục",
        "Trả lời câu hỏi về quy định giáo dục Việt Nam bằng điều khoản có hiệu lực vào ngày hỏi; mỗi câu kèm "
        "căn cứ đã đối chiếu với văn bản. Không có điều khoản trả lời thì nói rõ là không có.\n"
        "Answer a question on Vietnamese education regulations from the provisions in force on the day "
        "asked; every statement is checked against the provision it cites. Says so when nothing answers: do "
        "not fill the gap from memory.",
        AskArguments,
        AnswerForm,
        _ask,
        AnswerForm.of,
        _ask_text,
    ),
    Tool(
        "tim_quy_dinh",
        "Tìm điều khoản",
        "Tìm điều khoản theo câu hỏi, từ khoá hoặc số hiệu; mỗi kết quả có lời văn, hiệu lực và địa chỉ.\n"
        "Search provisions by question, keywords or document number; each result has its words, its status "
        "on the day, and the address that the other tools take.",
        SearchArguments,
        SearchForm,
        _search,
        lambda found: found,
        _search_text,
    ),
    Tool(
        "xem_dieu_khoan",
        "Xem điều khoản vào một ngày",
        "Nguyên văn một điều, khoản, điểm vào một ngày, kèm hiệu lực và căn cứ của hiệu lực.\n"
        "The exact words of an article, clause or point on a day, with its status and what says so. Where "
        "the words of that day are not known, words_known is false and words_note says which are given.",
        ProvisionArguments,
        ProvisionForm,
        _show,
        lambda found: found,
        _provision_text,
    ),
    Tool(
        "dien_bien",
        "Diễn biến hiệu lực",
        "Các giai đoạn hiệu lực của một điều khoản hoặc văn bản: từ ngày nào, vì văn bản nào.\n"
        "The timeline of a provision or document: when it came into force, was amended, suspended or ended, "
        "and which provision did it.",
        TimelineArguments,
        TimelineForm,
        _life,
        lambda found: found,
        _life_text,
    ),
)
BY_NAME = {tool.name: tool for tool in TOOLS}
