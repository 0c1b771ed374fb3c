"""Written answers, conversations and feedback in a real browser: a real library, a scripted model."""

import json
import re
import shutil
from datetime import date
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect

from api.app import create_app
from assistant.domain.answer import Answer, ModelUse, Outcome, Part, PromptUsed, Statement
from assistant.settings import Settings
from tests.api.serving import ALSO_TRUE_TEXT as STEP
from tests.api.serving import FALSE_TEXT as FALSE
from tests.api.serving import NORMS_QUESTION as QUESTION
from tests.api.serving import TRUE_TEXT as SHORT
from tests.api.serving import says, serving
from tests.model_server import Empty, ModelServer, Statements, Status

pytestmark = pytest.mark.browser

FOLLOW_UP = "còn tiểu học thì sao?"
NOTE = "Giáo viên trung học cơ sở: 19 tiết."
XSS = "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>"
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}


TRUE = [says(SHORT, 1, "short"), says(STEP, 3, "step"), says(NOTE, 1, "note")]


class Scripted(ModelServer):
    """A server whose script can be changed while it runs."""

    def __init__(self) -> None:
        super().__init__(self._reply)
        self.says = [Empty()]

    def _reply(self, _request):
        return self.says.pop(0) if len(self.says) > 1 else self.says[0]


@pytest.fixture(scope="module")
def model():
    """The model's server; a test sets what it ``says``: replies in their order, the last one again."""
    with Scripted() as server:
        yield server


@pytest.fixture(scope="module")
def app(model, sample_home, tmp_path_factory):
    home = shutil.copytree(sample_home, tmp_path_factory.mktemp("talking") / "home")
    patient = {"model_timeout_s": 5.0, "model_retries": 0, "model_price_in": 2.0, "model_price_out": 8.0}
    return create_app(Settings(home=home, model="mau", model_base_url=model.url, _env_file=None, **patient))


@pytest.fixture(scope="module")
def site(app):
    """The application on a free port, once for the module: opening a library takes its time."""
    with serving(app) as address:
        yield address


@pytest.fixture
def kept(app):
    return app.state.house.keeper.get().kept


def send(page: Page, question: str = QUESTION) -> None:
    page.get_by_label("Câu hỏi của bạn").fill(question)
    page.keyboard.press("Enter")


def ask(page: Page, question: str = QUESTION, *, nth: int = 1) -> None:
    send(page, question)
    expect(page.locator(".copy")).to_have_count(nth)


def conversation_of(page: Page) -> str:
    return page.evaluate("sessionStorage.getItem('hocvu-conversation')") or ""


def hear(page: Page) -> None:
    """Keep what a screen reader is told from here on, as ``heard``."""
    page.evaluate(
        """() => {
          window.heard = [];
          const live = document.getElementById('live');
          new MutationObserver(() => heard.push(live.textContent)).observe(live, { childList: true });
        }"""
    )


def test_verified_statements_appear_one_by_one_and_the_whole_answer_says_how_it_was_made(open_page, model):
    first = len(Statements(TRUE[:1]).text)
    model.says = [Statements([*TRUE, says(FALSE, 1, "detail")], size=first, delay_s=0.7), Empty()]
    page = open_page()
    hear(page)
    send(page)
    expect(page.locator(".statement--short")).to_contain_text(SHORT)
    assert page.locator(".statement--note, .copy").count() == 0
    expect(page.locator(".steps")).to_have_text("Đã tìm thấy quy định, đang viết câu trả lời…")
    expect(page.get_by_role("log")).to_have_attribute("aria-busy", "true")
    expect(page.locator(".copy")).to_be_visible()
    expect(page.locator(".steps")).to_have_count(0)
    expect(page.locator(".statements ol > .statement--step")).to_contain_text(STEP)
    expect(page.locator(".statement--note")).to_contain_text(NOTE)
    expect(page.locator(".statement--validity")).to_contain_text("còn hiệu lực")
    expect(page.locator(".statements blockquote")).to_contain_text("b) Giáo viên trung học cơ sở: 19 tiết;")
    assert FALSE not in page.content()
    heard = ["Đang tìm câu trả lời", "Đã tìm thấy quy định, đang viết câu trả lời…", "Đã có kết quả"]
    assert page.evaluate("heard") == heard
    made = page.locator(".made")
    expect(made.locator("summary")).to_have_text("Do mô hình viết, từng câu đã đối chiếu với căn cứ")
    made.locator("summary").click()
    for part in ("mau", "dành cho người dân, bản ", "1 câu: con số không có trong căn cứ (1)", " USD", " ms"):
        expect(made).to_contain_text(part)
    page.locator(".chip").first.click()
    expect(page.locator("#panel mark").first).to_be_visible()


