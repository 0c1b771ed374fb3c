"""``hocvu eval label`` and ``hocvu eval labels``: people judge what was answered, blind to the version."""

import sys
from collections.abc import Mapping
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.library import JsonFlag
from api.cli.output import err, out, print_json
from api.cli.vietnamese import Command, Group
from assistant.errors import BadRequest

if TYPE_CHECKING:
    from evals.judging.people.agreement import Agreed, Unit
    from evals.judging.people.desk import Desk
    from evals.judging.people.truth import Against

labels = typer.Typer(
    cls=Group, no_args_is_help=True, help="Nhãn của người đánh giá: xuất, nhập, độ thống nhất."
)

RunsArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="LẦN_ĐO...", help="Thư mục của một hay nhiều lần đo (eval run), trộn lẫn với nhau."
    ),
]
WhoOption = Annotated[
    list[str] | None,
    typer.Option("--who", metavar="TÊN", help="Người đánh giá; viết nhiều lần, mỗi người một lần."),
]
SettleOption = Annotated[
    list[str] | None,
    typer.Option("--settle", metavar="TÊN", help="Người thứ ba: chỉ xét những chỗ các người kia bất đồng."),
]
EachOption = Annotated[
    int, typer.Option("--each", metavar="SỐ", min=1, max=9, help="Mỗi câu hỏi do mấy người đánh giá.")
]
SampleOption = Annotated[
    int | None,
    typer.Option("--sample", metavar="SỐ", min=1, help="Chỉ từng ấy câu hỏi, rút thăm (mặc định: mọi câu)."),
]
SeedOption = Annotated[
    int,
    typer.Option("--seed", metavar="SỐ", min=0, max=2**31, help="Số hạt: cùng số thì rút và chia như nhau."),
]

_MATTERS = {
    "statement": "câu",
    "citation": "căn cứ",
    "nugget": "ý",
    "whole": "cả câu trả lời",
}
_SHOWN = 10
_SHORT = 90
_SOUND, _TENTATIVE = 0.8, 0.667
"""Krippendorff's own bounds ("Content Analysis", 2004): conclusions, tentative conclusions."""


def register(group: typer.Typer) -> None:
    """Add this module's commands to the group ``eval``."""
    group.command("label", cls=Command)(label)
    for name, command in (("export", export), ("import", import_), ("agreement", agreement)):
        labels.command(name, cls=Command)(command)
    group.add_typer(labels, name="labels")


labels.callback()(lambda: None)


def label(
    folders: RunsArgument,
    who: WhoOption = None,
    settle: SettleOption = None,
    each: EachOption = 2,
    sample: SampleOption = None,
    seed: SeedOption = 0,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Cổng (0: cổng nào còn trống).")] = 0,
) -> None:
    """Mở trang để người đánh giá chấm từng câu, từng căn cứ; không ai biết câu trả lời của bản nào.

    Mỗi người một đường dẫn riêng, chỉ mở được trên máy này. Mỗi câu hỏi giao cho hai người; câu trả lời
    mà hai bản nói y như nhau chỉ phải chấm một lần. Nhãn ghi vào labels.jsonl của từng lần đo ngay khi
    chọn; dừng rồi mở lại thì làm tiếp. Sau đó: hocvu eval labels agreement.

    Ví dụ:

      hocvu eval label do/cu do/moi --who Lan --who Minh

      hocvu eval label do/moi --who Lan --who Minh --who Hoa --sample 60

      hocvu eval label do/cu do/moi --settle Hoa
    """
    from evals.judging.people.desk import Plan
    from evals.judging.people.serving import serve

    if not who and not settle:
        raise BadRequest("Chưa có người đánh giá nào.", "Thêm tên, ví dụ: --who Lan --who Minh")
    serve(folders, Plan(who or (), settle or (), each, sample, seed), _announce, port=port)


def _announce(links: Mapping[str, str], desk: "Desk") -> None:
    for name, link in links.items():
        held = desk.lying[name]
        items = sum(len(one.items) for one in held)
        done = sum(desk.done(name, one) for one in held)
        out.print(f"{name}: {len(held)} câu trả lời, {done}/{items} mục đã chấm", style="bold", markup=False)
        out.print(f"  {link}", markup=False, soft_wrap=True)
    others = [name for name in desk.book.people if name not in links]
    if others:
        err.print(f"Đã có nhãn của: {', '.join(others)}.", markup=False)
    err.print("Nhãn được lưu ngay khi chọn. Ctrl+C để dừng.")
    sys.stdout.flush()  # whoever reads it through a pipe wants the links now


