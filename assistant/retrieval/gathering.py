"""What training takes from documents: their articles, and which the source relates to which."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.domain.document import Document, RelationKind
from assistant.domain.path import UnitKind
from assistant.retrieval.corpus import Text


@dataclass
class Gathered:
    """What the documents give: articles by address, and which are related to which."""

    texts: dict[str, Text] = field(default_factory=dict)
    relations: dict[tuple[str, str], None] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Iterable[Document]) -> "Gathered":
        """All of ``documents``; of articles with one address the last is kept."""
        gathered = cls()
        for document in documents:
            gathered.add(document)
        return gathered

    def add(self, document: Document) -> None:
        """Take its articles in the place of older ones with the same addresses."""
        title = f"{document.head.kind.value} {document.head.title}"
        for provision in document.provisions:
            if provision.kind is UnitKind.ARTICLE:
                text = Text(document.number.key, title, provision.heading, provision.text)
                self.texts[str(provision.path)] = text
        for relation in document.relations:
            if relation.kind is RelationKind.RELATED and relation.target is not None:
                self.relations[str(relation.source), str(relation.target)] = None

    def related(self) -> dict[int, list[int]]:
        """Of each article the related ones, as indexes; what is no article is passed over."""
        place = {path: index for index, path in enumerate(self.texts)}
        found: dict[int, list[int]] = {}
        for one, other in self.relations:
            if one in place and other in place and one != other:
                found.setdefault(place[one], []).append(place[other])
        return found
