"""A problem found in something handed in: where it is, what was found and, by its sentence, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from words.phrases import Phrases


class Severity(StrEnum):
    """How bad it is: the input cannot be used as it is (error), it is incomplete (gap), or it is fine (note)."""

    ERROR = "error"
    GAP = "gap"
    NOTE = "note"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `code` is the key of its sentence below "problems", `facts` fill the gaps of it.

    `place` is a file, a part of one, or the address of a value; `line` is 0 where the place has no lines.
    """

    code: str
    place: str = ""
    line: int = 0
    facts: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    def sentence(self, phrases: Phrases) -> str:
        """Where it is, what was found, what to do, in the language of `phrases`."""
        where = f"{self.place}:{self.line}: " if self.line else f"{self.place}: " if self.place else ""
        return where + phrases(f"problems.{self.code}", **self.facts)


class InputFault(Exception):
    """What was handed in cannot be used; `problems` are all that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        named = "; ".join(f"{one.place} {one.code}" for one in self.problems[:10])
        super().__init__(f"{len(self.problems)} problems: {named}")
