"""Commands for those who measure and train: eval, train."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from api.cli.context import shared
from api.cli.library import JsonFlag
from api.cli.output import bars, err, out, print_json
from api.cli.vietnamese import Command, Group
from assistant.domain.document import Document
from assistant.errors import BadRequest

evaluate = typer.Typer(cls=Group, no_args_is_help=True, help="Đo chất lượng trên một bộ câu hỏi.")
train = typer.Typer(cls=Group, no_args_is_help=True, help="Huấn luyện các mô hình của dự án.")


def register(app: typer.Typer) -> None:
    """Add this module's groups."""
    evaluate.command("retrieval", cls=Command)(eval_retrieval)
    train.command("embedder", cls=Command)(train_embedder)
    train.command("language", cls=Command)(train_language)
    train.command("ranker", cls=Command)(train_ranker)
    app.add_typer(evaluate, name="eval")
    app.add_typer(train, name="train")


evaluate.callback()(lambda: None)
train.callback()(lambda: None)


def eval_retrieval(
    ctx: typer.Context,
    dataset: Annotated[Path, typer.Option("--dataset", metavar="TỆP", help="Tệp JSONL các câu hỏi.")],
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of",
            metavar="NGÀY",
            formats=["%Y-%m-%d", "%d/%m/%Y"],
            help="Chỉ xếp hạng điều khoản có thể có hiệu lực vào ngày này (mặc định: của mọi thời gian).",
        ),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Đo khả năng tìm đúng điều khoản (nDCG@10, R@5, R@20).

    Mỗi dòng của tệp: {"question": ..., "gold": [{"document": "43/2019/QH14", "article": "5"}]}.

    Ví dụ:

      hocvu eval retrieval --dataset dev.jsonl --json
    """
    from evals.retrieval import evaluate as run

    if not dataset.is_file():
        raise BadRequest(f"Không có tệp {dataset}.", "Đưa một tệp JSONL vào --dataset.")
    figures = run(shared(ctx).settings, dataset, as_of.date() if as_of else None)
    if as_json:
        print_json(figures)
    else:
        for name, value in figures.items():
            out.print(f"{name:>10}  {value:g}")


def train_embedder(
    packages: Annotated[list[Path], typer.Argument(metavar="GÓI", help="Gói pháp điển (zip hoặc thư mục).")],
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="THƯ_MỤC", help="Nơi ghi mô hình (mặc định: nơi mô hình đi kèm)."),
    ] = None,
) -> None:
    """Huấn luyện lại mô hình nhúng tĩnh đi kèm, chỉ trên các gói pháp điển.

    Gói cũ đứng trước: điều có trong nhiều gói lấy lời của gói sau cùng. Cùng các gói ấy trên cùng
    một máy thì ra cùng một mô hình. Sau khi đổi mô hình đi kèm, chạy hocvu reindex cho thư viện.

    Ví dụ:

      hocvu train embedder phap-dien-2025.zip phap-dien-2026.zip --output mo-hinh
    """
    from assistant.retrieval.pairs import NothingToTrainOn
    from assistant.retrieval.training import train_embedder as run

    documents = _documents(packages)
    try:
        folder = run(documents, output, progress=_tell_step)
    except NothingToTrainOn as error:
        raise BadRequest(f"Không huấn luyện được: {error}.", "Đưa gói pháp điển có các điều.") from error
    out.print(f"Đã ghi mô hình vào {folder}.")


def _documents(packages: list[Path]) -> Iterator[Document]:
    """The documents of packages, in their order; each package must be there before any is read."""
    from ingest.codification import read_package

    for package in packages:
        if not package.exists():
            raise BadRequest(f"Không có {package}.", "Đưa gói pháp điển: tệp zip hoặc thư mục.")
    return (document for package in packages for document in read_package(package))


def _tell_step(done: int, whole: int, loss: float) -> None:
    """A line now and then: a step takes a fraction of a second."""
    if done % 25 == 0 or done == whole:
        err.print(f"{done}/{whole}  {loss:.3f}")


def train_language(
    packages: Annotated[list[Path], typer.Argument(metavar="GÓI", help="Gói pháp điển (zip hoặc thư mục).")],
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="TỆP", help="Tệp ghi mô hình (mặc định: tệp đi kèm)."),
    ] = None,
) -> None:
    """Đếm lại các tiếng và cặp tiếng dùng để thêm dấu và sửa lỗi gõ trong câu hỏi.

    Đưa gói cũ trước, gói mới sau. Cùng một đầu vào luôn cho cùng một tệp.

    Ví dụ:

      hocvu train language phap-dien-2025.zip phap-dien-2026.zip
    """
    from assistant.retrieval.counting import NothingToCount
    from assistant.retrieval.counting import train_language as run

    documents = _documents(packages)
    try:
        file = run(documents, output)
    except NothingToCount as error:
        raise BadRequest(f"Không đếm được: {error}.", "Đưa gói pháp điển có các điều.") from error
    err.print(f"{file}: {file.stat().st_size:,} byte")


def train_ranker(
    ctx: typer.Context,
    dataset: Annotated[
        Path, typer.Option("--dataset", metavar="TỆP", help="Tệp JSONL các câu hỏi có đáp án.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="TỆP", help="Tệp ghi bộ xếp hạng (mặc định: tệp đi kèm)."),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Học lại cách xếp hạng từ các câu hỏi có đáp án, trên thư viện đang dùng.

    Đo theo năm phần: mỗi câu được xếp bởi bộ xếp hạng không thấy câu nào cùng phần. Bộ được ghi thì
    học từ mọi câu. Cùng một thư viện và tệp câu hỏi luôn cho cùng một bộ xếp hạng. Bên cạnh tệp có
    thêm một hình .svg: những con số làm đổi thứ hạng nhiều nhất.

    Dùng bộ khác: HOCVU_RANKER=tệp.json; tắt: HOCVU_RANKER=off.

    Ví dụ:

      hocvu train ranker --dataset dev.jsonl --output rieng.json
    """
    from assistant.retrieval.ranking import SHIPPED
    from evals.ranker import train as run
    from evals.ranker import write

    if not dataset.is_file():
        raise BadRequest(f"Không có tệp {dataset}.", "Đưa một tệp JSONL vào --dataset.")
    if output is not None and output.is_dir():  # said now, not after minutes of work
        raise BadRequest(f"{output} là một thư mục.", "Đưa tên một tệp .json vào --output.")
    with bars(quiet=as_json) as progress:
        outcome = run(shared(ctx).settings, dataset, progress=progress)
    path = write(outcome, output or SHIPPED)
    if as_json:
        print_json({"path": str(path), "figures": outcome.figures, "gains": outcome.gains})
        return
    for name, figures in outcome.figures.items():
        out.print(f"{name:<28}" + "  ".join(f"{measure} {value:.4f}" for measure, value in figures.items()))
    out.print(f"Đã ghi {path}")
