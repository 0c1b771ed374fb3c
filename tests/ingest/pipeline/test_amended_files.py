"""Files of amending documents that are read carry their orders out on the text, day by day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.domain.document import Access
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.domain.validity import Status
from assistant.library import Library
from assistant.retrieval import Retriever
from ingest.report import FileState

BASE, AMENDING, LATER = "5/2020/TT-VUON", "9/2030/TT-VUON", "7/2031/TT-VUON"
BEGUN, DAY, NEXT = date(2021, 1, 1), date(2030, 3, 1), date(2031, 5, 1)
EVE = timedelta(days=1)
DAYS = [BEGUN - EVE, BEGUN, DAY - EVE, DAY, NEXT - EVE, NEXT, date(2040, 1, 1)]

GARDEN = """BỘ VƯỜN
Số: 5/2020/TT-VUON
THÔNG TƯ
Quy định về vườn trường
Căn cứ Luật Vườn cây;
Điều 1. Phạm vi
Thông tư này nói về vườn rau, vườn hoa của trường.
Điều 2. Người làm vườn
1. Người làm vườn nhổ cỏ mỗi ngày.
2. Người làm vườn gồm:
a) Tổ trưởng tổ cây xanh;
b) Tổ viên tổ cây xanh.
Điều 3. Thu hoạch
Rau thu hoạch vào sáng thứ bảy.
Điều 4. Tưới nước
1. Vườn được tưới hai lần mỗi ngày.
2. Ngày mưa không tưới.
Điều 5. Hiệu lực thi hành
Thông tư này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2021."""

THRICE = """1. Sửa đổi, bổ sung khoản 1 Điều 4 như sau:
“1. Vườn được tưới ba lần mỗi ngày.”"""
MANURE = """2. Bổ sung Điều 4a vào sau Điều 4 như sau:
“Điều 4a. Bón phân
1. Phân chuồng được bón vào đầu tháng.
2. Phân xanh được bón vào cuối tháng.”"""
NO_HARVEST = "3. Bãi bỏ Điều 3."
MOST = f"{THRICE}\n{MANURE}\n{NO_HARVEST}"
ASTRAY = """1. Sửa đổi, bổ sung khoản 8 Điều 4 như sau:
“8. Vườn được tưới tám lần mỗi ngày.”"""
NO_MANURE = """2. Sửa đổi, bổ sung khoản 2 Điều 4a như sau:
“2. Phân xanh không được bón.”"""
AT_NIGHT = """1. Sửa đổi, bổ sung khoản 1 Điều 4 như sau:
“1. Vườn được tưới vào ban đêm.”"""
ANEW = """1. Sửa đổi, bổ sung Điều 4 như sau:
“Điều 4. Tưới nước
1. Vườn được tưới bằng máy.
2. Máy nghỉ ngày mưa.”"""

TWICE = "1. Vườn được tưới hai lần mỗi ngày.\n2. Ngày mưa không tưới."
THREE_TIMES = "1. Vườn được tưới ba lần mỗi ngày.\n2. Ngày mưa không tưới."
BY_NIGHT = "1. Vườn được tưới vào ban đêm.\n2. Ngày mưa không tưới."
MANURED = "1. Phân chuồng được bón vào đầu tháng.\n2. Phân xanh được bón vào cuối tháng."


def amending(orders: str, number: str = AMENDING, begins: str = "01 tháng 3 năm 2030") -> str:
    return f"""BỘ VƯỜN
