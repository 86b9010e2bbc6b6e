"""What the frontier says, before anything is drawn: what the best plan reaches at each budget, and where it levels off.

A level counts here by its importance (a gate or a heavier capability counts more): that is what the plans are chosen
by, and what never falls as the money grows.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from planning.frontier import Frontier, FrontierPoint
from reports.figures import Figure
from words.numbers import money, number
from words.phrases import Phrases

STEPS_IN_ALL = 8
"""A step of money is about so many parts of the largest budget: one that people can picture."""
THOUSAND, MILLION = 1000, 1000000
FEW = 10
"""From so many units on, an axis counts in thousands or millions."""


@dataclass(frozen=True)
class FrontierDot:
    """The best plan at one budget: money, and the weighted levels that it reaches."""

    money: Fraction
    value: Fraction


@dataclass(frozen=True)
class BudgetMark:
    """The budget of today on the frontier: where it stands; in lines, what it says and what the next step buys."""

    money: Fraction
    value: Fraction
    lines: tuple[str, ...]
    next: tuple[str, ...]


@dataclass(frozen=True)
class MoneyTick:
    """A place on the axis of money, and its number."""

    money: Fraction
    said: str


@dataclass(frozen=True)
class FrontierFigure(Figure[FrontierDot]):
    """The frontier with what stands out in it: the knee and its words, the budget of today, the axis of money."""

    knee: FrontierDot | None = None
    knee_said: str = ""
    budget: BudgetMark | None = None
    ticks: tuple[MoneyTick, ...] = ()
    axis: str = ""


def frontier_figure(frontier: Frontier, currency: str, say: Phrases, *, budget: Fraction | None) -> FrontierFigure:
    """The frontier in words, with the budget of today where there is one. It holds nothing where no point was found."""
    points = frontier.points
    columns = ("money", "levels", "weighted", "spent", "actions")
    heads = tuple(say(f"budgets.frontier.{column}") for column in columns)
    rows = tuple(_row(point, currency, say) for point in points)
    title = _title(frontier, currency, say)
    if not points:
        return FrontierFigure(title, "", heads, rows, ())
    top = points[-1].money
    knee = None if frontier.knee is None else points[frontier.knee]
    return FrontierFigure(
        title,
        _subtitle(frontier, currency, say),
        heads,
        rows,
        tuple(FrontierDot(point.money, point.value) for point in points),
        None if knee is None else FrontierDot(knee.money, knee.value),
        "" if knee is None else say("budgets.frontier.knee", money=_short(knee.money, top, say)),
        _budget_mark(frontier, budget, currency, say),
        _ticks(top, say),
        say(f"budgets.frontier.axis_{_size(top)}", currency=currency),
    )


def step_of(frontier: Frontier) -> Fraction:
    """How much money "the next step" is: 1, 2 or 5 times a power of ten, about an eighth of the largest budget."""
    top = frontier.points[-1].money if frontier.points else Fraction(0)
    return _round_number(top / STEPS_IN_ALL)


def bought_next(frontier: Frontier, money: Fraction) -> Fraction | None:
    """How many weighted levels more the best plan reaches with one step more money; None beyond the frontier."""
    here, there = frontier.best_at(money), frontier.best_at(money + step_of(frontier))
    if here is None or there is None or money + step_of(frontier) > frontier.points[-1].money:
        return None
    return there.value - here.value


def weighted(value: Fraction, say: Phrases) -> str:
    """A number of weighted levels: with one decimal, unless it is whole."""
    return number(value, say.language, 0 if value.denominator == 1 else 1)


def nothing_beyond(frontier: Frontier) -> FrontierPoint | None:
    """The first point at which the most is reached, where money goes on beyond it."""
    if not frontier.points:
        return None
    first = next(point for point in frontier.points if point.value == frontier.points[-1].value)
    return first if first.money < frontier.points[-1].money else None


def _row(point: FrontierPoint, currency: str, say: Phrases) -> tuple[str, ...]:
    return (
        money(point.money, currency, say.language),
        str(point.levels),
        weighted(point.value, say),
        money(point.spent, currency, say.language),
        str(len(point.actions)),
    )


def _title(frontier: Frontier, currency: str, say: Phrases) -> str:
    points = frontier.points
    if not points:
        return say("budgets.frontier.nothing")
    if points[-1].value == points[0].value:
        return say("budgets.frontier.flat")
    step = step_of(frontier)
    facts = {"step": money(step, currency, say.language)}
    if frontier.knee is None:
        each = (points[-1].value - points[0].value) / (points[-1].money - points[0].money) * step
        return say("budgets.frontier.even", n=_tenth(each), value=weighted(_tenth(each), say), **facts)
    knee = points[frontier.knee]
    later = [one for point in points[frontier.knee :] if (one := bought_next(frontier, point.money)) is not None]
    facts["knee"] = money(_about(knee.money), currency, say.language)
    most = max(later, default=points[-1].value - knee.value)
    if not most:
        return say("budgets.frontier.title_nothing", **facts)
    return say("budgets.frontier.title", n=_tenth(most), value=weighted(_tenth(most), say), **facts)


def _subtitle(frontier: Frontier, currency: str, say: Phrases) -> str:
    parts = [say("budgets.frontier.key")]
    if (last := nothing_beyond(frontier)) is not None and frontier.points[0].value != last.value:
        parts.append(say("budgets.frontier.beyond", money=money(_about(last.money), currency, say.language)))
    if not frontier.calendar:
        parts.append(say("budgets.frontier.no_calendar"))
    if not all(point.proven for point in frontier.points):
        parts.append(say("budgets.frontier.unproven"))
    return " ".join(parts)


def _budget_mark(frontier: Frontier, budget: Fraction | None, currency: str, say: Phrases) -> BudgetMark | None:
    point = None if budget is None else frontier.best_at(budget)
    if budget is None or point is None or budget > frontier.points[-1].money:
        return None
    top = frontier.points[-1].money
    lines = (
        say("budgets.frontier.yours", money=_short(budget, top, say)),
        say("budgets.frontier.yours_levels", n=point.levels),
    )
    more = bought_next(frontier, budget)
    step = _short(step_of(frontier), top, say)
    if more is None:
        return BudgetMark(budget, point.value, lines, ())
    buys = say("budgets.frontier.buys", value=weighted(_tenth(more), say)) if more else say("budgets.frontier.no_more")
    return BudgetMark(budget, point.value, lines, (say("budgets.frontier.next", step=step), buys))


def _ticks(top: Fraction, say: Phrases) -> tuple[MoneyTick, ...]:
    step = _round_number(top / 4) or Fraction(1)
    return tuple(MoneyTick(step * place, _short(step * place, top, say)) for place in range(int(top / step) + 1))


def _size(top: Fraction) -> str:
    if top >= FEW * MILLION:
        return "millions"
    return "thousands" if top >= FEW * THOUSAND else "units"


def _short(amount: Fraction, top: Fraction, say: Phrases) -> str:
    """An amount in the units of the axis."""
    unit = {"millions": MILLION, "thousands": THOUSAND, "units": 1}[_size(top)]
    shown = _about(amount) / unit
    return number(shown, say.language, 0 if shown.denominator == 1 else 1)


def _about(amount: Fraction) -> Fraction:
    """The amount to three digits."""
    if amount < 1000:
        return Fraction(round(amount))
    digits = len(str(int(amount)))
    unit = 10 ** (digits - 3)
    return Fraction(round(amount / unit) * unit)


def _tenth(value: Fraction) -> Fraction:
    return Fraction(round(value * 10), 10)


def _round_number(amount: Fraction) -> Fraction:
    """1, 2 or 5 times a power of ten: the largest that is not above the amount; 0 of nothing."""
    if amount < 1:
        return Fraction(int(amount > 0))
    power = Fraction(10 ** (len(str(int(amount))) - 1))
    return next(power * times for times in (5, 2, 1) if power * times <= amount)
