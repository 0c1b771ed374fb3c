"""Arguments and options that several commands of ``hocvu eval`` share, and what they name."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import BadRequest, HocVuError

if TYPE_CHECKING:
    from evals.pipeline import Run, Terms
    from evals.sets.folder import CaseSet

SetArgument = Annotated[
    str, typer.Argument(metavar="BỘ", help="Thư mục hoặc tệp JSONL của bộ câu hỏi; “sample” là bộ đi kèm.")
]
RunArgument = Annotated[Path, typer.Argument(metavar="LẦN_ĐO", help="Thư mục của một lần đo (eval run).")]
BaselineArgument = Annotated[
    Path,
    typer.Argument(metavar="BẢN_CŨ", help="Thư mục lần đo của bản đang dùng; “sample” là lần đo đi kèm."),
]
CandidateArgument = Annotated[Path, typer.Argument(metavar="BẢN_MỚI", help="Thư mục lần đo của bản mới.")]
SetOption = Annotated[
    str | None,
    typer.Option(
        "--set",
        metavar="BỘ",
        help="Tính theo bộ này (đáp án đã sửa) thay cho bản mà lần đo giữ; chỉ những câu hỏi y như cũ.",
    ),
]
YesFlag = Annotated[bool, typer.Option("--yes", help="Không hỏi lại dù sẽ tốn tiền.")]
UnderTestOption = Annotated[
    list[str] | None,
    typer.Option(
        "--under-test",
        metavar="TÊN",
        help="Chỗ mà hai bản được khác nhau: settings.ranker, models, library, edition...; viết nhiều lần "
        "nếu cần. Mã nguồn, prompt và địa chỉ dịch vụ thì luôn được.",
    ),
]
PrimaryOption = Annotated[
    str | None,
    typer.Option(
        "--primary", metavar="TÊN", help="Thước đo chính (mặc định: pinpoint; chỉ đo tìm kiếm: ndcg@10)."
    ),
]
MarginOption = Annotated[
    list[str] | None,
    typer.Option(
        "--margin",
        metavar="TÊN=MỨC",
        help="Mức giảm chấp nhận được của một thước đo, ví dụ pinpoint=0.03 (mặc định: 0.05, từng phần 0.1).",
    ),
]
SliceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--slice",
        metavar="PHẦN",
        help="Phần phải chứng tỏ là không giảm, ví dụ kind=flip, audience=citizen; viết nhiều lần nếu cần.",
    ),
]
SightedFlag = Annotated[
    bool, typer.Option("--sighted", help="Không cho đạt nếu bộ quá nhỏ để thấy được mức giảm ấy.")
]
LanguageOption = Annotated[
    str, typer.Option("--language", metavar="NGÔN_NGỮ", help="Ngôn ngữ của báo cáo: vi hoặc en.")
]

UNMEASURABLE = 2


def set_of(name: str) -> "CaseSet":
    """The set at a path, or the one that comes with the project under that name."""
    from evals.sets.folder import SHIPPED, read_set

    path = Path(name)
    if path.exists():
        return read_set(path)
    shipped = sorted(one.name for one in SHIPPED.iterdir() if one.is_dir()) if SHIPPED.is_dir() else []
    if name in shipped:
        return read_set(SHIPPED / name)
    raise BadRequest(
        f"Không có bộ câu hỏi {name}.", f"Đưa đường dẫn, hoặc một bộ đi kèm: {', '.join(shipped)}."
    )


def run_of(folder: Path, set_name: str | None = None) -> "Run":
    """The run in a folder, by the set it kept or another state of it."""
    from evals.pipeline import open_run

    return open_run(shipped_or(folder), set_of(set_name) if set_name else None)


def shipped_or(folder: Path) -> Path:
    """The folder, or the baseline that comes with the project under that name."""
    from evals.pipeline import BASELINES

    shipped = BASELINES / folder
    return shipped if not folder.exists() and shipped.is_dir() else folder


def terms_of(
    under_test: list[str] | None,
    primary: str | None,
    margins: list[str] | None,
    gated: list[str] | None,
    sighted: bool,
) -> "Terms":
    """What the gate is asked; raise ``BadRequest`` for what cannot be read."""
    from evals.pipeline import UNDER_TEST, Terms
    from evals.slices import Slice

    try:
        cuts = tuple(Slice.parse(one) for one in gated or ())
    except ValueError as error:
        raise BadRequest("--slice không đúng.", "Viết như kind=flip hoặc audience=citizen.") from error
    return Terms(
        (*UNDER_TEST, *(under_test or ())), primary, cuts, dict(map(_margin, margins or ())), sighted
    )


def _margin(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        found = float(value.replace(",", "."))
    except ValueError:
        found = -1.0
    if not name or not 0.0 <= found < float("inf"):
        raise BadRequest(f"--margin {text} không đúng.", "Viết tên thước đo và một số, ví dụ pinpoint=0.03.")
    return name, found


@contextmanager
def unmeasurable() -> Iterator[None]:
    """Whatever goes wrong within is no regression: it ends with the exit code that says so."""
    try:
        yield
    except HocVuError as error:
        from api.cli.output import print_error

        print_error(error)
        raise typer.Exit(UNMEASURABLE) from error
    except (typer.Exit, typer.Abort, typer.TyperException, BrokenPipeError):
        raise
    except Exception as error:
        from api.cli.main import unexpected

        unexpected(error)
        raise typer.Exit(UNMEASURABLE) from error
