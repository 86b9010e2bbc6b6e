"""What is sealed is nowhere to be read: not in the database, not in its journal; and keys are made once."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import NotKnown
from questionnaire.ballots import WHOLE_ROOM, Ballot, BallotState
from questionnaire.entries import ballot_of, comment_of, reply_of, vote_of
from storage.key_files import KEY_BYTES, key_file, read_or_make_key
from storage.repository import StorageFault
from storage.sealing import Sealer, Unsealable
from storage.settings import open_repository, read_settings
from storage.sql_repository import SqlRepository
from tests import examples
from tests.examples import NOON, at_level
from tests.storage import postgresql
from words.phrases import LANGUAGES, load_phrases

FRAMEWORK = examples.framework(examples.section("S", examples.capability("C1")))
ROOT = Path(__file__).parent.parent.parent
SECRET = "the chief is wrong about this one"
REPLY, COMMENT = vote_of("P2", "C1", 1, "reply"), vote_of("P2", "C1", 1, "comment")
ROOM = ballot_of(WHOLE_ROOM)
SEALER = Sealer(lambda: b"s" * KEY_BYTES)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "assessments.sqlite3"


@pytest.fixture
def repository(file: Path) -> Iterator[SqlRepository]:
    with closing(SqlRepository.at(f"sqlite:///{file}")) as opened:
        yield opened


def voted(repository: SqlRepository) -> str:
    id = repository.create(FRAMEWORK)
    opened = Ballot(WHOLE_ROOM, "C1", 1, BallotState.OPEN, NOON)
    repository.save(id, ROOM, opened, by="P1", at=NOON, expect=0)
    repository.save_all(id, [(REPLY, NotKnown(SECRET), 0), (COMMENT, SECRET, 0)], by="P2", at=NOON)
    return id


@given(text=st.text(), place=st.text(st.characters(codec="utf-8")))
def test_what_is_sealed_is_opened_at_its_place_only(text: str, place: str) -> None:
    text = text.encode(errors="ignore").decode()
    sealed = SEALER.seal(text, place)
    assert SEALER.open(sealed, place) == text
    assert SEALER.seal(text, place) != sealed
    for wrong in (lambda: SEALER.open(sealed, place + "."), lambda: SEALER.open(sealed[:-8] + "AAAAAAA=", place)):
        with pytest.raises(Unsealable):
            wrong()
    with pytest.raises(Unsealable):
        Sealer(lambda: b"x" * KEY_BYTES).open(sealed, place)


@pytest.mark.parametrize("sealed", ["", "?", "AAAA", "é"])
def test_what_was_never_sealed_is_not_opened(sealed: str) -> None:
    with pytest.raises(Unsealable):
        SEALER.open(sealed, "")


def test_the_length_of_a_short_text_is_not_told() -> None:
    assert len({len(SEALER.seal("x" * length, "")) for length in range(250)}) == 1


def test_no_byte_of_a_reply_is_in_the_database_or_its_journal(repository: SqlRepository, file: Path) -> None:
    id = voted(repository)
    journal = file.with_name(file.name + "-wal")
    assert journal.stat().st_size > 0
    written = file.read_bytes() + journal.read_bytes()
    assert b"C1" in written
    for word in (SECRET.encode(), b"not_known", b"chief"):
        assert word not in written
    copy = file.with_name("copy.sqlite3")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        values = target.execute("SELECT value FROM sealed_votes").fetchall()
    assert len({value for (value,) in values}) == 2
    assert SECRET.encode() not in copy.read_bytes()
    reveal(repository, id)
    assert SECRET.encode() in file.read_bytes() + journal.read_bytes()


def reveal(repository: SqlRepository, id: str) -> None:
    shown = Ballot(WHOLE_ROOM, "C1", 1, BallotState.REVEALED, NOON)
    repository.reveal(id, "C1", 1, [(ROOM, shown, 1)], by="P1", at=NOON)


def test_votes_outlive_the_program(repository: SqlRepository, file: Path) -> None:
    id = voted(repository)
    repository.close()
    with closing(SqlRepository.at(f"sqlite:///{file}")) as again:
        held = again.entry(id, COMMENT)
        assert held is not None
        assert held.value == SECRET
        reveal(again, id)
        assert [again.history(id, place)[0].value for place in (reply_of("P2", "C1"), comment_of("P2", "C1"))] == [
            NotKnown(SECRET),
            SECRET,
        ]


def test_a_lost_key_is_told_and_nothing_is_revealed(repository: SqlRepository, file: Path) -> None:
    id = voted(repository)
    repository.close()
    key_file(file.parent, "votes").unlink()
    with closing(SqlRepository.at(f"sqlite:///{file}")) as again:
        assert set(again.votes(id, "C1", 1)) == {"P2"}
        for call in (lambda: again.entry(id, REPLY), lambda: reveal(again, id)):
            with pytest.raises(StorageFault) as refused:
                call()
            assert refused.value.code == "storage.fault.sealed_vote"
        assert (again.revision(id), set(again.votes(id, "C1", 1))) == (1, {"P2"})
        for language in LANGUAGES:
            assert str(file) in load_phrases(language)(refused.value.code, **refused.value.facts)


@pytest.mark.parametrize("change", ["value = 'AAAA'", "address = 'vote/P3/C1/1/reply'", "stamp = 2"])
def test_a_vote_moved_by_hand_is_told(repository: SqlRepository, file: Path, change: str) -> None:
    id = voted(repository)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"UPDATE sealed_votes SET {change} WHERE address = ?", (str(REPLY),))
        connection.commit()
    with pytest.raises(StorageFault) as refused:
        reveal(repository, id)
    assert refused.value.code == "storage.fault.sealed_vote"


@pytest.mark.postgresql
def test_a_server_without_a_place_for_the_key_refuses_votes(postgresql_socket: str, tmp_path: Path) -> None:
    url = postgresql.new_database(postgresql_socket)
    with closing(SqlRepository.at(url)) as repository:
        with pytest.raises(StorageFault) as refused:
            voted(repository)
        assert refused.value.code == "storage.fault.no_key"
    with closing(open_repository(read_settings({"IWT_DATABASE_URL": url, "IWT_DATA": str(tmp_path)}))) as here:
        voted(here)
    assert key_file(tmp_path, "votes").exists()


def test_no_key_is_made_before_the_first_vote(tmp_path: Path) -> None:
    settings = read_settings({"IWT_DATA": str(tmp_path)})
    with closing(open_repository(settings)) as repository:
        id = repository.create(FRAMEWORK)
        repository.save(id, reply_of("P1", "C1"), at_level(1), by="P1", at=NOON, expect=0)
        assert not key_file(tmp_path, "votes").parent.exists()
        voted(repository)
    assert len(key_file(tmp_path, "votes").read_bytes()) == KEY_BYTES


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    key = read_or_make_key(tmp_path, "cookies")
    assert read_or_make_key(tmp_path, "cookies") == key != read_or_make_key(tmp_path, "votes")
    file = key_file(tmp_path, "cookies")
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert {one.name for one in file.parent.iterdir()} == {"cookies.key", "votes.key"}


def test_programs_that_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; from storage.key_files import read_or_make_key;"
        f"print(read_or_make_key(Path({str(tmp_path)!r}), 'votes').hex())"
    )
    starts = [
        subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert len({start.communicate()[0] for start in starts}) == 1
    assert [one.name for one in key_file(tmp_path, "votes").parent.iterdir()] == ["votes.key"]


def test_a_disk_without_links_keeps_a_key_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert read_or_make_key(tmp_path, "votes") == read_or_make_key(tmp_path, "votes")
    assert [one.name for one in key_file(tmp_path, "votes").parent.iterdir()] == ["votes.key"]


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
def test_a_key_that_is_none_is_told(tmp_path: Path, content: bytes) -> None:
    read_or_make_key(tmp_path, "votes")
    key_file(tmp_path, "votes").write_bytes(content)
    with pytest.raises(StorageFault) as refused:
        read_or_make_key(tmp_path, "votes")
    assert refused.value.code == "storage.fault.bad_key"


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file where the folder should be")
    with pytest.raises(StorageFault) as refused:
        read_or_make_key(tmp_path, "votes")
    assert refused.value.code == "storage.fault.read_only"
