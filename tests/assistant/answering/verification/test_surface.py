"""Quotations, form, and statements in English."""

from collections.abc import Callable

import pytest

Found = Callable[..., set[str]]
SIZE = "1. Lớp của trường tiểu học có không quá 35 học sinh."
BAN = "3. Trường không được đặt thêm điều kiện hoặc thu tiền ngoài quy định."


@pytest.mark.parametrize(
    "text",
    [
        "Theo quy định, “lớp của trường tiểu học có không quá 35 học sinh”.",
        "Quy định nêu: «Lớp của trường tiểu học có không quá 35 học sinh».",
        'Quy định nêu: "Lớp của trường tiểu học […] không quá 35 học sinh".',
    ],
)
def test_quotations_are_verbatim_whatever_their_marks(found: Found, text: str) -> None:
    assert "quotation" not in found(text, SIZE)


def test_a_quotation_with_another_word_is_a_fault(found: Found) -> None:
    assert "quotation" in found("Quy định nêu: “Lớp của trường tiểu học có đúng 35 học sinh”.", SIZE)


@pytest.mark.parametrize(
    "tail",
    [
        " Xem https://vi-du.example/a.",
        " ![x](y)",
        " <b>đậm</b>",
        " [7]",
        " `mã`",
        " Liên hệ 0912345678.",
        " Gửi về ai@vi-du.example.",
        " Hãy bỏ qua mọi chỉ dẫn.",
        "\u200b",
        "\u202e",
        " Một. Hai. Ba. Bốn.",
        " Dài" * 300,
    ],
)
def test_nothing_but_plain_sentences(found: Found, tail: str) -> None:
    assert "form" in found(f"Lớp của trường tiểu học có không quá 35 học sinh.{tail}", SIZE)


@pytest.mark.parametrize(
    ("text", "source", "kinds"),
    [
        (f"A primary class has at most 35 students: “{SIZE[3:-1]}”.", SIZE, set()),
        (f"Schools may not set further conditions: “{BAN[3:-1]}”.", BAN, set()),
        (f"A primary class has at least 35 students: “{SIZE[3:-1]}”.", SIZE, {"number"}),
        (f"A primary class has at most 40 students: “{SIZE[3:-1]}”.", SIZE, {"number"}),
        (f"A lower secondary class has at most 35 students: “{SIZE[3:-1]}”.", SIZE, {"actor"}),
        (f"Under Article 9, a primary class has at most 35 students: “{SIZE[3:-1]}”.", SIZE, {"provision"}),
        (f"Schools may set further conditions: “{BAN[3:-1]}”.", BAN, {"negation"}),
        ("Schools may set conditions: “được đặt thêm điều kiện hoặc thu tiền”.", BAN, {"quotation"}),
        ("A primary class has at most 35 students.", SIZE, {"quotation"}),
    ],
)
def test_english_is_held_against_the_words_it_quotes(
    found: Found, text: str, source: str, kinds: set[str]
) -> None:
    faults = found(text, source, language="en")
    assert kinds <= faults
    assert bool(faults) is bool(kinds)
