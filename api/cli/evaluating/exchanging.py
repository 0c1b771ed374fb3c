"""``hocvu eval export`` and ``import-scores``: files for other people's tools, and what they said."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.evaluating.options import RunArgument, run_of
from api.cli.library import JsonFlag
from api.cli.output import err, print_json
from assistant.errors import BadRequest

if TYPE_CHECKING:
    from evals.exchange.imported import Imported
    from evals.pipeline import Run

_EXPORTS = ("ragas", "inspect", "trec")
_IMPORTS = ("ragas", "inspect")

OutputOption = Annotated[
    Path | None,
    typer.Option("--output", metavar="THƯ_MỤC", help="Nơi ghi (mặc định: thư mục export trong lần đo)."),
]


def export(
    tool: Annotated[str, typer.Argument(metavar="CÔNG_CỤ", help="ragas, inspect (inspect_ai) hoặc trec.")],
    folder: RunArgument,
    output: OutputOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Xuất một lần đo cho công cụ khác: ragas, inspect_ai, hoặc trec_eval và ir_measures.

    ragas: ragas.jsonl, đọc bằng EvaluationDataset.from_jsonl. inspect: inspect.jsonl, đọc bằng
    json_dataset. trec: run.txt và qrels.txt. Không gửi gì đi đâu; điểm của ragas và inspect đưa lại bằng
    hocvu eval import-scores.

    Ví dụ:

      hocvu eval export ragas do/moi

      hocvu eval export trec do/moi --output trec && ir_measures trec/qrels.txt trec/run.txt nDCG@10
    """
    from evals.running.files import write_whole

    if tool not in _EXPORTS:
        raise BadRequest(f"Chưa xuất được cho {tool}.", f"Chọn một trong: {', '.join(_EXPORTS)}.")
    into = output or folder / "export"
    made = _files(tool, run_of(folder))
    into.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        write_whole(into / name, text)
        err.print(f"Đã ghi {into / name}", markup=False, soft_wrap=True)
    if as_json:
        print_json([str(into / name) for name in made])


def _files(tool: str, run: "Run") -> dict[str, str]:
    from evals.exchange import inspect_ai, ragas, trec
    from evals.measures.registry import by_case

    cases, register = run.cases.cases, run.cases.register
    rows = by_case(cases, run.rows, run.manifest)
    if tool == "ragas":
        return {"ragas.jsonl": ragas.export(cases, rows, register)}
    if tool == "inspect":
        return {"inspect.jsonl": inspect_ai.export(cases, rows)}
    more = {f"run.{at}.txt": trec.trec_run(cases, rows, at) for at in range(1, run.manifest.repeats)}
    return {"run.txt": trec.trec_run(cases, rows), **more, "qrels.txt": trec.trec_qrels(cases)}


def import_scores(
    tool: Annotated[str, typer.Argument(metavar="CÔNG_CỤ", help="ragas hoặc inspect.")],
    file: Annotated[
        Path, typer.Argument(metavar="TỆP", help="CSV kết quả của ragas, hoặc nhật ký JSON của inspect.")
    ],
    folder: RunArgument,
    as_json: JsonFlag = False,
) -> None:
    """Đưa điểm của ragas hoặc inspect_ai về thành thước đo của lần đo (ragas.faithfulness...).

    Câu mà công cụ không chấm được (NaN, lỗi) mang điểm kém nhất, không bị bỏ khỏi trung bình. Đưa lại
    lần nữa thì điểm sau thay điểm trước. Rồi chạy hocvu eval score.

    Ví dụ:

      hocvu eval import-scores ragas ragas.csv do/moi

      hocvu eval import-scores inspect nhat-ky.json do/moi
    """
    from evals.exchange.imported import keep

    if tool not in _IMPORTS:
        raise BadRequest(f"Chưa đọc được điểm của {tool}.", f"Chọn một trong: {', '.join(_IMPORTS)}.")
    if not file.is_file():
        raise BadRequest(f"Không có tệp {file}.", "Kiểm tra tên tệp.")
    run = run_of(folder)
    found = _read(tool, file, run)
    keep(folder, found)
    metrics = sorted({one.name for one in found})
    lost = sum(one.value is None for one in found)
    err.print(f"{len(found)} điểm của {', '.join(metrics)}; {lost} lượt không chấm được.", markup=False)
    err.print(f"→ hocvu eval score {folder}", markup=False, soft_wrap=True)
    if as_json:
        print_json({"scores": len(found), "measures": metrics, "without_value": lost})


def _read(tool: str, file: Path, run: "Run") -> "list[Imported]":
    from evals.exchange import inspect_ai, ragas
    from evals.measures.registry import by_case

    cases = run.cases.cases
    try:
        if tool == "inspect":
            return inspect_ai.read_log(file.read_bytes(), cases, run.manifest)
        text = file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"{file} không phải UTF-8.", "Ghi lại tệp bằng UTF-8.") from error
    return ragas.read_results(text, cases, by_case(cases, run.rows, run.manifest), run.manifest)