def export(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp CSV để ghi; - là in ra màn hình.")],
    folders: RunsArgument,
    who: WhoOption = None,
    settle: SettleOption = None,
    each: EachOption = 2,
    sample: SampleOption = None,
    seed: SeedOption = 0,
) -> None:
    """Xuất nhãn thành CSV, mở được bằng Excel; mục chưa chấm để trống cho người điền.

    Có --who (và --each, --sample, --seed như khi mở trang) thì có cả phần chưa chấm của họ; không có thì
    chỉ nhãn đã chấm. Tệp không nói câu trả lời là của bản nào. Điền cột label rồi nhập lại bằng
    hocvu eval labels import.

    Ví dụ:

      hocvu eval labels export nhan.csv do/cu do/moi

      hocvu eval labels export cho-lan.csv do/moi --who Lan --who Minh
    """
    from evals.judging.people.book import Book
    from evals.judging.people.desk import Desk, Plan
    from evals.judging.people.sheets import sheet
    from evals.judging.people.tasks import tasks_of
    from evals.running.files import write_whole

    book = Book.read(tasks_of(folders))
    text = sheet(Desk(book, Plan(who or (), settle or (), each, sample, seed)))
    if str(file) == "-":
        typer.echo(text, nl=False)
        return
    write_whole(file, text)
    err.print(f"Đã ghi {file}.", markup=False, style="bold")


def import_(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp CSV do labels export ghi ra.")],
    folders: RunsArgument,
    as_json: JsonFlag = False,
) -> None:
    """Nhập nhãn từ CSV: cả tệp, hoặc không dòng nào nếu có dòng sai (nêu số dòng).

    Nhãn viết bằng chữ như trong cột choices, hoặc bằng mã. Nhập lại lần nữa không thêm gì; dòng cũ hơn
    nhãn đang có thì bỏ qua.

    Ví dụ:

      hocvu eval labels import nhan-cua-lan.csv do/cu do/moi
    """
    from evals.judging.people.book import Book
    from evals.judging.people.sheets import import_sheet
    from evals.judging.people.tasks import tasks_of

    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadRequest(f"Không đọc được tệp {file}.", "Đưa tệp CSV do labels export ghi ra.") from error
    with Book.opened(tasks_of(folders)) as book:
        found = import_sheet(book, content)
    if as_json:
        print_json(found)
        return
    err.print(
        f"{found.added} nhãn mới, {found.same} nhãn đã có, {found.older} dòng cũ hơn nhãn đang có, "
        f"{found.empty} dòng chưa chấm.",
        style="bold",
    )


def agreement(folders: RunsArgument, as_json: JsonFlag = False) -> None:
    """Xem người đánh giá thống nhất đến đâu, chỗ nào bất đồng, và mô hình chấm có như người không.

    Alpha của Krippendorff: 1 là hoàn toàn thống nhất, 0 là như chọn bừa; từ 0,8 thì đáng tin, từ 0,667
    thì tạm dùng. Chỗ bất đồng: giao cho người thứ ba bằng hocvu eval label --settle.

    Ví dụ:

      hocvu eval labels agreement do/cu do/moi

      hocvu eval labels agreement do/moi --json
    """
    from evals.judging.people.agreement import agreement as agreed_of
    from evals.judging.people.agreement import disputes
    from evals.judging.people.book import Book
    from evals.judging.people.tasks import tasks_of

    book = Book.read(tasks_of(folders))
    found, open_ = agreed_of(book), disputes(book)
    judges = {str(folder): _against(folder) for folder in folders}
    if as_json:
        told = {folder: list(map(_plain, some)) for folder, some in judges.items()}
        print_json({"people": book.people, "agreement": list(map(_plain, found)),
                    "disputes": list(map(_disputed, open_)), "judge": told})  # fmt: skip
        return
    _tell_agreement(book.people, found)
    _tell_disputes(open_, folders)
    for folder, some in judges.items():
        _tell_judge(folder, some)


