"""Shapes: how a kind of value is written as JSON, and how strictly it is read back.

A shape writes what it is given without looking twice; every bound is checked in reading, and `encoding` reads back what
it wrote. So there is one set of rules for what people type and for what comes in a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import Any

from storage.bad_values import BadValue, bad

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


def among(words: Iterable[str]) -> Shape:
    """One word of a closed list."""
    known = tuple(words)

    def read(json: Json, where: str) -> str:
        if not isinstance(json, str) or json not in known:
            raise wrong("not_one_of", where, json, allowed=", ".join(known))
        return json

    return Shape(lambda value: value, read)


def one_of(words: type[Enum]) -> Shape:
    """One word of a closed list of the program."""
    known = {word.value: word for word in words}
    word = among(map(str, known))
    return Shape(
        lambda value: value.value if isinstance(value, words) else Refused("not_text", repr(value)),
        lambda json, where: known[word.read(json, where)],
    )


def _read_yes_no(json: Json, where: str) -> bool:
    if not isinstance(json, bool):
        raise wrong("not_truth", where, json)
    return json


yes_no = Shape(lambda value: value, _read_yes_no)
