"""What every answer pad is: how the widgets of one kind of question show a reply, and what a moved widget means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from questionnaire.answers import Reply
from questionnaire.framework import Question
from views.desk import Desk
from views.widgets.kept import States


@dataclass(frozen=True)
class Sheet:
    """One question on screen: its desk, the beginning of its widget keys, where it is drawn, the way of answering."""

    desk: Desk
    question: Question
    key: str
    left: Any
    right: Any
    by_criteria: bool = False
    places: dict[str, Any] = field(default_factory=dict)

    def words(self, text: Any) -> str:
        """A text of the framework in the language on screen, with nothing in it read as Markdown."""
        return plain(text(self.desk.language))


@dataclass(frozen=True)
class Pad:
    """What the kinds of question differ in on screen.

    `states`: of the pad's widgets for a reply. `draw`: the widgets, giving their states. `pick`: the reply after a
    move. `tell`: what the reply that is kept now means, drawn once it is kept, in the places that `draw` left for it.
    """

    states: Callable[[Sheet, Reply | None], States]
    draw: Callable[[Sheet, Reply | None, States], States]
    pick: Callable[[Sheet, Reply | None, States], Reply | None]
    tell: Callable[[Sheet, Reply | None], None] = lambda sheet, reply: None


_MARKDOWN = str.maketrans({sign: "\\" + sign for sign in r"\`*_{}[]<>#|~$:"})


def plain(text: str) -> str:
    """Text of people or authors, escaped so that Streamlit shows it as it was written."""
    return text.translate(_MARKDOWN)
