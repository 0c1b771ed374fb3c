"""Commands that look at validity: timeline, diff, changes, still-valid."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.asking import InternalFlag, access_of
from api.cli.context import Shared, shared
from api.cli.days import day_of
from api.cli.library import JsonFlag
from api.cli.output import out, print_json
from api.cli.vietnamese import Command

if TYPE_CHECKING:
    from datetime import date

    from api.cli.looking import Looking

AddressArgument = Annotated[
    str, typer.Argument(metavar="ĐỊA_CHỈ", help="Số hiệu, hoặc địa chỉ như 43/2019/QH14#dieu-5.khoan-2.")
]
_WHERE = "“hocvu list” kê các văn bản; “hocvu show SỐ_HIỆU” in mục lục với địa chỉ của từng điều."
_ANSWERS = "Mã được in dưới câu trả lời; câu trả lời quá cũ thì thư viện không còn giữ."


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("timeline", cls=Command)(timeline)
    app.command("diff", cls=Command)(diff)
    app.command("changes", cls=Command)(changes)
    app.command("still-valid", cls=Command)(still_valid)


def timeline(
    ctx: typer.Context, path: AddressArgument, internal: InternalFlag = False, as_json: JsonFlag = False
) -> None:
    """Xem diễn biến hiệu lực của một văn bản, điều, khoản: từng giai đoạn, lời văn, căn cứ.

    Các giai đoạn của một khoản, điểm là của cả điều chứa nó.

    Ví dụ:

      hocvu timeline "43/2019/QH14#dieu-5"

      hocvu timeline 43/2019/QH14 --json
    """
    from api.cli.living import life_text
    from api.lives import LifeDetail
    from api.lookup import life
    from assistant.days import today

    with _opened(shared(ctx), internal) as door:
        found = LifeDetail.of(*life(door, path), today())
    if as_json:
        print_json(found)
    else:
        out.print(life_text(found), soft_wrap=True)


def diff(
    ctx: typer.Context,
    path: AddressArgument,
    first: Annotated[str, typer.Argument(metavar="NGÀY_1", help="Ngày thứ nhất, ví dụ 14/02/2022.")],
    second: Annotated[str, typer.Argument(metavar="NGÀY_2", help="Ngày thứ hai.")],
    internal: InternalFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """So sánh lời văn của một điều, khoản vào hai ngày, từng chữ.

    Trên màn hình chữ bỏ màu đỏ, chữ thêm màu xanh; khi in ra tệp: [-chữ bỏ-]{+chữ thêm+}.

    Ví dụ:

      hocvu diff "43/2019/QH14#dieu-5" 01/01/2022 01/01/2025

      hocvu diff "43/2019/QH14#dieu-5.khoan-2" 2022-01-01 2025-01-01 > so-sanh.txt
    """
    from api.cli.living import comparison_text
    from api.lives import ComparisonDetail
    from api.lookup import compared
    from assistant.days import today

    days = (_day(first), _day(second))
    with _opened(shared(ctx), internal) as door:
        found = ComparisonDetail.of(*compared(door, path, *days), today())
    if as_json:
        print_json(found)
    else:
        out.print(comparison_text(found, coloured=out.is_terminal), soft_wrap=True)


def changes(
    ctx: typer.Context,
    since: Annotated[str, typer.Option("--since", metavar="NGÀY", help="Từ ngày này.")],
    until: Annotated[
        str | None, typer.Option("--until", metavar="NGÀY", help="Đến hết ngày này; không có: cả sau này.")
    ] = None,
    words: Annotated[
        str, typer.Option("--text", metavar="CHỮ", help="Lọc theo số hiệu, tên, cơ quan, lĩnh vực.")
    ] = "",
    internal: InternalFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Kê những gì bắt đầu có hiệu lực, được sửa đổi hoặc hết hiệu lực từ một ngày.

    Ví dụ:

      hocvu changes --since 01/01/2025

      hocvu changes --since 2024-01-01 --until 31/12/2024 --text "học phí" --json
    """
    from api.cli.living import changes_text
    from api.lives import ChangeItem

    first, last = _day(since), day_of(until)
    with _opened(shared(ctx), internal) as door:
        found = [ChangeItem.of(one) for one in door.changes(first, last, words)]
    if as_json:
        print_json({"since": first, "until": last, "total": len(found), "items": found})
    else:
        out.print(changes_text(found), soft_wrap=True)


def still_valid(
    ctx: typer.Context,
    answer_id: Annotated[str, typer.Argument(metavar="MÃ", help="Mã của câu trả lời (trường id).")],
    internal: InternalFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Kiểm tra một câu trả lời trước đây hôm nay còn đúng không.

    Mã được in dưới mỗi câu trả lời, và là trường “id” khi in JSON.

    Ví dụ:

      hocvu still-valid k3jYw0yq7sZb1XqT

      hocvu still-valid k3jYw0yq7sZb1XqT --json
    """
    from api.cli.living import still_text
    from api.lives import StillDetail

    with _opened(shared(ctx), internal, _ANSWERS) as door:
        found = StillDetail.of(door.still_valid(answer_id))
    if as_json:
        print_json(found)
    else:
        out.print(still_text(found), soft_wrap=True)


@contextmanager
def _opened(state: Shared, internal: bool, hint: str = _WHERE) -> Iterator["Looking"]:
    """The assistant for one kind of asker; ``hint`` says what to do where something is not found."""
    from api.cli.looking import Looking
    from assistant.assistant import Assistant
    from assistant.errors import NotFound

    with Assistant.open(state.settings) as assistant:
        try:
            yield Looking(assistant, access_of(internal))
        except NotFound as error:
            raise NotFound(error.message, hint) from error


def _day(text: str) -> "date":
    from api.inputs import day

    return day(text)
