"""What could be done if money and people were no limit: when each action can finish, what it serves, what stays out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from planning.situation import LevelId, Situation


@dataclass(frozen=True, eq=False)
class Reach:
    """What the library can bring in a situation, each action starting as early as its prerequisites allow."""

    situation: Situation

    @cached_property
    def attainable(self) -> Mapping[str, int]:
        """The earliest last quarter of every action that can be done at all, however long it takes."""
        return earliest_ends(self.situation, self._allowed)

    @cached_property
    def usable(self) -> frozenset[str]:
        """The actions that can be finished within the horizon, and what has begun, even where it lies beyond."""
        ends, begun = self.attainable.items(), self.situation.begun
        return frozenset(one for one, end in ends if end < self.situation.quarters or one in begun)

    @cached_property
    def available(self) -> frozenset[str]:
        """The criteria that usable actions can meet."""
        return self.situation.met_by(self.usable)

    def blocked(self, level: LevelId) -> tuple[str, ...]:
        """The criteria, levels or questions that keep a level out of reach; none where it can be reached in time."""
        return self.situation.hindrances(level, self.available)

    @cached_property
    def open_steps(self) -> frozenset[LevelId]:
        """The level steps that need an action and can be reached in time."""
        situation = self.situation
        return frozenset(id for id, step in situation.step_of.items() if not step.to_reassess and not self.blocked(id))

    @cached_property
    def served(self) -> Mapping[str, frozenset[LevelId]]:
        """The level steps, blocked ones too, that each attainable action could serve, itself or as support."""
        return _served(self.situation, self.attainable, _needing(self.situation))

    @cached_property
    def _allowed(self) -> frozenset[str]:
        return frozenset(self.situation.actions) - self.situation.limits.forced_out | self.situation.begun.keys()


def earliest_ends(situation: Situation, allowed: Collection[str]) -> Mapping[str, int]:
    """The earliest last quarter of each of the `allowed` actions that can be done, with any number of them at once.

    An action is missing here where a prerequisite or a level it requires can never be had.
    """
    ends = {one: begun.end for one, begun in situation.begun.items() if one in allowed}
    waiting = [one for one in situation.actions if one in allowed and one not in ends]
    finishing: dict[int, list[str]] = {}
    for one, end in ends.items():
        finishing.setdefault(end, []).append(one)
    met: frozenset[str] = frozenset()
    quarter = 0
    while waiting:
        finished = [one for end in sorted(finishing) if end < quarter for one in finishing.pop(end)]
        met |= situation.met_by(finished)
        ready = [one for one in waiting if _can_start(situation, one, ends, quarter, met)]
        for one in ready:
            ends[one] = quarter + situation.quarters_of(one) - 1
            finishing.setdefault(ends[one], []).append(one)
        waiting = [one for one in waiting if one not in ends]
        if quarter >= situation.earliest and not finishing:
            break
        turns = [end + 1 for end in finishing]
        quarter = min([*turns, situation.earliest] if quarter < situation.earliest else turns)
    return ends


def _can_start(situation: Situation, action: str, ends: Mapping[str, int], quarter: int, met: frozenset[str]) -> bool:
    if quarter < situation.earliest:
        return False
    before = situation.before(action)
    if any(ends.get(one, quarter) >= quarter for one in before):
        return False
    return all(situation.is_reached(level, met) for level in situation.required(action))


def supports_of(situation: Situation, action: str) -> frozenset[str]:
    """What an action leans on: its prerequisites and every action that helps a level it requires."""
    helpers = (one for level in situation.required(action) for one in situation.helpers(level))
    return frozenset((*situation.before(action), *helpers))


def spread_to_supports(
    situation: Situation, direct: Mapping[str, frozenset[LevelId]], among: Collection[str]
) -> Mapping[str, frozenset[LevelId]]:
    """The level steps each action serves, when what serves a step passes that on to all it leans on, step by step."""
    served = {one: set(direct.get(one, ())) for one in among}
    waiting = [one for one in among if served[one]]
    while waiting:
        one = waiting.pop()
        for before in supports_of(situation, one):
            if before in served and not served[one] <= served[before]:
                served[before] |= served[one]
                waiting.append(before)
    return {one: frozenset(steps) for one, steps in served.items()}


def _needing(situation: Situation) -> Mapping[str, frozenset[LevelId]]:
    """The level steps that need each criterion."""
    found: dict[str, set[LevelId]] = {}
    for level in situation.step_of:
        for criterion in situation.wanted(level):
            found.setdefault(criterion, set()).add(level)
    return {criterion: frozenset(levels) for criterion, levels in found.items()}


def _served(
    situation: Situation, actions: Iterable[str], needing: Mapping[str, frozenset[LevelId]]
) -> Mapping[str, frozenset[LevelId]]:
    among = tuple(actions)
    nothing: frozenset[LevelId] = frozenset()
    direct = {one: nothing.union(*(needing.get(k, nothing) for k in situation.meets[one])) for one in among}
    return spread_to_supports(situation, direct, among)
