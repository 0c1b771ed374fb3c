"""Instructions carried out on one article: letter for letter, or refused with the reason."""

from datetime import date

import pytest

from assistant.domain.amendment import Act, Instruction
from assistant.domain.document import Provision
from assistant.domain.path import ProvisionPath, UnitKind
from ingest.amendments import Outcome, apply_to_article
from ingest.structure import parse_article_text

LAW = "5/2020/TT-VUON"
SOURCE = ProvisionPath.parse("9/2030/TT-VUON#dieu-1")
TEXT = """Người làm vườn có việc sau:
1. Tưới cây, nhổ cỏ, tỉa cành.
2. Chăm sóc:
a) Cây hoa;
b) Cây rau.
3. Báo cáo  tổ trưởng, tổ phó, đội trưởng mỗi tuần."""


def path(tail: str) -> ProvisionPath:
    return ProvisionPath.parse(f"{LAW}#{tail}")


def article(text: str = TEXT, heading: str = "Việc của người làm vườn") -> Provision:
    here = path("dieu-2")
    return Provision(here, UnitKind.ARTICLE, "Điều 2", heading, text, None, parse_article_text(here, text))


def order(act: Act, target: str, text: str = "", **more: object) -> Instruction:
    values: dict[str, object] = {"heading": target == "dieu-2", **more}
    for name in ("after", "within"):
        if isinstance(values.get(name), str):
            values[name] = path(str(values[name]))
    return Instruction(act, SOURCE, path(target), text, **values)


def changed(*orders: Instruction) -> Provision:
    new, results = apply_to_article(article(), orders)
    assert [r.reason for r in results if r.outcome is not Outcome.APPLIED] == []
    assert new is not None
    again, results = apply_to_article(new, orders)
    assert again is new
    assert {r.outcome for r in results} <= {Outcome.CONTAINED}
    return new


def refused(one: Instruction, provision: Provision | None = None) -> str:
    given = provision or article()
    new, (result,) = apply_to_article(given, [one])
    assert new is given
    assert result.outcome is Outcome.FAILED
    return result.reason


def labels(provision: Provision) -> list[str]:
    return [unit.label for unit in provision.units]


def test_a_clause_gets_new_words_and_new_points():
    new = changed(order(Act.AMEND, "dieu-2.khoan-2", "2. Trồng:\na) Hoa;\nb) Rau;\nc) Thuốc."))
    assert new.text == TEXT.replace(
        "2. Chăm sóc:\na) Cây hoa;\nb) Cây rau.", "2. Trồng:\na) Hoa;\nb) Rau;\nc) Thuốc."
    )
    assert labels(new) == ["1", "2", "a", "b", "c", "3"]
    for unit in new.units:
        assert new.text[unit.start : unit.end].startswith(unit.label)


def test_a_point_and_a_clause_without_its_label():
    new = changed(
        order(Act.AMEND, "dieu-2.khoan-2.diem-b", "Cây thuốc."), order(Act.AMEND, "dieu-2.khoan-1", "Tưới.")
    )
    assert "b) Cây thuốc.\n3. Báo" in new.text
    assert "1. Tưới.\n2. Chăm" in new.text


def test_a_whole_article():
    new = changed(order(Act.AMEND, "dieu-2", "Điều 2. Việc mới\n1. Gieo hạt.\n2. Hái quả."))
    assert (new.heading, new.text, labels(new)) == ("Việc mới", "1. Gieo hạt.\n2. Hái quả.", ["1", "2"])


def test_new_units_in_their_places():
    new = changed(
        order(Act.INSERT, "dieu-2.khoan-2a", "2a. Hái quả.", after="dieu-2.khoan-2"),
        order(Act.INSERT, "dieu-2.khoan-2.diem-a1", "a1) Cây leo;", after="dieu-2.khoan-2.diem-a"),
        order(Act.INSERT, "dieu-2.khoan-4", "4. Họp tổ."),
        order(Act.INSERT, "dieu-2.khoan-2.diem-c", "c) Cây bụi.", position=5),
    )
    assert labels(new) == ["1", "2", "a", "a1", "b", "c", "2a", "3", "4"]
    assert "a) Cây hoa;\na1) Cây leo;\nb) Cây rau.\nc) Cây bụi.\n2a. Hái quả.\n3. Báo" in new.text
    assert new.text.endswith("mỗi tuần.\n4. Họp tổ.")


def test_repealed_units_go_and_numbers_stay():
    new = changed(order(Act.REPEAL, "dieu-2.khoan-1"), order(Act.REPEAL, "dieu-2.khoan-2.diem-b"))
    assert new.text.startswith("Người làm vườn có việc sau:\n2. Chăm sóc:\na) Cây hoa;\n3. Báo cáo")
    assert labels(new) == ["2", "a", "3"]


