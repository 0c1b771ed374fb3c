"""Since when somebody waits, where that is longer than it is being worked on."""

import threading
import time

import pytest

from assistant.waiting import waited_since, waiting_since


def test_what_did_not_wait_is_asked_for_now():
    before = time.monotonic()
    assert before <= waited_since() <= time.monotonic()


def test_inside_it_is_the_moment_that_was_told_and_after_it_now_again():
    with waiting_since(5.0):
        assert waited_since() == 5.0
        with waiting_since(7.0):
            assert waited_since() == 7.0
        assert waited_since() == 5.0
    assert waited_since() > 7.0


def test_a_failure_inside_leaves_nothing_behind():
    with pytest.raises(RuntimeError), waiting_since(5.0):
        raise RuntimeError
    assert waited_since() > 5.0


def test_another_thread_knows_nothing_of_it():
    told = []
    with waiting_since(-5.0):
        thread = threading.Thread(target=lambda: told.append(waited_since()))
        thread.start()
        thread.join()
    assert told[0] > 0
