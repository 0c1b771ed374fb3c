"""The words of a report in Vietnamese and English, and how it writes figures in each."""

from collections.abc import Mapping
from dataclasses import dataclass

from evals.reporting.told import FigureTold, MeasureTold, Words
from evals.slice_words import SLICE_NAMES, SLICE_VALUES

LANGUAGES = ("vi", "en")


def _words(vi: str, en: str) -> Words:
    return {"vi": vi, "en": en}


_OUTCOMES = {
    "answered": _words("Trả lời được", "Answered"),
    "partly_answered": _words("Trả lời một phần", "Partly answered"),
    "wording_unknown": _words("Không có lời văn của ngày đó", "Wording unknown"),
    "no_provision_found": _words("Không tìm thấy quy định", "No provision found"),
    "not_in_force": _words("Không có hiệu lực", "Not in force"),
    "ambiguous": _words("Cần hỏi rõ hơn", "Ambiguous"),
    "out_of_scope": _words("Ngoài phạm vi", "Out of scope"),
    "needs_a_person": _words("Cần cơ quan có hồ sơ", "Needs a person"),
    "small_talk": _words("Trò chuyện", "Small talk"),
    "refused": _words("Từ chối", "Refused"),
    "unavailable": _words("Tạm thời chưa trả lời được", "Unavailable"),
    "failed": _words("Không có câu trả lời", "No answer came"),
}

_STAGES = {
    "right": _words("Đúng", "Right"),
    "failure": _words("Không nhận được câu trả lời", "No answer came"),
    "retrieval": _words("Tìm kiếm: không thấy căn cứ", "Retrieval: not among the hits"),
    "selection": _words("Chọn căn cứ: thấy mà không dẫn", "Evidence selection: found, not cited"),
    "writing": _words("Viết: câu viết ra làm mất căn cứ", "Writing: lost in the written part"),
    "verification": _words("Đối chiếu: câu của mô hình bị bỏ", "Verification: statements dropped"),
    "abstained": _words("Không trả lời dù đã tìm thấy", "Abstained wrongly"),
    "answered": _words("Trả lời khi không có quy định", "Answered where nothing answers"),
    "version": _words("Sai bản của ngày hỏi", "Wrong version of the day"),
}

_CELLS = {
    "right": _words("Đúng cả hai ngày", "Both days right"),
    "stale": _words("Cũ: ngày sau nhận quy định đã hết", "Stale: the later day is wrong"),
    "too_recent": _words("Mới quá: ngày trước nhận quy định chưa có", "Too recent: the older day is wrong"),
    "wrong": _words("Sai cả hai ngày", "Both days wrong"),
}

_STATES = {
    "held": _words("giữ được", "held"),
    "dropped": _words("giảm", "dropped"),
    "open": _words("chưa rõ", "open"),
    "blind": _words("bộ quá nhỏ", "too small a set"),
    "uncovered": _words("hỏi chưa đủ", "not covered"),
    "empty": _words("không có câu", "empty"),
}

_VERDICTS = {
    "pass": _words("Đạt", "Pass"),
    "regression": _words("Không đạt", "Regression"),
    "unmeasurable": _words("Chưa kết luận được", "Unmeasurable"),
}

_TABLES = {
    "outcome": _OUTCOMES,
    "stage": _STAGES,
    "cell": _CELLS,
    "state": _STATES,
    "verdict": _VERDICTS,
    "slice": SLICE_NAMES,
}

