"""How the texts of a framework read: their length, joined facts, passives, words of degree without a measure.

What decides a level (criteria) and what is read aloud when choosing one (summaries) is held to limits; the other texts
are only counted. For any framework, in every language of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from questionnaire.framework_folder import FrameworkFolder
from questionnaire.problems import Problem, Severity
from questionnaire.strict_yaml import Path
from questionnaire.translations import source_texts, translated_texts
from questionnaire.writing_style import STYLES

MOST_WORDS: Mapping[str, int] = {"criteria": 30, "levels": 16}
"""The most words that can be read aloud in one breath: a criterion, a summary of a level."""
GROUPS = ("questions", "criteria", "levels", "options", "guidance", "sheets", "actions")
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
        lines = _lines_of_translation(files, prefix, said) if prefix else _lines_of_source(files, said)
        style = STYLES.get(language)
        for at, text in said.items():
            file, _, id = at.partition(" ")
            group, _, name = id.partition(" ")
            line = lines[at]

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


def _lines_of_translation(files: FrameworkFolder, prefix: str, said: Iterable[str]) -> Mapping[str, int]:
    """The line of each text by its address, which leads to it in the files of a translation."""
    parts = ((at, *at.partition(" ")) for at in said)
    return {at: files.documents[prefix + file].line(tuple(id.split(" ", 2))) for at, file, _, id in parts}


def _lines_of_source(files: FrameworkFolder, said: Mapping[str, str]) -> Mapping[str, int]:
    """The line of each text by its address: where it stands. One that stands several times stands there in turn."""
    places: dict[tuple[str, str], list[int]] = {}
    for name, document in files.documents.items():
        for path, text in _texts(document.data, ()):
            places.setdefault((name, text), []).append(document.line(path))
    found = {}
    for at, text in said.items():
        there = places.get((at.partition(" ")[0], text), [0])
        found[at] = there.pop(0) if len(there) > 1 else there[0]
    return found


def _texts(node: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text of a file, in its order, with the way to it."""
    if isinstance(node, str):
        yield path, node
        return
    below = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in below:
        yield from _texts(value, (*path, key))


def _by_language(files: FrameworkFolder) -> Iterator[tuple[str, Mapping[str, list[str]]]]:
    for language, said in _said(files):
        grouped: dict[str, list[str]] = {}
        for at, text in said.items():
            grouped.setdefault(_group(at), []).append(text)
        yield language, grouped


def _group(at: str) -> str:
    kind = at.split(" ")[1]
    return {"capabilities": "guidance", "thresholds": "criteria"}.get(kind, kind)


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
