"""A stranger's program on the costs of the plan: by action, year and donor, from quantities, prices and dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from tests.reports.stranger import Line, Tables, by, num, settings, sure


def known_sum(amounts: Iterable[Fraction | None]) -> Fraction | None:
    """What is known, added up; nothing where there is only what has no price."""
    held = list(amounts)
    known = [one for one in held if one is not None]
    return sum(known, Fraction(0)) if known or not held else None


def quarter_begins(start: date, quarter: int) -> date:
    """The first day of a quarter of the plan; plans begin on a day that every month has."""
    months = start.year * 12 + start.month - 1 + 3 * quarter
    return date(months // 12, months % 12 + 1, start.day)


def cost_rows(tables: Tables) -> dict[str, Line]:
    """What each action of the plan costs: once, a year, in the plan."""
    policy, prices = settings(tables["policy"]), by(tables["unit_costs"], "price")
    lines = [(row, prices.get(row["price"], {}).get("amount")) for row in tables["cost_lines"] if row["price"]]
    found: dict[str, Line] = {}
    for step in tables["plan"]:
        costs = {
            side: known_sum(
                None if price is None else sure(row["quantity"]) * sure(price)
                for row, price in lines
                if (row["action"], row["side"]) == (step["action"], side)
            )
            for side in ("one_off", "recurrent")
        }
        begins = [
            quarter_begins(date.fromisoformat(policy["plan_start"]), n) for n in range(int(policy["plan_quarters"]))
        ]
        upkept = [day.year for day in begins if day > date.fromisoformat(step["end"])]
        years = Fraction(len(upkept), 4)
        amount = (costs["one_off"] or 0) + years * (costs["recurrent"] or 0)
        unknown = not amount and None in costs.values()
        found[step["action"]] = {
            **costs,
            "upkeep_years": years,
            "total": None if unknown else amount,
            "by_year": {year: Fraction(upkept.count(year), 4) for year in upkept},
        }
    return found


def year_rows(tables: Tables) -> list[Line]:
    """What each row of the costs by year must say, from the costs of the action and what its payer gives."""
    costs, plan = cost_rows(tables), by(tables["plan"], "action")
    rows = []
    for row in tables["costs_by_year"]:
        held, year = costs[row["action"]], int(row["year"])
        years = held["by_year"].get(year, Fraction(0))
        once = held["one_off"] if date.fromisoformat(plan[row["action"]]["start"]).year == year else Fraction(0)
        upkeep = (None if held["recurrent"] is None else held["recurrent"] * years) if years else Fraction(0)
        due = (once or Fraction(0)) + (upkeep or Fraction(0))
        same = [one for one in tables["costs_by_year"] if (one["action"], one["year"]) == (row["action"], row["year"])]
        given = sum((sure(one["amount"]) for one in same if one["donor"]), Fraction(0))
        rest = 1 - given / due if due else Fraction(1)
        share = sure(row["amount"]) / due if row["donor"] else rest
        one_off, kept = (None if amount is None else amount * share for amount in (once, upkeep))
        amount = (one_off or 0) + (kept or 0)
        rows.append(
            {
                "paid_share": share,
                "upkeep_years": years,
                "one_off": one_off,
                "upkeep": kept,
                "amount": None if not amount and None in (one_off, kept) else amount,
            }
        )
    return rows


def budget_rows(tables: Tables) -> list[Line]:
    """What each donor gives, is asked for and has left in each year."""
    gifts = {(row["donor"], row["year"]): sure(row["given"]) for row in tables["donors"] if row["given"]}
    named = {row["donor"] for row in tables["donors"]}
    rows = []
    for row in tables["budget"]:
        mine = [
            num(one["amount"])
            for one in tables["costs_by_year"]
            if (one["donor"], one["year"]) == (row["donor"], row["year"])
        ]
        amount = sum((one for one in mine if one is not None), Fraction(0))
        planned = None if not amount and None in mine else amount
        given = gifts.get((row["donor"], row["year"]), Fraction(0)) if row["donor"] in named else None
        left = None if given is None else given - (planned or 0)
        rows.append({"given": given, "planned": planned, "left": left})
    return rows
