"""What a model wrote, on the terminal: statements with the numbers of their sources, and by what."""

from rich.text import Text

from assistant.domain.answer import WRITTEN, Answer

_FAILURES = {
    "timeout": "trả lời quá chậm",
    "unreachable": "không kết nối được",
    "cut": "trả lời bị ngắt giữa chừng",
    "budget": "đã hết ngân sách trong ngày",
    "limited": "đang giới hạn số yêu cầu",
    "refused": "từ chối yêu cầu (khoá, tên mô hình hoặc dạng yêu cầu)",
    "busy": "đang bận",
    "open": "vừa hỏng nhiều lần nên được để yên một lúc",
}


def said(answer: Answer) -> str:
    """The answer's text; a written statement is followed by the numbers of what it stands on."""
    if answer.made_by != "model":
        return answer.answer
    return "\n\n".join(_marked(answer))


def _marked(answer: Answer) -> list[str]:
    marks = ("".join(f"[{index + 1}]" for index in one.citations) for one in answer.statements)
    return [
        f"{one.text} {mark}" if one.part in WRITTEN else one.text
        for one, mark in zip(answer.statements, marks, strict=True)
    ]


def by_model(answer: Answer) -> Text:
    """By which model and prompt it was written, at what cost, and what was not shown; empty without."""
    if (use := answer.model) is None:
        return Text()
    prompt = f", lời nhắc {use.prompt.name}/{use.prompt.version}" if use.prompt else ""
    tokens = f"{use.prompt_tokens} + {use.completion_tokens} token" + (" (ước tính)" if use.estimated else "")
    cost = f", {use.cost:.6f} {use.currency}" if use.cost is not None else ""
    told = f"Mô hình {use.model}{prompt}: {tokens}{cost}."
    if answer.made_by == "model":
        told += " Từng câu nó viết đã đối chiếu với căn cứ."
    if use.dropped:
        told += f" {len(use.dropped)} câu không hiển thị vì chưa kiểm chứng được."
    if use.failure:
        why = _FAILURES.get(use.failure, "không cho câu trả lời dùng được")
        told += f" Mô hình {why}, nên đây là nguyên văn quy định."
    return Text(f"{told}\n", style="dim")


def letter(answer: Answer) -> Text:
    """The paragraph for an official letter, where there is one."""
    if not answer.letter:
        return Text()
    return Text.assemble(("\nĐoạn cho công văn:\n", "bold"), f"{answer.letter}\n")
