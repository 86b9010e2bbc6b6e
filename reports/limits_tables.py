"""The tables of what bounds the plan: its limits one by one, and who gives what, when, for what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from questionnaire.intentions import Donor
from reports.cells import Cell, Coded, Kind, Row, Table, columns_of
from reports.report import Report

LIMITS = columns_of(limit=Kind.CODE, node=Kind.ID, name=Kind.TEXT, value=Kind.ANY, unit=Kind.TEXT)
DONORS = columns_of(
    donor=Kind.TEXT, year=Kind.COUNT, given=Kind.MONEY, currency=Kind.ID, sections=Kind.TEXT, blocks=Kind.TEXT
)


def limits_table(report: Report) -> Table:
    """One row a limit. Where no plan is kept they are those for the plan to come."""
    rows = (*_of_time(report), *_of_people(report), *_of_money(report), *_of_donors(report), *_of_choices(report))
    return Table("limits", LIMITS, rows)


def donors_table(report: Report) -> Table:
    """One row for each donor and year with an amount; one without a year for a donor that gives nothing."""
    return Table("donors", DONORS, tuple(row for one in report.dossier.limits.donors for row in _gifts(report, one)))


def _gifts(report: Report, donor: Donor) -> Iterator[Row]:
    for year in sorted(donor.amounts) or (None,):
        yield {
            "donor": donor.name,
            "year": year,
            "given": None if year is None else donor.amounts[year],
            "currency": report.dossier.setup.currency,
            "sections": ", ".join(_in_order(donor.sections, [one.id for one in report.framework.sections])) or None,
            "blocks": blocks_said(report, donor) or None,
        }


def blocks_said(report: Report, donor: Donor) -> str:
    """The kinds of cost that alone a donor pays, in words; "" where it pays any."""
    return ", ".join(report.say(f"actions.block.{one}") for one in sorted(donor.blocks))


def _in_order(ids: Iterable[str], order: list[str]) -> list[str]:
    return sorted(ids, key=lambda id: (order.index(id) if id in order else len(order), id))


def _limit(kind: str, value: Cell, unit: str | None, *, node: str | None = None, name: str | None = None) -> Row:
    return {"limit": Coded("reports.limit", kind), "node": node, "name": name, "value": value, "unit": unit}


def _of_time(report: Report) -> Iterator[Row]:
    limits, plan, say = report.dossier.limits, report.plan, report.say
    yield _limit("start", plan.start if plan else limits.start, None)
    yield _limit("quarters", limits.quarters, say("reports.limit_unit.quarters"))


def _of_people(report: Report) -> Iterator[Row]:
    """How many actions a unit runs at the same time: the units named, then all others."""
    limits, unit = report.dossier.limits, report.say("reports.limit_unit.at_once")
    for lead, most in sorted(limits.at_once.items()):
        key = f"actions.lead.{lead}"
        yield _limit("at_once", most, unit, node=lead, name=report.say(key) if key in report.say else lead)
    yield _limit("at_once_default", limits.at_once_default, unit)


def _of_money(report: Report) -> Iterator[Row]:
    """Both ceilings; a blank says that there is none."""
    limits, say, currency = report.dossier.limits, report.say, report.dossier.setup.currency
    yield _limit("money", limits.money, say("reports.limit_unit.none") if limits.money is None else currency)
    a_year = say("reports.limit_unit.a_year", currency=currency)
    yield _limit("upkeep", limits.upkeep, say("reports.limit_unit.none") if limits.upkeep is None else a_year)


def _of_donors(report: Report) -> Iterator[Row]:
    """What each donor gives in each year, with what it alone pays for; whether one alone pays an action."""
    limits, say = report.dossier.limits, report.say
    for row in donors_table(report).rows:
        only = (
            say("reports.limit_unit.only_sections", sections=row["sections"]) if row["sections"] else None,
            say("reports.limit_unit.only_blocks", blocks=row["blocks"]) if row["blocks"] else None,
        )
        name = "; ".join(filter(None, (str(row["donor"]), *only)))
        year = None if row["year"] is None else str(row["year"])
        yield _limit("donor", row["given"], str(row["currency"]), node=year, name=name)
    if limits.donors:
        yield _limit("one_donor_each", Coded("reports.yes_no", "yes" if limits.one_donor_each else "no"), None)


def _of_choices(report: Report) -> Iterator[Row]:
    """What people decided about single actions and levels."""
    limits, say = report.dossier.limits, report.say
    for kind, actions in (("forced_in", limits.forced_in), ("forced_out", limits.forced_out)):
        for action in sorted(actions):
            yield _limit(kind, None, None, node=action, name=_action_name(report, action))
    for action, quarter in sorted(limits.pinned.items()):
        unit = say("reports.limit_unit.starts")
        yield _limit("pinned", quarter + 1, unit, node=action, name=_action_name(report, action))
    for id, level in sorted(limits.required.items()):
        known = f"capability {id}" in report.framework.node_names
        name = report.framework.capability(id).name(report.language) if known else id
        yield _limit("required", level, say("reports.limit_unit.level"), node=id, name=name)


def _action_name(report: Report, id: str) -> str:
    action = report.library.actions.get(id)
    return action.name(report.language) if action else id
