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
    """The documents of one framework by their name inside the folder, and the SHA-256 over all of them."""

    name: str
    documents: Mapping[str, Document]
    content_hash: str

    def data(self, name: str) -> Any:
        """What the file of that name holds; an empty mapping where there is no such file."""
        document = self.documents.get(name)
        return document.data if document and isinstance(document.data, dict) else {}


def content_hash(folder: Path) -> str:
    """The SHA-256 over the names and bytes of all YAML files of the folder: the identity of what a framework says."""
    digest = hashlib.sha256()
    for path in _files(folder):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def read_folder(folder: Path) -> tuple[FrameworkFolder, tuple[Problem, ...]]:
    """All documents of the folder that could be read, and every problem of writing or shape."""
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    if not (folder / "framework.yaml").is_file():
        problems.append(Problem("folder_without_framework", folder.name))
    files = _files(folder)
    if len(files) > _MOST_FILES:
        problems.append(Problem("folder_too_many", folder.name, facts={"found": len(files), "most": _MOST_FILES}))
        files = ()
    for path in files:
        name = path.relative_to(folder).as_posix()
        document, found = _read(path, name)
        problems.extend(found)
        if document is not None:
            problems.extend(_shape_problems(document))
            documents[name] = document
    return FrameworkFolder(folder.name, documents, content_hash(folder)), tuple(problems)


def _files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(path for path in folder.rglob("*.yaml") if path.is_file() and not path.is_symlink()))


def _read(path: Path, name: str) -> tuple[Document | None, tuple[Problem, ...]]:
    if path.stat().st_size > _LARGEST:
        return None, (Problem("file_too_large", name, facts={"most": _LARGEST}),)
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (Problem("not_utf8", name, facts={"position": error.start}),)
    return read_yaml(text, name)


_SHAPES: Mapping[tuple[str, ...], str] = {
    ("framework.yaml",): "framework",
    ("unit_costs.yaml",): "unit_costs",
    ("sections", "*"): "section",
    ("actions", "*"): "actions",
    ("languages", "*", "framework.yaml"): "language_framework",
    ("languages", "*", "stamps.yaml"): "language_stamps",
    ("languages", "*", "sections", "*"): "language_section",
    ("languages", "*", "actions", "*"): "language_actions",
}


def _shape_of(name: str) -> str | None:
    parts = tuple(name.split("/"))
    for pattern, shape in _SHAPES.items():
        if len(pattern) == len(parts) and all(want in ("*", part) for want, part in zip(pattern, parts, strict=True)):
            return shape
    return None


@cache
def _validator(shape: str) -> Any:
    from jsonschema import Draft202012Validator  # heavy: only where a changed bank is read

    return Draft202012Validator(json.loads((SCHEMAS / f"{shape}.json").read_text(encoding="utf-8")))


def _shape_problems(document: Document) -> list[Problem]:
    shape = _shape_of(document.name)
    if shape is None:
        return [Problem("file_not_expected", document.name)]
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
