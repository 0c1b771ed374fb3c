"""What a statement looks like: plain sentences, nothing that acts, leads away or hides."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from assistant.answering.verification.faults import Fault, FaultKind
from assistant.domain.answer import Citation

_LONGEST = 600
_SENTENCES = 3
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"https?:|ftp:|javascript:|data:\w+/|www\.",
        r"\b[\w-]+\.(?:com|vn|net|org|info|io|edu|gov|ru|cn|xyz|top|me|ly|gl|html?|php)\b(?!\s*\d)",
        r"</?[a-zA-Z!?][^>]{0,200}>|&(?:#\d+|#x[0-9a-f]+|lt|gt|amp|quot|nbsp);",
        r"!\[|\]\(|\]\[|\[[^\]]{1,80}\]:|`|\*\*|__|~~|\$\$|\\[a-z(\[]|\{\{|\}\}|\{%",
        r"^\s{0,3}(?:#{1,6}\s|>|[-*+]\s|\|)",
        r"\[\s*\^?\d{1,3}\s*\]|\[\s*(?:nguồn|source|citation|cite)\b[^\]]*\]|【|】",
        r"\bprompt\b|(?:câu lệnh|lời nhắc|chỉ dẫn|hướng dẫn) hệ thống|"
        r"bỏ qua (?:mọi |các |tất cả |những )?(?:chỉ dẫn|hướng dẫn|quy tắc|lệnh)|"
        r"ignore (?:all |any |the )?(?:previous|above|prior)|"
        r"mô hình ngôn ngữ|language model|\bAI\b.{0,20}(?:không|tôi)|as an ai\b|"
        r"tôi là (?:một )?(?:trợ lý|chatbot|AI)\b|<\|",
        r"(?:truy cập|ghé thăm|nhấp|nhấn|bấm|click)\s+(?:vào\s+)?(?:trang|đường|link|liên kết|website|"
        r"địa chỉ|vào|đây)|"
        r"chuyển khoản|chuyển tiền|gửi tiền|nạp tiền|số tài khoản|quét mã|mật khẩu|\bOTP\b|mã xác thực|"
        r"zalo|facebook|telegram|hotline|"
        r"\b(?:visit|click|download|log ?in to|go to)\s+(?:the\s+)?(?:site|website|link|page|here|https?)",
    )
)
_CONTACT = re.compile(
    r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w/.,])(?:\+?84|0|1[89]00)[\s.-]?\d(?:[\s.-]?\d){5,10}(?![\w/])"
)
_SENTENCE = re.compile(r"[.!?…]+[”»\"')\]]*\s+(?=[^\W\d_a-zđ]|[“«\"(])|\n+")
_HIDDEN = frozenset({"Cf", "Cc", "Co", "Cn", "Cs"})


def form_faults(text: str, cited: Sequence[Citation]) -> Iterator[Fault]:
    """Links, code, marks, hidden characters, contacts that are not cited; too long or too short."""
    if any(unicodedata.category(char) in _HIDDEN for char in text if char != "\n"):
        yield Fault(FaultKind.FORM, "hidden")
    for pattern in _PATTERNS:
        if match := pattern.search(text):
            yield Fault(FaultKind.FORM, match.group()[:60])
    held = "\n".join(told for one in cited for told in (*one.leads, one.quote))
    for match in _CONTACT.finditer(text):
        if match.group() not in held:
            yield Fault(FaultKind.FORM, match.group())
    if len(text) > _LONGEST or len(sentences(text)) > _SENTENCES:
        yield Fault(FaultKind.FORM, "long")
    if not any(char.isalpha() for char in text):
        yield Fault(FaultKind.FORM, "empty")


def sentences(text: str) -> list[str]:
    """The sentences of a statement."""
    return [piece for piece in _SENTENCE.split(text.strip()) if piece and piece.strip()]
