"""Actions that an administration adds to its plan beside those of the library."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

OWN_PREFIX = "OWN-"
"""How the ids of own actions begin, so that they never meet those of a library."""

TYPES = (
    "legal text",
    "instruction",
    "organisation",
    "staffing",
    "training",
    "training material",
    "procurement",
    "repair and upkeep",
    "data system",
    "analysis",
    "agreement",
    "exercise",
    "awareness",
    "review",
    "audit",
)
"""What kinds of action there are, as in every library."""

LEADS = (
    "legal",
    "disputes",
    "enforcement",
    "intelligence",
    "risk",
    "investigation",
    "training",
    "human resources",
    "nii",
    "dogs",
    "it",
    "logistics",
    "finance",
    "integrity",
    "audit",
    "liaison",
    "cooperation",
    "communication",
    "director general",
)
"""Which units can lead an action, as in every library."""

LONGEST_NAME, LONGEST_TEXT, MOST_LINKS = 500, 5_000, 2_000
"""How many characters a name and any other text may have, and how many criteria or actions one may name."""


@dataclass(frozen=True)
class OwnAction:
    """One action in the administration's own words and language.

    `meets` are criteria, `after` actions finished first, `months` its duration. `one_off` and `recurrent` (each year
    from its end) are money in `currency`; None says that nobody priced it, never that it is free.
    """

    id: str
    name: str
    type: str
    lead: str
    months: int
    meets: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    one_off: Fraction | None = None
    recurrent: Fraction | None = None
    currency: str = ""
    steps: str = ""
    indicator: str = ""
    verification: str = ""
    risk: str = ""
