"""A plan laid beside what it must keep to: the facts that every part of its check looks up, none from the planner."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planning.actions import Action, Library
from planning.plan import Plan, PlanStep
from questionnaire.answers import Disputed, Given, LevelReached
from questionnaire.assessment import Dossier
from questionnaire.following import BEGUN, ProgressReport, Rater
from questionnaire.framework import Number, Question
from questionnaire.intentions import Limits
from questionnaire.levels import met_criteria
from scoring.scorecard import ScoreCard


@dataclass(frozen=True, eq=False)
class Examined:
    """A plan under examination. `today` is the day on which it is made; None where it is only read again."""

    plan: Plan
    dossier: Dossier
    card: ScoreCard
    library: Library
    today: date | None = None

    @property
    def limits(self) -> Limits:
        """What bounds the plan."""
        return self.dossier.limits

    @cached_property
    def by_action(self) -> Mapping[str, PlanStep]:
        """The steps of the plan by action."""
        return {step.action.id: step for step in self.plan.steps}

    @cached_property
    def begun(self) -> Mapping[str, int]:
        """The first quarter of each action that was in the kept plan and, by the report that counts, has begun."""
        kept = {one.action: one.quarter for one in self.dossier.planned or () if one.action in self.library.actions}
        reports = {action: self.report(action) for action in kept}
        return {action: kept[action] for action, report in reports.items() if report and report.word in BEGUN}

    def report(self, action: str) -> ProgressReport | None:
        """The report that counts: the administration's own, else the one from outside."""
        progress = self.dossier.progress
        return progress.get((action, Rater.SELF), progress.get((action, Rater.EXTERNAL)))

    @cached_property
    def had(self) -> frozenset[str]:
        """Every criterion that the assessment shows as met."""
        held = ((one, self.held(one)) for one in self.card.framework.questions if one.id in self.card.asked)
        given = ((one, reply) for one, reply in held if reply is not None and not isinstance(reply, Disputed))
        return frozenset(criterion for one, reply in given for criterion in met_criteria(one, reply))

    def held(self, question: Question) -> Given | Disputed | None:
        """What the group holds on a question; None where that says nothing of its level."""
        agreement = self.card.agreements.get(question.id)
        score = self.card.question_scores.get(question.id)
        if agreement is None or score is None or score.value is None:
            return None
        match agreement.reply:
            case LevelReached(given=given):
                return given
            case Disputed() as dispute:
                return dispute
            case _:
                return None

    def is_done_already(self, action: str) -> bool:
        """Whether the assessment shows all that an action of the library brings, and it brings something."""
        known = self.library.actions.get(action)
        return known is not None and bool(known.meets) and self.had.issuperset(known.meets)

    @cached_property
    def meets(self) -> Mapping[str, frozenset[str]]:
        """The criteria of each action and, of a measured number, the thresholds listed before the one it meets."""
        return {id: frozenset(self._with_easier(step.action)) for id, step in self.by_action.items()}

    def met(self, before: int | None = None) -> frozenset[str]:
        """The criteria that the plan meets, all of them or those of actions finished before a quarter."""
        done = (step.action.id for step in self.plan.steps if before is None or step.end < before)
        return frozenset(criterion for action in done for criterion in self.meets[action])

    def _with_easier(self, action: Action) -> Iterator[str]:
        for criterion in action.meets:
            yield criterion
            question = self.card.framework.home_of_criterion[criterion]
            if isinstance(question.kind, Number):
                steps = sorted((one for one in question.kind.thresholds if one.criterion), key=lambda one: one.level)
                names = [step.criterion.id for step in steps if step.criterion]
                yield from names[: names.index(criterion)]

    def year_of(self, quarter: int) -> int:
        """The calendar year in which a quarter of the plan begins (0 is the first)."""
        start = self.plan.start
        return (start.year * 12 + start.month - 1 + 3 * quarter) // 12

    def quarter_of(self, day: date) -> int:
        """The quarter of the plan in which a day lies, by the whole months since its first day; negative before it."""
        start = self.plan.start
        months = (day.year - start.year) * 12 + day.month - start.month
        whole = day.day >= min(start.day, monthrange(day.year, day.month)[1])
        return (months if whole else months - 1) // 3
