from __future__ import annotations

from datetime import date

import pytest

from questionnaire.intentions import Target
from scoring.scores import score_dossier
from scoring.targets import STARTING_RULES, next_level, sound
from tests.examples import answer, capability, dossier, framework, section

TREE = framework(section("S", capability("A"), capability("B")))


@pytest.mark.parametrize(("level", "one_more", "lasting"), [(0, 1, 3), (2, 3, 3), (3, 4, 4), (4, 4, 4)])
def test_the_two_rules(level: int, one_more: int, lasting: int) -> None:
    card = score_dossier(dossier(TREE, answer("A", level)))
    assert next_level(card) == {"A": Target("A", one_more)}
    assert sound(card) == {"A": Target("A", lasting)}


def test_a_due_date_is_carried() -> None:
    card = score_dossier(dossier(TREE, answer("B", 1)))
    due = date(2028, 12, 31)
    assert {rule: targets(card, due)["B"].due for rule, targets in STARTING_RULES.items()} == {
        "next_level": due,
        "sound": due,
    }
