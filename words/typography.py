"""The spaces that a language puts before its signs, so that no line begins with a semicolon."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_NO_BREAK = "\u00a0"
_NARROW = "\u202f"
_FRENCH = (
    (re.compile(r"[ \u00a0\u202f]+(?=[;!?](?:\s|$|\W))"), _NARROW),
    (re.compile(r"[ \u00a0\u202f]+(?=:(?:\s|$))"), _NO_BREAK),
    (re.compile(r"[ \u00a0\u202f]+(?=[»%])"), _NO_BREAK),
    (re.compile(r"(?<=«)[ \u00a0\u202f]+"), _NO_BREAK),
)


def _french(text: str) -> str:
    for pattern, space in _FRENCH:
        text = pattern.sub(space, text)
    return text


_BY_LANGUAGE: Mapping[str, Callable[[str], str]] = {"fr": _french}


def set_spaces(text: str, language: str) -> str:
    """`text` with the spaces before signs as the language sets them; other languages stay as they are."""
    change = _BY_LANGUAGE.get(language)
    return change(text) if change else text
