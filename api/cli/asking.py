"""Commands that ask: search, ask, show."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.audiences import AudienceOption, audience_of
from api.cli.context import Shared, shared
from api.cli.days import DayOption, day_of
from api.cli.library import JsonFlag
from api.cli.output import out, print_json
from api.cli.vietnamese import Command

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.domain.document import Access

InternalFlag = Annotated[bool, typer.Option("--internal", help="Tìm cả trong văn bản nội bộ.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("search", cls=Command)(search)
    app.command("ask", cls=Command)(ask)
    app.command("show", cls=Command)(show)


_PATIENT_MS = 1_000.0
"""One question a process: there is no idle time after it in which to try what to suggest next."""


def open_patient(state: Shared) -> "Assistant":
    """The assistant, with time to try the questions that it suggests."""
    from assistant.assistant import Assistant

    wanted = max(state.settings.suggestions_ms, _PATIENT_MS)
    return Assistant.open(state.settings.model_copy(update={"suggestions_ms": wanted}))


def access_of(internal: bool) -> "Access":
    """What the asker may see."""
    from assistant.domain.document import Access

    return Access.INTERNAL if internal else Access.PUBLIC


def search(
    ctx: typer.Context,
    question: Annotated[str, typer.Argument(metavar="CÂU_HỎI", help="Câu hỏi, từ khoá hoặc số hiệu.")],
    k: Annotated[int, typer.Option("-k", min=1, max=200, help="Số kết quả.")] = 10,
    as_of: DayOption = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="Kèm quy định được dẫn chiếu và định nghĩa từ ngữ.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Kèm những con số đã nâng hoặc hạ mỗi kết quả.")
    ] = False,
    internal: InternalFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Tìm những điều khoản liên quan nhất đến câu hỏi.

    Có --as-of thì chỉ tìm những điều khoản còn hiệu lực vào ngày đó, bằng lời văn của ngày đó.
    Có --follow thì kèm những quy định mà khoản, điểm sát câu hỏi nhất của mỗi điều dẫn chiếu đến, và
    nơi định nghĩa các từ ngữ trong câu hỏi.
    Có --explain thì dưới mỗi kết quả có bốn con số làm bộ xếp hạng nâng hoặc hạ nó nhiều nhất; với
    --json thì có tất cả.

    Ví dụ:

      hocvu search "chuyển trường trung học phổ thông" -k 5

      hocvu search "điều 5 thông tư 29/2024" --json

      hocvu search "học phí" --as-of 14/02/2022

      hocvu search "hồ sơ chuyển trường" --follow

      hocvu search "hồ sơ chuyển trường" -k 3 --explain
    """
    from api.cli.searching import Found, print_found, values_of
    from assistant.days import today
    from assistant.following import Beside

    day = day_of(as_of)
    assistant = open_patient(shared(ctx))
    try:
        access = access_of(internal)
        result = assistant.search(question, k=k, as_of=day, access=access, explain=explain)
        beside = assistant.beside(result, access=access) if follow else Beside()
    finally:
        assistant.close()
    found = Found(question, result, beside, result.as_of or today(), follow=follow, explain=explain)
    if as_json:
        print_json(values_of(found))
    else:
        print_found(found)


def ask(
    ctx: typer.Context,
    question: Annotated[
        str, typer.Argument(metavar="CÂU_HỎI", help="Câu hỏi bằng tiếng Việt, hoặc tiếng Anh.")
    ],
    as_of: DayOption = None,
    audience: AudienceOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Trả lời câu hỏi bằng nguyên văn điều khoản, kèm nơi trích dẫn.

    Thư viện không có điều khoản trả lời thì nói rõ là không có. Không có --as-of thì trả lời cho
    ngày nêu trong câu hỏi, câu hỏi không nêu thì cho hôm nay.

    Đặt HOCVU_MODEL thì mô hình ngôn ngữ viết lại cho người hỏi (--audience), và chỉ những câu đối chiếu
    được với căn cứ mới hiện ra. Với --audience official có thêm đoạn để dán vào công văn.

    Ví dụ:

      hocvu ask "Định mức tiết dạy của giáo viên trung học cơ sở là bao nhiêu?"

      hocvu ask "Điều kiện mở trường tư thục?" --as-of 01/01/2024 --json

      hocvu ask "Hồ sơ chuyển trường gồm những gì?" --audience official
    """
    from api.cli.rendering import answer_text

    day, asker = day_of(as_of), audience_of(audience)
    assistant = open_patient(shared(ctx))
    try:
        answer = assistant.answer(question, as_of=day, audience=asker)
    finally:
        assistant.close()
    if as_json:
        print_json(answer)
    else:
        out.print(answer_text(answer))


def show(
    ctx: typer.Context,
    path: Annotated[
        str, typer.Argument(metavar="ĐỊA_CHỈ", help="Số hiệu, hoặc địa chỉ như 43/2019/QH14#dieu-5.khoan-2.")
    ],
    as_of: DayOption = None,
    internal: InternalFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Xem mục lục một văn bản, hoặc nguyên văn một điều, khoản, điểm.

    Khoản, điểm được tô sáng trong điều chứa nó. Lời văn là của ngày --as-of (không có: hôm nay);
    thư viện không có lời văn của ngày đó thì nói rõ đang in lời văn của thời gian nào.

    Ví dụ:

      hocvu show 43/2019/QH14

      hocvu show "43/2019/QH14#dieu-5.khoan-2"

      hocvu show "43/2019/QH14#dieu-5" --as-of 14/02/2022
    """
    from api.cli.rendering import document_text, document_values, provision_text, provision_values
    from api.cli.showing import find
    from assistant.days import today

    found = find(shared(ctx).settings, path, access_of(internal), day_of(as_of) or today())
    value: Any
    if found.stored is None:
        value, text = document_values(found), document_text(found)
    else:
        value, text = provision_values(found), provision_text(found)
    if as_json:
        print_json(value)
    else:
        out.print(text)
