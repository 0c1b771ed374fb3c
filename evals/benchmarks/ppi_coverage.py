"""How often prediction-powered intervals hold the truth, as published and as they are taken here.

    python -m evals.benchmarks.ppi_coverage [--runs 1000] [--seed 2026]

Made answers are right with a rate; a judge lets wrong ones through and stops right ones with two others.
Some have a person's label, 1,000 more only the judge's verdict. Writes ``results/ppi_coverage.*``.
"""

import argparse
from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from evals.benchmarks.machine import keep
from evals.statistics.ppi import Powered, mean

_ALONE = 1000
_WORLDS = ((0.7, 0.1, 0.0), (0.9, 0.05, 0.05), (0.9, 0.02, 0.02), (0.7, 0.2, 0.1), (0.5, 0.1, 0.3))
"""Rate of right answers; of wrong ones let through; of right ones stopped."""
_LABELS = (20, 40, 60, 150)


def made(
    rate: float, through: float, stopped: float, labelled: int, dice: np.random.Generator
) -> tuple[list[float], list[float], list[float]]:
    """Labels, the verdicts on the same answers, the verdicts on others."""
    right = dice.random(labelled + _ALONE) < rate
    luck = dice.random(labelled + _ALONE)
    verdicts = np.where(right, luck >= stopped, luck < through).astype(np.float64)
    return list(right[:labelled].astype(np.float64)), list(verdicts[:labelled]), list(verdicts[labelled:])


def _row(rate: float, through: float, stopped: float, labelled: int, runs: int, seed: int) -> Iterator[str]:
    dice = np.random.default_rng([seed, labelled])
    drawn = [made(rate, through, stopped, labelled, dice) for _ in range(runs)]
    yield _told([mean(*one, reach=None) for one in drawn], rate)
    yield _told([mean(*one) for one in drawn], rate)
    yield _told([mean(labels, verdicts, []) for labels, verdicts, _ in drawn], rate)


def _told(found: Sequence[Powered], truth: float) -> str:
    held = np.mean([one.low <= truth <= one.high for one in found])
    width = np.mean([one.high - one.low for one in found])
    return f"{100 * held:.1f} ({100 * width:.1f})"


def main() -> None:
    """Simulate and keep the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    figures = {
        f"right {rate}, let through {through}, stopped {stopped}, {labelled} labels": list(
            _row(rate, through, stopped, labelled, options.runs, options.seed)
        )
        for (rate, through, stopped), labelled in product(_WORLDS, _LABELS)
    }
    keep(
        "ppi_coverage",
        "Prediction-powered intervals that promise 95 %",
        f"python -m evals.benchmarks.ppi_coverage --runs {options.runs} --seed {options.seed}",
        figures,
        ("Percent of the intervals that hold the truth, and their mean width in points.",),
        ("as published", "both errors added", "labels alone"),
    )


if __name__ == "__main__":
    main()
