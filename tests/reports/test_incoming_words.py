"""Proposed changes in words: the same on the page, at import and at a merge."""

from __future__ import annotations

from typing import Any

import pytest

from questionnaire.assessment import Participant
from questionnaire.dossier import fold
from questionnaire.entries import LIMITS, Address, comment_of, evidence_for, participant_at, registered, reply_of
from questionnaire.incoming import ChangeStanding, ProposedChange, Side
from questionnaire.intentions import Limits
from questionnaire.stages import Role
from reports.incoming_words import ChangeSaid, change_said, teller_of, value_said, what_said
from tests.examples import at_level
from tests.reports.workshop import TINY, monday
from words.phrases import load_phrases

DOSSIER = fold(TINY, "D1", monday().entries)
REPLY = reply_of("P2", "L01.q1")


def said(address: Address, base: Any, here: Any, incoming: Any, language: str = "en", **more: Any) -> ChangeSaid:
    change = ProposedChange(address, ChangeStanding.CONFLICTING, Side(base), Side(here), Side(incoming), incoming, 1)
    return change_said(change, DOSSIER, load_phrases(language), **more)


@pytest.mark.parametrize(
    ("language", "what", "levels"),
    [
        ("en", "Reply to L01.q1 L01, of Binta", ("1 Initial", "2 Developing", "3 Established")),
        ("fr", "Réponse à L01.q1 L01, de Binta", ("1 Initial", "2 Developing", "3 Established")),
    ],
)
def test_a_reply_with_its_question_its_person_and_every_side(
    language: str, what: str, levels: tuple[str, str, str]
) -> None:
    assert said(REPLY, at_level(1), at_level(2), at_level(3), language) == ChangeSaid(what, *levels, levels[2])


def test_nothing_is_empty_and_emptied_is_said() -> None:
    assert said(comment_of("P2", "L02"), None, "x", "") == ChangeSaid(
        "Comment on L02 L02, of Binta", "", "x", "withdrawn", "withdrawn"
    )
    assert said(evidence_for("P2", "L02"), None, None, None).incoming == ""


def test_of_a_record_only_what_differs() -> None:
    told = said(LIMITS, Limits(), Limits(quarters=8), Limits(quarters=9))
    assert (told.base, told.here, told.incoming) == ("quarters: 12", "quarters: 8", "quarters: 9")


def test_a_side_that_says_the_same_is_said_whole() -> None:
    told = said(LIMITS, Limits(quarters=9), None, Limits(quarters=9))
    assert told.base == "quarters: 9; actions at once for each unit: 2; one donor for each action: no"


def test_people_who_come_along_have_their_names() -> None:
    newcomer = Participant("P9", Role.ASSESSOR, "Zoe")
    assert said(reply_of("P9", "L02"), None, None, at_level(1)).what == "Reply to L02 L02, of P9"
    assert said(reply_of("P9", "L02"), None, None, at_level(1), people=[newcomer]).what == "Reply to L02 L02, of Zoe"
    other = Participant("P2", Role.ASSESSOR, "Somebody else")
    assert said(REPLY, None, None, at_level(1), people=[other]).what.endswith("of Binta")


@pytest.mark.parametrize("address", [reply_of("P1", "GONE"), registered("E7"), participant_at("P4")])
def test_every_address_has_its_sentence(address: Address) -> None:
    teller = teller_of(DOSSIER, load_phrases("fr"))
    assert what_said(address, teller)
    assert value_said(address, None, teller) == ""
