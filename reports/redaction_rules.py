"""The rule table of redaction: which kind of words is told to whom. Redaction follows it, and people are shown it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from reports.audience import Audience
from reports.cells import Coded, Kind, Row, Table, columns_of
from words.phrases import Phrases


class Treatment(StrEnum):
    """What becomes of words in a copy."""

    KEPT = "kept"
    RELEASED = "released"
    """Kept where somebody released them, else left out."""
    REPLACED = "replaced"
    LEFT_OUT = "left_out"


class WordKind(StrEnum):
    """A kind of words or of facts that people record, as the rules tell them apart."""

    SITUATION = "situation"
    POSTS = "posts"
    PEOPLE = "people"
    HEAD = "head"
    FUNCTIONS = "functions"
    SIGNERS = "signers"
    SIGNED = "signed"
    REOPENING = "reopening"
    COMMENT = "comment"
    RATIONALE = "rationale"
    SEEN = "seen"
    REASON = "reason"
    EVIDENCE = "evidence"
    FILE_NAME = "file_name"
    UNUSED = "unused"
    WITHHELD = "withheld"
    ACTION = "action"
    ACTION_TEXT = "action_text"
    PLAN_PEOPLE = "plan_people"
    PLAN_NOTES = "plan_notes"
    WAITING = "waiting"
    PAYERS = "payers"
    PRICE_SOURCE = "price_source"
    ASIDE = "aside"
    ROOM = "room"
    UNFIT = "unfit"


_K, _R, _X, _N = Treatment.KEPT, Treatment.RELEASED, Treatment.REPLACED, Treatment.LEFT_OUT

_RULES: Mapping[WordKind, tuple[Treatment, Treatment]] = {
    WordKind.SITUATION: (_K, _K),
    WordKind.POSTS: (_K, _N),
    WordKind.PEOPLE: (_N, _N),
    WordKind.HEAD: (_K, _K),
    WordKind.FUNCTIONS: (_K, _N),
    WordKind.SIGNERS: (_N, _N),
    WordKind.SIGNED: (_N, _N),
    WordKind.REOPENING: (_N, _N),
    WordKind.COMMENT: (_R, _N),
    WordKind.RATIONALE: (_N, _N),
    WordKind.SEEN: (_K, _N),
    WordKind.REASON: (_K, _N),
    WordKind.EVIDENCE: (_K, _N),
    WordKind.FILE_NAME: (_X, _X),
    WordKind.UNUSED: (_N, _N),
    WordKind.WITHHELD: (_N, _N),
    WordKind.ACTION: (_K, _K),
    WordKind.ACTION_TEXT: (_K, _N),
    WordKind.PLAN_PEOPLE: (_K, _N),
    WordKind.PLAN_NOTES: (_N, _N),
    WordKind.WAITING: (_K, _N),
    WordKind.PAYERS: (_K, _N),
    WordKind.PRICE_SOURCE: (_K, _N),
    WordKind.ASIDE: (_N, _N),
    WordKind.ROOM: (_N, _N),
    WordKind.UNFIT: (_N, _N),
}
"""What donors and the public are told of each kind. The administration is told everything."""

FIELDS: Mapping[WordKind, tuple[str, ...]] = {
    WordKind.SITUATION: ("Administration.name", "Administration.country", "Site.name"),
    WordKind.POSTS: ("Setup.priority_posts",),
    WordKind.PEOPLE: ("Participant.name", "Participant.office"),
    WordKind.FUNCTIONS: ("Participant.function",),
    WordKind.SIGNERS: ("Signature.name", "Signature.statement"),
    WordKind.SIGNED: ("Signature.revision", "Signature.content"),
    WordKind.REOPENING: ("Reopening.name", "Reopening.reason"),
    WordKind.COMMENT: ("Answer.comment",),
    WordKind.RATIONALE: (
        "RecordedAgreement.rationale",
        "RecordedAgreement.dissents",
        "Dissent.text",
        "Agreement.rationale",
    ),
    WordKind.SEEN: ("RecordedAgreement.seen",),
    WordKind.REASON: ("CriterionNotApplicable.reason", "NotApplicable.reason", "NotKnown.reason", "Disputed.reason"),
    WordKind.EVIDENCE: ("Evidence.title", "Evidence.where", "Evidence.link"),
    WordKind.FILE_NAME: ("Evidence.files", "AttachedFile.name"),
    WordKind.WITHHELD: ("Dossier.withheld",),
    WordKind.ACTION: ("OwnAction.name",),
    WordKind.ACTION_TEXT: ("OwnAction.steps", "OwnAction.indicator", "OwnAction.verification", "OwnAction.risk"),
    WordKind.PLAN_PEOPLE: ("StepDetails.owner", "StepDetails.partner"),
    WordKind.PLAN_NOTES: ("StepDetails.notes", "ProgressReport.note"),
    WordKind.WAITING: ("ProgressReport.waits_for",),
    WordKind.PAYERS: ("Limits.donors", "Donor.name", "StepDetails.donor"),
    WordKind.PRICE_SOURCE: ("UnitPrice.source", "ExchangeRate.source"),
    WordKind.ASIDE: ("Dossier.alternatives", "Alternative.name"),
    WordKind.ROOM: (
        *("Dossier.groups", "Dossier.parked", "Dossier.present", "Dossier.homework"),
        *("Group.name", "Participant.group", "ParkedPoint.text", "ParkedPoint.settled", "Homework.task"),
    ),
    WordKind.UNFIT: ("Dossier.orphans", "Dossier.set_aside"),
}
"""The fields of records in which each kind stands. A head's words stand in the fields of all who sign."""

