"""The schedule of a plan in the making: actions placed one by one, each as early as people and prerequisites allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from planning.purses import Outlay, Purses
from planning.situation import LevelId, Situation


@dataclass(frozen=True)
class Obstacle:
    """Why an action does not fit: its lead is busy, or money is missing; neither: what it needs comes too late.

    `upkeep` says that the money missing is for what is left to pay every year.
    """

    action: str
    lead: str = ""
    missing: Fraction | None = None
    upkeep: bool = False


@dataclass
class Schedule:
    """Which action starts in which quarter. `delayed_by` names the lead that made an action start later."""

    purses: Purses
    starts: dict[str, int] = field(default_factory=dict)
    load: dict[str, list[int]] = field(default_factory=dict)
    delayed_by: dict[str, str] = field(default_factory=dict)
    upkeep: int = 0
    """Units of money left to pay every year."""
    outlay: Outlay = field(init=False)

    def __post_init__(self) -> None:
        self.outlay = Outlay(self.purses)

    @staticmethod
    def of(purses: Purses, starts: Mapping[str, int]) -> Schedule:
        """A schedule that holds these starts as they are, whether they fit or not."""
        schedule = Schedule(purses)
        for action, start in starts.items():
            schedule._put(action, start)
        for action in starts:
            if schedule._was_delayed(action):
                schedule.delayed_by[action] = purses.situation.actions[action].lead
        return schedule

    @property
    def situation(self) -> Situation:
        """What is planned."""
        return self.purses.situation

    def copy(self) -> Schedule:
        """A schedule to try something on."""
        load = {lead: list(busy) for lead, busy in self.load.items()}
        twin = Schedule(self.purses, dict(self.starts), load, dict(self.delayed_by), self.upkeep)
        twin.outlay = self.outlay.copy()
        return twin

    def end(self, action: str) -> int:
        """The last quarter of an action that is placed."""
        return self.starts[action] + self.situation.quarters_of(action) - 1

    def place_all(self, actions: Iterable[str]) -> Obstacle | None:
        """Place actions in this order, each after those it needs; what stands in the way, or None. Try on a copy."""
        last = ""
        for last in actions:
            obstacle = self.place(last)
            if obstacle is not None:
                return obstacle
        if missing := self.outlay.missing():
            return Obstacle(last, missing=self.purses.money(missing))
        ceiling = self.situation.limits.upkeep
        if ceiling is not None and self.purses.money(self.upkeep) > ceiling:
            return Obstacle(last, missing=self.purses.money(self.upkeep) - ceiling, upkeep=True)
        return None

    def place(self, action: str) -> Obstacle | None:
        """Place one action in the first quarters in which it may start, its lead is free and its donors can pay.

        Something that has begun stands where it stands, something pinned where people put it.
        """
        begun = self.situation.begun.get(action)
        if begun is not None:
            self._put(action, begun.start)
            return None
        ready = self.ready(action)
        if ready is None:
            return Obstacle(action)
        last_start = self.situation.quarters - self.situation.quarters_of(action)
        starts = self._starts(action, ready, last_start)
        if not starts:
            return Obstacle(action, self._who_delayed(action))
        free = [start for start in starts if self._is_free(action, start)]
        if not free:
            return Obstacle(action, self.situation.actions[action].lead)
        for start in free:
            if not self._missing_by_year(action, start):
                self._put(action, start)
                if start > starts[0]:
                    self.delayed_by[action] = self.situation.actions[action].lead
                return None
        return Obstacle(action, missing=self.purses.money(self._missing_by_year(action, free[-1])))

    def _starts(self, action: str, ready: int, last_start: int) -> Sequence[int]:
        pinned = self.situation.limits.pinned.get(action)
        if pinned is None:
            return range(ready, last_start + 1)
        return [pinned] if ready <= pinned <= last_start else []

    def _is_free(self, action: str, start: int) -> bool:
        lead = self.situation.actions[action].lead
        busy, most = self.load.get(lead, ()), self.situation.at_once(lead)
        return most > 0 and all(count < most for count in busy[start : start + self.situation.quarters_of(action)])

    def _missing_by_year(self, action: str, start: int) -> int:
        """What its donors lack if it starts then; a ceiling on all money has no quarters and is looked at later."""
        if not self.purses.donors:
            return 0
        trial = self.outlay.copy()
        trial.add(self.purses.charges(action, start))
        return trial.missing()

    def ready(self, action: str) -> int | None:
        """The first quarter in which an action may start, its lead aside; None where what it needs is not placed."""
        ready = self.situation.earliest
        for before in self.situation.before(action):
            if before not in self.starts:
                return None
            ready = max(ready, self.end(before) + 1)
        for level in self.situation.required(action):
            reached = self.reached_at(level)
            if reached is None:
                return None
            ready = max(ready, reached)
        return ready

    def reached_at(self, level: LevelId, without: str = "") -> int | None:
        """The first quarter that begins with this level reached; None where the actions placed do not bring it."""
        met: frozenset[str] = frozenset()
        if self.situation.is_reached(level, met):
            return 0
        helpers = {one for one in self.situation.helpers(level) if one in self.starts and one != without}
        for end, action in sorted((self.end(one), one) for one in helpers):
            met |= self.situation.meets[action]
            if self.situation.is_reached(level, met):
                return end + 1
        return None

    def remove(self, action: str) -> None:
        """Take an action out, with the quarters and the money it took."""
        start = self.starts.pop(action)
        self.delayed_by.pop(action, None)
        done = self.situation.actions[action]
        for quarter in range(start, start + self.situation.quarters_of(action)):
            self.load[done.lead][quarter] -= 1
        self.outlay.add(self.purses.charges(action, start), -1)
        self.upkeep -= self.purses.yearly_upkeep(action)

    def moved_forward(self) -> Schedule:
        """The same actions, each as early as it can be: placed in the order of their starts, none starts later.

        Ending earlier means paying upkeep for longer: where that would break the ceiling, the schedule stays as it is.
        """
        earlier = Schedule(self.purses)
        order = self.situation.position
        moved = earlier.place_all(sorted(self.starts, key=lambda one: (self.starts[one], order[one])))
        return earlier if moved is None else self

    def _put(self, action: str, start: int) -> None:
        done = self.situation.actions[action]
        self.starts[action] = start
        end = start + self.situation.quarters_of(action)
        busy = self.load.setdefault(done.lead, [0] * max(self.situation.quarters, 0))
        busy.extend([0] * (end - len(busy)))
        for quarter in range(start, end):
            busy[quarter] += 1
        self.outlay.add(self.purses.charges(action, start))
        self.upkeep += self.purses.yearly_upkeep(action)

    def _was_delayed(self, action: str) -> bool:
        """Whether an action could have started earlier, had its lead been free."""
        ready, lead = self.ready(action), self.situation.actions[action].lead
        waited = self.load[lead][ready : self.starts[action]] if ready is not None else []
        return any(count >= self.situation.at_once(lead) for count in waited)

    def _who_delayed(self, action: str) -> str:
        """The lead whose other work made what an action waits for end too late; "" where nobody's did."""
        return next(filter(None, (self.delayed_by.get(one, "") for one in self._waited_for(action))), "")

    def _waited_for(self, action: str) -> Iterator[str]:
        """What an action waits for among those placed, directly or through others, the nearest first."""
        seen = {action}
        waiting = [action]
        while waiting:
            one = waiting.pop(0)
            levels = (helper for level in self.situation.required(one) for helper in self.situation.helpers(level))
            for before in (*self.situation.before(one), *levels):
                if before in self.starts and before not in seen:
                    seen.add(before)
                    waiting.append(before)
                    yield before
