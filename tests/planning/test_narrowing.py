from __future__ import annotations

from dataclasses import replace
from datetime import date

from planning.actions import Library
from planning.narrowing import narrowed, with_actions_told, without_withheld
from questionnaire.answers import EvidenceLink
from questionnaire.following import ProgressReport, ProgressWord, Rater, StepDetails
from questionnaire.framework import Framework
from questionnaire.intentions import Limits, PlannedStart, UnitPrice
from questionnaire.profile import Covers, Profile, SiteCriterion
from questionnaire.profiled import in_profile
from questionnaire.text import NO_TEXT
from questionnaire.withholding import without_capabilities
from tests.examples import action, answer, capability, dossier, evidence, fraction, framework, library, section, words


def profile(id: str, *capabilities: str) -> Profile:
    return Profile(id, NO_TEXT, NO_TEXT, fraction(1), capabilities=capabilities)


TREE = framework(
    section("L", capability("A"), capability("B")),
    section("O", capability("C")),
    profiles=(profile("full"), profile("short", "B")),
)
SHORT = in_profile(TREE, "short")


def serving(*actions: str) -> Library:
    """A library in which the actions wait for each other in a row, and only the last meets something asked."""
    before: tuple[str, ...] = ()
    made = []
    for id in actions:
        meets = ("B.1a",) if id == actions[-1] else ("A.1a",)
        made.append(action(id, *meets, after=before))
        before = (id,)
    return library(*made)


def short(of: Library, framework: Framework = SHORT) -> Library:
    return narrowed(of, framework)


def test_where_everything_is_asked_it_is_the_library_itself() -> None:
    every = library(action("A-A-1", "A.1a"))
    assert narrowed(every, TREE) is every


def test_an_action_meets_only_what_is_asked() -> None:
    read = short(library(action("A-B-1", "A.1a", "B.1a", "C.2a", "B.2a")))
    assert read.actions["A-B-1"].meets == ("B.1a", "B.2a")


def test_what_meets_nothing_is_left_out_in_the_order_of_the_library() -> None:
    every = library(action("A-B-2", "B.2a"), action("A-A-1", "A.1a"), action("A-B-1", "B.1a"))
    assert list(short(every).actions) == ["A-B-2", "A-B-1"]


def test_what_comes_before_something_asked_stays_however_far_before() -> None:
    read = short(serving("A-A-1", "A-A-2", "A-A-3", "A-B-1"))
    assert list(read.actions) == ["A-A-1", "A-A-2", "A-A-3", "A-B-1"]
    assert read.actions["A-A-1"].meets == ()


def test_what_comes_after_something_asked_does_not_stay_for_that() -> None:
    every = library(action("A-B-1", "B.1a"), action("A-A-1", "A.1a", after=("A-B-1",)))
    assert list(short(every).actions) == ["A-B-1"]


def test_levels_of_what_is_not_asked_are_assumed() -> None:
    every = library(action("A-B-1", "B.1a", requires={"A": 2, "B": 1, "C": 3}), action("A-B-2", "B.2a"))
    first, second = short(every).actions.values()
    assert (first.requires, first.assumes) == ({"B": 1}, {"A": 2, "C": 3})
    assert (second.requires, second.assumes) == ({}, {})


def test_prices_and_goods_stay() -> None:
    every = replace(library(action("A-B-1", "B.1a")), goods={"goods": words("goods")})
    read = short(every)
    assert (read.unit_costs, read.goods) == (every.unit_costs, every.goods)


def test_where_a_site_is_assessed_only_its_criteria_are_met() -> None:
    at_site = Profile(
        "site",
        NO_TEXT,
        NO_TEXT,
        fraction(1),
        Covers.SITE,
        questions={"B": words("Here?")},
        criteria={"B.1a": SiteCriterion(words("Here."))},
    )
    site = in_profile(replace(TREE, profiles=(profile("full"), at_site)), "site")
    every = library(action("A-B-1", "B.1a", "B.2a"), action("A-B-2", "B.2a"))
    assert {id: one.meets for id, one in short(every, site).actions.items()} == {"A-B-1": ("B.1a",)}


