"""What was reported on one action so far, the two raters side by side; and what to assess again when it is finished."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from planning.board_lines import BoardLine
from questionnaire.entries import Entry, progress_of
from questionnaire.following import ProgressReport, Rater
from views.capability_words import criteria_list
from views.desk import Desk
from views.opening import open_question
from views.tracking_words import word_told
from views.widgets.evidence_field import told_evidence
from views.widgets.figure import show_rows
from views.widgets.pad import plain
from words.numbers import day, money


def progress_history(desk: Desk, line: BoardLine) -> None:
    """Every report on the action, the newest first; what was recorded is never changed."""
    st.markdown(f"**{desk.say('tracking.history')}**")
    for place, rater in zip(st.columns(2, gap="large"), Rater, strict=True):
        with place:
            entries = desk.repository.history(desk.dossier.id, progress_of(line.action, rater.value))
            _one_rater(desk, rater, entries)


def _one_rater(desk: Desk, rater: Rater, entries: Sequence[Entry]) -> None:
    st.markdown(f"**{desk.say(f'tracking.rater_name.{rater.value}')}**")
    if not entries:
        st.markdown(desk.say("tracking.history_none"))
        return
    heads = [desk.say(f"tracking.history_{head}") for head in ("on", "word", "more")]
    show_rows(desk, heads, [_row(desk, entry) for entry in reversed(entries)])


def _row(desk: Desk, entry: Entry) -> tuple[str, str, str]:
    report: ProgressReport | None = entry.value
    by = desk.say("tracking.history_by", who=_who(desk, entry.by), day=day(entry.at.date(), desk.language))
    if report is None:
        return day(entry.at.date(), desk.language), desk.say("tracking.history_taken_back"), by
    return day(report.on, desk.language), word_told(desk, report.word), "  \n".join((*_details(desk, report), by))


def _details(desk: Desk, report: ProgressReport) -> list[str]:
    """What else a report says, a line each."""
    say, told = desk.say, []
    if report.note:
        told.append(report.note)
    if report.waits_for:
        told.append(say("tracking.history_waits", what=report.waits_for))
    if report.evidence:
        register = desk.dossier.evidence
        titles = (told_evidence(desk, id) if id in register else id for id in report.evidence)
        told.append(say("tracking.history_evidence", what=", ".join(titles)))
    if report.spent is not None:
        amount = money(report.spent, desk.dossier.setup.currency, desk.language)
        told.append(say("tracking.history_spent", amount=amount))
    if report.next_review is not None:
        told.append(say("tracking.history_review", day=day(report.next_review, desk.language)))
    return told


def _who(desk: Desk, participant: str) -> str:
    """Whoever recorded it: by name, else by office, else by id."""
    found = next((one for one in desk.dossier.participants if one.id == participant), None)
    return (found.name or found.office or found.id) if found else participant


def reassess_list(desk: Desk, line: BoardLine) -> None:
    """The criteria that a finished action meets and the assessment does not show yet, with a way to each question."""
    if not line.to_reassess:
        return
    with st.container(border=True, key="reassess"):
        st.markdown(f"**{desk.say('tracking.reassess_title', n=len(line.to_reassess))}**")
        st.markdown(desk.say("tracking.reassess_about"))
        st.markdown(criteria_list(desk, line.to_reassess))
        homes = desk.framework.home_of_criterion
        with st.container(horizontal=True, gap="small"):
            for question in dict.fromkeys(homes[one].id for one in line.to_reassess):
                label = plain(desk.say("tracking.open_question", id=question))
                if st.button(label, type="tertiary", icon=":material/edit:", key=f"reassess {question}"):
                    open_question(desk, desk.dossier.id, question)
