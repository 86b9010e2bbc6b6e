"""Worked examples of scoring: the facts of an invented administration, and the level that they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from questionnaire.answers import Given
from questionnaire.text import Text


@dataclass(frozen=True, eq=False)
class FactSheet:
    """Facts on one capability, told as an officer would, and how they are scored.

    `given` is the reply to each question that is asked, `expected` the level of the capability that they make,
    `tempting` the one that a hurried rater gives, `account` why the two differ.
    """

    id: str
    capability: str
    tempting: int
    expected: int
    text: Text
    account: Text
    given: Mapping[str, Given] = field(default_factory=dict)
