"""A dossier in the copy for an audience: every field of every record by the rules of `redaction_rules`.

Whatever is not in the rules is left out: a field that somebody adds and forgets there is told to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any

from questionnaire.answers import Answer
from questionnaire.assessment import Dossier
from questionnaire.evidence import AttachedFile, Evidence
from questionnaire.framework import Framework
from questionnaire.signatures import Signature
from questionnaire.stages import Stage
from questionnaire.withholding import evidence_told
from reports.audience import Audience
from reports.redaction_rules import KIND_OF, NO_WORDS, Treatment, WordKind, told_to
from scoring.scorecard import ScoreCard

WITHHELD = "\u2013"
"""What stands in place of a reason that is left out: a reopening without any would be none."""
OF_THE_HEAD = frozenset({Stage.APPROVED, Stage.SHARED})
"""Who approves and shares does so for the administration, by name; the others sign as what they are."""

_NEEDED = frozenset({"NotApplicable.reason", "CriterionNotApplicable.reason", "Reopening.reason"})
"""Reasons without which the record would not be one."""


def redacted_dossier(dossier: Dossier, audience: Audience = Audience.DONOR) -> Dossier:
    """The dossier with the words that its audience may read, and without the others, nor evidence of what is not told.

    `revision` and the moments of saving stay: the program tells editions apart by them. No document for others has them
    (see `Report.revision`).
    """
    if audience is Audience.ADMINISTRATION:
        return dossier
    told: Dossier = _Reader(audience).told(dossier)
    evidence = evidence_told(told)
    return told if evidence == told.evidence else replace(told, evidence=evidence)


def redacted_card(card: ScoreCard, audience: Audience = Audience.DONOR) -> ScoreCard:
    """The score card alike: its agreements carry reasons, and where one person records alone also the comment."""
    if audience is Audience.ADMINISTRATION:
        return card
    reader = _Reader(audience)
    return replace(card, agreements=reader.told(card.agreements), evidence=reader.told(card.evidence))


@dataclass(frozen=True)
class _Reader:
    """Goes through records for one audience. A record in which nothing changes stays the same object."""

    audience: Audience

    def told(self, value: Any) -> Any:
        """The value with what is below it as the rules say."""
        if isinstance(value, Framework | Enum):
            return value
        if is_dataclass(value) and not isinstance(value, type):
            return self._record(value)
        if isinstance(value, Mapping):
            return {key: self.told(one) for key, one in value.items()}
        if isinstance(value, tuple):
            return tuple(self.told(one) for one in value)
        return value

    def _record(self, record: Any) -> Any:
        changed = {}
        for field in fields(record):
            held = getattr(record, field.name)
            told = self._field(record, field.name, held)
            if told is not held and told != held:
                changed[field.name] = told
        return replace(record, **changed) if changed else record

    def _field(self, record: Any, name: str, held: Any) -> Any:
        place = f"{type(record).__name__}.{name}"
        kind = KIND_OF.get(place)
        if kind is None:
            return self.told(held) if place in NO_WORDS or not _is_text(held) else _nothing(held)
        if kind is WordKind.SIGNERS and _signs_as_head(record):
            kind = WordKind.HEAD
        told = told_to(kind, self.audience)
        if told is Treatment.REPLACED:
            return _REPLACED[place](record) if place in _REPLACED else held
        released = told is Treatment.RELEASED and isinstance(record, Answer) and record.comment_shared
        if told is Treatment.KEPT or released:
            return self.told(held)
        return WITHHELD if place in _NEEDED else _nothing(held)


def _is_text(value: Any) -> bool:
    """Whether it is text, or several of them: no code of the program."""
    if isinstance(value, tuple | frozenset):
        return any(_is_text(one) for one in value)
    return isinstance(value, str) and not isinstance(value, Enum)


def _signs_as_head(record: Any) -> bool:
    return isinstance(record, Signature) and record.stage in OF_THE_HEAD


def _nothing(value: Any) -> Any:
    """The empty value of the same kind; None where nothing was recorded, and for what has no empty value."""
    if isinstance(value, Enum):
        return None
    for kind in (str, tuple, frozenset, int):
        if isinstance(value, kind):
            return kind()
    return {} if isinstance(value, Mapping) else None


def _numbered(one: Evidence) -> tuple[AttachedFile, ...]:
    """The files of a piece of evidence, numbered: a name often says who wrote it, or who was interviewed."""
    return tuple(replace(file, name=f"{one.id}-{n}.{file.kind}") for n, file in enumerate(one.files, 1))


_REPLACED: Mapping[str, Callable[[Any], Any]] = {"Evidence.files": _numbered}
