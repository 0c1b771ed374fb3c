"""``hocvu eval check-set``, ``draft``, ``register``, ``import``: sets of questions, before anything is
measured with them.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.audiences import AudienceOption, audience_of
from api.cli.context import shared
from api.cli.evaluating.options import SetArgument, set_of
from api.cli.library import JsonFlag
from api.cli.output import err, out, print_json
from assistant.errors import BadRequest

if TYPE_CHECKING:
    from assistant.domain.answer import Audience
    from evals.cases import Split
    from evals.sets.findings import Finding

FolderArgument = Annotated[Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục để ghi bộ câu hỏi.")]
ReplaceFlag = Annotated[bool, typer.Option("--replace", help="Ghi đè bộ câu hỏi đã có ở đó.")]
SplitOption = Annotated[
    str, typer.Option("--split", metavar="PHẦN", help="Phần của các câu: dev, regression hoặc holdout.")
]
TextOption = Annotated[
    str,
    typer.Option("--text", metavar="CHỮ", help="Chỉ văn bản có chữ này ở số hiệu, loại, tên, nơi ban hành."),
]


def check_set(
    ctx: typer.Context,
    set_name: SetArgument,
    library: Annotated[
        bool, typer.Option("--library", help="Xem cả đáp án có còn trong thư viện (--home) không.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Kiểm tra một bộ câu hỏi trước khi đo: câu trùng, câu lọt giữa các phần, đáp án không còn.

    Mã thoát 1 khi có lỗi làm sai số liệu; những chỗ chỉ nên xem lại thì vẫn 0.

    Ví dụ:

      hocvu eval check-set sample

      hocvu eval check-set bo-cau-hoi --library
    """
    from evals.sets.checking import check
    from evals.sets.findings import Severity, worst
    from evals.sets.held import opened

    made = set_of(set_name)
    if library:
        with opened(shared(ctx).settings) as held:
            found = check(made, held.exists)
    else:
        found = check(made)
    if as_json:
        print_json([one.row() for one in found])
    else:
        _tell(found, len(made.cases))
    if worst(found) is Severity.ERROR:
        raise typer.Exit(1)


_SEVERITIES = {"error": "LỖI", "warning": "xem lại", "note": "ghi chú"}


def _tell(found: "list[Finding]", cases: int) -> None:
    for one in found:
        out.print(f"{_SEVERITIES[one.severity.value]:<8} {one.words}", markup=False, soft_wrap=True)
    count = sum(one.severity.value == "error" for one in found)
    err.print(f"{cases} câu: {count} lỗi, {len(found) - count} chỗ nên xem lại.", style="bold")


