"""Pointers from one article of the code to others (``p.pChiDan``), resolved to addresses.

Those inside the package name an article by its id, which holds within one snapshot. The others
link to a document's text; they are followed where their own words give its number:
``Điều 17. ... của Nghị định 110/2013/NĐ-CP ... ban hành ngày ...``.
"""

import re
from collections.abc import Iterable, Mapping

from assistant.domain.path import ProvisionPath
from ingest.codification.assemble import Pointer
from ingest.codification.identity import linked_article
from ingest.codification.mentions import DOCUMENT, find_document, segments
from ingest.codification.topic import Guide

_PLAIN = re.compile(r"^Điều (\d{1,4}[a-zđ]{0,2})\.\s")
_LONGEST = 300


def resolve(guides: Iterable[Guide], anchors: Mapping[str, ProvisionPath]) -> tuple[Pointer, ...]:
    """Addresses of what ``guides`` point to, each once; what names nothing is left out."""
    found: dict[ProvisionPath, Pointer] = {}
    for guide in guides:
        target = anchors.get(guide.anchor) if guide.anchor else _by_words(guide)
        if target is not None:
            found.setdefault(target, Pointer(target, guide.words[:_LONGEST]))
    return tuple(found.values())


def _by_words(guide: Guide) -> ProvisionPath | None:
    """The last ``của <kind> <number>`` names the document; the link or the words the article."""
    starts = [match.start() + 5 for match in re.finditer(r" của (?=[A-ZĐ])", guide.words)]
    mention = next(
        (m for s in starts if DOCUMENT.match(guide.words, s) and (m := find_document(guide.words, s))), None
    )
    if mention is None:
        return None
    plain = _PLAIN.match(guide.words)
    article = linked_article(guide.url) or (plain[1].lower() if plain else None)
    return ProvisionPath(mention.number, None, segments(article) if article else ())
