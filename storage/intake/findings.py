"""What reading finds beside the values: what is wrong, what is not known here, what is worth saying."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from questionnaire.problems import InputFault, Problem, Severity

MOST_LISTED = 200
"""How many of each sort are listed; how many more there are is said in one line."""
LONGEST_SHOWN = 60


def shortened(text: str) -> str:
    """What was found, on one line and short enough to be shown."""
    seen = "".join(sign if sign.isprintable() else " " for sign in text[: 4 * LONGEST_SHOWN]).strip()
    return seen if len(seen) <= LONGEST_SHOWN else seen[: LONGEST_SHOWN - 1] + "…"


def refusal(code: str, place: str = "", **facts: object) -> InputFault:
    """That nothing of a file can be read. `code` is the last part of its key, below "problems.intake"."""
    return InputFault([Problem(f"intake.{code}", place, facts=facts)])


@dataclass
class Findings:
    """All that is found, in the order of finding; no list grows beyond what people can read."""

    problems: list[Problem] = field(default_factory=list)
    unknown: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    _more: dict[str, int] = field(default_factory=dict)

    def wrong(self, code: str, place: str = "", **facts: object) -> None:
        """A value that cannot be taken. `code` is the last part of its key, below "problems.intake"."""
        self.bad([Problem(f"intake.{code}", place, facts=facts)])

    def bad(self, problems: Iterable[Problem]) -> None:
        """Values that the memory could not hold."""
        for one in problems:
            self._add("problems", self.problems, one)

    def not_here(self, code: str, place: str = "", **facts: object) -> None:
        """Something said about what nothing here has."""
        self._add("unknown", self.unknown, Problem(f"intake.{code}", place, facts=facts, severity=Severity.GAP))

    def note(self, code: str, place: str = "", **facts: object) -> None:
        """Something worth saying."""
        self._add("notices", self.notices, Problem(f"intake.{code}", place, facts=facts, severity=Severity.NOTE))

    def _add(self, sort: str, into: list[Problem], one: Problem) -> None:
        if len(into) < MOST_LISTED:
            into.append(one)
        else:
            self._more[sort] = self._more.get(sort, 0) + 1

    def listed(self, sort: str) -> tuple[Problem, ...]:
        """One of the three lists, "problems", "unknown" or "notices", with a last line for what is not listed."""
        into: list[Problem] = getattr(self, sort)
        more = self._more.get(sort)
        return (*into, *([Problem("intake.more", facts={"n": more})] if more else []))
