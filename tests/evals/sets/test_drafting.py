"""Drafts: proposed from a library, the same for the same seed, and never passed off as checked."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.domain.path import ProvisionPath
from assistant.domain.validity import Status
from assistant.errors import BadRequest
from evals.cases import SAID, DateMode, Kind, Split, read_cases
from evals.sets.checking import check
from evals.sets.drafting import draft
from evals.sets.drafting_register import draft_register
from evals.sets.drafts import Wanted
from evals.sets.findings import FindingKind, Severity
from evals.sets.folder import read_set
from evals.sets.headings import both, matter, question
from evals.sets.shelf import Shelf
from evals.sets.writing import write_set

DAY = date(2026, 9, 1)


@pytest.fixture(scope="module")
def drafted(held):
    return draft(held, Wanted(DAY))


def of(drafted, word):
    return [case for case in drafted.made.cases if case.id.startswith(f"draft-{word}")]


# --- what a draft is


def test_nobody_checked_a_draft_and_it_says_so(drafted):
    for case in drafted.made.cases:
        assert (case.checked_by, case.checked_on, case.source, case.split) == (None, None, "draft", Split.DEV)
        assert case.id.startswith("draft-")
    assert "chưa ai đối chiếu" in drafted.made.told.description
    kinds = {one.kind for one in check(drafted.made)}
    assert FindingKind.UNCHECKED in kinds


def test_the_same_seed_gives_the_same_draft_and_another_seed_another(held, drafted):
    assert draft(held, Wanted(DAY)) == drafted
    other = draft(held, Wanted(DAY, seed=1))
    assert [case.question for case in other.made.cases] != [case.question for case in drafted.made.cases]


def test_more_of_one_sort_changes_no_other(held, drafted):
    fewer = draft(held, Wanted(DAY, simple=3, unanswerable=2))
    assert of(fewer, "flip") == of(drafted, "flip")
    assert of(fewer, "several") == of(drafted, "several")
    assert of(fewer, "simple") == of(drafted, "simple")[:3]
    assert of(fewer, "unanswerable") == of(drafted, "unanswerable")[:2]


def test_a_draft_has_no_errors_against_its_own_library_and_register(held, drafted):
    assert [one for one in check(drafted.made, held.exists) if one.severity is Severity.ERROR] == []


def test_wishes_are_kept(held):
    made = draft(held, Wanted(DAY, simple=2, several=0, flips=0, unanswerable=0, split=Split.HOLDOUT)).made
    assert len(made.cases) == 2
    assert {case.split for case in made.cases} == {Split.HOLDOUT}
    one = draft(held, Wanted(DAY, text="21/2023/TT-BGDM")).made
    assert {case.cluster for case in one.cases} == {"21/2023/TT-BGDM"}
    with pytest.raises(BadRequest):
        draft(held, Wanted(DAY, text="không văn bản nào có tên này"))


# --- single articles and several


def test_single_articles_are_in_force_and_spread_over_documents(held, drafted):
    simple = of(drafted, "simple")
    assert len(simple) > 20
    assert len({case.cluster for case in simple[:5]}) == 5
    for case in simple:
        stored = held.library.provision(ProvisionPath.parse(case.gold[0][0]), edition=held.edition)
        assert stored.status_on(DAY) in (Status.IN_FORCE, Status.PARTLY_EXPIRED)
        assert (case.date_mode, case.as_of) == (DateMode.UNSTATED, DAY)


def test_several_need_each_article_and_stand_in_a_reference(held, drafted):
    for case in of(drafted, "several"):
        first, second = (group[0] for group in case.gold)
        assert case.kind is Kind.SEVERAL
        text = held.library.provision(ProvisionPath.parse(first), edition=held.edition).provision.text
        assert f"Điều {ProvisionPath.parse(second).article}" in text


def test_an_article_is_gold_of_one_sort_only(drafted):
    sorts = [
        {gold for case in of(drafted, word) for group in case.gold for gold in group}
        for word in ("simple", "several", "flip")
    ]
    assert not sorts[0] & sorts[1]
    assert not sorts[0] & sorts[2]


# --- flips


def test_flips_have_two_days_on_either_side_of_a_change(held, drafted):
    flips = of(drafted, "flip")
    assert len(flips) >= 8
    for older, later in zip(flips[::2], flips[1::2], strict=True):
        assert (older.pair, older.question, older.cluster) == (later.pair, later.question, later.cluster)
        assert older.as_of < later.as_of
        for side in (older, later):
            path = ProvisionPath.parse(side.gold[0][0])
            life = held.library.provision(path, edition=held.edition).timeline
            assert life.on(side.as_of).status is Status.IN_FORCE
            assert side.date_mode is DateMode.CURRENT


def test_sides_on_one_article_are_told_apart_by_wordings(drafted):
    register = drafted.made.register
    same = [case for case in of(drafted, "flip") if not case.superseded]
    assert same
    for case in same:
        texts = {one.text for one in register.wordings_of(case.gold[0][0]) if one.held.holds(case.as_of)}
        assert len(texts) == 1


def test_the_words_of_all_gold_are_kept_with_their_days(drafted):
    register = drafted.made.register
    for case in drafted.made.cases:
        for group in case.gold:
            kept = register.wordings_of(group[0])
            assert any(one.held.holds(case.as_of) for one in kept), group[0]


def test_what_replaced_a_document_must_not_be_given_on_the_day_before(drafted):
    replaced = [case for case in of(drafted, "flip") if case.superseded]
    assert {case.superseded for case in replaced} == {("12/2024/TT-BGDM",), ("07/2018/TT-BGDM",)}
    for case in replaced:
        assert case.gold[0][0].partition("#")[0] not in case.superseded


# --- what nothing answers


def test_decoys_have_no_answer(held, drafted):
    decoys = of(drafted, "unanswerable")
    assert len(decoys) == 15
    for case in decoys:
        assert (case.kind, case.gold, case.answerable) == (Kind.UNANSWERABLE, (), False)
        assert not SAID & set(case.expected)
    numbers = [case for case in decoys if not case.superseded and "Điều" not in case.question]
    assert numbers
    for case in numbers:
        printed = case.question.split(" số ")[1].split(",")[0]
        assert not held.exists(printed)


def test_a_day_before_the_first_is_really_before_it(held, drafted):
    early = [case for case in of(drafted, "unanswerable") if case.superseded]
    assert early
    for case in early:
        path = ProvisionPath.parse(case.superseded[0])
        assert held.library.provision(path, edition=held.edition).status_on(case.as_of) is Status.NOT_YET


# --- the register


def test_a_proposed_register_knows_documents_articles_and_days(held, drafted):
    register = drafted.made.register
    known = register.document("12/2024/tt-bgdm")
    assert known.held.starts == date(2024, 9, 1)
    assert known.articles[:3] == ("1", "2", "3")
    assert "8a" in known.articles
    assert known.parts["dieu-8a"].starts == date(2025, 4, 1)
    assert register.document("07/2018/TT-BGDM").held.ends == date(2024, 9, 1)
    assert register.exists("12/2024/TT-BGDM#dieu-99") is False


def test_what_the_library_is_not_sure_of_is_told(drafted):
    assert any("64/BC-BGDM" in doubt and "không rõ hiệu lực" in doubt for doubt in drafted.doubts)


def test_a_proposed_register_is_not_taken_for_one_before_somebody_renames_it(tmp_path, drafted):
    write_set(tmp_path / "s", drafted.made, draft_register=True)
    read = read_set(tmp_path / "s")
    assert (read.told, read.cases) == (drafted.made.told, drafted.made.cases)
    assert read.register.documents == ()
    for name in ("register.jsonl", "wordings.jsonl"):
        (tmp_path / "s" / f"draft.{name}").rename(tmp_path / "s" / name)
    assert read_set(tmp_path / "s") == drafted.made


def test_a_register_of_some_documents(held):
    shelf = Shelf.read(held, "21/2023/TT-BGDM")
    assert [one.number for one in draft_register(shelf).register.documents] == ["21/2023/TT-BGDM"]


# --- writing


def test_a_set_is_not_written_over_unless_asked(tmp_path, drafted):
    write_set(tmp_path, drafted.made)
    with pytest.raises(BadRequest, match="đã có"):
        write_set(tmp_path, drafted.made)
    smaller = replace(drafted.made, cases=drafted.made.cases[:1], register=type(drafted.made.register)())
    write_set(tmp_path, smaller, replace=True)
    assert read_set(tmp_path) == smaller
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cases.jsonl", "set.json"]
    assert read_cases(tmp_path / "cases.jsonl") == list(smaller.cases)


# --- headings


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("Hồ sơ chuyển trường ong", "Hồ sơ chuyển trường ong gồm những giấy tờ gì?"),
        ("Trình tự cấp phép trại ong.", "Trình tự cấp phép trại ong được thực hiện thế nào?"),
        ("Mục đích nuôi ong trong trường", "Mục đích nuôi ong trong trường được quy định như thế nào?"),
        ("Mức phạt nuôi ong sai chỗ", "Mức phạt nuôi ong sai chỗ là bao nhiêu?"),
        ("Quy định về tổ ong trong vườn", "tổ ong trong vườn".capitalize() + " được quy định như thế nào?"),
    ],
)
def test_a_heading_is_asked_about_by_what_it_begins_with(heading, asked):
    assert question(matter(heading))[0] == asked


@pytest.mark.parametrize(
    "heading",
    [
        "",
        "Phạm vi điều chỉnh",
        "Điều khoản thi hành",
        "NUÔI ONG TRONG VƯỜN",
        "Sở Giáo dục Mẫu",
        "Trình tự, thủ tục và hồ sơ",
        "Ong thợ hạng I - Mã số: V.01",
        "Tổ chức thực hiện",
        "Nuôi ong " * 12,
    ],
)
def test_headings_that_say_nothing_are_not_asked_about(heading):
    assert matter(heading) is None


def test_a_document_is_named_inside_the_sentence():
    assert question("Mức phạt nuôi ong", "Thông tư số 1/2031/TT-X")[0] == (
        "Theo Thông tư số 1/2031/TT-X, mức phạt nuôi ong là bao nhiêu?"
    )
    assert (
        both("Nuôi ong", "THCS nuôi ve")
        == "Nuôi ong được quy định thế nào, và THCS nuôi ve được quy định ra sao?"
    )
