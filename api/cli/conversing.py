"""The command that converses: chat, on a terminal or line by line from a pipe."""

import sys
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.asking import InternalFlag, access_of, open_patient
from api.cli.audiences import AudienceOption, audience_of
from api.cli.context import shared
from api.cli.days import DayOption, day_of
from api.cli.output import err, out, print_error, print_json_line
from api.cli.vietnamese import Command

if TYPE_CHECKING:
    from datetime import date

    from assistant.assistant import Assistant
    from assistant.domain.answer import Answer
    from assistant.domain.conversation import Turn
    from assistant.domain.document import Access

_HELP = """Gõ câu hỏi rồi Enter; câu sau có thể nối câu trước (“còn trường tư thì sao?”).
  /ngày 01/09/2024   hỏi cho một ngày; /ngày để bỏ
  /mới               bắt đầu cuộc trò chuyện khác
  /xoá               xoá cuộc trò chuyện này khỏi thư viện
  /giúp              xem lại các lệnh
  /thoát             kết thúc (hoặc Ctrl+D)"""
LinesFlag = Annotated[
    bool, typer.Option("--json", help="In mỗi câu trả lời là một dòng JSON, cho chương trình khác đọc.")
]


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command("chat", cls=Command)(chat)


def chat(
    ctx: typer.Context,
    conversation: Annotated[
        str, typer.Option("--conversation", metavar="MÃ", help="Nói tiếp một cuộc trò chuyện đã lưu.")
    ] = "",
    as_of: DayOption = None,
    audience: AudienceOption = None,
    private: Annotated[
        bool, typer.Option("--private", help="Không lưu cuộc trò chuyện: nó mất khi lệnh kết thúc.")
    ] = False,
    internal: InternalFlag = False,
    as_json: LinesFlag = False,
) -> None:
    """Trò chuyện: hỏi nhiều câu liền, câu sau hiểu theo câu trước.

    Trên màn hình, gõ /giúp để xem các lệnh. Qua ống dẫn, mỗi dòng là một câu hỏi. Cuộc trò chuyện được
    lưu trong thư viện (HOCVU_CONVERSATIONS_KEPT_DAYS ngày kể từ câu cuối), trừ khi có --private; mã của
    nó in ra khi kết thúc, ai có mã thì đọc và xoá được.

    Ví dụ:

      hocvu chat

      hocvu chat --as-of 01/09/2024 --audience official

      hocvu chat --private --json < cau-hoi.txt
    """
    state, day, access = shared(ctx), day_of(as_of), access_of(internal)
    asker = audience_of(audience)
    with open_patient(state) as assistant:
        keeps = state.settings.conversations_kept_days > 0 and not private
        talk = Talk(assistant, access, day, asker, keeps=keeps)
        if conversation:
            talk.go_on(conversation)
        failed = _converse(talk, as_json=as_json)
    if failed and not sys.stdin.isatty():
        raise typer.Exit(1)


@dataclass
class Talk:
    """A conversation that goes on: kept in the library under its ``id``, or here alone in ``turns``."""

    assistant: "Assistant"
    access: "Access"
    day: "date | None" = None
    audience: str | None = None
    keeps: bool = True
    id: str = ""
    turns: "list[Turn]" = field(default_factory=list)

    def ask(self, question: str) -> "Answer":
        """The answer to the next question."""
        if self.keeps:
            from assistant.assistant import NEW

            answer = self.assistant.converse(
                question, self.id or NEW, self.day, self.audience, access=self.access
            )
            self.id = answer.conversation
            return answer
        answer = self.assistant.answer(
            question, self.day, self.audience, access=self.access, turns=self.turns
        )
        self.turns.append(_turn(answer))
        return answer

    def go_on(self, id_: str) -> None:
        """Take up a conversation that was kept; raise ``NotFound``."""
        from assistant.errors import BadRequest

        if not self.keeps:
            raise BadRequest("Không nói tiếp được khi không lưu gì.", "Bỏ --private, hoặc bỏ --conversation.")
        self.id = self.assistant.kept.history(id_, access=self.access).id

    def begin_anew(self) -> None:
        """Let the conversation rest; the next question begins another."""
        self.id = ""
        self.turns.clear()

    def delete(self) -> bool:
        """Delete what was kept; whether there was anything to delete."""
        had = bool(self.id or self.turns)
        if self.id:
            self.assistant.kept.delete(self.id, access=self.access)
        self.begin_anew()
        return had


def _converse(talk: Talk, *, as_json: bool) -> bool:
    """Take lines until they end; whether one of them failed."""
    from assistant.errors import HocVuError

    failed = False
    for line in _lines():
        try:
            if line.startswith("/"):
                if not _obey(talk, line):
                    break
            else:
                _answer(talk, line, as_json=as_json)
        except HocVuError as error:
            print_error(error)
            failed = True
    if talk.id:
        err.print(f"Nói tiếp sau này: hocvu chat --conversation {talk.id}", style="dim", soft_wrap=True)
    return failed


def _lines() -> Iterator[str]:
    """What is typed or piped, line by line, without empty ones."""
    if sys.stdin.isatty():
        err.print(_HELP, style="dim", highlight=False)
    else:
        with suppress(AttributeError):
            sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
    yield from filter(None, map(str.strip, _typed() if sys.stdin.isatty() else sys.stdin))


def _typed() -> Iterator[str]:
    """Lines from a person, with the editing that the terminal has."""
    with suppress(ImportError):
        import readline  # noqa: F401  gives input() its editing
    with suppress(EOFError):
        while True:
            yield input("\nHỏi: " if sys.stdout.isatty() else "")


def _answer(talk: Talk, question: str, *, as_json: bool) -> None:
    from api.cli.rendering import answer_text

    waiting = err.status("Đang tra cứu…") if err.is_terminal else nullcontext()
    with waiting:
        answer = talk.ask(question)
    if as_json:
        print_json_line(answer)
        return
    if answer.standalone:
        out.print(f"Hiểu theo câu trước: {answer.standalone}", style="dim", markup=False)
    out.print(answer_text(answer))


def _obey(talk: Talk, line: str) -> bool:
    """Do what a line that begins with ``/`` says; false where it ends the conversation."""
    from assistant.domain.words import fold
    from assistant.errors import BadRequest

    name, _, rest = line[1:].partition(" ")
    match fold(name):
        case "thoat" | "exit" | "quit":
            return False
        case "moi":
            talk.begin_anew()
            err.print("Bắt đầu cuộc trò chuyện mới.")
        case "xoa":
            err.print("Đã xoá cuộc trò chuyện." if talk.delete() else "Chưa có gì để xoá.")
        case "ngay":
            talk.day = day_of(rest.strip() or None)
            err.print(
                f"Hỏi cho ngày {talk.day:%d/%m/%Y}."
                if talk.day
                else "Hỏi cho ngày nêu trong câu, hoặc hôm nay."
            )
        case "giup" | "help" | "":
            err.print(_HELP, highlight=False)
        case _:
            raise BadRequest(f"Không có lệnh /{name[:20]}.", "Gõ /giúp để xem các lệnh.")
    return True


def _turn(answer: "Answer") -> "Turn":
    from assistant.domain.conversation import Turn

    return Turn(
        question=answer.question,
        standalone=answer.standalone,
        as_of=answer.as_of,
        cited=tuple(dict.fromkeys(citation.path for citation in answer.citations)),
        answer=answer.answer,
    )
