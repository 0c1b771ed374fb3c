"""The labels around an answer, in the language of the answer: for the templates and the modules.

Everything else on the page is Vietnamese, and so are quotations, addresses and titles of documents.
Forms have their parts in braces; the modules of the page fill them as ``str.format`` does.
"""

from dataclasses import dataclass

from assistant.answering.saying_en import STATUS as STATUS_EN
from assistant.answering.verification.faults import FaultKind
from assistant.asked import CHOSEN, TODAY
from assistant.domain.answer import Outcome
from assistant.domain.validity import Status
from assistant.models.failures import Failure

Words = dict[str, str]


@dataclass(frozen=True)
class Labels:
    """Labels in one language. ``reasons``: for the day of an answer, by what stands before a colon.
    ``dropped``, ``failures``, ``steps``, ``prompts``, ``made``: on a model's part in the answer.
    """

    lang: str
    outcomes: Words
    statuses: Words
    reasons: Words
    head: Words
    parts: Words
    buttons: Words
    feedback: Words
    verdicts: Words
    made: Words
    dropped: Words
    failures: Words
    steps: Words
    prompts: Words

    def reason(self, told: str) -> str:
        """Why an answer is for its day."""
        why, colon, words = told.partition(":")
        return self.reasons.get(why, why) + colon + words

    def number(self, value: float) -> str:
        """As it is written: ``1.234,5678`` in Vietnamese."""
        text = f"{value:,.4f}" if isinstance(value, float) else f"{value:,}"
        return text if self.lang == "en" else text.translate(str.maketrans(",.", ".,"))


