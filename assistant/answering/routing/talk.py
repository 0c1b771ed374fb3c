"""Small talk: what is nothing but greeting, thanks, or a word about the assistant itself.

Phrases are taken away one after another; only where nothing is left was it small talk, so that
"Xin chào, cho em hỏi ..." stays a question.
"""

import re
from enum import StrEnum

from assistant.answering.routing.words import Asked


class Talk(StrEnum):
    """Kinds of small talk."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    ASSENT = "assent"
    ABOUT = "about"
    HELP = "help"
    CHAT = "chat"


_ADDRESS = (
    r"(?:ban|ad|admin|anh|chi|em|co|chu|bac|thay|minh|toi|shop|bot|tro ly|hoc vu|moi nguoi|ca nha|nhe"
    r"|nha|a|oi|voi|vay|the|day|nhi|di|ah|ha|da|vang|rat|nhieu|lam|qua|luon|roi|duoc|cac|please|very"
    r"|much|so|you|there|everyone)"
)
_SAID: tuple[tuple[Talk, str], ...] = (
    (
        Talk.THANKS,
        r"(?:xin |em |minh |toi |chan thanh )*(?:cam on|cam on|cam ta|da ta)|thank(?:s| you)|tks"
        r"|thanks|tk u|many thanks",
    ),
    (Talk.FAREWELL, r"tam biet|bye(?: bye)?|goodbye|good bye|see you|hen gap lai|chao tam biet|ngu ngon"),
    (
        Talk.GREETING,
        r"(?:xin |kinh |em |chau |toi |minh )*chao(?: buoi (?:sang|trua|chieu|toi)| ngay moi)?"
        r"|hello|hi|hey|alo+|hallo|good (?:morning|afternoon|evening)"
        r"|co ai (?:o day |dang truc )?khong|chuc (?:ban |ad |anh |chi )?(?:\w+ )?(?:ngay moi"
        r"|buoi (?:sang|chieu|toi)|cuoi tuan|ngay)?(?: \w+)? (?:vui ve|tot lanh|suc khoe|vui)",
    ),
    (
        Talk.ABOUT,
        r"(?:ban|may|em|tro ly|bot|day|hoc vu) (?:la|ten)(?: la)? (?:ai|gi"
        r"|nguoi hay (?:la )?(?:may|robot|bot)|robot|may|ai hay nguoi|ai vay)(?: vay| the| a)?"
        r"|(?:ban|may|tro ly|bot|hoc vu) (?:la )?do (?:ai|(?:cong ty|don vi|nguoi"
        r"|to chuc) nao) (?:tao|lam|viet|phat trien|xay dung)(?: ra)?|(?:ai|don vi nao"
        r"|cong ty nao) (?:da )?(?:tao|lam|viet|phat trien"
        r"|xay dung)(?: ra)? (?:ban|may|tro ly|phan mem|hoc vu)(?: nay)?"
        r"|(?:ban|tro ly|bot|may|hoc vu|phan mem nay)(?: co the| co)? (?:lam|giup|tra loi|ho tro"
        r"|biet)(?: duoc)?(?: (?:toi|em|minh|ve))?(?: duoc)? (?:(?:nhung|cac|viec|van de) )*(?:gi"
        r"|nhung gi|viec gi|nao)(?: cho (?:toi|em|minh))?"
        r"|who are you|what are you|what(?: s| is) your name|what can you do"
        r"|how can you help(?: me)?|who (?:made|created|built) you|are you (?:a )?(?:human|robot"
        r"|bot|ai)",
    ),
    (
        Talk.HELP,
        r"(?:hay )?(?:giup|ho tro|tro giup)(?: (?:toi|em|minh|con))?(?: voi)?|can (?:giup"
        r"|tro giup)|help(?: me)?|cuu(?: (?:toi|em))?(?: voi)?",
    ),
    (
        Talk.CHAT,
        r"(?:ban |may )?(?:khoe|an com|ngu|met|vui|buon)(?: khong| chua)|ke (?:cho (?:toi|em"
        r"|minh) (?:nghe )?)?(?:mot )?(?:chuyen|cau chuyen)(?: cuoi| vui)?|hat (?:cho \w+ nghe"
        r"|mot bai|di)"
        r"|how are you|tell me a joke|test(?:ing)?|thu(?: xem)?|(?:ban )?co nguoi yeu (?:chua"
        r"|khong)|(?:toi|em|minh) (?:yeu|thich|ghet) ban",
    ),
    (
        Talk.ASSENT,
        r"vang|bot oi(?: bot)?|tro ly oi|(?:hi){2,}|(?:ha){2,}|(?:he){2,}|kk+|ok(?:e|ay|ie|la)?"
        r"|oki|uh|u|uhm|um|dung"
        r"|dung roi|hieu|(?:toi|em|minh)?(?: da)? ?hieu roi"
        r"|ra (?:la )?vay|ra the|tot|tuyet(?: voi)?|hay|gioi|thong minh|de thuong|huu ich|hay qua"
        r"|khong con (?:gi|cau hoi nao)(?: nua)?|khong sao|i see|got it|great|nice|cool|good"
        r"|perfect|understood",
    ),
)
_PARTS = tuple((talk, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for talk, words in _SAID)
_FILLERS = re.compile(rf"(?<!\w){_ADDRESS}(?!\w)")
_LONGEST = 90


def small_talk(asked: Asked) -> Talk | None:
    """The kind of small talk; ``None`` where anything else is said. Help asked for in a conversation
    (``follows``) leans on what went before and is none.
    """
    if not asked.plain:
        return Talk.GREETING if asked.raw.strip() else None
    if len(asked.plain) > _LONGEST:
        return None
    said, left = [], asked.plain
    for talk, pattern in _PARTS:
        left, times = pattern.subn(" ", left)
        said += [talk] * bool(times)
    if not said or _FILLERS.sub("", left).strip():
        return None
    return None if asked.follows and Talk.HELP in said else _chief(said)


def _chief(said: list[Talk]) -> Talk:
    """What to reply to: a question on the assistant first, a word of assent last."""
    order = (Talk.ABOUT, Talk.CHAT, Talk.HELP, Talk.FAREWELL, Talk.THANKS, Talk.GREETING, Talk.ASSENT)
    return next(talk for talk in order if talk in said)
