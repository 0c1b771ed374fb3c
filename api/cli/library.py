"""Commands that change the library or list what is in it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.context import shared
from api.cli.output import err, out, print_json, progress_bars
from api.cli.vietnamese import Command

if TYPE_CHECKING:
    from rich.text import Text

    from ingest.report import FileResult, Report

JsonFlag = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON cho chương trình khác đọc.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("ingest", cls=Command)(ingest)
    app.command("list", cls=Command)(list_documents)
    app.command("remove", cls=Command)(remove)
    app.command("reindex", cls=Command)(reindex)
    app.command("sample", cls=Command)(sample)


def ingest(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="ĐƯỜNG_DẪN", help="Tệp, thư mục hoặc tệp zip.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Thay văn bản cùng số hiệu đã đọc từ tệp khác.")
    ] = False,
    internal: Annotated[
        bool, typer.Option("--internal", help="Văn bản nội bộ: không bao giờ hiện cho công chúng.")
    ] = False,
    as_json: JsonFlag = False,
    report_file: Annotated[
        Path | None, typer.Option("--report", metavar="TỆP", help="Ghi thêm báo cáo JSON vào tệp này.")
    ] = None,
) -> None:
    """Đọc văn bản vào thư viện rồi công bố để hỏi đáp.

    Đọc được PDF (kể cả bản quét), DOCX, DOC, HTML, Markdown, văn bản thuần, thư mục và tệp zip
    chứa chúng, và gói ngoại tuyến của Bộ pháp điển điện tử. Tệp đã đọc mà không đổi thì bỏ qua;
    lệnh bị ngắt giữa chừng thì chạy lại là xong phần còn lại.

    Ví dụ:

      hocvu ingest thong-tu.pdf cong-van.docx

      hocvu ingest ~/van-ban --json > bao-cao.json

      hocvu ingest phap-dien.zip
    """
    from assistant.domain.document import Access
    from ingest.pipeline import Ingest

    access = Access.INTERNAL if internal else Access.PUBLIC
    with progress_bars() as progress:
        report = Ingest(shared(ctx).settings).run(paths, replace=replace, access=access, progress=progress)
    if report_file is not None:
        report_file.write_text(report.model_dump_json(indent=2), encoding="utf-8")
    if as_json:
        print_json(report)
    else:
        _show_report(report)
    if not report.ok:
        raise typer.Exit(1)


_MAX_ROWS = 200
_COUNTED = {
    "documents": "văn bản",
    "articles": "điều",
    "added": "đơn vị mới",
    "changed": "đơn vị đổi lời",
    "unchanged": "đơn vị như cũ",
    "older": "đơn vị đã có lời mới hơn",
    "unlisted": "đơn vị gói này không còn",
    "kept": "đơn vị giữ theo tệp riêng",
    "rejected": "điều không rõ nguồn",
    "failed_topics": "đề mục không đọc được",
}
_STYLES = {"read": "green", "read_with_warnings": "yellow", "unchanged": "dim", "failed": "red"}


def _show_report(report: "Report") -> None:
    """A table of what needs attention (every file, while they are few) and the sums."""
    from rich.table import Table

    from ingest.report import FileState

    loud = [file for file in report.files if file.state in {FileState.FAILED, FileState.WARNED}]
    rows = report.files if len(report.files) <= _MAX_ROWS else loud[:_MAX_ROWS]
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("Tệp", overflow="fold", ratio=2)
    table.add_column("Kết quả", no_wrap=True)
    table.add_column("Văn bản", overflow="fold", min_width=18)
    table.add_column("Đơn vị", justify="right")
    table.add_column("Ghi chú", overflow="fold", ratio=3)
    for file in rows:
        table.add_row(*_row(file))
    if rows:
        out.print(table)
    sums = ", ".join(
        f"{report.count(state)} {state.vietnamese}" for state in FileState if report.count(state)
    )
    out.print(f"{len(report.files)} tệp: {sums or 'không có gì'}.", style="bold")
    out.print(_outcome(report))


def _row(file: "FileResult") -> "tuple[Text | str, ...]":
    from rich.text import Text

    notes = [file.reason, *file.warnings[:3]]
    if len(file.warnings) > 3:
        notes.append(f"… và {len(file.warnings) - 3} lưu ý khác (xem báo cáo)")
    documents = ", ".join(file.documents)
    if file.counts:
        told = ((words, file.counts[name]) for name, words in _COUNTED.items() if file.counts.get(name))
        documents = "\n".join(f"{value:,} {words}".replace(",", ".") for words, value in told)
    return (
        Text(file.name),
        Text(file.state.vietnamese, style=_STYLES[file.state.value]),
        Text(documents),
        str(file.provisions or ""),
        Text("\n".join(note for note in notes if note)),
    )


def _outcome(report: "Report") -> str:
    seconds = sum(report.stages_s.values())
    if report.published:
        return (
            f"Đã công bố bản {report.edition} ({report.indexed} đơn vị được lập chỉ mục, {seconds:.1f} giây)."
        )
    return f"Không có gì mới; thư viện vẫn ở bản {report.edition} ({seconds:.1f} giây)."


def list_documents(
    ctx: typer.Context,
    text: Annotated[
        str, typer.Option("--text", metavar="CHỮ", help="Chỉ văn bản có chữ này trong số hiệu, tên.")
    ] = "",
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="LOẠI", help="Chỉ một loại, ví dụ “thông tư”.")
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", min=1, max=100_000, help="Nhiều nhất bấy nhiêu văn bản.")
    ] = 50,
    internal: Annotated[bool, typer.Option("--internal", help="Kê cả văn bản nội bộ.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Kê các văn bản trong thư viện.

    Ví dụ:

      hocvu list --kind "thông tư" --text "đào tạo"

      hocvu list --json
    """
    from api.cli.listing import list_table, listing

    records, total = listing(shared(ctx).settings, text, kind, limit, internal=internal)
    if as_json:
        print_json({"total": total, "documents": records})
    else:
        out.print(list_table(records))
        out.print(f"{len(records)} trong {total} văn bản.", style="bold")


