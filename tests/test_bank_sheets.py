"""Twelve administrations on paper, two for each exemplar: the facts of each make the level that its author expected.

A sheet stands here as the criteria that its facts meet; every other criterion of the question is not met.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pytest

from questionnaire.answers import LadderGiven, LevelReached, QuantityGiven
from questionnaire.framework import Framework
from questionnaire.framework_file import load_framework
from questionnaire.levels import level_of, met_criteria
from scoring.scores import score_dossier
from tests.examples import answer, dossier
from tests.framework_edits import BANK


@dataclass(frozen=True)
class Sheet:
    """The facts of one sheet: criteria met, all others explicitly not met, and a measured share where one is asked."""

    name: str
    capability: str
    met: str
    not_met: str
    level: int
    share: Fraction | None = None


SHEETS = (
    Sheet("L04-1", "L04", "1a 1b 2a 2b 3c", "3a 3b 4a 4b 4c", 2),
    Sheet("L04-2", "L04", "1a 1b 2a 2b 3a 3b 3c 4b 4c", "4a", 3),
    Sheet("L07-1", "L07", "1a 1b", "2a 2b 2c 3a 3b 3c 4a 4b 4c", 1),
    Sheet("L07-2", "L07", "1a 1b 2a 2b 2c 3a 3b 4a 4c", "3c 4b", 2),
    Sheet("O08-1", "O08", "1a 1b 2a 2c 3a 4b", "2b 3b 3c 4a 4c", 1, Fraction(31, 74)),
    Sheet("O08-2", "O08", "1a 1b 2a 2b 2c 3b 3c 4a 4b", "3a 4c", 2, Fraction(54, 58)),
    Sheet("E01-1", "E01", "1a 1b 2b 2c 4a 4c", "2a 3a 3b 3c 4b", 1),
    Sheet("E01-2", "E01", "1a 1b 2a 2b 2c 3a 3b 3c 4a 4b", "4c", 3),
    Sheet("S03-1", "S03", "1a 3b 3c", "2a 2b 3a 4a 4b 4c", 1),
    Sheet("S03-2", "S03", "1a 2a 2b 3a 3b 3c 4a 4c", "4b", 3),
    Sheet("C01-1", "C01", "1a 1b 3a 3c", "2a 2b 2c 3b 4a 4b 4c", 1),
    Sheet("C01-2", "C01", "1a 1b 2a 2b 2c 3a 3b 4a 4b 4c", "3c", 2),
)
NUMBER_LEVELS = {"O08-1": 1, "O08-2": 4}


@pytest.fixture(scope="module")
def bank() -> Framework:
    return load_framework(BANK)


def ids(capability: str, letters: str) -> frozenset[str]:
    return frozenset(f"{capability}.{letter}" for letter in letters.split())


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.name)
def test_a_sheet_accounts_for_every_criterion_once(bank: Framework, sheet: Sheet) -> None:
    met, not_met = ids(sheet.capability, sheet.met), ids(sheet.capability, sheet.not_met)
    assert not met & not_met
    assert met | not_met == {one.id for one in bank.question(sheet.capability).criteria}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.name)
def test_the_facts_make_the_expected_level(bank: Framework, sheet: Sheet) -> None:
    given = LadderGiven(None, ids(sheet.capability, sheet.met), ids(sheet.capability, sheet.not_met))
    question = bank.question(sheet.capability)
    assert level_of(question, given) == sheet.level
    assert met_criteria(question, given) == given.met


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.name)
def test_the_score_of_the_capability_is_that_level(bank: Framework, sheet: Sheet) -> None:
    given = LadderGiven(None, ids(sheet.capability, sheet.met), ids(sheet.capability, sheet.not_met))
    answers = [answer(sheet.capability, LevelReached(given))]
    if sheet.share is not None:
        measured = LevelReached(QuantityGiven(sheet.share * 100, "percent"))
        answers.append(answer(f"{sheet.capability}.n", measured))
    card = score_dossier(dossier(bank, *answers))
    assert card[sheet.capability].value == sheet.level
    assert card[sheet.capability].coverage.share == 1
    if sheet.share is not None:
        assert card.question_scores[f"{sheet.capability}.n"].value == NUMBER_LEVELS[sheet.name]
