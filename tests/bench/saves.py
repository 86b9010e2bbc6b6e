"""Saving one reply against a bare SQLite commit of the same text, both in WAL with full synchronisation."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from questionnaire.answers import LadderGiven, LevelReached
from questionnaire.entries import reply_of
from storage.encoding import encode
from storage.settings import open_repository, read_settings
from tests.bench.timing import Measured, against, in_turn
from tests.browser.served import DOSSIER
from views.memo import framework

WRITES = 200


def rows() -> Iterator[Measured]:
    """One row: a save against a bare commit."""
    folder = Path(tempfile.mkdtemp())
    repository = open_repository(read_settings({"IWT_DATA": str(folder)}))
    repository.create(framework(), id=DOSSIER)
    address, at = reply_of("P1", "L04"), datetime.now(UTC)
    bare = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE entry (id TEXT, stamp INTEGER, value TEXT, PRIMARY KEY (id, stamp))")
    stamps = {"ours": 0, "bare": 0}

    def save() -> None:
        for _ in range(WRITES):
            level = stamps["ours"] % 4
            repository.save(DOSSIER, address, LevelReached(LadderGiven(level)), by="P1", at=at, expect=stamps["ours"])
            stamps["ours"] += 1

    def commit() -> None:
        for _ in range(WRITES):
            text = encode(address, LevelReached(LadderGiven(stamps["bare"] % 4)))
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO entry VALUES (?, ?, ?)", (str(address), stamps["bare"], text))
            bare.execute("COMMIT")
            stamps["bare"] += 1

    ours, without = in_turn(save, commit)
    yield against("save of one reply", ours * 1000 / WRITES, without * 1000 / WRITES, "ms", 2.0)
