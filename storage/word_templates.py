"""What is asked of the memory of Word templates. One contract, met by the database and by a memory that forgets.

A template belongs to one assessment: whoever serves several administrations on one machine never takes the look of one
for the papers of another. It is no part of the dossier: it has no history, and no file of a dossier carries it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from storage.file_kinds import safe_name
from storage.repository import UnknownDossier

ENDING = "docx"


@dataclass(frozen=True)
class KeptTemplate:
    """A template as it is told of: its name, its bytes counted, its SHA-256; who (a participant) put it there, when."""

    name: str
    size: int
    content_hash: str
    by: str
    at: datetime


class TemplateStore(Protocol):
    """The memory of templates. Every method is one transaction; every method may raise StorageFault.

    A template goes when its dossier is deleted.
    """

    def of(self, dossier: str) -> KeptTemplate | None:
        """The template of a dossier; None where it has none."""
        ...

    def content(self, dossier: str, content_hash: str) -> bytes | None:
        """The template of that SHA-256; None where another stands in its place by now, or none."""
        ...

    def keep(self, dossier: str, name: str, content: bytes, *, by: str, at: datetime) -> KeptTemplate:
        """Keep a template in place of the one before. Who calls has had it examined. Raises UnknownDossier."""
        ...

    def take_away(self, dossier: str) -> None:
        """Forget the template of a dossier; nothing happens where it has none."""
        ...


def told_of(name: str, content: bytes, *, by: str, at: datetime) -> KeptTemplate:
    """What is told of a template that is kept now. Its name is that of a file, however it was called."""
    return KeptTemplate(safe_name(name, ENDING), len(content), sha256(content).hexdigest(), by, at)


@dataclass
class MemoryTemplates:
    """A `TemplateStore` that lives as long as its process. `known` tells whether a dossier is there."""

    known: Callable[[str], bool]
    _kept: dict[str, tuple[KeptTemplate, bytes]] = field(default_factory=dict)

    def of(self, dossier: str) -> KeptTemplate | None:
        """The template of a dossier; None where it has none."""
        found = self._kept.get(dossier) if self.known(dossier) else None
        return found[0] if found else None

    def content(self, dossier: str, content_hash: str) -> bytes | None:
        """The template of that SHA-256; None where another stands in its place by now, or none."""
        found = self._kept.get(dossier) if self.known(dossier) else None
        return found[1] if found and found[0].content_hash == content_hash else None

    def keep(self, dossier: str, name: str, content: bytes, *, by: str, at: datetime) -> KeptTemplate:
        """Keep a template in place of the one before. Raises UnknownDossier."""
        if not self.known(dossier):
            raise UnknownDossier(dossier)
        kept = told_of(name, content, by=by, at=at)
        self._kept[dossier] = kept, content
        return kept

    def take_away(self, dossier: str) -> None:
        """Forget the template of a dossier; nothing happens where it has none."""
        self._kept.pop(dossier, None)
