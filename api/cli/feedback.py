"""Commands for the official who works through feedback: feedback list, show, set, export."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.asking import InternalFlag, access_of
from api.cli.context import shared
from api.cli.library import JsonFlag
from api.cli.output import err, out, print_json
from api.cli.vietnamese import Command, Group

if TYPE_CHECKING:
    from datetime import datetime

    from api.lives import StillDetail
    from assistant.domain.document import Access
    from assistant.library.feedback import Entry, Feedback
    from assistant.settings import Settings

feedback = typer.Typer(cls=Group, no_args_is_help=True, help="Góp ý của người hỏi: xem, xử lý, xuất câu hỏi.")

_STATES = "new (mới), taken (đang xử lý), done (xong), dismissed (bỏ)"
_VERDICTS = "right (đúng), wrong (sai), outdated (quy định đã đổi), unclear (khó hiểu)"

EntryId = Annotated[str, typer.Argument(metavar="MÃ", help="Mã góp ý, hoặc từ bốn ký tự đầu của nó.")]
StateOption = Annotated[
    str | None,
    typer.Option("--state", metavar="TRẠNG_THÁI", help=f"Chỉ những góp ý ở trạng thái: {_STATES}."),
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="NGÀY", help="Chỉ những góp ý gửi từ ngày này.")
]

ByOption = Annotated[str, typer.Option("--by", metavar="TÊN", help="Người xử lý.")]
NoteOption = Annotated[str, typer.Option("--note", metavar="LỜI", help="Ghi chú của người xử lý.")]
GoldOption = Annotated[
    list[str] | None,
    typer.Option(
        "--gold", metavar="ĐỊA_CHỈ", help="Điều khoản trả lời đúng; viết nhiều lần nếu cần nhiều điều khoản."
    ),
]
SupersededOption = Annotated[
    list[str] | None,
    typer.Option("--superseded", metavar="ĐỊA_CHỈ", help="Điều khoản không được đưa ra, vì đã hết hiệu lực."),
]
UnanswerableFlag = Annotated[
    bool, typer.Option("--unanswerable", help="Không quy định nào trả lời được câu hỏi này.")
]
QuestionOption = Annotated[
    str,
    typer.Option(
        "--question", metavar="CÂU_HỎI", help="Câu hỏi bằng lời của người xử lý, để vào bộ câu hỏi."
    ),
]


def register(app: typer.Typer) -> None:
    """Add this module's group."""
    feedback.command("list", cls=Command)(list_entries)
    feedback.command("show", cls=Command)(show_entry)
    feedback.command("set", cls=Command)(set_entry)
    feedback.command("export", cls=Command)(export)
    app.add_typer(feedback, name="feedback")


feedback.callback()(lambda: None)


