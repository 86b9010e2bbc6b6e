"""What leaves the tool: reports to read, workbook and data to check, forms to fill in, the assessment as one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from access.permissions import Right
from questionnaire.framework import WHOLE
from reports.formats import OFFERED
from reports.report import Audience
from views.desk import Desk
from views.made_documents import DOSSIER, DocumentWish
from views.plan_search import found_beside_plan
from views.widgets.document_card import document_card
from views.widgets.earlier_round import earlier_round
from views.widgets.form_card import form_card
from views.widgets.pad import plain
from views.widgets.status_bar import status_bar
from views.widgets.template_field import template_field
from views.widgets.withheld_part import withheld_part
from words.phrases import LANGUAGES, OWN_NAMES

TO_READ = ("report", "briefing", "summary")
TO_CHECK = ("xlsx", "csv", "json")


def show(desk: Desk) -> None:
    """Draw the choice of language and audience, and a card for each document."""
    st.title(desk.say("pages.documents"), anchor=False)
    st.markdown(desk.say("documents.how"))
    progress = desk.progress[WHOLE]
    if not progress.complete:
        unfinished = desk.say("documents.unfinished", n=progress.replied, of=progress.asked)
        st.info(unfinished, icon=":material/info:")
    language, audience = _choice(desk)
    again = withheld_part(desk, audience)
    earlier = earlier_round(desk)
    template = template_field(desk)
    wish = DocumentWish("", language, audience, template=template.content_hash if template else "")
    if earlier is not None:
        wish = replace(wish, earlier=earlier.id, earlier_revision=earlier.revision)
    offered = OFFERED[audience]
    _group(desk, "read")
    in_report = _with_frontier(desk, audience)
    for paper in TO_READ:
        kinds = tuple(kind for kind in (f"{paper}_docx", f"{paper}_pdf") if kind in offered)
        if kinds:
            asked = replace(wish, frontier=in_report and paper == "report")
            document_card(desk, paper, kinds, asked, template.read if template else None)
    if any(kind in offered for kind in TO_CHECK):
        _group(desk, "check")
        for kind in TO_CHECK:
            document_card(desk, kind, (kind,), wish)
    if desk.may(Right.READ_REPLIES):
        _group(desk, "fill")
        form_card(desk)
    if desk.may(Right.COPY):
        _group(desk, "keep")
        document_card(desk, DOSSIER, (DOSSIER,), DocumentWish(DOSSIER))
    status_bar(desk, next_label=desk.say("documents.next"), next_page="home")
    if again:
        st.rerun()


def _with_frontier(desk: Desk, audience: Audience) -> bool:
    """Whether the frontier was found and goes into the report of the administration; says so, or how it gets there."""
    if audience is not Audience.ADMINISTRATION or not desk.dossier.planned:
        return False
    known = found_beside_plan(desk) is not None
    st.caption(desk.say(f"documents.frontier_{'in' if known else 'hint'}", page=desk.say("pages.budgets")))
    return known


def _group(desk: Desk, name: str) -> None:
    st.subheader(desk.say(f"documents.group.{name}"), anchor=False)


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
            _audiences(desk),
            default=desk.memo.get("documents for", _audiences(desk)[0]),
            format_func=lambda one: desk.say(f"documents.for.{one.value}"),
            key=f"document audience {desk.language}",
            required=True,
        )
    # The browser knows an option by its words, so these are other widgets in another language; the choice stays.
    desk.memo["documents in"], desk.memo["documents for"] = language, audience
    st.markdown(plain(desk.say(f"documents.audience_means.{audience.value}")))
    return language, audience


def _audiences(desk: Desk) -> Sequence[Audience]:
    """For whom somebody may have documents written: donors only as donors, or as the public."""
    everyone = list(Audience)
    return everyone if desk.may(Right.READ_REPLIES) else [one for one in everyone if one is not Audience.ADMINISTRATION]
