"""The account of one reply: what it gives, how sure it is, what supports it, and who said so when."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from questionnaire.answers import Answer, LevelReached, Reply, TicksGiven
from questionnaire.assessment import Participant
from questionnaire.framework import Checklist, Ladder
from questionnaire.levels import fits, level_of
from questionnaire.policy import Confidence
from reports.figures import level_said, range_said
from scoring.explanation import Explanation, Standing
from views.desk import Desk
from views.widgets.contributions import held_on
from views.widgets.outcome_account import function_said
from views.widgets.pad import Sheet, plain
from views.widgets.reply_field import reply_told
from words.numbers import NO_SCORE, clock, day, number


def account_rows(desk: Desk, node: Explanation) -> tuple[tuple[str, str, str], ...]:
    """What is held on the question, and what each part of it does to the four numbers. Markdown, escaped."""
    say, one = desk.say, node.score
    counts = (
        say("explain.counts_as", value=level_said(one.value, say)) if one.value is not None else say("explain.left_out")
    )
    rows = [(say("explain.reply"), held_on(desk, node), plain(counts))]
    if node.standing in (Standing.LEVEL, Standing.DISPUTED):
        rows.append((say("explain.range"), _sureness(desk, node), plain(range_said(one, say))))
        rows.append((say("explain.evidence"), _evidence(desk, node), _supported(desk, node)))
    elif one.low is not None:
        rows.append((say("explain.range"), NO_SCORE, plain(range_said(one, say))))
    return tuple(rows)


def _sureness(desk: Desk, node: Explanation) -> str:
    if node.standing is Standing.DISPUTED:
        return desk.say("explain.dispute_range")
    given = node.agreement.confidence if node.agreement else None
    shift = desk.framework.policy.confidence_shift[given or Confidence.MEDIUM]
    word = desk.say(f"answer.confidence.{(given or Confidence.MEDIUM).value}")
    steps = number(shift, desk.language, 0 if shift.denominator == 1 else 1)
    return plain(desk.say("explain.sure" if given else "explain.sure_missing", word=word, steps=steps))


def _evidence(desk: Desk, node: Explanation) -> str:
    links = node.agreement.evidence if node.agreement else ()
    pieces = [desk.card.evidence[link.evidence] for link in links if link.evidence in desk.card.evidence]
    lines = [f"{plain(one.id)} {plain(one.title)} ({desk.say(f'strength.{one.strength.value}')})" for one in pieces]
    return "  \n".join(lines) or desk.say("strength.none")


def _supported(desk: Desk, node: Explanation) -> str:
    return desk.say("explain.evidenced_as", value=level_said(node.score.evidenced, desk.say))


def draw_answers(desk: Desk, node: Explanation) -> None:
    """Every participant's reply to the question: who, when, the words of the level, the reason, the comment."""
    answers = sorted(
        (answer for (_, question), answer in desk.dossier.answers.items() if question == node.node),
        key=lambda answer: answer.participant,
    )
    for answer in answers:
        with st.container(border=True):
            for line in _told(desk, node, answer):
                st.markdown(line)


def _told(desk: Desk, node: Explanation, answer: Answer) -> Iterator[str]:
    question = desk.framework.question(node.node)
    who = next((one for one in desk.dossier.participants if one.id == answer.participant), None)
    name = plain(_called(desk, who))
    when = (
        f" · {day(answer.at.astimezone().date(), desk.language)}, {clock(answer.at, desk.language)}"
        if answer.at
        else ""
    )
    yield f"**{name}**{when} · {reply_told(Sheet(desk, question, '', None, None), answer.reply)}"
    if summary := _summary(desk, node, answer.reply):
        yield plain(summary)
    reason = getattr(answer.reply, "reason", "")
    if reason:
        yield f"{desk.say('explain.reason')} {plain(reason)}"
    if answer.comment:
        yield f"{desk.say('explain.comment')} {plain(answer.comment)}"


def _called(desk: Desk, who: Participant | None) -> str:
    """Somebody by name; where they have none here, by the function that they speak from."""
    if who is None:
        return desk.say("outcome.somebody")
    return who.name or function_said(desk, who.function) or desk.say("outcome.somebody")


def _summary(desk: Desk, node: Explanation, reply: Reply | None) -> str:
    """The words of the level that a ladder's reply reached, or of the things that a checklist's ticks say there are."""
    question = desk.framework.question(node.node)
    if not isinstance(reply, LevelReached) or not fits(question, reply):
        return ""
    match question.kind, reply.given:
        case Ladder(levels=levels), given:
            reached = level_of(question, given)
            return next((level.summary(desk.language) for level in levels if level.value == reached), "")
        case Checklist(items=things), TicksGiven(met=met) if met:
            there = "; ".join(one.text(desk.language).rstrip(".") for one in things if one.id in met)
            return f"{desk.say('explain.ticked')} {there}."
        case _:
            return ""
