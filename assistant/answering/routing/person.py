"""What takes somebody's file, and so the office that holds it; and what is asked of a procedure."""

import re

from assistant.answering.routing.words import Asked

_WHO = (
    r"(?:toi|em|minh|chau|con(?: (?:toi|em|minh|gai|trai))*|be|gia dinh(?: (?:toi|em|minh))?|chong|vo"
    r"|me|bo|anh|chi|nha)(?: (?:toi|em|minh))?"
)
_OWN = (
    rf"(?:cua {_WHO}|(?:ma|so) (?:ho so |bien nhan )?\[[^\]]+\]|\[(?:ma nguoi hoc|ho ten|so cccd)\]"
    r"|sbd \w+|so bao danh \w*\d\w*)"
)
_THING = (
    r"(?:ho so|don(?: \w+){0,4}?|ket qua(?: \w+){0,4}?|bang(?: \w+){0,3}?|diem(?: \w+){0,4}?|the"
    r"|giay(?: \w+){0,3}?|hoc bong|tro cap|tien(?: \w+){0,2}?|luong(?: \w+){0,2}?|phu cap"
    r"|che do|khieu nai|bai thi|bien nhan)"
)
_STANDS = (
    r"(?:(?:da |duoc |co |da duoc |da co )*(?:duyet|xong|giai quyet|xu ly|ket qua|ve|chap nhan"
    r"|chap thuan|tiep nhan|nhan(?: duoc)?|tra loi|chuyen|ra|in|cap|co)(?: \w+){0,2}? chua"
    r"|(?:den|toi|di den) dau(?: roi)?|the nao roi|sao roi|ra sao roi|bao gio|khi nao"
    r"|bi (?:tra lai|tu choi|tru|loai|mat|that lac|treo)|chua (?:co|ve|thay|ai|duoc|nhan)"
    r"|sao (?:mai|chua|lau)|tinh trang)"
)
_STATUS = (
    re.compile(rf"\b{_THING} {_OWN}\b(?: \w+){{0,6}}? {_STANDS}\b"),
    re.compile(
        r"\b(?:sao(?: mai)?|vi sao|tai sao|bao gio|khi nao|da|tinh trang|nhan duoc|xem|kiem tra"
        rf"|tra(?: cuu)?)(?: \w+){{0,5}}? {_THING} {_OWN}(?:$|(?: \w+){{0,3}}? (?:chua|voi|a|ah"
        r"|bi \w+(?: lai)?|the|vay)\b)"
    ),
    re.compile(
        rf"\b{_WHO} (?:da |co )*(?:nop|gui) (?:ho so|don|bai)(?: \w+){{0,10}}? (?:(?:den|toi) dau"
        r"|(?:duyet|xong"
        r"|co ket qua|giai quyet|xu ly|tra loi|chap nhan) (?:xong )?chua|the nao roi|sao roi|chua thay \w+)\b"
    ),
    re.compile(
        r"\b(?:truong|so|phong|bo|co quan|hoi dong|xa|phuong) (?:da )?(?:goi|nhan|duyet|tra|gui"
        r"|lien he|xep|bao|cap|moi)"
        rf"(?: \w+){{0,3}}? {_WHO}(?: \w+){{0,5}}? chua(?: a| vay)?$"
    ),
    re.compile(
        rf"^{_WHO} (?:duoc |da |se )*(?:phan|xep|chia)(?: \w+){{0,2}} (?:lop|phong|truong"
        r"|ca) nao\b|^(?:sao|vi sao|tai sao) (?:bang diem|hoc ba|diem(?! uu tien| chuan| liet)|ho so"
        rf"|bai thi)(?: \w+){{0,3}} cua {_WHO}\b|\b(?:giao vien chu nhiem|chu nhiem|lop|phong thi"
        r"|lich thi|lich hoc|thoi khoa bieu"
        r"|so bao danh|ma (?:so )?(?:hoc sinh|sinh vien)|mat khau|tai khoan)"
        rf"(?: \w+){{0,2}}? cua {_WHO} (?:ten |la |o |thi )*(?:gi|ai|nao|dau|phong nao|lop nao"
        r"|bao nhieu|ngay nao)\b"
    ),
    re.compile(
        rf"\b(?:bao gio|khi nao)(?: thi)? {_WHO} (?:moi )?(?:duoc )?(?:nhan|lay|co"
        rf"|cam)(?: duoc)? (?:bang|the|giay|hoc bong|tien|ket qua)(?: \w+){{0,4}}? cua (?:toi|em"
        r"|minh|con)\b"
    ),
    re.compile(
        rf"\b{_WHO} da (?:duoc )?(?:co ten|dang ky|trung tuyen|nhap hoc|duyet|len danh sach|cap"
        rf"|xep lop|nhan vao)(?: \w+){{0,8}} chua(?: a| vay)?$"
        rf"|\b(?:kiem tra|xem)(?: (?:giup|ho|xem|cho|lai|toi|em|minh))* {_WHO} (?:da|co)\b.*\b(?:chua|khong)$"
    ),
    re.compile(rf"\b(?:da|dang) nhan(?: duoc)? (?:don|ho so)(?: \w+){{0,3}}? cua {_WHO}(?: \w+)? chua\b"),
    re.compile(
        r"\b(?:status of (?:my|our)|(?:has|is|was|are"
        r"|have) my (?:\w+ ){1,3}?(?:been )?(?:\w+ )?(?:approved?|get (?:approved|accepted"
        r"|through)|ready|processed|out|received"
        r"|done|rejected)"
        r"|did my (?:\w+ ){1,4}?(?:get )?(?:approved|accepted|through)|when will (?:i"
        r"|my)\b.*\bmy\b|(?:check|look up|see|find) my (?:exam |test )?(?:score"
        r"|scores|result|results|grades?|application|marks?)|why (?:was|is) my (?:application"
        r"|file|request))"
    ),
)
_LOOK_UP = (
    re.compile(
        r"\b(?:tra(?: cuu)?|xem|kiem tra|check|cho (?:toi|em|minh) (?:biet|xem)|muon biet"
        r"|can biet|coi)(?: (?:giup"
        rf"|ho|dum|cho|gium))?(?: (?:toi|em|minh))?(?: \w+){{0,2}}? (?:diem|ket qua|bang|ho so"
        rf"|hoc phi|tinh trang|xep loai|hoc ba|so hieu)(?: \w+){{0,5}}? {_OWN}"
    ),
    re.compile(
        r"\b(?:bang|chung chi|van bang) cua (?:toi|em|minh|con \w+)(?: \w+){0,2}? that (?:khong|hay gia)"
    ),
    re.compile(
        rf"^(?:\w+ ){{0,3}}?diem (?:thi|so|tong ket|hoc ky|trung binh"
        rf"|tot nghiep)?(?: \w+){{0,3}}? cua {_WHO} (?:la )?(?:bao nhieu|may|the nao)(?: a"
        r"| vay)?$"
    ),
    re.compile(
        rf"^(?:(?:xin )?cho (?:toi|em|minh) (?:hoi|biet) )?(?:{_WHO}) (?:da )?(?:co )?(?:do|dau"
        rf"|truot|rot|trung tuyen)(?: \w+){{0,5}}? (?:khong"
        r"|chua|roi)(?: a| vay| nhi)?$"
    ),
)
_DO_FOR_ME = re.compile(
    r"^(?:\w+ ){0,3}?(?:nop|dang ky|dien|gui|dat lich|lam ho so|rut)(?: \w+){0,4}? (?:giup|ho"
    r"|thay)(?: cho)? (?:toi|em|minh|con)\b(?! (?:tim|biet|hieu))"
    r"|^dang nhap (?:ho|giup|thay)\b|^(?:hay )?(?:giup|lam on) (?:toi|em|minh) (?:nop|dang ky"
    r"|dien don|gui don|rut ho so)\b"
    r"|\bquen mat khau\b|\b(?:lay lai|cap lai|dat lai) (?:mat khau|tai khoan)\b"
    r"|\b(?:forgot|reset) my password\b"
)
_ACCUSING = re.compile(
    r"\b(?:(?:muon|xin|can) (?:to cao|khieu nai|to giac|phan anh)|buc xuc|de nghi (?:xu ly"
    r"|lam ro)) .*|.*\b(?:buc xuc|lam don to cao)\b"
    r"|.*\b(?:nho|de nghi|yeu cau|mong|xin)(?: \w+){0,3} (?:giai quyet|lam ro|can thiep)$"
)
_SOMEBODY = re.compile(
    r"\b(?:co (?:giao )?(?:\w+ day|chu nhiem|hoa|lan|\w+ (?:lop|truong))|thay (?:\w+ day"
    r"|chu nhiem|\w+ (?:lop|truong))|\[ho ten\]|hieu truong(?: truong)? \w+|con toi|(?:toi|em"
    r"|minh) bi|lop con"
    r"|truong con)\b"
)
_UNANSWERED = re.compile(
    rf"\b(?:don|khieu nai|ho so)(?: \w+){{0,3}}? cua {_WHO}\b.*\bchua (?:\w+ )?(?:tra loi"
    r"|giai quyet|phan hoi|xu ly|co ket qua)\b"
)
_HARMED = re.compile(
    r"\b(?:co giao|thay|giao vien|nhom|ban|bao mau|chu)(?: \w+){0,4} (?:so soang|so mo|quay roi"
    r"|xam hai|dam o|hiep|doa|danh|tat) (?:con|chau|em|be)(?: (?:toi|minh|em|nha))?$|"
    rf"\b{_WHO} (?:\w+ ){{0,2}}?bi (?:\w+ ){{0,5}}?(?:danh(?! gia| mat| dau| sach)|bat nat"
    r"|bao luc|bao hanh|xam hai|quay roi|doa|de doa|cuong|lam dung|so mo|tray chui|chan duong"
    r"|hiep|tong tien)\b"
    r"|\b(?:co giao|thay|giao vien|nhom|ban|bao mau)(?: \w+){0,6} (?:danh|tat|dam|bao hanh"
    r"|xuc pham|chui|boc lot) (?:con|chau|em|be) (?:toi|minh|em|nha)\b"
    r"|\bdanh (?:con|chau|em) (?:toi|minh|em)?(?: \w+)? ?(?:bam|chay mau|nhap vien|gay|sung"
    r"|rach)\b|\b(?:teacher|classmates?|boys?|girls?) (?:\w+ )?(?:hit|beat|bull\w+|touch\w+"
    r"|abus\w+) (?:me|my child)\b|\bi am (?:being )?(?:bullied|abused)\b"
)
_ON_FILES = re.compile(
    r"\b(?:theo quy dinh|quy dinh|bao lau|trong thoi han|may ngay|bao nhieu ngay|gom|giay to"
    r"|thu tuc|xu ly (?:the nao|ra sao)|o dau|lam (?:the nao|sao)|trach nhiem|duoc phep|(?:ai"
    r"|nguoi nao|co quan nao) (?:co quyen|duoc))\b"
)

