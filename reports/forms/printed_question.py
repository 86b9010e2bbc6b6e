"""A question as it is printed for paper: a line for each level, option, criterion, with its box and its id."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from questionnaire.answers import (
    Answer,
    CriterionNotApplicable,
    Disputed,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    Reply,
    TicksGiven,
)
from questionnaire.framework import Checklist, Choice, Criterion, Framework, Kind, Ladder, Number, Question
from questionnaire.levels import fits
from questionnaire.policy import Confidence
from reports.book.conditions import condition_said
from reports.forms.labels import Labels, exactly
from reports.reply_words import reply_said
from reports.typesetting import settable
from words.numbers import day
from words.phrases import Phrases

Row = dict[str, Any]
Rows = Iterator[Row]

EMPTY, TICKED, STRUCK, NONE = "empty", "ticked", "struck", "none"
"""How a box stands: open, ticked, struck through as not met, or none at all. Any other word is written into it."""
_LETTERS_A_LINE = 105
_FIXED_LINES = 10
_TALLEST = 52
"""A question of more lines than this does not fit on one page and may be cut."""


def printed_question(
    framework: Framework, question: Question, answer: Answer, titles: Mapping[str, str], say: Phrases
) -> Row:
    """The question with its lines. `titles` are those of the evidence by id; without a reply nothing is ticked."""
    given = answer.reply.given if isinstance(answer.reply, LevelReached) and fits(question, answer.reply) else None
    rows = [*_KINDS[type(question.kind)](Labels(framework, (say.language,)), question, given, say)]
    condition = question.asked_when
    printed = {
        "id": question.id,
        "text": settable(question.text(say.language)),
        "condition": settable(say("book.asked_when", condition=condition_said(condition, say))) if condition else "",
        "rows": rows,
        "recorded": _recorded(framework, question, answer, say),
        "sure": [
            {"box": TICKED if answer.confidence is one else EMPTY, "text": say(f"answer.confidence.{one.value}")}
            for one in Confidence
        ],
        "states": [
            *(
                {"box": TICKED if isinstance(answer.reply, kind) else EMPTY, "text": say(f"answer.way.{name}")}
                for name, kind in (("not_applicable", NotApplicable), ("not_known", NotKnown))
            ),
            _dispute(framework, question, answer.reply, say),
        ],
        "reason": settable(_reason(question, answer.reply)),
        "evidence": settable(_evidence(answer, titles)),
        "comment": settable(answer.comment),
    }
    return {**printed, "long": _tall(printed) > _TALLEST}


def _dispute(framework: Framework, question: Question, reply: Reply | None, say: Phrases) -> Row:
    """The box for what people do not agree on, with both levels, or with room for them."""
    if not isinstance(reply, Disputed) or not fits(question, reply):
        return {"box": EMPTY, "text": say("printable.disputed")}
    ends = (Labels(framework, (say.language,)).level(question, end) for end in (reply.lowest, reply.highest))
    lowest, highest = ends
    return {"box": TICKED, "text": say("answer.state.disputed_between", lowest=lowest, highest=highest)}


def _reason(question: Question, reply: Reply | None) -> str:
    """Why there is no level. That of a dispute about levels that are no more is told with what is recorded."""
    if reply is None or isinstance(reply, LevelReached) or not fits(question, reply):
        return ""
    return reply.reason


def _recorded(framework: Framework, question: Question, answer: Answer, say: Phrases) -> str:
    """What no box can say: a reply to an earlier form of the question."""
    reply = answer.reply
    if reply is None or fits(question, reply):
        return ""
    return settable(say("printable.recorded", reply=reply_said(say, framework, question, reply)))


def _evidence(answer: Answer, titles: Mapping[str, str]) -> str:
    """The pieces named, each with its title and the criteria that it supports, if not the whole answer."""
    told = []
    for link in answer.evidence:
        title = titles.get(link.evidence, "")
        criteria = f" [{', '.join(sorted(link.criteria))}]" if link.criteria else ""
        told.append(f"{link.evidence} {title}".strip() + criteria)
    return "; ".join(told)


def _tall(printed: Row) -> float:
    """About how many lines the question takes."""
    texts = [printed[name] for name in ("text", "condition", "recorded", "reason", "evidence", "comment")]
    texts += [row["text"] for row in printed["rows"]]
    return _FIXED_LINES + sum(1 + len(line) // _LETTERS_A_LINE for text in texts for line in text.splitlines())


def _row(box: str, code: str, text: str, *, lead: str = "", deep: bool = False) -> Row:
    return {"box": box, "code": code, "lead": settable(lead), "text": settable(text), "deep": deep}


def _ladder(labels: Labels, question: Question, given: Any, say: Phrases) -> Rows:
    ladder: Any = question.kind
    chosen = given if isinstance(given, LadderGiven) else LadderGiven()
    for level in ladder.levels:
        box = TICKED if chosen.level == level.value else EMPTY
        lead = labels.level(question, Fraction(level.value))
        yield _row(box, f"{question.id} = {level.value}", level.summary(say.language), lead=lead)
        for one in level.criteria:
            state = _criterion(one, chosen.met, chosen.not_met, chosen.not_applicable, say)
            yield _row(state, one.id, one.text(say.language), deep=True)


def _criterion(
    one: Criterion,
    met: frozenset[str],
    not_met: frozenset[str],
    not_applicable: tuple[CriterionNotApplicable, ...],
    say: Phrases,
) -> str:
    """How the box of a criterion stands."""
    if one.id in {cannot.criterion for cannot in not_applicable}:
        return say("printable.mark")
    return TICKED if one.id in met else STRUCK if one.id in not_met else EMPTY


def _choice(labels: Labels, question: Question, given: Any, say: Phrases) -> Rows:
    choice: Any = question.kind
    picked = given.option if isinstance(given, OptionGiven) else ""
    for option in choice.options:
        box = TICKED if option.id == picked else EMPTY
        lead = labels.level(question, option.value)
        yield _row(box, f"{question.id} = {option.id}", option.text(say.language), lead=lead)
        yield from (_row(NONE, one.id, one.text(say.language), deep=True) for one in option.criteria)


def _checklist(labels: Labels, question: Question, given: Any, say: Phrases) -> Rows:
    checklist: Any = question.kind
    chosen = given if isinstance(given, TicksGiven) else None
    for one in checklist.items:
        state = _criterion(one, chosen.met, frozenset(), chosen.not_applicable, say) if chosen else EMPTY
        yield _row(state, one.id, one.text(say.language), deep=True)
    nothing = chosen is not None and not chosen.met and not chosen.not_applicable
    yield _row(TICKED if nothing else EMPTY, f"{question.id} = 0", say("answer.none_of_these"), deep=True)
    bands = sorted(checklist.bands, key=lambda band: band.begins)
    told = ", ".join(say("book.band", n=band.begins, level=band.level) for band in bands)
    yield _row(NONE, "", f"{say('book.bands')} {told}.")


def _number(labels: Labels, question: Question, given: Any, say: Phrases) -> Rows:
    measured: Any = question.kind
    known = given if isinstance(given, QuantityGiven) else None
    yield {
        "box": "value",
        "code": question.id,
        "lead": say("printable.measured"),
        "text": exactly(known.value, say.language) if known else "",
        "unit": say(f"units.{measured.unit}"),
        "on": say("printable.measured_on"),
        "day": day(known.on, say.language) if known and known.on else "",
        "deep": False,
    }
    yield _row(NONE, "", say("printable.no_box"))
    for step in measured.thresholds:
        if step.criterion is not None:
            lead = labels.level(question, Fraction(step.level))
            yield _row(NONE, step.criterion.id, step.criterion.text(say.language), lead=lead, deep=True)


_KINDS: Mapping[type[Kind], Callable[[Labels, Question, Any, Phrases], Rows]] = {
    Ladder: _ladder,
    Choice: _choice,
    Checklist: _checklist,
    Number: _number,
}
