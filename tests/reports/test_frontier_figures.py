"""What the frontier says: where it levels off, what the next money buys, and the same as a table and a chart."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.frontier import Frontier, FrontierPoint
from reports.frontier_charts import frontier_chart
from reports.frontier_figures import bought_next, frontier_figure, nothing_beyond, step_of
from words.phrases import load_phrases

EN, FR = load_phrases("en"), load_phrases("fr")


def point(money: int, value: Fraction | int, levels: int, *, proven: bool = True) -> FrontierPoint:
    actions = frozenset(f"A{place}" for place in range(levels))
    return FrontierPoint(Fraction(money), Fraction(value), levels, Fraction(money), actions, proven)


STEEP = (
    point(0, 0, 0),
    point(50_000, 20, 12),
    point(100_000, 30, 18),
    point(150_000, 33, 20),
    point(200_000, 36, 22),
    point(400_000, 36, 22),
)
BENT = Frontier(STEEP, 2, True, None)


class TestInWords:
    def test_the_title_tells_what_money_buys_beyond_the_knee(self) -> None:
        figure = frontier_figure(BENT, "USD", EN, budget=None)
        assert step_of(BENT) == 50_000
        assert figure.title.replace("\u00a0", " ") == (
            "Beyond about 100,000 USD, each 50,000 USD more buys at most 3 weighted levels"
        )
        assert "Beyond 200,000\u00a0USD, more money buys nothing more." in figure.subtitle
        assert "not nested" in figure.subtitle

    def test_the_same_in_french(self) -> None:
        figure = frontier_figure(BENT, "XAF", FR, budget=None)
        assert figure.title.startswith("Au-delà d'environ 100\u202f000\u00a0XAF, chaque tranche de 50\u202f000")
        assert "ne s'emboîtent pas" in figure.subtitle

    def test_the_budget_of_today_and_the_next_step(self) -> None:
        figure = frontier_figure(BENT, "USD", EN, budget=Fraction(150_000))
        assert figure.budget is not None
        assert figure.budget.lines == ("your budget 150:", "20 levels")
        assert figure.budget.next == ("the next 50", "buys 3 weighted")
        assert bought_next(BENT, Fraction(150_000)) == 3

    def test_where_nothing_more_is_bought_it_says_so(self) -> None:
        figure = frontier_figure(BENT, "USD", EN, budget=Fraction(200_000))
        assert figure.budget is not None
        assert figure.budget.next == ("the next 50", "buys nothing more")

    def test_a_budget_beyond_the_curve_is_not_drawn(self) -> None:
        assert frontier_figure(BENT, "USD", EN, budget=Fraction(500_000)).budget is None
        assert bought_next(BENT, Fraction(400_000)) is None

    def test_a_knee_with_nothing_behind_it(self) -> None:
        level = (point(0, 0, 0), point(50_000, 20, 12), point(400_000, 20, 12))
        figure = frontier_figure(Frontier(level, 1, True, None), "USD", EN, budget=None)
        assert figure.title.replace("\u00a0", " ") == "Beyond about 50,000 USD, more money buys nothing more"

    def test_a_line_has_no_knee(self) -> None:
        line = tuple(point(place * 100_000, place * 10, place) for place in range(5))
        figure = frontier_figure(Frontier(line, None, True, None), "USD", EN, budget=None)
        assert figure.title.replace("\u00a0", " ") == "Each 50,000 USD more buys about 5 weighted levels"
        assert (figure.knee, figure.knee_said) == (None, "")

    def test_money_that_changes_nothing(self) -> None:
        flat = Frontier((point(0, 7, 4), point(1000, 7, 4)), None, True, None)
        assert frontier_figure(flat, "USD", EN, budget=None).title == "More money buys nothing more"

    def test_no_point_at_all(self) -> None:
        figure = frontier_figure(Frontier((), None, True, None), "USD", EN, budget=Fraction(5))
        assert figure.title == "No plan was found at any budget"
        assert (figure.rows, figure.marks, figure.budget) == ((), (), None)

    def test_what_is_not_exact_is_said(self) -> None:
        cut = Frontier((*STEEP[:-1], point(400_000, 36, 22, proven=False)), 2, False, None)
        subtitle = frontier_figure(cut, "USD", EN, budget=None).subtitle
        assert "Quarters and places at the units are left aside here" in subtitle
        assert "a point may lie a little too low" in subtitle

    def test_the_table_has_a_row_for_every_point(self) -> None:
        figure = frontier_figure(BENT, "USD", EN, budget=None)
        assert len(figure.rows) == len(figure.marks) == len(STEEP)
        assert figure.rows[1] == ("50,000\u00a0USD", "12", "20", "50,000\u00a0USD", "12")
        assert all(len(row) == len(figure.heads) for row in figure.rows)


class TestAxis:
    @pytest.mark.parametrize(
        ("top", "words"),
        [(900, "money, USD"), (400_000, "money, thousand USD"), (120_000_000, "money, million USD")],
    )
    def test_money_is_counted_so_that_its_numbers_are_short(self, top: int, words: str) -> None:
        figure = frontier_figure(Frontier((point(0, 0, 0), point(top, 5, 3)), None, True, None), "USD", EN, budget=None)
        assert figure.axis == words
        assert all(len(tick.said) <= 5 for tick in figure.ticks)
        assert 2 <= len(figure.ticks) <= 12


rising = st.lists(st.integers(0, 10**9), min_size=2, max_size=20, unique=True).map(sorted)


@given(rising, st.lists(st.integers(0, 50), min_size=20, max_size=20).map(sorted))
def test_any_frontier_can_be_said_and_its_ticks_lie_on_its_axis(amounts: list[int], values: list[int]) -> None:
    points = tuple(point(money, value, value) for money, value in zip(amounts, values, strict=False))
    one = Frontier(points, min(1, len(points) - 1), True, None)
    figure = frontier_figure(one, "USD", EN, budget=Fraction(amounts[0]))
    assert figure.title
    assert all(0 <= tick.money <= points[-1].money for tick in figure.ticks)
    assert all(before.money < after.money for before, after in pairwise(figure.ticks))
    last = nothing_beyond(one)
    assert last is None or last.value == points[-1].value
    more = bought_next(one, points[0].money)
    assert more is None or more >= 0


class TestChart:
    def test_every_mark_is_drawn(self) -> None:
        drawn = frontier_chart(BENT, "USD", EN, budget=Fraction(150_000))
        spec = drawn.chart.to_dict()
        kinds = [layer["mark"]["type"] for layer in spec["layer"]]
        assert kinds == ["line", "circle", "point", "text", "rule", "point", "text", "text"]
        assert spec["layer"][0]["mark"]["interpolate"] == "step-after"
        assert len(STEEP) in {len(rows) for rows in spec["datasets"].values()}

    def test_without_budget_and_knee_only_the_curve_is(self) -> None:
        line = Frontier((point(0, 0, 0), point(10, 1, 1)), None, True, None)
        spec = frontier_chart(line, "USD", EN, budget=None).chart.to_dict()
        assert [layer["mark"]["type"] for layer in spec["layer"]] == ["line", "circle"]

    def test_words_turn_to_the_left_where_there_is_no_room_on_the_right(self) -> None:
        def side(budget: int) -> str:
            spec = frontier_chart(BENT, "USD", EN, budget=Fraction(budget)).chart.to_dict()
            return str(spec["layer"][-1]["mark"]["align"])

        assert (side(50_000), side(400_000)) == ("left", "right")

    def test_an_empty_frontier_gives_an_empty_frame(self) -> None:
        drawn = frontier_chart(Frontier((), None, True, None), "USD", EN, budget=None)
        assert drawn.figure.marks == ()
        assert drawn.chart.to_dict()["layer"]
