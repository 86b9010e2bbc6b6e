from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import Answer, Dissent, EvidenceLink, NotKnown, RecordedAgreement
from questionnaire.assessment import Administration, Dossier, Participant
from questionnaire.ballots import (
    WHOLE_ROOM,
    Ballot,
    BallotState,
    Disclosure,
    Group,
    HandCount,
    Homework,
    ParkedPoint,
    RoomRules,
)
from questionnaire.dossier import fold, latest
from questionnaire.entries import (
    LIMITS,
    PLANNED,
    PROOF,
    ROOM,
    STAGE,
    Address,
    Entry,
    agreement_of,
    alternative_at,
    ballot_of,
    comment_of,
    confidence_of,
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
from questionnaire.following import ProgressReport, ProgressWord, Rater, StepDetails
from questionnaire.intentions import Alternative, ExchangeRate, Limits, PlannedStart, Proof, Target, UnitPrice
from questionnaire.own_actions import OwnAction
from questionnaire.policy import Confidence
from questionnaire.profile import NO_PROFILE, Covers, Profile, SiteCriterion
from questionnaire.profiled import in_profile
from questionnaire.signatures import Reopening, Signature
from questionnaire.stages import Function, Role, Stage
from questionnaire.text import NO_TEXT
from tests.examples import NOON, at_level, capability, evidence, framework, question, section

TREE = framework(
    section("L", capability("L1", question("L1", aliases=("OLD",)), aliases=("OLD",)), capability("L2")),
)


def entry(address: Address, value: Any, stamp: int = 1, revision: int = 1, minutes: int = 0) -> Entry:
    return Entry(address, stamp, value, "P1", NOON + timedelta(minutes=minutes), revision)


def test_everything_recorded_finds_its_place() -> None:
    prices = UnitPrice("per diem", Fraction(45), "USD")
    dossier = fold(
        TREE,
        "D1",
        [
            entry(setup_field("administration"), Administration("Customs", "Sahira")),
            entry(setup_field("language"), "fr"),
            entry(STAGE, Stage.AGREED),
            entry(participant_at("P2"), Participant("P2", Role.ASSESSOR)),
            entry(participant_at("P1"), Participant("P1", Role.FACILITATOR)),
            entry(reply_of("P1", "L1"), at_level(2)),
            entry(confidence_of("P1", "L1"), Confidence.HIGH, minutes=5),
            entry(comment_of("P1", "L1"), "seen"),
            entry(evidence_for("P1", "L1"), (EvidenceLink("E1"),)),
            entry(registered("E1"), evidence("E1")),
            entry(target_of("L1"), Target("L1", 3)),
            entry(threat_to("L1"), 3),
            entry(price_of("per diem"), prices, revision=7),
            entry(LIMITS, Limits(quarters=8)),
            entry(PLANNED, (PlannedStart("A", 0),)),
        ],
        created_at=NOON,
    )
    assert dossier.setup.administration.country == "Sahira"
    assert (dossier.setup.language, dossier.setup.currency) == ("fr", "USD")
    assert dossier.stage is Stage.AGREED
    assert [one.id for one in dossier.participants] == ["P1", "P2"]
    assert dossier.answers["P1", "L1"] == Answer(
        "P1", "L1", at_level(2), Confidence.HIGH, "seen", (EvidenceLink("E1"),), NOON + timedelta(minutes=5)
    )
    assert (dossier.targets["L1"].level, dossier.threats["L1"], dossier.prices["per diem"]) == (3, 3, prices)
    assert (dossier.limits.quarters, dossier.planned) == (8, (PlannedStart("A", 0),))
    assert (dossier.revision, dossier.saved_at, dossier.created_at) == (7, NOON + timedelta(minutes=5), NOON)
    assert dossier.evidence["E1"].title == "Customs Act"
    assert dossier.orphans == ()


def test_the_highest_stamp_holds() -> None:
    address = reply_of("P1", "L1")
    entries = [entry(address, at_level(level), stamp, revision=stamp) for stamp, level in ((2, 3), (1, 1), (3, 2))]
    assert latest(entries)[address].stamp == 3
    assert fold(TREE, "D1", entries).answers["P1", "L1"].reply == at_level(2)


def test_what_is_cleared_is_gone_and_no_zero() -> None:
    dossier = fold(
        TREE,
        "D1",
        [
            entry(reply_of("P1", "L1"), at_level(2)),
            entry(reply_of("P1", "L1"), None, 2),
            entry(comment_of("P1", "L1"), "stays"),
            entry(target_of("L1"), None, 2),
            entry(LIMITS, None, 2),
            entry(setup_field("currency"), None, 2),
        ],
    )
    assert dossier.answers["P1", "L1"].reply is None
    assert dossier.answers["P1", "L1"].comment == "stays"
    assert dossier.targets == {}
    assert dossier.limits == Limits()
    assert dossier.setup.currency == "USD"


def test_an_old_name_of_a_question_renames_nothing_else() -> None:
    written = UnitPrice("OLD", Fraction(45), "USD")
    person = Participant("OLD", Role.ASSESSOR)
    dossier = fold(
        TREE,
        "D1",
        [
            entry(registered("OLD"), evidence("OLD")),
            entry(price_of("OLD"), written),
            entry(participant_at("OLD"), person),
            entry(reply_of("OLD", "OLD"), at_level(2)),
            entry(evidence_for("OLD", "OLD"), (EvidenceLink("OLD"),)),
        ],
    )
    assert list(dossier.evidence) == ["OLD"]
    assert (dossier.prices, dossier.participants) == ({"OLD": written}, (person,))
    assert dossier.answers["OLD", "L1"].evidence == (EvidenceLink("OLD"),)


def test_questions_and_capabilities_have_old_names_of_their_own() -> None:
    tree = framework(section("L", capability("C1", question("Q1", aliases=("X",))), capability("C2", aliases=("X",))))
    dossier = fold(tree, "D1", [entry(reply_of("P1", "X"), at_level(2)), entry(target_of("X"), Target("X", 3))])
    assert list(dossier.answers) == [("P1", "Q1")]
    assert dossier.targets == {"C2": Target("C2", 3)}


@pytest.mark.parametrize("level", [-1, 5, 99])
def test_a_target_that_is_no_level_of_the_main_scale_is_kept_aside(level: int) -> None:
    dossier = fold(TREE, "D1", [entry(target_of("L1"), Target("L1", level)), entry(target_of("L2"), Target("L2", 4))])
    assert dossier.targets == {"L2": Target("L2", 4)}
    assert [str(one.address) for one in dossier.orphans] == ["target/L1"]


def test_what_the_framework_does_not_know_is_kept_aside() -> None:
    unknown = [
        entry(reply_of("P1", "Z9"), at_level(1)),
        entry(target_of("Z9"), Target("Z9", 2)),
        entry(comment_of("P1", "Z8"), None, 2),
    ]
    dossier = fold(TREE, "D1", unknown)
    assert {str(one.address) for one in dossier.orphans} == {"answer/P1/Z9/reply", "target/Z9"}
    assert dossier.answers == {}
    assert dossier.targets == {}


def test_an_old_name_is_read_as_the_new_one() -> None:
    dossier = fold(TREE, "D1", [entry(reply_of("P1", "OLD"), at_level(2)), entry(threat_to("OLD"), 3)])
    assert dossier.answers["P1", "L1"].reply == at_level(2)
    assert dossier.threats == {"L1": 3}
    assert dossier.orphans == ()


def test_an_entry_under_the_new_name_prevails_over_one_under_the_old() -> None:
    older = [entry(reply_of("P1", "OLD"), at_level(1), 4, 9), entry(reply_of("P1", "L1"), at_level(3), 1, 2)]
    assert fold(TREE, "D1", older).answers["P1", "L1"].reply == at_level(3)


SHORT = Profile("short", NO_TEXT, NO_TEXT, Fraction(1), capabilities=("L2",))
PROFILED = replace(TREE, profiles=(NO_PROFILE, SHORT))


def asked_as(*profiles: str) -> Dossier:
    """Answers to everything, with these profiles picked one after the other."""
    return fold(
        PROFILED,
        "D1",
        [
            entry(reply_of("P1", "OLD"), at_level(2)),
            entry(comment_of("P1", "OLD"), "seen"),
            entry(reply_of("P1", "L2"), at_level(3)),
            entry(target_of("L1"), Target("L1", 3)),
            entry(target_of("L2"), Target("L2", 4)),
            entry(threat_to("L1"), 3),
            entry(threat_to("L2"), 2),
            *(entry(setup_field("profile"), profile, stamp) for stamp, profile in enumerate(profiles, 1)),
        ],
    )


def test_what_a_profile_leaves_out_is_set_aside() -> None:
    dossier = asked_as("short")
    assert dossier.framework is in_profile(PROFILED, "short")
    assert dossier.whole is PROFILED
    assert list(dossier.answers) == [("P1", "L2")]
    assert dossier.set_aside == {("P1", "L1"): Answer("P1", "L1", at_level(2), comment="seen", at=NOON)}
    assert (dossier.targets, dossier.threats) == ({"L2": Target("L2", 4)}, {"L2": 2})
    assert dossier.orphans == (), "the framework has it, only the profile does not ask it"


@pytest.mark.parametrize("profiles", [(), ("full",), ("short", "full"), ("gone",)])
def test_nothing_is_set_aside_where_everything_is_asked(profiles: tuple[str, ...]) -> None:
    dossier = asked_as(*profiles)
    assert dossier.framework is dossier.whole is PROFILED
    assert set(dossier.answers) == {("P1", "L1"), ("P1", "L2")}
    assert set(dossier.targets) == set(dossier.threats) == {"L1", "L2"}
    assert dossier.set_aside == {}


OWN = OwnAction("OWN-1", "Signs", "awareness", "legal", 3, meets=("L1.1a", "gone"), after=("A-9",))
BY_SELF, BY_OTHERS = (
    ProgressReport("A-9", rater, word, date(2027, 9, 1))
    for rater, word in ((Rater.SELF, ProgressWord.ACHIEVED), (Rater.EXTERNAL, ProgressWord.ON_TRACK))
)
RATE = ExchangeRate("EUR", Fraction("1.08"))
ASIDE = Alternative("Cheaper", Limits(quarters=4), (PlannedStart("A", 0),))
SITE_WORDS = Profile(
    "site",
    NO_TEXT,
    NO_TEXT,
    Fraction(1),
    Covers.SITE,
    questions={"L1": NO_TEXT},
    criteria={"L1.1a": SiteCriterion(NO_TEXT)},
)


def planned(*profiles: str) -> Dossier:
    """All that is recorded about a plan, with these profiles picked one after the other."""
    return fold(
        replace(TREE, profiles=(NO_PROFILE, SHORT, SITE_WORDS)),
        "D1",
        [
            entry(LIMITS, Limits(pinned={"A": 0})),
            entry(PLANNED, (PlannedStart("A", 0),)),
            entry(PROOF, Proof(Fraction(7))),
            entry(alternative_at("2"), ASIDE),
            entry(rate_of("EUR"), RATE),
            entry(own_action_at("OWN-1"), OWN),
            entry(details_of("A-9"), StepDetails("A-9", owner="Head of unit")),
            entry(progress_of("A-9", "self"), BY_SELF),
            entry(progress_of("A-9", "external"), BY_OTHERS),
            *(entry(setup_field("profile"), profile, stamp) for stamp, profile in enumerate(profiles, 1)),
        ],
    )


def test_what_is_recorded_about_the_plan_finds_its_place() -> None:
    dossier = planned()
    assert (dossier.planned, dossier.proof) == ((PlannedStart("A", 0),), Proof(Fraction(7)))
    assert (dossier.alternatives, dossier.rates) == ({"2": ASIDE}, {"EUR": RATE})
    assert dossier.limits.pinned == {"A": 0}


def test_the_two_raters_are_never_mixed() -> None:
    assert planned().progress == {("A-9", Rater.SELF): BY_SELF, ("A-9", Rater.EXTERNAL): BY_OTHERS}


@pytest.mark.parametrize("profile", ["full", "short", "gone"])
def test_ids_of_actions_that_nobody_knows_are_kept(profile: str) -> None:
    dossier = planned(profile)
    assert dossier.own_actions == {"OWN-1": OWN}
    assert (list(dossier.details), len(dossier.progress)) == (["A-9"], 2)
    assert dossier.orphans == ()


def test_where_a_site_is_asked_the_plan_is_set_aside_with_all_that_is_said_of_it() -> None:
    dossier = planned("site")
    assert (dossier.planned, dossier.proof, dossier.alternatives) == (None, None, {})
    assert (dossier.own_actions, dossier.details, dossier.progress) == ({}, {}, {})
    assert (dossier.rates, dossier.limits.pinned) == ({"EUR": RATE}, {"A": 0})
    back = planned("site", "full")
    assert (back.own_actions, back.proof, len(back.progress)) == ({"OWN-1": OWN}, Proof(Fraction(7)), 2)


def test_what_is_withdrawn_is_gone() -> None:
    written = [
        (PROOF, Proof(Fraction(1))),
        (own_action_at("OWN-1"), OWN),
        (progress_of("A-9", "self"), BY_SELF),
        (rate_of("EUR"), RATE),
        (details_of("A-9"), StepDetails("A-9")),
    ]
    entries = [one for address, value in written for one in (entry(address, value), entry(address, None, 2))]
    dossier = fold(TREE, "D1", entries)
    assert (dossier.proof, dossier.own_actions, dossier.progress) == (None, {}, {})
    assert (dossier.rates, dossier.details) == ({}, {})


SIGNED = Signature(Stage.AGREED, "Ada", Role.OWNER, "We agree", 3, "a" * 64, NOON)
REOPENED = Reopening(Stage.AGREED, Stage.DRAFT, "Ada", Role.OWNER, "L1 was read wrongly", NOON)
OUTCOME = RecordedAgreement("L1", at_level(2), rationale="seen", dissents=(Dissent("too high", Function.POST),))
ASKED = Ballot(WHOLE_ROOM, "L1", 1, BallotState.OPEN, NOON)
ROOM_WRITTEN: tuple[tuple[Address, Any], ...] = (
    (agreement_of("self", "L1"), OUTCOME),
    (agreement_of("validated", "L1"), replace(OUTCOME, reply=NotKnown(), seen="the register")),
    (ROOM, RoomRules(Disclosure.NAMES)),
    (group_at("G1"), Group("G1", "Posts", frozenset("L"))),
    (ballot_of(WHOLE_ROOM), ASKED),
    (hands_for("L1"), HandCount({"2": 5})),
    (parked_at("1"), ParkedPoint("1", "night shift", "L1")),
    (presence_of("P1", "2027-03-15"), True),
    (homework_at("L1"), Homework("L1", "ask the port")),
    (signature_at(10), REOPENED),
    (signature_at(9), SIGNED),
)


def test_what_is_recorded_in_the_room_finds_its_place() -> None:
    dossier = fold(TREE, "D1", [entry(*one, minutes=5) for one in ROOM_WRITTEN])
    assert dossier.agreed == {"L1": replace(OUTCOME, at=NOON + timedelta(minutes=5))}
    assert (dossier.validated["L1"].reply, dossier.validated["L1"].seen) == (NotKnown(), "the register")
    assert dossier.room.disclosure is Disclosure.NAMES
    assert (dossier.groups["G1"].name, dossier.ballots, dossier.hands["L1"].total) == ("Posts", {"all": ASKED}, 5)
    assert (dossier.parked["1"].question, dossier.homework["L1"].task) == ("L1", "ask the port")
    assert dossier.present == {("P1", "2027-03-15")}
    assert dossier.signatures == (SIGNED, REOPENED)
    assert (dossier.answers, dossier.orphans) == ({}, ())


def test_what_the_room_took_back_is_gone() -> None:
    dossier = fold(
        TREE,
        "D1",
        [
            *(entry(address, value) for address, value in ROOM_WRITTEN),
            *(entry(address, None, 2) for address, _ in ROOM_WRITTEN),
        ],
    )
    assert dossier == replace(fold(TREE, "D1", []), revision=1, saved_at=NOON)
    absent = [entry(presence_of("P1", "2027-03-15"), value, stamp) for stamp, value in ((1, True), (2, False))]
    assert fold(TREE, "D1", absent).present == frozenset()


@pytest.mark.parametrize(
    ("address_of", "value"),
    [
        (lambda id: agreement_of("self", id), OUTCOME),
        (hands_for, HandCount({"2": 5})),
        (homework_at, Homework("L1", "ask the port")),
    ],
)
def test_what_the_room_said_of_a_question_follows_its_name(address_of: Any, value: Any) -> None:
    def named(id: str) -> Any:
        return value if isinstance(value, HandCount) else replace(value, question=id)

    old = fold(TREE, "D1", [entry(address_of("OLD"), named("OLD"))])
    assert old == fold(TREE, "D1", [entry(address_of("L1"), named("L1"))])
    gone = fold(TREE, "D1", [entry(address_of("L9"), named("L9"))])
    assert [one.address for one in gone.orphans] == [address_of("L9")]
    assert (gone.agreed, gone.hands, gone.homework) == ({}, {}, {})
    assert fold(TREE, "D1", [entry(address_of("L9"), None)]).orphans == ()


def test_what_the_room_said_of_a_question_that_is_not_asked_is_not_shown() -> None:
    written = [
        (agreement_of("self", "L1"), OUTCOME),
        (agreement_of("validated", "L1"), OUTCOME),
        (hands_for("L1"), HandCount({"2": 5})),
        (homework_at("L1"), Homework("L1", "ask the port")),
        (setup_field("profile"), "short"),
    ]
    tree = replace(TREE, profiles=(NO_PROFILE, SHORT))
    dossier = fold(tree, "D1", [entry(*one) for one in written])
    assert (dossier.agreed, dossier.validated, dossier.hands, dossier.homework) == ({}, {}, {}, {})
    assert dossier.orphans == ()
    whole = fold(tree, "D1", [entry(*one) for one in written[:-1]])
    assert (set(whole.agreed), set(whole.validated), set(whole.hands)) == ({"L1"}, {"L1"}, {"L1"})


def test_a_vote_is_never_part_of_a_dossier() -> None:
    with pytest.raises(AssertionError):
        fold(TREE, "D1", [entry(vote_of("P1", "L1", 1, "reply"), at_level(2))])


recorded = st.lists(
    st.builds(
        entry,
        st.sampled_from([reply_of("P1", "L1"), reply_of("P1", "L2"), reply_of("P2", "L1"), reply_of("P1", "OLD")]),
        st.one_of(st.none(), st.integers(0, 4).map(at_level)),
        st.integers(1, 5),
        st.integers(1, 9),
    ),
    unique_by=lambda one: (one.address, one.stamp),
)


@given(recorded, st.randoms())
def test_the_order_of_reading_does_not_matter(entries: list[Entry], random: Any) -> None:
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert fold(TREE, "D1", shuffled) == fold(TREE, "D1", entries)
