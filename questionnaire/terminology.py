"""The terms of a translation: which words stand for a word of the source, and which must not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from questionnaire.framework_folder import FrameworkFolder
from questionnaire.problems import Problem, Severity
from questionnaire.translations import source_texts, translated_texts

Raw = Mapping[str, Any]
_BETWEEN = re.compile(r"(?:\s+|[-\u2010\u2011])")
"""What stands between two words."""


@dataclass(frozen=True)
class Term:
    """Where one of `source` stands in a text, one of `use` stands in its translation, and none of `avoid`.

    What is in `never` stands in no translation at all. `*` at the end of a word stands for any ending. Between words a
    space and a hyphen are the same.
    """

    source: tuple[str, ...] = ()
    use: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


def broken_terms(term: Term, source: str, translation: str) -> tuple[tuple[str, str], ...]:
    """What a translation does against a term: ("missing", what should stand there), ("avoid", what stands there)."""
    found = [("avoid", one) for one in term.never if _stands(one, translation)]
    said = next((one for one in term.source if _stands(one, source)), None)
    if said is not None:
        found += [("avoid", one) for one in term.avoid if _stands(one, translation)]
        if term.use and not any(_stands(one, translation) for one in term.use):
            found.append(("missing", f"{said}: {', '.join(term.use)}"))
    return tuple(found)


def check_terms(files: FrameworkFolder) -> Iterator[Problem]:
    """Every translated text that does not keep to the terms of its language."""
    raw = files.data("framework.yaml")
    source = source_texts(files)
    for language in raw.get("languages", ()):
        terms = [_term(one) for one in files.data(f"languages/{language}/terms.yaml").get("terms", ())]
        if not terms:
            continue
        for at, text in translated_texts(files, language).items():
            file, _, id = at.partition(" ")
            place = f"languages/{language}/{file}"
            line = files.documents[place].line(tuple(id.split(" ", 2)))
            for code, found in _broken(terms, source.get(at, ""), text):
                yield Problem(f"term_{code}", place, line, {"id": id, "found": found}, Severity.GAP)


def _broken(terms: Iterable[Term], source: str, text: str) -> Iterator[tuple[str, str]]:
    for term in terms:
        yield from broken_terms(term, source, text)


def _term(raw: Raw) -> Term:
    def listed(key: str) -> tuple[str, ...]:
        return tuple(raw.get(key, ()))

    return Term(listed("source"), listed("use"), listed("not"), listed("never"))


def _stands(term: str, text: str) -> bool:
    return _pattern(term).search(text) is not None


@cache
def _pattern(term: str) -> re.Pattern[str]:
    """Whole words, in either case, whatever apostrophe, space or hyphen stands between them."""
    plain = [word for word in _BETWEEN.split(term.replace("\u2019", "'")) if word]
    words = (re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word) for word in plain)
    joined = _BETWEEN.pattern.join(words).replace("'", "['\u2019]")
    return re.compile(rf"(?<!\w){joined}(?!\w)", re.IGNORECASE)
