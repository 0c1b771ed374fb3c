"""The Vietnamese sentences of an answer. Every word said to the asker that is no quotation."""

from collections.abc import Sequence
from datetime import date

from assistant.answering.citing import document_name
from assistant.answering.saying import around, name_of, said_of, shown
from assistant.answering.standing import Standing
from assistant.domain.answer import Citation
from assistant.domain.document import DocumentKind, Head
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.timeline import Basis, Phase
from assistant.domain.validity import Status
from assistant.library.records import StoredProvision

__all__ = ["around"]

NOT_FOUND = "Không tìm thấy quy định nào trong thư viện trả lời được câu hỏi này."
NOT_FOUND_HINT = (
    "Bạn thử nêu rõ hơn việc cần hỏi, cấp học, đối tượng, hoặc số hiệu văn bản nếu biết; "
    "cũng có thể thư viện chưa có văn bản liên quan."
)
PARTLY = "Đây là quy định gần nhất tìm được; nó có thể chưa trả lời hết câu hỏi."
OUT_OF_SCOPE = "Câu hỏi này nằm ngoài phạm vi các quy định về giáo dục mà trợ lý tra cứu được."
OUT_OF_SCOPE_HINT = (
    "Trợ lý chỉ trả lời về trường lớp, nhà giáo, người học, thi cử, học phí và việc quản lý giáo dục."
)
WHICH_DOCUMENT = (
    "Nhiều văn bản có điều khoản này. Bạn muốn hỏi văn bản nào? Hãy nêu thêm số hiệu hoặc tên văn bản."
)
NOT_ALL_SHOWN = (
    "Một phần câu trả lời không được hiển thị vì chưa kiểm chứng được; dưới đây là nguyên văn quy định."
)
NEAREST = "Nguyên văn quy định sát câu hỏi nhất:"
MACHINE_TALK = (
    "Điều khoản được trích có câu giống lời ra lệnh cho máy trả lời; "
    "hãy đối chiếu với văn bản gốc trước khi dùng."
)
SAMPLE = "Lưu ý: đây là văn bản mẫu để dùng thử, không có giá trị pháp lý."
HIGHER = "văn bản có hiệu lực pháp lý cao hơn"
LATER = "văn bản ban hành sau của cùng một cơ quan"
_CLAUSES = 3
_HEADING_END = ".:; "


def introduce(stored: StoredProvision, citation: Citation, *, old_words: bool = False) -> str:
    """``Theo khoản 2 Điều 5 Thông tư số ... (tên văn bản) về “tên điều”:``."""
    head = stored.document
    title = f" ({short(head.title)})" if head.title else ""
    heading = f" về “{stored.provision.heading.rstrip(_HEADING_END)}”" if stored.provision.heading else ""
    prefix = "Lời văn trước khi sửa đổi, tại" if old_words else "Theo"
    if stored.provision.kind is UnitKind.PARAGRAPH:
        heading = ""
    return f"{prefix} {citation.label} {document_name(head)}{title}{heading}:"


def named(path: ProvisionPath, label: str) -> str:
    """An address with its document: ``Điều 5 Thông tư số ...``; by its label where it has no words."""
    return f"{path.vietnamese() or label} {name_of(path.document)}".strip()


def stands(where: str, citation: Citation) -> str:
    """How a cited provision stands on the day: ``Hiệu lực của Điều 5 Thông tư số ...: còn hiệu lực ...``."""
    line = f"Hiệu lực của {where}: {citation.validity or citation.status.value}."
    return f"{line} {SAMPLE}" if citation.sample else line


def referred(citation: Citation) -> str:
    """Before the words that a cited clause points to: ``Được dẫn chiếu ở trên, khoản 2 Điều 5 ...``."""
    heading = f" về “{citation.heading.rstrip(_HEADING_END)}”" if citation.heading else ""
    named = f"{citation.label} {name_of(DocumentNumber(citation.document))}{heading}"
    stands = "" if citation.status is Status.IN_FORCE else f" ({citation.validity})"
    return f"Được dẫn chiếu ở trên, {named}{stands}:"


def about(head: Head) -> str:
    """A document in a sentence, where the question names it and asks nothing of it."""
    facts = [
        f"ban hành ngày {shown(head.issued_on)}" if head.issued_on else "",
        f"cơ quan ban hành: {head.issuer}" if head.issuer else "",
    ]
    told = "; ".join([head.title or "không rõ trích yếu", *filter(None, facts)])
    return f"{document_name(head)}: {told}."


def short(title: str, length: int = 140) -> str:
    """A title cut at a word where it is long."""
    return title if len(title) <= length else title[:length].rsplit(" ", 1)[0] + "…"


def quoted(quotes: Sequence[str]) -> str:
    """The quotations as one Markdown block; ``[…]`` stands between those that do not touch."""
    lines = "\n[…]\n".join(quotes).split("\n")
    return "\n".join(f"> {line.strip()}" if line.strip() else ">" for line in lines)


