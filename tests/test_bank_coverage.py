"""What the shipped framework must cover: every fact of the brief, every declared yardstick, both ways through it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from planning.catalogue import load_bank
from questionnaire.framework import Framework, Ladder
from questionnaire.profile import FULL, Covers
from questionnaire.profiled import in_profile
from tests.framework_edits import BANK

COVERAGE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "bank_coverage.yaml").read_text("utf-8"))
EASILY_FORGOTTEN = {
    "L07": "out-of-court",
    "O14": "transhipment",
    "O15": "parcel",
    "O09": "verdict",
    "E08": "live",
    "L12": "consent",
    "O12": "map",
    "E13": "upkeep",
}
"""A capability and a word that its texts must hold: subjects that assessments tend to leave out."""


@cache
def bank() -> Framework:
    return load_bank(BANK)[0]


@pytest.mark.parametrize("row", COVERAGE["facts"], ids=lambda row: str(row["fact"]))
def test_every_fact_of_the_brief_is_answered_by_its_capabilities(row: dict[str, Any]) -> None:
    carrying = {one.id for one in bank().capabilities if row["fact"] in {fact.id for fact in one.seed_facts}}
    assert set(row["capabilities"]) <= carrying
    assert set(row.get("sections", ())) <= {section.id for section in bank().sections}


def test_every_declared_fact_stands_in_the_table() -> None:
    table = {row["fact"] for row in COVERAGE["facts"]}
    # S2.26 stands in the brief and not in the table: Customs controls goods, means of transport and persons.
    assert {fact.id for fact in bank().seed_facts} - table == {"S2.26"}


@pytest.mark.parametrize("id", COVERAGE["references"])
def test_every_yardstick_is_named_by_a_capability(id: str) -> None:
    assert [one.id for one in bank().capabilities if id in {reference.id for reference in one.references}]


def test_what_is_verified_was_seen_somewhere_and_the_rest_says_so() -> None:
    for one in bank().references:
        assert one.address.startswith(("https://", "http://")) if one.verified else not one.address, one.id


@pytest.mark.parametrize(("id", "word"), EASILY_FORGOTTEN.items())
def test_what_is_easily_forgotten_is_there(id: str, word: str) -> None:
    one = bank().capability(id)
    texts = [one.name, one.guidance.notes, one.guidance.why, *(question.text for question in one.questions)]
    texts += [criterion.text for question in one.questions for criterion in question.criteria]
    assert word in " ".join(text("en") for text in texts).casefold()


def test_the_rapid_profile_holds_every_gate_in_half_a_day() -> None:
    rapid = in_profile(bank(), "rapid")
    gates = {one.id for one in bank().capabilities if one.gate}
    assert gates <= {one.id for one in rapid.capabilities}
    assert 20 <= len(rapid.capabilities) <= 28
    assert rapid.profile.hours <= 4
    assert {section.id for section in rapid.sections} == {section.id for section in bank().sections}


def test_the_full_profile_stands_first_and_asks_everything() -> None:
    assert bank().profile.id == FULL
    assert in_profile(bank(), FULL) is bank()


def test_a_site_is_asked_what_a_post_can_show() -> None:
    (profile,) = [one for one in bank().profiles if one.covers is Covers.SITE]
    site = in_profile(bank(), profile.id)
    assert len(site.capabilities) >= 20
    counted = [id for id, one in profile.criteria.items() if one.counts is not None]
    assert len(counted) >= 60
    for question in site.questions:
        assert question.text("fr") != bank().question(question.id).text("fr"), question.id
        if isinstance(question.kind, Ladder):
            assert all(level.criteria for level in question.kind.levels[1:]), question.id
    for id, one in profile.criteria.items():
        assert all(one.text.by_language.get(language) for language in bank().languages), id
