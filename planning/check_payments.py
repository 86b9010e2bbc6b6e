"""The check of who pays what: payments add up to the spending, and no donor pays more than it has or may."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from planning.breach import Breach
from planning.check_flow import unpaid
from planning.check_money import demands, purses, short_years, spending_of
from planning.examined import Examined

_NOTHING = Fraction(0)


def payment_breaches(plan: Examined) -> Iterator[Breach]:
    """Payments that do not fit the spending or the donors; where the limits name no donors, every payment there is."""
    known = {donor.name for donor in plan.limits.donors}
    for one in plan.plan.payments:
        if one.donor not in known:
            yield Breach("donor_unknown", {"action": one.action, "donor": one.donor})
        if one.amount <= 0:
            yield Breach("payment_nothing", {"action": one.action, "donor": one.donor, "year": one.year})
    if known:
        yield from _sums(plan)
        yield from _purses(plan)
        yield from _allowed(plan)
        yield from _one_donor(plan)


def _sums(plan: Examined) -> Iterator[Breach]:
    """What is paid for an action in a year is what it costs then; less only in a year in which the donors cannot."""
    spent = {key: sum(blocks.values(), _NOTHING) for key, blocks in spending_of(plan).items()}
    paid = _paid(plan)
    short = short_years(plan)
    for action, year in dict.fromkeys((*spent, *paid)):
        due = spent.get((action, year), _NOTHING)
        found = sum(paid.get((action, year), {}).values(), _NOTHING)
        if found > due or (found < due and year not in short):
            yield Breach("payment_sum", {"action": action, "year": year, "found": found, "due": due})


def _purses(plan: Examined) -> Iterator[Breach]:
    """No donor pays more in a year than it gives."""
    total: dict[tuple[str, int], Fraction] = {}
    for one in plan.plan.payments:
        total[one.donor, one.year] = total.get((one.donor, one.year), _NOTHING) + one.amount
    for (donor, year), found in total.items():
        most = purses(plan.limits.donors, year).get(donor, _NOTHING)
        if found > most:
            yield Breach("donor_over", {"donor": donor, "year": year, "found": found, "most": most})


def _allowed(plan: Examined) -> Iterator[Breach]:
    """What each donor pays for an action can be split over the cost blocks that it funds."""
    spent = spending_of(plan)
    for (action, year), shares in _paid(plan).items():
        asked = list(demands(plan, action, spent.get((action, year), {})))
        paid = sum(shares.values(), _NOTHING)
        placed = sum((amount for _, amount in asked), _NOTHING) - unpaid(asked, shares)
        if placed < min(paid, sum((amount for _, amount in asked), _NOTHING)):
            yield Breach("payment_not_allowed", {"action": action, "year": year, "donors": ", ".join(sorted(shares))})


def _one_donor(plan: Examined) -> Iterator[Breach]:
    """Where the limits say so, one donor alone pays for an action."""
    payers: dict[str, set[str]] = {}
    for one in plan.plan.payments:
        payers.setdefault(one.action, set()).add(one.donor)
    for action, donors in payers.items():
        if plan.limits.one_donor_each and len(donors) > 1:
            yield Breach("one_donor_each", {"action": action, "donors": ", ".join(sorted(donors))})


def _paid(plan: Examined) -> dict[tuple[str, int], dict[str, Fraction]]:
    """What each donor pays for an action in a year."""
    found: dict[tuple[str, int], dict[str, Fraction]] = {}
    for one in plan.plan.payments:
        shares = found.setdefault((one.action, one.year), {})
        shares[one.donor] = shares.get(one.donor, _NOTHING) + one.amount
    return found