def test_what_a_model_wrote_is_marked_as_such_after_a_reload_too(open_page, model):
    model.says = [Statements(TRUE[:1]), Empty()]
    page = open_page()
    ask(page)
    ask(page, FOLLOW_UP, nth=2)
    page.reload()
    expect(page.locator(".question__text")).to_have_text([QUESTION, FOLLOW_UP])
    expect(page.locator(".made")).to_have_text(["Do mô hình viết, từng câu đã đối chiếu với căn cứ"])
    expect(page.locator(".turn").first.locator(".made")).to_be_visible()


def test_a_conversation_goes_on_over_a_reload_and_is_gone_when_deleted(open_page, model, kept):
    model.says = [Empty()]
    page = open_page()
    ask(page)
    expect(page.locator("#kept-until")).to_contain_text("được lưu đến ngày")
    ask(page, FOLLOW_UP, nth=2)
    expect(page.locator(".understood").last).to_contain_text("tiểu học")
    id_ = conversation_of(page)
    assert [turn.asked for turn in kept.conversations.history(id_).turns] == [QUESTION, FOLLOW_UP]
    page.reload()
    expect(page.locator(".question__text")).to_have_text([QUESTION, FOLLOW_UP])
    expect(page.locator(".understood")).to_contain_text("Hiểu là: ")
    expect(page.locator("#kept-until")).to_contain_text("được lưu đến ngày")
    page.locator(".chip--plain").first.click()
    expect(page.get_by_role("dialog", name="Điều 4").locator("mark").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Xoá cuộc trò chuyện").click()
    page.get_by_role("button", name="Giữ lại").click()
    expect(page.locator(".turn")).to_have_count(2)
    page.get_by_role("button", name="Xoá cuộc trò chuyện").click()
    page.get_by_role("button", name="Xoá hẳn").click()
    expect(page.locator("#note")).to_have_text("Đã xoá cuộc trò chuyện.")
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#kept")).to_be_hidden()
    expect(page.get_by_label("Câu hỏi của bạn")).to_be_focused()
    assert page.request.get(f"/v1/conversations/{id_}").status == 404
    page.reload()
    expect(page.locator(".starter").first).to_be_visible()
    assert conversation_of(page) == ""


def test_a_new_conversation_leaves_the_one_before_and_can_be_taken_back(open_page, model):
    model.says = [Empty()]
    page = open_page()
    ask(page)
    before = conversation_of(page)
    page.emulate_media(media="print")
    for control in (".feedback", "#kept", "#composer", ".turn .actions"):
        assert page.locator(control).is_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Cuộc trò chuyện mới").click()
    expect(page.locator(".turn")).to_have_count(0)
    page.get_by_role("button", name="Quay lại cuộc trước").click()
    expect(page.locator(".question__text")).to_have_text([QUESTION])
    assert conversation_of(page) == before


def test_a_conversation_that_is_gone_is_told_and_another_begins(open_page, model):
    model.says = [Empty()]
    page = open_page(quiet=False)
    ask(page)
    gone = conversation_of(page)
    page.request.delete(f"/v1/conversations/{gone}")
    ask(page, QUESTION, nth=2)
    expect(page.locator("#note")).to_contain_text("không còn được lưu")
    assert conversation_of(page) not in ("", gone)
    page.request.delete(f"/v1/conversations/{conversation_of(page)}")
    page.reload()
    expect(page.locator("#note")).to_contain_text("đã hết hạn lưu hoặc đã bị xoá")
    assert conversation_of(page) == ""


def test_feedback_lands_in_the_queue_and_the_question_only_with_consent(open_page, model, kept):
    model.says = [Empty()]
    page = open_page(quiet=False)
    ask(page)
    form = page.locator(".feedback")
    form.get_by_label("Đúng").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    expect(form.get_by_label("Ý kiến của bạn")).to_be_focused()
    page.keyboard.type("Số tiết đã đổi, gọi 0912345678.")
    page.keyboard.press("Tab")
    expect(form.get_by_label("Gửi kèm câu hỏi")).not_to_be_checked()
    page.context.set_offline(True)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(form.get_by_role("alert")).to_contain_text("Không kết nối được với máy chủ.")
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    expect(page.locator(".feedback__thanks")).to_be_focused()
    one = kept.feedback.entries()[-1].said
    assert (one.verdict, one.question, one.audience) == ("wrong", "", "citizen")
    assert "Số tiết đã đổi" in one.words
    assert "0912345678" not in one.words
    ask(page, FOLLOW_UP, nth=2)
    page.locator(".feedback").get_by_label("Chưa rõ").check()
    page.locator(".feedback").get_by_label("Gửi kèm câu hỏi").check()
    page.get_by_role("button", name="Gửi góp ý").click()
    expect(page.locator(".feedback__thanks")).to_have_count(2)
    two = kept.feedback.entries()[-1].said
    assert (two.verdict, two.question) == ("unclear", FOLLOW_UP)
    assert [turn.question for turn in two.history] == [QUESTION]


def test_an_official_copies_the_paragraph_for_a_letter_and_is_remembered(open_page, model):
    model.says = [Statements(TRUE)]
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    expect(page.get_by_role("radio", name="Người dân")).to_be_checked()
    page.get_by_role("radio", name="Cán bộ").check()
    ask(page)
    page.get_by_role("button", name="Sao chép đoạn cho công văn").click()
    expect(page.get_by_role("button", name="Đã sao chép")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Về nội dung “Định mức tiết dạy của giáo viên")
    page.get_by_text("Đoạn cho công văn", exact=True).click()
    expect(page.locator(".letter__text")).to_have_text(copied)
    page.goto("/")
    expect(page.get_by_role("radio", name="Cán bộ")).to_be_checked()


def test_without_script_the_form_says_who_asks(open_page, model):
    model.says = [Statements(TRUE)]
    page = open_page(java_script_enabled=False)
    page.get_by_role("radio", name="Cán bộ").check()
    page.get_by_label("Câu hỏi của bạn").fill(QUESTION)
    page.get_by_role("button", name="Hỏi").click()
    expect(page.get_by_role("radio", name="Cán bộ")).to_be_checked()
    expect(page.locator(".statements ol > .statement--step")).to_contain_text(STEP)
    expect(page.locator(".made")).to_contain_text("dành cho cán bộ")
    expect(page.locator(".letter__text")).to_contain_text("Về nội dung", use_inner_text=False)
    assert page.locator("#kept").is_hidden()


def test_what_a_model_says_never_becomes_markup(open_page, model):
    model.says = [Statements([says(f"{SHORT[:-1]} {XSS}", 1, "short"), says(XSS, 1, "step"), *TRUE])]
    page = open_page()
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    ask(page)
    assert page.locator(".answer img, .answer script").count() == 0
    assert page.title() == "Học Vụ"


def made_up(**fields) -> Answer:
    """An answer in which everything that is shown holds markup."""
    use = ModelUse(model=XSS, prompt=PromptUsed(name=XSS, version=1, hash=XSS), dropped=(XSS,), failure=XSS)
    parts = (Part.SHORT, Part.STEP, Part.NOTE, Part.FRAME, Part.QUOTE, Part.VALIDITY)
    told = {
        "question": QUESTION,
        "outcome": Outcome.ANSWERED,
        "answer": XSS,
        "statements": tuple(Statement(text=XSS, part=part) for part in parts),
        "as_of": date(2026, 1, 2),
        "notices": (XSS,),
        "standalone": XSS,
        "letter": XSS,
        "model": use,
        "made_by": "model",
        "edition": 1,
    }
    return Answer(**told | fields)


def replying(page: Page, answer: Answer) -> None:
    """Let the service say ``answer``, and before it statements that it then takes back."""
    events = [
        ("understood", {"told": "", "standalone": answer.standalone}),
        ("found", {"outcome": "partly_answered", "as_of": "2026-01-02", "notices": [], "language": "vi"}),
        ("statement", {"index": 0, "text": "Nói trước, rồi rút lại.", "citations": [], "part": "short"}),
        ("done", answer.model_dump(mode="json")),
    ]
    body = "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in events)

    def fulfil(route: Route) -> None:
        route.fulfill(body=body, content_type="text/event-stream")

    page.route("**/v1/chat", fulfil)


def test_whatever_the_service_says_stays_text_and_the_end_replaces_what_was_told(open_page):
    page = open_page()
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    replying(page, made_up())
    ask(page)
    for place in (".statement--short", ".statement--step", ".statement--note", ".notices", ".letter__text"):
        expect(page.locator(place)).to_contain_text(XSS)
    expect(page.locator(".outcome")).to_have_text("Đã tìm thấy quy định")
    expect(page.locator(".answer")).not_to_contain_text("rút lại")
    assert page.locator(".answer img, .answer script").count() == 0
    assert page.title() == "Học Vụ"


def test_an_english_answer_says_so_and_its_quotations_are_vietnamese(open_page):
    english = (
        Statement(text="Lower secondary teachers: “19 tiết” a week.", part=Part.SHORT),
        Statement(text="According to point b:\n\n> b) 19 tiết;", part=Part.QUOTE),
    )
    page = open_page()
    replying(page, made_up(language="en", statements=english, notices=("Mind the day.",)))
    ask(page)
    spoken = "node => node.closest('[lang]').lang"
    assert page.locator(".statement--short > p").first.evaluate(spoken) == "en"
    expect(page.locator(".statement--short span[lang=vi]")).to_have_text("“19 tiết”")
    assert page.locator(".statement--quote blockquote p").evaluate(spoken) == "vi"
    assert page.locator(".notices li").evaluate(spoken) == "en"
    assert page.locator(".question__text").evaluate(spoken) == "en"


ENGLISH = "How many periods a week must a lower secondary teacher teach on 20/11/2026?"
LABELS = """node => {
  const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const holder = texts.currentNode.parentElement;
    const own = holder.closest("[lang]").lang === "en" && !holder.closest(".statements > *, .notices li");
    if (own && texts.currentNode.data.trim()) found.push(texts.currentNode.data.trim());
  }
  return found;
}"""
"""The texts around the statements and notices that are said to be English."""


@pytest.mark.parametrize("made", ["by script", "by the server", "again after a reload"])
def test_the_labels_of_an_english_answer_are_english(open_page, model, made):
    model.says = [Empty()]
    page = open_page(f"/?q={quote(ENGLISH)}" if made == "by the server" else "/")
    if made != "by the server":
        ask(page, ENGLISH)
    if made == "again after a reload":
        page.reload()
    expect(page.locator(".outcome")).to_have_text("Provision found")
    expect(page.locator(".verdict-choice").first).to_have_text("Right")
    told = page.locator(".answer").evaluate(LABELS)
    assert {"Sources", "Still valid?", "How is this answer?"} <= set(told)
    assert not re.search("[ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳ]", " ".join(told))
    assert ("in force" in told) == (made != "again after a reload")


@pytest.mark.parametrize(
    ("question", "word"), [("Xin chào", "Trò chuyện"), ("tra điểm thi của SBD 01020304", "Cần cơ quan")]
)
def test_what_is_no_question_on_regulations_is_told_as_such(open_page, question, word):
    page = open_page()
    ask(page, question)
    expect(page.locator(".outcome")).to_contain_text(word)
    assert page.locator(".made").count() == 0


def test_personal_data_is_masked_with_a_word_to_the_asker(open_page, model):
    model.says = [Empty()]
    page = open_page(**PHONE)
    ask(page, f"Số của tôi là 0912345678. {QUESTION}")
    expect(page.locator(".notices li").first).to_contain_text("che")
    page.locator(".feedback").get_by_label("Sai").check()
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.reload()
    expect(page.locator(".question__text")).not_to_contain_text("0912345678")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_where_the_model_is_down_the_provision_answers_in_its_own_words(open_page, model):
    model.says = [Status(503)]
    page = open_page()
    ask(page)
    expect(page.locator(".statements blockquote")).to_contain_text("19 tiết")
    made = page.locator(".made")
    expect(made.locator("summary")).to_have_text("Nguyên văn quy định, vì phần mô hình viết không dùng được")
    made.locator("summary").click()
    expect(made).to_contain_text("máy chủ của mô hình gặp lỗi")
