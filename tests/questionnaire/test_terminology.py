from __future__ import annotations

from pathlib import Path

import pytest

from questionnaire.framework_folder import read_folder
from questionnaire.problems import Problem, Severity
from questionnaire.terminology import Term, broken_terms, check_terms
from tests.framework_edits import copied, edit, put

SEIZURE = Term(("seizure", "seizures"), ("saisie", "saisies"), ("capture*",), ("chopper",))
TERMS = """\
terms:
  - {source: [article], use: [article], not: [clause*]}
  - {never: [douanier volant], why: It is slang.}
"""


@pytest.mark.parametrize(
    ("source", "translation", "broken"),
    [
        ("A seizure.", "Une saisie.", ()),
        ("Two Seizures.", "Deux SAISIES.", ()),
        ("A seizure.", "Un acte.", (("missing", "seizure: saisie, saisies"),)),
        ("A seizure.", "Une saisie, ou des captures.", (("avoid", "capture*"),)),
        ("A seizure.", "Une captation.", (("missing", "seizure: saisie, saisies"),)),
        ("An act.", "Une capture.", ()),
        ("An act.", "On va chopper.", (("avoid", "chopper"),)),
        ("Preseizure.", "Un acte.", ()),
        ("A seizure.", "Insaisie.", (("missing", "seizure: saisie, saisies"),)),
    ],
)
def test_a_term_is_held_against_both_texts(source: str, translation: str, broken: tuple[object, ...]) -> None:
    assert broken_terms(SEIZURE, source, translation) == broken


@pytest.mark.parametrize("sign", ["'", "\u2019"])
@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "  "])
@pytest.mark.parametrize("written", ["ordre d'achat", "ordre d\u2019achat"])
def test_apostrophes_and_spaces_of_every_kind_are_the_same(sign: str, space: str, written: str) -> None:
    term = Term(("order",), (written,))
    assert broken_terms(term, "An order.", f"Un ordre{space}d{sign}achat.") == ()
    assert broken_terms(term, "An order.", "Un ordre dachat.") != ()


def test_signs_that_mean_something_in_a_pattern_mean_themselves() -> None:
    assert broken_terms(Term(never=("a.b",)), "", "axb") == ()
    assert broken_terms(Term(never=("a.b",)), "", "a.b") == (("avoid", "a.b"),)


@pytest.mark.parametrize("written", ["controlled delivery", "controlled-delivery"])
@pytest.mark.parametrize("found", ["Controlled delivery", "A controlled-delivery case", "controlled\u2011delivery"])
def test_a_hyphen_between_words_is_a_space(written: str, found: str) -> None:
    term = Term(never=(written,))
    assert broken_terms(term, "", found) == (("avoid", written),)
    assert broken_terms(term, "", "controlleddelivery") == broken_terms(term, "", "controlled, delivery") == ()


def test_a_star_before_a_hyphen_stands_for_any_ending_too() -> None:
    term = Term(never=("saisie*-arrêt*",))
    assert broken_terms(term, "", "Des saisies-arrêts.") == broken_terms(term, "", "saisie arrêt") != ()


@pytest.mark.parametrize("key", ["source", "use", "not", "never"])
@pytest.mark.parametrize(
    ("term", "refused"),
    [
        ("*", True),
        ("a*", True),
        ("organe *", True),
        ("l'a*", True),
        ("* gestion", True),
        ("2a*", True),
        ("--", True),
        (" ", True),
        ("or", False),
        ("or*", False),
        ("contrôlée*", False),
        ("été* 40", False),
        ("chaîne* de l'éta*", False),
    ],
)
def test_a_term_that_would_stand_everywhere_is_refused(tmp_path: Path, key: str, term: str, refused: bool) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "languages/fr/terms.yaml", f'terms:\n  - {{{key}: ["{term}"]}}\n')
    told = [(one.code, one.place, one.line) for one in read_folder(folder)[1]]
    assert told == ([("shape_pattern", "languages/fr/terms.yaml", 2)] if refused else [])


def problems(folder: Path) -> list[Problem]:
    return list(check_terms(read_folder(folder)[0]))


def test_each_broken_term_is_a_gap_on_its_line(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "languages/fr/terms.yaml", TERMS)
    lines = "criteria:\n  L02.1a: Un article vise.\n  L02.2a: Une clausette vise.\n  L02.3a: Un douanier volant.\n"
    put(folder, "languages/fr/sections/L.yaml", lines)
    place = "languages/fr/sections/L.yaml"
    assert [(one.code, one.place, one.line, one.facts["id"], one.facts["found"]) for one in problems(folder)] == [
        ("term_avoid", place, 3, "criteria L02.2a", "clause*"),
        ("term_missing", place, 3, "criteria L02.2a", "article: article"),
        ("term_missing", place, 4, "criteria L02.3a", "article: article"),
        ("term_avoid", place, 4, "criteria L02.3a", "douanier volant"),
    ]
    assert {one.severity for one in problems(folder)} == {Severity.GAP}


def test_a_source_text_that_changes_asks_for_other_terms(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "languages/fr/terms.yaml", TERMS)
    put(folder, "languages/fr/sections/L.yaml", "criteria: {L02.1a: Un acte vise.}\n")
    assert len(problems(folder)) == 1
    edit(folder, "sections/L.yaml", "An article covers import.", "An act covers import.")
    assert problems(folder) == []


def test_a_language_without_terms_is_free(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "languages/fr/sections/L.yaml", "criteria: {L02.1a: Un douanier volant.}\n")
    assert problems(folder) == []
