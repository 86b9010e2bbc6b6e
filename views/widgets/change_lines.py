"""Changes as lines of a table, and the history of one question beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from questionnaire.entries import Subject, agreement_of
from questionnaire.stages import Role
from reports.history import FeedWish, RecordedChange, changes_of, wanted
from reports.history_words import HistoryTeller
from views.desk import Desk
from views.widgets.pad import plain
from words.numbers import clock, day

FEW = 12
"""How many changes are shown beside a question; the page of the history has them all."""


def change_rows(desk: Desk, teller: HistoryTeller, changes: Iterable[RecordedChange]) -> list[Mapping[str, str]]:
    """Rows for a table on screen: when and who, what, what it said before and after."""
    say = desk.say
    return [
        {
            say("history.column.when"): f"{day(one.on, desk.language)}, {clock(one.at, desk.language)}",
            say("history.column.who"): plain(teller.who(one.by)),
            say("history.column.what"): plain(teller.what(one)),
            say("history.column.before"): plain(teller.before(one)) or "\u2013",
            say("history.column.after"): plain(teller.after(one)),
        }
        for one in changes
    ]


def question_history(desk: Desk, question: str) -> None:
    """Draw the history of one question, folded away; nothing is read before it is opened."""
    if desk.role in (None, Role.DONOR_READER):
        return
    fold = st.expander(
        desk.say("history.of_question"),
        icon=":material/history:",
        key=f"history of {question} {desk.language}",
        on_change="rerun",
    )
    if not fold.open:
        return
    with fold:
        changes = _of_question(desk, question)
        if not changes:
            st.markdown(desk.say("history.of_question_none"))
            return
        teller = HistoryTeller(desk.say, desk.dossier, desk.library)
        rows = change_rows(desk, teller, changes[:FEW])
        st.table(rows, hide_index=True, border="horizontal", alt=desk.say("history.of_question"))
        address = {"a": desk.dossier_id or "", "lang": desk.language, "about": question}
        st.page_link(
            desk.pages["history"],
            label=desk.say("history.of_question_more"),
            icon=":material/history:",
            query_params=address,
        )


def _of_question(desk: Desk, question: str) -> tuple[RecordedChange, ...]:
    entries = desk.repository.entries(desk.dossier.id)
    subjects = (Subject.ANSWER, agreement_of("self", question).subject, Subject.HANDS, Subject.BALLOT, Subject.HOMEWORK)
    changes = changes_of(one for one in entries if one.address.subject in subjects)
    return wanted(changes, FeedWish(about=question), desk.whole)
