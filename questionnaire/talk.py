"""What most needs talk: how the revealed replies to each question lie apart, and which question comes first for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from questionnaire.agreement_indices import spread, tastle_wierman
from questionnaire.answers import (
    Agreement,
    Answer,
    Disputed,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    Reply,
)
from questionnaire.assessment import Dossier
from questionnaire.consensus import (
    answers_by_question,
    hands_as_replies,
    reach_consensus,
    recorded_outcomes,
    replies_to,
)
from questionnaire.framework import Framework, Question
from questionnaire.levels import level_of
from questionnaire.proposals import proposed_reply
from questionnaire.routing import Routing
from questionnaire.stages import Function


@dataclass(frozen=True)
class FunctionView:
    """What the participants of one function hold: how many replied, how many with a level, their lower median level.

    `function` is None for those whose function nobody recorded. `median` is on the question's scale; None where none
    of them gave a level.
    """

    function: Function | None
    replies: int
    levels: int
    median: Fraction | None


@dataclass(frozen=True)
class Distribution:
    """How the replies to one question are spread over its levels, levels that nobody gave included.

    `levels` counts by value on the question's scale, in rising order; the others counted what their names say. `hands`
    says how many of all these came from a show of hands, which no function can be told from.
    """

    question: str
    levels: Mapping[Fraction, int]
    not_known: int = 0
    not_applicable: int = 0
    disputed: int = 0
    hands: int = 0
    functions: tuple[FunctionView, ...] = ()

    @property
    def replies(self) -> int:
        """How many replied, hands included."""
        return sum(self.levels.values()) + self.not_known + self.not_applicable + self.disputed

    @property
    def given(self) -> tuple[Fraction, ...]:
        """The levels given, one by one, in rising order."""
        return tuple(level for level, count in self.levels.items() for _ in range(count))


@dataclass(frozen=True)
class Talk:
    """A question that has replies and no recorded outcome, and how much it needs talk.

    `spread` is exact, on the question's scale; `index` is that of Tastle and Wierman, rounded, for the eye. Both are
    None with fewer than two levels. `open`: the replies propose nothing, so `proposed` is None.
    """

    question: str
    gate: bool
    open: bool
    spread: Fraction | None
    index: float | None
    proposed: Reply | None
    distribution: Distribution


def talk_list(dossier: Dossier, routing: Routing, sections: Collection[str] = ()) -> tuple[Talk, ...]:
    """The questions asked that have revealed replies and no recorded outcome, the one that most needs talk first.

    Open ones first, then by spread (as a share of the scale), gates before others, then in framework order.
    `sections` are those that a group works on; none named: all. A recorded dispute is settled and not listed.
    """
    answers, settled = answers_by_question(dossier), recorded_outcomes(dossier)
    talks = [
        _talk(dossier, question, answers.get(question.id, ()))
        for question in dossier.framework.questions
        if question.id in routing.asked_ids
        and question.id not in settled
        and (question.id in answers or hands_as_replies(question, dossier.hands.get(question.id)))
        and (not sections or _section_of(dossier.framework, question.id) in sections)
    ]
    return tuple(sorted(talks, key=lambda talk: _urgency(dossier.framework, talk)))


def talk_on(dossier: Dossier, question: str) -> Talk:
    """The same about one question, whatever is recorded on it. Raises KeyError for an unknown one."""
    return _talk(dossier, dossier.framework.question(question), answers_by_question(dossier).get(question, ()))


def talks_by_question(dossier: Dossier) -> Mapping[str, Talk]:
    """The same about every question of the framework."""
    answers = answers_by_question(dossier)
    return {one.id: _talk(dossier, one, answers.get(one.id, ())) for one in dossier.framework.questions}


def distribution(dossier: Dossier, question: str) -> Distribution:
    """How the revealed replies to a question are spread over its levels. Raises KeyError for an unknown question."""
    asked = dossier.framework.question(question)
    return _distribution(dossier, asked, answers_by_question(dossier).get(question, ()))


def equal_replies(dossier: Dossier, routing: Routing) -> tuple[Agreement, ...]:
    """The questions asked where all replies, two or more, say the same, and nothing is recorded: what they propose.

    The same is the same level of a ladder, or exactly the same given to another kind of question. Somebody may record
    all of these in one go.
    """
    answers, settled = answers_by_question(dossier), recorded_outcomes(dossier)
    found = []
    for outcome in reach_consensus(dossier):
        if outcome.question in settled or outcome.question not in routing.asked_ids or not outcome.proposed:
            continue
        question = dossier.framework.question(outcome.question)
        replies = replies_to(dossier, question, answers.get(question.id, ()))
        if len(replies) > 1 and len({_said(question, reply) for reply in replies}) == 1:
            found.append(outcome)
    return tuple(found)


def outside_the_replies(question: Question, reply: Reply, replies: Iterable[Reply]) -> bool:
    """Whether an outcome is one that nobody gave: a level that is in no reply, or "not known" that nobody said.

    Such an outcome needs a rationale. A dispute is outside where one of its ends is. Where nobody replied there is
    nothing to be outside of.
    """
    said = list(replies)
    if not said:
        return False
    levels = {level_of(question, one.given) for one in said if isinstance(one, LevelReached)}
    match reply:
        case LevelReached(given=given):
            return level_of(question, given) not in levels
        case Disputed(lowest=lowest, highest=highest):
            return not {lowest, highest} <= levels
        case _:
            return not any(isinstance(one, type(reply)) for one in said)


def _said(question: Question, reply: Reply) -> object:
    """What two replies have in common when they are the same outcome."""
    match reply:
        case LevelReached(given=LadderGiven() as given):
            return level_of(question, given)
        case LevelReached(given=given):
            return given
        case Disputed():
            return reply
        case _:
            return type(reply)


def _section_of(framework: Framework, question: str) -> str:
    return framework.home_of_capability[framework.home_of_question[question].id].id


def _is_gate(framework: Framework, question: str) -> bool:
    capability = framework.home_of_question[question]
    return capability.gate or framework.home_of_capability[capability.id].gate


def _urgency(framework: Framework, talk: Talk) -> tuple[bool, Fraction, bool]:
    """Sorts in a stable way: equal ones stay in framework order."""
    width = framework.question(talk.question).scale.width
    return not talk.open, -(talk.spread or Fraction(0)) / width, not talk.gate


def _talk(dossier: Dossier, question: Question, answers: Sequence[Answer]) -> Talk:
    spread_over = _distribution(dossier, question, answers)
    proposed = None
    if not spread_over.disputed:
        proposed = proposed_reply(question, replies_to(dossier, question, answers))
    return Talk(
        question.id,
        gate=_is_gate(dossier.framework, question.id),
        open=proposed is None,
        spread=spread(spread_over.given),
        index=tastle_wierman(spread_over.given, question.scale),
        proposed=proposed,
        distribution=spread_over,
    )


def _distribution(dossier: Dossier, question: Question, answers: Sequence[Answer]) -> Distribution:
    replies = replies_to(dossier, question, answers)
    kinds = Counter(type(reply) for reply in replies)
    counted = Counter(_levels(question, replies))
    return Distribution(
        question.id,
        {level: counted[level] for level in question.ordered_levels},
        not_known=kinds[NotKnown],
        not_applicable=kinds[NotApplicable],
        disputed=kinds[Disputed],
        hands=len(replies) - len(answers),
        functions=_functions(dossier, question, answers),
    )


def _levels(question: Question, replies: Iterable[Reply]) -> list[Fraction]:
    return sorted(level_of(question, reply.given) for reply in replies if isinstance(reply, LevelReached))


def _functions(dossier: Dossier, question: Question, answers: Sequence[Answer]) -> tuple[FunctionView, ...]:
    """What each function holds, in the order of the functions; those without one come last."""
    by_id = {one.id: one.function for one in dossier.participants}
    views = []
    for function in (*Function, None):
        own = [one.reply for one in answers if one.reply is not None and by_id.get(one.participant) is function]
        levels = _levels(question, own)
        if own:
            median = levels[(len(levels) + 1) // 2 - 1] if levels else None
            views.append(FunctionView(function, len(own), len(levels), median))
    return tuple(views)