_TEXTS: Mapping[str, Words] = {
    "report": _words("Báo cáo đánh giá", "Evaluation report"),
    "report_pair": _words("So sánh hai lần đo", "Comparison of two runs"),
    "contents": _words("Nội dung", "Contents"),
    "skip": _words("Đến nội dung", "Skip to the report"),
    "baseline": _words("Bản gốc", "Baseline"),
    "candidate": _words("Bản mới", "Candidate"),
    "overview": _words("Kết quả chính", "Overview"),
    "decision": _words("Kết luận", "Decision"),
    "reasons": _words("Vì sao", "Why"),
    "gated": _words("Các thước đo quyết định", "Gated figures"),
    "measures": _words("Mọi thước đo", "All measures"),
    "measure": _words("Thước đo", "Measure"),
    "slices": _words("Theo từng nhóm câu hỏi", "By slice"),
    "slice": _words("Nhóm", "Slice"),
    "all_cases": _words("Tất cả", "All cases"),
    "counts": _words("Những lỗi không được có", "Zero tolerance"),
    "none_of_these": _words("Không có lỗi nào.", "None."),
    "flips": _words("Một câu hỏi, hai ngày", "One question, two days"),
    "outcomes": _words("Mong đợi và kết cục", "Expected and given outcomes"),
    "expected": _words("Mong đợi", "Expected"),
    "given": _words("Kết cục", "Given"),
    "blame": _words("Mất ở khâu nào", "Which stage lost it"),
    "stage": _words("Khâu", "Stage"),
    "latency": _words("Thời gian và chi phí", "Time and cost"),
    "robust": _words("Cùng câu hỏi, cách viết khác", "The same question in other letters"),
    "coverage": _words("Đã hỏi những gì", "Coverage"),
    "differences": _words("Chênh lệch", "Differences"),
    "by_case": _words("Chênh lệch từng câu", "Differences case by case"),
    "worse_first": _words("Kém đi trước hết", "What got worse first"),
    "cases": _words("Từng câu hỏi", "Case by case"),
    "subject": _words("Đã đo cái gì", "What was measured"),
    "n": _words("Số câu", "Cases"),
    "some": _words("câu", "cases"),
    "askings": _words("Lượt hỏi", "Askings"),
    "mean": _words("Trung bình", "Mean"),
    "interval": _words("Khoảng 95 %", "95 % interval"),
    "picture": _words("Hình", "Picture"),
    "gain": _words("Chênh lệch", "Difference"),
    "adjusted": _words("p đã hiệu chỉnh", "Adjusted p"),
    "p": _words("p", "p"),
    "smallest": _words("Mức giảm thấy được", "Smallest drop seen"),
    "better": _words("Tốt lên", "Better"),
    "worse": _words("Kém đi", "Worse"),
    "unchanged": _words("không đổi", "unchanged"),
    "margin": _words("Mức cho phép", "Margin"),
    "state": _words("Kết quả", "Result"),
    "total": _words("Tổng", "Total"),
    "case": _words("Câu", "Case"),
    "why": _words("Chi tiết", "Detail"),
    "cell_older": _words("Ngày trước", "Older day"),
    "cell_later": _words("Ngày sau", "Later day"),
    "is_right": _words("đúng", "right"),
    "is_wrong": _words("sai", "wrong"),
    "pairs": _words("cặp", "pairs"),
    "quantile": _words("Mức", "Quantile"),
    "median": _words("Trung vị", "Median"),
    "slowest": _words("Lâu nhất", "Slowest"),
    "from_to": _words("Khoảng thời gian", "Time taken"),
    "tokens_in": _words("Token đưa vào", "Prompt tokens"),
    "tokens_out": _words("Token viết ra", "Completion tokens"),
    "calls": _words("Lần gọi mô hình", "Model calls"),
    "cost": _words("Chi phí", "Cost"),
    "no_price": _words("chưa biết giá", "no price known"),
    "no_model": _words("Không câu trả lời nào dùng mô hình.", "No answer used a model."),
    "wanted": _words("Cần hỏi", "Wanted"),
    "answered": _words("Có câu trả lời", "Answered"),
    "failed": _words("Lỗi", "Failed"),
    "absent": _words("Chưa hỏi", "Absent"),
    "base": _words("Câu gốc", "Base"),
    "variant": _words("Câu viết khác", "Variant"),
    "losses": _words("Câu mất điểm", "Losses"),
    "question": _words("Câu hỏi", "Question"),
    "before": _words("Các lượt trước", "Turns before"),
    "as_of": _words("Ngày hỏi", "Day asked"),
    "gold": _words("Căn cứ đúng", "Right provisions"),
    "superseded": _words("Không được đưa ra như còn hiệu lực", "Must not be given as in force"),
    "nuggets": _words("Ý phải có", "Points"),
    "vital": _words("chính", "vital"),
    "said": _words("Câu trả lời", "Answer"),
    "cited": _words("Đã dẫn", "Cited"),
    "hits": _words("Kết quả tìm kiếm đầu", "First hits"),
    "lost": _words("Mất", "Lost"),
    "rank": _words("hạng", "rank"),
    "not_found": _words("không tìm thấy", "not found"),
    "values": _words("Điểm", "Scores"),
    "dropped": _words("Câu của mô hình bị bỏ vì", "Statements dropped for"),
    "cluster": _words("Nhóm văn bản", "Cluster"),
    "find": _words("Tìm trong câu hỏi", "Find in questions"),
    "any_stage": _words("Mọi khâu", "Any stage"),
    "any_kind": _words("Mọi loại", "Any kind"),
    "sort": _words("Sắp xếp", "Sort"),
    "sort_first": _words("Sai trước", "Wrong first"),
    "sort_worse": _words("Kém đi trước", "Worse first"),
    "sort_id": _words("Theo mã", "By id"),
    "sort_ms": _words("Lâu trước", "Slowest first"),
    "shown": _words("câu đang hiện", "cases shown"),
    "differs": _words("Hai lần đo khác nhau ở", "The runs differ in"),
    "same": _words("Hai lần đo không khác gì nhau.", "The runs differ in nothing."),
    "field": _words("Mục", "Field"),
    "only_baseline": _words("Câu chỉ có ở bản gốc", "Cases of the baseline only"),
    "only_candidate": _words("Câu chỉ có ở bản mới", "Cases of the candidate only"),
    "edited": _words("Câu đã sửa lời", "Cases that were edited"),
    "repeat": _words("lượt", "repeat"),
    "set": _words("Bộ câu hỏi", "Set"),
    "run": _words("Lần đo", "Run"),
    "started": _words("Bắt đầu", "Started"),
    "repeats": _words("Số lượt mỗi câu", "Repeats"),
    "retrieval_only": _words("Chỉ đo tìm kiếm", "Retrieval only"),
    "yes": _words("có", "yes"),
    "machine": _words("Máy", "Machine"),
    "nothing_worse": _words("Không câu nào kém đi.", "No case got worse."),
    "more_below": _words("Các câu khác ở phần cuối.", "The others are in the last section."),
    "higher": _words("càng cao càng tốt", "higher is better"),
    "lower": _words("càng thấp càng tốt", "lower is better"),
    "note_interval": _words(
        "Vạch ngang là khoảng tin cậy 95 %, lấy mẫu lại theo nhóm văn bản. Khoảng rộng nghĩa là còn ít câu.",
        "Lines are 95 % intervals, resampled by document family. A wide one means few cases.",
    ),
    "note_gain": _words(
        "Tính bằng điểm phần trăm; bên phải vạch giữa là tốt lên. Khoảng không chạm vạch giữa là khác nhau "
        "thật, xét riêng từng dòng.",
        "In percentage points; right of the middle is better. An interval that does not touch it differs, "
        "taken by itself.",
    ),
    "note_counts": _words(
        "Đếm từng lỗi, không bao giờ lấy trung bình.", "Counted one by one, never averaged."
    ),
    "note_flips": _words(
        "Câu trả lời phải đổi khi, và chỉ khi, quy định đổi.",
        "The answer must change if, and only if, the rule did.",
    ),
    "note_outcomes": _words(
        "Mỗi dòng là một kết cục mong đợi; màu theo phần trong dòng.",
        "A row for each expectation; shades are shares of the row.",
    ),
    "note_blame": _words(
        "Mỗi lượt hỏi thuộc đúng một khâu: khâu đầu tiên làm mất căn cứ.",
        "Each asking falls under exactly one stage: the first that lost it.",
    ),
    "note_latency": _words(
        "Chỉ tính những lượt có câu trả lời. Thang chia theo luỹ thừa.",
        "Of askings that were answered, on a scale of powers.",
    ),
    "note_robust": _words(
        "Cùng một câu, không dấu hoặc viết tắt; số âm là mất đi.",
        "The same question without diacritics or abbreviated; what is negative was lost.",
    ),
    "note_by_case": _words(
        "Mỗi cột là một câu mà thước đo này thấy khác, kém đi ở bên trái.",
        "A column for each case that this measure tells apart, what got worse on the left.",
    ),
    "note_adjusted": _words(
        "Dấu *: p đã hiệu chỉnh cho cả nhóm thước đo quyết định.",
        "An asterisk: p is adjusted for the family of gated figures.",
    ),
    "low": _words("Cận dưới", "Lower bound"),
    "note_smallest": _words(
        "Mức giảm thấy được: mức giảm thật mà chín trong mười lần so sánh như thế này tìm ra.",
        "Smallest drop seen: the true drop that nine of ten such comparisons find.",
    ),
}


