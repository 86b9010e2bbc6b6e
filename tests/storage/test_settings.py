"""Where the memory is: from the environment, or beside the application."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from storage.health import examine
from storage.settings import DEFAULT_FOLDER, open_repository, read_settings


def test_without_settings_the_data_lies_beside_the_application() -> None:
    settings = read_settings({})
    assert settings.data_folder == DEFAULT_FOLDER == Path(__file__).parent.parent.parent / "data"
    assert settings.database_file == DEFAULT_FOLDER / "assessments.sqlite3"


def test_the_folder_is_made_and_used(tmp_path: Path) -> None:
    settings = read_settings({"IWT_DATA": str(tmp_path / "new" / "dätå %20")})
    with closing(open_repository(settings)) as repository:
        assert repository.assessments() == ()
        assert repository.notices == ()
    assert settings.database_file is not None
    assert settings.database_file.exists()
    assert examine(settings.data_folder) is None


def test_another_database_may_be_named(tmp_path: Path) -> None:
    elsewhere = read_settings({"IWT_DATA": str(tmp_path), "IWT_DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}"})
    assert elsewhere.database_file == tmp_path / "x.db"
    server = read_settings({"IWT_DATA": str(tmp_path), "IWT_DATABASE_URL": "postgresql://me@server/name"})
    assert server.database_file is None


def test_a_server_keeps_the_same_contract(database_url: str) -> None:
    with closing(open_repository(read_settings({"IWT_DATABASE_URL": database_url}))) as repository:
        assert repository.assessments() == ()
