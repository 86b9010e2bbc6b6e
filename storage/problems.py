"""A problem found in what was handed in: which sentence says it, where it was found, and the facts that fill it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, or worth saying: the key of its sentence, the place, and the facts."""

    code: str
    where: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    def sentence(self, phrases: Callable[..., str]) -> str:
        """What is said to people, in the language of `phrases`."""
        return phrases(self.code, where=self.where, **self.facts)


class BadValue(ValueError):
    """A value that cannot be recorded, or a recorded one that cannot be read, with every problem found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{one.where}: {one.code} {dict(one.facts)}" for one in self.problems))


def bad(code: str, where: str, **facts: str) -> BadValue:
    """A bad value with one problem. `code` is the last part of the key, below "storage.value"."""
    return BadValue([Problem(f"storage.value.{code}", where, facts)])
