"""The model's folder as sentence-transformers reads it: the same vectors as by our reader."""

import filecmp
from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.model_files import SHIPPED
from assistant.retrieval.passages import Passage
from assistant.retrieval.static import StaticEmbedder

TEXTS = [
    "Học phí của sinh viên đại học công lập được quy định như thế nào?",
    "nuôi ong lấy mật",
    "Điều kiện cấp lại giấy phép\nTrường hợp bị mất, bị hỏng giấy phép, giấy phép",
    "học phí " * 40,
    "",
]
PASSAGES = [
    Passage("thông tư Quy định về học phí", "Mức thu", "Trường đại học thu học phí theo năm học."),
    Passage("", "Nuôi ong", "Hộ nuôi ong lấy mật phải khai báo.\nKhai báo với xã."),
    Passage("luật Chăn nuôi", "", ""),
]


@pytest.fixture(scope="module")
def reader():
    return StaticEmbedder.shipped()


@pytest.fixture(scope="module")
def model():
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(SHIPPED), trust_remote_code=True, device="cpu", local_files_only=True)


def assert_same(ours, theirs):
    assert ours.shape == theirs.shape
    known = np.linalg.norm(ours, axis=1) > 0
    assert np.array_equal(known, np.linalg.norm(theirs, axis=1) > 0)
    assert (np.sum(ours * theirs, axis=1)[known] >= 0.9999).all()


def test_texts_have_the_same_vectors(reader, model):
    ours = reader.questions(TEXTS)
    assert_same(ours, model.encode(TEXTS))
    assert_same(ours, model.encode_query(TEXTS))


def test_passages_have_the_same_vectors(reader, model):
    parts = [(passage.document, passage.heading, passage.text) for passage in PASSAGES]
    assert_same(reader.passages(PASSAGES), model.encode_document(parts))


def test_the_first_half_of_a_vector_is_the_smaller_model(reader, model):
    half = model.encode(TEXTS[:4], truncate_dim=reader.dimensions // 2, normalize_embeddings=True)
    ours = reader.questions(TEXTS[:4])[:, : reader.dimensions // 2]
    assert_same(ours / np.linalg.norm(ours, axis=1, keepdims=True), half)


def test_saved_again_the_files_that_decide_are_the_same(model, tmp_path):
    model.save(str(tmp_path), create_model_card=False)
    for name in ("features.txt", "model.safetensors", "config.json"):
        assert filecmp.cmp(SHIPPED / name, tmp_path / name, shallow=False)
    assert StaticEmbedder(Path(tmp_path)).name == StaticEmbedder.shipped().name


def test_without_consent_the_library_names_the_class_and_says_what_to_do():
    from sentence_transformers import SentenceTransformer

    with pytest.raises(ValueError, match="trust_remote_code"):
        SentenceTransformer(str(SHIPPED), device="cpu", local_files_only=True)
