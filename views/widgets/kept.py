"""Saving that loses nothing: one field on screen kept equal to one address in the memory.

Three values meet on every run: what the tab showed when the person acted (told by a hidden note that carries the stamp
of the entry shown), what is picked now, and what is stored now. They alone decide whether to save, to show somebody
else's entry, or to say that somebody else was first. No callback and no fragment takes part: both lose clicks after a
restart. Widgets get the stored value as their default and are never seeded through the session: a tab that outlived the
server brings its own clicks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from questionnaire.entries import Address, Entry
from storage.repository import StaleEntry, StorageFault
from views.desk import Desk

States = Mapping[str, Any]
"""The state of widgets by their key."""


@dataclass(frozen=True)
class Field:
    """One field on screen.

    `states` gives the state of every widget that may show a value; `draw` draws some of them with such states as
    defaults and returns the states that the person now sees; `pick` makes the new value from the value that was shown
    and the drawn states. `tell` says a value in words. `redraw` tells whether going from one value to another changes
    what was drawn already.
    """

    address: Address
    states: Callable[[Any], States]
    draw: Callable[[Any, States], States]
    pick: Callable[[Any, States], Any]
    tell: Callable[[Any], str]
    blank: Any = None
    redraw: Callable[[Any, Any], bool] = lambda before, after: False

    def value(self, entry: Entry | None) -> Any:
        """What an entry holds, or the blank."""
        return self.blank if entry is None or entry.value is None else entry.value


def field_key(desk: Desk, address: Address) -> str:
    """The beginning of every widget key of a field.

    The language is part of it: the browser knows an option by its words, and would lose its place when they change.
    """
    return f"{desk.dossier_id} {address} {desk.language}"


def keep(desk: Desk, field: Field) -> bool:
    """Draw the field and save what was changed. True: the page must be drawn again once all its fields are kept."""
    memo, name = desk.memo, field_key(desk, field.address)
    stored = before = _entry(desk, field)
    mine: dict[int, int] = memo.setdefault(f"mine {name}", {})
    forced = _show_if_new(desk, name, field, mine)
    closed = not desk.may_write(field.address, _stamp(stored))
    drawn = _drawn(desk, field, stored, closed=closed)
    for key in forced - drawn.keys():  # a state set for a widget that was not drawn would pass for a click later
        memo.pop(key, None)
    note = _Note(memo, name, _stamp(stored))
    shown = note.shown
    while shown in mine:  # clicks sent before this tab had heard of its own last save
        shown = mine[shown]
    base = field.value(stored if shown == _stamp(stored) else _entry(desk, field, shown))
    picked = _picked(field, base, drawn)
    lost = False
    if picked not in (base, field.value(stored)):
        if lost := closed:  # the stage was locked after this tab was drawn
            memo[f"refused {name}"] = desk.say("sign.locked.not_saved", page=desk.say("pages.sign"))
        else:
            stored = _write(desk, field, name, picked, shown, mine)
    if _stamp(stored) != note.shown and _out_of_step(field, before, stored, drawn):
        note.leave()
    else:
        note.turn_to(_stamp(stored))
    again = lost or note.says != _stamp(stored)
    if message := memo.get(f"refused {name}"):
        st.warning(message)
    if again:
        memo[f"fresh {name}"] = (stored, dict(drawn))
    return again


def _drawn(desk: Desk, field: Field, stored: Entry | None, *, closed: bool) -> States:
    """The field on screen; where it is closed its widgets look at `desk.closed` and are disabled."""
    desk.closed = closed
    try:
        return field.draw(field.value(stored), field.states(field.value(stored)))
    finally:
        desk.closed = False


class _Note:
    """The hidden note of the stamp that the tab shows: drawn after the answer, so that it is never newer than that.

    In a living session its text is known before it is drawn and can be turned to a new stamp in the same run. A tab
    that outlived its session tells its text only by being drawn; then it can be turned in the next run at the earliest.
    `shown` is the stamp that the tab told, `says` the one that the note says at the end of this run.
    """

    def __init__(self, memo: MutableMapping[str, Any], name: str, stamp: int) -> None:
        self._memo, self._key, self._stamp = memo, f"stamp {name}", stamp
        self._drawn = self._key not in memo
        written = str(self._draw() if self._drawn else memo[self._key])
        self.shown = self.says = int(written) if written.isdigit() else 0

    def _draw(self) -> str:
        return st.text_input("stamp", str(self._stamp), key=self._key, label_visibility="collapsed") or ""

    def leave(self) -> None:
        """Let the note say what it said."""
        if not self._drawn:
            self._draw()

    def turn_to(self, stamp: int) -> None:
        """Let the note say this stamp, if it was not drawn yet."""
        if not self._drawn:
            self._memo[self._key] = str(stamp)
            self.says = stamp
            self._draw()


def _out_of_step(field: Field, before: Entry | None, stored: Entry | None, drawn: States) -> bool:
    """Whether what was drawn says something else than what is stored now."""
    wanted = field.states(field.value(stored))
    moved = any(wanted.get(key, state) != state for key, state in drawn.items())
    return moved or field.redraw(field.value(before), field.value(stored))


def _picked(field: Field, base: Any, drawn: States) -> Any:
    """The value that the widgets say: the one that was shown where none of them was moved."""
    expected = field.states(base)
    if all(expected[key] == state for key, state in drawn.items()):
        return base
    return field.pick(base, drawn)


def _stamp(entry: Entry | None) -> int:
    return entry.stamp if entry else 0


def _entry(desk: Desk, field: Field, stamp: int | None = None) -> Entry | None:
    assert desk.dossier_id is not None
    return None if stamp == 0 else desk.repository.entry(desk.dossier_id, field.address, stamp)


def _show_if_new(desk: Desk, name: str, field: Field, mine: Mapping[int, int]) -> set[str]:
    """Bring the widgets to an entry that this tab has not shown yet. Returns the keys whose state was set.

    After an own save only those widgets move that did not already say the same, and none that was clicked meanwhile.
    Another person's entry moves all of them; where one was clicked meanwhile, the person is told that it was not saved.

    A new click may stop the run at any touch of the session. So the note moves after the widgets, or what they showed
    before would pass for a click on the new entry; and the task is forgotten last, so that the next run does it again.
    """
    fresh = desk.memo.get(f"fresh {name}")
    if fresh is None:
        return set()
    entry, seen = fresh
    own = _stamp(entry) in mine.values()
    wanted = field.states(field.value(entry))
    forced: set[str] = set()
    clicked = False
    for key, was in seen.items():
        now, want = desk.memo.get(key, was), wanted.get(key, was)
        if now != was and own:
            continue
        clicked = clicked or now not in (was, want)
        if now != want:
            desk.memo[key] = want
            forced.add(key)
    if clicked:
        desk.memo[f"refused {name}"] = desk.say("answer.refused_meanwhile", theirs=field.tell(field.value(entry)))
    if f"stamp {name}" in desk.memo:
        desk.memo[f"stamp {name}"] = str(_stamp(entry))
    desk.memo.pop(f"fresh {name}")
    return forced


def _write(desk: Desk, field: Field, name: str, picked: Any, shown: int, mine: dict[int, int]) -> Entry | None:
    """Save `picked` on top of the stamp that was shown; where somebody else was first, say so and keep theirs."""
    try:
        entry = desk.save(field.address, None if picked == field.blank else picked, expect=shown)
    except StaleEntry as stale:
        theirs, yours = field.tell(field.value(stale.held)), field.tell(picked)
        desk.memo[f"refused {name}"] = desk.say("answer.refused", theirs=theirs, yours=yours)
        return stale.held
    except StorageFault:
        # The status bar says what happened and what to do. The widgets keep what was picked; the next run tries again.
        return _entry(desk, field, shown)
    mine[shown] = entry.stamp
    desk.memo.pop(f"refused {name}", None)
    return entry
