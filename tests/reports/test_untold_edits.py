"""Whatever is changed of what others are not told, their files stay the same to the byte: nothing tells that it was."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from planning.follow_up import plan_from
from planning.own_actions import with_own_actions
from questionnaire.answers import Answer, Dissent, EvidenceLink, NotKnown, RecordedAgreement
from questionnaire.assessment import Dossier
from questionnaire.ballots import WHOLE_ROOM, Ballot, BallotState, HandCount, Homework, ParkedPoint
from questionnaire.entries import Entry, reply_of
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.following import ProgressReport, ProgressWord, Rater
from questionnaire.intentions import PlannedStart, Target, UnitPrice
from questionnaire.policy import Confidence, Strength
from questionnaire.signatures import Signature
from questionnaire.stages import Function
from reports.audience import Audience
from reports.formats import OFFERED, paper_of, write_report
from reports.report import Report, build_report
from scoring.gaps import find_gaps
from scoring.priorities import Importance, rank_gaps
from scoring.scores import score_dossier
from tests.examples import NOON, at_level
from tests.reports.filled import MADE_AT
from tests.reports.secrets import DAY, UNTOLD, Salted, secret_library
from words.phrases import LANGUAGES

OTHERS = (Audience.DONOR, Audience.PUBLIC)
LATER = datetime(2027, 4, 2, 17, 3, tzinfo=UTC)


@dataclass(frozen=True)
class Known:
    """All that a report is made of."""

    dossier: Dossier
    earlier: Dossier
    by_hand: bool = False
    outdated: bool = False
    states: Mapping[int, str] = field(default_factory=lambda: {1: "as_signed", 3: "as_signed"})


Edit = Callable[[Known], Known]
SALTED = Salted()
BEFORE = Known(SALTED.dossier, replace(SALTED.dossier, id="D0", revision=3))


def report_of(known: Known, audience: Audience, language: str = "en") -> Report:
    """The report as the program makes it, for one audience."""
    held = known.dossier
    library = with_own_actions(secret_library(), held)
    card = score_dossier(held)
    gaps = find_gaps(card, held.targets)
    return build_report(
        held,
        card,
        gaps,
        rank_gaps(gaps, Importance(held.framework, held.threats)),
        plan_from(held, card, library, held.planned or (), DAY),
        library,
        language=language,
        audience=audience,
        made_at=MADE_AT,
        program_version="1.0.0",
        by_hand=known.by_hand,
        outdated=known.outdated,
        signature_states=known.states,
        earlier=known.earlier,
    )


# --- the edits ------------------------------------------------------------------------------------------------


def of_dossier(edit: Callable[[Dossier], Mapping[str, Any]]) -> Edit:
    """An edit of fields of the dossier, made of those that it has."""
    return lambda known: replace(known, dossier=replace(known.dossier, **edit(known.dossier)))


def _reply(one: Dossier) -> Mapping[str, Any]:
    mine = replace(one.answers["P1", UNTOLD], reply=at_level(4), confidence=Confidence.HIGH, comment="other words")
    second = Answer("P2", UNTOLD, NotKnown("nobody knows"), Confidence.LOW, "said by the second", at=LATER)
    return {"answers": {**one.answers, ("P1", UNTOLD): replace(mine, at=LATER), ("P2", UNTOLD): second}}


def _outcome(one: Dossier) -> Mapping[str, Any]:
    others = (Dissent("no", Function.POST),)
    recorded = RecordedAgreement(UNTOLD, at_level(3), Confidence.LOW, rationale="why", dissents=others, at=LATER)
    seen = RecordedAgreement(UNTOLD, at_level(4), seen="the room of the informants", at=LATER)
    return {"agreed": {**one.agreed, UNTOLD: recorded}, "validated": {**one.validated, UNTOLD: seen}}


def _evidence_changed(one: Dossier) -> Mapping[str, Any]:
    changed = replace(one.evidence["E2"], title="other", link="", strength=Strength.OBSERVED_IN_USE, files=())
    return {"evidence": {**one.evidence, "E2": changed}}


def _evidence_hung(one: Dossier) -> Mapping[str, Any]:
    links = (EvidenceLink("E1"), EvidenceLink("E2"), EvidenceLink("E3"))
    more = Evidence("E3", "new", EvidenceKind.INTERVIEW, Strength.DOCUMENT_SEEN)
    answers = {**one.answers, ("P1", UNTOLD): replace(one.answers["P1", UNTOLD], evidence=links)}
    return {"answers": answers, "evidence": {**one.evidence, "E3": more}}


def _evidence_taken_off(one: Dossier) -> Mapping[str, Any]:
    """E2 hangs on nothing any more, and E4 never did: the register of others knows neither before nor after."""
    answers = {**one.answers, ("P1", UNTOLD): replace(one.answers["P1", UNTOLD], evidence=())}
    agreed = {**one.agreed, UNTOLD: replace(one.agreed[UNTOLD], evidence=())}
    more = Evidence("E4", "loose", EvidenceKind.OTHER, Strength.DOCUMENT_SEEN)
    return {"answers": answers, "agreed": agreed, "evidence": {**one.evidence, "E4": more}}


def _evidence_of_one(one: Dossier) -> Mapping[str, Any]:
    """What one person hung on a reply that is told to nobody else, beside the outcome that is."""
    more = Evidence("E5", "from one", EvidenceKind.INTERVIEW, Strength.DOCUMENT_SEEN)
    own = replace(one.answers["P2", "L01"], evidence=(EvidenceLink("E5"),))
    assert "L01" in one.agreed
    return {"answers": {**one.answers, ("P2", "L01"): own}, "evidence": {**one.evidence, "E5": more}}


def _room(one: Dossier) -> Mapping[str, Any]:
    asked = {
        "G1": Ballot("G1", UNTOLD, 3, BallotState.OPEN, LATER),
        WHOLE_ROOM: Ballot(WHOLE_ROOM, UNTOLD, 1, BallotState.REVEALED, LATER),
    }
    return {
        "ballots": asked,
        "hands": {**one.hands, UNTOLD: HandCount({"0": 9, "4": 1})},
        "parked": {"2": ParkedPoint("2", "later", UNTOLD)},
        "homework": {UNTOLD: Homework(UNTOLD, "ask the service", Function.POST, date(2027, 5, 1))},
        "present": frozenset({("P2", "2027-03-02")}),
        "groups": {id: replace(group, name="renamed") for id, group in one.groups.items()},
    }


def _targets(one: Dossier) -> Mapping[str, Any]:
    required = {**one.limits.required, UNTOLD: 4}
    return {
        "targets": {**one.targets, UNTOLD: Target(UNTOLD, 4, date(2029, 1, 1))},
        "threats": {**one.threats, UNTOLD: 1},
        "limits": replace(one.limits, required=required),
    }


def _no_targets(one: Dossier) -> Mapping[str, Any]:
    return {name: {id: v for id, v in getattr(one, name).items() if id != UNTOLD} for name in ("targets", "threats")}


def _plan(one: Dossier) -> Mapping[str, Any]:
    moved = {"A-qzonly": 5, "A-qzall": 19, "OWN-2": 3}
    planned = tuple(replace(start, quarter=moved.get(start.action, start.quarter)) for start in one.planned or ())
    limits = replace(one.limits, pinned={"A-qzonly": 5}, forced_in=frozenset({"A-L01"}))
    return {"planned": planned, "limits": limits, "proof": None}


def _plan_without(one: Dossier) -> Mapping[str, Any]:
    gone = ("A-qzonly", "A-qzall", "OWN-2")
    return {
        "planned": tuple(start for start in one.planned or () if start.action not in gone),
        "limits": replace(one.limits, pinned={}, forced_out=frozenset({"A-qzall"})),
        "details": {id: told for id, told in one.details.items() if id not in gone},
        "progress": {key: told for key, told in one.progress.items() if key[0] not in gone},
    }


def _own_action(one: Dossier) -> Mapping[str, Any]:
    changed = replace(one.own_actions["OWN-2"], name="other", one_off=Fraction(900), months=9)
    new = replace(changed, id="OWN-3", name="new")
    planned = (*(one.planned or ()), PlannedStart("OWN-3", 1))
    return {"own_actions": {**one.own_actions, "OWN-2": changed, "OWN-3": new}, "planned": planned}


def _followed(one: Dossier) -> Mapping[str, Any]:
    said = ProgressReport("A-qzonly", Rater.SELF, ProgressWord.ACHIEVED, date(2027, 6, 1), "done", "", ("E1",))
    outside = replace(said, rater=Rater.EXTERNAL, evidence=("E2",), spent=Fraction(80))
    details = {**one.details, "A-qzall": replace(one.details["A-qzall"], owner="another", notes="new")}
    more = {("A-qzonly", Rater.SELF): said, ("A-qzonly", Rater.EXTERNAL): outside}
    return {"progress": {**one.progress, **more}, "details": details}


def _prices(one: Dossier) -> Mapping[str, Any]:
    return {"prices": {**one.prices, "qzuntoldgoods": UnitPrice("qzuntoldgoods", Fraction(11), "USD", "a shop", 2027)}}


def _inner_words(one: Dossier) -> Mapping[str, Any]:
    """What people wrote for themselves on what is told: comments that nobody released, reasons, notes, names."""
    released = {key for key, answer in one.answers.items() if answer.comment_shared and answer.question != UNTOLD}
    return {
        "answers": {k: a if k in released else replace(a, comment="other") for k, a in one.answers.items()},
        "agreed": {id: replace(told, rationale="other", dissents=()) for id, told in one.agreed.items()},
        "details": {id: replace(told, notes="other") for id, told in one.details.items()},
        "progress": {key: replace(told, note="other") for key, told in one.progress.items()},
        "participants": tuple(replace(p, name="other", office="other", group="") for p in one.participants),
        "alternatives": {},
    }


def _unfit(one: Dossier) -> Mapping[str, Any]:
    lost = Entry(reply_of("P1", "nowhere"), 1, at_level(2), "P1", LATER, 12)
    aside = replace(one.set_aside["P1", "gone"], reply=at_level(4), evidence=(EvidenceLink("E2"),))
    return {"orphans": (lost,), "set_aside": {("P1", "gone"): aside}}


def _signed(known: Known) -> Known:
    """What was signed was another number of changes and other inner matters; the days and the stages are the same."""
    signed = tuple(
        replace(one, revision=one.revision + 40, content="c" * 64, at=one.at + timedelta(minutes=3))
        if isinstance(one, Signature)
        else replace(one, reason="other", name="other", at=one.at + timedelta(minutes=5))
        for one in known.dossier.signatures
    )
    return replace(known, dossier=replace(known.dossier, signatures=signed))


def _counted(known: Known) -> Known:
    """Every change counts, and is made at some moment."""
    later = {"revision": 61, "saved_at": LATER, "created_at": NOON}
    return replace(known, dossier=replace(known.dossier, **later), earlier=replace(known.earlier, revision=88))


def _noticed(known: Known) -> Known:
    return replace(known, by_hand=True, outdated=True, states={1: "changed", 3: "not_matching"})


def _earlier(known: Known) -> Known:
    edits = (_reply, _outcome, _targets, _evidence_taken_off)
    held = known.earlier
    for edit in edits:
        held = replace(held, **edit(held))
    return replace(known, earlier=held)


EDITS: Mapping[str, Edit] = {
    "reply": of_dossier(_reply),
    "outcome": of_dossier(_outcome),
    "evidence changed": of_dossier(_evidence_changed),
    "evidence hung": of_dossier(_evidence_hung),
    "evidence taken off": of_dossier(_evidence_taken_off),
    "evidence of one": of_dossier(_evidence_of_one),
    "room": of_dossier(_room),
    "targets": of_dossier(_targets),
    "no targets": of_dossier(_no_targets),
    "plan": of_dossier(_plan),
    "plan without": of_dossier(_plan_without),
    "own action": of_dossier(_own_action),
    "followed": of_dossier(_followed),
    "prices": of_dossier(_prices),
    "inner words": of_dossier(_inner_words),
    "unfit": of_dossier(_unfit),
    "signed": _signed,
    "counted": _counted,
    "noticed": _noticed,
    "earlier": _earlier,
}
EVERYTHING = tuple(one for one in EDITS if one not in ("no targets", "plan without", "evidence taken off"))
"""The edits that can be made one on top of the other."""


# --- nobody else can tell -------------------------------------------------------------------------------------


def edited(*names: str) -> Known:
    known = BEFORE
    for name in names:
        known = EDITS[name](known)
    return known


def facts(report: Report) -> Mapping[str, Any]:
    """The data of a report: the whole for donors; for the public, who get none, the parts of the text."""
    if report.audience is Audience.DONOR:
        told: dict[str, Any] = json.loads(write_report(report, "json"))
        tables = told.pop("tables")
        return {**told, **tables}
    return {str(number): part for number, part in enumerate(map(repr, paper_of(report, "summary").parts))}


@pytest.mark.parametrize("audience", OTHERS)
@pytest.mark.parametrize("edit", EDITS)
def test_no_fact_of_others_tells_what_was_changed(edit: str, audience: Audience) -> None:
    before, after = (facts(report_of(one, audience)) for one in (BEFORE, edited(edit)))
    assert {name: (before[name], told) for name, told in after.items() if before[name] != told} == {}


def test_whether_a_room_was_used_is_the_one_thing_that_is_told() -> None:
    # One person worked alone, until a second one replied to what is withheld: from then on nothing is agreed without a
    # recorded outcome, on what is told neither. A copy that went on calling it agreed would be wrong.
    held = BEFORE.dossier
    alone = {key: answer for key, answer in held.answers.items() if key[0] == "P1"}
    one = replace(BEFORE, dossier=replace(held, answers=alone, agreed={}, ballots={}, hands={}, validated={}))
    second = Answer("P2", UNTOLD, at_level(2), at=LATER)
    two = replace(one, dossier=replace(one.dossier, answers={**alone, ("P2", UNTOLD): second}))
    before, after = (report_of(known, Audience.DONOR) for known in (one, two))
    assert (before.card.proposals, after.card.proposals) == (False, True)
    assert before.card.scores == after.card.scores


@pytest.mark.parametrize("edit", EDITS)
def test_the_administration_sees_every_one_of_these_changes(edit: str) -> None:
    # An edit that changed nothing would prove nothing.
    assert edited(edit) != BEFORE


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("audience", "format"), [(one, format) for one in OTHERS for format in OFFERED[one]])
def test_every_file_of_others_stays_the_same_to_the_byte(audience: Audience, format: str, language: str) -> None:
    before, after = (report_of(one, audience, language) for one in (BEFORE, edited(*EVERYTHING)))
    assert write_report(before, format) == write_report(after, format)
