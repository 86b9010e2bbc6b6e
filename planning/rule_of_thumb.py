"""The planner by rule of thumb: whole level steps with their prerequisites, the best worth for its cost first.

It is quick and repeatable, never above the optimum, and proves nothing: `Plan.proof` is None. The search for the best
plan begins with it and shows nothing that is worth less. Due dates of targets are shown against the plan and do not
bind it. More money does not always buy more here: a dearer bundle that suddenly fits may take the place of two better
ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from planning.actions import Library
from planning.assembly import assemble
from planning.bundles import Bundle, Bundler
from planning.candidates import Candidates
from planning.plan import Plan
from planning.reach import Reach, supports_of
from planning.schedule import Obstacle, Schedule
from planning.situation import LevelId, Situation
from questionnaire.assessment import Dossier
from scoring.scorecard import ScoreCard

OTHER_WAYS = 8
"""How many other ways to reach a level are tried where the first does not fit."""


def build_plan(dossier: Dossier, card: ScoreCard, library: Library, *, today: date) -> Plan:
    """The plan that the rule of thumb makes within the limits of the dossier."""
    candidates = Candidates(Reach(Situation.of(dossier, card, library, today)))
    return assemble(candidates, rule_of_thumb_starts(candidates))


def rule_of_thumb_starts(candidates: Candidates) -> Mapping[str, int]:
    """The quarter in which each action of that plan starts.

    The ceiling of money counts what is spent until the horizon: one-off cost, and upkeep from the end of each action.
    What has no price counts nothing, and is named in the costs. What has begun comes first, then what must be in, with
    what it needs before it; where that cannot be fitted in, it is left out with its reason.
    """
    making = _Making(candidates, Schedule(candidates.purses))
    making.force_in()
    making.fill()
    return making.schedule.starts


@dataclass(frozen=True)
class _Offer:
    """A level step that could be added: with which actions, how good it is (small is good), what was tried before."""

    level: LevelId
    bundle: Bundle
    key: tuple[Fraction, Fraction, int]
    banned: frozenset[str] = frozenset()


@dataclass
class _Making:
    """A plan in the making."""

    candidates: Candidates
    schedule: Schedule
    met: frozenset[str] = frozenset()
    offers: dict[LevelId, _Offer] = field(default_factory=dict)

    @property
    def situation(self) -> Situation:
        return self.candidates.situation

    @cached_property
    def bundler(self) -> Bundler:
        return Bundler(self.situation, self.candidates.weights)

    @cached_property
    def order(self) -> dict[LevelId, int]:
        return {level: position for position, level in enumerate(self.situation.step_of)}

    @cached_property
    def waiting(self) -> set[LevelId]:
        """The steps within reach that are not taken yet."""
        open_steps = self.candidates.reach.open_steps
        return {level for level in open_steps if not self.situation.is_reached(level, self.met)}

    def force_in(self) -> None:
        """Place what has begun, then what must be in, in the order of the library, each with what it needs first."""
        begun = self.situation.begun.keys()
        for action in begun:  # history, whether it keeps the limits of today or not
            self.schedule.place(action)
        self.met = self.situation.met_by(begun)
        forced = self.situation.must_be_in - begun
        for action in (one for one in self.situation.actions if one in forced):
            bundle = self.bundler.for_action(action, self.schedule.starts, self.met)
            if bundle is not None:
                self._take(bundle)

    def fill(self) -> None:
        """Add the best offer until none fits, drop what became needless, close up, and look again."""
        while True:
            self._add_offers(self.waiting)
            while self.offers or self._offer_by_any_action():
                self._take_best()
            before = self.schedule.starts
            self._drop_superfluous()
            self.schedule = self.schedule.moved_forward()
            if self.schedule.starts == before:
                return

    def _offer_by_any_action(self) -> bool:
        """Offer a step, where none is left to offer, by way of some action with which it fits into the plan.

        The cheapest ways of a step may all be too long, too dear or led by somebody who is busy, and a dearer one not.
        """
        starts = self.schedule.starts
        for level in sorted(self.waiting, key=self.order.__getitem__):
            helpful = self._helpful(level) - starts.keys()
            for action in (one for one in self.situation.actions if one in helpful):
                bundle = self.bundler.for_level(level, starts, self.met, using=action)
                if bundle is not None and self.schedule.copy().place_all(bundle.actions) is None:
                    self.offers[level] = _Offer(level, bundle, self._key(level, bundle))
                    return True
        return False

    def _helpful(self, level: LevelId) -> frozenset[str]:
        """The actions that can be done in time and bring something of what a step needs."""
        usable = self.candidates.reach.usable - self.situation.limits.forced_out
        return frozenset(self.situation.helpers(level)) & usable

    def _take_best(self) -> None:
        offer = min(self.offers.values(), key=lambda one: one.key)
        del self.offers[offer.level]
        obstacle = self._take(offer.bundle)
        if obstacle is not None:
            self._offer_another_way(offer, obstacle)

    def _take(self, bundle: Bundle) -> Obstacle | None:
        """Add actions to the schedule, or nothing at all where they do not fit."""
        trial = self.schedule.copy()
        obstacle = trial.place_all(bundle.actions)
        if obstacle is None:
            self.schedule = trial
            self.met |= self.situation.met_by(bundle.actions)
            self._after_taking(frozenset(bundle.actions))
        return obstacle

    def _after_taking(self, added: frozenset[str]) -> None:
        """What was reached waits no longer; offers that the new actions touch are worked out anew."""
        waiting = self.waiting
        for level in [one for one in waiting if self.situation.is_reached(one, self.met)]:
            waiting.discard(level)
            self.offers.pop(level, None)
        self._add_offers({level for level in waiting if not added.isdisjoint(self._touched_by(level))})

    def _add_offers(self, levels: set[LevelId]) -> None:
        for level in sorted(levels, key=self.order.__getitem__):
            self._offer(level, frozenset())

    def _offer(self, level: LevelId, banned: frozenset[str]) -> None:
        bundle = self.bundler.for_level(level, self.schedule.starts, self.met, banned=banned)
        if bundle is not None:
            self.offers[level] = _Offer(level, bundle, self._key(level, bundle), banned)
        else:
            self.offers.pop(level, None)

    def _key(self, level: LevelId, bundle: Bundle) -> tuple[Fraction, Fraction, int]:
        """Money and months for each unit of importance gained; equals go by the order of the framework."""
        money, months = self.bundler.weight(bundle.actions)
        worth = self._worth(bundle)
        return Fraction(money) / worth, Fraction(months) / worth, self.order[level]

    def _worth(self, bundle: Bundle) -> Fraction:
        """The importance of every step that these actions would bring, those of other capabilities included."""
        new = bundle.met - self.met
        touched = {level for criterion in new for level in self._needing.get(criterion, ())} & self.waiting
        gained = (level for level in touched if self.situation.is_reached(level, bundle.met))
        return sum((self.situation.step_of[level].importance for level in gained), Fraction(0))

    def _offer_another_way(self, offer: _Offer, obstacle: Obstacle) -> None:
        """Try the step without the action that did not fit; where money lacks, without the dearest."""
        if len(offer.banned) >= OTHER_WAYS:
            return
        money = self.candidates.money
        dearest = max(offer.bundle.actions, key=lambda one: money[one])
        out = obstacle.action if obstacle.missing is None else dearest
        self._offer(offer.level, offer.banned | {out})

    def _drop_superfluous(self) -> None:
        """Take out, the heaviest first, every action without which all stays reached and in time."""
        weights = self.candidates.weights
        self.schedule = self.schedule.copy()
        for action in sorted(self.schedule.starts, key=lambda one: (weights[one], one), reverse=True):
            if action not in self._kept and self._is_superfluous(action):
                self.schedule.remove(action)
                self.met = self.situation.met_by(self.schedule.starts)

    @cached_property
    def _kept(self) -> frozenset[str]:
        """What stays whatever it brings."""
        return self.situation.must_be_in | self.situation.begun.keys()

    def _is_superfluous(self, action: str) -> bool:
        rest = [one for one in self.schedule.starts if one != action]
        met = self.situation.met_by(rest)
        if any(action in self.situation.before(one) for one in rest):
            return False
        kept = {level for k in self.situation.meets[action] for level in self._needing.get(k, ())}
        if not all(self.situation.is_reached(level, met) for level in kept - self.waiting):
            return False
        return all(self._still_in_time(one, action) for one in rest)

    def _still_in_time(self, one: str, without: str) -> bool:
        """Whether every level an action requires is reached before it starts, though another action is missing."""
        for level in self.situation.required(one):
            if not self.situation.wanted(level).isdisjoint(self.situation.meets[without]):
                reached = self.schedule.reached_at(level, without)
                if reached is None or reached > self.schedule.starts[one]:
                    return False
        return True

    @cached_property
    def _needing(self) -> dict[str, set[LevelId]]:
        """The steps within reach that need each criterion."""
        found: dict[str, set[LevelId]] = {}
        for level in self.candidates.reach.open_steps:
            for criterion in self.situation.wanted(level):
                found.setdefault(criterion, set()).add(level)
        return found

    @cached_property
    def _touching(self) -> dict[LevelId, frozenset[str]]:
        return {}

    def _touched_by(self, level: LevelId) -> frozenset[str]:
        """The actions that change what a step takes or is worth: all that could bring it, or bring what they bring."""
        if level not in self._touching:
            family = frozenset(self._family(level))
            steps = {one for k in self.situation.met_by(family) for one in self._needing.get(k, ())}
            self._touching[level] = family.union(*(self.situation.helpers(one) for one in steps))
        return self._touching[level]

    def _family(self, level: LevelId) -> Iterator[str]:
        """Every action that could bring a step: those that meet what it needs, and all that they lean on."""
        seen = set(self.situation.helpers(level))
        waiting = list(seen)
        while waiting:
            one = waiting.pop()
            yield one
            new = supports_of(self.situation, one) - seen
            seen |= new
            waiting.extend(new)
