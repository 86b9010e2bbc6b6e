from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import (
    Disputed,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    RecordedAgreement,
    TicksGiven,
)
from questionnaire.assessment import Dossier, Participant
from questionnaire.ballots import HandCount
from questionnaire.conditions import LevelCondition
from questionnaire.consensus import reach_consensus
from questionnaire.routing import Routing, asked_questions
from questionnaire.stages import Function, Role
from questionnaire.talk import (
    FunctionView,
    distribution,
    equal_replies,
    outside_the_replies,
    talk_list,
    talk_on,
)
from tests.examples import answer, at_level, capability, checklist, choice, dossier, framework, question, scale, section

YES_NO = question("D", choice("D", {"no": 0, "yes": 1}), scale=scale(0, 1))
TREE = framework(
    section("S", capability("A"), capability("B", gate=True), capability("C")),
    section("T", capability("D", YES_NO), capability("E"), gate=True),
)
PEOPLE = (
    Participant("P1", Role.ASSESSOR, function=Function.POST),
    Participant("P2", Role.ASSESSOR, function=Function.LEGAL),
    Participant("P3", Role.ASSESSOR, function=Function.POST),
    Participant("P4", Role.ASSESSOR),
)


def room(**replies: list[object]) -> Dossier:
    """Replies to each question, by P1, P2 and so on."""
    answers = [
        answer(id, reply, participant=f"P{place}")  # type: ignore[arg-type]
        for id, given in replies.items()
        for place, reply in enumerate(given, 1)
    ]
    return dossier(TREE, *answers, participants=PEOPLE)


def routing(of: Dossier) -> Routing:
    return asked_questions(of.framework, reach_consensus(of))


def listed(of: Dossier, *sections: str) -> list[str]:
    return [talk.question for talk in talk_list(of, routing(of), sections)]


def test_open_first_then_spread_then_gates_then_the_order_of_the_framework() -> None:
    of = room(A=[1, 2], B=[2, 3], C=[0, 3], E=[NotApplicable("none"), 2])
    assert listed(of) == ["E", "C", "B", "A"]


def test_spreads_on_different_scales_are_compared_by_their_share() -> None:
    yes, no = (LevelReached(OptionGiven(word)) for word in ("yes", "no"))
    assert listed(room(A=[0, 3], D=[yes, no])) == ["D", "A"]


def test_what_is_recorded_is_settled_disputes_too() -> None:
    of = room(A=[1, 3], C=[0, 4])
    dispute = RecordedAgreement("C", Disputed(Fraction(0), Fraction(4), "no way"))
    of = replace(of, agreed={"C": dispute})
    assert listed(of) == ["A"]


def test_a_group_sees_its_own_sections() -> None:
    of = room(A=[1, 3], E=[1, 2])
    assert listed(of, "T") == ["E"]
    assert listed(of, "S", "T") == ["A", "E"]


def test_a_hidden_question_needs_no_talk() -> None:
    hidden = question("B", asked_when=LevelCondition("A", at_least=Fraction(2)))
    tree = framework(section("S", capability("A"), capability("B", hidden)))
    of = dossier(tree, answer("A", 0), answer("A", 1, participant="P2"), answer("B", 4))
    assert listed(of) == ["A"]


def test_a_talk_says_how_far_the_replies_lie_apart() -> None:
    talk = talk_on(room(A=[1, 3, 3, NotKnown()]), "A")
    assert (talk.open, talk.gate, talk.spread, talk.proposed) == (False, False, 2, at_level(3))
    assert talk.index is not None and 0 < talk.index < 1
    assert talk.distribution.levels == {0: 0, 1: 1, 2: 0, 3: 2, 4: 0}
    assert (talk.distribution.not_known, talk.distribution.replies) == (1, 4)
    assert talk_on(room(A=[1]), "A").spread is None


def test_a_dispute_among_the_replies_leaves_the_question_open() -> None:
    talk = talk_on(room(A=[Disputed(Fraction(1), Fraction(3)), 2]), "A")
    assert (talk.open, talk.proposed, talk.distribution.disputed) == (True, None, 1)


def test_whose_functions_differ() -> None:
    functions = distribution(room(A=[1, 4, 2, NotKnown()]), "A").functions
    assert functions == (
        FunctionView(Function.LEGAL, 1, 1, Fraction(4)),
        FunctionView(Function.POST, 2, 2, Fraction(1)),
        FunctionView(None, 1, 0, None),
    )


def test_hands_are_in_the_distribution_but_in_no_function() -> None:
    of = replace(room(A=[1]), hands={"A": HandCount({"2": 3, "not_applicable": 1})})
    found = distribution(of, "A")
    assert (found.levels[Fraction(2)], found.not_applicable, found.hands, found.replies) == (3, 1, 4, 5)
    assert found.given == (1, 2, 2, 2)
    assert sum(one.replies for one in found.functions) == 1


def test_equal_replies_are_offered_to_be_recorded_together() -> None:
    of = room(A=[2, at_level(2, met=["A.1a"])], B=[2, 3], C=[1], E=[NotKnown("a"), NotKnown()])
    found = equal_replies(of, routing(of))
    assert [(one.question, one.proposed) for one in found] == [("A", True), ("E", True)]
    assert found[1].reply == NotKnown("a")
    settled = replace(of, agreed={"A": RecordedAgreement("A", at_level(2))})
    assert [one.question for one in equal_replies(settled, routing(settled))] == ["E"]


def test_equal_levels_of_different_ticks_are_not_the_same() -> None:
    tree = framework(section("S", capability("A", question("A", checklist("A")))))
    one, other = (LevelReached(TicksGiven(frozenset({id}))) for id in ("A.a", "A.b"))
    of = dossier(tree, answer("A", one), answer("A", other, participant="P2"))
    assert equal_replies(of, routing(of)) == ()


def test_which_outcomes_need_a_rationale() -> None:
    ladder, replies = question("A"), [at_level(1), at_level(3)]
    assert outside_the_replies(ladder, at_level(2), replies)
    assert not outside_the_replies(ladder, at_level(3), replies)
    assert outside_the_replies(ladder, NotKnown(), replies)
    assert not outside_the_replies(ladder, NotKnown(), [*replies, NotKnown()])
    assert not outside_the_replies(ladder, Disputed(Fraction(1), Fraction(3)), replies)
    assert outside_the_replies(ladder, Disputed(Fraction(1), Fraction(4)), replies)
    assert not outside_the_replies(ladder, at_level(2), [])


@given(st.lists(st.integers(0, 4), min_size=2, max_size=6), st.randoms())
def test_the_order_of_replies_does_not_matter(levels: list[int], order: st.DataObject) -> None:
    shuffled = list(levels)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (
        talk_on(dossier(TREE, *(answer("A", each, participant=f"P{n}") for n, each in enumerate(given))), "A")
        for given in (levels, shuffled)
    )
    assert one == other
