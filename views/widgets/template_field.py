"""An organisation's own look for Word files: a template that is handed in, and stays with the assessment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from access.permissions import Right
from questionnaire.problems import InputFault, Problem
from storage.repository import StorageFault
from storage.word_templates import KeptTemplate
from views.desk import Desk
from views.made_documents import template_start
from views.room_acts import name_of
from views.stage_words import moment_said
from views.widgets.document_card import size_told
from views.widgets.pad import plain

LARGEST = 5
"""Megabytes of a template that is taken in; what may be in it is checked before it is kept."""


@dataclass(frozen=True)
class WordTemplate:
    """A template that is wanted: what tells it from others (its SHA-256), and what reads it when it is used.

    Reading raises StorageFault, and InputFault where it is gone meanwhile.
    """

    content_hash: str
    read: Callable[[], bytes]


def template_field(desk: Desk) -> WordTemplate | None:
    """Draw the place for a template, folded; the one that is held and ticked, None for the program's own look."""
    assert desk.dossier_id is not None
    kept = desk.repository.templates.of(desk.dossier_id)
    if desk.may(Right.BRAND):
        with st.expander(desk.say("documents.template.title"), icon=":material/palette:", key="template"):
            _door(desk, kept)
    if kept is None:
        return None
    label = desk.say("templates.use", name=plain(kept.name))
    if not st.checkbox(label, value=True, key=f"use template {desk.dossier_id} {kept.content_hash}"):
        return None
    return WordTemplate(kept.content_hash, lambda: _read(desk, kept))


def _read(desk: Desk, kept: KeptTemplate) -> bytes:
    content = desk.repository.templates.content(desk.dossier.id, kept.content_hash)
    if content is None:
        raise InputFault([Problem("template.gone", kept.name)])
    return content


def _door(desk: Desk, kept: KeptTemplate | None) -> None:
    """What is held, and the place where another is handed in. Changes are kept at once, and the page drawn again."""
    st.markdown(f"{desk.say('documents.template.how')} {desk.say('templates.stays')}")
    if kept is not None:
        _held(desk, kept)
    turn = desk.memo.get("template turn", 0)
    handed = st.file_uploader(
        desk.say("templates.other" if kept else "documents.template.choose", most=LARGEST),
        type=["docx"],
        key=f"template file {desk.dossier_id} {turn}",
        max_upload_size=LARGEST,
    )
    name, content = template_start(desk)
    st.download_button(
        desk.say("documents.template.start"),
        content,
        name,
        icon=":material/download:",
        key="template start",
        on_click="ignore",
    )
    if handed is not None and _done(desk, lambda: keep_template(desk, handed.name, handed.getvalue())):
        desk.memo["template turn"] = turn + 1  # a new place: the one before would bring the same file again
        st.rerun()


def _held(desk: Desk, kept: KeptTemplate) -> None:
    """The template that is held: its name and size, who put it there and when, and the button that takes it away."""
    say = desk.say
    with st.container(
        border=True,
        key="template kept",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        told = say("templates.kept", name=plain(kept.name), size=size_told(desk, kept.size))
        put = say("templates.put_here", who=plain(name_of(desk, kept.by)), **moment_said(desk, kept.at))
        st.markdown(f"{told}  \n:small[{put}]", width="content")
        away = st.button(say("templates.take_away"), type="tertiary", icon=":material/delete:", key="remove template")
        if away and _done(desk, lambda: desk.written(desk.repository.templates.take_away)):
            st.rerun()


def keep_template(desk: Desk, name: str, content: bytes) -> None:
    """Keep a template for the open assessment. Raises InputFault for one that cannot be used, and StorageFault."""
    from reports.document import usable_template  # noqa: PLC0415  the writer is heavy: only where one is handed in

    good = usable_template(content, name)
    at = desk.now()
    desk.written(lambda id: desk.repository.templates.keep(id, name, good, by=desk.participant, at=at))


def _done(desk: Desk, act: Callable[[], None]) -> bool:
    """Do it, and say what stood in its way. True: it was done."""
    try:
        act()
    except StorageFault as fault:
        st.error(desk.say(fault.code, **fault.facts), icon=":material/error:")
        return False
    except InputFault as fault:
        st.error("  \n".join(plain(one.sentence(desk.say)) for one in fault.problems), icon=":material/error:")
        return False
    return True
