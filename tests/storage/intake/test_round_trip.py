"""Any dossier, written as a form and read back: nothing is said that was not there, and nothing is lost."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from questionnaire.answers import Disputed, LadderGiven, LevelReached, NotApplicable, NotKnown, TicksGiven
from questionnaire.entries import Address, Entry, Subject
from questionnaire.evidence import Evidence
from questionnaire.form_layout import HEAD_ROW_MARK, ID_ROW_MARK
from storage.intake.reading import read_answers
from tests.reports.filled import bank
from tests.storage.intake.any_dossier import AT, clean, histories, kinds
from tests.storage.intake.bringing import ID, edited, form, kept, read, taken

QUICK: Any = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    # Explaining and shrinking write hundreds of workbooks more: a failure is looked into by hand.
    "phases": (Phase.explicit, Phase.reuse, Phase.generate),
}
OFTEN = settings(max_examples=40, **QUICK)
SELDOM = settings(max_examples=25, **QUICK)


def bare(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The dossier without its answers and its register."""
    return tuple(one for one in entries if one.address.subject not in (Subject.ANSWER, Subject.EVIDENCE))


def as_written(held: Mapping[Address, Any]) -> Mapping[Address, Any]:
    """What is held, with its text as a workbook can hold it."""
    return {address: _clean(value) for address, value in held.items()}


def _clean(value: Any) -> Any:
    match value:
        case str():
            return clean(value)
        case LevelReached(given=LadderGiven() | TicksGiven() as given_):
            excused = tuple(replace(one, reason=clean(one.reason)) for one in given_.not_applicable)
            return LevelReached(replace(given_, not_applicable=excused))
        case NotApplicable() | NotKnown() | Disputed():
            return replace(value, reason=clean(value.reason))
        case Evidence():
            texts = {name: clean(getattr(value, name)) for name in ("title", "where", "link")}
            return replace(value, **texts)
    return value


def assert_whole(data: bytes, entries: tuple[Entry, ...]) -> None:
    """It proposes nothing to the dossier that it was made from, and gives all of it back to one that lost it."""
    nothing = read(data, entries)
    assert nothing.problems == nothing.unknown == ()
    assert nothing.changes == ()
    stripped = bare(entries)
    incoming = read(data, stripped)
    assert incoming.problems == incoming.unknown == ()
    assert kept(taken(stripped, incoming)) == as_written(kept(entries))


@OFTEN
@given(histories(), st.sampled_from([("en",), ("fr",), ("fr", "en")]))
def test_any_dossier_comes_back_as_it_was(entries: tuple[Entry, ...], languages: tuple[str, ...]) -> None:
    assert_whole(form(entries, languages=languages), entries)


def shuffled(book: Workbook, order: Any) -> None:
    """Every sheet renamed, its columns and its rows below the ids in another order, two columns added."""
    for number, sheet in enumerate(book.worksheets):
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        if not any(ID_ROW_MARK in row for row in rows):
            continue
        head = next(place for place, row in enumerate(rows) if HEAD_ROW_MARK in row) + 1
        below = rows[head:]
        order.shuffle(below)
        rows = rows[:head] + below
        columns = list(range(len(rows[0])))
        order.shuffle(columns)
        copy = book.create_sheet(f"Anything {number}")
        for row in rows:
            copy.append(["", *(row[column] for column in columns)])
        for row in copy.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
        copy.cell(head + 2, len(columns) + 3).value = "our own note"
        book.remove(sheet)


@SELDOM
@given(histories(), st.randoms(use_true_random=False))
def test_moved_rows_columns_and_sheets_say_the_same(entries: tuple[Entry, ...], order: Any) -> None:
    assert_whole(edited(form(entries), lambda book: shuffled(book, order)), entries)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here: saving anew is not proved")
@settings(max_examples=2, **QUICK)
@given(entries=histories(), languages=st.sampled_from([("en",), ("fr", "en")]))
def test_saved_anew_by_another_program_it_says_the_same(
    tmp_path_factory: pytest.TempPathFactory, entries: tuple[Entry, ...], languages: tuple[str, ...]
) -> None:
    assert_whole(saved_anew(form(entries, languages=languages), tmp_path_factory.mktemp("anew")), entries)


def saved_anew(data: bytes, folder: Path) -> bytes:
    """The workbook after LibreOffice opened and saved it."""
    came, out = folder / "form.xlsx", folder / "out"
    came.write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir"]
    subprocess.run([*command, str(out), str(came)], check=True, capture_output=True, timeout=120)
    return (out / "form.xlsx").read_bytes()


def test_a_form_in_one_language_is_read_where_another_is_spoken() -> None:
    """The words of drop-downs are those of the form's language; nothing tells the reader which it is."""

    @settings(max_examples=6, **QUICK)
    @given(histories())
    def same(entries: tuple[Entry, ...]) -> None:
        found = [read(form(entries, languages=languages), bare(entries)) for languages in (("en",), ("fr",))]
        assert [(one.address, one.incoming.value) for one in found[0].changes] == [
            (one.address, one.incoming.value) for one in found[1].changes
        ]

    same()


def test_the_whole_framework_left_blank_brings_nothing() -> None:
    framework, _ = bank()
    data = form((), framework=framework, people=("P1",))
    incoming = read_answers(data, framework=framework, entries=(), dossier_id=ID, participant="P1", by="P1", at=AT)
    assert incoming.problems == incoming.changes == ()
    assert kinds().id != framework.id
