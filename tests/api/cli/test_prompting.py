"""Prompts can be looked at from the command line."""

from prompts import load, names


def test_prompts_are_listed_with_version_and_hash(hocvu) -> None:
    listed = hocvu("prompts", "list", "--json").json
    assert [row["name"] for row in listed] == list(names())
    assert {row["hash"] for row in listed} == {load(name).hash for name in names()}
    assert load("official").hash in hocvu("prompts", "list").out


def test_a_prompt_is_shown_as_it_is_said(hocvu) -> None:
    done = hocvu("prompts", "show", "citizen")
    assert load("citizen").messages[0].text.splitlines()[0] in done.out
    assert "{{ question }}" in done.out
    shown = hocvu("prompts", "show", "citizen", "--version", "1", "--json").json
    assert shown["messages"][1]["text"] == load("citizen", 1).messages[1].text


def test_a_prompt_that_is_not_there_is_told_with_those_that_are(hocvu) -> None:
    for args in (("khong-co",), ("official", "--version", "99")):
        done = hocvu("prompts", "show", *args)
        assert done.code == 1
        assert "rewrite" in done.err


def test_released_prompts_are_found_unchanged(hocvu, monkeypatch) -> None:
    assert hocvu("prompts", "check").code == 0
    monkeypatch.setattr("prompts.locking.released", lambda: {"official/1": "khac"})
    done = hocvu("prompts", "check")
    assert done.code == 1
    assert "official/1: changed" in done.out
