"""What is recorded, as the cells of a form say it: a reply, its ticks, the evidence that hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from questionnaire.answers import (
    Answer,
    Disputed,
    EvidenceLink,
    Given,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    Reply,
    TicksGiven,
)
from questionnaire.framework import Checklist, Choice, Framework, Ladder, Question
from questionnaire.levels import fits, option_of
from reports.forms.labels import Labels, exactly

FormCell = str | date | None
"""What stands in a cell of a form. None is a blank: it says nothing."""
STATE_CODES: Mapping[type, str] = {NotApplicable: "not_applicable", NotKnown: "not_known", Disputed: "disputed"}


def reply_cells(labels: Labels, question: Question, answer: Answer) -> Mapping[str, FormCell]:
    """The cells of the sheet of answers, by column, that an answer fills; columns left out are blank.

    A reply that no longer fits its question is left blank: whoever fills in is to answer anew.
    """
    cells: dict[str, FormCell] = {
        "confidence": labels.say(f"answer.confidence.{answer.confidence}") if answer.confidence else None,
        "comment": answer.comment or None,
        "evidence": links_said(labels.framework, answer.evidence) or None,
    }
    reply = answer.reply
    if reply is None or not fits(question, reply):
        return cells
    if isinstance(reply, LevelReached):
        return cells | given_cells(labels, question, reply.given)
    cells |= {"reply": labels.say(f"answer.state.{STATE_CODES[type(reply)]}"), "reason": reply.reason or None}
    if isinstance(reply, Disputed):
        cells["disputed_from"] = labels.level(question, reply.lowest)
        cells["disputed_to"] = labels.level(question, reply.highest)
    return cells


def given_cells(labels: Labels, question: Question, given: Given) -> dict[str, FormCell]:
    """What was given, where it stands on the sheet of answers; ticks stand on the other."""
    match given, question.kind:
        case LadderGiven(level=None), _:
            return {"reply": labels.say("forms.by_criteria")}
        case LadderGiven(level=int(level)), _:
            return {"reply": labels.level(question, Fraction(level))}
        case OptionGiven(option=option), Choice() as choice:
            return {"reply": labels.option(option_of(choice, option))}
        case QuantityGiven(value=value, on=on), _:
            return {"reply": exactly(value, labels.languages[0]), "measured_on": on}
        case _:
            return {}


def tick_cells(question: Question, reply: Reply | None) -> Mapping[str, tuple[tuple[str, ...], str]]:
    """The codes of the ticks at each criterion that something is said of, with the reason where it cannot apply.

    It is one tick mostly, and several where the reply says several things at once. An answered checklist says something
    of each of its things.
    """
    if not isinstance(reply, LevelReached) or not fits(question, reply):
        return {}
    match reply.given, question.kind:
        case LadderGiven(met=met, not_met=not_met, not_applicable=excused), Ladder():
            pass
        case TicksGiven(met=met, not_applicable=excused), Checklist():
            not_met = frozenset(one.id for one in question.criteria) - met - {one.criterion for one in excused}
        case _:
            return {}
    reasons = {one.criterion: one.reason for one in excused}
    sorts = {"met": met, "not_met": not_met, "not_applicable": reasons}
    every = dict.fromkeys((*met, *not_met, *reasons))
    return {id: (tuple(code for code, ids in sorts.items() if id in ids), reasons.get(id, "")) for id in every}


def links_said(framework: Framework, links: Iterable[EvidenceLink]) -> str:
    """Evidence as a cell names it: "E1; E3 [L04.2a, L04.2b]"."""
    order = {id: place for place, id in enumerate(framework.criterion_text)}
    said = []
    for link in links:
        criteria = sorted(link.criteria, key=lambda id: (order.get(id, len(order)), id))
        said.append(f"{link.evidence} [{', '.join(criteria)}]" if criteria else link.evidence)
    return "; ".join(said)
