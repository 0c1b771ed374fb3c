"""A model writes, and code decides what may be shown.

Statements are read from the model's reply one by one as they arrive. Each is checked against the
quotations it names (``verification``), for its manner, and, where a second model is set, by its
judgement; what passes is shown at once, what does not is held back. When the reply has ended the
model may mend what was held back, once; what fails again is dropped. Nothing else of what a model
says reaches anybody.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic

from rapidfuzz import fuzz, process

from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.statements import faults
from assistant.answering.writing.drafts import Draft, draft_of, says_it_cannot
from assistant.answering.writing.holding import Held, Wanted
from assistant.answering.writing.judging import Judge
from assistant.answering.writing.manner import SEVERE, SHORT_WORDS, manner
from assistant.answering.writing.materials import Material, Materials
from assistant.answering.writing.prompting import repair_messages, writing_messages
from assistant.domain.answer import Audience, Citation, ModelUse, Part, PromptUsed
from assistant.domain.words import syllables
from assistant.models.model import Failure, LanguageModel, ModelFailure, Shape, Spent

MOST = 10
"""Statements that are shown at most; what a model writes beyond them is not read."""

_TRIED = 24
"""Statements of one reply that are looked at, shown or not."""

_REPAIRED = 4
"""Statements that are given back to be mended."""

_TIME_TO_REPAIR_S = 2.0
"""Left to the time limit, below which nothing is given back."""

_ALIKE = 60.0
"""How like (of 100) a mended statement is at least to the one that it takes the place of."""


@dataclass(frozen=True)
class Sentence:
    """A statement that may be shown, with the quotations it stands on."""

    text: str
    citations: tuple[Citation, ...]
    part: Part


@dataclass
class Written:
    """What came of it. ``answerable``: the model did not say that the quotations do not answer."""

    sentences: list[Sentence] = field(default_factory=list)
    dropped: list[FaultKind] = field(default_factory=list)
    repaired: int = 0
    answerable: bool = True
    failure: str = ""
    use: ModelUse | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing that the model meant to say is missing."""
        return bool(self.sentences) and self.answerable and not (self.dropped or self.failure)


Show = Callable[[Sentence], None]

_ITEM = {
    "type": "object",
    "properties": {
        "text": {"type": "string"},
        "citations": {"type": "array", "items": {"type": "integer"}},
        "part": {"type": "string", "enum": ["short", "step", "detail", "note"]},
    },
    "required": ["text", "citations", "part"],
    "additionalProperties": False,
}
STATEMENTS = Shape(
    name="statements",
    schema={
        "type": "object",
        "properties": {"answerable": {"type": "boolean"}, "statements": {"type": "array", "items": _ITEM}},
        "required": ["answerable", "statements"],
        "additionalProperties": False,
    },
)


@dataclass(frozen=True)
class Writer:
    """Writes answers with one model; ``judge``: a second one that may only refuse."""

    model: LanguageModel
    judge: Judge | None = None

    def write(self, wanted: Wanted, materials: Materials, show: Show, spent: Spent) -> Written:
        """Write from ``materials``; ``show`` gets each statement as soon as it is verified.

        Never raises for what the model does; what ``show`` raises goes through. What it costs is
        added to ``spent``.
        """
        work = _Work(wanted, materials, show, self.judge, spent)
        prompt, messages = writing_messages(wanted, materials)
        work.read(lambda: self.model.stream(messages, STATEMENTS, spent, deadline=wanted.deadline))
        if work.may_be_mended:
            held, work.held = work.held[:_REPAIRED], work.held[_REPAIRED:]
            messages = repair_messages(wanted, materials, held)
            work.mend(held, lambda: self.model.stream(messages, STATEMENTS, spent, deadline=wanted.deadline))
        return work.end(self.model.name, prompt)


