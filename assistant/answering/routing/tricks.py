"""Attempts to turn the assistant from its work: asking for its instructions, telling it to drop them,
role play around them, forged marks of a conversation, code, other people's data.

This keeps honest people from wondering and spares a model the noise; it is no wall. What reaches a
reader is decided by verification, whatever was asked.
"""

import re

from assistant.answering.routing.words import Asked

_RULES = (
    r"(?:chi dan|huong dan|quy tac|quy dinh|cau lenh|menh lenh|chi thi|gioi han|loi nhac|prompt"
    r"|thiet lap|vai tro|nhiem vu|nguyen tac|rang buoc|yeu cau|moi thu|nhung gi"
    r"|instructions?|rules?|guidelines?|directions?|restrictions?|prompts?)"
)
_GIVEN = (
    r"(?:truoc do|truoc day ban|o tren|phia tren|tren day|ben tren|ban dau|cua ban|cua may"
    r"|cua he thong|he thong|hien tai|ban (?:duoc|da) (?:nhan|giao|cho)"
    r"|previous\w*|prior|above|your|all|earlier|system)"
)
_DROP = re.compile(
    r"\b(?:bo qua|bo het|quen(?: het| di| sach)?|phot lo|lo di|vo hieu hoa|ghi de|dung (?:tuan"
    r"|theo)|khong (?:can )?(?:tuan|lam) theo|tat(?: het)?|bo|xoa|huy|ignore|disregard|forget"
    r"|override|bypass)"
    rf" (?:\w+ ){{0,3}}?{_RULES}(?: \w+){{0,2}}? {_GIVEN}\b"
    rf"|\b(?:ignore|disregard|forget|override|bypass) (?:\w+ ){{0,2}}?{_GIVEN} (?:\w+ ){{0,2}}?{_RULES}\b"
    r"|^(?:hay |vui long |ban hay )?(?:bo qua|quen|phot lo) (?:moi|tat ca|toan bo|het"
    rf"|cac) (?:\w+ ){{0,2}}?(?:chi dan|huong dan|quy tac|lenh|loi nhac|instructions?)\b"
    r"|\b(?:bo|go) het (?:moi |cac )?(?:gioi han|rang buoc|quy tac)\b"
    r"|\bla lenh (?:cua )?(?:quan tri|admin|he thong|nha phat trien)\b"
    r"|\b(?:tat|bo|vo hieu hoa|disable|turn off) (?:\w+ ){0,2}?(?:kiem duyet|bo loc|an toan"
    r"|safety|filters?|moderation)\b"
)
_PROMPT = re.compile(
    r"\b(?:prompt (?:ma )?(?:ban|may)|(?:huong dan|chi dan|quy tac|loi nhac) (?:bi mat|an"
    r"|noi bo) cua ban|system (?:prompts?|messages?|instructions?)|(?:chi dan|huong dan|loi nhac"
    r"|quy tac|menh lenh"
    r"|chi thi)(?: \w+){0,6} (?:giao|dua|gui|cai|dan)(?: \w+)? (?:ban|may)(?! be| hoc)"
    r"|prompt (?:he thong|cua ban|goc|an|ban dau)|(?:your|hidden|initial"
    r"|secret) (?:prompt|instructions?)|(?:loi nhac|chi dan|chi thi|cau lenh|cau hinh"
    r"|huong dan) (?:he thong|goc|an) (?:cua ban)?"
    r"|cau hinh (?:he thong )?cua ban|(?:chi dan|huong dan|loi nhac|quy tac"
    r"|menh lenh)(?: \w+)? ban (?:da |duoc )*(?:nhan|giao|cho|cai)|loi nhac he thong|api key"
    r"|khoa api"
    r"|(?:lap lai|in(?: ra)?|xuat|hien thi|chep lai|doc lai|viet lai|sao chep|repeat|print"
    r"|output) (?:moi|toan bo|tat ca|het|everything|all"
    r"|every) (?:\w+ ){0,4}?(?:phia tren|o tren|tren day|above)"
    r"|(?:dich|liet ke|ke|noi|tom tat|viet lai|cho xem|doc|chep|tiet lo|translate|list"
    r"|summari[sz]e) (?:\w+ ){0,2}?(?:chi dan"
    r"|quy tac|loi nhac|huong dan|rules"
    r"|instructions) (?:\w+ ){0,2}?(?:ban dau )?(?:cua ban(?! be)|ban (?:bi|duoc|da)"
    r"|you (?:were|are|have))"
    r"|(?:chi dan|huong dan|quy tac) (?:\w+ ){0,3}?(?:tu nha phat trien|tu nguoi lap trinh)"
    r"|dia chi may chu (?:mo hinh|cua ban)|khoi du lieu ban"
    r"|bien moi truong|ma nguon cua ban|your source code|secret key|(?:mat khau"
    r"|password) (?:quan tri|admin|he thong|co so du lieu|may chu|root))\b"
)
_ROLE = re.compile(
    r"\b(?:(?:coi nhu|tuong tuong|gia dinh)(?: rang| la)? (?:ban|may) (?:la|khong|co the|da)"
    r"|(?:ban|may) duoc phep (?:noi doi|lam moi|tra loi moi|bo qua)|bo vai(?: tro)?|(?:noi chuyen"
    r"|tra loi) nhu (?:mot )?(?:hacker|ai khong|nguoi khong)|from now on you|without citing"
    r"|(?:hay|ban|may) (?:\w+ ){0,2}?dong vai|(?:gia vo|gia bo) (?:\w+ )?(?:la|nhu|rang"
    r"|khong)|tu (?:gio|nay|bay gio)(?: tro di)? (?:ban|may) (?:se )?(?:la|khong)"
    r"|(?:ban|may) khong con la|bay gio (?:ban|may) la|ban la dan|tuong tuong (?:rang )?(?:ban"
    r"|may)|imagine (?:that )?you|(?:ban|may) (?:phai|chi duoc) (?:luon )?(?:dong y|noi|tra loi"
    r"|dap) (?:voi|la|rang|co|theo)|(?:ban|may) dang (?:o|trong) (?:che do|vai)|(?:act"
    r"|behave) as (?:an? )?(?:unrestricted|uncensored|evil|dan|different|hacker)|pretend (?:to be"
    r"|you|that)"
    r"|you are (?:now|no longer)|jailbreak\w*|dan mode|developer mode|che do (?:nha phat trien"
    r"|developer|khong gioi han|dan|tu do|quan tri)"
    r"|ban la (?:mot )?(?:hieu truong|bo truong|giam doc|chu tich|thay giao"
    r"|co giao)(?: \w+){0,6} hay (?:ra|ky|cho phep|duyet|phe duyet|dong y|quyet dinh)"
    r"|(?:tro ly|ai|ban|may) (?:\w+ )?(?:khong (?:co |bi |con )*(?:quy tac|gioi han|rang buoc"
    r"|kiem duyet))|no (?:rules|restrictions|limits))\b|^dong vai (?!tro\b)"
)
_INVENT = re.compile(
    r"\b(?:(?:hay|cu|thu) (?:\w+ )?(?:bia|tu nghi|tu che) |sang tac (?:ra )?(?:mot |cho )?(?:dieu"
    r"|thong tu|nghi dinh|quy dinh|luat|van ban)|noi doi|bia (?:ra |dat )?(?:cho (?:toi|em"
    r"|minh) )?(?:mot "
    r"|cho )?(?:thong tu|nghi dinh|van ban|dieu|quy dinh|luat|cau tra loi)"
    r"|khong can (?:can cu|trich dan|dan nguon|nguon|van ban)|(?:luon|luon luon"
    r"|chi) (?:duoc )?(?:tra loi|noi|dap) (?:la )?(?:co|dung|dong y|yes|khong)\b"
    r"|tra loi (?:la )?(?:co|dung|dong y) (?:voi|cho) moi|answer (?:every|all"
    r"|any) (?:\w+ )?(?:with )?(?:yes|no)|always (?:say|answer|agree)|make up (?:a|an|some)"
    r"|quen (?:het )?(?:tai lieu|van ban|nguon)|dung kien thuc rieng|khong (?:duoc )?(?:xem|doc"
    r"|dung) (?:tai lieu|nguon)|dung xem (?:tai lieu|nguon)"
    r"|noi nguoc lai|tra loi nguoc(?: lai)?|thay moi con so bang|dap an duy nhat duoc phep"
    r"|quy tac moi (?:ap dung )?cho ban|(?:system|admin) override"
    r"|invent a)"
)
_MARKS = re.compile(
    r"<\|?\s*/?\s*(?:im_start|im_end|system|endoftext|assistant|user|data|du-lieu|context"
    r"|document)\b[^>]*>|\[/?INST\]|<</?SYS>>"
    r"|^\s*(?:system|assistant|developer|hệ thống|trợ lý)\s*:|#{2,}\s*(?:system|instruction"
    r"|hệ thống|chỉ dẫn)",
    re.IGNORECASE | re.MULTILINE,
)
_CODE = re.compile(
    r"<\s*(?:script|iframe|img|svg|object)\b|javascript:|onerror\s*=|\brm\s+-rf\b|\bos\.system\b"
    r"|\bsubprocess\b|__import__|\beval\s*\(|\bexec\s*\("
    r"|\bdrop\s+table\b|\bunion\s+(?:all\s+)?select\b|\bselect\b.{1,40}\bfrom\b\s+\w+"
    r"|\binsert\s+into\b|['\"]\s*or\s+['\"]?1['\"]?\s*=\s*['\"]?1|\{\{.*\}\}|\$\{.*\}"
    r"|!\[[^\]]*\]\([^)]*\)",
    re.IGNORECASE,
)
_RUN = re.compile(
    r"\b(?:chay|thuc thi|execute|run) (?:\w+ ){0,3}?(?:lenh|code|doan ma|ma python|script|shell"
    r"|bash|command|sql)\b"
    r"|\b(?:gui|chuyen|post|send|upload) (?:\w+ ){0,8}?(?:toi|den|ve|sang|to) (?:https?|www"
    r"|dia chi http|url)\b"
)
_DATUM = (
    r"(?:so dien thoai|sdt|dia chi nha|noi o|noi cu tru|so nha|cccd|so can cuoc|so cmnd|cmnd"
    r"|email|thong tin ca nhan|ngay sinh|facebook|zalo|so tai khoan"
    r"|phone numbers?|home address\w*|personal (?:data|information)|id numbers?)"
)
_PERSON = (
    r"(?:co (?:giao|\w+ (?:truong|day|chu nhiem))|co \w+|thay \w+|hieu truong|hieu pho|hoc sinh"
    r"|sinh vien|phu huynh|giao vien|bo truong|giam doc|ong|ba|anh|chi|ban|be|chau|nguoi"
    r"|\[ho ten\]|principal|teachers?|students?|pupils?|parents?|minister|director)"
)
_OTHERS = re.compile(
    rf"^(?:\w+ ){{0,3}}?(?:cho|xin|tim|cung cap|lay|gui|liet ke|tra|cho biet|give|tell|find|list"
    r"|show)(?: (?:giup|ho|cho))?(?: (?:toi|em|minh|me|us))?(?: (?:xin|biet|xem|the|a|danh sach"
    r"|list of))*"
    rf" (?:\w+ ){{0,2}}?{_DATUM} (?:(?:va|hoac|voi|and|or) {_DATUM} )?(?:\w+ ){{0,2}}?(?:(?:cua|co"
    rf"|thay|of|for) (?:\w+ ){{0,3}}?)?{_PERSON}(?!\w)"
    r"|\bnhung (?:ai|nguoi)(?: nao)? da hoi\b|\b(?:nguoi khac|nguoi dung khac|other (?:users?"
    r"|people))(?: \w+){0,2} (?:hoi|asked"
    r"|noi)(?: \w+)? (?:gi|ban|what|you)?|\bcau hoi cua (?:ho|nguoi khac|nguoi dung khac)\b"
)
_WHETHER = re.compile(r"\b(?:co (?:duoc|phai|can|the|bat buoc)|duoc phep|phai) .*\b(?:khong|chua)\b")

_ON_PLAIN = (
    ("override", _DROP),
    ("prompt", _PROMPT),
    ("role_play", _ROLE),
    ("invent", _INVENT),
    ("code", _RUN),
)
_ON_RAW = (("forged_marks", _MARKS), ("code", _CODE))


def trick(asked: Asked) -> str:
    """Which attempt it is: ``override``, ``prompt``, ``role_play``, ``invent``, ``forged_marks``,
    ``code``, ``others_data``; empty where it is none.
    """
    hits = [name for name, pattern in _ON_RAW if pattern.search(asked.raw)]
    hits += [name for name, pattern in _ON_PLAIN if pattern.search(asked.plain)]
    if not hits and _OTHERS.search(asked.plain) and not _WHETHER.search(asked.plain):
        return "others_data"
    return hits[0] if hits else ""
