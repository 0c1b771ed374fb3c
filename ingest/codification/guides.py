"""Pointers from one article of the code to others (``p.pChiDan``), resolved to addresses.

Those inside the package name an article by its id, which holds within one snapshot. The others
link to a document's text; they are followed where their own words give its number:
``Điều 17. ... của Nghị định 110/2013/NĐ-CP ... ban hành ngày ...``.
"""

import re
from collections.abc import Iterable, Mapping

from assistant.domain.path import ProvisionPath
from ingest.codification.assemble import Named, Pointer
from ingest.codification.identity import linked_article
from ingest.codification.mentions import DATE, Mention, date_of, document_at, segments
from ingest.codification.topic import Guide

_PLAIN = re.compile(r"^Điều (\d{1,4}[a-zđ]{0,2})\.\s")
_NAMED = re.compile(rf" ban hành ngày {DATE.pattern}\.?$")
_LONGEST = 300


def names_in(guides: Iterable[Guide]) -> dict[str, Named]:
    """Names and days of issue by the key of the document's number, as links out of the code
    tell them: ``... của Luật 5/2031/QH19 Vườn mẫu ban hành ngày 01/02/2031``.
    """
    names: dict[str, Named] = {}
    for guide in guides:
        if guide.anchor is None and (match := _NAMED.search(guide.words)):
            mention = _document(guide.words)
            name = guide.words[mention.end : match.start()].strip() if mention else ""
            if mention and name:
                names.setdefault(mention.number.key, Named(name, date_of(match)))
    return names


def _document(words: str) -> Mention | None:
    """The document after the first ``của`` that one follows."""
    for match in re.finditer(r" của (?=[A-ZĐ])", words):
        if mention := document_at(words, match.end()):
            return mention
    return None


def resolve(guides: Iterable[Guide], anchors: Mapping[str, ProvisionPath]) -> tuple[Pointer, ...]:
    """Addresses of what ``guides`` point to, each once; what names nothing is left out."""
    found: dict[ProvisionPath, Pointer] = {}
    for guide in guides:
        target = anchors.get(guide.anchor) if guide.anchor else _by_words(guide)
        if target is not None:
            found.setdefault(target, Pointer(target, guide.words[:_LONGEST]))
    return tuple(found.values())


def _by_words(guide: Guide) -> ProvisionPath | None:
    """``của <kind> <number>`` names the document; the link or the words the article."""
    mention = _document(guide.words)
    if mention is None:
        return None
    plain = _PLAIN.match(guide.words)
    article = linked_article(guide.url) or (plain[1].lower() if plain else None)
    return ProvisionPath(mention.number, None, segments(article) if article else ())
