"""A comment on an answer, always in sight: a box behind a button would close before the last words are sent."""

from __future__ import annotations

from typing import Any

from questionnaire.entries import Address, comment_of
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
