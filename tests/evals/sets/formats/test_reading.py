"""Public formats are read as their sources describe them; what is wrong is told with file and line."""

import json
from datetime import date

import pytest

from assistant.domain.answer import Audience, Outcome
from assistant.errors import BadRequest
from evals.cases import Case, DateMode, Kind, Split, written
from evals.sets.formats.addresses import address_of, article_address, in_words, read_names
from evals.sets.formats.beir import read_beir
from evals.sets.formats.files import json_items
from evals.sets.formats.legal import read_legal
from evals.sets.formats.own import read_flips, read_retrieval
from evals.sets.formats.registry import FORMATS, Source, guess, read
from evals.sets.formats.stated import Stated
from evals.sets.formats.trec import read_topics, read_trec

DAY = date(2031, 6, 2)
STATED = Stated(DAY, Split.HOLDOUT, Audience.CITIZEN, "ong")


def put(folder, name, *lines):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in lines))
    return path


def refused(words, call, *given):
    with pytest.raises(BadRequest, match=words) as caught:
        call(*given)
    assert caught.value.hint
    return caught.value


# --- what others call a provision


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("1/2031/TT-X#dieu-3.khoan-2", "1/2031/TT-X#dieu-3.khoan-2"),
        ("01/2031/tt-bgdm+5", "01/2031/TT-BGDM#dieu-5"),
        ("01/2031/TT-BGDM_5a", "01/2031/TT-BGDM#dieu-5a"),
        ("43/2031/QH14|12", "43/2031/QH14#dieu-12"),
        ("1/2031/TT-X#quy-che/dieu-3", "1/2031/TT-X#quy-che/dieu-3"),
    ],
)
def test_ids_of_a_law_and_an_article_are_addresses(name, address):
    assert address_of(name, {}) == address


@pytest.mark.parametrize("name", ["doc17", "1/2031/TT-X", "Luật Ong", "1/2031/TT-X#x#y", "", "+5"])
def test_a_name_that_is_no_address_is_refused_and_not_guessed(name):
    with pytest.raises(ValueError, match=r"không phải|trống"):
        address_of(name, {})


def test_names_that_somebody_listed_are_known(tmp_path):
    names = read_names(put(tmp_path, "n.tsv", "Luật Ong\t5/2031/QH99", "doc17\t1/2031/TT-X#dieu-3"))
    assert address_of("doc17", names) == "1/2031/TT-X#dieu-3"
    assert article_address("Luật Ong", "Điều 4", names) == "5/2031/QH99#dieu-4"
    assert address_of("Luật Ong+4", names | {"Luật Ong+4": "5/2031/QH99#dieu-44"}) == "5/2031/QH99#dieu-44"


@pytest.mark.parametrize(
    "line", ["Luật Ong", "Luật Ong\t", "\t5/2031/QH99", "Luật Ong\t5/2031/QH99\nLuật Ong\t6/2031/QH99"]
)
def test_a_table_of_names_says_one_thing(tmp_path, line):
    refused(f"n.tsv, dòng {line.count(chr(10)) + 1}", read_names, put(tmp_path, "n.tsv", line))


def test_words_for_people_are_read_as_addresses():
    assert in_words("khoản 2 Điều 5 Thông tư số 29/2031/TT-BGDM") == ("29/2031/TT-BGDM#dieu-5.khoan-2",)
    assert in_words("các Điều 5, 6 Thông tư số 29/2031/TT-BGDM") == (
        "29/2031/TT-BGDM#dieu-5",
        "29/2031/TT-BGDM#dieu-6",
    )
    for words in ("Điều 5", "Thông tư số 29/2031/TT-BGDM", "như trên"):
        with pytest.raises(ValueError, match="không đọc được"):
            in_words(words)


# --- ALQAC and Zalo


def an_item(**more):
    articles = [{"law_id": "45/2031/QH14", "article_id": "1"}]
    return {"question_id": "q-1", "text": "Nuôi ong có phải xin phép?", "relevant_articles": articles} | more


