"""Words that made regulations define."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.definitions import DefinitionKind, definitions_of, key_of, keys_of
from assistant.domain.document import Provision
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.words import syllables
from ingest.structure import parse_article_text

WHERE = ProvisionPath.parse("1/2031/TT-BGDM#dieu-3")


def article(heading: str, text: str) -> Provision:
    units = parse_article_text(WHERE, text)
    return Provision(WHERE, UnitKind.ARTICLE, "Điều 3", heading, text, units=units)


def terms(heading: str, text: str, *kinds: DefinitionKind) -> list[str]:
    wanted = kinds or tuple(DefinitionKind)
    return [one.term for one in definitions_of(article(heading, text)) if one.kind in wanted]


def explained(*lines: str) -> list[str]:
    opening = "Trong Thông tư này, các từ ngữ dưới đây được hiểu như sau:"
    return terms("Giải thích từ ngữ", "\n".join([opening, *lines]))


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("1. Vườn trường là khu đất trồng cây của trường.", ["Vườn trường"]),
        ("1. Đội làm vườn gồm học sinh và một giáo viên.", ["Đội làm vườn"]),
        ("1. Sổ vườn bao gồm nhật ký tưới và sơ đồ luống.", ["Sổ vườn"]),
        ("1. Ngày tưới được hiểu là ngày có phân công.", ["Ngày tưới"]),
        ("1. Luống hoa: là dải đất trồng hoa.", ["Luống hoa"]),
        ("1. “Luống rau” là dải đất trồng rau.", ["Luống rau"]),
        ('1. "Luống ngô": dải đất trồng ngô.', ["Luống ngô"]),
        ("1. Nhóm lửa, hun khói - là việc bị cấm trong vườn.", ["Nhóm lửa, hun khói"]),
        (
            "1. Ong thợ (còn gọi là ong kiếm mật) là ong đi lấy mật.",
            ["Ong thợ", "ong kiếm mật"],
        ),
        (
            "1. Sổ theo dõi vườn (sau đây gọi tắt là Sổ vườn) là sổ ghi việc tưới.",
            ["Sổ theo dõi vườn", "Sổ vườn"],
        ),
        ("1. Độ ẩm đất (ĐA) là lượng nước trong đất.", ["Độ ẩm đất", "ĐA", "Độ ẩm đất ĐA"]),
        (
            "1. Thẻ vườn hoặc giấy vào vườn là giấy cho phép vào vườn.",
            ["Thẻ vườn hoặc giấy vào vườn", "Thẻ vườn", "giấy vào vườn"],
        ),
        ("1. Trong Thông tư này, “Bể nước” là bể chứa nước mưa.", ["Bể nước"]),
    ],
)
def test_a_clause_defines_the_words_before_its_verb(line, names):
    assert explained(line) == names


def test_every_clause_defines_its_own_word_in_its_own_stretch():
    text = "1. Gieo là rải hạt.\n2. Tỉa là nhổ bớt cây.\nKể cả cây đã lớn."
    found = definitions_of(article("Giải thích từ ngữ", text))
    assert [(one.term, text[one.start : one.end]) for one in found] == [
        ("Gieo", "1. Gieo là rải hạt."),
        ("Tỉa", "2. Tỉa là nhổ bớt cây.\nKể cả cây đã lớn."),
    ]


def test_lines_without_labels_and_points_define_too():
    opening = "1. Các từ ngữ trong Thông tư này được hiểu như sau:"
    text = f"{opening}\na) Cuốc là dụng cụ xới đất;\nb) Bình tưới là bình có vòi."
    assert terms("Giải thích từ ngữ", text) == ["Cuốc", "Bình tưới"]
    assert terms("Giải thích từ ngữ", "“Sự cố” là hỏng hóc của bể nước.") == ["Sự cố"]


def test_the_opening_is_no_definition():
    assert explained() == []


def test_an_article_that_says_what_its_title_is_defines_it():
    text = "1. Ngày hội vườn là ngày mọi lớp cùng trồng cây.\n2. Ngày hội vườn được tổ chức mỗi năm."
    assert terms("Ngày hội vườn", text, DefinitionKind.TITLED) == ["Ngày hội vườn"]
    assert terms("Khái niệm ngày hội vườn", text, DefinitionKind.MEANING) == ["Ngày hội vườn"]
    assert terms("Kinh phí", text) == []


def test_a_short_name_is_defined_where_it_is_given():
    text = "Thông tư này áp dụng cho trường có vườn (sau đây gọi chung là trường có vườn) và phụ huynh."
    assert terms("Đối tượng áp dụng", text) == ["trường có vườn"]
    comma = (
        "Nội quy về cuốc, xẻng của vườn (sau đây gọi là nội quy cuốc, xẻng, viết tắt là NQ) do trường viết."
    )
    assert terms("Nội quy", comma) == ["nội quy cuốc, xẻng"]
    named = "Theo Thông tư số 5/2030/TT-BGDM (sau đây gọi là Thông tư số 5) thì vườn mở cửa."
    assert terms("Mở cửa", named) == []


@pytest.mark.parametrize(
    "text",
    ["Học sinh là người trồng cây.", "1. Học sinh tưới cây.\n2. Giáo viên là người trông coi."],
)
def test_a_sentence_with_la_defines_nothing_by_itself(text):
    assert terms("Việc trong vườn", text) == []


def test_keys_do_not_depend_on_how_a_word_is_typed():
    assert keys_of("Hoà giải, ở cơ sở") == keys_of("hòa giải ở cơ sở")
    assert keys_of("vườn trường")[1] == keys_of("vuon truong")[1]
    assert keys_of("vườn trường")[0] != keys_of("vuon truong")[0]
    assert key_of(["trường", "vườn"]) != key_of(["vườn", "trường"])


@given(
    st.text(alphabet='1.a) “”"():;,-–\nlàgồmXYhiểu ', max_size=200),
    st.sampled_from(["Giải thích từ ngữ", "X là Y"]),
)
def test_any_text_is_read_and_definitions_lie_inside_it(text, heading):
    for one in definitions_of(article(heading, text)):
        assert 0 <= one.start < one.end <= len(text)
        assert syllables(one.term)
