from __future__ import annotations

from dataclasses import replace

import pytest

from planning.actions import Action, Library
from questionnaire.conditions import CriterionCondition
from questionnaire.fact_sheets import FactSheet
from questionnaire.framework import Capability, Question
from questionnaire.guidance import Guidance
from questionnaire.policy import Strength
from questionnaire.sources import Instrument, Reference, SeedFact
from reports.book.capability_chapter import GATE, capability_chapter, reference_said
from tests.examples import (
    action,
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
from words.phrases import load_phrases

ENGLISH, FRENCH = load_phrases("en"), load_phrases("fr")
NOTHING = Library({}, {}, {})
GUIDE = Instrument("guide", words("Guide [2]"))
SEEN = Reference("guide-1", GUIDE, words("Profiles"), verified=True, address="https://a.org/b_c")
UNSEEN = Reference("guide-2", GUIDE, words("Posts"), verified=False, address="https://a.org/d")
GUIDANCE = Guidance(
    why=words("Because."),
    find_out=words("Ask."),
    evidence={Strength.OBSERVED_IN_USE: words("Seen."), Strength.STATED: words("Said.")},
    pitfalls=words("Drafts."),
    notes=words("A note."),
    figures=words("24 months."),
)


def chapter(one: Capability, *actions: Action, sheets: tuple[FactSheet, ...] = ()) -> str:
    whole = framework(section("S", one, capability("OTHER")), fact_sheets=sheets)
    return "\n".join(capability_chapter(whole, one, NOTHING, actions, ENGLISH))


def asked(one: Question) -> str:
    return chapter(capability("L01", one))


def test_a_gate_is_marked_at_its_name_and_explained() -> None:
    assert f"### L01 capability L01 {GATE}\n" in chapter(capability("L01", gate=True))
    assert ENGLISH("book.gate") in chapter(capability("L01", gate=True))
    assert GATE not in chapter(capability("L01"))
    assert ENGLISH("book.gate") not in chapter(capability("L01"))


def test_a_capability_says_its_weight_and_the_outcomes_that_it_serves() -> None:
    one = capability(
        "L01",
        weight=fraction("3/2"),
        weight_reason=words("It counts."),
        iccwc_outcomes=(2, 5),
        vision_2030=("c",),
    )
    said = chapter(one)
    assert "- Weight 1.50. It counts." in said
    assert f"2 {ENGLISH('book.iccwc.2')}, 5 {ENGLISH('book.iccwc.5')}." in said
    assert f"c {ENGLISH('actions.vision.c')}." in said
    assert "- Weight 1." in chapter(capability("L01"))
    assert "ICCWC" not in chapter(capability("L01"))


def test_guidance_stands_round_the_questions_the_weakest_evidence_first() -> None:
    said = chapter(capability("L01", guidance=GUIDANCE))
    places = [said.index(text) for text in ("Because.", "Ask.", "*question L01*", "Said.", "Seen.", "Drafts.")]
    assert places == sorted(places)
    assert "A note." in said
    assert "24 months." in said


def test_guidance_that_nobody_wrote_is_left_out() -> None:
    said = chapter(capability("L01"))
    for name in ("why", "find_out", "pitfalls", "notes", "figures", "stated"):
        assert f"**{ENGLISH(f'answer.guidance_{name}')}**" not in said


def test_a_ladder_has_a_line_for_each_level_and_each_criterion() -> None:
    said = asked(question("Q", ladder("Q", levels=5, per_level=2)))
    assert "- **0 Absent.** Q at 0\n- **1 Initial.** Q at 1\n  - Q.1a criterion Q.1a\n  - Q.1b criterion" in said
    assert "- **4 Sustained.** Q at 4\n  - Q.4a criterion Q.4a" in said


def test_a_choice_says_what_level_each_option_stands_for() -> None:
    said = asked(question("Q", choice("Q", {"low": 0, "high": 4})))
    assert "- **low.** option low (level 0)\n- **high.** option high (level 4)\n  - Q.high1 holds" in said


def test_a_checklist_says_from_how_many_ticks_each_level_holds() -> None:
    said = asked(question("Q", checklist("Q", items=3, bands={0: 0, 2: 1, 4: 3})))
    assert "- Q.a item a\n- Q.b item b\n- Q.c item c\n" in said
    assert "from 0: level 0, from 1: level 2, from 3: level 4." in said


def test_a_number_has_a_line_for_each_threshold_above_the_lowest() -> None:
    said = asked(question("Q", number("Q", {0: 0, 2: 50, 4: 90})))
    assert "- **2.** Q.2 50\n- **4.** Q.4 90\n" in said
    assert "- **0.**" not in said


@pytest.mark.parametrize(("condition", "told"), [(CriterionCondition("X.1a"), True), (None, False)])
def test_a_question_that_is_not_always_asked_says_so(condition: CriterionCondition | None, told: bool) -> None:
    assert ("Asked only where X.1a is met." in asked(question("Q", asked_when=condition))) is told


def test_a_reference_shows_its_address_only_where_it_was_seen() -> None:
    assert reference_said(SEEN, ENGLISH) == r"Guide \[2\]: Profiles <https://a.org/b_c>"
    unseen = reference_said(UNSEEN, ENGLISH)
    assert unseen == rf"Guide \[2\]: Posts ({ENGLISH('answer.to_be_verified')})"
    assert reference_said(SEEN, FRENCH).startswith(rf"Guide \[2\]{FRENCH('figures.colon')}Profiles")


def test_what_it_rests_on_and_answers_to_is_listed_where_there_is_some() -> None:
    fact = SeedFact("tor-1", words("Terms"), words("A baseline."))
    said = chapter(capability("L01", references=(SEEN, UNSEEN), seed_facts=(fact,)))
    assert said.count(r"- Guide \[2\]: ") == 2
    assert f"**{ENGLISH('book.seed_facts')}**\n\n- tor-1 A baseline.\n" in said
    bare = chapter(capability("L01"))
    assert ENGLISH("book.seed_facts") not in bare
    assert ENGLISH("book.references") not in bare


def test_actions_and_then_the_worked_examples_of_this_capability_stand_at_the_end() -> None:
    mine = FactSheet("L01-1", "L01", 3, 2, words("Facts."), words("Account."))
    other = replace(mine, id="OTHER-1", capability="OTHER")
    said = chapter(capability("L01"), action("A-L01-1", "L01.1a"), sheets=(other, mine))
    assert said.index('<a id="A-L01-1">') < said.index("#### Worked example L01-1\n\nFacts.\n")
    assert "**Level 2; a hurried rater gives 3.** Account." in said
    assert "OTHER-1" not in said
