from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from words.numbers import clock, day, difference, money, month, number, percent, places_of, rounded, score


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("1/2", 0, "1"),
        ("-1/2", 0, "-1"),
        ("5/2", 0, "3"),
        ("1/20", 1, "0.1"),
        ("-1/20", 1, "-0.1"),
        ("1/3", 2, "0.33"),
        ("-1/1000", 1, "0.0"),
        ("2", 1, "2.0"),
    ],
)
def test_half_goes_away_from_zero(value: str, decimals: int, shown: str) -> None:
    assert str(rounded(Fraction(value), decimals)) == shown


@given(st.fractions(), st.integers(0, 6))
def test_rounding_never_moves_further_than_half_a_place(value: Fraction, decimals: int) -> None:
    shown = Fraction(rounded(value, decimals))
    assert abs(shown - value) <= Fraction(1, 2 * 10**decimals)
    assert (shown * 10**decimals).denominator == 1


@pytest.mark.parametrize(
    ("value", "places"), [("7", 0), ("1/2", 1), ("655.957", 3), ("0.00152449", 8), ("1/3", 10), ("1e-30", 10)]
)
def test_as_many_decimals_as_an_exact_number_needs(value: str, places: int) -> None:
    assert places_of(Fraction(value)) == places


@given(st.integers(-(10**45), 10**45), st.integers(0, 6))
def test_a_whole_number_of_any_length_is_shown_whole(value: int, decimals: int) -> None:
    assert rounded(value, decimals) == value
    assert number(value, "en", 0).replace(",", "").replace("\u2212", "-") == str(value)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("-1/25", "\u22120.04"),
        ("-1/1000", "\u22120.01"),
        ("-51/50", "\u22121.02"),
        ("-21/20", "\u22121.1"),
        ("-1", "\u22121.0"),
        ("2999/1000", "2.99"),
    ],
)
def test_a_score_below_a_level_is_never_shown_as_that_level(value: str, shown: str) -> None:
    assert score(Fraction(value), "en") == shown


@pytest.mark.parametrize(
    ("value", "decimals", "english", "french"),
    [
        ("2", 1, "2.0", "2,0"),
        ("-3/2", 1, "\u22121.5", "\u22121,5"),
        ("1234567/2", 2, "617,283.50", "617\u202f283,50"),
        ("-1/100", 1, "0.0", "0,0"),
    ],
)
def test_each_language_writes_numbers_its_way(value: str, decimals: int, english: str, french: str) -> None:
    assert number(Fraction(value), "en", decimals) == english
    assert number(Fraction(value), "fr", decimals) == french


@pytest.mark.parametrize("show", [number, score, percent, lambda value, language: money(value, "USD", language), day])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_known_is_a_dash_and_never_zero(show, language: str) -> None:  # type: ignore[no-untyped-def]
    assert show(None, language) == "\u2013"


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0", "0.0"), ("39/20", "1.95"), ("199/100", "1.99"), ("19999/10000", "1.99"), ("2", "2.0"), ("21/10", "2.1")],
)
def test_a_score_never_shows_a_level_that_is_not_reached(value: str, shown: str) -> None:
    assert score(Fraction(value), "en") == shown


@given(st.fractions(0, 4))
def test_a_score_shown_lies_on_the_right_side_of_every_level(value: Fraction) -> None:
    shown = Fraction(score(value, "en"))
    assert int(shown) == int(value)
    assert abs(shown - value) <= Fraction(1, 20)


def test_shares_and_money() -> None:
    assert percent(Fraction(1, 8), "en") == "13%"
    assert percent(Fraction(1, 8), "fr", 1) == "12,5\u202f%"
    assert money(Fraction(252001, 2), "USD", "en") == "126,001\u00a0USD"
    assert money(Fraction(126000), "XOF", "fr") == "126\u202f000\u00a0XOF"


def test_days_months_and_hours() -> None:
    assert day(date(2027, 5, 3), "en") == "3 May 2027"
    assert day(date(2027, 5, 3), "fr") == "3 mai 2027"
    assert day(date(2027, 5, 1), "fr") == "1er mai 2027"
    assert day(date(2027, 5, 1), "en") == "1 May 2027"
    assert month(date(2027, 7, 1), "fr") == "juillet 2027"
    assert month(date(2027, 7, 1), "en", short=True) == "Jul 2027"
    noon = datetime(2027, 5, 3, 12, 5, tzinfo=UTC)
    local = noon.astimezone()
    assert clock(noon, "en") == f"{local:%H:%M}"
    assert clock(noon, "fr") == f"{local:%H}\u202fh\u202f{local:%M}"


SCORES = st.fractions(min_value=0, max_value=12, max_denominator=2000)


@given(SCORES, SCORES)
def test_a_difference_is_what_who_subtracts_the_printed_numbers_finds(before: Fraction, after: Fraction) -> None:
    shown = Fraction(difference(before, after, "en").replace("\u2212", "-"))
    assert shown == Fraction(score(after, "en")) - Fraction(score(before, "en"))


@given(SCORES, SCORES)
def test_no_difference_is_said_exactly_where_both_read_the_same(before: Fraction, after: Fraction) -> None:
    assert (difference(before, after, "fr") == "0") == (score(before, "fr") == score(after, "fr"))


@pytest.mark.parametrize(
    ("before", "after", "english", "french"),
    [
        ("13/10", "197/100", "+0.67", "+0,67"),
        ("184/100", "185/100", "+0.1", "+0,1"),
        ("2", "2", "0", "0"),
        ("3", "1", "\u22122.0", "\u22122,0"),
    ],
)
def test_a_difference_has_its_sign(before: str, after: str, english: str, french: str) -> None:
    assert difference(Fraction(before), Fraction(after), "en") == english
    assert difference(Fraction(before), Fraction(after), "fr") == french
    assert difference(Fraction(before), Fraction(after), "en", signed=False) == english.strip("+\u2212")


def test_a_difference_to_what_is_not_known_is_a_dash() -> None:
    assert difference(None, Fraction(1), "en") == difference(Fraction(1), None, "en") == "\u2013"
