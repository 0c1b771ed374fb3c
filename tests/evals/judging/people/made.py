"""Two invented runs to label: some answers alike in both, some written, one that failed."""

from assistant.domain.answer import Outcome, Part
from evals.cases import Nugget
from evals.judging.people.book import Book
from evals.judging.people.tasks import tasks_of
from evals.running.files import Appended, write_whole
from evals.running.rows import AnswerRow, Failure, FailureKind, Manifest, Subject, case_digest
from evals.running.runner import ANSWERS, MANIFEST, SET
from evals.sets.folder import CaseSet, Told
from evals.sets.writing import write_set
from tests.evals.measures.made import NEW, REGISTER, WORDS, case, cited, given, spoken, unanswerable

XSS = "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>"
POINTS = (Nugget(text="không quá ba tổ", vital=True), Nugget(text="nuôi ong nội", vital=False))
CASES = (
    case("c1", nuggets=POINTS),
    case("c2", question=f"Ai giữ ong {XSS}?", cluster="a"),
    unanswerable("u1", question="Giá mật ong bao nhiêu?", cluster="b"),
    case("c3", question="Nuôi ong ở đâu?", cluster="c"),
)
KEEPER = "Điều 1. Nhà trường giữ ong."
BASE, NEXT = "ban-cu-goc", "ban-moi-thu"


def written(text=f"Mỗi lớp nuôi không quá 3 tổ ong. {XSS}"):
    """An answer in the words of a model, of two statements and two citations."""
    return given(
        [
            spoken("Theo thư viện:", (), Part.FRAME),
            spoken(text, (0,), Part.SHORT),
            spoken("Nhà trường giữ ong; mỗi lớp không quá 3 tổ.", (0, 1), Part.DETAIL),
        ],
        [cited(label="khoản 2 Điều 2"), cited(f"{NEW}#dieu-1", KEEPER, label="Điều 1")],
        made_by=f"model-{NEXT}",
    )


def quoted():
    """An answer in a provision's own words."""
    return given([spoken(f"Theo khoản 2 Điều 2:\n\n> {WORDS}")], [cited(label="khoản 2 Điều 2")])


def nothing():
    return given([spoken("Không tìm thấy quy định nào.", (), Part.FRAME)], [], Outcome.NOT_FOUND)


def a_run(folder, name, answers, repeats=1, cases=CASES):
    """A run of a subject called ``name``: ``answers`` by case, ``None`` where it failed."""
    told = CaseSet(Told(name="ong", version="1"), tuple(cases), REGISTER)
    manifest = Manifest(
        set_name="ong",
        set_version="1",
        set_digest=told.digest,
        cases=len(cases),
        repeats=repeats,
        subject=Subject(kind="process", version=name, commit=name),
    )
    folder.mkdir(parents=True, exist_ok=True)
    write_set(folder / SET, told)
    write_whole(folder / MANIFEST, manifest.model_dump_json())
    with Appended[AnswerRow](folder / ANSWERS) as rows:
        for one in cases:
            for repeat in range(repeats):
                rows.add(_row(manifest, one, repeat, answers[one.id]))
    return folder


def _row(manifest, one, repeat, answer):
    failure = None if answer else Failure(kind=FailureKind.TIMEOUT, words="quá giờ")
    return AnswerRow(
        run=manifest.fingerprint,
        case=one.id,
        digest=case_digest(one),
        repeat=repeat,
        answer=answer,
        failure=failure,
    )


def two_runs(tmp_path):
    """A version before and one after: alike on c2 and u1, apart on c1; c3 failed before."""
    old = {"c1": quoted(), "c2": quoted(), "u1": nothing(), "c3": None}
    new = {"c1": written(), "c2": quoted(), "u1": nothing(), "c3": quoted()}
    return [a_run(tmp_path / BASE, BASE, old), a_run(tmp_path / NEXT, NEXT, new)]


def opened(folders):
    """The book of runs, to write in."""
    return Book.opened(tasks_of(folders))


def task_of(book, case_, words=""):
    """The answer to a case that has certain words."""
    return next(
        one
        for one in book.tasks.values()
        if one.case.id == case_ and any(words in said.text for said in one.given.statements)
    )
