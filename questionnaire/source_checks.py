"""What is wrong with the sources of a framework: ids that lead nowhere, sources nobody needs, figures from nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from questionnaire.framework_folder import FrameworkFolder
from questionnaire.problems import Problem, Severity
from questionnaire.sources_file import REFERENCES, SEED_FACTS, UNVERIFIED

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class _Kind:
    """One of the two files of sources: its lists and the key that points from an entry to the group above it."""

    file: str
    groups: str
    entries: str
    group_key: str


_KINDS = (
    _Kind(REFERENCES, "instruments", "references", "instrument"),
    _Kind(SEED_FACTS, "documents", "facts", "document"),
)
_HOLDERS = {REFERENCES: "references", SEED_FACTS: "seed_facts"}


def check_sources(files: FrameworkFolder) -> Iterator[Problem]:
    """Every problem of the references and seed facts, and of those who name them."""
    for kind in _KINDS:
        yield from _check_declared(files, kind)
        known = {one["id"] for one in files.data(kind.file).get(kind.entries, ())}
        used: set[str] = set()
        for file, line, holder, id in _uses(files, _HOLDERS[kind.file]):
            used.add(id)
            if id not in known:
                yield Problem("source_unknown", file, line, {"id": holder, "found": id, "file": kind.file})
        document = files.documents.get(kind.file)
        for position, one in enumerate(files.data(kind.file).get(kind.entries, ())):
            if document is not None and one["id"] not in used:
                line = document.line((kind.entries, position))
                yield Problem("source_unused", kind.file, line, {"id": one["id"]}, Severity.GAP)
    yield from _check_figures(files)


def _check_declared(files: FrameworkFolder, kind: _Kind) -> Iterator[Problem]:
    """Ids given twice, groups that are not declared, and "verified" without the place where it was seen."""
    document = files.documents.get(kind.file)
    if document is None:
        return
    raw = document.data
    for key in (kind.groups, kind.entries):
        first: dict[str, int] = {}
        for position, one in enumerate(raw[key]):
            line = document.line((key, position))
            if one["id"] in first:
                yield Problem(
                    "id_twice", kind.file, line, {"id": one["id"], "first": f"{kind.file}:{first[one['id']]}"}
                )
            first.setdefault(one["id"], line)
    groups = {one["id"] for one in raw[kind.groups]}
    for position, one in enumerate(raw[kind.entries]):
        line = document.line((kind.entries, position))
        if one[kind.group_key] not in groups:
            facts = {"id": one["id"], "found": one[kind.group_key], "file": kind.file}
            yield Problem("source_unknown", kind.file, line, facts)
        if one.get("status", UNVERIFIED) != UNVERIFIED and "address" not in one:
            yield Problem("reference_without_address", kind.file, line, {"id": one["id"]})


def _uses(files: FrameworkFolder, key: str) -> Iterator[tuple[str, int, str, str]]:
    """File, line, who names it, and the id that is named, for capabilities and actions."""
    for name, document in files.documents.items():
        place = name.partition("/")[0]
        if place in _LISTS and isinstance(document.data, dict):
            listed: Iterable[Raw] = document.data.get(_LISTS[place], ())
            for position, raw in enumerate(listed):
                for index, id in enumerate(raw.get(key, ())):
                    yield name, document.line((_LISTS[place], position, key, index)), raw["id"], id


_LISTS = {"sections": "capabilities", "actions": "actions"}


def _check_figures(files: FrameworkFolder) -> Iterator[Problem]:
    """A capability whose criteria hold a number says where its numbers come from."""
    for name, document in files.documents.items():
        if not name.startswith("sections/"):
            continue
        for position, raw in enumerate(document.data.get("capabilities", ())):
            if not raw.get("figures") and any(map(_has_figure, raw["questions"])):
                line = document.line(("capabilities", position, "id"))
                yield Problem("figures_untraced", name, line, {"id": raw["id"]}, Severity.GAP)


def _has_figure(question: Raw) -> bool:
    if question["kind"] == "number":
        return True
    texts = [text for level in question.get("levels", ()) for text in level.get("criteria", {}).values()]
    texts += question.get("items", {}).values()
    texts += [text for option in question.get("options", ()) for text in option.get("criteria", {}).values()]
    return any(sign.isdigit() for text in texts for sign in text)
