"""Settings, from the environment (``HOCVU_*``) or a ``.env`` file. Documented in README."""

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def default_home() -> Path:
    """The nearest ``.hocvu`` at or above the working directory, else ``~/.hocvu``."""
    here = Path.cwd()
    found = (p / ".hocvu" for p in (here, *here.parents) if (p / ".hocvu").is_dir())
    return next(found, Path.home() / ".hocvu")


class Settings(BaseSettings):
    """One frozen set of settings for a process."""

    model_config = SettingsConfigDict(
        env_prefix="HOCVU_", env_file=".env", frozen=True, extra="ignore", protected_namespaces=()
    )

    home: Path = Field(default_factory=default_home, description="Folder of the library and its indexes.")
    database_url: str = Field("", description="SQLAlchemy URL; empty: SQLite in the home folder.")
    chroma_url: str = Field("", description="http://host:port of a Chroma server; empty: embedded.")
    embedder: str = Field(
        "static", description="'static' (shipped), 'sentence-transformers:NAME' or 'openai:MODEL'."
    )
    embedder_query_prefix: str = Field("", description="Put before a question, as the model wants it.")
    embedder_passage_prefix: str = Field("", description="Put before a passage, as the model wants it.")
    embedder_part_chars: int = Field(
        2_400, ge=200, description="Longest part of an article, in characters, that an endpoint is given."
    )
    openai_base_url: str = Field("", description="Endpoint of an OpenAI-compatible embedding service.")
    openai_api_key: str = Field("", description="Its key.")
    ranker: str = Field("shipped", description="'shipped', 'off', or a file of hocvu train ranker.")
    ranker_depth: int = Field(40, ge=2, le=500, description="How many of the best the ranker puts in order.")
    reranker: str = Field(
        "", description="'cross-encoder:NAME' or 'rerank:MODEL' (an endpoint); empty: none."
    )
    reranker_depth: int = Field(20, ge=2, le=200, description="How many of the best it puts in order.")
    reranker_timeout_s: float = Field(
        3.0, gt=0, description="Time it may take for a question; then the order without it stands."
    )
    reranker_base_url: str = Field(
        "", description="Endpoint with POST /rerank (vLLM, Jina, Cohere, Infinity)."
    )
    reranker_api_key: str = Field("", description="Its key.")
    model: str = Field("", description="Language model that writes answers; empty: none.")
    model_base_url: str = Field(
        "", description="Its endpoint, of OpenAI's protocol (vLLM, Ollama, LM Studio); empty: OpenAI's own."
    )
    model_api_key: str = Field("", repr=False, description="Its key.")
    model_small: str = Field("", description="Model for the small steps (follow-ups); empty: the same.")
    model_judge: str = Field("", description="Second model that judges each statement; empty: none.")
    model_english: bool = Field(
        False, description="It writes in English too, which code checks less surely; else quotations stand."
    )
    model_output: Literal["auto", "schema", "tool", "text"] = Field(
        "auto", description="How it is asked for JSON: 'schema', 'tool' or 'text'; 'auto' finds out."
    )
    model_timeout_s: float = Field(
        20.0, gt=0, description="Time all writing of an answer may take; then the provisions' words stand."
    )
    model_connect_timeout_s: float = Field(3.0, gt=0, description="Time that reaching it may take.")
    model_retries: int = Field(
        1, ge=0, le=5, description="Tries again, within that time, where it is not reached, full or broken."
    )
    model_concurrency: int = Field(8, ge=1, description="Calls to it side by side, of one process.")
    model_max_tokens: int = Field(1_200, ge=16, description="Longest reply, in tokens.")
    model_temperature: float = Field(0.0, ge=0, le=2, description="How freely it writes.")
    model_price_in: float = Field(0.0, ge=0, description="Price of a million tokens read.")
    model_price_out: float = Field(0.0, ge=0, description="Price of a million tokens written.")
    model_currency: str = Field("USD", description="Currency of the prices and the budget.")
    model_daily_budget: float = Field(
        0.0, ge=0, description="What it may cost a day (Viet Nam's), over all processes; 0: no limit."
    )
    max_question_chars: int = Field(2_000, ge=1, description="Longest question that is answered.")
    max_file_bytes: int = Field(150_000_000, ge=1, description="Largest single file that is read.")
    file_timeout_s: float = Field(600.0, gt=0, description="Time one file may take to read (OCR included).")
    file_memory_bytes: int = Field(2_000_000_000, gt=0, description="Memory one reader process may take.")
    workers: int = Field(2, ge=1, description="Reader processes side by side.")
    max_body_bytes: int = Field(65_536, ge=1_024, description="Largest request body the API takes.")
    max_conversation_bytes: int = Field(
        1_048_576,
        ge=1_024,
        description="Largest request body of /v1/chat/completions, which has the history.",
    )
    max_requests: int = Field(16, ge=1, description="Requests worked on or waiting; more get 503.")
    request_threads: int = Field(
        4, ge=1, description="Requests the API works on side by side, beside those that wait for a model."
    )
    request_timeout_s: float = Field(30.0, gt=0, description="Time one request may take.")
    allowed_hosts: str = Field(
        "", description="Host names the API answers to, separated by commas; empty: any."
    )
    cors_origins: str = Field(
        "",
        description="Origins (https://portal.example) whose pages may call the API from a browser, separated "
        "by commas; *: any; empty: none.",
    )
    answers_kept_days: int = Field(
        365, ge=0, description="Days that answers (without the question) are kept for still-valid; 0: none."
    )
    conversations_kept_days: int = Field(
        30, ge=0, description="Days that conversations are kept after their last turn; 0: none."
    )
    suggestions_ms: float = Field(
        11.0, ge=0, description="Milliseconds that trying what to suggest next may add to an answer."
    )
    feedback_kept_days: int = Field(
        365, ge=1, description="Days that feedback is kept after it was last worked on."
    )
    feedback_per_day: int = Field(
        1_000, ge=0, description="Rows of feedback taken in a day, from everybody together; 0: none."
    )
    ocr: bool = Field(True, description="Read scanned pages with tesseract where it is installed.")

    @cached_property
    def sqlalchemy_url(self) -> str:
        """The library's URL; SQLite in the home folder unless set."""
        return self.database_url or f"sqlite:///{self.home / 'library.sqlite3'}"

    @cached_property
    def answers_url(self) -> str:
        """Where given answers are kept: see ``assistant.library.answers``."""
        url = self.sqlalchemy_url
        return f"sqlite:///{self.home / 'answers.sqlite3'}" if url.startswith("sqlite") else url
