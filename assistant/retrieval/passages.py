"""What an index is told of a provision: titles, headings, text, in parts short enough."""

from dataclasses import dataclass

from assistant.library.records import StoredProvision

PART_CHARS = 2_400
"""A part is about 500 syllables: longer ones blur in a vector, shorter ones lose their subject."""

MOST_PARTS = 64
"""Forms and tables of tens of thousands of words: vectors of their first parts suffice,
the lexical index has all their words."""


@dataclass(frozen=True)
class Passage:
    """A text to be embedded, with the titles that say what it is about."""

    document: str
    heading: str
    text: str

    def joined(self) -> str:
        """All of it as one text, for models that take one."""
        return "\n".join(part for part in (self.document, self.heading, self.text) if part)


def document_words(stored: StoredProvision) -> str:
    """Kind and title of the document, the kind only where the title does not begin with it."""
    head = stored.document
    kind = head.kind.value
    return head.title if head.title.lower().startswith(kind) else f"{kind} {head.title}".strip()


def passages(stored: StoredProvision, size: int = PART_CHARS) -> list[Passage]:
    """The parts of a provision, of up to ``size`` characters of its text, at least one."""
    title, heading = document_words(stored), stored.provision.heading
    parts = split(stored.provision.text, size)[:MOST_PARTS]
    return [Passage(title, heading, part) for part in parts or [""]]


def split(text: str, size: int) -> list[str]:
    """Cut ``text`` at ends of lines, or at a space in longer lines, into parts of up to ``size``."""
    parts: list[str] = []
    current = ""
    for line in text.split("\n"):
        for piece in _pieces(line, size):
            if current and len(current) + len(piece) >= size:
                parts.append(current)
                current = piece
            else:
                current = f"{current}\n{piece}" if current else piece
    return [*parts, current] if current.strip() else parts


def _pieces(line: str, size: int) -> list[str]:
    pieces = []
    while len(line) > size:
        cut = line.rfind(" ", size // 2, size)
        cut = cut if cut > 0 else size
        pieces.append(line[:cut])
        line = line[cut:].lstrip()
    return [*pieces, line]
