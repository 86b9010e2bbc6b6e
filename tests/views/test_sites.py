"""The sites: their levels side by side, what they decide, and the way of that into the national answer."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from questionnaire.answers import Disputed, LevelReached, NotApplicable, NotKnown, OptionGiven
from questionnaire.assessment import Administration, Round, RoundKind, Site
from questionnaire.entries import comment_of, reply_of, setup_field
from questionnaire.levels import contradictions
from questionnaire.profile import Covers, Profile, SiteCount, SiteCriterion
from storage.memory_repository import MemoryRepository
from tests.examples import at_level, capability, choice, fraction, framework, question, section, words
from tests.views.one_page import AT, kept, page, said

COUNTS = {"L1.1a": SiteCount.ANY, "L1.2a": SiteCount.MAJORITY, "L1.3a": None, "C1.high1": SiteCount.EACH}
OF_SITES = Profile(
    "site",
    words("One site"),
    words(""),
    fraction(1),
    Covers.SITE,
    questions={id: words(f"here {id}") for id in ("L1", "C1")},
    criteria={id: SiteCriterion(words(f"here {id}"), counts) for id, counts in COUNTS.items()},
)
PROFILES = (
    Profile("full", words("Full"), words(""), fraction(8)),
    Profile("other", words("Other"), words(""), fraction(2), capabilities=("O1",)),
    OF_SITES,
)
TREE = framework(
    section(
        "S",
        capability("L1"),
        capability("C1", question("C1", choice("C1", {"low": 0, "high": 4}))),
        capability("O1"),
    ),
    profiles=PROFILES,
    content_hash="sites",
)
REPLY, COMMENT = reply_of("P1", "L1"), comment_of("P1", "L1")


@pytest.fixture
def repository() -> MemoryRepository:
    return MemoryRepository()


def site(repository: MemoryRepository, called: str, level: int | None = None, **more: Any) -> str:
    values: dict[Any, Any] = {setup_field("profile"): "site", setup_field("site"): Site(called)}
    if level is not None:
        values[REPLY] = at_level(level)
    return kept(repository, {**values, **more.pop("values", {})}, **{"framework": TREE, **more})


def nation(repository: MemoryRepository, values: Any = None) -> str:
    return kept(repository, values, framework=TREE)


def drawn(repository: MemoryRepository, id: str, language: str = "en") -> AppTest:
    return page("sites", repository, id, framework=TREE, language=language)


def picked(test: AppTest) -> list[str]:
    said(test)
    return list(test.multiselect[0].value)


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "No assessment of a site is kept here yet"), ("fr", "Aucune évaluation de site")]
)
def test_without_a_site_it_says_how_to_come_by_one(repository: MemoryRepository, language: str, sentence: str) -> None:
    test = drawn(repository, nation(repository), language)
    assert sentence in said(test)
    assert not test.multiselect


class TestWhichAreCounted:
    def test_only_sites_of_this_framework(self, repository: MemoryRepository) -> None:
        site(repository, "Port", 2)
        site(repository, "Elsewhere", 2, framework=replace(TREE, id="other"))
        nation(repository)
        kept(repository, {setup_field("profile"): "other", setup_field("site"): Site("No site")}, framework=TREE)
        test = drawn(repository, nation(repository))
        assert test.multiselect[0].options == ["Port"]

    def test_at_first_those_of_the_same_administration(self, repository: MemoryRepository) -> None:
        site(repository, "Port", 2)
        whose = {setup_field("administration"): Administration("  congo CUSTOMS ")}
        site(repository, "Airport", 2, values=whose)
        site(repository, "Abroad", 2, name="Gabon Customs")
        test = drawn(repository, nation(repository))
        labels = ["Gabon Customs · Abroad", "Airport", "Port"]
        assert test.multiselect[0].options == labels
        assert len(picked(test)) == 2
        assert "Gabon" not in said(test)

    def test_another_round_of_the_same_port_is_not_counted_beside_it(self, repository: MemoryRepository) -> None:
        site(repository, "Port", 2)
        site(repository, "Port", 3, values={setup_field("round"): Round(RoundKind.FOLLOW_UP, 2029)})
        test = drawn(repository, nation(repository))
        assert len(picked(test)) == 1
        assert len(test.multiselect[0].options) == 2

    def test_sites_of_one_name_or_none_are_told_apart(self, repository: MemoryRepository) -> None:
        twins = [site(repository, "Port", 2), site(repository, "Port", 1)]
        site(repository, " ", 3)
        test = drawn(repository, nation(repository))
        options = test.multiselect[0].options
        assert len(set(options)) == 3
        assert {f"Port ({id[:6]})" for id in twins} < set(options)
        assert "Site without a name" in options
        assert "Take one of them out" in said(test)

    def test_the_open_one_does_not_count_itself(self, repository: MemoryRepository) -> None:
        own = site(repository, "Port", 2)
        assert "No assessment of a site" in said(drawn(repository, own))

    def test_without_any_picked_nothing_is_counted(self, repository: MemoryRepository) -> None:
        site(repository, "Port", 2)
        test = drawn(repository, nation(repository))
        test.multiselect[0].set_value([]).run()
        assert "What the sites decide" not in said(test)


def test_the_levels_of_the_sites_stand_side_by_side_with_the_lowest(repository: MemoryRepository) -> None:
    site(repository, "Port", 3)
    site(repository, "Airport", 1)
    site(repository, "Border")
    (table,) = drawn(repository, nation(repository)).table
    rows = table.value.reset_index().to_dict("records")
    first = next(row for row in rows if "L1" in str(list(row.values())))
    told = [str(value) for value in first.values()]
    assert [one for one in told if one.startswith(("1 ", "3 ", "–"))] == [
        "1 Initial",  # the lowest, then the sites by name: airport, border, port
        "1 Initial",
        "–",
        "3 Established",
    ]
    assert not any("O1" in str(row) for row in rows), "sites are not asked for it"


class TestTaking:
    def decided(self, repository: MemoryRepository) -> None:
        """L1.1a holds at two of three sites, L1.2a at one."""
        for name, level in (("Airport", 2), ("Border", 1), ("Port", 0)):
            site(repository, name, level)

    def test_what_differs_is_counted_and_told(self, repository: MemoryRepository) -> None:
        self.decided(repository)
        text = said(drawn(repository, nation(repository, {REPLY: at_level(2)})))
        assert "met at 2 of 3 sites, 0 open (67%); one site is asked for: **it holds**" in text
        assert "met at 1 of 3 sites, 0 open (33%); “majority” asks for 50 %: **it does not hold**" in text
        assert "Not met or open at: Border, Port." in text
        assert "Take this count into the answer" in text
        agreeing, differing = (line for line in text.splitlines() if "of 3 sites" in line)
        assert ":material/call_split:" not in agreeing
        assert differing.endswith(":material/call_split:")

    def test_it_goes_into_the_answer_with_its_counts_as_comment(self, repository: MemoryRepository) -> None:
        self.decided(repository)
        id = nation(repository, {COMMENT: "Seen in May.", REPLY: at_level(3)})
        test = drawn(repository, id)
        test.button(key="take L1").click().run()
        assert "arrived at section S" in said(test)
        assert test.session_state["question S"] == "L1"
        answer = repository.open(id, TREE).answers["P1", "L1"]
        assert answer.reply == at_level(3, met=["L1.1a", "L1.3a"], not_met=["L1.2a"])
        assert answer.comment == "Seen in May.\nCounted from the sites: L1.1a: 2 of 3, L1.2a: 1 of 3."
        assert repository.revision(id) == 2, "both are one change"

    def test_only_what_a_count_speaks_against_is_flagged(self, repository: MemoryRepository) -> None:
        self.decided(repository)
        id = nation(repository, {REPLY: at_level(3)})
        drawn(repository, id).button(key="take L1").click().run()
        reply = repository.open(id, TREE).answers["P1", "L1"].reply
        assert isinstance(reply, LevelReached)
        assert contradictions(TREE.question("L1"), reply.given) == ("L1.2a",)

    def test_afterwards_the_answer_says_the_same_and_nothing_is_left_to_take(
        self, repository: MemoryRepository
    ) -> None:
        self.decided(repository)
        id = nation(repository, {REPLY: at_level(3)})
        drawn(repository, id).button(key="take L1").click().run()
        test = drawn(repository, id)
        assert any("the answer says the same" in one.label for one in test.expander)
        with pytest.raises(KeyError):
            test.button(key="take L1")

    def test_counts_take_the_place_of_earlier_ones_and_leave_what_people_wrote(
        self, repository: MemoryRepository
    ) -> None:
        self.decided(repository)
        before = "Décompté d'après les sites : L1.1a : 9 sur 9. Mais Matadi était fermé.\nSeen in May."
        id = nation(repository, {REPLY: at_level(3), COMMENT: before})
        drawn(repository, id).button(key="take L1").click().run()
        kept = repository.open(id, TREE).answers["P1", "L1"].comment
        assert kept.startswith("Mais Matadi était fermé.\nSeen in May.\nCounted from the sites: L1.1a: 2 of 3")
        assert kept.count("sites") == 1

    def test_where_there_is_no_room_for_the_counts_the_comment_stays(self, repository: MemoryRepository) -> None:
        self.decided(repository)
        id = nation(repository, {REPLY: at_level(3), COMMENT: "x" * 3990})
        drawn(repository, id).button(key="take L1").click().run()
        assert repository.open(id, TREE).answers["P1", "L1"].comment == "x" * 3990

    def test_what_is_still_open_is_neither_decided_nor_taken(self, repository: MemoryRepository) -> None:
        site(repository, "Airport", 0)
        site(repository, "Port")
        test = drawn(repository, nation(repository))
        assert "**still open**" in said(test)
        with pytest.raises(KeyError):
            test.button(key="take L1")

    def test_a_question_without_ticks_is_told_but_its_answer_is_not_overwritten(
        self, repository: MemoryRepository
    ) -> None:
        there = reply_of("P1", "C1")
        site(repository, "Port", values={there: LevelReached(OptionGiven("low"))})
        id = nation(repository, {there: LevelReached(OptionGiven("high"))})
        test = drawn(repository, id)
        assert "“each” allows no exception: **it does not hold**" in said(test)
        assert "change it by hand" in said(test)
        test.button(key="take C1").click().run()
        assert "arrived at section" in said(test)
        assert repository.revision(id) == 1, "nothing was written"

    def test_somebody_was_faster(self, repository: MemoryRepository) -> None:
        self.decided(repository)
        slow = Slow()
        slow.__dict__.update(repository.__dict__)
        id = nation(repository, {REPLY: at_level(3)})
        test = drawn(slow, id)
        test.button(key="take L1").click().run()
        assert "Nothing was written" in said(test)
        assert repository.open(id, TREE).answers["P1", "L1"].reply == at_level(4)

    def test_a_profile_that_leaves_the_question_out_shows_no_count_of_it(self, repository: MemoryRepository) -> None:
        self.decided(repository)
        test = drawn(repository, nation(repository, {setup_field("profile"): "other"}))
        said(test)
        assert not [one for one in test.expander if "L1" in one.label]

    def test_what_is_answered_otherwise_is_left_to_people(self, repository: MemoryRepository) -> None:
        self.decided(repository)
        for reply in (NotApplicable("no post"), NotKnown(), Disputed(Fraction(3), Fraction(4))):
            id = nation(repository, {REPLY: reply})
            test = drawn(repository, id)
            assert "change it by hand" in said(test)
            with pytest.raises(KeyError):
                test.button(key="take all")

    def test_an_unanswered_question_is_only_begun(self, repository: MemoryRepository) -> None:
        self.decided(repository)
        id = nation(repository)
        test = drawn(repository, id)
        assert "the answer is for people to give" in said(test)
        with pytest.raises(KeyError):
            test.button(key="take all")
        test.button(key="take L1").click().run()
        answer = repository.open(id, TREE).answers["P1", "L1"]
        assert answer.reply is None
        assert answer.comment == "Counted from the sites: L1.1a: 2 of 3, L1.2a: 1 of 3."

    def test_all_that_is_answered_is_taken_at_once(self, repository: MemoryRepository) -> None:
        self.decided(repository)
        id = nation(repository, {REPLY: at_level(3)})
        test = drawn(repository, id)
        test.button(key="take all").click().run()
        assert "stand in the answer" in said(test)
        given = repository.open(id, TREE).answers["P1", "L1"].reply
        assert given == at_level(3, met=["L1.1a", "L1.3a"], not_met=["L1.2a"])

    def test_what_changed_since_the_counts_were_drawn_is_not_written_over(self, repository: MemoryRepository) -> None:
        self.decided(repository)
        id = nation(repository)
        test = drawn(repository, id)
        repository.save(id, REPLY, at_level(4), by="P2", at=AT, expect=0)
        test.button(key="take L1").click().run()
        assert "Nothing was written" in said(test)
        assert repository.open(id, TREE).answers["P1", "L1"].reply == at_level(4)

    def test_a_site_that_changed_since_is_not_written_unseen(self, repository: MemoryRepository) -> None:
        self.decided(repository)
        id = nation(repository, {REPLY: at_level(3)})
        test = drawn(repository, id)
        other = next(one.id for one in repository.assessments() if one.setup.site.name)
        repository.save(other, COMMENT, "Seen again.", by="P2", at=AT, expect=0)
        test.button(key="take L1").click().run()
        assert "Nothing was written" in said(test)
        test.button(key="take L1").click().run()
        assert "arrived at section S" in said(test)

    def test_the_picked_sites_are_remembered(self, repository: MemoryRepository) -> None:
        for name in ("Airport", "Port"):
            site(repository, name, 2)
        id = nation(repository)
        test = drawn(repository, id)
        test.multiselect[0].set_value([test.multiselect[0].value[0]]).run()
        assert test.session_state[f"counted {id}"] == [test.multiselect[0].value[0]]


class Slow(MemoryRepository):
    """A memory in which somebody else answers just before a writing."""

    def save_all(self, id: str, changes: Any, **more: Any) -> Any:
        super().save_all(id, [(REPLY, at_level(4), 1)], by="P2", at=AT)
        return super().save_all(id, changes, **more)
