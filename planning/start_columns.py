"""When actions start, as columns of a program: for each action and period whether it has started by the period's end.

Time is cut into periods. With one quarter a period the columns are exact; with longer ones an action starts somewhere
in its period.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from planning.candidates import Candidates
from planning.program import Program
from planning.purses import Purses
from planning.situation import Situation

Period = tuple[int, int]
"""The first and the last quarter of a period, both included."""


def periods_of(situation: Situation, longest: int) -> tuple[Period, ...]:
    """The quarters of the plan in periods of at most so many, none across the end of a calendar year."""
    years = Purses(situation).year_of
    found: list[Period] = []
    for quarter in range(situation.quarters):
        if found and years[found[-1][0]] == years[quarter] and quarter - found[-1][0] < longest:
            found[-1] = found[-1][0], quarter
        else:
            found.append((quarter, quarter))
    return tuple(found)


@dataclass(frozen=True, eq=False)
class StartColumns:
    """The columns of one program; `only` narrows it to some actions."""

    candidates: Candidates
    periods: tuple[Period, ...]
    only: frozenset[str] | None = None
    program: Program = field(default_factory=Program)
    started: dict[str, list[int | None]] = field(default_factory=dict)
    """For each action and period the column "has started by its end"; None before it can."""

    @staticmethod
    def of(candidates: Candidates, periods: Sequence[Period], only: frozenset[str] | None = None) -> StartColumns:
        """The columns, in a program of their own."""
        columns = StartColumns(candidates, tuple(periods), only)
        for action in columns.actions:
            columns._write(action)
        return columns

    @property
    def situation(self) -> Situation:
        """What is planned."""
        return self.candidates.situation

    @property
    def purses(self) -> Purses:
        """Who may pay what."""
        return self.candidates.purses

    @cached_property
    def actions(self) -> tuple[str, ...]:
        """The actions that may be chosen, in the order of the library."""
        wanted = self.candidates.considered
        return tuple(one for one in self.situation.actions if one in wanted and (self.only is None or one in self.only))

    @property
    def exact(self) -> bool:
        """Whether every period is one quarter."""
        return all(first == last for first, last in self.periods)

    def chosen(self, action: str) -> int:
        """The column that says whether an action is in the plan."""
        column = self.started[action][-1]
        assert column is not None
        return column

    def window(self, action: str) -> tuple[int, int]:
        """The first and the last quarter in which an action may start."""
        return self._windows[action]

    @cached_property
    def _windows(self) -> Mapping[str, tuple[int, int]]:
        return {action: self._window(action) for action in self.actions}

    def _window(self, action: str) -> tuple[int, int]:
        begun, pinned = self.situation.begun.get(action), self.situation.limits.pinned.get(action)
        if begun is not None:
            return begun.start, begun.start
        length = self.situation.quarters_of(action)
        first = self.candidates.reach.attainable[action] - length + 1
        last = self.situation.quarters - length
        return (first, last) if pinned is None else (max(first, pinned), min(last, pinned))

    def starts(self, action: str, period: Period) -> range:
        """The quarters of a period in which an action may start."""
        first, last = self.window(action)
        return range(max(first, period[0]), min(last, period[1]) + 1)

    def _write(self, action: str) -> None:
        first, last = self.window(action)
        columns: list[int | None] = []
        before: int | None = None
        for period in self.periods:
            if period[1] < first:
                columns.append(None)
            elif period[0] > last:
                columns.append(before)
            else:
                column = self.program.column()
                if before is not None:
                    self.program.row([(before, 1), (column, -1)], most=0)
                columns.append(column)
                before = column
        if before is None:  # pinned before it can start: nothing can be chosen
            columns = [None] * (len(self.periods) - 1) + [self.program.column(upper=0)]
        self.started[action] = columns

    def start_terms(self, action: str, place: int) -> Iterator[tuple[int, int]]:
        """The columns whose sum says whether an action starts in a period."""
        columns = self.started[action]
        now, before = columns[place], columns[place - 1] if place else None
        if now is not None and now != before:
            yield now, 1
            if before is not None:
                yield before, -1

    def finished_by(self, action: str, quarter: int) -> int | None:
        """The column that says whether an action can have ended before a quarter begins; None: it cannot."""
        length = self.situation.quarters_of(action)
        found = None
        for period, column in zip(self.periods, self.started[action], strict=True):
            starts = self.starts(action, period)
            if column is not None and starts and starts[0] + length <= quarter:
                found = column
        return found
