"""What an amending document orders, as data: the act, the unit it is about, the new words.

The acts are those of Law 64/2025/QH15 and of Decree 78/2025/NĐ-CP on how amending documents
are written: sửa đổi, bổ sung, thay thế, bãi bỏ a unit; bổ sung, thay, bỏ words in it; đính chính.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.path import ProvisionPath


class Act(StrEnum):
    """What is done to a unit."""

    AMEND = "sửa đổi, bổ sung"
    INSERT = "bổ sung"
    REPEAL = "bãi bỏ"
    REPLACE = "thay thế"
    REPLACE_WORDS = "thay cụm từ"
    INSERT_WORDS = "bổ sung cụm từ"
    DELETE_WORDS = "bỏ cụm từ"
    CORRECT = "đính chính"


@dataclass(frozen=True)
class Instruction:
    """One act on one unit of one document.

    ``source`` is the clause or point of the amending document that orders it, ``target`` the
    unit that is changed; of an inserted unit its own address, and ``after`` the unit that it
    stands behind (``None``: where its label puts it in what it stands in); ``within`` is the
    chapter or section that an inserted article is put into, which its address does not tell.
    ``text`` is the unit's new words without the quotation marks, its label and heading included
    as printed (of an annex: label, heading, an empty line, text). ``old_words`` and
    ``new_words`` are those of acts on words; ``anchor`` the words behind which new ones are
    put, or old ones taken away (``before``: in front of which). ``at_end``: only where the
    words stand last ("cuối khoản 1"). ``heading``: the act is on the unit's heading ("tên Điều
    61"), beside or without its text as ``body`` says. ``words`` is the order itself.
    ``effective_on`` is ``None`` where not known; ``position`` is the order's place in its
    document. ``doubtful``: of what the same words order of the article not all could be read.
    """

    act: Act
    source: ProvisionPath
    target: ProvisionPath
    text: str = ""
    after: ProvisionPath | None = None
    within: ProvisionPath | None = None
    old_words: str = ""
    new_words: str = ""
    anchor: str = ""
    before: bool = False
    at_end: bool = False
    heading: bool = False
    body: bool = True
    words: str = ""
    effective_on: date | None = None
    position: int = 0
    doubtful: bool = False
