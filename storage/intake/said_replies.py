"""The reply that the cells of a row and its ticks make, laid over the reply that the file started from.

A blank cell says nothing, so the part of the reply that it would hold stays as it was; `CLEAR` takes it away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from questionnaire.answers import (
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
from questionnaire.framework import Checklist, Choice, Framework, Ladder, Number
from questionnaire.levels import fits
from storage.intake.closed_words import (
    code_of,
    day_of_cell,
    is_by_criteria,
    is_clear,
    level_of_cell,
    level_words,
    number_of_cell,
    option_of_cell,
)
from storage.intake.findings import Findings, shortened
from storage.intake.marked_sheets import SaidCell
from storage.intake.people_text import cleaned, same_text
from storage.intake.reply_ticks import Ticked, ticks_of
from storage.intake.said_answers import SaidAnswer
from storage.intake.sheet_cells import CellSort, day_of

_BESIDE = ("reason", "measured_on", "disputed_from", "disputed_to")
"""The cells that say something of a reply, each of certain replies only."""


class _Unusable(Exception):
    """A cell that the whole reply rests on cannot be read; it was told."""


@dataclass(frozen=True)
class ReplyReading:
    """What a reply is read from: the cells, the reply of the base, and how days are written in the file."""

    framework: Framework
    answer: SaidAnswer
    base: Reply | None
    look: Findings
    day_first: bool

    def cell(self, column: str) -> SaidCell | None:
        """The cell of a column, None where it says nothing."""
        return self.answer.cells.get(column)

    def refuse(self, code: str, said: SaidCell | None, **facts: object) -> _Unusable:
        """Tell that the reply cannot be taken, and why."""
        place = said.place if said else self.answer.place
        found = {"found": shortened(said.text)} if said else {}
        self.look.wrong(code, place, **found, **facts)
        return _Unusable()


def said_reply(reading: ReplyReading) -> tuple[bool, Reply | None]:
    """Whether the file says anything of the reply, and which reply that makes; None takes the reply away."""
    before = len(reading.look.problems)
    ticks = ticks_of(reading.answer, reading.base, reading.look)
    try:
        reply = _reply(reading, ticks)
    except _Unusable:
        return False, None
    said = any(reading.cell(column) for column in ("reply", *_BESIDE)) or bool(reading.answer.ticks)
    if len(reading.look.problems) > before and reply == reading.base:
        return False, None
    return said or reply != reading.base, reply


def _reply(reading: ReplyReading, ticks: Ticked) -> Reply | None:
    said, base = reading.cell("reply"), reading.base
    if said is not None and is_clear(said.text):
        if ticks.changed:
            raise reading.refuse("cleared_but_ticked", said)
        return None
    state = code_of(said.text, "state") if said is not None else ""
    if not state and said is None and not ticks.changed:
        if isinstance(base, (NotApplicable, NotKnown, Disputed)):
            state = _CODES[type(base)]
        elif base is not None and not fits(reading.answer.question, base):
            # A reply to an older form of the question cannot be written into a form: it stays as it is.
            return base
    if said is not None and not state and not ticks.changed and _repeats(reading, said):
        _check_beside(reading, ())
        return base
    if state:
        if ticks.changed:
            reading.look.wrong("ticks_beside_state", said.place if said else reading.answer.place)
        return _STATES[state](reading)
    given = _GIVEN[type(reading.answer.question.kind)](reading, said, ticks)
    _check_beside(reading, ("measured_on",) if isinstance(reading.answer.question.kind, Number) else ())
    return given


def _repeats(reading: ReplyReading, said: SaidCell) -> bool:
    """Whether a cell only says again what the base says, although the question has no room for it any more."""
    base = reading.base
    if base is None or fits(reading.answer.question, base):
        return False
    match base:
        case LevelReached(given=LadderGiven(level=int() as level)):
            return level_of_cell(said.text, _words(reading)) == level
        case LevelReached(given=OptionGiven(option=option)):
            return said.text.split()[0].casefold() == option.casefold()
        case LevelReached(given=QuantityGiven(value=value)):
            return number_of_cell(said.text.strip().removesuffix("%")) == value
    return False


def _reason(reading: ReplyReading, kind: type[Any]) -> str:
    """The reason of a state: as the cell says, or as before where it is blank."""
    said = reading.cell("reason")
    held = reading.base.reason if isinstance(reading.base, kind) else ""
    if said is None or same_text(said.text, held):
        return str(held)
    return "" if is_clear(said.text) else cleaned(said.text)


def _not_applicable(reading: ReplyReading) -> Reply:
    _check_beside(reading, ("reason",))
    reason = _reason(reading, NotApplicable)
    if not reason.strip():
        raise reading.refuse("reason_missing", reading.cell("reply"))
    return NotApplicable(reason)


def _not_known(reading: ReplyReading) -> Reply:
    _check_beside(reading, ("reason",))
    return NotKnown(_reason(reading, NotKnown))


def _disputed(reading: ReplyReading) -> Reply:
    _check_beside(reading, ("reason", "disputed_from", "disputed_to"))
    base = reading.base if isinstance(reading.base, Disputed) else None
    lowest = _end(reading, "disputed_from", base.lowest if base else None)
    highest = _end(reading, "disputed_to", base.highest if base else None)
    if lowest >= highest:
        raise reading.refuse("dispute_order", reading.cell("disputed_to") or reading.cell("disputed_from"))
    reply = Disputed(lowest, highest, _reason(reading, Disputed))
    if not fits(reading.answer.question, reply) and reply != base:
        allowed = ", ".join(str(value) for value in reading.answer.question.ordered_levels)
        raise reading.refuse("dispute_levels", reading.cell("disputed_from"), allowed=allowed)
    return reply


def _end(reading: ReplyReading, column: str, held: Fraction | None) -> Fraction:
    said = reading.cell(column)
    if said is None or is_clear(said.text):
        if held is None or said is not None:
            raise reading.refuse("dispute_ends", said or reading.cell("reply"))
        return held
    value = _value_of(reading, said)
    if value is None:
        raise reading.refuse("not_level", said)
    return value


def _value_of(reading: ReplyReading, said: SaidCell) -> Fraction | None:
    """A value of the question's scale: a bare number, or a level with its word."""
    value = number_of_cell(said.text)
    if value is not None:
        return value
    level = level_of_cell(said.text, _words(reading))
    return None if level is None else Fraction(level)


