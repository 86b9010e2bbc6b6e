"""A framework: the published set of sections, capabilities and questions that an administration is assessed against.

Every node is a frozen record. Nodes compare by identity, not by content: a framework is loaded once and shared; two
loadings of the same files are told apart or matched by `Framework.content_hash`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from questionnaire.conditions import Condition
from questionnaire.fact_sheets import FactSheet
from questionnaire.guidance import Definition, Guidance
from questionnaire.policy import Aggregation, Policy, Strength
from questionnaire.profile import NO_PROFILE, Profile
from questionnaire.scales import Scale
from questionnaire.sources import Reference, SeedFact
from questionnaire.text import NO_TEXT, Text


@dataclass(frozen=True)
class Criterion:
    """An observable statement: what evidence supports, what an action of the plan meets, what is missing in a gap."""

    id: str
    text: Text


@dataclass(frozen=True, eq=False)
class Level:
    """A step of a ladder: its value, the summary people read when choosing, and the criteria that decide."""

    value: int
    summary: Text
    criteria: tuple[Criterion, ...] = ()


@dataclass(frozen=True, eq=False)
class Ladder:
    """Answered by choosing a level or by ticking criteria.

    The level is the highest whose criteria, and those of all lower levels, are met.
    """

    levels: tuple[Level, ...]


@dataclass(frozen=True, eq=False)
class Option:
    """One named answer of a choice: its value on the question's scale, the criteria that it rests on (maybe none)."""

    id: str
    value: Fraction
    text: Text
    criteria: tuple[Criterion, ...] = ()


@dataclass(frozen=True, eq=False)
class Choice:
    """Answered by picking one of the named options."""

    options: tuple[Option, ...]


@dataclass(frozen=True)
class Band:
    """From this number of ticks on (until the next band) the level is `level`."""

    level: int
    begins: int


@dataclass(frozen=True, eq=False)
class Checklist:
    """Answered by ticking the things that exist; their number makes the level through the bands."""

    items: tuple[Criterion, ...]
    bands: tuple[Band, ...]


@dataclass(frozen=True, eq=False)
class Threshold:
    """The bound that a measured number must reach for `level`; reaching it is a criterion (not for the lowest)."""

    level: int
    bound: Fraction
    criterion: Criterion | None


@dataclass(frozen=True, eq=False)
class Number:
    """Answered by a measured quantity; the thresholds make it a level. `higher_is_better` gives the direction."""

    unit: str
    higher_is_better: bool
    minimum: Fraction
    maximum: Fraction | None
    thresholds: tuple[Threshold, ...]


Kind = Ladder | Choice | Checklist | Number


@dataclass(frozen=True, eq=False)
class Question:
    """One observable aspect of a capability. `stage` counts only below a node that is aggregated by stages."""

    id: str
    text: Text
    kind: Kind
    scale: Scale
    weight: Fraction = Fraction(1)
    asked_when: Condition | None = None
    stage: int | None = None
    evidence_caps: Mapping[Strength, Fraction] | None = None
    aliases: tuple[str, ...] = ()

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria of the question, from the lowest level up."""
        match self.kind:
            case Ladder(levels=levels):
                return tuple(criterion for level in levels for criterion in level.criteria)
            case Choice(options=options):
                return tuple(criterion for option in options for criterion in option.criteria)
            case Checklist(items=items):
                return items
            case Number(thresholds=thresholds):
                return tuple(step.criterion for step in thresholds if step.criterion is not None)

    @cached_property
    def ordered_levels(self) -> tuple[Fraction, ...]:
        """The distinct values that an answer can give, rising: the question's own steps."""
        match self.kind:
            case Ladder(levels=levels):
                values = {Fraction(level.value) for level in levels}
            case Choice(options=options):
                values = {option.value for option in options}
            case Checklist(bands=bands):
                values = {Fraction(band.level) for band in bands}
            case Number(thresholds=thresholds):
                values = {Fraction(step.level) for step in thresholds}
        return tuple(sorted(values))


@dataclass(frozen=True, eq=False)
class Capability:
    """One thing the administration must be able to do: the unit of targets, gaps and plans.

    `sensitive` marks what donors are not told unless somebody decides otherwise: where it lacks helps a smuggler.
    """

    id: str
    name: Text
    short: Text
    questions: tuple[Question, ...]
    scale: Scale
    aggregation: Aggregation = Aggregation.MEAN
    weight: Fraction = Fraction(1)
    weight_reason: Text = NO_TEXT
    gate: bool = False
    iccwc_outcomes: tuple[int, ...] = ()
    vision_2030: tuple[str, ...] = ()
    seed_facts: tuple[SeedFact, ...] = ()
    references: tuple[Reference, ...] = ()
    guidance: Guidance = field(default_factory=Guidance)
    aliases: tuple[str, ...] = ()
    sensitive: bool = False


