"""What would make figures wrong is found in a set before anything is measured with it."""

from datetime import date

import pytest

from assistant.domain.answer import Outcome
from assistant.domain.conversation import Turn
from evals.cases import Case, DateMode, Kind, Nugget, Split
from evals.register import Known, Register, Stretch, Wording
from evals.sets.checking import check
from evals.sets.findings import FindingKind, Severity, worst
from evals.sets.folder import SHIPPED, CaseSet, Told, read_set

DAY = date(2031, 6, 2)
EARLIER = date(2030, 6, 2)
QUESTION = "Mỗi lớp được nuôi nhiều nhất mấy tổ ong trong vườn trường?"


def a_case(id_="a", **more):
    gold = more.pop("gold", (("1/2031/TT-X#dieu-3",),))
    fields = {
        "id": id_,
        "question": QUESTION,
        "as_of": DAY,
        "date_mode": DateMode.UNSTATED,
        "kind": Kind.SIMPLE,
        "field": "",
        "audience": None,
        "history": (),
        "gold": gold,
        "superseded": (),
        "nuggets": (),
        "answerable": bool(gold),
        "expected": (Outcome.ANSWERED,) if gold else (Outcome.NOT_FOUND,),
        "cluster": "1/2031/TT-X",
        "pair": None,
        "variant_of": None,
        "split": Split.DEV,
        "source": "tay",
        "checked_by": "Bà Mẫu",
        "checked_on": DAY,
    }
    return Case.model_validate(fields | more)


def found(*cases, register=None, exists=None):
    return check(CaseSet(Told(name="mẫu", version="1"), cases, register or Register()), exists)


def kinds(*cases, **more):
    return [(one.kind, one.severity, one.cases) for one in found(*cases, **more)]


def test_a_sound_set_has_no_findings():
    other = a_case(
        "b", question="Ai cấp phép mở trại ve?", gold=(("2/2031/TT-X#dieu-1",),), cluster="2/2031/TT-X"
    )
    assert found(a_case(), other) == []
    assert worst(found(a_case(), other)) is None
    assert found() == []


# --- the same question


@pytest.mark.parametrize(
    "typed", [QUESTION, QUESTION.upper(), "  moi lop duoc nuoi nhieu nhat may to ong trong vuon truong "]
)
def test_one_question_typed_twice_is_a_duplicate(typed):
    assert kinds(a_case(), a_case("b", question=typed)) == [
        (FindingKind.DUPLICATE, Severity.ERROR, ("a", "b"))
    ]


def test_a_variant_of_a_case_is_no_duplicate_of_it():
    typed = "moi lop duoc nuoi nhieu nhat may to ong trong vuon truong"
    assert found(a_case(), a_case("b", question=typed, variant_of="a")) == []


def test_the_same_follow_up_after_other_turns_is_another_question():
    one = a_case(kind=Kind.CONVERSATION, history=(Turn(question="Trường tư nuôi ve thì sao?"),))
    other = a_case("b", kind=Kind.CONVERSATION, history=(Turn(question="Ai được mở trại nấm?"),))
    assert FindingKind.DUPLICATE not in {one.kind for one in found(one, other)}


def test_one_question_for_two_days_is_a_pair_or_told():
    sides = a_case(), a_case("b", as_of=EARLIER)
    assert kinds(*sides) == [(FindingKind.REPEATED, Severity.WARNING, ("a", "b"))]
    gold = (("1/2020/TT-X#dieu-3",),)
    paired = a_case(pair="p"), a_case("b", as_of=EARLIER, pair="p", gold=gold, cluster="1/2031/TT-X")
    assert found(*paired) == []


def test_nearly_the_same_question_is_told_with_its_words():
    other = a_case("b", question=QUESTION.replace("nhiều nhất ", ""))
    (one,) = found(a_case(), other)
    assert (one.kind, one.severity, one.cases) == (FindingKind.NEAR, Severity.WARNING, ("a", "b"))
    assert QUESTION in one.words


def test_alike_words_about_other_articles_are_no_duplicate():
    other = a_case(
        "b",
        question=QUESTION.replace("tổ ong", "chuồng ve"),
        gold=(("2/2031/TT-X#dieu-1",),),
        cluster="2/2031/TT-X",
    )
    assert found(a_case(), other) == []


# --- leaks


def test_the_same_question_in_two_splits_is_a_leak():
    leaks = kinds(a_case(), a_case("b", split=Split.HOLDOUT))
    assert (FindingKind.LEAK_QUESTION, Severity.ERROR, ("a", "b")) in leaks