def test_alqac_says_question_and_articles_and_the_caller_the_rest(tmp_path):
    (case,) = read_legal(put(tmp_path, "train.json", [an_item()]), STATED)
    assert (case.id, case.question) == ("q-1", "Nuôi ong có phải xin phép?")
    assert case.gold == (("45/2031/QH14#dieu-1",),)
    assert (case.as_of, case.split, case.audience, case.field) == (
        DAY,
        Split.HOLDOUT,
        Audience.CITIZEN,
        "ong",
    )
    assert (case.date_mode, case.kind, case.answerable) == (DateMode.UNSTATED, Kind.SIMPLE, True)
    assert (case.checked_by, case.cluster, case.source) == (None, "45/2031/QH14", "legal:train")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"label": True}, "Nhận định trong câu hỏi là đúng."),
        ({"answer": "Sai", "question_type": "Đúng/Sai"}, "Nhận định trong câu hỏi là sai."),
        ({"answer": "B", "choices": {"A": "Có", "B": "Không"}}, "Không"),
        ({"answer": "ba tổ"}, "ba tổ"),
    ],
)
def test_what_alqac_calls_the_answer_is_a_vital_nugget(tmp_path, more, said):
    (case,) = read_legal(put(tmp_path, "a.json", [an_item(**more)]), STATED)
    assert [(one.text, one.vital) for one in case.nuggets] == [(said, True)]


def test_zalo_has_items_and_numbers_in_lower_case(tmp_path):
    articles = [
        {"law_id": "47/2031/tt-bgdm", "article_id": 7},
        {"law_id": "47/2031/tt-bgdm", "article_id": "8"},
    ]
    row = {"question_id": "z", "question": "Tổ ong?", "relevant_articles": articles}
    path = put(tmp_path, "z.json", {"_name_": "x", "_count_": 1, "more": {"items": [1]}, "items": [row]})
    both = ("47/2031/TT-BGDM#dieu-7", "47/2031/TT-BGDM#dieu-8")
    assert read_legal(path, STATED)[0].gold == (both,)
    together = read_legal(path, Stated(DAY, together=True))[0]
    assert (together.gold, together.kind) == (tuple((one,) for one in both), Kind.SEVERAL)


@pytest.mark.parametrize(
    "change",
    [
        {"relevant_articles": []},
        {"relevant_articles": None},
        {"relevant_articles": [{"law_id": "45/2031/QH14"}]},
        {"relevant_articles": [{"law_id": "Luật Ong", "article_id": "1"}]},
        {"relevant_articles": [{"law_id": "45/2031/QH14", "article_id": "một"}]},
        {"relevant_articles": ["45/2031/QH14"]},
        {"text": " "},
        {"text": ["a"]},
        {"question_id": "q-0"},
        {"question_id": None},
    ],
)
def test_a_wrong_item_is_told_with_the_line_it_begins_on(tmp_path, change):
    rows = ["[", json.dumps(an_item(question_id="q-0")) + ",", json.dumps(an_item(**change)), "]"]
    refused("a.json, dòng 3", read_legal, put(tmp_path, "a.json", *rows), STATED)


@pytest.mark.parametrize("text", ["[{}", "[{} {}]", "", "{", '{"items": 3}', "nothing", "[1,]", '{"a" 1}'])
def test_what_is_no_json_list_is_refused(tmp_path, text):
    refused("a.json", lambda path: list(json_items(path, "items", "?")), put(tmp_path, "a.json", text))


def test_items_come_with_their_lines(tmp_path):
    path = put(tmp_path, "a.json", "[1,", "", '  {"a": [2,', "3]}, 4", "]")
    assert list(json_items(path, "items", "?")) == [(1, 1), (3, {"a": [2, 3]}), (4, 4)]


# --- BEIR


def a_beir(folder, *qrels, corpus=()):
    put(folder, "queries.jsonl", {"_id": "q1", "text": "Mấy tổ ong?"}, {"_id": "q2", "text": "Ai cấp phép?"})
    put(folder, "qrels/test.tsv", "query-id\tcorpus-id\tscore", *qrels)
    if corpus:
        put(folder, "corpus.jsonl", *corpus)
    return folder


def test_a_beir_folder_is_queries_and_judgements(tmp_path):
    folder = a_beir(tmp_path, "q1\t1/2031/TT-X+3\t2", "q1\t1/2031/TT-X+4\t0", "q1\t2/2031/TT-X+1\t1")
    (case,) = read_beir(folder, STATED)
    assert case.gold == (("1/2031/TT-X#dieu-3", "2/2031/TT-X#dieu-1"),)
    (strict,) = read_beir(folder, Stated(DAY, least=2))
    assert strict.gold == (("1/2031/TT-X#dieu-3",),)


