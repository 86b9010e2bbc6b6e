"""The limits of a plan, read from a YAML file: when it begins, for how long, how much at once, for how much money."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from planning.actions import Library
from questionnaire.intentions import FIRST_START, LAST_START, Limits
from questionnaire.problems import InputFault, Problem
from questionnaire.strict_yaml import Document, read_yaml

MOST_QUARTERS = 40
MOST_AT_ONCE = 50
MOST_MONEY = 10**12


def read_limits(content: bytes, name: str, library: Library) -> Limits:
    """The limits in a file; what it leaves out is as in `Limits`. Raises InputFault with all problems at once."""
    try:
        document, problems = read_yaml(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise InputFault((Problem("not_utf8", name, facts={"position": error.start}),)) from error
    if document is None:
        raise InputFault(problems)
    reading = _Reading(document, library, list(problems))
    limits = reading.limits()
    if reading.problems:
        raise InputFault(tuple(sorted(reading.problems, key=lambda one: one.line)))
    return limits


@dataclass
class _Reading:
    """One file of limits while it is read."""

    document: Document
    library: Library
    problems: list[Problem] = field(default_factory=list)

    def problem(self, code: str, key: str, **facts: object) -> None:
        line = self.document.line(tuple(key.split("/")))
        self.problems.append(Problem(code, self.document.name, line, {"key": key, **facts}))

    def limits(self) -> Limits:
        data = self.document.data
        if not isinstance(data, dict):
            self.problem("limits_shape", "", known=", ".join(_READERS))
            return Limits()
        for key in data.keys() - _READERS.keys():
            self.problem("unknown_key", key, known=", ".join(_READERS))
        read = {key: _READERS[key](self, key, value) for key, value in data.items() if key in _READERS}
        return Limits(**{key: value for key, value in read.items() if value is not None})

    def day(self, key: str, value: Any) -> date | None:
        try:
            day = date.fromisoformat(value)
        except (TypeError, ValueError):
            self.problem("limits_day", key, found=value)
            return None
        if not FIRST_START <= day <= LAST_START:
            self.problem("limits_number", key, found=day, lowest=FIRST_START, highest=LAST_START)
            return None
        return day

    def whole(self, key: str, value: Any, most: int) -> int | None:
        if type(value) is not int or not 1 <= value <= most:
            self.problem("limits_number", key, found=value, lowest=1, highest=most)
            return None
        return value

    def money(self, key: str, value: Any) -> Fraction | None:
        if isinstance(value, bool) or not isinstance(value, int | Fraction) or not 0 <= value <= MOST_MONEY:
            self.problem("limits_number", key, found=value, lowest=0, highest=MOST_MONEY)
            return None
        return Fraction(value)

    def at_once(self, key: str, value: Any) -> Mapping[str, int] | None:
        leads = {action.lead for action in self.library.actions.values()}
        if not isinstance(value, dict):
            self.problem("limits_at_once", key, known=", ".join(sorted(leads)))
            return None
        for lead in value.keys() - leads:
            self.problem("limits_lead", f"{key}/{lead}", found=lead, known=", ".join(sorted(leads)))
        read = {lead: self.whole(f"{key}/{lead}", most, MOST_AT_ONCE) for lead, most in value.items()}
        return {lead: most for lead, most in read.items() if most is not None}

    def actions(self, key: str, value: Any) -> frozenset[str] | None:
        if not isinstance(value, list):
            self.problem("limits_list", key)
            return None
        for action in value:
            if not isinstance(action, str) or action not in self.library.actions:
                self.problem("limits_action", key, found=action)
        return frozenset(action for action in value if isinstance(action, str))


_READERS: Mapping[str, Callable[[_Reading, str, Any], Any]] = {
    "start": _Reading.day,
    "quarters": lambda reading, key, value: reading.whole(key, value, MOST_QUARTERS),
    "at_once_default": lambda reading, key, value: reading.whole(key, value, MOST_AT_ONCE),
    "at_once": _Reading.at_once,
    "money": _Reading.money,
    "forced_in": _Reading.actions,
    "forced_out": _Reading.actions,
}
