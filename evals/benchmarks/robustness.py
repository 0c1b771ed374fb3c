"""The same questions typed as people type: how much finding the right article loses.

    python -m evals.benchmarks.robustness --questions dev.jsonl --home HOME

The home folder is made by ``hocvu ingest`` of both packages of the codification. The variants are
made by ``evals.variants`` from a seed. Beside the loss of ranking stands how many syllables were
typed and read as in the clean question, and the processor time of reading a question.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import thread_time
from typing import Any

import numpy as np

from assistant.domain.words import nfc, syllables
from assistant.retrieval.spelling import shipped_speller
from assistant.settings import Settings
from evals.benchmarks.machine import keep
from evals.ranker import Folded, in_folds
from evals.retrieval import Question, load, run_each
from evals.variants import VARIANTS, Maker

_COMMAND = "python -m evals.benchmarks.robustness --questions dev.jsonl --home HOME"
BARS = {
    "without diacritics": 2.0,
    "NFD": 1.0,
    "tone marks moved": 1.0,
    "abbreviations": 2.0,
    "one typing error in four words": 5.0,
}
"""Points of nDCG@10 that a variant may lose."""

_NOTES = (
    "Each question, clean or not, is ranked by a ranker in whose fitting it was not (five folds).",
    "lost: points of nDCG@10 against the clean questions; the bar where there is one stands beside it.",
    "typed, read: share of syllables as in the clean question before and after reading, over questions "
    "that have as many syllables as the clean one (a slip may drop a word of one letter).",
    "changed: questions that reading changed. Of the clean ones that counts corrections of errors that the "
    "public made.",
    "ms: processor time of reading, mean and 95th percentile, every word read once before.",
    "one typing error in four words: each kind of slip as likely as the others, on any word: a neighbouring "
    "key, a letter doubled, dropped or swapped, another tone or none, a mark lost, keys of Telex left.",
    "abbreviations: every full form of the field's table abbreviated; the same table writes them out.",
    "The language model was counted on the two packages that the library holds.",
)


@dataclass(frozen=True)
class Read:
    """How questions were read: shares of syllables, how many were changed, milliseconds each."""

    typed: float
    read: float
    changed: int
    times: Sequence[float]

    def figures(self) -> dict[str, float]:
        """Rounded."""
        mean, high = np.mean(self.times), np.percentile(self.times, 95)
        shares = {"typed": round(self.typed, 4), "read": round(self.read, 4), "changed": self.changed}
        return shares | {"ms": round(float(mean), 2), "p95 ms": round(float(high), 2)}


def reading(clean: Sequence[str], make: Maker) -> Read:
    """Make a variant of each question, read it, and compare with the clean one."""
    read = shipped_speller().read
    typed = [make(question) for question in clean]
    for text in typed:
        read(text)
    times, meant = list[float](), list[str]()
    for text in typed:
        start = thread_time()
        meant.append(read(text).text)
        times.append((thread_time() - start) * 1000)
    changed = sum(after != nfc(before) for after, before in zip(meant, typed, strict=True))
    return Read(_alike(clean, typed), _alike(clean, meant), changed, times)


def _alike(clean: Sequence[str], other: Sequence[str]) -> float:
    """Share of syllables that are the same, over texts with as many."""
    both = [(syllables(a), syllables(b)) for a, b in zip(clean, other, strict=True)]
    pairs = [pair for a, b in both if len(a) == len(b) for pair in zip(a, b, strict=True)]
    return sum(a == b for a, b in pairs) / (len(pairs) or 1)


def measure(folded: Folded, questions: Sequence[Question], make: Maker) -> dict[str, Any]:
    """Figures of one variant."""
    places = {question.id: place for place, question in enumerate(questions)}
    made = [question.model_copy(update={"question": make(question.question)}) for question in questions]
    report = run_each(made, lambda question: folded.search(places[question.id], question.question))
    figures = {name: round(value, 4) for name, value in report.measures.items()}
    if report.crashed:
        figures["crashed"] = report.crashed
    return figures | reading([question.question for question in questions], make).figures()


def main() -> None:
    """Measure every variant and keep the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--home", type=Path, required=True)
    options = parser.parse_args()
    questions = load(options.questions)
    with in_folds(Settings(home=options.home), options.questions) as folded:
        clean = measure(folded, questions, lambda text: text)
        figures: dict[str, Any] = {"questions": len(questions), "clean": clean}
        for name, make in VARIANTS.items():
            one = measure(folded, questions, make)
            lost = {"lost": round(100 * (clean["nDCG@10"] - one["nDCG@10"]), 2)}
            figures[name] = lost | ({"bar": BARS[name]} if name in BARS else {}) | one
            print(name, figures[name], flush=True)
    keep("robustness", "Questions as people type them", _COMMAND, figures, _NOTES)


if __name__ == "__main__":
    main()
