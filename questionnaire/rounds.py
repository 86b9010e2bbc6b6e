"""Whether one assessment can be the earlier round of another, and what to look at before the two are compared."""

from __future__ import annotations

from enum import StrEnum

from questionnaire.assessment import Dossier, Setup


class RoundDoubt(StrEnum):
    """Why it may not be an earlier round of the same administration."""

    OTHER_NAME = "other_name"
    OTHER_COUNTRY = "other_country"
    OTHER_SITE = "other_site"
    NO_ORDER = "no_order"


def is_later(one: Setup, other: Setup) -> bool:
    """Whether `one` is of a later day than `other`, or of a later year where not both have a day."""
    order = _order(one, other)
    return order is not None and order > 0


def is_same_state(one: Dossier, other: Dossier) -> bool:
    """Whether both are the same assessment, and `one` is no earlier state of it."""
    return one.id == other.id and one.revision >= other.revision


def doubts_about(before: Setup, after: Setup) -> tuple[RoundDoubt, ...]:
    """What speaks against the two being rounds of the same administration or site, the earlier one first."""
    differ = {
        RoundDoubt.OTHER_NAME: (before.administration.name, after.administration.name),
        RoundDoubt.OTHER_COUNTRY: (before.administration.country, after.administration.country),
        RoundDoubt.OTHER_SITE: (before.site.name, after.site.name),
    }
    found = [doubt for doubt, (one, other) in differ.items() if _folded(one) != _folded(other)]
    if not _order(before, after):
        found.append(RoundDoubt.NO_ORDER)
    return tuple(found)


def _order(one: Setup, other: Setup) -> int | None:
    """Below, at or above zero: `one` is earlier, of the same time, later; None where that is not known."""
    if one.assessed_on and other.assessed_on:
        return (one.assessed_on - other.assessed_on).days
    years = (_year(one), _year(other))
    return None if years[0] is None or years[1] is None else years[0] - years[1]


def _year(setup: Setup) -> int | None:
    return setup.round.year or (setup.assessed_on.year if setup.assessed_on else None)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