def test_nearly_the_same_question_in_two_splits_is_told():
    other = a_case("b", question=QUESTION.replace("nhiều nhất ", ""), split=Split.HOLDOUT)
    assert (FindingKind.LEAK_QUESTION, Severity.WARNING, ("a", "b")) in kinds(a_case(), other)


def test_the_same_article_of_gold_in_two_splits_is_a_leak_whatever_the_clause():
    other = a_case(
        "b", question="Ai canh tổ?", gold=(("1/2031/tt-x#dieu-3.khoan-2",),), split=Split.REGRESSION
    )
    assert kinds(a_case(), other) == [(FindingKind.LEAK_ARTICLE, Severity.WARNING, ("a", "b"))]


def test_families_stay_in_one_split():
    variant = a_case("b", question="moi lop duoc nuoi may to ong", variant_of="a", split=Split.HOLDOUT)
    assert (FindingKind.LEAK_QUESTION, Severity.ERROR, ("b", "a")) in kinds(a_case(), variant)
    sides = a_case(pair="p"), a_case("b", pair="p", as_of=EARLIER, split=Split.HOLDOUT)
    assert (FindingKind.LEAK_QUESTION, Severity.ERROR, ("a", "b")) in kinds(*sides)


# --- gold


def a_register(**more):
    known = {"number": "1/2031/TT-X", "held": Stretch(starts=date(2031, 1, 1)), "articles": ("1", "2", "3")}
    return Register((Known.model_validate(known | more),))


def test_gold_that_a_library_no_longer_has_is_told():
    (one,) = found(a_case(), exists=lambda address: address != "1/2031/TT-X#dieu-3")
    assert (one.kind, one.severity) == (FindingKind.GONE, Severity.ERROR)
    assert "thư viện" in one.words


def test_gold_that_the_register_does_not_list_is_told():
    assert found(a_case(), register=a_register()) == []
    (one,) = found(a_case(gold=(("1/2031/TT-X#dieu-4",),)), register=a_register())
    assert (one.kind, one.severity) == (FindingKind.GONE, Severity.ERROR)
    (one,) = found(a_case(superseded=("9/2020/TT-X",)), register=a_register())
    assert (one.kind, one.severity) == (FindingKind.GONE, Severity.WARNING)


def test_an_address_that_a_nugget_names_in_words_is_looked_up_too():
    nugget = Nugget(text="Theo Điều 9 Thông tư số 1/2031/TT-X thì ba tổ", vital=True)
    (one,) = found(a_case(nuggets=(nugget,)), register=a_register())
    assert (one.kind, one.severity) == (FindingKind.GONE, Severity.WARNING)
    assert "1/2031/TT-X#dieu-9" in one.words


def test_gold_out_of_force_on_the_day_of_the_case_is_an_error():
    (one,) = found(a_case(as_of=EARLIER), register=a_register())
    assert (one.kind, one.severity, one.cases) == (FindingKind.NOT_IN_FORCE, Severity.ERROR, ("a",))
    assert "02/06/2030" in one.words
    part = a_register(parts={"dieu-3": Stretch(ends=date(2031, 5, 1))})
    assert [one.kind for one in found(a_case(), register=part)] == [FindingKind.NOT_IN_FORCE]


def test_a_question_on_a_stretch_of_time_may_rest_on_what_held_in_part_of_it():
    assert found(a_case(as_of=EARLIER, date_mode=DateMode.STRADDLING), register=a_register()) == []


def test_one_of_several_that_will_do_out_of_force_is_only_told():
    case = a_case(gold=(("1/2031/TT-X#dieu-3", "1/2031/TT-X#dieu-2"),))
    part = a_register(parts={"dieu-3": Stretch(ends=date(2031, 5, 1))})
    assert kinds(case, register=part) == [(FindingKind.NOT_IN_FORCE, Severity.WARNING, ("a",))]


def test_something_superseded_that_still_holds_is_told():
    case = a_case(superseded=("1/2031/TT-X#dieu-2",))
    assert kinds(case, register=a_register()) == [(FindingKind.IN_FORCE, Severity.WARNING, ("a",))]


# --- pairs, variants, kinds


def test_a_pair_has_two_sides():
    assert kinds(a_case(pair="p")) == [(FindingKind.LONE_SIDE, Severity.ERROR, ("a",))]
    three = (
        a_case(pair="p"),
        a_case("b", pair="p", as_of=EARLIER),
        a_case("c", pair="p", as_of=date(2029, 1, 1)),
    )
    assert (FindingKind.LONE_SIDE, Severity.ERROR, ("a", "b", "c")) in kinds(*three)


