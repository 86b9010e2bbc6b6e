"""Changes as lines of a table, and the history of one question beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from questionnaire.entries import Subject
from questionnaire.stages import Role
from reports.history import FeedWish, RecordedChange, changes_of, wanted
from reports.history_words import HistoryTeller
from views.desk import Desk
from views.widgets.pad import plain
from words.numbers import clock, day

FEW = 12
"""How many changes are shown beside a question; the page of the history has them all."""


def change_rows(desk: Desk, teller: HistoryTeller, changes: Iterable[RecordedChange]) -> list[Mapping[str, str]]:
    """Rows for a table on screen, narrow enough for a phone: when and by whom; what, from what to what."""
    say = desk.say
    return [
        {
            say("history.column.when"): f"{_when(desk, one)}  \n{plain(teller.who(one.by))}",
            say("history.column.what"): f"**{plain(teller.what(one))}**  \n{_change(teller, one)}",
        }
        for one in changes
    ]


def _when(desk: Desk, change: RecordedChange) -> str:
    return f"{day(change.on, desk.language)}, {clock(change.at, desk.language)}"


def _change(teller: HistoryTeller, change: RecordedChange) -> str:
    """From what to what; what was new says only what it is."""
    before, after = (_one_line(text) for text in (teller.before(change), teller.after(change)))
    return f"{before} → {after}" if before else after


def _one_line(text: str) -> str:
    return plain(" ".join(text.split("\n")))


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
        changes = of_question(desk, question)
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


def of_question(desk: Desk, question: str) -> tuple[RecordedChange, ...]:
    """The changes of one question that this person may read, the latest first."""
    entries = desk.repository.entries(desk.dossier.id)
    subjects = (Subject.ANSWER, Subject.AGREEMENT, Subject.HANDS, Subject.BALLOT, Subject.HOMEWORK)
    changes = changes_of(one for one in entries if one.address.subject in subjects)
    return wanted(changes, FeedWish(about=question), desk.whole)
