"""What comes of a model that writes garbage: real weights, drawn at random, behind a real server.

    python -m evals.benchmarks.random_model --home HOME [--questions 16] [--seeds 3]

Makes language models of one layer whose tokenizer was fitted to the sample documents, so that what they
write looks like Vietnamese, serves each with ``transformers serve`` on this machine, and puts questions of
the sample library to the assistant with it. HOME: a home of the sample library. Needs the ``bench``
extra (``accelerate``). Writes ``results/random_model.*``.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import orjson

from assistant.answering.verification.statements import faults
from assistant.assistant import Assistant
from assistant.domain.answer import WRITTEN, Answer
from assistant.models.forms import Output
from assistant.settings import Settings
from evals.benchmarks.machine import keep

_SAMPLES = Path(__file__).parents[2] / "ingest" / "samples" / "sources"
_QUESTIONS = Path(__file__).parents[1] / "data" / "sample_questions.jsonl"
_COMMAND = "python -m evals.benchmarks.random_model --home HOME"
_OUTPUTS: tuple[Output, ...] = ("schema", "tool", "text")
_TIMEOUT_S = 20.0
_TOKENS = 400
_START_S = 120.0
_PIECES = [
    *(mark.format(token) for token in range(1, 5) for mark in (" [{}]. ", " [{}].\n", ". [{}] ", "[{}]\n- ")),
    *(f'{{"text": "{word} ' for word in ("Học sinh", "Giáo viên", "Hiệu trưởng", "Sinh viên", "Nhà trường")),
    *(
        f'", "citations": [{token}], "part": "{part}"}}'
        for token in (1, 2, 3)
        for part in ("short", "detail")
    ),
]
"""Tokens of the model beside the syllables and bytes of the sample documents: pieces of replies, so that
some of what it writes by chance is a statement that names a source."""

_NOTES = (
    "Each seed is a model of its own; JSON is asked for by schema, by tool and in the prompt alone.",
    "honest: no exception, every quotation of the answer without a model is there, and nothing beside them "
    "that the verification does not pass.",
    "shown: statements of the model that were shown.",
    "failures: what the answers say of the model; dropped: why its statements were not shown.",
)


@dataclass
class Tally:
    """What came of the answers."""

    answers: int = 0
    honest: int = 0
    shown: int = 0
    seconds: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)

    def add(self, answer: Answer | None, plain: Answer, took: float) -> None:
        """Count one answer beside the one without a model; ``None`` where it raised."""
        self.answers += 1
        self.seconds.append(took)
        if answer is None:
            return
        self.honest += _is_honest(answer, plain)
        self.shown += sum(statement.part in WRITTEN for statement in answer.statements)
        if answer.model is not None:
            self.failures[answer.model.failure or "none"] += 1
            self.dropped.update(answer.model.dropped)

    def figures(self) -> dict[str, Any]:
        """The figures to keep."""
        p50, longest = np.percentile(self.seconds, [50, 100])
        return {
            "answers": self.answers,
            "honest": self.honest,
            "shown": self.shown,
            "seconds_p50": round(float(p50), 2),
            "seconds_longest": round(float(longest), 2),
            "failures": dict(self.failures.most_common()),
            "dropped": dict(self.dropped.most_common()),
        }


def _is_honest(answer: Answer, plain: Answer) -> bool:
    quoted = {citation.quote for citation in plain.citations} <= {c.quote for c in answer.citations}
    written = [statement for statement in answer.statements if statement.part in WRITTEN]
    passed = all(
        not faults(one.text, [answer.citations[at] for at in one.citations], day=answer.as_of)
        for one in written
    )
    return answer.outcome == plain.outcome and quoted and passed


def make_model(folder: Path, seed: int) -> Path:
    """Save a model of one layer with random weights, and its tokenizer."""
    import torch
    import transformers

    tokenizer = _tokenizer()
    torch.manual_seed(seed)
    config = transformers.LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=2,
        intermediate_size=64,
        max_position_embeddings=65_536,
        initializer_range=0.5,
        bos_token_id=0,
        eos_token_id=0,
        pad_token_id=0,
    )
    model = transformers.LlamaForCausalLM(config)
    model.generation_config.do_sample = True
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _tokenizer() -> Any:  # noqa: ANN401  transformers has no types
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    letters = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=1_000, special_tokens=["<end>"], initial_alphabet=letters)
    texts = (path.read_text("utf-8") for path in sorted(_SAMPLES.glob("*.md")))
    made.train_from_iterator(texts, trainer)
    made.add_tokens(_PIECES)
    end = "<end>"
    fast: Any = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=made, eos_token=end, pad_token=end
    )
    fast.chat_template = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant:"
    return fast


@contextmanager
def serving(model: Path) -> Iterator[str]:
    """``transformers serve`` with a model, offline; gives its base URL."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("transformers")
    where = ["--host", "127.0.0.1", "--port", str(port), "--device", "cpu"]
    command = [str(program), "serve", *where, str(model)]
    process = subprocess.Popen(
        command,
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(30)


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _START_S
    while time.monotonic() < until and process.poll() is None:
        try:
            httpx.get(f"{url}/health", timeout=1.0)
        except httpx.HTTPError:
            time.sleep(0.3)
        else:
            return
    raise SystemExit("transformers serve did not start; is the bench extra installed?")


def questions(count: int) -> list[str]:
    """Questions that the sample library answers."""
    rows = (orjson.loads(line) for line in _QUESTIONS.read_bytes().splitlines() if line.strip())
    return [str(row["question"]) for row in rows if row["path"]][:count]


def put(home: Path, url: str, model: Path, output: Output, asked: list[str], plain: list[Answer]) -> Tally:
    """Put the questions with that model."""
    settings = Settings(
        home=home,
        model=str(model),
        model_base_url=url,
        model_output=output,
        model_timeout_s=_TIMEOUT_S,
        model_max_tokens=_TOKENS,
        model_temperature=1.0,
        _env_file=None,
    )
    tally = Tally()
    with Assistant.open(settings) as assistant:
        for question, without in zip(asked, plain, strict=True):
            start = time.monotonic()
            try:
                answer = assistant.answer(question)
            except Exception as error:  # that none comes is what is measured
                print(f"{question}: {error!r}")
                answer = None
            tally.add(answer, without, time.monotonic() - start)
    return tally


def main() -> None:
    """Make, serve, ask, keep."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True, help="a home of the sample library")
    parser.add_argument("--questions", type=int, default=16)
    parser.add_argument("--seeds", type=int, default=3)
    given = parser.parse_args()
    asked = questions(given.questions)
    with Assistant.open(Settings(home=given.home, _env_file=None)) as assistant:
        plain = [assistant.answer(question) for question in asked]
    figures: dict[str, Any] = {}
    for seed in range(given.seeds):
        with tempfile.TemporaryDirectory() as folder:
            model = make_model(Path(folder) / "random", seed)
            with serving(model) as url:
                for output in _OUTPUTS:
                    tally = put(given.home, url, model, output, asked, plain)
                    figures[f"seed {seed}, {output}"] = tally.figures()
    keep("random_model", "A model that writes garbage", _COMMAND, figures, _NOTES)


if __name__ == "__main__":
    main()
