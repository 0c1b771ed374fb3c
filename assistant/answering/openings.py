"""The opening words that a quotation continues ("lời dẫn").

Of a list, the words that hold it together stand once, over it: who must do what its points name
("Hiệu trưởng có trách nhiệm:"), or that none of them may be ("Không áp dụng đối với:"). A point is a
sentence only after them, so a citation of a point carries them.
"""

import re

from assistant.answering.passages import Span, leads
from assistant.domain.document import Provision

LONGEST = 600
"""Characters of one opening at most; of a longer one its beginning and its end."""

_CUT = " […] "
_LABEL = re.compile(r"\s*[“\"«]?(?:\d{1,3}[a-zđ]?\.|[a-zđ]\d?\))\s*")


def openings(provision: Provision, span: Span) -> tuple[str, ...]:
    """The openings of the units around ``span`` (``passages.leads``), the largest first, in the
    provision's exact words without the label that begins them. Empty where the quotation holds them.
    """
    told = (_told(provision.text[lead.start : lead.end]) for lead in leads(provision, span))
    return tuple(dict.fromkeys(filter(None, told)))


def _told(words: str) -> str:
    """An opening without its label. What is too long loses its middle: who must and what may not stand
    at the beginning, what the items are at the end.
    """
    bare = words[match.end() :] if (match := _LABEL.match(words)) else words.strip()
    if len(bare) <= LONGEST:
        return bare
    half = (LONGEST - len(_CUT)) // 2
    return bare[:half].rsplit(" ", 1)[0] + _CUT + bare[-half:].partition(" ")[2]
