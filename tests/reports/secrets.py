"""A dossier with a word of its own in every field that people write in, and a search through all bytes of a file."""

from __future__ import annotations

import html
import io
import re
import subprocess
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from fractions import Fraction
from typing import Any, get_args, get_type_hints

from planning.actions import Action, CostLine, Library, UnitCost
from planning.follow_up import plan_from
from planning.own_actions import with_own_actions
from planning.plan import Plan
from questionnaire.answers import (
    Agreement,
    Answer,
    CriterionNotApplicable,
    Disputed,
    Dissent,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    RecordedAgreement,
)
from questionnaire.assessment import Administration, Dossier, Participant, Round, RoundKind, Setup, Site
from questionnaire.ballots import Ballot, BallotState, Disclosure, Group, HandCount, Homework, ParkedPoint, RoomRules
from questionnaire.entries import Entry
from questionnaire.evidence import AttachedFile
from questionnaire.following import Funding, ProgressReport, ProgressWord, Rater, StepDetails
from questionnaire.framework import Capability, Framework
from questionnaire.intentions import Alternative, Donor, ExchangeRate, Limits, PlannedStart, Target, UnitPrice
from questionnaire.own_actions import OwnAction
from questionnaire.policy import Confidence
from questionnaire.signatures import Reopening, Signature
from questionnaire.stages import Function, Role, Stage
from questionnaire.text import Text
from reports.redaction_rules import KIND_OF, WordKind
from scoring.scores import score_dossier
from tests.examples import NOON, action, at_level, capability, evidence, framework, question, section

UNTOLD, ALL_UNTOLD = "Lqzuntold", "Iqzuntold"
"""The capabilities that are withheld: one of several in its section, and the only one of its section."""
DAY = date(2027, 4, 1)


def secret(n: int) -> str:
    """A word that stands nowhere else: letters only, so that nothing breaks or hyphenates it."""
    return "qz" + "".join("bcdfghjklm"[int(digit)] for digit in f"{n:04}") + "xw"


# --- the dossier ----------------------------------------------------------------------------------------------


def secret_framework() -> Framework:
    """Sections with and without withheld capabilities, whose every text has a word of its own."""
    untold = _untold(UNTOLD)
    held = framework(
        section("L", capability("L01"), untold, capability("L02"), capability("L03")),
        replace(section("Iqzsection", _untold(ALL_UNTOLD)), name=Text({"en": "qzsectionname"})),
        section("O", capability("O01", question("O01.q1"), question("O01.q2"))),
    )
    return replace(held, fact_sheets=())


def _untold(id: str) -> Capability:
    return replace(
        capability(id),
        name=Text({"en": f"qzname{id}"}),
        short=Text({"en": f"qzshort{id}"}),
        weight_reason=Text({"en": f"qzreason{id}"}),
        sensitive=True,
    )


def secret_library() -> Library:
    """Actions for what is told, for what is not, and for both."""
    box = CostLine("procurement", {"quantity": Fraction(3)}, "box")
    trap = CostLine("procurement", {"quantity": Fraction(1)}, "qzuntoldgoods")
    actions = (
        _law("A-L01", "L01.1a", "L01.2a", one_off=(box,), recurrent=(box,)),
        _law("A-qzonly", f"{UNTOLD}.1a", f"{UNTOLD}.2a", one_off=(trap,)),
        _law("A-both", "L02.1a", f"{UNTOLD}.3a", after=("A-qzonly",), requires={UNTOLD: 1}, one_off=(box,)),
        _law("A-qzall", f"{ALL_UNTOLD}.1a", one_off=(box,)),
        _law("A-O01", "O01.q1.1a", "O01.q2.1a", months=6),
    )
    prices = {one: UnitCost(one, Fraction(amount), "USD", "unit") for one, amount in (("box", 7), ("qzuntoldgoods", 9))}
    return Library({one.id: one for one in actions}, prices, {"qzuntoldgoods": Text({"en": "qzuntoldgoods"})})


def _law(id: str, *meets: str, **more: Any) -> Action:
    return action(id, *meets, vision_2030="b", indicator=Text({"en": f"sign {id}"}), **more)


