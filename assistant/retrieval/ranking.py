"""The learned ranker: a sum of small trees over the figures of ``features``.

Each tree asks at most two questions, so that every figure's part in a score can be told and
shown. Fitted by ``assistant.retrieval.learning`` on questions with known answers; read and
evaluated here with numpy alone.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from assistant.errors import HocVuError
from assistant.retrieval.features import FEATURES, Matrix
from assistant.retrieval.results import Reasons
from assistant.settings import Settings

SHIPPED = Path(__file__).with_name("ranker") / "ranker.json"
_NODES, _LEAVES = 3, 4

Scores = npt.NDArray[np.float64]


class RankerUnusable(HocVuError):
    """The ranker's file cannot be read, or was made for other figures."""

    code, status = "ranker_unusable", 503


@dataclass(frozen=True, eq=False)
class Trees:
    """``features``, ``thresholds``, ``means``: (trees, 3) of the root, the node left of it and the node
    right of it; ``leaves``: (trees, 4) from left to right. A row goes right where its figure is
    above the threshold. ``means``: what the fitting would give the rows of a node that asked no more.
    """

    features: npt.NDArray[np.intp]
    thresholds: npt.NDArray[np.float64]
    means: npt.NDArray[np.float64]
    leaves: npt.NDArray[np.float64]

    def __post_init__(self) -> None:
        trees = len(self.features)
        shapes = [part.shape for part in (self.features, self.thresholds, self.means)]
        if shapes != [(trees, _NODES)] * 3 or self.leaves.shape != (trees, _LEAVES):
            raise ValueError("trees of another form")
        if not all(np.isfinite(part).all() for part in (self.thresholds, self.means, self.leaves)):
            raise ValueError("trees with numbers that are none")

    def paths(self, rows: Matrix) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """For each row and tree the inner node below the root, and the leaf."""
        each = np.arange(len(self.features))
        right = rows[:, self.features[:, 0]] > self.thresholds[:, 0]
        node = 1 + right.astype(np.intp)
        again = np.take_along_axis(rows, self.features[each, node], axis=1) > self.thresholds[each, node]
        return node, 2 * right + again


@dataclass(frozen=True, eq=False)
class Ranker:
    """Scores rows of figures. Pure and safe to share."""

    trees: Trees
    names: tuple[str, ...]
    digest: str = ""

    def __post_init__(self) -> None:
        asked = self.trees.features
        if asked.size and not 0 <= asked.min() <= asked.max() < len(self.names):
            raise ValueError("trees that ask for figures which are not there")

    @classmethod
    def read(cls, path: Path) -> "Ranker":
        """The ranker in a file; raise ``RankerUnusable`` where it is none or for other figures."""
        try:
            data = path.read_bytes()
            ranker = cls.of(orjson.loads(data), hashlib.sha256(data).hexdigest()[:8])
        except (OSError, ValueError, TypeError, KeyError, OverflowError) as error:
            raise RankerUnusable(
                f"Không đọc được bộ xếp hạng {path.name}.",
                "Tạo lại bằng “hocvu train ranker”, hoặc đặt HOCVU_RANKER=off.",
            ) from error
        return ranker

    @classmethod
    def of(cls, card: dict[str, Any], digest: str = "") -> "Ranker":
        """From what ``card`` gave; raise ``ValueError`` where the figures are not today's."""
        names = tuple(card["features"])
        if names != tuple(feature.name for feature in FEATURES):
            raise ValueError("made for other figures")
        parts = card["trees"]
        return cls(
            Trees(
                np.array(parts["features"], dtype=np.intp).reshape(-1, _NODES),
                np.array(parts["thresholds"], dtype=np.float64).reshape(-1, _NODES),
                np.array(parts["means"], dtype=np.float64).reshape(-1, _NODES),
                np.array(parts["leaves"], dtype=np.float64).reshape(-1, _LEAVES),
            ),
            names,
            digest,
        )

    def card(self) -> dict[str, Any]:
        """All of it as plain values, for a file."""
        trees = self.trees
        return {
            "features": list(self.names),
            "trees": {
                "features": trees.features.tolist(),
                "thresholds": trees.thresholds.tolist(),
                "means": trees.means.round(6).tolist(),
                "leaves": trees.leaves.round(6).tolist(),
            },
        }

    @property
    def name(self) -> str:
        """``trees@`` and a hash of the file."""
        return f"trees@{self.digest}" if self.digest else "trees"

    def scores(self, rows: Matrix) -> Scores:
        """A number for each row; more is better, within one question."""
        if not len(rows):
            return np.zeros(0)
        _, leaf = self.trees.paths(rows)
        found: Scores = self.trees.leaves[np.arange(leaf.shape[1]), leaf].sum(axis=1)
        return found

    def parts(self, rows: Matrix) -> Scores:
        """What each figure adds to each row's score, (rows, figures); with ``base`` they sum up to
        it. A step down a tree is put to the account of the figure that was asked about.
        """
        found = np.zeros((len(rows), len(self.names)))
        if not len(rows):
            return found
        trees, each = self.trees, np.arange(len(self.trees.features))
        node, leaf = trees.paths(rows)
        first = trees.means[each, node] - trees.means[:, 0]
        second = trees.leaves[each, leaf] - trees.means[each, node]
        at = np.arange(len(rows))[:, None]
        np.add.at(found, (at, np.broadcast_to(trees.features[:, 0], node.shape)), first)
        np.add.at(found, (at, trees.features[each, node]), second)
        return found

    def reasons(self, rows: Matrix) -> list[Reasons]:
        """For each row the figures that moved its score and how far, the largest first."""
        return [
            tuple(
                (self.names[at], float(parts[at]))
                for at in np.argsort(-np.abs(parts), kind="stable")
                if parts[at]
            )
            for parts in self.parts(rows)
        ]

    @cached_property
    def base(self) -> float:
        """The score of an average candidate."""
        return float(self.trees.means[:, 0].sum())


def open_ranker(settings: Settings) -> Ranker | None:
    """The ranker that the settings name; none where it is off. Raises ``RankerUnusable``."""
    if settings.ranker == "off":
        return None
    return Ranker.read(SHIPPED if settings.ranker == "shipped" else Path(settings.ranker))


def handed_out(scores: Mapping[int, float], order: Sequence[int]) -> dict[int, float]:
    """The scores of ``order`` given anew to it, best first; all others stand behind, with no more than
    the least of them.

    The ranker says which provision is better and not by how much, so that what compares scores
    between questions ("nearly as good as the best") keeps the scale of the fusion.
    """
    values = sorted((scores[id_] for id_ in order), reverse=True)
    first = dict(zip(order, values, strict=True))
    least = values[-1] if values else math.inf
    return first | {id_: min(score, least) for id_, score in scores.items() if id_ not in first}
