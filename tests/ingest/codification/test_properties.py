"""What must hold of any note and any fragment."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from assistant.domain.words import fold
from ingest.codification.markup import text_of
from ingest.codification.notes import parse_note

_KEYWORDS = (
    "(|((|Điều|Mục|khoản 2|điểm a|1|5a|Luật|Bộ Luật|Thông tư|liên tịch|Nghị định|số|Số:|12/2031/NĐ-CP"
    "|03/TT- BM|17 /2031/TT|QH19|89-TC/TM|'|ngày|31/02/2031|01/05/2031|ngày 1 tháng 2 năm 2031|của Chính phủ"
    "|, có hiệu lực thi hành kể từ ngày|có nội dung|được sửa đổi|bị bãi bỏ|được bổ sung|bởi|theo quy định tại"
    "|;|,|)|đến ngày|Không số|này|\ue000|Ð|có hiệu lực|được vẽ lại|các điểm a, b|Điều 1, 2|và|01/01/016"
)
_WORDS = st.sampled_from(_KEYWORDS.split("|"))
_NOTES = st.lists(_WORDS | st.text(max_size=8), max_size=40).map(" ".join)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text))


@given(_NOTES)
@example("Luật số 1/2")
def test_any_note_is_read_and_no_number_is_invented(text: str):
    note = parse_note(text)
    bare = _bare(text)
    numbers = [note.number] + [change.source.document for change in note.changes if change.source]
    for number in numbers:
        assert number is None or _bare(number.text) in bare
    if note.article:
        assert note.article in fold(text) or note.article in text.lower()


@given(_NOTES)
@example("(Điều 1 Luật số 1/2 bởi a bởi b, xem, bị bãi bỏ bởi Điều 1 c; d")
def test_leftovers_are_stretches_of_the_note_in_its_order(text: str):
    note = parse_note(text)
    place = 0
    for stretch in note.leftover:
        place = note.raw.index(stretch, place) + len(stretch)
        assert stretch.strip()
    assert len(note.residue) >= len(note.leftover)
    assert note.understood is not bool(note.residue)


@given(_NOTES)
def test_a_note_understood_whole_has_its_facts(text: str):
    note = parse_note(text)
    if note.understood:
        assert note.number
        assert note.article or note.section
        assert note.in_force_from
        assert all(change.kinds and change.source and change.effective_on for change in note.changes)
        assert all(change.kinds and change.provisions for change in note.changes)


@given(_NOTES)
def test_an_interval_is_never_empty(text: str):
    note = parse_note(text)
    assert not (note.expires_on and note.applies_from) or note.expires_on > note.applies_from


_HTML = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<table>",
            "<tr>",
            "<td>",
            "</td>",
            "</table>",
            "<",
            "< 5",
            "<br>",
            "<!--",
            "-->",
            "&lt;",
        ]
    )
    | st.sampled_from(
        ["<script>", "</script>", "<img src=x>", "<v:f>", "<giải>", "&#0;", "\ue000", "<p class='"]
    )
    | st.text(max_size=6),
    max_size=40,
).map("".join)


@given(_HTML)
def test_any_fragment_becomes_clean_lines(html: str):
    lines = text_of(html).split("\n")
    assert all(line == " ".join(line.split()) for line in lines)
    assert "\ue000" not in text_of(html)
