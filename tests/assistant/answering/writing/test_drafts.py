"""Whatever a model writes, a draft is a text, tokens and a part that a model may write."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.writing.drafts import LONGEST, Draft, draft_of, says_it_cannot
from assistant.domain.answer import WRITTEN, Part

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12)
ITEMS = st.fixed_dictionaries(
    {"text": JSON | st.text(min_size=1), "citations": JSON, "part": JSON}, optional={"answerable": JSON}
)


@given(ITEMS | st.dictionaries(st.text(), JSON))
def test_any_object_is_read_without_an_error_and_never_out_of_range(item):
    says_it_cannot(item)
    draft = draft_of(item)
    if draft is not None:
        assert draft.part in WRITTEN
        assert all(0 <= token < 10_000 for token in draft.tokens)
        assert len(draft.tokens) == len(set(draft.tokens)) <= 12
        assert len(draft.text) <= LONGEST + 1


@given(st.binary(max_size=80))
def test_any_bytes_that_are_an_object_are_read(data):
    try:
        item = json.loads(b'{"text": "' + data + b'", "citations": [1]}', strict=False)
    except ValueError:
        return
    assert item.get("text") is None or draft_of(item) is None or draft_of(item).tokens[0] == 1


@pytest.mark.parametrize(
    ("citations", "tokens"),
    [
        ([1, 2], (1, 2)), (["1", "[2]"], (1, 2)), ("[1, 2]", (1, 2)), (3, (3,)), ("3", (3,)),
        ([2, 1, 2], (2, 1)),
        ([0], (0,)), ([-1], (0,)), ([10**9], (0,)), ([True], ()), ([None], ()), (None, ()), ([1.0], (0,)),
        (["x"], (0,)), ([[1]], (0,)), ({"a": 1}, (0,)), ([1, "x"], (1, 0)),
    ],
)  # fmt: skip
def test_tokens_are_read_as_models_write_them_and_what_is_none_names_nothing(citations, tokens):
    assert draft_of({"text": "Một câu.", "citations": citations}).tokens == tokens


def test_marks_in_the_text_are_tokens_too_and_leave_it():
    assert draft_of({"text": "Nộp đơn [1]; chờ ba ngày [2, 3].", "citations": [2]}) == Draft(
        "Nộp đơn; chờ ba ngày.", (2, 1, 3), Part.DETAIL
    )


@pytest.mark.parametrize("text", ["", "  \n", None, 7, ["Một câu."], {"text": "Một câu."}])
def test_what_has_no_text_is_no_statement(text):
    assert draft_of({"text": text, "citations": [1]}) is None


@pytest.mark.parametrize("part", ["frame", "quote", "validity", "SHORT", "", None, 1, ["short"], {"a": 1}])
def test_a_part_that_no_model_writes_is_a_detail(part):
    assert draft_of({"text": "Một câu.", "part": part}).part is Part.DETAIL


def test_a_text_is_read_in_nfc_and_not_beyond_what_could_be_shown():
    assert draft_of({"text": "Hie\u0323\u0302u lu\u031b\u0323c"}).text == "Hiệu lực"
    assert len(draft_of({"text": "a" * 10**6}).text) == LONGEST + 1


@pytest.mark.parametrize(
    ("value", "cannot"), [(False, True), (True, False), (None, False), ("false", False), (0, False)]
)
def test_only_a_plain_no_says_that_it_cannot(value, cannot):
    assert says_it_cannot({"answerable": value}) is cannot
    assert not says_it_cannot({})
