"""Words in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """Words in one or several languages; `source` is the language they were written in."""

    by_language: Mapping[str, str]
    source: str = "en"

    def __call__(self, language: str) -> str:
        """The words in `language`, or in the source language where that translation is missing."""
        return self.by_language.get(language) or self.by_language.get(self.source, "")


NO_TEXT = Text({})
