"""Sentences by key and language. No sentence stands in the code: it stands in `words/languages/<code>/*.yaml`.

A phrase may contain `{fact}` gaps. Where it changes with a number it is a mapping `one`/`other` (French counts 0 and 1
as one).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from words.typography import set_spaces

FOLDER = Path(__file__).parent / "languages"
LANGUAGES = ("fr", "en")
OWN_NAMES = {"fr": "Français", "en": "English"}
_SINGULAR = {"en": lambda n: n == 1, "fr": lambda n: abs(n) < 2}


@dataclass(frozen=True)
class Phrases:
    """All phrases of one language. Call it with a key and the facts that fill its gaps."""

    language: str
    by_key: Mapping[str, str | Mapping[str, str]]

    def __call__(self, key: str, /, **facts: Any) -> str:
        """The phrase, filled. Raises KeyError for an unknown key: a test holds all keys in all languages."""
        phrase = self.by_key[key]
        if not isinstance(phrase, str):
            phrase = phrase["one" if _SINGULAR[self.language](facts["n"]) else "other"]
        return phrase.format(**facts) if facts else phrase

    def __contains__(self, key: str) -> bool:
        return key in self.by_key


@cache
def load_phrases(language: str) -> Phrases:
    """The phrases of a language, read once. A key is the path in a file: `title` in results.yaml is "results.title"."""
    gathered: dict[str, str | Mapping[str, str]] = {}
    for path in sorted((FOLDER / language).glob("*.yaml")):
        phrases = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        _gather(path.stem, phrases or {}, language, gathered)
    return Phrases(language, gathered)


def _gather(prefix: str, node: Any, language: str, into: dict[str, str | Mapping[str, str]]) -> None:
    for name, value in node.items():
        key = f"{prefix}.{name}"
        if isinstance(value, str):
            into[key] = set_spaces(value, language)
        elif set(value) == {"one", "other"}:
            into[key] = {form: set_spaces(text, language) for form, text in value.items()}
        else:
            _gather(key, value, language, into)
