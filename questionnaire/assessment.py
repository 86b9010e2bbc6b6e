"""An assessment and its dossier: all that is recorded when a framework is applied to an administration in a round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from questionnaire.answers import Answer, RecordedAgreement
from questionnaire.ballots import Ballot, Group, HandCount, Homework, ParkedPoint, RoomRules
from questionnaire.entries import Entry
from questionnaire.evidence import Evidence
from questionnaire.following import ProgressReport, Rater, StepDetails
from questionnaire.framework import Framework
from questionnaire.intentions import Alternative, ExchangeRate, Limits, PlannedStart, Proof, Target, UnitPrice
from questionnaire.own_actions import OwnAction
from questionnaire.profile import FULL
from questionnaire.signatures import Reopening, Signature
from questionnaire.stages import Function, Role, Stage


class RoundKind(StrEnum):
    """On what occasion the assessment is made."""

    BASELINE = "baseline"
    MID_TERM = "mid_term"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True)
class Administration:
    """The public body assessed."""

    name: str = ""
    country: str = ""


@dataclass(frozen=True)
class Site:
    """One port, post or office of the administration, where only that is assessed. An empty name means the whole."""

    name: str = ""


@dataclass(frozen=True)
class Round:
    """One occasion of assessing: what kind, in which year."""

    kind: RoundKind = RoundKind.BASELINE
    year: int | None = None


@dataclass(frozen=True)
class Participant:
    """A person who takes part, by role; the name may be an alias. `group` is empty for the whole room."""

    id: str
    role: Role
    name: str = ""
    office: str = ""
    function: Function | None = None
    group: str = ""


@dataclass(frozen=True)
class Setup:
    """What is fixed before the first question: who is assessed, when, how much is asked, which posts have priority."""

    administration: Administration = Administration()
    site: Site = Site()
    round: Round = Round()
    language: str = "en"
    assessed_on: date | None = None
    priority_posts: str = ""
    currency: str = "USD"
    profile: str = FULL


@dataclass(frozen=True)
class Assessment:
    """One line about a dossier, without opening it: what a list of assessments shows."""

    id: str
    framework_id: str
    framework_version: str
    framework_hash: str
    setup: Setup
    stage: Stage
    revision: int
    created_at: datetime
    saved_at: datetime
    replies: int = 0
    example: bool = False


@dataclass(frozen=True)
class Dossier:
    """Everything recorded on one assessment at one revision. `answers` is keyed by participant and question.

    `framework` is the one of its profile, `whole` all of it; `set_aside` are answers to what the profile leaves out:
    kept, not scored. `progress` is keyed by action and rater, `ballots` by group, `present` holds participant and day.
    `agreed` and `validated` are keyed by question: what the group and the mission recorded. `withheld` are the ids of
    the capabilities that donors are not told (None: those that the framework marks). `orphans` are the entries
    whose address names something that the framework does not have: kept, shown, never scored.
    """

    id: str
    framework: Framework
    setup: Setup = Setup()
    stage: Stage = Stage.DRAFT
    participants: tuple[Participant, ...] = ()
    answers: Mapping[tuple[str, str], Answer] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    targets: Mapping[str, Target] = field(default_factory=dict)
    threats: Mapping[str, int] = field(default_factory=dict)
    prices: Mapping[str, UnitPrice] = field(default_factory=dict)
    limits: Limits = Limits()
    planned: tuple[PlannedStart, ...] | None = None
    proof: Proof | None = None
    alternatives: Mapping[str, Alternative] = field(default_factory=dict)
    rates: Mapping[str, ExchangeRate] = field(default_factory=dict)
    own_actions: Mapping[str, OwnAction] = field(default_factory=dict)
    details: Mapping[str, StepDetails] = field(default_factory=dict)
    progress: Mapping[tuple[str, Rater], ProgressReport] = field(default_factory=dict)
    agreed: Mapping[str, RecordedAgreement] = field(default_factory=dict)
    validated: Mapping[str, RecordedAgreement] = field(default_factory=dict)
    room: RoomRules = RoomRules()
    groups: Mapping[str, Group] = field(default_factory=dict)
    ballots: Mapping[str, Ballot] = field(default_factory=dict)
    hands: Mapping[str, HandCount] = field(default_factory=dict)
    parked: Mapping[str, ParkedPoint] = field(default_factory=dict)
    present: frozenset[tuple[str, str]] = frozenset()
    homework: Mapping[str, Homework] = field(default_factory=dict)
    signatures: tuple[Signature | Reopening, ...] = ()
    withheld: tuple[str, ...] | None = None
    revision: int = 0
    orphans: tuple[Entry, ...] = ()
    whole: Framework | None = None
    set_aside: Mapping[tuple[str, str], Answer] = field(default_factory=dict)
    created_at: datetime | None = None
    saved_at: datetime | None = None
    seen_as: str = ""

    @property
    def edition(self) -> tuple[int, str]:
        """What tells apart whatever is computed from this dossier: its revision, and for whose eyes it is."""
        return self.revision, self.seen_as
