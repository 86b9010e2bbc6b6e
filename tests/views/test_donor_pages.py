"""A donor who signs in: whatever page is asked for, by whatever address, nothing withheld or untold reaches the tab."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from access.page_rules import has_page
from access.permissions import NotAllowed
from questionnaire.entries import STAGE, comment_of
from questionnaire.stages import Role, Stage
from reports.audience import Audience
from reports.formats import FORMATS, OFFERED
from storage.memory_repository import MemoryRepository
from storage.repository import UnknownDossier
from tests.reports.secrets import ALL_UNTOLD, UNTOLD, all_text, untold_words
from tests.reports.test_redaction import SALTED, untold
from tests.reports.test_untold_edits import EVERYTHING, edited
from tests.views.donor_seat import DONOR, LATER, OWNER, all_that_reached, desk_of, memory_of, names_of_pages, page_for
from tests.views.donor_seat import DOSSIER as DOSSIER_ID
from views import navigation
from views.made_documents import DOSSIER, FORMS, DocumentWish, make

HIDDEN = (*untold(Audience.DONOR), *untold_words())
THEIRS = tuple(one for one in names_of_pages() if one == "home" or has_page(Role.DONOR_READER, Stage.SHARED, one))
OTHERS = tuple(one for one in names_of_pages() if one not in THEIRS)
SEARCHING = frozenset({"budgets"})
"""What begins to search for plans as soon as it is drawn, in a process of its own: it is not drawn without its gate."""
ADDRESSES: tuple[Mapping[str, str], ...] = (
    {},
    {"node": UNTOLD, "capability": UNTOLD, "q": UNTOLD, "about": UNTOLD, "action": "A-qzonly", "g": "G1"},
    {"node": ALL_UNTOLD, "kind": "question", "capability": ALL_UNTOLD, "q": ALL_UNTOLD, "action": "OWN-2"},
)


@pytest.fixture
def repository() -> MemoryRepository:
    return memory_of(SALTED.dossier)


@pytest.fixture(autouse=True)
def _gate() -> Iterator[None]:
    """What opens the gate of the menu leaves it open for the next test."""
    kept = navigation._is_there
    yield
    navigation._is_there = kept


def found(said: str, *but: str) -> list[str]:
    """The words that a donor is not told, but for those that they typed themselves."""
    return [word for word in HIDDEN if word in said and word not in {one.lower() for one in but}]


# --- pages ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "address"), [*product(THEIRS, ADDRESSES), *((one, ADDRESSES[1]) for one in OTHERS)])
def test_no_page_tells_a_donor_what_is_not_told(
    name: str, address: Mapping[str, str], repository: MemoryRepository
) -> None:
    test = page_for(name, repository, DONOR, query=address)
    assert not test.exception
    assert found(all_that_reached(test), *address.values()) == []


@pytest.mark.parametrize("name", [one for one in OTHERS if one not in SEARCHING])
def test_no_page_would_tell_it_if_the_gate_stood_open(name: str, repository: MemoryRepository) -> None:
    # What protects is the memory: the menu only keeps people from pages that they have no use for.
    assert found(all_that_reached(page_for(name, repository, DONOR, gate=False, query={}))) == []


def test_the_pages_of_donors_are_these() -> None:
    pages = {"home", "results", "explain", "priorities", "plan", "tracking", "documents", "settings"}
    assert set(THEIRS) == pages


@pytest.mark.parametrize("name", ["results", "explain", "priorities", "section Iqzsection", "history"])
def test_the_same_search_finds_it_on_the_pages_of_the_owner(name: str, repository: MemoryRepository) -> None:
    assert found(all_that_reached(page_for(name, repository, OWNER, query={})))


@pytest.mark.parametrize("name", THEIRS)
def test_no_page_tells_that_something_was_changed_of_what_is_not_told(name: str) -> None:
    before, after = (page_for(name, one, DONOR, query={}) for one in (memory_of(SALTED.dossier), changed()))
    assert _without_places(all_that_reached(before)) == _without_places(all_that_reached(after))


def _without_places(said: str) -> str:
    """Without the place that the server gives to every file that is offered: it is drawn by lot."""
    return re.sub(r"[0-9a-f]{32,33}", "", said)


def changed() -> MemoryRepository:
    """The memory after every edit that donors are told nothing of, a day later. What is signed stays signed."""
    names = (one for one in EVERYTHING if one not in ("signed", "counted", "noticed", "earlier", "unfit"))
    return memory_of(edited(*names).dossier, before=SALTED.dossier)


@pytest.mark.parametrize("name", ["plan", "tracking"])
def test_a_plan_that_is_told_in_part_is_not_said_to_be_missing(name: str, repository: MemoryRepository) -> None:
    shown = [one.value for one in page_for(name, repository, DONOR, query={}).info]
    assert any("stands in the documents" in one for one in shown)
    withheld = page_for(name, memory_of(replace(SALTED.dossier, withheld=())), DONOR, query={})
    assert not withheld.exception
    assert not any("stands in the documents" in one.value for one in withheld.info)


@pytest.mark.parametrize("withheld", [None, ()])
def test_no_page_counts_changes_for_a_donor(withheld: tuple[str, ...] | None) -> None:
    memory = memory_of(replace(SALTED.dossier, withheld=withheld))
    before = memory.revision(DOSSIER_ID)
    seen = desk_of(memory).repository.revision(DOSSIER_ID)
    memory.save(DOSSIER_ID, comment_of("P1", "L01"), "written for us", by="P1", at=LATER, expect=1)
    assert (memory.revision(DOSSIER_ID), desk_of(memory).repository.revision(DOSSIER_ID)) == (before + 1, seen)


# --- what can be taken away -----------------------------------------------------------------------------------


WISHES = [
    *(DocumentWish(kind, "en", audience) for audience in Audience for kind in FORMATS if kind in OFFERED[audience]),
    *(DocumentWish(kind, languages=("en", "fr"), whose=whose) for kind in FORMS for whose in ("", "P1", "P2")),
    DocumentWish(DOSSIER),
]


@pytest.mark.parametrize("wish", WISHES, ids=str)
def test_nothing_that_can_be_made_at_a_donors_desk_tells_it(wish: DocumentWish, repository: MemoryRepository) -> None:
    # Most of these are not offered to donors; whoever finds a way to ask all the same gets no more than they see.
    try:
        made = make(desk_of(repository), wish)
    except (NotAllowed, UnknownDossier):
        return
    assert found(made.name + all_text(made.content)) == []


def test_the_owner_makes_the_same_with_all_in_it(repository: MemoryRepository) -> None:
    for wish in (DocumentWish("json", "en"), DocumentWish("form_xlsx", languages=("en",), whose="P1"), WISHES[-1]):
        assert found(all_text(make(desk_of(repository, OWNER), wish).content)), wish


# --- the memory -----------------------------------------------------------------------------------------------


def test_no_line_and_no_entry_tells_a_donor_what_is_not_told(repository: MemoryRepository) -> None:
    memory = desk_of(repository).repository
    told: list[Any] = [memory.assessments()]
    for _ in ("before it was opened", "after"):
        told += [memory.entries("D1"), *(memory.history("D1", one.address) for one in repository.entries("D1"))]
        told += [memory.entry("D1", one.address) for one in repository.entries("D1")]
        told.append(memory.open("D1", SALTED.dossier.framework).answers)
    assert found(repr(told).lower()) == []


def test_the_line_of_an_assessment_tells_a_donor_nothing_of_later_work() -> None:
    (before,), (after,) = (desk_of(one).repository.assessments() for one in (memory_of(SALTED.dossier), changed()))
    assert before == after
    shared = changed().entry("D1", STAGE)
    assert shared is not None
    assert before.saved_at == shared.at
