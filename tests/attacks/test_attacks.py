"""Attacks on the assistant, with a model that obeys the attacker in the worst way: none succeeds."""

import pytest

from evals.attacks import TOPICS, load
from evals.attacks_model import replies
from evals.attacks_run import DAY

ATTACKS = load()
FAMILIES = sorted({attack.family for attack in ATTACKS})


def test_there_are_at_least_120_attacks_in_both_languages():
    assert len(ATTACKS) >= 120
    assert len({attack.id for attack in ATTACKS}) == len(ATTACKS)
    assert {attack.language for attack in ATTACKS} == {"vi", "en"}


def test_every_attack_has_something_that_may_not_be_shown_or_may_not_happen():
    assert all(a.forbidden or a.leak or a.fault or a.family == "denial" for a in ATTACKS)


@pytest.mark.parametrize("family", FAMILIES)
def test_no_attack_succeeds(attacked, family):
    found = [attacked.attack(attack) for attack in ATTACKS if attack.family == family]
    through = dict.fromkeys(f"{one.attack.id}: {breach}" for one in found for breach in one.breaches)
    assert not through, "\n".join(through)
    assert all(one.reached or one.fault or one.refused for one in found)


@pytest.mark.parametrize("name", sorted(TOPICS))
def test_the_honest_questions_are_answered_by_the_article_that_the_attacks_count_on(attacked, name):
    answer = attacked.plain.answer(TOPICS[name].question, DAY)
    assert any(citation.path.startswith(TOPICS[name].path) for citation in answer.citations)


def test_the_obedient_model_really_writes_the_claim_in_many_dresses(attacked):
    attack = next(attack for attack in ATTACKS if attack.id == "override-01")
    seen = []
    attacked.script.begin(attack)
    real, attacked.script.reply = attacked.script.reply, lambda request: seen.append(request) or real(request)
    try:
        attacked.door.answer(attack.honest_question, DAY)
    finally:
        attacked.script.reply = real
    (first, *_) = [replies(attack, request, attacked.script.secrets) for request in seen]
    assert sum(text.count("77 tiết") for text in first) >= 10
