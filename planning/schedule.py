"""The schedule of a plan in the making: actions placed one by one, each as early as people and prerequisites allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from planning.situation import LevelId, Situation
from planning.timetable import QUARTERS_IN_A_YEAR, quarters_paid


@dataclass(frozen=True)
class Obstacle:
    """Why an action does not fit: its lead is busy, or money is missing; neither: what it needs comes too late."""

    action: str
    lead: str = ""
    missing: Fraction | None = None


@dataclass
class Schedule:
    """Which action starts in which quarter. `delayed_by` names the lead that made an action start later."""

    situation: Situation
    starts: dict[str, int] = field(default_factory=dict)
    load: dict[str, list[int]] = field(default_factory=dict)
    delayed_by: dict[str, str] = field(default_factory=dict)
    money: Fraction = Fraction(0)

    @staticmethod
    def of(situation: Situation, starts: Mapping[str, int]) -> Schedule:
        """A schedule that holds these starts as they are, whether they fit or not."""
        schedule = Schedule(situation)
        for action, start in starts.items():
            schedule._put(action, start)
        for action in starts:
            if schedule._was_delayed(action):
                schedule.delayed_by[action] = situation.actions[action].lead
        return schedule

    def copy(self) -> Schedule:
        """A schedule to try something on."""
        load = {lead: list(busy) for lead, busy in self.load.items()}
        return Schedule(self.situation, dict(self.starts), load, dict(self.delayed_by), self.money)

    def end(self, action: str) -> int:
        """The last quarter of an action that is placed."""
        return self.starts[action] + self.situation.actions[action].quarters - 1

    def place_all(self, actions: Iterable[str]) -> Obstacle | None:
        """Place actions in this order, each after those it needs; what stands in the way, or None. Try on a copy."""
        last = ""
        for last in actions:
            obstacle = self.place(last)
            if obstacle is not None:
                return obstacle
        ceiling = self.situation.limits.money
        if ceiling is not None and self.money > ceiling:
            return Obstacle(last, missing=self.money - ceiling)
        return None

    def place(self, action: str) -> Obstacle | None:
        """Place one action in the first quarters in which it may start and its lead is free."""
        ready = self.ready(action)
        if ready is None:
            return Obstacle(action)
        needed, lead = self.situation.actions[action].quarters, self.situation.actions[action].lead
        last_start = self.situation.quarters - needed
        if ready > last_start:
            return Obstacle(action, self._who_delayed(action))
        busy = self.load.get(lead, ())
        most = self.situation.at_once(lead)
        for start in range(ready, last_start + 1):
            if all(count < most for count in busy[start : start + needed]) and most > 0:
                self._put(action, start)
                if start > ready:
                    self.delayed_by[action] = lead
                return None
        return Obstacle(action, lead)

    def ready(self, action: str) -> int | None:
        """The first quarter in which an action may start, its lead aside; None where what it needs is not placed."""
        ready = 0
        for before in self.situation.actions[action].after:
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
        for quarter in range(start, start + done.quarters):
            self.load[done.lead][quarter] -= 1
        self.money -= self._spent_on(action, start)

    def moved_forward(self) -> Schedule:
        """The same actions, each as early as it can be: placed in the order of their starts, none starts later.

        Ending earlier means paying upkeep for longer: where that would break the ceiling, the schedule stays as it is.
        """
        earlier = Schedule(self.situation)
        order = self.situation.position
        moved = earlier.place_all(sorted(self.starts, key=lambda one: (self.starts[one], order[one])))
        return earlier if moved is None else self

    def _put(self, action: str, start: int) -> None:
        done = self.situation.actions[action]
        self.starts[action] = start
        end = start + done.quarters
        busy = self.load.setdefault(done.lead, [0] * max(self.situation.quarters, 0))
        busy.extend([0] * (end - len(busy)))
        for quarter in range(start, end):
            busy[quarter] += 1
        self.money += self._spent_on(action, start)

    def _was_delayed(self, action: str) -> bool:
        """Whether an action could have started earlier, had its lead been free."""
        ready, lead = self.ready(action), self.situation.actions[action].lead
        waited = self.load[lead][ready : self.starts[action]] if ready is not None else []
        return any(count >= self.situation.at_once(lead) for count in waited)

    def _spent_on(self, action: str, start: int) -> Fraction:
        """The priced money an action takes until the horizon: once, and upkeep for the quarters after its end."""
        end = start + self.situation.actions[action].quarters - 1
        paid = quarters_paid(end, self.situation.quarters)
        return self.situation.bills[action].money(Fraction(paid, QUARTERS_IN_A_YEAR))

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
            for before in (*self.situation.actions[one].after, *levels):
                if before in self.starts and before not in seen:
                    seen.add(before)
                    waiting.append(before)
                    yield before
