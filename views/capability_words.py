"""Capabilities, levels and criteria in the words of the page, and the way to the page of one capability.

What is said here is not escaped: boxes and tables take it as it is; whoever prints Markdown passes it through `plain`.
The two functions that make Markdown themselves escape what they put in.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import streamlit as st

from views.desk import Desk
from views.widgets.pad import plain
from words.numbers import NO_SCORE, number, score

GATE = "\u25b2"


def called(desk: Desk, capability: str) -> str:
    """A capability in a line: "O02 ▲ Mandated unit"."""
    node = desk.framework.capability(capability)
    gate = f"{GATE} " if node.gate else ""
    return f"{capability} {gate}{node.short(desk.language)}"


def level_said(desk: Desk, value: Fraction | int | None) -> str:
    """A value of the main scale: "2 Developing" where it is a level, "1.5" between two, a dash where there is none."""
    if value is None:
        return NO_SCORE
    exact = Fraction(value)
    if exact in {Fraction(level.value) for level in desk.framework.levels}:
        return f"{number(exact, desk.language, 0)} {desk.framework.level_word(int(exact), desk.language)}"
    return score(exact, desk.language)


def factor_said(desk: Desk, value: Fraction | int) -> str:
    """An exact factor, with decimals only where it has some."""
    exact = Fraction(value)
    return number(exact, desk.language, 0 if exact.denominator == 1 else 2)


def criterion_said(desk: Desk, criterion: str) -> str:
    """Markdown: a criterion in its own words, behind its id; the id alone of one that the framework does not have."""
    text = desk.framework.criterion_text.get(criterion)
    return f"**{plain(criterion)}**" + (f" {plain(text(desk.language))}" if text else "")


def criteria_list(desk: Desk, criteria: Iterable[str], to_verify: frozenset[str] = frozenset()) -> str:
    """Markdown: criteria as lines of a list, those that may be met already marked so."""
    mark = f" *({desk.say('priorities.to_verify')})*"
    return "\n".join(f"- {criterion_said(desk, one)}{mark if one in to_verify else ''}" for one in criteria)


def go_to_capability(desk: Desk, page: str, capability: str) -> None:
    """Open a page that shows one capability."""
    st.switch_page(desk.pages[page], query_params={"a": desk.dossier_id or "", "capability": capability})
