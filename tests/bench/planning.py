"""How long the best plan takes, how sure it is then, and how much more it reaches than what people do without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from time import perf_counter
from typing import TypeVar

from examples.build import HERE, bank
from planning.best_plan import best_starts
from planning.candidates import Candidates
from planning.frontier import frontier
from planning.making import candidates_for, preview
from planning.rule_of_thumb import rule_of_thumb_starts
from planning.schedule import Schedule
from planning.search_state import Found
from planning.starts import worth_of
from questionnaire.intentions import Proof
from scoring.scores import score_dossier
from storage.dossier_file import read_dossier
from tests.bench.instances import START, instance
from tests.bench.timing import Measured, below

T = TypeVar("T")

SIZES = {180: (0.005, 15), 400: (0.01, 60), 876: (0.01, 60)}
"""The gap and the seconds that are good enough for so many actions."""

PREVIEW_SECONDS, BUILT_IN_SECONDS, CHANGED_SECONDS, FRONTIER_SECONDS = 1, 15, 3, 10
BUILT_IN_GAP, CHANGED_GAP = 0.005, 0.01


def rows() -> Iterator[Measured]:
    """The built-in library, then made-up ones of other sizes."""
    yield from _built_in()
    for actions, (gap, seconds) in SIZES.items():
        yield from _made_up(actions, gap, seconds)


def _built_in() -> Iterator[Measured]:
    candidates = _example()
    took, _ = _timed(lambda: preview(candidates))
    yield below("plan: preview without calendar, built-in library", took, "s", PREVIEW_SECONDS)
    took, found = _timed(lambda: best_starts(candidates, clock=perf_counter, seconds=BUILT_IN_SECONDS))
    yield below("plan: built-in library, full calendar", took, "s", BUILT_IN_SECONDS + 1)
    yield below("plan: built-in library, gap then", 100 * _gap(found), "%", 100 * BUILT_IN_GAP)
    yield from _against_others("built-in library", candidates, found)
    changed = _example(Fraction(9, 10))
    took, found = _timed(lambda: best_starts(changed, clock=perf_counter, seconds=CHANGED_SECONDS))
    yield below("plan: built-in library, a changed budget answered", took, "s", CHANGED_SECONDS + 1)
    yield below("plan: built-in library, a changed budget, gap then", 100 * _gap(found), "%", 100 * CHANGED_GAP)
    took, curve = _timed(lambda: frontier(candidates, 20, clock=perf_counter, seconds=FRONTIER_SECONDS))
    yield below("plan: frontier of 20 budgets, built-in library", took, "s", FRONTIER_SECONDS)
    open_ones = 100 * sum(not point.proven for point in curve.points) / len(curve.points)
    yield Measured("plan: frontier, points that may fall short by more than 0.4 %", open_ones, None, "%", "-", met=True)


def _made_up(actions: int, gap: float, seconds: int) -> Iterator[Measured]:
    candidates = instance(actions).candidates()
    took, _ = _timed(lambda: preview(candidates))
    yield below(f"plan: preview without calendar, {actions} actions", took, "s", PREVIEW_SECONDS)
    took, found = _timed(lambda: best_starts(candidates, clock=perf_counter, seconds=seconds))
    yield below(f"plan: {actions} actions, proven or cut", took, "s", seconds + 5)
    yield below(f"plan: {actions} actions, gap then", 100 * _gap(found), "%", 100 * gap)
    yield from _against_others(f"{actions} actions", candidates, found)


def _against_others(name: str, candidates: Candidates, found: Found) -> Iterator[Measured]:
    """How much of what the best plan reaches is lost by two other ways to choose."""
    best = _proof(found).value
    for way, starts in (
        ("rule of thumb", rule_of_thumb_starts(candidates)),
        ("highest priority first", highest_priority_first(candidates)),
    ):
        lost = 100 * float(1 - worth_of(candidates, starts) / best) if best else 0.0
        yield Measured(f"plan: {name}, lost by {way}", lost, None, "%", "-", met=True)


def highest_priority_first(candidates: Candidates) -> Mapping[str, int]:
    """What a spreadsheet sorted by priority does: down the list, each action that still fits, with what it needs."""
    situation, schedule = candidates.situation, Schedule(candidates.purses)
    steps = sorted(situation.step_of.items(), key=lambda one: (-one[1].importance, one[0]))
    for level, _ in steps:
        for action in dict.fromkeys(situation.helpers(level)):
            chain = _chain(candidates, action)
            trial = schedule.copy()
            if action in schedule.starts or situation.is_reached(level, situation.met_by(schedule.starts)):
                continue
            if trial.place_all(one for one in chain if one not in schedule.starts) is None:
                schedule = trial
    return schedule.starts


def _chain(candidates: Candidates, action: str) -> list[str]:
    """An action after all that it needs first."""
    chain: list[str] = []
    for before in candidates.situation.before(action):
        chain += [one for one in _chain(candidates, before) if one not in chain]
    return [*chain, action]


def _example(share: Fraction = Fraction(1)) -> Candidates:
    """The uneven example, with a share of its money."""
    framework, library = bank()
    dossier = read_dossier((HERE / "uneven.dossier").read_bytes(), framework).dossier
    donors = tuple(
        replace(donor, amounts={year: amount * share for year, amount in donor.amounts.items()})
        for donor in dossier.limits.donors
    )
    dossier = replace(dossier, limits=replace(dossier.limits, donors=donors))
    candidates = candidates_for(dossier, score_dossier(dossier), library, START)
    assert candidates.considered and candidates.purses.bills  # made ready: what is measured is the search
    return candidates


def _proof(found: Found) -> Proof:
    assert found.proof is not None, "the search found no plan"
    return found.proof


def _gap(found: Found) -> float:
    return float(_proof(found).value_gap or 0)


def _timed(call: Callable[[], T]) -> tuple[float, T]:
    started = perf_counter()
    given = call()
    return perf_counter() - started, given
