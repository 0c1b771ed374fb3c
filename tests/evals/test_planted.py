"""A planted regression of each kind is found by the gate and named, by slice where it stands in one.

Twice: in a made world of sixty families of documents, large enough for the statistics; and, for what
needs no statistics, in what the real assistant says of the shipped set.
"""

from datetime import date
from hashlib import sha256

import pytest

from assistant.domain.answer import Outcome, Part
from assistant.domain.validity import Status
from assistant.settings import Settings
from evals.cases import Kind
from evals.comparing import Arm, compare
from evals.gate import Rules, State, Verdict, decide, family
from evals.measures.registry import MEASURES, score
from evals.register import Known, Register, Stretch
from evals.running.rows import Cited, Failure, FailureKind, Given, Hit, Spoken, Subject
from evals.running.runner import Options, read_answers, run
from evals.running.subjects import Came, InProcess
from evals.sets.folder import SHIPPED, CaseSet, Told, read_set
from evals.slices import WHOLE, Slice
from tests.evals.measures.made import case, unanswerable

NAMED = {one.id: one.name for one in MEASURES}
SAMPLE = read_set(SHIPPED / "sample")

# --- the made world


TURN, BEFORE, AFTER = date(2025, 7, 1), date(2025, 1, 15), date(2026, 3, 2)
ARTICLES = tuple(map(str, range(1, 9)))
FAMILIES = 60


def old(n):
    return f"{n}/2020/TT-BGDM"


def new(n):
    return f"{n}/2025/TT-BGDM"


WORLD_REGISTER = Register(
    tuple(
        known
        for n in range(1, FAMILIES + 1)
        for known in (
            Known(number=old(n), held=Stretch(starts=date(2020, 1, 1), ends=TURN), articles=ARTICLES),
            Known(number=new(n), held=Stretch(starts=TURN), articles=ARTICLES),
        )
    )
)


def of_family(n):
    now = {"as_of": AFTER, "superseded": (old(n),), "cluster": new(n)}
    then = {"as_of": BEFORE, "superseded": (new(n),), "cluster": new(n)}
    for at in (1, 2, 3):
        yield case(f"{n}-{at}", question=f"Việc {n} {at}?", gold=((f"{new(n)}#dieu-{at}",),), **now)
    flip = {"question": f"Mức {n}?", "pair": f"p{n}", "kind": Kind.FLIP}
    yield case(f"{n}-then", gold=((f"{old(n)}#dieu-4",),), **flip | then)
    yield case(f"{n}-now", gold=((f"{new(n)}#dieu-4",),), **flip | now)
    yield unanswerable(f"{n}-none", question=f"Chuyện {n}?", as_of=AFTER, cluster=f"none-{n}")


WORLD = CaseSet(
    Told(name="made", version="1"),
    tuple(one for n in range(1, FAMILIES + 1) for one in of_family(n)),
    WORLD_REGISTER,
)


def chance(*words):
    """A number from 0 to 1 that depends on the words alone."""
    return int(sha256(" ".join(map(str, words)).encode()).hexdigest()[:8], 16) / 2**32


def says(path, status=Status.IN_FORCE):
    words = f"Lời của {path}."
    cited = Cited(path=path, document=path.partition("#")[0], quote=words, status=status)
    return (Spoken(text=f"“{words}”", citations=(0,), part=Part.QUOTE),), (cited,)


def fair(one):
    """What a fair version does: wrong on some, the gold high up in the ranking."""
    wrong = chance(one.id) < 0.13
    if one.answerable == wrong:
        given = Given(outcome=Outcome.NOT_FOUND, as_of=one.as_of)
    else:
        path = one.gold[0][0] if one.gold else f"{new(1)}#dieu-8"
        statements, citations = says(path)
        given = Given(outcome=Outcome.ANSWERED, as_of=one.as_of, statements=statements, citations=citations)
    ranking = [f"{new(n)}#dieu-7" for n in range(1, 20)]
    if one.gold:
        ranking.insert(int(chance("rank", one.id) * 3), one.gold[0][0])
    return Came(given, tuple(Hit(path=path, score=-float(at)) for at, path in enumerate(ranking)), ms=20.0)


