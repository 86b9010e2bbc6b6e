"""The wall of the hall: the question with its levels, how many have replied, then what came of it. Nothing to press."""

from __future__ import annotations

from collections.abc import Sequence
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
from views.widgets.room_join import draw_way_in, way_for, with_ways_in
from views.widgets.room_outcome_told import outcome_told
from views.widgets.room_pulse import EVERY, find_the_way_back, follow, revision_of

EVERY_WITH_CLOCK = 1.0
"""Seconds between two looks where a clock may run."""
LARGEST, SMALLEST, LINE, HEIGHT = 27, 16, 76, 700
"""Type in pixels, signs on a line in the largest type, and the height of a wall of 1280 by 720 that is used."""


def show(desk: Desk) -> None:
    """Draw what the group of this wall is asked, or what it came to; between two questions the way in."""
    group = group_of(desk)
    ballot = ballot_for(desk.dossier.ballots, group)
    draw = None
    if ballot is None or not desk.framework.has_question(ballot.question):
        _style(LARGEST)
        _between(desk, group)
    else:
        question = desk.framework.question(ballot.question)
        if ballot.state is BallotState.OPEN:
            _asked(desk, question, ballot)
            draw = count_of(desk, ballot, desk.dossier.participants, wall=True)
        else:
            _revealed(desk, question, ballot)
    follow(with_ways_in(desk, revision_of(desk)), draw=draw, every=EVERY_WITH_CLOCK if draw else EVERY)
    if draw:
        _latecomers(desk, group)
    find_the_way_back()


def _style(size: int) -> None:
    st.html(f"<style>{WALL} html {{ font-size: {size}px; }}</style>")


def type_size(texts: Sequence[str], *, besides: int) -> int:
    """The largest type, in pixels, in which these paragraphs stand on the wall with `besides` pixels of other things.

    The browser alone knows how wide letters are; these are the widths of French prose in the application's type.
    """
    for size in range(LARGEST, SMALLEST, -1):
        signs = LINE * LARGEST // size
        lines = sum(-(-len(one) // signs) for one in texts)
        if lines * size * 1.37 + len(texts) * 0.55 * size + besides <= HEIGHT:
            return size
    return SMALLEST


def _between(desk: Desk, group: str) -> None:
    """Nothing was asked yet: how to come in."""
    name = plain(desk.dossier.setup.administration.name)
    st.title(name or desk.say("pages.unnamed"), anchor=False)
    if group != WHOLE_ROOM:
        st.subheader(plain(group_named(desk, group)), anchor=False)
    way = way_for(desk, group)
    if way is not None:
        st.subheader(desk.say("room.join"), anchor=False)
        with st.container(key="wall-way"):
            draw_way_in(desk, way, scale=14)
        st.markdown(desk.say("room.wall_join"))
    else:
        st.markdown(desk.say("room.wall_waits"))


def _latecomers(desk: Desk, group: str) -> None:
    """While a question is open: the code in one line at the foot, for whoever comes late."""
    way = way_for(desk, group)
    if way is not None:
        st.markdown(f":material/login: **{way.code.text}** · {plain(way.address)}/join")


def _asked(desk: Desk, question: Question, ballot: Ballot) -> None:
    lines = _offered(desk, question)
    # Beside them stand the bar, its words, the clock, and the way in.
    _style(type_size([_title(desk, question, ballot), *lines], besides=200))
    st.subheader(_title(desk, question, ballot), anchor=False)
    for one in lines:
        st.markdown(one)


def _title(desk: Desk, question: Question, ballot: Ballot) -> str:
    later = f" · {desk.say('ballot.round', n=ballot.round)}" if ballot.round > 1 else ""
    return f"{question.id} · {plain(question.text(desk.language))}{later}"


def _offered(desk: Desk, question: Question) -> list[str]:
    """What can be replied, a paragraph each; with the criteria where the room wants them."""
    language = desk.language
    match question.kind:
        case Ladder(levels=levels):
            found = []
            for level in levels:
                found.append(f"**{level_named(desk, Fraction(level.value))}.** {plain(level.summary(language))}")
                if desk.dossier.room.criteria:
                    found += [f"\u2013 {plain(one.text(language))}" for one in level.criteria]
            return found
        case Choice(options=options):
            return [f"\u25cb {plain(one.text(language))}" for one in options]
        case Checklist(items=listed):
            return [f"\u25a1 {plain(one.text(language))}" for one in listed]
        case Number(unit=unit):
            return [desk.say("answer.value_in", unit=desk.say(f"units.{unit}"))]


def _revealed(desk: Desk, question: Question, ballot: Ballot) -> None:
    """The finding and the bars; once it is recorded, what was agreed stands above them."""
    agreed = desk.dossier.agreed.get(question.id)
    settled = agreed is not None and agreed.at is not None and agreed.at >= ballot.opened_at
    told = outcome_told(desk, question, agreed) if agreed is not None and settled else ""
    _style(type_size([_title(desk, question, ballot), *told.split("\n")], besides=480))
    st.subheader(_title(desk, question, ballot), anchor=False)
    if told:
        st.success(told)
    show_replies(desk, question, large=True, brief=settled)
