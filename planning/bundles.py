"""Whole level steps with all they need first: which actions bring a level, in an order in which they can be done."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from planning.candidates import Weight
from planning.situation import LevelId, Situation
from questionnaire.needs import AtLeast, Every, OneGroupOf


@dataclass(frozen=True)
class Wanted:
    """So many of these criteria must be met: the one form of every need once an option or threshold is chosen."""

    number: int
    criteria: frozenset[str]

    def missing(self, met: frozenset[str]) -> int:
        """How many more are needed."""
        return max(0, self.number - len(self.criteria & met))

    def progress(self, met: frozenset[str], more: frozenset[str]) -> int:
        """How many of those still needed `more` would meet."""
        return min(self.missing(met), len((self.criteria & more) - met))


@dataclass(frozen=True)
class Bundle:
    """Actions to add, in an order in which each finds what it needs done, and the criteria met with them."""

    actions: tuple[str, ...] = ()
    met: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Bundler:
    """Puts together what a level step takes beyond what is chosen already, the lightest action per criterion first."""

    situation: Situation
    weights: Mapping[str, Weight]
    _wanted: dict[LevelId, tuple[tuple[Wanted, ...], ...]] = field(default_factory=dict)

    def for_level(
        self,
        level: LevelId,
        chosen: Collection[str],
        met: frozenset[str],
        *,
        banned: Collection[str] = (),
        using: str = "",
    ) -> Bundle | None:
        """What brings a level, given what is chosen and met; None where nothing allowed does.

        `banned` actions are not used; `using` names one that must be in it.
        """
        search = _Search(self, frozenset(chosen), frozenset(banned))
        begun: Bundle | None = Bundle((), met)
        if using:
            begun = search.with_action(using, Bundle((), met), frozenset())
        found = None if begun is None else search.with_level(level, begun, frozenset())
        return None if found is None else search.pruned(found, met, level, using)

    def for_action(self, action: str, chosen: Collection[str], met: frozenset[str]) -> Bundle | None:
        """An action with all that it needs first; None where that is not to be had."""
        return _Search(self, frozenset(chosen), frozenset()).with_action(action, Bundle((), met), frozenset())

    def weight(self, actions: Collection[str]) -> Weight:
        """What these actions weigh together."""
        return sum(self.weights[one][0] for one in actions), sum(self.weights[one][1] for one in actions)

    def ways(self, level: LevelId) -> tuple[tuple[Wanted, ...], ...]:
        """The ways to reach a level: one for each combination of options and thresholds that are enough."""
        if level not in self._wanted:
            choices = [tuple(_wanted(one.need)) for one in self.situation.needs(level)]
            self._wanted[level] = tuple(product(*choices))
        return self._wanted[level]


@dataclass(frozen=True, eq=False)
class _Search:
    """One search, given what is chosen and what may not be used. What is under way never counts as its own support."""

    bundler: Bundler
    chosen: frozenset[str]
    banned: frozenset[str]

    def with_level(self, level: LevelId, begun: Bundle, under_way: frozenset[object]) -> Bundle | None:
        """`begun`, and what it takes to reach a level."""
        if self.bundler.situation.is_reached(level, begun.met):
            return begun
        if level in under_way:
            return None
        found = (self._covered(level, way, begun, under_way | {level}) for way in self.bundler.ways(level))
        added = [one for one in found if one is not None]
        return min(added, key=lambda one: self.bundler.weight(one.actions), default=None)

    def with_action(self, action: str, begun: Bundle, under_way: frozenset[object]) -> Bundle | None:
        """`begun`, and an action with all that it needs first."""
        if action in self.chosen or action in begun.actions:
            return begun
        if action in under_way or action in self.banned or action not in self.bundler.weights:
            return None
        situation = self.bundler.situation
        under_way = under_way | {action}
        bundle: Bundle | None = begun
        for before in situation.before(action):
            bundle = bundle and self.with_action(before, bundle, under_way)
        for level in situation.required(action):
            bundle = bundle and self.with_level(level, bundle, under_way)
        return bundle and Bundle((*bundle.actions, action), bundle.met | situation.meets[action])

    def _covered(
        self, level: LevelId, way: tuple[Wanted, ...], begun: Bundle, under_way: frozenset[object]
    ) -> Bundle | None:
        """Add the action of the least weight per criterion until nothing is missing."""
        bundle = begun
        while any(one.missing(bundle.met) for one in way):
            best: tuple[tuple[Fraction, Fraction], Bundle] | None = None
            for action in self._helping(way, bundle):
                extended = self.with_action(action, bundle, under_way)
                if extended is None:
                    continue
                new = extended.actions[len(bundle.actions) :]
                progress = sum(one.progress(bundle.met, extended.met) for one in way)
                money, months = self.bundler.weight(new)
                key = Fraction(money, progress), Fraction(months, progress)
                if best is None or key < best[0]:
                    best = key, extended
            if best is None:
                return None
            bundle = best[1]
        return bundle

    def _helping(self, way: tuple[Wanted, ...], bundle: Bundle) -> Iterator[str]:
        """The actions that meet something still missing, each once, in a fixed order."""
        seen: set[str] = set()
        for one in way:
            if one.missing(bundle.met):
                for criterion in sorted(one.criteria - bundle.met):
                    for action in self.bundler.situation.by_criterion.get(criterion, ()):
                        if action not in seen:
                            seen.add(action)
                            yield action

    def pruned(self, bundle: Bundle, met: frozenset[str], level: LevelId, keep: str) -> Bundle:
        """The bundle without the actions that the others make needless, the heaviest looked at first."""
        if len(bundle.actions) == 1:
            return bundle
        kept = bundle
        for action in sorted(bundle.actions, key=lambda one: self.bundler.weights[one], reverse=True):
            rest = tuple(one for one in kept.actions if one != action)
            shorter = None if action == keep else self._replayed(rest, met)
            if shorter is not None and self.bundler.situation.is_reached(level, shorter.met):
                kept = shorter
        return kept

    def _replayed(self, actions: tuple[str, ...], met: frozenset[str]) -> Bundle | None:
        """The bundle that these actions make; None where one does not find what it needs done before it."""
        situation = self.bundler.situation
        done = set(self.chosen)
        for action in actions:
            if not done.issuperset(situation.before(action)):
                return None
            if not all(situation.is_reached(level, met) for level in situation.required(action)):
                return None
            done.add(action)
            met |= situation.meets[action]
        return Bundle(actions, met)


def _wanted(need: object) -> Iterator[Wanted]:
    """The forms that a need can take; none for a level that no criterion can bring."""
    match need:
        case Every(criteria=criteria):
            yield Wanted(len(criteria), frozenset(criteria))
        case AtLeast(number=number, criteria=criteria):
            yield Wanted(number, frozenset(criteria))
        case OneGroupOf(groups=groups):
            for group in groups:
                yield Wanted(len(group), frozenset(group))
        case _:
            return
