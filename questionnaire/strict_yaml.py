"""YAML read strictly: no key twice, no anchors, no tags, nothing that another program would read as something else.

Keys are always text. Numbers become int or, with a point, an exact Fraction. Every value's line is
kept, so that a problem found later can be shown where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import yaml

from questionnaire.problems import Problem

Path = tuple[str | int, ...]
"""The keys and positions that lead from the top of a file to a value."""

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
_AMBIGUOUS = re.compile(
    r"(yes|no|on|off|y|n|~|null|[-+]?0[0-9]+|0[xob][0-9a-f_]+|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|[0-9]+:[0-9:]+"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|[-+]?\.(inf|nan)|\.[0-9]+|[0-9]+\.)\Z",
    re.IGNORECASE,
)
_DEPTH = 20
_DIGITS = 40
"""Longer numbers are no numbers of a framework, and Python refuses to read the longest."""


@dataclass(frozen=True)
class Document:
    """A file that was read: its name, its data (dicts, lists, texts, numbers) and the line of every value."""

    name: str
    data: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of the value at `path`, or of the nearest thing above it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


class _Reader:
    """Builds the data of one file from the parser's events, noting every problem on the way."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=yaml.CSafeLoader))

    def problem(self, code: str, event: Any, **facts: object) -> None:
        self.problems.append(Problem(code, self.name, _line(event), facts))

    def document(self) -> Any:
        event = self.next_content()
        if event is None:
            self.problems.append(Problem("yaml_empty", self.name, 1))
            return None
        data = self.value(event, ())
        if self.next_content() is not None:
            self.problems.append(Problem("yaml_two_documents", self.name, 1))
        return data

    def next_content(self) -> Any:
        content = (yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent, yaml.AliasEvent)
        return next((event for event in self.events if isinstance(event, content)), None)

    def value(self, event: Any, path: Path) -> Any:
        self.lines[path] = _line(event)
        if isinstance(event, yaml.AliasEvent):
            self.problem("yaml_alias", event, name=event.anchor)
            return None
        self.marks(event)
        if len(path) > _DEPTH:
            raise yaml.MarkedYAMLError(problem="nested too deep", problem_mark=event.start_mark)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.scalar(event)

    def marks(self, event: Any) -> None:
        """An anchor or a tag before a value or a key is a problem."""
        if event.anchor:
            self.problem("yaml_anchor", event, name=event.anchor)
        if event.tag and event.tag != "!":
            self.problem("yaml_tag", event, name=event.tag)

    def mapping(self, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self.problem("yaml_key", event)
                self.value(event, (*path, "?"))
                self.value(next(self.events), (*path, "?"))
                continue
            key = str(event.value)
            self.marks(event)
            if not event.style and not _INTEGER.match(key) and _AMBIGUOUS.match(key):
                self.problem("yaml_ambiguous", event, found=key)
            twice = key in data
            if twice:
                self.problem("yaml_key_twice", event, key=key, first=self.lines[(*path, key)])
            at = (*path, "?") if twice else (*path, key)
            value = self.value(next(self.events), at)
            if not twice:
                self.lines[at] = _line(event)
                data[key] = value
        return data

    def sequence(self, path: Path) -> list[Any]:
        data: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            data.append(self.value(event, (*path, len(data))))
        return data

    def scalar(self, event: yaml.ScalarEvent) -> Any:
        text = str(event.value)
        if event.style:
            return " ".join(text.split()) if event.style in "|>" else text
        if text in ("true", "false"):
            return text == "true"
        if _INTEGER.match(text) or _DECIMAL.match(text):
            return self.number(text, event)
        if _AMBIGUOUS.match(text) or text == "":
            self.problem("yaml_ambiguous", event, found=text)
        return text

    def number(self, text: str, event: yaml.ScalarEvent) -> Any:
        """Exact: an int, or a Fraction where there is a point. "1.10" is text to some and a number to others."""
        if len(text) > _DIGITS:
            self.problem("yaml_long_number", event, most=_DIGITS)
        elif "." in text and text.endswith("0"):
            self.problem("yaml_ambiguous", event, found=text)
        else:
            return Fraction(text) if "." in text else int(text)
        return text


def read_yaml(text: str, name: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document in `text` (from the file called `name`) and all that is wrong with how it is written.

    None where it cannot be read at all.
    """
    try:
        reader = _Reader(name, text)
        data = reader.document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        facts = {"found": getattr(error, "problem", None) or str(error)}
        return None, (Problem("yaml_unreadable", name, mark.line + 1 if mark else 1, facts),)
    except UnicodeEncodeError as error:
        # Half of a surrogate pair: no character, which the parser cannot take.
        return None, (Problem("yaml_unreadable", name, text.count("\n", 0, error.start) + 1, {"found": error.reason}),)
    return Document(name, data, reader.lines), tuple(reader.problems)
