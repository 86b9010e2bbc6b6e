"""What the closed values of a form are called: in one language, or in several beside each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from questionnaire.form_layout import BETWEEN_LANGUAGES
from questionnaire.framework import Framework, Number, Option, Question
from questionnaire.text import Text
from words.numbers import places_of, rounded
from words.phrases import Phrases, load_phrases

LONGEST_OPTION = 48
"""As many characters of an option's words stand in a drop-down; all of them stand beside it."""
DECIMALS = 12
"""Numbers that need no more decimals are written as such; the others as fractions, so that nothing is lost."""


@dataclass(frozen=True, eq=False)
class Labels:
    """The words of a form in its languages, the first of which is the one that it is mainly read in."""

    framework: Framework
    languages: tuple[str, ...]

    @cached_property
    def phrases(self) -> tuple[Phrases, ...]:
        """The phrases of each language."""
        return tuple(load_phrases(language) for language in self.languages)

    @property
    def first(self) -> Phrases:
        """The phrases of the first language."""
        return self.phrases[0]

    def say(self, key: str, between: str = BETWEEN_LANGUAGES) -> str:
        """A word in every language, once where it is the same in several."""
        return joined((say(key) for say in self.phrases), between)

    def text(self, text: Text, between: str = "\n") -> str:
        """Words of the framework in every language."""
        return joined((text(language) for language in self.languages), between)

    def level(self, question: Question, value: Fraction) -> str:
        """A value of a question's scale: "3 Established", or the bare number where it is no level of the main scale."""
        named = question.scale == self.framework.main_scale and value.denominator == 1
        words = self._level_words.get(int(value)) if named else None
        return f"{int(value)} {words}" if words else exactly(value, self.languages[0])

    def main_level(self, value: int) -> str:
        """A level of the main scale."""
        return f"{value} {self._level_words[value]}"

    @cached_property
    def _level_words(self) -> dict[int, str]:
        return {level.value: self.text(level.name, BETWEEN_LANGUAGES) for level in self.framework.levels}

    def option(self, option: Option) -> str:
        """An option by its id, with the beginning of its words."""
        said = (cut(option.text(language), LONGEST_OPTION) for language in self.languages)
        return f"{option.id} {joined(said, BETWEEN_LANGUAGES)}"

    def unit(self, question: Question, say: Phrases) -> str:
        """The unit of a measured number; nothing for any other question."""
        kind = question.kind
        return say(f"units.{kind.unit}") if isinstance(kind, Number) else ""


def joined(words: Iterable[str], between: str) -> str:
    """Words in several languages, each once, without those that are empty."""
    return between.join(dict.fromkeys(word for word in words if word))


def in_each(labels: Labels, said: Callable[[Phrases], str], between: str = BETWEEN_LANGUAGES) -> str:
    """Something said in every language."""
    return joined((said(say) for say in labels.phrases), between)


def cut(text: str, longest: int) -> str:
    """The beginning of a text in one line, with a mark where it goes on."""
    line = re.sub(r"\s+", " ", text).strip()
    return line if len(line) <= longest else line[: longest - 1].rstrip(" ,;:") + "…"


def exactly(value: Fraction, language: str) -> str:
    """A number without loss and without thousands: "12.5", in French "12,5"; "1/3" where no decimal is exact."""
    places = places_of(value, DECIMALS)
    if value * 10**places != int(value * 10**places):
        return str(value)
    written = f"{rounded(value, places):f}"
    return written.replace(".", ",") if language == "fr" else written
