"""Three-way comparison: what a value became on the other side, against the base, beside what it became here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from questionnaire.answers import LONGEST_COMMENT, EvidenceLink
from questionnaire.entries import Address, Entry, Subject
from questionnaire.incoming import ChangeStanding, ProposedChange, Side, side_of


def proposed(
    address: Address, base: Entry | None, here: Entry | None, incoming: Side, *, place: str = "", section: str = ""
) -> ProposedChange | None:
    """The change that an incoming value proposes; None where it says nothing new.

    Nothing new: the other side left the base as it was, or both sides say the same. Where both changed it, comments and
    evidence are united, and anything else is a conflict that a person decides. So is a comment that grew too long.
    """
    before, now, came = (_said(address, value) for value in (_value(base), _value(here), incoming.value))
    if came in (before, now):
        return None
    written, standing = incoming.value, ChangeStanding.CHANGED
    unite = _UNITED.get(_part(address))
    if now == before:
        standing = (
            ChangeStanding.ADDED if now is None else ChangeStanding.CLEARED if came is None else ChangeStanding.CHANGED
        )
    elif unite is None or None in (now, came):
        standing = ChangeStanding.CONFLICTING
    else:
        united = unite(before, now, incoming)
        if united == now:
            return None
        fits = not isinstance(united, str) or len(united) <= LONGEST_COMMENT
        written, standing = (united, ChangeStanding.UNITED) if fits else (incoming.value, ChangeStanding.CONFLICTING)
    stamp = 0 if here is None else here.stamp
    return ProposedChange(address, standing, side_of(base), side_of(here), incoming, written, stamp, place, section)


def _value(entry: Entry | None) -> Any:
    return None if entry is None else entry.value


def _said(address: Address, value: Any) -> Any:
    """The value; None for a comment without a word and for evidence without a link, which say nothing either."""
    return None if _part(address) in _UNITED and value in ("", ()) else value


def _part(address: Address) -> str:
    """Which part of an answer an address is about; nothing for other subjects."""
    return address.parts[2] if address.subject is Subject.ANSWER and len(address.parts) == 3 else ""


def united_comment(before: str | None, now: str, incoming: Side) -> str:
    """The lines of both sides, this side's first: those that either added are there, those that either took out not.

    Only whole lines are held against each other: "seen" stands in "not seen", and says something else.
    """
    other = str(incoming.value)
    base, here, there = ((text or "").split("\n") for text in (before, now, other))
    kept = [line for line in here if not line.strip() or line in there or line not in base]
    added = [line for line in there if line.strip() and line not in here and line not in base]
    return now if not added and kept == here else "\n".join((*kept, *added)).strip("\n")


def united_links(
    before: tuple[EvidenceLink, ...] | None, now: tuple[EvidenceLink, ...], incoming: Side
) -> tuple[EvidenceLink, ...]:
    """The links of both sides: one that either side added is there, one that either side took away is not.

    Where one side hung a piece on the whole answer and the other on some criteria of it, it hangs on the whole.
    """
    base, here, there = (_pairs(links) for links in (before or (), now, incoming.value))
    kept = (here & there) | (here - base) | (there - base)
    if kept == here:
        return now
    order = dict.fromkeys(link.evidence for link in (*now, *incoming.value))
    criteria = {evidence: frozenset(one for id, one in kept if id == evidence) for evidence in order}
    return tuple(
        EvidenceLink(evidence, frozenset() if _WHOLE in ids else ids) for evidence, ids in criteria.items() if ids
    )


_WHOLE = ""


def _pairs(links: tuple[EvidenceLink, ...]) -> frozenset[tuple[str, str]]:
    """The links as pairs of evidence and criterion; an empty criterion for the whole answer."""
    return frozenset((link.evidence, one) for link in links for one in link.criteria or {_WHOLE})


_UNITED: Mapping[str, Callable[[Any, Any, Side], Any]] = {"comment": united_comment, "evidence": united_links}
