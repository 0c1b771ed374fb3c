"""What is said to a model: prompts with their variables, and the blocks of what may be cited."""

from collections.abc import Sequence
from datetime import date

from assistant.answering.writing.holding import Held, Wanted
from assistant.answering.writing.materials import Materials
from assistant.domain.answer import Audience, Citation, PromptUsed
from assistant.domain.conversation import Turn
from prompts import Said, load
from prompts.blocks import Blocks, block
from prompts.prompt import Prompt

Messages = Sequence[Said]

_ANSWER_CHARS = 600
"""Of what was answered before, for a question that leans on it."""


def writing_messages(wanted: Wanted, materials: Materials) -> tuple[PromptUsed, Messages]:
    """To write an answer: for citizens in plain words, for all others as officials need it."""
    prompt = load(_voice(wanted.audience))
    said = prompt.render(
        question=wanted.question,
        day=_in_words(wanted.day),
        language=wanted.language,
        sources=_sources([item.citation for item in materials.items]),
    )
    return _used(prompt), said


def repair_messages(wanted: Wanted, materials: Materials, held: Sequence[Held]) -> Messages:
    """To mend statements that were held back."""
    return load("repair").render(
        question=wanted.question,
        day=_in_words(wanted.day),
        language=wanted.language,
        audience=_voice(wanted.audience),
        sources=_sources([item.citation for item in materials.items]),
        refused=[_refused(one) for one in held],
    )


def verifying_messages(text: str, cited: Sequence[Citation]) -> Messages:
    """To have a statement judged by what it cites."""
    tokens = ", ".join(str(at) for at in range(1, len(cited) + 1))
    statement = {"text": text, "citations": tokens}
    return load("verify").render(sources=_sources(cited), statements=[statement])


def rewriting_messages(question: str, turns: Sequence[Turn]) -> Messages:
    """To have a follow-up made to stand alone, or a question put into Vietnamese."""
    earlier = [
        {"question": turn.standalone or turn.question, "answer": turn.answer[:_ANSWER_CHARS]}
        for turn in turns
    ]
    return load("rewrite").render(question=question, turns=earlier)


def _voice(audience: Audience) -> str:
    return "citizen" if audience is Audience.CITIZEN else "official"


def _used(prompt: Prompt) -> PromptUsed:
    return PromptUsed(name=prompt.name, version=prompt.version, hash=prompt.hash)


def _sources(citations: Sequence[Citation]) -> list[Blocks]:
    return [block(at, _head(citation), citation.quote) for at, citation in enumerate(citations, 1)]


def _head(citation: Citation) -> dict[str, str]:
    """What a quotation is, where it stands, and the opening words that it continues."""
    above = " > ".join((*citation.headings, citation.heading)) if citation.heading else ""
    where = f"{citation.label} {citation.document}"
    opening = " ".join(" ".join(citation.leads).split())
    told = {"vi_tri": where, "van_ban": citation.document_title, "ten_dieu": above, "loi_dan": opening}
    return {name: value for name, value in told.items() if value}


def _refused(held: Held) -> dict[str, object]:
    return {
        "text": held.draft.text,
        "part": held.draft.part.value,
        "citations": ", ".join(map(str, held.draft.tokens)),
        "faults": [{"kind": fault.kind.value, "words": fault.words} for fault in held.faults],
    }


def _in_words(day: date) -> str:
    return f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
