from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import (
    CriterionNotApplicable,
    Disputed,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    Reply,
    TicksGiven,
)
from questionnaire.assessment import Dossier
from questionnaire.framework import Framework
from questionnaire.profile import Covers, Profile, SiteCount, SiteCriterion
from questionnaire.profiled import in_profile
from questionnaire.text import NO_TEXT
from scoring.site_counts import SiteTally, differing, site_profile, tally_sites, with_tallies
from tests.examples import (
    answer,
    at_level,
    capability,
    checklist,
    choice,
    dossier,
    framework,
    ladder,
    question,
    section,
    words,
)

COUNTS = {
    "A.1a": SiteCount.ANY,
    "A.2a": SiteCount.MOST,
    "A.3a": None,
    "B.a": SiteCount.MAJORITY,
    "C.high1": SiteCount.EACH,
}
OF_SITES = Profile(
    "site",
    NO_TEXT,
    NO_TEXT,
    Fraction(1),
    Covers.SITE,
    questions={id: words(f"here {id}") for id in "ABC"},
    criteria={id: SiteCriterion(words(f"here {id}"), counts) for id, counts in COUNTS.items()},
)
TREE = framework(
    section(
        "S",
        capability("A", question("A", ladder("A"))),
        capability("B", question("B", checklist("B"))),
        capability("C", question("C", choice("C", {"low": 0, "middle": 2, "high": 4}))),
        capability("D", question("D", ladder("D"))),
    ),
    profiles=(Profile("full", NO_TEXT, NO_TEXT, Fraction(8)), OF_SITES),
)
WITHOUT_SITES = framework(section("S", capability("A")))


def sites(question: str, *replies: Reply | int | None) -> Mapping[str, Dossier]:
    """One site a reply, named by its place in the list."""
    asked = in_profile(TREE, "site")
    return {str(place): dossier(asked, answer(question, reply)) for place, reply in enumerate(replies)}


def tallied(criterion: str, *replies: Reply | int | None, whole: Framework = TREE) -> SiteTally:
    counted = tally_sites(whole, sites(criterion.partition(".")[0], *replies))
    return next(one for one in counted if one.criterion == criterion)


def tally(met: int, not_met: int, open: int, counts: SiteCount = SiteCount.MOST, criterion: str = "A.2a") -> SiteTally:
    def named(kind: str, n: int) -> tuple[str, ...]:
        return tuple(f"{kind}{place}" for place in range(n))

    return SiteTally(criterion, counts, named("met", met), named("not", not_met), named("open", open))


@pytest.mark.parametrize(
    ("counts", "of_twenty"),
    [
        (SiteCount.ANY, 1),
        (SiteCount.SOME, 5),
        (SiteCount.MAJORITY, 10),
        (SiteCount.MOST, 15),
        (SiteCount.ALL, 18),
        (SiteCount.EACH, 20),
    ],
)
def test_a_quantity_word_holds_from_its_share_on(counts: SiteCount, of_twenty: int) -> None:
    assert tally(of_twenty, 20 - of_twenty, 0, counts).holds is True
    assert tally(of_twenty - 1, 21 - of_twenty, 0, counts).holds is False


@pytest.mark.parametrize(
    ("met", "not_met", "open", "holds"),
    [(3, 1, 0, True), (3, 0, 1, True), (2, 0, 2, None), (2, 1, 1, None), (2, 2, 0, False), (0, 2, 2, False)],
)
def test_nothing_is_decided_while_open_sites_could_turn_it(
    met: int, not_met: int, open: int, holds: bool | None
) -> None:
    assert tally(met, not_met, open).holds is holds


def test_an_open_site_counts_as_not_meeting_it_in_the_share() -> None:
    assert tally(1, 2, 1).share == Fraction(1, 4)


@pytest.mark.parametrize("counts", SiteCount)
def test_without_a_site_there_is_no_share_and_nothing_is_decided(counts: SiteCount) -> None:
    none = tally(0, 0, 0, counts)
    assert (none.sites, none.share, none.holds) == (0, None, None)


tallies = st.builds(tally, st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.sampled_from(SiteCount))


@given(tallies, st.booleans())
def test_an_answer_of_an_open_site_never_turns_what_is_decided(before: SiteTally, meets: bool) -> None:
    met, not_met, open = len(before.met), len(before.not_met), len(before.open)
    if open and before.holds is not None:
        after = tally(met + meets, not_met + (not meets), open - 1, before.counts)
        assert after.holds is before.holds


@given(tallies)
def test_once_more_sites_meet_it_what_held_does_not_fail(before: SiteTally) -> None:
    met, not_met, open = len(before.met), len(before.not_met), len(before.open)
    if not_met and before.holds:
        assert tally(met + 1, not_met - 1, open, before.counts).holds is True
    if before.holds:
        assert tally(met + 1, not_met, open, before.counts).holds is True


@given(tallies)
def test_when_every_site_has_answered_it_is_decided(before: SiteTally) -> None:
    closed = tally(len(before.met), len(before.not_met), 0, before.counts)
    undecided = closed.sites == 0 or (closed.counts is SiteCount.ONE and not closed.met)
    assert (closed.holds is None) == undecided


def test_only_criteria_that_count_sites_are_tallied_in_framework_order() -> None:
    counted = tally_sites(TREE, {})
    assert [one.criterion for one in counted] == ["A.1a", "A.2a", "B.a", "C.high1"]
    assert all(one.sites == 0 for one in counted)


def test_a_framework_without_a_profile_for_sites_has_no_tallies() -> None:
    assert site_profile(TREE) is OF_SITES
    assert site_profile(WITHOUT_SITES) is None
    assert tally_sites(WITHOUT_SITES, sites("A", 2)) == ()