class Version:
    """A version: what comes of a case, and a change to it."""

    def __init__(self, comes, change=lambda _case, came: came):
        self.comes, self.change = comes, change
        self.subject = Subject(kind="process")

    def ask(self, one, depth, *, retrieval_only):
        return self.change(one, self.comes(one))

    def close(self):
        pass


def an_arm(cases, subject, folder):
    manifest = run(cases, subject, folder, Options()).manifest
    rows = read_answers(folder)
    return Arm(manifest, cases.cases, rows, score(cases.cases, rows, cases.register, manifest))


@pytest.fixture(scope="module")
def fair_arm(tmp_path_factory):
    return an_arm(WORLD, Version(fair), tmp_path_factory.mktemp("fair"))


def judged(baseline, candidate):
    """The verdict, the figures that dropped with their slices, the counts that rose with their cases."""
    found = compare(baseline, candidate, MEASURES)
    cuts = (WHOLE, *(Slice("kind", kind.value) for kind in Kind))
    decision = decide(found, family(found, cuts=cuts, watch_slices=True), Rules())
    dropped = {
        (NAMED[item.gated.measure], item.gated.slice.value)
        for item in decision.items
        if item.state is State.DROPPED
    }
    rose = {NAMED[one.measure]: set(one.cases) for one in decision.counts if one.rose}
    return decision.verdict, dropped, rose


@pytest.fixture
def planted(fair_arm, tmp_path):
    """What the gate says of a change to the fair version."""
    return lambda change: judged(fair_arm, an_arm(WORLD, Version(fair, change), tmp_path))


def with_answer(came, **update):
    return Came(came.answer.model_copy(update=update), came.hits, ms=came.ms)


def answers(came):
    return came.answer.outcome is Outcome.ANSWERED


def test_the_same_version_passes(planted):
    assert planted(lambda _, came: came) == (Verdict.PASS, set(), {})


def test_a_stale_index(planted):
    """A quarter of the new circulars were never read in: what they replaced is still given."""

    def stale(one, came):
        gone = bool(one.gold) and one.as_of == AFTER and int(one.cluster.partition("/")[0]) % 4 == 0
        if not (gone and answers(came)):
            return came
        statements, citations = says(one.superseded[0] + "#dieu-4")
        hits = tuple(hit for hit in came.hits if hit.path != one.gold[0][0])
        return Came(with_answer(came, statements=statements, citations=citations).answer, hits, ms=came.ms)

    verdict, dropped, rose = planted(stale)
    assert verdict is Verdict.REGRESSION
    assert {("version", ""), ("version", "flip"), ("ndcg@10", ""), ("pinpoint", "")} <= dropped
    assert len(rose["stale"]) > 40
    assert not any(one.endswith(("then", "none")) for one in rose["stale"])


def test_a_repealed_provision_that_is_served_as_in_force(planted):
    """One article in fifty cites, beside the right one, what it replaced."""

    def both(one, came):
        if not (answers(came) and one.as_of == AFTER and one.superseded and chance("old", one.id) < 0.02):
            return came
        beside = says(one.superseded[0] + "#dieu-4")[1]
        said = (came.answer.statements[0].model_copy(update={"citations": (0, 1)}),)
        return with_answer(came, statements=said, citations=(*came.answer.citations, *beside))

    verdict, dropped, rose = planted(both)
    assert verdict is Verdict.REGRESSION
    assert dropped == set()  # too few for a mean: it is counted, case by case
    assert set(rose) == {"stale"}
    assert 2 <= len(rose["stale"]) <= 8


def test_a_dropped_citation(planted):
    """One statement in ten loses its citation."""

    def dropping(one, came):
        if not (answers(came) and chance("drop", one.id) < 0.1):
            return came
        return with_answer(came, statements=(came.answer.statements[0].model_copy(update={"citations": ()}),))

    verdict, dropped, rose = planted(dropping)
    assert (verdict, rose) == (Verdict.REGRESSION, {})
    assert {("pinpoint", ""), ("answered", "")} <= dropped


