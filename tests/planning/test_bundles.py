from __future__ import annotations

from hypothesis import given

from planning.bundles import Bundler, Wanted
from planning.candidates import Candidates
from planning.reach import Reach
from tests.examples import action
from tests.planning.situations import FEW, NO_LIMITS, Case, case, cases, ladders


def bundler(one: Case) -> Bundler:
    candidates = Candidates(Reach(one.situation()))
    return Bundler(candidates.situation, candidates.weights)


WAYS = case(
    *ladders(0, 0),
    action("X1", "A1.1a", money=2),
    action("X2", "A1.1a", "A1.2a", money=9),
    action("X3", "A1.2a", money=3, after=("X4",)),
    action("X4", money=1),
    action("X5", "A1.3a", requires={"A2": 1}),
    action("X6", "A2.1a", money=7),
    action("X7", "A2.1a", money=8),
    limits=NO_LIMITS,
)
NOTHING: frozenset[str] = frozenset()


def found(level: int, chosen: tuple[str, ...] = (), **more: object) -> tuple[str, ...] | None:
    made = bundler(WAYS)
    bundle = made.for_level(("A1", level), chosen, WAYS.situation().met_by(chosen), **more)  # type: ignore[arg-type]
    return None if bundle is None else bundle.actions


def test_a_step_comes_with_its_prerequisites_in_order() -> None:
    assert found(2) == ("X1", "X4", "X3")


def test_a_required_level_comes_with_its_lightest_way() -> None:
    assert found(3) == ("X1", "X4", "X3", "X6", "X5")


def test_what_is_chosen_is_not_taken_again() -> None:
    assert found(3, ("X1", "X4", "X7")) == ("X5", "X3")


def test_banned_actions_are_gone_round() -> None:
    assert found(2, banned={"X3"}) == ("X2",)
    assert found(2, banned={"X3", "X2"}) is None
    assert found(2, banned={"X4"}) == ("X2",)


def test_an_action_can_be_asked_for() -> None:
    assert found(2, using="X2") == ("X2",)
    assert found(1, using="X3") == ("X4", "X3", "X1")
    assert found(2, using="nobody") is None


def test_an_action_with_all_that_it_needs() -> None:
    bundle = bundler(WAYS).for_action("X5", (), NOTHING)
    assert bundle is not None and bundle.actions == ("X6", "X5") and bundle.met == {"A2.1a", "A1.3a"}


def test_nothing_supports_itself() -> None:
    circle = case(*ladders(0, 0), action("X1", "A1.1a", requires={"A2": 1}), action("X2", "A2.1a", requires={"A1": 1}))
    weights = {"X1": (0, 3), "X2": (0, 3)}
    assert Bundler(circle.situation(), weights).for_level(("A1", 1), (), NOTHING) is None


def test_so_many_of_some_criteria() -> None:
    wanted = Wanted(2, frozenset("abc"))
    assert wanted.missing(frozenset("a")) == 1
    assert wanted.progress(frozenset("a"), frozenset("abc")) == 1
    assert wanted.progress(frozenset(), frozenset("bx")) == 1


@FEW
@given(cases())
def test_a_bundle_can_be_done_in_its_order_and_brings_its_level(one: Case) -> None:
    free = one.without_limits()
    made, situation = bundler(free), free.situation()
    for level in sorted(Reach(situation).open_steps):
        bundle = made.for_level(level, (), NOTHING)
        assert bundle is not None
        assert len(set(bundle.actions)) == len(bundle.actions)
        for place, name in enumerate(bundle.actions):
            before = bundle.actions[:place]
            assert set(situation.before(name)) <= set(before)
            assert all(situation.is_reached(one, situation.met_by(before)) for one in situation.required(name))
        assert situation.is_reached(level, situation.met_by(bundle.actions))
