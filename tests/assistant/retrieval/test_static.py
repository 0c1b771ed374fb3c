"""The shipped model: it is the one that its card and the editions speak of."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import assistant.retrieval
from assistant.retrieval.passages import Passage
from assistant.retrieval.static import StaticEmbedder

MODEL = StaticEmbedder.shipped()
FOLDER = Path(assistant.retrieval.__path__[0]) / "model"

# Every 32nd number of known vectors: a changed model or reader shows here before it shows in
# answers. Change them only together with the model.
CANARIES = {
    "học phí của sinh viên đại học": [-0.0575, 0.0229, 0.0231, 0.1196, -0.0224, -0.0118, 0.0362, -0.005],
    "nuôi ong lấy mật": [-0.0475, 0.067, -0.1064, 0.0282, -0.0301, 0.0545, 0.0086, 0.0415],
    "Điều kiện cấp lại giấy phép bị mất?": [
        0.0631, -0.0721, 0.021, -0.022, 0.0951, 0.0152, -0.0888, -0.0604,
    ],
}  # fmt: skip
PASSAGE = Passage(
    "luật Giáo dục mẫu", "Học phí", "Học phí do trường đại học quy định.\nTrường công khai học phí."
)
PASSAGE_CANARY = [-0.0046, 0.0517, -0.0272, 0.0871, -0.0141, -0.0104, 0.0456, 0.0109]


@pytest.mark.parametrize("text", CANARIES)
def test_known_texts_have_their_known_vectors(text):
    assert MODEL.questions([text])[0][::32] == pytest.approx(CANARIES[text], abs=2e-4)


def test_a_known_passage_has_its_known_vector():
    assert MODEL.passages([PASSAGE])[0][::32] == pytest.approx(PASSAGE_CANARY, abs=2e-4)


def test_the_name_is_that_of_the_card():
    assert f"`{MODEL.name}`" in (FOLDER / "MODEL.md").read_text(encoding="utf-8")


def test_the_model_is_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 12_000_000


def test_the_card_says_what_the_files_hold():
    card = (FOLDER / "MODEL.md").read_text(encoding="utf-8")
    rows = len((FOLDER / "features.txt").read_text(encoding="utf-8").split("\n"))
    assert f"{rows:,}" in card
    assert f"{rows:,} x {MODEL.dimensions}" in card


def test_a_passage_is_nearer_to_its_question_than_to_another():
    tuition = Passage("thông tư Quy định về học phí", "Mức thu", "Trường đại học thu học phí theo năm học.")
    bees = Passage("thông tư Quy định về chăn nuôi", "Nuôi ong", "Hộ nuôi ong lấy mật phải khai báo.")
    near = MODEL.questions(list(CANARIES)[:2]) @ MODEL.passages([tuition, bees]).T
    assert near[0, 0] > 0.5 > near[0, 1]
    assert near[1, 1] > near[1, 0]


def test_a_text_of_unknown_words_has_no_direction():
    assert not MODEL.questions(["qwxz zzxq", ""]).any()


def test_a_word_repeated_counts_less_each_time():
    once, often = MODEL.questions(["học phí", "học phí " * 50 + "nhà trường"])
    assert 0.3 < float(once @ often) < 1


def test_each_row_is_the_same_alone_and_among_others():
    texts = list(CANARIES) * 3
    together = MODEL.questions(texts)
    assert all(
        np.array_equal(row, MODEL.questions([text])[0]) for text, row in zip(texts, together, strict=True)
    )


@given(st.lists(st.text(max_size=80), max_size=5))
def test_vectors_of_any_texts_are_finite_and_of_unit_length_or_zero(texts):
    rows = MODEL.questions(texts)
    assert rows.shape == (len(texts), MODEL.dimensions)
    lengths = np.linalg.norm(rows, axis=1)
    assert np.isfinite(rows).all()
    assert all(length == pytest.approx(1, abs=1e-3) or length == 0 for length in lengths)


def test_searching_imports_no_torch():
    code = (
        "import sys; import assistant.retrieval, assistant.retrieval.static as s;"
        "s.StaticEmbedder.shipped().questions(['a']); assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
