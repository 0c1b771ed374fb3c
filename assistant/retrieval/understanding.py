"""From the words of a question to what is searched for."""

from assistant.domain.words import nfc
from assistant.retrieval.abbreviations import expand
from assistant.retrieval.catalogue import Catalogue
from assistant.retrieval.references import find_references
from assistant.retrieval.results import Understood
from assistant.retrieval.terms import typed_plain


def understand(question: str, catalogue: Catalogue) -> Understood:
    """Read a question: how it was typed, its abbreviations, the documents it names."""
    text = " ".join(nfc(question).split())
    plain = typed_plain(text)
    references, rest = find_references(text, catalogue)
    expanded, found = expand(text)
    return Understood(text=expanded, rest=expand(rest)[0], plain=plain, expanded=found, references=references)
