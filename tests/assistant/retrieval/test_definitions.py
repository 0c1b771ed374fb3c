"""Questions after the meaning of words that a made library defines."""

import numpy as np
import pytest

from assistant.domain.definitions import key_of
from assistant.domain.document import Access
from assistant.library import Library
from assistant.library.records import Source
from assistant.retrieval.definitions import Definitions, _grams


def source(at: int) -> Source:
    return Source(f"{at}.txt", f"{at:064x}", "text/plain", 1)


OPENING = "Trong Thông tư này, các từ ngữ dưới đây được hiểu như sau:"


@pytest.fixture(scope="module")
def library(made, tmp_path_factory):
    garden = made.regulation(
        "31/2031/TT-BGDM",
        "Quy định về vườn rau",
        [
            (
                "Giải thích từ ngữ",
                f"{OPENING}\n1. Luống rau là dải đất trồng rau.\n2. Luống là dải đất.\n"
                "3. Đạo đức làm vườn là cách cư xử của người làm vườn.",
            ),
            ("Ngày hội vườn", "1. Ngày hội vườn là ngày mọi lớp trồng cây."),
            ("Phạm vi", "Áp dụng cho trường có vườn (sau đây gọi chung là nhà trường)."),
        ],
    )
    hidden = made.regulation(
        "9/QĐ-THM",
        "Quy định nội bộ",
        [("Giải thích từ ngữ", f"{OPENING}\n1. Luống rau là luống của phòng tổ chức.")],
        access=Access.INTERNAL,
    )
    library = Library.open(f"sqlite:///{tmp_path_factory.mktemp('defined') / 'library.sqlite3'}")
    edition = library.begin().number
    for at, document in enumerate((garden, hidden)):
        library.put_document(document, source(at), edition=edition)
    library.publish(edition, "none")
    yield library
    library.close()


@pytest.fixture(scope="module")
def words(library) -> Definitions:
    return Definitions.read(library, 1, Access.PUBLIC)


@pytest.fixture(scope="module")
def defined(library, words):
    """Articles that define what a question asks, with how surely."""

    def look(question: str, table: Definitions = words) -> dict[str, float]:
        found = table.defines(question)
        stored = library.provisions(list(found), edition=1, access=Access.INTERNAL)
        return {str(one.provision.path): round(found[one.id], 2) for one in stored}

    return look


FIRST, SECOND = "31/2031/TT-BGDM#dieu-1", "31/2031/TT-BGDM#dieu-2"


@pytest.mark.parametrize(
    "question",
    [
        "Luống rau là gì?",
        "luong rau la gi",
        "Thế nào là luống rau?",
        "Luống rau được hiểu như thế nào?",
        "Khái niệm luống rau",
        "Theo quy định của pháp luật, luống rau là gì?",
        "Cho hỏi, luống rau được định nghĩa thế nào ạ",
        "Luống rau được pháp luật quy định cụ thể là gì?",
        "Như thế nào được gọi là luống rau theo quy định mới nhất hiện nay?",
    ],
)
def test_what_is_asked_is_found_however_it_is_asked(defined, question):
    assert defined(question) == {FIRST: 1.0}


def test_the_head_of_a_phrase_is_what_is_asked(defined):
    assert 0.5 < defined("Đạo đức làm vườn của học sinh là gì?")[FIRST] < 1
    assert defined("Kích thước của luống rau là gì?")[FIRST] < 0.5


def test_an_article_that_defines_its_title_counts_a_little_less(defined):
    assert defined("Ngày hội vườn là gì?") == {SECOND: 0.95}


@pytest.mark.parametrize(
    "question",
    ["Ai tưới luống rau?", "Luống rau được quy định như thế nào?", "", "là gì?", "???", "thế nào là"],
)
def test_where_no_meaning_is_asked_nothing_is_said_to_define(words, question):
    assert words.defines(question) == {}


def test_the_public_never_finds_what_internal_texts_define(library, words, defined):
    own = Definitions.read(library, 1, Access.INTERNAL)
    assert len(own) == len(words) + 1
    assert set(defined("Luống rau là gì?", own)) == {FIRST, "9/QĐ-THM#dieu-1"}


def test_of_words_in_a_question_the_longest_is_used(words, library):
    uses = words.used("Nhà trường giao luống rau cho lớp nào?")
    assert [use.words for use in uses] == ["nhà trường", "luống rau"]
    [garden] = [one for use in uses[1:] for one in library.definitions(use.ids, edition=1)]
    assert garden.term == "Luống rau"


def test_what_is_asked_is_one_word(words):
    assert [use.words for use in words.asked("Luống rau là gì?")] == ["luống rau"]
    assert words.asked("Ai tưới luống rau?") == ()


def test_an_empty_library_defines_nothing():
    none = Definitions(np.empty((0, 6), np.int64))
    assert none.defines("Luống rau là gì?") == {}
    assert none.used("Luống rau") == ()
    assert len(none) == 0


def test_rows_of_syllables_have_the_keys_that_the_library_keeps():
    words = ["ngày", "hội", "vườn", "trường"]
    keys, starts, lengths = _grams(words, 3)
    for key, start, length in zip(keys, starts, lengths, strict=True):
        assert int(key) % (1 << 64) == key_of(words[start : start + length])
    assert len(keys) == 4 + 3 + 2


def test_definitions_go_with_the_document_that_is_removed(made, tmp_path):
    library = Library.open(f"sqlite:///{tmp_path / 'library.sqlite3'}")
    document = made.regulation("1/2031/TT-X", "Vườn", [("Giải thích từ ngữ", "1. Luống là dải đất.")])
    for edition in (1, 2):
        library.begin()
        if edition == 1:
            library.put_document(document, source(1), edition=1)
        else:
            library.remove_document(document.number, edition=2)
        library.publish(edition, "none")
    assert len(Definitions.read(library, 1, Access.PUBLIC)) == 1
    assert len(Definitions.read(library, 2, Access.PUBLIC)) == 0
    library.vacuum()
    assert library.definition_keys(edition=1) == []
    library.close()
