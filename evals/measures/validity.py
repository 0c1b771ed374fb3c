"""Whether what is given held on the day asked: by the dates that evaluators keep, never the service's."""

from collections.abc import Sequence

from assistant.domain.path import ProvisionPath
from assistant.domain.validity import Status
from evals.cases import SAID, Case, DateMode
from evals.measures.citing import worded
from evals.measures.measure import Better, Measure, Scored, Sort
from evals.measures.reading import address, cited_by, claims, given_of
from evals.register import Register
from evals.running.rows import AnswerRow, Cited, Given

_OWNED = frozenset({Status.IN_FORCE, Status.PARTLY_EXPIRED, None})
"""What a service says of words that it gives as in force; saying nothing is giving them so."""


def as_in_force(given: Given) -> list[Cited]:
    """What an answer gives as in force: cited by a claim and not said to be anything else."""
    return [one for one in cited_by(given, claims(given)) if one.status in _OWNED]


def stale(case: Case, given: Given, register: Register) -> list[str]:
    """What an answer gives as in force though it did not hold: superseded for the case, out of force on
    its day by the register, or in words of other days.
    """
    wrong = [one.path for one in as_in_force(given) if not held(case, one, register)]
    return list(dict.fromkeys(wrong))


def held(case: Case, cited: Cited, register: Register) -> bool:
    """Whether a citation held on the case's day, as far as the evaluators know. Of a stretch in which the
    rule changed, what is gold held somewhere in it.
    """
    path = address(cited)
    if path is not None and case.date_mode is DateMode.STRADDLING and _is_gold(case, path):
        return True
    if path is None or any(_covers(ProvisionPath.parse(old), path) for old in case.superseded):
        return False
    return register.held(cited.path, case.as_of) is not False and worded(cited, register, case) is not False


def _is_gold(case: Case, path: ProvisionPath) -> bool:
    return any(_covers(ProvisionPath.parse(gold).article_path, path) for group in case.gold for gold in group)


def _covers(wide: ProvisionPath, path: ProvisionPath) -> bool:
    if wide.document != path.document:
        return False
    if not wide.segments and wide.scope is None:
        return True
    return wide.scope == path.scope and path.segments[: len(wide.segments)] == wide.segments


def _stale(case: Case, row: AnswerRow, register: Register) -> Scored:
    found = stale(case, given_of(row), register)
    return Scored(len(found), "; ".join(found))


def _valid(case: Case, row: AnswerRow, register: Register) -> Scored:
    given = as_in_force(given_of(row))
    if not given:
        return Scored(0.0, "nothing given as in force")
    wrong = [one.path for one in given if not _known_to_hold(case, one, register)]
    return Scored(1 - len(wrong) / len(given), "; ".join(dict.fromkeys(wrong)))


def _known_to_hold(case: Case, cited: Cited, register: Register) -> bool:
    """As ``held``, and the register knows the document: what nobody knows is not called valid."""
    path = address(cited)
    if path is None or register.document(str(path.document)) is None:
        return False
    return held(case, cited, register)


def _day(case: Case, row: AnswerRow, _: Register) -> Scored:
    day = given_of(row).as_of
    return Scored(float(day == case.as_of), f"answered for {day.isoformat()}")


def right_version(case: Case, given: Given, register: Register) -> bool:
    """Whether an answer stands on the version of the day: it answers where there is one, cites every
    link of gold (to the article at least) in words of the day, and gives nothing stale. Where there
    is none it does not answer.
    """
    if not case.gold:
        return given.outcome not in SAID
    cited = as_in_force(given)
    return given.outcome in SAID and not stale(case, given, register) and _all_links(case, cited, register)


def _all_links(case: Case, cited: Sequence[Cited], register: Register) -> bool:
    paths = [path for one in cited if held(case, one, register) and (path := address(one)) is not None]
    return all(
        any(ProvisionPath.parse(gold).article_path == path.article_path for gold in group for path in paths)
        for group in case.gold
    )


def _version(case: Case, row: AnswerRow, register: Register) -> Scored:
    return Scored(float(right_version(case, given_of(row), register)))


VALIDITY: tuple[Measure, ...] = (
    Measure(
        name="stale",
        version=1,
        title={
            "en": "Superseded rules given as in force",
            "vi": "Quy định hết hiệu lực đưa ra như còn hiệu lực",
        },
        better=Better.LOWER,
        applies=lambda case, register: bool(case.superseded) or bool(register.documents),
        score=_stale,
        sort=Sort.COUNT,
        zero_tolerance=True,
    ),
    Measure(
        name="valid",
        version=1,
        title={"en": "Cited and in force on the day", "vi": "Dẫn chiếu còn hiệu lực vào ngày hỏi"},
        better=Better.HIGHER,
        applies=lambda case, register: case.answerable and bool(register.documents),
        score=_valid,
    ),
    Measure(
        name="day",
        version=1,
        title={"en": "Answered for the day asked", "vi": "Trả lời đúng ngày được hỏi"},
        better=Better.HIGHER,
        applies=lambda _case, _register: True,
        score=_day,
    ),
    Measure(
        name="version",
        version=1,
        title={"en": "Version of the day", "vi": "Đúng bản quy định của ngày hỏi"},
        better=Better.HIGHER,
        applies=lambda case, _: case.pair is not None or bool(case.superseded),
        score=_version,
        gated=True,
    ),
)
