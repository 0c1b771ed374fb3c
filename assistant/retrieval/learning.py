"""Fits the learned ranker on questions whose answers are known; behind ``hocvu train ranker``.

Gradient boosting by LightGBM for the order of each question's candidates (LambdaRank), in trees of
at most two questions, held to rise with the figures that can only speak for a provision. LightGBM
is imported here and nowhere on the way of a question. One thread and fixed seeds: the same
questions give the same ranker.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.retrieval.features import FEATURES, Matrix
from assistant.retrieval.ranking import Ranker, Trees

_NEVER = 1e30
"""A threshold above which nothing lies."""


@dataclass(frozen=True)
class Recipe:
    """Everything that decides what comes out. ``decides``: ranks that the loss looks at."""

    trees: int = 300
    rate: float = 0.08
    least_rows: int = 40
    figures: float = 0.8
    rows: float = 0.8
    shrink: float = 5.0
    decides: int = 30
    seed: int = 7


@dataclass(frozen=True, eq=False)
class Judged:
    """A question's candidates: their figures, and which of them answer it."""

    rows: Matrix
    right: npt.NDArray[np.bool_]


def fit(judged: Sequence[Judged], recipe: Recipe | None = None) -> Ranker:
    """A ranker; questions none of whose candidates is right teach nothing and are left out.

    Raises ``ValueError`` where nothing can be learned.
    """
    recipe = recipe or Recipe()
    useful = [one for one in judged if one.right.any() and not one.right.all()]
    if not useful:
        raise ValueError("không câu hỏi nào có câu trả lời trong số điều tìm được")
    import lightgbm

    data = lightgbm.Dataset(
        np.concatenate([one.rows for one in useful]),
        np.concatenate([one.right for one in useful]).astype(np.int32),
        group=[len(one.rows) for one in useful],
        feature_name=[feature.name for feature in FEATURES],
    )
    model = lightgbm.train(_parameters(recipe), data, recipe.trees)
    return Ranker(_trees(model.dump_model()["tree_info"]), tuple(feature.name for feature in FEATURES))


def _parameters(recipe: Recipe) -> dict[str, Any]:
    return {
        "objective": "lambdarank",
        "lambdarank_truncation_level": recipe.decides,
        "learning_rate": recipe.rate,
        "num_leaves": 4,
        "max_depth": 2,
        "min_data_in_leaf": recipe.least_rows,
        "feature_fraction": recipe.figures,
        "bagging_fraction": recipe.rows,
        "bagging_freq": 1,
        "lambda_l2": recipe.shrink,
        "monotone_constraints": [int(feature.rises) for feature in FEATURES],
        "seed": recipe.seed,
        "deterministic": True,
        "force_col_wise": True,
        "num_threads": 1,
        "verbose": -1,
    }


def recipe_card(recipe: Recipe) -> dict[str, float]:
    """The recipe as plain values."""
    return asdict(recipe)


def _trees(dumped: Sequence[dict[str, Any]]) -> Trees:
    grown = [_tree(tree["tree_structure"]) for tree in dumped]
    features, thresholds, means, leaves = zip(*grown, strict=True)
    return Trees(
        np.array(features, dtype=np.intp),
        np.array(thresholds, dtype=np.float64),
        np.array(means, dtype=np.float64),
        np.array(leaves, dtype=np.float64),
    )


def _tree(root: dict[str, Any]) -> tuple[list[int], list[float], list[float], list[float]]:
    """A tree filled up to two levels: where it ends sooner, everything goes left to one leaf."""
    left, right = root.get("left_child", root), root.get("right_child", root)
    nodes = [_node(root), _node(left), _node(right)]
    leaves = [*_leaves(left), *_leaves(right)]
    return (
        [feature for feature, _, _ in nodes],
        [threshold for _, threshold, _ in nodes],
        [mean for _, _, mean in nodes],
        leaves,
    )


def _node(node: dict[str, Any]) -> tuple[int, float, float]:
    if "leaf_value" in node:
        return 0, _NEVER, float(node["leaf_value"])
    return int(node["split_feature"]), float(node["threshold"]), float(node["internal_value"])


def _leaves(node: dict[str, Any]) -> tuple[float, float]:
    if "leaf_value" in node:
        return float(node["leaf_value"]), float(node["leaf_value"])
    return float(node["left_child"]["leaf_value"]), float(node["right_child"]["leaf_value"])
