"""How good a plan is known to be, in sentences and in two words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from questionnaire.intentions import Proof, Stop
from reports.proof_words import gap_said, proof_said, proof_short
from words.phrases import load_phrases

PROVEN = Proof(Fraction(200), Fraction(200), Fraction(900), Fraction(900))


def told(proof: Proof | None, language: str = "en") -> str:
    return proof_said(proof, "USD", load_phrases(language)).replace("\u00a0", " ").replace("\u202f", " ")


class TestSentences:
    def test_what_is_proven_is_said_plainly(self) -> None:
        assert told(PROVEN) == "**No plan within these limits closes more.** None that closes as much costs less."
        assert told(PROVEN, "fr").startswith("**Aucun plan dans ces limites ne comble davantage.**")

    @pytest.mark.parametrize(
        ("several", "words"),
        [(True, "It is one of several plans that are equally good."), (False, "There is no other as good.")],
    )
    def test_whether_others_are_as_good(self, several: bool, words: str) -> None:
        assert told(replace(PROVEN, one_of_several=several)).endswith(words)

    def test_others_as_good_are_not_spoken_of_where_a_better_one_may_exist(self) -> None:
        assert "several" not in told(replace(PROVEN, value_bound=Fraction(201), one_of_several=True))

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"value_bound": Fraction(201)}, "At most 0.5% more is possible."),
            ({"cost_bound": Fraction(650)}, "One that closes as much may cost up to 250 USD less."),
            ({"cost_bound": None}, "Whether one that closes as much costs less is not known."),
            ({"in_months": True}, "takes fewer months of work (months, because not everything has a price)."),
            ({"in_months": True, "cost_bound": Fraction(899)}, "may take up to 1 month of work less."),
            ({"in_months": True, "cost_bound": None}, "takes fewer months of work is not known."),
            ({"cost_bound": None, "stop": Stop.TIME}, "a longer one may tell more."),
            ({"cost_bound": None, "stop": Stop.CANCELLED}, "The search was stopped."),
        ],
    )
    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_what_is_not_proven_is_said_too(self, changes: dict[str, Any], words: str, language: str) -> None:
        said = told(replace(PROVEN, **changes), language)
        assert words in said if language == "en" else said

    def test_the_end_of_the_time_is_no_news_where_all_is_proven(self) -> None:
        assert "longer" not in told(replace(PROVEN, stop=Stop.TIME))

    @pytest.mark.parametrize("nothing", [None, Proof(Fraction(3))])
    def test_nothing_known_is_a_rule_of_thumb(self, nothing: Proof | None) -> None:
        assert told(nothing) == "It was made by a rule of thumb; a better plan may exist."


class TestShort:
    @pytest.mark.parametrize(
        ("proof", "why", "words"),
        [
            (PROVEN, "", "nothing closes more"),
            (replace(PROVEN, value_bound=Fraction(220)), "", "at most 10.0% more"),
            (Proof(Fraction(3)), "", "rule of thumb"),
            (None, "", "not known"),
            (None, "changed", "something changed since"),
            (None, "by_hand", "changed by hand"),
        ],
    )
    def test_in_a_cell(self, proof: Proof | None, why: str, words: str) -> None:
        assert proof_short(proof, load_phrases("en"), why) == words


def test_a_gap_that_is_there_is_never_said_to_be_none() -> None:
    assert gap_said(Fraction(10**6), Fraction(10**6 + 1), load_phrases("en")) == "0.1%"
    assert gap_said(Fraction(0), Fraction(5), load_phrases("en")) == "100.0%"
