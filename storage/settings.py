"""Where the memory is: the folder of the data and the address of the database, from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from storage.database_file import DATABASE_NAME
from storage.evidence_store import EvidenceStore
from storage.sealing import Sealer
from storage.sql_repository import SqlRepository

DATA_VARIABLE = "IWT_DATA"
DATABASE_VARIABLE = "IWT_DATABASE_URL"
DEFAULT_FOLDER = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class Settings:
    """The folder of everything that lies in files, and the address of the database (a file in it, unless set)."""

    data_folder: Path
    database_url: str

    @property
    def database_file(self) -> Path | None:
        """The file of the database; None where it is on a server."""
        url = make_url(self.database_url)
        return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings: IWT_DATA (a folder; "data" beside app.py) and IWT_DATABASE_URL (SQLite in that folder)."""
    known = os.environ if environment is None else environment
    folder = Path(known.get(DATA_VARIABLE) or DEFAULT_FOLDER).expanduser().absolute()
    url = known.get(DATABASE_VARIABLE) or f"sqlite:///{folder / DATABASE_NAME}"
    return Settings(folder, url)


def open_repository(settings: Settings) -> SqlRepository:
    """The memory at these settings, brought up to date; what is worth saying about that is in its `notices`.

    Raises StorageFault. What starts the application also calls `copies.keep_copy` for the file of the database.
    """
    return SqlRepository.at(settings.database_url, sealer=Sealer.in_folder(settings.data_folder))


def open_evidence(settings: Settings) -> EvidenceStore:
    """The files that people attached, in the folder of the data. Nothing is made there before the first one."""
    return EvidenceStore(settings.data_folder / "evidence")
