from __future__ import annotations

from questionnaire.sources import Instrument, Reference
from tests.examples import words

CITES = Instrument("cites", words("CITES"))


def test_a_reference_that_nobody_saw_has_no_address() -> None:
    assert Reference("cites-8", CITES, words("Measures"), verified=False).address == ""


def test_references_are_matched_by_what_they_are_and_not_by_what_they_say() -> None:
    one, other = (Reference("cites-8", CITES, words("Measures"), verified=True) for _ in range(2))
    assert one in (one,)
    assert one not in (other,)
