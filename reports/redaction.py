"""What a donor's copy leaves out: who took part, comments and notes. Replies, reasons, evidence and progress stay.

So do the outcomes that were recorded, what the mission saw, and from which functions people spoke; not what was said
beside an outcome. A file keeps its kind and fingerprint, not the name that somebody gave it.
"""

from __future__ import annotations

from dataclasses import replace

from questionnaire.answers import RecordedAgreement
from questionnaire.assessment import Dossier
from questionnaire.evidence import Evidence
from questionnaire.signatures import Reopening, Signature
from questionnaire.stages import Stage
from scoring.scorecard import ScoreCard

WITHHELD = "\u2013"
"""What stands in place of a reason that is left out: a reopening without any would be none."""
OF_THE_HEAD = frozenset({Stage.APPROVED, Stage.SHARED})
"""Who approves and shares does so for the administration, by name; the others sign as what they are."""


def redacted_dossier(dossier: Dossier) -> Dossier:
    """The dossier without names and offices of participants, comments, notes, and what fits no question.

    Nor does it say who was there on which day, what was put aside, or what was given to whom to find out.
    """
    return replace(
        dossier,
        participants=tuple(replace(one, name="", office="") for one in dossier.participants),
        answers={place: replace(answer, comment="") for place, answer in dossier.answers.items()},
        evidence={id: _without_file_names(one) for id, one in dossier.evidence.items()},
        details={action: replace(one, notes="") for action, one in dossier.details.items()},
        progress={place: replace(one, note="") for place, one in dossier.progress.items()},
        agreed={id: _without_remarks(one) for id, one in dossier.agreed.items()},
        validated={id: _without_remarks(one) for id, one in dossier.validated.items()},
        parked={},
        present=frozenset(),
        homework={},
        signatures=tuple(_for_others(one) for one in dossier.signatures),
        orphans=(),
        set_aside={},
    )


def redacted_card(card: ScoreCard) -> ScoreCard:
    """The score card without the rationale of agreements, which is the comment where one person records alone."""
    agreements = {question: replace(one, rationale="") for question, one in card.agreements.items()}
    return replace(card, agreements=agreements)


def _without_remarks(one: RecordedAgreement) -> RecordedAgreement:
    """An outcome without what people said beside it."""
    return replace(one, rationale="", dissents=())


def _without_file_names(one: Evidence) -> Evidence:
    """A piece of evidence with its files numbered: a file name often says who wrote it, or who was interviewed."""
    files = (replace(file, name=f"{one.id}-{n}.{file.kind}") for n, file in enumerate(one.files, 1))
    return replace(one, files=tuple(files))


def _for_others(one: Signature | Reopening) -> Signature | Reopening:
    """A signature without name and statement, unless it is the head's; a reopening without name and reason."""
    if isinstance(one, Reopening):
        return replace(one, name="", reason=WITHHELD)
    return one if one.stage in OF_THE_HEAD else replace(one, name="", statement="")
