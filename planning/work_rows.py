"""How much work each lead can carry, as rows of a program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planning.program import Term
from planning.start_columns import Period, StartColumns


@dataclass(frozen=True, eq=False)
class WorkRows:
    """The rows of leads: no more actions at once than each can run."""

    columns: StartColumns

    def write(self) -> None:
        """In every range of periods a lead has no more work than it can carry."""
        by_lead: dict[str, list[str]] = {}
        for action in self.columns.actions:
            by_lead.setdefault(self.columns.situation.actions[action].lead, []).append(action)
        for lead, actions in by_lead.items():
            if self.columns.situation.at_once(lead) >= len(actions):
                continue  # it could do all of them together
            for first, last in self._ranges():
                terms = [term for action in actions for term in self._work_terms(action, first, last)]
                if terms:
                    self.columns.program.row(terms, most=self._capacity(lead, first, last))

    def _ranges(self) -> Iterator[Period]:
        """The ranges of quarters in which work is counted: each quarter, or every run of longer periods."""
        for place, (first, _) in enumerate(self.columns.periods):
            for _, last in self.columns.periods[place : place + 1 if self.columns.exact else None]:
                yield first, last

    def _capacity(self, lead: str, first: int, last: int) -> int:
        """How many quarters of work a lead can do in a range; what has begun is done whatever the limit says."""
        most = self.columns.situation.at_once(lead)
        return sum(max(most, self._begun_load(lead, quarter)) for quarter in range(first, last + 1))

    def _begun_load(self, lead: str, quarter: int) -> int:
        begun = self.columns.situation.begun.values()
        return sum(
            one.start <= quarter <= one.end for one in begun if self.columns.situation.actions[one.action].lead == lead
        )

    def _work_terms(self, action: str, first: int, last: int) -> Iterator[Term]:
        """The least work in a range that each period of starting brings."""
        length = self.columns.situation.quarters_of(action)
        if self.columns.exact:
            yield from self._running(action, first, length)
            return
        for place, period in enumerate(self.columns.periods):
            starts = self.columns.starts(action, period)
            work = min((min(one + length - 1, last) - max(one, first) + 1 for one in starts), default=0)
            if work > 0:
                yield from ((column, sign * work) for column, sign in self.columns.start_terms(action, place))

    def _running(self, action: str, quarter: int, length: int) -> Iterator[Term]:
        """Whether an action runs in a quarter: it has started by then, and had not a whole length before."""
        started = self.columns.started[action]
        now, before = started[quarter], started[quarter - length] if quarter >= length else None
        if now is not None and now != before:
            yield now, 1
            if before is not None:
                yield before, -1
