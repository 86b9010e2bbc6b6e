"""From a dossier to its score card: questions make capabilities, capabilities sections, sections the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from questionnaire.answers import Agreement, AgreementKind
from questionnaire.assessment import Dossier
from questionnaire.consensus import agreements_of
from questionnaire.evidence import Evidence
from questionnaire.framework import WHOLE, Capability, Framework, Section
from questionnaire.policy import Aggregation
from questionnaire.routing import Routing, asked_questions
from questionnaire.scales import Scale
from scoring.aggregation import Node, Shares, capped, combine, exact, lowest_of, total_coverage
from scoring.readings import falls_short, read_agreement
from scoring.scorecard import Cap, Score, ScoreCard


def score_dossier(dossier: Dossier, kind: AgreementKind = AgreementKind.SELF) -> ScoreCard:
    """All scores of a dossier: from the group's outcomes, or from those that the mission recorded."""
    return score_agreements(dossier.framework, agreements_of(dossier, kind), dossier.evidence)


def score_agreements(
    framework: Framework,
    agreements: Iterable[Agreement],
    evidence: Mapping[str, Evidence] | None = None,
    routing: Routing | None = None,
) -> ScoreCard:
    """All scores of a set of agreements. `evidence` is the register that they point into.

    Which questions are asked follows from the agreements themselves, unless `routing` fixes it for two sets to be
    compared.
    """
    held = {agreement.question: agreement for agreement in agreements}
    register = evidence or {}
    routing = routing or asked_questions(framework, held.values())
    whole = _tree(framework, held, register, routing)
    capabilities = [capability for section in whole.children for capability in section.children]
    questions = {question.score.node: question.score for one in capabilities for question in one.children}
    for question in routing.hidden:
        if question.id not in routing.undecided:
            del questions[question.id]
    above = {node.score.node: node.score for node in (*capabilities, *whole.children, whole)}
    return ScoreCard(
        framework=framework,
        scores={**questions, **above},
        agreements=held,
        asked=tuple(questions),
        undecided=routing.undecided,
        proposals=any(agreement.proposed for agreement in held.values()),
        question_scores=questions,
        evidence=register,
    )


def _tree(
    framework: Framework, held: Mapping[str, Agreement], register: Mapping[str, Evidence], routing: Routing
) -> Node:
    sections = tuple([_section_node(framework, one, held, register, routing) for one in framework.sections])
    return _node(framework, framework, sections, [one.weakest for one in sections if one.weakest])


def _section_node(
    framework: Framework,
    section: Section,
    held: Mapping[str, Agreement],
    register: Mapping[str, Evidence],
    routing: Routing,
) -> Node:
    capabilities = []
    for capability in section.capabilities:
        questions = [
            read_agreement(framework, one, held.get(one.id), register, routing) for one in capability.questions
        ]
        capabilities.append(_capability_node(framework, capability, tuple(questions)))
    return _node(framework, section, tuple(capabilities), capabilities)


@lru_cache(maxsize=1 << 16)
def _capability_node(framework: Framework, capability: Capability, questions: tuple[Node, ...]) -> Node:
    """A capability, kept by its questions, which are kept too: a change in one leaves all others as they were."""
    alone = capability.aggregation in (Aggregation.MEAN, Aggregation.WEAKEST) and len(questions) == 1
    if not alone or questions[0].score.scale != capability.scale:
        return _node(framework, capability, questions, questions)
    only = questions[0].score  # Most capabilities have one question, and its numbers are theirs.
    known = only.value is not None
    score = Score(
        node=capability.id,
        scale=only.scale,
        value=only.value,
        low=only.low,
        high=only.high,
        evidenced=only.evidenced,
        coverage=only.coverage,
        weakest=only.node if known else None,
        weakest_value=only.value,
        provisional=only.provisional,
    )
    weakest = questions[0] if known else None
    shares = questions[0].shares
    return Node(score, shares, exact(capability.weight), capability.gate, children=questions, weakest=weakest)


def _node(
    framework: Framework, declared: Capability | Section | Framework, children: tuple[Node, ...], below: Sequence[Node]
) -> Node:
    """A node over its children. `below` are those among which its weakest is looked for."""
    rule = declared.aggregation
    scale, before = combine(rule, declared.scale, children, framework.policy.stage_met_at)
    gates = [child for child in children if child.gate]
    known = [gate.shares for gate in gates if gate.shares is not None]
    shares = None if before is None else capped(before, known, gate_step(framework))
    coverage = total_coverage([child.score.coverage for child in children])
    open_gates = [child for child in children if child.score.gate_open or (child.gate and child.score.value is None)]
    weakest = lowest_of(below)
    value, low, high, evidenced = _values(scale, shares)
    score = Score(
        node=WHOLE if isinstance(declared, Framework) else declared.id,
        scale=scale,
        value=value,
        low=low,
        high=high,
        evidenced=evidenced,
        coverage=coverage,
        weakest=None if weakest is None else weakest.score.node,
        weakest_value=None if weakest is None else weakest.score.value,
        cap=_cap(scale, before, shares, gates, gate_step(framework)),
        gate_open=bool(open_gates),
        provisional=(
            bool(open_gates)
            or falls_short(framework, coverage)
            or (rule is Aggregation.STAGED and _blank_at_or_below(scale, before, children))
        ),
    )
    if isinstance(declared, Framework):
        return Node(score, shares, children=children, weakest=weakest)
    return Node(score, shares, exact(declared.weight), declared.gate, children=children, weakest=weakest)


@lru_cache(maxsize=1 << 8)
def gate_step(framework: Framework) -> Fraction:
    """One step of the main scale as a share of it: by so much a section may lie above its lowest gate."""
    return Fraction(1, len(framework.levels) - 1)


class _Values(NamedTuple):
    """The four numbers of a node on its own scale."""

    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    evidenced: Fraction | None


def _values(scale: Scale, shares: Shares | None) -> _Values:
    if shares is None:
        return _Values(None, None, None, None)
    common, value, low, high, evidenced = shares
    return _Values(
        None if value is None else scale.at_ratio(value, common),
        scale.at_ratio(low, common),
        scale.at_ratio(high, common),
        None if evidenced is None else scale.at_ratio(evidenced, common),
    )


def _cap(
    scale: Scale, before: Shares | None, after: Shares | None, gates: Sequence[Node], step: Fraction
) -> Cap | None:
    """The cap where it binds the value: by every gate that alone would, the lowest first."""
    if not gates or before is None or after is None or before.value is None or after.value is None:
        return None
    if before.value * after.common == after.value * before.common:
        return None
    uncapped = Fraction(before.value, before.common)
    shares = {gate.score.node: gate.score.share for gate in gates}
    binding = [(share, id) for id, share in shares.items() if share is not None and share + step < uncapped]
    ids = tuple(id for _, id in sorted(binding, key=itemgetter(0)))
    return Cap(ids, scale.at_ratio(after.value, after.common), scale.at_ratio(before.value, before.common))


def _blank_at_or_below(scale: Scale, before: Shares | None, children: Sequence[Node]) -> bool:
    """Whether a blank stands at or below the stage reached: the stage may yet be lower."""
    if before is None or before.value is None:
        return False
    reached = scale.at_ratio(before.value, before.common)
    blanks = [leaf for child in children for leaf in child.leaves() if leaf.shares and leaf.shares.value is None]
    return any(leaf.stage is not None and leaf.stage <= reached for leaf in blanks)
