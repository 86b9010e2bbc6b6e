from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.evidence import EvidenceKind
from questionnaire.form_layout import BETWEEN_LANGUAGES, STATES, TICKS
from questionnaire.framework import Option
from questionnaire.policy import Confidence, Strength
from questionnaire.text import Text
from reports.forms.labels import LONGEST_OPTION, Labels, cut, exactly
from tests.examples import framework, scale, section
from tests.examples import question as asked
from words.phrases import LANGUAGES, load_phrases

LABELS = Labels(framework(section("S")), ("fr", "en"))


@given(value=st.fractions(-(10**9), 10**9), language=st.sampled_from(LANGUAGES))
def test_a_number_is_written_without_loss(value: Fraction, language: str) -> None:
    said = exactly(value, language)
    assert Fraction(said.replace(",", ".")) == value
    assert " " not in said
    assert not (language == "fr" and "." in said)


def test_a_number_is_written_as_people_type_it() -> None:
    said = [exactly(Fraction(text), "fr") for text in ("12.5", "1000000", "-3", "1/3", "0")]
    assert said == ["12,5", "1000000", "-3", "1/3", "0"]


def test_words_in_two_languages_stand_once_where_they_are_the_same() -> None:
    assert LABELS.say("answer.state.not_applicable") == "Sans objet / Not applicable"
    assert Labels(LABELS.framework, ("en",)).say("answer.state.not_known") == "Not known"
    same = Text({"en": "Initial", "fr": "Initial"})
    assert LABELS.text(same) == "Initial"
    assert LABELS.text(Text({"en": "Law", "fr": "Droit"})) == "Droit\nLaw"


def test_a_level_of_another_scale_is_a_bare_number() -> None:
    assert LABELS.level(asked("Q"), Fraction(3)) == "3 Established"
    assert LABELS.level(asked("Q"), Fraction(3, 2)) == "1,5"
    assert LABELS.level(asked("Q", scale=scale(0, 3)), Fraction(3)) == "3"


def test_an_option_keeps_its_id_however_long_its_words() -> None:
    long = Option("b", Fraction(1), Text({"en": "word " * 40, "fr": "mot " * 40}))
    said = LABELS.option(long)
    assert said.startswith("b mot mot")
    assert said.endswith("…")
    assert len(said) <= 2 + 2 * LONGEST_OPTION + len(BETWEEN_LANGUAGES)
    assert cut("one\ntwo", 20) == "one two"


CLOSED = (
    *(f"answer.state.{code}" for code in STATES),
    *(f"forms.tick.{code}" for code in TICKS),
    *(f"answer.confidence.{one}" for one in Confidence),
    *(f"evidence_kind.{one}" for one in EvidenceKind),
    *(f"strength.{one}" for one in Strength),
    "forms.clear",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_list_could_be_two_words_in_two_languages(language: str) -> None:
    assert not [key for key in CLOSED if BETWEEN_LANGUAGES.strip() in load_phrases(language)(key)]
