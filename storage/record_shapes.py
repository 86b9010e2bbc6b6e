"""Shapes made of shapes: lists, dictionaries, records, one of several records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from questionnaire.problems import Problem
from storage.bad_values import BadValue, bad, wrong_value
from storage.shapes import Json, Refused, Shape, described, identifier, whole, wrong

NEEDED: Final = object()


@dataclass(frozen=True)
class FieldShape:
    """A field of a record. One that is equal to `empty` is not written, and a missing one is read as `empty`.

    `empty` says "nothing" (None, no text, no members) and never a starting value: starting values change from one
    version of the program to the next, and what is recorded must not change with them.
    """

    shape: Shape
    empty: Any = NEEDED


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
    return _by_key(identifier, value_shape, most)


def _read_year(json: Json, where: str) -> int:
    """JSON knows only text as keys; one year has one way to be written."""
    read: int = _calendar_year.read(int(json) if re.fullmatch("[1-9][0-9]{0,5}", json) else json, where)
    return read


_calendar_year = whole(1900, 2260)


def amounts_by_year(amount: Shape, *, most: int = 60) -> Shape:
    """A dictionary from calendar years to values of one shape."""
    return _by_key(Shape(str, _read_year), amount, most)


def _by_key(key: Shape, value_shape: Shape, most: int) -> Shape:
    def write(value: Any) -> Json:
        if not isinstance(value, Mapping):
            return Refused("not_record", repr(value))
        return {key.write(name): value_shape.write(one) for name, one in sorted(value.items(), key=str)}

    def read(json: Json, where: str) -> Mapping[Any, Any]:
        if not isinstance(json, dict):
            raise wrong("not_record", where, json)
        if len(json) > most:
            raise bad("too_many", where, found=str(len(json)), most=str(most))
        places = {name: f"{where}.{described(name)}" for name in json}
        names = _read_each((places[name], key, name) for name in json)
        values = _read_each((places[name], value_shape, one) for name, one in json.items())
        return dict(zip(names, values, strict=True))

    return Shape(write, read)


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
