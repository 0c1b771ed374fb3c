"""Words that have no place in a written statement, and words of the law that need explaining.

Each pattern is kept narrow: regulations themselves say "chắc chắn", "cam kết", "có thể là", "của mình".
"""

import re


def _rule(name: str, *patterns: str) -> tuple[str, re.Pattern[str]]:
    return name, re.compile("|".join(patterns), re.IGNORECASE)


_WE = r"(?:tôi|chúng tôi|mình|em|ad)"
BOTH = (
    _rule(
        "greeting",
        r"^\s*(?:(?:xin |kính |em |dạ )?chào (?:bạn|anh|chị|em|quý|các|mọi|thầy|cô|buổi)|xin chào"
        r"|kính (?:gửi|thưa)|dạ\b|vâng\b)",
        r"^\s*(?:hello|hi|hey|dear|greetings|good (?:morning|afternoon|evening))\b",
    ),
    _rule(
        "chatter",
        r"\bhy vọng (?:thông tin|câu trả lời|điều|những|rằng|bạn)|\bnếu (?:bạn )?(?:còn"
        r"|có) (?:thêm )?(?:thắc mắc|câu hỏi)",
        r"\bđừng ngần ngại\b|\bchúc bạn\b|\bcảm ơn (?:bạn|anh|chị|quý)|\brất vui (?:được|khi)\b"
        r"|\bdưới đây là (?:câu trả lời|thông tin)",
        r"\bi hope this\b|\bfeel free to\b|\bhope (?:this|that) helps\b|\bgood luck\b"
        r"|\bthank you for\b|\bhere is (?:the|your) answer",
    ),
    _rule(
        "flattery",
        r"\bcâu hỏi (?:rất |thật |quá )?(?:hay|tuyệt|thú vị|tốt|xuất sắc)\b|\bbạn (?:rất|thật"
        r"|quá) (?:thông minh|giỏi|tuyệt)",
        r"\b(?:great|excellent|good|interesting) question\b",
    ),
    _rule(
        "first_person",
        r"\b(?:theo|với) tôi\b|\b(?:chúng )?tôi (?:là|nghĩ|cho rằng|xin|sẽ|khuyên|có thể"
        r"|không thể|rất|hy vọng|đề nghị|được|tin|thấy|hiểu|chỉ|đã|khẳng định)\b"
        rf"|\b{_WE} là (?:một )?(?:ai|trợ lý|mô hình|chatbot|robot|máy)\b",
        r"\b(?:là|với tư cách) (?:là )?(?:một )?(?:mô hình ngôn ngữ|trợ lý (?:ảo|ai)"
        r"|trí tuệ nhân tạo|chatbot|ai)\b",
        r"\bi(?:'m|'ll|'d| am| think| can| cannot| would| recommend| believe| suggest| hope)\b"
        r"|\bas an ai\b|\bin my opinion\b",
    ),
    _rule(
        "advice",
        r"\b(?:bạn|anh|chị|phụ huynh|thí sinh|gia đình|thầy cô) (?:cũng )?(?:nên|hãy thử"
        r"|có thể thử|tốt nhất)\b|\btốt nhất (?:là|nên)\b|\blời khuyên\b",
        r"\bnhờ (?:người )?(?:quen|thân quen)\b|\bquen biết\b|\bphong bì\b|\blo lót\b"
        r"|\bchạy chọt\b|\bnhờ luật sư\b|\bthuê luật sư\b|\bhãy (?:thử|cố gắng|kiên nhẫn"
        r"|bình tĩnh|cân nhắc)\b",
        r"\byou (?:should|might want to|may want to|had better)\b|\bi (?:recommend|advise"
        r"|suggest)\b|\bit is (?:advisable|best to)\b|\bconsider (?:hiring|asking|contacting)\b",
    ),
    _rule(
        "promise",
        r"\b(?:cam kết|cam đoan|đảm bảo|bảo đảm|hứa) (?:với )?(?:bạn|anh|chị|quý)\b|\b(?:tôi"
        r"|chúng tôi) (?:xin )?(?:cam kết|hứa|đảm bảo|bảo đảm|cam đoan)\b",
        r"\b(?:cứ |hãy |xin )?yên tâm\b|\bđừng lo\b|\bkhông (?:phải|cần) lo\b"
        r"|\bchắc chắn (?:bạn )?(?:sẽ )?được\b|\b(?:do not|don't) worry\b"
        r"|\bguarantee(?:d)? (?:you|that you)\b|\brest assured\b",
    ),
    _rule(
        "hedging",
        r"\bcó lẽ\b|\bhình như\b|\bdường như\b|\btôi nghĩ\b|\btheo tôi\b|\bchắc là\b"
        r"|\bchắc chắn (?:là|rằng|sẽ)\b|\bhẳn là\b|\bnghe nói\b|\bđại khái\b|\bkhông chắc\b"
        r"|\bcó vẻ\b|\bphỏng đoán\b",
        r"\b(?:perhaps|maybe|probably|presumably|apparently|i guess|it seems|most likely"
        r"|certainly|definitely|of course)\b",
    ),
    _rule("emoji", "[\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff]|[:;]-?[)D(](?:\\s|$)"),
)
OFFICIAL = (
    _rule(
        "address",
        r"\bbạn\b(?! (?:bè|học|đọc|cùng|hữu|đồng)\b)|(?<!trẻ )(?<!anh )(?<!chị )\bem\b(?! (?:ruột"
        r"|gái|trai|vợ|chồng|út|nuôi|họ|dâu|rể)\b)|(?:^|[.;:,!?]\s*)mình\b|\bquý (?:vị|anh|chị"
        r"|phụ huynh|thầy)\b|\b(?:anh/chị|thầy/cô)\b",
    ),
    _rule("exclamation", r"!"),
)
"""For officials, on top of what counts for both."""

