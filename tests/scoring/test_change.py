from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaire.answers import Disputed, NotKnown
from questionnaire.assessment import Dossier
from questionnaire.conditions import LevelCondition
from questionnaire.framework import WHOLE
from questionnaire.policy import Aggregation
from scoring.change import Apart
from scoring.change import compare_rounds as exactly_compared
from scoring.scores import score_dossier
from tests.examples import answer, capability, dossier, framework, ladder, question, section, targets, words
from tests.scoring.trees import Case, cases, replies

TREE = framework(
    section("S", capability("A"), capability("B", gate=True), capability("C")), section("T", capability("D"))
)


def compare_rounds(before: Dossier, after: Dossier, now: Any = None) -> Any:
    """The same, untyped: exact fractions are compared with whole numbers here."""
    return exactly_compared(before, after, now)


def first(**more: Any) -> Dossier:
    return dossier(TREE, answer("A", 1), answer("B", 3), answer("C", 2), answer("D", NotKnown()), **more)


def later(**more: Any) -> Dossier:
    return dossier(TREE, answer("A", 3), answer("B", 2), answer("D", 4), **more)


def test_question_by_question() -> None:
    found = compare_rounds(first(), later())
    assert [
        (id, one.level_before, one.level_now, one.difference, one.apart) for id, one in found.questions.items()
    ] == [
        ("A", 1, 3, 2, None),
        ("B", 3, 2, -1, None),
        ("C", 2, None, None, Apart.NO_LEVEL_NOW),
        ("D", None, 4, None, Apart.NO_LEVEL_BEFORE),
    ]
    assert found.compared == ("A", "B")
    assert [one.question for one in found.apart] == ["C", "D"]


def test_like_for_like_stands_beside_as_reported() -> None:
    one = compare_rounds(first(), later()).nodes["S"]
    assert (one.before, one.now) == (2, Fraction(5, 2))
    assert (one.like_before, one.like_now, one.difference, one.share) == (
        2,
        Fraction(5, 2),
        Fraction(1, 2),
        Fraction(1, 8),
    )
    assert (one.compared, one.asked) == (2, 3)
    assert one.now_provisional
    assert not one.before_provisional
    other = compare_rounds(first(), later()).nodes["T"]
    assert (other.like_before, other.like_now, other.difference, other.compared) == (None, None, None, 0)


def test_progress_is_towards_what_the_earlier_round_aimed_at() -> None:
    found = compare_rounds(first(targets=targets(A=4, B=4, C=4)), later(targets=targets(A=3, D=4))).nodes
    assert (found["A"].target, found["A"].progress) == (4, Fraction(2, 3))
    assert found["B"].progress == -1
    assert found["C"].progress is None
    assert found["D"].target == 4
    assert found["S"].progress is None


def test_no_progress_where_the_target_was_reached_already() -> None:
    for level in (1, 0):
        assert compare_rounds(first(targets=targets(A=level)), later()).nodes["A"].progress is None


def test_a_question_found_by_its_alias_is_the_same_question() -> None:
    before = framework(section("S", capability("A", question("A.old"), question("A.gone"))))
    renamed = question("A.new", ladder("A.old"), aliases=("A.old",))
    now = framework(section("S", capability("A", renamed, question("A.added"))))
    found = compare_rounds(
        dossier(before, answer("A.old", 1), answer("A.gone", 4)), dossier(now, answer("A.new", 3), answer("A.added", 0))
    )
    assert {id: one.apart for id, one in found.questions.items()} == {
        "A.new": None,
        "A.added": Apart.NEW,
        "A.gone": Apart.DROPPED,
    }
    assert (found.questions["A.new"].before, found.questions["A.gone"].level_before) == ("A.old", 4)
    assert (found.nodes["A"].like_before, found.nodes["A"].like_now) == (1, 3)


def test_a_renamed_capability_keeps_its_target_and_its_earlier_score() -> None:
    before = framework(section("S", capability("O", question("q"))))
    now = framework(section("S", capability("N", question("q"), aliases=("O",))))
    found = compare_rounds(dossier(before, answer("q", 1), targets=targets(O=3)), dossier(now, answer("q", 2)))
    assert (found.nodes["N"].before, found.nodes["N"].target, found.nodes["N"].progress) == (1, 3, Fraction(1, 2))


def test_a_question_with_another_criterion_is_not_compared() -> None:
    kind = ladder("A")
    changed = replace(
        kind.levels[2], criteria=tuple(replace(one, text=words("something else")) for one in kind.levels[2].criteria)
    )
    other = replace(kind, levels=(*kind.levels[:2], changed, *kind.levels[3:]))
    before, now = (framework(section("S", capability("A", question("A", one)))) for one in (kind, other))
    found = compare_rounds(dossier(before, answer("A", 1)), dossier(now, answer("A", 2)))
    assert found.questions["A"].apart is Apart.CHANGED
    assert found.nodes["A"].difference is None


