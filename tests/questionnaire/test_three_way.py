"""Three-way comparison: how a value stands that came from elsewhere, and what both sides said is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import LONGEST_COMMENT, EvidenceLink
from questionnaire.entries import LIMITS, Address, Entry, comment_of, evidence_for, reply_of, threat_to
from questionnaire.incoming import ChangeStanding, Side
from questionnaire.intentions import Limits
from questionnaire.three_way import proposed, united_comment, united_links
from tests.examples import NOON, at_level

REPLY, COMMENT, EVIDENCE = reply_of("P1", "L04"), comment_of("P1", "L04"), evidence_for("P1", "L04")


def entry(address: Address, value: Any, stamp: int = 1) -> Entry | None:
    """What stands there; nothing was ever recorded where the value is an ellipsis."""
    return None if value is ... else Entry(address, stamp, value, f"P{stamp}", NOON + timedelta(hours=stamp), stamp)


@pytest.mark.parametrize(
    ("base", "here", "incoming", "standing"),
    [
        (..., ..., at_level(2), ChangeStanding.ADDED),
        (None, None, at_level(2), ChangeStanding.ADDED),
        (at_level(1), at_level(1), at_level(2), ChangeStanding.CHANGED),
        (at_level(1), at_level(1), None, ChangeStanding.CLEARED),
        (at_level(1), at_level(3), at_level(2), ChangeStanding.CONFLICTING),
        (at_level(1), at_level(3), None, ChangeStanding.CONFLICTING),
        (at_level(1), None, at_level(2), ChangeStanding.CONFLICTING),
        (..., at_level(3), at_level(2), ChangeStanding.CONFLICTING),
        (..., ..., None, None),
        (at_level(1), at_level(3), at_level(1), None),
        (at_level(1), at_level(3), at_level(3), None),
        (at_level(1), at_level(1), at_level(1), None),
        (at_level(1), None, None, None),
    ],
)
def test_how_a_reply_stands(base: Any, here: Any, incoming: Any, standing: ChangeStanding | None) -> None:
    side = Side(incoming, "P9", NOON)
    change = proposed(REPLY, entry(REPLY, base), entry(REPLY, here, 2), side, place="B4", section="L")
    assert (change and change.standing) == standing
    if change is not None:
        assert (change.written, change.incoming, change.place, change.section) == (incoming, side, "B4", "L")
        assert change.stamp == (0 if here is ... else 2)
        assert (change.here.value, change.here.by) == ((None, "") if here is ... else (here, "P2"))


@pytest.mark.parametrize(
    ("base", "here", "incoming", "written"),
    [
        (..., "ours", "theirs", "ours\ntheirs"),
        ("old", "old\nours", "old\ntheirs", "old\nours\ntheirs"),
        ("a\nb", "a\nb\nours", "a", "a\nours"),
        ("a\nb", "a\nours", "a\nb\ntheirs", "a\nours\ntheirs"),
        (..., "not seen", "seen", "not seen\nseen"),
        (..., "one\n\ntwo", "one\n\nthree", "one\n\ntwo\nthree"),
        (..., "line\nline", "other", "line\nline\nother"),
    ],
)
def test_comments_of_both_sides_are_kept(base: Any, here: str, incoming: str, written: str) -> None:
    change = proposed(COMMENT, entry(COMMENT, base), entry(COMMENT, here, 2), Side(incoming))
    assert change is not None
    assert (change.standing, change.written) == (ChangeStanding.UNITED, written)


def test_a_comment_that_is_here_in_whole_says_nothing_new() -> None:
    assert proposed(COMMENT, None, entry(COMMENT, "ours\ntheirs"), Side("theirs")) is None


def test_a_comment_that_grew_too_long_is_decided_by_a_person() -> None:
    here, there = "a" * (LONGEST_COMMENT - 1), "b" * (LONGEST_COMMENT - 1)
    change = proposed(COMMENT, None, entry(COMMENT, here), Side(there))
    assert change is not None
    assert (change.standing, change.written) == (ChangeStanding.CONFLICTING, there)


@pytest.mark.parametrize(("address", "empty"), [(COMMENT, ""), (EVIDENCE, ())])
def test_nothing_written_and_nothing_recorded_are_one(address: Address, empty: object) -> None:
    assert proposed(address, None, None, Side(empty)) is None
    assert proposed(address, entry(address, empty), entry(address, empty), Side(None)) is None
    filled: Any = "x" if address == COMMENT else (EvidenceLink("E1"),)
    added = proposed(address, None, entry(address, empty), Side(filled))
    cleared = proposed(address, entry(address, filled), entry(address, filled), Side(empty))
    assert added is not None and added.standing is ChangeStanding.ADDED
    assert cleared is not None and cleared.standing is ChangeStanding.CLEARED


@pytest.mark.parametrize(
    ("address", "values"), [(LIMITS, [Limits(quarters=n) for n in (4, 8, 12)]), (threat_to("L04"), [1, 2, 3])]
)
def test_what_is_no_answer_is_never_united(address: Address, values: list[Any]) -> None:
    base, here, there = values
    change = proposed(address, entry(address, base), entry(address, here, 2), Side(there))
    assert change is not None and change.standing is ChangeStanding.CONFLICTING


def test_evidence_of_both_sides_is_kept() -> None:
    base = (EvidenceLink("E1"), EvidenceLink("E2", frozenset({"L04.1a"})))
    here = (*base, EvidenceLink("E3"))
    there = (EvidenceLink("E2", frozenset({"L04.1a", "L04.1b"})), EvidenceLink("E4"))
    change = proposed(EVIDENCE, entry(EVIDENCE, base), entry(EVIDENCE, here, 2), Side(there))
    assert change is not None and change.standing is ChangeStanding.UNITED
    assert change.written == (
        EvidenceLink("E2", frozenset({"L04.1a", "L04.1b"})),
        EvidenceLink("E3"),
        EvidenceLink("E4"),
    )


def test_a_piece_for_the_whole_answer_is_for_its_criteria_too() -> None:
    here, there = (EvidenceLink("E1"),), (EvidenceLink("E1", frozenset({"L04.1a"})),)
    assert united_links((), here, Side(there)) == here
    assert united_links((), there, Side(here)) == here


lines = st.lists(st.sampled_from(["a", "b", "not a", "", "é"]), max_size=5).map("\n".join)
links = st.lists(
    st.builds(EvidenceLink, st.sampled_from(["E1", "E2", "E3"]), st.frozensets(st.sampled_from(["x", "y"]))),
    max_size=3,
    unique_by=lambda one: one.evidence,
).map(tuple)


def said(comment: str) -> set[str]:
    return {line for line in comment.split("\n") if line.strip()}


@given(lines, lines, lines)
def test_every_line_that_a_side_added_is_kept_and_none_comes_from_nowhere(base: str, here: str, there: str) -> None:
    united = said(united_comment(base, here, Side(there)))
    assert united == (said(here) & said(there)) | (said(here) - said(base)) | (said(there) - said(base))


@given(lines, lines)
def test_a_comment_united_with_itself_stays(base: str, comment: str) -> None:
    assert united_comment(base, comment, Side(comment)) == comment


@given(lines, lines, lines)
def test_what_was_united_is_not_united_again(base: str, here: str, there: str) -> None:
    united = united_comment(base, here, Side(there))
    assert said(united_comment(base, united, Side(united_comment(base, there, Side(here))))) == said(united)


def pairs(held: tuple[EvidenceLink, ...]) -> set[tuple[str, str]]:
    return {(link.evidence, one) for link in held for one in link.criteria or {""}}


@given(links, links, links)
def test_every_link_that_a_side_added_is_kept(
    base: tuple[EvidenceLink, ...], here: tuple[EvidenceLink, ...], there: tuple[EvidenceLink, ...]
) -> None:
    united = united_links(base, here, Side(there))
    wanted = (pairs(here) & pairs(there)) | (pairs(here) - pairs(base)) | (pairs(there) - pairs(base))
    whole = {evidence for evidence, criterion in wanted if not criterion}
    assert pairs(united) == {(id, one) for id, one in wanted if id not in whole} | {(id, "") for id in whole}
    assert len({link.evidence for link in united}) == len(united)
    order = [link.evidence for link in (*here, *there)]
    places = [order.index(link.evidence) for link in united]
    assert places == sorted(places)


@given(links, links)
def test_evidence_united_with_itself_stays(base: tuple[EvidenceLink, ...], held: tuple[EvidenceLink, ...]) -> None:
    assert united_links(base, held, Side(held)) == held
