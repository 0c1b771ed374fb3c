"""Reranking by a service: ``POST /rerank`` with ``model``, ``query``, ``documents``; the answer's
``results`` have ``index`` and ``relevance_score``. So speak vLLM, Jina, Cohere, Infinity, OpenVINO.
"""

from collections.abc import Sequence
from typing import Any

import httpx

from assistant.retrieval.passages import Passage
from assistant.retrieval.reranking import RerankerUnavailable
from assistant.settings import Settings

_ALL = 1_000
_PART_CHARS = 1_200
_HINT = "Kiểm tra HOCVU_RERANKER_BASE_URL, HOCVU_RERANKER_API_KEY và tên mô hình."


class RemoteReranker:
    """A model behind an endpoint, asked once a question. Safe between threads."""

    batch = _ALL
    part_chars = _PART_CHARS

    def __init__(self, model: str, settings: Settings) -> None:
        self.name = model
        if not settings.reranker_base_url:
            raise RerankerUnavailable("Chưa đặt địa chỉ dịch vụ xếp lại.", _HINT)
        self._url = settings.reranker_base_url.rstrip("/") + "/rerank"
        key = settings.reranker_api_key
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(headers=headers, timeout=settings.reranker_timeout_s)

    def scores(self, question: str, passages: Sequence[Passage]) -> Sequence[float]:
        """The service's scores, put back in the order asked."""
        documents = [passage.joined() for passage in passages]
        asked = {"model": self.name, "query": question, "documents": documents, "top_n": len(documents)}
        try:
            answer = self._client.post(self._url, json=asked)
            answer.raise_for_status()
            return _scores(answer.json(), len(documents))
        except httpx.HTTPStatusError as error:
            told = f"Dịch vụ xếp lại báo lỗi (mã {error.response.status_code})."
            raise RerankerUnavailable(told, _HINT) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise RerankerUnavailable("Dịch vụ xếp lại không trả lời.", _HINT) from error
        except (TypeError, ValueError, KeyError) as error:
            raise RerankerUnavailable("Dịch vụ xếp lại trả về dữ liệu không dùng được.", _HINT) from error


def _scores(answer: Any, count: int) -> list[float]:  # noqa: ANN401  whatever the service says
    """One score for each index; raise ``KeyError`` where one is missing, ``ValueError`` where twice."""
    results = answer["results"]
    found = {int(each["index"]): float(each["relevance_score"]) for each in results}
    if len(results) != count:
        raise ValueError("not one result a document")
    return [found[at] for at in range(count)]
