import json
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

import assistant.answering
from assistant.answering.english import is_english, to_vietnamese
from assistant.domain.words import fold, nfc
from assistant.retrieval.language import shipped_language

DATA = Path(__file__).parents[3] / "evals" / "data"
GLOSSARY = Path(assistant.answering.__path__[0]) / "english.json"


def _questions(name: str) -> list[str]:
    return [json.loads(line)["question"] for line in (DATA / name).read_text("utf-8").splitlines()]


def test_every_english_question_of_the_set_is_known_as_english() -> None:
    assert [q for q in _questions("english_questions.jsonl") if not is_english(q)] == []


@pytest.mark.parametrize("name", ["sample_questions.jsonl", "follow_ups.jsonl", "date_flips.jsonl"])
def test_no_vietnamese_question_is_taken_for_english_with_diacritics_or_without(name: str) -> None:
    questions = _questions(name)
    assert [q for q in (*questions, *map(fold, questions)) if is_english(q)] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12/2024/TT-BGDM",
        "29.5 + 3",
        "print('hello') for x in range(10)",
        "def f(x): return x if x is not None else 0",
        "SELECT * FROM students WHERE id = 1;",
        "nop ho so online duoc khong",
        "the duc the thao",
        "can bo cong chuc",
        "Nguyen Van An",
        "quelle est la date",
        "IELTS TOEIC",
    ],
)
def test_code_numbers_names_and_other_languages_are_not_english(text: str) -> None:
    assert not is_english(text)


def test_a_question_in_english_may_name_a_vietnamese_document() -> None:
    assert is_english("What does Thông tư 29/2024/TT-BGDĐT say about extra classes?")


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    is_english(text)
    to_vietnamese(text)


@given(st.lists(st.sampled_from(shipped_language().syllables[:3000]), min_size=1, max_size=12))
def test_words_of_the_language_of_regulations_are_never_english(words: list[str]) -> None:
    text = " ".join(words)
    assert not is_english(text)
    assert not is_english(fold(text))


@given(st.text(alphabet="0123456789/.,-%() ", max_size=40))
def test_numbers_alone_are_never_english(text: str) -> None:
    assert not is_english(text)


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("tuition fee", "học phí"),
        ("tuition fees", "học phí"),
        ("lower secondary schools", "trung học cơ sở"),
        ("transfer school", "chuyển trường"),
        ("the principal's duties", "hiệu trưởng nhiệm vụ"),
        ("head teacher", "hiệu trưởng"),
        ("How long is the probation period?", "thử việc bao lâu"),
        ("What about private schools?", "trường tư thục thì sao"),
        ("Article 6 of Circular 21/2023/TT-BGDM", "Điều 6 thông tư 21/2023/TT-BGDM"),
    ],
)
def test_terms_are_rendered_the_longest_first(english: str, vietnamese: str) -> None:
    assert to_vietnamese(english) == vietnamese


@pytest.mark.parametrize(
    ("english", "day"),
    [
        ("tuition in 2023", "năm 2023"),
        ("tuition before July 1, 2020", "trước ngày 1/7/2020"),
        ("tuition after 1st September 2024", "sau ngày 1/9/2024"),
        ("tuition in March 2020", "tháng 3/2020"),
        ("tuition in the school year 2026-2027", "năm học 2026-2027"),
    ],
)
def test_days_are_told_as_a_vietnamese_question_tells_them(english: str, day: str) -> None:
    assert to_vietnamese(english) == f"học phí {day}"


def test_names_numbers_and_vietnamese_words_are_kept() -> None:
    assert to_vietnamese("scholarship at Sông Mẫu for 15 credits") == "học bổng Sông Mẫu 15 tín chỉ"


def test_the_glossary_has_at_least_250_terms_each_in_vietnamese() -> None:
    groups = orjson.loads(GLOSSARY.read_bytes())
    terms = [(english, words) for group in groups.values() for english, words in group.items()]
    assert len({words for _, words in terms}) >= 250
    assert all(english.isascii() and english == english.lower() for english, _ in terms)
    assert all(words == nfc(words) and words for _, words in terms)
