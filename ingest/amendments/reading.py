"""The orders of an amending document as data.

Each clause and point of its articles is read with what the words above it say: the document
that is amended (by its number, or by a name that the document itself gives a number to), the
article, the act. Law 64/2025/QH15 and Decree 78/2025/NĐ-CP lay down how such orders are worded.
The end of whole documents is no instruction: ``ingest.structure.relations`` reads it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.domain.amendment import Instruction
from assistant.domain.document import Document, Provision
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.references import named_documents
from assistant.domain.words import fold
from ingest.amendments.days import Days, day_doubts, read_days
from ingest.amendments.orders import Order, chunks, orders
from ingest.amendments.refusal import NO_DOCUMENT, Refusal, Unread
from ingest.amendments.statements import masked, statements, verb_of
from ingest.amendments.targets import Setting, named_document, read_targets, without_history
from ingest.amendments.units import Read, Reader

_SOME = re.compile(
    r"(?<!\w)(?:một số|các)\s+(?:từ|cụm từ|điều|khoản|điểm|nội dung|quy định|mục|chương|phụ lục)", re.I
)
# A heading that names its act alone: "Thay thế, bỏ cụm từ".
_BARE = re.compile(r"^[^\d⟦]*(?<!\w)(?:cụm từ|từ ngữ|từ)\W*$", re.I)
_OPENING = re.compile(r"(?::|như sau|sau đây|một số [^.;]*)\s*$", re.I)
_TITLE = re.compile(
    r"^(?:(?:luật|nghị định|thông tư|quyết định|nghị quyết)\s+)?(?:sửa đổi|bổ sung|bãi bỏ|đính chính)",
    re.I,
)
_CHANGES = re.compile(
    r"(?<!\w)(?:(?:điều|khoản)\s+\d|điểm\s+[a-zđ]\d?(?!\w)|(?:chương|mục)\s+[ivx\d]"
    r"|(?:phụ lục|mẫu|biểu|danh mục|cụm từ|từ ngữ|đoạn|tên\s\w+|tiêu đề\s\w+)(?!\w))|⟦",
    re.I,
)
_PASSIVE = re.compile(
    r"^(?P<zone>(?:các\s+)?(?:quy định\s+tại\s+)?(?:điều|khoản|điểm)\s.{0,800}?)"
    r"\s+(?:(?:đều|sẽ)\s+)?(?:bị|được)\s+(?:bãi bỏ|hủy bỏ|huỷ bỏ)(?!\w)",
    re.I,
)
_CONDITION = re.compile(r"^\W*(?:\w+\W+){0,3}(?:trường hợp|khi|nếu)(?!\w)", re.I)
_LONGEST = 600


@dataclass(frozen=True)
class Reading:
    """``instructions`` in the order of the text; ``unread``: orders that are not among them;
    ``doubts``: instructions whose day is not one day, each named by its source.
    """

    instructions: tuple[Instruction, ...] = ()
    unread: tuple[Unread, ...] = ()
    doubts: tuple[Unread, ...] = ()


def read_instructions(document: Document) -> Reading:
    """Every order of ``document``: those that are data now, and the others with the reason."""
    reader = _DocumentReader(document)
    for article in document.provisions:
        if article.kind is UnitKind.ARTICLE:
            reader.read(article)
    found = reader.dated()
    doubts = day_doubts(reader.days, [instruction.source for instruction in found])
    return Reading(tuple(found), tuple(reader.unread), tuple(doubts))


class _DocumentReader:
    """Collects the orders of one document."""

    def __init__(self, document: Document) -> None:
        texts = [document.head.title, *(p.heading + "\n" + p.text for p in document.provisions)]
        names = named_documents(texts, but=document.number)
        own = ProvisionPath(document.number)
        self._setting = Setting(own, lambda name: names.get(" ".join(fold(name).split())))
        if _TITLE.match(document.head.title):
            base = named_document(document.head.title, self._setting)
            self._setting = replace(self._setting, base=base, amending=True)
        self._units = Reader(document)
        self.days: Days = read_days(document)
        self.found: list[Instruction] = []
        self.unread: list[Unread] = []

    def dated(self) -> list[Instruction]:
        """The instructions with their days and places."""
        return [
            replace(instruction, effective_on=self.days.of(instruction.source), position=place)
            for place, instruction in enumerate(self.found)
        ]

    def read(self, article: Provision) -> None:
        """Read one article: what a unit's words say holds for the units inside it."""
        settings: dict[ProvisionPath, Setting] = {}
        for chunk in chunks(article):
            setting = self._above(chunk.path, settings)
            for order in orders(chunk):
                if order.opens and _opens(order.text):
                    setting = _refined(setting, order.text)
                else:
                    self._order(order, setting)
            settings[chunk.path] = setting

    def _above(self, path: ProvisionPath, settings: dict[ProvisionPath, Setting]) -> Setting:
        for size in range(len(path.segments) - 1, 0, -1):
            upper = replace(path, segments=path.segments[:size])
            if upper in settings:
                return settings[upper]
        return self._setting

    def _order(self, order: Order, setting: Setting) -> None:
        if _CONDITION.match(order.text):
            return
        try:
            read = self._read_order(order, setting)
        except Refusal as refusal:
            read = Read([], [(order.text or order.block, str(refusal))])
        self.found += read.made
        self.unread += [Unread(order.source, words[:_LONGEST], reason) for words, reason in read.refused]

    def _read_order(self, order: Order, setting: Setting) -> Read:
        if order.stray:
            raise Refusal("Có lời văn sau ngoặc kép đóng, không rõ thuộc đơn vị nào.")
        plain, _ = masked(order.text)
        if not verb_of(plain) and not _continues(plain, setting):
            return self._passive(order, setting)
        if not order.block and not _CHANGES.search(plain):
            return Read()
        if setting.base is None and not _orders_elsewhere(order, plain, setting):
            return Read()
        return self._units.read(order, statements(order.text, setting.verb), setting)

    def _passive(self, order: Order, setting: Setting) -> Read:
        """The passive form: "Khoản 3 Điều 4 Thông tư số ... bị bãi bỏ"."""
        match = _PASSIVE.match(without_history(order.text))
        if match is None:
            return Read()
        zone = Setting(setting.own, setting.resolve)
        named = named_document(match["zone"], zone)
        if named is None:
            return Read()
        read_targets(match["zone"], zone)
        return self._units.read(order, statements("Bãi bỏ " + match["zone"]), zone)