def test_the_last_unit_goes_with_its_line_break():
    new = changed(order(Act.REPEAL, "dieu-2.khoan-3"))
    assert new.text.endswith("b) Cây rau.")


def test_a_repealed_article_is_gone_and_stays_gone():
    assert apply_to_article(article(), [order(Act.REPEAL, "dieu-2")])[0] is None
    new, (result,) = apply_to_article(None, [order(Act.REPEAL, "dieu-2")])
    assert (new, result.outcome) == (None, Outcome.CONTAINED)


def test_a_unit_said_to_be_repealed_counts_as_gone():
    given = article(TEXT.replace("a) Cây hoa;", "a) (được bãi bỏ);"))
    new, (result,) = apply_to_article(given, [order(Act.REPEAL, "dieu-2.khoan-2.diem-a")])
    assert (new, result.outcome) == (given, Outcome.CONTAINED)


def test_an_inserted_article():
    one = order(Act.INSERT, "dieu-2a", "Điều 2a. Nghỉ\n1. Nghỉ trưa.\n2. Nghỉ lễ.", within="chuong-i")
    new, _ = apply_to_article(None, [one])
    assert new is not None
    assert (new.label, new.heading, labels(new)) == ("Điều 2a", "Nghỉ", ["1", "2"])
    assert str(new.parent).endswith("chuong-i")


REPLACED, PUT, TAKEN = Act.REPLACE_WORDS, Act.INSERT_WORDS, Act.DELETE_WORDS


@pytest.mark.parametrize(
    ("act", "clause", "more", "text"),
    [
        (REPLACED, 2, {"old_words": "Cây", "new_words": "Khóm"}, "a) Khóm hoa;\nb) Khóm rau."),
        (REPLACED, 3, {"old_words": "Báo cáo tổ trưởng", "new_words": "Thưa"}, "3. Thưa, tổ phó,"),
        (PUT, 1, {"anchor": "nhổ cỏ", "new_words": "bón phân,"}, "nhổ cỏ, bón phân, tỉa cành."),
        (PUT, 1, {"anchor": "nhổ cỏ", "new_words": ", bón phân"}, "nhổ cỏ, bón phân, tỉa"),
        (PUT, 1, {"anchor": "tỉa cành", "new_words": "khô"}, "tỉa cành khô.\n"),
        (PUT, 1, {"anchor": "nhổ cỏ", "new_words": "mỗi ngày", "before": True}, "mỗi ngày nhổ cỏ,"),
        (PUT, 1, {"anchor": "cành", "new_words": "khô", "at_end": True}, "tỉa cành khô."),
        (TAKEN, 3, {"old_words": "tổ phó"}, "tổ trưởng, đội trưởng mỗi"),
        (TAKEN, 3, {"old_words": ", tổ phó"}, "tổ trưởng, đội trưởng mỗi"),
        (TAKEN, 3, {"old_words": "tổ phó,"}, "tổ trưởng, đội trưởng mỗi"),
        (TAKEN, 3, {"old_words": "mỗi tuần"}, "đội trưởng."),
        (TAKEN, 1, {"old_words": ", tỉa cành", "anchor": "nhổ cỏ"}, "nhổ cỏ.\n2."),
        (Act.CORRECT, 1, {"old_words": "tỉa", "new_words": "chặt"}, "nhổ cỏ, chặt cành."),
    ],
)
def test_words(act, clause, more, text):
    one = order(act, f"dieu-2.khoan-{clause}", **more)
    new = changed(one)
    assert text in new.text
    assert new.heading == "Việc của người làm vườn"
    unit = new.unit(one.target)
    old = article().unit(one.target)
    assert unit is not None
    assert old is not None
    assert new.text[: unit.start] == TEXT[: old.start]
    assert new.text[unit.end :] == TEXT[old.end :]


def test_words_that_hold_the_old_ones_are_replaced_once():
    one = order(Act.REPLACE_WORDS, "dieu-2.khoan-1", old_words="cỏ", new_words="cỏ dại và cỏ tranh")
    assert "nhổ cỏ dại và cỏ tranh, tỉa" in changed(one).text


def test_words_in_the_whole_article_are_those_of_its_heading_too():
    new = changed(order(Act.REPLACE_WORDS, "dieu-2", old_words="vườn", new_words="nương"))
    assert (new.heading, new.text[:15]) == ("Việc của người làm nương", "Người làm nương")


