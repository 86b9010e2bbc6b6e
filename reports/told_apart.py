"""What tells two values of one place apart, where the few words for each are the same: every part in which they differ.

Two different values never read alike, not even where they differ only in spaces or signs that nobody can see.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from questionnaire.answers import CriterionNotApplicable, EvidenceLink
from questionnaire.bringing import UnknownWriter
from questionnaire.evidence import AttachedFile
from questionnaire.intentions import Donor, PlannedStart
from words.phrases import Phrases

Part = tuple[str, ...]
"""Where a part stands in a value: the names of the fields and the keys that lead to it."""
KEYED: Mapping[type, str] = {
    EvidenceLink: "evidence",
    AttachedFile: "name",
    PlannedStart: "action",
    Donor: "name",
    CriterionNotApplicable: "criterion",
    UnknownWriter: "id",
}
"""Records in lists that are known by one of their fields."""
THROUGH = frozenset({"given"})
"""Fields that are named by what is in them."""


class _Mark(Enum):
    """What is there without saying anything more."""

    MEMBER = 1
    ABSENT = 2


def parts_of(value: Any, name: Callable[[str, Any], str]) -> Mapping[Part, Any]:
    """Every part of a value by where it stands; `name` gives the words for a field of a record."""
    return dict(_parts(value, name))


def _parts(value: Any, name: Callable[[str, Any], str]) -> Iterator[tuple[Part, Any]]:
    if value is None:
        return
    if isinstance(value, frozenset):
        yield from (((str(one),), _Mark.MEMBER) for one in sorted(value))
    elif isinstance(value, Mapping):
        yield from _under(((str(key), one) for key, one in value.items()), name)
    elif isinstance(value, tuple | list):
        yield from _listed(value, name)
    elif is_dataclass(value):
        yield (name("form", value),), type(value)
        for one in fields(value):
            label = () if one.name in THROUGH else (name(one.name, value),)
            yield from (((*label, *part), leaf) for part, leaf in _parts(getattr(value, one.name), name))
    else:
        yield (), value


def _under(named: Iterator[tuple[str, Any]], name: Callable[[str, Any], str]) -> Iterator[tuple[Part, Any]]:
    for label, value in named:
        yield from (((label, *part), leaf) for part, leaf in _parts(value, name))


def _listed(values: Any, name: Callable[[str, Any], str]) -> Iterator[tuple[Part, Any]]:
    """The parts of a list: of records by what they are known by, of anything else by their number."""
    seen: dict[str, int] = {}
    order = []
    for number, one in enumerate(values, start=1):
        key = KEYED.get(type(one))
        label = str(getattr(one, key)) if key else str(number)
        seen[label] = seen.get(label, 0) + 1
        label = f"{label} ({seen[label]})" if seen[label] > 1 else label
        order.append(label)
        yield from (((label, *part), leaf) for part, leaf in _parts(one, name))
    if order and type(values[0]) in KEYED:
        yield (name("order", values),), ", ".join(order)


def told_apart(
    value: Any,
    other: Any,
    say: Phrases,
    *,
    name: Callable[[str, Any], str],
    leaf: Callable[[Any], str],
    only: Callable[[Part], bool] = lambda part: True,
) -> str:
    """What `value` has otherwise than `other`, each with its name; what it lacks, where that is all. Empty for nothing.

    `leaf` gives the words for a number, a day, a text; `only` the parts that are looked at.
    """
    mine, theirs = (_of_interest(parts_of(one, name), only) for one in (value, other))
    order = name("order", value)
    differ = [part for part, one in mine.items() if theirs.get(part, _Mark.ABSENT) != one]
    lacking = [part for part in theirs if part not in mine]
    if any(part[-1:] != (order,) for part in (*differ, *lacking)):  # else the order is all that differs
        differ, lacking = ([part for part in some if part[-1:] != (order,)] for some in (differ, lacking))
    told = _Told(say, leaf)
    if differ:
        return told.pairs({part: mine[part] for part in differ}, theirs)
    missing = told.pairs({part: theirs[part] for part in lacking}, {})
    return say("history.without", what=missing) if missing else ""


def _of_interest(parts: Mapping[Part, Any], only: Callable[[Part], bool]) -> Mapping[Part, Any]:
    return {part: one for part, one in parts.items() if only(part)}


class _Told:
    """Writes parts in words."""

    def __init__(self, say: Phrases, leaf: Callable[[Any], str]) -> None:
        self._say, self._leaf = say, leaf

    def pairs(self, parts: Mapping[Part, Any], others: Mapping[Part, Any]) -> str:
        """Each part with its name; the members of a set together."""
        members: dict[Part, list[str]] = {}
        said = []
        for part, one in parts.items():
            if one is _Mark.MEMBER:
                if part[:-1] not in members:
                    said.append(part[:-1])
                members.setdefault(part[:-1], []).append(part[-1])
            else:
                said.append(part)
        return self._say("telling.semicolon").join(
            self._pair(part, ", ".join(members[part]) if part in members else self._text(parts[part], others.get(part)))
            for part in said
        )

    def _pair(self, part: Part, text: str) -> str:
        return self._say("history.pair", name=" › ".join(part), value=text) if part else text

    def _text(self, one: Any, other: Any) -> str:
        if isinstance(one, type):
            key = f"history.form.{one.__name__}"
            return self._say(key) if key in self._say else one.__name__
        text = self._leaf(one)
        return spelt_out(text) if other is not None and looks_alike(text, self._leaf(other)) else text


def looks_alike(one: str, other: str) -> bool:
    """Whether a person sees no difference between two texts."""
    return _seen(one) == _seen(other)


def spelt_out(text: str) -> str:
    """A text with every sign that cannot be seen, or that may be taken for another, as its number."""
    return "".join("\u2423" if one == " " else one if "!" <= one <= "~" else f"\\u{ord(one):04x}" for one in text)


def _seen(text: str) -> str:
    shown = "".join(one if one.isprintable() else " " for one in unicodedata.normalize("NFKC", text))
    return " ".join(shown.split())