def test_each_site_stands_under_its_name() -> None:
    counted = tallied("A.2a", 2, 1, None, NotKnown())
    assert (counted.met, counted.not_met, counted.open) == (("0",), ("1",), ("2", "3"))


def test_ticks_alone_say_what_a_site_meets() -> None:
    ticked = LevelReached(LadderGiven(None, frozenset({"A.2a"})))
    assert tallied("A.2a", ticked).met == ("0",), "although the level below is not reached"
    assert tallied("A.1a", ticked).not_met == ("0",)


@pytest.mark.parametrize(
    "reply",
    [
        NotApplicable("no such flow"),
        LevelReached(LadderGiven(2, not_applicable=(CriterionNotApplicable("A.2a", "no such flow"),))),
    ],
)
def test_a_site_to_which_it_cannot_apply_is_not_counted(reply: Reply) -> None:
    counted = tallied("A.2a", reply, 1)
    assert (counted.sites, counted.not_met) == (1, ("1",))


@pytest.mark.parametrize(
    ("lowest", "highest", "group"), [(2, 3, "met"), (1, 2, "open"), (0, 1, "not_met"), (1, 4, "open")]
)
def test_a_dispute_is_open_only_between_its_ends(lowest: int, highest: int, group: str) -> None:
    counted = tallied("A.2a", Disputed(Fraction(lowest), Fraction(highest)))
    assert getattr(counted, group) == ("0",)
    assert counted.sites == 1


@pytest.mark.parametrize(("criterion", "lowest", "highest"), [("B.a", 1, 3), ("C.high1", 0, 2), ("C.high1", 2, 4)])
def test_a_dispute_whose_levels_do_not_say_what_is_met_is_open(criterion: str, lowest: int, highest: int) -> None:
    assert tallied(criterion, Disputed(Fraction(lowest), Fraction(highest))).open == ("0",)


class TestTakingOver:
    question = TREE.question("A")
    decided = (tally(4, 0, 0, SiteCount.ANY, "A.1a"), tally(0, 4, 0, SiteCount.MOST, "A.2a"))

    def taken(self, reply: Reply | None, tallies: Sequence[SiteTally] = decided) -> LadderGiven:
        after = with_tallies(self.question, reply, tallies)
        assert after is not None
        assert isinstance(after.given, LadderGiven)
        return after.given

    def test_what_the_sites_decide_is_ticked_and_marked(self) -> None:
        assert self.taken(None) == LadderGiven(None, frozenset({"A.1a"}), frozenset({"A.2a"}))

    def test_it_turns_what_was_replied_otherwise(self) -> None:
        before = LevelReached(LadderGiven(None, frozenset({"A.2a", "A.3a"}), frozenset({"A.1a"})))
        assert self.taken(before) == LadderGiven(None, frozenset({"A.1a", "A.3a"}), frozenset({"A.2a"}))

    def test_a_level_that_was_chosen_stays(self) -> None:
        assert self.taken(at_level(3)).level == 3

    def test_what_is_still_open_stays_as_it_was(self) -> None:
        before = LevelReached(LadderGiven(None, frozenset({"A.1a"}), frozenset({"A.2a"})))
        assert self.taken(before, [tally(2, 0, 2)]) == before.given

    def test_a_criterion_that_is_counted_applies_after_all(self) -> None:
        apart = (CriterionNotApplicable("A.1a", "none"), CriterionNotApplicable("A.4a", "none"))
        assert self.taken(LevelReached(LadderGiven(None, not_applicable=apart))).not_applicable == apart[1:]

    def test_a_checklist_is_ticked(self) -> None:
        before = LevelReached(TicksGiven(frozenset({"B.b", "B.c"}), (CriterionNotApplicable("B.a", "none"),)))
        tallies = [tally(4, 0, 0, SiteCount.ALL, "B.a"), tally(0, 4, 0, SiteCount.ALL, "B.b")]
        after = with_tallies(TREE.question("B"), before, tallies)
        assert after == LevelReached(TicksGiven(frozenset({"B.a", "B.c"})))

    def test_a_kind_without_ticks_takes_nothing(self) -> None:
        assert with_tallies(TREE.question("C"), None, [tally(4, 0, 0, SiteCount.EACH, "C.high1")]) is None

    @pytest.mark.parametrize("reply", [LevelReached(OptionGiven("high")), at_level(9)])
    def test_a_reply_that_does_not_fit_any_more_is_no_ground_to_build_on(self, reply: Reply) -> None:
        assert self.taken(reply) == self.taken(None)
        assert differing(self.question, reply, self.decided) == self.decided

    def test_afterwards_nothing_differs(self) -> None:
        after = with_tallies(self.question, LevelReached(LadderGiven(None, frozenset({"A.2a"}))), self.decided)
        assert differing(self.question, after, self.decided) == ()


def test_what_the_sites_decide_otherwise_than_was_replied_differs() -> None:
    held, failed, open = tally(4, 0, 0, SiteCount.ANY, "A.1a"), tally(0, 4, 0), tally(2, 0, 2, criterion="A.3a")
    asked = TREE.question("A")
    assert differing(asked, at_level(1), [held, failed, open]) == ()
    assert differing(asked, at_level(2), [held, failed, open]) == (failed,)
    assert differing(asked, at_level(0), [held, failed, open]) == (held,)
    assert differing(asked, None, [held, failed, open]) == (held, failed)
    assert differing(asked, NotKnown(), [held, failed, open]) == (held, failed)
