import pytest

from assistant.errors import UnreadableFile
from ingest.readers.html import read_html


def read(tmp_path, content, encoding="utf-8", name="a.html"):
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    return read_html(path)


def texts(document):
    return [line.text for line in document.lines]


def test_scripts_menus_and_hidden_parts_are_dropped(tmp_path):
    page = """<html><head><title>Quy định</title><style>p{}</style></head><body>
    <nav>Trang chủ</nav><div class="menu">Liên kết</div><script>alert(1)</script>
    <div style="display:none">Ẩn</div><p>Điều 1. Phạm vi của quy định này là các trường.</p>
    <footer>Bản quyền</footer></body></html>"""
    assert texts(read(tmp_path, page)) == ["Điều 1. Phạm vi của quy định này là các trường."]


def test_a_part_named_like_furniture_stays_when_it_holds_the_page(tmp_path):
    page = "<body><div class='banner'><p>" + "Nội dung chính của văn bản. " * 20 + "</p></div></body>"
    assert texts(read(tmp_path, page))[0].startswith("Nội dung chính")


def test_blocks_and_breaks_end_lines_and_inline_does_not(tmp_path):
    page = "<body><p>Một <b>hai</b><i>ba</i><br>bốn</p><div>năm<p>sáu</p>bảy</div></body>"
    assert texts(read(tmp_path, page)) == ["Một haiba", "bốn", "năm", "sáu", "bảy"]


def test_headings_centring_and_bold_are_noted(tmp_path):
    page = "<body><h2>Chương I</h2><p align=center><b>QUY ĐỊNH</b></p><p>Lời <b>đậm</b></p></body>"
    found = [(line.heading, line.centered, line.bold) for line in read(tmp_path, page).lines]
    assert found == [(2, False, True), (0, True, True), (0, False, False)]


def test_ordered_lists_say_their_labels(tmp_path):
    page = "<body><ol start=3><li>ba<li>bốn</ol><ol type=a><li>điểm</ol><ul><li>gạch</ul></body>"
    assert texts(read(tmp_path, page)) == ["3. ba", "4. bốn", "a) điểm", "- gạch"]


def test_tables_of_data_keep_cells_and_merged_cells_are_said_once(tmp_path):
    page = """<body><table><tr><td rowspan=2>Khối</td><td colspan=2>Số tiết</td></tr>
    <tr><td>Kỳ I</td><td>Kỳ II</td></tr></table></body>"""
    document = read(tmp_path, page)
    assert texts(document) == ["| Khối | Số tiết |  |", "|  | Kỳ I | Kỳ II |"]
    assert all(line.table for line in document.lines)


def test_the_head_set_in_a_table_is_read_as_lines_left_side_first(tmp_path):
    page = """<body><table><tr><td>BỘ THỬ</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr>
    <tr><td>Số: 1/TT</td><td>Hà Nội, ngày 1 tháng 1 năm 2099</td></tr></table></body>"""
    assert texts(read(tmp_path, page)) == [
        "BỘ THỬ",
        "Số: 1/TT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Hà Nội, ngày 1 tháng 1 năm 2099",
    ]


def test_the_charset_is_found_by_meta_and_by_the_letters(tmp_path):
    assert texts(read(tmp_path, "<meta charset=utf-16le><p>Điều lệ nhà trường</p>", "utf-16"))
    page = "<html><meta charset='iso-8859-1'><body><p>§iÒu lÖ tr­êng tiÓu häc</p></body></html>"
    assert texts(read(tmp_path, page, "latin-1")) == ["Điều lệ trường tiểu học"]


def test_an_error_page_of_a_server_fails_with_its_code(tmp_path):
    page = "<html><title>404 - Not Found</title><body><h1>Server Error</h1></body></html>"
    with pytest.raises(UnreadableFile, match="trang HTML báo lỗi 404"):
        read(tmp_path, page, name="văn bản.pdf")


def test_a_regulation_that_mentions_404_is_no_error_page(tmp_path):
    page = "<title>Quyết định 404</title><body><p>Điều 1. Ban hành quy chế.</p></body>"
    assert texts(read(tmp_path, page)) == ["Điều 1. Ban hành quy chế."]


def test_nesting_of_any_depth_is_read(tmp_path):
    page = "<div>" * 5_000 + "sâu" + "</div>" * 5_000
    assert "sâu" in texts(read(tmp_path, page))[0]
