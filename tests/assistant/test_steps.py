"""Steps are kept in their order with their times, also those that fail."""

import time

import pytest

from assistant.steps import Steps


def test_a_step_is_timed_and_keeps_its_note():
    steps = Steps()
    with steps.step("route") as noted:
        noted.note = "regulation"
        time.sleep(0.01)
    steps.add("search.fuse", 1.5)
    assert [(step.name, step.note) for step in steps.taken] == [("route", "regulation"), ("search.fuse", "")]
    assert 10 <= steps.timings_ms["route"] < 1_000
    assert steps.timings_ms["search.fuse"] == 1.5


def test_a_step_that_fails_is_kept_and_its_error_goes_on():
    steps = Steps()
    with pytest.raises(KeyError), steps.step("search"):
        raise KeyError
    assert [step.name for step in steps.taken] == ["search"]


def test_steps_inside_steps_end_first():
    steps = Steps()
    with steps.step("outer"), steps.step("inner"):
        pass
    assert list(steps.timings_ms) == ["inner", "outer"]
    assert steps.timings_ms["inner"] <= steps.timings_ms["outer"]
