"""A profile: a shorter or site-level way through a framework, with the same ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from questionnaire.text import NO_TEXT, Text

FULL = "full"
"""The id of the profile in which everything is asked; a framework that declares none has it all the same."""


class Covers(StrEnum):
    """What is assessed: the administration as a whole, or one of its sites."""

    ADMINISTRATION = "administration"
    SITE = "site"


class SiteCount(StrEnum):
    """How many of the sites must meet a criterion for the administration to meet it: a quantity word."""

    ANY = "any"
    ONE = "one"
    SOME = "some"
    MAJORITY = "majority"
    MOST = "most"
    ALL = "all"
    EACH = "each"


LEAST_SHARE: Mapping[SiteCount, Fraction] = {
    SiteCount.ANY: Fraction(0),
    SiteCount.ONE: Fraction(0),
    SiteCount.SOME: Fraction(1, 4),
    SiteCount.MAJORITY: Fraction(1, 2),
    SiteCount.MOST: Fraction(3, 4),
    SiteCount.ALL: Fraction(9, 10),
    SiteCount.EACH: Fraction(1),
}
"""The least share of the sites behind each word, as the definitions fix it.

`any` asks for one site. So does `one`, but where no site meets it something else than a site still may.
"""


@dataclass(frozen=True, eq=False)
class SiteCriterion:
    """A criterion as it is put to one site; `counts` says how many sites make it hold for the administration.

    None: the sites do not decide it.
    """

    text: Text
    counts: SiteCount | None = None


@dataclass(frozen=True, eq=False)
class Profile:
    """Which capabilities are asked, in which words, and how many hours a group takes for them.

    An empty `capabilities` means all. Where a site is covered, `questions`, `levels` and `criteria` hold its wording by
    id, and nothing else is asked of it.
    """

    id: str
    name: Text
    about: Text
    hours: Fraction
    covers: Covers = Covers.ADMINISTRATION
    capabilities: tuple[str, ...] = ()
    questions: Mapping[str, Text] = field(default_factory=dict)
    levels: Mapping[str, Text] = field(default_factory=dict)
    criteria: Mapping[str, SiteCriterion] = field(default_factory=dict)

    @property
    def in_its_own_words(self) -> bool:
        """Whether the framework's own wording is asked, not that for one site."""
        return self.covers is Covers.ADMINISTRATION

    @property
    def asks_everything(self) -> bool:
        """Whether the framework is asked whole and in its own words."""
        return not self.capabilities and self.in_its_own_words


NO_PROFILE = Profile(FULL, NO_TEXT, NO_TEXT, Fraction(0))