@dataclass(frozen=True)
class Say:
    """Words and figures in one language."""

    language: str = "vi"

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ValueError(f"a report is written in {' or '.join(LANGUAGES)}, not {self.language!r}")

    def __call__(self, name: str) -> str:
        """The text of a name; raise ``KeyError``."""
        return _TEXTS[name][self.language]

    def of(self, table: str, name: str) -> str:
        """The word of a value (``of("stage", "retrieval")``); the value itself where there is none."""
        return self.words(_TABLES[table].get(name, {})) or name

    def words(self, words: Words) -> str:
        """A text that code made in both languages."""
        return words.get(self.language) or words.get("en") or ""

    def value(self, by: str, value: str) -> str:
        """The value of a slice: ``đối tượng``'s ``citizen`` is "người dân"."""
        return self.words(SLICE_VALUES.get(by, {}).get(value, {})) or value

    def slice(self, by: str, value: str) -> str:
        """A slice in words: "Loại câu hỏi: thủ tục"."""
        return f"{self.of('slice', by)}: {self.value(by, value)}" if by else self("all_cases")

    def number(self, value: float | None, digits: int = 2, *, fixed: bool = False) -> str:
        """A plain number, with all its digits where ``fixed``; what is not known is a dash."""
        if value is None:
            return "–"
        text = f"{value:,.{digits}f}"
        if "." in text and not fixed:
            text = text.rstrip("0").rstrip(".")
        text = text if float(text.replace(",", "")) else text.removeprefix("-")
        text = text.replace("-", "−")
        return text if self.language == "en" else text.translate(str.maketrans(",.", ".,"))

    def percent(self, share: float | None, digits: int = 1) -> str:
        """A share as "83,4 %"."""
        return "–" if share is None else f"{self.number(100 * share, digits, fixed=True)} %"

    def amount(self, value: float | None, measure: MeasureTold) -> str:
        """A value of a measure in its own unit."""
        if measure.percent:
            return self.percent(value)
        unit = f" {measure.unit}" if measure.unit and measure.unit != "money" and value is not None else ""
        return f"{self.number(value, 0 if measure.unit in ('ms', 'tokens') else 4)}{unit}"

    def change(self, value: float | None, measure: MeasureTold) -> str:
        """A difference with its sign; of shares in points."""
        if value is None:
            return "–"
        sign = "+" if value > 0 else ""
        if measure.percent:
            return f"{sign}{self.number(100 * value, 1, fixed=True)}"
        return f"{sign}{self.amount(value, measure)}"

    def interval(self, figure: FigureTold, measure: MeasureTold) -> str:
        """Both ends of an interval."""
        return self.ends(self.amount(figure.low, measure), self.amount(figure.high, measure))

    def ends(self, low: str, high: str) -> str:
        """Two ends, a unit that both have told once."""
        unit = next((unit for unit in (" %", " ms", " tokens") if low.endswith(unit)), "")
        return f"{low.removesuffix(unit) if high.endswith(unit) else low} … {high}"

    def chance(self, p: float | None) -> str:
        """A probability: "< 0,001" where it is small."""
        if p is None:
            return "–"
        return f"< {self.number(0.001, 3)}" if p < 0.001 else self.number(p, 3)
