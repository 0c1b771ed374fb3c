"""What is said of lives outside answers: spans of days, phases, comparisons, happenings, answers
given earlier. One place for the API, the pages and the command line; the sentences of a basis
are those of answers.
"""

from datetime import date, timedelta

from assistant.answering.saying import basis_sentence, name_of, shown
from assistant.comparing import Mark
from assistant.domain.interval import Interval, union
from assistant.domain.path import ProvisionPath
from assistant.domain.timeline import Phase
from assistant.domain.validity import Status
from assistant.library.happenings import Happened, Happening
from assistant.library.records import StoredProvision
from assistant.lives import Comparison, Life, Side, StillCited, StillValid

_WORDED = (Status.IN_FORCE, Status.SUSPENDED, Status.UNKNOWN)
"""The statuses in which a provision has words, known or not."""

_SINCE = {
    Status.EXPIRED: "Hết hiệu lực",
    Status.SUSPENDED: "Ngưng hiệu lực",
    Status.NOT_YET: "Chưa có hiệu lực",
    Status.UNKNOWN: "Chưa rõ còn hiệu lực",
}


def sentence_case(text: str) -> str:
    """The text with a capital letter in front; the rest as it is."""
    return text[:1].upper() + text[1:]


def span(interval: Interval) -> str:
    """The days of an interval as people count them, the last one included."""
    start, end = interval.start, interval.end
    if start is None:
        return f"trước ngày {shown(end)}" if end else "không rõ từ ngày nào"
    if end is None:
        return f"từ ngày {shown(start)}"
    last = end - timedelta(days=1)
    return f"ngày {shown(start)}" if last == start else f"từ ngày {shown(start)} đến hết ngày {shown(last)}"


def stretch_of(stored: StoredProvision, day: date) -> Interval | None:
    """The days around ``day`` on which the words are known to hold; where they do not on that
    day, the nearest such days before it, else after it.
    """
    stretches = union(p.interval for p in stored.timeline.phases if p.wording == stored.id)
    around = next((one for one in stretches if day in one), None)
    before = [one for one in stretches if one.end is not None and one.end <= day]
    return around or (before[-1] if before else next(iter(stretches), None))


def words_note(stored: StoredProvision, day: date) -> str:
    """What is to be known of the words shown for ``day``; empty where they are simply those."""
    notes = []
    if not stored.words_stand_on(day):
        held = stretch_of(stored, day)
        notes.append(_no_words(stored.status_on(day), day))
        notes.append(f"Lời văn dưới đây là của thời gian {span(held)}." if held else "")
    if stored.computed:
        notes.append(COMPUTED)
    return " ".join(filter(None, notes))


COMPUTED = (
    "Lời văn này do phần mềm hợp nhất từ lời văn trước và văn bản sửa đổi, "
    "không phải bản hợp nhất chính thức."
)


def _no_words(status: Status, day: date) -> str:
    if status is Status.EXPIRED:
        return f"Ngày {shown(day)} điều khoản đã hết hiệu lực."
    if status is Status.NOT_YET:
        return f"Ngày {shown(day)} điều khoản chưa có hiệu lực."
    return f"Thư viện không có lời văn của ngày {shown(day)}."


def has_words(life: Life) -> bool:
    """Whether it is the life of something with words of its own, no document and no heading."""
    return any(wording.provision.text for wording in life.wordings.values())


def phase_sentence(phase: Phase, *, worded: bool) -> str:
    """A phase in a sentence; ``worded``: it is a provision's, which has words, not a document's."""
    told = f"{sentence_case(span(phase.interval))}: {phase.status.value}"
    unknown = worded and phase.status in _WORDED and phase.wording is None
    return told + ("; thư viện không có lời văn của thời gian này." if unknown else ".")


def bases(phase: Phase) -> list[str]:
    """A sentence for each source that speaks for a phase of a life."""
    return list(dict.fromkeys(map(basis_sentence, phase.because)))


def place(path: ProvisionPath) -> str:
    """An address in words with its document: ``khoản 2 Điều 5 Thông tư số 1/2030/TT-X``."""
    attached = "của văn bản kèm theo" if path.scope else ""
    return " ".join(filter(None, (path.vietnamese(), attached, name_of(path.document))))


