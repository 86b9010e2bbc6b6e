"""Bringing back, in as few words as a test needs."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from openpyxl import Workbook, load_workbook

from questionnaire.dossier import fold
from questionnaire.entries import Address, Entry, Subject
from questionnaire.form_layout import ID_ROW_MARK
from questionnaire.framework import Framework
from questionnaire.incoming import Incoming
from questionnaire.register_marks import register_marks
from reports.forms.answer_workbook import answer_workbook
from storage.intake.reading import read_answers, read_incoming
from storage.memory_repository import MemoryRepository
from tests.storage.intake.any_dossier import AT, PEOPLE, kinds

ID = "D1"


def form(
    entries: Iterable[Entry] | None,
    *,
    languages: tuple[str, ...] = ("en",),
    people: tuple[str, ...] = PEOPLE,
    framework: Framework | None = None,
    marked: bool = True,
) -> bytes:
    """The answer workbook of a dossier with these entries; a blank one where there are none.

    `marked`: it says by which marks its evidence is known, as forms do that are made of a whole history.
    """
    held = None if entries is None else tuple(entries)
    dossier = None if held is None else fold(framework or kinds(), ID, held)
    return answer_workbook(
        framework or kinds(),
        languages=languages,
        dossier=dossier,
        participants=people if dossier else (),
        made_at=AT,
        program_version="1",
        register=register_marks(held) if held is not None and marked else None,
    )


def read(data: bytes, entries: Iterable[Entry], **more: Any) -> Incoming:
    """What a filled workbook proposes to a dossier with these entries."""
    about: dict[str, Any] = {
        "framework": kinds(),
        "dossier_id": ID,
        "participant": None,
        "by": "P1",
        "at": AT,
        **more,
    }
    return read_answers(data, entries=tuple(entries), **about)


def bring(data: bytes, name: str, entries: Iterable[Entry] = (), **more: Any) -> Incoming:
    """What any file proposes."""
    about = {"framework": kinds(), "dossier_id": ID, "participant": "P1", "by": "P1", "at": AT, **more}
    return read_incoming(data, name, entries=tuple(entries), **about)


def edited(data: bytes, change: Callable[[Workbook], None]) -> bytes:
    """A workbook that somebody opened, changed and saved."""
    book = load_workbook(io.BytesIO(data))
    change(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def sheet_of(book: Workbook, id: str) -> Any:
    """The sheet of that id, whatever it is called."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=1, max_row=6):
            ids = [cell.value for cell in row]
            if ID_ROW_MARK in ids and ids[ids.index(ID_ROW_MARK) + 1] == id:
                return sheet
    raise KeyError(id)


def cell_at(book: Workbook, sheet: str, column: str, **keys: str) -> Any:
    """The cell of a column in the row with these keys."""
    page = sheet_of(book, sheet)
    rows = list(page.iter_rows())
    ids = next([cell.value for cell in row] for row in rows if row[0].value == ID_ROW_MARK)
    # The id of the sheet may be that of a column too.
    places = {id: place for place, id in enumerate(ids) if place != 1}
    for row in rows:
        if all(row[places[name]].value == value for name, value in keys.items()):
            return row[places[column]]
    raise KeyError(keys)


def put(data: bytes, *cells: tuple[str, str, Mapping[str, str], Any]) -> bytes:
    """A workbook with some cells filled in: sheet, column, keys of the row, value."""

    def change(book: Workbook) -> None:
        for sheet, column, keys, value in cells:
            cell_at(book, sheet, column, **keys).value = value

    return edited(data, change)


def kept(entries: Iterable[Entry]) -> Mapping[Address, Any]:
    """The answers and evidence that hold; an empty comment, and no evidence, are nothing."""
    held: dict[Address, Any] = {}
    for entry in sorted(entries, key=lambda one: one.stamp):
        if entry.address.subject in (Subject.ANSWER, Subject.EVIDENCE):
            held[entry.address] = entry.value
    return {address: value for address, value in held.items() if value not in (None, "", ())}


def taken(entries: Iterable[Entry], incoming: Incoming) -> tuple[Entry, ...]:
    """The history after every change was taken."""
    repository = MemoryRepository()
    repository.create(kinds(), [replace(one, revision=one.revision or 1) for one in entries], id=ID)
    changes = incoming.changes_for({one.address for one in incoming.changes})
    repository.save_all(ID, changes, by="P1", at=AT)
    return repository.entries(ID)
