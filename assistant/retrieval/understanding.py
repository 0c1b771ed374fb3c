"""From the words of a question to what is searched for."""

from assistant.domain.words import nfc
from assistant.retrieval.abbreviations import expand
from assistant.retrieval.catalogue import Catalogue
from assistant.retrieval.kinds_asked import kind_asked
from assistant.retrieval.names import Names, other_names, school_words
from assistant.retrieval.references import find_references
from assistant.retrieval.results import Understood
from assistant.retrieval.spelling import Known, nothing_known, shipped_speller


def understand(question: str, catalogue: Catalogue, known: Known = nothing_known) -> Understood:
    """Read a question: what was meant by how it was typed, its abbreviations, the documents that
    it names, the kind of thing it asks for.

    ``known`` tells of a term of the lexical index (a syllable or a pair) whether the library has
    it often enough to be no error.
    """
    typed = " ".join(nfc(question).split())
    read = shipped_speller().read(typed, known)
    references, rest = find_references(typed, catalogue)  # as typed: "luật tttp" is no slip of a key
    if references:
        rest = shipped_speller().read(rest, known).text
    elif read.changes:
        references, rest = find_references(read.text, catalogue)
    text, expanded = _written_out(read.text)
    return Understood(
        text=text,
        rest=_written_out(rest)[0],
        plain=read.plain,
        expanded=expanded,
        references=references,
        corrections=read.changes,
        asked=kind_asked(text),
        others=other_names(text),
    )


def _written_out(text: str) -> tuple[str, Names]:
    """``text`` with abbreviations and everyday names of schools as texts write them, and which."""
    full, short = expand(text)
    said, everyday = school_words(full)
    return said, tuple(dict.fromkeys([*short, *everyday]))
