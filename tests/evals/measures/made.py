"""Cases, rows and a register for tests of measures: two invented circulars, one after the other."""

from datetime import date

from assistant.domain.answer import Audience, Outcome, Part
from assistant.domain.validity import Status
from evals.cases import Case, DateMode, Kind, Split
from evals.register import Known, Register, Stretch, Wording
from evals.running.rows import AnswerRow, Cited, Failure, FailureKind, Given, Hit, Manifest, Spoken, Subject

OLD, NEW = "7/2029/TT-BGDM", "8/2031/TT-BGDM"
TURN = date(2031, 7, 1)
BEFORE, AFTER = date(2031, 6, 30), date(2031, 7, 1)
WORDS = "2. Mỗi lớp nuôi không quá 03 tổ ong."
REGISTER = Register(
    (
        Known(
            number=OLD,
            title="Nuôi ong",
            held=Stretch(starts=date(2029, 1, 1), ends=TURN),
            articles=("1", "2"),
        ),
        Known(
            number=NEW, aliases=("08/2031/TT-BGDM-N",), held=Stretch(starts=TURN), articles=("1", "2", "3")
        ),
    ),
    (Wording(path=f"{NEW}#dieu-2", text=f"Điều 2\n1. Ong nội.\n{WORDS}", held=Stretch(starts=TURN)),),
)


def case(id_="c1", **fields):
    given = {
        "id": id_,
        "question": "Mỗi lớp nuôi mấy tổ ong?",
        "as_of": AFTER,
        "date_mode": DateMode.CURRENT,
        "kind": Kind.SIMPLE,
        "field": "ong",
        "audience": Audience.CITIZEN,
        "history": (),
        "gold": ((f"{NEW}#dieu-2.khoan-2",),),
        "superseded": (OLD,),
        "nuggets": (),
        "answerable": True,
        "expected": (Outcome.ANSWERED, Outcome.PARTLY),
        "cluster": NEW,
        "pair": None,
        "variant_of": None,
        "split": Split.DEV,
        "source": "test",
        "checked_by": None,
        "checked_on": None,
    }
    return Case(**given | fields)


def unanswerable(id_="u1", **fields):
    nothing = {"gold": (), "answerable": False, "expected": (Outcome.NOT_FOUND,), "superseded": ()}
    return case(id_, **nothing | fields)


def cited(path=f"{NEW}#dieu-2.khoan-2", quote=WORDS, status=Status.IN_FORCE, **fields):
    return Cited(path=path, document=path.partition("#")[0], quote=quote, status=status, **fields)


def spoken(text=f"“{WORDS}”", citations=(0,), part=Part.QUOTE):
    return Spoken(text=text, citations=citations, part=part)


def given(statements=None, citations=None, outcome=Outcome.ANSWERED, as_of=AFTER, **fields):
    return Given(
        outcome=outcome,
        as_of=as_of,
        statements=(spoken(),) if statements is None else tuple(statements),
        citations=(cited(),) if citations is None else tuple(citations),
        **fields,
    )


def refusal(outcome=Outcome.NOT_FOUND, text="Không tìm thấy quy định."):
    return given([Spoken(text=text)], [], outcome)


def row(answer=None, case_="c1", repeat=0, hits=(), run="", digest="", **fields):
    ranking = tuple(Hit(path=path, score=1 / at) for at, path in enumerate(hits, 1))
    return AnswerRow(run=run, case=case_, digest=digest, repeat=repeat, answer=answer, hits=ranking, **fields)


def crashed(case_="c1", **fields):
    failure = Failure(kind=FailureKind.CRASH, words="KeyError")
    return AnswerRow(run="", case=case_, digest="", failure=failure, **fields)


def manifest(**fields):
    told = {"set_name": "ong", "set_version": "1", "set_digest": "0", "cases": 1}
    return Manifest(**told | {"subject": Subject(kind="process")} | fields)
