"""What several routers share: the parameters of a request and the failures they document."""

from datetime import date
from typing import Annotated, Any

from fastapi import Query

from api.errors import ErrorForm

AsOf = Annotated[date | None, Query(description="Ngày áp dụng (năm-tháng-ngày); bỏ trống là hôm nay.")]

_MEANING = {
    400: "Yêu cầu không đọc được",
    404: "Không có trong thư viện",
    413: "Câu hỏi hoặc nội dung quá dài",
    422: "Tham số không hợp lệ",
    429: "Hôm nay không nhận thêm được nữa",
    503: "Đang bận hoặc chưa sẵn sàng",
    504: "Quá thời gian cho phép",
}


def failures(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The failures of an operation for OpenAPI: always the one form."""
    return {
        status: {"model": ErrorForm, "description": _MEANING[status]} for status in (*statuses, 422, 503, 504)
    }
