import zipfile

import pytest

from assistant.errors import UnreadableFile
from ingest.readers.formats import read_here
from ingest.readers.sniff import DOC, DOCX, HTML, MARKDOWN, ODT, PDF, RTF, TEXT, ZIP, sniff


def put(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def zipped(tmp_path, name, *entries):
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as archive:
        for entry in entries:
            archive.writestr(entry, "x")
    return path


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.pdf", b"%PDF-1.7\n", PDF),
        ("a.pdf", b"junk\n%PDF-1.4\n", PDF),
        ("a.pdf", b"<!DOCTYPE html><html></html>", HTML),
        ("a.doc", b"\xef\xbb\xbf  <html><body>", HTML),
        ("a.doc", b"<?xml version='1.0'?>\n<html xmlns='x'>", HTML),
        ("a.txt", "<html>".encode("utf-16"), HTML),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), DOC),
        ("a.doc", b"{\\rtf1\\ansi", RTF),
        ("a.md", "# Tiêu đề".encode(), MARKDOWN),
        ("a", b"---\ntitle: x\n---\n", MARKDOWN),
        ("a.txt", "Văn bản".encode(), TEXT),
        ("a.txt", "Văn bản dài".encode("utf-16-le"), TEXT),
        ("a.unknown", "Văn bản < 5 & > 3".encode(), TEXT),
    ],
)
def test_content_decides_the_type(tmp_path, name, data, found):
    assert sniff(put(tmp_path, name, data)).media_type == found


def test_zips_are_told_apart_by_what_is_inside(tmp_path):
    assert sniff(zipped(tmp_path, "a.zip", "word/document.xml")).media_type == DOCX
    assert sniff(zipped(tmp_path, "b.zip", "content.xml", "mimetype")).media_type == ODT
    assert sniff(zipped(tmp_path, "c.zip", "a.txt")).media_type == ZIP


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n", "ảnh PNG"),
        (b"Rar!\x1a\x07", "RAR"),
        (bytes(range(256)) * 20, "nhị phân"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (OLE, "không phải Word"),
        (b"PK\x03\x04 cut off", "hỏng"),
    ],
)
def test_what_is_no_document_fails_with_the_reason(tmp_path, data, reason):
    with pytest.raises(UnreadableFile, match=reason):
        sniff(put(tmp_path, "a.pdf", data))


def test_a_spreadsheet_is_refused_by_name(tmp_path):
    with pytest.raises(UnreadableFile, match="bảng tính"):
        sniff(zipped(tmp_path, "a.docx", "xl/workbook.xml"))


def test_a_wrong_extension_is_read_by_content_with_a_warning(tmp_path, options):
    path = put(tmp_path, "qd.pdf", "<html><body><p>Điều 1. Ban hành quy định.</p></body></html>".encode())
    document = read_here(path, options)
    assert document.lines[0].text == "Điều 1. Ban hành quy định."
    assert "đuôi .pdf nhưng nội dung là HTML" in document.warnings[0]


def test_text_and_markdown_pass_for_one_another(tmp_path):
    assert not sniff(put(tmp_path, "a.txt", b"---\ntitle: x\n---\n")).wrong_extension


def test_an_empty_file_and_a_missing_one_say_so(tmp_path, options):
    with pytest.raises(UnreadableFile, match="rỗng"):
        read_here(put(tmp_path, "a.pdf", b""), options)
    with pytest.raises(UnreadableFile, match="Không mở được"):
        read_here(tmp_path / "none.pdf", options)
    with pytest.raises(UnreadableFile, match="không phải là một tệp"):
        read_here(tmp_path, options)


def test_a_file_without_letters_is_no_document(tmp_path, options):
    with pytest.raises(UnreadableFile, match="không có chữ"):
        read_here(put(tmp_path, "a.txt", b"123 456\n---\n"), options)


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(tmp_path, options):
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(UnreadableFile, match=r"lớn 200,0 MB, quá giới hạn 150,0 MB"):
        read_here(path, options)


def test_a_zip_is_sent_to_the_door_that_opens_zips(tmp_path, options):
    with pytest.raises(UnreadableFile, match="tệp nén"):
        read_here(zipped(tmp_path, "a.zip", "a.txt"), options)
