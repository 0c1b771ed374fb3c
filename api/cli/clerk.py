"""Commands for the clerk who keeps the table of validity: validity set, show, check."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.context import shared
from api.cli.library import JsonFlag
from api.cli.output import out, print_json, progress_bars
from api.cli.vietnamese import Command, Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain.document import Access
    from assistant.domain.path import ProvisionPath
    from assistant.library import Library
    from assistant.library.overrides import OverrideRow
    from assistant.settings import Settings

validity = typer.Typer(
    cls=Group, no_args_is_help=True, help="Bảng hiệu lực do cán bộ nhập, thay cho mọi nguồn khác."
)
TableFile = Annotated[Path, typer.Argument(metavar="TỆP_CSV", help="Bảng CSV: path,from,to,basis.")]


def register(app: typer.Typer) -> None:
    """Add this module's group."""
    validity.command("set", cls=Command)(set_table)
    validity.command("show", cls=Command)(show_table)
    validity.command("check", cls=Command)(check_table)
    app.add_typer(validity, name="validity")


validity.callback()(lambda: None)


def set_table(ctx: typer.Context, file: TableFile, as_json: JsonFlag = False) -> None:
    """Lấy TỆP_CSV làm bảng hiệu lực của thư viện và công bố.

    Mỗi dòng là một khoảng thời gian có hiệu lực của một văn bản hoặc điều khoản:

      path: số hiệu hoặc địa chỉ, ví dụ 29/2024/TT-BGDĐT#dieu-5

      from: ngày đầu tiên có hiệu lực (trống: theo nguồn khác)

      to: ngày đầu tiên không còn hiệu lực (trống: chưa hết)

      basis: căn cứ, hiện cùng câu trả lời

    Tệp là cả bảng: dòng nào bỏ khỏi tệp thì thôi có tác dụng. Bảng có lỗi thì không dòng nào được lấy.

    Ví dụ:

      hocvu validity set hieu-luc.csv
    """
    from ingest.pipeline import Ingest
    from ingest.validity_table import read_table

    rows = read_table(file)
    with progress_bars() as progress:
        report = Ingest(shared(ctx).settings).set_validity(rows, progress=progress)
    if as_json:
        print_json(report)
        return
    came, went = report.overrides["added"], report.overrides["removed"]
    out.print(f"Bảng hiệu lực có {len(rows)} dòng: thêm {came}, bỏ {went}; thư viện ở bản {report.edition}.")
    _warn_of_unknown(shared(ctx).settings, rows)


def show_table(ctx: typer.Context, as_json: JsonFlag = False) -> None:
    """In bảng hiệu lực đang dùng, dưới dạng CSV để sửa rồi nhập lại.

    Ví dụ:

      hocvu validity show > hieu-luc.csv
    """
    from ingest.validity_table import write_table

    rows = _table(shared(ctx).settings)
    if as_json:
        print_json([{"path": str(r.path), "from": r.starts, "to": r.ends, "basis": r.basis} for r in rows])
    else:
        typer.echo(write_table(rows), nl=False)


def check_table(ctx: typer.Context, file: TableFile) -> None:
    """Kiểm tra TỆP_CSV mà không thay đổi gì.

    Ví dụ:

      hocvu validity check hieu-luc.csv
    """
    from ingest.validity_table import read_table

    rows = read_table(file)
    out.print(f"Bảng đúng dạng, {len(rows)} dòng.")
    _warn_of_unknown(shared(ctx).settings, rows)


def _table(settings: "Settings") -> "Sequence[OverrideRow]":
    from assistant.domain.document import Access
    from assistant.library import Library

    library = Library.open(settings.sqlalchemy_url)
    try:
        edition = library.edition()
        return library.overrides(edition=edition.number, access=Access.INTERNAL) if edition else ()
    finally:
        library.close()


def _warn_of_unknown(settings: "Settings", rows: "Sequence[OverrideRow]") -> None:
    """Rows of what the library does not have wait until it comes; a heading has no force of its own."""
    from assistant.library import Library

    library = Library.open(settings.sqlalchemy_url)
    try:
        edition = library.edition()
        unknown = sorted(
            {str(row.path) for row in rows if not (edition and is_held(library, row.path, edition.number))}
        )
    finally:
        library.close()
    if unknown:
        out.print(
            f"Không có trong thư viện, hoặc không phải điều, khoản, điểm, phụ lục: {', '.join(unknown)}; "
            "dòng của chúng chưa có tác dụng.",
            style="yellow",
        )


def is_held(library: "Library", path: "ProvisionPath", edition: int, access: "Access | None" = None) -> bool:
    """Whether the library has what stands at ``path``: a document, an article, a unit inside one;
    for somebody of an ``access``, without one for everybody inside.
    """
    from assistant.domain.document import Access

    seen = access or Access.INTERNAL
    if not path.segments and path.scope is None:
        return library.document(path.document, edition=edition, access=seen) is not None
    stored = library.provision(path, edition=edition, access=seen)
    if stored is None or not stored.provision.text:
        return False
    return stored.provision.path == path or stored.provision.unit(path) is not None
