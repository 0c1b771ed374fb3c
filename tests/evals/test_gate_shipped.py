"""The project's own gate: what is checked out, on the shipped set, against the baseline beside it.

A version that is better on purpose, or a set that was changed, has its baseline made anew (on a fresh sample
library):

    hocvu sample
    rm -r evals/data/baselines/sample
    hocvu eval run sample evals/data/baselines/sample
"""

import pytest

from assistant.settings import Settings
from evals.gate import Verdict
from evals.pipeline import ANY_VERSION, BASELINES, Terms, compared, gate, gated, open_run
from evals.running.runner import Options, run
from evals.running.subjects import InProcess
from evals.sets.folder import SHIPPED, read_set
from evals.slices import WHOLE

BASELINE = open_run(BASELINES / "sample")


@pytest.fixture(scope="module")
def now(sample_home, tmp_path_factory):
    """What is checked out, asked the shipped set as the baseline was."""
    folder = tmp_path_factory.mktemp("now")
    library = InProcess(Settings(home=sample_home, _env_file=None))
    try:
        run(read_set(SHIPPED / "sample"), library, folder, Options(depth=BASELINE.manifest.depth))
    finally:
        library.close()
    return open_run(folder)


def test_this_version_is_no_worse_than_the_baseline(now):
    decision = gate(compared(BASELINE, now), Terms(under_test=ANY_VERSION))
    assert decision.verdict is Verdict.PASS, "\n".join(decision.words("en"))


def test_the_baseline_is_of_the_shipped_set_and_whole(now):
    found = compared(BASELINE, now)
    assert (found.only_baseline, found.only_candidate, found.edited) == ((), (), ())
    assert found.lost_baseline == found.lost_candidate == ()


def test_what_is_gated_is_in_the_baseline(now):
    found = compared(BASELINE, now)
    whole = {found.measures[one.measure].name for one in gated(found) if one.slice == WHOLE}
    assert whole == {"answered", "abstained", "pinpoint", "version", "ndcg@10"}
    assert {"invented", "invented_figures", "stale", "failed"} == {
        one.name for one in found.measures.values() if one.zero_tolerance and found.of(one.id)
    }