def _words(reading: ReplyReading) -> Mapping[str, str]:
    """The words of levels, where the question has those of the main scale."""
    same = reading.answer.question.scale == reading.framework.main_scale
    return level_words(reading.framework) if same else {}


_CODES: Mapping[type, str] = {NotApplicable: "not_applicable", NotKnown: "not_known", Disputed: "disputed"}
_STATES: Mapping[str, Callable[[ReplyReading], Reply]] = {
    "not_applicable": _not_applicable,
    "not_known": _not_known,
    "disputed": _disputed,
}


def _ladder(reading: ReplyReading, said: SaidCell | None, ticks: Ticked) -> Reply | None:
    base, kind = reading.base, reading.answer.question.kind
    assert isinstance(kind, Ladder), "called by the kind"
    before = base.given if isinstance(base, LevelReached) and isinstance(base.given, LadderGiven) else None
    level = before.level if before else None
    by_criteria = said is not None and is_by_criteria(said.text)
    if by_criteria:
        level = None
    elif said is not None:
        level = level_of_cell(said.text, _words(reading))
        if level is None:
            raise reading.refuse("not_level", said)
        if level not in {one.value for one in kind.levels}:
            raise reading.refuse("no_such_level", said, allowed=", ".join(str(one.value) for one in kind.levels))
    if before and level == before.level and not ticks.changed:
        return base
    if level is None and not ticks.any and not by_criteria:
        return None if ticks.changed else base
    return LevelReached(LadderGiven(level, frozenset(ticks.met), frozenset(ticks.not_met), ticks.excuses))


