"""Bringing back what was filled in elsewhere: every change is shown, and taken only when somebody says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

import streamlit as st

from access.permissions import Right
from questionnaire.incoming import ChangeStanding, Incoming
from questionnaire.problems import InputFault, Problem
from storage.archive import MEGABYTE
from storage.repository import StaleDossier, StaleEntry, StorageFault
from views.brought import LARGEST, Brought, brought_file, files_lacking, is_copy, keep_files, keep_taken
from views.desk import Desk
from views.room_acts import name_of
from views.widgets.incoming_list import (
    SPLIT,
    Decided,
    Looked,
    at_first,
    carried_over,
    draw_anew,
    incoming_list,
    looked_at,
    undecided,
)
from views.widgets.locked_note import locked
from views.widgets.pad import plain
from views.widgets.status_bar import status_bar

ENDINGS = ["xlsx", "csv", "zip", "dossier"]
MOST_TOLD = 30
"""How many problems are listed on screen; how many more there are is said in one line."""


@dataclass(frozen=True)
class DecidedSoFar:
    """What is decided of a file up to now, and what stood on the page when it was."""

    file: tuple[object, ...]
    decided: Decided
    looked: Looked


def show(desk: Desk) -> None:
    """Draw the place for a file, what it would change, and the button that takes it."""
    st.title(desk.say("pages.bring_back"), anchor=False)
    waiting = False
    if not locked(desk, Right.RECORD):
        st.markdown(desk.say("bring_back.how"))
        _told_before(desk)
        file = _file(desk)
        if file is not None:
            waiting = _preview(desk, *file)
    status_bar(desk, next_label=desk.say("bring_back.next"), next_page="results", first=not waiting)


def _told_before(desk: Desk) -> None:
    """What the last press did, said once more after the page was drawn anew."""
    for kind, sentence in desk.memo.pop("brought told", ()):
        (st.success if kind == "success" else st.warning)(plain(sentence))


def _file(desk: Desk) -> tuple[str, bytes, str | None] | None:
    """The name and content of the file, and whose answers they are where it does not say; None while there is none."""
    left, right = st.columns((11, 7), gap="medium")
    with left:
        uploaded = st.file_uploader(
            desk.say("bring_back.choose", most=LARGEST // MEGABYTE),
            type=ENDINGS,
            key=f"brought {desk.memo.get('brought files', 0)}",
            help=desk.say("bring_back.kinds"),
            max_upload_size=LARGEST // MEGABYTE,
        )
    handed = desk.memo.get("brought file")
    if uploaded is not None:
        name, content = uploaded.name, uploaded.getvalue()
    elif handed is not None and handed[0] == desk.dossier_id:
        _, name, content = handed
    else:
        return None
    if is_copy(content):  # it says of every answer whose it is
        return name, content, None
    with right:
        people = [desk.participant, *(one.id for one in desk.dossier.participants if one.id != desk.participant)]
        whose = st.selectbox(
            desk.say("bring_back.whose"),
            people,
            format_func=lambda one: name_of(desk, one),
            key=f"brought whose {desk.language}",
        )
    return name, content, whose


def _preview(desk: Desk, name: str, content: bytes, whose: str | None) -> bool:
    """What the file would change, and the button that takes it. True: changes wait for a decision."""
    try:
        with st.spinner(desk.say("bring_back.reading")):
            brought = brought_file(desk, name, content, whose)
    except InputFault as fault:
        st.error(desk.say("bring_back.refused", n=len(fault.problems)), icon=":material/error:")
        _list(desk, fault.problems)
        return False
    incoming = brought.incoming
    _say_what_came(desk, incoming)
    if lacking := files_lacking(desk, brought):
        _offer_files(desk, brought, lacking)
    if not incoming.changes:
        return False
    decided, moved_on = _decided(desk, brought)
    incoming_list(desk, incoming, decided, "brought", people=brought.people)
    if left := undecided(incoming, decided):
        st.markdown(f":orange[{SPLIT}] {desk.say('bring_back.undecided', n=len(left))}")
    # Where a copy of the dossier came, keeping what is here is a decision too, which the history remembers.
    some = decided.taken | (decided.kept if brought.merge else set())
    answered = _answered_for(desk, brought, decided)
    label = desk.say("bring_back.take", n=len(decided.taken))
    if st.button(label, type="primary", icon=":material/save:", key="take brought", disabled=not (some and answered)):
        if moved_on:  # the press was meant for what stood here before
            _told_to_look_again(desk)
        _take(desk, brought, decided)
    return True


def _offer_files(desk: Desk, brought: Brought, lacking: int) -> None:
    """A button for attached files that evidence here names, that are not here, and that the copy has."""
    st.info(desk.say("bring_back.files_lacking", n=lacking), icon=":material/attach_file:")
    if not st.button(desk.say("bring_back.keep_files", n=lacking), icon=":material/save:", key="keep files"):
        return
    try:
        left = keep_files(desk, brought)
    except StorageFault:
        return  # the bar says what happened
    told = [("success", desk.say("bring_back.files_kept", n=lacking - len(left)))] if lacking > len(left) else []
    desk.memo["brought told"] = (*told, *(("warning", one.sentence(desk.say)) for one in left))
    st.rerun()


def _answered_for(desk: Desk, brought: Brought, decided: Decided) -> bool:
    """Whether somebody stands in for what would be written in names that nobody here knows; asks where it would."""
    unknown = brought.merge.unknown_writers(decided.taken | decided.kept) if brought.merge else ()
    if not unknown:
        return True
    who = "; ".join(one.said for one in unknown)
    answered = st.checkbox(plain(desk.say("bring_back.vouch", who=who)), key=f"vouch {brought.of_file[2:]} {who}")
    if not answered:
        st.markdown(f":orange[:material/person_alert:] {desk.say('bring_back.vouch_first')}")
    return answered


def _decided(desk: Desk, brought: Brought) -> tuple[Decided, bool]:
    """What somebody decided of this file; whether it had to be compared anew since, and came out otherwise."""
    incoming, looked = brought.incoming, looked_at(brought.incoming)
    held: DecidedSoFar | None = desk.memo.get("brought decided")
    if held is None or held.file != brought.of_file:
        held = DecidedSoFar(brought.of_file, at_first(incoming), looked)
    moved_on = held.looked != looked
    if moved_on:
        held = DecidedSoFar(brought.of_file, carried_over(held.decided, held.looked, incoming), looked)
        draw_anew(desk)
    desk.memo["brought decided"] = held
    return held.decided, moved_on


def _told_to_look_again(desk: Desk) -> NoReturn:
    desk.memo["brought told"] = (("warning", desk.say("bring_back.moved_on")),)
    st.rerun()


def _say_what_came(desk: Desk, incoming: Incoming) -> None:
    """What was found in one line, then everything that a person must know before taking it."""
    say = desk.say
    if incoming.changes:
        counts = [
            say(f"bring_back.standing.{one.value}", n=n)
            for one in ChangeStanding
            if (n := sum(change.standing is one for change in incoming.changes))
        ]
        counts += [say("bring_back.same", n=incoming.same)] if incoming.same else []
        st.markdown(f"**{say('bring_back.found', n=len(incoming.changes))}** {' · '.join(counts)}")
        if incoming.base_revision is None:
            st.info(say("bring_back.base_unknown"), icon=":material/info:")
        else:
            st.markdown(say("bring_back.base", revision=incoming.base_revision, now=desk.dossier.revision))
    else:
        key = "bring_back.nothing_new" if incoming.same else "bring_back.nothing_at_all"
        st.success(say(key, n=incoming.same), icon=":material/check:")
    if incoming.problems:
        st.warning(say("bring_back.wrong", n=len(incoming.problems)), icon=":material/warning:")
        _list(desk, incoming.problems)
    if incoming.unknown:
        st.warning(say("bring_back.unknown", n=len(incoming.unknown)), icon=":material/help:")
        _list(desk, incoming.unknown)
    if incoming.notices:
        st.markdown(f"**{say('bring_back.notices')}**")
        _list(desk, incoming.notices)


def _list(desk: Desk, problems: Sequence[Problem]) -> None:
    st.markdown("\n".join(f"- {plain(one.sentence(desk.say))}" for one in problems[:MOST_TOLD]))
    if len(problems) > MOST_TOLD:
        st.markdown(desk.say("bring_back.more", n=len(problems) - MOST_TOLD))


def _take(desk: Desk, brought: Brought, decided: Decided) -> None:
    """Write what was taken, all of it or nothing; then the page begins anew and says what happened."""
    number = len(decided.taken)
    try:
        left = keep_taken(desk, brought, decided.taken, decided.kept)
    except (StaleEntry, StaleDossier):
        desk.forget()
        _told_to_look_again(desk)
    except StorageFault:
        return  # the bar says what happened; the choice stays on screen
    else:
        desk.memo["brought files"] = desk.memo.get("brought files", 0) + 1
        desk.memo["brought file"] = desk.memo["brought decided"] = None
        told = [("success", desk.say("bring_back.taken", n=number))]
        if waiting := len(brought.incoming.changes) - len(decided.taken | decided.kept):
            told.append(("warning", desk.say("bring_back.not_taken", n=waiting)))
        desk.memo["brought told"] = (*told, *(("warning", one.sentence(desk.say)) for one in left))
    st.rerun()
