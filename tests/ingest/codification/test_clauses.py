"""Relations that the codified articles state themselves."""

from concurrent.futures import Executor
from datetime import date
from pathlib import Path

from assistant.domain.document import Provision, Relation, RelationKind
from assistant.domain.path import ProvisionPath, UnitKind
from ingest.codification import read_package
from ingest.codification.clauses import stated
from tests.ingest.codification.conftest import article, topic, write_zip

FORCE = date(2031, 7, 1)


def provision(path: str, text: str, heading: str = "Hiệu lực thi hành", day: date = FORCE) -> Provision:
    return Provision(ProvisionPath.parse(path), UnitKind.ARTICLE, "Điều", heading, text, in_force_from=day)


def told(*provisions: Provision) -> list[tuple[str, str, date | None]]:
    return [(one.kind.name, str(one.target), one.effective_on) for one in stated(provisions)]


def test_ends_and_transitions_of_other_documents() -> None:
    found = told(
        provision("9/2031/TT-X#dieu-7", "Lớp đã mở thì tiếp tục thực hiện theo Thông tư số 1/2020/TT-X."),
        provision(
            "9/2031/TT-X#dieu-8",
            "Thông tư này thay thế Thông tư số 1/2020/TT-X; bãi bỏ Điều 5 Thông tư số 2/2021/TT-X.",
        ),
    )
    assert found == [
        ("TRANSITION", "1/2020/TT-X", FORCE),
        ("REPLACES", "1/2020/TT-X", FORCE),
        ("REPEALS", "2/2021/TT-X#dieu-5", FORCE),
    ]


def test_changes_and_nameless_transitions_are_left_to_the_notes() -> None:
    assert (
        told(
            provision(
                "9/2031/TT-X#dieu-7", "Lớp đã mở thì tiếp tục đến hết khóa 1/2031.", "Điều khoản chuyển tiếp"
            ),
            provision("9/2031/TT-X#dieu-8", "Bãi bỏ quy định về sân chơi tại Thông tư số 1/2020/TT-X."),
            provision("9/2031/TT-X#dieu-9", "Sửa đổi Điều 2 Thông tư số 1/2020/TT-X như sau: thay thế."),
        )
        == []
    )


def test_attached_texts_and_later_targets_are_left_out() -> None:
    assert (
        told(
            provision("9/2031/TT-X#quy-che/dieu-8", "Quy chế này thay thế Thông tư số 1/2020/TT-X."),
            provision("9/2031/TT-X#dieu-8", "Bãi bỏ Điều 3 Thông tư số 5/2033/TT-X."),
        )
        == []
    )


def test_no_end_takes_effect_before_the_document_that_orders_it() -> None:
    early = provision("9/2031/TT-X#dieu-8", "Bãi bỏ Thông tư số 1/2020/TT-X.", day=date(2028, 1, 1))
    assert told(early) == [("REPEALS", "1/2020/TT-X", None)]


def _relations(tmp_path: Path, threads: Executor, text: str) -> list[Relation]:
    note = (
        "(Điều 2 Thông tư số 9/2031/TT-X Về lớp mẫu ngày 01/02/2031 của Bộ Mẫu, có hiệu lực thi hành "
        "kể từ ngày 01/07/2031)"
    )
    html = topic("1.1", "Lớp", article("Điều 1.1.TT.1.2. Hiệu lực thi hành", note, f"<p>{text}</p>"))
    (document,) = read_package(write_zip(tmp_path / "mau.zip", a=html), executor=threads)
    return [one for one in document.relations if one.kind is not RelationKind.RELATED]


def test_they_stand_in_the_document(tmp_path: Path, threads: Executor) -> None:
    (found,) = _relations(tmp_path, threads, "1. Thông tư này thay thế Thông tư số 1/2020/TT-X.")
    assert str(found.source) == "9/2031/TT-X#dieu-2.khoan-1"
    assert (found.kind, str(found.target)) == (RelationKind.REPLACES, "1/2020/TT-X")
    assert found.effective_on == FORCE
