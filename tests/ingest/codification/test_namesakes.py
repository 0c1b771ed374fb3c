"""Articles of one number: copies, two documents, attached texts, mistyped notes."""

from collections.abc import Iterable

from ingest.codification.identity import Identities, Placed, Rejected
from ingest.codification.namesakes import Settled, settle
from ingest.codification.topic import CodeArticle, read_topic
from tests.ingest.codification.conftest import article, topic

LONG = "Trường mẫu nhận học sinh theo danh sách đã công bố, không thu thêm khoản nào ngoài quy định. "
OTHER = "Hội đồng chấm thi gồm chủ tịch, thư ký cùng các giám khảo được mời từ nơi khác đến làm việc. "
THIRD = "Kinh phí mua sách lấy từ nguồn xã hội hóa, quyết toán hằng quý trước ngày hai mươi lăm. "


def _note(place: str, document: str, name: str = "", day: str = "01/07/2031") -> str:
    return f"({place} {document}{' ' + name if name else ''}, có hiệu lực thi hành kể từ ngày {day})"


def _articles(*topics: str) -> list[CodeArticle]:
    return [found for html in topics for found in read_topic(html.encode()).articles]


def _placed(articles: Iterable[CodeArticle]) -> list[Placed]:
    articles = list(articles)
    identities = Identities(articles)
    return [one for found in articles if isinstance(one := identities.place(found), Placed)]


def _addresses(settled: Iterable[Settled]) -> list[tuple[str | None, str]]:
    return [(one.scope, str(one.place)) for one in settled]


def test_an_article_in_two_topics_is_one():
    note = _note("Điều 3", "Luật số 5/2031/QH19")
    first = topic("1.1", "A", article("Điều 1.1.LQ.3. Một", note, f"<p>{LONG}</p>"))
    second = topic("2.2", "B", article("Điều 2.2.LQ.3. Một", note, f"<div>{LONG.upper()}</div>"))
    (one,) = settle(_placed(_articles(first, second)))
    assert one.topics == ("1.1", "2.2")


def test_the_copy_with_the_later_change_is_kept():
    note = _note("Điều 3", "Luật số 5/2031/QH19")
    changed = (
        note[:-1]
        + ", có nội dung được sửa đổi bởi Luật số 6/2033/QH19 có hiệu lực thi hành kể từ ngày 01/01/2034)"
    )
    first = topic("1.1", "A", article("Điều 1.1.LQ.3. Một", note, f"<p>{LONG * 3}</p>"))
    second = topic("2.2", "B", article("Điều 2.2.LQ.3. Một", changed, f"<p>{LONG * 3}mới</p>"))
    (one,) = settle(_placed(_articles(first, second)))
    assert one.placed.article.topic == "2.2"
    assert one.warnings


def test_a_law_and_a_resolution_of_one_number_are_two_texts():
    law = [
        article(f"Điều 1.1.LQ.{n}. H", _note(f"Điều {n}", "Luật số 5/2031/QH19"), f"<p>{LONG}{n}</p>")
        for n in (1, 2)
    ]
    resolution = _note("Điều 1", "Nghị quyết số 5/2031/QH19", day="02/03/2031")
    other = article("Điều 2.2.NQ.1.1. H", resolution, f"<p>{OTHER}</p>")
    settled = settle(_placed(_articles(topic("2.2", "B", other), topic("1.1", "A", *law))))
    assert _addresses(settled) == [(None, "dieu-1"), (None, "dieu-2"), ("nghi-quyet", "dieu-1")]


def test_a_number_given_twice_in_different_years_is_two_texts():
    old = [
        article(
            f"Điều 1.1.NĐ.1.{n}. H",
            _note(f"Điều {n}", "Nghị định số 73-CP", day="25/10/1973"),
            f"<p>{LONG}</p>",
        )
        for n in (1, 2)
    ]
    later = article(
        "Điều 2.2.NĐ.1.1. H", _note("Điều 1", "Nghị định số 73-CP", day="30/07/1974"), f"<p>{OTHER}</p>"
    )
    settled = settle(_placed(_articles(topic("1.1", "A", *old), topic("2.2", "B", later))))
    assert _addresses(settled) == [(None, "dieu-1"), (None, "dieu-2"), ("nghi-dinh~2", "dieu-1")]


