"""The history: who changed what and when, from what to what; picked by subject, place, day and person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from access.permissions import Right
from questionnaire.stages import Function, Role
from reports.history import FeedPart, FeedWish, RecordedChange, changes_of, days_of, wanted
from reports.history_tables import history_table
from reports.history_words import HistoryTeller
from reports.plain import table_csv, table_json
from views.desk import Desk
from views.naming import file_name
from views.widgets.change_lines import change_rows
from views.widgets.status_bar import status_bar
from words.numbers import day

ON_A_PAGE = 50
"""How many changes are drawn at once."""


def show(desk: Desk) -> None:
    """Draw the choices, the changes that meet them page by page, and the ways to take them along."""
    st.title(desk.say("pages.history"), anchor=False)
    if desk.role is Role.DONOR_READER:
        st.info(desk.say("history.closed"), icon=":material/lock:")
        return
    st.markdown(desk.say("history.how"))
    changes = all_changes(desk)
    if not changes:
        st.info(desk.say("history.none"), icon=":material/history:")
    else:
        wish = _wish(desk, changes)
        found = wanted(changes, wish, desk.whole)
        teller = HistoryTeller(desk.say, desk.dossier, desk.library)
        st.markdown(f"**{desk.say('history.count', n=len(found))}**")
        _page(desk, teller, found, wish)
        if found and desk.may(Right.EXPORT):
            _save(desk, teller, found, wish)
    status_bar(desk, next_label=desk.say("history.next"), next_page="minutes")


def all_changes(desk: Desk) -> tuple[RecordedChange, ...]:
    """Every change that this person may read, the latest first; read once per revision, the last one kept."""
    key = (desk.dossier_id, *desk.dossier.edition, desk.role, desk.dossier.stage)
    held = desk.memo.get("changes")
    if not held or held[0] != key:
        held = desk.memo["changes"] = (key, changes_of(desk.repository.entries(desk.dossier.id)))
    changes: tuple[RecordedChange, ...] = held[1]
    return changes


def _wish(desk: Desk, changes: Sequence[RecordedChange]) -> FeedWish:
    """The four choices. A page that names a question opens with it."""
    say, start = desk.say, f"history {desk.dossier_id} {desk.language}"
    first, second, third, fourth = st.columns(4)
    part = first.selectbox(
        say("history.pick_part"),
        [None, *FeedPart],
        format_func=lambda one: say(f"history.part.{one.value}") if one else say("history.part.any"),
        key=f"{start} part",
    )
    places = ["", *_places(desk)]
    named = st.query_params.get("about", "")
    about = second.selectbox(
        say("history.pick_about"),
        places,
        index=places.index(named) if named in places else 0,
        format_func=lambda id: _place_said(desk, id),
        key=f"{start} about",
    )
    on: date | None = third.selectbox(
        say("history.pick_day"),
        [None, *days_of(changes)],
        format_func=lambda one: day(one, desk.language) if one else say("history.any_day"),
        key=f"{start} day",
    )
    who = fourth.selectbox(
        say("history.pick_who"),
        ["", *_speakers(desk, changes)],
        format_func=lambda one: _speaker_said(desk, one),
        key=f"{start} who",
    )
    return FeedWish(part, about or "", on, _people(desk, who) if who else None)


def _places(desk: Desk) -> list[str]:
    """Every section, capability and question, in the order of the framework; no id twice."""
    found: dict[str, None] = {}
    for section in desk.whole.sections:
        found[section.id] = None
        for capability in section.capabilities:
            found[capability.id] = None
            found.update(dict.fromkeys(question.id for question in capability.questions))
    return list(found)


def _place_said(desk: Desk, id: str) -> str:
    if not id:
        return desk.say("history.any_about")
    framework = desk.whole
    if framework.has_question(id):
        return f"{id} {framework.home_of_question[id].short(desk.language)}"
    known = "capability " + id in framework.node_names
    short = framework.capability(id).short if known else framework.section(id).short
    return f"{id} {short(desk.language)}"


def _speakers(desk: Desk, changes: Sequence[RecordedChange]) -> list[str]:
    """The functions of who wrote something, and the people themselves: "function legal", "P3"."""
    wrote = {one.by for one in changes}
    functions = {one.function for one in desk.dossier.participants if one.id in wrote}
    named = [f"function {one.value}" for one in Function if one in functions]
    return [*named, *sorted(wrote, key=lambda id: (len(id), id))]


def _speaker_said(desk: Desk, speaker: str) -> str:
    if not speaker:
        return desk.say("history.any_who")
    function = speaker.removeprefix("function ")
    if function != speaker:
        return desk.say(f"function.{function}")
    return HistoryTeller(desk.say, desk.dossier, desk.library).who(speaker)


def _people(desk: Desk, speaker: str) -> frozenset[str]:
    function = speaker.removeprefix("function ")
    if function == speaker:
        return frozenset({speaker})
    return frozenset(one.id for one in desk.dossier.participants if one.function and one.function.value == function)


def _page(desk: Desk, teller: HistoryTeller, found: Sequence[RecordedChange], wish: FeedWish) -> None:
    """The changes of one page. The choice of the page begins anew with another choice of changes."""
    if not found:
        st.markdown(desk.say("history.none_met"))
        return
    pages = -(-len(found) // ON_A_PAGE)
    number = 1
    if pages > 1:
        number = st.selectbox(
            desk.say("history.page"),
            range(1, pages + 1),
            format_func=lambda n: desk.say("history.page_of", n=n, of=pages),
            key=f"history page {desk.dossier_id} {desk.language} {wish}",
        )
    shown = found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    st.table(change_rows(desk, teller, shown), hide_index=True, border="horizontal", alt=desk.say("pages.history"))


def _save(desk: Desk, teller: HistoryTeller, found: Sequence[RecordedChange], wish: FeedWish) -> None:
    """The same changes as files. They are put into words only when somebody asks for a file."""
    writers = {"csv": (table_csv, "text/csv"), "json": (table_json, "application/json")}
    with st.container(horizontal=True):
        for kind, (write, mime) in writers.items():
            name = file_name(desk.say, desk.dossier.setup, desk.now().astimezone().date(), ".".join(("history", kind)))
            st.download_button(
                desk.say(f"history.save_{kind}"),
                lambda write=write: write(history_table(found, teller)),  # type: ignore[misc]
                name,
                mime,
                icon=":material/download:",
                key=f"save history {kind} {wish}",
                on_click="ignore",
            )