KIND_OF: Mapping[str, WordKind] = {field: kind for kind, fields in FIELDS.items() for field in fields}
"""The kind of words in each field."""

NO_WORDS = frozenset(
    {
        *("Dossier.id", "Dossier.seen_as", "Setup.language", "Setup.currency", "Setup.profile"),
        *("Participant.id", "Answer.participant", "Answer.question"),
        *("LadderGiven.met", "LadderGiven.not_met", "TicksGiven.met", "CriterionNotApplicable.criterion"),
        *("OptionGiven.option", "QuantityGiven.unit", "EvidenceLink.evidence", "EvidenceLink.criteria"),
        *("Evidence.id", "AttachedFile.content", "AttachedFile.kind"),
        *("RecordedAgreement.question", "Agreement.question", "Target.capability", "UnitPrice.item"),
        *("UnitPrice.currency", "ExchangeRate.currency", "ExchangeRate.into", "Donor.sections", "Donor.blocks"),
        *("Limits.forced_in", "Limits.forced_out", "PlannedStart.action", "Proof.solver"),
        *("OwnAction.id", "OwnAction.type", "OwnAction.lead", "OwnAction.meets", "OwnAction.after"),
        *("OwnAction.currency", "StepDetails.action", "ProgressReport.action", "ProgressReport.evidence"),
        *("Group.id", "Group.sections", "Ballot.group", "Ballot.question"),
        *("ParkedPoint.id", "ParkedPoint.question", "Homework.question"),
    }
)
"""Fields of text without words of people: ids, codes and checksums that the program or the framework gives."""

REDACTION = columns_of(what=Kind.CODE, why=Kind.TEXT, administration=Kind.CODE, donor=Kind.CODE, public=Kind.CODE)


def told_to(kind: WordKind, audience: Audience) -> Treatment:
    """What becomes of words of a kind in the copy for an audience."""
    if audience is Audience.ADMINISTRATION:
        return Treatment.KEPT
    return _RULES[kind][0 if audience is Audience.DONOR else 1]


def redaction_rules(say: Phrases) -> Table:
    """The rules as a table, one row a kind of words: why, and what each audience is told."""
    return Table("redaction", REDACTION, tuple(_row(kind, say) for kind in WordKind))


def _row(kind: WordKind, say: Phrases) -> Row:
    told = {one.value: Coded("redaction.told", told_to(kind, one).value) for one in Audience}
    return {"what": Coded("redaction.what", kind.value), "why": say(f"redaction.why.{kind.value}"), **told}
