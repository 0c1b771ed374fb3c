"""A disk that is really full: a small file system in memory, where root may mount one."""

import subprocess

import pytest

from assistant.errors import StorageFull
from assistant.library import Library
from assistant.retrieval import Retriever
from assistant.settings import Settings
from ingest.pipeline import Ingest

_SIZE = 96 * 1024 * 1024


@pytest.fixture
def small_disk(tmp_path):
    place = tmp_path / "dia-nho"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(place)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("mounting a small file system needs root")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def settings(small_disk):
    return Settings(home=small_disk / "home", workers=1, _env_file=None)


def _fill(place, left):
    """Leave ``left`` bytes free."""
    with (place / "day").open("wb") as file:
        try:
            while True:
                file.write(bytes(64 * 1024))
                file.flush()
        except OSError:
            pass
    size = (place / "day").stat().st_size
    with (place / "day").open("r+b") as file:
        file.truncate(max(0, size - left))


@pytest.fixture
def service(settings):
    """What a running service holds: it was opened while there was room."""
    opened = []

    def ask(question):
        if not opened:
            library = Library.open(settings.sqlalchemy_url)
            opened[:] = [library, Retriever.open(settings, library)]
        return [str(hit.stored.provision.path) for hit in opened[1].search(question).hits]

    yield ask
    for each in reversed(opened):
        each.close()


@pytest.mark.parametrize("left", [0, 40_000, 400_000])
def test_full_disk_keeps_the_last_edition_and_the_next_run_finishes(
    small_disk, settings, service, write, world, left
):
    ingest = Ingest(settings)
    ingest.run([write("a.txt", "31/2031/TT-BGDM")])
    before = service("nuôi ong phần 2")
    assert before
    _fill(small_disk, left)
    more = [write(f"m{n}.txt", f"{40 + n}/2031/TT-BGDM", f"trồng rau vụ {n}", articles=60) for n in range(30)]
    with pytest.raises(StorageFull) as caught:
        ingest.run(more)
    assert "đầy" in caught.value.message
    assert service("nuôi ong phần 2") == before
    (small_disk / "day").unlink()
    assert world.numbers() == ["31/2031/TT-BGDM"]
    assert ingest.run(more).published
    assert len(world.numbers()) == 31
    assert world.agrees()