def list_entries(
    ctx: typer.Context,
    state: StateOption = None,
    verdict: Annotated[
        str | None, typer.Option("--verdict", metavar="Ý_KIẾN", help=f"Chỉ những ý kiến: {_VERDICTS}.")
    ] = None,
    since: SinceOption = None,
    internal: InternalFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Kê góp ý, mỗi dòng một góp ý, cũ nhất trước.

    Các cột: mã, trạng thái, ý kiến, ngày gửi, lời góp ý (hoặc câu hỏi, hoặc điều khoản đã dẫn).

    Ví dụ:

      hocvu feedback list --state new

      hocvu feedback list --verdict outdated --since 01/01/2026 --json
    """
    from api.cli.queueing import line_text, state_of, values, verdict_of

    only, called = state_of(state), verdict_of(verdict)
    with _opened(shared(ctx).settings) as queue:
        entries = queue.entries(state=only, verdict=called, since=_moment(since), access=access_of(internal))
    if as_json:
        print_json([values(entry) for entry in entries])
        return
    for entry in entries:
        out.print(line_text(entry), soft_wrap=True)
    if not entries:
        err.print("Không có góp ý nào.")


def show_entry(
    ctx: typer.Context, entry_id: EntryId, internal: InternalFlag = False, as_json: JsonFlag = False
) -> None:
    """Xem một góp ý, và câu trả lời mà nó nói đến hôm nay còn đúng không.

    Lời của câu trả lời không được lưu; còn những điều khoản nó đã dẫn, nay ra sao. Câu hỏi chỉ có khi
    người hỏi đồng ý cho lưu.

    Ví dụ:

      hocvu feedback show 4f1a

      hocvu feedback show 4f1a09b2c3d4 --json
    """
    from api.cli.queueing import entry_text, values

    settings, access = shared(ctx).settings, access_of(internal)
    with _opened(settings) as queue:
        entry = queue.find(entry_id, access)
    still = _still(settings, entry, access)
    if as_json:
        print_json(values(entry) | {"still": still})
    else:
        out.print(entry_text(entry, still), soft_wrap=True)


def set_entry(
    ctx: typer.Context,
    entry_id: EntryId,
    state: Annotated[str, typer.Argument(metavar="TRẠNG_THÁI", help=f"Một trong: {_STATES}.")],
    by: ByOption = "",
    note: NoteOption = "",
    gold: GoldOption = None,
    superseded: SupersededOption = None,
    unanswerable: UnanswerableFlag = False,
    question: QuestionOption = "",
    internal: InternalFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Ghi việc xử lý một góp ý, và điều khoản nào mới là đúng.

    Có --gold (hoặc --unanswerable) thì góp ý thành câu hỏi kiểm tra khi xuất. Trong một --gold, các
    địa chỉ cách nhau bằng dấu | đều đúng như nhau. Địa chỉ phải có trong thư viện, và phải có tên
    người xử lý. Tuỳ chọn nào không viết thì giữ như cũ.

    Ví dụ:

      hocvu feedback set 4f1a taken --by "Lê Thị Mẫu"

      hocvu feedback set 4f1a done --gold "12/2024/TT-BGDM#dieu-4.khoan-1" --note "Đã báo người hỏi"

      hocvu feedback set 4f1a done --gold "A#dieu-1|B#dieu-2" --gold "C#dieu-3" --question "…"

      hocvu feedback set 4f1a dismissed --note "Không phải góp ý"
    """
    from api.cli.queueing import Ruled, entry_text, ruling_of, state_of, values

    settings, access = shared(ctx).settings, access_of(internal)
    typed = Ruled(tuple(gold or ()), tuple(superseded or ()), unanswerable, question, by)
    with _opened(settings) as queue:
        entry, new = queue.find(entry_id, access), state_of(state)
        ruling = ruling_of(entry, typed, settings, access)
        found = queue.set(entry.id, new or entry.state, by=by, note=note, ruling=ruling, access=access)
    if as_json:
        print_json(values(found))
    else:
        out.print(entry_text(found), soft_wrap=True)


def export(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp JSONL để ghi; - là in ra màn hình.")],
    state: StateOption = None,
    since: SinceOption = None,
    internal: InternalFlag = False,
) -> None:
    """Xuất góp ý thành câu hỏi kiểm tra chất lượng, mỗi dòng một câu (JSONL).

    Lấy những góp ý mà câu hỏi được phép lưu (hoặc người xử lý đã viết lại) và: người xử lý đã chỉ ra
    điều khoản đúng, hoặc một cán bộ đánh giá là đúng. Trường hợp sau là đề xuất: checked_by để trống.
    Góp ý đã bỏ thì không xuất. Các trường được giải thích trong evals/data/README.md.

    Ví dụ:

      hocvu feedback export gop-y.jsonl --state done

      hocvu feedback export - --since 01/01/2026 | head
    """
    from api.cli.queueing import state_of
    from evals.cases import write_cases, written
    from evals.feedback_cases import cases_of

    only = state_of(state)
    with _opened(shared(ctx).settings) as queue:
        entries = queue.entries(state=only, since=_moment(since), access=access_of(internal))
    cases = cases_of(entries)
    unchecked = sum(case.checked_by is None for case in cases)
    if str(file) == "-":
        typer.echo(written(cases), nl=False)
    else:
        write_cases(file, cases)
    err.print(
        f"{len(cases)} câu hỏi từ {len(entries)} góp ý; {unchecked} câu chưa ai kiểm tra.", style="bold"
    )


@contextmanager
def _opened(settings: "Settings") -> Iterator["Feedback"]:
    """The queue alone: no index is opened for it."""
    from assistant.library.feedback import Feedback

    queue = Feedback.open(settings.answers_url, settings.feedback_kept_days, settings.feedback_per_day)
    try:
        yield queue
    finally:
        queue.close()


def _still(settings: "Settings", entry: "Entry", access: "Access") -> "StillDetail | None":
    """What became of the answer; ``None`` where it is not kept (any more)."""
    from api.lives import StillDetail
    from assistant.assistant import Assistant
    from assistant.errors import EmptyLibrary, NotFound

    if not entry.said.answer_id:
        return None
    with Assistant.open(settings) as assistant:
        try:
            return StillDetail.of(assistant.still_valid(entry.said.answer_id, access=access))
        except (NotFound, EmptyLibrary):
            return None


def _moment(day: str | None) -> "datetime | None":
    """The beginning of a day in Viet Nam."""
    from datetime import datetime, time

    from api.cli.days import day_of
    from assistant.days import VIETNAM

    wanted = day_of(day)
    return datetime.combine(wanted, time.min, VIETNAM) if wanted else None
