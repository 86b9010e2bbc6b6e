"""Any dossier on a phone: a form that is sent as it came changes nothing, and whatever is filled in comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from questionnaire.answers import (
    Disputed,
    LadderGiven,
    LevelReached,
    QuantityGiven,
    Reply,
)
from questionnaire.assessment import Dossier
from questionnaire.dossier import fold
from questionnaire.entries import Address, Entry, Subject
from reports.forms.recorded_fields import recorded_fields
from reports.forms.relevance import field
from reports.forms.xlsform import xlsform_bytes
from tests.storage.intake.any_dossier import AT, clean, histories, kinds
from tests.storage.intake.bringing import ID, bring, kept, taken
from tests.storage.intake.phone import Phone, as_csv
from tests.storage.intake.test_round_trip import as_written, bare

OFTEN: Any = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def phone(entries: Iterable[Entry], *people: str) -> Phone:
    """A phone with the form of a dossier, filled with what P1 replied where it is theirs alone."""
    dossier = fold(kinds(), ID, tuple(entries))
    return Phone(xlsform_bytes(kinds(), languages=("en",), dossier=dossier, participants=people, made_at=AT))


@OFTEN
@given(histories())
def test_a_form_that_is_sent_as_it_came_changes_nothing(entries: tuple[Entry, ...]) -> None:
    incoming = bring(as_csv(phone(entries, "P1").send()), "sent.csv", entries)
    assert incoming.problems == incoming.unknown == incoming.changes == ()
    assert incoming.base_revision == 1


@OFTEN
@given(histories())
def test_whatever_is_filled_in_comes_back(entries: tuple[Entry, ...]) -> None:
    said = tuple(
        sayable(one) for one in entries if one.address.parts[0] == "P1" and one.address.parts[-1] != "evidence"
    )
    dossier = fold(kinds(), ID, said)
    fields = recorded_fields(kinds(), dossier.answers.values())
    blank = bare(entries)
    form = phone(blank, "P1", "P2")
    form.fill_in({name: clean(text) for name, text in {**fields.values, **fields.texts}.items()})
    form.fill_in({"iwt_participant": "P1"})
    sent = form.send()
    incoming = bring(as_csv(sent), "sent.csv", blank)
    assert incoming.problems == incoming.unknown == ()
    wanted = {address: value for address, value in as_written(kept(said)).items() if is_asked(address, dossier, sent)}
    assert {one.address: one.incoming.value for one in incoming.changes} == wanted
    assert kept(taken(blank, incoming)) == wanted


def is_asked(address: Address, dossier: Dossier, sent: Mapping[str, str]) -> bool:
    """Whether the form asks for a value: not of a hidden question, and how sure people are only of a level."""
    _, question, part = address.parts
    answer = dossier.answers["P1", question]
    return field("state", question) in sent and (part != "confidence" or isinstance(answer.reply, LevelReached))


def sayable(entry: Entry) -> Entry:
    """The entry, its reply as a phone says it: one thing of a criterion, a decimal number, a dispute with its why."""
    is_reply = entry.address.subject is Subject.ANSWER and entry.address.parts[-1] == "reply"
    return replace(entry, value=_on_a_phone(entry.value)) if is_reply else entry


def _on_a_phone(reply: Reply) -> Reply:
    match reply:
        case LevelReached(given=LadderGiven(level, met, not_met, excused)):
            cannot = tuple(one for one in excused if one.criterion not in met | not_met)
            return LevelReached(LadderGiven(level, met, not_met - met, cannot))
        case LevelReached(given=QuantityGiven() as measured):
            return LevelReached(replace(measured, value=Fraction(round(measured.value, 4))))
        case Disputed(reason=""):
            return replace(reply, reason="two offices")
    return reply