VI = Labels(
    lang="vi",
    outcomes={
        Outcome.ANSWERED: "Đã tìm thấy quy định",
        Outcome.PARTLY: "Trả lời được một phần",
        Outcome.WORDING_UNKNOWN: "Không có lời văn của ngày đó",
        Outcome.NOT_FOUND: "Không tìm thấy quy định",
        Outcome.NOT_IN_FORCE: "Không còn hoặc chưa có hiệu lực",
        Outcome.AMBIGUOUS: "Cần hỏi rõ hơn",
        Outcome.OUT_OF_SCOPE: "Ngoài phạm vi",
        Outcome.NEEDS_PERSON: "Cần cơ quan có hồ sơ trả lời",
        Outcome.SMALL_TALK: "Trò chuyện",
        Outcome.REFUSED: "Không thể trả lời",
        Outcome.UNAVAILABLE: "Tạm thời chưa trả lời được",
    },
    statuses={status: status.value for status in Status},
    reasons={TODAY: TODAY, CHOSEN: CHOSEN, "theo câu hỏi": "theo câu hỏi"},
    head={
        "day": "Hiệu lực xét vào ngày",
        "read_as": "Hiểu là",
        "searched_as": "Tìm theo",
        "writing": "Đã tìm thấy quy định, đang viết câu trả lời…",
    },
    parts={
        "notice": "Lưu ý",
        "sources": "Căn cứ",
        "followed": "Quy định được dẫn chiếu",
        "defined": "Từ ngữ trong câu hỏi",
        "letter": "Đoạn cho công văn",
        "sample": "Văn bản mẫu",
        "sample_told": "Văn bản mẫu để minh hoạ, không có giá trị pháp lý",
        "no_force": "văn bản mẫu, không có giá trị pháp lý",
        "number": "số",
        "on": "vào ngày",
    },
    buttons={
        "copy": "Sao chép",
        "copy_sources": "Sao chép kèm nguồn",
        "copy_letter": "Sao chép đoạn cho công văn",
        "copied": "Đã sao chép",
        "not_copied": "Không sao chép được",
        "still": "Còn đúng không?",
        "checking": "Đang kiểm tra…",
        "each": "Xem từng căn cứ",
    },
    feedback={
        "asked": "Câu trả lời này thế nào?",
        "words": "Ý kiến của bạn (không bắt buộc)",
        "consent": "Gửi kèm câu hỏi (để cán bộ xem và dùng kiểm tra chất lượng)",
        "consent_needed": "Gửi kèm câu hỏi (cần thiết, vì câu trả lời này không được lưu)",
        "send": "Gửi góp ý",
        "thanks": "Cảm ơn bạn. Góp ý đã được ghi lại.",
    },
    verdicts={"right": "Đúng", "wrong": "Sai", "outdated": "Lỗi thời", "unclear": "Chưa rõ"},
    made={
        "by_model": "Do mô hình viết, từng câu đã đối chiếu với căn cứ",
        "not_written": "Nguyên văn quy định, vì phần mô hình viết không dùng được",
        "only_read": "Mô hình giúp hiểu câu hỏi; câu trả lời không do nó viết",
        "model": "Mô hình",
        "prompt": "Câu lệnh",
        "dropped": "Câu không hiện ra",
        "repaired": "Câu viết lại mới đạt",
        "failure": "Vì sao có nguyên văn",
        "spent": "Đã dùng",
        "steps": "Các bước",
        "prompt_form": "{name}, bản {version} (mã {hash})",
        "dropped_form": "{count} câu: {why}",
        "spent_form": "{calls} lượt gọi; {read} token đọc, {written} token viết{about}{cost}",
        "estimated": " (ước tính)",
    },
    dropped={
        FaultKind.NO_CITATION: "không nêu căn cứ",
        FaultKind.UNKNOWN_CITATION: "nêu căn cứ không có",
        FaultKind.QUOTATION: "trích không đúng nguyên văn",
        FaultKind.NUMBER: "con số không có trong căn cứ",
        FaultKind.DATE: "ngày tháng không có trong căn cứ",
        FaultKind.DOCUMENT: "số hiệu văn bản không có trong căn cứ",
        FaultKind.PROVISION: "điều, khoản không có trong căn cứ",
        FaultKind.NEGATION: "làm mất hoặc thêm chữ “không”",
        FaultKind.CONDITION: "làm mất điều kiện hoặc ngoại lệ",
        FaultKind.MODALITY: "đổi mức bắt buộc hay được phép",
        FaultKind.ACTOR: "đổi chủ thể của quy định",
        FaultKind.VALIDITY: "nói sai hiệu lực",
        FaultKind.SUPPORT: "có ý mà căn cứ không nói đến",
        FaultKind.FORM: "viết không đúng mẫu",
        FaultKind.MANNER: "cách viết không phù hợp với người hỏi",
        FaultKind.JUDGED: "mô hình kiểm tra thứ hai không đồng ý",
    },
    failures={
        Failure.UNREACHABLE: "không kết nối được với mô hình",
        Failure.TIMEOUT: "mô hình trả lời quá lâu",
        Failure.REFUSED: "máy chủ của mô hình từ chối yêu cầu",
        Failure.LIMITED: "máy chủ của mô hình giới hạn số lượt gọi",
        Failure.BROKEN: "máy chủ của mô hình gặp lỗi",
        Failure.INVALID: "mô hình trả lời không đọc được",
        Failure.EMPTY: "mô hình không viết gì",
        Failure.TOO_LONG: "câu chữ dài quá giới hạn của mô hình",
        Failure.CUT: "mô hình ngừng giữa chừng",
        Failure.DECLINED: "bộ lọc của máy chủ mô hình chặn câu trả lời",
        Failure.BUSY: "mô hình đang bận",
        Failure.OPEN: "mô hình lỗi nhiều lần nên tạm được bỏ qua",
        Failure.BUDGET: "đã dùng hết kinh phí trong ngày cho mô hình",
    },
    steps={
        "clean": "Làm sạch câu hỏi",
        "mask": "Che thông tin cá nhân",
        "conversation": "Hiểu theo các lượt trước",
        "route": "Phân loại câu hỏi",
        "language": "Nhận ra ngôn ngữ",
        "day": "Xác định ngày áp dụng",
        "search": "Tìm điều khoản",
        "answer": "Chọn và trích nguyên văn",
        "follow": "Tìm quy định được dẫn chiếu",
        "write": "Mô hình viết, đối chiếu từng câu",
        "suggest": "Thử các câu hỏi gợi ý",
        "keep": "Lưu căn cứ của câu trả lời",
    },
    prompts={"official": "dành cho cán bộ", "citizen": "dành cho người dân"},
)

