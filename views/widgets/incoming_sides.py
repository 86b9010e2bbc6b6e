"""The sides of one proposed change, in words: what was before, what is here, what the file says, who wrote it when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os.path import commonprefix

import streamlit as st

from questionnaire.assessment import Participant
from questionnaire.incoming import ChangeStanding, ProposedChange, Side
from reports.incoming_words import ChangeSaid
from views.desk import Desk
from views.room_acts import name_of
from views.stage_words import moment_said
from views.widgets.pad import plain

LONGEST = 600
"""How much of a long text is shown on each side at first, in characters; the whole of it below."""
BEFORE = 200
"""How much of it stands before the place where the sides begin to differ."""
STANDS_OUT = 160
"""How long a value may be to be printed bold, in characters."""


def show_sides(desk: Desk, change: ProposedChange, said: ChangeSaid, people: Sequence[Participant] = ()) -> None:
    """Draw the sides that a person needs to decide: the state before only where both sides left it.

    `people` are participants whom only the file knows.
    """
    names = {one.id: one.name.strip() for one in people if one.name.strip()}
    names = {id: name for id, name in names.items() if all(one.id != id for one in desk.dossier.participants)}
    lines = []
    if change.standing in (ChangeStanding.CONFLICTING, ChangeStanding.UNITED):
        lines.append(("base", said.base, change.base))
    if change.standing is not ChangeStanding.ADDED:
        lines.append(("here", said.here, change.here))
    lines.append(("incoming", said.incoming, change.incoming))
    start = common_start([text for _, text, _ in lines if text])
    told = [
        desk.say(f"bring_back.sides.{side}", value=_told(desk, cut_out(text, start), about, names))
        for side, text, about in lines
    ]
    if change.standing is ChangeStanding.UNITED:
        told.append(desk.say("bring_back.sides.written", value=_text(desk, cut_out(said.written, start))))
        lines.append(("written", said.written, change.incoming))
    st.markdown("  \n".join([*told, *([f":small[{plain(change.place)}]"] if change.place else [])]))
    if any(len(text) > LONGEST for _, text, _ in lines):
        with st.expander(desk.say("bring_back.sides.whole")):
            for side, text, _ in lines:
                st.markdown(desk.say(f"bring_back.sides.{side}", value=_text(desk, text)))


def common_start(texts: Sequence[str]) -> int:
    """How many signs all these texts begin with alike; of one text, none."""
    return len(commonprefix(texts)) if len(texts) > 1 else 0


def cut_out(text: str, start: int) -> str:
    """A long text from a little before `start`, where the sides begin to differ; a short one whole."""
    if len(text) <= LONGEST:
        return text
    first = max(0, min(start - BEFORE, len(text) - LONGEST))
    last = first + LONGEST
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"


def _told(desk: Desk, text: str, side: Side, names: Mapping[str, str]) -> str:
    """A value, with who wrote it and when, where that is known."""
    value = _text(desk, text)
    if not side.by or side.at is None:
        return value
    who = plain(names.get(side.by) or name_of(desk, side.by))
    return desk.say("bring_back.sides.by", value=value, who=who, **moment_said(desk, side.at))


def _text(desk: Desk, text: str) -> str:
    """The value as it was written, line by line; a short one stands out, a long one is text."""
    lines = [plain(line.strip()) for line in text.splitlines() if line.strip()]
    if not lines:
        return desk.say("bring_back.nothing")
    return "  \n".join(lines if len(text) > STANDS_OUT else (f"**{line}**" for line in lines))
