"""The words of a framework's files: the source text of a thing with every translation that stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from questionnaire.framework_folder import FrameworkFolder
from questionnaire.text import Text
from words.typography import set_spaces

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Words:
    """Finds the words of a thing in its source file and in the file of the same name of every language."""

    files: FrameworkFolder
    source: str
    languages: tuple[str, ...]

    def of(self, file: str) -> FileWords:
        """The words of one source file, as in "sections/L.yaml"."""
        named = {
            language: self.files.data(f"languages/{language}/{file}")
            for language in self.languages
            if language != self.source
        }
        return FileWords(self.source, named)


@dataclass(frozen=True)
class FileWords:
    """The words of one source file in every language that its framework has."""

    source: str
    translations: Mapping[str, Raw]

    def text(self, said: str, *path: str) -> Text:
        """What the source says, with what stands at `path` in the file of each other language."""
        found = {language: _at(raw, path) for language, raw in self.translations.items()}
        every = {self.source: said} | {language: text for language, text in found.items() if text}
        return Text({language: set_spaces(text, language) for language, text in every.items()}, self.source)


def _at(raw: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        raw = raw.get(key) if isinstance(raw, Mapping) else None
    return raw if isinstance(raw, str) else None
