"""Who pays what of a plan: each action's spending in each calendar year, shared out among the donors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from planning.plan import Payment
from planning.program import Aim, Program, Term
from planning.purses import Charge, Purses, shared_out
from planning.solver import solve

Owed = Mapping[str, tuple[Charge, ...]]
"""The spending of each action of a plan."""


def payments(purses: Purses, starts: Mapping[str, int]) -> tuple[Payment, ...]:
    """What each donor pays for each action in each year, by action, donor and year; nothing where no donor is named.

    Where the money does not reach, as much as possible is paid. Of actions that several may pay, the donor named first
    pays those that start first.
    """
    if not purses.donors:
        return ()
    order = purses.situation.position
    by_start = sorted(starts, key=lambda one: (starts[one], order[one]))
    owed = {action: purses.charges(action, starts[action]) for action in by_start}
    paid = _one_donor_each(purses, owed) if purses.situation.limits.one_donor_each else None
    summed: dict[tuple[str, int, int], int] = {}
    for action, donor, year, amount in _shared(purses, owed) if paid is None else paid:
        summed[action, donor, year] = summed.get((action, donor, year), 0) + amount
    return tuple(
        Payment(action, purses.donors[donor].name, year, purses.money(amount))
        for (action, donor, year), amount in sorted(
            summed.items(), key=lambda one: (order[one[0][0]], one[0][1], one[0][2])
        )
    )


def one_donor_each_pays(purses: Purses, starts: Mapping[str, int]) -> bool:
    """Whether each of these actions can be paid by one donor alone; true where the limits do not ask for that."""
    if not (purses.donors and purses.situation.limits.one_donor_each):
        return True
    paid = _one_donor_each(purses, {action: purses.charges(action, start) for action, start in starts.items()})
    drawn: dict[tuple[int, int], int] = {}
    for _, donor, year, amount in paid or ():
        drawn[donor, year] = drawn.get((donor, year), 0) + amount
    return paid is not None and all(amount <= purses.purse(*key) for key, amount in drawn.items())


Paid = Iterator[tuple[str, int, int, int]]


def _shared(purses: Purses, owed: Owed) -> Paid:
    """Year by year: first who pays how much of what the same donors may pay, then which actions that is."""
    for year in sorted({year for charges in owed.values() for _, year, _ in charges}):
        lines = [
            (action, payers, amount)
            for action, charges in owed.items()
            for payers, when, amount in charges
            if when == year
        ]
        spent: dict[int, int] = {}
        for _, payers, amount in lines:
            spent[payers] = spent.get(payers, 0) + amount
        shares = shared_out(spent, [purses.purse(donor, year) for donor in range(len(purses.donors))])
        for payers in spent:
            left = [[donor, amount] for who, donor, amount in shares if who == payers]
            for action, _, due in (line for line in lines if line[1] == payers):
                yield from ((action, donor, year, amount) for donor, amount in _drawn(left, due))


def _drawn(left: list[list[int]], due: int) -> Iterator[tuple[int, int]]:
    """What each of them still has goes to an amount due, the first one first."""
    for share in left:
        amount = min(share[1], due)
        share[1] -= amount
        due -= amount
        if amount:
            yield share[0], amount


def unpaid_by_one_each(purses: Purses, starts: Mapping[str, int]) -> dict[int, int]:
    """The units of each year that somebody new must pay, as few as can be, where one donor pays all of an action."""
    owed = {action: purses.charges(action, start) for action, start in starts.items()}
    missing: dict[int, int] = {}
    for _, donor, year, amount in _one_donor_each(purses, owed, somebody_new=True) or ():
        if donor == len(purses.donors):
            missing[year] = missing.get(year, 0) + amount
    return missing


def _one_donor_each(
    purses: Purses, owed: Owed, *, somebody_new: bool = False
) -> list[tuple[str, int, int, int]] | None:
    """One donor for each action, so that nobody pays more than it has; None where there is no such way.

    `somebody_new` stands after the donors, may pay anything, and pays as little as can be.
    """
    program, new = Program(), len(purses.donors)
    pays: dict[tuple[str, int], int] = {}
    drawn: dict[tuple[int, int], list[Term]] = {}
    for action, charges in owed.items():
        able = [donor for donor in range(new) if all(payers >> donor & 1 for payers, _, _ in charges)]
        able += [new] if somebody_new else []
        for donor in able if charges else ():
            pays[action, donor] = program.column()
            for _, year, amount in charges:
                drawn.setdefault((donor, year), []).append((pays[action, donor], float(Fraction(amount, purses.unit))))
        if charges:
            program.row(((pays[action, donor], 1) for donor in able), least=1, most=1)
    extra: dict[int, float] = {}
    for (donor, year), terms in sorted(drawn.items()):
        if donor == new:
            extra |= {column: extra.get(column, 0) + amount for column, amount in terms}
        else:
            program.row(terms, most=float(Fraction(purses.purse(donor, year), purses.unit)))
    values = solve(program, Aim(extra, largest=False, step=1 / purses.unit), seconds=10).values
    if values is None:
        return None
    return [
        (action, donor, year, amount)
        for (action, donor), column in pays.items()
        if values[column] > 0.5
        for _, year, amount in owed[action]
    ]
