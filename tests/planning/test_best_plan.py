from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import count
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, settings

from planning.actions import CostLine
from planning.best_plan import best_starts
from planning.candidates import Candidates
from planning.making import plan_of
from planning.reach import Reach
from planning.rule_of_thumb import rule_of_thumb_starts
from planning.search_state import Found, SearchStage, SearchState
from questionnaire.following import ProgressReport, ProgressWord, Rater
from questionnaire.intentions import Donor, PlannedStart, Proof, Stop
from tests import examples
from tests.examples import action, targets
from tests.planning.bank import at_level, bank_library
from tests.planning.situations import TODAY, Case, case, ladders, tight_cases, value_of

SOME = settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))


def candidates(one: Case, *, every_way: bool = False) -> Candidates:
    return Candidates(Reach(one.situation()), every_way=every_way)


def search(one: Case, *, every_way: bool = False, seconds: float = 30) -> Found:
    return best_starts(candidates(one, every_way=every_way), clock=monotonic, seconds=seconds)


def proof(one: Case) -> Proof | None:
    found = search(one).proof
    assert found is None or (found.value_is_proven and found.cost_is_proven)
    return found


def aims(one: Case) -> tuple[Fraction, Fraction | None] | None:
    known = proof(one)
    return None if known is None else (known.value, known.cost)


# --- small cases by hand ----------------------------------------------------------------------------------------------

MANY = case(
    *ladders(0, 0, 0, 0),
    *(action(f"X{n}", f"A{n % 4 + 1}.{n // 4 + 1}a", money=3 + n * 5 % 7, upkeep=n % 3 * 4) for n in range(12)),
    *(action(f"X{n + 12}", f"A{n + 1}.1a", f"A{n + 1}.2a", money=8, months=6) for n in range(4)),
).within(quarters=6, money=Fraction(40), donors=(Donor("D", {2027: Fraction(30), 2028: Fraction(20)}),))

ONE = case(
    *ladders(0, 0, 0),
    action("X1", "A1.1a", money=6),
    action("X2", "A2.1a", money=5, months=6),
    action("X3", "A3.1a", money=5),
    targets=targets(A1=1, A2=1, A3=1),
    threats={"A1": 3, "A2": 2, "A3": 2},
).within(quarters=3, at_once_default=1)


def test_most_worth_comes_first_then_cost_then_finish() -> None:
    found = search(ONE.within(money=Fraction(10), at_once_default=2))
    assert found.starts == {"X2": 0, "X3": 0}
    known = found.proof
    assert known is not None
    assert (known.value, known.value_bound, known.cost, known.finish, known.finish_bound) == (4, 4, 10, 3, 3)
    assert (known.one_of_several, known.stop, known.in_months) == (False, Stop.DONE, False)
    assert known.solver.startswith("HiGHS") and known.seconds is not None


def test_a_cheaper_way_is_taken_though_it_ends_later() -> None:
    ways = action("X1", "A1.1a", money=1, months=6), action("X2", "A1.1a", money=2)
    assert search(case(*ladders(0), *ways, targets=targets(A1=1))).starts == {"X1": 0}
    unpriced = search(case(*ladders(0), *ways, targets=targets(A1=1), price=None))
    assert unpriced.starts == {"X2": 0} and unpriced.proof is not None
    assert (unpriced.proof.in_months, unpriced.proof.cost) == (True, 3)


def test_a_late_start_does_not_make_upkeep_cheaper() -> None:
    ways = action("X1", "A1.1a", money=4, upkeep=4), action("X2", "A1.1a", money=6)
    assert search(case(*ladders(0), *ways, targets=targets(A1=1)).within(quarters=4)).starts == {"X2": 0}


def test_other_ways_that_are_as_good_are_told() -> None:
    twins = action("X1", "A1.1a", "A2.1a", money=4), action("X2", "A1.1a", money=2), action("X3", "A2.1a", money=2)
    found = search(case(*ladders(0, 0), *twins, targets=targets(A1=1, A2=1)))
    assert found.proof is not None and found.proof.one_of_several is True