Số: {number}
THÔNG TƯ
Sửa đổi, bổ sung một số điều của Thông tư số {BASE} quy định về vườn trường
Căn cứ Luật Vườn cây;
Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số {BASE} quy định về vườn trường
{orders}
Điều 2. Hiệu lực thi hành
Thông tư này có hiệu lực thi hành từ ngày {begins}."""


def later(orders: str) -> str:
    return amending(orders, LATER, "01 tháng 5 năm 2031")


class Garden:
    """A library that reads texts, and what it says of a day."""

    def __init__(self, ingest, settings, folder: Path) -> None:
        self._ingest = ingest
        self._settings = settings
        self._folder = folder

    def read(self, *texts: str, access: Access = Access.PUBLIC):
        paths = []
        for text in texts:
            number = text.split("Số: ")[1].split("\n")[0]
            path = self._folder / f"{number.replace('/', '-')}.txt"
            path.write_text(text.replace("\n", "\n\n"), encoding="utf-8")
            paths.append(path)
        return self._ingest.run(paths, access=access)

    def remove(self, number: str):
        return self._ingest.remove(DocumentNumber(number))

    @contextmanager
    def library(self) -> Iterator[tuple[Library, int]]:
        library = Library.open(self._settings.sqlalchemy_url)
        try:
            yield library, library.edition().number
        finally:
            library.close()

    def on(self, day: date, access: Access = Access.PUBLIC) -> dict[str, tuple[Status, str | None]]:
        """The articles of the garden on a day: status, and the words where they are known."""
        with self.library() as (library, edition):
            found = library.outline(DocumentNumber(BASE), edition=edition, access=access, day=day)
            return {
                one.provision.path.article: (
                    one.status_on(day),
                    one.provision.text if one.words_stand_on(day) else None,
                )
                for one in found
                if one.provision.path.article
            }

    def words(self, label: str, *days: date) -> list[str | None]:
        return [self.on(day)[label][1] for day in days]

    def every_day(self):
        return [self.on(day) for day in DAYS]

    def hits(self, question: str, day: date | None) -> list[tuple[str, str]]:
        with self.library() as (library, _):
            retriever = Retriever.open(self._settings, library)
            try:
                found = retriever.search(question, k=5, day=day).hits
                return [(str(hit.stored.provision.path), hit.stored.provision.text) for hit in found]
            finally:
                retriever.close()


@pytest.fixture
def garden(ingest, settings, tmp_path) -> Garden:
    folder = tmp_path / "vuon"
    folder.mkdir()
    return Garden(ingest, settings, folder)


def test_an_amended_clause_reads_as_before_until_the_day_and_as_ordered_from_it(garden):
    report = garden.read(GARDEN, amending(THRICE))
    assert report.amendments == {"applied": 1, "contained": 0, "failed": 0}
    assert report.not_applied == []
    assert garden.words("4", BEGUN, DAY - EVE) == [TWICE, TWICE]
    assert garden.words("4", DAY, date(2040, 1, 1)) == [THREE_TIMES, THREE_TIMES]
    assert len(set(garden.words("1", BEGUN, DAY - EVE, DAY))) == 1


def test_the_new_words_say_which_clause_of_which_document_brought_them(garden):
    garden.read(GARDEN, amending(THRICE))
    with garden.library() as (library, edition):
        path = ProvisionPath.parse(f"{BASE}#dieu-4")
        found = library.provision(path, edition=edition, day=DAY)
        record = library.document(DocumentNumber(BASE), edition=edition)
    (basis,) = found.timeline.on(DAY).because
    assert found.computed
    assert found.provision.words_from == DAY
    assert (str(basis.source), str(basis.part)) == (f"{AMENDING}#dieu-1.khoan-1", f"{BASE}#dieu-4.khoan-1")
    assert basis.day == DAY
    assert record.status_on(DAY - EVE) is Status.IN_FORCE
    assert record.status_on(DAY) is Status.PARTLY_EXPIRED


def test_inserted_articles_begin_and_repealed_ones_end_on_the_day(garden):
    garden.read(GARDEN, amending(MOST))
    before, after = garden.on(DAY - EVE), garden.on(DAY)
    assert list(after) == ["1", "2", "3", "4", "4a", "5"]
    assert (before["4a"], after["4a"]) == ((Status.NOT_YET, None), (Status.IN_FORCE, MANURED))
    assert before["3"] == (Status.IN_FORCE, "Rau thu hoạch vào sáng thứ bảy.")
    assert after["3"] == (Status.EXPIRED, None)


@pytest.mark.parametrize("at_once", [True, False], ids=["one run", "a run each"])
def test_the_order_of_reading_gives_the_same_words(garden, at_once):
    texts = [GARDEN, amending(MOST), later(f"{AT_NIGHT}\n{NO_MANURE}")]
    seen = []
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        for group in [order] if at_once else [[at] for at in order]:
            garden.read(*(texts[at] for at in group))
        seen.append(garden.every_day())
        for number in (BASE, AMENDING, LATER):
            garden.remove(number)
    assert seen[0] == seen[1] == seen[2]
    assert seen[0][3]["4"] == (Status.IN_FORCE, THREE_TIMES)


def test_amended_and_inserted_words_can_be_amended_again(garden):
    report = garden.read(GARDEN, amending(MOST), later(f"{AT_NIGHT}\n{NO_MANURE}"))
    no_manure = "1. Phân chuồng được bón vào đầu tháng.\n2. Phân xanh không được bón."
    assert report.not_applied == []
    days = (DAY - EVE, DAY, NEXT - EVE, NEXT)
    assert garden.words("4", *days) == [TWICE, THREE_TIMES, THREE_TIMES, BY_NIGHT]
    assert garden.words("4a", *days) == [None, MANURED, MANURED, no_manure]


def test_an_order_that_fails_leaves_the_words_unknown_from_its_day_and_is_listed(garden):
    report = garden.read(GARDEN, amending(ASTRAY), later(AT_NIGHT))
    assert garden.words("4", DAY - EVE, DAY, NEXT) == [TWICE, None, None]
    assert garden.on(DAY)["4"][0] is Status.IN_FORCE
    assert report.amendments == {"applied": 0, "contained": 0, "failed": 2}
    failed, unsure = report.not_applied
    said = f"{AMENDING}#dieu-1.khoan-1: sửa đổi, bổ sung khoản 8 Điều 4 của {BASE}: "
    assert failed.startswith(said)
    assert "khoản 8" in failed.removeprefix(said)
    assert "Lời văn trước đó chưa chắc chắn" in unsure


def test_an_order_that_gives_the_whole_article_anew_makes_its_words_known_again(garden):
    report = garden.read(GARDEN, amending(ASTRAY), later(ANEW))
    anew = "1. Vườn được tưới bằng máy.\n2. Máy nghỉ ngày mưa."
    assert garden.words("4", DAY - EVE, DAY, NEXT - EVE, NEXT) == [TWICE, None, None, anew]
    assert report.amendments == {"applied": 1, "contained": 0, "failed": 1}


def test_without_the_amending_document_the_words_are_as_before(garden):
    garden.read(GARDEN)
    before = garden.every_day()
    garden.read(amending(MOST))
    assert garden.every_day() != before
    garden.remove(AMENDING)
    assert garden.every_day() == before


def test_the_same_files_again_change_nothing(garden):
    texts = (GARDEN, amending(MOST))
    first = garden.read(*texts)
    again = garden.read(*texts)
    assert {file.state for file in again.files} == {FileState.UNCHANGED}
    assert (again.published, again.edition, again.amendments) == (False, first.edition, {})


def test_a_corrected_amending_file_replaces_what_the_first_ordered(garden):
    garden.read(GARDEN, amending(MOST))
    garden.read(amending(AT_NIGHT))
    after = garden.on(DAY)
    assert after["4"] == (Status.IN_FORCE, BY_NIGHT)
    assert after["3"][0] is Status.IN_FORCE
    assert "4a" not in after


def test_an_amended_file_that_is_corrected_is_amended_anew(garden):
    garden.read(GARDEN, amending(THRICE))
    garden.read(GARDEN.replace("Ngày mưa không tưới.", "Ngày mưa, ngày nghỉ không tưới."))
    assert garden.words("4", DAY) == [
        "1. Vườn được tưới ba lần mỗi ngày.\n2. Ngày mưa, ngày nghỉ không tưới."
    ]


def test_an_internal_amending_document_changes_nothing_for_the_public(garden):
    garden.read(GARDEN)
    before = garden.every_day()
    garden.read(amending(MOST), access=Access.INTERNAL)
    assert garden.every_day() == before
    inside = garden.on(DAY, Access.INTERNAL)
    assert inside["3"][0] is Status.EXPIRED
    assert inside["4"] == (Status.IN_FORCE, None)


def test_computed_words_are_found_on_their_days(garden, world):
    garden.read(GARDEN, amending(MOST), later(AT_NIGHT))
    asked = "vườn được tưới mấy lần mỗi ngày"
    assert garden.hits(asked, DAY - EVE)[0] == (f"{BASE}#dieu-4", TWICE)
    assert garden.hits(asked, DAY)[0] == (f"{BASE}#dieu-4", THREE_TIMES)
    assert garden.hits("vườn được tưới vào ban đêm", NEXT)[0] == (f"{BASE}#dieu-4", BY_NIGHT)
    assert garden.hits("bón phân chuồng phân xanh", DAY)[0] == (f"{BASE}#dieu-4a", MANURED)
    assert world.agrees()


def test_an_article_is_found_once_however_many_wordings_it_has(garden):
    garden.read(GARDEN, amending(THRICE), later(AT_NIGHT))
    for day in (DAY - EVE, DAY, NEXT, None):
        paths = [path for path, _ in garden.hits("vườn được tưới", day)]
        assert f"{BASE}#dieu-4" in paths
        assert len(paths) == len(set(paths))
