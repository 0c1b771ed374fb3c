"""The LangChain face: a retriever over the library, for chains that others build."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from assistant.domain.document import Access
from assistant.retrieval.results import Hit
from assistant.retrieval.retriever import Retriever


class HocVuRetriever(BaseRetriever):
    """Ranked provisions as LangChain documents: the words of the article as the content,
    its address, titles, dates and scores as the metadata. Public texts only, unless ``access``
    says otherwise.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Retriever = Field(exclude=True)
    k: int = Field(10, ge=1)
    access: Access = Access.PUBLIC

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002  LangChain's signature
    ) -> list[Document]:
        return [_document(hit) for hit in self.retriever.search(query, k=self.k, access=self.access).hits]


def _document(hit: Hit) -> Document:
    stored = hit.stored
    provision, head = stored.provision, stored.document
    return Document(
        id=str(provision.path),
        page_content="\n".join(part for part in (provision.heading, provision.text) if part),
        metadata={
            "path": str(provision.path),
            "document": str(head.number),
            "document_title": head.title,
            "article": provision.path.article,
            "heading": provision.heading,
            "in_force_from": provision.in_force_from and provision.in_force_from.isoformat(),
            "expires_on": stored.expires_on and stored.expires_on.isoformat(),
            "url": provision.url or head.url,
            "score": hit.score,
        },
    )
