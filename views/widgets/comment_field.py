"""A comment on an answer, always in sight: a box behind a button would close before the last words are sent.

Under a comment stands whether donors may read it; whoever may not decide that is not asked.
"""

from __future__ import annotations

from typing import Any

from questionnaire.entries import Address, comment_of, comment_shared_of
from views.desk import Desk
from views.widgets.kept import Field, States, field_key
from views.widgets.pad import plain

LONGEST = 4000
HEIGHT = 84
"""Three lines; the box can be drawn larger."""


def comment_field(desk: Desk, question: str, place: Any, *, address: Address | None = None) -> Field:
    """The field that keeps the comment on a question, drawn in `place`: the person's own, or the one at `address`."""
    address = address or comment_of(desk.participant, question)
    key = field_key(desk, address)

    def draw(value: Any, states: States) -> States:
        written = place.text_area(
            desk.say("answer.comment"),
            states[key],
            key=key,
            max_chars=max(LONGEST, len(states[key] or "")),  # what came with a file stays whole
            height=HEIGHT,
            placeholder=desk.say("answer.comment_placeholder"),
            disabled=desk.closed,
        )
        return {key: written}

    return Field(
        address=address,
        states=lambda value: {key: value},
        draw=draw,
        pick=lambda base, drawn: drawn[key] or "",
        tell=lambda value: plain(value) if value else desk.say("answer.state.blank"),
        blank="",
    )


def has_comment(desk: Desk, question: str) -> bool:
    """Whether the person has written a comment on the question, and may say who reads it."""
    answer = desk.dossier.answers.get((desk.participant, question))
    return bool(answer and answer.comment) and desk.may_write(comment_shared_of(desk.participant, question))


def comment_shared_field(desk: Desk, question: str, place: Any) -> Field:
    """The field that keeps whether donors may read the person's comment on a question, drawn in `place`."""
    address = comment_shared_of(desk.participant, question)
    key = field_key(desk, address)

    def draw(value: Any, states: States) -> States:
        return {key: place.checkbox(desk.say("answer.comment_shared"), states[key], key=key, disabled=desk.closed)}

    return Field(
        address=address,
        states=lambda value: {key: bool(value)},
        draw=draw,
        pick=lambda base, drawn: bool(drawn[key]),
        tell=lambda value: desk.say(f"reports.yes_no.{'yes' if value else 'no'}"),
        blank=False,
    )
