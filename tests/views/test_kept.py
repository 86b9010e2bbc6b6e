"""Bringing widgets to a new entry: a run that is stopped half-way leaves nothing that would pass for a click."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any

import pytest

from questionnaire.entries import Entry, reply_of
from storage.memory_repository import MemoryRepository
from views.desk import Desk
from views.widgets import kept
from views.widgets.kept import Field
from words.phrases import load_phrases

NAME = "D1 answer/P1/Q/reply en"
THEIRS = Entry(reply_of("P1", "Q"), 4, frozenset({"a", "b"}), "P2", datetime(2027, 3, 1, tzinfo=UTC))
SEEN = {"a": False, "b": False, "c": True}
"""What the tab showed: only c is ticked. The new entry has a and b."""


class Stopped(Exception):
    """What Streamlit raises at a touch of the session while a click waits."""


class Session(dict[str, Any]):
    """A session that stops the run at one of its changes."""

    changes_left: float = float("inf")

    def _touch(self) -> None:
        if self.changes_left <= 0:
            raise Stopped
        self.changes_left -= 1

    def __setitem__(self, key: str, value: Any) -> None:
        self._touch()
        super().__setitem__(key, value)

    def pop(self, key: str, *default: Any) -> Any:
        self._touch()
        return super().pop(key, *default)


def field() -> Field:
    """Three boxes."""
    states: Callable[[Any], dict[str, bool]] = lambda value: {one: one in value for one in "abc"}  # noqa: E731
    return Field(THEIRS.address, states, lambda value, states: states, lambda base, drawn: base, str, frozenset())


def session(entry: Entry) -> Session:
    """A tab that showed stamp 3 and has to be brought to the entry."""
    return Session({**SEEN, f"stamp {NAME}": "3", f"fresh {NAME}": (entry, dict(SEEN))})


def desk(memo: Session) -> Desk:
    """A desk with nothing on it but the session."""
    return Desk(MemoryRepository(), None, None, load_phrases("en"), memo, "D1")  # type: ignore[arg-type]  # not touched here


@pytest.mark.parametrize("own", [False, True], ids=["another's entry", "one's own entry"])
@pytest.mark.parametrize("changes", range(6))
def test_stopped_anywhere_it_is_finished_by_the_next_run(changes: int, own: bool) -> None:
    memo, mine = session(THEIRS), {3: 4} if own else {}
    memo.changes_left = changes
    with pytest.raises(Stopped) if changes < 5 else nullcontext():
        kept._show_if_new(desk(memo), NAME, field(), mine)
    if memo[f"stamp {NAME}"] == "4":  # the note moved: then no box may still say what it said before
        assert {key: memo[key] for key in "abc"} == {"a": True, "b": True, "c": False}
    memo.changes_left = float("inf")
    kept._show_if_new(desk(memo), NAME, field(), mine)
    assert {key: memo[key] for key in "abc"} == {"a": True, "b": True, "c": False}
    assert memo[f"stamp {NAME}"] == "4"
    assert f"fresh {NAME}" not in memo


def test_a_box_clicked_meanwhile_stays_after_an_own_save() -> None:
    memo = session(THEIRS)
    memo["c"] = False
    memo["a"] = True
    kept._show_if_new(desk(memo), NAME, field(), {3: 4})
    assert (memo["a"], memo["b"], memo["c"]) == (True, True, False)
    assert f"refused {NAME}" not in memo


def test_a_box_clicked_meanwhile_is_told_when_another_was_first() -> None:
    memo = Session({"a": False, f"stamp {NAME}": "3"})
    entry = Entry(THEIRS.address, 4, frozenset({"a"}), "P2", THEIRS.at)
    memo[f"fresh {NAME}"] = (entry, {"a": None})
    kept._show_if_new(desk(memo), NAME, field(), {})
    assert memo["a"] is True
    assert "Somebody else answered meanwhile" in memo[f"refused {NAME}"]
