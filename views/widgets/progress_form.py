"""A report on one action, sent whole: how far it is, by whom judged, on which day, what it waits for, what it took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import streamlit as st

from planning.board_lines import BoardLine
from planning.progress_checks import report_faults
from questionnaire.entries import Address, Entry, progress_of
from questionnaire.following import ProgressReport, ProgressWord, Rater
from storage.repository import StaleEntry, StorageFault
from views.desk import Desk
from views.plan_words import action_said
from views.tracking_words import report_told, word_told
from views.widgets.evidence_field import told_evidence
from views.widgets.kept import field_key
from views.widgets.pad import plain
from words.numbers import day

LONGEST_NOTE = 5_000
TOLD = "tracking told"


@dataclass(frozen=True)
class _Told:
    """What came of the last press of the button: how it is shown, and its sentences."""

    show: str
    sentences: tuple[str, ...]


def progress_form(desk: Desk, line: BoardLine) -> bool:
    """Draw the form of an action. True: a button was pressed, and the page must be drawn again."""
    say = desk.say
    rater = st.segmented_control(
        say("tracking.rater"),
        list(Rater),
        default=Rater.SELF,
        format_func=lambda one: say(f"tracking.rater_name.{one.value}"),
        key=f"rater {line.action} {desk.language}",
        required=True,
    )
    rater = rater or Rater.SELF
    st.markdown(say(f"tracking.rater_about.{rater.value}"))
    _tell(desk)
    address = progress_of(line.action, rater.value)
    name = field_key(desk, address)
    entry = desk.repository.entry(desk.dossier.id, address)
    with st.form(f"{name} form", enter_to_submit=False):
        seen = _seen_stamp(desk, name, entry)
        drawn = _draw(desk, name, rater, entry.value if entry else None)
        sent = st.form_submit_button(say("tracking.record"), type="primary", icon=":material/task_alt:", key="record")
    if sent:
        desk.memo[TOLD] = _recorded(desk, line, address, drawn, seen)
    return bool(sent)


def forget_told(desk: Desk) -> None:
    """The page has come to rest: what was said of the last press is not said again."""
    desk.memo.pop(TOLD, None)


def _tell(desk: Desk) -> None:
    told: _Told | None = desk.memo.get(TOLD)
    if told is not None:
        show = st.success if told.show == "success" else st.warning
        show(
            "\n".join(f"- {plain(one)}" for one in told.sentences)
            if len(told.sentences) > 1
            else plain(*told.sentences)
        )


def _seen_stamp(desk: Desk, name: str, entry: Entry | None) -> int:
    """The stamp of the entry that this tab has seen, kept in a hidden note of the form, so that it outlives a restart.

    Only an own writing, or being told of another person's, turns it to a newer one.
    """
    key = f"stamp {name}"
    fresh = desk.memo.get(f"fresh {name}")
    if fresh is not None:
        desk.memo[key] = str(fresh)
        desk.memo.pop(f"fresh {name}")
    note = st.text_input("stamp", str(entry.stamp if entry else 0), key=key, label_visibility="collapsed") or ""
    return int(note) if note.isdigit() else 0


def _draw(desk: Desk, name: str, rater: Rater, held: ProgressReport | None) -> Mapping[str, Any]:
    say = desk.say
    word = st.radio(
        say("tracking.word"),
        list(ProgressWord),
        index=list(ProgressWord).index(held.word) if held else None,
        format_func=lambda one: f"**{word_told(desk, one)}** · {say(f'tracking.word_about.{one.value}')}",
        key=f"{name} word",
    )
    left, right = st.columns(2)
    with left:
        when = _date(desk, "day", f"{name} day", desk.now().date())
        waits = st.text_input(
            say("tracking.waits_for"),
            held.waits_for if held else "",
            LONGEST_NOTE,
            key=f"{name} waits",
            placeholder=say("tracking.waits_for_placeholder"),
        )
        note = _note(desk, name, rater, held)
    with right:
        spent = st.number_input(
            say("tracking.spent", currency=desk.dossier.setup.currency),
            value=float(held.spent) if held and held.spent is not None else None,
            step=100.0,
            format="%.10g",
            key=f"{name} spent",
            placeholder=say("tracking.spent_placeholder"),
            help=say("tracking.spent_help"),
        )
        review = held.next_review if held and held.next_review and held.next_review > desk.now().date() else None
        review = _date(desk, "next_review", f"{name} review", review)
        shown = _evidence(desk, name, held)
    return {
        "word": word,
        "on": when,
        "waits_for": waits.strip(),
        "note": note.strip(),
        "spent": _exact(spent, held),
        "next_review": review,
        "evidence": tuple(shown),
    }


def _date(desk: Desk, what: str, key: str, value: date | None) -> date | None:
    help = desk.say(f"tracking.{what}_help")
    picked: date | None = st.date_input(
        desk.say(f"tracking.{what}"), value, date.min, date.max, key=key, format="DD/MM/YYYY", help=help
    )
    return picked


def _note(desk: Desk, name: str, rater: Rater, held: ProgressReport | None) -> str:
    key = "note_external" if rater is Rater.EXTERNAL else "note"
    placeholder = desk.say(f"tracking.{key}_placeholder")
    text = held.note if held else ""
    return st.text_area(
        desk.say(f"tracking.{key}"), text, 110, LONGEST_NOTE, key=f"{name} note", placeholder=placeholder
    )


def _evidence(desk: Desk, name: str, held: ProgressReport | None) -> Sequence[str]:
    """The evidence that shows the progress, chosen from the register."""
    register = list(desk.dossier.evidence)
    picked: list[str] = st.multiselect(
        desk.say("tracking.evidence"),
        register,
        default=[one for one in held.evidence if one in register] if held else [],
        format_func=lambda id: told_evidence(desk, id),
        key=f"{name} evidence",
        placeholder=desk.say("tracking.evidence_placeholder" if register else "tracking.evidence_none"),
        select_all=False,
    )
    return picked


def _exact(spent: float | None, held: ProgressReport | None) -> Fraction | None:
    """The amount, exact; one that the box can show only roughly stays as it is until it is changed."""
    if spent is None:
        return None
    if held is not None and held.spent is not None and float(held.spent) == spent:
        return held.spent
    return Fraction(repr(spent))


def _recorded(desk: Desk, line: BoardLine, address: Address, drawn: Mapping[str, Any], seen: int) -> _Told:
    """Check the form and record it on top of what the tab has seen; what came of it."""
    say, today = desk.say, desk.now().date()
    missing = [key for key, value in (("no_word", drawn["word"]), ("no_day", drawn["on"])) if value is None]
    if missing:
        return _Told("warning", tuple(say(f"tracking.fault.{key}") for key in missing))
    report = ProgressReport(line.action, Rater(address.parts[1]), **drawn)
    if faults := report_faults(report, today):
        return _Told("warning", tuple(say(f"tracking.fault.{fault.value}") for fault in faults))
    return _written(desk, line, address, report, seen)


def _written(desk: Desk, line: BoardLine, address: Address, report: ProgressReport, seen: int) -> _Told:
    say, name = desk.say, field_key(desk, address)
    held = desk.repository.entry(desk.dossier.id, address)
    if held is not None and held.stamp == seen and held.value == report:
        return _Told("success", (say("tracking.same"),))
    try:
        entry = desk.save(address, report, expect=seen)
    except StaleEntry as stale:
        desk.memo[f"fresh {name}"] = stale.held.stamp
        theirs = report_told(desk, stale.held.value) if stale.held.value else say("tracking.history_taken_back")
        return _Told("warning", (say("tracking.stale", theirs=theirs),))
    except StorageFault:
        return _Told("warning", (say("tracking.not_saved"),))
    desk.memo[f"fresh {name}"] = entry.stamp
    facts = {"action": action_said(desk, line.action), "word": word_told(desk, report.word)}
    told = [say("tracking.recorded", **facts)]
    if line.step is not None and report.on < line.step.starts_on:
        told.append(say("tracking.before_start", day=day(line.step.starts_on, desk.language)))
    return _Told("success", tuple(told))