# Documents without the force of law (Law 64/2025/QH15 names those that have it).
NO_LAW = {
    DocumentKind.LETTER,
    DocumentKind.NOTICE,
    DocumentKind.PLAN,
    DocumentKind.REPORT,
    DocumentKind.GUIDANCE,
}


def validity(stored: StoredProvision, standing: Standing, day: date, *, old_words: bool = False) -> str:
    """The line on validity with the day asked about. Unknown is said to be unknown."""
    since = f" (từ ngày {shown(stored.in_force_from)})" if stored.in_force_from else ""
    basis = _basis(stored)
    on = f"vào ngày {shown(day)}"
    if stored.document.kind in NO_LAW and standing.status in {Status.UNKNOWN, Status.IN_FORCE}:
        return " ".join([_administrative(stored.document, day)] + [SAMPLE] * stored.document.sample)
    first = shown(stored.in_force_from)
    lines = {
        Status.IN_FORCE: f"Hiệu lực {on}: còn hiệu lực{since}, {basis}.",
        Status.NOT_YET: f"Hiệu lực {on}: chưa có hiệu lực; có hiệu lực từ ngày {first}, {basis}.",
        Status.EXPIRED: f"Hiệu lực {on}: đã hết hiệu lực từ ngày {shown(standing.phase.starts)}, {basis}.",
        Status.UNKNOWN: f"Hiệu lực {on}: chưa rõ; {_unknown(stored, standing)}.",
    }
    if old_words:
        lines[standing.status] = (
            f"Hiệu lực {on}: lời văn này đã được sửa đổi như nêu trên; "
            f"phần khác của điều còn hiệu lực{since}, {basis}."
        )
    told = [lines.get(standing.status, f"Hiệu lực {on}: {standing.status.value}, {basis}.")]
    return " ".join(told + [SAMPLE] * stored.document.sample)


def _administrative(head: Head, day: date) -> str:
    issued = f", ban hành ngày {shown(head.issued_on)}" if head.issued_on else ""
    return (
        f"Tính đến ngày {shown(day)}: {document_name(head)}{issued} là văn bản hành chính, "
        "không phải văn bản quy phạm pháp luật."
    )


def _basis(stored: StoredProvision) -> str:
    if stored.known_until:
        return f"theo Bộ pháp điển cập nhật đến ngày {shown(stored.known_until)}"
    return "theo thư viện này"


def _unknown(stored: StoredProvision, standing: Standing) -> str:
    doubts = [said_of(basis) for basis in standing.phase.because if basis.source is not None]
    if doubts:
        return f"có thể đã {'; '.join(dict.fromkeys(doubts))}, nhưng thư viện không rõ ngày"
    if not stored.listed:
        return "điều này không còn trong Bộ pháp điển bản mới, cần kiểm tra lại trước khi áp dụng"
    return "thư viện không có ngày bắt đầu có hiệu lực"


def changed(standing: Standing) -> str:
    """What changed the article later, in a sentence; empty where nothing is known."""
    if not standing.changes:
        return ""
    told = "; ".join(dict.fromkeys(said_of(change) for change in standing.changes))
    return f"Điều này có nội dung {told}."


def repealed(citation: Citation, repeals: Sequence[Basis], day: date) -> str:
    """That a unit was taken out of a document that goes on."""
    told = "; ".join(said_of(repeal) for repeal in repeals)
    name = name_of(DocumentNumber(citation.document))
    said = f"Tính đến ngày {shown(day)}, {citation.label} {name} đã {told}."
    return f"{said} {SAMPLE}" if citation.sample else said


def unworded(stored: StoredProvision, day: date) -> str:
    """That a provision was in force on a day in words that the library does not have."""
    provision, head = stored.provision, stored.document
    heading = f" về “{provision.heading.rstrip(_HEADING_END)}”" if provision.heading else ""
    have = "; ".join(_stretch(phase, stored) for phase in stored.timeline.versions if phase.wording)
    known = f" Thư viện chỉ có lời văn {have}." if have else ""
    link = f" Cần xem văn bản tại {provision.url or head.url}." if provision.url or head.url else ""
    return (
        f"Vào ngày {shown(day)}, {provision.label} {document_name(head)}{heading} đang có hiệu lực, "
        f"nhưng thư viện không có lời văn của ngày đó nên không trích dẫn.{known}{link}"
    )


def _stretch(phase: Phase, stored: StoredProvision) -> str:
    """``từ ngày A đến trước ngày B``, with what brought these words."""
    since = f"từ ngày {shown(phase.starts)}" if phase.starts else ""
    until = f"đến trước ngày {shown(phase.ends)}" if phase.ends else ""
    told = dict.fromkeys(said_of(b, dated=False) for b in phase.because if b.source is not None)
    why = f"({'; '.join(told)})" if told and phase.starts != stored.in_force_from else ""
    return " ".join(filter(None, (since, until, why)))


