"""What a key answers in an interview: the choices of each kind of question, and the saving of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from questionnaire.answers import LevelReached, NotKnown, OptionGiven, Reply, TicksGiven
from questionnaire.entries import reply_of
from questionnaire.framework import Checklist, Choice, Ladder
from questionnaire.levels import fits
from storage.repository import StaleEntry, StorageFault
from views.widgets.interview_presses import ANSWER_KEYS, NOT_KNOWN, Conversation
from views.widgets.kept import States, field_key
from views.widgets.pad import Pad, Sheet
from views.widgets.reply_field import PADS, reply_told

NONE_OF_THESE = "0"


@dataclass(frozen=True)
class Way:
    """One answer that a key gives: its words, whether it holds now, and the state of the widgets it means."""

    name: str
    text: str
    holds: bool
    moved: States


def ways(sheet: Sheet, reply: Reply | None) -> Mapping[str, Way]:
    """The answers that keys give to this question, by key; empty for a number, which is typed."""
    make = _WAYS.get(type(sheet.question.kind))
    return make(sheet, shown(sheet, reply)) if make else {}


def shown(sheet: Sheet, reply: Reply | None) -> Reply | None:
    """The reply, where it is one to this question as it is asked today."""
    return reply if reply is None or fits(sheet.question, reply) else None


def _levels(sheet: Sheet, reply: Reply | None) -> Mapping[str, Way]:
    assert isinstance(sheet.question.kind, Ladder)
    key, framework = f"{sheet.key} level", sheet.desk.framework
    now = PADS[Ladder].states(sheet, reply)[key]
    known = {level.value for level in framework.levels}
    return {
        str(level.value): Way(
            framework.level_word(level.value, sheet.desk.language) if level.value in known else "",
            sheet.words(level.summary),
            now == level.value,
            {key: level.value},
        )
        for level in sheet.question.kind.levels
    }


def _options(sheet: Sheet, reply: Reply | None) -> Mapping[str, Way]:
    assert isinstance(sheet.question.kind, Choice)
    given = reply.given if isinstance(reply, LevelReached) else None
    now = given.option if isinstance(given, OptionGiven) else None
    return {
        key: Way("", sheet.words(option.text), now == option.id, {f"{sheet.key} option": option.id})
        for key, option in zip(ANSWER_KEYS, sheet.question.kind.options, strict=False)
    }


def _ticks(sheet: Sheet, reply: Reply | None) -> Mapping[str, Way]:
    given = reply.given if isinstance(reply, LevelReached) else None
    met = given.met if isinstance(given, TicksGiven) else frozenset()
    boxes = PADS[Checklist].states(sheet, reply)
    made: dict[str, Way] = {}
    for key, one in zip(ANSWER_KEYS, sheet.question.criteria, strict=False):
        box = f"{sheet.key} tick {one.id}"
        made[key] = Way("", sheet.words(one.text), one.id in met, {**boxes, box: not boxes[box]})
    none = f"{sheet.key} none"
    made[NONE_OF_THESE] = Way("", sheet.desk.say("answer.none_of_these"), bool(boxes[none]), {**boxes, none: True})
    return made


_WAYS: Mapping[type, Callable[[Sheet, Reply | None], Mapping[str, Way]]] = {
    Ladder: _levels,
    Choice: _options,
    Checklist: _ticks,
}


def answer_by(sheet: Sheet, key: str, reply: Reply | None) -> Reply | None:
    """The reply after that key, on top of the one that was shown; the same where the key answers nothing here."""
    if key == NOT_KNOWN:
        return reply if isinstance(reply, NotKnown) else NotKnown()
    way = ways(sheet, reply).get(key)
    if way is None:
        return reply
    before = shown(sheet, reply)
    pad: Pad = PADS[type(sheet.question.kind)]
    if isinstance(sheet.question.kind, Ladder | Choice) and way.holds:
        return reply
    return pad.pick(sheet, before, way.moved)


def save_answer(sheet: Sheet, talk: Conversation, key: str, stamp: int) -> None:
    """Save what the key answers on top of the entry that the tab showed; where somebody else was first, say so.

    What this tab has itself saved since is counted as shown: a change of mind is quicker than the line. A press is not
    among what `keep` knows as its own, or the number that stands in its box would pass for one typed after the press.
    """
    desk, question = sheet.desk, sheet.question.id
    assert desk.dossier_id is not None
    address = reply_of(desk.participant, question)
    pressed = talk.mine.setdefault(question, {})
    typed: dict[int, int] = desk.memo.get(f"mine {field_key(desk, address)}", {})
    while stamp in pressed or stamp in typed:
        stamp = pressed[stamp] if stamp in pressed else typed[stamp]
    held = desk.repository.entry(desk.dossier_id, address, stamp) if stamp else None
    base: Any = held.value if held else None
    picked = answer_by(sheet, key, base)
    if picked == base:
        return
    try:
        entry = desk.save(address, picked, expect=stamp)
    except StaleEntry as stale:
        theirs = reply_told(sheet, stale.held.value)
        talk.refused[question] = desk.say("answer.refused", theirs=theirs, yours=reply_told(sheet, picked))
        desk.forget()
        return
    except StorageFault:
        return  # The line above the answers says what happened and what to do; the screen shows what is stored.
    pressed[stamp] = entry.stamp
    talk.refused.pop(question, None)
