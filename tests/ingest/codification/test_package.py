"""A whole package: recognised, read, broken, hostile."""

import zipfile
from concurrent.futures import Executor
from datetime import date
from pathlib import Path

import pytest

from assistant.domain.document import DocumentKind, RelationKind
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.errors import UnreadableFile
from ingest.codification import is_package, open_package, read_package
from tests.ingest.codification.conftest import LINK, article, chapter, topic, write_zip

LAW = "Luật số 5/2031/QH19"
HEAD = f"{LAW} Vườn mẫu ngày 01/02/2031 của Quốc hội, có hiệu lực thi hành kể từ ngày 01/07/2031"
DECREE = (
    "Nghị định số 9/2031/NĐ-CP Về cây mẫu ngày 15/03/2031 của Chính phủ, "
    "có hiệu lực thi hành kể từ ngày 01/05/2031"
)


def _garden() -> str:
    pointer = """<a href='#' onclick="ViewNoiDungPhapDien('900')">Điều 2.2.NĐ.1.1. Cây</a>"""
    changed = (
        "có nội dung được sửa đổi bởi khoản 1 Điều 2 Luật số 8/2033/QH19 "
        "có hiệu lực thi hành kể từ ngày 01/01/2034"
    )
    return topic(
        "1.1",
        "Vườn mẫu",
        chapter("Chương I", "QUY ĐỊNH CHUNG"),
        article(
            "Điều 1.1.LQ.2. Hai",
            f"(Điều 2 {LAW}, có hiệu lực thi hành kể từ ngày 01/07/2031, {changed})",
            guides=pointer,
        ),
        article(
            "Điều 1.1.LQ.1. Một",
            f"(Điều 1 {HEAD})",
            "<p>1. Khoản một.</p><p>a) Điểm a;</p><p>2. Khoản hai.</p>",
        ),
        chapter("Chương II", "THI HÀNH"),
        article(
            "Điều 1.1.LQ.10. Luật này có hiệu lực.",
            f"(Điều 10 {LAW}, có hiệu lực thi hành kể từ ngày 01/07/2031)",
            "",
        ),
    )


def _trees() -> str:
    return topic(
        "2.2",
        "Cây mẫu",
        article("Điều 2.2.NĐ.1.1. Cây", f"(Điều 1 {DECREE})", anchor="900", item="12#Dieu_1"),
    )


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write_zip(tmp_path / "mau.zip", b=_garden(), a=_trees())


def test_a_document_for_each_number_with_its_articles_in_order(package: Path, threads: Executor):
    law, decree = read_package(package, executor=threads)
    assert [str(document.number) for document in (law, decree)] == ["5/2031/QH19", "9/2031/NĐ-CP"]
    articles = [p for p in law.provisions if p.kind is UnitKind.ARTICLE]
    assert [p.label for p in articles] == ["Điều 1", "Điều 2", "Điều 10"]
    assert [str(unit.path) for unit in articles[0].units] == [
        "5/2031/QH19#dieu-1.khoan-1",
        "5/2031/QH19#dieu-1.khoan-1.diem-a",
        "5/2031/QH19#dieu-1.khoan-2",
    ]


def test_the_head_comes_from_the_first_mention(package: Path, threads: Executor):
    law, _ = read_package(package, executor=threads)
    assert (law.head.kind, law.head.title, law.head.issuer) == (DocumentKind.LAW, "Luật Vườn mẫu", "Quốc hội")
    assert (law.head.issued_on, law.head.in_force_from) == (date(2031, 2, 1), date(2031, 7, 1))
    assert (law.head.topic, law.head.url) == ("1.1 Vườn mẫu", f"{LINK}11")


def test_articles_stand_under_topic_and_chapter_of_the_code(package: Path, threads: Executor):
    law, _ = read_package(package, executor=threads)
    by_path = {str(provision.path): provision for provision in law.provisions}
    first = by_path["5/2031/QH19#dieu-1"]
    above = by_path[str(first.parent)]
    assert (str(above.path), above.label, above.heading) == (
        "5/2031/QH19#phap-dien-1-1/chuong-i",
        "Chương I",
        "QUY ĐỊNH CHUNG",
    )
    assert by_path[str(above.parent)].heading == "Vườn mẫu"
    assert all(ProvisionPath.parse(path).document == law.number for path in by_path)


def test_a_heading_that_is_the_whole_wording_is_the_text(package: Path, threads: Executor):
    law, _ = read_package(package, executor=threads)
    last = law.provisions[-1]
    assert (last.heading, last.text) == ("", "Luật này có hiệu lực.")


def test_changes_and_pointers_become_relations(package: Path, threads: Executor):
    law, _ = read_package(package, executor=threads)
    amends, related = law.relations
    assert amends.kind is RelationKind.AMENDS
    assert (str(amends.source), str(amends.target)) == ("8/2033/QH19#dieu-2.khoan-1", "5/2031/QH19#dieu-2")
    assert amends.effective_on == date(2034, 1, 1)
    assert related.kind is RelationKind.RELATED
    assert (str(related.source), str(related.target)) == ("5/2031/QH19#dieu-2", "9/2031/NĐ-CP#dieu-1")


