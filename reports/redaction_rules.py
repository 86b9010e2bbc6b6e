"""The rule table of redaction: which kind of words is told to whom. Redaction follows it, and people are shown it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from reports.audience import Audience
from reports.cells import Coded, Kind, Row, Table, columns_of
from words.phrases import Phrases


class Told(StrEnum):
    """What becomes of words in a copy."""

    KEPT = "kept"
    RELEASED = "released"
    """Kept where somebody released them, else left out."""
    REPLACED = "replaced"
    LEFT_OUT = "left_out"


class Said(StrEnum):
    """A kind of words or of facts that people record, as the rules tell them apart."""

    SITUATION = "situation"
    POSTS = "posts"
    PEOPLE = "people"
    HEAD = "head"
    SIGNERS = "signers"
    REOPENING = "reopening"
    COMMENT = "comment"
    RATIONALE = "rationale"
    SEEN = "seen"
    REASON = "reason"
    EVIDENCE = "evidence"
    FILE_NAME = "file_name"
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


_K, _R, _X, _N = Told.KEPT, Told.RELEASED, Told.REPLACED, Told.LEFT_OUT

_RULES: Mapping[Said, tuple[Told, Told]] = {
    Said.SITUATION: (_K, _K),
    Said.POSTS: (_K, _N),
    Said.PEOPLE: (_N, _N),
    Said.HEAD: (_K, _K),
    Said.SIGNERS: (_N, _N),
    Said.REOPENING: (_N, _N),
    Said.COMMENT: (_R, _N),
    Said.RATIONALE: (_N, _N),
    Said.SEEN: (_K, _N),
    Said.REASON: (_K, _N),
    Said.EVIDENCE: (_K, _N),
    Said.FILE_NAME: (_X, _X),
    Said.WITHHELD: (_N, _N),
    Said.ACTION: (_K, _K),
    Said.ACTION_TEXT: (_K, _N),
    Said.PLAN_PEOPLE: (_K, _N),
    Said.PLAN_NOTES: (_N, _N),
    Said.WAITING: (_K, _N),
    Said.PAYERS: (_K, _N),
    Said.PRICE_SOURCE: (_K, _N),
    Said.ASIDE: (_N, _N),
    Said.ROOM: (_N, _N),
    Said.UNFIT: (_N, _N),
}
"""What donors and the public are told of each kind. The administration is told everything."""

FIELDS: Mapping[Said, tuple[str, ...]] = {
    Said.SITUATION: ("Administration.name", "Administration.country", "Site.name"),
    Said.POSTS: ("Setup.priority_posts",),
    Said.PEOPLE: ("Participant.name", "Participant.office"),
    Said.SIGNERS: ("Signature.name", "Signature.statement"),
    Said.REOPENING: ("Reopening.name", "Reopening.reason"),
    Said.COMMENT: ("Answer.comment",),
    Said.RATIONALE: (
        "RecordedAgreement.rationale",
        "RecordedAgreement.dissents",
        "Dissent.text",
        "Agreement.rationale",
    ),
    Said.SEEN: ("RecordedAgreement.seen",),
    Said.REASON: ("CriterionNotApplicable.reason", "NotApplicable.reason", "NotKnown.reason", "Disputed.reason"),
    Said.EVIDENCE: ("Evidence.title", "Evidence.where", "Evidence.link"),
    Said.FILE_NAME: ("Evidence.files", "AttachedFile.name"),
    Said.WITHHELD: ("Dossier.withheld",),
    Said.ACTION: ("OwnAction.name",),
    Said.ACTION_TEXT: ("OwnAction.steps", "OwnAction.indicator", "OwnAction.verification", "OwnAction.risk"),
    Said.PLAN_PEOPLE: ("StepDetails.owner", "StepDetails.partner"),
    Said.PLAN_NOTES: ("StepDetails.notes", "ProgressReport.note"),
    Said.WAITING: ("ProgressReport.waits_for",),
    Said.PAYERS: ("Limits.donors", "Donor.name", "StepDetails.donor"),
    Said.PRICE_SOURCE: ("UnitPrice.source", "ExchangeRate.source"),
    Said.ASIDE: ("Dossier.alternatives", "Alternative.name"),
    Said.ROOM: (
        *("Dossier.groups", "Dossier.parked", "Dossier.present", "Dossier.homework"),
        *("Group.name", "ParkedPoint.text", "ParkedPoint.settled", "Homework.task"),
    ),
    Said.UNFIT: ("Dossier.orphans", "Dossier.set_aside"),
}
"""The fields of records in which each kind stands. A head's words stand in the fields of all who sign."""

KIND_OF: Mapping[str, Said] = {field: kind for kind, fields in FIELDS.items() for field in fields}
"""The kind of words in each field."""

NO_WORDS = frozenset(
    {
        *("Dossier.id", "Dossier.seen_as", "Setup.language", "Setup.currency", "Setup.profile"),
        *("Participant.id", "Participant.group", "Answer.participant", "Answer.question"),
        *("LadderGiven.met", "LadderGiven.not_met", "TicksGiven.met", "CriterionNotApplicable.criterion"),
        *("OptionGiven.option", "QuantityGiven.unit", "EvidenceLink.evidence", "EvidenceLink.criteria"),
        *("Evidence.id", "AttachedFile.content", "AttachedFile.kind"),
        *("RecordedAgreement.question", "Agreement.question", "Target.capability", "UnitPrice.item"),
        *("UnitPrice.currency", "ExchangeRate.currency", "ExchangeRate.into", "Donor.sections", "Donor.blocks"),
        *("Limits.forced_in", "Limits.forced_out", "PlannedStart.action", "Proof.solver"),
        *("OwnAction.id", "OwnAction.type", "OwnAction.lead", "OwnAction.meets", "OwnAction.after"),
        *("OwnAction.currency", "StepDetails.action", "ProgressReport.action", "ProgressReport.evidence"),
        *("Group.id", "Group.sections", "Ballot.group", "Ballot.question"),
        *("ParkedPoint.id", "ParkedPoint.question", "Homework.question", "Signature.content"),
    }
)
"""Fields of text without words of people: ids, codes and checksums that the program or the framework gives."""

REDACTION = columns_of(what=Kind.CODE, why=Kind.TEXT, administration=Kind.CODE, donor=Kind.CODE, public=Kind.CODE)


def told_to(kind: Said, audience: Audience) -> Told:
    """What becomes of words of a kind in the copy for an audience."""
    if audience is Audience.ADMINISTRATION:
        return Told.KEPT
    return _RULES[kind][0 if audience is Audience.DONOR else 1]


def redaction_rules(say: Phrases) -> Table:
    """The rules as a table, one row a kind of words: why, and what each audience is told."""
    return Table("redaction", REDACTION, tuple(_row(kind, say) for kind in Said))


def _row(kind: Said, say: Phrases) -> Row:
    told = {one.value: Coded("redaction.told", told_to(kind, one).value) for one in Audience}
    return {"what": Coded("redaction.what", kind.value), "why": say(f"redaction.why.{kind.value}"), **told}
