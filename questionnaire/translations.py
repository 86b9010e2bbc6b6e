"""Translations held against their source: missing, without source any more, or made from an older source text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from questionnaire.framework_folder import FrameworkFolder
from questionnaire.problems import Problem, Severity

STAMP_LENGTH = 12


def source_texts(files: FrameworkFolder) -> Mapping[str, str]:
    """Every translatable text of the source language by its address, as in "sections/L.yaml criteria L04.1a"."""
    found: dict[str, str] = {}
    for name in files.documents:
        place, _, _ = name.partition("/")
        if place in _SOURCES:
            found |= {f"{name} {at}": text for at, text in _SOURCES[place](files.data(name)) if text}
    return found


def translated_texts(files: FrameworkFolder, language: str) -> Mapping[str, str]:
    """Every text that the files of `language` hold, by the address of its source."""
    found: dict[str, str] = {}
    prefix = f"languages/{language}/"
    for name in files.documents:
        if name.startswith(prefix) and not name.endswith("stamps.yaml"):
            found |= {f"{name.removeprefix(prefix)} {at}": text for at, text in _leaves(files.data(name), ())}
    return found


def stamp(source: str) -> str:
    """The mark of a source text that a translation carries: it changes when the source changes."""
    return hashlib.sha256(source.encode()).hexdigest()[:STAMP_LENGTH]


def fresh_stamps(files: FrameworkFolder, language: str) -> Mapping[str, str]:
    """The stamps to write once every translation of `language` has been read against its source."""
    source = source_texts(files)
    return {at: stamp(source[at]) for at in translated_texts(files, language) if at in source}


def check_translations(files: FrameworkFolder) -> Iterator[Problem]:
    """What lacks, what is left over and what is stale, in every language that the framework declares."""
    raw = files.data("framework.yaml")
    source = source_texts(files)
    translations = [language for language in raw.get("languages", ()) if language != raw.get("source_language")]
    for language in translations:
        yield from _check_language(files, language, source)
    for name in files.documents:
        place, _, rest = name.partition("/")
        language = rest.partition("/")[0]
        if place == "languages" and language not in translations:
            yield Problem("language_not_listed", name, 0, {"found": language})


def _check_language(files: FrameworkFolder, language: str, source: Mapping[str, str]) -> Iterator[Problem]:
    translated = translated_texts(files, language)
    stamps = files.data(f"languages/{language}/stamps.yaml")
    for at in source:
        file, _, id = at.partition(" ")
        place = f"languages/{language}/{file}"
        if at not in translated:
            yield Problem("translation_missing", place, 0, {"id": id}, Severity.GAP)
        elif at in stamps and stamps[at] != stamp(source[at]):
            yield Problem("translation_stale", place, 0, {"id": id}, Severity.GAP)
        elif at not in stamps:
            yield Problem("translation_unstamped", place, 0, {"id": id}, Severity.GAP)
    for at, text in translated.items():
        file, _, id = at.partition(" ")
        name = f"languages/{language}/{file}"
        line = files.documents[name].line(tuple(id.split(" ", 2)))
        if at not in source:
            yield Problem("translation_without_source", name, line, {"id": id})
        elif "{value}" in source[at] and "{value}" not in text:
            yield Problem("translation_without_gap", name, line, {"id": id})


def _leaves(node: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _leaves(value, (*path, str(key)))
    elif isinstance(node, str):
        yield " ".join(path), node


def _framework_texts(raw: Any) -> Iterator[tuple[str, str]]:
    for key in ("name", "about"):
        yield key, raw.get(key, "")
    for level in raw.get("scale", ()):
        for key in ("name", "about"):
            yield f"scale {level['level']} {key}", level.get(key, "")
    for one in raw.get("definitions", ()):
        for key in ("term", "text"):
            yield f"definitions {one['term']} {key}", one.get(key, "")


_GUIDANCE = ("name", "short", "weight_reason", "why", "find_out", "pitfalls", "notes", "figures")


def _section_texts(raw: Any) -> Iterator[tuple[str, str]]:
    for key in ("name", "short", "about"):
        yield f"section {key}", raw.get(key, "")
    for capability in raw.get("capabilities", ()):
        at = f"capabilities {capability['id']}"
        for key in _GUIDANCE:
            yield f"{at} {key}", capability.get(key, "")
        for strength, text in capability.get("evidence", {}).items():
            yield f"{at} evidence_{strength}", text
        for question in capability.get("questions", ()):
            yield from _question_texts(question)


def _question_texts(raw: Any) -> Iterator[tuple[str, str]]:
    id = raw["id"]
    yield f"questions {id}", raw.get("text", "")
    yield f"thresholds {id}", raw.get("threshold_text", "")
    for level in raw.get("levels", ()):
        yield f"levels {id}.{level['level']}", level.get("summary", "")
        for letter, text in level.get("criteria", {}).items():
            yield f"criteria {id}.{level['level']}{letter}", text
    for letter, text in raw.get("items", {}).items():
        yield f"criteria {id}.{letter}", text
    for option in raw.get("options", ()):
        yield f"options {id}.{option['id']}", option.get("text", "")
        for digit, text in option.get("criteria", {}).items():
            yield f"criteria {id}.{option['id']}{digit}", text


def _action_texts(raw: Any) -> Iterator[tuple[str, str]]:
    for action in raw.get("actions", ()):
        for key in ("name", "steps", "indicator", "unit", "verification", "risk"):
            yield f"actions {action['id']} {key}", action.get(key, "")
        for line in (*action.get("one_off", ()), *action.get("recurrent", ())):
            if "goods" in line:
                yield f"cost_goods {line['goods']}", line["goods"]


def _reference_texts(raw: Any) -> Iterator[tuple[str, str]]:
    for one in raw.get("instruments", ()):
        yield f"instruments {one['id']} name", one["name"]
    for one in raw.get("references", ()):
        yield f"references {one['id']} text", one["text"]


def _seed_fact_texts(raw: Any) -> Iterator[tuple[str, str]]:
    for group in ("documents", "facts"):
        for one in raw.get(group, ()):
            yield f"{group} {one['id']} text", one["text"]


def _fact_sheet_texts(raw: Any) -> Iterator[tuple[str, str]]:
    for sheet in raw.get("sheets", ()):
        for key in ("text", "account"):
            yield f"sheets {sheet['id']} {key}", sheet[key]


def _profile_texts(raw: Any) -> Iterator[tuple[str, str]]:
    for key in ("name", "about"):
        yield key, raw.get(key, "")
    for group in ("questions", "levels"):
        for id, text in raw.get(group, {}).items():
            yield f"{group} {id}", text
    for id, one in raw.get("criteria", {}).items():
        yield f"criteria {id}", one["text"]


_SOURCES = {
    "framework.yaml": _framework_texts,
    "sections": _section_texts,
    "actions": _action_texts,
    "references.yaml": _reference_texts,
    "seed_facts.yaml": _seed_fact_texts,
    "fact_sheets": _fact_sheet_texts,
    "profiles": _profile_texts,
}