def before_the_library(first: date) -> str:
    """That no text of the library was in force yet on the day asked."""
    return f"Thư viện không có văn bản nào có hiệu lực vào ngày được hỏi; sớm nhất là ngày {shown(first)}."


def unknown_document(words: str) -> str:
    """That a day was named by a document whose days the library does not know."""
    return f"Thư viện không rõ “{words}” là ngày nào, nên trả lời theo hiệu lực hôm nay."


def after_the_code(known: date) -> str:
    """Up to which day the codification in the library knows of changes."""
    return (
        f"Bộ pháp điển trong thư viện cập nhật đến ngày {shown(known)}; thay đổi sau ngày đó chỉ biết được "
        "qua những văn bản đã đọc thêm."
    )


def in_the_future(day: date, today: date) -> str:
    """That a day to come is answered from what is known now."""
    return (
        f"Ngày {shown(day)} ở tương lai: câu trả lời theo những thay đổi đã biết đến ngày {shown(today)}; "
        "quy định có thể còn thay đổi."
    )


def changed_within(label: str, days: Sequence[date]) -> str:
    """That a rule changed inside the stretch of time asked about."""
    told = ", ".join(shown(day) for day in days)
    return f"Trong khoảng thời gian được hỏi, {label} có thay đổi vào ngày {told}; hãy hỏi riêng từng ngày."


def earlier_rule(stored: StoredProvision, standing: Standing) -> str:
    """A rule on the matter that has ended, and what ended it."""
    told = "; ".join(dict.fromkeys(said_of(end) for end in standing.ends if end.source))
    more = f", {told}" if told else ""
    name = f"{stored.provision.label} {document_name(stored.document)}"
    return f"Quy định trước đây tại {name} đã hết hiệu lực từ ngày {shown(standing.phase.starts)}{more}."


def transition(clauses: Sequence[ProvisionPath]) -> str:
    """That a document has transitional clauses: the older rule may govern some cases."""
    listed = ", ".join(clause.vietnamese() or "văn bản" for clause in clauses[:_CLAUSES])
    more = f" và {len(clauses) - _CLAUSES} chỗ khác" if len(clauses) > _CLAUSES else ""
    name = name_of(clauses[0].document)
    return f"{name} có quy định chuyển tiếp ({listed}{more}): một số trường hợp vẫn theo quy định trước đó."


def coming_rule(stored: StoredProvision) -> str:
    """A rule on the matter that is not in force yet."""
    name = f"{stored.provision.label} {document_name(stored.document)}"
    return f"{name} cũng quy định việc này nhưng chưa có hiệu lực (từ ngày {shown(stored.in_force_from)})."


def two_rules(first: StoredProvision, second: StoredProvision, why: str) -> str:
    """Two provisions in force on one matter, and which one applies where they differ."""
    names = [f"{one.provision.label} {document_name(one.document)}" for one in (first, second)]
    return f"{names[0]} và {names[1]} cùng quy định việc này. Khi khác nhau, áp dụng {names[0]} ({why})."


def part_out(citation: Citation, day: date) -> str:
    """That a unit is out of force by itself on a day."""
    name = name_of(DocumentNumber(citation.document))
    return f"Vào ngày {shown(day)}, {citation.label} {name} không áp dụng: {citation.validity}."


def ended(stored: StoredProvision, standing: Standing) -> str:
    """What ended a text, or that nothing is known of it."""
    name = document_name(stored.document)
    if standing.status is Status.NOT_YET:
        return (
            "Thư viện không có quy định nào về việc này có hiệu lực vào ngày được hỏi; "
            f"{name} có quy định nhưng khi đó chưa có hiệu lực."
        )
    told = "; ".join(dict.fromkeys(said_of(end) for end in standing.ends))
    more = f": {told}" if told else ""
    return f"Quy định tìm thấy trong {name} không còn hiệu lực vào ngày được hỏi{more}."


def no_such_document(asked: str, nearest: Sequence[DocumentNumber]) -> str:
    """A number that the library does not have is said so, never guessed."""
    near = f" Số hiệu gần giống trong thư viện: {', '.join(map(str, nearest))}." if nearest else ""
    return f"Thư viện không có văn bản “{asked}”.{near}"


def no_such_provision(asked: str, document: str) -> str:
    """The document is there and has no such article."""
    return f"Văn bản số {document} có trong thư viện nhưng không có “{asked}”."


def ambiguous(asked: str, heads: Sequence[Head], total: int) -> str:
    """Which documents a short number may mean."""
    rows = "\n".join(f"- {document_name(head)}: {short(head.title)}" for head in heads)
    more = f"\n- … và {total - len(heads)} văn bản khác" if total > len(heads) else ""
    return f"“{asked}” có thể là một trong {total} văn bản sau. Bạn muốn hỏi văn bản nào?\n{rows}{more}"
