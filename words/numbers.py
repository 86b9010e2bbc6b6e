"""How numbers, dates and money are written in each language. Only here is rounded: half away from zero."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import floor

MINUS = "\u2212"
NARROW_SPACE = "\u202f"
NO_SCORE = "\u2013"
NO_DIFFERENCE = "0"


def rounded(value: Fraction | int, decimals: int) -> Decimal:
    """`value` rounded half away from zero to `decimals` places, exactly (never through a float)."""
    exact = Fraction(value)
    scaled = abs(exact) * 10**decimals
    whole = int(scaled + Fraction(1, 2))
    sign = -1 if exact < 0 and whole else 1
    # Made from text, a Decimal is exact whatever its length; computing with it would keep 28 digits.
    return Decimal(f"{sign * whole}E-{decimals}")


def places_of(value: Fraction, most: int = 10) -> int:
    """How many decimals write it exactly; `most` where so many do not."""
    return next((places for places in range(most) if (value * 10**places).denominator == 1), most)


def number(value: Fraction | int | None, language: str, decimals: int = 1) -> str:
    """A number as it is read in `language`: "2.0", "2,0", "\u22121,5"; an en dash where there is none."""
    if value is None:
        return NO_SCORE
    shown = rounded(value, decimals)
    text = f"{shown.copy_abs():,.{decimals}f}"
    text = text.replace(",", "\0").replace(".", "," if language == "fr" else ".")
    text = text.replace("\0", NARROW_SPACE if language == "fr" else ",")
    return (MINUS if shown < 0 else "") + text


def score(value: Fraction | None, language: str) -> str:
    """A score with one decimal; with two where one would round up to the next whole level that is not reached."""
    if value is None:
        return NO_SCORE
    shown, places = _score_shown(value)
    return number(shown, language, places)


def _score_shown(value: Fraction) -> tuple[Fraction, int]:
    """The number that `score` writes, and with how many decimals."""
    one = rounded(value, 1)
    if one <= value or one != int(one):
        return Fraction(one), 1
    two = rounded(value, 2)
    # Even with two decimals it might round up to the level: then they are cut off.
    return (Fraction(floor(value * 100), 100) if two == one else Fraction(two)), 2


def difference(before: Fraction | None, after: Fraction | None, language: str, *, signed: bool = True) -> str:
    """How far `after` lies from `before`, as `score` writes both: who subtracts what is printed finds this number.

    "+0.6", "\u22120.33"; a plain 0 where both read the same, a dash where one of them is not known. Without `signed`
    the same without its sign.
    """
    if before is None or after is None:
        return NO_SCORE
    apart = _score_shown(after)[0] - _score_shown(before)[0]
    if not apart:
        return NO_DIFFERENCE
    told = number(apart if signed else abs(apart), language, max(1, places_of(apart)))
    return f"+{told}" if signed and apart > 0 else told


def percent(share: Fraction | None, language: str, decimals: int = 0) -> str:
    """A share of 1 as a percentage, with the space that the language puts before the sign."""
    if share is None:
        return NO_SCORE
    return number(share * 100, language, decimals) + (f"{NARROW_SPACE}%" if language == "fr" else "%")


def money(amount: Fraction | None, currency: str, language: str) -> str:
    """An amount in whole units of its currency, code behind: "126,000 USD", "126\u202f000 USD"."""
    if amount is None:
        return NO_SCORE
    return f"{number(amount, language, 0)}\u00a0{currency}"


def day(on: date | None, language: str) -> str:
    """A date in words: "3 May 2027", "3 mai 2027"; in French the first of a month is "1er mai 2027"."""
    if on is None:
        return NO_SCORE
    from babel.dates import format_date  # noqa: PLC0415  heavy: only where a date is written

    first = "'1er'" if language == "fr" and on.day == 1 else "d"
    return str(format_date(on, format=f"{first} MMMM y", locale=language))


def month(on: date, language: str, *, short: bool = False) -> str:
    """A month in words: "July 2027", "juillet 2027"; short: "Jul 2027", "juil. 2027"."""
    from babel.dates import format_date  # noqa: PLC0415  heavy: only where a date is written

    return str(format_date(on, format="MMM y" if short else "MMMM y", locale=language))


def clock(at: datetime, language: str) -> str:
    """The local time of day: "14:32", "14\u202fh\u202f32"."""
    local = at.astimezone()
    return f"{local:%H}{NARROW_SPACE}h{NARROW_SPACE}{local:%M}" if language == "fr" else f"{local:%H:%M}"
