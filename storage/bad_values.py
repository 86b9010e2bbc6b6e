"""A value that cannot be recorded, or a recorded one that cannot be read."""

from __future__ import annotations

from collections.abc import Iterable

from questionnaire.problems import Problem


class BadValue(ValueError):
    """A value that cannot be recorded, or a recorded one that cannot be read, with every problem found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{one.place}: {one.code} {dict(one.facts)}" for one in self.problems))


def wrong_value(code: str, place: str, **facts: str) -> Problem:
    """One thing that is wrong with a value. `code` is the last part of its key, below "problems.value"."""
    return Problem(f"value.{code}", place, facts=facts)


def bad(code: str, place: str, **facts: str) -> BadValue:
    """A bad value with one problem. `code` is the last part of its key, below "problems.value"."""
    return BadValue([wrong_value(code, place, **facts)])
