"""What was agreed on a question, in words: the outcome, why, and the views that were recorded beside it."""

from __future__ import annotations

from questionnaire.answers import Disputed, LevelReached, RecordedAgreement
from questionnaire.framework import Question
from views.ballot_words import function_named
from views.desk import Desk
from views.widgets.pad import Sheet, plain
from views.widgets.reply_field import reply_told


def outcome_told(desk: Desk, question: Question, agreed: RecordedAgreement) -> str:
    """The outcome with its reasons, each on a line, ready to be drawn."""
    outcome = reply_told(Sheet(desk, question, "", None, None), agreed.reply)
    key = "room.disputed_is" if isinstance(agreed.reply, Disputed) else "room.agreed_is"
    lines = [f"**{desk.say(key, outcome=outcome)}**"]
    why = [] if isinstance(agreed.reply, LevelReached) else [agreed.reply.reason]
    lines += [plain(one) for one in dict.fromkeys((*why, agreed.rationale)) if one]
    for one in agreed.dissents:
        lines.append(desk.say("room.dissent_is", function=function_named(desk, one.function), text=plain(one.text)))
    return "  \n".join(lines)
