"""What helps people to answer alike: guidance, and terms with a fixed meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from questionnaire.policy import Strength
from questionnaire.text import NO_TEXT, Text


@dataclass(frozen=True, eq=False)
class Guidance:
    """What helps people to answer a capability alike: why, how to find out, evidence by strength, pitfalls, notes.

    `figures` says where the numbers in its criteria come from.
    """

    why: Text = NO_TEXT
    find_out: Text = NO_TEXT
    evidence: Mapping[Strength, Text] = field(default_factory=dict)
    pitfalls: Text = NO_TEXT
    notes: Text = NO_TEXT
    figures: Text = NO_TEXT


@dataclass(frozen=True)
class Definition:
    """A term with a fixed meaning in every criterion."""

    term: Text
    text: Text