def test_limits_that_contradict_each_other_are_told_from_nothing_to_do() -> None:
    assert search(ONE.within(required={"A1": 2})) == Found(impossible=True)
    assert search(ONE.within(pinned={"X2": 2})) == Found(impossible=True)
    nothing = search(case(*ladders(3), action("X1", "A1.1a")))
    assert (nothing.starts, nothing.impossible) == ({}, False)
    assert nothing.proof is not None and nothing.proof.value_is_proven and nothing.proof.cost_is_proven


def test_donors_by_year_move_a_start() -> None:
    late = Donor("D", {2028: Fraction(6)})
    found = search(ONE.within(donors=(late,), start=date(2027, 7, 1)))
    assert found.starts == {"X1": 2}


def test_one_donor_pays_all_of_an_action_where_the_limits_say_so() -> None:
    two = Donor("D", {2027: Fraction(4)}), Donor("E", {2027: Fraction(5)})
    shared = ONE.within(donors=two, quarters=2, at_once_default=2)
    assert search(shared).starts == {"X1": 0}
    assert set(search(shared.within(one_donor_each=True)).starts or ()) in ({"X2"}, {"X3"})


def test_a_donor_of_some_blocks_pays_what_ends_too_late_for_upkeep() -> None:
    """Upkeep that nobody pays before the horizon keeps no donor from paying the rest alone."""
    one = case(*ladders(0), action("X1", "A1.1a", money=2), targets=targets(A1=1)).within(quarters=2)
    upkept = replace(one.library.actions["X1"], recurrent=(CostLine("staff", {"months": Fraction(4)}, "clerk"),))
    goods = Donor("D", {2027: Fraction(9)}, blocks=frozenset({"procurement"}))
    made = replace(one, library=examples.library(upkept, **{"clerk month": Fraction(1)}))
    assert search(made.within(donors=(goods,), one_donor_each=True)).starts == {"X1": 1}


# --- planned anew -----------------------------------------------------------------------------------------------------


def kept(one: Case, starts: dict[str, int], **words: ProgressWord) -> Case:
    planned = tuple(PlannedStart(*item) for item in starts.items())
    progress = {(id, Rater.SELF): ProgressReport(id, Rater.SELF, word, date(2027, 1, 20)) for id, word in words.items()}
    return replace(one, dossier=replace(one.dossier, planned=planned, progress=progress))


def test_what_has_begun_keeps_its_place_and_nothing_new_starts_in_the_past() -> None:
    earlier = ONE.within(start=date(2026, 8, 1), quarters=6)
    begun = kept(earlier, {"X1": 1, "X2": 3}, X1=ProgressWord.ON_TRACK)
    found = search(begun)
    assert found.starts is not None and found.starts["X1"] == 1
    # The third quarter is today's; X1 still runs in it, and the lead carries one.
    assert {id: start for id, start in found.starts.items() if id != "X1"} == {"X3": 3, "X2": 4}
    finished = search(kept(earlier, {"X1": 1, "X2": 3}, X1=ProgressWord.ACHIEVED)).starts
    assert finished == {"X1": 1, "X3": 2, "X2": 3}
    waiting = search(kept(earlier, {"X1": 1, "X2": 3})).starts
    assert waiting is not None and sorted(waiting.values()) == [0, 1, 2]


def test_a_plan_begun_can_start_something_on_the_day_it_is_made_anew() -> None:
    """Though what has begun ends later: nobody waits for it."""
    begun = kept(
        ONE.within(start=date(2026, 11, 1), at_once_default=2, quarters=6), {"X2": 1}, X2=ProgressWord.ON_TRACK
    )
    assert search(begun).starts in ({"X1": 1, "X2": 1, "X3": 2}, {"X1": 2, "X2": 1, "X3": 1})


def test_what_has_begun_beyond_a_horizon_that_was_cut_leaves_no_plan() -> None:
    begun = kept(ONE.within(start=date(2026, 8, 1), quarters=1), {"X1": 1}, X1=ProgressWord.ON_TRACK)
    assert search(begun) == Found(impossible=True)
    assert rule_of_thumb_starts(candidates(begun))["X1"] == 1