_PROCEDURE = re.compile(
    r"\b(?:thu tuc|trinh tu|cac buoc|giay to|ho so (?:\w+ ){0,12}?(?:gom|can|gi|nao|the nao)"
    r"|(?:can|nop|gui|lam) (?:\w+ ){0,4}?(?:giay to|ho so|don)|mau don"
    r"|don xin (?:\w+ ){0,8}?(?:o dau|the nao|mau)"
    r"|cap (?:lai|ban sao)|xin (?:\w+ ){0,8}?(?:o dau|the nao|can|nhu the nao)|le phi"
    r"|dich vu cong|cach (?:nop|dang ky|xin|lam)|(?:nop|dang ky|lam lai|gia han|lam(?! the nao| sao| lo| gia"
    r"| ro)) (?:\w+ ){0,10}?(?:o dau|lam the nao|the nao|o co quan nao|bang cach nao|ra sao)"
    r"|nhung buoc nao|(?:xin|cap) (?:\w+ ){0,12}?nop (?:gi|nhung gi|o dau)"
    r"|how (?:do|can|to) (?:i |we )?(?:apply|register|submit|transfer|enrol\w*|get|request)"
    r"|what (?:documents|papers)|where (?:do|can|should) i (?:submit|apply|file|register|get)"
    r"|application (?:form|fee)"
    r"|thoi han giai quyet|(?:ho so|don) (?:\w+ ){0,10}?(?:bao lau|may ngay|bao nhieu ngay)"
    r"|co quan nao (?:cap|giai quyet|tiep nhan))\b|\b\d\.\d{6}\b"
)


def needs_file(asked: Asked) -> str:
    """Why it takes somebody's file: ``status``, ``look_up``, ``act``, ``complaint``; empty where a rule
    is asked about.
    """
    text = asked.plain
    if _DO_FOR_ME.search(text):
        return "act"
    if _ON_FILES.search(text):
        return ""
    if any(pattern.search(text) for pattern in _LOOK_UP):
        return "look_up"
    if any(pattern.search(text) for pattern in _STATUS):
        return "status"
    named = _ACCUSING.search(text) and _SOMEBODY.search(text)
    return "complaint" if named or _UNANSWERED.search(text) else ""


def in_danger(asked: Asked) -> bool:
    """Whether somebody tells of harm done to themselves or to their child, and asks for no rule."""
    return bool(_HARMED.search(asked.plain)) and not (asked.on_rules or _ON_FILES.search(asked.plain))


def procedure(asked: Asked) -> bool:
    """Whether it asks how to get something done: papers, steps, fee, where to file. ``1.013428`` is the
    number of a procedure.
    """
    return bool(_PROCEDURE.search(asked.plain) or _CODE.search(asked.raw))


_CODE = re.compile(r"(?<![\d.])\d\.\d{6}(?![\d.])")