def test_a_variant_of_a_side_makes_no_third_side():
    gold = (("1/2020/TT-X#dieu-3",),)
    older = a_case("b", pair="p", as_of=EARLIER, gold=gold)
    variant = a_case("c", question="moi lop nuoi may to ong", pair="p", variant_of="a")
    assert found(a_case(pair="p"), older, variant) == []


@pytest.mark.parametrize("change", [{"question": "Ai canh tổ?"}, {"as_of": DAY}])
def test_sides_have_one_question_and_two_days(change):
    other = a_case("b", **({"pair": "p", "as_of": EARLIER} | change))
    assert (FindingKind.LONE_SIDE, Severity.ERROR, ("a", "b")) in kinds(a_case(pair="p"), other)


def test_sides_on_the_same_article_need_something_that_tells_them_apart():
    sides = a_case(pair="p"), a_case("b", pair="p", as_of=EARLIER)
    assert kinds(*sides) == [(FindingKind.SAME_SIDES, Severity.WARNING, ("a", "b"))]
    told = a_case("b", pair="p", as_of=EARLIER, nuggets=(Nugget(text="Hai tổ", vital=True),))
    assert found(a_case(pair="p"), told) == []
    path, turn = "1/2031/TT-X#dieu-3", date(2031, 1, 1)
    wordings = (
        Wording(path=path, text="Hai tổ.", held=Stretch(ends=turn)),
        Wording(path=path, text="Ba tổ.", held=Stretch(starts=turn)),
    )
    assert found(*sides, register=Register((), wordings)) == []


def test_a_variant_has_a_base_with_the_same_gold():
    typed = {"question": "moi lop nuoi may to ong"}
    assert kinds(a_case("b", variant_of="a", **typed)) == [(FindingKind.NO_BASE, Severity.ERROR, ("b", "a"))]
    chained = (
        a_case(),
        a_case("b", variant_of="a", **typed),
        a_case("c", variant_of="b", question="may to ong v"),
    )
    assert (FindingKind.NO_BASE, Severity.ERROR, ("c", "b")) in kinds(*chained)
    other = a_case("b", variant_of="a", gold=(("1/2031/TT-X#dieu-4",),), **typed)
    assert kinds(a_case(), other) == [(FindingKind.OTHER_GOLD, Severity.WARNING, ("b", "a"))]


@pytest.mark.parametrize(
    "kind", [Kind.FLIP, Kind.CONVERSATION, Kind.SEVERAL, Kind.UNANSWERABLE, Kind.OUT_OF_FIELD]
)
def test_a_kind_must_be_borne_out(kind):
    assert kinds(a_case(kind=kind)) == [(FindingKind.ODD_KIND, Severity.WARNING, ("a",))]


# --- the set as a whole


def test_one_document_belongs_to_one_cluster():
    other = a_case("b", question="Ai canh tổ?", cluster="khác")
    assert kinds(a_case(), other) == [(FindingKind.CLUSTER, Severity.WARNING, ("a", "b"))]


def test_unchecked_cases_are_told_in_one_row():
    free = {"checked_by": None, "checked_on": None}
    rows = found(
        a_case(**free), a_case("b", question="Ai canh tổ?", **free), a_case("c", question="Ai quét vườn?")
    )
    assert [(one.kind, one.cases) for one in rows] == [(FindingKind.UNCHECKED, ("a", "b"))]
    assert rows[0].row()["severity"] == "warning"


def test_the_shipped_set_has_no_errors_against_its_own_library(held):
    rows = check(read_set(SHIPPED / "sample"), held.exists)
    assert [one for one in rows if one.severity is Severity.ERROR] == []


def test_a_register_lists_a_document_once():
    twice = Register((*a_register().documents, Known(number="01/2031/tt-x", held=Stretch())))
    assert [(one.kind, one.severity) for one in found(a_case(), register=twice)] == [
        (FindingKind.REGISTER, Severity.ERROR)
    ]


def test_errors_come_first_and_order_of_cases_changes_no_finding():
    cases = [a_case(), a_case("b"), a_case("c", kind=Kind.FLIP, question="Ai canh tổ?")]
    rows = found(*cases)
    assert rows[0].severity is Severity.ERROR
    assert worst(rows) is Severity.ERROR
    assert {one.kind for one in found(*reversed(cases))} == {one.kind for one in rows}
