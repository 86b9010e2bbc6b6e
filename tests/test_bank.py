"""The shipped frameworks: whole, in both languages, and such that every level can be reached by what they propose."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from planning.actions import Library
from planning.catalogue import check_library, load_bank
from questionnaire.answers import LadderGiven, TicksGiven
from questionnaire.framework import Checklist, Choice, Framework, Ladder, Number, Question
from questionnaire.framework_file import check_framework
from questionnaire.levels import level_of
from questionnaire.policy import Strength
from questionnaire.readability import MOST_WORDS, count_words
from questionnaire.text import Text
from scoring.fact_sheet_checks import check_fact_sheets
from tests.framework_edits import BANKS
from words.phrases import LANGUAGES, load_phrases

WILDLIFE, ENVIRONMENT = "customs-iwt", "customs-environment"
BOTH = pytest.mark.parametrize("name", [WILDLIFE, ENVIRONMENT])
IDS = [
    f"{section}{n:02}"
    for section, last in (("L", 13), ("O", 16), ("S", 12), ("E", 13), ("C", 14))
    for n in range(1, last + 1)
]
GATES = ["L01", "L02", "L04", "O02", "O08", "S03", "E10", "C01"]
LONGEST_SUMMARY, LONGEST_CRITERION = MOST_WORDS["levels"], MOST_WORDS["criteria"]


@cache
def banks(name: str) -> tuple[Framework, Library]:
    return load_bank(BANKS / name)


def bank(name: str = WILDLIFE) -> Framework:
    return banks(name)[0]


def actions(name: str = WILDLIFE) -> Library:
    return banks(name)[1]


def both(text: Text) -> list[str]:
    return [text.by_language.get(language, "") for language in bank().languages]


@BOTH
def test_nothing_is_wrong_and_nothing_is_missing(name: str) -> None:
    folder: Path = BANKS / name
    found = (*check_framework(folder), *check_library(folder, bank(name)), *check_fact_sheets(bank(name)))
    assert not [one.sentence(load_phrases("en")) for one in found]


@BOTH
def test_every_translation_has_its_terms(name: str) -> None:
    others = [language for language in bank(name).languages if language != bank(name).source_language]
    assert others
    assert all((BANKS / name / "languages" / language / "terms.yaml").exists() for language in others)


def test_every_capability_is_there_in_its_order() -> None:
    assert [one.id for one in bank().capabilities] == IDS
    assert len(IDS) == 68
    assert [one.id for one in bank().capabilities if one.gate] == GATES
    assert set(bank().languages) == set(LANGUAGES)


@pytest.mark.parametrize("id", IDS)
def test_a_capability_says_all_that_helps_to_answer_it(id: str) -> None:
    one = bank().capability(id)
    guidance = one.guidance
    assert set(guidance.evidence) == {Strength.STATED, Strength.DOCUMENT_SEEN, Strength.OBSERVED_IN_USE}
    told = [one.name, one.short, one.weight_reason, guidance.why, guidance.find_out, guidance.pitfalls]
    assert all(all(both(text)) for text in (*told, *guidance.evidence.values()))
    assert one.references
    assert one.seed_facts
    sheets = [sheet for sheet in bank().fact_sheets if sheet.capability == id]
    assert len(sheets) >= (2 if one.gate else 1)
    assert all(all(both(text)) for sheet in sheets for text in (sheet.text, sheet.account))
    assert one.iccwc_outcomes
    assert set(one.iccwc_outcomes) <= set(range(1, 9))
    assert one.vision_2030
    assert set(one.vision_2030) <= set("abcde")
    assert 1 <= one.weight <= 3
    assert all(len(short) <= 22 for short in both(one.short)), both(one.short)
    homes = {
        bank().home_of_question[bank().home_of_criterion[k].id].id for a in actions().actions.values() for k in a.meets
    }
    assert id in homes, "no action serves it"


def test_sections_have_short_names_that_fit() -> None:
    assert all(len(short) <= 14 for section in bank().sections for short in both(section.short))


def test_every_kind_of_question_is_used() -> None:
    assert {type(one.kind) for one in bank().questions} == {Ladder, Checklist, Choice, Number}
    assert any(one.asked_when for one in bank().questions)


@pytest.mark.parametrize(
    "question", [one for one in bank().questions if isinstance(one.kind, Ladder)], ids=lambda one: one.id
)
def test_every_level_of_a_ladder_is_decided_by_one_to_three_criteria(question: Question) -> None:
    assert isinstance(question.kind, Ladder)
    lowest, *others = question.kind.levels
    assert [level.value for level in question.kind.levels] == [0, 1, 2, 3, 4]
    assert not lowest.criteria
    assert all(1 <= len(level.criteria) <= 3 for level in others)
    for level in question.kind.levels:
        assert all(0 < count_words(text) <= LONGEST_SUMMARY for text in both(level.summary)), level.summary
        assert all(0 < count_words(text) <= LONGEST_CRITERION for one in level.criteria for text in both(one.text))


@BOTH
def test_money_goes_to_people_and_rules_before_goods(name: str) -> None:
    bought = [one.id for one in actions(name).actions.values() if one.type == "procurement"]
    assert len(bought) * 10 < len(actions(name).actions)
    assert all(one.recurrent for one in actions(name).actions.values() if one.type == "procurement"), (
        "goods need upkeep"
    )


def test_there_are_enough_actions_and_cheaper_ways_beside_dear_ones() -> None:
    assert len(actions().actions) >= 180
    ways: dict[str, set[str]] = {}
    for action in actions().actions.values():
        for criterion in action.meets:
            ways.setdefault(bank().home_of_question[bank().home_of_criterion[criterion].id].id, set()).add(criterion)
    for capability in bank().capabilities:
        serving = [one for one in actions().actions.values() if ways[capability.id] & set(one.meets)]
        assert len(serving) >= 3, capability.id
        assert any(len([one for one in serving if criterion in one.meets]) > 1 for criterion in ways[capability.id]), (
            capability.id
        )


@BOTH
def test_every_action_says_what_its_practice_rests_on(name: str) -> None:
    assert not [id for id, one in actions(name).actions.items() if not one.references]


@BOTH
def test_training_is_measured(name: str) -> None:
    training = [one for one in actions(name).actions.values() if one.type == "training"]
    assert training
    assert all(all(both(one.indicator)) and all(both(one.verification)) for one in training)


@BOTH
def test_actions_say_what_a_donor_asks_for_in_words_of_the_program(name: str) -> None:
    for language in LANGUAGES:
        phrases = load_phrases(language)
        for one in actions(name).actions.values():
            keys = [f"type.{one.type}", f"lead.{one.lead}", *(f"partner.{partner}" for partner in one.partners)]
            keys += [f"role.{line.name}" for line in (*one.one_off, *one.recurrent) if line.block == "staff"]
            assert all(f"actions.{key}" in phrases for key in keys), (one.id, language)
    for one in actions(name).actions.values():
        assert all(
            all(both(text)) for text in (one.name, one.steps, one.indicator, one.unit, one.verification, one.risk)
        )


@BOTH
def test_goods_are_called_something_in_every_language(name: str) -> None:
    bought = {
        line.name
        for one in actions(name).actions.values()
        for line in (*one.one_off, *one.recurrent)
        if line.block == "procurement"
    }
    assert bought
    assert all(all(both(actions(name).goods[thing])) for thing in bought)


def reached(question: Question, met: frozenset[str]) -> Fraction:
    """The level of a question of which nothing was in place but what actions have met since."""
    match question.kind:
        case Ladder():
            return level_of(question, LadderGiven(None, met))
        case Checklist():
            return level_of(question, TicksGiven(met))
        case Choice(options=options):
            return max(
                one.value for one in options if {k.id for k in one.criteria} <= met and (one.criteria or not one.value)
            )
        case Number(thresholds=steps):
            return max(Fraction(step.level) for step in steps if step.criterion is None or step.criterion.id in met)


def levels(name: str, met: Iterable[str]) -> dict[str, Fraction]:
    known = frozenset(met)
    return {one.id: min(reached(question, known) for question in one.questions) for one in bank(name).capabilities}


@BOTH
def test_from_nothing_every_capability_can_reach_the_top(name: str) -> None:
    done: set[str] = set()
    met: set[str] = set()
    while True:
        now = levels(name, met)
        ready = {
            one.id
            for one in actions(name).actions.values()
            if one.id not in done
            and set(one.after) <= done
            and all(now[capability] >= level for capability, level in (one.requires or {}).items())
        }
        if not ready:
            break
        done |= ready
        met |= {criterion for id in ready for criterion in actions(name).actions[id].meets}
    assert sorted(set(actions(name).actions) - done) == [], "actions that can never start"
    top = bank(name).levels[-1].value
    assert {id: level for id, level in levels(name, met).items() if level < top} == {}
