from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from planning.actions import Library, UnitCost
from questionnaire.framework import Framework
from questionnaire.policy import Policy, Strength
from questionnaire.sources import Instrument, Reference, SeedFact
from questionnaire.text import Text
from reports.book.source_tables import source_tables, strengths
from tests.examples import action, capability, framework, library, section, words
from words.phrases import load_phrases

ENGLISH, FRENCH = load_phrases("en"), load_phrases("fr")
GUIDE = Instrument("guide", words("Guide"))
SEEN = Reference("guide-1", GUIDE, words("Profiles"), verified=True, address="https://a.org")
UNSEEN = Reference("guide-2", GUIDE, words("Posts"), verified=False)
FACT = SeedFact("tor-1", words("Terms | of reference"), words("A baseline."))
TREE = framework(
    section(
        "S",
        capability("A", references=(SEEN,), seed_facts=(FACT,), iccwc_outcomes=(2,), vision_2030=("c",)),
        capability("B", references=(SEEN,), iccwc_outcomes=(2, 8)),
    ),
    references=(SEEN, UNSEEN),
    seed_facts=(FACT,),
)
EVERY = library(
    action("A-A-1", "A.1a", references=(UNSEEN, SEEN), vision_2030="c"),
    action("A-B-1", "B.1a", vision_2030="c"),
    action("A-B-2", "B.2a"),
)
NOTHING = Library({}, {}, {})


def rows(framework: Framework = TREE, of: Library = EVERY) -> list[str]:
    return [line for line in source_tables(framework, of, ENGLISH) if line.startswith("| ")]


def text(framework: Framework, of: Library) -> str:
    return "\n".join(source_tables(framework, of, ENGLISH))


def test_each_reference_leads_to_whoever_rests_on_it() -> None:
    assert "| guide-1 | Guide: Profiles <https://a.org> | [A](#A), [B](#B) | [A-A-1](#A-A-1) |" in rows()
    assert f"| guide-2 | Guide: Posts ({ENGLISH('answer.to_be_verified')}) |  | [A-A-1](#A-A-1) |" in rows()
    assert ENGLISH("book.references_how", verified=1, copies=0, n=2) in text(TREE, EVERY)


def test_each_fact_of_the_brief_leads_to_what_answers_to_it() -> None:
    assert r"| tor-1 | Terms \| of reference | A baseline. | [A](#A) |" in rows()


def test_each_outcome_leads_to_its_capabilities_and_an_empty_one_is_shown_too() -> None:
    assert f"| 2 {ENGLISH('book.iccwc.2')} | [A](#A), [B](#B) |" in rows()
    assert f"| 8 {ENGLISH('book.iccwc.8')} | [B](#B) |" in rows()
    assert f"| 1 {ENGLISH('book.iccwc.1')} |  |" in rows()
    assert f'<a id="outcomes"></a>\n\n## {ENGLISH("book.by_outcome")}\n\n| ' in text(TREE, EVERY)


def test_actions_are_counted_by_the_outcome_of_the_vision() -> None:
    assert f"| c {ENGLISH('actions.vision.c')} | [A](#A) | 2 |" in rows()
    assert f"| a {ENGLISH('actions.vision.a')} |  | 0 |" in rows()


def test_tables_without_a_row_are_left_out_with_their_headings() -> None:
    bare = text(framework(section("S", capability("A"))), NOTHING)
    for name in ("by_reference", "by_seed_fact", "unit_costs"):
        assert f"## {ENGLISH(f'book.{name}')}\n" in text(TREE, EVERY), name
        assert f"## {ENGLISH(f'book.{name}')}\n" not in bare, name


def test_prices_are_listed_with_their_source_and_the_blank_ones_counted() -> None:
    kennel = UnitCost("dog kennel", Fraction(2400), "USD", "unit", "a_b", 2026, assumption=False)
    prices = {"dog kennel": kennel, "goods": replace(kennel, item="goods", year=None, assumption=True)}
    blank = {"fuel": replace(kennel, item="fuel", amount=None)}
    of = Library({}, {**prices, **blank}, {"dog kennel": Text({"en": "kennel", "fr": "chenil"})})
    assert rows(TREE, of)[-2:] == [
        r"| kennel | 2,400 USD per unit | 2026 | a\_b |",
        rf"| goods | 2,400 USD per unit |  | a\_b ({ENGLISH('book.assumption')}) |",
    ]
    assert ENGLISH("book.unit_costs_how", n=2, of=3) in text(TREE, of)
    french = "\n".join(source_tables(TREE, of, FRENCH)).replace("\u202f", " ").replace("\u00a0", " ")
    assert "| chenil | 2 400 USD l'unité | 2026 |" in french


def test_each_strength_of_evidence_says_how_far_it_carries() -> None:
    caps = {strength: Fraction(place) for place, strength in enumerate(Strength)}
    tree = replace(TREE, policy=Policy(evidence_caps=caps))
    assert [line for line in strengths(tree, ENGLISH) if line.startswith("| ")][1:] == [
        f"| {ENGLISH(f'strength.{strength.value}')} | {place} |" for place, strength in enumerate(Strength)
    ]
