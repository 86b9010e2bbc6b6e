from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from planning.actions import Action, CostLine, Library
from questionnaire.framework_folder import SCHEMAS
from questionnaire.sources import Instrument, Reference
from questionnaire.text import Text
from reports.book.action_lines import action_lines, cost_said
from tests.examples import action, words
from words.phrases import LANGUAGES, load_phrases

ENGLISH, FRENCH = load_phrases("en"), load_phrases("fr")
SHAPE = json.loads((SCHEMAS / "actions.json").read_text("utf-8"))
NOTHING = Library({}, {}, {})
NO_QUANTITY = {"block", "role", "goods", "existing"}
FULL = {
    "steps": words("Draft it,\nsign it."),
    "indicator": words("posts with it"),
    "unit": words("% of posts"),
    "verification": words("receipts"),
    "risk": words("Nobody signs *it*."),
}


def text(*actions: Action) -> str:
    return "\n".join(action_lines(actions, NOTHING, ENGLISH))


def quantities() -> Iterator[tuple[str, str]]:
    """Every quantity of every block that a library may use."""
    for rule in SHAPE["$defs"]["cost"]["allOf"]:
        shape: dict[str, Any] = rule["then"]["properties"]
        yield from ((shape["block"]["const"], name) for name in shape if name not in NO_QUANTITY)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("block", "quantity"), list(quantities()))
def test_every_quantity_of_the_library_is_said(block: str, quantity: str, language: str) -> None:
    assert "7" in cost_said(CostLine(block, {quantity: Fraction(7)}), NOTHING, load_phrases(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_a_library_may_use_is_said(language: str) -> None:
    say, shape = load_phrases(language), SHAPE["properties"]["actions"]["items"]["properties"]
    keys = [f"actions.type.{one}" for one in shape["type"]["enum"]]
    keys += [f"actions.lead.{one}" for one in shape["lead"]["enum"]]
    keys += [f"actions.partner.{one}" for one in shape["partners"]["items"]["enum"]]
    keys += [f"actions.vision.{one}" for one in shape["vision_2030"]["enum"]]
    assert [key for key in keys if key not in say] == []


def test_a_cost_line_says_its_block_its_role_and_its_quantities() -> None:
    line = CostLine("staff", {"days": Fraction(5, 2), "persons": Fraction(1)}, "lawyer", existing=True)
    role = ENGLISH("actions.role.lawyer")
    start = f"{ENGLISH('actions.block.staff')} ({role})"
    assert cost_said(line, NOTHING, ENGLISH) == f"{start}: 1 person, 2.50 days, time of staff already paid"
    assert "1 personne, 2,50 jours, temps" in cost_said(line, NOTHING, FRENCH).replace("\u00a0", " ")


def test_goods_are_named_as_they_are_and_nothing_is_said_of_none() -> None:
    line = CostLine("procurement", {"quantity": Fraction(1200)}, "a_b")
    assert cost_said(line, NOTHING, ENGLISH).endswith(r" (a\_b): 1,200")
    meeting = CostLine("meeting", {"participants": Fraction(12), "days": Fraction(1), "trainers": Fraction(0)})
    assert cost_said(meeting, NOTHING, ENGLISH).endswith(": 12 participants, 1 day")


def test_goods_have_the_words_of_the_library_and_a_role_its_own() -> None:
    known = Library({}, {}, {"dog kennel": Text({"en": "dog kennel", "fr": "chenil"}), "lawyer": words("goods")})
    kennel = CostLine("procurement", {"quantity": Fraction(1)}, "dog kennel")
    assert " (chenil)" in cost_said(kennel, known, FRENCH)
    lawyer = CostLine("staff", {"persons": Fraction(1)}, "lawyer")
    assert f" ({FRENCH('actions.role.lawyer')})" in cost_said(lawyer, known, FRENCH)


def test_what_is_bought_again_says_after_how_many_years() -> None:
    line = CostLine("procurement", {"quantity": Fraction(2), "every": Fraction(5)}, "goods")
    assert cost_said(line, NOTHING, ENGLISH).endswith(f": 2, {ENGLISH('book.every', years='5')}")


def test_without_actions_there_is_no_heading() -> None:
    assert list(action_lines([], NOTHING, ENGLISH)) == []


def test_an_action_says_all_its_parts() -> None:
    cites = Instrument("cites", words("CITES"))
    whole = action(
        "A-L01-2",
        "L01.1a",
        "L01.2a",
        months=1,
        money=20,
        upkeep=5,
        partners=("WCO", "police"),
        after=("A-L01-1",),
        requires={"L02": 3},
        references=(Reference("cites-8", cites, words("Measures"), verified=True),),
        **FULL,
    )
    lines = text(whole).split("\n")
    assert lines.pop() == "", "what comes next does not run into the list"
    assert lines[2] == '- <a id="A-L01-2"></a>**A-L01-2 A-L01-2**'
    assert [line.removeprefix("  - ") for line in lines[3:]] == [
        f"{ENGLISH('actions.type.review')}; led by: {ENGLISH('actions.lead.legal')}; 1 month. "
        f"With: {ENGLISH('actions.partner.WCO')}, {ENGLISH('actions.partner.police')}.",
        "Draft it, sign it.",
        "Meets L01.1a, L01.2a. First: A-L01-1, L02 \u2265 3.",
        "Measured by: posts with it (% of posts); seen in: receipts.",
        r"Assumption or risk: Nobody signs \*it\*.",
        f"Once: {ENGLISH('actions.block.procurement')} (goods): 20.",
        f"Every year: {ENGLISH('actions.block.procurement')} (goods): 5.",
        "Rests on: CITES, cites-8.",
    ]


def test_what_an_action_does_not_have_is_not_said() -> None:
    said = text(action("A-L01-1", "L01.1a"))
    for word in ("With:", "First:", "Once:", "Every year:", "Rests on:"):
        assert word not in said


def test_an_action_that_meets_nothing_itself_says_no_empty_list() -> None:
    assert "Meets ." not in text(action("A-L01-1"))


def test_what_nobody_wrote_leaves_no_empty_line() -> None:
    bare = text(action("A-L01-1", "L01.1a"))
    assert not [line for line in bare.splitlines() if line.strip() == "-"]
    assert "()" not in bare
    assert "Assumption or risk:" not in bare