def _against(folder: Path) -> list["Against"]:
    """The last judge of a run against people; nothing where there is none."""
    from evals.judging.people.truth import against_judge
    from evals.judging.verdicts import VERDICTS, Verdict
    from evals.running.files import read_rows

    verdicts = read_rows(folder / VERDICTS, Verdict)
    return against_judge(folder, verdicts[-1].judge) if verdicts else []


def _plain(row: "Agreed | Against") -> dict[str, Any]:
    """A row as JSON can hold it: what is not known is ``null``."""
    from dataclasses import asdict

    return {name: _finite(value) for name, value in asdict(row).items()}


def _finite(value: Any) -> Any:  # noqa: ANN401  any value of a row
    if isinstance(value, dict):
        return {name: _finite(one) for name, one in value.items()}
    return None if isinstance(value, float) and (isnan(value) or abs(value) == float("inf")) else value


def _disputed(one: "Unit") -> dict[str, Any]:
    return {
        "case": one.task.case.id,
        "question": one.task.case.question,
        "matter": one.item.matter.value,
        "at": one.item.at,
        "citation": one.item.citation,
        "labels": {name: event.label for name, event in sorted(one.said.items())},
        "words": {name: event.words for name, event in sorted(one.said.items()) if event.words},
    }


def _tell_agreement(people: list[str], found: list["Agreed"]) -> None:
    from api.cli.evaluating.telling import table

    if not found:
        err.print("Chưa mục nào có nhãn của hai người.", style="bold")
        return
    err.print(f"Người đánh giá: {', '.join(people)}.", markup=False)
    table(
        ("mục", "hai người chấm", "giống nhau", "alpha", "khoảng tin cậy 95 %", "kappa", ""),
        [
            (_MATTERS[one.matter], str(one.units), f"{_figure(100 * one.alike, 0)} %", _figure(one.alpha),
             f"{_figure(one.low)} – {_figure(one.high)}", _figure(one.kappa), _meaning(one.alpha))
            for one in found
        ],
    )  # fmt: skip


def _meaning(alpha: float) -> str:
    if isnan(alpha):
        return "ai cũng chọn cùng một nhãn"
    return "đáng tin" if alpha >= _SOUND else "tạm dùng" if alpha >= _TENTATIVE else "chưa đủ thống nhất"


def _figure(value: float, digits: int = 2) -> str:
    return "–" if isnan(value) else f"{value:.{digits}f}".replace(".", ",")


def _tell_disputes(open_: list["Unit"], folders: list[Path]) -> None:
    from evals.judging.people.labels import CHOICES

    if not open_:
        return
    out.print(f"\n{len(open_)} chỗ bất đồng:")
    for one in open_[:_SHOWN]:
        choices = CHOICES[one.item.matter]
        said = "; ".join(f"{name}: {choices[event.label or '']}" for name, event in sorted(one.said.items()))
        where = f"{one.task.case.id} ({_MATTERS[one.item.matter]})"
        out.print(f"  {where}  {one.task.case.question[:_SHORT]}\n    {said}", markup=False, soft_wrap=True)
    if len(open_) > _SHOWN:
        out.print(f"  … và {len(open_) - _SHOWN} chỗ nữa (--json để xem hết)")
    runs = " ".join(map(str, folders))
    err.print(f"→ hocvu eval label {runs} --settle TÊN", markup=False, soft_wrap=True)


def _tell_judge(folder: str, some: list["Against"]) -> None:
    from api.cli.evaluating.telling import table

    if not some:
        return
    out.print(f"\nMô hình chấm so với người, {folder}:", markup=False, soft_wrap=True)
    table(
        ("mục", "cả hai chấm", "giống nhau", "kappa", "người sẽ cho là đạt"),
        [
            (_MATTERS[one.matter], str(one.both), f"{_figure(100 * one.alike, 0)} %", _figure(one.kappa),
             f"{_points(one.share.estimate)} ({_points(one.share.low)} – {_points(one.share.high)})")
            for one in some
        ],
    )  # fmt: skip


def _points(share: float) -> str:
    """A share as points, within 0 and 100."""
    return f"{_figure(100 * min(1.0, max(0.0, share)), 0)} %"
