"""Scales: between which values a node can lie, and how a value and its share of the scale become each other."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property


@dataclass(frozen=True)
class Scale:
    """The lowest and the highest value that a node can have. Both are exact; lowest is below highest."""

    lowest: Fraction
    highest: Fraction

    def __post_init__(self) -> None:
        if self.lowest >= self.highest:
            raise ValueError(f"a scale must rise: {self.lowest} to {self.highest}")

    @cached_property
    def width(self) -> Fraction:
        """From the lowest to the highest."""
        return self.highest - self.lowest

    def share(self, value: Fraction) -> Fraction:
        """How far `value` lies from the lowest (0) to the highest (1)."""
        start, rise, under = self._line
        numerator, denominator = value.as_integer_ratio()
        return Fraction(numerator * under - start * denominator, rise * denominator)

    def at(self, share: Fraction) -> Fraction:
        """The value that lies at `share` of the way from the lowest to the highest."""
        return self.at_ratio(*share.as_integer_ratio())

    def at_ratio(self, numerator: int, denominator: int) -> Fraction:
        """The value at the share numerator / denominator, which need not be in lowest terms."""
        start, rise, under = self._line
        return Fraction(start * denominator + rise * numerator, under * denominator)

    @cached_property
    def _line(self) -> tuple[int, int, int]:
        """Lowest and width over one denominator: no sum is made more often than these two, so it is kept."""
        lowest, width = self.lowest.as_integer_ratio(), self.width.as_integer_ratio()
        return lowest[0] * width[1], width[0] * lowest[1], lowest[1] * width[1]

    def clamp(self, value: Fraction) -> Fraction:
        """`value`, or the nearer end where it lies outside."""
        return min(max(value, self.lowest), self.highest)
