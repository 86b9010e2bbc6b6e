"""Submissions of a form as a table, whatever program exported it: rows of fields by their names, without their groups.

KoboToolbox and ODK Central write CSV or workbooks, with commas or semicolons, and the names of groups before a field's
own: `law/L04/L04_reply`, `law-L04-L04_reply`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from storage.archive import MEGABYTE
from storage.intake.findings import Findings, refusal, shortened
from storage.intake.sheet_cells import FoundSheet, column_letters

LARGEST_TEXT = 10 * MEGABYTE
MOST_SUBMISSIONS = 2_000
MOST_FIELDS = 6_000
MOST_VALUES = 600_000
LONGEST_FIELD = 200_000

_MARKS_OF_CODING = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True)
class SubmissionTable:
    """The names of the columns, and of each submission what stands in them (blank ones left out) and where it stands.

    `rows` give for each submission its place for people, and the text by column; `letters` tells whether columns have
    letters, as in a workbook.
    """

    title: str
    names: Sequence[str]
    rows: Sequence[tuple[int, Mapping[int, str]]]
    letters: bool = False

    def place(self, row: int, column: int) -> str:
        """Where a value stands: "Sheet1!C2", or the line and the name of the column."""
        if self.letters:
            return f"{self.title}!{column_letters(column + 1)}{row}"
        return f"{self.title}:{row} {shortened(self.names[column])}"


def decoded(data: bytes, look: Findings) -> str:
    """The text of a file in whatever coding it was saved. Raises InputFault for what is no text."""
    if len(data) > LARGEST_TEXT:
        raise refusal("text_too_large", size=f"{len(data) / MEGABYTE:.1f}", most=str(LARGEST_TEXT // MEGABYTE))
    for mark, coding in _MARKS_OF_CODING:
        if data.startswith(mark):
            try:
                text = data.decode(coding)
            except UnicodeDecodeError:
                raise refusal("not_text") from None
            break
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                text = data.decode("cp1252")
            except UnicodeDecodeError:
                raise refusal("not_text") from None
            look.note("old_coding")
    if "\0" in text:
        raise refusal("not_text")
    return text


def tables_of_texts(texts: Iterable[tuple[str, bytes]], look: Findings) -> list[SubmissionTable]:
    """CSV files as tables, by name; together they hold no more than one may. Raises InputFault."""
    tables: list[SubmissionTable] = []
    left = MOST_VALUES
    for name, data in texts:
        tables.append(table_of_text(data, name, look, most=left))
        left -= sum(len(said) for _, said in tables[-1].rows)
    return tables


def table_of_text(data: bytes, name: str, look: Findings, *, most: int = MOST_VALUES) -> SubmissionTable:
    """A CSV file as a table, of `most` values. Raises InputFault where it is none, or too large."""
    text = decoded(data, look)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=False)
    names: list[str] = []
    rows: list[tuple[int, Mapping[int, str]]] = []
    values = 0
    csv.field_size_limit(LONGEST_FIELD)
    try:
        for number, line in enumerate(lines, 1):
            if not any(line):
                continue
            if len(line) > MOST_FIELDS:
                raise refusal("too_many_fields", most=MOST_FIELDS)
            if not names:
                names = line
                continue
            if len(rows) >= MOST_SUBMISSIONS:
                raise refusal("too_many_submissions", most=MOST_SUBMISSIONS)
            said = {place: value for place, value in enumerate(line[: len(names)]) if value.strip()}
            values += len(said)
            if values > most:
                raise refusal("too_much_said", most=MOST_VALUES)
            rows.append((number, said))
    except csv.Error:
        raise refusal("not_table") from None
    return SubmissionTable(shortened(name), names, rows)


def _separator(text: str) -> str:
    """The sign between the columns: the one that the line of names has most of, outside of quotes."""
    first = re.sub(r'"[^"]*"', "", text[:400_000].lstrip("\r\n").partition("\n")[0])
    return max(_SEPARATORS, key=first.count)


def tables_of_sheets(sheets: Iterable[FoundSheet]) -> Iterator[SubmissionTable]:
    """The sheets of a workbook as tables; the first row that says anything holds the names."""
    for sheet in sheets:
        numbers = sorted(sheet.rows)
        if not numbers:
            continue
        head = sheet.rows[numbers[0]]
        if max(head) > MOST_FIELDS:
            continue
        if len(numbers) - 1 > MOST_SUBMISSIONS:
            raise refusal("too_many_submissions", most=MOST_SUBMISSIONS)
        names = [head[column].text if column in head else "" for column in range(1, max(head) + 1)]
        rows = [
            (
                number,
                {
                    column - 1: cell.text
                    for column, cell in sheet.rows[number].items()
                    if column <= len(names) and cell.text.strip()
                },
            )
            for number in numbers[1:]
        ]
        yield SubmissionTable(shortened(sheet.title), names, rows, letters=True)
