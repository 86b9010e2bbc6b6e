"""Shapes: how a kind of value is written as JSON, and how strictly it is read back.

A shape writes what it is given without looking twice; every bound is checked in reading, and `encoding` reads back what
it wrote. So there is one set of rules for what people type and for what comes in a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import Any, Final

from questionnaire.problems import Problem
from storage.bad_values import BadValue, bad, wrong_value

Json = Any
"""None, bool, int, str, a list or a dictionary of these; or `Refused`, which no shape accepts."""


@dataclass(frozen=True)
class Refused:
    """Something that JSON allows and we do not (1.5, NaN, a key twice): kept in its place, to be named as a problem."""

    code: str
    found: str


@dataclass(frozen=True)
class Shape:
    """How one kind of value is written, and read. `read` gets the place, for its problems, and raises BadValue."""

    write: Callable[[Any], Json]
    read: Callable[[Json, str], Any]


NEEDED: Final = object()


@dataclass(frozen=True)
class FieldShape:
    """A field of a record. One that is equal to `empty` is not written, and a missing one is read as `empty`.

    `empty` says "nothing" (None, no text, no members) and never a starting value: starting values change from one
    version of the program to the next, and what is recorded must not change with them.
    """

    shape: Shape
    empty: Any = NEEDED


def described(json: Json) -> str:
    """What was found, short enough to be shown."""
    text = json.found if isinstance(json, Refused) else repr(json)
    return text if len(text) <= 60 else text[:57] + "..."


def wrong(code: str, where: str, json: Json, **facts: str) -> BadValue:
    """The problem that `json` is not what `code` asks for; or why it was refused already."""
    if isinstance(json, Refused):
        return bad(json.code, where, found=described(json))
    return bad(code, where, found=described(json), **facts)


def text(longest: int, *, shortest: int = 0) -> Shape:
    """Text of bounded length, in characters."""

    def read(json: Json, where: str) -> str:
        if not isinstance(json, str):
            raise wrong("not_text", where, json)
        if not shortest <= len(json) <= longest:
            raise bad("length", where, length=str(len(json)), longest=str(longest), shortest=str(shortest))
        if not json.isascii() and any("\ud800" <= letter <= "\udfff" for letter in json):
            raise bad("not_unicode", where)
        return json

    return Shape(lambda value: value, read)


def matching(pattern: str, code: str) -> Shape:
    """Text that matches `pattern` as a whole; `code` names the problem otherwise."""
    compiled = re.compile(pattern)

    def read(json: Json, where: str) -> str:
        if not isinstance(json, str) or not compiled.fullmatch(json):
            raise wrong(code, where, json)
        return json

    return Shape(lambda value: value, read)


ID_PATTERN = r"[^\x00-\x1f\x7f-\x9f/\ud800-\udfff]{1,100}"
"""An id is part of an address: no slash, nothing invisible, at most 100 characters."""

identifier = matching(ID_PATTERN, "not_id")


def whole(lowest: int, highest: int) -> Shape:
    """A whole number between two bounds, both included."""

    def read(json: Json, where: str) -> int:
        if type(json) is not int:
            raise wrong("not_whole", where, json)
        if not lowest <= json <= highest:
            raise bad("out_of_bounds", where, found=str(json), lowest=str(lowest), highest=str(highest))
        return json

    return Shape(lambda value: value, read)


_EXACT = re.compile(r"-?[0-9]{1,40}(/[0-9]{1,40}|\.[0-9]{1,40})?")


def exact(lowest: int | None = None) -> Shape:
    """An exact number, written as text: decimals where they are exact ("61.5"), otherwise a fraction ("1/3")."""

    def read(json: Json, where: str) -> Fraction:
        if not isinstance(json, str) or not _EXACT.fullmatch(json) or re.search("/0+$", json):
            raise wrong("not_exact", where, json)
        value = Fraction(json)
        if lowest is not None and value < lowest:
            raise bad("too_low", where, found=described(json), lowest=str(lowest))
        return value

    return Shape(_exact_text, read)


def _exact_text(value: Any) -> Json:
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        return Refused("inexact", repr(value))
    for places in range(1, 13):
        if value.denominator > 1 and 10**places % value.denominator == 0:
            digits = f"{abs(value.numerator) * 10**places // value.denominator:0{places + 1}d}"
            return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"
    return str(value)


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _read_day(json: Json, where: str) -> date:
    if not isinstance(json, str) or not _DAY.fullmatch(json):
        raise wrong("not_day", where, json)
    try:
        return date.fromisoformat(json)
    except ValueError:
        raise wrong("not_day", where, json) from None


def _write_day(value: Any) -> Json:
    return (
        value.isoformat()
        if isinstance(value, date) and not isinstance(value, datetime)
        else Refused("not_day", repr(value))
    )


day = Shape(_write_day, _read_day)


def day_between(first: date, last: date) -> Shape:
    """A day between two others, both included."""

    def read(json: Json, where: str) -> date:
        value = _read_day(json, where)
        if not first <= value <= last:
            raise bad("out_of_bounds", where, found=str(value), lowest=str(first), highest=str(last))
        return value

    return Shape(_write_day, read)


def one_of(words: type[Enum]) -> Shape:
    """One word of a closed list."""
    known = {word.value: word for word in words}

    def read(json: Json, where: str) -> Enum:
        if not isinstance(json, str) or json not in known:
            raise wrong("not_one_of", where, json, allowed=", ".join(map(str, known)))
        return known[json]

    return Shape(lambda value: value.value if isinstance(value, words) else Refused("not_text", repr(value)), read)


def many(shape: Shape, into: type[tuple[Any, ...]] | type[frozenset[Any]], *, most: int = 2000) -> Shape:
    """A list of values of one shape. A set is written in order, and is refused where it names one thing twice."""

    def write(value: Any) -> Json:
        if not isinstance(value, into):
            return Refused("not_list", repr(value))
        written = [shape.write(one) for one in value]
        return sorted(written) if into is frozenset and all(isinstance(one, str) for one in written) else written

    def read(json: Json, where: str) -> Any:
        if not isinstance(json, list):
            raise wrong("not_list", where, json)
        if len(json) > most:
            raise bad("too_many", where, found=str(len(json)), most=str(most))
        found = _read_each((f"{where}[{place}]", shape, one) for place, one in enumerate(json))
        if into is frozenset and len(set(found)) < len(found):
            raise bad("twice", where)
        return into(found)

    return Shape(write, read)


def numbers_by_id(value_shape: Shape, *, most: int = 500) -> Shape:
    """A dictionary from ids to values of one shape."""

    def write(value: Any) -> Json:
        if not isinstance(value, Mapping):
            return Refused("not_record", repr(value))
        return {name: value_shape.write(one) for name, one in sorted(value.items(), key=str)}

    def read(json: Json, where: str) -> Mapping[str, Any]:
        if not isinstance(json, dict):
            raise wrong("not_record", where, json)
        if len(json) > most:
            raise bad("too_many", where, found=str(len(json)), most=str(most))
        names = _read_each((where, identifier, name) for name in json)
        values = _read_each((f"{where}.{described(name)}", value_shape, one) for name, one in json.items())
        return dict(zip(names, values, strict=True))

    return Shape(write, read)


def amounts_by_year(amount: Shape, *, most: int = 60) -> Shape:
    """A dictionary from calendar years to values of one shape; JSON knows only text as keys."""
    year = whole(1900, 2260)

    def write(value: Any) -> Json:
        if not isinstance(value, Mapping):
            return Refused("not_record", repr(value))
        return {str(one): amount.write(value[one]) for one in sorted(value, key=str)}

    def read(json: Json, where: str) -> Mapping[int, Any]:
        if not isinstance(json, dict):
            raise wrong("not_record", where, json)
        if len(json) > most:
            raise bad("too_many", where, found=str(len(json)), most=str(most))
        digits = ((name, int(name) if re.fullmatch("[0-9]{1,6}", name) else name) for name in json)
        years = _read_each((f"{where}.{described(name)}", year, one) for name, one in digits)
        values = _read_each((f"{where}.{described(name)}", amount, one) for name, one in json.items())
        return dict(zip(years, values, strict=True))

    return Shape(write, read)


def _read_yes_no(json: Json, where: str) -> bool:
    if not isinstance(json, bool):
        raise wrong("not_yes_no", where, json)
    return json


yes_no = Shape(lambda value: value, _read_yes_no)


def record(kind: type[Any], fields: Mapping[str, FieldShape], **given: Any) -> Shape:
    """A frozen record, written as a dictionary. `given` are fields known from elsewhere (the address), not written."""

    def write(value: Any) -> Json:
        if not isinstance(value, kind):
            return Refused("not_record", repr(value))
        for name, one in given.items():
            if getattr(value, name) != one:
                return Refused("other_id", str(getattr(value, name)))
        held = {name: getattr(value, name) for name in fields}
        return {name: fields[name].shape.write(one) for name, one in held.items() if one != fields[name].empty}

    def read(json: Json, where: str) -> Any:
        if not isinstance(json, dict):
            raise wrong("not_record", where, json)
        problems = [wrong_value("unknown_field", where, field=described(name)) for name in json if name not in fields]
        problems += [
            wrong_value("missing_field", where, field=name)
            for name, field in fields.items()
            if name not in json and field.empty is NEEDED
        ]
        if problems:
            raise BadValue(problems)
        read = _read_each((f"{where}.{name}", fields[name].shape, one) for name, one in json.items())
        empty = {name: field.empty for name, field in fields.items() if name not in json}
        return _built(kind, {**empty, **dict(zip(json, read, strict=True)), **given}, where)

    return Shape(write, read)


def _built(kind: type[Any], values: Mapping[str, Any], where: str) -> Any:
    """The record; its own rules (a dispute has two levels) are problems like any other."""
    try:
        return kind(**values)
    except ValueError as broken:
        raise bad("broken_rule", where, found=str(broken)) from broken


def tagged(tag: str, shapes: Mapping[str, tuple[type[Any], Shape]]) -> Shape:
    """One of several records, told apart by the word under `tag`."""
    tags = {kind: name for name, (kind, _) in shapes.items()}

    def write(value: Any) -> Json:
        if type(value) not in tags:
            return Refused("not_record", repr(value))
        name = tags[type(value)]
        written = shapes[name][1].write(value)
        return written if isinstance(written, Refused) else {tag: name, **written}

    def read(json: Json, where: str) -> Any:
        if not isinstance(json, dict):
            raise wrong("not_record", where, json)
        name = json.get(tag)
        if not isinstance(name, str) or name not in shapes:
            raise wrong("not_one_of", f"{where}.{tag}", name, allowed=", ".join(shapes))
        return shapes[name][1].read({key: one for key, one in json.items() if key != tag}, where)

    return Shape(write, read)


def _read_each(parts: Iterable[tuple[str, Shape, Json]]) -> list[Any]:
    """Every part read; the problems of all of them together otherwise."""
    found: list[Any] = []
    problems: list[Problem] = []
    for where, shape, json in parts:
        try:
            found.append(shape.read(json, where))
        except BadValue as broken:
            problems += broken.problems
    if problems:
        raise BadValue(problems)
    return found
