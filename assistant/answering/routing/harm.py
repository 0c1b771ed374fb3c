"""Wishes to harm oneself or others, to cheat, to buy what is earned. All on folded text."""

import re

from assistant.answering.routing.words import Asked

_DISTRESS = re.compile(
    r"\b(?:(?:muon|dinh|nghi (?:den|toi) (?:chuyen |viec )?|se|chi muon|doi) (?:chet|tu tu|tu sat"
    r"|tu van|ket lieu|bien mat mai|nhay lau|nhay cau)"
    r"|(?:khong|chang|ko|k) (?:con )?(?:muon|thiet|thiet tha) song|khong thiet song|het muon song"
    r"|chan song|chet quach|tu (?:lam hai|hai|lam ton thuong)(?: ban than)?|hai ban than"
    r"|muon ngu mai|cuoc (?:song|doi)(?: \w+){0,2} (?:vo nghia|khong con y nghia)|(?:khong"
    r"|chang) (?:con )?muon (?:ton tai|thuc day|o lai tren doi)"
    r"|uong (?:\w+ )?thuoc (?:ngu|sau|tru sau|chuot)|nhay (?:lau|cau|song|toa nha)|khong (?:nen"
    r"|dang) (?:song|ton tai|sinh ra)|gia ma (?:\w+ )?(?:chet|bien mat)|het hy vong song"
    r"|tu ket thuc|chet cho xong|chan doi|ket thuc (?:tat ca|moi thu|cuoc doi"
    r"|cuoc song)(?! cac| mon| hoc)|muon bien mat|khong con (?:ly do|muc dich) (?:de )?song"
    r"|song (?:de )?lam gi|ngu mai khong day|chet di cho|song (?:khong|chang) (?:con )?(?:y nghia"
    r"|bang chet)"
    r"|(?:rach|cat|cua) (?:co )?tay|tu (?:lam dau|hai|hanh ha)|ket lieu (?:cuoc doi|doi)"
    r"|cach (?:chet|tu tu|tu sat)|uong thuoc (?:ngu )?(?:de )?(?:chet|tu tu)"
    r"|kill(?:ing)? myself|suicid\w*|want to die|wanna die|end my life|self harm"
    r"|hurt(?:ing)? myself|cut(?:ting)? myself|don t want to live)\b"
)
# The person spoken of stands right before: oneself, one's child, one's friend.
_OWN = re.compile(r"\b(?:toi|em|minh|con|chau|tao|to|t|i|i m|my \w+)(?: \w+){0,2} $")
_DUTY = re.compile(
    r"\b(?:trach nhiem|quy dinh|xu ly|phong ngua|phong chong|thong tu|nghi dinh"
    r"|nha truong (?:phai|can|co)|truong (?:phai|can|co)"
    r"|ke hoach|tu van tam ly|giao vien (?:phai|can|co)|to tu van|chuong trinh|giao duc|thong ke"
    r"|regulation\w*|school\w*|policy|policies)\b"
)
_ASKS = re.compile(r"\b(?:gi|nao|the nao|ra sao|khong|what|which|how)\b")

