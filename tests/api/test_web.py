from api.web.blocks import blocks, tree
from api.web.pages import document_href, outside_href, paragraphs
from assistant.domain.answer import Outcome

PERSON = {"accept": "text/html"}


def test_a_form_without_script_is_answered_by_the_server(client):
    html = client.get("/", params={"q": "Khi nào được bảo lưu?"}, headers=PERSON).text
    assert "Đã tìm thấy quy định" in html
    assert "Đã học ít nhất một học kỳ." in html
    assert "Hiệu lực xét vào ngày" in html
    assert 'href="/van-ban/05/2024/TT-BGD%C4%90TT#dieu-5.khoan-2"' in html
    assert "Văn bản mẫu" in html


def test_the_day_chosen_in_the_form_counts(client):
    html = client.get("/", params={"q": "bảo lưu", "as_of": "2020-01-02"}, headers=PERSON).text
    assert "02/01/2020" in html
    assert "chưa có hiệu lực" in html


def test_an_impossible_day_is_said_to_be_none_and_the_question_kept(client):
    response = client.get("/", params={"q": "bảo lưu", "as_of": "2020-13-40"}, headers=PERSON)
    assert response.status_code == 400
    assert "không phải một ngày" in response.text
    assert ">bảo lưu</textarea>" in response.text


def test_a_day_may_be_typed_as_people_write_it(client):
    html = client.get("/", params={"q": "bảo lưu", "as_of": "02/01/2020"}, headers=PERSON).text
    assert "02/01/2020" in html
    assert "chưa có hiệu lực" in html


def test_nothing_found_is_said_in_words_with_questions_to_try(client, door):
    door.outcome = Outcome.NOT_FOUND
    html = client.get("/", params={"q": "trời mưa"}, headers=PERSON).text
    assert "Không tìm thấy quy định" in html
    assert "Bảo lưu kết quả thế nào?" in html


def test_a_question_that_cannot_be_answered_stays_in_the_form(client):
    response = client.get("/", params={"q": "???"}, headers=PERSON)
    assert response.status_code == 400
    assert "Câu hỏi chưa có nội dung." in response.text
    assert ">???</textarea>" in response.text


def test_words_of_the_asker_and_of_documents_stay_words(client):
    attack = "<script>alert(1)</script>"
    for path in ("/?q=" + attack, "/van-ban?q=" + attack, "/van-ban/06/2024/TT-BGDDTT", "/van-ban"):
        html = client.get(path, headers=PERSON).text
        assert attack not in html
        assert "<img src=x" not in html
        assert 'href="javascript:' not in html


def test_the_document_page_has_an_anchor_for_every_unit(client):
    html = client.get("/van-ban/05/2024/TT-BGDDTT", headers=PERSON).text
    for anchor in ("chuong-i", "dieu-5", "dieu-5.khoan-1", "dieu-5.khoan-2"):
        assert f'id="{anchor}"' in html
    assert 'href="#dieu-5"' in html
    assert "Văn bản mẫu" in html
    assert 'href="https://example.org/05"' in html


def test_the_list_is_filtered(client):
    html = client.get("/van-ban", params={"q": "quy chế"}, headers=PERSON).text
    assert "1 văn bản" in html
    assert "Quy chế thử về đào tạo" in html


def test_the_api_page_shows_every_operation(client):
    html = client.get("/docs", headers=PERSON).text
    for path in client.get("/openapi.json").json()["paths"]:
        assert path in html


def test_starters_are_links_that_work_without_script(client):
    html = client.get("/", headers=PERSON).text
    assert 'href="/?q=B%E1%BA%A3o%20l%C6%B0u' in html


def test_the_lines_of_an_article_know_their_clauses(door):
    provision = door.documents_held[0].provisions[1]
    found = blocks(provision)
    assert [block.depth for block in found] == [0, 1, 1]
    assert [block.clause for block in found] == ["", "dieu-5.khoan-1", "dieu-5.khoan-2"]


def test_rows_of_a_table_become_one_table(make_document):
    text = "1. Có đơn đề nghị.\n| Bậc | Mức |\n| --- | một |\n2. Đã học ít nhất một học kỳ."
    found = blocks(make_document("1/2024/TT-X", title="Thử", text=text).provisions[1])
    assert [block.rows for block in found] == [(), (("Bậc", "Mức"), ("---", "một")), ()]


def test_a_unit_without_its_parent_stands_at_the_top_of_the_tree(door):
    whole = door.outline(door.documents_held[0].number)
    assert [len(node.children) for node in tree(whole)] == [1]
    assert [len(node.children) for node in tree(whole[1:])] == [0]


def test_the_little_markdown_of_answers():
    text = "Theo Điều 1:\n\n> một\n> hai\n>\nSau:\n- a\n- b"
    assert paragraphs(text) == [
        ("text", ["Theo Điều 1:"]), ("quote", ["một", "hai"]), ("text", ["Sau:"]), ("list", ["a", "b"]),
    ]  # fmt: skip


def test_links_keep_slashes_and_escape_the_rest():
    assert document_href("1/2024/NĐ-CP#quy-che/dieu-5.diem-đ") == (
        "/van-ban/1/2024/N%C4%90-CP#quy-che/dieu-5.diem-%C4%91"
    )


def test_only_web_links_are_followed():
    assert outside_href("https://vbpl.example/1") == "https://vbpl.example/1"
    for url in ("javascript:alert(1)", "data:text/html,x", "//evil", "http://[", None, ""):
        assert outside_href(url) == ""


def test_what_the_answer_refers_to_stands_under_it_with_or_without_script(client):
    html = client.get("/", params={"q": "Khi nào được bảo lưu?"}, headers=PERSON).text
    assert "Quy định được dẫn chiếu (2)" in html
    assert 'data-followed="0"' in html
    assert "Thư viện không có Thông tư số 9/2099/TT-X." in html
    assert "Từ ngữ trong câu hỏi (1)" in html


def test_the_page_tells_how_the_question_was_read_where_that_differs(client):
    assert (
        'Hiểu là: <span lang="vi">học sinh bảo lưu?</span>'
        in client.get("/", params={"q": "HS bảo lưu?"}).text
    )
    assert "Hiểu là" not in client.get("/", params={"q": "bảo lưu?"}).text


def test_the_form_keeps_who_asks_and_so_do_its_links(client):
    html = client.get("/", params={"q": "bảo lưu?", "audience": "official"}, headers=PERSON).text
    assert 'value="official" checked' in html
    assert "&amp;audience=official" in html
    plain = client.get("/", headers=PERSON).text
    assert 'value="citizen" checked' in plain
    assert "audience=" not in plain.replace('name="audience"', "")
