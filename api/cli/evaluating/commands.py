"""``hocvu eval``: from a set of questions to a decision, each stage from the files of the one before."""

import typer

from api.cli.evaluating import deciding, exchanging, figures, judging, labelling, running, sets
from api.cli.quality import evaluate
from api.cli.vietnamese import Command


def register(_app: typer.Typer) -> None:
    """Add the commands to the group ``eval``, in the order in which an evaluator needs them."""
    for name, command in (
        ("all", running.everything),
        ("run", running.run_set),
        ("judge", judging.judge),
        ("score", figures.score),
        ("compare", figures.compare),
        ("gate", deciding.gate),
        ("report", figures.report),
        ("check-set", sets.check_set),
        ("draft", sets.draft),
        ("register", sets.draft_register),
        ("import", sets.import_set),
        ("export", exchanging.export),
        ("import-scores", exchanging.import_scores),
    ):
        evaluate.command(name, cls=Command)(command)
    labelling.register(evaluate)
