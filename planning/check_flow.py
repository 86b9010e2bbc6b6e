"""How much of what is to be paid the donors can pay: the largest flow of money from donors to demands, exact."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from fractions import Fraction

Demand = tuple[frozenset[str], Fraction]
"""Money to be paid, and the donors each of whom may pay any part of it."""


def shared_payments(demands: Sequence[Demand], purses: Mapping[str, Fraction]) -> tuple[Mapping[str, Fraction], ...]:
    """What each donor pays of each demand, so that together as much as possible is paid; zeros included.

    `purses` is what each donor has. A maximum flow, one demand after the other, by shortest augmenting paths: what one
    demand was paid is never less later, only paid by others (Ford and Fulkerson 1956, Edmonds and Karp 1972).
    """
    paid = [dict.fromkeys(sorted(payers & purses.keys()), Fraction(0)) for payers, _ in demands]
    left = dict(purses)
    for place, (_, amount) in enumerate(demands):
        open_amount = amount
        while open_amount > 0 and (chain := _chain(place, paid, left)):
            open_amount -= _pay(chain, open_amount, paid, left)
    return tuple(paid)


def unpaid(demands: Sequence[Demand], purses: Mapping[str, Fraction]) -> Fraction:
    """How much of the demands the donors cannot pay, however they share it."""
    paid = sum((sum(shares.values(), Fraction(0)) for shares in shared_payments(demands, purses)), Fraction(0))
    return sum((amount for _, amount in demands), Fraction(0)) - paid


_Chain = tuple[tuple[int, str], ...]
"""Demands, each with the donor who takes on more of it; each donor but the last gives up as much of the next demand."""


def _chain(place: int, paid: Sequence[Mapping[str, Fraction]], left: Mapping[str, Fraction]) -> _Chain | None:
    """The shortest chain from a demand to a donor who has money left; None where there is none."""
    seen = set(paid[place])
    waiting: deque[_Chain] = deque(((place, donor),) for donor in paid[place])
    while waiting:
        chain = waiting.popleft()
        donor = chain[-1][1]
        if left[donor] > 0:
            return chain
        for other, shares in enumerate(paid):
            heirs = [heir for heir in shares if heir not in seen] if shares.get(donor) else []
            seen.update(heirs)
            waiting.extend((*chain, (other, heir)) for heir in heirs)
    return None


def _pay(chain: _Chain, most: Fraction, paid: Sequence[dict[str, Fraction]], left: dict[str, Fraction]) -> Fraction:
    """Pay along a chain as much as everybody on it can; how much that is."""
    handed_over = [(demand, giver) for (_, giver), (demand, _) in zip(chain, chain[1:], strict=False)]
    last = chain[-1][1]
    amount = min(most, left[last], *(paid[demand][giver] for demand, giver in handed_over))
    for demand, taker in chain:
        paid[demand][taker] += amount
    for demand, giver in handed_over:
        paid[demand][giver] -= amount
    left[last] -= amount
    return amount
