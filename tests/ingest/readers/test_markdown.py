from ingest.readers.markdown import read_markdown


def read(tmp_path, content):
    path = tmp_path / "a.md"
    path.write_text(content, "utf-8")
    return read_markdown(path)


def texts(document):
    return [line.text for line in document.lines]


def test_front_matter_becomes_meta_and_not_text(tmp_path):
    document = read(
        tmp_path, '---\ntitle: "Quy định thử"\nso_hieu: 01/2099/TT-X\ntags: [a, b]\n---\nNội dung.\n'
    )
    assert document.meta["title"] == "Quy định thử"
    assert document.meta["so_hieu"] == "01/2099/TT-X"
    assert document.meta["tags"] == "a; b"
    assert texts(document) == ["Nội dung."]
    assert document.warnings == ()


def test_broken_front_matter_is_read_as_text_with_a_warning(tmp_path):
    document = read(tmp_path, "---\ntitle: [chưa đóng\nkhác: : :\n---\nNội dung.\n")
    assert "YAML" in document.warnings[0]
    assert any("chưa đóng" in text for text in texts(document))
    assert texts(document)[-1] == "Nội dung."


def test_front_matter_cannot_run_code_or_explode(tmp_path):
    evil = "---\na: !!python/object/apply:os.system ['true']\n---\nThân.\n"
    assert "YAML" in read(tmp_path, evil).warnings[0]
    bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c, *c]\n---\nThân.\n"
    assert max(map(len, read(tmp_path, bomb).meta.values())) < 100


def test_headings_keep_their_level_and_bold_its_mark(tmp_path):
    document = read(tmp_path, "### Chương I\n\n**Điều 1. Phạm vi**\n\nLời *thường*.\n")
    assert [(line.heading, line.bold, line.text) for line in document.lines] == [
        (3, False, "Chương I"),
        (0, True, "Điều 1. Phạm vi"),
        (0, False, "Lời thường."),
    ]


def test_numbers_of_lists_stay_and_bullets_before_labels_go(tmp_path):
    document = read(tmp_path, "3. Khoản ba\n4. Khoản bốn\n\n- a) Điểm a\n- đ) Điểm đ\n- Gạch đầu dòng\n")
    assert texts(document) == ["3. Khoản ba", "4. Khoản bốn", "a) Điểm a", "đ) Điểm đ", "- Gạch đầu dòng"]


def test_tables_keep_their_cells(tmp_path):
    document = read(tmp_path, "| Tên | Số |\n|---|---|\n| Lớp **một** | 30 |\n| Trống | |\n")
    rows = [(line.table, line.text) for line in document.lines]
    assert rows == [(True, "| Tên | Số |"), (True, "| Lớp một | 30 |"), (True, "| Trống |  |")]


def test_escapes_and_stray_marks_disappear_and_dashes_make_no_heading(tmp_path):
    document = read(tmp_path, "1\\. Thoát dấu\n\n**Điều 2.**Dính chữ\n\nĐoạn văn\n---\nĐoạn sau\n")
    assert texts(document) == ["1. Thoát dấu", "Điều 2.Dính chữ", "Đoạn văn", "Đoạn sau"]
    assert all(line.heading == 0 for line in document.lines)


def test_indented_lines_are_text_and_html_loses_its_tags(tmp_path):
    document = read(
        tmp_path, "    a) Thụt vào\n\n<div align='center'>Giữa <b>trang</b></div>\n\nMột<br>Hai\n"
    )
    assert texts(document) == ["a) Thụt vào", "Giữa trang", "Một", "Hai"]
