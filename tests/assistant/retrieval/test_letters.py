import pytest

from assistant.retrieval.letters import from_telex, from_vni, parts


@pytest.mark.parametrize(
    ("syllable", "letters", "tone"),
    [("trường", "trương", 2), ("hoà", "hoa", 2), ("hòa", "hoa", 2), ("đẹp", "đep", 5), ("an", "an", 0)],
)
def test_a_syllable_is_letters_and_a_tone_wherever_its_mark_stands(syllable, letters, tone) -> None:
    assert parts(syllable) == (letters, tone)


@pytest.mark.parametrize(
    ("keys", "syllable"),
    [
        ("truwowngf", "trường"),
        ("truowngf", "trường"),
        ("trươngf", "trường"),
        ("hojc", "học"),
        ("phis", "phí"),
        ("ddieeuf", "điều"),
        ("quyeets", "quyết"),
        ("nuwowcs", "nước"),
        ("wowcs", "ước"),
        ("thuowr", "thuở"),
        ("khoong", "không"),
        ("nawm", "năm"),
    ],
)
def test_keys_of_telex_make_a_syllable(keys: str, syllable: str) -> None:
    assert from_telex(keys) == parts(syllable)


@pytest.mark.parametrize(
    ("keys", "syllable"),
    [
        ("tru7o7ng2", "trường"),
        ("truong72", "trường"),
        ("ho5c", "học"),
        ("d9ie6u2", "điều"),
        ("na8m", "năm"),
        ("lo71p", "lớp"),
    ],
)
def test_keys_of_vni_make_a_syllable(keys: str, syllable: str) -> None:
    assert from_vni(keys) == parts(syllable)


@pytest.mark.parametrize("word", ["minh", "sinh", "nga", "xin", "fun", ""])
def test_words_without_such_keys_make_nothing_in_telex(word: str) -> None:
    assert from_telex(word) is None


@pytest.mark.parametrize("word", ["tt29", "qd5", "c1", "minh", "h10"])
def test_numbers_are_not_taken_for_keys_of_vni(word: str) -> None:
    assert from_vni(word) is None