def rich_dossier() -> Dossier:
    """A dossier in which every kind of record stands, with placeholders where people write."""
    held = secret_framework()
    link = (EvidenceLink("E1"),)
    ids = [one.id for one in held.questions]
    replies = [at_level(1), at_level(2), NotApplicable("x"), NotKnown("x"), at_level(1), at_level(0), at_level(2)]
    partly = LevelReached(
        LadderGiven(2, frozenset({"L01.1a"}), not_applicable=(CriterionNotApplicable("L01.2a", "x"),))
    )
    answers = {
        ("P1", id): Answer("P1", id, reply, Confidence.LOW, "x", link, NOON)
        for id, reply in zip(ids, replies, strict=True)
    }
    answers["P1", "L01"] = replace(answers["P1", "L01"], reply=partly)
    answers["P1", "O01.q2"] = Answer("P1", "O01.q2", Disputed(Fraction(0), Fraction(3), "x"), comment="x", at=NOON)
    answers["P2", "L01"] = Answer("P2", "L01", at_level(3), comment="x", comment_shared=True, at=NOON)
    answers["P1", UNTOLD] = replace(answers["P1", UNTOLD], evidence=(EvidenceLink("E2"),), comment_shared=True)
    agreed = {
        "L01": RecordedAgreement("L01", partly, Confidence.HIGH, link, "x", (Dissent("x", Function.LEGAL),), at=NOON),
        UNTOLD: RecordedAgreement(UNTOLD, at_level(1), Confidence.HIGH, (EvidenceLink("E2"),), "x", at=NOON),
        "L02": RecordedAgreement("L02", NotApplicable("x"), rationale="x"),
        "L03": RecordedAgreement("L03", NotKnown("x"), rationale="x"),
        "O01.q2": RecordedAgreement("O01.q2", Disputed(Fraction(0), Fraction(3), "x"), rationale="x"),
    }
    seen = {id: RecordedAgreement(id, at_level(1), rationale="x", seen="x") for id in ("L01", UNTOLD)}
    register = [replace(evidence(id, title="x"), where="x", link="x") for id in ("E1", "E2")]
    file = AttachedFile("0" * 64, "x", 3, "pdf")
    return Dossier(
        id="D1",
        framework=held,
        whole=held,
        setup=_setup(),
        stage=Stage.SHARED,
        participants=(
            Participant("P1", Role.FACILITATOR, "x", "x", Function.LEGAL, "G1"),
            Participant("P2", Role.ASSESSOR, "x", "x", Function.POST),
        ),
        answers=answers,
        evidence={one.id: replace(one, files=(file,)) for one in register},
        targets={one.id: Target(one.id, 2, date(2028, 1, 1)) for one in held.capabilities},
        threats={UNTOLD: 3, "L01": 2},
        prices={"box": UnitPrice("box", Fraction(5), "EUR", "x", 2026)},
        rates={"EUR": ExchangeRate("EUR", Fraction(2), DAY, "x")},
        agreed=agreed,
        validated=seen,
        signatures=_signatures(),
        revision=9,
        saved_at=NOON,
        **_room(),
        **_of_plan(),
    )


def _setup() -> Setup:
    there = Administration("x", "x")
    return Setup(there, Site("x"), Round(RoundKind.BASELINE, 2027), "en", date(2027, 3, 1), "x", "USD")


def _room() -> dict[str, Any]:
    return {
        "room": RoomRules(Disclosure.NAMES),
        "groups": {"G1": Group("G1", "x", frozenset({"L", "Iqzsection"}))},
        "ballots": {"G1": Ballot("G1", UNTOLD, 1, BallotState.REVEALED, NOON)},
        "hands": {"L01": HandCount({"2": 3}), UNTOLD: HandCount({"1": 2})},
        "parked": {"1": ParkedPoint("1", "x", UNTOLD, "x")},
        "present": frozenset({("P1", "2027-03-01")}),
        "homework": {"L01": Homework("L01", "x", Function.LEGAL)},
        "set_aside": {("P1", "gone"): Answer("P1", "gone", at_level(2), comment="x")},
    }


def _of_plan() -> dict[str, Any]:
    ids = ("A-L01", "A-qzonly", "A-both", "A-qzall", "A-O01", "OWN-1", "OWN-2")
    own = [
        OwnAction(f"OWN-{n}", "x", "training", "it", 3, (meets,), (), Fraction(4), None, "USD", "x", "x", "x", "x")
        for n, meets in ((1, "O01.q1.2a"), (2, f"{UNTOLD}.4a"))
    ]
    limits = Limits(
        start=DAY,
        quarters=8,
        at_once={"legal": 3},
        donors=(Donor("x", {2027: Fraction(500), 2028: Fraction(500)}), Donor("x", {2027: Fraction(50)})),
        forced_in=frozenset({"A-L01", "A-qzonly"}),
        pinned={"A-qzall": 2},
        required={UNTOLD: 1, "L01": 1},
    )
    starts = tuple(PlannedStart(id, n % 3) for n, id in enumerate(ids))
    told = ProgressReport("", Rater.SELF, ProgressWord.ON_TRACK, date(2027, 5, 1), "x", "x", ("E1",), Fraction(2))
    return {
        "limits": limits,
        "planned": starts,
        "alternatives": {"1": Alternative("x", limits, starts)},
        "own_actions": {one.id: one for one in own},
        "details": {id: StepDetails(id, "x", "x", Funding.PART, "x", "x", Fraction(1)) for id in ids},
        "progress": {(id, Rater.SELF): replace(told, action=id) for id in ids},
    }


def _signatures() -> tuple[Signature | Reopening, ...]:
    at = datetime(2027, 3, 20, 9, tzinfo=UTC)
    return (
        Signature(Stage.AGREED, "x", Role.FACILITATOR, "x", 3, "a" * 64, at),
        Reopening(Stage.AGREED, Stage.DRAFT, "x", Role.OWNER, "x", at),
        Signature(Stage.APPROVED, "x", Role.MANAGER, "x", 8, "b" * 64, at),
    )


