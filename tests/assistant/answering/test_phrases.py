"""Sentences in two languages."""

import inspect

from assistant.answering import wording, wording_en
from assistant.answering.phrases import phrases


def names(module):
    own = {name for name in vars(module) if not name.startswith("_")}
    return {
        name
        for name in own
        if name.isupper() or getattr(vars(module)[name], "__module__", "") == module.__name__
    }


def test_whatever_is_said_in_vietnamese_is_said_in_english_by_the_same_name_and_inputs():
    shared = {"around", "quoted", "short", "NO_LAW"}
    for name in names(wording) - shared:
        told, english = getattr(wording, name), getattr(wording_en, name)
        if callable(told):
            assert list(inspect.signature(told).parameters) == list(inspect.signature(english).parameters), (
                name
            )
        else:
            assert told != english


def test_a_question_in_english_is_answered_in_english():
    assert phrases("en") is wording_en
    assert phrases("vi") is wording
    assert phrases("fr") is wording
