"""Every value to JSON and back, exactly; and every way in which JSON can be wrong, named by its address."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import Disputed, EvidenceLink, LadderGiven, LevelReached, NotKnown, QuantityGiven, TicksGiven
from questionnaire.assessment import Participant, Role, Round, RoundKind
from questionnaire.entries import (
    LIMITS,
    PLANNED,
    STAGE,
    Address,
    Subject,
    comment_of,
    evidence_for,
    participant_at,
    price_of,
    reply_of,
    setup_field,
    target_of,
    threat_to,
)
from questionnaire.intentions import Limits, PlannedStart, Target, UnitPrice
from storage.bad_values import BadValue
from storage.encoding import decode, encode
from storage.entry_lines import entry_from_json, entry_to_json, read_time, time_text
from tests.storage.values import as_history, fractions, histories, writings

REPLY = reply_of("P1", "L04")


@given(writings())
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
        (setup_field("round"), Round(RoundKind.MID_TERM), '{"kind": "mid_term"}'),
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
