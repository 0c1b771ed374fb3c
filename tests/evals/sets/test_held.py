"""Whether addresses exist in a library, and where articles named by number alone stand."""

from datetime import date

import pytest

from assistant.errors import EmptyLibrary
from assistant.settings import Settings
from evals.sets.formats.stated import Stated, asked
from evals.sets.held import opened, placed

DAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("12/2024/TT-BGDM", True),
        ("12/2024/tt-bgdm#dieu-4", True),
        ("12/2024/TT-BGDM#dieu-4.khoan-1", True),
        ("12/2024/TT-BGDM#dieu-8a", True),
        ("215/QĐ-ĐHSM#quy-che/dieu-5", True),
        ("12/2024/TT-BGDM#dieu-99", False),
        ("12/2024/TT-BGDM#dieu-4.khoan-99", False),
        ("999/2024/TT-BGDM", False),
        ("999/2024/TT-BGDM#dieu-1", False),
    ],
)
def test_a_document_an_article_and_a_clause_exist_or_not(held, address, there):
    assert held.exists(address) is there
    assert held.exists(address) is there  # remembered


def test_gold_by_number_alone_is_put_where_the_library_has_it(held):
    gold = (("215/QĐ-ĐHSM#dieu-5",),), (("215/QĐ-ĐHSM#dieu-1",),), (("12/2024/TT-BGDM#dieu-4",),)
    unplaced = [asked(str(n), "?", one, Stated(DAY), source="x") for n, one in enumerate(gold)]
    attached, twice, plain = placed(unplaced, held)
    assert attached.gold == (("215/QĐ-ĐHSM#quy-che/dieu-5",),)
    assert twice.gold == (("215/QĐ-ĐHSM#dieu-1", "215/QĐ-ĐHSM#quy-che/dieu-1"),)
    assert plain.gold == gold[2]


def test_what_is_nowhere_stays_as_it_is(held):
    gold = (("999/2024/TT-BGDM#dieu-1", "12/2024/TT-BGDM#dieu-4.khoan-1"),)
    assert placed([asked("1", "?", gold, Stated(DAY), source="x")], held)[0].gold == gold


def test_a_library_without_an_edition_is_refused(tmp_path):
    with pytest.raises(EmptyLibrary), opened(Settings(home=tmp_path, _env_file=None)):
        pass
