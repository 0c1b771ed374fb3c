"""Objects and sentences out of text that is still being written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.objects import parsed
from assistant.models.reading import Reader
from assistant.models.sentences import Sentences
from tests.assistant.models.conftest import QUESTION, SHAPE

texts = st.text(st.sampled_from('ab {}[]"\\,:\n“”[1]<think>đ') | st.characters(), max_size=12)
statements = st.lists(
    st.fixed_dictionaries({"text": texts, "citations": st.lists(st.integers(0, 99), max_size=3)}), max_size=4
)


def read(text: str, shape=SHAPE, *, sizes=(3,)) -> list[dict[str, object]]:
    reader, came, at = Reader(shape), [], 0
    step = 0
    while at < len(text):
        size = sizes[step % len(sizes)]
        came += reader.feed(text[at : at + size])
        at, step = at + size, step + 1
    return came + list(reader.end())


@given(
    statements, st.lists(st.integers(1, 9), min_size=1, max_size=3), st.booleans(), st.sampled_from([None, 2])
)
def test_statements_of_any_words_come_as_they_are(items, sizes, ascii_, indent) -> None:
    whole = {"answerable": True, "statements": items}
    text = json.dumps(whole, ensure_ascii=ascii_, indent=indent)
    assert read(text, sizes=sizes) == [*items, {"answerable": True}]


@given(texts, st.lists(st.integers(1, 9), min_size=1, max_size=3))
def test_no_text_breaks_the_reader_and_pieces_do_not_matter(text, sizes) -> None:
    assert read(text, sizes=sizes) == read(text, sizes=(10_000,))


@pytest.mark.parametrize(
    "text",
    [
        '{"answer": {"answerable": true, "statements": [{"text": "a", "citations": [1]}]}}',
        '[{"text": "a", "citations": [1]}] {"answerable": true}',
        '```json\n{"answerable": true,\n"statements": [{"text": "a", "citations": [1]},]}\n``` hết',
        '{{"statements": [{"text": "a", "citations": [1]}], "answerable": true}}',
        'Theo {lưu ý} thì: {"statements":[{"text":"a","citations":[1]}],"answerable":true}',
    ],
)
def test_an_answer_is_found_however_it_is_wrapped(text: str) -> None:
    assert read(text) == [{"text": "a", "citations": [1]}, {"answerable": True}]


def test_an_object_inside_a_statement_stays_in_it() -> None:
    item = {"text": "a", "citations": [{"so": 1}], "more": {"statements": "x"}}
    assert read(json.dumps({"statements": [item]})) == [item]


@pytest.mark.parametrize("text", ['{"a":' * 100, '{"a": ]}', '{"a": [}', "{" * 1000 + '"', '{"a"' + "}" * 50])
def test_brackets_that_do_not_fit_are_no_object(text: str) -> None:
    assert [item for item in read(text) if "text" in item] == []


def test_line_breaks_and_commas_that_json_does_not_allow_are_forgiven() -> None:
    assert parsed('{"text": "a\nb", "citations": [1, 2, ], }') == {"text": "a\nb", "citations": [1, 2]}
    assert parsed('{"text": "a, ]", "n": 1}') == {"text": "a, ]", "n": 1}
    assert parsed("[1]") is None
    assert parsed('{"a": 1') is None


def test_an_unfinished_object_is_not_given() -> None:
    assert read('{"statements": [{"text": "a", "citations": [1]}, {"text": "b') == [
        {"text": "a", "citations": [1]}
    ]


SENTENCES = [
    (
        "Theo Điều 5. Học sinh nghỉ quá 45 buổi thì ở lại lớp. [1] Hồ sơ gồm:\n"
        "1. Đơn xin học [2].\n- Học bạ [2][3]",
        [("Theo Điều 5. Học sinh nghỉ quá 45 buổi thì ở lại lớp.", [1]), ("Hồ sơ gồm:", []),
         ("Đơn xin học.", [2]), ("Học bạ", [2, 3])],
    ),
    ("Nộp tại TP. Mẫu trước 05.9.2024 [1, 2]. **Lưu ý:** không hoàn lại [3].", [
        ("Nộp tại TP. Mẫu trước 05.9.2024.", [1, 2]), ("Lưu ý: không hoàn lại.", [3])]),
    ("Chào bạn! Tôi không biết. Xin lỗi.", []),
    ("a) Được nghỉ [1];\nb) Không được nghỉ [2].", [("Được nghỉ;", [1]), ("Không được nghỉ.", [2])]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
@pytest.mark.parametrize("size", [1, 5, 1_000])
def test_marked_sentences_are_taken_apart(text, expected, size) -> None:
    reader = Sentences()
    came = [item for at in range(0, len(text), size) for item in reader.feed(text[at : at + size])]
    came += reader.end()
    assert [(item["text"], item["citations"]) for item in came] == expected


def test_sentences_around_an_object_are_not_statements() -> None:
    body = '{"statements": [{"text": "a", "citations": [1]}]}'
    assert read(f"Đây là câu trả lời. Nó dựa vào nguồn. {body} Chúc may mắn.") == [
        {"text": "a", "citations": [1]}
    ]


def test_a_thought_that_began_before_the_reply_is_dropped() -> None:
    assert read('Nghĩ đã. Theo [1].</think>{"question": "Gì?"}', QUESTION) == [{"question": "Gì?"}]


def test_plain_words_are_a_question_only_where_a_question_is_wanted() -> None:
    assert read("```\nHọc phí là bao nhiêu?\n```", QUESTION) == [{"question": "Học phí là bao nhiêu?"}]
    assert read("  \n", QUESTION) == []