def test_the_corpus_may_tell_addresses(tmp_path):
    corpus = (
        {"_id": "d1", "text": "…", "metadata": {"path": "1/2031/TT-X#dieu-3"}},
        {"_id": "d2", "text": "…", "metadata": {"document": "2/2031/TT-X", "article": 4}},
        {"_id": "d3", "text": "…", "metadata": {}},
    )
    folder = a_beir(tmp_path, "q1\td1\t1", "q2\td2\t1", corpus=corpus)
    assert [case.gold[0][0] for case in read_beir(folder, STATED)] == [
        "1/2031/TT-X#dieu-3",
        "2/2031/TT-X#dieu-4",
    ]


def test_judgements_as_mteb_keeps_them(tmp_path):
    a_beir(tmp_path)
    (tmp_path / "qrels/test.tsv").unlink()
    put(tmp_path, "qrels/dev.jsonl", {"query-id": "q1", "corpus-id": "1/2031/TT-X+3", "score": 1})
    assert len(read_beir(tmp_path, STATED)) == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("q9\t1/2031/TT-X+3\t1", "test.tsv, dòng 2: không có câu hỏi mang mã q9"),
        ("q1\tdoc7\t1", "test.tsv, dòng 2: “doc7”"),
        ("q1\t1/2031/TT-X+3", "test.tsv, dòng 2: không có ba cột"),
        ("q1\t1/2031/TT-X+3\tone", "test.tsv, dòng 2"),
        ("q1\t1/2031/TT-X+3\t0", "test.tsv, dòng 2: câu hỏi q1 không có điều khoản nào"),
    ],
)
def test_a_judgement_that_cannot_be_is_refused(tmp_path, line, words):
    refused(words, read_beir, a_beir(tmp_path, line), STATED)


def test_of_several_parts_one_must_be_named(tmp_path):
    a_beir(tmp_path, "q1\t1/2031/TT-X+3\t1")
    put(tmp_path, "qrels/train.tsv", "q2\t1/2031/TT-X+4\t1")
    assert "test, train" in refused("có nhiều phần", read_beir, tmp_path, STATED).hint
    refused("không có phần “dev”", read_beir, tmp_path, STATED, "dev")
    assert [case.id for case in read_beir(tmp_path, STATED, "train")] == ["q2"]


def test_queries_are_checked_too(tmp_path):
    folder = a_beir(tmp_path, "q1\t1/2031/TT-X+3\t1")
    put(folder, "queries.jsonl", {"_id": "q1", "text": "a"}, {"_id": "q1", "text": "b"})
    refused("queries.jsonl, dòng 2: mã q1", read_beir, folder, STATED)
    put(folder, "queries.jsonl", {"_id": "q1", "text": "a"}, "{")
    refused("queries.jsonl, dòng 2: không phải JSON", read_beir, folder, STATED)


# --- TREC

OPEN = (
    "<top>\n<num> Number: 301\n<title> Tổ ong\n  trong trường\n"
    "<desc> Description:\nMấy tổ &amp; ở đâu?\n<narr> Narrative: …\n</top>\n"
)


def test_topics_of_the_old_form_and_as_xml_and_by_tabs(tmp_path):
    assert read_topics(put(tmp_path, "a", OPEN)) == {"301": "Tổ ong trong trường"}
    assert read_topics(put(tmp_path, "a", OPEN), "desc") == {"301": "Mấy tổ & ở đâu?"}
    one = '<topic number="{}"><title>{}</title></topic>'
    xml = f"<topics>{one.format(7, 'Tổ ong')}{one.format(8, 'Ve')}</topics>"
    assert read_topics(put(tmp_path, "b", xml)) == {"7": "Tổ ong", "8": "Ve"}
    assert read_topics(put(tmp_path, "c", "7\tTổ ong", "8\tVe")) == {"7": "Tổ ong", "8": "Ve"}


def test_topics_and_qrels_are_cases(tmp_path):
    qrels = put(tmp_path, "qrels", "301 0 1/2031/TT-X#dieu-3 1", "301 0 1/2031/TT-X#dieu-4 0")
    (case,) = read_trec(put(tmp_path, "topics.txt", OPEN), qrels, STATED)
    assert (case.id, case.gold, case.source) == ("301", (("1/2031/TT-X#dieu-3",),), "trec:topics")


