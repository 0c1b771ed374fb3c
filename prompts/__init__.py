"""Every word said to a language model, as versioned data.

prompt = load("official")
messages = prompt.render(question=..., day=..., language="vi", sources=[block(1, head, text)])
"""

from functools import lru_cache
from pathlib import Path

from prompts.blocks import Block, Blocks, block
from prompts.prompt import Prompt, PromptError, Said

__all__ = ["Block", "Blocks", "Prompt", "PromptError", "Said", "block", "load", "names", "versions"]

FOLDER = Path(__file__).parent


def names() -> tuple[str, ...]:
    """The prompts that there are, in order."""
    return tuple(sorted({path.parent.name for path in FOLDER.glob("*/*.yaml")}))


def versions(name: str) -> tuple[int, ...]:
    """The versions of a prompt, the oldest first; none where there is no such prompt."""
    if name not in names():
        return ()
    return tuple(sorted(int(path.stem) for path in (FOLDER / name).glob("*.yaml")))


@lru_cache
def load(name: str, version: int | None = None) -> Prompt:
    """A prompt, the newest version unless another is named. Raises ``PromptError``."""
    known = versions(name)
    wanted = known[-1] if version is None and known else version
    if wanted not in known:
        raise PromptError(f"no prompt {name}/{wanted}" if known else f"no prompt {name}")
    prompt = Prompt.parse((FOLDER / name / f"{wanted}.yaml").read_text("utf-8"))
    if (prompt.name, prompt.version) != (name, wanted):
        raise PromptError(f"{name}/{wanted}.yaml says that it is {prompt.name}/{prompt.version}")
    return prompt
