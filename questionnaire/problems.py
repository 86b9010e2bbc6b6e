"""A problem found in something handed in: which file, which line, what was found and, by its sentence, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from words.phrases import Phrases


class Severity(StrEnum):
    """Whether the input cannot be used as it is (error) or can, but is incomplete (gap)."""

    ERROR = "error"
    GAP = "gap"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `code` is the key of its sentence, `facts` fill the gaps of that sentence."""

    code: str
    file: str = ""
    line: int = 0
    facts: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    def sentence(self, phrases: Phrases) -> str:
        """Where it is, what was found, what to do, in the language of `phrases`."""
        where = f"{self.file}:{self.line}: " if self.line else f"{self.file}: " if self.file else ""
        return where + phrases(f"problems.{self.code}", **self.facts)


class InputFault(Exception):
    """The input cannot be used; `problems` are all that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems", problems)
        self.problems = problems
