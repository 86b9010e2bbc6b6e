"""The files of a framework, read and held against their shapes; what they mean is for the other readers to say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from questionnaire.problems import Problem
from questionnaire.strict_yaml import Document, read_yaml

SCHEMAS = Path(__file__).parent / "bank" / "schema"
_LARGEST = 4_000_000
_MOST_FILES = 400


@dataclass(frozen=True)
class FrameworkFolder:
    """The documents of one framework by their name inside the folder, and the SHA-256 over all of them.

    `unread` are the names of files that are there and could not be read: what they hold is not known.
    """

    name: str
    documents: Mapping[str, Document]
    content_hash: str
    unread: frozenset[str] = frozenset()

    def data(self, name: str) -> Any:
        """What the file of that name holds; an empty mapping where there is no such file."""
        document = self.documents.get(name)
        return document.data if document and isinstance(document.data, dict) else {}


def content_hash(folder: Path) -> str:
    """The hash that `read_folder` would give the folder, without reading what its files mean."""
    names = {path.relative_to(folder).as_posix(): path for path in _files(folder)}
    contents = {name: _content(path, name) for name, path in names.items()}
    return _content_hash({name: content for name, content in contents.items() if isinstance(content, bytes)})


def _content_hash(contents: Mapping[str, bytes]) -> str:
    """The SHA-256 over the names and bytes of the files: the identity of what a framework says.

    The stamps of translators say nothing, so they do not count; nor does how lines end.
    """
    digest = hashlib.sha256()
    for name in sorted(contents):
        if not name.endswith("/stamps.yaml"):
            digest.update(name.encode() + b"\0" + contents[name].replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def read_folder(folder: Path) -> tuple[FrameworkFolder, tuple[Problem, ...]]:
    """All documents of the folder that could be read, and every problem of writing or shape."""
    documents: dict[str, Document] = {}
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    if not (folder / "framework.yaml").is_file():
        # Whatever folder this is, it was not meant; it may be the whole disk, so nothing of it is looked at.
        return FrameworkFolder(folder.name, {}, ""), (Problem("folder_without_framework", folder.name),)
    files = _files(folder)
    if len(files) > _MOST_FILES:
        problems.append(Problem("folder_too_many", folder.name, facts={"found": len(files), "most": _MOST_FILES}))
        files = ()
    for path in files:
        name = path.relative_to(folder).as_posix()
        content = _content(path, name)
        if isinstance(content, Problem):
            problems.append(content)
            continue
        contents[name] = content
        document, found = _read(content, name)
        problems.extend(found)
        if document is not None:
            problems.extend(_shape_problems(document))
            documents[name] = document
    unread = frozenset(contents) - frozenset(documents)
    return FrameworkFolder(folder.name, documents, _content_hash(contents), unread), tuple(problems)


def _files(folder: Path) -> tuple[Path, ...]:
    """What is, or was meant to be, a file of the framework."""
    return tuple(sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".yaml", ".yml")))


def _content(path: Path, name: str) -> bytes | Problem:
    if path.is_symlink() or not path.is_file():
        return Problem("file_is_link", name)
    if _shape_of(name) is None:
        return Problem("file_not_expected", name)
    try:
        if path.stat().st_size > _LARGEST:
            return Problem("file_too_large", name, facts={"most": _LARGEST})
        return path.read_bytes()
    except OSError as error:
        return Problem("file_unreadable", name, facts={"found": error.strerror})


def _read(content: bytes, name: str) -> tuple[Document | None, tuple[Problem, ...]]:
    try:
        return read_yaml(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, (Problem("not_utf8", name, line, {"position": error.start}),)


_SHAPES: Mapping[tuple[str, ...], str] = {
    ("framework.yaml",): "framework",
    ("unit_costs.yaml",): "unit_costs",
    ("references.yaml",): "references",
    ("seed_facts.yaml",): "seed_facts",
    ("profiles", "*"): "profile",
    ("fact_sheets", "*"): "fact_sheets",
    ("sections", "*"): "section",
    ("actions", "*"): "actions",
    ("languages", "*", "framework.yaml"): "language_framework",
    ("languages", "*", "stamps.yaml"): "language_stamps",
    ("languages", "*", "terms.yaml"): "language_terms",
    ("languages", "*", "references.yaml"): "language_references",
    ("languages", "*", "seed_facts.yaml"): "language_seed_facts",
    ("languages", "*", "profiles", "*"): "language_profile",
    ("languages", "*", "fact_sheets", "*"): "language_fact_sheets",
    ("languages", "*", "sections", "*"): "language_section",
    ("languages", "*", "actions", "*"): "language_actions",
}


def _shape_of(name: str) -> str | None:
    parts = tuple(name.split("/"))
    for pattern, shape in _SHAPES.items():
        if (
            name.endswith(".yaml")
            and len(pattern) == len(parts)
            and all(want in ("*", part) for want, part in zip(pattern, parts, strict=True))
        ):
            return shape
    return None


@cache
def _validator(shape: str | None) -> Any:
    from jsonschema import Draft202012Validator  # noqa: PLC0415  heavy: only where a changed bank is read

    return Draft202012Validator(json.loads((SCHEMAS / f"{shape}.json").read_text(encoding="utf-8")))


def _shape_problems(document: Document) -> list[Problem]:
    shape = _shape_of(document.name)
    found: dict[tuple[int, str, str], Problem] = {}
    for error in _validator(shape).iter_errors(document.data):
        for problem in _from_schema(document, error):
            found[problem.line, problem.code, str(problem.facts)] = problem
    return list(found.values())


def _from_schema(document: Document, error: Any) -> list[Problem]:
    """A sentence's worth of one complaint of the schema; the unknown and the missing key are named one by one."""
    path = tuple(error.absolute_path)
    line = document.line(path)
    where = "/".join(str(part) for part in path) or "-"
    if error.validator == "additionalProperties" and isinstance(error.schema.get("properties"), dict):
        known = error.schema["properties"]
        return [
            Problem("unknown_key", document.name, document.line((*path, key)), {"key": key, "known": ", ".join(known)})
            for key in error.instance
            if key not in known
        ]
    if error.validator == "required":
        missing = [key for key in error.validator_value if key not in error.instance]
        return [Problem("missing_key", document.name, line, {"key": key, "where": where}) for key in missing]
    facts = {"where": where, "found": _short(error.instance), "wanted": _short(error.validator_value)}
    code = "shape_" + error.validator if error.validator in _TOLD else "shape"
    return [Problem(code, document.name, line, facts)]


_TOLD = {"type", "enum", "pattern", "minimum", "maximum", "exclusiveMinimum", "maxLength", "minLength", "minItems"}


def _short(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 120 else text[:117] + "..."
