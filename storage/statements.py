"""The statements of the SQL repository, compiled once for the database in use: a saving must be quick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Dialect, Integer, String, Text, bindparam, cast, collate, func, select
from sqlalchemy.engine import Connection, CursorResult
from sqlalchemy.sql import ClauseElement

from storage.schema import DOSSIERS, ENTRIES, SEALED_VOTES


@dataclass(frozen=True)
class Statement:
    """A compiled statement: SQL text, the facts that never change, the order of facts where they go by place."""

    sql: str
    fixed: Mapping[str, Any]
    order: Sequence[str] | None

    def __call__(self, connection: Connection, **facts: Any) -> CursorResult[*tuple[Any, ...]]:
        """Run it with these facts."""
        return connection.exec_driver_sql(self.sql, self._parameters(facts))

    def each(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run it once for every row."""
        parameters = [self._parameters(row) for row in rows]
        if parameters:
            connection.exec_driver_sql(self.sql, parameters)

    def _parameters(self, facts: Mapping[str, Any]) -> Any:
        known = {**self.fixed, **facts} if self.fixed else dict(facts)
        return known if self.order is None else tuple(known[name] for name in self.order)


_ID = bindparam("dossier", type_=String)
_ADDRESS = bindparam("place", type_=String)
_OF_DOSSIER = ENTRIES.c.dossier_id == _ID
_AT_ADDRESS = _OF_DOSSIER & (ENTRIES.c.address == _ADDRESS)
_COLUMNS = (ENTRIES.c.address, ENTRIES.c.stamp, ENTRIES.c.value, ENTRIES.c.by, ENTRIES.c.at, ENTRIES.c.revision)
_ROW: Mapping[str, BindParameter[Any]] = {
    "dossier_id": _ID,
    "address": _ADDRESS,
    "stamp": bindparam("stamp", type_=Integer),
    "value": bindparam("value", type_=Text),
    "by": bindparam("by_whom", type_=String),
    "at": bindparam("at_time", type_=String),
    "revision": bindparam("revision", type_=Integer),
}
_HELD = select(func.max(ENTRIES.c.stamp)).where(_AT_ADDRESS).scalar_subquery()
_EXPECTED = func.coalesce(_HELD, 0) == bindparam("expect", type_=Integer)
_LATEST = (
    select(ENTRIES.c.dossier_id, ENTRIES.c.address, func.max(ENTRIES.c.stamp).label("stamp"))
    .group_by(ENTRIES.c.dossier_id, ENTRIES.c.address)
    .subquery()
)
_OF_LATEST = (
    (ENTRIES.c.dossier_id == _LATEST.c.dossier_id)
    & (ENTRIES.c.address == _LATEST.c.address)
    & (ENTRIES.c.stamp == _LATEST.c.stamp)
)

_VOTE = (SEALED_VOTES.c.address, SEALED_VOTES.c.stamp, SEALED_VOTES.c.value, SEALED_VOTES.c.by, SEALED_VOTES.c.at)
_IN_ROUND = (
    (SEALED_VOTES.c.dossier_id == _ID)
    & (SEALED_VOTES.c.question == bindparam("question", type_=String))
    & (SEALED_VOTES.c.round == bindparam("round", type_=Integer))
)
_ROUND: Mapping[str, BindParameter[Any]] = {
    "question": bindparam("question", type_=String),
    "round": bindparam("round", type_=Integer),
}

