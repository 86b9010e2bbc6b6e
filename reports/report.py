"""A report: what a document says about one assessment, before it is written in any format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from planning.actions import Library
from planning.frontier import Frontier
from planning.plan import Plan
from questionnaire.assessment import Administration, Dossier, Round
from questionnaire.framework import Framework, Question
from questionnaire.policy import Policy
from questionnaire.routing import Routing, asked_questions
from questionnaire.talk import Talk, talks_by_question
from questionnaire.withholding import withheld_count
from reports.audience import Audience
from reports.basis import Basis, redacted_basis
from reports.cells import Table
from scoring.change import RoundChange, compare_rounds
from scoring.gaps import Gap
from scoring.priorities import Importance, Priority
from scoring.rank_certainty import RankCertainty, rank_certainty
from scoring.scorecard import ScoreCard
from scoring.validation import Validation, compare_validation
from words.phrases import Phrases, load_phrases

__all__ = ["Audience", "Report", "build_report"]


@dataclass(frozen=True, eq=False)
class Report:
    """Everything a document can say: the facts of the dossier, the scores, what lacks, what is done about it.

    `plan` is None where the administration kept none. `made_at` is the only clock a document knows: the same report
    gives the same bytes. All of it is already narrowed and redacted for the audience. `by_hand` says that people
    changed the plan since it was made, `outdated` that something it rests on is no longer what it was then.
    `signature_states` tells by its place how a signature stands towards what is recorded now, where that was checked.
    In a copy for others than the administration no signature has a state, and where capabilities are withheld neither
    of the two is said: each would tell of changes that the copy says nothing of.
    `frontier` is what the best plan reaches at each of many budgets, None where nobody let it be searched; others than
    the administration are not told of it. `earlier` is an earlier round of the same administration, redacted alike,
    None where there is none to compare with.
    """

    dossier: Dossier
    card: ScoreCard
    gaps: tuple[Gap, ...]
    priorities: tuple[Priority, ...]
    plan: Plan | None
    library: Library
    language: str
    audience: Audience
    made_at: datetime
    program_version: str
    by_hand: bool = False
    outdated: bool = False
    signature_states: Mapping[int, str] = field(default_factory=dict)
    earlier: Dossier | None = None
    frontier: Frontier | None = None

    @property
    def administration(self) -> Administration:
        """Who was assessed."""
        return self.dossier.setup.administration

    @property
    def round(self) -> Round:
        """On what occasion."""
        return self.dossier.setup.round

    @property
    def revision(self) -> int | None:
        """How many changes were recorded; None in copies for others, who are not told on what."""
        return self.dossier.revision if self.audience is Audience.ADMINISTRATION else None

    @property
    def framework(self) -> Framework:
        """By which questions."""
        return self.card.framework

    @property
    def policy(self) -> Policy:
        """Under which choices of the method."""
        return self.framework.policy

    @property
    def withheld(self) -> int:
        """How many capabilities this copy is not told; all its numbers are computed without them."""
        return withheld_count(self.framework)

    @property
    def say(self) -> Phrases:
        """The words of the report's language."""
        return load_phrases(self.language)

    @cached_property
    def routing(self) -> Routing:
        """Which questions were asked, given what was agreed."""
        return asked_questions(self.framework, self.card.agreements.values())

    @cached_property
    def gap_of(self) -> Mapping[str, Gap]:
        """The gaps by capability."""
        return {gap.capability: gap for gap in self.gaps}

    @cached_property
    def priority_of(self) -> Mapping[str, Priority]:
        """The priorities by capability."""
        return {priority.capability: priority for priority in self.priorities}

    @cached_property
    def certainty_of(self) -> Mapping[str, RankCertainty]:
        """How sure the rank is of every capability that takes part in the ranking, by capability."""
        importance = Importance(self.framework, self.dossier.threats)
        return {one.capability: one for one in rank_certainty(self.card, self.gaps, importance)}

    @cached_property
    def validation(self) -> Validation:
        """What the group holds beside what the mission recorded."""
        return compare_validation(self.dossier, self.card)

    @cached_property
    def change(self) -> RoundChange | None:
        """What changed since the earlier round; None where there is none to compare with."""
        return None if self.earlier is None else compare_rounds(self.earlier, self.dossier, self.card)

    @cached_property
    def talks(self) -> Mapping[str, Talk]:
        """How the replies to each question lie apart."""
        return talks_by_question(self.dossier)

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {}

    def once(self, id: str, make: Callable[[Report], Table]) -> Table:
        """The table of that id, made once: several others are made of it."""
        if id not in self._tables:
            self._tables[id] = make(self)
        return self._tables[id]

    def asked_as(self, question: Question) -> str:
        """How a question stands: "asked", "hidden", or that this may yet change: "asked_so_far", "hidden_so_far"."""
        return self.routing.standing(question.id)


def build_report(  # noqa: PLR0913  a report is made of all of these, and its maker names them
    dossier: Dossier,
    card: ScoreCard,
    gaps: tuple[Gap, ...],
    priorities: tuple[Priority, ...],
    plan: Plan | None,
    library: Library,
    *,
    language: str,
    audience: Audience,
    made_at: datetime,
    program_version: str,
    by_hand: bool = False,
    outdated: bool = False,
    signature_states: Mapping[int, str] | None = None,
    earlier: Dossier | None = None,
    frontier: Frontier | None = None,
) -> Report:
    """The report of one dossier for one audience. `made_at` needs a time zone, or a ValueError is raised.

    For donors and the public it is made of less: narrowed, computed anew and redacted before anything is written.
    """
    if made_at.tzinfo is None:
        raise ValueError("made_at needs a time zone")
    given = Basis(dossier, card, gaps, priorities, plan, library, earlier)
    told = redacted_basis(given, audience, made_at.date())
    whole = withheld_count(told.card.framework) == 0
    states = signature_states or {} if audience is Audience.ADMINISTRATION else {}
    known = frontier if audience is Audience.ADMINISTRATION else None
    of_plan = (by_hand and whole, outdated and whole)
    made = (Audience(audience), made_at, program_version, *of_plan, states, told.earlier, known)
    return Report(told.dossier, told.card, told.gaps, told.priorities, told.plan, told.library, language, *made)
