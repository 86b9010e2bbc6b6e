"""That another copy was brought in, with writings under names that nobody here knew: on whose word they are here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class UnknownWriter:
    """Somebody whom a file names as a writer and nobody knew here: by id, by the name in the file if it has one.

    `writings` counts what came under that name.
    """

    id: str
    name: str
    writings: int

    @property
    def said(self) -> str:
        """By the name that the file has, and the id."""
        name = self.name.strip()
        return f"{name} ({self.id})" if name else self.id


@dataclass(frozen=True)
class Bringing:
    """Whoever wrote this brought another copy in and stands in for what came under the names of these writers."""

    writers: tuple[UnknownWriter, ...]
