"""The hidden note of what the room looked like in this tab: an act holds only for what its person saw.

It is drawn after everything that can be pressed, so that it is never newer than that. In a living session it can be
turned to the newest state in the same run; a tab that outlived the server tells its own by being drawn, and is turned
one run later.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

import streamlit as st


class RoomNote:
    """What this tab showed (`shown`), to be turned to what it shows at the end of the run."""

    def __init__(self, memo: MutableMapping[str, Any], name: str, now: str) -> None:
        self._memo, self._key, self._now = memo, f"stamp {name}", now
        self._drawn = self._key not in memo
        self.shown = self._draw() if self._drawn else str(memo[self._key])

    def _draw(self) -> str:
        return st.text_input("stamp", self._now, key=self._key, label_visibility="collapsed") or ""

    def turn(self) -> bool:
        """Let the note say what the page shows now. True: only the next run can do it."""
        if self._drawn:
            return self.shown != self._now
        self._memo[self._key] = self._now
        self._draw()
        return False