def draft(
    ctx: typer.Context,
    folder: FolderArgument,
    day: Annotated[
        str | None, typer.Option("--day", metavar="NGÀY", help="Ngày hỏi (mặc định: hôm nay).")
    ] = None,
    simple: Annotated[int, typer.Option("--simple", metavar="SỐ", min=0, help="Câu về một điều.")] = 40,
    several: Annotated[int, typer.Option("--several", metavar="SỐ", min=0, help="Câu cần nhiều điều.")] = 15,
    flips: Annotated[
        int, typer.Option("--flips", metavar="SỐ", min=0, help="Cặp cùng câu hỏi, khác ngày.")
    ] = 15,
    unanswerable: Annotated[
        int, typer.Option("--unanswerable", metavar="SỐ", min=0, help="Câu mà thư viện không trả lời được.")
    ] = 15,
    text: TextOption = "",
    split: SplitOption = "dev",
    audience: AudienceOption = None,
    seed: Annotated[int, typer.Option("--seed", metavar="SỐ", help="Số khác thì ra câu khác.")] = 0,
    replace: ReplaceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Soạn nháp một bộ câu hỏi từ thư viện, để người đọc lại và viết theo lời người dân hỏi.

    Bản nháp chưa phải bộ để đo: đo một dịch vụ bằng chính mục lục của nó thì không chứng tỏ được gì. Đọc
    từng câu với văn bản, sửa, điền checked_by; sổ văn bản (draft.register.jsonl) đọc xong thì bỏ chữ
    draft. ở đầu tên. Rồi chạy hocvu eval check-set.

    Ví dụ:

      hocvu eval draft bo-moi --day 01/09/2026

      hocvu eval draft bo-moi --text "tuyển sinh" --simple 20 --flips 5 --seed 7
    """
    from evals.sets.drafting import draft as propose
    from evals.sets.drafts import Wanted
    from evals.sets.held import opened
    from evals.sets.writing import write_set

    counts = (simple, several, flips, unanswerable)
    wanted = Wanted(_day(day), *counts, seed, _split(split), _audience(audience), text)
    with opened(shared(ctx).settings) as held:
        found = propose(held, wanted)
    write_set(folder, found.made, replace=replace, draft_register=True)
    _written(folder, len(found.made.cases), found.doubts, as_json)


def draft_register(
    ctx: typer.Context,
    folder: FolderArgument,
    text: TextOption = "",
    as_json: JsonFlag = False,
) -> None:
    """Soạn nháp sổ văn bản (số hiệu, hiệu lực, các điều) cho một bộ câu hỏi, từ thư viện.

    Sổ là chỗ dựa để chấm hiệu lực mà không tin vào mục lục đang đo. Bản nháp lại lấy từ mục lục ấy, nên
    ghi ra draft.register.jsonl: đối chiếu với văn bản, sửa, rồi đổi tên thành register.jsonl.

    Ví dụ:

      hocvu eval register bo-cau-hoi
    """
    from evals.running.files import write_whole
    from evals.sets.drafting_register import draft_register as propose
    from evals.sets.held import opened
    from evals.sets.shelf import Shelf
    from evals.sets.writing import DRAFT

    with opened(shared(ctx).settings) as held:
        found = propose(Shelf.read(held, text))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{DRAFT}register.jsonl"
    write_whole(path, "".join(f"{one.model_dump_json()}\n" for one in found.register.documents))
    if as_json:
        print_json({"path": str(path), "documents": len(found.register.documents), "doubts": found.doubts})
        return
    for doubt in found.doubts:
        out.print(f"cần tra: {doubt}", markup=False, soft_wrap=True)
    err.print(f"Đã ghi {len(found.register.documents)} văn bản vào {path}", markup=False, soft_wrap=True)


def import_set(
    ctx: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="NGUỒN", help="Tệp hoặc thư mục để đọc.")],
    folder: FolderArgument,
    name: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="ĐỊNH_DẠNG",
            help="beir, trec, legal (ALQAC, Zalo), csv, retrieval, flips, cases; không nói thì tự nhận ra.",
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="NGÀY", help="Ngày hỏi của mọi câu, khi tệp không ghi (mặc định: hôm nay)."
        ),
    ] = None,
    qrels: Annotated[
        Path | None, typer.Option("--qrels", metavar="TỆP", help="Tệp qrels đi với topics của TREC.")
    ] = None,
    part: Annotated[
        str | None, typer.Option("--part", metavar="PHẦN", help="Phần của thư mục BEIR: test, dev...")
    ] = None,
    together: Annotated[
        bool,
        typer.Option("--together", help="Mọi điều liên quan đều cần; không có thì một trong số đó là đủ."),
    ] = False,
    library: Annotated[
        bool, typer.Option("--library", help="Đặt đáp án vào đúng chỗ của nó trong thư viện (--home).")
    ] = False,
    split: SplitOption = "dev",
    audience: AudienceOption = None,
    replace: ReplaceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Đọc một bộ câu hỏi sẵn có ở định dạng khác thành bộ của Học Vụ.

    Những gì tệp không nói (ngày hỏi, phần) thì lấy từ tuỳ chọn. Góp ý của người hỏi: xuất bằng hocvu
    feedback export rồi đọc vào đây.

    Ví dụ:

      hocvu eval import dev.jsonl bo-dev --as-of 01/09/2026 --library

      hocvu eval import topics.tsv bo-trec --qrels qrels.txt

      hocvu eval import cau-hoi.csv bo-cua-so --audience citizen
    """
    from evals.sets.formats.registry import Source
    from evals.sets.formats.stated import Stated
    from evals.sets.held import opened
    from evals.sets.importing import import_set as read
    from evals.sets.writing import write_set

    origin = Source(source, part, qrels)
    stated = Stated(_day(as_of), _split(split), _audience(audience), together=together)
    if library:
        with opened(shared(ctx).settings) as held:
            found = read(origin, stated, name=name, held=held)
    else:
        found = read(origin, stated, name=name)
    write_set(folder, found.made, replace=replace)
    _written(folder, len(found.made.cases), found.notes, as_json)


def _written(folder: Path, cases: int, notes: Iterable[str], as_json: bool) -> None:
    told = list(notes)
    if as_json:
        print_json({"folder": str(folder), "cases": cases, "notes": told})
        return
    for note in told:
        out.print(f"- {note}", markup=False, soft_wrap=True)
    err.print(f"Đã ghi {cases} câu vào {folder}", style="bold", markup=False, soft_wrap=True)
    err.print(f"→ hocvu eval check-set {folder}", markup=False, soft_wrap=True)


def _day(text: str | None) -> date:
    from api.cli.days import day_of
    from assistant.days import today

    return day_of(text) or today()


def _split(name: str) -> "Split":
    from evals.cases import Split

    if name not in list(Split):
        raise BadRequest("--split không đúng.", f"Chọn một trong: {', '.join(Split)}.")
    return Split(name)


def _audience(name: str | None) -> "Audience | None":
    from assistant.domain.answer import Audience

    found = audience_of(name)
    return Audience(found) if found else None
