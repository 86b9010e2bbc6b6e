"""The wall of the hall: the question with its levels, how many have replied, then what came of it. Nothing to press."""

from __future__ import annotations

from fractions import Fraction

import streamlit as st

from questionnaire.ballot_moves import ballot_for
from questionnaire.ballots import WHOLE_ROOM, Ballot, BallotState
from questionnaire.framework import Checklist, Choice, Ladder, Number, Question
from views.ballot_words import level_named
from views.desk import Desk
from views.look import WALL
from views.room_state import group_named, group_of
from views.widgets.ballot_bars import show_replies
from views.widgets.pad import plain
from views.widgets.room_count import count_of
from views.widgets.room_join import draw_way_in, ways_in
from views.widgets.room_outcome_told import outcome_told
from views.widgets.room_pulse import find_the_way_back, follow, revision_of

WALL_EVERY = 1.0
"""Seconds between two looks: a clock runs here."""


def show(desk: Desk) -> None:
    """Draw what the group of this wall is asked, or what it came to; between two questions the way in."""
    st.html(f"<style>{WALL}</style>")
    group = group_of(desk)
    ballot = ballot_for(desk.dossier.ballots, group)
    draw = None
    if ballot is None or not desk.framework.has_question(ballot.question):
        _between(desk, group)
    else:
        question = desk.framework.question(ballot.question)
        if ballot.state is BallotState.OPEN:
            _asked(desk, question, ballot)
            draw = count_of(desk, ballot, desk.dossier.participants, wall=True)
        else:
            _revealed(desk, question, ballot)
    follow(revision_of(desk), draw=draw, every=WALL_EVERY if draw else 2.0)
    find_the_way_back()


def _between(desk: Desk, group: str) -> None:
    """Nothing was asked yet: how to come in."""
    name = plain(desk.dossier.setup.administration.name)
    st.title(name or desk.say("pages.unnamed"), anchor=False)
    if group != WHOLE_ROOM:
        st.subheader(plain(group_named(desk, group)), anchor=False)
    own = "" if group == WHOLE_ROOM else group
    way = next((one for one in ways_in(desk) if one.code.record.group == own), None)
    if way is not None:
        st.subheader(desk.say("room.join"), anchor=False)
        draw_way_in(desk, way, scale=9)
    else:
        st.markdown(desk.say("room.wall_waits"))


def _asked(desk: Desk, question: Question, ballot: Ballot) -> None:
    _head(desk, question, ballot)
    match question.kind:
        case Ladder(levels=levels):
            for level in levels:
                named = level_named(desk, Fraction(level.value))
                st.markdown(f"**{named}.** {plain(level.summary(desk.language))}")
                if desk.dossier.room.criteria:
                    _lines([one.text(desk.language) for one in level.criteria])
        case Choice(options=options):
            _lines([one.text(desk.language) for one in options])
        case Checklist(items=listed):
            _lines([one.text(desk.language) for one in listed])
        case Number(unit=unit):
            st.markdown(desk.say("answer.value_in", unit=desk.say(f"units.{unit}")))


def _lines(texts: list[str]) -> None:
    st.markdown("\n".join(f"- {plain(one)}" for one in texts))


def _head(desk: Desk, question: Question, ballot: Ballot) -> None:
    later = f" · {desk.say('ballot.round', n=ballot.round)}" if ballot.round > 1 else ""
    st.subheader(f"{question.id} · {plain(question.text(desk.language))}{later}", anchor=False)


def _revealed(desk: Desk, question: Question, ballot: Ballot) -> None:
    """The finding and the bars; once it is recorded, what was agreed stands above them."""
    _head(desk, question, ballot)
    agreed = desk.dossier.agreed.get(question.id)
    settled = agreed is not None and agreed.at is not None and agreed.at >= ballot.opened_at
    if agreed is not None and settled:
        st.success(outcome_told(desk, question, agreed))
    show_replies(desk, question, large=True, brief=settled)
