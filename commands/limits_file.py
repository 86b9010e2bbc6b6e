"""The limits of a plan, read from a YAML file: when it begins, for how long, how much at once, who pays for what.

```yaml
start: "2027-07-01"
quarters: 12
at_once_default: 2
at_once: {legal: 1}
currency: USD          # only to be sure: it must be the assessment's
donors:
  - {name: State, amounts: {2027: 40000, 2028: 40000}}
  - {name: Donor A, amounts: {2028: 120000}, sections: [E], blocks: [procurement]}
one_donor_each: false
money: 300000          # all that is spent until the last quarter
upkeep: 15000          # what is then left to pay each year
forced_in: [A-E05-1]
forced_out: [A-E09-1]
pinned: {A-L04-1: 3}   # it starts in the third quarter
required: {L04: 3}     # the plan reaches level 3
```
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from planning.actions import Library
from planning.costing import BLOCKS
from questionnaire.framework import Framework
from questionnaire.intentions import FIRST_START, LAST_START, Donor, Limits
from questionnaire.problems import InputFault, Problem
from questionnaire.strict_yaml import Document, read_yaml

MOST_QUARTERS = 40
MOST_AT_ONCE = 50
MOST_MONEY = 10**12
MOST_DONORS = 50
LONGEST_NAME = 200


def read_limits(content: bytes, name: str, library: Library, framework: Framework, currency: str) -> Limits:
    """The limits in a file; what it leaves out is as in `Limits`. Raises InputFault with all problems at once."""
    try:
        document, problems = read_yaml(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise InputFault((Problem("not_utf8", name, facts={"position": error.start}),)) from error
    if document is None:
        raise InputFault(problems)
    reading = _Reading(document, library, framework, currency, list(problems))
    limits = reading.limits()
    if reading.problems:
        raise InputFault(tuple(sorted(reading.problems, key=lambda one: one.line)))
    return limits


@dataclass
class _Reading:
    """One file of limits while it is read."""

    document: Document
    library: Library
    framework: Framework
    currency: str
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
        self.pins_in_time(read)
        for action in sorted((read.get("forced_in") or frozenset()) & (read.get("forced_out") or frozenset())):
            self.problem("limits_in_and_out", "forced_out", found=action)
        return Limits(**{key: value for key, value in read.items() if value is not None and key != "currency"})

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

    def yes_no(self, key: str, value: Any) -> bool | None:
        if not isinstance(value, bool):
            self.problem("limits_yes_no", key, found=value)
            return None
        return value

    def same_currency(self, key: str, value: Any) -> None:
        """Amounts are in the currency of the assessment: nothing is converted here."""
        if value != self.currency:
            self.problem("limits_currency", key, found=value, known=self.currency)

    def pinned(self, key: str, value: Any) -> Mapping[str, int] | None:
        """Quarters as people count them, from 1."""
        return self.numbers(
            key,
            value,
            self.library.actions,
            lambda at, one: self.problem("limits_action", at, found=one),
            lambda at, one: self.whole(at, one, MOST_QUARTERS),
            less=1,
        )

    def required(self, key: str, value: Any) -> Mapping[str, int] | None:
        capabilities = [one.id for one in self.framework.capabilities]
        levels = [level.value for level in self.framework.levels]

        def level(at: str, found: Any) -> int | None:
            if type(found) is not int or found not in levels:
                self.problem("limits_number", at, found=found, lowest=levels[0], highest=levels[-1])
                return None
            return found

        return self.numbers(
            key, value, capabilities, lambda at, one: self.problem("limits_capability", at, found=one), level
        )

    def numbers(
        self,
        key: str,
        value: Any,
        known: Iterable[str],
        unknown: Callable[[str, str], None],
        read: Callable[[str, Any], int | None],
        *,
        less: int = 0,
    ) -> Mapping[str, int] | None:
        """A number for each of some ids."""
        if not isinstance(value, dict):
            self.problem("limits_pairs", key)
            return None
        known = set(known)
        for name in value:
            if name not in known:
                unknown(f"{key}/{name}", name)
        found = {name: read(f"{key}/{name}", one) for name, one in value.items() if name in known}
        return {name: one - less for name, one in found.items() if one is not None}

    def pins_in_time(self, read: Mapping[str, Any]) -> None:
        """A pin lies within the plan."""
        quarters = read.get("quarters") or Limits().quarters
        for action, quarter in (read.get("pinned") or {}).items():
            if quarter >= quarters:
                self.problem("limits_number", f"pinned/{action}", found=quarter + 1, lowest=1, highest=quarters)

    def donors(self, key: str, value: Any) -> tuple[Donor, ...] | None:
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.problem("limits_donors", key)
            return None
        if len(value) > MOST_DONORS:
            self.problem("limits_number", key, found=len(value), lowest=0, highest=MOST_DONORS)
            return None
        donors = [self.donor(f"{key}/{place}", one) for place, one in enumerate(value)]
        names = [one.name for one in donors if one is not None]
        for name in sorted({one for one in names if names.count(one) > 1}):
            self.problem("limits_donor_twice", key, found=name)
        return tuple(one for one in donors if one is not None)

    def donor(self, key: str, raw: Mapping[str, Any]) -> Donor | None:
        for unknown in raw.keys() - {"name", "amounts", "sections", "blocks", "currency"}:
            self.problem("unknown_key", f"{key}/{unknown}", known="name, amounts, sections, blocks, currency")
        if "currency" in raw:
            self.same_currency(f"{key}/currency", raw["currency"])
        name = raw.get("name")
        if not isinstance(name, str) or not 1 <= len(name.strip()) <= LONGEST_NAME:
            self.problem("limits_donor_name", key, found=name)
            return None
        sections = [one.id for one in self.framework.sections]
        return Donor(
            name.strip(),
            self.amounts(f"{key}/amounts", raw.get("amounts")),
            self.some_of(f"{key}/sections", raw.get("sections", []), sections),
            self.some_of(f"{key}/blocks", raw.get("blocks", []), BLOCKS),
        )

    def amounts(self, key: str, value: Any) -> Mapping[int, Fraction]:
        if not isinstance(value, dict):
            self.problem("limits_amounts", key)
            return {}
        found = {}
        for year, amount in value.items():
            written = int(year) if str(year).isdecimal() and len(str(year)) == 4 else None
            if written is None or not FIRST_START.year <= written <= LAST_START.year + 60:
                self.problem("limits_year", f"{key}/{year}", found=year)
                continue
            money = self.money(f"{key}/{year}", amount)
            if money is not None:
                found[written] = money
        return found

    def some_of(self, key: str, value: Any, known: Iterable[str]) -> frozenset[str]:
        known = list(known)
        if not isinstance(value, list) or not all(one in known for one in value):
            self.problem("limits_some_of", key, found=value, known=", ".join(known))
            return frozenset()
        return frozenset(value)

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
    "currency": _Reading.same_currency,
    "donors": _Reading.donors,
    "one_donor_each": _Reading.yes_no,
    "upkeep": _Reading.money,
    "pinned": _Reading.pinned,
    "required": _Reading.required,
}