_ALL: Mapping[str, ClauseElement] = {
    "next_revision": DOSSIERS.update()
    .where(DOSSIERS.c.id == _ID)
    .values(revision=DOSSIERS.c.revision + 1)
    .returning(DOSSIERS.c.revision),
    # The condition refuses a stamp that is too low and one that is too high; the primary key stands behind it.
    "save": ENTRIES.insert().from_select(
        list(_ROW), select(*(cast(value, value.type) for value in _ROW.values())).where(_EXPECTED)
    ),
    "insert": ENTRIES.insert().values(_ROW),
    "new_dossier": DOSSIERS.insert().values({column.name: bindparam(column.name) for column in DOSSIERS.columns}),
    "dossier": select(DOSSIERS.c.revision, DOSSIERS.c.created_at, DOSSIERS.c.kept_at, DOSSIERS.c.framework_id).where(
        DOSSIERS.c.id == _ID
    ),
    "entries_since": select(*_COLUMNS).where(_OF_DOSSIER, ENTRIES.c.revision > bindparam("since", type_=Integer)),
    "history": select(*_COLUMNS).where(_AT_ADDRESS).order_by(ENTRIES.c.stamp),
    "latest_entry": select(*_COLUMNS).where(_AT_ADDRESS).order_by(ENTRIES.c.stamp.desc()).limit(1),
    "entry": select(*_COLUMNS).where(_AT_ADDRESS, ENTRIES.c.stamp == bindparam("stamp", type_=Integer)),
    "all_dossiers": select(DOSSIERS),
    "front_pages": select(ENTRIES.c.dossier_id, *_COLUMNS)
    .join(_LATEST, _OF_LATEST)
    .where(ENTRIES.c.address.like("setup/%") | (ENTRIES.c.address == "stage")),
    "reply_counts": select(ENTRIES.c.dossier_id, func.count())
    .join(_LATEST, _OF_LATEST)
    .where(ENTRIES.c.address.like("answer/%/reply"), ENTRIES.c.value.is_not(None))
    .group_by(ENTRIES.c.dossier_id),
    "saved_at": select(ENTRIES.c.dossier_id, func.max(ENTRIES.c.at)).group_by(ENTRIES.c.dossier_id),
    "set_revision": DOSSIERS.update()
    .where(DOSSIERS.c.id == _ID, DOSSIERS.c.revision == bindparam("expect", type_=Integer))
    .values(revision=bindparam("revision", type_=Integer)),
    # A writer of the dossier waits for this one, and the other way round. SQLite has one writer at a time as it is.
    "hold_dossier": select(DOSSIERS.c.revision).where(DOSSIERS.c.id == _ID).with_for_update(),
    "votes_of_round": select(*_VOTE).where(_IN_ROUND).order_by(SEALED_VOTES.c.address, SEALED_VOTES.c.stamp),
    "votes_at": select(*_VOTE)
    .where(_IN_ROUND, SEALED_VOTES.c.address == _ADDRESS)
    .order_by(SEALED_VOTES.c.stamp.desc()),
    "insert_vote": SEALED_VOTES.insert().values(
        {**{name: value for name, value in _ROW.items() if name != "revision"}, **_ROUND}
    ),
    "delete_round": SEALED_VOTES.delete().where(_IN_ROUND),
    "delete_votes": SEALED_VOTES.delete().where(SEALED_VOTES.c.dossier_id == _ID),
    "delete_entries": ENTRIES.delete().where(_OF_DOSSIER),
    "delete_dossier": DOSSIERS.delete().where(DOSSIERS.c.id == _ID),
}


def compile_statements(dialect: Dialect) -> Mapping[str, Statement]:
    """Every statement by name, in the words of this database."""
    return {name: _compiled(clause, dialect) for name, clause in (*_ALL.items(), ("ballots", _ballots(dialect)))}


def _ballots(dialect: Dialect) -> ClauseElement:
    """The ballots of a dossier, looked up at every vote: by a range, which a key serves, in the order of the bytes."""
    in_bytes = collate(ENTRIES.c.address, "C" if dialect.name == "postgresql" else "BINARY")
    return select(ENTRIES.c.address, ENTRIES.c.value).where(_OF_DOSSIER, in_bytes >= "ballot/", in_bytes < "ballot0")


def _compiled(clause: ClauseElement, dialect: Dialect) -> Statement:
    compiled = clause.compile(dialect=dialect)
    order = getattr(compiled, "positiontup", None)
    fixed = {name: value for name, value in (compiled.params or {}).items() if value is not None}
    return Statement(str(compiled), fixed, tuple(order) if order is not None else None)
