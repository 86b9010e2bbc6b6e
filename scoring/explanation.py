"""Why a score is what it is: the tree of contributions, down to the replies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from questionnaire.answers import Agreement, Disputed, NotApplicable, NotKnown
from questionnaire.framework import WHOLE, Capability, Framework, Question, Section
from questionnaire.policy import Aggregation, NotApplicableRule, NotKnownRule
from questionnaire.scales import Scale
from questionnaire.text import Text
from scoring.scorecard import Score, ScoreCard
from scoring.scores import gate_step

Declared = Framework | Section | Capability | Question


class NodeKind(StrEnum):
    """What the node of an explanation is."""

    WHOLE = "whole"
    SECTION = "section"
    CAPABILITY = "capability"
    QUESTION = "question"


class Standing(StrEnum):
    """How a reply takes part in the value, and which policy touched it."""

    LEVEL = "level"
    DISPUTED = "disputed"
    NOT_KNOWN_LOWEST = "not_known_lowest"
    NOT_KNOWN_LEFT_OUT = "not_known_left_out"
    NOT_APPLICABLE_DROPPED = "not_applicable_dropped"
    NOT_APPLICABLE_LOWEST = "not_applicable_lowest"
    NOT_APPLICABLE_AS_LEVEL = "not_applicable_as_level"
    UNDECIDED = "undecided"
    BLANK = "blank"


@dataclass(frozen=True)
class StageResult:
    """One stage of a node aggregated by stages: the questions that fail it, and those without a value."""

    stage: int
    failing: tuple[str, ...]
    blank: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether every scored question of the stage is met."""
        return not self.failing


@dataclass(frozen=True, eq=False)
class Explanation:
    """One node of the tree. A question has no rule and no children; hidden questions are not in the tree.

    `part` is the node's share of its parent (0 to 1) among the children that count, `contribution` what it adds to the
    parent's value before any cap, on the parent's scale: the contributions of all children add up to `before_cap`.
    Both are None where the node does not count, and below a node aggregated by stages, whose `stages` say what was
    passed. Of the weakest child both are all; `ties` names the others that are as low.
    """

    node: str
    kind: NodeKind
    name: Text
    scale: Scale
    score: Score
    rule: Aggregation | None = None
    weight: Fraction = Fraction(1)
    gate: bool = False
    part: Fraction | None = None
    contribution: Fraction | None = None
    ties: tuple[str, ...] = ()
    stage: int | None = None
    stages: tuple[StageResult, ...] = ()
    standing: Standing | None = None
    agreement: Agreement | None = None
    gate_step: Fraction = Fraction(0)
    met_at: Fraction = Fraction(1)
    children: tuple[Explanation, ...] = field(default=())

    @property
    def before_cap(self) -> Fraction | None:
        """The value before a gate held it down."""
        return self.score.cap.before if self.score.cap else self.score.value

    def leaves(self) -> Iterator[Explanation]:
        """The questions at or below the node."""
        if self.kind is NodeKind.QUESTION:
            yield self
        for child in self.children:
            yield from child.leaves()


def explain(card: ScoreCard, node: str, kind: NodeKind | None = None) -> Explanation:
    """The explanation of a node by id: "*" the whole, else a section, a capability, or a question asked.

    Where a capability and its only question share an id the capability is meant, unless `kind` says otherwise. Raises
    KeyError for an id that the card does not have.
    """
    return _explained(card, _declared(card.framework, node, kind))


def _declared(framework: Framework, node: str, kind: NodeKind | None) -> Declared:
    if node == WHOLE:
        return framework
    kinds = (NodeKind.SECTION, NodeKind.CAPABILITY, NodeKind.QUESTION) if kind is None else (kind,)
    for one in kinds:
        if f"{one} {node}" in framework.node_names:
            return framework.node_names[f"{one} {node}"]
    raise KeyError(node)


def _explained(card: ScoreCard, declared: Declared) -> Explanation:
    match declared:
        case Question():
            return _question(card, declared)
        case Capability():
            asked = [one for one in declared.questions if one.id in card.question_scores]
            return _above(card, declared, declared.id, NodeKind.CAPABILITY, asked)
        case Section():
            return _above(card, declared, declared.id, NodeKind.SECTION, declared.capabilities)
        case Framework():
            return _above(card, declared, WHOLE, NodeKind.WHOLE, declared.sections)


def _question(card: ScoreCard, question: Question) -> Explanation:
    score = card.question_scores[question.id]
    agreement = card.agreements.get(question.id)
    return Explanation(
        node=question.id,
        kind=NodeKind.QUESTION,
        name=question.text,
        scale=question.scale,
        score=score,
        weight=question.weight,
        stage=question.stage,
        standing=_standing(card, question, agreement),
        agreement=agreement,
    )


