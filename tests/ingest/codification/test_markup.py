"""Words of HTML fragments of different hands."""

from ingest.codification.markup import one_line, text_of


def test_blocks_are_lines_and_inline_marks_are_not():
    html = "<p>\n\tMột <em>d</em><em>òng</em>&nbsp;chữ.</p><div>Hai<br/>ba</div> bốn"
    assert text_of(html) == "Một dòng chữ.\nHai\nba\nbốn"


def test_tables_keep_their_cells():
    head = "<tr><th>Lớp</th><th>Số</th></tr>"
    html = f"<table>{head}<tr><td><p>Lá</p><p>non</p></td><td>2<b>5</b></td></tr></table>hết"
    assert text_of(html) == "| Lớp | Số |\n| Lá non | 25 |\nhết"


def test_a_table_inside_a_table_is_read_once():
    html = "<table><tr><td>ngoài<table><tr><td>trong</td></tr></table></td></tr></table>"
    assert text_of(html) == "| ngoài | trong | |"


def test_a_bare_less_than_is_text():
    assert (
        text_of("<p>dưới <5 km, AM << MN, <giải thể> và (<)</p>") == "dưới <5 km, AM << MN, <giải thể> và (<)"
    )


def test_scripts_styles_and_comments_are_no_words():
    assert text_of("<p>a<script>x()</script><style>p{}</style><!-- b --></p>") == "a"


def test_a_picture_leaves_a_mark():
    assert text_of("<p>T = <img src='data:,'/> đồng</p>") == "T = [hình] đồng"


def test_words_are_composed_and_d_is_d():
    assert one_line("<p>NÐ-CP về Tie\u0302\u0301ng</p>") == "NĐ-CP về Tiếng"


def test_nesting_without_end_is_survived():
    assert text_of("<div>" * 100_000 + "cuối") == "cuối"
    assert "cuối" in text_of("<table><tr><td>" * 3_000 + "cuối")
