"""Blocks of data in a prompt, which nothing inside them can end, forge or open.

    <nguon so="1" vi_tri="khoản 2 Điều 5">
    Words of a provision, of a question, of an earlier turn.
    </nguon>

What could be taken for a mark of a block, or for one of those by which models tell who speaks
(``<|im_start|>``, ``[INST]``), is written as a reference of HTML, and nothing else is, so that a model
that copies a passage copies its words: "GD&ĐT" stays as it is. ``read`` turns a prompt back into its
blocks. Characters that nobody sees are left out: hidden words are nothing to answer from.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

_SOURCE = "nguon"
_NAME = re.compile(r"[a-z][a-z_]*")

_WRITTEN_AS = {"<": "&lt;", "＜": "&#xFF1C;", "﹤": "&#xFE64;", "[": "&#x5B;"}
_READ_AS = {written: char for char, written in _WRITTEN_AS.items()} | {"&quot;": '"', "&#xA;": "\n"}
_REFERENCES = "|".join(re.escape(written[1:]) for written in _READ_AS)
_LOOKS_REFERRED = re.compile(rf"&(?=(?:amp;)*(?:{_REFERENCES}))")
_REFERRED = re.compile(rf"&amp;(?=(?:amp;)*(?:{_REFERENCES}))|&(?:{_REFERENCES})")
_SPEAKER = re.compile(r"\[(?=/?[A-Z_]{2,24}\])")
"""``[INST]``, ``[/INST]``, ``[SYSTEM_PROMPT]``: the marks of some models for who speaks."""

_SEEN = frozenset("\n\t")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Controls, formats (zero width, direction, tags), surrogates, private use."""

_BLOCK = re.compile(r'<([a-z_]+)((?: [a-z_]+="[^"<]*")*)>\n([^<]*)\n</\1>')
_HEAD = re.compile(r' ([a-z_]+)="([^"<]*)"')


class Blocks(str):
    """Text of a prompt that is made of whole blocks, and goes in as it is."""

    __slots__ = ()


@dataclass(frozen=True)
class Block:
    """A block as it is read back: the name of its mark, what stands in the mark, its text."""

    name: str
    text: str
    head: Mapping[str, str] = field(default_factory=dict)

    @property
    def token(self) -> int:
        """The number by which it is cited; 0 where it has none."""
        return int(self.head.get("so") or 0)


def block(token: int, head: Mapping[str, str], text: str) -> Blocks:
    """A source that may be cited as ``[token]``.

    ``head``: what it is and where it stands; names of lower-case letters and underscores. Raises
    ``ValueError`` where a name is another, or the token is not a number from 1.
    """
    if token < 1:
        raise ValueError(f"a token is a number from 1, not {token}")
    return written(Block(_SOURCE, text, {"so": str(token), **head}))


def written(made: Block) -> Blocks:
    """A block as it stands in a prompt."""
    for name in (made.name, *made.head):
        if not _NAME.fullmatch(name):
            raise ValueError(f"not a name for a block: {name!r}")
    head = "".join(f' {name}="{in_head(value)}"' for name, value in made.head.items())
    return Blocks(f"<{made.name}{head}>\n{escaped(made.text)}\n</{made.name}>")


def visible(text: str) -> str:
    """The text without characters that nobody sees; its lines end in one way."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in _SEEN or unicodedata.category(c) not in _UNSEEN)


def escaped(text: str) -> str:
    """Text that can stand inside of a block, in any place of it."""
    safe = _SPEAKER.sub(_WRITTEN_AS["["], _LOOKS_REFERRED.sub("&amp;", visible(text)))
    for char in "<＜﹤":
        safe = safe.replace(char, _WRITTEN_AS[char])
    return safe


def in_head(text: str) -> Blocks:
    """Text that can stand in the mark of a block, between quotation marks."""
    return Blocks(escaped(text).replace('"', "&quot;").replace("\n", "&#xA;"))


def unescaped(text: str) -> str:
    """The text that ``escaped`` was given, as far as it could be seen."""
    return _REFERRED.sub(lambda found: _READ_AS.get(found[0], "&"), text)


def read(prompt: str) -> tuple[Block, ...]:
    """The blocks of a prompt, in order."""
    return tuple(
        Block(name, unescaped(text), {key: unescaped(value) for key, value in _HEAD.findall(head)})
        for name, head, text in _BLOCK.findall(prompt)
    )
