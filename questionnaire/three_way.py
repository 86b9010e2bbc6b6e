"""Three-way comparison: what a value became on the other side, against the base, beside what it became here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from questionnaire.answers import EvidenceLink
from questionnaire.entries import Address, Entry, Subject
from questionnaire.incoming import ProposedChange, Side, Standing, side_of


def proposed(
    address: Address, base: Entry | None, here: Entry | None, incoming: Side, *, place: str = "", section: str = ""
) -> ProposedChange | None:
    """The change that an incoming value proposes; None where it says nothing new.

    Nothing new: the other side left the base as it was, or both sides say the same. Where both changed it, comments and
    evidence are united, and anything else is a conflict that a person decides.
    """
    before, now = (None if one is None else one.value for one in (base, here))
    if incoming.value in (before, now):
        return None
    written, standing = incoming.value, Standing.CHANGED
    if now == before:
        standing = Standing.ADDED if now is None else Standing.CLEARED if incoming.value is None else Standing.CHANGED
    else:
        unite = _UNITED.get(_part(address))
        both = None not in (now, incoming.value)
        if unite is not None and both:
            written, standing = unite(before, now, incoming), Standing.UNITED
            if written == now:
                return None
        else:
            standing = Standing.CONFLICTING
    stamp = 0 if here is None else here.stamp
    return ProposedChange(address, standing, side_of(base), side_of(here), incoming, written, stamp, place, section)


def _part(address: Address) -> str:
    """Which part of an answer an address is about; nothing for other subjects."""
    return address.parts[2] if address.subject is Subject.ANSWER and len(address.parts) == 3 else ""


def united_comment(before: Any, now: str, incoming: Side) -> str:
    """Both comments, this side's first; the longer alone where it holds the other whole."""
    other = str(incoming.value)
    if other.strip() in now:
        return now
    return other if now.strip() in other else f"{now.rstrip()}\n{other.lstrip()}"


def united_links(
    before: tuple[EvidenceLink, ...] | None, now: tuple[EvidenceLink, ...], incoming: Side
) -> tuple[EvidenceLink, ...]:
    """The links of both sides: one that either side added is there, one that either side took away is not."""
    base, here, there = (_pairs(links) for links in (before or (), now, incoming.value))
    kept = (here & there) | (here - base) | (there - base)
    order = [link.evidence for link in (*now, *incoming.value)]
    return tuple(
        EvidenceLink(evidence, frozenset(criterion for id, criterion in kept if id == evidence and criterion))
        for evidence in dict.fromkeys(order)
        if any(id == evidence for id, _ in kept)
    )


def _pairs(links: tuple[EvidenceLink, ...]) -> frozenset[tuple[str, str]]:
    """The links as pairs of evidence and criterion; an empty criterion for the whole answer."""
    return frozenset((link.evidence, one) for link in links for one in link.criteria or {""})


_UNITED: Mapping[str, Callable[[Any, Any, Side], Any]] = {"comment": united_comment, "evidence": united_links}
