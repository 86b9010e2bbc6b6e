from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import (
    AgreementKind,
    Disputed,
    EvidenceLink,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    RecordedAgreement,
)
from questionnaire.ballots import Ballot, BallotState, HandCount
from questionnaire.consensus import (
    agreements_of,
    answers_by_question,
    hands_as_replies,
    reach_consensus,
    recorded_outcomes,
    uses_room,
)
from questionnaire.levels import level_of
from questionnaire.policy import Confidence
from questionnaire.proposals import UNSAID
from tests.examples import NOON, answer, at_level, capability, choice, dossier, framework, number, question, section

TREE = framework(section("S", capability("A"), capability("B"), capability("C")))
LEVELS = st.lists(st.integers(0, 4), min_size=1, max_size=6)


def recorded(question: str, reply: Any, **more: Any) -> RecordedAgreement:
    return RecordedAgreement(question, at_level(reply) if isinstance(reply, int) else reply, **more)


def agreed(*outcomes: RecordedAgreement) -> dict[str, RecordedAgreement]:
    return {one.question: one for one in outcomes}


def ballot(question: str, state: BallotState) -> Ballot:
    return Ballot("all", question, 1, state, NOON)


def test_one_person_alone_agrees_by_answering() -> None:
    dispute = Disputed(Fraction(1), Fraction(2), "two views")
    link = EvidenceLink("E1")
    given = answer("A", 2, confidence=Confidence.HIGH, evidence=[link], comment="seen")
    agreements = reach_consensus(dossier(TREE, answer("C", dispute), given))
    assert [(one.question, one.proposed) for one in agreements] == [("A", False), ("C", False)]
    assert agreements[0].confidence is Confidence.HIGH
    assert agreements[0].evidence == (link,)
    assert agreements[0].rationale == "seen"
    assert agreements[1].reply == dispute


def test_a_reply_that_does_not_fit_takes_no_part() -> None:
    wrong = LevelReached(OptionGiven("a"))
    assert reach_consensus(dossier(TREE, answer("A", wrong), answer("B", 1)))[0].question == "B"


def test_no_replies_no_agreements() -> None:
    assert reach_consensus(dossier(TREE)) == ()
    assert reach_consensus(dossier(TREE, answer("A", None))) == ()


def test_several_people_make_proposals() -> None:
    agreements = reach_consensus(
        dossier(
            TREE,
            answer("A", 1, participant="P1", confidence=Confidence.HIGH, evidence=[EvidenceLink("E2")]),
            answer("A", 3, participant="P2", confidence=Confidence.LOW, evidence=[EvidenceLink("E1")]),
            answer("B", 3, participant="P1"),
            answer("B", NotApplicable("none"), participant="P2"),
        )
    )
    assert [(one.question, one.reply, one.proposed) for one in agreements] == [("A", at_level(1), True)]
    assert agreements[0].confidence is Confidence.LOW
    assert [link.evidence for link in agreements[0].evidence] == ["E1", "E2"]


def test_a_dispute_among_several_replies_is_proposed_and_no_voice_among_others() -> None:
    dispute = Disputed(Fraction(1), Fraction(3))
    agreements = reach_consensus(
        dossier(TREE, answer("A", dispute, participant="P1"), answer("A", 3, participant="P2"))
    )
    assert [(one.reply, one.proposed) for one in agreements] == [(dispute, True)]


def test_a_recorded_outcome_wins_with_all_that_was_recorded_beside_it() -> None:
    link = EvidenceLink("E1")
    one = recorded("A", 2, rationale="after talk", confidence=Confidence.HIGH, evidence=(link,))
    room = dossier(TREE, answer("A", 0), answer("A", 4, participant="P2"), agreed=agreed(one))
    (held,) = reach_consensus(room)
    assert (held.reply, held.proposed, held.rationale) == (at_level(2), False, "after talk")
    assert (held.confidence, held.evidence) == (Confidence.HIGH, (link,))


