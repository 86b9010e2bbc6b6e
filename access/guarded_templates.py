"""The Word templates of assessments as one person may use them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from access.permissions import Right
from storage.word_templates import KeptTemplate, TemplateStore


@dataclass(frozen=True)
class GuardedTemplates:
    """A `TemplateStore` for one seat: who may take documents away may use the look, who may give it changes it.

    `must` raises NotAllowed where the person may not do that with the dossier, and UnknownDossier.
    """

    inner: TemplateStore
    must: Callable[[str, Right], None]

    def of(self, dossier: str) -> KeptTemplate | None:
        """The template of a dossier; None where it has none."""
        self.must(dossier, Right.EXPORT)
        return self.inner.of(dossier)

    def content(self, dossier: str, content_hash: str) -> bytes | None:
        """The template of that SHA-256; None where another stands in its place by now, or none."""
        self.must(dossier, Right.EXPORT)
        return self.inner.content(dossier, content_hash)

    def keep(self, dossier: str, name: str, content: bytes, *, by: str, at: datetime) -> KeptTemplate:
        """Keep a template in place of the one before."""
        self.must(dossier, Right.BRAND)
        return self.inner.keep(dossier, name, content, by=by, at=at)

    def take_away(self, dossier: str) -> None:
        """Forget the template of a dossier; nothing happens where it has none."""
        self.must(dossier, Right.BRAND)
        self.inner.take_away(dossier)
