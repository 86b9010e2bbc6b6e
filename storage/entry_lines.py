"""Entries as lines of a dossier file, and the checks that every entry passes before it is kept."""

from __future__ import annotations

from datetime import UTC, datetime

from questionnaire.entries import Address, Entry
from storage.bad_values import bad
from storage.encoding import from_json, shape_at, to_json
from storage.shapes import Json, described, matching, whole, wrong
from storage.votes import is_vote

_STAMP = whole(1, 10**9)
_REVISION = whole(0, 10**9)
_WHO = matching(r"[^\x00-\x1f\x7f\ud800-\udfff]{0,200}", "not_name")


def checked(entry: Entry) -> Entry:
    """The entry, its value read back. Raises BadValue for a bad value, a vote, a time without zone or stamp 0."""
    where = str(entry.address)
    _refuse_vote(entry.address, where)
    value = from_json(entry.address, to_json(entry.address, entry.value))
    checked_writing(entry.by, entry.at, where)
    _STAMP.read(entry.stamp, where + " stamp")
    _REVISION.read(entry.revision, where + " revision")
    return Entry(entry.address, entry.stamp, value, entry.by, entry.at, entry.revision)


def checked_writing(by: str, at: datetime, where: str = "") -> None:
    """Raises BadValue for a name that cannot be kept, or a moment that does not say its zone of time."""
    _WHO.read(by, f"{where} by".strip())
    if at.tzinfo is None:
        raise bad("no_time_zone", where, found=at.isoformat())


def time_text(at: datetime) -> str:
    """A moment as text that sorts by time: in UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def read_time(written: Json, where: str) -> datetime:
    """The moment that `time_text` wrote. Raises BadValue, also for a moment without its zone of time."""
    if not isinstance(written, str) or len(written) > 40:
        raise wrong("not_time", where, written)
    try:
        at = datetime.fromisoformat(written)
        in_utc = at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise wrong("not_time", where, written) from None
    if at.tzinfo is None:
        raise bad("no_time_zone", where, found=described(written))
    return in_utc


def entry_to_json(entry: Entry) -> Json:
    """An entry as a dictionary, the way a dossier file lists it. Raises BadValue."""
    return {
        "address": str(entry.address),
        "stamp": entry.stamp,
        "revision": entry.revision,
        "by": entry.by,
        "at": time_text(entry.at),
        "value": to_json(entry.address, entry.value),
    }


def entry_from_json(json: Json, where: str) -> Entry:
    """The entry that `entry_to_json` wrote. Raises BadValue with what is wrong in it."""
    if not isinstance(json, dict):
        raise wrong("not_record", where, json)
    if set(json) != {"address", "stamp", "revision", "by", "at", "value"}:
        raise bad("not_entry", where, found=described(sorted(json)))
    address = read_address(json["address"], where)
    return Entry(
        address,
        _STAMP.read(json["stamp"], f"{where} {address} stamp"),
        from_json(address, json["value"]),
        _WHO.read(json["by"], f"{where} {address} by"),
        read_time(json["at"], f"{where} {address} at"),
        _STAMP.read(json["revision"], f"{where} {address} revision"),
    )


def read_address(written: Json, where: str) -> Address:
    """The address written there. Raises BadValue for an unknown subject or part."""
    if not isinstance(written, str) or len(written) > 500:
        raise wrong("unknown_address", where, written)
    try:
        address = Address.read(written)
    except ValueError:
        raise bad("unknown_address", where, found=described(written)) from None
    shape_at(address)
    _refuse_vote(address, where)
    return address


def _refuse_vote(address: Address, where: str) -> None:
    """A hidden vote is never in a history: it would no longer be hidden."""
    if is_vote(address):
        raise bad("hidden_vote", where)