# --- comparing


def side_sentence(side: Side) -> str:
    """The day of a comparison: how the provision stood on it, and whether its words are known."""
    if side.stored is not None:
        told = f"Ngày {shown(side.day)}: {side.phase.status.value}, lời văn {span(side.phase.interval)}."
        return f"{told} {COMPUTED}" if side.stored.computed else told
    return _no_words(side.phase.status, side.day)


def comparison_sentence(comparison: Comparison) -> str:
    """What comparing two days showed, or why they cannot be compared."""
    sides = (comparison.before, comparison.after)
    if not comparison.comparable:
        lacking = " ".join(_no_words(side.phase.status, side.day) for side in sides if side.stored is None)
        return f"Không so sánh được. {lacking}"
    absent = [shown(day) for day in _absent(comparison)]
    if absent:
        return f"Lời văn của điều vào ngày {' và ngày '.join(absent)} không có phần này."
    return "Lời văn hai ngày khác nhau." if differs(comparison) else "Lời văn hai ngày giống nhau."


def differs(comparison: Comparison) -> bool:
    """Whether a word was deleted or inserted."""
    return any(stretch.mark is not Mark.SAME for stretch in (*comparison.heading, *comparison.words))


def _absent(comparison: Comparison) -> list[date]:
    """The days in whose words the clause that is compared does not stand."""
    marks = {stretch.mark for stretch in comparison.words}
    sides = ((comparison.before, Mark.DELETED), (comparison.after, Mark.INSERTED))
    return [side.day for side, own in sides if not marks & {Mark.SAME, own}]


# --- happenings


def happened(happening: Happening) -> str:
    """What happened, in a few words. Words that differ without a known cause changed on a day that
    nobody tells.
    """
    if happening.what is Happened.CHANGED and not any(basis.day for basis in happening.because):
        return "có lời văn khác trước, không rõ ngày thay đổi"
    return happening.what.value


def happening_sentence(happening: Happening) -> str:
    """What happened: ``Từ ngày 01/07/2031: Điều 5 Thông tư số 1/2030/TT-X được sửa đổi, bổ sung``."""
    where = place(happening.path)
    size = f" (gồm {happening.provisions} điều)" if happening.provisions else ""
    return f"Từ ngày {shown(happening.day)}: {where}{size} {happened(happening)}."


# --- answers given earlier


def still_sentence(one: StillCited, as_of: date) -> str:
    """What became of one citation of an answer that was given for the day ``as_of``."""
    if one.status is None:
        return "Thư viện không còn điều khoản này."
    told = "Còn hiệu lực, lời văn không đổi." if one.holds else f"{_became(one)}."
    if one.held_then:
        return told if one.holds else f"{told} Lời văn được dẫn vẫn đúng cho ngày {shown(as_of)}."
    return f"{told} Theo dữ liệu hiện có, lời văn được dẫn không phải là lời văn của ngày {shown(as_of)}."


def _became(one: StillCited) -> str:
    since = f" từ ngày {shown(one.ended_on)}" if one.ended_on else ""
    if one.status is Status.IN_FORCE:
        return f"Còn hiệu lực nhưng lời văn đã khác{since}"
    return f"{_SINCE.get(one.status or Status.UNKNOWN, 'Không còn như trước')}{since}"


def answer_sentence(still: StillValid) -> str:
    """Whether an answer given earlier still holds, in a sentence."""
    count = len(still.citations)
    if not count:
        return "Câu trả lời này không dẫn điều khoản nào nên không có gì để kiểm tra lại; hãy hỏi lại."
    today = shown(still.today)
    if still.valid:
        return f"Còn đúng: mọi điều khoản được dẫn còn hiệu lực vào ngày {today}, lời văn không đổi."
    gone = sum(not one.holds for one in still.citations)
    told = f"Không còn đúng vào ngày {today}: {gone} trong {count} căn cứ đã thay đổi."
    if all(one.held_then for one in still.citations):
        return f"{told} Vẫn đúng cho ngày {shown(still.answer.as_of)}, là ngày đã trả lời."
    return f"{told} Hãy hỏi lại."
