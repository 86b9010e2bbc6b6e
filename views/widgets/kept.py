"""Saving that loses nothing: one field on screen kept equal to one address in the memory.

Three values meet on every run: what the tab showed when the person acted (told by a hidden note that carries the stamp of the
entry shown), what is picked now, and what is stored now. They alone decide whether to save, to show somebody else's entry, or to
say that somebody else was first. No callback and no fragment takes part: both lose clicks after a restart. Widgets get the stored
value as their default and are never seeded through the session: a tab that outlived the server brings its own clicks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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

    `states` gives the state of every widget that may show a value; `draw` draws some of them with such states as defaults and
    returns the states that the person now sees; `pick` makes the new value from the value that was shown and the drawn states.
    """

    address: Address
    states: Callable[[Any], States]
    draw: Callable[[Any, States], States]
    pick: Callable[[Any, States], Any]
    tell: Callable[[Any], str]
    blank: Any = None

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
    stored = _entry(desk, field)
    mine: dict[int, int] = memo.setdefault(f"mine {name}", {})
    forced = _show_if_new(desk, name, field, mine)
    drawn = field.draw(field.value(stored), field.states(field.value(stored)))
    for key in forced - drawn.keys():  # a state set for a widget that was not drawn would pass for a click later
        memo.pop(key, None)
    shown = _note(name, _stamp(stored))
    while shown in mine:  # clicks sent before this tab had heard of its own last save
        shown = mine[shown]
    base = field.value(stored if shown == _stamp(stored) else _entry(desk, field, shown))
    picked = _picked(field, base, drawn)
    if picked not in (base, field.value(stored)):
        stored = _write(desk, field, name, picked, shown, mine)
    if message := memo.get(f"refused {name}"):
        st.warning(message)
    if str(_stamp(stored)) != memo.get(f"stamp {name}"):
        memo[f"fresh {name}"] = (stored, dict(drawn))
        return True
    return False


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

    After an own save only those widgets move that did not already say the same, and none that was clicked meanwhile. Another person's
    entry moves all of them; where one was clicked meanwhile, the person is told that it was not saved.
    """
    fresh = desk.memo.pop(f"fresh {name}", None)
    if fresh is None:
        return set()
    entry, seen = fresh
    own = _stamp(entry) in mine.values()
    wanted = field.states(field.value(entry))
    desk.memo[f"stamp {name}"] = str(_stamp(entry))
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
    return forced


def _note(name: str, stamp: int) -> int:
    """The hidden note: drawn after the answer, so that it is never newer than the answer that the person saw."""
    with st.container(key=f"note {name}".replace(" ", "-").replace("/", "-").replace(".", "-")):
        written = st.text_input("stamp", str(stamp), key=f"stamp {name}", label_visibility="collapsed")
    return int(written) if written and written.isdigit() else 0


def _write(desk: Desk, field: Field, name: str, picked: Any, shown: int, mine: dict[int, int]) -> Entry | None:
    """Save `picked` on top of the stamp that was shown; where somebody else was first, say so and keep theirs."""
    try:
        entry = desk.save(field.address, None if picked == field.blank else picked, expect=shown)
    except StaleEntry as stale:
        theirs, yours = field.tell(field.value(stale.held)), field.tell(picked)
        desk.memo[f"refused {name}"] = desk.say("answer.refused", theirs=theirs, yours=yours)
        return stale.held
    except StorageFault:
        # The status bar says what happened and what to do; the widgets keep what was picked, and the next run tries again.
        return _entry(desk, field)
    mine[shown] = entry.stamp
    desk.memo.pop(f"refused {name}", None)
    return entry
