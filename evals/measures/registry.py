"""Every measure, and the scores of a run: a pure function of its cases, rows and register."""

from collections.abc import Iterable, Mapping, Sequence

from evals.cases import Case
from evals.measures.citing import CITING
from evals.measures.measure import Measure, Score
from evals.measures.retrieval import RETRIEVAL
from evals.measures.saying import SAYING
from evals.measures.validity import VALIDITY
from evals.register import Register
from evals.running.rows import AnswerRow, Failure, FailureKind, Manifest, case_digest

MEASURES: tuple[Measure, ...] = (*SAYING, *CITING, *VALIDITY, *RETRIEVAL)
"""All measures that need no model and no person."""

_ABSENT = Failure(kind=FailureKind.ABSENT, words="no row")


def measure(name: str) -> Measure:
    """The measure of a name; raise ``KeyError``."""
    return next(one for one in MEASURES if one.name == name)


def by_case(
    cases: Sequence[Case], rows: Iterable[AnswerRow], manifest: Manifest
) -> dict[tuple[str, int], AnswerRow]:
    """A row for every case and repeat. Rows of another run, or of a case that was asked otherwise, are
    nobody's; a row that is not there is a failure. Of rows with one key the first counts.
    """
    wanted = {(case.id, case_digest(case)) for case in cases}
    found: dict[tuple[str, int], AnswerRow] = {}
    for row in rows:
        if row.run == manifest.fingerprint and (row.case, row.digest) in wanted:
            found.setdefault((row.case, row.repeat), row)
    return {
        (case.id, repeat): found.get((case.id, repeat)) or _absent(case, repeat, manifest)
        for case in cases
        for repeat in range(manifest.repeats)
    }


def _absent(case: Case, repeat: int, manifest: Manifest) -> AnswerRow:
    return AnswerRow(
        run=manifest.fingerprint, case=case.id, digest=case_digest(case), repeat=repeat, failure=_ABSENT
    )


def wanted(manifest: Manifest, measures: Sequence[Measure] = MEASURES) -> list[Measure]:
    """The measures that a run can have: of retrieval alone, those of the ranking."""
    return [one for one in measures if one.needs == "hits" or not manifest.retrieval_only]


def score(
    cases: Sequence[Case],
    rows: Iterable[AnswerRow],
    register: Register,
    manifest: Manifest,
    measures: Sequence[Measure] = MEASURES,
) -> list[Score]:
    """The score of every measure for every case and repeat that counts for it, in a fixed order."""
    found = by_case(cases, rows, manifest)
    return [
        Score(one.id, case.id, repeat, scored.value, case.cluster, scored.why, slices_of(case))
        for one in wanted(manifest, measures)
        for case in cases
        for repeat in range(manifest.repeats)
        if (scored := one.of(case, found[case.id, repeat], register)) is not None
    ]


def slices_of(case: Case) -> Mapping[str, str]:
    """What a case is cut by: audience, kind, date mode, field, split."""
    return {
        "audience": case.audience.value if case.audience else "none",
        "kind": case.kind.value,
        "date": case.date_mode.value,
        "field": case.field or "none",
        "split": case.split.value,
    }
