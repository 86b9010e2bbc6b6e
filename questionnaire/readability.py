"""How the texts of a framework read: their length, joined facts, passives, words of degree without a measure.

What decides a level (criteria) and what is read aloud when choosing one (summaries) is held to limits; the other texts
are only counted. For any framework, in every language of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from questionnaire.framework_folder import FrameworkFolder
from questionnaire.problems import Problem, Severity
from questionnaire.translations import source_texts, translated_texts
from questionnaire.writing_style import STYLES

MOST_WORDS: Mapping[str, int] = {"criteria": 30, "levels": 16}
"""The most words that can be read aloud in one breath: a criterion, a summary of a level."""
GROUPS = ("questions", "criteria", "levels", "guidance", "sheets", "actions")
_DECIDES = ("criteria", "levels", "thresholds", "options")
"""Texts in which one reader must understand what another does."""
_WORD = re.compile(r"[\w%€$]+(?:['\u2019\-./,]\w+)*")


@dataclass(frozen=True)
class Readability:
    """The figures of one group of texts in one language; `longest` and `mean` in words, the rest in texts.

    `unmeasured` and `either_or` are texts with at least one such word, `joined` and `passive` likewise. None where
    nothing is known of the language.
    """

    language: str
    group: str
    texts: int
    mean: Fraction
    longest: int
    joined: int | None
    passive: int | None
    unmeasured: int | None
    either_or: int | None


def count_words(text: str) -> int:
    """The words of a text; a number counts as one, a word with a hyphen or an apostrophe too."""
    return len(_WORD.findall(text))


def readability(files: FrameworkFolder) -> tuple[Readability, ...]:
    """The figures of every group of texts, in every language, the source language first."""
    return tuple(
        _figures(language, group, texts)
        for language, grouped in _by_language(files)
        for group in GROUPS
        if (texts := grouped.get(group))
    )


def check_readability(files: FrameworkFolder) -> Iterator[Problem]:
    """Every text that decides and is too long, joins by either-or, or has a word of degree without a measure."""
    for language, said in _said(files):
        prefix = "" if language == files.data("framework.yaml").get("source_language") else f"languages/{language}/"
        style = STYLES.get(language)
        for at, text in said.items():
            file, _, id = at.partition(" ")
            group, _, name = id.partition(" ")
            line = files.documents[prefix + file].line(tuple(id.split(" ", 2))) if prefix else 0

            def problem(code: str, **facts: object) -> Problem:
                return Problem(code, prefix + file, line, {"id": name, **facts}, Severity.GAP)  # noqa: B023  used at once

            most = MOST_WORDS.get(group)
            if most is not None and count_words(text) > most:
                yield problem("text_too_long", found=count_words(text), most=most)
            if style is None or group not in _DECIDES:
                continue
            if style.either_or.search(text):
                yield problem("either_or")
            if found := style.unmeasured.search(text):
                yield problem("unmeasured", found=found.group())


def _said(files: FrameworkFolder) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every language with its texts by address."""
    raw = files.data("framework.yaml")
    source = raw.get("source_language", "")
    for language in sorted(raw.get("languages", ()), key=lambda one: one != source):
        yield language, source_texts(files) if language == source else translated_texts(files, language)


def _by_language(files: FrameworkFolder) -> Iterator[tuple[str, Mapping[str, list[str]]]]:
    for language, said in _said(files):
        grouped: dict[str, list[str]] = {}
        for at, text in said.items():
            grouped.setdefault(_group(at), []).append(text)
        yield language, grouped


def _group(at: str) -> str:
    kind = at.split(" ")[1]
    return {"capabilities": "guidance", "options": "levels", "thresholds": "criteria"}.get(kind, kind)


def _figures(language: str, group: str, texts: Iterable[str]) -> Readability:
    texts = tuple(texts)
    lengths = [count_words(text) for text in texts]
    style = STYLES.get(language)

    def found(what: str) -> int | None:
        return None if style is None else sum(1 for text in texts if getattr(style, what).search(text))

    return Readability(
        language,
        group,
        len(texts),
        Fraction(sum(lengths), len(lengths)),
        max(lengths),
        found("joined"),
        found("passive"),
        found("unmeasured"),
        found("either_or"),
    )