def _opens(text: str) -> bool:
    """Whether an order's words only introduce what stands below them."""
    if not text or _SOME.search(text) or _OPENING.search(text) or not verb_of(text):
        return True
    plain = masked(text)[0]
    return _CHANGES.search(plain) is None or _BARE.match(plain) is not None


def _continues(plain: str, setting: Setting) -> bool:
    """Whether a line without an act goes on with the act above it: "a) Khoản 3 Điều 5;"."""
    starts = re.match(r"\s*(?:(?:tại|các|cụm từ|từ|tên)\s+)*(?:(?:điều|khoản|điểm|phụ lục)\s|⟦)", plain, re.I)
    return bool(setting.verb) and starts is not None


def _orders_elsewhere(order: Order, plain: str, setting: Setting) -> bool:
    """Whether the words change another document, or must, since they give new words."""
    names = _names_units(plain)
    if _documents(plain, setting):
        return names
    quoting = (order.block or "⟦" in plain) and ("như sau" in plain or "cụm từ" in plain)
    if verb_of(plain) and (quoting or (names and setting.amending)):
        raise Refusal(NO_DOCUMENT)
    return False


def _names_units(plain: str) -> bool:
    return (
        re.search(
            r"(?i)(?<!\w)(?:điều\s+\d|khoản\s+\d|phụ lục|(?:chương|mục)\s+[ivx\d]|cụm từ|từ ngữ)", plain
        )
        is not None
    )


def _documents(plain: str, setting: Setting) -> set[ProvisionPath]:
    pieces = re.split(r";|(?:,|\svà)\s+(?=(?:các\s+)?(?:điều|khoản|điểm)\s)", plain, flags=re.I)
    return {named for piece in pieces if (named := named_document(piece, setting)) is not None}


def _refined(setting: Setting, text: str) -> Setting:
    """What an opening says: another document, the article that its parts are of, the act."""
    base = named_document(text, setting)
    if base is not None:
        setting = replace(setting, base=base, unit=None)
    unit = _unit_named(text, setting)
    verbs = list(_acts(text))
    verb = verbs[0] if len(verbs) == 1 else ("" if verbs else setting.verb)
    amending = setting.amending or bool(verbs)
    return replace(setting, unit=unit or setting.unit, verb=verb, amending=amending)


def _acts(text: str) -> Iterator[str]:
    """The names of the acts that an opening states."""
    seen = set()
    for statement in statements(text.rstrip(" :")):
        if statement.verb and statement.stated and statement.verb not in seen:
            seen.add(statement.verb)
            yield statement.verb


def _unit_named(text: str, setting: Setting) -> ProvisionPath | None:
    match = re.search(r"(?i)(?:của|tại)\s+((?:khoản\s+\w+\s+)?điều\s+\d.*)$", text.rstrip(" :"))
    if match is None:
        return None
    zone = re.sub(r"(?i)\s*(?:như sau|sau đây)\s*$", "", match[1])
    try:
        found = read_targets(zone, setting)
    except Refusal:
        return None
    return found[0].path if len(found) == 1 else None
