from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.counting import Size, train_language
from assistant.retrieval.language import NUMBER, SHIPPED, UNKNOWN, Language, shipped_language
from assistant.retrieval.spelling import Speller

SMALL = Size(least=1, syllables=500, pairs=2_000)


def costs_after(language: Language, first: str, *second: str) -> list[float]:
    number = language.number_of
    row = np.array([number.get(word, UNKNOWN) for word in second])
    found, _ = language.between(np.array([number.get(first, UNKNOWN)])[:, None], row[None, :])
    return found[0].tolist()


@pytest.fixture
def counted(tmp_path: Path, made) -> Language:
    return Language.read(train_language(made.all, tmp_path / "language.npz", SMALL))


def test_what_often_follows_costs_less(counted: Language) -> None:
    bees, school = costs_after(counted, "tổ", "ong", "trường")
    assert bees < school


def test_numbers_count_as_one_word(counted: Language) -> None:
    assert NUMBER in counted.number_of
    assert not any(char.isdigit() for word in counted.syllables if word != NUMBER for char in word)


def test_an_unknown_word_costs_most(counted: Language) -> None:
    known, unknown = costs_after(counted, "tổ", "ong", "xyz")
    assert unknown > known
    assert costs_after(counted, "xyz", "ong") == costs_after(counted, "abc", "ong")


def test_counting_again_gives_the_same_file(tmp_path: Path, made) -> None:
    one, two = tmp_path / "one.npz", tmp_path / "two.npz"
    train_language(made.all, one, SMALL)
    train_language(list(made.all), two, SMALL)
    assert one.read_bytes() == two.read_bytes()


def test_only_so_many_pairs_are_kept(tmp_path: Path, made) -> None:
    few = Language.read(train_language(made.all, tmp_path / "few.npz", Size(1, 500, 10)))
    assert len(few.keys) == len(few.costs) == 10


def test_nothing_to_count_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="lời văn"):
        train_language([], tmp_path / "none.npz")


def test_a_model_of_a_few_texts_reads_their_words(counted: Language) -> None:
    assert Speller(counted).read("nuoi ong trong vuon truong").text == "nuôi ong trong vườn trường"


def test_the_shipped_model_is_small_and_knows_the_field() -> None:
    language = shipped_language()
    assert SHIPPED.stat().st_size < 2_000_000
    assert {"giáo", "viên", "trường", "học"} <= language.number_of.keys()
    teacher, hospital = costs_after(language, "giáo", "viên", "bệnh")
    assert teacher < 3 < hospital
