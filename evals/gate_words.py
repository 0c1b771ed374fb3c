"""The gate's reasons in words, Vietnamese and English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import Any

from evals.slices import Slice

_SHOWN = 5


class ReasonKind(StrEnum):
    """A verdict, or what speaks for it; the names of ``gate.Verdict`` and ``gate.State`` among them."""

    PASS = "pass"  # noqa: S105  no password
    REGRESSION = "regression"
    UNMEASURABLE = "unmeasurable"
    ARMS = "arms"
    NOTHING = "nothing"
    ROSE = "rose"
    HELD = "held"
    DROPPED = "dropped"
    OPEN = "open"
    BLIND = "blind"
    UNCOVERED = "uncovered"
    EMPTY = "empty"


_VIETNAMESE = {
    ReasonKind.PASS: "ĐẠT: không thước đo nào giảm quá mức cho phép.",
    ReasonKind.REGRESSION: "KHÔNG ĐẠT: bản mới kém hơn bản cũ.",
    ReasonKind.UNMEASURABLE: "CHƯA KẾT LUẬN ĐƯỢC: hai lần đo này chưa đủ để nói.",
    ReasonKind.ARMS: "Hai lần đo khác nhau ở cả những thứ không định thử: {fields}.",
    ReasonKind.NOTHING: "Không có thước đo nào được kiểm.",
    ReasonKind.ROSE: "{title}: từ {baseline} lên {candidate}, trong khi không được tăng (câu: {cases}).",
    ReasonKind.HELD: "{title} ({slice}): {gain}, cận dưới {low}, trên mức cho phép {floor} ({n} câu; "
    "bộ này thấy được mức giảm từ {smallest}).",
    ReasonKind.DROPPED: "{title} ({slice}): {gain}, cận dưới {low}, dưới mức cho phép {floor}; không phải do "
    "ngẫu nhiên (p đã hiệu chỉnh {adjusted}, {n} câu).",
    ReasonKind.OPEN: "{title} ({slice}): {gain}, cận dưới {low}, chưa chắc trên mức cho phép {floor} mà cũng "
    "chưa chắc là giảm ({n} câu, {clusters} nhóm văn bản). {more}",
    ReasonKind.BLIND: "{title} ({slice}): {gain}, nhưng {n} câu chỉ thấy được mức giảm từ {smallest}, còn "
    "mức cho phép là {floor}. {more}",
    ReasonKind.UNCOVERED: "{title} ({slice}): chỉ hỏi được {coverage} số lượt, cần ít nhất {least}.",
    ReasonKind.EMPTY: "{title} ({slice}): không có câu nào chung của hai lần đo.",
}
_ENGLISH = {
    ReasonKind.PASS: "PASS: no gated figure dropped by its margin.",
    ReasonKind.REGRESSION: "REGRESSION: the candidate is worse than the baseline.",
    ReasonKind.UNMEASURABLE: "UNMEASURABLE: these two runs cannot tell.",
    ReasonKind.ARMS: "The runs differ in more than the thing under test: {fields}.",
    ReasonKind.NOTHING: "Nothing is gated.",
    ReasonKind.ROSE: "{title}: from {baseline} to {candidate}, and it must not rise (cases: {cases}).",
    ReasonKind.HELD: "{title} ({slice}): {gain}, lower bound {low}, above the margin {floor} ({n} cases; "
    "this set sees drops from {smallest}).",
    ReasonKind.DROPPED: "{title} ({slice}): {gain}, lower bound {low}, below the margin {floor}, and not by "
    "chance (adjusted p {adjusted}, {n} cases).",
    ReasonKind.OPEN: "{title} ({slice}): {gain}, lower bound {low}: neither shown to be above the margin "
    "{floor} nor to have dropped ({n} cases, {clusters} clusters). {more}",
    ReasonKind.BLIND: "{title} ({slice}): {gain}, but {n} cases see drops from {smallest} only, and the "
    "margin is {floor}. {more}",
    ReasonKind.UNCOVERED: "{title} ({slice}): only {coverage} was asked, and it takes {least}.",
    ReasonKind.EMPTY: "{title} ({slice}): no case that both runs have.",
}
_TEXTS: Mapping[str, Mapping[ReasonKind, str]] = {"vi": _VIETNAMESE, "en": _ENGLISH}
_MORE = {
    "vi": "Cần khoảng {needed} câu như thế, hoặc hỏi mỗi câu nhiều lượt hơn.",
    "en": "It takes about {needed} such cases, or more repeats of each.",
}
_POINTS = {"vi": "điểm", "en": "points"}


@dataclass(frozen=True)
class Reason:
    """Why the gate decided as it did. ``said``: the figures, by name."""

    kind: ReasonKind
    said: Mapping[str, object]

    def words(self, language: str = "vi") -> str:
        """A sentence, or two."""
        return _TEXTS[language][self.kind].format(**_told(self.said, language)).rstrip()


def _told(said: Mapping[str, Any], language: str) -> dict[str, str]:
    unit = str(said.get("unit") or "")
    told = {name: _one(name, value, language, unit) for name, value in said.items()}
    if "margin" in said:
        told["floor"] = amount(-float(said["margin"]), language, unit, signed=True)
    told["title"] = told.get("title") or str(said.get("measure", ""))
    enough = said.get("needed")
    told["more"] = _MORE[language].format(needed=enough) if enough else ""
    return told


def _one(name: str, value: Any, language: str, unit: str) -> str:  # noqa: ANN401
    if isinstance(value, Slice):
        return value.title(language)
    if isinstance(value, Mapping):
        return str(value.get(language) or value.get("en") or "")
    if isinstance(value, tuple):
        return _listed(value)
    if name in ("gain", "low", "smallest"):
        return amount(value, language, unit, signed=name != "smallest")
    if name in ("coverage", "least"):
        return _comma(f"{100 * value:.1f}", language) + " %"
    if isinstance(value, float):
        return _comma(f"{value:.4g}", language)
    return str(value)


def amount(value: float | None, language: str, unit: str = "", *, signed: bool = False) -> str:
    """A share as points, all else in its unit: "−2,1 điểm"."""
    if value is None or not isfinite(value):
        return "?"
    number = f"{100 * value:.1f}" if not unit else f"{value:.4g}"
    sign = "−" if number.startswith("-") else "+" if signed else ""
    return f"{sign}{_comma(number.lstrip('-'), language)} {unit or _POINTS[language]}"


def _comma(number: str, language: str) -> str:
    return number.replace(".", ",") if language == "vi" else number


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - _SHOWN
    return ", ".join(map(str, names[:_SHOWN])) + (f" (+{rest})" if rest > 0 else "")
