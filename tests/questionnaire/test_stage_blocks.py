from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from questionnaire.answers import LevelReached, NotApplicable, OptionGiven, RecordedAgreement
from questionnaire.assessment import Administration, Dossier, Setup
from questionnaire.ballots import Ballot, BallotState
from questionnaire.consensus import reach_consensus
from questionnaire.routing import asked_questions
from questionnaire.stage_blocks import Block, BlockCode, what_blocks
from questionnaire.stages import Stage
from tests.examples import NOON, answer, at_level, capability, dossier, framework, section, targets
from words.phrases import LANGUAGES, load_phrases

TREE = framework(section("S", capability("A"), capability("B"), capability("C")))
SETUP = Setup(administration=Administration("Customs of Ruritania"), assessed_on=date(2027, 3, 1))


def blocks(of: Dossier) -> tuple[Block, ...]:
    return what_blocks(of, asked_questions(of.framework, reach_consensus(of)))


def told(of: Dossier) -> list[tuple[str, bool, tuple[str, ...]]]:
    return [(one.code.value, one.blocking, one.questions) for one in blocks(of)]


def complete(**more: Any) -> Dossier:
    return dossier(TREE, answer("A", 1), answer("B", 2), answer("C", NotApplicable("none")), setup=SETUP, **more)


def test_nothing_blocks_one_person_who_has_answered_all() -> None:
    assert blocks(complete()) == ()


def test_name_and_day_are_needed() -> None:
    assert told(replace(complete(), setup=Setup())) == [("no_name", True, ()), ("no_day", True, ())]


def test_questions_without_an_outcome_block_by_what_is_the_matter_with_them() -> None:
    wrong = LevelReached(OptionGiven("x"))
    of = dossier(
        TREE, answer("A", 1), answer("A", NotApplicable("none"), participant="P2"), answer("B", wrong), setup=SETUP
    )
    assert told(of) == [("unanswered", True, ("C",)), ("open", True, ("A",)), ("unfitting", True, ("B",))]
    assert blocks(of)[0].facts == {"n": 1}


def test_in_a_room_proposals_are_not_enough() -> None:
    of = replace(complete(), agreed={"A": RecordedAgreement("A", at_level(3))})
    assert told(of) == [("proposed", True, ("B", "C"))]


def test_an_open_ballot_blocks_and_a_revealed_one_does_not() -> None:
    agreed = {id: RecordedAgreement(id, at_level(1)) for id in "ABC"}
    ballot = Ballot("all", "B", 2, BallotState.OPEN, NOON)
    assert told(complete(agreed=agreed, ballots={"all": ballot})) == [("ballot_open", True, ("B",))]
    assert told(complete(agreed=agreed, ballots={"all": replace(ballot, state=BallotState.REVEALED)})) == []


def test_contradictions_are_a_note_only_and_come_last() -> None:
    of = dossier(TREE, answer("A", at_level(2, not_met=["A.1a"])), answer("B", 2), setup=SETUP)
    assert told(of) == [("unanswered", True, ("C",)), ("contradicted", False, ("A",))]


def test_before_validation_something_must_be_looked_at() -> None:
    of = complete(stage=Stage.AGREED)
    assert told(of) == [("nothing_validated", True, ())]
    seen = replace(of, validated={"A": RecordedAgreement("A", at_level(1))})
    assert told(seen) == [("not_looked_at", False, ("B", "C"))]
    wrong = RecordedAgreement("B", LevelReached(OptionGiven("x")))
    assert told(replace(seen, validated={**seen.validated, "B": wrong})) == [
        ("validated_unfitting", True, ("B",)),
        ("not_looked_at", False, ("C",)),
    ]


def test_before_approval_plan_and_targets_are_notes() -> None:
    of = complete(stage=Stage.VALIDATED, targets=targets(A=2))
    assert told(of) == [("no_plan", False, ()), ("no_targets", False, ("B", "C"))]
    assert blocks(of)[1].facts == {"n": 2}
    assert told(replace(of, planned=(), targets=targets(A=2, B=2, C=2))) == []


@pytest.mark.parametrize("stage", [Stage.APPROVED, Stage.SHARED])
def test_later_stages_wait_for_nothing(stage: Stage) -> None:
    assert blocks(complete(stage=stage)) == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", list(BlockCode))
def test_every_block_has_its_sentence(language: str, code: BlockCode) -> None:
    say = load_phrases(language)
    assert {say(f"blocks.{code.value}", n=n) for n in (1, 2)}