def remove(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(metavar="SỐ_HIỆU", help="Ví dụ 43/2019/QH14.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Không hỏi lại.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Xoá một văn bản khỏi thư viện và mọi chỉ mục.

    Ví dụ:

      hocvu remove 01/2020/TT-MAU

      hocvu remove 01/2020/TT-MAU --yes
    """
    from assistant.domain.number import DocumentNumber
    from assistant.errors import BadRequest
    from ingest.pipeline import Ingest

    try:
        parsed = DocumentNumber(number)
    except ValueError as error:
        raise BadRequest("Số hiệu trống.", "Ví dụ: hocvu remove 43/2019/QH14") from error
    if not yes and not typer.confirm(f"Xoá văn bản {parsed} khỏi thư viện?", err=True):
        raise typer.Exit(1)
    with progress_bars() as progress:
        report = Ingest(shared(ctx).settings).remove(parsed, progress=progress)
    if as_json:
        print_json(report)
    else:
        out.print(f"Đã xoá {parsed} ({report.removed} đơn vị); thư viện ở bản {report.edition}.")


def reindex(
    ctx: typer.Context,
    drop_others: Annotated[
        bool,
        typer.Option(
            "--drop-others", help="Bỏ véc-tơ của các mô hình khác; máy chủ còn dùng chúng sẽ ngừng trả lời."
        ),
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Lập lại cả hai chỉ mục từ thư viện, rồi chuyển sang dùng một lượt.

    Cần khi đổi mô hình nhúng (HOCVU_EMBEDDER) hoặc khi “hocvu doctor” bảo vậy. Trong lúc chạy,
    hỏi đáp vẫn dùng chỉ mục cũ; lệnh bị ngắt giữa chừng thì chạy lại là xong phần còn lại.

    Đổi mô hình mà không ngừng phục vụ: chạy lệnh này với mô hình mới; khởi động lại từng máy chủ
    với mô hình mới (máy chưa khởi động lại vẫn trả lời bằng véc-tơ cũ, được giữ lại; phần đọc thêm
    từ lúc đó, máy ấy chỉ tìm theo từ ngữ); xong hết thì chạy với --drop-others để bỏ véc-tơ cũ.
    Muốn quay lại mô hình cũ thì chạy lệnh này với mô hình cũ: véc-tơ còn giữ được dùng lại.

    Ví dụ:

      HOCVU_EMBEDDER=sentence-transformers:BAAI/bge-m3 hocvu reindex

      HOCVU_EMBEDDER=sentence-transformers:BAAI/bge-m3 hocvu reindex --drop-others
    """
    from ingest.pipeline import Ingest

    with progress_bars() as progress:
        report = Ingest(shared(ctx).settings).reindex(drop_others=drop_others, progress=progress)
    if as_json:
        print_json(report)
        return
    if report.published:
        out.print(f"Đã lập lại chỉ mục cho {report.indexed} đơn vị; thư viện ở bản {report.edition}.")
    if report.dropped:
        out.print(f"Đã bỏ véc-tơ của {', '.join(report.dropped)}.", markup=False)
    if report.kept:
        out.print(_kept(report.kept), markup=False, soft_wrap=True)


def _kept(models: list[str]) -> str:
    return (
        f"Còn giữ véc-tơ của {', '.join(models)} cho máy chủ chưa khởi động lại với mô hình mới. "
        "Khi mọi máy chủ đã khởi động lại, chạy “hocvu reindex --drop-others”."
    )


def sample(ctx: typer.Context) -> None:
    """Nạp thư viện mẫu đi kèm, nếu thư viện còn trống.

    Văn bản mẫu do dự án viết ra, không có giá trị pháp lý; để thử mọi tính năng trong một phút.

    Ví dụ:

      hocvu sample && hocvu ask "Sinh viên được nghỉ học tạm thời khi nào?"
    """
    from api.cli.listing import is_empty
    from assistant.assistant import Assistant
    from ingest.pipeline import Ingest
    from ingest.samples import sample_folder

    settings = shared(ctx).settings
    if is_empty(settings):
        with progress_bars() as progress:
            _show_report(Ingest(settings).run([sample_folder()], progress=progress))
    else:
        err.print("Thư viện đã có văn bản nên không nạp mẫu.")
    with Assistant.open(settings) as assistant:
        questions = assistant.suggestions()
    out.print("\nThử hỏi:", style="bold")
    for question in questions[:3]:
        out.print(f'  hocvu ask "{question}"', markup=False, soft_wrap=True)
    out.print("Hoặc mở trang hỏi đáp: hocvu serve")