OPENINGS = re.compile(
    r"(?:căn cứ|chiếu theo|thể theo|theo (?:quy định tại|quy định của|điểm|khoản|điều|thông tư"
    r"|nghị định|luật|quyết định)|tại (?:điểm|khoản|điều)"
    r"|pursuant to|in accordance with|under (?:article|clause|point|circular|decree)"
    r"|according to (?:clause|article|point|circular|decree|law))\b",
    re.IGNORECASE,
)
"""Officialese that a citizen's first sentence does not open with."""

HARD = re.compile(
    r"\b(?:bản sao (?:chứng thực|từ sổ gốc)|trích lục|hợp pháp hóa lãnh sự|liên thông|thẩm quyền"
    r"|ủy quyền|thừa ủy quyền|cử tuyển|xét tuyển thẳng|bảo lưu|phúc khảo"
    r"|phân tuyến tuyển sinh|định mức tiết dạy|phổ cập giáo dục|giáo dục hòa nhập"
    r"|hạng chức danh nghề nghiệp|biên chế|biệt phái|thỉnh giảng|kiêm nhiệm|viên chức"
    r"|tự chủ tài chính|khung học phí|tín chỉ"
    r"|chuyển tiếp|hồi tố|thời hiệu|thụ lý|tống đạt|tạm đình chỉ|hộ nghèo|hộ cận nghèo"
    r"|vùng đặc biệt khó khăn|văn bằng tương đương|kiểm định chất lượng|chuẩn đầu ra"
    r"|dịch vụ công trực tuyến toàn trình)\b",
    re.IGNORECASE,
)
"""Words of the law that somebody who does not read regulations may not know."""

_ENGLISH = frozenset({"the", "of", "and", "is", "are", "must", "for", "with", "which", "that", "shall", "be"})
_ENGLISH_SHARE = 0.3


def shaped_english(words: list[str]) -> bool:
    """Whether a stretch of words is English in its build."""
    hits = sum(word.strip(".,;:()").lower() in _ENGLISH for word in words)
    return bool(words) and hits / len(words) >= _ENGLISH_SHARE
