import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.encodings import TCVN3, VNI, decode, from_tcvn3, from_vni, legacy_encoding, mend_legacy

TEXT = (
    "Điều 2. Nhà trường tổ chức đánh giá người học theo quy chế này; học sinh được nghỉ học "
    "khi ốm nặng, gia đình phải báo trước cho giáo viên chủ nhiệm. Ủy ban xã hỗ trợ xây dựng kỹ năng."
)
LETTERS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"


def typed_in(table, text):
    """The text as the old typewriter stored it: the inverse of the table."""
    inverse = {letter: code for code, letter in reversed(table.items())}
    return "".join(inverse.get(char, char) for char in text)


def test_tcvn3_has_every_small_letter_and_the_seven_capitals():
    assert set(LETTERS) - set("aeiouy") <= set(TCVN3.values())
    assert set("ĂÂÊÔƠƯĐ") <= set(TCVN3.values())
    assert len(set(TCVN3.values())) == len(TCVN3)


def test_vni_has_every_letter_small_and_capital():
    accented = set(LETTERS) - set("aeiouy")
    assert accented | {letter.upper() for letter in accented} <= set(VNI.values())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("§iÒu lÖ tr­êng tiÓu häc", "Điều lệ trường tiểu học"),
    ],
)
def test_tcvn3_reads_as_it_was_meant(typed, meant):
    assert from_tcvn3(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("ÑIEÀU LEÄ TRÖÔØNG TIEÅU HOÏC", "ĐIỀU LỆ TRƯỜNG TIỂU HỌC"),
        ("Ñieàu leä tröôøng, kyõ naêng, lyù lòch", "Điều lệ trường, kỹ năng, lý lịch"),
    ],
)
def test_vni_reads_as_it_was_meant(typed, meant):
    assert from_vni(typed) == meant


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
    ],
)
def test_unicode_in_every_dress_gives_the_same_text(data, encoding):
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.sure) == (TEXT, encoding, True)


def test_bytes_of_tcvn3_are_recognised():
    decoded = decode(typed_in(TCVN3, TEXT.replace("Ủ", "ủ")).encode("latin-1"))
    assert decoded.encoding == "TCVN3"
    assert decoded.text == TEXT.replace("Ủ", "ủ")


def test_bytes_of_vni_are_recognised():
    decoded = decode(typed_in(VNI, TEXT).encode("cp1252"))
    assert (decoded.encoding, decoded.text) == ("VNI", TEXT)


def in_windows_1258(text):
    """The code page holds letters with circumflex, breve or horn; the tone follows as a mark."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = b""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        out += letter.encode("cp1258") + "".join(part for part in parts if part in tones).encode("cp1258")
    return out


def test_bytes_of_windows_1258_are_recognised():
    decoded = decode(in_windows_1258(TEXT))
    assert (decoded.encoding, decoded.text) == ("windows-1258", TEXT)


@pytest.mark.parametrize("table", [TCVN3, VNI])
def test_old_text_inside_a_unicode_file_is_mended_line_by_line(table):
    typed = typed_in(table, TEXT.replace("Ủ", "ủ"))
    mixed = f"{typed}\nDòng này đã là Unicode."
    assert mend_legacy(mixed) == TEXT.replace("Ủ", "ủ") + "\nDòng này đã là Unicode."


def test_good_unicode_and_short_text_are_left_alone():
    assert legacy_encoding(TEXT) is None
    assert legacy_encoding("café à la crème") is None
    assert mend_legacy("Đã có 5 m² và 10 µm.") == "Đã có 5 m² và 10 µm."


def test_a_declared_charset_is_believed_only_where_the_bytes_bear_it_out():
    assert decode(TEXT.encode("utf-16-le"), "iso-8859-1").text == TEXT
    assert decode("tarif réduit à l'école".encode("latin-1"), "no-such-charset").text


@given(st.binary(max_size=400))
def test_any_bytes_decode_to_nfc_text(data):
    text = decode(data).text
    assert unicodedata.is_normalized("NFC", text)
