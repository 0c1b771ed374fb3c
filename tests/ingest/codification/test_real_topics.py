"""A few topics of the real packages: every article found, nothing invented."""

import re
import zipfile
from pathlib import Path

import pytest

from assistant.domain.words import fold
from ingest.codification import is_package
from ingest.codification.assemble import Draft, build, drafts_of, printed_number
from ingest.codification.identity import Identities, Placed
from ingest.codification.snapshot import known_until
from ingest.codification.topic import Topic, read_topic

pytestmark = pytest.mark.data
_SOME = 4


@pytest.fixture(scope="module", params=["phapdien-2025-02.zip", "phapdien-2026-01.zip"])
def package(request: pytest.FixtureRequest, real_data: Path) -> Path:
    return real_data / "phapdien" / request.param


@pytest.fixture(scope="module")
def topics(package: Path) -> list[tuple[bytes, Topic]]:
    """The first topics of a middling size."""
    with zipfile.ZipFile(package) as archive:
        entries = sorted(archive.infolist(), key=lambda entry: entry.filename)
        chosen = [entry for entry in entries if 80_000 < entry.file_size < 300_000][:_SOME]
        files = [archive.read(entry) for entry in chosen]
    return [(data, read_topic(data)) for data in files]


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text))


def test_the_package_is_known(package: Path):
    assert is_package(package)


def test_every_article_is_found_with_words_and_a_note(topics: list[tuple[bytes, Topic]]):
    for data, topic in topics:
        assert len(topic.articles) == data.count(b"<p class='pDieu'>") > 0
        assert all(article.text or article.title for article in topic.articles)
        assert all(article.note and article.note.in_force_from for article in topic.articles)


def test_numbers_and_articles_are_those_of_the_notes(topics: list[tuple[bytes, Topic]]):
    for _, topic in topics:
        for article in topic.articles:
            note = article.note
            assert note is not None
            assert note.number is not None
            assert _bare(note.number.text) in _bare(note.raw)
            assert note.raw.lstrip("(").startswith(f"Điều {note.article} ")


def test_documents_hold_every_article_once(topics: list[tuple[bytes, Topic]]):
    articles = [article for _, topic in topics for article in topic.articles]
    identities = Identities(articles)
    placed = [one for article in articles if isinstance(one := identities.place(article), Placed)]
    assert len(placed) == len(articles)
    names = {topic.number: topic.name for _, topic in topics}
    for settled in drafts_of(placed).values():
        document = build(Draft(printed_number(settled), tuple(settled), names, {}))
        paths = [provision.path for provision in document.provisions]
        assert len(paths) == len(set(paths))
        for provision in document.provisions:
            assert all(provision.text[u.start : u.end].strip() for u in provision.units)


def test_the_snapshot_tells_its_day(topics: list[tuple[bytes, Topic]]):
    assert known_until(article.note for _, topic in topics for article in topic.articles)
