"""Figures as pictures: of a fixed width, in the font of the house, the same every time, with words to read aloud."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import altair as alt
import pytest
from PIL import Image

from reports.chart_style import Drawn
from reports.figures import Figure
from reports.pictures import FAMILY, MOST_ROWS, alt_text, figure_png, figure_svg, forget
from tests.reports.test_charts import ALL


@pytest.mark.parametrize("name", ALL)
def test_the_same_figure_gives_the_same_bytes_whatever_was_drawn_before(name: str) -> None:
    first = figure_svg(ALL[name]), figure_png(ALL[name])
    forget()
    figure_svg(ALL["sections"])
    assert (figure_svg(ALL[name]), figure_png(ALL[name])) == first


@pytest.mark.parametrize("name", ALL)
def test_words_are_in_the_font_of_the_house(name: str) -> None:
    svg = figure_svg(ALL[name]).decode()
    assert svg.count("<text") == svg.count(f'font-family="{FAMILY}"') > 0


@pytest.mark.parametrize("width", [400, 680])
def test_a_picture_is_as_wide_as_it_is_asked_to_be(width: int) -> None:
    for drawn in ALL.values():
        assert Image.open(io.BytesIO(figure_png(drawn, width, 2))).width == 2 * width
        assert f'width="{width}"' in figure_svg(drawn, width).decode()[:400]


def test_a_page_gets_the_wide_form() -> None:
    assert "0 Absent" in figure_svg(ALL["sections"]).decode()
    assert "0 Absent" not in figure_svg(ALL["sections"], 400).decode()


def test_many_may_draw_at_once() -> None:
    alone = {name: figure_svg(drawn) for name, drawn in ALL.items()}
    forget()
    with ThreadPoolExecutor(6) as pool:
        asked = [*ALL] * 4
        together = zip(asked, pool.map(lambda name: figure_svg(ALL[name]), asked), strict=True)
        assert all(made == alone[name] for name, made in together)


def test_nothing_is_fetched() -> None:
    away = alt.layer(alt.Chart("https://example.org/data.csv").mark_point().encode(x="a:Q"))
    with pytest.raises(ValueError, match="example.org"):
        figure_svg(Drawn(ALL["radar"].figure, away))


def test_what_cannot_be_drawn_is_told() -> None:
    broken = alt.layer(alt.Chart(alt.InlineData(values=[{"a": 1}])).transform_calculate(b="((").mark_point())
    with pytest.raises(ValueError, match=r"."):
        figure_png(Drawn(ALL["radar"].figure, broken))


def test_what_is_read_aloud() -> None:
    few: Figure[None] = Figure("Law leads", "Bar: score.", ("Section", "Score"), (("Law", "2.0"), ("Staff", "0.9")), ())
    assert alt_text(few) == "Law leads. Bar: score. Law 2.0. Staff 0.9."
    many: Figure[None] = Figure("Law leads", "", ("Section",), (("Law",),) * (MOST_ROWS + 1), ())
    assert alt_text(many) == "Law leads."