def test_both_rounds_are_scored_by_the_later_framework() -> None:
    before = framework(section("S", capability("A"), capability("B", weight=Fraction(3))))
    now = framework(section("S", capability("A"), capability("B"), aggregation=Aggregation.WEAKEST))
    found = compare_rounds(
        dossier(before, answer("A", 0), answer("B", 4)), dossier(now, answer("A", 2), answer("B", 4))
    )
    assert found.nodes["S"].before == 3
    assert (found.nodes["S"].like_before, found.nodes["S"].like_now) == (0, 2)


def test_a_gate_caps_only_where_both_rounds_have_it() -> None:
    before = framework(section("S", capability("A"), capability("B")))
    now = framework(section("S", capability("A"), capability("B", gate=True)))
    replied = (answer("A", 4), answer("B", 0))
    alone = compare_rounds(dossier(before, *replied), dossier(now, *replied)).nodes["S"]
    assert (alone.before, alone.now) == (2, 1)
    assert (alone.like_before, alone.like_now) == (2, 2)
    common = compare_rounds(dossier(now, *replied), dossier(now, *replied)).nodes["S"]
    assert (common.like_before, common.like_now) == (1, 1)
    blank = compare_rounds(dossier(now, answer("A", 4)), dossier(now, *replied)).nodes["S"]
    assert (blank.now, blank.like_now) == (1, 4)


def test_a_gate_section_caps_only_where_both_rounds_have_it() -> None:
    sections = section("S", capability("A")), section("T", capability("B"))
    before = framework(*sections)
    now = framework(sections[0], section("T", capability("B"), gate=True))
    replied = (answer("A", 4), answer("B", 0))
    found = compare_rounds(dossier(before, *replied), dossier(now, *replied)).nodes[WHOLE]
    assert (found.now, found.like_now) == (1, 2)


def test_what_is_not_asked_in_both_rounds_is_not_compared() -> None:
    hanging = question("B", asked_when=LevelCondition("A", at_least=Fraction(2)))
    tree = framework(section("S", capability("A"), capability("B", hanging)))
    asked, hidden = (dossier(tree, answer("A", level), answer("B", 4)) for level in (3, 1))
    assert compare_rounds(hidden, asked).questions["B"].apart is Apart.NOT_ASKED_BEFORE
    assert compare_rounds(asked, hidden).questions["B"].apart is Apart.NOT_ASKED_NOW
    assert compare_rounds(asked, hidden).questions["B"].level_now is None
    both = compare_rounds(asked, asked)
    assert both.compared == ("A", "B")
    assert both.nodes["S"].like_now == Fraction(7, 2)


def test_a_dispute_is_no_level_to_compare() -> None:
    found = compare_rounds(first(), dossier(TREE, answer("A", Disputed(Fraction(1), Fraction(3)))))
    assert found.questions["A"].apart is Apart.NO_LEVEL_NOW
    assert found.nodes[WHOLE].difference is None


LAW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def two_rounds(draw: Any) -> tuple[Dossier, Dossier]:
    case: Case = draw(cases())
    other = {one.id: draw(replies(one)) for one in case.framework.questions}
    return case.dossier(), replace(case, replies=other).dossier()


@LAW
@given(cases())
def test_a_round_does_not_differ_from_itself(case: Case) -> None:
    of = case.dossier()
    found = compare_rounds(of, of, score_dossier(of))
    assert all(one.difference in (None, 0) for one in found.nodes.values())
    assert all(one.difference in (None, 0) for one in found.questions.values())


@LAW
@given(two_rounds())
def test_there_and_back_differ_in_sign_only(both: tuple[Dossier, Dossier]) -> None:
    there, back = compare_rounds(*both), compare_rounds(both[1], both[0])
    assert there.compared == back.compared
    for id, one in there.nodes.items():
        other = back.nodes[id]
        assert one.scale == other.scale
        assert (one.difference is None) == (other.difference is None)
        assert one.difference is None or other.difference is None or one.difference == -other.difference
        assert (one.like_before, one.like_now) == (other.like_now, other.like_before)


@LAW
@given(two_rounds())
def test_a_node_differs_only_where_a_question_below_is_compared(both: tuple[Dossier, Dossier]) -> None:
    found = compare_rounds(*both)
    for node in found.nodes.values():
        assert node.compared <= node.asked
        assert node.compared or node.difference is None
        if node.like_before is not None and node.like_now is not None:
            assert node.scale.lowest <= min(node.like_before, node.like_now)
            assert max(node.like_before, node.like_now) <= node.scale.highest


@LAW
@given(two_rounds())
def test_where_no_question_fell_no_mean_fell(both: tuple[Dossier, Dossier]) -> None:
    found = compare_rounds(*both)
    if all((one.difference or 0) >= 0 for one in found.questions.values()):
        assert all((one.difference or 0) >= 0 for one in found.nodes.values())
