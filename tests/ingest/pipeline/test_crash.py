"""kill -9 in the middle: a small version of ``evals/benchmarks/crash.py``."""

import random

import pytest

from evals.benchmarks import crash


@pytest.mark.timeout(900)
def test_killed_work_leaves_the_last_edition_and_is_finished_by_the_next_run(tmp_path):
    tally, draw = crash.Tally(), random.Random(7)
    for scene in crash.scenes(tmp_path, documents=12):
        for _ in range(2):
            crash.run_trial(scene, draw.uniform(0.4, 1.0) * scene.seconds, tmp_path, tally)
    assert tally.failures == 0, tally.details
    assert tally.trials == 4
    assert tally.reader_answers
