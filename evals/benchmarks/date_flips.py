"""One question, two days: the answer must change if, and only if, the provision did.

    python -m evals.benchmarks.date_flips --data DATA --home HOME [--rows ROWS.jsonl]

``DATA`` holds ``phapdien/`` with both packages, ``HOME`` is made by ``hocvu ingest`` of both.
The days and words that judge are read from the packages by the evaluation itself.
"""

import argparse
from pathlib import Path

import orjson

from assistant.assistant import Assistant
from assistant.settings import Settings
from evals.benchmarks.machine import keep
from evals.date_flips import PAIRS, Pair, ended_documents, governing_words, load
from evals.flips_reader import read_package
from evals.flips_report import figures
from evals.flips_scoring import Judge, PairScore, score
from evals.flips_table import Table

_COMMAND = "python -m evals.benchmarks.date_flips --data DATA --home HOME"
_PACKAGES = ("phapdien-2025-02.zip", "phapdien-2026-01.zip")
_NOTES = (
    "Bar: no citation outside its interval.",
    "Shares with 95 % Wilson intervals; a question that raised is a failure of its day.",
    "A day is right where a citation lies in the governing article, its words stand in the version of "
    "that day, and no citation is outside its interval.",
    "Where nothing governs, a day is right unless something ended or not yet begun is given as current.",
    "The governing version is chosen where it is among the first ten and the other version is not; days "
    "whose article is not among them are counted apart.",
)


def judge(data: Path, pairs: list[Pair]) -> Judge:
    """What judges: made from both packages, read anew."""
    older, newer = (read_package(data / "phapdien" / name) for name in _PACKAGES)
    words = governing_words(pairs, [*older, *newer])
    return Judge(Table.build(older, newer, ended_documents(pairs)), words)


def _write(rows: Path, scores: list[PairScore]) -> None:
    rows.write_bytes(b"".join(orjson.dumps(each.row()) + b"\n" for each in scores))


def main() -> None:
    """Measure and keep the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, default=PAIRS)
    parser.add_argument("--rows", type=Path, help="keep a line of each pair here")
    options = parser.parse_args()
    pairs = load(options.pairs)
    knowing = judge(options.data, pairs)
    with Assistant.open(Settings(home=options.home)) as assistant:
        scores = score(pairs, assistant, knowing)
        edition = assistant.edition()
    if options.rows:
        _write(options.rows, scores)
    made = {"embedder": edition.embedder} if edition else {}
    keep("date_flips", "Date-flip pairs", _COMMAND, made | figures(scores), _NOTES)


if __name__ == "__main__":
    main()
