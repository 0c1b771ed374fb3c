"""What a follow-up says of the document or the provision that was cited: "văn bản đó còn hiệu lực
không?", "khoản 2 thì sao?". Only addresses are taken from what was cited, never its words.
"""

import re
from collections.abc import Sequence

from assistant.answering.followups.words import Words, content, lowered, tidy, without
from assistant.answering.saying import name_of
from assistant.domain.number import NUMBER, DocumentNumber
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.words import fold, syllables

_THAT = r"(?:này|đó|ấy|nói trên|trên|vừa nêu|vừa nói|vừa rồi|kia)"
_KINDS = r"thông tư|nghị định|bộ luật|luật|quyết định|nghị quyết|công văn|kế hoạch|báo cáo|pháp lệnh|chỉ thị"
_ATTACHED = r"quy chế|điều lệ"
_THAT_DOCUMENT = Words(rf"(?:cái |bản )?(?:văn bản|{_KINDS}|{_ATTACHED}) {_THAT}")
_THAT_PROVISION = Words(
    rf"(?:điều khoản|quy định|điều luật) {_THAT}|"
    rf"điều {_THAT}(?= (?:nói|quy định|có (?:mấy|bao nhiêu) khoản|còn|hết|được sửa|bị|thuộc|nằm))"
)
_THAT_CLAUSE = Words(rf"(?:khoản|điểm) {_THAT}")
_OF_DOCUMENTS = Words(
    r"(?:có |còn |hết |chưa có |bắt đầu có )*hiệu lực|ban hành|thay thế|sửa đổi|bãi bỏ|giá trị pháp lý"
)
_WORDS_OF_DOCUMENTS = frozenset(
    syllables(
        fold("hiệu lực ban hành thay thế sửa đổi bổ sung bãi bỏ giá trị pháp lý còn hết chưa văn nó mới")
    )
)
_CODES = r"tt|ttlt|nđ|qđ|nq|cv|vbhn"
_NAMED = Words(
    rf"(?:{_KINDS}|{_CODES})(?: liên tịch)?(?: số)? ?\d+|phụ lục|"
    rf"(?<!pháp )(?:luật|hiến pháp|pháp lệnh|quy chế|điều lệ)"
    rf"(?! {_THAT}| gì| nào| có| cho| không| quy định) \w+"
)
_NUMBER = re.compile(NUMBER)
_UNIT = Words(
    r"(?:(?:điểm [a-zđ]\d?,? )?khoản \d{1,3}[a-zđ]?,? )?điều \d{1,4}[a-zđ]?|"
    r"(?:điểm [a-zđ]\d?,? )?khoản \d{1,3}[a-zđ]?|điểm [a-zđ]"
)
_CAPITAL_POINT = re.compile(r"(?i:điểm|diem) [A-ZĐ]$")


def names_document(text: str) -> bool:
    """Whether ``text`` names a document by kind or number."""
    return _NAMED.is_in(text) or _NUMBER.search(text) is not None


def parsed(cited: Sequence[str]) -> list[ProvisionPath]:
    """The addresses among ``cited``; what is none is left out."""
    found = list[ProvisionPath]()
    for address in cited:
        try:
            found.append(ProvisionPath.parse(address))
        except ValueError:
            continue
    return found


def is_document(body: str) -> bool:
    """Whether ``body`` is a document's kind and number and nothing else."""
    rest = _NUMBER.sub(" ", body)
    if rest == body:
        rest = without(body, _NAMED.spans(body))
    return names_document(body) and _ONLY_NAMES.is_all(tidy(rest) or "theo")


_ONLY_NAMES = Words(rf"(?:(?:theo|trong|ở|tại|cái|số|{_KINDS}|{_ATTACHED}|{_CODES}) ?)+")


def that_document(question: str, cited: Sequence[ProvisionPath], before: str) -> str | None:
    """``question`` with the document of its "văn bản đó"; ``None`` where it points to none or none
    is known.
    """
    span = _THAT_DOCUMENT.span(question)
    name = _name(lowered(question[slice(*span)]), cited, before) if span else ""
    return _at_start(f"{question[: span[0]]}{name}{question[span[1] :]}") if span and name else None


def unsaid_document(body: str, cited: Sequence[ProvisionPath], before: str) -> str | None:
    """``body`` with the document that it asks of without a word for it: "còn hiệu lực không?"."""
    name = _name("", cited, before) if _is_of_a_document(body) else ""
    return f"{name} {body[:1].lower()}{body[1:]}?" if name else None


def _is_of_a_document(body: str) -> bool:
    """Whether ``body`` asks of force or issue, and of nothing that it names."""
    return (
        _OF_DOCUMENTS.is_in(body)
        and not names_document(body)
        and _WORDS_OF_DOCUMENTS.issuperset(map(fold, content(body)))
    )


def _name(said: str, cited: Sequence[ProvisionPath], before: str) -> str:
    """The document meant: the first cited of the kind ``said``, the first of all, the one named in
    the question before. A decision of somebody is no document that was cited.
    """
    names = [(path, name_of(path.document)) for path in cited]
    alike = [one for one in names if one[1].split(" số ")[0].lower() in said]
    if not alike and said.startswith("quyết định"):
        return ""
    if chosen := (alike or names)[:1]:
        path, name = chosen[0]
        kind = next((kind for kind in _ATTACHED.split("|") if said.startswith(kind)), "")
        return f"{kind} kèm theo {name}" if kind and path.scope else name
    number = _NUMBER.search(before)
    return name_of(DocumentNumber(number[0])) if number else ""


def of_provision(question: str, cited: Sequence[ProvisionPath]) -> str | None:
    """``question`` with the article or document that its "khoản 2", "Điều 6" or "quy định này"
    belongs to; ``None`` where it names no unit, names the document itself, or nothing was cited.
    """
    if not cited or names_document(question):
        return None
    first = cited[0]
    for words, path in ((_THAT_PROVISION, first.article_path), (_THAT_CLAUSE, first)):
        if path.segments and (span := words.span(question)) is not None:
            return _at_start(f"{question[: span[0]]}{address(path)}{question[span[1] :]}")
    span = _UNIT.span(question)
    if span is None or _CAPITAL_POINT.search(question[slice(*span)]):
        return None
    above = _above(lowered(question[slice(*span)]), first)
    return f"{question[: span[1]]} {above}{question[span[1] :]}" if above else None


def _above(unit: str, path: ProvisionPath) -> str:
    """Where a unit stands: in the document, in the article cited, in the clause cited."""
    if "điều" in unit or "dieu" in unit.split():
        return address(ProvisionPath(path.document))
    kinds = [UnitKind.ARTICLE] if "kho" in unit else [UnitKind.ARTICLE, UnitKind.CLAUSE]
    around = [segment for segment in path.segments if segment.kind in kinds]
    if not any(segment.kind is UnitKind.ARTICLE for segment in around):
        return ""
    return address(ProvisionPath(path.document, None, tuple(around)))


def address(path: ProvisionPath) -> str:
    """``khoản 2 Điều 6 Thông tư số 21/2023/TT-BGDM``."""
    return f"{path.vietnamese()} {name_of(path.document)}".strip()


def _at_start(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:]
