from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from questionnaire.framework_folder import read_folder
from questionnaire.problems import Problem, Severity
from questionnaire.readability import MOST_WORDS, Readability, check_readability, count_words, readability
from tests.framework_edits import copied, edit, put

LAW, ORG, FRENCH = "sections/L.yaml", "sections/O.yaml", "languages/fr/sections/L.yaml"


def problems(folder: Path) -> list[Problem]:
    return list(check_readability(read_folder(folder)[0]))


def figures(folder: Path, language: str, group: str) -> Readability:
    (found,) = [one for one in readability(read_folder(folder)[0]) if (one.language, one.group) == (language, group)]
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("An article covers import.", 4),
        ("follow-up of 1,000 cases, 2.5 a day", 7),
        ("L'article n\u2019est pas signé", 4),
        ("and/or", 1),
        ("75% of seizures", 3),
        (" -- (…) ", 0),
    ],
)
def test_words_are_counted_as_they_are_read(text: str, words: int) -> None:
    assert count_words(text) == words


def test_sound_texts_have_no_problem(tmp_path: Path) -> None:
    assert problems(copied("kinds", tmp_path)) == []


@pytest.mark.parametrize(("old", "group"), [("An article covers transit.", "criteria"), ("Transit too.", "levels")])
def test_what_is_read_aloud_is_held_to_its_limit(tmp_path: Path, old: str, group: str) -> None:
    folder = copied("kinds", tmp_path)
    most = MOST_WORDS[group]
    edit(folder, LAW, old, "word " * (most - 1) + "end")
    assert problems(folder) == []
    edit(folder, LAW, "word end", "word word end")
    (told,) = problems(folder)
    assert (told.code, told.place, told.severity) == ("text_too_long", LAW, Severity.GAP)
    assert (told.facts["found"], told.facts["most"]) == (most + 1, most)


@pytest.mark.parametrize(
    ("file", "old", "id"),
    [
        (LAW, "An article covers transit.", "L02.3a"),
        (LAW, "It penalises trade.", "L01.c"),
        (LAW, "Transit too.", "L02.3"),
        (ORG, "Nobody.", "O01.q2.a"),
        (ORG, "At least {value} % of seizures are reported.", "O01.q1"),
    ],
)
def test_every_text_that_decides_is_looked_at(tmp_path: Path, file: str, old: str, id: str) -> None:
    folder = copied("kinds", tmp_path)
    gap = "{value} " if "{value}" in old else ""
    line = edit(folder, file, old, f"It holds {gap}and/or more in several places.")
    told = {one.code: one.facts for one in problems(folder)}
    assert {(one.place, one.line) for one in problems(folder)} == {(file, line)}
    assert told == {"either_or": {"id": id}, "unmeasured": {"id": id, "found": "several"}}


def test_a_text_that_stands_twice_is_told_on_both_lines(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    edit(folder, LAW, "    name: Powers\n", "    name: Several articles.\n")
    lines = [edit(folder, LAW, f"An article covers {flow}.", "Several.") for flow in ("export", "transit")]
    assert [(one.line, one.facts["id"]) for one in problems(folder)] == list(
        zip(lines, ("L02.2a", "L02.3a"), strict=True)
    )


def test_a_text_over_several_lines_is_told_on_its_first(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    line = edit(
        folder,
        LAW,
        "a: An article covers export.",
        "a: >-\n                Several articles\n                cover it.",
    )
    assert [one.line for one in problems(folder)] == [line]


def test_texts_that_explain_may_say_it(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    edit(folder, LAW, "Which article lets you seize?", "Which article and/or regulation is effective?")
    edit(folder, LAW, "    weight: 3\n", "    why: Several and/or effective ones.\n")
    assert problems(folder) == []


def test_a_translation_is_held_to_the_words_of_its_language_on_its_line(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, FRENCH, "criteria:\n  L02.1a: Un article est efficace.\n  L02.2a: Un article et/ou un arrêté.\n")
    told = [(one.code, one.place, one.line, one.facts) for one in problems(folder)]
    assert told == [
        ("unmeasured", FRENCH, 2, {"id": "L02.1a", "found": "efficace"}),
        ("either_or", FRENCH, 3, {"id": "L02.2a"}),
    ]


def test_a_language_that_nobody_knows_is_held_to_length_alone(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    edit(folder, "framework.yaml", "languages: [en, fr]", "languages: [en, de]")
    said = "effective and/or " * 11
    put(folder, "languages/de/sections/L.yaml", f"criteria: {{L02.1a: Efficace., L02.2a: {said}}}\n")
    assert [(one.code, one.facts["id"]) for one in problems(folder)] == [("text_too_long", "L02.2a")] * (
        count_words(said) > MOST_WORDS["criteria"]
    )
    read = figures(folder, "de", "criteria")
    assert (read.joined, read.passive, read.unmeasured, read.either_or) == (None, None, None, None)
    assert read.texts == 2


def test_the_figures_of_a_group(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(
        folder,
        FRENCH,
        "criteria: {L02.1a: Un acte et un avis., L02.2a: Un acte est signé., L02.3a: Souvent signé et/ou tenu.}\n",
    )
    assert figures(folder, "fr", "criteria") == Readability("fr", "criteria", 3, Fraction(13, 3), 5, 2, 1, 1, 1)


def test_options_stand_by_themselves_thresholds_count_as_criteria_and_the_source_comes_first(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    edit(folder, "framework.yaml", "languages: [en, fr]", "languages: [fr, en]")
    put(folder, "languages/fr/sections/O.yaml", "options: {O01.q2.a: Personne.}\nthresholds: {O01.q1: '{value} %'}\n")
    found = [(one.language, one.group) for one in readability(read_folder(folder)[0])]
    assert found == [
        *(("en", group) for group in ("questions", "criteria", "levels", "options", "guidance", "actions")),
        *(("fr", group) for group in ("criteria", "options")),
    ]


def test_a_long_option_makes_no_level_longer(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    edit(folder, ORG, "text: Nobody.", f"text: {'word ' * MOST_WORDS['levels']}end")
    assert figures(folder, "en", "options").longest == MOST_WORDS["levels"] + 1
    assert figures(folder, "en", "levels").longest <= MOST_WORDS["levels"]
    assert problems(folder) == []
