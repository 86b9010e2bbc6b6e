"""The manifest of a dossier file: its format, its program, framework and dossier, and the checksum of every part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from storage.bad_values import bad
from storage.entry_lines import read_time, time_text
from storage.record_shapes import FieldShape, record
from storage.shapes import Json, Shape, described, identifier, text, whole, wrong, yes_no

FORMAT = 1
"""The number of the format written here. A change that an older program would misread gets the next one."""


@dataclass(frozen=True)
class FrameworkMark:
    """The framework that a dossier was made with."""

    id: str
    version: str
    content_hash: str


@dataclass(frozen=True)
class DossierMark:
    """The dossier in the file: its id, its last revision, when it was begun, whether it is an example."""

    id: str
    revision: int
    created_at: datetime
    example: bool


@dataclass(frozen=True)
class Manifest:
    """What a dossier file says of itself. `parts` maps the name of every other member to its SHA-256."""

    format: int
    program: str
    framework: FrameworkMark
    dossier: DossierMark
    parts: Mapping[str, str]


_SHA256 = re.compile("[0-9a-f]{64}")


def _read_sums(json: Json, where: str) -> Mapping[str, str]:
    if not isinstance(json, dict):
        raise wrong("not_record", where, json)
    for name, sum in json.items():
        if not isinstance(sum, str) or not _SHA256.fullmatch(sum):
            raise bad("not_checksum", f"{where}.{described(name)}", found=described(sum))
    return json


_MANIFEST = record(
    Manifest,
    {
        "format": FieldShape(whole(1, 10**6)),
        "program": FieldShape(text(100)),
        "framework": FieldShape(
            record(
                FrameworkMark,
                {"id": FieldShape(identifier), "version": FieldShape(text(100)), "content_hash": FieldShape(text(200))},
            )
        ),
        "dossier": FieldShape(
            record(
                DossierMark,
                {
                    "id": FieldShape(identifier),
                    "revision": FieldShape(whole(0, 10**9)),
                    "created_at": FieldShape(Shape(time_text, read_time)),
                    "example": FieldShape(yes_no),
                },
            )
        ),
        "parts": FieldShape(Shape(dict, _read_sums)),
    },
)


def manifest_to_json(manifest: Manifest) -> Json:
    """The manifest as a dictionary."""
    return _MANIFEST.write(manifest)


def manifest_from_json(json: Json) -> Manifest:
    """The manifest that `manifest_to_json` wrote. Raises BadValue with every problem found."""
    found: Manifest = _MANIFEST.read(json, "manifest.json")
    return found
