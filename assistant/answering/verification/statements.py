"""Whether a statement that a model wrote may be shown: every rule, one after the other.

Pure: the statement and the citations that it names decide, nothing else. A whole sentence of what
is cited stands as it is. What cannot be told to be true is a fault: a statement is dropped rather
than shown in doubt.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answering.verification.actors import actor_faults
from assistant.answering.verification.alignment import Aligned, align
from assistant.answering.verification.bearing import bearing_faults, tail_faults, tails
from assistant.answering.verification.binding import binding_faults
from assistant.answering.verification.conditions import condition_faults
from assistant.answering.verification.connectives import connective_faults
from assistant.answering.verification.english import english_faults
from assistant.answering.verification.events import event_faults
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.figures import figure_faults
from assistant.answering.verification.foreign import foreign_faults, sentence_faults
from assistant.answering.verification.form import form_faults, sentences
from assistant.answering.verification.measures import measure_faults
from assistant.answering.verification.modality import modality_faults
from assistant.answering.verification.pairing import pairing_faults
from assistant.answering.verification.polarity import denies, polarity_faults
from assistant.answering.verification.quotations import quotation_faults
from assistant.answering.verification.reading import read
from assistant.answering.verification.references import reference_faults
from assistant.answering.verification.sides import side_faults
from assistant.answering.verification.source import source_of
from assistant.answering.verification.support import support_faults
from assistant.answering.verification.validity_words import days_known, speaks_of_validity, validity_faults
from assistant.answering.verification.verbatim import is_whole_sentence
from assistant.domain.answer import Citation


def faults(text: str, cited: Sequence[Citation], *, day: date, language: str = "vi") -> tuple[Fault, ...]:
    """What is wrong with ``text`` as a statement on ``cited``; empty where it may be shown.

    ``day``: the day asked about, which the statement may name. ``language``: ``vi`` or ``en``.
    Never raises, whatever the text.
    """
    if not cited:
        return (Fault(FaultKind.NO_CITATION),)
    found = [*form_faults(text, cited), *quotation_faults(text, cited), *validity_faults(text, cited)]
    found += foreign_faults(text, cited, language)
    if language == "en":
        found += [*english_faults(text, cited, day), *sentence_faults(text)]
    elif not is_whole_sentence(text, cited):
        found += [*_compared(text, cited, day), *_by_itself(text, cited, day), *sentence_faults(text)]
    return tuple(dict.fromkeys(found))


def _compared(text: str, cited: Sequence[Citation], day: date) -> Iterator[Fault]:
    of_validity = speaks_of_validity(text)
    aligned = align(read(text), source_of(cited, notes=of_validity))
    days = [day, *days_known(cited)] if of_validity else [day]
    yield from figure_faults(aligned, days)
    yield from _worded(aligned)


def _by_itself(text: str, cited: Sequence[Citation], day: date) -> Iterator[Fault]:
    """Each sentence alone, and what follows a comma in it: what is false hides behind what is true."""
    told = [one for one in sentences(text) if not is_whole_sentence(one, cited)]
    for sentence in told:
        if len(told) > 1 or sentence != text:
            yield from _compared(sentence, cited, day)
        reading = read(sentence)
        yield from bearing_faults(align(reading, source_of(cited)))
        affirms = not any(map(denies, reading.tokens))  # a denial may reach over commas
        for tail in tails(sentence):
            aligned = align(read(tail), source_of(cited))
            yield from tail_faults(aligned)
            yield from polarity_faults(aligned) if affirms else ()


def _worded(aligned: Aligned) -> Iterator[Fault]:
    for check in (
        reference_faults,
        polarity_faults,
        modality_faults,
        condition_faults,
        connective_faults,
        actor_faults,
        binding_faults,
        support_faults,
        measure_faults,
        event_faults,
        side_faults,
        pairing_faults,
    ):
        yield from check(aligned)
