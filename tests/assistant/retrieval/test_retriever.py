"""A question to ranked provisions, in a small library."""

import threading
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.document import Access
from assistant.errors import IndexMismatch
from assistant.retrieval import IndexWriter, Retriever
from assistant.settings import Settings

BEES, KITES, LAW = "29/2031/TT-BGDM", "7/2032/TT-BGDM", "12/2030/QH99"


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("Mỗi lớp được nuôi mấy tổ ong?", f"{BEES}#dieu-2"),
        ("mở tổ ong phải mặc gì", f"{BEES}#dieu-3"),
        ("moi lop duoc nuoi may to ong", f"{BEES}#dieu-2"),
        ("MỖI LỚP ĐƯỢC NUÔI MẤY TỔ ONG", f"{BEES}#dieu-2"),
        ("Bãi thả diều cách đường điện bao xa?", f"{KITES}#dieu-2"),
        ("SV năm thứ nhất có được thả diều không", f"{KITES}#dieu-1"),
        ("GVCN trông coi tổ ong", f"{BEES}#dieu-2"),
    ],
)
def test_the_provision_that_answers_comes_first(found, question, path):
    assert found(question)[0] == path


def test_decomposed_letters_and_old_tone_marks_find_the_same(found):
    import unicodedata

    question = "Thả diều có cần giấy của phòng đào tạo"
    assert found(unicodedata.normalize("NFD", question)) == found(question)


@pytest.mark.parametrize(
    "question", ["29/2031/TT-BGDM", "29/2031/tt-bgdm", "TT 29/2031", "thông tư 29 năm 2031"]
)
def test_a_number_alone_gives_its_articles_in_order(found, question):
    assert found(question, k=3) == [f"{BEES}#dieu-{n}" for n in (1, 2, 3)]


def test_a_number_alone_gives_reading_order_after_an_article_changed(world, made):
    number = "41/2033/TT-BGDM"
    first = made.regulation(number, "Quy định về bể cá", [("Bể cá", "Một bể."), ("Thức ăn", "Hai lần.")])
    later = made.regulation(number, "Quy định về bể cá", [("Bể cá", "Ba bể."), ("Thức ăn", "Hai lần.")])
    world.snapshot(first, date(2033, 1, 1))
    world.snapshot(later, date(2034, 1, 1))
    assert world.found(number) == [f"{number}#dieu-1", f"{number}#dieu-2"]


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("Điều 3 TT 29/2031", f"{BEES}#dieu-3"),
        ("khoản 1 điều 2 Thông tư số 29/2031/TT-BGDM", f"{BEES}#dieu-2"),
        ("Điều 2 Luật Vườn trường 2030", f"{LAW}#dieu-2"),
        ("dieu 2 luat vuon truong", f"{LAW}#dieu-2"),
    ],
)
def test_a_named_article_comes_first_with_the_full_score(asked, question, path):
    first = asked.search(question).hits[0]
    assert (str(first.stored.provision.path), first.score) == (path, 1.0)


def test_a_named_document_comes_before_better_words_elsewhere(found):
    hits = found("Thông tư 7/2032 nói gì về tổ ong của mỗi lớp")
    assert all(path.startswith(KITES) for path in hits[:2])


def test_an_ambiguous_number_names_its_candidates(asked):
    reference = asked.search("Thông tư 29 quy định gì").reference
    assert reference.ambiguous
    assert [str(number) for number in reference.candidates] == [BEES, "29/2029/TT-BYM"]


def test_an_issuer_in_the_question_settles_which(asked):
    reference = asked.search("Thông tư 29 của Bộ Giáo dục").reference
    assert str(reference.number) == BEES


@pytest.mark.parametrize(
    "question", ["Thông tư 99/2031/TT-BGDM", "NĐ 30/2031", "QĐ 12 năm 2031", "1278/BGDM-VP"]
)
def test_a_number_that_is_not_there_is_named_as_missing(asked, question):
    reference = asked.search(question).reference
    assert reference.missing
    assert reference.number is None


def test_an_article_that_is_not_in_its_document_is_missing(asked):
    reference = asked.search("Điều 44 Thông tư 29/2031/TT-BGDM").reference
    assert reference.missing == "Điều 44 của 29/2031/TT-BGDM"


def test_internal_texts_are_found_only_by_who_may_see_them(found):
    question = "giám khảo chấm thi nội bộ"
    assert not [path for path in found(question) if path.startswith("5/")]
    assert found(question, access=Access.INTERNAL)[0] == "5/QĐ-THM#dieu-1"


def test_an_internal_number_is_missing_for_the_public(asked):
    assert asked.search("5/QĐ-THM").reference.missing
    assert not asked.search("5/QĐ-THM", access=Access.INTERNAL).reference.missing


def test_hits_are_in_falling_order_and_say_why(asked):
    hits = asked.search("nuôi ong trong vườn trường").hits
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(
        0 <= hit.lexical <= 1 and 0 <= hit.coverage <= 1.0001 and 0 <= hit.pairs <= 1.0001 for hit in hits
    )
    assert hits[0].margin == pytest.approx(scores[0] - scores[1])