@pytest.mark.parametrize(
    "text", ["", "<top><title>x</title></top>", "<top><num>1</top>", "chỉ một cột", "1\ta\n1\tb"]
)
def test_topics_that_say_too_little_are_refused(tmp_path, text):
    refused("topics", read_topics, put(tmp_path, "topics", text))


def test_a_line_that_is_no_judgement_is_refused(tmp_path):
    qrels = put(tmp_path, "qrels", "301 0 1/2031/TT-X#dieu-3 1", "301 1/2031/TT-X#dieu-4 0")
    refused("qrels, dòng 2", read_trec, put(tmp_path, "topics", OPEN), qrels, STATED)


# --- this project's own


def test_a_retrieval_dataset_is_cases(tmp_path):
    gold = [{"document": "43/2031/QH14", "article": "5"}]
    path = put(
        tmp_path,
        "dev.jsonl",
        {"question": "a", "gold": gold, "education": True},
        "",
        {"id": "x", "question": "b", "gold": gold},
    )
    first, second = read_retrieval(path, STATED)
    assert (first.id, first.field, second.id, second.field) == ("dev-1", "giáo dục", "x", "ong")
    for n, row in enumerate(
        (
            {"question": "a"},
            {"gold": gold},
            {"question": "a", "gold": [{}]},
            3,
            {"id": "x", "question": "b", "gold": gold},
        )
    ):
        bad = put(tmp_path, f"bad{n}.jsonl", {"id": "x", "question": "b", "gold": gold}, row)
        refused("dòng 2", read_retrieval, bad, STATED)


def test_the_shipped_pairs_have_two_sides_each():
    from evals.date_flips import PAIRS, load

    cases = read_flips(PAIRS, STATED)
    assert len(cases) == 2 * len(load(PAIRS))
    by_id = {case.id: case for case in cases}
    older, later = by_id["replaced-001-1"], by_id["replaced-001-2"]
    assert (older.pair, older.question, older.kind) == (later.pair, later.question, Kind.FLIP)
    assert older.as_of < later.as_of
    assert older.gold != later.gold
    assert later.gold[0][0] in older.superseded  # too recent on the older day
    ended = by_id["ended-001-2"]
    assert (ended.gold, ended.answerable) == ((), False)
    assert Outcome.NOT_IN_FORCE in ended.expected


# --- telling formats apart


def test_a_path_tells_its_format(tmp_path):
    a_beir(tmp_path / "beir", "q1\t1/2031/TT-X+3\t1")
    (case,) = read_beir(tmp_path / "beir", STATED)
    cases = put(tmp_path, "c.jsonl", written([case]))
    retrieval = put(
        tmp_path, "r.jsonl", {"question": "a", "gold": [{"document": "43/2031/QH14", "article": "5"}]}
    )
    topics, qrels = put(tmp_path, "t", OPEN), put(tmp_path, "q", "301 0 1/2031/TT-X#dieu-3 1")
    sources = {
        "beir": Source(tmp_path / "beir"),
        "cases": Source(cases),
        "retrieval": Source(retrieval),
        "trec": Source(topics, qrels=qrels),
        "legal": Source(put(tmp_path, "l.json", [an_item()])),
        "csv": Source(put(tmp_path, "s.csv", "câu hỏi,căn cứ", "a,1/2031/TT-X#dieu-3")),
    }
    for name, source in sources.items():
        assert guess(source) == name
        found = read(source, STATED)
        assert len(found.cases) == 1
        assert isinstance(found.cases[0], Case)
    assert sources.keys() < FORMATS.keys()


def test_what_cannot_be_told_asks_for_a_name(tmp_path):
    refused("Không rõ x.jsonl", read, Source(put(tmp_path, "x.jsonl", "{}")), STATED)
    refused("Không có", read, Source(tmp_path / "none"), STATED)
    refused("định dạng “xml”", read, Source(put(tmp_path, "x", "a")), STATED, "xml")
    refused("qrels", read, Source(put(tmp_path, "x", OPEN)), STATED, "trec")


def test_a_file_that_is_no_text_is_told_by_its_line(tmp_path):
    path = tmp_path / "x.json"
    path.write_bytes(b"[1,\n\xff\xfe\x00]")
    refused("x.json, dòng 2: không phải văn bản UTF-8", read, Source(path), STATED)
