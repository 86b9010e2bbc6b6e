from __future__ import annotations

from questionnaire.conditions import LevelCondition
from questionnaire.framework import Checklist, Framework, Ladder
from questionnaire.profile import NO_PROFILE, Covers, Profile, SiteCriterion
from questionnaire.profiled import in_profile, profile_of
from questionnaire.text import NO_TEXT
from tests.examples import (
    capability,
    checklist,
    choice,
    fraction,
    framework,
    ladder,
    number,
    question,
    section,
    words,
)

SHORT = Profile("short", NO_TEXT, NO_TEXT, fraction(1), capabilities=("B", "D"))
SITE = Profile(
    "site",
    NO_TEXT,
    NO_TEXT,
    fraction(1),
    Covers.SITE,
    capabilities=("A", "B", "C", "D"),
    questions={"A.q1": words("Here?"), "C": words("Which here?"), "D.q1": words("How many?"), "D.q2": words("Who?")},
    levels={"A.q1.2": words("Here at 2")},
    criteria={id: SiteCriterion(words(f"Here {id}.")) for id in ("A.q1.1a", "A.q1.2b", "C.a")},
)
TREE = framework(
    section(
        "L",
        capability(
            "A",
            question("A.q1", ladder("A.q1", per_level=2), asked_when=LevelCondition("B", at_least=fraction(1))),
            question("A.q2"),
        ),
        capability("B"),
    ),
    section("M", capability("C", question("C", checklist("C")))),
    section(
        "O",
        capability(
            "D",
            question("D.q1", number("D.q1", {0: 0, 4: 9})),
            question("D.q2", choice("D.q2", {"low": 0, "high": 4})),
        ),
    ),
    profiles=(NO_PROFILE, SHORT, SITE),
)


def ids(asked: Framework) -> list[str]:
    return [one.id for one in asked.questions]


def test_where_everything_is_asked_it_is_the_framework_itself() -> None:
    assert in_profile(TREE, "full") is TREE


def test_a_profile_that_is_not_there_is_the_first() -> None:
    assert profile_of(TREE, "gone") is NO_PROFILE
    assert profile_of(TREE, "short") is SHORT
    assert in_profile(TREE, "gone") is TREE


def test_a_shorter_profile_leaves_out_capabilities_and_empty_sections() -> None:
    asked = in_profile(TREE, "short")
    assert [(one.id, [node.id for node in one.capabilities]) for one in asked.sections] == [("L", ["B"]), ("O", ["D"])]
    assert asked.capability("B") is TREE.capability("B")
    assert asked.profile is SHORT


def test_it_stays_the_same_framework() -> None:
    asked = in_profile(TREE, "short")
    assert (asked.id, asked.content_hash, asked.profiles) == (TREE.id, TREE.content_hash, TREE.profiles)
    assert in_profile(TREE, "short") is asked, "scores are kept by the framework"


def test_from_one_profile_the_others_can_be_named_but_bring_nothing_back() -> None:
    assert ids(in_profile(in_profile(TREE, "short"), "site")) == ["D.q1", "D.q2"]


class TestOfASite:
    asked = in_profile(TREE, "site")

    def test_only_questions_with_words_for_a_site_are_asked(self) -> None:
        assert ids(self.asked) == ["A.q1", "C", "D.q1", "D.q2"]
        assert "capability B" not in self.asked.node_names, "no question of it is asked"

    def test_a_question_speaks_of_the_site_and_waits_for_no_other(self) -> None:
        question = self.asked.question("A.q1")
        assert question.text("en") == "Here?"
        assert question.asked_when is None
        assert TREE.question("A.q1").asked_when is not None

    def test_a_ladder_keeps_its_levels_and_loses_criteria_without_words(self) -> None:
        ladder = self.asked.question("A.q1").kind
        assert isinstance(ladder, Ladder)
        assert [one.value for one in ladder.levels] == [0, 1, 2, 3, 4]
        said = [[(criterion.id, criterion.text("en")) for criterion in one.criteria] for one in ladder.levels]
        assert said == [[], [("A.q1.1a", "Here A.q1.1a.")], [("A.q1.2b", "Here A.q1.2b.")], [], []]
        assert [one.summary("en") for one in ladder.levels[1:3]] == ["A.q1 at 1", "Here at 2"]

    def test_a_checklist_keeps_every_thing_to_tick(self) -> None:
        kind, before = self.asked.question("C").kind, TREE.question("C").kind
        assert isinstance(kind, Checklist)
        assert isinstance(before, Checklist)
        assert [one.text("en") for one in kind.items] == ["Here C.a.", "item b", "item c", "item d"]
        assert kind.bands == before.bands

    def test_numbers_and_choices_stay_as_they_are(self) -> None:
        for id in ("D.q1", "D.q2"):
            assert self.asked.question(id).kind is TREE.question(id).kind