def test_words_that_no_text_has_lower_the_coverage(asked):
    inside = asked.search("nuôi ong trong vườn trường").hits[0].coverage
    outside = asked.search("nuôi rồng trong lâu đài pha lê").hits[0].coverage
    assert outside < 0.5 < inside


@pytest.mark.parametrize("question", ["", "   ", "?!…", "\x00\x01", "🙂🙂"])
def test_a_question_without_words_finds_nothing(asked, question):
    assert asked.search(question).hits == ()


@pytest.mark.parametrize("k", [0, 1, 3, 500])
def test_no_more_hits_than_asked_for(asked, k):
    assert len(asked.search("ong", k=k).hits) <= k


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=400))
def test_any_text_can_be_asked(asked, text):
    asked.search(text)


_PIECES = [
    "điều",
    "5",
    "/",
    "tt",
    "29",
    "luật",
    "2031",
    "khoản",
    "-",
    "nđ",
    "bgdđt",
    "(",
    '"',
    "AND",
    "*",
    ":",
    "~",
    "^",
    "đ",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(_PIECES), max_size=25), st.sampled_from(["", " "]))
def test_any_heap_of_reference_words_and_query_signs_can_be_asked(asked, pieces, gap):
    asked.search(gap.join(pieces))


def test_a_very_long_question_is_answered(asked):
    assert asked.search("nuôi ong trong vườn trường " * 4_000).hits


def test_a_library_without_edition_gives_no_hits(world):
    assert world.retriever().search("nuôi ong").hits == ()


def test_a_library_of_one_provision(world, made):
    world.put(made.other_29)
    assert world.found("tủ thuốc") == ["29/2029/TT-BYM#dieu-1"]


def test_an_open_retriever_follows_each_edition(world, made):
    world.put(made.bees)
    retriever = world.retriever()
    assert retriever.search("thả diều").hits[0].coverage < 1
    world.put(made.kites)
    after = retriever.search("Bãi thả diều cách đường dây điện").hits[0]
    assert str(after.stored.provision.path) == f"{KITES}#dieu-2"
    assert after.vector > 0.3
    world.remove(KITES)
    assert not [h for h in retriever.search("thả diều").hits if str(h.stored.document.number) == KITES]


def test_threads_may_share_a_retriever_while_editions_change(world, made):
    world.put(made.bees)
    retriever = world.retriever()
    wrong: list[object] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            try:
                hits = retriever.search("Mỗi lớp nuôi mấy tổ ong").hits
                if str(hits[0].stored.provision.path) != f"{BEES}#dieu-2":
                    wrong.append(hits)
            except Exception as error:
                wrong.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    world.put(made.kites)
    world.remove(KITES)
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_indexing_twice_leaves_each_row_once(world, made):
    edition = world.put(made.bees)
    writer = IndexWriter.open(world.settings, world.library)
    rows = world.library.provisions(sorted(writer.lexical_ids()), edition=edition)
    writer.index(rows)
    writer.commit(edition)
    assert writer.lexical_ids() == writer.vector_ids() == {row.id for row in rows}
    writer.close()
    assert world.found("tổ ong") == list(dict.fromkeys(world.found("tổ ong")))


def test_removed_rows_leave_both_indexes(world, made):
    edition = world.put(made.bees, made.secret)
    writer = IndexWriter.open(world.settings, world.library)
    writer.remove(world.library.live_ids(edition, Access.INTERNAL))
    assert writer.lexical_ids() == writer.vector_ids() == set()
    writer.close()


def test_words_that_no_text_has_are_not_kept(asked):
    asked.search("Mỗi lớp được nuôi mấy tổ ong?")
    with asked._lent() as view:
        kept = len(view.lexical.frequencies)
        assert kept
        asked.search("zxcv qwrt plmk")
        assert len(view.lexical.frequencies) == kept


def test_vectors_of_another_model_are_refused_with_the_command_that_mends_it(world, made):
    edition = world.library.begin().number
    world.library.publish(edition, "another@00000000")
    with pytest.raises(IndexMismatch, match="another@00000000") as raised:
        Retriever.open(world.settings, world.library)
    assert "hocvu reindex" in raised.value.hint


def test_of_a_shipped_model_that_changed_no_setting_is_spoken(world, made):
    world.library.publish(world.library.begin().number, "static@00000000")
    with pytest.raises(IndexMismatch, match="đi kèm Học Vụ đã đổi") as raised:
        Retriever.open(world.settings, world.library)
    assert "hocvu reindex" in raised.value.hint
    assert "HOCVU_EMBEDDER" not in raised.value.hint


def test_an_unknown_embedder_is_refused(tmp_path, world):
    from assistant.retrieval.embedding import EmbedderUnavailable

    with pytest.raises(EmbedderUnavailable, match="word2vec"):
        Retriever.open(Settings(home=tmp_path, embedder="word2vec", _env_file=None), world.library)


@pytest.mark.parametrize(
    "question",
    [
        "so to ong cua moi lop",
        "Số toor ong cuar mooix lowps",
        "Số tổ ong của mỗi lơp",
        "Số tổ ogn của mỗi lớp",
        "So tổ ong cua mỗi lop",
    ],
)
def test_what_was_meant_is_found_however_it_was_typed(found, question: str) -> None:
    assert found(question)[0] == "29/2031/TT-BGDM#dieu-2"
