"""Two rounds of one administration: as reported beside each other, and like for like on what both were asked alike.

Like for like looks at the questions of the same id (or alias) with unchanged levels and criteria that are asked, and
have a level, in both rounds. Both are scored anew on these alone, by the later framework's weights, rules and policy;
a gate caps only where both rounds have it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from questionnaire.answers import Agreement, LevelReached
from questionnaire.assessment import Dossier
from questionnaire.framework import WHOLE, Capability, Framework, Question, Section
from questionnaire.intentions import Target
from questionnaire.levels import level_of
from questionnaire.routing import Routing
from questionnaire.scales import Scale
from scoring.closeness import Closeness, closeness_between
from scoring.counterparts import asks_the_same, carried_over, question_before, with_common_gates
from scoring.scorecard import Score, ScoreCard
from scoring.scores import score_agreements, score_dossier


class Apart(StrEnum):
    """Why a question of one round is not compared with the other round, the first of these that holds."""

    NEW = "new"
    DROPPED = "dropped"
    CHANGED = "changed"
    NOT_ASKED_BEFORE = "not_asked_before"
    NOT_ASKED_NOW = "not_asked_now"
    NO_LEVEL_BEFORE = "no_level_before"
    NO_LEVEL_NOW = "no_level_now"


@dataclass(frozen=True)
class QuestionChange:
    """One question in two rounds. The levels are on the scale of the framework of their round, None without a level.

    `before` is its id in the earlier framework, None where it is new; `apart` says why it is not compared, and is None
    where it is.
    """

    question: str
    before: str | None
    level_before: Fraction | None
    level_now: Fraction | None
    apart: Apart | None

    @property
    def difference(self) -> Fraction | None:
        """Now less before, with its sign; None unless it is compared."""
        if self.apart is not None or self.level_before is None or self.level_now is None:
            return None
        return self.level_now - self.level_before


@dataclass(frozen=True)
class NodeChange:
    """A capability, a section or the whole in two rounds, all values exact.

    `before` and `now` are as reported, each on the scale that it had in its round; `before` is None too where
    the earlier framework has no such node. `like_before` and `like_now` are both on `scale`, from the `compared` of
    `asked` questions below. `target` is on `scale`: what was aimed at in the earlier round, or now where nothing was.
    """

    node: str
    before: Fraction | None
    now: Fraction | None
    scale: Scale
    like_before: Fraction | None
    like_now: Fraction | None
    compared: int
    asked: int
    target: Fraction | None = None
    before_provisional: bool = False
    now_provisional: bool = False

    @property
    def difference(self) -> Fraction | None:
        """Now less before, like for like, on `scale`; None where nothing is compared."""
        if self.like_before is None or self.like_now is None:
            return None
        return self.like_now - self.like_before

    @property
    def share(self) -> Fraction | None:
        """The same difference as a share of the scale: so rounds, and nodes on unlike scales, are compared."""
        return None if self.difference is None else self.difference / self.scale.width

    @property
    def progress(self) -> Fraction | None:
        """(now - before) / (target - before), like for like; None without a target above what was there before."""
        if self.difference is None or self.like_before is None or self.target is None:
            return None
        way = self.target - self.like_before
        return self.difference / way if way > 0 else None


@dataclass(frozen=True, eq=False)
class RoundChange:
    """Two rounds side by side: by question (of both frameworks), and by node ("*" the whole, sections, capabilities).

    Questions stand in the order of the later framework, those that only the earlier one has last. `before` and `now`
    are the score cards as reported, `like` both like for like, the earlier round first.
    """

    questions: Mapping[str, QuestionChange]
    nodes: Mapping[str, NodeChange]
    before: ScoreCard
    now: ScoreCard
    like: tuple[ScoreCard, ScoreCard]

    @property
    def compared(self) -> tuple[str, ...]:
        """The questions that are compared like for like."""
        return tuple(id for id, one in self.questions.items() if one.apart is None)

    @property
    def closeness(self) -> Closeness:
        """How the levels of now lie to those of the earlier round, where they are compared."""
        return closeness_between(*self.like, self.compared)

    @property
    def apart(self) -> tuple[QuestionChange, ...]:
        """The questions that are not compared, each of which says why."""
        return tuple(one for one in self.questions.values() if one.apart is not None)


def compare_rounds(before: Dossier, after: Dossier, now: ScoreCard | None = None) -> RoundChange:
    """What changed from one round to a later one. `now` is the score card of the later, if at hand."""
    cards = score_dossier(before), now or score_dossier(after)
    questions = {one.question: one for one in _questions(*cards)}
    compared = {id: one for id, one in questions.items() if one.apart is None}
    like = _rescored(*cards, compared)
    framework = cards[1].framework
    targets = _targets(before, after)
    names = (WHOLE, *(one.id for one in framework.sections), *(one.id for one in framework.capabilities))
    nodes = {id: _node(id, cards, like, questions, targets) for id in names}
    return RoundChange(questions, nodes, *cards, like)


def _questions(before: ScoreCard, now: ScoreCard) -> Iterator[QuestionChange]:
    """Every question of the later framework, then what only the earlier one has."""
    met = set()
    for question in now.framework.questions:
        earlier = question_before(question, before.framework)
        if earlier is not None:
            met.add(earlier.id)
        yield _question(question, earlier, before, now)
    for question in before.framework.questions:
        if question.id not in met:
            yield QuestionChange(question.id, question.id, _level(question, before), None, Apart.DROPPED)


def _question(question: Question, earlier: Question | None, before: ScoreCard, now: ScoreCard) -> QuestionChange:
    level = _level(question, now)
    if earlier is None:
        return QuestionChange(question.id, None, None, level, Apart.NEW)
    then = _level(earlier, before)
    reasons = {
        Apart.CHANGED: not asks_the_same(question, earlier),
        Apart.NOT_ASKED_BEFORE: earlier.id not in before.question_scores,
        Apart.NOT_ASKED_NOW: question.id not in now.question_scores,
        Apart.NO_LEVEL_BEFORE: then is None,
        Apart.NO_LEVEL_NOW: level is None,
    }
    why = next((reason for reason, holds in reasons.items() if holds), None)
    return QuestionChange(question.id, earlier.id, then, level, why)


def _level(question: Question, card: ScoreCard) -> Fraction | None:
    """The level that a round holds; None where the question is not asked there, or the outcome is no level."""
    held: Agreement | None = card.agreements.get(question.id)
    reply = held.reply if held and question.id in card.question_scores else None
    return level_of(question, reply.given) if isinstance(reply, LevelReached) else None


def _rescored(before: ScoreCard, now: ScoreCard, compared: Mapping[str, QuestionChange]) -> tuple[ScoreCard, ScoreCard]:
    """Both rounds on the questions compared alone, by the later framework. All other questions are blank in both."""
    framework = with_common_gates(now.framework, before.framework)
    hidden = tuple(one for one in framework.questions if one.asked_when is not None and one.id not in compared)
    apart = {one.id for one in hidden}
    routing = Routing(tuple(one for one in framework.questions if one.id not in apart), hidden, frozenset())
    then = [
        carried_over(before.agreements[one.before], before.framework.question(one.before), framework.question(id))
        for id, one in compared.items()
        if one.before is not None
    ]
    held = [now.agreements[id] for id in compared]
    return (
        score_agreements(framework, then, before.evidence, routing),
        score_agreements(framework, held, now.evidence, routing),
    )


def _targets(before: Dossier, after: Dossier) -> Mapping[str, Fraction]:
    """What was aimed at, by capability, on the later main scale: the earlier round's target, else the later one's."""
    main, earlier = after.framework.main_scale, before.framework.main_scale
    found: dict[str, Fraction] = {}
    for capability in after.framework.capabilities:
        held = [before.targets[id] for id in (capability.id, *capability.aliases) if id in before.targets]
        set_now: Target | None = after.targets.get(capability.id)
        if capability.scale != main:
            continue
        if held:
            found[capability.id] = main.at(earlier.share(Fraction(held[0].level)))
        elif set_now is not None:
            found[capability.id] = Fraction(set_now.level)
    return found


def _node(
    id: str,
    cards: tuple[ScoreCard, ScoreCard],
    like: tuple[ScoreCard, ScoreCard],
    questions: Mapping[str, QuestionChange],
    targets: Mapping[str, Fraction],
) -> NodeChange:
    before, now = _score_before(id, *cards), cards[1][id]
    below = questions_below(cards[1].framework, id)
    asked: Collection[str] = cards[1].question_scores
    return NodeChange(
        id,
        before=before.value if before else None,
        now=now.value,
        scale=like[1][id].scale,
        like_before=like[0][id].value,
        like_now=like[1][id].value,
        compared=sum(questions[one].apart is None for one in below),
        asked=sum(one in asked for one in below),
        target=targets.get(id),
        before_provisional=bool(before and before.provisional),
        now_provisional=now.provisional,
    )


def _score_before(id: str, before: ScoreCard, now: ScoreCard) -> Score | None:
    """What the earlier round reported of a node, found by its id or, of a capability, by an alias."""
    aliases = next((one.aliases for one in now.framework.capabilities if one.id == id), ())
    sections, capabilities = before.framework.sections, before.framework.capabilities
    known = {WHOLE, *(one.id for one in sections), *(one.id for one in capabilities)}
    found = next((one for one in (id, *aliases) if one in known), None)
    return None if found is None else before[found]


def questions_below(framework: Framework, node: str) -> tuple[str, ...]:
    """The ids of the questions below a node, in the framework's order."""
    parts: Mapping[str, Section | Capability] = {
        **{one.id: one for one in framework.sections},
        **{one.id: one for one in framework.capabilities},
    }
    if node == WHOLE:
        return tuple(one.id for one in framework.questions)
    part = parts[node]
    capabilities = part.capabilities if isinstance(part, Section) else (part,)
    return tuple(question.id for capability in capabilities for question in capability.questions)