@dataclass(frozen=True, eq=False)
class Section:
    """Capabilities that serve one area."""

    id: str
    name: Text
    short: Text
    about: Text
    capabilities: tuple[Capability, ...]
    scale: Scale
    aggregation: Aggregation = Aggregation.MEAN
    weight: Fraction = Fraction(1)
    gate: bool = False


@dataclass(frozen=True, eq=False)
class ScaleLevel:
    """A step of the main scale, with its word."""

    value: int
    name: Text
    about: Text


WHOLE = "*"
"""The id of the node above the sections: the whole framework."""


@dataclass(frozen=True, eq=False)
class Framework:
    """A published, versioned set of sections with one main scale and one policy.

    `content_hash` is the SHA-256 of the files it was read from: two frameworks of the same id and version with
    different hashes are not the same framework. `profile` is the one as which this record is to be asked. `uncut` is
    the framework before capabilities were withheld from it; None where none were.
    """

    id: str
    version: str
    name: Text
    about: Text
    languages: tuple[str, ...]
    source_language: str
    levels: tuple[ScaleLevel, ...]
    sections: tuple[Section, ...]
    scale: Scale
    policy: Policy = field(default_factory=Policy)
    aggregation: Aggregation = Aggregation.MEAN
    definitions: tuple[Definition, ...] = ()
    references: tuple[Reference, ...] = ()
    seed_facts: tuple[SeedFact, ...] = ()
    fact_sheets: tuple[FactSheet, ...] = ()
    profiles: tuple[Profile, ...] = (NO_PROFILE,)
    profile: Profile = NO_PROFILE
    content_hash: str = ""
    uncut: Framework | None = None

    @cached_property
    def main_scale(self) -> Scale:
        """From the lowest to the highest level of the main scale."""
        return Scale(Fraction(self.levels[0].value), Fraction(self.levels[-1].value))

    @cached_property
    def capabilities(self) -> tuple[Capability, ...]:
        """All capabilities in framework order."""
        return tuple(capability for section in self.sections for capability in section.capabilities)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions in framework order."""
        return tuple(question for capability in self.capabilities for question in capability.questions)

    @cached_property
    def node_names(self) -> Mapping[str, Section | Capability | Question]:
        """Every node below the whole by its kind and id, as in "capability L04"."""
        nodes: dict[str, Section | Capability | Question] = {}
        for section in self.sections:
            nodes["section " + section.id] = section
            for capability in section.capabilities:
                nodes["capability " + capability.id] = capability
                for question in capability.questions:
                    nodes["question " + question.id] = question
        return nodes

    @cached_property
    def _section_by_id(self) -> Mapping[str, Section]:
        return {section.id: section for section in self.sections}

    @cached_property
    def _capability_by_id(self) -> Mapping[str, Capability]:
        return {capability.id: capability for capability in self.capabilities}

    @cached_property
    def _question_by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    def section(self, id: str) -> Section:
        """The section of that id. Raises KeyError."""
        return self._section_by_id[id]

    def capability(self, id: str) -> Capability:
        """The capability of that id. Raises KeyError."""
        return self._capability_by_id[id]

    def question(self, id: str) -> Question:
        """The question of that id. Raises KeyError."""
        return self._question_by_id[id]

    def has_question(self, id: str) -> bool:
        """Whether a question of that id is part of the framework."""
        return id in self._question_by_id

    @cached_property
    def home_of_question(self) -> Mapping[str, Capability]:
        """The capability that each question (by id) belongs to."""
        return {q.id: capability for capability in self.capabilities for q in capability.questions}

    @cached_property
    def home_of_capability(self) -> Mapping[str, Section]:
        """The section that each capability (by id) belongs to."""
        return {capability.id: section for section in self.sections for capability in section.capabilities}

    @cached_property
    def home_of_criterion(self) -> Mapping[str, Question]:
        """The question that each criterion (by id) belongs to."""
        return {criterion.id: question for question in self.questions for criterion in question.criteria}

    @cached_property
    def criterion_text(self) -> Mapping[str, Text]:
        """The words of each criterion, by id."""
        return {criterion.id: criterion.text for question in self.questions for criterion in question.criteria}

    def level_word(self, value: int, language: str) -> str:
        """The word of a level of the main scale, as in "Developing". Raises KeyError for a value that is none."""
        for level in self.levels:
            if level.value == value:
                return level.name(language)
        raise KeyError(value)
