"""explain-out FILE ACTION...: why actions are not in the best plan, and what it would take to have each of them."""

from __future__ import annotations

import argparse
from datetime import date
from time import monotonic

from commands.command import Command, Json, Told, WrongUse
from commands.opening import Opened
from commands.planning_inputs import ask_for_plan, contradicted, opened_for_plan, watched
from commands.showing import exact
from planning.best_plan import best_starts
from planning.counterfactuals import SOLVED_AGAIN, WhyNot, why_not
from planning.frontier import frontier
from planning.making import candidates_for, plan_of
from planning.plan import LeftOut, Reason
from reports.why_not_words import enters_said, why_not_said
from words.phrases import Phrases


def _arguments(parser: argparse.ArgumentParser, say: Phrases) -> None:
    ask_for_plan(parser, say)
    parser.add_argument("--budgets", action="store_true", help=say("cli.argument.budgets"))
    parser.add_argument("actions", metavar="ACTION", nargs="+", help=say("cli.argument.actions_out"))


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    one = opened_for_plan(asked, say)
    unknown = [action for action in asked.actions if action not in one.library.actions]
    if unknown:
        raise WrongUse("no_such_action", found=", ".join(unknown))
    candidates = candidates_for(one.dossier, one.card, one.library, date.today())
    with watched(say) as told:
        found = best_starts(candidates, clock=monotonic, seconds=asked.seconds, told=told)
    if found.starts is None:
        raise contradicted(one, asked, say)
    reasons = {left.action: left for left in plan_of(candidates, found).left_out}
    curve = frontier(candidates, clock=monotonic, seconds=asked.seconds) if asked.budgets else None
    rows, texts = [], []
    for action in asked.actions:
        left = reasons.get(action)
        answer = None
        if left is not None and left.reason in SOLVED_AGAIN:
            answer = why_not(candidates, found.starts, action, clock=monotonic, seconds=asked.seconds)
        rows.append(_data(action, left, answer))
        text = _said(one, action, left, answer, say)
        if left is not None and curve is not None:
            point = curve.enters_at(action)
            rows[-1]["enters_at"] = None if point is None else exact(point.money)
            text += "\n  " + enters_said(curve, action, one.dossier.setup.currency, say)
        texts.append(text)
    return Told({"actions": rows}, "\n\n".join(texts), one.notices)


def _said(one: Opened, action: str, left: LeftOut | None, answer: WhyNot | None, say: Phrases) -> str:
    head = f"{action} {one.library.actions[action].name(say.language)}"
    if left is None:
        return f"{head}\n  {say('cli.explain-out.is_in')}"
    because = f" ({', '.join(left.because)})" if left.because and left.reason is not Reason.MONEY else ""
    lines = [head, f"  {say(f'plan.reason_short.{left.reason.value}')}{because}"]
    if answer is not None:
        lines.append("  " + why_not_said(answer, one.dossier.setup.currency, say))
    return "\n".join(lines)


def _data(action: str, left: LeftOut | None, answer: WhyNot | None) -> Json:
    if left is None:
        return {"action": action, "in_plan": True}
    told: dict[str, Json] = {"action": action, "in_plan": False, "reason": left.reason.value}
    told["because"] = list(left.because)
    if answer is not None:
        told |= {
            "lost": exact(answer.lost),
            "levels_lost": answer.levels_lost,
            "equally_good": answer.equally_good,
            "dearer": exact(answer.dearer),
            "more": exact(answer.more),
            "more_by_year": {str(year): exact(amount) for year, amount in answer.more_by_year.items()},
            "hindered_by": list(answer.hindered_by),
            "needs_time": answer.needs_time,
            "proven": answer.proven,
        }
    return told


EXPLAIN_OUT = Command("explain-out", _arguments, _run)
