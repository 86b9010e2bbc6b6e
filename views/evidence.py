"""The register of evidence: what there is, which answers it supports, and which answers claim more than it shows."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access.permissions import Right
from questionnaire.entries import registered
from questionnaire.evidence import Evidence
from scoring.homework import lacking_evidence, not_known
from views.capability_words import level_said
from views.desk import Desk
from views.opening import open_question
from views.widgets.evidence_card import evidence_card, supported_by
from views.widgets.evidence_field import register_on_the_spot
from views.widgets.evidence_files import web_address
from views.widgets.homework_part import homework_part
from views.widgets.locked_note import locked
from views.widgets.pad import plain
from views.widgets.status_bar import status_bar
from words.numbers import day

FIRST_SHOWN = 8
"""How many answers without enough evidence are listed before the rest is folded away."""


def show(desk: Desk) -> None:
    """Draw the register, the piece that is open, and the homework."""
    register = sorted(desk.dossier.evidence.values(), key=lambda one: (len(one.id), one.id))
    lacking, unknown = lacking_evidence(desk.card), not_known(desk.card)
    _heading(desk, len(register), len(lacking))
    locked(desk, Right.RECORD, Right.VALIDATE)
    st.markdown(desk.say("evidence.how"))
    if desk.may_write(registered("E0")):
        _add(desk)
    opened = desk.memo.get("evidence open")
    again = opened in desk.dossier.evidence and evidence_card(desk, str(opened))
    _register(desk, [one for one in register if one.id != opened])
    _table(desk, register)
    _homework(desk, lacking, unknown)
    again = homework_part(desk, (*lacking, *unknown)) or again
    status_bar(desk, next_label=desk.say("answer.next_results"), next_page="results")
    if again:
        st.rerun()


def _heading(desk: Desk, pieces: int, lacking: int) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.title(desk.say("pages.evidence"), anchor=False, width="content")
        counted = f"{desk.say('evidence.pieces', n=pieces)} · {desk.say('evidence.lacking_n', n=lacking)}"
        st.markdown(counted, width="content")


def _add(desk: Desk) -> None:
    with st.popover(desk.say("evidence.add"), icon=":material/add:", key="add evidence"):
        register_on_the_spot(desk, f"{desk.dossier_id} register")


def _register(desk: Desk, others: Sequence[Evidence]) -> None:
    """A line for each piece; the one that is pressed is opened."""
    if not desk.dossier.evidence:
        st.info(desk.say("evidence.none"), icon=":material/attach_file:")
        return
    with st.container(gap="xxsmall", key="others"):
        for one in others:
            told = (
                desk.say(f"evidence_kind.{one.kind.value}"),
                desk.say(f"strength.{one.strength.value}"),
                desk.say("evidence.hangs_on_n", n=len(supported_by(desk, one.id))),
            )
            label = f"{one.id} {plain(one.title)} — **{' · '.join(told)}**"
            if st.button(label, type="tertiary", icon=":material/attach_file:", key=f"open {one.id}"):
                desk.memo["evidence open"] = one.id
                st.rerun()


def _table(desk: Desk, register: Sequence[Evidence]) -> None:
    """The whole register on one sheet, to be read or printed."""
    if not register:
        return
    say = desk.say
    rows = [
        {
            say("evidence.column.what"): _what(desk, one),
            say("evidence.column.strength"): _where(desk, one),
            say("evidence.column.hangs_on"): ", ".join(supported_by(desk, one.id)) or "–",
        }
        for one in register
    ]
    with st.expander(say("evidence.as_table"), icon=":material/table:"):
        st.table(rows, hide_index=True, border="horizontal", alt=say("evidence.as_table"))


def _what(desk: Desk, one: Evidence) -> str:
    about = [desk.say(f"evidence_kind.{one.kind.value}")]
    if one.dated:
        about.append(day(one.dated, desk.language))
    return f"**{one.id}** {plain(one.title)} ({', '.join(about)})"


def _where(desk: Desk, one: Evidence) -> str:
    link = web_address(one.link)
    files = ", ".join(plain(file.name) for file in one.files)
    told = (desk.say(f"strength.{one.strength.value}"), plain(one.where), plain(link or one.link), files)
    return " · ".join(filter(None, told))


def _homework(desk: Desk, lacking: Sequence[str], unknown: Sequence[str]) -> None:
    """The answers that claim more than their evidence shows, then what nobody knows, each a way to its question."""
    if not desk.card.agreements:
        return
    st.subheader(desk.say("evidence.homework"), anchor=False)
    pressed = _lacking(desk, lacking)
    if unknown:
        with (
            st.expander(desk.say("evidence_files.homework.unknown", n=len(unknown)), icon=":material/help:"),
            st.container(gap="xxsmall", key="others unknown"),
        ):
            pressed += [id for id in unknown if _unknown(desk, id)]
    if pressed:
        open_question(desk, desk.dossier.id, pressed[0])


def _lacking(desk: Desk, lacking: Sequence[str]) -> list[str]:
    """The answers whose evidence is short. Returns those that were pressed."""
    if not lacking:
        st.markdown(desk.say("evidence.homework_done"))
        return []
    st.markdown(desk.say("evidence.homework_how"))
    with st.container(gap="xxsmall", key="others homework"):
        pressed = [id for id in lacking[:FIRST_SHOWN] if _claim(desk, id)]
    if len(lacking) > FIRST_SHOWN:
        rest = lacking[FIRST_SHOWN:]
        with (
            st.expander(desk.say("evidence.homework_rest", n=len(rest))),
            st.container(gap="xxsmall", key="others rest"),
        ):
            pressed += [id for id in rest if _claim(desk, id)]
    return pressed


def _unknown(desk: Desk, question: str) -> bool:
    """One question that nobody could answer. True: it was pressed."""
    capability = desk.framework.home_of_question[question]
    told = desk.say("evidence_files.homework.not_known")
    label = f"{question} {plain(capability.short(desk.language))} — {told}"
    return st.button(label, type="tertiary", icon=":material/help:", key=f"unknown {question}")


def _claim(desk: Desk, question: str) -> bool:
    """One answer: what is claimed and what the evidence supports. True: it was pressed."""
    score = desk.card.question_scores[question]
    capability = desk.framework.home_of_question[question]
    facts = {"claimed": level_said(desk, score.value), "shown": level_said(desk, score.evidenced)}
    told = desk.say("evidence.claims", **facts)
    label = f"{question} {plain(capability.short(desk.language))} — {told}"
    return st.button(label, type="tertiary", icon=":material/find_in_page:", key=f"homework {question}")
