from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from words.phrases import LANGUAGES
from words.typography import set_spaces

NO_BREAK = "\u00a0"
NARROW = "\u202f"

SPACES = st.sampled_from((" ", "  ", NO_BREAK, NARROW, "", "\n"))
SIGNS = st.sampled_from((";", ":", "!", "?", "»", "%", "«", "mot", "3", "{n}", "http://", "**", "."))
TEXTS = st.lists(st.one_of(SPACES, SIGNS)).map("".join)


@pytest.mark.parametrize(
    ("written", "set_"),
    [
        ("vide ; sans objet", f"vide{NARROW}; sans objet"),
        ("Rien n'a été enregistré !", f"Rien n'a été enregistré{NARROW}!"),
        ("Répondu ? Oui.", f"Répondu{NARROW}? Oui."),
        ("Suite : documents", f"Suite{NO_BREAK}: documents"),
        ("Motif :", f"Motif{NO_BREAK}:"),
        ("90 % des cas", f"90{NO_BREAK}% des cas"),
        ("dire « poste prioritaire » ici", f"dire «{NO_BREAK}poste prioritaire{NO_BREAK}» ici"),
        ("{capability} : {n} critères", f"{{capability}}{NO_BREAK}: {{n}} critères"),
        ("Écart  : deux", f"Écart{NO_BREAK}: deux"),
        ("**Répondu ?** Oui", f"**Répondu{NARROW}?** Oui"),
    ],
)
def test_french_signs_never_begin_a_line(written: str, set_: str) -> None:
    assert set_spaces(written, "fr") == set_


@pytest.mark.parametrize(
    "written",
    [
        "voir http://exemple.org/?a=1;b=2",
        "un rapport de 3:1",
        'il écrit "a:b"',
        "le champ :material/error: est un signe",
        "sections/L.yaml:12",
        "Sans espace: rien n'est ajouté; rien n'est ôté!",
        "",
    ],
)
def test_what_is_no_sign_of_a_sentence_stays(written: str) -> None:
    assert set_spaces(written, "fr") == written


@given(TEXTS)
def test_what_is_set_stays_set(text: str) -> None:
    once = set_spaces(text, "fr")
    assert set_spaces(once, "fr") == once


@given(TEXTS)
def test_only_spaces_change(text: str) -> None:
    kept = text.translate(dict.fromkeys(map(ord, f" {NO_BREAK}{NARROW}")))
    assert set_spaces(text, "fr").translate(dict.fromkeys(map(ord, f" {NO_BREAK}{NARROW}"))) == kept


@given(TEXTS)
def test_no_breaking_space_is_left_before_a_sign(text: str) -> None:
    set_ = set_spaces(text, "fr")
    assert not any(f" {sign}" in set_ for sign in "»%")
    assert "« " not in set_


@given(st.text(), st.sampled_from([language for language in LANGUAGES if language != "fr"]))
def test_other_languages_keep_their_spaces(text: str, language: str) -> None:
    assert set_spaces(text, language) == text