EN = Labels(
    lang="en",
    outcomes={
        Outcome.ANSWERED: "Provision found",
        Outcome.PARTLY: "Answered in part",
        Outcome.WORDING_UNKNOWN: "Words of that day not known",
        Outcome.NOT_FOUND: "No provision found",
        Outcome.NOT_IN_FORCE: "No longer or not yet in force",
        Outcome.AMBIGUOUS: "Please say more precisely",
        Outcome.OUT_OF_SCOPE: "Out of scope",
        Outcome.NEEDS_PERSON: "For the office that holds the file",
        Outcome.SMALL_TALK: "Conversation",
        Outcome.REFUSED: "Cannot be answered",
        Outcome.UNAVAILABLE: "Not available for now",
    },
    statuses={status.value: told for status, told in STATUS_EN.items()},
    reasons={TODAY: "today", CHOSEN: "the day you chose", "theo câu hỏi": "from the question"},
    head={
        "day": "Validity considered on",
        "read_as": "Read as",
        "searched_as": "Searched as",
        "writing": "Provision found; writing the answer…",
    },
    parts={
        "notice": "Note",
        "sources": "Sources",
        "followed": "Provisions referred to",
        "defined": "Terms in the question",
        "letter": "Paragraph for an official letter",
        "sample": "Sample document",
        "sample_told": "A sample document, without legal force",
        "no_force": "sample document, without legal force",
        "number": "No.",
        "on": "on",
    },
    buttons={
        "copy": "Copy",
        "copy_sources": "Copy with sources",
        "copy_letter": "Copy the paragraph for a letter",
        "copied": "Copied",
        "not_copied": "Could not be copied",
        "still": "Still valid?",
        "checking": "Checking…",
        "each": "See each source",
    },
    feedback={
        "asked": "How is this answer?",
        "words": "Your opinion (optional)",
        "consent": "Send the question along (for officials to read and to check quality with)",
        "consent_needed": "Send the question along (needed, as this answer is not kept)",
        "send": "Send feedback",
        "thanks": "Thank you. Your feedback has been recorded.",
    },
    verdicts={"right": "Right", "wrong": "Wrong", "outdated": "Outdated", "unclear": "Unclear"},
    made={
        "by_model": "Written by a model, each statement checked against its source",
        "not_written": "The provision word for word, as what the model wrote could not be used",
        "only_read": "A model helped to read the question; it did not write the answer",
        "model": "Model",
        "prompt": "Prompt",
        "dropped": "Statements not shown",
        "repaired": "Statements that passed when rewritten",
        "failure": "Why it is word for word",
        "spent": "Used",
        "steps": "Steps",
        "prompt_form": "{name}, version {version} (hash {hash})",
        "dropped_form": "{count} in all: {why}",
        "spent_form": "calls: {calls}; tokens read: {read}, written: {written}{about}{cost}",
        "estimated": " (estimated)",
    },
    dropped={
        FaultKind.NO_CITATION: "names no source",
        FaultKind.UNKNOWN_CITATION: "names a source that there is not",
        FaultKind.QUOTATION: "not quoted word for word",
        FaultKind.NUMBER: "a number that the source has not",
        FaultKind.DATE: "a date that the source has not",
        FaultKind.DOCUMENT: "a document number that the source has not",
        FaultKind.PROVISION: "an article or clause that the source has not",
        FaultKind.NEGATION: "a “not” lost or added",
        FaultKind.CONDITION: "a condition or exception lost",
        FaultKind.MODALITY: "what must be and what may be confused",
        FaultKind.ACTOR: "another actor than the provision's",
        FaultKind.VALIDITY: "validity told wrongly",
        FaultKind.SUPPORT: "something that the source does not say",
        FaultKind.FORM: "not in the form asked for",
        FaultKind.MANNER: "not put for who asks",
        FaultKind.JUDGED: "the second model did not agree",
    },
    failures={
        Failure.UNREACHABLE: "the model could not be reached",
        Failure.TIMEOUT: "the model took too long",
        Failure.REFUSED: "the model's server refused the request",
        Failure.LIMITED: "the model's server limits the calls",
        Failure.BROKEN: "the model's server failed",
        Failure.INVALID: "the model's reply could not be read",
        Failure.EMPTY: "the model wrote nothing",
        Failure.TOO_LONG: "longer than the model's limit",
        Failure.CUT: "the model stopped halfway",
        Failure.DECLINED: "a filter of the model's server stopped the reply",
        Failure.BUSY: "the model is busy",
        Failure.OPEN: "the model failed often and is left alone for a while",
        Failure.BUDGET: "the day's budget for the model is spent",
    },
    steps={
        "clean": "Clean the question",
        "mask": "Mask personal data",
        "conversation": "Read it after the turns before",
        "route": "Route the question",
        "language": "Tell the language",
        "day": "Find the day",
        "search": "Search provisions",
        "answer": "Choose and quote",
        "follow": "Find what is referred to",
        "write": "The model writes, each statement checked",
        "suggest": "Try what to suggest next",
        "keep": "Keep the sources of the answer",
    },
    prompts={"official": "for officials", "citizen": "for citizens"},
)

BY_LANGUAGE = {labels.lang: labels for labels in (VI, EN)}


def labels_of(language: str) -> Labels:
    """The labels for an answer in ``language``; Vietnamese for one that there are none for."""
    return BY_LANGUAGE.get(language, VI)
