"""The keys of an interview on screen: each a button, with its cap, that is pressed by hand or from the keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from questionnaire.framework import Number
from views.desk import Desk
from views.widgets.interview_answers import Way
from views.widgets.interview_presses import (
    CANCEL,
    COMMENT,
    ENTER,
    EVIDENCE,
    LEAVE,
    LEFT,
    NEXT_OPEN,
    NOT_APPLICABLE,
    NOT_KNOWN,
    PRESS,
    RIGHT,
    SENT,
    VALUE,
    Conversation,
    hear,
)
from views.widgets.interview_steps import COMMENTING, EVIDENCING, cap
from views.widgets.pad import Sheet

SHORTCUTS: Mapping[str, str] = {SENT: "Ctrl+Enter"}
"""What Streamlit calls a key, where it is not its own name."""


class Keyboard:
    """Draws the keys of one run, and gathers those that Streamlit tells pressed only as they are drawn.

    That is so in a session that did not draw the page itself: the tab has outlived the server.
    """

    def __init__(self, desk: Desk, talk: Conversation) -> None:
        self._desk, self._talk = desk, talk
        self.pressed: set[str] = set()

    def key(self, key: str, words: str, *, chosen: bool = False, wide: bool = False, cap_of: str = "") -> None:
        """One key with its words. With `cap_of` it is only told: the box hears that key itself."""
        if st.button(
            f"{cap(self._desk, cap_of or key)} {words}",
            key=PRESS + key,
            shortcut=None if cap_of else SHORTCUTS.get(key, key),
            type="primary" if chosen else "secondary",
            width="stretch" if wide else "content",
            on_click=partial(hear, self._talk.waiting, key),
        ):
            self.pressed.add(key)

    def answers(self, ways: Mapping[str, Way], *, may: bool) -> None:
        """The choices of the question, one below the other; only to be read where nothing may be answered."""
        with st.container(key="interview-answers", gap="xsmall"):
            for key, way in ways.items():
                named = f"**{way.name}.** " if way.name else ""
                tick = ":material/check: " if way.holds else ""
                if may:
                    self.key(key, f"{tick}{named}{way.text}", chosen=way.holds, wide=True)
                else:
                    st.markdown(f"{tick}{named}{way.text}")

    def commands(self, sheet: Sheet, *, may: bool, evidence: int) -> None:
        """The keys that are the same for every question."""
        say = self._desk.say
        typed = isinstance(sheet.question.kind, Number)
        with st.container(key="interview-commands", horizontal=True, gap="small"):
            self.key(LEFT, say("interview.previous"))
            self.key(ENTER, say("interview.next"))
            self.key(NEXT_OPEN, say("interview.next_open"))
            if may and typed:
                self.key(VALUE, say("interview.value"))
            if may:
                self.key(NOT_KNOWN, say("interview.not_known"))
                self.key(NOT_APPLICABLE, say("interview.not_applicable"))
                self.key(EVIDENCE, say("answer.evidence_n", n=evidence) if evidence else say("answer.evidence"))
                self.key(COMMENT, say("interview.comment"))
            self.key(LEAVE, say("interview.leave"))
        with st.container(key="interview-unseen"):
            self.key(RIGHT, say("interview.next"))
            self.key(CANCEL, say("interview.keys_again"))

    def closing(self, typing: str) -> None:
        """The keys while something is typed: the one that keeps it, and the one that gives it up."""
        say = self._desk.say
        with st.container(key="interview-commands", horizontal=True, gap="small"):
            if typing == EVIDENCING:
                self.key(SENT, say("interview.done"))
                return
            self.key(SENT, say("interview.keep"), cap_of=SENT if typing == COMMENTING else ENTER)
            self.key(CANCEL, say("interview.give_up"))