@dataclass
class _Work:
    """One writing under way."""

    wanted: Wanted
    materials: Materials
    show: Show
    judge: Judge | None
    spent: Spent
    done: Written = field(default_factory=Written)
    held: list[Held] = field(default_factory=list)
    seen: set[Draft] = field(default_factory=set)
    gap: int | None = None
    """How many statements were shown when a step was first held back."""
    first: int | None = None
    """How many were shown when the first reply had ended."""

    def read(self, reply: Callable[[], Iterator[Mapping[str, object]]]) -> None:
        """Take the statements of a reply as they come."""
        items = None
        try:
            items = reply()
            for tried, item in enumerate(items):
                if says_it_cannot(item):
                    self.done.answerable = False
                if (draft := draft_of(item)) is None:
                    continue
                if tried >= _TRIED or len(self.done.sentences) >= MOST:
                    self.done.failure = Failure.TOO_LONG.value  # what it goes on to say is missing
                    break
                self._take(draft)
        except ModelFailure as failure:
            self.done.failure = failure.reason.value
        finally:
            if items is not None and hasattr(items, "close"):
                items.close()

    def mend(self, held: Sequence[Held], reply: Callable[[], Iterator[Mapping[str, object]]]) -> None:
        """Take mended statements in place of ``held``; those that nothing takes the place of, or
        that fail again, are dropped.
        """
        shown, failure, others = len(self.done.sentences), self.done.failure, self.held
        self.first, self.held, self.seen = shown, [], set()  # what it says again fails again
        self.read(reply)
        self.done.failure = failure  # a repair that fails leaves its statements held, and no more
        mended = [sentence.text for sentence in self.done.sentences[shown:]]
        self.done.repaired = len(mended)
        long = [one for one in self.held if _is_only_long(one)]
        left = _not_mended(held, [*mended, *(one.draft.text for one in long)])
        again = [one for one in self.held if one not in long]
        self.held = [*others, *left, *again[len([one for one in left if not _is_only_long(one)]) :], *long]

    def end(self, model: str, prompt: PromptUsed) -> Written:
        """What came of it, with what it cost. What is true and only long is shown after all."""
        self.first = len(self.done.sentences) if self.first is None else self.first
        for held in self.held:
            if _is_only_long(held) and len(self.done.sentences) < MOST:
                self._show(held.draft, self.materials.named(held.draft.tokens) or ())
            else:
                self.done.dropped.append(held.faults[0].kind)
        if not (self.done.sentences or self.held or self.done.failure) and self.done.answerable:
            self.done.failure = Failure.EMPTY.value
        self.done.use = use_of(self.spent, model).model_copy(
            update={
                "prompt": prompt,
                "dropped": tuple(kind.value for kind in self.done.dropped),
                "repaired": self.done.repaired,
                "failure": self.done.failure,
            }
        )
        return self.done

    @property
    def may_be_mended(self) -> bool:
        """Whether there is something to mend, and the time and the model for it."""
        left = self.wanted.deadline - monotonic()
        return bool(self.held) and not self.done.failure and left > _TIME_TO_REPAIR_S

    def _take(self, draft: Draft) -> None:
        if draft in self.seen or any(one.text == draft.text for one in self.done.sentences):
            return
        self.seen.add(draft)
        named = self.materials.named(draft.tokens)
        found = self._faults(draft, named)
        if found or named is None:
            self.held.append(Held(draft, found))
            if draft.part is Part.STEP and self.gap is None:
                self.gap = len(self.done.sentences)
        else:
            self._show(draft, named)

    def _show(self, draft: Draft, named: Sequence[Material]) -> None:
        sentence = Sentence(draft.text, self._narrowed(draft, named), self._part_of(draft))
        self.done.sentences.append(sentence)
        self.show(sentence)

    def _part_of(self, draft: Draft) -> Part:
        """The first statement for a citizen is the answer in short, and none after it is. A step that
        comes when a later one was shown is none: it would be counted as the last.
        """
        is_first = not self.done.sentences
        if draft.part is Part.SHORT and not is_first:
            return Part.DETAIL
        if draft.part is Part.STEP and self._is_out_of_order():
            return Part.DETAIL
        leads = is_first and self.wanted.audience is Audience.CITIZEN
        return Part.SHORT if leads and len(draft.text.split()) <= SHORT_WORDS else draft.part

    def _is_out_of_order(self) -> bool:
        """Whether steps were shown that the model wrote after one that was held back."""
        if self.gap is None or self.first is None:
            return False
        return any(one.part is Part.STEP for one in self.done.sentences[self.gap : self.first])

    def _faults(self, draft: Draft, named: Sequence[Material] | None) -> tuple[Fault, ...]:
        """What speaks against showing a statement; the second model is asked last."""
        if named is None:
            return (Fault(FaultKind.UNKNOWN_CITATION),)
        cited = [material.citation for material in named]
        found = faults(draft.text, cited, day=self.wanted.day, language=self.wanted.language)
        told = manner(draft.text, draft.part, self.wanted.audience, self.wanted.language)
        found += tuple(Fault(FaultKind.MANNER, code) for code in told)
        if all(map(_is_mild, found)) and self.judge is not None and not self._judged(draft, cited):
            found = (Fault(FaultKind.JUDGED), *found)
        return found

    def _judged(self, draft: Draft, cited: Sequence[Citation]) -> bool:
        assert self.judge is not None  # noqa: S101  asked for only where there is one
        return self.judge.supports(draft.text, cited, self.spent, self.wanted.deadline)

    def _narrowed(self, draft: Draft, named: Sequence[Material]) -> tuple[Citation, ...]:
        """The quotations, a clause cut to the one of its points that carries the whole statement."""
        whole = tuple(material.citation for material in named)
        for level in self.materials.points(named[0]) if len(named) == 1 else ():
            carrying = [narrower for narrower in _likeliest(level, draft) if self._carries(narrower, draft)]
            if carrying:
                verified = tuple(filter(None, map(self.materials.verified, carrying[0])))
                is_sure = len(carrying) == 1 and len(verified) == len(carrying[0])
                return verified if is_sure else whole
        return whole

    def _carries(self, cited: Sequence[Citation], draft: Draft) -> bool:
        return not faults(draft.text, cited, day=self.wanted.day, language=self.wanted.language)


