"""Every value to JSON and back, exactly; and every way in which JSON can be wrong, named by its address."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import (
    Disputed,
    Dissent,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    NotKnown,
    QuantityGiven,
    RecordedAgreement,
    TicksGiven,
)
from questionnaire.assessment import Participant, Round, RoundKind
from questionnaire.ballots import (
    Ballot,
    BallotState,
    Disclosure,
    Group,
    HandCount,
    Homework,
    ParkedPoint,
    RoomRules,
)
from questionnaire.entries import (
    LIMITS,
    PLANNED,
    PROOF,
    ROOM,
    STAGE,
    Address,
    Subject,
    agreement_of,
    alternative_at,
    ballot_of,
    comment_of,
    details_of,
    evidence_for,
    group_at,
    hands_for,
    homework_at,
    own_action_at,
    parked_at,
    participant_at,
    presence_of,
    price_of,
    progress_of,
    rate_of,
    registered,
    reply_of,
    setup_field,
    signature_at,
    target_of,
    threat_to,
    vote_of,
)
from questionnaire.evidence import AttachedFile, Evidence, EvidenceKind
from questionnaire.following import Funding, ProgressReport, ProgressWord, Rater, StepDetails
from questionnaire.intentions import Alternative, Donor, ExchangeRate, Limits, PlannedStart, Proof, Target, UnitPrice
from questionnaire.own_actions import OwnAction
from questionnaire.policy import Confidence, Strength
from questionnaire.signatures import Reopening, Signature
from questionnaire.stages import Function, Role, Stage
from storage.bad_values import BadValue
from storage.encoding import decode, encode
from storage.entry_lines import entry_from_json, entry_to_json, read_time, time_text
from tests.storage.values import as_history, fractions, histories, votes, writings

REPLY = reply_of("P1", "L04")
EXTERNAL = progress_of("A-1", "external")
OWN = own_action_at("OWN-1")
SIGNS = OwnAction("OWN-1", "Signs", "awareness", "legal", 3)
START, FEW = date(2027, 7, 1), '"quarters": 12, "at_once_default": 2'
DONOR = '{"name": "D"}'
OUTCOME = agreement_of("self", "L04")
BALLOT = ballot_of("all")
SIGNED = signature_at(1)
MOMENT, HASH = datetime(2027, 3, 1, 9, 30, tzinfo=UTC), "0a" * 32
ON = '"2027-03-01T09:30:00+00:00"'
ASKED = '"question": "L04", "round": 1, "state": "open"'
HAND = '"kind": "signed", "stage": "agreed", "role": "owner", "statement": "", "revision": 1'
DONOR_LIMITS = f'{{{FEW}, "donors": [{{"name": "D", "amounts": %s}}]}}'


@given(st.sampled_from(["reply", "confidence", "comment"]).flatmap(lambda part: votes("L04", 2, part)) | writings())
def test_what_is_written_is_read_back(written: tuple[Address, Any]) -> None:
    address, value = written
    text = encode(address, value)
    assert decode(address, text) == value
    assert encode(address, decode(address, text)) == text


@given(histories)
def test_entries_are_read_back(history: tuple[Any, ...]) -> None:
    for entry in history:
        assert entry_from_json(json.loads(json.dumps(entry_to_json(entry))), "line") == entry


@given(fractions)
def test_exact_numbers_stay_exact(value: Fraction) -> None:
    price = UnitPrice("day", abs(value), "USD")
    text = encode(price_of("day"), price)
    assert text is not None
    assert decode(price_of("day"), text) == price
    assert isinstance(json.loads(text)["amount"], str)


@pytest.mark.parametrize(
    ("address", "value", "text"),
    [
        (
            REPLY,
            LevelReached(LadderGiven(3, frozenset({"L04.2b", "L04.2a"}))),
            '{"reply": "ladder", "level": 3, "met": ["L04.2a", "L04.2b"]}',
        ),
        (REPLY, LevelReached(LadderGiven()), '{"reply": "ladder"}'),
        (REPLY, LevelReached(TicksGiven()), '{"reply": "ticks"}'),
        (
            REPLY,
            LevelReached(QuantityGiven(Fraction("61.5"), "percent", date(2027, 1, 31))),
            '{"reply": "quantity", "value": "61.5", "unit": "percent", "on": "2027-01-31"}',
        ),
        (REPLY, NotKnown(), '{"reply": "not_known"}'),
        (REPLY, Disputed(Fraction(1, 3), Fraction(-1, -2)), '{"reply": "disputed", "lowest": "1/3", "highest": "0.5"}'),
        (comment_of("P1", "L04"), "é\n", '"é\\n"'),
        (evidence_for("P1", "L04"), (EvidenceLink("E1"),), '[{"evidence": "E1"}]'),
        (evidence_for("P1", "L04"), (), "[]"),
        (target_of("L04"), Target("L04", 3), '{"level": 3}'),
        (threat_to("L04"), 2, "2"),
        (LIMITS, Limits(), '{"quarters": 12, "at_once_default": 2}'),
        (PLANNED, (PlannedStart("A-1", 0),), '[{"action": "A-1", "quarter": 0}]'),
        (
            LIMITS,
            Limits(
                donors=(Donor("EU", {2028: Fraction(5), 2027: Fraction(1, 3)}, frozenset("L"), frozenset(["field"])),),
                one_donor_each=True,
                upkeep=Fraction("0.5"),
                pinned={"A-1": 0},
                required={"L04": 3},
            ),
            '{"quarters": 12, "at_once_default": 2, "donors": [{"name": "EU", "amounts": {"2027": "1/3", "2028": "5"}, '
            '"sections": ["L"], "blocks": ["field"]}], "one_donor_each": true, "upkeep": "0.5", "pinned": {"A-1": 0}, '
            '"required": {"L04": 3}}',
        ),
        (PROOF, Proof(Fraction(7)), '{"value": "7", "stop": "done"}'),
        (
            alternative_at("1"),
            Alternative("Cheaper", Limits(), (PlannedStart("A-1", 2),)),
            '{"name": "Cheaper", "limits": {"quarters": 12, "at_once_default": 2}, '
            '"starts": [{"action": "A-1", "quarter": 2}]}',
        ),
        (
            rate_of("EUR"),
            ExchangeRate("EUR", Fraction("655.957"), date(2027, 1, 31), "BEAC", "XAF"),
            '{"rate": "655.957", "on": "2027-01-31", "source": "BEAC", "into": "XAF"}',
        ),
        (OWN, SIGNS, '{"name": "Signs", "type": "awareness", "lead": "legal", "months": 3}'),
        (
            OWN,
            replace(SIGNS, meets=("L04.1a",), after=("A-1",), one_off=Fraction(0), currency="USD", risk="none"),
            '{"name": "Signs", "type": "awareness", "lead": "legal", "months": 3, "meets": ["L04.1a"], '
            '"after": ["A-1"], "one_off": "0", "currency": "USD", "risk": "none"}',
        ),
        (details_of("A-1"), StepDetails("A-1"), "{}"),
        (
            details_of("A-1"),
            StepDetails("A-1", owner="Head of unit", funding=Funding.PART, baseline=Fraction(-1, 3), goal_on=START),
            '{"owner": "Head of unit", "funding": "part", "baseline": "-1/3", "goal_on": "2027-07-01"}',
        ),
        (
            EXTERNAL,
            ProgressReport("A-1", Rater.EXTERNAL, ProgressWord.PENDING, START, waits_for="A-2", spent=Fraction(0)),
            '{"word": "pending", "on": "2027-07-01", "waits_for": "A-2", "spent": "0"}',
        ),
        (setup_field("round"), Round(RoundKind.MID_TERM), '{"kind": "mid_term"}'),
        (OUTCOME, RecordedAgreement("L04", NotKnown()), '{"reply": {"reply": "not_known"}}'),
        (
            agreement_of("validated", "L04"),
            RecordedAgreement(
                "L04",
                Disputed(Fraction(1), Fraction(3)),
                Confidence.LOW,
                (EvidenceLink("E1"),),
                "why",
                (Dissent("no", Function.POST), Dissent("not me")),
                "the register",
            ),
            '{"reply": {"reply": "disputed", "lowest": "1", "highest": "3"}, "confidence": "low", '
            '"evidence": [{"evidence": "E1"}], "rationale": "why", '
            '"dissents": [{"text": "no", "function": "post"}, {"text": "not me"}], "seen": "the register"}',
        ),
        (ROOM, RoomRules(Disclosure.NAMES), '{"disclosure": "names"}'),
        (group_at("G1"), Group("G1", "Posts", frozenset("LO")), '{"name": "Posts", "sections": ["L", "O"]}'),
        (BALLOT, Ballot("all", "L04", 1, BallotState.OPEN, MOMENT), f'{{{ASKED}, "opened_at": {ON}}}'),
        (
            BALLOT,
            Ballot("all", "L04", 1, BallotState.OPEN, MOMENT, MOMENT),
            f'{{{ASKED}, "opened_at": {ON}, "ends_at": {ON}}}',
        ),
        (hands_for("L04"), HandCount({"3": 5, "not_known": 1}), '{"counts": {"3": 5, "not_known": 1}}'),
        (parked_at("1"), ParkedPoint("1", "later", "L04"), '{"text": "later", "question": "L04"}'),
        (presence_of("P1", "2027-03-15"), True, "true"),
        (
            homework_at("L04"),
            Homework("L04", "ask", Function.LEGAL, START, True),
            '{"task": "ask", "function": "legal", "due": "2027-07-01", "done": true}',
        ),
        (
            SIGNED,
            Signature(Stage.AGREED, "Ada", Role.OWNER, "We agree", 7, HASH, MOMENT),
            '{"kind": "signed", "stage": "agreed", "name": "Ada", "role": "owner", "statement": "We agree", '
            f'"revision": 7, "content": "{HASH}", "at": {ON}}}',
        ),
        (
            signature_at(2),
            Reopening(Stage.AGREED, Stage.DRAFT, "Ada", Role.MANAGER, "wrong", MOMENT),
            '{"kind": "reopened", "left": "agreed", "stage": "draft", "name": "Ada", "role": "manager", '
            f'"reason": "wrong", "at": {ON}}}',
        ),
        (vote_of("P1", "L04", 1, "reply"), NotKnown(), '{"reply": "not_known"}'),
        (vote_of("P1", "L04", 12, "confidence"), Confidence.HIGH, '"high"'),
        (
            registered("E1"),
            Evidence(
                "E1",
                "Act",
                EvidenceKind.LEGAL_TEXT,
                Strength.STATED,
                link="https://example.org",
                files=(AttachedFile(HASH, "act.pdf", 9, "pdf"),),
            ),
            '{"title": "Act", "kind": "legal_text", "strength": "stated", "link": "https://example.org", '
            f'"files": [{{"content": "{HASH}", "name": "act.pdf", "size": 9, "kind": "pdf"}}]}}',
        ),
        (
            participant_at("P1"),
            Participant("P1", Role.ASSESSOR, "Ada", function=Function.POST, group="G1"),
            '{"role": "assessor", "name": "Ada", "function": "post", "group": "G1"}',
        ),
        (participant_at("P1"), Participant("P1", Role.FACILITATOR, "Ada"), '{"role": "facilitator", "name": "Ada"}'),
        (REPLY, None, None),
    ],
)
def test_what_is_written_can_be_read_by_people(address: Address, value: Any, text: str | None) -> None:
    # These texts are a promise: databases and files hold them.
    assert encode(address, value) == text
    assert decode(address, text) == value


@pytest.mark.parametrize(
    ("address", "text", "code"),
    [
        (REPLY, "{", "not_json"),
        (REPLY, "[" * 100_000, "too_deep"),
        (REPLY, "[" + "[]," * 500_001 + "[]]", "too_complex"),
        (REPLY, "[" + "7," * 3_000_001 + "7]", "too_complex"),
        (REPLY, "7", "not_record"),
        (REPLY, "{}", "not_one_of"),
        (REPLY, '{"reply": "guess"}', "not_one_of"),
        (REPLY, '{"reply": ["ladder"]}', "not_one_of"),
        (REPLY, '{"reply": "ladder", "level": 3.0}', "inexact"),
        (REPLY, '{"reply": "ladder", "level": NaN}', "inexact"),
        (REPLY, '{"reply": "ladder", "level": "3"}', "not_whole"),
        (REPLY, '{"reply": "ladder", "level": true}', "not_whole"),
        (REPLY, '{"reply": "ladder", "level": 1001}', "out_of_bounds"),
        (REPLY, '{"reply": "ladder", "level": ' + "9" * 5000 + "}", "number_too_large"),
        (REPLY, '{"reply": "ladder", "level": 1, "level": 2}', "key_twice"),
        (REPLY, '{"reply": "ladder", "colour": 1}', "unknown_field"),
        (REPLY, '{"reply": "ladder", "met": "L04.1a"}', "not_list"),
        (REPLY, '{"reply": "ladder", "met": ["a", "a"]}', "twice"),
        (REPLY, '{"reply": "ladder", "met": ["a/b"]}', "not_id"),
        (REPLY, '{"reply": "ladder", "met": [null]}', "not_id"),
        (REPLY, '{"reply": "option"}', "missing_field"),
        (REPLY, '{"reply": "quantity", "value": "1/0", "unit": "%"}', "not_exact"),
        (REPLY, '{"reply": "quantity", "value": "1e999999999", "unit": "%"}', "not_exact"),
        (REPLY, '{"reply": "quantity", "value": 61, "unit": "%"}', "not_exact"),
        (REPLY, '{"reply": "quantity", "value": "1", "unit": "%", "on": "2027-02-30"}', "not_day"),
        (REPLY, '{"reply": "quantity", "value": "1", "unit": "%", "on": "20270228"}', "not_day"),
        (REPLY, '{"reply": "not_applicable", "reason": " "}', "broken_rule"),
        (REPLY, '{"reply": "not_applicable", "reason": ""}', "length"),
        (REPLY, '{"reply": "disputed", "lowest": "2", "highest": "1"}', "broken_rule"),
        (comment_of("P1", "L04"), '"' + "x" * 20_001 + '"', "length"),
        (comment_of("P1", "L04"), '"\\ud800"', "not_unicode"),
        (comment_of("P1", "L04"), "1", "not_text"),
        (STAGE, '"finished"', "not_one_of"),
        (threat_to("L04"), "0", "out_of_bounds"),
        (threat_to("L04"), "4", "out_of_bounds"),
        (price_of("day"), '{"amount": "-1", "currency": "USD"}', "too_low"),
        (LIMITS, '{"quarters": 12, "at_once_default": 2, "at_once": [1]}', "not_record"),
        (LIMITS, '{"quarters": 12, "at_once_default": 2, "at_once": {"a/b": 1}}', "not_id"),
        (LIMITS, '{"quarters": 0, "at_once_default": 2}', "out_of_bounds"),
        (LIMITS, '{"quarters": 12, "at_once_default": 2, "start": "9999-12-01"}', "out_of_bounds"),
        (LIMITS, '{"quarters": 12, "at_once_default": 2, "start": "1899-12-31"}', "out_of_bounds"),
        (LIMITS, '{"quarters": 12, "at_once_default": 2, "start": "soon"}', "not_day"),
        (LIMITS, f'{{{FEW}, "money": "-1"}}', "too_low"),
        (LIMITS, f'{{{FEW}, "upkeep": "-0.01"}}', "too_low"),
        (LIMITS, f'{{{FEW}, "one_donor_each": "yes"}}', "not_truth"),
        (LIMITS, f'{{{FEW}, "one_donor_each": 1}}', "not_truth"),
        (LIMITS, f'{{{FEW}, "pinned": {{"A-1": -1}}}}', "out_of_bounds"),
        (LIMITS, f'{{{FEW}, "required": {{"L04": 1.5}}}}', "inexact"),
        (LIMITS, f'{{{FEW}, "donors": {{}}}}', "not_list"),
        (LIMITS, f'{{{FEW}, "donors": [{", ".join(60 * [DONOR])}]}}', "too_many"),
        (LIMITS, f'{{{FEW}, "donors": [{{"name": ""}}]}}', "length"),
        (LIMITS, f'{{{FEW}, "donors": [{{"name": "D", "colour": 1}}]}}', "unknown_field"),
        (LIMITS, f'{{{FEW}, "donors": [{{"name": "D", "sections": ["L", "L"]}}]}}', "twice"),
        (LIMITS, DONOR_LIMITS % '{"2027": "-1"}', "too_low"),
        (LIMITS, DONOR_LIMITS % '{"2027": 5}', "not_exact"),
        (LIMITS, DONOR_LIMITS % '{"99999": "5"}', "out_of_bounds"),
        (LIMITS, DONOR_LIMITS % '{"1899": "5"}', "out_of_bounds"),
        (LIMITS, DONOR_LIMITS % '{"02027": "5"}', "not_whole"),
        (LIMITS, DONOR_LIMITS % '{"next": "5"}', "not_whole"),
        (LIMITS, DONOR_LIMITS % '{"": "5"}', "not_whole"),
        (LIMITS, DONOR_LIMITS % ('{"' + "9" * 5000 + '": "5"}'), "not_whole"),
        (LIMITS, DONOR_LIMITS % "[5]", "not_record"),
        (LIMITS, DONOR_LIMITS % json.dumps({str(year): "5" for year in range(1900, 1961)}), "too_many"),
        (PROOF, '{"value": "-1", "stop": "done"}', "too_low"),
        (PROOF, '{"value": "1", "stop": "tired"}', "not_one_of"),
        (PROOF, '{"stop": "done"}', "missing_field"),
        (PROOF, '{"value": "1", "stop": "done", "in_months": 0}', "not_truth"),
        (alternative_at("4"), "{}", "unknown_address"),
        (alternative_at("1"), f'{{"name": "x", "limits": {{{FEW}, "more": 1}}, "starts": []}}', "unknown_field"),
        (rate_of("EUR"), '{"rate": "-1"}', "too_low"),
        (rate_of("EUR"), '{"rate": "1/0"}', "not_exact"),
        (rate_of("EUR"), '{"rate": "1", "into": "dollars"}', "not_currency"),
        (own_action_at("A-L04-1"), '{"name": "x"}', "unknown_address"),
        (OWN, '{"name": "x", "type": "magic", "lead": "legal", "months": 1}', "not_one_of"),
        (OWN, '{"name": "x", "type": "audit", "lead": "nobody", "months": 1}', "not_one_of"),
        (OWN, '{"name": "x", "type": ["audit"], "lead": "legal", "months": 1}', "not_one_of"),
        (OWN, '{"name": "", "type": "audit", "lead": "legal", "months": 1}', "length"),
        (OWN, '{"name": "x", "type": "audit", "lead": "legal", "months": 0}', "out_of_bounds"),
        (OWN, '{"name": "x", "type": "audit", "lead": "legal", "months": 1, "one_off": "-5"}', "too_low"),
        (OWN, '{"name": "x", "type": "audit", "lead": "legal", "months": 1, "currency": "$"}', "not_currency"),
        (OWN, '{"name": "x", "type": "audit", "lead": "legal", "months": 1, "meets": ["a/b"]}', "not_id"),
        (details_of("A-1"), '{"funding": "maybe"}', "not_one_of"),
        (details_of("A-1"), '{"person": "Ada"}', "unknown_field"),
        (details_of("A-1"), '{"goal_on": "99999-01-01"}', "not_day"),
        (progress_of("A-1", "friend"), "{}", "unknown_address"),
        (Address(Subject.PROGRESS, ("A-1",)), "{}", "unknown_address"),
        (EXTERNAL, '{"word": "done", "on": "2027-01-01"}', "not_one_of"),
        (EXTERNAL, '{"word": "achieved"}', "missing_field"),
        (EXTERNAL, '{"word": "achieved", "on": "2027-01-01", "rater": "self"}', "unknown_field"),
        (EXTERNAL, '{"word": "achieved", "on": "2027-01-01", "spent": "-1"}', "too_low"),
        (agreement_of("theirs", "L04"), '{"reply": {"reply": "not_known"}}', "unknown_address"),
        (OUTCOME, "{}", "missing_field"),
        (OUTCOME, '{"reply": {"reply": "guess"}}', "not_one_of"),
        (OUTCOME, '{"reply": {"reply": "not_known"}, "dissents": [{"text": ""}]}', "length"),
        (OUTCOME, '{"reply": {"reply": "not_known"}, "dissents": [{"text": "a", "function": "boss"}]}', "not_one_of"),
        (OUTCOME, '{"reply": {"reply": "not_known"}, "at": "2027-01-01"}', "unknown_field"),
        (ROOM, '{"disclosure": "faces"}', "not_one_of"),
        (group_at("G1"), '{"sections": ["L", "L"]}', "twice"),
        (group_at("a/b"), "{}", "not_id"),
        (BALLOT, f'{{{ASKED}, "opened_at": "2027-03-01T09:30:00"}}', "not_time"),
        (BALLOT, f'{{{ASKED}, "opened_at": "noon"}}', "not_time"),
        (BALLOT, f'{{{ASKED}, "opened_at": 7}}', "not_time"),
        (BALLOT, f'{{"question": "L", "round": 0, "state": "open", "opened_at": {ON}}}', "out_of_bounds"),
        (BALLOT, f'{{"question": "L", "round": 1, "state": "shut", "opened_at": {ON}}}', "not_one_of"),
        (hands_for("L04"), '{"counts": {"3": -1}}', "out_of_bounds"),
        (hands_for("L04"), '{"counts": {"3": 10001}}', "out_of_bounds"),
        (hands_for("L04"), '{"counts": {"3": 1.5}}', "inexact"),
        (parked_at("1"), '{"text": ""}', "length"),
        (presence_of("P1", "15 March"), "true", "unknown_address"),
        (presence_of("P1", "2027-03-15"), '"yes"', "not_truth"),
        (homework_at("L04"), '{"task": "ask", "due": "soon"}', "not_day"),
        (signature_at(0), f'{{{HAND}, "name": "Ada", "content": "{HASH}", "at": {ON}}}', "unknown_address"),
        (SIGNED, f'{{{HAND}, "name": "", "content": "{HASH}", "at": {ON}}}', "length"),
        (SIGNED, f'{{{HAND}, "name": "Ada", "content": "{HASH.upper()}", "at": {ON}}}', "not_hash"),
        (SIGNED, '{"kind": "forged"}', "not_one_of"),
        (
            SIGNED,
            '{"kind": "reopened", "left": "agreed", "stage": "draft", "name": "A", "role": "owner", "reason": " ", '
            f'"at": {ON}}}',
            "broken_rule",
        ),
        (vote_of("P1", "L04", 0, "reply"), '{"reply": "not_known"}', "unknown_address"),
        (vote_of("P1", "L04", 1, "evidence"), "[]", "unknown_address"),
        (vote_of("P1", "L04", 1, "reply"), '{"reply": "guess"}', "not_one_of"),
        (
            registered("E1"),
            '{"title": "", "kind": "report", "strength": "stated", '
            '"files": [{"content": "../etc", "name": "a", "size": 1, "kind": "pdf"}]}',
            "not_hash",
        ),
        (setup_field("language"), '"../../etc"', "not_language"),
        (setup_field("currency"), '"dollars"', "not_currency"),
        (setup_field("colour"), '"red"', "unknown_address"),
        (Address(Subject.ANSWER, ("P1", "L04")), "1", "unknown_address"),
        (Address(Subject.ANSWER, ("P1", "L04", "mood")), "1", "unknown_address"),
    ],
)
def test_what_is_wrong_is_named(address: Address, text: str, code: str) -> None:
    with pytest.raises(BadValue) as refused:
        decode(address, text)
    assert [problem.code for problem in refused.value.problems] == [f"value.{code}"]
    assert refused.value.problems[0].place.startswith(str(address))


def test_all_that_is_wrong_is_named_at_once() -> None:
    with pytest.raises(BadValue) as refused:
        decode(price_of("day"), '{"amount": 1.5, "currency": "", "year": 1}')
    assert {problem.place: problem.code for problem in refused.value.problems} == {
        "price/day.amount": "value.inexact",
        "price/day.currency": "value.length",
        "price/day.year": "value.out_of_bounds",
    }


@pytest.mark.parametrize(
    ("address", "value"),
    [
        (price_of("day"), UnitPrice("day", 1.5, "USD")),  # type: ignore[arg-type]
        (price_of("day"), UnitPrice("day", Decimal(1), "USD")),  # type: ignore[arg-type]
        (price_of("day"), UnitPrice("week", Fraction(1), "USD")),
        (price_of("day"), UnitPrice("day", Fraction(1, 10**41), "USD")),
        (setup_field("assessed_on"), datetime(2027, 1, 1)),
        (STAGE, Role.MANAGER),
        (STAGE, "draft"),
        (PLANNED, [PlannedStart("A-1", 0)]),
        (PLANNED, (PlannedStart("A-1", -1),)),
        (LIMITS, Limits(donors=(Donor("D", {99999: Fraction(1)}),))),
        (LIMITS, Limits(donors=(Donor("D", {"next": Fraction(1)}),))),  # type: ignore[dict-item]
        (LIMITS, Limits(donors=[Donor("D")])),  # type: ignore[arg-type]
        (PROOF, Proof(Fraction(-1))),
        (PROOF, Limits()),
        (rate_of("EUR"), ExchangeRate("CHF", Fraction(1))),
        (own_action_at("OWN-2"), SIGNS),
        (OWN, replace(SIGNS, one_off=Fraction(-1))),
        (details_of("A-2"), StepDetails("A-1")),
        (EXTERNAL, ProgressReport("A-1", Rater.SELF, ProgressWord.ON_TRACK, START)),
        (EXTERNAL, ProgressReport("A-2", Rater.EXTERNAL, ProgressWord.ON_TRACK, START)),
        (REPLY, LadderGiven(3)),
        (REPLY, {"reply": "not_known"}),
    ],
)
def test_a_value_of_another_kind_is_refused(address: Address, value: Any) -> None:
    with pytest.raises(BadValue):
        encode(address, value)


def test_a_whole_number_of_money_is_exact_too() -> None:
    price = UnitPrice("day", 120, "USD")  # type: ignore[arg-type]
    assert decode(price_of("day"), encode(price_of("day"), price)) == UnitPrice("day", Fraction(120), "USD")


@given(st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)), st.integers(-12 * 60, 14 * 60))
def test_moments_are_kept_and_sort_as_text(naive: datetime, minutes: int) -> None:
    at = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert read_time(time_text(at), "at") == at
    assert time_text(at - timedelta(microseconds=1)) < time_text(at)


@pytest.mark.parametrize(
    "written", ["2027-03-01", "2027-03-01T12:00:00", "yesterday", 5, None, "0001-01-01T00:00:00+14:00", "2" * 50]
)
def test_a_moment_that_is_none_is_refused(written: Any) -> None:
    with pytest.raises(BadValue):
        read_time(written, "at")


@pytest.mark.parametrize(
    "change",
    [
        {"address": "answer/P1/L04"},
        {"address": "colour/P1"},
        {"address": 7},
        {"address": "threat/" + "x" * 1000},
        {"stamp": 0},
        {"stamp": 10**12},
        {"revision": 0},
        {"by": None},
        {"by": "a\u0000b"},
        {"at": "2027"},
        {"value": {"reply": "guess"}},
        {"more": 1},
    ],
)
def test_a_line_that_is_no_entry_is_refused(change: dict[str, Any]) -> None:
    (entry,) = as_history([(REPLY, NotKnown())])
    line = entry_to_json(entry)
    assert entry_from_json(line, "line").at.tzinfo is UTC
    with pytest.raises(BadValue):
        entry_from_json({**line, **change}, "line")


@pytest.mark.parametrize("line", [None, 7, [], "x", {}])
def test_a_line_of_another_kind_is_refused(line: Any) -> None:
    with pytest.raises(BadValue):
        entry_from_json(line, "line")
