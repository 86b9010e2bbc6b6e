"""What the console of the room looks at: a group, a question, the ballot on it, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from access.guarded_repository import GuardedRepository
from questionnaire.answers import RecordedAgreement
from questionnaire.assessment import Participant
from questionnaire.ballot_moves import expected_voters, open_ballot_on, questions_of
from questionnaire.ballots import WHOLE_ROOM, Ballot, BallotState
from questionnaire.entries import agreement_of, ballot_of
from questionnaire.framework import Question
from questionnaire.talk import Talk, talk_list, talk_on
from views.desk import Desk
from views.room_acts import stamp_at

GROUP, FOCUS = "room group", "room focus"


@dataclass(frozen=True)
class RoomState:
    """The group that this console leads and the question that it looks at. `ballot` is the group's latest, if any."""

    desk: Desk
    group: str
    question: Question
    ballot: Ballot | None
    scope: Sequence[Question]
    talks: Sequence[Talk]

    @cached_property
    def ballot_stamp(self) -> int:
        """The stamp of the group's ballot."""
        return stamp_at(self.desk, ballot_of(self.group))

    @cached_property
    def outcome_stamp(self) -> int:
        """The stamp of the outcome recorded for the question."""
        return stamp_at(self.desk, agreement_of("self", self.question.id))

    @property
    def shown(self) -> str:
        """What an act of this console rests on, as its hidden note says it."""
        return f"{self.group} {self.question.id} {self.ballot_stamp} {self.outcome_stamp}"

    @property
    def open_here(self) -> Ballot | None:
        """The group's open ballot, on whatever question."""
        return self.ballot if self.ballot and self.ballot.state is BallotState.OPEN else None

    @property
    def ballot_on_question(self) -> Ballot | None:
        """The open ballot on the question that is looked at, in this group or in another one."""
        return open_ballot_on(self.desk.dossier.ballots, self.question.id)

    @cached_property
    def talk(self) -> Talk:
        """How the revealed replies to the question are spread. Never looked at while its ballot is open."""
        return talk_on(self.desk.dossier, self.question.id)

    @property
    def recorded(self) -> RecordedAgreement | None:
        """The outcome recorded for the question."""
        return self.desk.dossier.agreed.get(self.question.id)

    @property
    def key(self) -> str:
        """The beginning of the keys of all widgets that are about this question, in this round."""
        round = self.ballot.round if self.ballot and self.ballot.question == self.question.id else 0
        return f"room {self.group} {self.question.id} {round} {self.desk.language}"

    def voters(self, replied: Mapping[str, object]) -> list[Participant]:
        """Whose replies are counted."""
        return expected_voters(self.desk.dossier.participants, self.group, replied.keys())

    @property
    def following(self) -> Question | None:
        """The question to turn to next: what most needs talk, then what was not asked yet; None where all is agreed."""
        settled = {*self.desk.dossier.agreed, self.question.id}
        disputed = (one.question for one in self.talks)
        order = [*disputed, *(one.id for one in self.scope)]
        return next((self.desk.framework.question(id) for id in order if id not in settled), None)


def state_of(desk: Desk) -> RoomState | None:
    """What this console looks at now; None where nothing is asked at all."""
    group = group_of(desk)
    scope = questions_of(desk.framework, desk.dossier.groups.get(group), desk.routing.asked_ids)
    if not scope:
        return None
    ballot = desk.dossier.ballots.get(group)
    sections = desk.dossier.groups[group].sections if group in desk.dossier.groups else frozenset()
    still_open = {one.question for one in desk.dossier.ballots.values() if one.state is BallotState.OPEN}
    talks = [one for one in talk_list(desk.dossier, desk.routing, sections) if one.question not in still_open]
    ids = {one.id for one in scope}
    named = desk.memo.get(f"{FOCUS} {group}")
    if named not in ids:
        named = _usual(desk, ballot, talks, scope)
    if named not in ids and not desk.framework.has_question(named):
        named = scope[0].id
    return RoomState(desk, group, desk.framework.question(named), ballot, scope, talks)


def _usual(desk: Desk, ballot: Ballot | None, talks: Sequence[Talk], scope: Sequence[Question]) -> str:
    """The question that a console looks at when nobody picked one: the one asked last, or what needs talk first."""
    if ballot is not None and ballot.state is not BallotState.WITHDRAWN:
        return ballot.question
    if talks:
        return talks[0].question
    return next((one.id for one in scope if one.id not in desk.dossier.agreed), scope[0].id)


def group_of(desk: Desk) -> str:
    """The group that this tab leads: picked here, or named in the address."""
    picked = desk.memo.get(GROUP) or st.query_params.get("g") or WHOLE_ROOM
    return str(picked) if picked in desk.dossier.groups else WHOLE_ROOM


def look_at(desk: Desk, group: str, question: str | None) -> None:
    """Turn the console to a question; None: to the one that is asked."""
    desk.memo[f"{FOCUS} {group}"] = question


def group_named(desk: Desk, group: str) -> str:
    """A group in words."""
    if group == WHOLE_ROOM or group not in desk.dossier.groups:
        return desk.say("room.whole")
    return desk.dossier.groups[group].name or desk.say("room.group_n", id=group)


def seated(desk: Desk) -> frozenset[str]:
    """The participants with a seat of their own, for whom nobody else replies."""
    if isinstance(desk.repository, GuardedRepository):
        return desk.repository.seated(desk.dossier.id)
    return frozenset()
