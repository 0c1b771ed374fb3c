"""Head fields that a source states as fields: front matter, tables "Thuộc tính | Nội dung",
lines "Ngày ban hành: ...". Their names are spelled in many ways; here they get one.
"""

import re
from collections.abc import Iterable, Mapping

from assistant.domain.words import fold, squeeze
from ingest.reading import Line

_NAMES: dict[str, tuple[str, ...]] = {
    "number": ("sohieu", "sokyhieu", "sohieuvanban", "sovanban", "code", "so", "number"),
    "kind": ("loaivanban", "hinhthucvanban", "kind"),
    "subject": ("trichyeu", "trichyeunoidung", "subject"),
    "title": ("title", "tieude", "tenvanban"),
    "issuer": ("coquanbanhanh", "coquananbanhanh", "donvibanhanh", "issuer"),
    "place": ("diadanh", "noibanhanh", "place"),
    "issued_on": ("ngaybanhanh", "ngayky", "issuedon"),
    "in_force_from": (
        "ngayhieuluc",
        "ngaycohieuluc",
        "hieuluc",
        "hieuluctu",
        "hieulucthihanh",
        "inforcefrom",
    ),
    "expires_on": ("ngayhethieuluc", "hethieuluctu", "expireson"),
    "signer": ("nguoiky", "signer"),
    "signer_title": ("chucdanhnguoiky", "chucvunguoiky", "chucdanh", "chucvu"),
    "bases": ("cancu", "cancuphaply"),
    "replaces": ("thaythe", "vanbanthaythe", "vanbanbithaythe", "vanbanbiensapthay", "vanbanhethieuluc"),
    "url": ("url", "lienket", "urlvanban", "source", "nguon", "pdfurl", "urlpdf"),
    "topic": ("linhvuc", "chude"),
    "sample": ("mau", "sample", "vanbanmau"),
}
_FIELD = {name: field for field, names in _NAMES.items() for name in names}
_ROW = re.compile(r"^\|\s*[*_]*(?P<name>[^|*_]{2,40})[*_]*\s*\|\s*(?P<value>[^|]*?)\s*\|?$")
_COLON = re.compile(r"^[\s*_]*(?P<name>[^\W\d][^:|*]{2,30}?)[*_]*\s*:\s*[*_]*\s*(?P<value>\S.*)$")
_IN_LINES = frozenset(
    {"number", "kind", "subject", "issuer", "issued_on", "in_force_from", "expires_on", "replaces"}
)
_MARKUP = re.compile(r"\*\*|__|`")
_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_URL = re.compile(r"https?://[^\s|)\"'>\]]+")


def from_meta(meta: Mapping[str, str]) -> dict[str, str]:
    """The fields of a front matter, by their one name; empty values are left out."""
    found: dict[str, str] = {}
    for name in sorted(meta, key=_preference):
        field = _FIELD.get(_plain(name))
        value = meta[name].strip()
        if field and value and field not in found:
            found[field] = value
    return found


def from_lines(lines: Iterable[Line]) -> dict[str, str]:
    """The fields that rows "name | value" and lines "name: value" of a head state."""
    found: dict[str, str] = {}
    for line in lines:
        match = _ROW.match(line.text) if line.table else _COLON.match(line.text)
        field = _FIELD.get(_plain(match["name"])) if match else None
        if match and field and field not in found and (line.table or field in _IN_LINES):
            value = clean(match["value"])
            found |= {field: value} if value and value not in "-—" else {}
    return found


def clean(value: str) -> str:
    """A value without the marks of Markdown; of a link, its words and address."""
    return squeeze(_MARKUP.sub("", _LINK.sub(r"\1 \2", value)))


def url_in(value: str) -> str | None:
    """The first address of the web in ``value``."""
    match = _URL.search(value)
    return match.group().rstrip(".,;") if match else None


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", fold(name))


def _preference(name: str) -> int:
    plain = _plain(name)
    names = _NAMES.get(_FIELD.get(plain, ""), ())
    return names.index(plain) if plain in names else len(names)
