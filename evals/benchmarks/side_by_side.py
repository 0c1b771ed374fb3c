"""Ours beside LangChain's own recipe on the education topics, in one run.

    python -m evals.benchmarks.side_by_side --questions dev.jsonl --home HOME

HOME is made by ``hocvu ingest`` of two folders with the topics 13.1, 13.2, 20.1 and 5.2 of
both packages. Both sides get the same articles (document's title, heading, text), the same
embeddings, the questions whose gold stands there, one thread, one after the other.

LangChain's recipe: RecursiveCharacterTextSplitter 1000/200, its BM25Retriever and
langchain-chroma with equal weights in its EnsembleRetriever. Its chunks count as the article
they come from, the best one first.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from chromadb.config import Settings as ChromaSettings
from langchain_chroma import Chroma
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.assistant import Assistant
from assistant.domain.document import Access
from assistant.library import Library
from assistant.library.records import StoredProvision
from assistant.retrieval.embedding import Embedder, open_embedder
from assistant.retrieval.passages import document_words
from assistant.settings import Settings
from evals.benchmarks.machine import keep
from evals.retrieval import DEPTH, Article, Question, Search, article_name, load, run

_COMMAND = "python -m evals.benchmarks.side_by_side --questions dev.jsonl --home HOME"
_BATCH = 4_000
_USUAL = 10
_NOTES = (
    "Bar: ours better in nDCG@10 and at least 10 times faster a question.",
    "Quality: every retriever gives 50 chunks or articles, so that twenty different articles are among them.",
    "Time: every retriever gives 10, on the same questions, warm.",
)


class SameEmbeddings(Embeddings):
    """Our embedder as LangChain wants it."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of chunks."""
        found: list[list[float]] = self._embedder.questions(texts).tolist()
        return found

    def embed_query(self, text: str) -> list[float]:
        """Vector of a question."""
        return self.embed_documents([text])[0]


def articles(settings: Settings) -> list[StoredProvision]:
    """Everything that can be found in the library."""
    library = Library.open(settings.sqlalchemy_url)
    edition = library.edition()
    if edition is None:
        raise SystemExit("the library is empty")
    ids = list(library.live_ids(edition.number, Access.PUBLIC))
    found = library.provisions(ids, edition=edition.number)
    library.close()
    return found


def chunks(stored: Sequence[StoredProvision]) -> list[Document]:
    """The articles as LangChain's splitter cuts them."""
    whole = [
        Document(
            page_content="\n".join((document_words(each), each.provision.heading, each.provision.text)),
            metadata={"article": _name(each)},
        )
        for each in stored
    ]
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    chunks: list[Document] = splitter.split_documents(whole)
    return chunks


def _name(stored: StoredProvision) -> Article:
    return article_name(stored.document.number, stored.provision.path.article)


@contextmanager
def their_retrievers(
    cut: Sequence[Document], embedder: Embedder, k: int
) -> Iterator[dict[str, BaseRetriever]]:
    """LangChain's three retrievers of ``k`` chunks over the same articles."""
    words = BM25Retriever.from_documents(cut, k=k)
    with tempfile.TemporaryDirectory() as folder:
        store = Chroma(
            "chunks",
            SameEmbeddings(embedder),
            persist_directory=folder,
            client_settings=ChromaSettings(
                anonymized_telemetry=False, is_persistent=True, persist_directory=folder
            ),
            collection_metadata={"hnsw:space": "cosine"},
        )
        for start in range(0, len(cut), _BATCH):
            store.add_documents(list(cut[start : start + _BATCH]))
        vectors = store.as_retriever(search_kwargs={"k": k})
        both = EnsembleRetriever(retrievers=[words, vectors], weights=[0.5, 0.5])
        yield {
            "LangChain BM25Retriever": words,
            "langchain-chroma": vectors,
            "LangChain EnsembleRetriever": both,
        }


def asking(retriever: BaseRetriever) -> Search:
    """A LangChain retriever as a search for articles."""

    def search(question: str) -> list[Article]:
        return [str(document.metadata["article"]) for document in retriever.invoke(question)]

    return search


def figures_of(questions: Sequence[Question], deep: Search, usual: Search) -> dict[str, float]:
    """Quality of fifty hits; time of ten, what a chain asks for, after a warm-up."""
    quality = run(questions, deep).figures()
    timed = run(questions, usual).figures()
    return quality | {name: timed[name] for name in ("p50 ms", "p95 ms")}


def ours(assistant: Assistant, k: int) -> Search:
    """The assistant's own search."""

    def search(question: str) -> list[Article]:
        return [_name(hit.stored) for hit in assistant.search(question, k).hits]

    return search


def main() -> None:
    """Measure both sides and keep the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--home", type=Path, required=True)
    options = parser.parse_args()
    settings = Settings(home=options.home)
    stored = articles(settings)
    there = {_name(each) for each in stored}
    questions = [q for q in load(options.questions) if {gold.name for gold in q.gold} <= there]
    figures: dict[str, object] = {"articles": len(stored), "questions": len(questions)}
    with Assistant.open(settings) as assistant:
        mine = figures_of(questions, ours(assistant, DEPTH), ours(assistant, _USUAL))
    embedder, cut = open_embedder(settings), chunks(stored)
    with (
        their_retrievers(cut, embedder, DEPTH) as deep,
        their_retrievers(cut, embedder, _USUAL) as usual,
    ):
        sides = {name: figures_of(questions, asking(deep[name]), asking(usual[name])) for name in deep}
    figures["ours"] = mine
    ensemble = sides["LangChain EnsembleRetriever"]
    figures |= sides
    figures["ours less ensemble, nDCG@10"] = round(mine["nDCG@10"] - ensemble["nDCG@10"], 4)
    figures["ensemble over ours, p50"] = round(ensemble["p50 ms"] / mine["p50 ms"], 1)
    keep("side_by_side", "Ours beside LangChain's recipe", _COMMAND, figures, _NOTES)


if __name__ == "__main__":
    main()