class Salted:
    """The rich dossier with a word of its own wherever people write, and where each of them stands."""

    def __init__(self) -> None:
        self.words: dict[str, tuple[str, Any]] = {}
        self.dossier: Dossier = self._salt(rich_dossier())

    def _salt(self, value: Any) -> Any:
        if isinstance(value, Framework | Enum):
            return value
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{one.name: self._field(value, one.name) for one in fields(value)})
        if isinstance(value, Mapping):
            return {key: self._salt(one) for key, one in value.items()}
        return tuple(self._salt(one) for one in value) if isinstance(value, tuple) else value

    def _field(self, record: Any, name: str) -> Any:
        place, held = f"{type(record).__name__}.{name}", getattr(record, name)
        if place not in KIND_OF or not isinstance(held, str) or isinstance(held, Enum):
            return self._salt(held)
        word = secret(len(self.words))
        self.words[word] = (place, record)
        return word

    def plan(self, library: Library) -> Plan:
        """The plan that was kept."""
        assert self.dossier.planned is not None
        return plan_from(self.dossier, score_dossier(self.dossier), library, self.dossier.planned, DAY)

    def library(self) -> Library:
        """The library with the own actions in it."""
        return with_own_actions(secret_library(), self.dossier)


def text_fields() -> Iterator[str]:
    """Every field of text in the records that a dossier is made of, and in the agreements that are made of it."""
    waiting, seen = [Dossier, Agreement], {Framework, Entry}
    while waiting:
        kind = waiting.pop()
        if kind in seen:
            continue
        seen.add(kind)
        for name, hint in get_type_hints(kind).items():
            parts = list(_parts(hint))
            waiting += [one for one in parts if is_dataclass(one)]
            if str in parts:
                yield f"{kind.__name__}.{name}"


def _parts(hint: Any) -> Iterator[Any]:
    """The types that a field can hold, below its containers; the keys of a mapping are ids."""
    inner = get_args(hint)
    if not inner:
        yield hint
        return
    is_mapping = isinstance(getattr(hint, "__origin__", None), type) and issubclass(hint.__origin__, Mapping)
    for one in inner[1:] if is_mapping else inner:
        yield from _parts(one)


# --- the search -----------------------------------------------------------------------------------------------


def all_text(content: bytes) -> str:
    """All text that can be had of the bytes of a file: packed members, streams, hex and wide text, drawn text."""
    return "\n".join(_texts(content, 0)).lower()


def _texts(content: bytes, depth: int) -> Iterator[str]:
    if content.startswith(b"PK\x03\x04") and depth < 5:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield packed.comment.decode("latin-1")
            for entry in packed.infolist():
                yield entry.filename + entry.comment.decode("latin-1")
                yield from _texts(packed.read(entry), depth + 1)
        return
    if content.startswith(b"%PDF"):
        yield from _pdf_texts(content)
    yield from _plain(content)


def _plain(content: bytes) -> Iterator[str]:
    """The bytes as text without the zero bytes of wide letters; then with entities resolved, tags and breaks gone."""
    said = content.replace(b"\0", b"").decode("utf-8", "ignore")
    yield said
    resolved = html.unescape(said)
    yield re.sub(r"<[^>]*>", "", resolved)
    yield re.sub(r"[\s\u00ad]+", "", resolved)


def _pdf_texts(content: bytes) -> Iterator[str]:
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            inflated = zlib.decompressobj().decompress(found[1])
        except zlib.error:
            continue
        yield from _plain(inflated)
        yield from _hex_texts(inflated)
    yield from _hex_texts(content)
    for command in (["pdftotext", "-", "-"], ["pdfinfo", "-"], ["pdfinfo", "-struct-text", "-"]):
        told = subprocess.run(command, input=content, capture_output=True, check=False).stdout
        yield from _plain(told)


def _hex_texts(content: bytes) -> Iterator[str]:
    for found in re.finditer(rb"<((?:[0-9A-Fa-f]{2}\s*)+)>", content):
        yield from _plain(bytes.fromhex(found[1].decode()))


def untold_words() -> tuple[str, ...]:
    """What tells of a withheld capability: its ids, names and texts, its criteria, the actions that serve only it."""
    of_capability = (f"{one}{id}" for id in (UNTOLD, ALL_UNTOLD) for one in ("qzname", "qzshort", "qzreason", ""))
    return tuple(
        one.lower() for one in (*of_capability, "Iqzsection", "qzsectionname", "A-qzonly", "A-qzall", "qzuntoldgoods")
    )


def words_of_kind(salted: Salted, *kinds: WordKind) -> dict[str, tuple[str, Any]]:
    """The words that stand in the fields of these kinds."""
    return {word: where for word, where in salted.words.items() if KIND_OF[where[0]] in kinds}
