"""An assessment with a secret wherever something is withheld, in a memory; its pages for who sits there as a donor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import streamlit as st
from streamlit.testing.v1 import AppTest

from access.guarded_repository import GuardedRepository
from access.seats import Place, Seat
from questionnaire.assessment import Dossier
from questionnaire.entries import (
    LIMITS,
    PLANNED,
    PROOF,
    ROOM,
    STAGE,
    WITHHELD,
    Address,
    Entry,
    Subject,
    agreement_of,
    presence_of,
    progress_of,
    setup_field,
)
from questionnaire.intentions import Proof
from questionnaire.signatures import Signature
from questionnaire.stages import Role
from storage.memory_repository import MemoryRepository
from tests.reports.secrets import all_text, secret_framework, secret_library
from views import navigation
from views.desk import Desk
from words.phrases import load_phrases

AT = datetime(2027, 4, 3, 9, 0, tzinfo=UTC)
LATER = datetime(2027, 4, 4, 16, 0, tzinfo=UTC)
NOW = datetime(2027, 4, 6, 8, 0, tzinfo=UTC)
DOSSIER = "D1"
HASH = "5ec2e7" + "0" * 58
"""The fingerprint of what was signed: what is kept takes no other word there."""
DONOR = Seat("S9", "A donor", account="A9", places={DOSSIER: Place("P9", Role.DONOR_READER)})
OWNER = Seat("S1", "An owner", account="A1", places={DOSSIER: Place("P1", Role.OWNER)})

_BY_ID: Mapping[str, Subject] = {
    "evidence": Subject.EVIDENCE,
    "targets": Subject.TARGET,
    "threats": Subject.THREAT,
    "prices": Subject.PRICE,
    "alternatives": Subject.ALTERNATIVE,
    "rates": Subject.RATE,
    "own_actions": Subject.OWN_ACTION,
    "details": Subject.STEP,
    "groups": Subject.GROUP,
    "ballots": Subject.BALLOT,
    "hands": Subject.HANDS,
    "parked": Subject.PARKED,
    "homework": Subject.HOMEWORK,
}


def memory_of(dossier: Dossier, *, before: Dossier | None = None) -> MemoryRepository:
    """A memory in which this dossier was written, one value after the other; first as it was `before`, if it was."""
    written: list[Entry] = []
    for held, at in ((before or dossier, AT), *([(dossier, LATER)] if before else [])):
        there = {one.address: one for one in written}
        for address, value in _written(held):
            last = there.get(address)
            if last is None or last.value != value:
                written.append(Entry(address, last.stamp + 1 if last else 1, value, "P1", at, len(written) + 1))
    kept = MemoryRepository()
    kept.create(dossier.framework, written, id=DOSSIER, created_at=AT)
    return kept


def _written(held: Dossier) -> Iterator[tuple[Address, Any]]:
    yield STAGE, held.stage
    yield from ((setup_field(one.name), getattr(held.setup, one.name)) for one in fields(held.setup))
    yield from ((Address(Subject.PARTICIPANT, (one.id,)), one) for one in held.participants)
    for (who, question), answer in held.answers.items():
        parts = ("reply", "confidence", "comment", "comment_shared", "evidence")
        for part in parts:
            yield Address(Subject.ANSWER, (who, question, part)), getattr(answer, part) or None
    for name, subject in _BY_ID.items():
        yield from ((Address(subject, (id,)), value) for id, value in getattr(held, name).items())
    yield from ((agreement_of("self", id), replace(one, at=None)) for id, one in held.agreed.items())
    yield from ((agreement_of("validated", id), replace(one, at=None)) for id, one in held.validated.items())
    yield from ((progress_of(id, rater.value), one) for (id, rater), one in held.progress.items())
    yield from ((presence_of(*one), True) for one in held.present)
    for number, one in enumerate(held.signatures, 1):
        fits = replace(one, content=HASH) if isinstance(one, Signature) else one
        yield Address(Subject.SIGNATURE, (str(number),)), fits
    yield from ((LIMITS, held.limits), (PLANNED, held.planned), (PROOF, Proof(1)), (ROOM, held.room))
    yield WITHHELD, held.withheld


def desk_of(repository: MemoryRepository, seat: Seat = DONOR, language: str = "en", memo: Any = None) -> Desk:
    """The desk of who sits there, through the guard."""
    framework, library = secret_framework(), secret_library()
    memory = GuardedRepository(repository, seat)
    state = {} if memo is None else memo
    return Desk(memory, framework, library, load_phrases(language), state, DOSSIER, now=lambda: NOW, seat=seat)


def page_for(
    name: str, repository: MemoryRepository, seat: Seat = DONOR, *, gate: bool = True, query: Mapping[str, str]
) -> AppTest:
    """The page of that name with its sidebar; without the gate as if the menu had forgotten to ask who comes."""
    made = AppTest.from_function(_script, args=(name, repository, seat, gate), default_timeout=60)
    for key, value in query.items():
        made.query_params[key] = value
    return made.run()


def _script(*given: object) -> None:
    """What AppTest runs: its source alone, so it imports all it uses."""
    from tests.views.donor_seat import draw  # noqa: PLC0415  it is run from its source

    draw(*given)


def draw(name: str, repository: MemoryRepository, seat: Seat, gate: bool) -> None:
    """The page in a frame of its own, with every other page as a place where one can arrive."""
    desk = desk_of(repository, seat, memo=st.session_state)
    desk.pages = {one: _place(one) for one in names_of_pages()}
    shown = st.Page(_show(desk, name, gate), title="shown", url_path="shown", default=True)
    st.navigation([shown, *desk.pages.values()], position="hidden").run()
    navigation.sidebar(desk)


def _show(desk: Desk, name: str, gate: bool) -> Any:
    if not gate:
        navigation._is_there = lambda desk, page: True  # the test sets it right again
    section = name.removeprefix("section ")
    return navigation._show(desk, name) if section == name else navigation._show_section(desk, section)


def names_of_pages() -> tuple[str, ...]:
    """Every page that there is: those of the list, and one for each section of the whole framework."""
    return (*navigation.PLAIN_PAGES, *(f"section {one.id}" for one in secret_framework().sections))


def _place(name: str) -> Any:
    def show() -> None:
        st.text(f"arrived at {name}")

    return st.Page(show, title="a page", url_path=name.replace(" ", "-").lower())


def all_that_reached(test: AppTest) -> str:
    """All text of every element that the browser would get: hidden attributes, tables, charts and their data too."""
    return "\n".join(all_text(one.SerializeToString()) for one in _protos(test._tree))


def _protos(node: Any) -> Iterator[Any]:
    proto = getattr(node, "proto", None)
    if proto is not None:
        yield proto
    for one in getattr(node, "children", {}).values():
        yield from _protos(one)
