"""A checked bank kept in a form that is read at once: the second start does not parse and check a thousand texts again.

What is kept is the data of the checked files under the hash of their bytes. When one byte of the bank changes, so does
the hash, and the files are read and checked anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

from planning.actions import Library
from planning.catalogue import build_library, load_bank
from questionnaire.framework import Framework
from questionnaire.framework_file import build_framework
from questionnaire.framework_folder import FrameworkFolder, content_hash, read_folder
from questionnaire.strict_yaml import Document

FORM = 2
"""Raised whenever the program reads other things out of the same files."""
_FRACTION = "\u0000fraction"


def load_kept_bank(folder: Path, kept_in: Path) -> tuple[Framework, Library]:
    """The framework and library of `folder`, from what `kept_in` holds of them where it is of the same bytes.

    Raises InputFault with every error where the files must be read and are wrong. A folder that cannot be written is no
    fault: the next start reads the files again.
    """
    hash = content_hash(folder)
    kept = kept_in / f"{folder.name}-{hash[:16]}-{FORM}.json"
    files = _read(kept, folder.name, hash)
    if files is not None:
        framework = build_framework(files)
        return framework, build_library(files, framework)
    bank = load_bank(folder)
    files, _ = read_folder(folder)
    _write(kept, files)
    return bank


def _read(kept: Path, name: str, hash: str) -> FrameworkFolder | None:
    """What is kept; None where nothing usable is."""
    try:
        data = json.loads(kept.read_text(encoding="utf-8"), object_hook=_fraction)
    except (OSError, ValueError):
        return None
    if not isinstance(data, dict) or data.get("hash") != hash:
        return None
    return FrameworkFolder(name, {file: Document(file, one, {}) for file, one in data["files"].items()}, hash)


def _write(kept: Path, files: FrameworkFolder) -> None:
    data = {"hash": files.content_hash, "files": {name: one.data for name, one in files.documents.items()}}
    part = kept.with_suffix(f".{os.getpid()}.part")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(data, ensure_ascii=False, default=_plain), encoding="utf-8")
        part.replace(kept)
    except OSError:  # A full or read-only disk: the application does without.
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _plain(value: Any) -> Mapping[str, str]:
    if isinstance(value, Fraction):
        return {_FRACTION: str(value)}
    raise TypeError(f"a bank holds no {type(value).__name__}")


def _fraction(node: dict[str, Any]) -> Any:
    return Fraction(node[_FRACTION]) if len(node) == 1 and _FRACTION in node else node
