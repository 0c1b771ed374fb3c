"""The wire forms of lives: timelines, comparisons, what happened, answers given earlier.

The command line prints the same forms with ``--json``.
"""

from datetime import date, datetime, timedelta
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field

from api import sentences
from assistant.answering.saying import basis_sentence
from assistant.comparing import Mark, Stretch
from assistant.domain.interval import Interval
from assistant.domain.path import ProvisionPath
from assistant.domain.timeline import Basis, Origin, Phase, Timeline
from assistant.domain.validity import Status
from assistant.library.happenings import Happened, Happening
from assistant.library.records import StoredProvision
from assistant.lives import Comparison, Life, Side, StillCited, StillValid


class _Spanning(BaseModel):
    """A form with a stretch of days, half open, under the names ``from`` and ``to``."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    starts: date | None = Field(alias="from", description="Ngày đầu; trống: không rõ, hoặc từ trước đến nay.")
    ends: date | None = Field(alias="to", description="Ngày đầu tiên không còn thuộc giai đoạn (nửa mở).")


class BasisItem(BaseModel):
    """Who says so."""

    origin: Origin = Field(description="Nguồn của thông tin.")
    act: str = Field(description="Tác động: sửa đổi, bổ sung; bãi bỏ; thay thế…")
    source: str | None = Field(description="Địa chỉ của điều khoản hoặc văn bản tác động.")
    part: str | None = Field(description="Khoản, điểm bị tác động, nếu không phải cả điều.")
    words: str = Field(description="Lời của nguồn, khi nguồn không nêu điều khoản nào.")
    day: date | None = Field(description="Ngày bắt đầu có tác dụng; trống nếu không rõ.")
    sentence: str

    @classmethod
    def of(cls, basis: Basis) -> "BasisItem":
        """The item of a basis."""
        return cls(
            origin=basis.origin,
            act=basis.act,
            source=str(basis.source) if basis.source else None,
            part=str(basis.part) if basis.part else None,
            words=basis.words,
            day=basis.day,
            sentence=basis_sentence(basis),
        )


class PhaseItem(_Spanning):
    """A stretch of days with one status and one wording."""

    status: Status
    words_known: bool | None = Field(
        description="Thư viện có lời văn của giai đoạn này; trống với văn bản và đề mục."
    )
    computed: bool = Field(description="Lời văn do phần mềm hợp nhất, không phải bản chính thức.")
    as_of: date | None = Field(description="Một ngày trong giai đoạn, để xem lời văn với as_of.")
    url: str = Field(description="Địa chỉ API của điều khoản (hoặc văn bản) vào ngày đó.")
    diff_url: str | None = Field(description="So sánh với lời văn trước đó; trống nếu không có.")
    sentence: str
    because: list[BasisItem]

    @classmethod
    def of(cls, life: Life, phase: Phase, today: date, path: ProvisionPath) -> "PhaseItem":
        """The item of a phase in the life of what stands at ``path``."""
        stored, whole = life.worded(phase), life.timeline
        day = day_in(phase.interval, today)
        return cls(
            starts=phase.starts,
            ends=phase.ends,
            status=phase.status,
            words_known=stored is not None if sentences.has_words(life) else None,
            computed=stored is not None and stored.computed,
            as_of=day,
            url=provision_url(path, day),
            diff_url=_diff_url(path, whole, phase),
            sentence=sentences.phase_sentence(phase, worded=sentences.has_words(life)),
            because=[BasisItem.of(basis) for basis in phase.because],
        )


class LifeDetail(BaseModel):
    """The life of a provision or document, in phases that part all time between them."""

    path: str = Field(description="Địa chỉ đã hỏi.")
    article_path: str = Field(description="Địa chỉ của cả điều; các giai đoạn là của cả điều.")
    address: str
    heading: str
    document: str
    document_title: str
    today: date
    phases: list[PhaseItem]

    @classmethod
    def of(cls, path: ProvisionPath, life: Life, today: date) -> "LifeDetail":
        """The form of a life that was asked for at ``path``."""
        return cls(
            path=str(path),
            article_path=str(life.path),
            address=path.vietnamese() or life.label,
            heading=life.heading,
            document=str(life.document.number),
            document_title=life.document.title,
            today=today,
            phases=[PhaseItem.of(life, phase, today, path) for phase in life.timeline.phases],
        )


class StretchItem(BaseModel):
    """Words and what became of them. Those that are the same or deleted make the first text,
    those that are the same or inserted the second.
    """

    mark: Mark
    text: str

    @classmethod
    def of(cls, stretch: Stretch) -> "StretchItem":
        """The item of a stretch."""
        return cls(mark=stretch.mark, text=stretch.text)


class SideItem(BaseModel):
    """One day of a comparison."""

    day: date
    words_known: bool
    sentence: str
    phase: PhaseItem

    @classmethod
    def of(cls, life: Life, side: Side, today: date, path: ProvisionPath) -> "SideItem":
        """The item of a side."""
        return cls(
            day=side.day,
            words_known=side.stored is not None,
            sentence=sentences.side_sentence(side),
            phase=PhaseItem.of(life, side.phase, today, path),
        )


class ComparisonDetail(BaseModel):
    """A provision on two days, word by word."""

    path: str
    address: str
    document: str
    document_title: str
    comparable: bool = Field(description="Thư viện có lời văn của cả hai ngày.")
    changed: bool = Field(description="Lời văn hai ngày khác nhau.")
    sentence: str
    before: SideItem
    after: SideItem
    heading: list[StretchItem]
    words: list[StretchItem]

    @classmethod
    def of(cls, path: ProvisionPath, comparison: Comparison, today: date) -> "ComparisonDetail":
        """The form of a comparison that was asked for at ``path``."""
        life = comparison.life
        return cls(
            path=str(path),
            address=path.vietnamese() or life.label,
            document=str(life.document.number),
            document_title=life.document.title,
            comparable=comparison.comparable,
            changed=sentences.differs(comparison),
            sentence=sentences.comparison_sentence(comparison),
            before=SideItem.of(life, comparison.before, today, path),
            after=SideItem.of(life, comparison.after, today, path),
            heading=[StretchItem.of(stretch) for stretch in comparison.heading],
            words=[StretchItem.of(stretch) for stretch in comparison.words],
        )


class ChangeItem(BaseModel):
    """What happened on a day to a provision, or to a whole document."""

    day: date
    what: Happened
    path: str
    address: str = Field(description="Địa chỉ bằng lời; trống nếu là cả văn bản.")
    heading: str
    document: str
    document_title: str
    provisions: int = Field(description="Số điều cùng chịu tác động, khi là cả văn bản.")
    timeline_url: str
    said: str = Field(description="Việc đã xảy ra, bằng lời.")
    sentence: str
    because: list[BasisItem]

    @classmethod
    def of(cls, happening: Happening) -> "ChangeItem":
        """The item of a happening."""
        path = happening.path
        return cls(
            day=happening.day,
            what=happening.what,
            path=str(path),
            address=path.vietnamese(),
            heading=happening.heading,
            document=str(path.document),
            document_title=happening.document_title,
            provisions=happening.provisions,
            timeline_url=f"/v1/provisions/{quote(str(path))}/timeline",
            said=sentences.happened(happening),
            sentence=sentences.happening_sentence(happening),
            because=[BasisItem.of(basis) for basis in happening.because],
        )


class ChangePage(BaseModel):
    """Some of what happened, in the order of days, and how much there is."""

    items: list[ChangeItem]
    total: int
    offset: int
    limit: int
    since: date
    until: date | None


class StillItem(BaseModel):
    """A citation of an answer given earlier, today."""

    path: str
    label: str
    document: str
    holds: bool = Field(description="Hôm nay còn hiệu lực với đúng lời văn đã dẫn.")
    held_then: bool = Field(description="Theo dữ liệu hiện có, lời văn đã dẫn đúng là của ngày áp dụng.")
    status: Status | None = Field(description="Hiệu lực hôm nay; trống nếu thư viện không còn điều khoản.")
    ended_on: date | None = Field(description="Từ ngày nào không còn như đã dẫn, nếu biết.")
    sentence: str
    because: list[BasisItem]

    @classmethod
    def of(cls, one: StillCited, as_of: date) -> "StillItem":
        """The item of a citation."""
        return cls(
            path=one.cited.path,
            label=one.cited.label,
            document=one.cited.document,
            holds=one.holds,
            held_then=one.held_then,
            status=one.status,
            ended_on=one.ended_on,
            sentence=sentences.still_sentence(one, as_of),
            because=[BasisItem.of(basis) for basis in one.because],
        )


class StillDetail(BaseModel):
    """An answer given earlier, and whether it still holds."""

    id: str
    valid: bool | None = Field(
        description="Còn đúng hôm nay; trống nếu câu trả lời không dẫn điều khoản nào."
    )
    sentence: str
    today: date
    as_of: date = Field(description="Ngày mà câu trả lời áp dụng.")
    given_at: datetime
    edition: int = Field(description="Ấn bản của thư viện khi trả lời.")
    outcome: str
    citations: list[StillItem]

    @classmethod
    def of(cls, still: StillValid) -> "StillDetail":
        """The form of what became of an answer."""
        given = still.answer
        return cls(
            id=given.id,
            valid=still.valid if still.citations else None,
            sentence=sentences.answer_sentence(still),
            today=still.today,
            as_of=given.as_of,
            given_at=given.given_at,
            edition=given.edition,
            outcome=given.outcome,
            citations=[StillItem.of(one, given.as_of) for one in still.citations],
        )


def day_in(interval: Interval, today: date) -> date | None:
    """A day of the interval to look at it by: today where it lies in it, else its first day, else
    its last; ``None`` where it has no bound and so holds every day.
    """
    if today in interval:
        return today
    if interval.start is not None:
        return interval.start
    return interval.end - timedelta(days=1) if interval.end and interval.end > date.min else None


def earlier_wording(life: Timeline, phase: Phase) -> Phase | None:
    """The last phase before ``phase`` with other words that are known; none where its own are not."""
    if phase.wording is None:
        return None
    before = life.phases[: life.phases.index(phase)]
    return next((p for p in reversed(before) if p.wording not in (None, phase.wording)), None)


def comparing_days(life: Timeline, phase: Phase) -> tuple[date, date] | None:
    """Two days by which a phase is compared with the words before it: the last of those, its first."""
    earlier = earlier_wording(life, phase)
    if earlier is None or earlier.ends is None or phase.starts is None:
        return None
    return earlier.ends - timedelta(days=1), phase.starts


def provision_url(path: ProvisionPath, day: date | None) -> str:
    """The API's address of what stands at ``path``, on a day."""
    where = "provisions" if path.segments or path.scope else "documents"
    return f"/v1/{where}/{quote(str(path))}" + (f"?as_of={day}" if day else "")


def _diff_url(path: ProvisionPath, life: Timeline, phase: Phase) -> str | None:
    days = comparing_days(life, phase)
    return f"/v1/provisions/{quote(str(path))}/diff?from={days[0]}&to={days[1]}" if days else None


def words_of(stored: StoredProvision, day: date) -> dict[str, object]:
    """What a form says of the words of a provision shown for ``day``."""
    held = sentences.stretch_of(stored, day)
    return {
        "words_known": stored.words_stand_on(day),
        "words_note": sentences.words_note(stored, day),
        "computed": stored.computed,
        "version_from": held.start if held else None,
        "version_to": held.end if held else None,
        "basis": sentences.bases(stored.timeline.on(day)),
    }
