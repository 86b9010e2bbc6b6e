"""The history as a feed: what changed from what to what, picked, in words, and as a table."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.actions import Library
from questionnaire.answers import EvidenceLink, LevelReached, NotApplicable, NotKnown, QuantityGiven
from questionnaire.assessment import Participant, Round
from questionnaire.ballots import Group, HandCount
from questionnaire.bringing import Bringing, UnknownWriter
from questionnaire.dossier import fold
from questionnaire.entries import (
    LIMITS,
    PLANNED,
    PROOF,
    Entry,
    Subject,
    alternative_at,
    brought_at,
    comment_of,
    confidence_of,
    details_of,
    evidence_for,
    group_at,
    hands_for,
    own_action_at,
    participant_at,
    price_of,
    progress_of,
    rate_of,
    registered,
    reply_of,
    setup_field,
    target_of,
    threat_to,
)
from questionnaire.evidence import AttachedFile, Evidence, EvidenceKind
from questionnaire.following import Funding, ProgressReport, ProgressWord, Rater, StepDetails
from questionnaire.intentions import Alternative, Donor, ExchangeRate, Limits, PlannedStart, Proof, Target, UnitPrice
from questionnaire.own_actions import OwnAction
from questionnaire.policy import Confidence, Strength
from questionnaire.signatures import Reopening
from questionnaire.stages import Function, Role, Stage
from reports.history import (
    PART_OF,
    FeedPart,
    FeedWish,
    RecordedChange,
    about_of,
    changes_of,
    days_of,
    names_below,
    wanted,
)
from reports.history_tables import history_table
from reports.history_words import HistoryTeller
from reports.plain import table_csv, table_json
from reports.redaction import redacted_dossier
from reports.reply_words import reply_said
from tests.examples import at_level, capability, question, section
from tests.examples import framework as tiny_framework
from tests.examples import number as number_kind
from tests.reports.workshop import MONDAY, TINY, TUESDAY, Diary, monday
from words.phrases import load_phrases

NOTHING = Library({}, {}, {})


def teller(diary: Diary, language: str = "en") -> HistoryTeller:
    return HistoryTeller(load_phrases(language), fold(TINY, "D1", diary.entries), NOTHING)


def told(diary: Diary, language: str = "en") -> list[tuple[str, str, str, str]]:
    """Who, what, before, after of every change, the oldest first."""
    speaks = teller(diary, language)
    return [
        (speaks.who(one.by), speaks.what(one), speaks.before(one), speaks.after(one))
        for one in reversed(changes_of(diary.entries))
    ]


class TestTheFeed:
    def test_every_subject_that_a_dossier_holds_has_its_part(self) -> None:
        assert set(PART_OF) == set(Subject) - {Subject.VOTE}
        assert set(PART_OF.values()) == set(FeedPart)

    def test_the_latest_first_with_what_stood_there(self) -> None:
        diary = Diary()
        diary.write({reply_of("P1", "L02"): at_level(1)})
        diary.write({reply_of("P1", "L02"): at_level(3)})
        diary.write({reply_of("P1", "L02"): None})
        assert [(one.before, one.after) for one in changes_of(diary.entries)] == [
            (at_level(3), None),
            (at_level(1), at_level(3)),
            (None, at_level(1)),
        ]

    def test_a_writing_that_changed_nothing_is_left_out(self) -> None:
        diary = Diary()
        diary.write({reply_of("P1", "L02"): at_level(1)})
        diary.write({reply_of("P1", "L02"): at_level(1)})
        assert len(changes_of(diary.entries)) == 1

    @given(st.permutations(range(len(monday().entries))))
    def test_the_order_in_which_entries_come_does_not_matter(self, order: list[int]) -> None:
        entries = monday().entries
        shuffled = changes_of(entries[place] for place in order)
        assert set(map(repr, shuffled)) == set(map(repr, changes_of(entries)))
        assert [one.revision for one in shuffled] == sorted((one.revision for one in shuffled), reverse=True)

    def test_picked_by_part_place_day_and_person(self) -> None:
        changes = changes_of(monday().entries)
        assert {one.address.subject for one in wanted(changes, FeedWish(FeedPart.STAGES), TINY)} == {
            Subject.STAGE,
            Subject.SIGNATURE,
        }
        assert {about_of(one) for one in wanted(changes, FeedWish(about="L02"), TINY)} == {"L02"}
        assert {about_of(one) for one in wanted(changes, FeedWish(about="L"), TINY)} == {"L01.q1", "L02"}
        assert {one.revision for one in wanted(changes, FeedWish(on=TUESDAY), TINY)} == {
            max(e.revision for e in changes)
        }
        assert {one.by for one in wanted(changes, FeedWish(people=frozenset({"P3"})), TINY)} == {"P3"}
        assert wanted(changes, FeedWish(about="nowhere"), TINY) == ()
        assert wanted(changes, FeedWish(), TINY) == changes

    def test_a_capability_has_its_questions_below_it(self) -> None:
        assert names_below(TINY, "L01") == {"L01", "L01.q1", "L01.q2"}
        assert names_below(TINY, "L01.q1") == {"L01.q1"}

    def test_days(self) -> None:
        assert days_of(changes_of(monday().entries)) == (TUESDAY, MONDAY)

    def test_ten_thousand_entries_are_quick(self) -> None:
        at = datetime(2027, 3, 1, 12, tzinfo=UTC)
        address = reply_of("P1", "L02")
        entries = [Entry(address, n, at_level(n % 5), "P1", at, n) for n in range(1, 10_001)]
        began = time.perf_counter()
        found = wanted(changes_of(entries), FeedWish(FeedPart.ANSWERS, "L", date(2027, 3, 1)), TINY)
        assert len(found) == 10_000
        assert time.perf_counter() - began < 2


class TestInWords:
    def test_a_reply(self) -> None:
        diary = Diary()
        diary.write({participant_at("P1"): Participant("P1", Role.FACILITATOR, "Ada")})
        diary.write({reply_of("P1", "L02"): at_level(1)})
        diary.write({reply_of("P1", "L02"): NotKnown("ask the registry")})
        diary.write({reply_of("P1", "L02"): None})
        assert told(diary)[1:] == [
            ("Ada", "Reply to L02 L02", "", "1 Initial"),
            ("Ada", "Reply to L02 L02", "1 Initial", "Not known: ask the registry"),
            ("Ada", "Reply to L02 L02", "Not known: ask the registry", "withdrawn"),
        ]
        assert told(diary, "fr")[2][3] == "Non connu\u00a0: ask the registry"

    def test_whoever_types_for_another_is_told_apart(self) -> None:
        diary = monday()
        change = RecordedChange(reply_of("P2", "L02"), 99, "P1", datetime(2027, 3, 15, tzinfo=UTC), None, at_level(1))
        assert teller(diary).what(change) == "Reply to L02 L02, of Binta"

    def test_the_room(self) -> None:
        diary = monday()
        diary.write({hands_for("O01"): HandCount({"2": 5, "not_known": 1, "0": 0})})
        diary.write({group_at("g1"): Group("g1", "Port", frozenset({"L", "O"}))})
        back = Reopening(Stage.AGREED, Stage.DRAFT, "Ada", Role.OWNER, "A mistake", datetime(2027, 3, 16, tzinfo=UTC))
        diary.write({next(one.address for one in diary.entries if one.address.subject is Subject.SIGNATURE): back})
        said = {what: after for _, what, _, after in told(diary)}
        assert said["Asked in the room: L02 L02"] == "revealed, round 1"
        assert said["Show of hands on O01 O01"] == "2: 5, Not known: 1"
        assert said["Group g1"] == "name: Port; sections: L, O"
        assert said["Outcome of the group for L01.q1 L01"] == (
            "2 Developing. Why: The circular <b>is</b> out. Another view (Legal affairs): Too low"
        )
        assert said["Homework on L02 L02"] == "Port, airport or post: Bring the register, by 22 March 2027"
        assert said["Signature 1"] == "back from Agreed to Draft, by Ada (Owner): A mistake"
        assert said["Stage"] == "Agreed"
        assert said["Binta present on 15 March 2027"] == "yes"

    def test_only_the_fields_that_changed_are_said(self) -> None:
        diary = Diary()
        first = Evidence("E1", "The Act", EvidenceKind.LEGAL_TEXT, Strength.STATED)
        file = AttachedFile("0" * 64, "act.pdf", 10, "pdf")
        diary.write({registered("E1"): first})
        diary.write({registered("E1"): replace(first, strength=Strength.DOCUMENT_SEEN, files=(file,))})
        assert told(diary)[1][2:] == ("seen: stated", "seen: document seen; files: act.pdf")

    def test_nothing_that_can_be_recorded_is_without_words(self) -> None:
        diary = monday()
        start = PlannedStart("A-1", 2)
        values = {
            setup_field("round"): Round(year=2027),
            setup_field("assessed_on"): date(2027, 3, 1),
            setup_field("profile"): "full",
            confidence_of("P1", "L02"): Confidence.LOW,
            comment_of("P1", "L02"): "a note",
            evidence_for("P1", "L02"): (EvidenceLink("E1"),),
            target_of("L02"): Target("L02", 3, date(2028, 1, 1)),
            threat_to("L02"): 2,
            price_of("gloves"): UnitPrice("gloves", Fraction(3, 2), "USD", "a shop", 2027),
            rate_of("EUR"): ExchangeRate("EUR", Fraction(11, 10), date(2027, 1, 1), "a bank", "USD"),
            LIMITS: Limits(date(2027, 1, 1), money=Fraction(1000), donors=(Donor("A donor"),), pinned={"A-1": 1}),
            PLANNED: (start,),
            PROOF: Proof(Fraction(1)),
            alternative_at("1"): Alternative("dear", Limits(), (start,)),
            own_action_at("OWN-1"): OwnAction("OWN-1", "Ours", "training", "legal", 2),
            details_of("A-1"): StepDetails("A-1", "chief", funding=Funding.PART),
            progress_of("A-1", "self"): ProgressReport("A-1", Rater.SELF, ProgressWord.ON_TRACK, date(2027, 5, 1)),
        }
        for address, value in values.items():
            diary.write({address: value})
        for language in ("en", "fr"):
            for who, what, _, after in told(diary, language):
                assert who and what and after
                assert not any(sign in what + after for sign in ("<", "object at", "Fraction(")) or "circular" in after

    def test_who_brought_in_names_that_nobody_knew(self) -> None:
        diary = monday()
        diary.write({brought_at(9): Bringing((UnknownWriter("P9", "Binta", 2), UnknownWriter("P77", "", 1)))})
        *_, (_, what, _, after) = told(diary)
        assert what == "Another copy brought in"
        assert after == "under names that nobody here knew, as told by the file: Binta (P9), 2 writings; P77, 1 writing"
        *_, (_, what, _, after) = told(diary, "fr")
        assert what == "Une autre copie reprise" and after.endswith("Binta (P9), 2 écritures\u202f; P77, 1 écriture")

    def test_a_plan_says_what_moved(self) -> None:
        diary = Diary()
        diary.write({PLANNED: (PlannedStart("A-1", 0), PlannedStart("A-2", 1))})
        diary.write({PLANNED: (PlannedStart("A-1", 0), PlannedStart("A-2", 3))})
        assert [after for *_, after in told(diary)] == [
            "2 actions: A-1, A-2",
            "2 actions; new or moved: A-2; A-2 \u203a quarters after the first day: 3",
        ]

    def test_names_that_are_kept_back_become_functions(self) -> None:
        diary = monday()
        closed = replace(teller(diary), dossier=redacted_dossier(fold(TINY, "D1", diary.entries)))
        assert closed.who("P2") == "Legal affairs (P2)"
        assert closed.who("P1") == "Facilitator (P1)"
        assert closed.who("P77") == "P77"

    def test_what_the_framework_no_longer_has_is_told_by_its_id(self) -> None:
        diary = Diary()
        diary.write({reply_of("P1", "Z9"): at_level(1)})
        assert told(diary)[0][1:] == ("Reply to Z9", "", "Does not fit this question")


class TestReplies:
    def test_a_number_and_no_answer(self) -> None:
        node = question("N1", number_kind("N1", {0: 0, 1: 10, 2: 50}))
        framework = tiny_framework(section("L", capability("L01", node)))
        say = load_phrases("en")
        assert reply_said(say, framework, node, None) == "Not answered"
        assert reply_said(say, framework, node, NotApplicable("no port")) == "Not applicable: no port"
        told_level = reply_said(say, framework, node, LevelReached(QuantityGiven(Fraction(25, 2), "percent")))
        assert told_level.startswith("1 Initial (12.5")


class TestAsAFile:
    def test_csv_holds_text_that_nothing_runs(self) -> None:
        diary = Diary()
        diary.write({comment_of("P1", "L02"): "=cmd()"})
        content = table_csv(history_table(changes_of(diary.entries), teller(diary))).decode("utf-8-sig")
        assert content.splitlines()[0] == "revision,day,time,who,part,about,what,before,after"
        assert content.splitlines()[1].endswith(",P1,answers,L02,Comment on L02 L02,,'=cmd()")

    def test_json(self) -> None:
        diary = monday()
        said = json.loads(table_json(history_table(changes_of(diary.entries), teller(diary))))
        assert said["table"] == "history"
        assert said["rows"][0]["day"] == "2027-03-16"
        assert len(said["rows"]) == len(changes_of(diary.entries))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_part_has_a_word(language: str) -> None:
    say = load_phrases(language)
    assert len({say(f"history.part.{one.value}") for one in FeedPart}) == len(FeedPart)
    assert {say(f"function.{one.value}") for one in Function}
