"""Fixtures that every room's tests share."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # models in tests are made on the spot
_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"
_DATA = Path(os.environ.get("HOCVU_TEST_DATA") or _BESIDE)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real documents beside the project; skips the test where it is missing."""
    if not _DATA.is_dir():
        pytest.skip("the folder of real documents is not beside this checkout (HOCVU_TEST_DATA names it)")
    return _DATA


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of the sample library; tests that use it change nothing."""
    from assistant.settings import Settings
    from ingest.pipeline import Ingest
    from ingest.samples import LIBRARY

    home = tmp_path_factory.mktemp("samples") / "home"
    Ingest(Settings(home=home, _env_file=None)).run([LIBRARY])
    return home


@pytest.fixture(scope="session")
def sample_questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The questions that an article of the sample library answers, as a dataset with gold."""
    source = Path(__file__).parents[1] / "evals" / "data" / "sample_questions.jsonl"
    rows = [json.loads(line) for line in source.read_text("utf-8").splitlines()]
    answered = (row for row in rows if row["path"])
    made = [
        {
            "question": row["question"],
            "gold": [{"document": row["document"], "article": row["path"].split("dieu-")[1]}],
        }
        for row in answered
    ]
    path = tmp_path_factory.mktemp("questions") / "samples.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in made), encoding="utf-8")
    return path


class TinyModels:
    """Real models of a few hundred kilobytes, made on the spot: a BERT of one layer with random
    weights from a seed and a tokenizer fitted to a few lines, saved as the library saves them.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def embedder(self, *, seed: int = 1, window: int = 96, prompts: dict[str, str] | None = None) -> str:
        """The folder of a SentenceTransformer of 32 dimensions that reads ``window`` tokens."""
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

        folder = self._folder / f"embedder-{seed}-{window}-{len(prompts or {})}"
        if not folder.exists():
            bert = Transformer(str(self._bert("BertModel", seed)), max_seq_length=window)
            pooling = Pooling(bert.get_embedding_dimension())
            SentenceTransformer(modules=[bert, pooling], prompts=prompts or {}).save(str(folder))
        return str(folder)

    def cross_encoder(self, *, seed: int = 1, labels: int = 1) -> str:
        """The folder of a CrossEncoder."""
        return str(self._bert("BertForSequenceClassification", seed, num_labels=labels))

    def _bert(self, kind: str, seed: int, **more: int) -> Path:
        import torch
        import transformers

        folder = self._folder / "-".join(map(str, (kind, seed, *more.values())))
        if not folder.exists():
            tokenizer = _fitted_tokenizer()
            torch.manual_seed(seed)
            config = transformers.BertConfig(
                vocab_size=len(tokenizer), hidden_size=32, num_hidden_layers=1, num_attention_heads=2,
                intermediate_size=64, max_position_embeddings=256,
                initializer_range=0.5 if more else 0.02, **more,
            )  # fmt: skip
            getattr(transformers, kind)(config).save_pretrained(folder)
            tokenizer.save_pretrained(folder)
        return folder


_LINES = (
    "Học sinh, sinh viên, giáo viên, hiệu trưởng nhà trường thực hiện theo quy định của Thông tư này.",
    "Điều 1. Phạm vi điều chỉnh. 1. Mỗi lớp nuôi không quá ba tổ ong trong vườn trường.",
    "query: passage: hỏi: đoạn: thả diều trên bãi cỏ, chấm thi trong phòng kín, tủ thuốc của trường",
)


def _fitted_tokenizer() -> Any:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    made.train_from_iterator(
        _LINES, trainers.BpeTrainer(vocab_size=480, special_tokens=marks, initial_alphabet=alphabet)
    )
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token", "mask_token"), marks, strict=True))
    return PreTrainedTokenizerFast(tokenizer_object=made, model_max_length=256, **names)


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> TinyModels:
    """Makes models that other settings name."""
    return TinyModels(tmp_path_factory.mktemp("tiny-models"))
