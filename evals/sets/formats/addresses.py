"""What others call a provision, as an address: their ids of law and article, or words for people."""

import re
from collections.abc import Mapping
from pathlib import Path

from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from assistant.domain.references import find_references
from assistant.domain.words import nfc
from evals.sets.formats.files import lines_of, wrong

_JOINED = re.compile(r"^(?P<law>.*\d.*?)\s*(?:[+_|#@]|--)\s*(?P<article>\d{1,4}[a-zđ]{0,2})$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:Điều\s+)?(?P<label>\d{1,4}[a-zđ]{0,2})\.?$", re.IGNORECASE)
_NUMBERED = re.compile(r"\d{1,5}[a-zđ]?[/-](?=\S*[^\W\d])\S+", re.IGNORECASE)
"""Wider than the numbers that texts print: 32-L/CTN, 04/1999/TT-BCA(C13), 23/TTLN."""
_NOWHERE = ProvisionPath(DocumentNumber("0/0/0"))

NEXT = (
    "Viết địa chỉ dạng 43/2019/QH14#dieu-5, hoặc đưa bảng tên: mỗi dòng một tên và một địa chỉ, cách nhau "
    "bằng dấu tab."
)
"""What to do where a name is no address."""


def article_address(law: str, article: str, names: Mapping[str, str]) -> str:
    """The address of an article by the ids that ALQAC and Zalo give it; raise ``ValueError``.

    ``law`` is a document's number, in lower case in Zalo's files, or a name that ``names`` knows.
    """
    known = names.get(f"{law}+{article}")
    if known is not None:
        return _provision(known)
    number = names.get(law, law)
    if not _NUMBERED.fullmatch(nfc(number).strip()):
        raise ValueError(f"“{law}” không phải số hiệu văn bản")
    found = _ARTICLE.match(nfc(article).strip())
    if found is None:
        raise ValueError(f"“{article}” không phải số của một điều")
    segment = Segment(UnitKind.ARTICLE, found["label"].lower())
    return str(ProvisionPath(DocumentNumber(_printed(number)), None, (segment,)))


def address_of(name: str, names: Mapping[str, str]) -> str:
    """The address that a document of a corpus stands for; raise ``ValueError``.

    Its id is an address; or a document's number and an article's, joined by +, _, | or # (as in
    ``01/2009/TT-X+5``, ids of the Zalo corpus in BEIR form); or a name that ``names`` knows.
    """
    if name in names:
        return _provision(names[name])
    joined = _JOINED.match(nfc(name).strip())
    if joined and (joined["law"] in names or _NUMBERED.fullmatch(joined["law"])):
        return article_address(joined["law"], joined["article"], names)
    if "#" not in name:
        raise ValueError(f"“{name}” không phải địa chỉ của một điều khoản")
    return _provision(name)


def in_words(text: str) -> tuple[str, ...]:
    """The provisions that words for people name ("khoản 2 Điều 5 Thông tư số 29/2024/TT-X"), or an
    address as it is; raise ``ValueError`` where they name none, or no document.
    """
    if "#" in text:
        return (_provision(text),)
    found = [one.path for one in find_references(nfc(text), _NOWHERE)]
    named = [str(path) for path in found if path.segments and path.document != _NOWHERE.document]
    if not named or len(named) != len(found):
        raise ValueError(f"không đọc được điều khoản trong “{text}”")
    return tuple(dict.fromkeys(named))


def read_names(path: Path) -> dict[str, str]:
    """A table of names: a name, a tab, a document's number or an address, one a line."""
    found: dict[str, str] = {}
    for n, line in lines_of(path):
        name, _, place = (part.strip() for part in line.partition("\t"))
        if not name or not _is_place(place):
            wrong(path, n, "không phải một tên và một địa chỉ", NEXT)
        if found.setdefault(name, place) != place:
            wrong(path, n, f"tên “{name}” có hai địa chỉ", "Giữ một địa chỉ cho mỗi tên.")
    return found


def _is_place(text: str) -> bool:
    try:
        ProvisionPath.parse(text)
    except ValueError:
        return False
    return True


def _provision(text: str) -> str:
    path = ProvisionPath.parse(text)
    if not path.segments and path.scope is None:
        raise ValueError(f"“{text}” là cả một văn bản, không phải điều khoản")
    return str(path)


def _printed(number: str) -> str:
    """Zalo's corpus has all numbers in lower case; documents print them in capitals."""
    return number.upper() if number == number.lower() else number