def test_a_worse_ranker(planted):
    """Gold comes four places later on half of the questions; answers are what they were."""

    def later(one, came):
        if not one.gold or chance("later", one.id) < 0.5:
            return came
        gold = [hit for hit in came.hits if hit.path == one.gold[0][0]]
        others = [hit for hit in came.hits if hit.path != one.gold[0][0]]
        return Came(came.answer, (*others[:6], *gold, *others[6:]), ms=came.ms)

    verdict, dropped, rose = planted(later)
    assert (verdict, rose) == (Verdict.REGRESSION, {})
    assert {name for name, _ in dropped} == {"ndcg@10"}


def test_a_retriever_that_fails_on_one_question_in_twenty(planted):
    """It used to be called better where what failed left the mean."""

    def broken(one, came):
        if chance("break", one.id) >= 0.05:
            return came
        return Came(failure=Failure(kind=FailureKind.CRASH, words="ConnectionError"), ms=1.0)

    verdict, dropped, rose = planted(broken)
    assert verdict is Verdict.REGRESSION
    assert 8 <= len(rose["failed"]) <= 30
    assert {("answered", ""), ("pinpoint", "")} & dropped


def test_a_run_that_was_stopped_is_unmeasurable_and_broke_nothing(fair_arm, tmp_path):
    """Killed, or out of its budget: what was not asked says nothing of the version."""
    manifest = run(WORLD, Version(fair), tmp_path, Options()).manifest
    rows = read_answers(tmp_path)[:90]
    stopped = Arm(manifest, WORLD.cases, rows, score(WORLD.cases, rows, WORLD.register, manifest))
    verdict, _, rose = judged(fair_arm, stopped)
    assert (verdict, rose) == (Verdict.UNMEASURABLE, {})


def test_an_invented_number(planted):
    """One answer names a circular that nobody issued."""

    def inventing(one, came):
        if one.id != "7-2":
            return came
        said = Spoken(text="Thông tư số 99/2025/TT-BGDM cho 77 ngày.", citations=(0,), part=Part.DETAIL)
        return with_answer(came, statements=(*came.answer.statements, said))

    assert planted(inventing) == (
        Verdict.REGRESSION,
        set(),
        {"invented": {"7-2"}, "invented_figures": {"7-2"}},
    )


# --- the real assistant on the shipped set


@pytest.fixture(scope="module")
def real(sample_home, tmp_path_factory):
    library = InProcess(Settings(home=sample_home, _env_file=None))
    arm = an_arm(SAMPLE, library, tmp_path_factory.mktemp("real"))
    library.close()
    return arm


@pytest.fixture
def changed(real, tmp_path):
    """What the gate says of a change to what the assistant said."""
    kept = {row.case: Came(row.answer, row.hits, row.failure, row.ms) for row in real.rows}

    def go(change):
        version = Version(lambda one: kept[one.id], change)
        version.subject = real.manifest.subject
        return judged(real, an_arm(SAMPLE, version, tmp_path))

    return go


def test_what_the_assistant_said_compared_with_itself_passes(changed):
    assert changed(lambda _, came: came) == (Verdict.PASS, set(), {})


def test_in_what_the_assistant_said_one_repealed_circular_is_found(changed):
    flip = next(one for one in SAMPLE.cases if one.id == "flip-02-b")

    def repealed(one, came):
        if one.id != flip.id:
            return came
        statements, citations = says(flip.superseded[0])
        return with_answer(came, outcome=Outcome.ANSWERED, statements=statements, citations=citations)

    verdict, _, rose = changed(repealed)
    assert verdict is Verdict.REGRESSION
    assert rose["stale"] == {flip.id}


def test_in_what_the_assistant_said_one_crash_is_found(changed):
    crash = Came(failure=Failure(kind=FailureKind.CRASH, words="KeyError"))
    verdict, _, rose = changed(lambda one, came: crash if one.id == "simple-01" else came)
    assert verdict is Verdict.REGRESSION
    assert rose == {"failed": {"simple-01"}}