def _checklist(reading: ReplyReading, said: SaidCell | None, ticks: Ticked) -> Reply | None:
    if said is not None:
        raise reading.refuse("checklist_reply", said)
    if not ticks.changed:
        return reading.base
    if ticks.met or ticks.excused or ticks.denied:
        return LevelReached(TicksGiven(frozenset(ticks.met), ticks.excuses))
    return None


def _choice(reading: ReplyReading, said: SaidCell | None, ticks: Ticked) -> Reply | None:
    kind = reading.answer.question.kind
    assert isinstance(kind, Choice), "called by the kind"
    if said is None:
        return reading.base
    option = option_of_cell(said.text, kind.options)
    if option is None:
        raise reading.refuse("not_option", said, allowed=", ".join(one.id for one in kind.options))
    return LevelReached(OptionGiven(option))


def _number(reading: ReplyReading, said: SaidCell | None, ticks: Ticked) -> Reply | None:
    base, kind = reading.base, reading.answer.question.kind
    assert isinstance(kind, Number), "called by the kind"
    before = base.given if isinstance(base, LevelReached) and isinstance(base.given, QuantityGiven) else None
    value = before.value if before else None
    if said is not None:
        value = _measured(reading, said, kind)
    day = reading.cell("measured_on")
    if value is None:
        if day is not None and not is_clear(day.text):
            raise reading.refuse("beside_reply", day)
        return base
    on = before.on if before else None
    if day is not None:
        on = None if is_clear(day.text) else said_day(day, reading.look, day_first=reading.day_first, held=on)
    reply = LevelReached(QuantityGiven(value, kind.unit, on))
    if not fits(reading.answer.question, reply):
        most = "" if kind.maximum is None else str(kind.maximum)
        raise reading.refuse("number_outside", said, lowest=str(kind.minimum), highest=most or "…")
    return reply


def _measured(reading: ReplyReading, said: SaidCell, kind: Number) -> Fraction:
    text = said.text.strip()
    if kind.unit == "percent":
        text = text.removesuffix("%").strip()
    value = None if said.sort is CellSort.DATE else number_of_cell(text)
    if value is None:
        raise reading.refuse("not_number", said)
    return value


_GIVEN: Mapping[type, Callable[[ReplyReading, SaidCell | None, Ticked], Reply | None]] = {
    Ladder: _ladder,
    Checklist: _checklist,
    Choice: _choice,
    Number: _number,
}


def said_day(said: SaidCell, look: Findings, *, day_first: bool, held: date | None = None) -> date | None:
    """The day that a cell says; what is `held` where it says none, which is told."""
    day = day_of_cell(said.text, day_first=day_first)
    if day is None and said.sort is CellSort.NUMBER:
        number = number_of_cell(said.text)
        day = None if number is None else day_of(float(number))
    if day is None:
        look.wrong("not_day", said.place, found=shortened(said.text))
        return held
    return day


def _check_beside(reading: ReplyReading, used: tuple[str, ...]) -> None:
    """Tell of what stands beside a reply that it does not belong to, unless it is only left over from the base."""
    for column in _BESIDE:
        said = reading.cell(column)
        if (
            said is not None
            and column not in used
            and not is_clear(said.text)
            and not _left_over(reading, said, column)
        ):
            reading.look.wrong("beside_reply", said.place, found=shortened(said.text))


def _left_over(reading: ReplyReading, said: SaidCell, column: str) -> bool:
    base = reading.base
    match column, base:
        case "reason", NotApplicable(reason=reason) | NotKnown(reason=reason) | Disputed(reason=reason):
            return same_text(said.text, reason)
        case "measured_on", LevelReached(given=QuantityGiven(on=on)):
            return on is not None and day_of_cell(said.text, day_first=reading.day_first) == on
        case "disputed_from", Disputed(lowest=end):
            return _value_of(reading, said) == end
        case "disputed_to", Disputed(highest=end):
            return _value_of(reading, said) == end
    return False
