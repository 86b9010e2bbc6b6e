"""The files kept with a piece of evidence: attached, handed out as downloads and never drawn, taken off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote, urlsplit

import streamlit as st

from questionnaire.entries import registered
from questionnaire.evidence import AttachedFile, Evidence
from questionnaire.problems import Problem
from storage.evidence_store import LARGEST_FILE, EvidenceStore, RefusedFile
from storage.file_kinds import MEDIA_TYPES
from storage.repository import StaleEntry, StorageFault
from views.desk import Desk
from views.memo import evidence_store
from views.widgets.document_card import size_told
from views.widgets.pad import plain

ENDINGS = (*MEDIA_TYPES, "jpeg")
MEGABYTES = LARGEST_FILE // 1024**2


def evidence_files(desk: Desk, one: Evidence, *, writable: bool) -> bool:
    """Draw the files of a piece, and the place for another one. True: something was saved, draw the page again."""
    st.markdown(f"**{desk.say('evidence_files.title')}**")
    again = False
    for file in one.files:
        with st.container(horizontal=True, horizontal_alignment="distribute", gap="small", key=f"file {file.content}"):
            told = f"{plain(file.name)} · {file.kind.upper()} · {size_told(desk, file.size)}"
            st.link_button(told, file_address(desk, file), type="tertiary", icon=":material/download:")
            if writable and st.button(
                desk.say("evidence_files.take_off"),
                type="tertiary",
                icon=":material/delete:",
                key=f"take off {one.id} {file.content}",
            ):
                again |= _told(desk, one.id, lambda file=file: detach(desk, evidence_store(), one.id, file.content))  # type: ignore[misc]
    if not one.files:
        st.markdown(desk.say("evidence_files.none"))
    return (_door(desk, one) if writable else False) or again


def file_address(desk: Desk, file: AttachedFile) -> str:
    """Where this server hands the file out, to those who may have it."""
    return f"/evidence/{quote(desk.dossier.id, safe='')}/{file.content}"


def web_address(link: str) -> str | None:
    """The link where it leads to a page of the web; None for anything else that people may have typed."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return None
    return link.strip() if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def _door(desk: Desk, one: Evidence) -> bool:
    """The place where a file is brought. What is wrong with one is said; a good one is kept at once."""
    st.markdown(desk.say("evidence_files.how", most=MEGABYTES))
    turn = desk.memo.get(f"attached {one.id}", 0)
    brought = st.file_uploader(
        desk.say("evidence_files.choose"),
        type=list(ENDINGS),
        key=f"attach {desk.dossier_id} {one.id} {turn}",
        max_upload_size=MEGABYTES,
    )
    if brought is None:
        return False
    data, name = brought.getvalue(), brought.name
    if not _told(desk, one.id, lambda: attach(desk, evidence_store(), one.id, name, data)):
        return False
    desk.memo[f"attached {one.id}"] = turn + 1  # a new place: the one before would bring the same file again
    return True


def _told(desk: Desk, id: str, act: Callable[[], tuple[Problem, ...]]) -> bool:
    """Do it, and say what stood in its way. True: it was done."""
    try:
        problems = act()
    except StorageFault as fault:
        st.error(desk.say(fault.code, **fault.facts), icon=":material/error:")
        return False
    if problems:
        st.error("\n".join(f"- {plain(one.sentence(desk.say))}" for one in problems))
    return not problems


def attach(desk: Desk, store: EvidenceStore, id: str, name: str, data: bytes) -> tuple[Problem, ...]:
    """Keep a file with a piece of evidence, beside those it has by now. Returns all that is wrong with the file.

    Raises StorageFault. The file is kept before what names it is written: nothing ever names a file that is not there.
    """
    try:
        file = store.put(desk.dossier.id, name, data)
    except RefusedFile as refused:
        return refused.problems
    _change(desk, id, lambda files: (*(one for one in files if one.content != file.content), file))
    sweep(desk, store)  # what was taken off too soon after it came is deleted now
    return ()


def detach(desk: Desk, store: EvidenceStore, id: str, content: str) -> tuple[Problem, ...]:
    """Take a file off a piece; what no piece names any more is deleted. Its name stays in the history."""
    _change(desk, id, lambda files: tuple(one for one in files if one.content != content))
    sweep(desk, store)
    return ()


def sweep(desk: Desk, store: EvidenceStore) -> None:
    """Delete the files that no piece names any more. Raises StorageFault."""
    desk.forget()
    store.sweep(desk.dossier.id, {file.content for one in desk.dossier.evidence.values() for file in one.files})


def _change(desk: Desk, id: str, change: Callable[[tuple[AttachedFile, ...]], tuple[AttachedFile, ...]]) -> None:
    """Write the piece with other files. A piece that was removed meanwhile stays removed."""
    while True:
        held = desk.repository.entry(desk.dossier.id, registered(id))
        if held is None or held.value is None:
            return
        try:
            desk.save(registered(id), replace(held.value, files=change(held.value.files)), expect=held.stamp)
        except StaleEntry:
            continue  # Somebody changed the piece just now: read it again and change that.
        return