def _standing(card: ScoreCard, question: Question, agreement: Agreement | None) -> Standing:
    policy = card.framework.policy
    if agreement is not None and isinstance(agreement.reply, NotApplicable):
        return _NOT_APPLICABLE[policy.not_applicable]
    if question.id in card.undecided:
        return Standing.UNDECIDED
    match agreement.reply if agreement else None:
        case None:
            return Standing.BLANK
        case NotKnown():
            lowest = policy.not_known is NotKnownRule.LOWEST
            return Standing.NOT_KNOWN_LOWEST if lowest else Standing.NOT_KNOWN_LEFT_OUT
        case Disputed():
            return Standing.DISPUTED
        case _:
            return Standing.LEVEL


_NOT_APPLICABLE = {
    NotApplicableRule.DROP: Standing.NOT_APPLICABLE_DROPPED,
    NotApplicableRule.LOWEST: Standing.NOT_APPLICABLE_LOWEST,
    NotApplicableRule.AS_LEVEL: Standing.NOT_APPLICABLE_AS_LEVEL,
}


def _above(
    card: ScoreCard, declared: Framework | Section | Capability, id: str, kind: NodeKind, below: Sequence[Declared]
) -> Explanation:
    score = card[id]
    children = _with_parts(declared.aggregation, score.scale, tuple(_explained(card, child) for child in below))
    met_at = card.framework.policy.stage_met_at
    staged = declared.aggregation is Aggregation.STAGED
    return Explanation(
        node=id,
        kind=kind,
        name=declared.name,
        scale=score.scale,
        score=score,
        rule=declared.aggregation,
        weight=Fraction(1) if isinstance(declared, Framework) else declared.weight,
        gate=not isinstance(declared, Framework) and declared.gate,
        stages=_stages(children, met_at) if staged else (),
        gate_step=gate_step(card.framework),
        met_at=met_at,
        children=children,
    )


def _with_parts(rule: Aggregation, scale: Scale, children: tuple[Explanation, ...]) -> tuple[Explanation, ...]:
    scored = [child for child in children if child.score.value is not None]
    if rule is Aggregation.STAGED or not scored:
        return children
    parts = _PARTS[rule](scored)
    lowest = min(child.scale.share(_known(child.score.value)) for child in scored)
    low = [child.node for child in scored if child.scale.share(_known(child.score.value)) == lowest]
    return tuple(_with_part(child, parts.get(child.node), scale, rule, low) for child in children)


def _with_part(
    child: Explanation, part: Fraction | None, scale: Scale, rule: Aggregation, lowest: Sequence[str]
) -> Explanation:
    """The child with its part of the parent: the parts of `scale.at(share)` add up to the parent's value."""
    if part is None or child.score.value is None:
        return child
    ties = tuple(one for one in lowest if one != child.node) if rule is Aggregation.WEAKEST and part else ()
    contribution = part * scale.at(child.scale.share(child.score.value))
    return replace(child, part=part, contribution=contribution, ties=ties)


def _parts_by(weigh: Callable[[Explanation], Fraction], scored: Sequence[Explanation]) -> Mapping[str, Fraction]:
    total = sum(weigh(child) for child in scored)
    return {child.node: weigh(child) / total for child in scored}


def _all_to_the_lowest(scored: Sequence[Explanation]) -> Mapping[str, Fraction]:
    lowest = min(scored, key=lambda child: child.scale.share(_known(child.score.value)))
    return {child.node: Fraction(child is lowest) for child in scored}


_PARTS: Mapping[Aggregation, Callable[[Sequence[Explanation]], Mapping[str, Fraction]]] = {
    Aggregation.MEAN: lambda scored: _parts_by(lambda child: child.weight, scored),
    Aggregation.SUM: lambda scored: _parts_by(lambda child: child.weight * child.scale.width, scored),
    Aggregation.WEAKEST: _all_to_the_lowest,
}


def _known(value: Fraction | None) -> Fraction:
    assert value is not None  # Only scored children are asked.
    return value


def _stages(children: Sequence[Explanation], met_at: Fraction) -> tuple[StageResult, ...]:
    leaves = [leaf for child in children for leaf in child.leaves() if leaf.stage is not None]
    applying = [leaf for leaf in leaves if leaf.score.low is not None]
    return tuple(
        StageResult(
            stage,
            tuple(leaf.node for leaf in applying if leaf.stage == stage and _fails(leaf, met_at)),
            tuple(leaf.node for leaf in applying if leaf.stage == stage and leaf.score.value is None),
        )
        for stage in sorted({leaf.stage for leaf in applying if leaf.stage is not None})
    )


def _fails(leaf: Explanation, met_at: Fraction) -> bool:
    return leaf.score.value is not None and leaf.scale.share(leaf.score.value) < met_at
