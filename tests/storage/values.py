"""Anything that can be recorded, for property tests: values by address, and whole histories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from questionnaire.answers import (
    AgreementKind,
    CriterionNotApplicable,
    Disputed,
    Dissent,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    RecordedAgreement,
    TicksGiven,
)
from questionnaire.assessment import Administration, Participant, Round, RoundKind, Site
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
from questionnaire.bringing import Bringing, UnknownWriter
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
    alternative_at,
    ballot_of,
    details_of,
    group_at,
    hands_for,
    homework_at,
    own_action_at,
    parked_at,
    presence_of,
    progress_of,
    rate_of,
    setup_field,
    signature_at,
    vote_of,
)
from questionnaire.evidence import AttachedFile, Evidence, EvidenceKind
from questionnaire.following import Funding, ProgressReport, ProgressWord, Rater, StepDetails
from questionnaire.intentions import (
    FIRST_START,
    LAST_START,
    Alternative,
    Donor,
    ExchangeRate,
    Limits,
    PlannedStart,
    Proof,
    Stop,
    Target,
    UnitPrice,
)
from questionnaire.own_actions import LEADS, OWN_PREFIX, TYPES, OwnAction
from questionnaire.policy import Confidence, Strength
from questionnaire.signatures import Reopening, Signature
from questionnaire.stages import Function, Role, Stage

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
texts = st.text(max_size=40)
ids = st.text(
    st.characters(codec="utf-8", exclude_characters="/", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12
)
id_sets = st.frozensets(ids, max_size=4)
days = st.dates()
maybe_days = st.none() | days
fractions = st.fractions(max_denominator=10**6, min_value=-(10**9), max_value=10**9)
amounts = st.fractions(max_denominator=1000, min_value=0, max_value=10**9)
years = st.none() | st.integers(1900, 2200)
not_applicable_criteria = st.lists(st.builds(CriterionNotApplicable, ids, texts.filter(str.strip)), max_size=3).map(
    tuple
)
given_forms = st.one_of(
    st.builds(LadderGiven, st.none() | st.integers(0, 9), id_sets, id_sets, not_applicable_criteria),
    st.builds(TicksGiven, id_sets, not_applicable_criteria),
    st.builds(OptionGiven, ids),
    st.builds(QuantityGiven, fractions, texts, maybe_days),
)


def _dispute(ends: Sequence[Fraction], reason: str) -> Disputed:
    return Disputed(min(ends), max(ends), reason)


replies = st.one_of(
    st.builds(LevelReached, given_forms),
    st.builds(NotApplicable, texts.filter(str.strip)),
    st.builds(NotKnown, texts),
    st.builds(_dispute, st.lists(fractions, min_size=2, max_size=2, unique=True), texts),
)
answer_parts = {
    "reply": replies,
    "confidence": st.sampled_from(Confidence),
    "comment": texts,
    "evidence": st.lists(st.builds(EvidenceLink, ids, id_sets), max_size=3).map(tuple),
    "comment_shared": st.booleans(),
}
setup_values: dict[str, st.SearchStrategy[Any]] = {
    "administration": st.builds(Administration, texts, texts),
    "site": st.builds(Site, texts),
    "round": st.builds(Round, st.sampled_from(RoundKind), years),
    "language": st.sampled_from(["en", "fr", "pt-BR"]),
    "assessed_on": days,
    "priority_posts": texts,
    "currency": st.sampled_from(["USD", "XAF"]),
    "profile": ids,
}
maybe_amounts = st.none() | amounts
id_lists = st.lists(ids, max_size=3).map(tuple)
quarters = st.integers(0, 40)
donors = st.builds(
    Donor, texts.filter(bool), st.dictionaries(st.integers(1900, 2260), amounts, max_size=3), id_sets, id_sets
)
limits = st.builds(
    Limits,
    st.none() | st.dates(FIRST_START, LAST_START),
    st.integers(1, 40),
    st.integers(0, 9),
    st.dictionaries(ids, st.integers(0, 9), max_size=3),
    maybe_amounts,
    id_sets,
    id_sets,
    st.lists(donors, max_size=2).map(tuple),
    st.booleans(),
    maybe_amounts,
    st.dictionaries(ids, quarters, max_size=2),
    st.dictionaries(ids, st.integers(0, 4), max_size=2),
)
plans = st.lists(st.builds(PlannedStart, ids, quarters), max_size=4).map(tuple)
proofs = st.builds(
    Proof,
    value=amounts,
    value_bound=maybe_amounts,
    cost=maybe_amounts,
    cost_bound=maybe_amounts,
    in_months=st.booleans(),
    finish=st.none() | st.integers(0, 400),
    finish_bound=st.none() | st.integers(0, 400),
    one_of_several=st.none() | st.booleans(),
    stop=st.sampled_from(Stop),
    solver=texts,
    seconds=maybe_amounts,
)
currencies = st.from_regex("[A-Z]{3}", fullmatch=True)


def _own_action(id: str) -> st.SearchStrategy[OwnAction]:
    return st.builds(
        OwnAction,
        st.just(id),
        texts.filter(bool),
        st.sampled_from(TYPES),
        st.sampled_from(LEADS),
        st.integers(1, 120),
        id_lists,
        id_lists,
        maybe_amounts,
        maybe_amounts,
        st.just("") | currencies,
        texts,
        texts,
        texts,
        texts,
    )


def _plan_places(name: str, rater: Rater, currency: str) -> list[st.SearchStrategy[tuple[Address, Any]]]:
    """What is recorded about the plan and its lines."""
    just, own = st.just(name), f"{OWN_PREFIX}{name[:90]}"
    details = st.builds(
        StepDetails,
        just,
        texts,
        texts,
        st.none() | st.sampled_from(Funding),
        texts,
        texts,
        st.none() | fractions,
        maybe_days,
        st.none() | fractions,
        maybe_days,
    )
    report = st.builds(
        ProgressReport,
        just,
        st.just(rater),
        st.sampled_from(ProgressWord),
        days,
        texts,
        texts,
        id_lists,
        maybe_amounts,
        maybe_days,
    )
    rate = st.builds(ExchangeRate, st.just(currency), amounts, maybe_days, texts, st.just("") | currencies)
    return [
        _pairs(LIMITS, limits),
        _pairs(PLANNED, plans),
        _pairs(PROOF, proofs),
        _pairs(alternative_at("2"), st.builds(Alternative, texts.filter(bool), limits, plans, st.none() | proofs)),
        _pairs(rate_of(currency), rate),
        _pairs(own_action_at(own), _own_action(own)),
        _pairs(details_of(name), details),
        _pairs(progress_of(name, rater.value), report),
    ]


some_texts = texts.filter(str.strip)
functions = st.none() | st.sampled_from(Function)
moments = st.datetimes(min_value=datetime(2000, 1, 1), timezones=st.just(UTC))
links = answer_parts["evidence"]
hashes = st.integers(0, 16**64 - 1).map(lambda number: f"{number:064x}")
files = st.builds(AttachedFile, hashes, texts.filter(bool), st.integers(0, 10**9), ids)
signatures = st.one_of(
    st.builds(
        Signature,
        st.sampled_from(Stage),
        texts.filter(bool),
        st.sampled_from(Role),
        texts,
        st.integers(0, 10**9),
        hashes,
        moments,
    ),
    st.builds(
        Reopening,
        st.sampled_from(Stage),
        st.sampled_from(Stage),
        texts.filter(bool),
        st.sampled_from(Role),
        some_texts,
        moments,
    ),
)


def _room_places(name: str, kind: AgreementKind, number: int) -> list[st.SearchStrategy[tuple[Address, Any]]]:
    """What is recorded in the room, and put under signatures."""
    just = st.just(name)
    outcome = st.builds(
        RecordedAgreement,
        just,
        replies,
        st.none() | st.sampled_from(Confidence),
        links,
        texts,
        st.lists(st.builds(Dissent, texts.filter(bool), functions), max_size=2).map(tuple),
        texts,
    )
    ballot = st.builds(Ballot, just, ids, st.integers(1, 9), st.sampled_from(BallotState), moments, st.none() | moments)
    hands = st.builds(HandCount, st.dictionaries(ids, st.integers(0, 10_000), max_size=4))
    return [
        _pairs(agreement_of(kind, name), outcome),
        _pairs(ROOM, st.builds(RoomRules, st.sampled_from(Disclosure), st.booleans())),
        _pairs(group_at(name), st.builds(Group, just, texts, id_sets)),
        _pairs(ballot_of(name), ballot),
        _pairs(hands_for(name), hands),
        _pairs(parked_at(name), st.builds(ParkedPoint, just, texts.filter(bool), texts, texts)),
        _pairs(presence_of(name, f"2027-03-{number:02d}"), st.booleans()),
        _pairs(homework_at(name), st.builds(Homework, just, texts, functions, maybe_days, st.booleans())),
        _pairs(signature_at(number), signatures),
        _pairs(WITHHELD, id_lists),
    ]


def votes(name: str, round: int, part: str) -> st.SearchStrategy[tuple[Address, Any]]:
    """A part of a hidden vote. It is encoded like everything, and is in no history."""
    return _pairs(vote_of("P1", name, round, part), answer_parts[part])


def _pairs(address: Address, values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Address, Any]]:
    return st.tuples(st.just(address), st.none() | values)


@st.composite
def writings(draw: st.DrawFn, names: st.SearchStrategy[str] = ids) -> tuple[Address, Any]:
    """An address and a value (or None) that may be recorded there; the ids in it come from `names`."""
    name = draw(names)
    # Answers are most of what is recorded, so they are most of what is drawn.
    of = draw(st.sampled_from(["answer", "answer", "answer", "setup", "plan", "room", "other"]))
    if of == "answer":
        part = draw(st.sampled_from(sorted(answer_parts)))
        return draw(_pairs(Address(Subject.ANSWER, (draw(names), name, part)), answer_parts[part]))
    if of == "setup":
        field = draw(st.sampled_from(sorted(setup_values)))
        return draw(_pairs(setup_field(field), setup_values[field]))
    if of == "plan":
        places = _plan_places(name, draw(st.sampled_from(Rater)), draw(currencies))
    elif of == "room":
        places = _room_places(name, draw(st.sampled_from(AgreementKind)), draw(st.integers(1, 31)))
    else:
        places = _other_places(name)
    return draw(st.one_of(places))


def _other_places(name: str) -> list[st.SearchStrategy[tuple[Address, Any]]]:
    """Everything else: the stage, who takes part, targets, evidence, prices."""
    just = st.just(name)
    participant = st.builds(Participant, just, st.sampled_from(Role), texts, texts, functions, texts)
    registered = st.builds(
        Evidence,
        just,
        texts,
        st.sampled_from(EvidenceKind),
        st.sampled_from(Strength),
        texts,
        maybe_days,
        texts,
        st.lists(files, max_size=2).map(tuple),
    )
    writer = st.builds(UnknownWriter, just, texts, st.integers(1, 9))
    bringings = st.builds(Bringing, st.lists(writer, max_size=2).map(tuple))
    return [
        _pairs(STAGE, st.sampled_from(Stage)),
        _pairs(Address(Subject.THREAT, (name,)), st.integers(1, 3)),
        _pairs(Address(Subject.TARGET, (name,)), st.builds(Target, just, st.integers(0, 4), maybe_days)),
        _pairs(Address(Subject.PARTICIPANT, (name,)), participant),
        _pairs(Address(Subject.EVIDENCE, (name,)), registered),
        _pairs(Address(Subject.BROUGHT, ("7",)), bringings),
        _pairs(Address(Subject.PRICE, (name,)), st.builds(UnitPrice, just, amounts, st.just("USD"), texts, years)),
    ]


def as_history(written: Sequence[tuple[Address, Any]]) -> tuple[Entry, ...]:
    """The entries that these writings make, one revision each."""
    stamps: dict[Address, int] = {}
    entries = []
    for revision, (address, value) in enumerate(written, start=1):
        stamps[address] = stamps.get(address, 0) + 1
        at = NOON + timedelta(seconds=revision, microseconds=revision * 7)
        entries.append(Entry(address, stamps[address], value, "P1", at, revision))
    return tuple(entries)


few_ids = st.sampled_from(["C1", "C2", "C3", "gone", "P1"])
histories = st.lists(writings(few_ids), max_size=25).map(as_history)
