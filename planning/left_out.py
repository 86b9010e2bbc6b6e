"""Why each action that is not in a plan is not in it: the first reason that holds, in the order of the method."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from planning.bundles import Bundler
from planning.candidates import Candidates
from planning.plan import LeftOut, Reason
from planning.reach import Reach
from planning.schedule import Obstacle, Schedule
from planning.situation import LevelId, Situation

Because = tuple[str, ...]


def reasons(candidates: Candidates, starts: Mapping[str, int]) -> tuple[LeftOut, ...]:
    """A reason for every action of the library that has no start, in the order of the library.

    A level is named as its capability and number, "L04.2". The last reasons are what a look at the plan as it stands
    can tell: the lead that is busy, or the money that is missing (an exact number), to have the action beside all else.
    """
    plan = _Explained(candidates, starts)
    return tuple(plan.explain(action) for action in candidates.situation.actions if action not in starts)


@dataclass(frozen=True, eq=False)
class _Explained:
    """A plan and what is needed to say why something is not in it."""

    candidates: Candidates
    starts: Mapping[str, int]

    @property
    def reach(self) -> Reach:
        return self.candidates.reach

    @property
    def situation(self) -> Situation:
        return self.candidates.situation

    @cached_property
    def met(self) -> frozenset[str]:
        return self.situation.met_by(self.starts)

    @cached_property
    def schedule(self) -> Schedule:
        return Schedule.of(self.candidates.purses, self.starts)

    @cached_property
    def bundler(self) -> Bundler:
        return Bundler(self.situation, self.candidates.weights)

    def explain(self, action: str) -> LeftOut:
        for reason, look in _LOOKS.items():
            because = look(self, action)
            if because is not None:
                return LeftOut(action, reason, because)
        return LeftOut(action, *self._crowded_out(action))

    def forced_out(self, action: str) -> Because | None:
        return () if action in self.situation.limits.forced_out else None

    def prerequisite_missing(self, action: str) -> Because | None:
        """The prerequisites that can never be done and the required levels that can never be reached."""
        if action in self.reach.attainable:
            return None
        met = self.situation.met_by(self.reach.attainable)
        before = [one for one in self.situation.before(action) if one not in self.reach.attainable]
        levels = [_named(one) for one in self.situation.required(action) if not self.situation.is_reached(one, met)]
        # Where all of it can be had and the action still not, what it needs waits for the action itself.
        return (*before, *levels) or tuple(_named(one) for one in self.situation.required(action))

    def no_time(self, action: str) -> Because | None:
        """What it waits for, where it ends after the horizon even if nothing else is done."""
        if action in self.reach.usable:
            return None
        levels = tuple(_named(level) for level in self.situation.required(action))
        return (*self.situation.before(action), *levels)

    def not_needed(self, action: str) -> Because | None:
        return () if not self.reach.served[action] else None

    def level_blocked(self, action: str) -> Because | None:
        """What no action can meet, where all that the action could serve hangs on it."""
        if self._open_steps(action):
            return None
        return tuple(dict.fromkeys(name for one in self._served(action) for name in self.reach.blocked(one)))

    def dominated(self, action: str) -> Because | None:
        rival = self.candidates.dominated.get(action)
        return None if rival is None else (rival,)

    def already_met(self, action: str) -> Because | None:
        """The actions of the plan that meet what this one would meet, or reach all that it could serve."""
        needed = self._needed_of(action)
        if needed and needed <= self.met:
            return self._meeting(needed)
        if self._missed_steps(action):
            return None
        return self._meeting(frozenset(k for one in self._open_steps(action) for k in self.situation.wanted(one)))

    def _crowded_out(self, action: str) -> tuple[Reason, Because]:
        """Tried beside the plan as it stands, for the first step it could serve: what stands in the way."""
        obstacle = next(self._obstacles(action), None)
        if obstacle is None:
            return Reason.NOT_CHOSEN, ()
        if obstacle.missing is not None:
            return Reason.MONEY, (str(obstacle.missing),)
        if obstacle.lead:
            return Reason.NO_CAPACITY, (obstacle.lead,)
        return Reason.NO_TIME, (obstacle.action,)

    def _obstacles(self, action: str) -> Iterator[Obstacle | None]:
        for level in self._missed_steps(action):
            bundle = self.bundler.for_level(level, self.starts, self.met, using=action)
            if bundle is not None:
                yield self.schedule.copy().place_all(bundle.actions)

    def _served(self, action: str) -> list[LevelId]:
        served = self.reach.served[action]
        return [level for level in self.situation.step_of if level in served]

    def _open_steps(self, action: str) -> list[LevelId]:
        return [level for level in self._served(action) if level in self.reach.open_steps]

    def _missed_steps(self, action: str) -> list[LevelId]:
        return [level for level in self._open_steps(action) if not self.situation.is_reached(level, self.met)]

    def _needed_of(self, action: str) -> frozenset[str]:
        """The criteria it meets that a step within reach needs."""
        wanted: frozenset[str] = frozenset().union(*(self.situation.wanted(one) for one in self._open_steps(action)))
        return self.situation.meets[action] & wanted

    def _meeting(self, criteria: frozenset[str]) -> Because:
        return tuple(
            one
            for one in self.situation.actions
            if one in self.starts and not self.situation.meets[one].isdisjoint(criteria)
        )


def _named(level: LevelId) -> str:
    return f"{level[0]}.{level[1]}"


_LOOKS: Mapping[Reason, Callable[[_Explained, str], Because | None]] = {
    Reason.FORCED_OUT: _Explained.forced_out,
    Reason.PREREQUISITE_MISSING: _Explained.prerequisite_missing,
    Reason.NO_TIME: _Explained.no_time,
    Reason.NOT_NEEDED: _Explained.not_needed,
    Reason.LEVEL_BLOCKED: _Explained.level_blocked,
    Reason.DOMINATED: _Explained.dominated,
    Reason.ALREADY_MET: _Explained.already_met,
}
