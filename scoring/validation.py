"""The group's own levels beside those of the validating mission: as reported, and like for like.

Like for like looks at the questions that are asked, and have a level, in both sets of outcomes. Both are scored anew
on these alone, by the same weights, rules and policy; a gate caps only where both have it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from questionnaire.answers import Agreement, AgreementKind, LevelReached
from questionnaire.assessment import Dossier
from questionnaire.framework import WHOLE, Capability, Framework, Question, Section
from questionnaire.levels import level_of
from questionnaire.routing import Routing
from questionnaire.scales import Scale
from scoring.closeness import Closeness, closeness_between
from scoring.scorecard import ScoreCard
from scoring.scores import score_agreements, score_dossier


@dataclass(frozen=True)
class ValidatedQuestion:
    """One question: what the group holds and what the mission recorded, None where there is nothing.

    The levels are on the question's scale, None where an outcome is no level. `asked` says whether the group's
    outcomes ask it.
    """

    question: str
    asked: bool
    own: Agreement | None
    validated: Agreement | None
    own_level: Fraction | None
    validated_level: Fraction | None

    @property
    def difference(self) -> Fraction | None:
        """Validated less self-assessed, with its sign; None unless both have a level."""
        if self.own_level is None or self.validated_level is None:
            return None
        return self.validated_level - self.own_level


@dataclass(frozen=True)
class ValidatedNode:
    """A capability, a section or the whole, self-assessed and validated, all values exact.

    `own` and `validated` are as reported, each from all its outcomes and on its own `own_scale` and
    `validated_scale` (a sum's scale depends on what applies). `like_own` and `like_validated` are both on `scale`,
    from the `both` of `asked` questions below that have a level in both. `looked_at` of the asked have any validated
    outcome.
    """

    node: str
    own_scale: Scale
    validated_scale: Scale
    own: Fraction | None
    validated: Fraction | None
    scale: Scale
    like_own: Fraction | None
    like_validated: Fraction | None
    both: int
    looked_at: int
    asked: int
    validated_provisional: bool = False

    @property
    def difference(self) -> Fraction | None:
        """Validated less self-assessed, like for like, with its sign; None where no question has a level in both."""
        if self.like_own is None or self.like_validated is None:
            return None
        return self.like_validated - self.like_own


@dataclass(frozen=True, eq=False)
class Validation:
    """The two sets of outcomes side by side: by question, and by node ("*" the whole, sections, capabilities).

    `card` is what the mission's outcomes score as reported, `like` both sets like for like, the group's first.
    """

    questions: Mapping[str, ValidatedQuestion]
    nodes: Mapping[str, ValidatedNode]
    card: ScoreCard
    like: tuple[ScoreCard, ScoreCard]

    @property
    def not_looked_at(self) -> tuple[str, ...]:
        """The questions asked that the mission recorded nothing for, in framework order."""
        return tuple(id for id, one in self.questions.items() if one.asked and one.validated is None)

    @property
    def compared(self) -> tuple[str, ...]:
        """The questions that are compared like for like, in framework order."""
        return tuple(id for id, one in self.questions.items() if one.difference is not None)

    @property
    def closeness(self) -> Closeness:
        """How the levels of the mission lie to those of the group, where they are compared."""
        return closeness_between(*self.like, self.compared)


def compare_validation(dossier: Dossier, own: ScoreCard | None = None) -> Validation:
    """What the group and the mission hold, and how far they differ. `own` is the group's score card, if at hand."""
    own = own or score_dossier(dossier)
    seen = score_dossier(dossier, AgreementKind.VALIDATED)
    questions = {one.id: _question(one, own, seen) for one in dossier.framework.questions}
    compared = frozenset(id for id, one in questions.items() if one.difference is not None)
    like = (_rescored(own, compared), _rescored(seen, compared))
    names = (WHOLE, *(one.id for one in dossier.framework.sections))
    nodes = (*names, *(one.id for one in dossier.framework.capabilities))
    below = {id: [questions[one] for one in _below(dossier.framework, id)] for id in nodes}
    return Validation(questions, {id: _node(id, (own, seen), like, below[id]) for id in nodes}, seen, like)


def _question(question: Question, own: ScoreCard, seen: ScoreCard) -> ValidatedQuestion:
    """A level counts only where the question is asked under the outcomes it stands among."""
    held, recorded = own.agreements.get(question.id), seen.agreements.get(question.id)
    return ValidatedQuestion(
        question.id,
        asked=_is_asked(question, own),
        own=held,
        validated=recorded,
        own_level=_level(question, held) if _is_asked(question, own) else None,
        validated_level=_level(question, recorded) if _is_asked(question, seen) else None,
    )


def _is_asked(question: Question, card: ScoreCard) -> bool:
    """Whether it is asked or may yet be: one that hangs on an outcome that the mission left out is compared too."""
    return question.id in card.question_scores


def _level(question: Question, agreement: Agreement | None) -> Fraction | None:
    reply = agreement.reply if agreement else None
    return level_of(question, reply.given) if isinstance(reply, LevelReached) else None


def _rescored(card: ScoreCard, compared: Collection[str]) -> ScoreCard:
    """The scores of one set on the questions compared alone. These are asked in both; all others are blank in both."""
    questions = card.framework.questions
    hidden = tuple(one for one in questions if one.asked_when is not None and one.id not in compared)
    routing = Routing(tuple(one for one in questions if one not in hidden), hidden, frozenset())
    kept = [agreement for id, agreement in card.agreements.items() if id in compared]
    return score_agreements(card.framework, kept, card.evidence, routing)


def _below(framework: Framework, node: str) -> tuple[str, ...]:
    """The ids of the questions below a node."""
    parts: Mapping[str, Section | Capability] = {
        **{one.id: one for one in framework.sections},
        **{one.id: one for one in framework.capabilities},
    }
    if node == WHOLE:
        return tuple(one.id for one in framework.questions)
    part = parts[node]
    capabilities = part.capabilities if isinstance(part, Section) else (part,)
    return tuple(question.id for capability in capabilities for question in capability.questions)


def _node(
    id: str,
    cards: tuple[ScoreCard, ScoreCard],
    like: tuple[ScoreCard, ScoreCard],
    questions: Collection[ValidatedQuestion],
) -> ValidatedNode:
    own, seen = (card[id] for card in cards)
    like_own, like_seen = (card[id] for card in like)
    return ValidatedNode(
        id,
        own_scale=own.scale,
        validated_scale=seen.scale,
        own=own.value,
        validated=seen.value,
        scale=like_own.scale,
        like_own=like_own.value,
        like_validated=like_seen.value,
        both=sum(one.difference is not None for one in questions),
        looked_at=sum(one.asked and one.validated is not None for one in questions),
        asked=sum(one.asked for one in questions),
        validated_provisional=seen.provisional,
    )
