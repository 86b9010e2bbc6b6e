"""The table of donors: one row each, a column a year; what a typed row means, and what is refused."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from planning.timetable import first_day, quarter_begins
from questionnaire.entries import LIMITS
from questionnaire.intentions import Donor, Limits
from storage.repository import StaleEntry
from views.desk import Desk
from views.kept_rows import Row, blank, exact
from views.widgets.kept import field_key

MOST_MONEY = 10**12
"""More than any plan costs, in any currency: a larger amount is a slip."""
LONGEST_NAME = 80


class UnreadableDonors(ValueError):
    """Rows that mean no donors that can be recorded: for each, the key of its sentence and the name of its row."""

    def __init__(self, found: Sequence[tuple[str, str]]) -> None:
        super().__init__(found)
        self.found = tuple(found)


def years_of_plan(desk: Desk, limits: Limits) -> range:
    """The calendar years in which quarters of the plan begin."""
    start = first_day(limits, desk.now().date())
    return range(start.year, quarter_begins(start, max(limits.quarters, 1) - 1).year + 1)


def shown_years(desk: Desk, limits: Limits) -> tuple[int, ...]:
    """Those years, and any other in which a donor gives something."""
    given = {year for donor in limits.donors for year in donor.amounts}
    return tuple(sorted(given | {*years_of_plan(desk, limits)}))


def donor_row(donor: Donor, years: Iterable[int]) -> Row:
    """One donor as a row. A year without an amount is None, never zero."""
    amounts = {str(year): float(donor.amounts[year]) if year in donor.amounts else None for year in years}
    return {"name": donor.name, **amounts, "sections": sorted(donor.sections), "blocks": sorted(donor.blocks)}


def donors_in(rows: Sequence[Row], before: Sequence[Donor], years: Sequence[int]) -> tuple[Donor, ...]:
    """The donors that rows mean; `before` are those that the rows were made of. Raises UnreadableDonors, all at once.

    An amount that was not touched stays exact, whatever a cell can show of it.
    """
    found = [_donor(row, was, years) for row, was in zip(rows, before, strict=True)]
    names = [donor.name for donor, _ in found]
    wrong = [(code, was.name) for (_, codes), was in zip(found, before, strict=True) for code in codes]
    wrong += [("double_name", name) for name in dict.fromkeys(names) if name and names.count(name) > 1]
    if wrong:
        raise UnreadableDonors(wrong)
    return tuple(donor for donor, _ in found)


def name_problem(name: str, donors: Iterable[Donor]) -> str:
    """Why a name cannot be that of a new donor; empty where it can."""
    if not name:
        return "no_name"
    if len(name) > LONGEST_NAME:
        return "long_name"
    return "double_name" if name in {donor.name for donor in donors} else ""


def _donor(row: Row, was: Donor, years: Sequence[int]) -> tuple[Donor, list[str]]:
    name = (blank(row["name"]) or "").strip()
    codes = ["no_name"] if not name else ["long_name"] if len(name) > LONGEST_NAME else []
    amounts: dict[int, Fraction] = {}
    shown = donor_row(was, years)
    for year in years:
        typed = blank(row[str(year)])
        if typed == shown[str(year)]:
            amounts |= {year: was.amounts[year]} if year in was.amounts else {}
        elif typed is not None:
            codes += _amount_problems(typed)
            amounts |= {} if _amount_problems(typed) else {year: exact(typed)}
    sections, blocks = (frozenset(blank(row[column]) or ()) for column in ("sections", "blocks"))
    return Donor(name, amounts, sections, blocks), list(dict.fromkeys(codes))


def _amount_problems(typed: float) -> list[str]:
    if not math.isfinite(typed) or typed > MOST_MONEY:
        return ["absurd"]
    return ["negative"] if typed < 0 else []


def save_donors(desk: Desk, donors: tuple[Donor, ...]) -> int | None:
    """Keep other donors, and all other limits as they are: the new stamp. None where somebody else was first.

    The field of the limits on the same page learns that this was its own tab.
    """
    assert desk.dossier_id is not None
    entry = desk.repository.entry(desk.dossier_id, LIMITS)
    stamp = entry.stamp if entry else 0
    limits = replace((entry.value if entry else None) or Limits(), donors=donors)
    mine = desk.memo.setdefault(f"mine {field_key(desk, LIMITS)}", {})
    try:
        saved = desk.save(LIMITS, None if limits == Limits() else limits, expect=stamp)
    except StaleEntry:
        return None
    mine[stamp] = saved.stamp
    return saved.stamp
