"""The history as a table: one row a change, for the screen and for the files that leave."""

from __future__ import annotations

from collections.abc import Iterable

from reports.cells import Coded, Kind, Row, Table, columns_of
from reports.history import PART_OF, RecordedChange, about_of
from reports.history_words import HistoryTeller

HISTORY = columns_of(
    revision=Kind.COUNT,
    day=Kind.DATE,
    time=Kind.TEXT,
    who=Kind.TEXT,
    part=Kind.CODE,
    about=Kind.ID,
    what=Kind.TEXT,
    before=Kind.TEXT,
    after=Kind.TEXT,
)


def history_table(changes: Iterable[RecordedChange], teller: HistoryTeller) -> Table:
    """One row a change, in the order given. Only what is given is put into words: a page gives one page."""
    return Table("history", HISTORY, tuple(_row(one, teller) for one in changes))


def _row(change: RecordedChange, teller: HistoryTeller) -> Row:
    local = change.at.astimezone()
    return {
        "revision": change.revision,
        "day": local.date(),
        "time": f"{local:%H:%M}",
        "who": teller.who(change.by),
        "part": Coded("history.part", PART_OF[change.address.subject]),
        "about": about_of(change) or None,
        "what": teller.what(change),
        "before": teller.before(change) or None,
        "after": teller.after(change) or None,
    }
