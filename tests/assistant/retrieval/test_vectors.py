"""The vector index beside other processes, and against a Chroma server."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import numpy as np
import pytest

from assistant.domain.document import Access
from assistant.retrieval.vectors import VectorIndex, VectorsUnavailable
from assistant.settings import Settings

_NAME = "made@0badcafe"
_OTHER = """
import sys
from pathlib import Path
import numpy as np
from assistant.domain.document import Access
from assistant.retrieval.vectors import VectorIndex
from assistant.settings import Settings
index = VectorIndex(Settings(home=Path(sys.argv[1]), _env_file=None), "made@0badcafe")
{work}
index.close()
"""


def rows(*places: int) -> np.ndarray:
    """Unit vectors of eight dimensions along the given axes."""
    return np.eye(8, dtype=np.float32)[list(places)]


def elsewhere(settings: Settings, work: str) -> None:
    """Do ``work`` with an index of a process of its own."""
    code = _OTHER.format(work=work)
    subprocess.run([sys.executable, "-c", code, str(settings.home)], check=True, timeout=120)


@pytest.fixture(params=["embedded", "server"])
def place(request: pytest.FixtureRequest, settings: Settings) -> Settings:
    if request.param == "embedded":
        return settings
    url = request.getfixturevalue("chroma_server")
    return settings.model_copy(update={"chroma_url": url})


@pytest.fixture
def chroma_server(tmp_path) -> Iterator[str]:
    """A Chroma server of this wheel on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from chromadb.cli.cli import app; app()", "run"]
    options = ["--path", str(tmp_path / "server"), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(
        [*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait(port: int) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the Chroma server did not start")


def test_nearest_first_best_part_of_each_and_shelves_apart(place):
    index = VectorIndex(place, _NAME)
    index.put(Access.PUBLIC, ["1.0", "1.1", "2.0"], rows(0, 1, 2))
    index.put(Access.INTERNAL, ["3.0"], rows(1))
    found = index.search(rows(1)[0], Access.PUBLIC, 10)
    assert list(found) == [1, 2]
    assert found[1] == pytest.approx(1.0)
    assert set(index.search(rows(1)[0], Access.INTERNAL, 10)) == {1, 2, 3}
    assert index.ids() == {1, 2, 3}
    index.close()


def test_removing_takes_every_part(place):
    index = VectorIndex(place, _NAME)
    index.put(Access.PUBLIC, ["1.0", "1.1", "11.0"], rows(0, 1, 2))
    index.remove([1, 99])
    assert index.ids() == {11}
    index.close()


@pytest.mark.parametrize("gone", [range(1, 3), range(1, 1_000)])
def test_removing_few_and_many_takes_every_part_of_long_texts(place, gone):
    index = VectorIndex(place, _NAME)
    parts = [f"{id_}.{number}" for id_ in (1, 2, 3_000) for number in range(9)]
    index.put(Access.PUBLIC, parts, rows(*(n % 8 for n in range(len(parts)))))
    index.remove(gone)
    assert index.parts() == {f"3000.{number}" for number in range(9)}
    index.close()


def test_vectors_of_other_models_can_be_dropped(place):
    old = VectorIndex(place, "old@00000001")
    old.put(Access.PUBLIC, ["1.0"], rows(0))
    old.close()
    ours = VectorIndex(place, _NAME)
    ours.put(Access.PUBLIC, ["2.0"], rows(1))
    ours.drop_other_models()
    assert ours.ids() == {2}
    ours.close()
    again = VectorIndex(place, "old@00000001")
    assert again.ids() == set()
    again.close()


def test_kept_models_stay_and_lose_what_is_removed(place):
    names = ("old@00000001", "older@00000002", "oldest@00000003")
    for name in names:
        other = VectorIndex(place, name)
        other.put(Access.PUBLIC, ["1.0", "2.0"], rows(0, 1))
        other.close()
    ours = VectorIndex(place, _NAME)
    ours.put(Access.PUBLIC, ["1.0", "2.0"], rows(0, 1))
    ours.remove([1])
    ours.drop_other_models(names[:2])
    assert [ours.has_model(name) for name in (*names, _NAME)] == [True, True, False, True]
    ours.close()
    for name, left in zip(names, ({2}, {2}, set()), strict=True):
        other = VectorIndex(place, name)
        assert other.ids() == left
        other.close()


def test_clearing_takes_the_vectors_of_this_model_alone(place):
    other = VectorIndex(place, "old@00000001")
    other.put(Access.PUBLIC, ["1.0"], rows(0))
    ours = VectorIndex(place, _NAME)
    ours.put(Access.PUBLIC, ["1.0", "1.1"], rows(0, 1))
    ours.clear()
    assert ours.parts() == set()
    ours.put(Access.PUBLIC, ["2.0"], rows(1))
    assert (ours.parts(), other.parts()) == ({"2.0"}, {"1.0"})
    other.close()
    ours.close()


def test_putting_again_replaces(place):
    index = VectorIndex(place, _NAME)
    index.put(Access.PUBLIC, ["1.0"], rows(0))
    index.put(Access.PUBLIC, ["1.0"], rows(5))
    assert index.search(rows(5)[0], Access.PUBLIC, 5) == {1: pytest.approx(1.0)}
    index.close()


def test_an_index_opened_after_another_process_wrote_sees_it(settings):
    elsewhere(settings, 'index.put(Access.PUBLIC, ["1.0"], np.eye(8, dtype=np.float32)[:1])')
    first = VectorIndex(settings, _NAME)
    assert list(first.search(rows(0)[0], Access.PUBLIC, 5)) == [1]
    elsewhere(
        settings, 'index.put(Access.PUBLIC, ["2.0"], np.eye(8, dtype=np.float32)[1:2]); index.remove([1])'
    )
    second = VectorIndex(settings, _NAME)
    assert second.search(rows(1)[0], Access.PUBLIC, 5) == {2: pytest.approx(1.0)}
    first.close()
    second.close()


def test_more_vectors_than_one_call_may_carry(settings):
    draw = np.random.default_rng(3).standard_normal((6_000, 8)).astype(np.float32)
    vectors = draw / np.linalg.norm(draw, axis=1, keepdims=True)
    index = VectorIndex(settings, _NAME)
    index.put(Access.PUBLIC, [f"{n}.0" for n in range(6_000)], vectors)
    assert len(index.ids()) == 6_000
    exact = int(np.argmax(vectors @ vectors[17]))
    assert next(iter(index.search(vectors[17], Access.PUBLIC, 3))) == exact == 17
    index.remove(range(5_999))
    assert index.ids() == {5_999}
    index.close()


def test_models_do_not_mix(settings):
    index = VectorIndex(settings, _NAME)
    index.put(Access.PUBLIC, ["1.0"], rows(0))
    other = VectorIndex(settings, "made@11111111")
    assert other.ids() == set()
    index.close()
    other.close()


def test_a_server_that_is_not_there_is_an_error_with_a_hint(settings):
    away = settings.model_copy(update={"chroma_url": "http://127.0.0.1:9"})
    with pytest.raises(VectorsUnavailable) as raised:
        VectorIndex(away, _NAME)
    assert "HOCVU_CHROMA_URL" in raised.value.hint
