"""What keeps an assessment from its next stage, and what is worth knowing before it goes there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from questionnaire.answers import AgreementKind
from questionnaire.assessment import Dossier
from questionnaire.ballots import BallotState
from questionnaire.consensus import reach_consensus, recorded_outcomes
from questionnaire.framework import Question
from questionnaire.progress import contradicted_replies, held_by_question, unfitting_replies
from questionnaire.routing import Routing
from questionnaire.stages import Stage


class BlockCode(StrEnum):
    """What is the matter; a sentence for each stands in the words, under `blocks`."""

    NO_NAME = "no_name"
    NO_DAY = "no_day"
    UNANSWERED = "unanswered"
    OPEN = "open"
    PROPOSED = "proposed"
    UNFITTING = "unfitting"
    BALLOT_OPEN = "ballot_open"
    CONTRADICTED = "contradicted"
    NOTHING_VALIDATED = "nothing_validated"
    VALIDATED_UNFITTING = "validated_unfitting"
    NOT_LOOKED_AT = "not_looked_at"
    NO_PLAN = "no_plan"
    NO_TARGETS = "no_targets"


@dataclass(frozen=True)
class Block:
    """One thing between the assessment and its next stage. Where it is not `blocking` it is a note.

    `questions` are the ids of the questions concerned, in framework order; `facts` fill the sentence: "n" is how many.
    """

    code: BlockCode
    blocking: bool
    questions: tuple[str, ...] = ()
    facts: Mapping[str, int] = field(default_factory=dict)


def what_blocks(dossier: Dossier, routing: Routing) -> tuple[Block, ...]:
    """What stands between the assessment and the stage after its own; what blocks first, notes last.

    An assessment that is approved waits for nothing but a signature; one that is shared has no next stage.
    """
    found = tuple(_BLOCKS[dossier.stage](dossier, routing))
    return (*(one for one in found if one.blocking), *(one for one in found if not one.blocking))


def _before_agreement(dossier: Dossier, routing: Routing) -> Iterator[Block]:
    if not dossier.setup.administration.name.strip():
        yield Block(BlockCode.NO_NAME, blocking=True)
    if dossier.setup.assessed_on is None:
        yield Block(BlockCode.NO_DAY, blocking=True)
    outcomes = {one.question: one for one in reach_consensus(dossier)}
    unfitting = [one for one in unfitting_replies(dossier) if one.id in routing.asked_ids]
    without = [one for one in routing.asked if one.id not in outcomes and one not in unfitting]
    held = held_by_question(dossier)
    yield from _about(BlockCode.UNANSWERED, (one for one in without if one.id not in held))
    yield from _about(BlockCode.OPEN, (one for one in without if one.id in held))
    proposed = {id for id, one in outcomes.items() if one.proposed}
    yield from _about(BlockCode.PROPOSED, (one for one in routing.asked if one.id in proposed))
    yield from _about(BlockCode.UNFITTING, unfitting)
    asked = {one.question for one in dossier.ballots.values() if one.state is BallotState.OPEN}
    yield from _about(BlockCode.BALLOT_OPEN, (one for one in dossier.framework.questions if one.id in asked))
    doubtful = (one for one in contradicted_replies(dossier) if one.id in routing.asked_ids)
    yield from _about(BlockCode.CONTRADICTED, doubtful, blocking=False)


def _before_validation(dossier: Dossier, routing: Routing) -> Iterator[Block]:
    seen = recorded_outcomes(dossier, AgreementKind.VALIDATED)
    if not seen:
        yield Block(BlockCode.NOTHING_VALIDATED, blocking=True)
        return
    unfitting = [one for one in dossier.framework.questions if one.id in dossier.validated and one.id not in seen]
    yield from _about(BlockCode.VALIDATED_UNFITTING, unfitting)
    waiting = (one for one in routing.asked if one.id not in dossier.validated)
    yield from _about(BlockCode.NOT_LOOKED_AT, waiting, blocking=False)


def _before_approval(dossier: Dossier, _: Routing) -> Iterator[Block]:
    framework = dossier.framework
    if not framework.profile.in_its_own_words:
        return  # One site is planned for in the assessment of its administration.
    if dossier.planned is None:
        yield Block(BlockCode.NO_PLAN, blocking=False)
    plannable = [one for one in framework.capabilities if one.scale == framework.main_scale]
    without = [one for one in plannable if one.id not in dossier.targets]
    if without:
        questions = tuple(question.id for one in without for question in one.questions)
        yield Block(BlockCode.NO_TARGETS, blocking=False, questions=questions, facts={"n": len(without)})


def _nothing(_: Dossier, __: Routing) -> Iterator[Block]:
    return iter(())


_BLOCKS: Mapping[Stage, Callable[[Dossier, Routing], Iterator[Block]]] = {
    Stage.DRAFT: _before_agreement,
    Stage.AGREED: _before_validation,
    Stage.VALIDATED: _before_approval,
    Stage.APPROVED: _nothing,
    Stage.SHARED: _nothing,
}


def _about(code: BlockCode, questions: Iterable[Question], *, blocking: bool = True) -> Iterator[Block]:
    """One block about all of these questions, or none where there are none."""
    ids = tuple(question.id for question in questions)
    if ids:
        yield Block(code, blocking, ids, {"n": len(ids)})
