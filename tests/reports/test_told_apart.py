"""No two different values of one place read alike: on the page, on the command line, in the history."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from questionnaire.answers import (
    AgreementKind,
    CriterionNotApplicable,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    QuantityGiven,
    RecordedAgreement,
    TicksGiven,
)
from questionnaire.entries import LIMITS, PLANNED, Address, agreement_of, evidence_for, registered, reply_of
from questionnaire.evidence import AttachedFile, Evidence, EvidenceKind
from questionnaire.incoming import ChangeStanding, ProposedChange, Side
from questionnaire.intentions import Donor, Limits, PlannedStart
from questionnaire.policy import Strength
from reports.incoming_words import change_said
from reports.told_apart import looks_alike, spelt_out
from tests.examples import capability, dossier, framework, question, section
from tests.storage.values import given_forms, writings
from words.phrases import LANGUAGES, load_phrases

TREE = framework(section("L", capability("L01", question("L01")), capability("L02")))
DOSSIER = dossier(TREE)


def sides(address: Address, here: Any, incoming: Any, language: str = "en") -> tuple[str, str]:
    change = ProposedChange(
        address, ChangeStanding.CONFLICTING, Side(None), Side(here), Side(incoming), incoming, 1, section="L"
    )
    said = change_said(change, DOSSIER, load_phrases(language))
    return said.here, said.incoming


@st.composite
def two_values(draw: st.DrawFn) -> tuple[Address, Any, Any]:
    """Two values that may be recorded at one address."""
    address, one = draw(writings())
    other = draw(writings().filter(lambda pair: pair[0].subject is address.subject and type(pair[1]) is type(one)))[1]
    return address, one, other


@st.composite
def two_replies(draw: st.DrawFn) -> tuple[Address, Any, Any]:
    one, other = (LevelReached(draw(given_forms)) for _ in range(2))
    return reply_of("P1", "L01"), one, other


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(two_values(), two_replies()), st.sampled_from(LANGUAGES))
def test_two_different_values_never_read_alike(case: tuple[Address, Any, Any], language: str) -> None:
    address, here, incoming = case
    assume(here is not None and incoming is not None and here != incoming)
    left, right = sides(address, here, incoming, language)
    assert not looks_alike(left, right), (here, incoming, left)


@pytest.mark.parametrize(
    ("address", "here", "incoming", "said"),
    [
        (
            reply_of("P1", "L01"),
            LevelReached(LadderGiven(2, frozenset({"L01.a"}))),
            LevelReached(LadderGiven(2, frozenset({"L01.a", "L01.b"}))),
            ("2 Developing; without criteria met: L01.b", "2 Developing; criteria met: L01.b"),
        ),
        (
            reply_of("P1", "L01"),
            LevelReached(LadderGiven(2, frozenset({"L01.a"}))),
            LevelReached(LadderGiven(3, frozenset(), frozenset({"L01.a"}))),
            ("2 Developing; criteria met: L01.a", "3 Established; criteria not met: L01.a"),
        ),
        (
            reply_of("P1", "L01"),
            LevelReached(LadderGiven(2, not_applicable=(CriterionNotApplicable("L01.a", "no port"),))),
            LevelReached(LadderGiven(2, not_applicable=(CriterionNotApplicable("L01.a", "no sea"),))),
            (
                "2 Developing; criteria that cannot apply \u203a L01.a \u203a reason: no port",
                "2 Developing; criteria that cannot apply \u203a L01.a \u203a reason: no sea",
            ),
        ),
        (
            evidence_for("P1", "L01"),
            (EvidenceLink("E1", frozenset({"L01.a"})), EvidenceLink("E2")),
            (EvidenceLink("E1", frozenset({"L01.b"})),),
            ("E1, E2; E1 \u203a criteria: L01.a", "E1; E1 \u203a criteria: L01.b"),
        ),
        (
            PLANNED,
            (PlannedStart("A-1", 0), PlannedStart("A-2", 1)),
            (PlannedStart("A-1", 5), PlannedStart("A-2", 1)),
            (
                "2 actions; new or moved: A-1; A-1 \u203a quarters after the first day: 0",
                "2 actions; new or moved: A-1; A-1 \u203a quarters after the first day: 5",
            ),
        ),
        (
            LIMITS,
            Limits(quarters=4, donors=(Donor("Bank", {2027: Fraction(20_000)}),)),
            Limits(quarters=8, donors=(Donor("Bank", {2027: Fraction(90_000)}),)),
            (
                "quarters: 4; donors: Bank; Bank \u203a gives \u203a 2027: 20,000",
                "quarters: 8; donors: Bank; Bank \u203a gives \u203a 2027: 90,000",
            ),
        ),
    ],
)
def test_what_differs_is_told_by_name(address: Address, here: Any, incoming: Any, said: tuple[str, str]) -> None:
    assert sides(address, here, incoming) == said


def test_an_outcome_tells_its_evidence_and_a_number_its_day() -> None:
    level = LevelReached(LadderGiven(3))
    one, other = (RecordedAgreement("L01", level, evidence=(EvidenceLink(id),)) for id in ("E1", "E2"))
    here, incoming = sides(agreement_of(AgreementKind.SELF, "L01"), one, other)
    assert "E1" in here and "E2" in incoming
    days = (LevelReached(QuantityGiven(Fraction(50), "percent", date(year, 1, 31))) for year in (2026, 2027))
    here, incoming = sides(reply_of("P1", "L02"), *days)
    assert "2026" in here and "2027" in incoming


def piece(file: AttachedFile) -> Evidence:
    return Evidence("E9", "Register", EvidenceKind.REGISTER, Strength.STATED, files=(file,))


def test_a_file_of_the_same_name_is_told_by_its_size() -> None:
    one, other = (AttachedFile(str(n) * 64, "a.pdf", 10 + n, "pdf") for n in (0, 1))
    here, incoming = sides(registered("E9"), *(piece(file) for file in (one, other)))
    assert "bytes: 10" in here and "bytes: 11" in incoming


def test_signs_that_cannot_be_seen_are_spelt_out() -> None:
    assert looks_alike("a b", "a\u00a0b") and looks_alike("e\u0301", "\u00e9")
    assert spelt_out("a b") != spelt_out("a\u00a0b")
    assert spelt_out("e\u0301") != spelt_out("\u00e9")


@example(TicksGiven(), LadderGiven())
@given(given_forms, given_forms)
@settings(max_examples=60, deadline=None)
def test_forms_of_a_reply_are_told_apart_in_french_too(one: Any, other: Any) -> None:
    assume(one != other)
    left, right = sides(reply_of("P1", "L01"), LevelReached(one), LevelReached(other), "fr")
    assert not looks_alike(left, right)
