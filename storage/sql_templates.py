"""The Word templates of assessments in the database, in a table of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.engine import Database
from storage.entry_lines import read_time, time_text
from storage.repository import UnknownDossier
from storage.schema import DOSSIERS, WORD_TEMPLATES
from storage.word_templates import KeptTemplate, told_of

_KEPT = WORD_TEMPLATES.c


@dataclass(frozen=True)
class SqlTemplates:
    """A `TemplateStore` in a database."""

    database: Database

    def of(self, dossier: str) -> KeptTemplate | None:
        """The template of a dossier; None where it has none."""
        told = select(_KEPT.name, _KEPT.size, _KEPT.content_hash, _KEPT.by, _KEPT.at)
        with self.database.reading() as connection:
            row = connection.execute(told.where(_KEPT.dossier_id == dossier)).first()
        return None if row is None else KeptTemplate(*row[:4], read_time(row[4], f"word_templates {dossier}"))

    def content(self, dossier: str, content_hash: str) -> bytes | None:
        """The template of that SHA-256; None where another stands in its place by now, or none."""
        wanted = (_KEPT.dossier_id == dossier) & (_KEPT.content_hash == content_hash)
        with self.database.reading() as connection:
            found = connection.execute(select(_KEPT.content).where(wanted)).scalar()
        return None if found is None else bytes(found)

    def keep(self, dossier: str, name: str, content: bytes, *, by: str, at: datetime) -> KeptTemplate:
        """Keep a template in place of the one before. Raises UnknownDossier."""
        kept = told_of(name, content, by=by, at=at)
        values = {
            "dossier_id": dossier,
            "name": kept.name,
            "size": kept.size,
            "content_hash": kept.content_hash,
            "by": by,
            "at": time_text(at),
            "content": content,
        }
        with self.database.writing() as connection:
            # Whoever holds the row of the dossier is alone: of two that are kept at once the later one stays.
            held = select(DOSSIERS.c.id).where(DOSSIERS.c.id == dossier).with_for_update()
            if connection.execute(held).first() is None:
                raise UnknownDossier(dossier)
            connection.execute(WORD_TEMPLATES.delete().where(_KEPT.dossier_id == dossier))
            connection.execute(WORD_TEMPLATES.insert().values(values))
        return kept

    def take_away(self, dossier: str) -> None:
        """Forget the template of a dossier; nothing happens where it has none."""
        with self.database.writing() as connection:
            connection.execute(WORD_TEMPLATES.delete().where(_KEPT.dossier_id == dossier))