def test_a_regulation_issued_with_a_decision_has_its_own_scope():
    name = "Ban hành Quy chế thư viện mẫu ngày 01/02/2031 của Bộ Mẫu"
    own = article(
        "Điều 1.1.QĐ.1.1. H",
        _note("Điều 1", "Quyết định số 5/2031/QĐ-BMAU", name),
        f"<p>{LONG}</p>",
        item="8#Dieu_1",
    )
    inner = [
        article(
            f"Điều 1.1.QĐ.1.{n}. H",
            _note(f"Điều {n}", "Quyết định số 5/2031/QĐ-BMAU"),
            f"<p>{words}</p>",
            item=f"8#Chuong_I_Dieu_{n}",
        )
        for n, words in ((1, OTHER), (2, THIRD))
    ]
    settled = settle(_placed(_articles(topic("1.1", "A", own, *inner))))
    assert _addresses(settled) == [(None, "dieu-1"), ("quy-che", "dieu-1"), ("quy-che", "dieu-2")]


def test_a_mistyped_number_gives_way_to_link_and_label():
    note = _note("Điều 3", "Thông tư số 7/2031/TT-BMAU")
    first = article("Điều 1.1.TT.1.3. Ba", note, f"<p>{LONG}</p>", item="9#Chuong_II_Dieu_3")
    fifth = article("Điều 1.1.TT.1.5. Năm", note, f"<p>{OTHER}</p>", item="9#Chuong_II_Dieu_5")
    settled = settle(_placed(_articles(topic("1.1", "A", first, fifth))))
    assert _addresses(settled) == [(None, "dieu-3"), (None, "dieu-5")]
    assert "Điều 3" in settled[1].warnings[-1]


def test_what_nothing_tells_apart_gets_an_ordinal():
    note = _note("Điều 3", "Thông tư số 7/2031/TT-BMAU")
    pair = [article("Điều 1.1.TT.1.3. Ba", note, f"<p>{text}</p>", item="9#Dieu_3") for text in (LONG, OTHER)]
    settled = settle(_placed(_articles(topic("1.1", "A", *pair))))
    assert _addresses(settled) == [(None, "dieu-3"), (None, "dieu-3~2")]


def test_a_number_can_come_from_another_note_with_the_same_link():
    known = article("Điều 1.1.PL.18. H", _note("Điều 18", "Pháp lệnh số 32-L/CTN"), item="77#Dieu_18")
    silent = article("Điều 1.1.PL.2. H", _note("Điều 2", "Pháp lệnh số", "Vườn mẫu"), item="77#Dieu_2")
    stray = article("Điều 1.1.PL.3. H", "(Pháp lệnh này có hiệu lực từ ngày 01/07/2031.)", item="77#Dieu_3")
    placed = _placed(_articles(topic("1.1", "A", known, silent, stray)))
    assert [(str(p.number), str(p.place)) for p in placed] == [
        ("32-L/CTN", "dieu-18"),
        ("32-L/CTN", "dieu-2"),
        ("32-L/CTN", "dieu-3"),
    ]
    assert all("đường dẫn" in p.warnings[0] for p in placed[1:])


def test_a_document_without_a_number_gets_one_that_is_plainly_none():
    note = _note("Điều 2", "Pháp lệnh", "Về vườn mẫu")
    (placed,) = _placed(_articles(topic("1.1", "A", article("Điều 1.1.PL.2. H", note))))
    assert str(placed.number) == "KHONG-SO/phap-lenh-ve-vuon-mau"
    assert not placed.numbered


def test_what_names_no_document_is_rejected_with_a_reason():
    bare = article("Điều 1.1.LQ.2. H", None, item="5")
    lost = article("Điều 1.1.LQ.3. H", "(Thông tư này có hiệu lực từ ngày 01/07/2031.)", item="")
    articles = _articles(topic("1.1", "A", bare, lost))
    rejected = [Identities(articles).place(found) for found in articles]
    assert [one.reason for one in rejected if isinstance(one, Rejected)] == [
        "không có ghi chú nguồn",
        "ghi chú không cho biết văn bản nào",
    ]


def test_sections_and_whole_texts_are_no_articles():
    section = article("Điều 1.1.TT.1.4. H", _note("Mục IV", "Thông tư số 7/2031/TT-BMAU"), item="")
    whole = article("Điều 1.1.TT.2.1. H", _note("", "Thông tư số 8/2031/TT-BMAU").replace("( ", "("), item="")
    nameless = article("Điều 1.1.TT.3.6. H", _note("Điều", "Thông tư số 9/2031/TT-BMAU"), item="")
    placed = _placed(_articles(topic("1.1", "A", section, whole, nameless)))
    assert [str(one.place) for one in placed] == ["muc-iv", "doan-1", "dieu-6"]
