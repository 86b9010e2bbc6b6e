"""JSON from people we do not know: floats, huge numbers and keys given twice stay in their place, to be refused."""

from __future__ import annotations

import json
from collections.abc import Sequence

from storage.bad_values import bad
from storage.shapes import Json, Refused

LONGEST_NUMBER = 18
"""Digits of the largest whole number that is read: none recorded comes near, and millions of digits take minutes."""


MOST_BRACKETS, MOST_COMMAS = 500_000, 3_000_000
"""Ten times what the largest dossier needs. A file of nothing but brackets would take a gigabyte of memory to read."""


def _whole_number(digits: str) -> Json:
    return int(digits) if len(digits) <= LONGEST_NUMBER else Refused("number_too_large", digits)


def _dictionary(pairs: Sequence[tuple[str, Json]]) -> Json:
    read = dict(pairs)
    return read if len(read) == len(pairs) else Refused("key_twice", ", ".join(name for name, _ in pairs))


_decoder = json.JSONDecoder(
    object_pairs_hook=_dictionary,
    parse_int=_whole_number,
    parse_float=lambda digits: Refused("inexact", digits),
    parse_constant=lambda word: Refused("inexact", word),
)


def loads(written: str, where: str) -> Json:
    """The JSON; floats, huge numbers and keys given twice stay in their place as `Refused`. Raises BadValue."""
    if written.count("[") + written.count("{") > MOST_BRACKETS or written.count(",") > MOST_COMMAS:
        raise bad("too_complex", where)
    try:
        return _decoder.decode(written)
    except json.JSONDecodeError as broken:
        raise bad("not_json", where, line=str(broken.lineno), column=str(broken.colno)) from broken
    except RecursionError:
        raise bad("too_deep", where) from None
