"""What is wrong with a set before anything is measured with it.

``check`` knows the cases, the register beside them and, where one is given, a library. It judges
nothing by what a service answers.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.domain.references import find_references
from evals.cases import Case, DateMode, Kind, Split
from evals.register import Register
from evals.sets.findings import Finding, FindingKind, Severity, ordered
from evals.sets.folder import CaseSet
from evals.sets.likeness import plain, similar

NEARLY = 0.8
"""The likeness from which questions are nearly the same whatever answers them; where the same article
does, ``likeness.LEAST`` is enough."""

_SHOWN, _WIDE = 5, 100
_NOWHERE = ProvisionPath(DocumentNumber("0/0/0"))

Exists = Callable[[str], bool]
"""Whether a library has an address (``held.Held.exists``)."""


def check(made: CaseSet, exists: Exists | None = None) -> list[Finding]:
    """Everything that is found, the gravest first."""
    cases, register = made.cases, made.register
    found: list[Finding] = []
    found += _same_questions(cases)
    found += _near(cases)
    found += _same_articles(cases)
    found += _gone(cases, register, exists)
    found += _validity(cases, register)
    found += _pairs(cases, register)
    found += _variants(cases)
    found += _kinds(cases)
    found += _clusters(cases)
    found += _unchecked(cases)
    found += _register(register)
    return ordered(found)


def _finding(kind: FindingKind, severity: Severity, ids: Iterable[str], words: str) -> Finding:
    return Finding(kind, severity, tuple(ids), words)


def _listed(ids: Sequence[str]) -> str:
    more = f" và {len(ids) - _SHOWN} câu khác" if len(ids) > _SHOWN else ""
    return ", ".join(ids[:_SHOWN]) + more


def _grouped(cases: Iterable[Case], key: Callable[[Case], Hashable | None]) -> Iterator[list[Case]]:
    """The cases that share a key, in order; one that has none, or is alone with it, is left out."""
    groups: dict[Hashable, list[Case]] = defaultdict(list)
    for case in cases:
        if (found := key(case)) is not None:
            groups[found].append(case)
    return (group for group in groups.values() if len(group) > 1)


def _splits(cases: Iterable[Case]) -> set[Split]:
    return {case.split for case in cases}


# --- questions


def _asked(case: Case) -> str:
    """All that was said, so that a follow-up is told from the same words after other turns."""
    return " / ".join(plain(text) for text in (*(turn.question for turn in case.history), case.question))


def _base(case: Case) -> str:
    return case.variant_of or case.id


def _sides(case: Case) -> str:
    return f"pair {case.pair}" if case.pair else case.id


def _same_questions(cases: Sequence[Case]) -> Iterator[Finding]:
    for group in _grouped(cases, _asked):
        ids = [case.id for case in group]
        if len(_splits(group)) > 1:
            words = f"Cùng một câu hỏi nằm ở nhiều phần ({_listed(ids)}): đưa về một phần."
            yield _finding(FindingKind.LEAK_QUESTION, Severity.ERROR, ids, words)
        for same_day in _grouped(group, lambda case: case.as_of):
            if len({_base(case) for case in same_day}) > 1:
                words = f"Trùng câu hỏi và ngày ({_listed([one.id for one in same_day])}): giữ một câu."
                yield _finding(FindingKind.DUPLICATE, Severity.ERROR, [one.id for one in same_day], words)
        if len({case.as_of for case in group}) > 1 and _unpaired(group):
            words = f"Cùng câu hỏi cho nhiều ngày mà không thành cặp ({_listed(ids)}): đặt pair cho chúng."
            yield _finding(FindingKind.REPEATED, Severity.WARNING, ids, words)


def _unpaired(group: Sequence[Case]) -> bool:
    """Whether cases of other days have neither a pair nor a base in common."""
    return len({_sides(case) for case in group}) > 1 and len({_base(case) for case in group}) > 1


def _near(cases: Sequence[Case]) -> Iterator[Finding]:
    """Equal questions are told by ``_same_questions``; a variant and its case are meant to be alike."""
    texts = [_asked(case) for case in cases]
    for left, right, likeness in similar(texts):
        one, other = cases[left], cases[right]
        alike = likeness >= NEARLY or bool(_articles(one) & _articles(other))
        if not alike or texts[left] == texts[right] or _base(one) == _base(other):
            continue
        ids = (one.id, other.id)
        both = f"“{_short(one.question)}” và “{_short(other.question)}”, giống {likeness:.0%}"
        if one.split is not other.split:
            words = f"Hai câu gần trùng nằm ở hai phần: {both}."
            yield _finding(FindingKind.LEAK_QUESTION, Severity.WARNING, ids, words)
        else:
            words = f"Hai câu gần trùng, xem có cần cả hai: {both}."
            yield _finding(FindingKind.NEAR, Severity.WARNING, ids, words)


def _short(question: str) -> str:
    return question if len(question) <= _WIDE else f"{question[:_WIDE].rstrip()}…"


# --- gold


def _article(address: str) -> str:
    path = ProvisionPath.parse(address).article_path
    return f"{path.document.key}#{str(path).partition('#')[2]}"


def _articles(case: Case) -> set[str]:
    return {_article(one) for group in case.gold for one in group}


def _same_articles(cases: Sequence[Case]) -> Iterator[Finding]:
    """Whole families, a case with its variants and its other side, belong into one split as well."""
    holders: dict[str, list[Case]] = defaultdict(list)
    names: dict[str, str] = {}
    for case in cases:
        for group in case.gold:
            names |= {_article(one): str(ProvisionPath.parse(one).article_path) for one in group}
        for article in sorted(_articles(case)):
            holders[article].append(case)
    for article, holding in holders.items():
        if len(_splits(holding)) > 1:
            ids = [case.id for case in holding]
            where = ", ".join(sorted(_splits(holding)))
            words = f"{names[article]} là căn cứ ở nhiều phần ({where}): {_listed(ids)}."
            yield _finding(FindingKind.LEAK_ARTICLE, Severity.WARNING, ids, words)


def _gone(cases: Sequence[Case], register: Register, exists: Exists | None) -> Iterator[Finding]:
    where: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in cases:
        for role, address in _addresses(case):
            where[role, address].append(case)
    for (role, address), group in where.items():
        ids = [case.id for case in group]
        severity = Severity.ERROR if role == _GOLD else Severity.WARNING
        if register.exists(address) is False:
            words = f"{role} {address} không có trong sổ văn bản ({_listed(ids)})."
            yield _finding(FindingKind.GONE, severity, ids, words)
        if exists is not None and not exists(address):
            words = f"{role} {address} không có trong thư viện ({_listed(ids)})."
            yield _finding(FindingKind.GONE, severity, ids, words)


_GOLD, _OLD, _NUGGET = "Căn cứ", "Căn cứ cũ", "Địa chỉ nêu trong ý"


def _addresses(case: Case) -> Iterator[tuple[str, str]]:
    """Every address of a case with what it is there for; those that nuggets name in words too."""
    yield from dict.fromkeys((_GOLD, one) for group in case.gold for one in group)
    yield from dict.fromkeys((_OLD, one) for one in case.superseded)
    named = [one.path for nugget in case.nuggets for one in find_references(nugget.text, _NOWHERE)]
    yield from dict.fromkeys((_NUGGET, str(path)) for path in named if path.document != _NOWHERE.document)


def _validity(cases: Sequence[Case], register: Register) -> Iterator[Finding]:
    """By the register alone; what it does not know is not told, nor what a question on a stretch of
    time, in which the rule changed, rests on.
    """
    for case in cases:
        if case.date_mode is DateMode.STRADDLING:
            continue
        day = case.as_of.strftime("%d/%m/%Y")
        for group in case.gold:
            held = [register.held(one, case.as_of) for one in group]
            if False in held:
                severity = Severity.WARNING if any(one is not False for one in held) else Severity.ERROR
                wrong = [one for one, holds in zip(group, held, strict=True) if holds is False]
                words = f"Căn cứ {_listed(wrong)} của {case.id} không có hiệu lực ngày {day} theo sổ văn bản."
                yield _finding(FindingKind.NOT_IN_FORCE, severity, [case.id], words)
        for address in case.superseded:
            if register.held(address, case.as_of):
                words = f"Căn cứ cũ {address} của {case.id} còn hiệu lực ngày {day} theo sổ văn bản."
                yield _finding(FindingKind.IN_FORCE, Severity.WARNING, [case.id], words)


# --- pairs, variants, kinds


def _pairs(cases: Sequence[Case], register: Register) -> Iterator[Finding]:
    """A variant of a side is no side of its own: the pair is that of clean questions."""
    pairs: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.pair is not None and case.variant_of is None:
            pairs[case.pair].append(case)
    for name, sides in pairs.items():
        ids = [case.id for case in sides]
        if len(sides) != 2:
            words = f"Cặp {name} có {len(sides)} phía ({_listed(ids)}): một cặp có đúng hai phía."
            yield _finding(FindingKind.LONE_SIDE, Severity.ERROR, ids, words)
        elif sides[0].as_of == sides[1].as_of or _asked(sides[0]) != _asked(sides[1]):
            words = f"Hai phía của cặp {name} phải cùng câu hỏi và khác ngày ({_listed(ids)})."
            yield _finding(FindingKind.LONE_SIDE, Severity.ERROR, ids, words)
        elif len(_splits(sides)) > 1:
            words = f"Hai phía của cặp {name} nằm ở hai phần ({_listed(ids)})."
            yield _finding(FindingKind.LEAK_QUESTION, Severity.ERROR, ids, words)
        elif not _told_apart(sides[0], sides[1], register):
            words = (
                f"Hai phía của cặp {name} cùng căn cứ ({_listed(ids)}), và không có lời văn của hai ngày "
                "trong sổ hay ý nào khác nhau: không đo được là trả lời theo bản nào."
            )
            yield _finding(FindingKind.SAME_SIDES, Severity.WARNING, ids, words)


def _told_apart(one: Case, other: Case, register: Register) -> bool:
    if _articles(one) != _articles(other) or one.nuggets != other.nuggets:
        return True
    wordings = [
        {
            kept.text
            for group in side.gold
            for path in group
            for kept in register.wordings_of(path)
            if kept.held.holds(side.as_of)
        }
        for side in (one, other)
    ]
    return all(wordings) and wordings[0] != wordings[1]


def _variants(cases: Sequence[Case]) -> Iterator[Finding]:
    by_id = {case.id: case for case in cases}
    for case in cases:
        if case.variant_of is None:
            continue
        base = by_id.get(case.variant_of)
        ids = [case.id, case.variant_of]
        if base is None or base is case or base.variant_of is not None:
            why = "không có trong bộ" if base is None else "không phải câu gốc"
            words = f"{case.id} là biến thể của {case.variant_of}, mà câu ấy {why}."
            yield _finding(FindingKind.NO_BASE, Severity.ERROR, ids, words)
        elif (base.gold, base.as_of, base.expected) != (case.gold, case.as_of, case.expected):
            words = f"{case.id} và câu gốc {base.id} khác căn cứ, ngày hoặc kết quả mong đợi."
            yield _finding(FindingKind.OTHER_GOLD, Severity.WARNING, ids, words)
        elif base.split is not case.split:
            words = f"{case.id} và câu gốc {base.id} nằm ở hai phần."
            yield _finding(FindingKind.LEAK_QUESTION, Severity.ERROR, ids, words)


_NEEDS: tuple[tuple[Kind, Callable[[Case], object], str], ...] = (
    (Kind.FLIP, lambda case: case.pair, "không thuộc cặp nào"),
    (Kind.CONVERSATION, lambda case: case.history, "không có lượt trước nào"),
    (Kind.SEVERAL, lambda case: len(case.gold) > 1, "chỉ có một nhóm căn cứ"),
    (Kind.UNANSWERABLE, lambda case: not case.answerable, "lại có căn cứ"),
    (Kind.OUT_OF_FIELD, lambda case: not case.answerable, "lại có căn cứ"),
)


def _kinds(cases: Sequence[Case]) -> Iterator[Finding]:
    for case in cases:
        for kind, bears_out, words in _NEEDS:
            if case.kind is kind and not bears_out(case):
                said = f"{case.id} thuộc loại {kind} mà {words}."
                yield _finding(FindingKind.ODD_KIND, Severity.WARNING, [case.id], said)


# --- the set as a whole


def _clusters(cases: Sequence[Case]) -> Iterator[Finding]:
    """Cases on one document in two clusters would count as independent draws."""
    by_document: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.gold:
            by_document[ProvisionPath.parse(case.gold[0][0]).document.key].append(case)
    for group in by_document.values():
        clusters = sorted({case.cluster for case in group})
        if len(clusters) > 1:
            document = ProvisionPath.parse(group[0].gold[0][0]).document
            words = (
                f"{document} là căn cứ của những câu ở {len(clusters)} cụm ({_listed(clusters)}): "
                "những câu ấy không độc lập, nên cùng một cụm."
            )
            ids = [case.id for case in group]
            yield _finding(FindingKind.CLUSTER, Severity.WARNING, ids, words)


def _unchecked(cases: Sequence[Case]) -> Iterator[Finding]:
    ids = [case.id for case in cases if case.checked_by is None]
    if ids:
        words = f"{len(ids)} trong {len(cases)} câu chưa có người đối chiếu ({_listed(ids)})."
        yield _finding(FindingKind.UNCHECKED, Severity.WARNING, ids, words)


def _register(register: Register) -> Iterator[Finding]:
    names: dict[str, list[str]] = defaultdict(list)
    for known in register.documents:
        for key in {DocumentNumber(name).key for name in (known.number, *known.aliases)}:
            names[key].append(known.number)
    for numbers in names.values():
        if len(numbers) > 1:
            words = f"Sổ văn bản ghi một số hiệu nhiều lần: {_listed(numbers)}."
            yield _finding(FindingKind.REGISTER, Severity.ERROR, (), words)
