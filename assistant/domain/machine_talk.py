"""Words in a text that speak to an answering machine and regulate nothing.

A regulation speaks to offices, schools, people; never to who quotes it. A sentence that orders a
"trợ lý" or a model what to answer, plays a part of a conversation, or ends somebody's data was put
there to be obeyed. It may be shown as what stands in the file; nothing is written from it.

The forms are few and sure: none of them occurs in the articles of the official codification.
"""

import re
from collections.abc import Iterator

from assistant.domain.words import fold

_MACHINE = (
    r"(?:tro ly(?: (?:ao|ai|so|nay|hoc vu))?|chat ?bot|chat ?gpt|gpt|llm|ai|mo hinh(?: ngon ngu)?|"
    r"may tra loi|he thong (?:tra loi|hoi dap|ai)|assistant|language model|hoc vu)"
)
_SAY = (
    r"(?:tra loi|noi|dap|viet|in ra|ghi|khang dinh|trich dan|hien thi|xuat ra|chen|them|tiet lo|"
    r"bo qua|lam theo)"
)
_TOLD = (
    r"(?:huong dan|chi dan|chi thi|menh lenh|lenh|quy tac|prompt|system prompt|loi nhac|nguyen tac|"
    r"rang buoc)"
)
_BEFORE = (
    r"(?:truoc do|truoc day|phia tren|o tren|ben tren|da cho|da nhan|cua he thong|he thong|cua ban|an toan)"
)
_SENTENCE = re.compile(r"(?<=[.!?;…])\s+|\n")

_FORGET = (
    rf"\b(?:bo qua|quen(?: het| di)?|vo hieu hoa|khong tuan theo|phot lo|xoa bo) "
    rf"(?:moi |tat ca |cac |toan bo |nhung )*{_TOLD}(?:[^.;]{{0,40}}\b{_BEFORE}\b|\s*[.!,;]|$)",
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.]{0,40}\b(?:instructions?|prompts?|rules|"
    r"guidelines|guardrails|context|above|everything)\b",
)
_ORDERS = (
    rf"\b{_MACHINE} (?:hay|phai|can|bat buoc|duoc lenh|chi duoc|luon|khong duoc|se) (?:\w+ )?{_SAY}\b",
    rf"\b(?:gui|danh cho|luu y|chi dan cho|lenh cho) (?:cac )?{_MACHINE}\s*[:,]",
    r"\b(?:the )?(?:ai|assistant|model|chatbot|llm)s? (?:must|should|shall|has to|will)(?: always| only)? "
    r"(?:answer|say|reply|respond|output|write|tell|state|confirm|reveal)\b",
    r"\b(?:reply|respond|answer) (?:only )?(?:with|that|yes to)\b",
    rf"\bhay {_SAY} (?:voi nguoi dung|cho nguoi dung|nguoi hoi|rang moi|rang tat ca|dung nguyen van)\b",
    rf"\bkhi (?:nguoi dung |co nguoi |duoc )(?:hoi|yeu cau)[^.;]{{0,60}}\b(?:hay|luon) {_SAY}\b",
)
_ROLES = (
    r"\b(?:tu gio|tu bay gio|ke tu day),? (?:ban|may|tro ly)(?: se| hay)? (?:la|dong vai)\b",
    r"\b(?:you are|act as|pretend to be) (?:now |a |an |the )*(?:dan|ai|assistant|model|principal|"
    r"admin\w*|developer)\b",
    r"\b(?:as an ai|system prompt|developer mode|jailbreak|do anything now)\b",
)
_MARKUP = (
    r"^\W{0,4}(?:system|assistant|user|developer|human|tool)\s*(?:message|prompt)?\s*[:>\]]",
    r"^\W{0,4}(?:he thong|tro ly|nguoi dung|loi nhac he thong)\s*:\s*"
    r"(?:bo qua|hay|tra loi|vang|duoc|theo)\b",
    r"<\|?/?(?:im_start|im_end|system|assistant|user|endoftext|eot_id)\b",
    r"\[/?inst\]|<</?sys>>|\{\{[#/]?\w+\}\}|#{2,} ?(?:system|instruction|response|task)\b",
    r"\b(?:end|begin) of (?:data|document|context|source|prompt)\b",
    r"\b(?:het|ket thuc) khoi (?:du lieu|nguon)\b|\bhet du lieu\b\W*(?:he thong|bat dau|lenh|chi dan)",
    r"</?\s*(?:data|nguon|khoi|du_lieu|document|context|source|cau_hoi|luot_hoi|luot_dap|luot|cau)\b|\]\]>",
    r"\"(?:citations|statements|answerable|tool_calls|function_call)\"\s*:",
)
_FORMS = re.compile("|".join((*_FORGET, *_ORDERS, *_ROLES, *_MARKUP)))


def machine_talk(text: str) -> tuple[str, ...]:
    """The sentences of ``text`` that speak to an answering machine, in order."""
    return tuple(sentence for sentence in _sentences(text) if _FORMS.search(fold(sentence)))


def speaks_to_machines(text: str) -> bool:
    """Whether any sentence does; nothing may be written from such a text."""
    return any(_FORMS.search(line) for line in fold(text).split("\n"))


def _sentences(text: str) -> Iterator[str]:
    return (part.strip() for part in _SENTENCE.split(text) if part.strip())
