import unicodedata

import pytest

from assistant.domain.words import syllables
from assistant.retrieval.letters import from_telex, from_vni, parts
from evals.benchmarks.robustness import reading
from evals.variants import (
    VARIANTS,
    abbreviated,
    decomposed,
    half_without,
    moved_tones,
    telex_keys,
    typing_errors,
    vni_keys,
    without_diacritics,
)

QUESTION = "Học sinh trường trung học cơ sở ở Hà Nội được nghỉ bao nhiêu ngày để hòa giải?"


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_is_the_same_every_time(name: str) -> None:
    assert VARIANTS[name](QUESTION) == VARIANTS[name](QUESTION)


def test_what_each_variant_makes() -> None:
    assert without_diacritics("Đường Hoà Bình") == "Duong Hoa Binh"
    assert unicodedata.normalize("NFC", decomposed(QUESTION)) == QUESTION != decomposed(QUESTION)
    assert moved_tones("hòa giải, sức khoẻ, quý") == "hoà giải, sức khỏe, quý"
    assert abbreviated("Giáo viên dạy trung học cơ sở") == "GV dạy THCS"
    assert telex_keys("trường") == "truwowngf"
    assert vni_keys("Đường") == "D9u7o7ng2"
    assert sum(a != b for a, b in zip(QUESTION.split(), half_without(QUESTION).split(), strict=True)) > 0


@pytest.mark.parametrize("word", ["trường", "học", "điều", "quyết", "nghiêng", "thuở", "ân", "ý", "uỷ"])
def test_keys_make_the_word_again(word: str) -> None:
    if not word.isascii():
        assert from_telex(telex_keys(word)) == parts(word)
        assert from_vni(vni_keys(word)) == parts(word)


def test_one_word_of_four_gets_a_slip() -> None:
    words, typed = QUESTION.split(), typing_errors(QUESTION).split()
    assert len(words) == len(typed) == 18
    assert sum(a != b for a, b in zip(words, typed, strict=True)) == 5


def test_another_seed_makes_other_slips() -> None:
    assert typing_errors(QUESTION, 1) != typing_errors(QUESTION, 2)


def test_reading_is_compared_syllable_by_syllable() -> None:
    read = reading([QUESTION], without_diacritics)
    assert read.typed < 0.5 < read.read <= 1
    assert read.changed == len(read.times) == 1
    assert syllables(QUESTION)
