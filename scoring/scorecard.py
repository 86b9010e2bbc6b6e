"""The score card: every number computed from the agreements of one dossier, each with what is needed to defend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from questionnaire.answers import Agreement
from questionnaire.evidence import Evidence
from questionnaire.framework import Framework
from questionnaire.scales import Scale


class Coverage(NamedTuple):
    """How much of what is asked counts in the value.

    `counted` of `asked` questions count; `answered` have any reply; `not_applicable` and `not_known` are how many
    replied so; `hidden` are not asked because of a condition. Dropped ones are in neither `counted` nor `asked`.
    """

    counted: int = 0
    asked: int = 0
    answered: int = 0
    not_applicable: int = 0
    not_known: int = 0
    disputed: int = 0
    hidden: int = 0

    @property
    def share(self) -> Fraction | None:
        """Counted / asked; None where nothing applies."""
        return Fraction(self.counted, self.asked) if self.asked else None


@dataclass(frozen=True)
class Cap:
    """That gates hold a node down: which children, at which value, and what the value would be without any of them.

    `gates` are all that bind, each of which alone would hold the node below `before`: the lowest first, of equals the
    first declared. The first one makes the value; to open it alone may change nothing while another binds.
    """

    gates: tuple[str, ...]
    at: Fraction
    before: Fraction

    @property
    def gate(self) -> str:
        """The gate that makes the value."""
        return self.gates[0]


@dataclass(frozen=True)
class Score:
    """The numbers of one node. All values are exact and on the node's own `scale`.

    `value` is None where nothing below the node is scored; then so are `low`, `high` and `evidenced`, unless blanks
    give a range. `weakest` is the id of the lowest capability below (in a capability: the lowest question) and
    `weakest_value` its value. `cap` is set where a gate binds. `gate_open` marks a gate below that has no score; such
    a node is provisional.
    """

    node: str
    scale: Scale
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    evidenced: Fraction | None
    coverage: Coverage
    weakest: str | None = None
    weakest_value: Fraction | None = None
    cap: Cap | None = None
    gate_open: bool = False
    provisional: bool = False

    @property
    def share(self) -> Fraction | None:
        """The value as a share of the scale, 0 to 1."""
        return None if self.value is None else self.scale.share(self.value)


@dataclass(frozen=True, eq=False)
class ScoreCard:
    """All scores of one dossier by node id: "*" the whole, then sections, capabilities and asked questions.

    `agreements` are what was scored, by question; `asked` the ids of the questions asked, in framework order;
    `undecided` those whose asking depends on a blank, not known or disputed answer (they count as asked, and blank).
    `proposals` is true where some agreement is only proposed: a draft. `evidence` is the register the agreements point
    into. A capability of one question often shares its id with it: `scores` then holds the capability,
    `question_scores` the question.
    """

    framework: Framework
    scores: Mapping[str, Score]
    agreements: Mapping[str, Agreement]
    asked: tuple[str, ...]
    undecided: frozenset[str] = frozenset()
    proposals: bool = False
    question_scores: Mapping[str, Score] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)

    def __getitem__(self, node: str) -> Score:
        """The score of a node by id; "*" is the whole. Raises KeyError."""
        return self.scores[node]
