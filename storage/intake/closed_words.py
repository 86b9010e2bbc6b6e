"""The closed values that a cell may hold, read in every language of the program: by code, by word, by number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache

from questionnaire.evidence import EvidenceKind
from questionnaire.form_layout import BETWEEN_LANGUAGES, BY_CRITERIA, CLEAR, STATES, TICKS, TOGETHER
from questionnaire.framework import Framework, Option
from questionnaire.policy import Confidence, Strength
from words.phrases import LANGUAGES, load_phrases

_MARKS = {"x": "met", "\u2713": "met", "\u2714": "met", "\u2611": "met"}
"""What people put into a box instead of its word."""


def folded(text: str) -> str:
    """A word without what people and programs change in it: capitals, accents, kinds of space and of apostrophe."""
    plain = unicodedata.normalize("NFKD", text.replace("\u2019", "'"))
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.casefold().split())


def _words(prefix: str, codes: Iterable[str]) -> Mapping[str, str]:
    """The code by each of its words, and by itself. A word that two codes share would say nothing: it is left out."""
    known: dict[str, set[str]] = {}
    for code in codes:
        spoken = [load_phrases(language)(f"{prefix}.{code}") for language in LANGUAGES]
        for word in (code, *spoken):
            known.setdefault(folded(word), set()).add(code)
    return {word: found.pop() for word, found in known.items() if len(found) == 1}


@cache
def known_words(sort: str) -> Mapping[str, str]:
    """The code by each word of a closed list: "state", "tick", "confidence", "kind" or "strength".

    Any other sort is the code of one word alone: `CLEAR` or `BY_CRITERIA`.
    """
    match sort:
        case "state":
            return _words("answer.state", STATES)
        case "tick":
            return {**_words("forms.tick", TICKS), **_MARKS}
        case "confidence":
            return _words("answer.confidence", Confidence)
        case "kind":
            return _words("evidence_kind", EvidenceKind)
        case "strength":
            return _words("strength", Strength)
    return _words("forms", (sort,))


def code_of(text: str, sort: str) -> str:
    """The code that a cell says, empty where it says none. Words of several languages may stand beside each other."""
    if len(text) > 300:
        return ""
    return _one_of(text, known_words(sort))


def _one_of(text: str, known: Mapping[str, str]) -> str:
    found = known.get(folded(text), "")
    if not found and BETWEEN_LANGUAGES.strip() in text:
        codes = {known[part] for part in map(folded, text.split(BETWEEN_LANGUAGES.strip())) if part in known}
        found = codes.pop() if len(codes) == 1 else ""
    return found


def is_clear(text: str) -> bool:
    """Whether a cell says that what is recorded is to be taken away."""
    return len(text) <= 100 and bool(code_of(text, CLEAR))


def is_by_criteria(text: str) -> bool:
    """Whether a cell says that no level was chosen: the criteria of the ladder make it."""
    return bool(code_of(text, BY_CRITERIA))


def ticks_of_cell(text: str) -> frozenset[str] | None:
    """The ticks that a cell says, several of them with a plus between; None where it says no tick.

    An empty set takes away what was ticked.
    """
    codes = frozenset(code_of(part, "tick") for part in text[:1000].split(TOGETHER.strip()))
    if "" in codes or (len(codes) > 1 and "unticked" in codes):
        return None
    return codes - {"unticked"}


_LEVEL = re.compile(r"([-\u2212]?[0-9]{1,4})(?:[.,]0{1,12})?(?![0-9.,/%])(.*)", re.DOTALL)


def level_of_cell(text: str, words: Mapping[str, str]) -> int | None:
    """The level that a cell names: "3", "3 Established", "Established"; None where it names none, or more than one.

    `words` are those that mean a level here, folded.
    """
    if len(text) > 300:
        return None
    found = _LEVEL.fullmatch(text.strip())
    if found:
        # "3 or 4" and "3-4" name two.
        return None if re.search("[0-9]", found[2]) else int(found[1].replace("\u2212", "-"))
    named = _one_of(text, words)
    return int(named) if named else None


def level_words(framework: Framework) -> Mapping[str, str]:
    """The levels of the main scale by their words in every language of the framework."""
    known: dict[str, set[str]] = {}
    for level in framework.levels:
        for word in level.name.by_language.values():
            known.setdefault(folded(word), set()).add(str(level.value))
    return {word: found.pop() for word, found in known.items() if word and len(found) == 1}


def option_of_cell(text: str, options: Iterable[Option]) -> str | None:
    """The id of the option that a cell names, first in the cell or alone, or by all of its words."""
    said = text.strip()
    by_id = {folded(option.id): option.id for option in options}
    for candidate in (said, said.split(None, 1)[0] if said else "", said.rstrip(".):")):
        if folded(candidate) in by_id:
            return by_id[folded(candidate)]
    by_words: dict[str, set[str]] = {}
    for option in options:
        for words in option.text.by_language.values():
            by_words.setdefault(folded(words), set()).add(option.id)
    found = by_words.get(folded(said[:2000]), set())
    return next(iter(found)) if len(found) == 1 else None


_NUMBER = re.compile(r"([-+]?)([0-9]{1,40})(?:[.,]([0-9]{1,40}))?(?:/([0-9]{1,40}))?")
_THOUSANDS = re.compile(r"(?<=[0-9])[ \u00a0\u202f'](?=[0-9]{3}(?![0-9]))")


def number_of_cell(text: str) -> Fraction | None:
    """The exact number that a cell says: "12.5", "12,5", "1 250", "1/3"; None where it says none, or says it unclearly.

    "1,250" could be a thousand or one and a quarter: it is the latter, as everywhere a comma stands for decimals here.
    """
    if len(text) > 100:
        return None
    found = _NUMBER.fullmatch(_THOUSANDS.sub("", text.strip().replace("\u2212", "-")))
    if not found:
        return None
    sign, whole, decimals, under = found.groups()
    if under is not None:
        if decimals is not None or int(under) == 0:
            return None
        value = Fraction(int(whole), int(under))
    else:
        value = Fraction(int(whole + (decimals or "")), 10 ** len(decimals or ""))
    return -value if sign == "-" else value


_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9:.Z+-]*)?")
_WRITTEN_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


def day_of_cell(text: str, *, day_first: bool) -> date | None:
    """The day that a cell says: "2027-03-31", "31/03/2027"; None where it says none.

    "05/03/2027" is the fifth of March where the form is in a language that writes the day first, else it is unclear.
    """
    said = text.strip()[:40]
    iso, written = _ISO_DAY.fullmatch(said), _WRITTEN_DAY.fullmatch(said)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif written:
        day, month, year = (int(part) for part in written.groups())
        if not day_first and day <= 12 and day != month:
            return None
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
