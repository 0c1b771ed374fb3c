from ingest.readers.text import read_text


def write(tmp_path, content, name="a.txt", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    return path


def lines(document):
    return [line.text for line in document.lines]


def test_lines_are_kept_and_blank_ones_left_out(tmp_path):
    document = read_text(write(tmp_path, "Một\r\n\r\n  Hai   ba \rBốn"))
    assert lines(document) == ["Một", "Hai ba", "Bốn"]


def test_a_file_broken_at_a_fixed_width_gets_its_paragraphs_back(tmp_path):
    body = "Báo cáo này nói về việc dạy và học của các trường ở vùng núi trong năm qua. " * 8
    words, wrapped, line = body.split(), [], ""
    for word in words:
        if len(line) + len(word) > 70:
            wrapped.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    text = "\n".join([*wrapped, line, "", "1. Mục thứ nhất là việc xây phòng học."])
    found = lines(read_text(write(tmp_path, text)))
    assert found == [body.strip(), "1. Mục thứ nhất là việc xây phòng học."]


def test_long_lines_are_not_joined(tmp_path):
    text = "\n".join(f"Đoạn {n} " + "rất dài " * 40 for n in range(10))
    assert len(lines(read_text(write(tmp_path, text)))) == 10


def test_an_old_encoding_is_said_to_the_clerk(tmp_path):
    document = read_text(write(tmp_path, "Céng hoµ x· héi chñ nghÜa ViÖt Nam", encoding="latin-1"))
    assert lines(document) == ["Cộng hoà xã hội chủ nghĩa Việt Nam"]
    assert "TCVN3" in document.warnings[0]
