from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from planning.actions import Library
from questionnaire.framework import Framework
from questionnaire.guidance import Definition
from questionnaire.profile import NO_PROFILE, Profile
from questionnaire.sources import Instrument, Reference, SeedFact
from reports.book.book import framework_book
from tests.examples import action, capability, fraction, framework, library, section, words
from tests.planning.bank import bank_framework, bank_library
from words.phrases import LANGUAGES, load_phrases

ENGLISH = load_phrases("en")
SEEN = Reference("guide-1", Instrument("guide", words("Guide")), words("Posts"), verified=True, address="https://a.org")
FACT = SeedFact("tor-1", words("Terms"), words("A baseline."))
TREE = framework(
    section("L", capability("A", references=(SEEN,), gate=True), capability("B", seed_facts=(FACT,))),
    section("O", capability("C")),
    references=(SEEN,),
    seed_facts=(FACT,),
    definitions=(Definition(words("post"), words("Any site.")),),
)
EVERY = library(
    action("A-B-1", "A.1a", "B.1a", references=(SEEN,)),
    action("A-X-1", "C.1a", "A.2a"),
    action("A-A-1"),
)
NOTHING = Library({}, {}, {})


def book(framework: Framework = TREE, of: Library = EVERY) -> str:
    return framework_book(framework, of, ENGLISH)


def dead_links(text: str) -> set[str]:
    return set(re.findall(r"\]\(#([^)]*)\)", text)) - set(re.findall(r'<a id="([^"]*)">', text))


@pytest.mark.parametrize(
    ("tree", "of"), [(TREE, EVERY), (TREE, NOTHING), (framework(section("L", capability("A"))), NOTHING)]
)
def test_every_jump_arrives(tree: Framework, of: Library) -> None:
    text = book(tree, of)
    assert "](#section-L)" in text
    assert dead_links(text) == set()


def test_no_place_is_named_twice() -> None:
    places = Counter(re.findall(r'<a id="([^"]*)">', book()))
    assert [id for id, times in places.items() if times > 1] == []


def test_rules_come_first_then_every_section_and_the_tables_last() -> None:
    headings = re.findall(r"^## (.*)$", book(), re.MULTILINE)
    assert headings == [
        ENGLISH("book.rules"),
        ENGLISH("book.contents"),
        "L section L",
        "O section O",
        ENGLISH("book.by_reference"),
        ENGLISH("book.by_seed_fact"),
        ENGLISH("book.by_outcome"),
        ENGLISH("book.unit_costs"),
    ]


def test_everything_is_counted_at_the_head() -> None:
    counts = {"sections": 2, "capabilities": 3, "questions": 3, "criteria": 12, "actions": 3, "sheets": 0}
    assert ENGLISH("book.counts", version="1", **counts) in book()


def test_it_begins_with_its_name_and_what_it_is_about() -> None:
    text = book(replace(TREE, name=words("A * B"), about=words("What | it is.")))
    assert text.startswith("# A \\* B\n\nWhat \\| it is.\n\n")


def test_a_section_says_what_it_is_about_before_its_capabilities() -> None:
    law = replace(TREE.sections[0], about=words("What the law says."))
    assert "## L section L\n\nWhat the law says.\n\n<a id=" in book(replace(TREE, sections=(law,)), NOTHING)


def test_the_contents_lead_to_every_chapter_and_every_table_that_is_there() -> None:
    head = f"## {ENGLISH('book.contents')}\n\n"
    contents = book().partition(head)[2].partition("\n\n")[0]
    jumps = re.findall(r"\]\(#([^)]*)\)", contents)
    assert jumps == ["section-L", "A", "B", "section-O", "C", "references", "brief", "outcomes", "costs"]
    assert "  - [A](#A) capability A \u25b2\n" in contents
    bare = book(framework(section("L", capability("A"))), NOTHING).partition(head)[2].partition("\n\n")[0]
    assert re.findall(r"\]\(#([^)]*)\)", bare) == ["section-L", "A", "outcomes"]


def test_what_evidence_supports_is_told_before_the_chapters() -> None:
    text = book()
    assert f"{ENGLISH('book.strengths')}\n\n| {ENGLISH('book.head.strength')} |" in text
    assert text.index(ENGLISH("book.strengths")) < text.index("## L section L")


def test_levels_and_words_with_a_fixed_meaning_are_told() -> None:
    assert "| 4 Sustained |  |" in book()
    assert "| post | Any site. |" in book()


def test_an_action_stands_under_the_capability_of_its_id_or_the_first_that_it_serves() -> None:
    chapters = {part[:1]: part for part in re.split(r"^### ", book(), flags=re.MULTILINE)[1:]}
    assert '<a id="A-B-1">' in chapters["B"], "by its id, although it meets a criterion of A first"
    assert '<a id="A-X-1">' in chapters["C"], "its id names no capability"
    assert '<a id="A-A-1">' in chapters["A"], "it meets nothing itself"


def test_an_action_that_serves_nothing_here_is_left_out() -> None:
    assert "A-X-9" not in book(TREE, library(action("A-X-9")))


def test_ways_through_it_are_told_only_where_they_have_names() -> None:
    short = Profile("short", words("Short"), words("A first look."), fraction("3/2"), capabilities=("B", "C"))
    full = Profile("full", words("Full"), words("All of it."), fraction(8))
    text = book(replace(TREE, profiles=(full, short)))
    assert f"## {ENGLISH('book.profiles')}\n\n| {ENGLISH('book.head.profile')} |" in text
    assert "| Full | 8 | All of it. | all |" in text
    assert "| Short | 1.5 | A first look. | [B](#B), [C](#C) |" in text
    assert ENGLISH("book.profiles") not in book(replace(TREE, profiles=(NO_PROFILE,)))


def test_it_ends_with_one_line_end() -> None:
    assert book().endswith("\n")
    assert not book().endswith("\n\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_real_bank_makes_a_book_in_which_every_jump_arrives(language: str) -> None:
    text = framework_book(bank_framework(), bank_library(), load_phrases(language))
    assert dead_links(text) == set()
    assert all(f"### {one.id} " in text for one in bank_framework().capabilities)
    assert all(f'<a id="{id}"></a>' in text for id in bank_library().actions)
