"""The systems that ``side_by_side`` compares, each over the same articles.

A builder takes articles and gives searches of a depth: fifty hits for quality, ten, what a chain
asks for, for time. Imports stand in the builders, since each runs in a process of its own whose
memory is measured.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.domain.document import Access
from assistant.domain.words import syllables
from assistant.library import Library
from assistant.library.records import StoredProvision
from assistant.retrieval.embedding import open_embedder
from assistant.retrieval.passages import document_words
from assistant.settings import Settings
from evals.retrieval import Article, Search, article_name
from ingest.pipeline import Ingest

_BATCH = 4_000
_PAGE = 5_000
_CHUNK, _OVERLAP = 1_000, 200


@dataclass(frozen=True)
class Text:
    """An article as every side gets it: its name, and title, heading and words in one."""

    name: Article
    words: str


AtDepth = Callable[[int], Search]
"""From how many hits are wanted to a search for articles."""


def articles(settings: Settings) -> Iterator[Text]:
    """Everything that can be found in the library."""
    with closing(Library.open(settings.sqlalchemy_url)) as library:
        edition = library.edition()
        if edition is None:
            raise SystemExit("the library is empty")
        ids = list(library.live_ids(edition.number, Access.PUBLIC))
        for start in range(0, len(ids), _PAGE):
            for stored in library.provisions(ids[start : start + _PAGE], edition=edition.number):
                yield Text(_name(stored), _words(stored))


def _name(stored: StoredProvision) -> Article:
    return article_name(stored.document.number, stored.provision.path.article)


def _words(stored: StoredProvision) -> str:
    return "\n".join((document_words(stored), stored.provision.heading, stored.provision.text))


# --- ours


@contextmanager
def ours(settings: Settings) -> Iterator[AtDepth]:
    """``hocvu reindex`` of a copy of the library, and the assistant's own search."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        home = Path(folder)
        _copy(settings.home / "library.sqlite3", home / "library.sqlite3")
        own = settings.model_copy(update={"home": home})
        Ingest(own).reindex()
        assistant = opened.enter_context(Assistant.open(own))

        def at_depth(k: int) -> Search:
            return lambda question: [_name(hit.stored) for hit in assistant.search(question, k).hits]

        yield at_depth


def ours_without_ranker(settings: Settings) -> AbstractContextManager[AtDepth]:
    """The same in the fusion's order: nothing in it was fitted on questions."""
    return ours(settings.model_copy(update={"ranker": "off"}))


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


# --- bm25s


@contextmanager
def bm25s_syllables(settings: Settings) -> Iterator[AtDepth]:
    """bm25s with its defaults, over the syllables of whole articles."""
    import bm25s
    from bm25s.tokenization import Tokenizer

    names: list[Article] = []

    def texts() -> Iterator[str]:
        for text in articles(settings):
            names.append(text.name)
            yield text.words

    tokenizer = Tokenizer(lower=False, splitter=syllables, stopwords=None)
    index = bm25s.BM25()
    tokens = tokenizer.tokenize(texts(), return_as="tuple", length=0, show_progress=False)
    index.index(tokens, show_progress=False)
    del tokens

    def at_depth(k: int) -> Search:
        def search(question: str) -> list[Article]:
            asked = tokenizer.tokenize([question], return_as="tuple", update_vocab=False, show_progress=False)
            found, _ = index.retrieve(asked, k=min(k, len(names)), show_progress=False)
            return [names[at] for at in found[0]]

        return search

    yield at_depth


# --- LangChain's recipe


def _chunks(settings: Settings) -> list[Any]:
    """The articles as LangChain's splitter cuts them."""
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=_CHUNK, chunk_overlap=_OVERLAP)
    whole = (Document(page_content=t.words, metadata={"article": t.name}) for t in articles(settings))
    chunks: list[Any] = splitter.split_documents(whole)
    return chunks


def _asking(retriever: Any) -> Search:  # noqa: ANN401
    """Chunks count as the article they come from, the best one first."""
    return lambda question: [str(found.metadata["article"]) for found in retriever.invoke(question)]


def _words_of(chunks: Sequence[Any]) -> Callable[[int], Any]:
    from langchain_community.retrievers import BM25Retriever

    words = BM25Retriever.from_documents(chunks)
    return lambda k: words.model_copy(update={"k": k})


@contextmanager
def _vectors_of(chunks: Sequence[Any], settings: Settings) -> Iterator[Callable[[int], Any]]:
    from chromadb.config import Settings as ChromaSettings
    from langchain_chroma import Chroma

    with tempfile.TemporaryDirectory() as folder:
        store = Chroma(
            "chunks",
            _same_embeddings(settings),
            persist_directory=folder,
            client_settings=ChromaSettings(
                anonymized_telemetry=False, is_persistent=True, persist_directory=folder
            ),
            collection_metadata={"hnsw:space": "cosine"},
        )
        for start in range(0, len(chunks), _BATCH):
            store.add_documents(list(chunks[start : start + _BATCH]))
        yield lambda k: store.as_retriever(search_kwargs={"k": k})


def _same_embeddings(settings: Settings) -> Any:  # noqa: ANN401
    """Our embedder as LangChain wants it."""
    from langchain_core.embeddings import Embeddings

    embedder = open_embedder(settings)

    class SameEmbeddings(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            found: list[list[float]] = embedder.questions(texts).tolist()
            return found

        def embed_query(self, text: str) -> list[float]:
            found: list[float] = embedder.questions([text])[0].tolist()
            return found

    return SameEmbeddings()


@contextmanager
def langchain_words(settings: Settings) -> Iterator[AtDepth]:
    """``BM25Retriever`` as it comes: words between blanks."""
    words = _words_of(_chunks(settings))
    yield lambda k: _asking(words(k))


@contextmanager
def langchain_vectors(settings: Settings) -> Iterator[AtDepth]:
    """``langchain-chroma`` with our embeddings."""
    with _vectors_of(_chunks(settings), settings) as vectors:
        yield lambda k: _asking(vectors(k))


@contextmanager
def langchain_both(settings: Settings) -> Iterator[AtDepth]:
    """Both in ``EnsembleRetriever`` with equal weights."""
    from langchain_classic.retrievers import EnsembleRetriever

    chunks = _chunks(settings)
    words = _words_of(chunks)
    with _vectors_of(chunks, settings) as vectors:
        yield lambda k: _asking(EnsembleRetriever(retrievers=[words(k), vectors(k)], weights=[0.5, 0.5]))


_LANGCHAIN = ("langchain_core.documents", "langchain_text_splitters")
_WORDS = ("langchain_community.retrievers", "rank_bm25")
_VECTORS = ("chromadb.config", "langchain_chroma")


@dataclass(frozen=True)
class System:
    """How a system is built, and the modules that are loaded before its memory is measured."""

    build: Callable[[Settings], AbstractContextManager[AtDepth]]
    modules: tuple[str, ...] = ()


SYSTEMS = {
    "ours": System(ours),
    "ours without the ranker": System(ours_without_ranker),
    "bm25s, syllables": System(bm25s_syllables, ("bm25s",)),
    "LangChain BM25Retriever": System(langchain_words, (*_LANGCHAIN, *_WORDS)),
    "langchain-chroma": System(langchain_vectors, (*_LANGCHAIN, *_VECTORS)),
    "LangChain EnsembleRetriever": System(
        langchain_both, (*_LANGCHAIN, *_WORDS, *_VECTORS, "langchain_classic.retrievers")
    ),
}
"""Every system by its name."""