def test_one_recorded_outcome_makes_a_room_of_one_persons_replies() -> None:
    alone = dossier(TREE, answer("A", 1), answer("B", 2))
    assert not any(one.proposed for one in reach_consensus(alone))
    found = reach_consensus(replace(alone, agreed=agreed(recorded("A", 3))))
    assert [(one.question, one.reply, one.proposed) for one in found] == [
        ("A", at_level(3), False),
        ("B", at_level(2), True),
    ]


def test_what_makes_a_room() -> None:
    alone = dossier(TREE, answer("A", 1))
    assert not uses_room(alone)
    assert uses_room(replace(alone, hands={"B": HandCount({"1": 3})}))
    assert not uses_room(replace(alone, hands={"B": HandCount({"1": 0})}))
    for state in BallotState:
        room = replace(alone, ballots={"all": ballot("A", state)})
        assert uses_room(room) is (state is not BallotState.WITHDRAWN)
    assert not uses_room(replace(alone, validated=agreed(recorded("A", 3))))


def test_an_outcome_that_no_longer_fits_is_not_the_outcome() -> None:
    wrong = recorded("A", LevelReached(OptionGiven("a")))
    room = dossier(TREE, answer("A", 1), agreed=agreed(wrong))
    assert recorded_outcomes(room) == {}
    assert [(one.reply, one.proposed) for one in reach_consensus(room)] == [(at_level(1), True)]


def test_hands_are_replies_of_nobody() -> None:
    hands = HandCount({"0": 1, "3": 2, "not_known": 1, "9": 4, "x": 1})
    ladder = question("A")
    assert sorted(map(str, hands_as_replies(ladder, hands))) == sorted(
        map(str, [at_level(0), at_level(3), at_level(3), NotKnown()])
    )
    (held,) = reach_consensus(dossier(TREE, answer("A", 4), hands={"A": hands}))
    assert (held.reply, held.proposed) == (at_level(3), True)


def test_hands_hold_options_but_no_measured_value() -> None:
    options = question("Q", choice("Q", {"a": 0, "b": 2}))
    assert hands_as_replies(options, HandCount({"b": 1, "2": 1, "not_applicable": 1})) == (
        LevelReached(OptionGiven("b")),
        NotApplicable(UNSAID),
    )
    assert hands_as_replies(question("Q", number("Q", {0: 0, 4: 50})), HandCount({"4": 2})) == ()
    assert hands_as_replies(options, None) == ()


def test_what_the_mission_recorded_is_a_set_of_its_own() -> None:
    both = dossier(TREE, answer("A", 3), answer("B", 1), validated=agreed(recorded("B", 0, seen="the register")))
    assert [(one.question, one.reply, one.proposed) for one in agreements_of(both, AgreementKind.VALIDATED)] == [
        ("B", at_level(0), False)
    ]
    assert agreements_of(both, AgreementKind.SELF) == reach_consensus(both)


def test_answers_to_questions_that_are_not_there_are_left_alone() -> None:
    assert list(answers_by_question(dossier(TREE, answer("Z", 1), answer("A", 1)))) == ["A"]


@given(LEVELS, LEVELS, st.randoms())
def test_neither_the_order_of_replies_nor_who_gave_them_matters(
    first: list[int], second: list[int], order: st.DataObject
) -> None:
    def held(levels: list[int]) -> Any:
        answers = [answer("A", level, participant=f"P{place}") for place, level in enumerate(levels)]
        return reach_consensus(dossier(TREE, *answers, ballots={"all": ballot("A", BallotState.REVEALED)}))

    levels = first + second
    shuffled = list(levels)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    (one,) = held(levels)
    assert held(shuffled) == (one,)
    assert isinstance(one.reply, LevelReached)
    assert level_of(question("A"), one.reply.given) in levels


@given(st.lists(st.integers(0, 4), max_size=6), st.integers(0, 4))
def test_a_recorded_outcome_always_wins(levels: list[int], level: int) -> None:
    answers = [answer("A", each, participant=f"P{place}") for place, each in enumerate(levels)]
    (one,) = reach_consensus(dossier(TREE, *answers, agreed=agreed(recorded("A", level))))
    assert (one.reply, one.proposed) == (at_level(level), False)