_PAPERS = (
    r"(?:bang (?:gia|cap|dai hoc|cao dang|tot nghiep|cap (?:2|3|ba|hai)|thac si|tien si|cu nhan"
    r"|thpt|thcs|trung cap|nghe|that|su pham"
    r"|khong can hoc|toeic|ielts|tieng anh|lai xe)|chung chi|hoc ba|giay (?:kham|khai|to"
    r"|gioi thieu|bao)|giay chung nhan|giay xac nhan"
    r"|phoi bang|con dau|bang diem|van bang"
    r"|(?:fake |false |forged )?(?:diplomas?|degrees?|certificates?|transcripts?))"
)
_BUYING = re.compile(
    r"\b(?:mua|ban(?! sao)|lam|kiem|dat(?: lam)?|in|chay|nhan lam|buy|purchase|get|order|make"
    rf"|obtain) (?:\w+ ){{0,2}}?{_PAPERS}\b"
)
_FAKE = re.compile(
    r"\b(?:gia|fake|false|forged|khong can (?:hoc|thi)|bao dau|bao that|chui|nhanh|lau|phoi that"
    r"|dau do|co ho so goc)\b"
)
_BOUGHT = re.compile(rf"\b(?:mua|ban(?! sao)|chay|buy|purchase|order) (?:\w+ ){{0,2}}?{_PAPERS}\b")
_UNEARNED = re.compile(
    rf"\b{_PAPERS} (?:\w+ ){{0,3}}?(?:khong can|khong phai|khoi) (?:thi|hoc)\b.*\b(?:lien he"
    r"|inbox|gia|bao nhieu tien|mua|cho nao|ai ban|ai lam)\b"
)
_FORGING = re.compile(
    r"\b(?:(?:lam|dat|mua) (?:\w+ )?bang (?:\w+ ){1,3}?gia|(?:lam|tao"
    r"|in) gia (?:\w+ ){0,2}?(?:hoc ba|bang|diem|giay|con dau|chu ky|ho so|chung"
    r"|xac nhan|don|phieu)|gia mao (?:chu ky|ho so|hoc ba|giay|con dau)"
    r"|(?:mua|chay|nang) diem|chay (?:vao )?(?:truong|lop|suat|bien che|viec)|hoi lo"
    r"|dut lot|lo lot|boi tron|dua phong bi|dut tien|dui tien|bien tien|lot tay"
    r"|dua (?:\w+ ){0,2}?tien (?:thi|cho|de)|khai (?:man|gian)|forg\w+|brib\w+)\b"
)
_CHEATING = re.compile(
    r"\b(?:phao (?:trong|o)|giau (?:phao|tai lieu)|phao thi cu|(?:lam|giai|viet"
    r"|thi) (?:\w+ ){0,2}?(?:bai (?:thi|kiem tra|luan)|de thi|bai tap lon"
    r"|do an|tieu luan)(?: \w+){0,3} (?:ho|thue|thay|giup)|quay (?:cop|bai)|gian lan|phao thi"
    r"|phao (?:mon|su|dia|ly|hoa|toan|van)"
    r"|tai nghe (?:sieu nho|khong day|gau|hat dau|hat me)|hat dau|thi (?:ho|thue)"
    r"|hoc (?:ho|thue)|diem danh ho|(?:viet|lam) (?:\w+ )?(?:luan van|khoa luan|tieu luan|do an"
    r"|luan an)(?: \w+)? (?:thue|ho)|(?:luan van|khoa luan|luan an|do an) thue"
    r"|nguoi (?:viet|lam) (?:luan van|khoa luan|luan an|do an|bai)|chep bai|nhin bai"
    r"|lam bai (?:thi )?ho|dao van|cheat(?:ing)?|plagiari[sz]\w*"
    r"|(?:take|sit) (?:my|the) (?:exam|test) for me|(?:write|do) my (?:thesis|essay|assignment))\b"
)
_EXAM = (
    r"(?:de thi|dap an|de (?:toan|van|anh|tot nghiep|kiem tra)|bo de|exam paper|exam questions?"
    r"|test paper|answer key)"
)
_GIVE = (
    r"(?:gui|xin|ban|mua|lay|kiem|tim|cho (?:toi|em|minh)(?! hoi| biet)|leak|hack|danh cap|an cap"
    r"|trom|lo|ro ri"
    r"|give|send|sell|get|buy|have)"
)
_EARLY = (
    r"(?:truoc (?:ngay thi|khi thi|gio thi|ky thi|thi)|that|bi mat|bi lo|lo|ro ri|sap toi"
    r"|tuan sau|ngay mai|ky toi|sap thi|before"
    r"|leaked|real|upcoming"
    r"|chinh thuc)"
)
_LEAK = (
    re.compile(rf"\b{_GIVE} (?:\w+ ){{0,4}}?{_EXAM} (?:\w+ ){{0,8}}?{_EARLY}\b"),
    re.compile(
        rf"\b{_EXAM} (?:\w+ ){{0,6}}?{_EARLY} (?:\w+ ){{0,5}}?(?:ban|gui|xin|cho (?:toi|em|minh)|mua)\b"
    ),
    re.compile(rf"\b(?:hack|danh cap|an cap|trom|leak|steal) (?:\w+ ){{0,3}}?{_EXAM}\b"),
)
_BREAKING = re.compile(
    r"\b(?:hack|be khoa|dot nhap|xam nhap|danh sap|tan cong|crack|ddos|chiem(?: quyen)?"
    r"|danh cap)(?: \w+){0,3} (?:he thong"
    r"|tai khoan|vnedu|smas|website|web|cong|truong|diem|may chu|server|system|account|portal)\b"
    r"|\bdang nhap (?:vao )?tai khoan (?:cua )?(?:co|thay|nguoi|ban|hieu truong"
    r"|giao vien) .*(?:de|sua|doi|trom|lay)\b"
    r"|\b(?:sua|doi|chinh) diem (?:\w+ ){0,4}?(?:ma (?:\w+ ){1,3}khong (?:biet|hay)|trom|len cho|khong ai)"
)
_VIOLENCE = re.compile(
    r"\b(?:giet|dam chet|dau doc|tra thu|tra dua|dot truong|no bom|che (?:bom|sung|thuoc no|luu dan)"
    r"|lam (?:bom|sung|thuoc no)|dat bom|bat coc|hanh hung|tat axit|hiep dam"
    r"|danh cho (?:\w+ ){0,4}?mot tran|danh (?:thang|con|no|chet|bam|hoi dong|ghen|bom|cho (?:no"
    r"|mot tran)|nhau|mot tran|dap)"
    r"|dam (?:no|thang|ban)|bat nat|tay chay|boc phot|lam nhuc|(?:loi |thu )?de doa|tong tien"
    r"|(?:mua|ban) (?:thuoc la|vape|pod|shisha|bong cuoi|ruou|can)|(?:mang|mua|ban"
    r"|giau) (?:\w+ )?(?:sung|dao|vu khi|ma tuy|can sa|thuoc lac|ket|chat no)"
    r"|du do|dam o|quay len|chup len|clip (?:nong|sex)|anh (?:nong|khoa than)"
    r"|kill|bomb|shoot|stab|poison|beat up|bully(?:ing)? (?:a|my|him|her|someone)|drugs?|weapons?"
    r"|groom(?:ing)?)\b"
)