WITHOUT_A = without_capabilities(TREE, frozenset({"A"}))
NO_C = without_capabilities(TREE, frozenset({"C"}))


def test_what_serves_only_what_is_withheld_is_gone_also_where_others_wait_for_it() -> None:
    # A profile keeps such an action as one that comes first; here its very name would tell.
    told = narrowed(serving("first", "second", "last"), WITHOUT_A)
    assert list(told.actions) == ["last"]
    assert told.actions["last"].after == ()


def test_an_action_that_serves_both_says_nothing_of_what_is_withheld() -> None:
    both = action("both", "A.1a", "B.1a", requires={"A": 2, "C": 1}, assumes={"A": 3})
    told = without_withheld(library(both, action("neither")), WITHOUT_A)
    assert told.actions["both"].meets == ("B.1a",)
    assert told.actions["both"].requires == {"C": 1}
    assert told.actions["both"].assumes == {}
    assert "neither" in told.actions


def test_an_action_named_for_what_is_withheld_goes_whatever_else_it_serves() -> None:
    named = without_withheld(library(action("X-C-3", "C.1a", "B.1a"), action("X-B-1", "B.1a", after=("X-C-3",))), NO_C)
    assert list(named.actions) == ["X-B-1"] and named.actions["X-B-1"].after == ()


def test_what_meets_nothing_and_comes_only_before_what_is_withheld_goes_with_it() -> None:
    # It would stand in a plan that tells of no reason for it; and so however far before.
    held = library(
        action("earliest"),
        action("early", after=("earliest",)),
        action("untold", "A.1a", after=("early",)),
        action("shared"),
        action("also untold", "A.2a", after=("shared",)),
        action("told", "B.1a", after=("shared", "untold")),
        action("alone"),
    )
    assert list(without_withheld(held, WITHOUT_A).actions) == ["shared", "told", "alone"]


def test_within_a_profile_what_is_not_asked_stays_assumed() -> None:
    short_without = without_capabilities(in_profile(TREE, "full"), frozenset({"C"}))
    told = narrowed(library(action("one", "B.1a", requires={"A": 2, "C": 1})), short_without)
    assert told.actions["one"].requires == {"A": 2}
    assert told.actions["one"].assumes == {}


def test_nothing_is_told_of_actions_that_the_library_does_not_have() -> None:
    known, gone = "one", "gone"
    report = ProgressReport(known, Rater.SELF, ProgressWord.ON_TRACK, date(2027, 3, 1), evidence=("E1",))
    held = dossier(
        TREE,
        answer("B", 1, evidence=[EvidenceLink("E3")]),
        planned=(PlannedStart(known, 0), PlannedStart(gone, 1)),
        limits=Limits(forced_in=frozenset({known, gone}), forced_out=frozenset({gone}), pinned={gone: 2, known: 0}),
        details={id: StepDetails(id, owner="x") for id in (known, gone)},
        progress={
            (known, Rater.SELF): report,
            (gone, Rater.SELF): replace(report, action=gone, evidence=("E1", "E2")),
        },
        prices={
            "OWN-1 once": UnitPrice("OWN-1 once", fraction(3), "USD"),
            "lamp": UnitPrice("lamp", fraction(3), "USD"),
        },
        evidence=[evidence("E1"), evidence("E2"), evidence("E3")],
    )
    told = with_actions_told(held, library(action(known, "B.1a")))
    assert told.planned == (PlannedStart(known, 0),)
    assert told.limits == Limits(forced_in=frozenset({known}), pinned={known: 0})
    assert set(told.details) == {known}
    assert set(told.progress) == {(known, Rater.SELF)}
    assert set(told.prices) == {"lamp"}
    assert set(told.evidence) == {"E1", "E3"}


def test_no_plan_stays_no_plan() -> None:
    assert with_actions_told(dossier(TREE), library()).planned is None
