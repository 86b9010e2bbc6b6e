"""Following the plan: a line an action with the reports on it, what needs attention first, and what it adds up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from planning.board_lines import BoardLine, Urgency
from planning.plan import Plan, PlanStep
from planning.steps import criteria_met
from planning.timetable import quarter_ends
from questionnaire.answers import NotApplicable
from questionnaire.assessment import Dossier
from questionnaire.following import BEGUN, FINISHED, Funding, ProgressReport, ProgressWord, Rater, StepDetails
from scoring.gaps import criteria_shown_as_met
from scoring.scorecard import ScoreCard


@dataclass(frozen=True)
class FundedMoney:
    """How many actions of the plan have this funding (None: nobody said), and what they cost at once."""

    funding: Funding | None
    actions: int
    planned: Fraction | None


@dataclass(frozen=True, eq=False)
class BoardSums:
    """What the lines of the plan add up to.

    `own` and `external` count the actions by word, None standing for those without a report. `spent` is what is known
    of `spent_on` actions, `planned_for_these` their planned one-off cost, `planned` that of the whole plan; a sum of
    nothing known is None.
    """

    own: Mapping[ProgressWord | None, int]
    external: Mapping[ProgressWord | None, int]
    spent: Fraction | None
    spent_on: int
    planned_for_these: Fraction | None
    planned: Fraction | None
    funding: tuple[FundedMoney, ...]


@dataclass(frozen=True, eq=False)
class Board:
    """All lines of the plan, the most urgent first; apart, the actions with reports that it does not hold any more."""

    lines: tuple[BoardLine, ...]
    elsewhere: tuple[BoardLine, ...]
    sums: BoardSums
    currency: str
    today: date

    @property
    def every_line(self) -> tuple[BoardLine, ...]:
        """The lines of the plan, then the others."""
        return (*self.lines, *self.elsewhere)


def board(plan: Plan, dossier: Dossier, card: ScoreCard, today: date) -> Board:
    """Where every action of the plan stands on a day, by the reports recorded in the dossier."""
    following = _Following(plan, dossier, card, today)
    lines = sorted((following.line(step.action.id) for step in plan.steps), key=following.order)
    known = {step.action.id for step in plan.steps}
    others = dict.fromkeys(action for action, _ in sorted(dossier.progress) if action not in known)
    elsewhere = sorted(map(following.line, others), key=following.order)
    return Board(tuple(lines), tuple(elsewhere), _sums(lines), plan.currency, today)


class _Following:
    """One plan on one day, with what is asked of it again and again."""

    def __init__(self, plan: Plan, dossier: Dossier, card: ScoreCard, today: date) -> None:
        self.plan, self.dossier, self.card, self.today = plan, dossier, card, today
        self.steps = {step.action.id: step for step in plan.steps}
        self.position = {action: place for place, action in enumerate(self.steps)}
        self.shown_as_met = criteria_shown_as_met(card)

    def report(self, action: str) -> ProgressReport | None:
        found = (self.dossier.progress.get((action, rater)) for rater in (Rater.SELF, Rater.EXTERNAL))
        return next((one for one in found if one is not None), None)

    def finished(self, action: str) -> bool:
        report = self.report(action)
        return report is not None and report.word in FINISHED

    def begun(self, action: str) -> bool:
        report = self.report(action)
        return report is not None and report.word in BEGUN

    def line(self, action: str) -> BoardLine:
        step, report = self.steps.get(action), self.report(action)
        end = _planned_end(self.plan, step) if step else None
        overdue = None if end is None or self.finished(action) else _days_since(end, self.today)
        late = _days_since(step.starts_on, self.today) if step and not self.begun(action) else None
        late = late if overdue is None else None
        waits = report.waits_for.strip() if report and not self.finished(action) else ""
        before = self.unfinished_before(step) if step else ()
        review = self.review_due(action)
        blocked = bool(waits or before) or _is_pending(report)
        return BoardLine(
            action=action,
            own=self.dossier.progress.get((action, Rater.SELF)),
            external=self.dossier.progress.get((action, Rater.EXTERNAL)),
            details=self.dossier.details.get(action, StepDetails(action)),
            urgency=self.urgency(action, pressing=blocked or bool(overdue or late), review=review is not None),
            step=step,
            planned_end=end,
            overdue=overdue,
            late_to_start=late,
            waits_for=waits,
            waits_for_actions=before,
            review_due=review,
            to_reassess=self.to_reassess(step) if step and self.finished(action) else (),
        )

    def urgency(self, action: str, *, pressing: bool, review: bool) -> Urgency:
        if pressing:
            return Urgency.ATTENTION
        if review:
            return Urgency.REVIEW
        if self.finished(action):
            return Urgency.FINISHED
        step = self.steps.get(action)
        running = self.begun(action) or (step is not None and step.starts_on <= self.today)
        return Urgency.RUNNING if running else Urgency.FUTURE

    def unfinished_before(self, step: PlanStep) -> tuple[str, ...]:
        """What an action that should have begun by now still waits for; nothing where it has begun all the same.

        A prerequisite that is neither in the plan nor reported on was not needed when the plan was made.
        """
        if self.begun(step.action.id) or step.starts_on > self.today:
            return ()
        followed = (one for one in step.action.after if one in self.steps or self.report(one) is not None)
        return tuple(one for one in followed if not self.finished(one) and not self.is_shown_as_done(one))

    def is_shown_as_done(self, action: str) -> bool:
        """Whether the assessment shows all that an action of the plan brings."""
        step = self.steps.get(action)
        return step is not None and bool(step.action.meets) and self.shown_as_met.issuperset(step.action.meets)

    def review_due(self, action: str) -> date | None:
        """The first day on which somebody was to look again, where it has come."""
        reports = (self.dossier.progress.get((action, rater)) for rater in Rater)
        days = [one.next_review for one in reports if one is not None and one.next_review is not None]
        return min((day for day in days if day <= self.today), default=None)

    def to_reassess(self, step: PlanStep) -> tuple[str, ...]:
        """The criteria that the action meets, of questions that are asked and apply, and that are not shown as met."""
        framework, agreements = self.card.framework, self.card.agreements
        met = criteria_met(framework, step.action.meets) - self.shown_as_met
        asked = (one for one in framework.questions if one.id in self.card.asked)
        applying = (
            one for one in asked if not (one.id in agreements and isinstance(agreements[one.id].reply, NotApplicable))
        )
        return tuple(criterion.id for one in applying for criterion in one.criteria if criterion.id in met)

    def order(self, line: BoardLine) -> tuple[int, int, int, date, int]:
        """The most urgent first; of these what is overdue, then what is blocked; what is later; then as in the plan."""
        place = self.position.get(line.action, len(self.position))
        kind = 0 if line.overdue is not None else 1 if line.blocked else 2
        review = line.review_due or date.max
        return list(Urgency).index(line.urgency), kind, -(line.days_late or 0), review, place


def _is_pending(report: ProgressReport | None) -> bool:
    return report is not None and report.word is ProgressWord.PENDING


def _planned_end(plan: Plan, step: PlanStep) -> date:
    """The last day by the usual duration: a plan that was read again lets an action that runs late end today."""
    return quarter_ends(plan.start, step.start + step.action.quarters - 1)


def _days_since(day: date, today: date) -> int | None:
    return (today - day).days if day < today else None


def _sums(lines: Iterable[BoardLine]) -> BoardSums:
    lines = tuple(lines)
    with_figure = [one for one in lines if one.spent is not None]
    return BoardSums(
        own=_by_word(one.own for one in lines),
        external=_by_word(one.external for one in lines),
        spent=_sum(one.spent for one in with_figure),
        spent_on=len(with_figure),
        planned_for_these=_sum(one.planned for one in with_figure),
        planned=_sum(one.planned for one in lines),
        funding=tuple(
            _funded(funding, [one for one in lines if one.details.funding is funding]) for funding in (*Funding, None)
        ),
    )


def _by_word(reports: Iterable[ProgressReport | None]) -> Mapping[ProgressWord | None, int]:
    """How many reports say each word; every word is there."""
    said = [one.word if one else None for one in reports]
    return {word: said.count(word) for word in (*ProgressWord, None)}


def _funded(funding: Funding | None, lines: list[BoardLine]) -> FundedMoney:
    return FundedMoney(funding, len(lines), _sum(one.planned for one in lines))


def _sum(amounts: Iterable[Fraction | None]) -> Fraction | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Fraction(0)) if known else None