def test_the_heading_alone():
    new = changed(
        order(Act.REPLACE_WORDS, "dieu-2", old_words="vườn", new_words="nương", heading=True, body=False)
    )
    assert (new.heading, new.text) == ("Việc của người làm nương", TEXT)
    new = changed(order(Act.AMEND, "dieu-2", "Điều 2. Tên mới", heading=True, body=False))
    assert (new.heading, new.text) == ("Tên mới", TEXT)


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (order(Act.AMEND, "dieu-2.khoan-9", "9. Gì đó."), "Không tìm thấy khoản 9"),
        (order(Act.INSERT, "dieu-2.khoan-2", "2. Khác."), "Đã có khoản 2"),
        (order(Act.INSERT, "dieu-2.khoan-8", "8. Xa.", after="dieu-2.khoan-7"), "Không tìm thấy khoản 7"),
        (order(Act.INSERT, "dieu-2.khoan-1.diem-c", "c) Lạ."), "Không rõ vị trí"),
        (order(Act.INSERT, "dieu-2", "Điều 2. Khác\nKhác."), "đã có trong văn bản"),
        (
            order(Act.REPLACE_WORDS, "dieu-2.khoan-1", old_words="cá", new_words="chim"),
            "Không tìm thấy cụm từ",
        ),
        (order(Act.REPLACE_WORDS, "dieu-2.khoan-1", old_words="TƯỚI", new_words="chim"), "gần giống"),
        (order(Act.DELETE_WORDS, "dieu-2.khoan-1", old_words="Nhổ cỏ"), "gần giống"),
        (order(Act.INSERT_WORDS, "dieu-2.khoan-1", anchor="cá", new_words="chim"), "Không tìm thấy cụm từ"),
        (order(Act.INSERT_WORDS, "dieu-2.khoan-1", anchor="cỏ", new_words="x", at_end=True), "cuối"),
        (order(Act.REPLACE_WORDS, "dieu-2.khoan-1", old_words=",", new_words=";"), "dấu câu"),
        (order(Act.REPLACE_WORDS, "dieu-2.khoan-1", old_words="", new_words="x"), "Thiếu"),
        (order(Act.REPLACE_WORDS, "dieu-2.khoan-7", old_words="cỏ", new_words="x"), "Không tìm thấy khoản 7"),
        (order(Act.AMEND, "dieu-2.khoan-1"), "lời văn mới"),
        (order(Act.AMEND, "dieu-3.khoan-1", "1. Lạ."), "Không tìm thấy"),
    ],
)
def test_nothing_is_guessed(one, reason):
    assert reason in refused(one)


def test_an_article_that_is_not_there():
    new, (result,) = apply_to_article(None, [order(Act.AMEND, "dieu-2.khoan-1", "1. Tưới.")])
    assert (new, result.outcome) == (None, Outcome.FAILED)
    assert "không có trong văn bản" in result.reason


def test_another_documents_article_is_left_alone():
    other = Instruction(Act.REPEAL, SOURCE, ProvisionPath.parse("6/2020/TT-VUON#dieu-2"))
    refused(other)


def test_deleted_words_that_are_gone_are_contained():
    given = article()
    new, (result,) = apply_to_article(
        given, [order(Act.DELETE_WORDS, "dieu-2.khoan-1", old_words="bón phân")]
    )
    assert (new, result.outcome) == (given, Outcome.CONTAINED)


def test_taken_by_day_and_place_however_given():
    first = order(Act.AMEND, "dieu-2.khoan-1", "1. Một.", effective_on=date(2030, 1, 1), position=7)
    second = order(Act.AMEND, "dieu-2.khoan-1", "1. Hai.", effective_on=date(2030, 5, 1), position=1)
    third = order(Act.AMEND, "dieu-2.khoan-1", "1. Ba.", effective_on=date(2030, 5, 1), position=2)
    for given in ([first, second, third], [third, first, second], [second, third, first]):
        new, results = apply_to_article(article(), given)
        assert new is not None
        assert "1. Ba.\n2." in new.text
        assert [r.instruction for r in results] == [first, second, third]


def test_units_that_the_grammar_would_read_otherwise_keep_their_spans():
    given = article("1. Một.\n2. Hai.\n3. Ba.\n4. Bốn.")
    orders = [order(Act.REPEAL, f"dieu-2.khoan-{n}", position=n) for n in (1, 2, 3)]
    new, results = apply_to_article(given, orders)
    assert {r.outcome for r in results} == {Outcome.APPLIED}
    assert new is not None
    assert (new.text, labels(new)) == ("4. Bốn.", ["4"])
    assert new.text[new.units[0].start : new.units[0].end] == "4. Bốn."
