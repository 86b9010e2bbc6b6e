"""What a command is: its arguments, what it does, and what it has to say to people and to programs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from questionnaire.problems import Problem
from words.phrases import Phrases

Json = Any
"""What `json.dumps` writes: None, bool, int, str, a list or a dictionary of these."""


@dataclass(frozen=True)
class Told:
    """What a command found: for programs, for people, what is worth saying beside it, and what is wrong with it.

    With problems the command ends as one that was handed something bad, after saying what it found.
    """

    data: Json
    text: str
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Command:
    """One command. Its help is the phrase `cli.<name>.about`."""

    name: str
    arguments: Callable[[argparse.ArgumentParser, Phrases], None]
    run: Callable[[argparse.Namespace, Phrases], Told]


class WrongUse(Exception):
    """The arguments make no sense; `key` is the phrase that says so, below "cli.wrong"."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key, facts)
        self.key = f"cli.wrong.{key}"
        self.facts = facts
