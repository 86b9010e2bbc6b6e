"""What leaves the tool: the donor workbook, tables, data, and the assessment itself as one file."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import streamlit as st

from questionnaire.framework import WHOLE
from reports.formats import FILE_ENDINGS, write_report
from reports.report import Audience
from storage.dossier_file import dossier_bytes
from storage.repository import StorageFault
from views.desk import Desk
from views.memo import evidence_store
from views.naming import file_name
from views.report_here import report_here
from views.widgets.pad import plain
from views.widgets.status_bar import status_bar
from words.numbers import number
from words.phrases import LANGUAGES, OWN_NAMES

DOSSIER = "dossier"
SIGNS = {"xlsx": "table_view", "csv": "csv", "json": "data_object", DOSSIER: "inventory_2"}
MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "application/zip",
    "json": "application/json",
    DOSSIER: "application/zip",
}


@dataclass(frozen=True)
class DocumentWish:
    """Which document is wanted: its kind, and for a report its language and for whom it is written."""

    kind: str
    language: str = ""
    audience: Audience = Audience.ADMINISTRATION


@dataclass(frozen=True)
class MadeDocument:
    """A document that was made: from which revision, its bytes and the name of its file."""

    wish: DocumentWish
    revision: int
    content: bytes
    name: str


def show(desk: Desk) -> None:
    """Draw the choice of language and audience, and a card for each document."""
    st.title(desk.say("pages.documents"), anchor=False)
    st.markdown(desk.say("documents.how"))
    progress = desk.progress[WHOLE]
    if not progress.complete:
        unfinished = desk.say("documents.unfinished", n=progress.replied, of=progress.asked)
        st.info(unfinished, icon=":material/info:")
    language, audience = _choice(desk)
    for kind in ("xlsx", "csv", "json"):
        _card(desk, DocumentWish(kind, language, audience))
    _card(desk, DocumentWish(DOSSIER))
    status_bar(desk, next_label=desk.say("documents.next"), next_page="home")


def _choice(desk: Desk) -> tuple[str, Audience]:
    """In which language and for whom the reports are written."""
    with st.container(horizontal=True, gap="large"):
        language = st.segmented_control(
            desk.say("documents.language"),
            LANGUAGES,
            default=desk.memo.get("documents in", desk.language),
            format_func=lambda one: OWN_NAMES[one],
            key=f"document language {desk.language}",
            required=True,
        )
        audience = st.segmented_control(
            desk.say("documents.audience"),
            list(Audience),
            default=desk.memo.get("documents for", Audience.ADMINISTRATION),
            format_func=lambda one: desk.say(f"documents.for.{one.value}"),
            key=f"document audience {desk.language}",
            required=True,
        )
    # The browser knows an option by its words, so these are other widgets in another language; the choice stays.
    desk.memo["documents in"], desk.memo["documents for"] = language, audience
    st.markdown(desk.say(f"documents.audience_means.{audience.value}"))
    return language, audience


def _card(desk: Desk, wish: DocumentWish) -> None:
    """One document: what it is and for whom; made on request, then handed over."""
    with st.container(border=True, key=f"document-{wish.kind}"):
        left, right = st.columns((11, 7), gap="medium", vertical_alignment="center")
        with left:
            st.markdown(f":material/{SIGNS[wish.kind]}: **{desk.say(f'documents.kind.{wish.kind}.name')}**")
            st.markdown(desk.say(f"documents.kind.{wish.kind}.for_whom"))
        with right:
            _hand_over(desk, wish)


def _hand_over(desk: Desk, wish: DocumentWish) -> None:
    """The button that makes the document; where it was made from this very revision, the one that saves it."""
    place = f"made {wish.kind} {desk.dossier_id}"
    made = desk.memo.get(place)
    asked = st.empty()
    if not (isinstance(made, MadeDocument) and (made.wish, made.revision) == (wish, desk.dossier.revision)):
        label = desk.say("documents.make")
        if not asked.button(label, icon=":material/play_arrow:", key=f"make {wish.kind}", width="stretch"):
            return
        try:
            with asked, st.spinner(desk.say("documents.making")):
                made = make(desk, wish)
        except StorageFault as fault:
            st.error(desk.say(fault.code, **fault.facts), icon=":material/error:")
            return
        desk.memo[place] = made
    asked.download_button(
        desk.say("documents.save", size=size_told(desk, len(made.content))),
        made.content,
        made.name,
        MIME[wish.kind],
        icon=":material/download:",
        key=f"save {wish.kind}",
        on_click="ignore",
        width="stretch",
    )
    st.markdown(plain(made.name))


def make(desk: Desk, wish: DocumentWish) -> MadeDocument:
    """Make the document now. Raises StorageFault."""
    dossier, at = desk.dossier, desk.now()
    ending = FILE_ENDINGS.get(wish.kind, f".{wish.kind}").removeprefix(".")
    if wish.kind == DOSSIER:
        content = dossier_bytes(desk.repository, dossier.id, evidence_store())
        name = file_name(desk.say, dossier.setup, at.astimezone().date(), ending)
        return MadeDocument(wish, dossier.revision, content, name)
    report = report_here(desk, wish.language, wish.audience, at)
    name = file_name(report.say, dossier.setup, at.astimezone().date(), ending)
    return MadeDocument(wish, dossier.revision, write_report(report, wish.kind), name)


def size_told(desk: Desk, size: int) -> str:
    """A number of bytes as people read it."""
    kilobytes = -(-size // 1024)
    if kilobytes < 1024:
        return desk.say("documents.kilobytes", size=number(kilobytes, desk.language, 0))
    return desk.say("documents.megabytes", size=number(Fraction(kilobytes, 1024), desk.language, 1))
