"""From a dossier to its score card: questions make capabilities, capabilities sections, sections the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from questionnaire.answers import Agreement
from questionnaire.assessment import Dossier
from questionnaire.consensus import reach_consensus
from questionnaire.evidence import Evidence
from questionnaire.framework import WHOLE, Capability, Framework, Section
from questionnaire.policy import Aggregation
from questionnaire.routing import Routing, asked_questions
from questionnaire.scales import Scale
from scoring.aggregation import Node, Shares, capped, combine, exact, lowest_of, total_coverage
from scoring.readings import falls_short, read_agreement
from scoring.scorecard import Cap, Score, ScoreCard


def score_dossier(dossier: Dossier) -> ScoreCard:
    """All scores of a dossier, from the agreements that its replies make."""
    return score_agreements(dossier.framework, reach_consensus(dossier), dossier.evidence)


def score_agreements(
    framework: Framework, agreements: Iterable[Agreement], evidence: Mapping[str, Evidence] | None = None
) -> ScoreCard:
    """All scores of a set of agreements. `evidence` is the register that they point into."""
    held = {agreement.question: agreement for agreement in agreements}
    register = evidence or {}
    routing = asked_questions(framework, held.values())
    whole = _tree(framework, held, register, routing)
    questions = _of_questions(whole)
    counted = [one.id for one in framework.questions if one.id in routing.asked_ids or one.id in routing.undecided]
    return ScoreCard(
        framework=framework,
        scores={**questions, **_above_questions(whole)},
        agreements=held,
        asked=tuple(counted),
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


def _above_questions(whole: Node) -> Mapping[str, Score]:
    """The scores of capabilities, sections and the whole."""
    capabilities = [capability for section in whole.children for capability in section.children]
    return {node.score.node: node.score for node in (*capabilities, *whole.children, whole)}


def _of_questions(whole: Node) -> Mapping[str, Score]:
    """The scores of the questions that are not hidden."""
    capabilities = [capability for section in whole.children for capability in section.children]
    scores = [question.score for capability in capabilities for question in capability.children]
    return {score.node: score for score in scores if not score.coverage.hidden}


@lru_cache(maxsize=1 << 16)
def _capability_node(framework: Framework, capability: Capability, questions: tuple[Node, ...]) -> Node:
    """A capability, kept by its questions, which are kept too: a change in one leaves all others as they were."""
    alone = capability.aggregation in (Aggregation.MEAN, Aggregation.WEAKEST) and len(questions) == 1
    if not alone or questions[0].score.scale != capability.scale:
        return _node(framework, capability, questions, questions)
    question = questions[0]  # Most capabilities have one question, and its numbers are theirs.
    known = question.score.value is not None
    weakest = question if known else None
    score = replace(
        question.score,
        node=capability.id,
        weakest=question.score.node if known else None,
        weakest_value=question.score.value,
    )
    return Node(score, question.shares, exact(capability.weight), capability.gate, children=questions, weakest=weakest)


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
    gate_open = any(child.score.gate_open for child in children) or any(gate.score.value is None for gate in gates)
    weakest = lowest_of(below)
    value, low, high, evidenced = shares if shares is not None else (None,) * 4
    score = Score(
        node=WHOLE if isinstance(declared, Framework) else declared.id,
        scale=scale,
        value=None if value is None else scale.at(value),
        low=None if low is None else scale.at(low),
        high=None if high is None else scale.at(high),
        evidenced=None if evidenced is None else scale.at(evidenced),
        coverage=coverage,
        weakest=None if weakest is None else weakest.score.node,
        weakest_value=None if weakest is None else weakest.score.value,
        cap=_cap(scale, before, shares, gates),
        gate_open=gate_open,
        provisional=(
            gate_open
            or falls_short(framework, coverage)
            or (rule is Aggregation.STAGED and _blank_at_or_below(scale, before, children))
        ),
    )
    if isinstance(declared, Framework):
        return Node(score, shares, children=children, weakest=weakest)
    return Node(score, shares, exact(declared.weight), declared.gate, children=children, weakest=weakest)


def gate_step(framework: Framework) -> Fraction:
    """One step of the main scale as a share of it: by so much a section may lie above its lowest gate."""
    return Fraction(1, len(framework.levels) - 1)


def _cap(scale: Scale, before: Shares | None, after: Shares | None, gates: Sequence[Node]) -> Cap | None:
    """The cap where it binds the value: by the lowest gate, the first of equals."""
    if before is None or after is None or before.value is None or after.value is None or before.value == after.value:
        return None
    lowest = lowest_of(gates)
    return None if lowest is None else Cap(lowest.score.node, scale.at(after.value), scale.at(before.value))


def _blank_at_or_below(scale: Scale, before: Shares | None, children: Sequence[Node]) -> bool:
    """Whether a blank stands at or below the stage reached: the stage may yet be lower."""
    if before is None or before.value is None:
        return False
    reached = scale.at(before.value)
    blanks = [leaf for child in children for leaf in child.leaves() if leaf.shares and leaf.shares.value is None]
    return any(leaf.stage is not None and leaf.stage <= reached for leaf in blanks)
