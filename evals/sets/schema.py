"""The JSON schema of a case, by which editors help those who write ``cases.jsonl``.

Made of ``evals.cases.Case``, so that it cannot say anything else, with a sentence in Vietnamese for
every field. It is kept in ``evals/data/case.schema.json``; a test tells when it is not this.
"""

import json
from pathlib import Path
from typing import Any

from evals.cases import Case

SCHEMA = Path(__file__).parent.parent / "data" / "case.schema.json"
"""The shipped file."""

DESCRIPTIONS = {
    "id": "Mã của câu hỏi, không trùng trong bộ.",
    "question": "Câu hỏi đúng như người hỏi gõ.",
    "as_of": "Ngày mà câu trả lời phải đúng (năm-tháng-ngày).",
    "date_mode": "Câu hỏi nói thế nào về thời gian: current (hỏi cho ngày đang hỏi), past, future (ngày "
    "khác), unstated (không nói gì), straddling (một khoảng mà quy định đã đổi trong đó).",
    "kind": "Loại câu hỏi: simple (một điều khoản đủ trả lời), several (cần nhiều điều khoản), date (ngày "
    "quyết định), flip (một phía của cặp hai ngày), procedure (thủ tục), conversation (dựa vào lượt trước), "
    "unanswerable (trong lĩnh vực, không quy định nào trả lời), out_of_field, attack.",
    "field": "Lĩnh vực, một hai từ, để xem kết quả theo nhóm; có thể để trống.",
    "audience": "Người hỏi: official (cán bộ), citizen (người dân), evaluator; null khi không nói.",
    "history": "Các lượt hỏi trước, lượt cũ nhất đứng đầu.",
    "gold": "Các nhóm địa chỉ điều khoản: câu trả lời cần một địa chỉ của mỗi nhóm. Trống khi không có quy "
    "định nào trả lời.",
    "superseded": "Điều khoản hoặc cả văn bản không được đưa ra như đang có hiệu lực vào ngày hỏi.",
    "nuggets": "Những ý mà một câu trả lời đầy đủ phải nói.",
    "answerable": "Có quy định trả lời được hay không; true khi, và chỉ khi, gold có nội dung.",
    "expected": "Các kết cục đúng của câu trả lời.",
    "cluster": "Những câu cùng nhóm dựa trên cùng một văn bản, không độc lập với nhau khi tính khoảng "
    "tin cậy.",
    "pair": "Hai phía của một cặp hai ngày mang cùng một tên; null ngoài ra.",
    "variant_of": "Mã của câu mà câu này hỏi lại bằng cách gõ khác; null ngoài ra.",
    "split": "Được dùng vào việc gì: dev (khi phát triển), regression (chặn thụt lùi), holdout (chỉ để đo).",
    "source": "Câu hỏi từ đâu ra.",
    "checked_by": "Người đã đối chiếu câu hỏi với quy định; null khi mới là đề xuất.",
    "checked_on": "Ngày đối chiếu; null khi mới là đề xuất.",
    "text": "Lời của ý, ngắn và kiểm được.",
    "vital": "true: thiếu ý này thì câu trả lời sai.",
    "standalone": "Câu hỏi của lượt ấy, hiểu riêng một mình; có thể để trống.",
    "cited": "Địa chỉ các điều khoản đã dẫn ở lượt ấy.",
    "answer": "Lời đã trả lời ở lượt ấy; có thể để trống.",
}
"""By the name of the field, in a case, a nugget or a turn."""

_OF_A_TURN = {
    "question": "Câu hỏi của lượt ấy.",
    "as_of": "Ngày mà lượt ấy được trả lời cho; null khi không rõ.",
}
_PROVISION = r"^[^#\s]+#\S+$"
_ADDRESS = r"^[^#\s]+(#\S+)?$"


def case_schema() -> dict[str, Any]:
    """The schema of a line of ``cases.jsonl``, JSON Schema 2020-12."""
    schema = Case.model_json_schema()
    for part in (schema, *schema["$defs"].values()):
        _describe(part)
    properties = schema["properties"]
    properties["gold"]["items"]["items"]["pattern"] = _PROVISION
    properties["superseded"]["items"]["pattern"] = _ADDRESS
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Một câu hỏi đánh giá của Học Vụ",
        "description": "Một dòng của cases.jsonl. Giải thích thêm: evals/data/README.md.",
    }


def _describe(part: dict[str, Any]) -> None:
    """Give the fields their sentences; docstrings are for developers, and go."""
    part.pop("description", None)
    own = _OF_A_TURN if part.get("title") == "Turn" else {}
    for name, field in part.get("properties", {}).items():
        field.pop("title", None)
        field["description"] = own.get(name) or DESCRIPTIONS[name]


def schema_text() -> str:
    """The schema as the text of its file."""
    return json.dumps(case_schema(), ensure_ascii=False, indent=2) + "\n"


def write_schema(path: Path = SCHEMA) -> None:
    """Write the file."""
    path.write_text(schema_text(), encoding="utf-8")
