"""What it would take to have an action that a plan leaves out, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from planning.counterfactuals import WhyNot
from planning.frontier import Frontier
from words.numbers import money
from words.phrases import Phrases


def why_not_said(answer: WhyNot, currency: str, say: Phrases) -> str:
    """The answer, in sentences; each number in it was found by solving again."""
    return " ".join(_sentences(answer, currency, say))


def enters_said(frontier: Frontier, action: str, currency: str, say: Phrases) -> str:
    """From which of the budgets looked at the best plan holds an action, or that none of them does."""
    point, n = frontier.enters_at(action), len(frontier.points)
    if point is None:
        return say("why_not.never", n=n)
    return say("why_not.enters", n=n, money=money(point.money, currency, say.language))


def _sentences(answer: WhyNot, currency: str, say: Phrases) -> Iterator[str]:
    if answer.equally_good:
        yield say("why_not.equally_good")
        if answer.dearer:
            yield say("why_not.dearer", money=money(answer.dearer, currency, say.language))
    elif answer.lost is None:
        yield say("why_not.does_not_fit" if answer.proven else "why_not.not_found_in_time")
    elif answer.levels_lost:
        yield say("why_not.levels_lost", n=answer.levels_lost)
    else:
        yield say("why_not.worth_lost")
    if answer.more is not None:
        yield _more(answer, currency, say)
    elif not answer.equally_good:
        yield from _hindered(answer, say)
    if not answer.proven:
        yield say("why_not.not_proven")


def _more(answer: WhyNot, currency: str, say: Phrases) -> str:
    if not answer.more:
        return say("why_not.no_more_money")
    ceiling = answer.more_by_year.get(0)  # it has no years: where it must rise too, only the sum says it all
    years = [
        say("why_not.in_year", money=money(amount, currency, say.language), year=year)
        for year, amount in answer.more_by_year.items()
        if year and amount
    ]
    if years and not ceiling:
        return say("why_not.more_by_year", years=", ".join(years))
    return say("why_not.more", money=money(answer.more, currency, say.language))


def _hindered(answer: WhyNot, say: Phrases) -> Iterator[str]:
    """What stands in the way where no money helps."""
    if answer.hindered_by:
        leads = ", ".join(_lead(one, say) for one in answer.hindered_by)
        yield say("why_not.hindered", n=len(answer.hindered_by), leads=leads)
    if answer.needs_time:
        yield say("why_not.time")
    if not answer.hindered_by and not answer.needs_time:
        yield say("why_not.nothing_helps")


def _lead(lead: str, say: Phrases) -> str:
    key = f"actions.lead.{lead}"
    return say(key) if key in say else lead