def _likeliest(level: Sequence[tuple[Citation, ...]], draft: Draft) -> list[tuple[Citation, ...]]:
    """The two of some quotations that share most words with a statement: a third would carry it
    only where these two do, and then none is sure.
    """
    said = frozenset(syllables(draft.text))
    shared = [len(said.intersection(syllables(cited[-1].quote))) for cited in level]
    best = sorted(range(len(level)), key=lambda at: -shared[at])[:2]
    return [level[at] for at in sorted(best)]


def _is_mild(fault: Fault) -> bool:
    """Whether a fault is a matter of length, with which what is true may still be shown."""
    return fault.kind is FaultKind.MANNER and fault.words not in SEVERE


def _is_only_long(held: Held) -> bool:
    return all(map(_is_mild, held.faults))


def _not_mended(held: Sequence[Held], mended: Sequence[str]) -> list[Held]:
    """Those of ``held`` that no mended statement takes the place of: each takes that of the one it is
    most like, where it is like any.
    """
    left = list(held)
    for text in mended:
        texts = [one.draft.text for one in left]
        best = process.extractOne(text, texts, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if best is not None:
            del left[best[2]]
    return left


def use_of(spent: Spent, model: str) -> ModelUse:
    """What the calls for an answer took."""
    return ModelUse(
        model=model,
        calls=spent.calls,
        prompt_tokens=spent.prompt_tokens,
        completion_tokens=spent.completion_tokens,
        estimated=spent.estimated,
        cost=spent.cost,
        currency=spent.currency,
    )
