"""How many have replied, and how much time is left: all that anybody learns of an open ballot."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from questionnaire.assessment import Participant
from questionnaire.ballot_moves import expected_voters, missing_by_function, seconds_left
from questionnaire.ballots import Ballot
from storage.repository import UnknownDossier
from views.ballot_words import function_named, time_left
from views.desk import Desk


def count_of(desk: Desk, ballot: Ballot, people: Sequence[Participant], *, wall: bool = False) -> Callable[[], None]:
    """What draws the count, anew at every beat: one read, which tells who has replied and never what.

    `wall`: for everybody, without saying of which functions people are still missing.
    """
    repository, id = desk.repository, desk.dossier_id or ""

    def draw() -> None:
        try:
            replied = repository.votes(id, ballot.question, ballot.round)
        except UnknownDossier:
            return
        voters = expected_voters(people, ballot.group, replied.keys())
        done = sum(one.id in replied for one in voters)
        told = desk.say("ballot.replied_short" if wall else "ballot.replied", n=done, of=len(voters))
        left = seconds_left(ballot, desk.now())
        st.progress(done / len(voters) if voters else 0.0, told)
        if left is not None:
            st.markdown(f":material/timer: **{time_left(desk, left)}**")
        missing = missing_by_function(voters, replied.keys())
        if missing and not wall:
            counted = (
                desk.say("ballot.missing_n", function=function_named(desk, one), n=n) for one, n in missing.items()
            )
            st.markdown(desk.say("ballot.missing", functions=", ".join(counted)))

    return draw