def in_distress(asked: Asked) -> bool:
    """Whether somebody speaks of ending or hurting a life: their own, or that of a child or friend. A
    question on what a school must do about it is one on regulations.
    """
    hit = _DISTRESS.search(asked.plain)
    if hit is None:
        return False
    own = _OWN.search(asked.plain[: hit.start()])
    return bool(own) or not (_DUTY.search(asked.plain) and _ASKS.search(asked.plain))


def asks_for_harm(asked: Asked) -> str:
    """Which harm is asked for: ``forgery``, ``cheating``, ``leak``, ``intrusion``, ``violence``; empty
    where none is, or where the rules on it are asked about.
    """
    if asked.on_rules or not asked.wanting:
        return ""
    return next((name for name, shows in _HARMS if shows(asked.plain)), "cheating" if asked.hiding else "")


def _forgery(text: str) -> bool:
    fake = _BUYING.search(text) and _FAKE.search(text)
    return bool(fake or _BOUGHT.search(text) or _UNEARNED.search(text) or _FORGING.search(text))


def _leak(text: str) -> bool:
    return any(pattern.search(text) for pattern in _LEAK)


_HARMS = (
    ("forgery", _forgery),
    ("cheating", lambda text: bool(_CHEATING.search(text))),
    ("leak", _leak),
    ("intrusion", lambda text: bool(_BREAKING.search(text))),
    ("violence", lambda text: bool(_VIOLENCE.search(text))),
)
