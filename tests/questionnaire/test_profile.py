from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from questionnaire.profile import FULL, LEAST_SHARE, NO_PROFILE, Covers, Profile, SiteCount
from questionnaire.text import NO_TEXT


@pytest.mark.parametrize(
    ("covers", "capabilities", "own_words", "everything"),
    [
        (Covers.ADMINISTRATION, (), True, True),
        (Covers.ADMINISTRATION, ("A",), True, False),
        (Covers.SITE, (), False, False),
        (Covers.SITE, ("A",), False, False),
    ],
)
def test_everything_is_asked_only_whole_and_in_its_own_words(
    covers: Covers, capabilities: tuple[str, ...], own_words: bool, everything: bool
) -> None:
    profile = Profile("p", NO_TEXT, NO_TEXT, Fraction(1), covers, capabilities)
    assert (profile.in_its_own_words, profile.asks_everything) == (own_words, everything)


def test_a_framework_that_declares_no_profile_is_asked_whole() -> None:
    assert NO_PROFILE.asks_everything
    assert (NO_PROFILE.id, NO_PROFILE.name("en")) == (FULL, "")


def test_every_quantity_word_has_its_share_each_above_the_one_before() -> None:
    assert list(LEAST_SHARE) == list(SiteCount)
    words = [share for word, share in LEAST_SHARE.items() if word is not SiteCount.ONE]  # one site, as "any" asks for
    assert all(lower < higher for lower, higher in pairwise(words))
    assert 0 <= min(LEAST_SHARE.values()) <= max(LEAST_SHARE.values()) == 1