def test_where_what_is_pinned_comes_too_late_another_brings_the_level_in_time() -> None:
    """Both bring the same at the same cost; but only X2 can start before X3, which waits for the level."""
    one = case(
        *ladders(0, 0),
        action("X1", "A1.1a", money=1), action("X2", "A1.1a", money=1),
        action("X3", "A2.1a", money=1, requires={"A1": 1}),
        targets=targets(A1=1, A2=1),
    ).within(quarters=4, at_once_default=3, pinned={"X1": 3})  # fmt: skip
    assert aims(one) == (2, 3)


def test_what_runs_may_be_more_than_a_lead_can_carry() -> None:
    begun = kept(
        ONE.within(start=date(2026, 11, 1), quarters=4), {"X1": 1, "X3": 1},
        X1=ProgressWord.ON_TRACK, X3=ProgressWord.ON_TRACK,
    )  # fmt: skip
    found = search(begun)
    assert found.starts == {"X1": 1, "X3": 1, "X2": 2}
    assert begun.breaches(plan_of(candidates(begun), found), TODAY) == set()


@SOME
@given(tight_cases(5))
def test_a_kept_plan_made_anew_stays_as_good(one: Case) -> None:
    one = one.within(start=date(2027, 1, 1))
    first = search(one)
    if first.proof is None or first.starts is None:
        return
    running = [id for id, start in first.starts.items() if start == 0]
    again = search(kept(one, dict(first.starts), **dict.fromkeys(running, ProgressWord.ON_TRACK)))
    assert again.proof is not None and (again.proof.value, again.proof.cost) == (first.proof.value, first.proof.cost)


# --- stopping ---------------------------------------------------------------------------------------------------------


def test_who_listens_hears_the_stages_in_turn() -> None:
    heard: list[SearchState] = []

    def told(state: SearchState) -> bool:
        heard.append(state)
        return False

    best_starts(candidates(MANY), clock=monotonic, told=told)
    order = [SearchStage.BOUND, SearchStage.COST, SearchStage.VALUE, SearchStage.COST, SearchStage.FINISH]
    stages = [state.stage for place, state in enumerate(heard) if place == 0 or heard[place - 1].stage != state.stage]
    assert stages[0] == SearchStage.BOUND and stages[-1] == SearchStage.FINISH and set(stages) <= set(order)
    known = [state for state in heard if state.value is not None and state.bound is not None]
    assert known and all(state.value <= state.bound for state in known if state.value is not None and state.bound)


@pytest.mark.parametrize("after", range(6))
def test_a_search_that_is_stopped_gives_what_it_has(after: int) -> None:
    calls = count()
    found = best_starts(candidates(MANY), clock=monotonic, told=lambda state: next(calls) >= after)
    assert found.proof is not None and found.starts is not None
    assert found.proof.stop is Stop.CANCELLED
    assert found.proof.value >= value_of(MANY.situation(), rule_of_thumb_starts(candidates(MANY)))
    assert found.proof.value_bound is None or found.proof.value_bound >= found.proof.value
    assert MANY.breaches(plan_of(candidates(MANY), found), TODAY) == set()


def rising(step: float) -> Callable[[], float]:
    times: Iterator[float] = iter(number * step for number in count())
    return lambda: next(times)


def test_a_search_without_time_gives_a_plan_and_says_by_how_much_it_may_fall_short() -> None:
    one = Case(replace(at_level(1), limits=replace(at_level(1).limits, money=Fraction(400000))), bank_library())
    found = best_starts(candidates(one), clock=rising(0.4), seconds=1)
    assert found.proof is not None and found.proof.stop is Stop.TIME
    assert found.proof.value >= value_of(one.situation(), rule_of_thumb_starts(candidates(one)))
    assert not found.proof.value_is_proven or found.proof.value_gap == 0


def test_a_twin_is_another_way_though_only_one_of_them_is_looked_at() -> None:
    twins = action("X1", "A1.1a", money=5), action("X2", "A1.1a", money=5)
    known = proof(case(*ladders(0), *twins, targets=targets(A1=1)))
    assert known is not None and known.one_of_several is True
    alone = proof(case(*ladders(0), twins[0], targets=targets(A1=1)))
    assert alone is not None and alone.one_of_several is False
