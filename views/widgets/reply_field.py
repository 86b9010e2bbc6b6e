"""The field of a reply: the pad of the question's kind and, beside it, what is replied where no level can be given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from questionnaire.answers import (
    Reply,
)
from questionnaire.entries import Address, reply_of
from questionnaire.framework import Checklist, Choice, Ladder, Number
from questionnaire.levels import fits
from reports.reply_words import state_said
from views.widgets.cannot_answer import CANNOT
from views.widgets.checklist_pad import CHECKLIST
from views.widgets.choice_pad import CHOICE
from views.widgets.kept import Field, States
from views.widgets.ladder_pad import LADDER
from views.widgets.number_pad import NUMBER
from views.widgets.pad import Pad, Sheet, plain

PADS: Mapping[type, Pad] = {Ladder: LADDER, Checklist: CHECKLIST, Number: NUMBER, Choice: CHOICE}


def tell_reply(sheet: Sheet, reply: Reply | None) -> None:
    """What the reply that is kept now means, in the places that its pad left for it."""
    PADS[type(sheet.question.kind)].tell(sheet, reply if reply is None or fits(sheet.question, reply) else None)


def reply_field(sheet: Sheet, place_cannot: Any, *, address: Address | None = None, cannot: Pad = CANNOT) -> Field:
    """The field that keeps a reply to a question: the person's own, or the one at `address`.

    `cannot` is the pad of what is replied where no level can be given, drawn in `place_cannot`.
    """
    pad = PADS[type(sheet.question.kind)]

    def shown(reply: Reply | None) -> Reply | None:
        return reply if reply is None or fits(sheet.question, reply) else None

    def states(reply: Reply | None) -> States:
        return {**pad.states(sheet, shown(reply)), **cannot.states(sheet, shown(reply))}

    def draw(reply: Reply | None, states: States) -> States:
        drawn = pad.draw(sheet, shown(reply), states)
        with place_cannot:
            return {**drawn, **cannot.draw(sheet, shown(reply), states)}

    def pick(reply: Reply | None, drawn: States) -> Reply | None:
        reply = shown(reply)
        level_moved = _moved(pad.states(sheet, reply), drawn)
        return pad.pick(sheet, reply, drawn) if level_moved else cannot.pick(sheet, reply, drawn)

    return Field(
        address=address or reply_of(sheet.desk.participant, sheet.question.id),
        states=states,
        draw=draw,
        pick=pick,
        tell=lambda reply: reply_told(sheet, reply),
    )


def _moved(expected: States, drawn: States) -> bool:
    return any(drawn[key] != state for key, state in expected.items() if key in drawn)


def reply_told(sheet: Sheet, reply: Reply | None) -> str:
    """A reply in a few words, as a list of questions shows it."""
    return plain(state_said(sheet.desk.say, sheet.desk.framework, sheet.question, reply))
