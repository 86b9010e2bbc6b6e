"""Random frameworks with every rule, kind and policy, and random replies: what the laws of the method are tried on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from questionnaire.answers import (
    CriterionNotApplicable,
    Disputed,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    Reply,
    TicksGiven,
)
from questionnaire.assessment import Dossier
from questionnaire.conditions import (
    AllOf,
    AnyOf,
    Condition,
    CriterionCondition,
    LevelCondition,
    OptionCondition,
)
from questionnaire.framework import (
    Checklist,
    Choice,
    Framework,
    Ladder,
    Question,
)
from questionnaire.policy import Aggregation, Confidence, NotApplicableRule, NotKnownRule, Policy, Strength
from tests.examples import (
    answer,
    capability,
    checklist,
    choice,
    dossier,
    evidence,
    framework,
    ladder,
    number,
    scale,
    section,
)
from tests.examples import question as a_question

Draw = Any
WEIGHTS = st.sampled_from([Fraction(1), Fraction(2), Fraction(3), Fraction(1, 2), Fraction(7, 3)])
RULES = st.sampled_from(list(Aggregation))
PIECES = tuple(evidence(f"E{strength}", strength) for strength in Strength)


@dataclass(frozen=True)
class Case:
    """A framework and what is replied to each of its questions."""

    framework: Framework
    replies: Mapping[str, Reply | None]
    confidences: Mapping[str, Confidence | None]
    links: Mapping[str, tuple[EvidenceLink, ...]]

    def dossier(self, framework: Framework | None = None, **changed: Reply | None) -> Dossier:
        """The dossier, with some replies changed or another framework (that has some of the questions)."""
        chosen = framework or self.framework
        replies = {**self.replies, **{name.replace("_", "."): reply for name, reply in changed.items()}}
        answers = [
            answer(one.id, replies[one.id], confidence=self.confidences[one.id], evidence=self.links[one.id])
            for one in chosen.questions
            if replies[one.id] is not None
        ]
        return dossier(chosen, *answers, evidence=PIECES)


@st.composite
def policies(draw: Draw) -> Policy:
    rule = draw(st.sampled_from(list(NotApplicableRule)))
    return Policy(
        not_applicable=rule,
        not_applicable_level=Fraction(1) if rule is NotApplicableRule.AS_LEVEL else None,
        not_known=draw(st.sampled_from(list(NotKnownRule))),
        minimum_coverage=draw(st.sampled_from([Fraction(0), Fraction(4, 5), Fraction(1)])),
        stage_met_at=draw(st.sampled_from([Fraction(1), Fraction(2, 3)])),
    )


@st.composite
def questions(draw: Draw, id: str, levels: int, earlier: list[Question]) -> Question:
    more: dict[str, Any] = {
        "weight": draw(WEIGHTS),
        "stage": draw(st.sampled_from([None, 1, 2, 3])),
        "scale": scale(0, levels - 1),
    }
    if earlier and draw(st.integers(0, 3)) == 0:
        more["asked_when"] = draw(conditions(earlier))
    kind = draw(st.sampled_from(["ladder", "checklist", "number", "choice", "yes_no", "odd"]))
    if kind == "ladder":
        return a_question(id, ladder(id, levels=levels, per_level=draw(st.integers(1, 2))), **more)
    if kind == "checklist":
        return a_question(id, checklist(id, items=5, bands={level: level for level in range(levels)}), **more)
    if kind == "number":
        higher = draw(st.booleans())
        bounds = {level: 10 * (level if higher else levels - level) for level in range(levels)}
        return a_question(id, number(id, bounds, higher=higher), **more)
    if kind == "choice":
        return a_question(id, choice(id, {"a": 0, "b": 1, "c": levels - 1}), **more)
    more["scale"] = scale(0, 1) if kind == "yes_no" else scale(1, 3)
    if kind == "yes_no":
        caps = dict(zip(Strength, map(Fraction, (0, 0, 1, 1)), strict=True))
        return a_question(id, choice(id, {"no": 0, "yes": 1}), evidence_caps=caps, **more)
    return a_question(id, choice(id, {"low": 1, "middle": "5/3", "high": 3}), **more)


@st.composite
def conditions(draw: Draw, earlier: list[Question]) -> Condition:
    on = draw(st.sampled_from(earlier))
    sort = draw(st.sampled_from(["level", "level", "option", "criterion", "all", "any"]))
    if sort in ("all", "any"):
        parts = (draw(conditions(earlier)), draw(conditions(earlier)))
        return AllOf(parts) if sort == "all" else AnyOf(parts)
    if sort == "option" and isinstance(on.kind, Choice):
        return OptionCondition(on.id, draw(st.sampled_from(on.kind.options)).id)
    if sort == "criterion":
        return CriterionCondition(draw(st.sampled_from(on.criteria)).id)
    bound = draw(st.sampled_from(on.ordered_levels))
    return LevelCondition(on.id, at_most=bound) if draw(st.booleans()) else LevelCondition(on.id, at_least=bound)


@st.composite
def frameworks(draw: Draw) -> Framework:
    levels = draw(st.sampled_from([2, 3, 5, 5]))
    earlier: list[Question] = []

    def node() -> dict[str, Any]:
        declared = draw(st.sampled_from([scale(0, levels - 1), scale(0, levels - 1), scale(1, 3)]))
        gate = draw(st.integers(0, 2)) == 0
        return {"aggregation": draw(RULES), "weight": draw(WEIGHTS), "gate": gate, "scale": declared}

    sections = []
    for s in range(draw(st.integers(1, 3))):
        capabilities = []
        for c in range(draw(st.integers(1, 3))):
            own = []
            for q in range(draw(st.integers(1, 3))):
                own.append(draw(questions(f"S{s}C{c}.q{q}", levels, earlier)))
                earlier.append(own[-1])
            capabilities.append(capability(f"S{s}C{c}", *own, **node()))
        sections.append(section(f"S{s}", *capabilities, **node()))
    return framework(*sections, levels=levels, policy=draw(policies()), aggregation=draw(RULES))


@st.composite
def levels_reached(draw: Draw, question: Question) -> LevelReached:
    ids = [criterion.id for criterion in question.criteria]
    match question.kind:
        case Ladder(levels=levels):
            level = draw(st.sampled_from([None, *(step.value for step in levels)]))
            met, not_met = draw(st.sets(st.sampled_from(ids))), draw(st.sets(st.sampled_from(ids), max_size=1))
            left_out = tuple(CriterionNotApplicable(id, "none here") for id in ids[:1] if draw(st.integers(0, 9)) == 0)
            return LevelReached(LadderGiven(level, frozenset(met), frozenset(not_met), left_out))
        case Checklist():
            return LevelReached(TicksGiven(frozenset(draw(st.sets(st.sampled_from(ids))))))
        case Choice(options=options):
            return LevelReached(OptionGiven(draw(st.sampled_from(options)).id))
        case _:
            return LevelReached(QuantityGiven(Fraction(draw(st.integers(0, 60))), "percent"))


@st.composite
def replies(draw: Draw, question: Question) -> Reply | None:
    sort = draw(st.sampled_from(["level"] * 5 + ["blank", "not_known", "not_applicable", "disputed"]))
    if sort == "level":
        return draw(levels_reached(question))
    if sort == "disputed":
        low, high = sorted(draw(st.sets(st.sampled_from(question.ordered_levels), min_size=2, max_size=2)))
        return Disputed(low, high)
    return {"blank": None, "not_known": NotKnown(), "not_applicable": NotApplicable("none here")}[sort]


@st.composite
def evidence_links(draw: Draw, question: Question) -> tuple[EvidenceLink, ...]:
    ids = [criterion.id for criterion in question.criteria]
    names = st.sampled_from([one.id for one in PIECES] + ["unregistered"])
    links = [
        EvidenceLink(draw(names), frozenset(draw(st.sets(st.sampled_from(ids), max_size=2))))
        for _ in range(draw(st.integers(0, 2)))
    ]
    return tuple(links)


@st.composite
def cases(draw: Draw) -> Case:
    chosen = draw(frameworks())
    return Case(
        chosen,
        {one.id: draw(replies(one)) for one in chosen.questions},
        {one.id: draw(st.sampled_from([None, *Confidence])) for one in chosen.questions},
        {one.id: draw(evidence_links(one)) for one in chosen.questions},
    )


def controlling(framework: Framework) -> frozenset[str]:
    """The ids of the questions that some condition reads."""

    def read(condition: Condition | None) -> set[str]:
        match condition:
            case AllOf(conditions=parts) | AnyOf(conditions=parts):
                return set().union(*(read(part) for part in parts))
            case LevelCondition(question=id) | OptionCondition(question=id):
                return {id}
            case CriterionCondition(criterion=id):
                return {framework.home_of_criterion[id].id}
            case _:
                return set()

    return frozenset().union(*(read(one.asked_when) for one in framework.questions))