def test_a_name_that_the_notes_leave_out_comes_from_pointers(tmp_path: Path, threads: Executor):
    words = f"Điều 3. Ba của {LAW.replace('số ', '')} Vườn mẫu ban hành ngày 01/02/2031"
    told = f"<a href='{LINK}5#Dieu_3'>{words}</a>"
    note = f"(Điều 2 {LAW}, có hiệu lực thi hành kể từ ngày 01/07/2031)"
    html = topic(
        "1.1", "Vườn", article("Điều 1.1.LQ.2. Hai", note), article("Điều 1.1.LQ.4. H", note, guides=told)
    )
    (law,) = read_package(write_zip(tmp_path / "mau.zip", a=html), executor=threads)
    assert (law.head.title, law.head.issued_on) == ("Luật Vườn mẫu", date(2031, 2, 1))


def test_the_snapshot_knows_until_its_latest_day_of_issue(tmp_path: Path, threads: Executor):
    typo = article(
        "Điều 3.3.TT.1.1. H",
        "(Điều 1 Thông tư số 4/2030/TT-BMAU Về mẫu ngày 09/09/2039 của Bộ Mẫu, có hiệu lực thi hành "
        "kể từ ngày 01/10/2039)",
    )
    path = write_zip(tmp_path / "mau.zip", a=_garden(), b=_trees(), c=topic("3.3", "C", typo))
    assert open_package(path, executor=threads).known_until == date(2031, 3, 15)


def test_counts_and_what_was_left_out(tmp_path: Path, threads: Executor):
    lost = topic("3.3", "C", article("Điều 3.3.LQ.7. H", None))
    path = write_zip(tmp_path / "mau.zip", a=_garden(), a2=_garden(), c=lost, d="<html>Trang khác</html>")
    package = open_package(path, executor=threads)
    assert (package.articles, package.copies, len(package.rejected)) == (7, 3, 1)
    assert [(failed.name, failed.reason) for failed in package.failed] == [
        ("d.html", "không thấy tên đề mục ở đầu tệp")
    ]
    assert len(list(package.documents())) == 1


def test_a_folder_is_read_as_a_zip_is(tmp_path: Path, threads: Executor):
    folder = tmp_path / "bo" / "demuc"
    folder.mkdir(parents=True)
    (folder / "a.html").write_text(_garden(), encoding="utf-8")
    (folder.parent / "style.css").write_text("p{}")
    assert is_package(folder)
    assert is_package(folder.parent)
    assert [str(d.number) for d in read_package(folder.parent, executor=threads)] == ["5/2031/QH19"]


def test_processes_of_its_own_give_the_same(package: Path):
    assert [str(d.number) for d in read_package(package, workers=1)] == ["5/2031/QH19", "9/2031/NĐ-CP"]


def test_other_zips_folders_and_files_are_no_packages(tmp_path: Path):
    (tmp_path / "rong").mkdir()
    (tmp_path / "le").mkdir()
    (tmp_path / "le" / "a.html").write_text("<html><p>Quyết định số 5</p></html>")
    (tmp_path / "mot.html").write_text(_garden(), encoding="utf-8")
    (tmp_path / "hong.zip").write_bytes(b"PK\x03\x04" + bytes(40))
    other = write_zip(tmp_path / "khac.zip", a="<p>một</p>", b="<p>hai</p>", c=_garden())
    for path in (tmp_path / "rong", tmp_path / "le", tmp_path / "mot.html", tmp_path / "hong.zip", other):
        assert not is_package(path)
    assert not is_package(tmp_path / "khong-co")


def test_a_damaged_zip_is_refused(tmp_path: Path, threads: Executor):
    (tmp_path / "hong.zip").write_bytes(b"PK\x03\x04" + bytes(40))
    with pytest.raises(UnreadableFile, match="hỏng"):
        open_package(tmp_path / "hong.zip", executor=threads)


def test_a_bomb_is_refused(tmp_path: Path, threads: Executor):
    with zipfile.ZipFile(tmp_path / "bom.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.html", _garden())
        archive.writestr("b.html", bytes(60_000_000))
    assert not is_package(tmp_path / "bom.zip")
    with pytest.raises(UnreadableFile, match="bom"):
        open_package(tmp_path / "bom.zip", executor=threads)


def test_a_broken_entry_leaves_the_others(tmp_path: Path, threads: Executor):
    path = write_zip(tmp_path / "mau.zip", a=_garden(), b=_trees())
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("a.html")
    data[entry.header_offset + 60] ^= 0xFF
    path.write_bytes(bytes(data))
    package = open_package(path, executor=threads)
    assert [failed.name for failed in package.failed] == ["a.html"]
    assert [str(d.number) for d in package.documents()] == ["9/2031/NĐ-CP"]
