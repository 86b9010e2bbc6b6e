"""What is withheld leaves nothing behind: no number, no evidence, no question whose asking would tell it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import EvidenceLink, RecordedAgreement
from questionnaire.conditions import AnyOf, CriterionCondition, LevelCondition
from questionnaire.consensus import uses_room
from questionnaire.framework import WHOLE, Capability
from questionnaire.intentions import Donor, Limits
from questionnaire.own_actions import OwnAction
from questionnaire.withholding import (
    evidence_told,
    told_without,
    withheld_before,
    withheld_count,
    withheld_from,
    without_capabilities,
)
from scoring.scores import score_dossier
from tests.examples import answer, at_level, capability, dossier, evidence, framework, question, section, targets

SMALL = framework(
    section("L", capability("L01"), replace(capability("L02"), sensitive=True)),
    section("O", capability("O01")),
)
IDS = [one.id for one in SMALL.capabilities]
FILLED = dossier(
    SMALL,
    answer("L01", 1, evidence=[EvidenceLink("E1")]),
    answer("L02", 3, evidence=[EvidenceLink("E1"), EvidenceLink("E2")]),
    answer("O01", 4),
    targets=targets(L01=2, L02=4, O01=4),
    evidence=[evidence("E1"), evidence("E2"), evidence("E3")],
)


def test_the_marks_of_the_framework_hold_until_somebody_decides() -> None:
    assert withheld_from(FILLED) == {"L02"}
    assert withheld_from(replace(FILLED, withheld=())) == frozenset()
    assert withheld_from(replace(FILLED, withheld=("O01", "gone"))) == {"O01"}


def test_an_id_of_earlier_is_known() -> None:
    renamed = framework(section("L", capability("L01"), replace(capability("L02"), aliases=("L99",))))
    assert withheld_from(dossier(renamed, withheld=("L99",))) == {"L02"}


def test_nothing_withheld_changes_nothing() -> None:
    assert told_without(FILLED, ()) is FILLED
    assert without_capabilities(SMALL, frozenset({"gone"})) is SMALL
    assert withheld_count(SMALL) == 0


def test_all_that_hangs_on_a_withheld_capability_goes() -> None:
    told = told_without(FILLED, {"L02"})
    assert [one.id for one in told.framework.capabilities] == ["L01", "O01"]
    assert {question for _, question in told.answers} == {"L01", "O01"}
    assert set(told.targets) == {"L01", "O01"}
    assert withheld_count(told.framework) == 1
    assert told.framework.uncut is SMALL


def test_evidence_goes_where_it_hung_on_nothing_else() -> None:
    # E1 supports a reply that is told, E2 only one that is not; E3 hangs on nothing at all, and may be meant for it.
    assert set(told_without(FILLED, {"L02"}).evidence) == {"E1"}
    assert set(evidence_told(FILLED)) == {"E1", "E2"}


def test_evidence_of_a_single_reply_is_not_told_where_an_outcome_is_recorded() -> None:
    """Who said what before an outcome is not told; nor is what one of them hung there and the group did not."""
    recorded = RecordedAgreement("L01", at_level(1), evidence=(EvidenceLink("E3"),))
    assert set(evidence_told(replace(FILLED, agreed={"L01": recorded}))) == {"E1", "E2", "E3"}
    alone = replace(FILLED, answers={key: one for key, one in FILLED.answers.items() if key[1] == "L01"})
    assert set(evidence_told(replace(alone, agreed={"L01": recorded}))) == {"E3"}
    unfit = replace(recorded, reply=at_level(9))
    assert set(evidence_told(replace(alone, agreed={"L01": unfit}))) == {"E1", "E3"}


def test_nobody_can_tell_evidence_that_was_taken_off_from_what_hung_there() -> None:
    taken = replace(FILLED, answers={key: replace(one, evidence=()) for key, one in FILLED.answers.items()})
    assert told_without(taken, {"L02"}).evidence == {}


def test_a_section_of_which_nothing_is_left_disappears() -> None:
    told = told_without(FILLED, {"O01"})
    assert [one.id for one in told.framework.sections] == ["L"]


def test_what_is_withheld_twice_is_counted_once() -> None:
    once = told_without(FILLED, {"L02"})
    assert withheld_count(told_without(once, {"L02", "O01"}).framework) == 2
    assert withheld_from(once) == frozenset()


@pytest.mark.parametrize(
    "condition",
    [
        LevelCondition("L01", at_least=Fraction(1)),
        AnyOf((CriterionCondition("L01.1a"), LevelCondition("L02", at_least=Fraction(1)))),
    ],
)
def test_a_question_that_hangs_on_a_withheld_reply_goes_with_it(condition: LevelCondition | AnyOf) -> None:
    # Whether it is asked would tell what was replied there; and so with all that hangs on it in turn.
    held = framework(
        section("L", capability("L01"), capability("L02")),
        section(
            "O",
            capability("O01", question("O01.q1"), question("O01.q2", asked_when=condition)),
            capability("O02", question("O02", asked_when=LevelCondition("O01.q2", at_least=Fraction(1)))),
        ),
    )
    told = without_capabilities(held, frozenset({"L01"}))
    assert [one.id for one in told.questions] == ["L02", "O01.q1"]
    assert withheld_count(told) == 2


def test_donors_of_a_section_that_is_gone_give_nothing_here() -> None:
    # With no section left of its own it would pay for anything, which it never said.
    donors = (Donor("A", sections=frozenset({"O"})), Donor("B", sections=frozenset({"O", "L"})), Donor("C"))
    told = told_without(replace(FILLED, limits=Limits(donors=donors, required={"O01": 3, "L01": 2})), {"O01"})
    assert [(one.name, set(one.sections)) for one in told.limits.donors] == [("B", {"L"}), ("C", set())]
    assert told.limits.required == {"L01": 2}


def test_an_own_action_that_meets_nothing_else_goes() -> None:
    own = {
        "OWN-1": OwnAction("OWN-1", "a", "training", "it", 3, ("L02.1a",)),
        "OWN-2": OwnAction("OWN-2", "b", "training", "it", 3, ("L02.1a", "L01.1a")),
        "OWN-3": OwnAction("OWN-3", "c", "training", "it", 3),
    }
    assert set(told_without(replace(FILLED, own_actions=own), {"L02"}).own_actions) == {"OWN-2", "OWN-3"}


def test_a_room_stays_a_room() -> None:
    # The only outcome was recorded on what is withheld: the rest is still no more than one person's reply in a room.
    held = replace(FILLED, agreed={"L02": RecordedAgreement("L02", at_level(3))})
    told = told_without(held, {"L02"})
    assert uses_room(told)
    assert not told.agreed


@given(st.sets(st.sampled_from(IDS), max_size=2), st.lists(st.integers(0, 4), min_size=6, max_size=6))
def test_no_number_depends_on_what_is_withheld(withheld: set[str], levels: list[int]) -> None:
    before = dossier(SMALL, *(answer(id, level) for id, level in zip(IDS, levels, strict=False)))
    changed = [level if id not in withheld else levels[5] for id, level in zip(IDS, levels, strict=False)]
    after = dossier(SMALL, *(answer(id, level) for id, level in zip(IDS, changed, strict=True)))
    one, other = (score_dossier(told_without(held, withheld)) for held in (before, after))
    assert {id: score.value for id, score in one.scores.items()} == {
        id: score.value for id, score in other.scores.items()
    }
    assert one[WHOLE].value == other[WHOLE].value


def test_a_framework_of_which_nothing_is_left_has_no_score() -> None:
    told = told_without(FILLED, set(IDS))
    assert not told.framework.sections
    assert score_dossier(told)[WHOLE].value is None


def test_what_the_profile_does_not_ask_is_not_told_either() -> None:
    # It may be what would be withheld if it were asked: evidence that hung on it, a level that limits require of it.
    aside = answer("X", 3, evidence=[EvidenceLink("E9"), EvidenceLink("E1")])
    limits = Limits(required={"X": 3, "L01": 2})
    held = replace(
        FILLED,
        evidence={**FILLED.evidence, "E9": evidence("E9")},
        set_aside={("P1", "X"): aside},
        limits=limits,
    )
    told = told_without(held, ())
    assert told.set_aside == {}
    assert list(told.evidence) == ["E1", "E2"]
    assert told.limits.required == {"L01": 2}


# --- beside an earlier round ----------------------------------------------------------------------------------

ONE, OTHER = capability("A"), replace(capability("X"), sensitive=True)
OPEN = replace(OTHER, sensitive=False)


def beside(before: tuple[Capability, ...], now: tuple[Capability, ...], **rounds: Any) -> frozenset[str]:
    """What of the earlier round is not told, its capabilities and those of now in one section each."""
    earlier, later = (dossier(framework(section("S", *held))) for held in (before, now))
    then, today = (rounds.get(one) for one in ("then", "today"))
    return withheld_before(replace(earlier, withheld=then), replace(later, withheld=today))


def test_what_is_withheld_now_is_withheld_of_the_earlier_round() -> None:
    assert beside((ONE, OPEN), (ONE, OTHER)) == {"X"}
    assert beside((ONE, OPEN), (ONE, OPEN), today=("X",)) == {"X"}
    assert beside((ONE, OPEN), (ONE, OPEN)) == frozenset()


def test_it_is_withheld_under_an_older_id_and_wherever_its_questions_stood() -> None:
    renamed = capability("N", question("new"), aliases=("O",), sensitive=True)
    assert beside((ONE, capability("O", question("old"))), (ONE, renamed)) == {"O"}
    moved = capability("N", question("q", aliases=("older",)), sensitive=True)
    assert beside((capability("A", question("A"), question("q")), OPEN), (ONE, moved)) == {"A"}
    assert beside((capability("A", question("older")), OPEN), (ONE, moved)) == {"A"}


def test_what_is_not_asked_any_more_goes_by_a_decision_or_by_the_marks_of_then() -> None:
    assert beside((ONE, OTHER), (ONE,)) == {"X"}
    assert beside((ONE, OTHER), (ONE,), then=()) == frozenset()
    assert beside((ONE, OPEN), (ONE,), today=("X",)) == {"X"}
    assert beside((ONE, OPEN), (ONE,), then=("X",)) == {"X"}


def test_todays_decision_lifts_the_marks_of_then_and_not_a_decision_of_then() -> None:
    assert beside((ONE, OTHER), (ONE, OTHER), today=()) == frozenset()
    assert beside((ONE, OTHER), (ONE, OTHER), today=(), then=("X",)) == {"X"}


def test_what_was_withheld_of_a_copy_is_withheld_of_its_earlier_round() -> None:
    now = dossier(framework(section("S", ONE, OPEN)), withheld=("X",))
    copy = told_without(now, withheld_from(now))
    assert withheld_before(dossier(framework(section("S", ONE, OPEN))), copy) == {"X"}
