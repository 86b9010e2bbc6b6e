"""The charts: valid, in house style, and drawing what their figures say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from planning.actions import Action
from planning.plan import Cost, Plan, PlanStep
from questionnaire.answers import Disputed
from questionnaire.intentions import Target
from questionnaire.text import Text
from reports.chart_style import width_of
from reports.charts import (
    Drawn,
    evidenced_chart,
    gap_chart,
    levels_chart,
    map_chart,
    priority_chart,
    radar_chart,
    section_chart,
    timeline_chart,
)
from reports.palette import LEVELS, SECTIONS, level_colours, section_colour
from scoring.gaps import find_gaps
from scoring.priorities import Importance, rank_gaps
from scoring.scores import score_dossier
from tests.examples import answer, capability, dossier, framework, section
from words.phrases import load_phrases

EN = load_phrases("en")
TREE = framework(*(section(one, capability(f"{one}01"), capability(f"{one}02")) for one in "LOSEC"))
REPLIES = [answer(one.id, place % 5) for place, one in enumerate(TREE.questions[:-2])]
CARD = score_dossier(dossier(TREE, *REPLIES, answer("C01", Disputed(Fraction(1), Fraction(3)))))
TARGETS = {"L01": Target("L01", 3)}
PRIORITIES = rank_gaps(find_gaps(CARD, {one.id: Target(one.id, 4) for one in TREE.capabilities}), Importance(TREE))


def step(id: str, meets: str, start: int, end: int, name: str = "Write it down") -> PlanStep:
    made = Action(id, Text({"en": name}), "legal text", "legal", (meets,), 3)
    cost = Cost(Fraction(38000))
    return PlanStep(made, start, end, date(2027, 1, 1), date(2027, 3, 31), cost, cost, (meets,), ())


def plan(*steps: PlanStep, quarters: int = 8) -> Plan:
    cost = Cost(Fraction(1))
    return Plan(steps, (), (), (), Fraction(1), cost, cost, "USD", date(2027, 1, 1), quarters)


PLAN = plan(step("A-1", "L01.1a", 0, 1), step("A-2", "C01.1a", 2, 7))
ALL = {
    "sections": section_chart(CARD, TARGETS, EN),
    "radar": radar_chart(CARD, EN),
    "evidenced": evidenced_chart(CARD, EN),
    "map": map_chart(CARD, EN),
    "map on a page": map_chart(CARD, EN, page=True),
    "map on a phone": map_chart(CARD, EN, phone=True),
    "levels": levels_chart(CARD, EN),
    "gaps": gap_chart(find_gaps(CARD, TARGETS), TREE, EN),
    "priorities": priority_chart(PRIORITIES, TREE, EN),
    "timeline": timeline_chart(PLAN, TREE, EN),
    "timeline on a phone": timeline_chart(PLAN, TREE, EN, phone=True),
}


def spec(drawn: Drawn) -> dict[str, Any]:
    """The chart as Vega-Lite reads it; Altair checks it against the schema on the way."""
    made: dict[str, Any] = drawn.chart.to_dict()
    return made


def data(made: dict[str, Any], layer: dict[str, Any]) -> list[dict[str, Any]]:
    """The marks of a layer: its own data or those of the chart, written there or named."""
    own = layer.get("data") or made.get("data") or {}
    found = made["datasets"][own["name"]] if "name" in own else own.get("values", [])
    return list(found)


def records(drawn: Drawn, field: str) -> list[dict[str, Any]]:
    """The marks of the first layer whose data hold a field of that name."""
    made = spec(drawn)
    return next(marks for layer in made["layer"] if (marks := data(made, layer)) and field in marks[0])


def keys(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield key, value
            yield from keys(value)
    elif isinstance(node, list):
        for one in node:
            yield from keys(one)


@pytest.mark.parametrize("name", ALL)
def test_every_chart_is_valid_and_in_house_style(name: str) -> None:
    made = spec(ALL[name])
    assert made["width"] == "container"
    assert made["autosize"] == {"type": "fit-x", "contains": "padding"}
    assert made["height"] > 0
    assert "title" not in made  # the page prints it: Vega does not wrap
    found = list(keys(made))
    assert not [value for key, value in found if key == "legend" and value is not None]
    assert not [key for key, value in found if isinstance(value, Fraction)]


def test_every_section_has_its_bar_range_and_words() -> None:
    bars = records(ALL["sections"], "head")
    assert [bar["head"] for bar in bars] == [mark.head for mark in ALL["sections"].figure.marks]
    assert [bar["value"] for bar in bars][:2] == [0.5, 2.5]
    assert all(bar["low"] <= bar["value"] <= bar["high"] for bar in bars)
    diamonds = [one for one in keys(spec(ALL["sections"])) if one == ("shape", "diamond")]
    assert len(diamonds) == 1


def test_the_radar_closes_and_stays_inside_its_rings() -> None:
    claimed = records(ALL["radar"], "order")
    assert all(one["x"] ** 2 + one["y"] ** 2 <= 1.0001 for one in claimed)
    names = records(ALL["radar"], "said")
    assert [one["name"] for one in names] == ["L", "O", "S", "E", "C"]
    assert names[0]["x"] == pytest.approx(0)
    assert names[0]["y"] > 1


def test_every_capability_is_a_tile_with_its_digit_or_sign() -> None:
    for name in ("map", "map on a phone"):
        tiles = records(ALL[name], "text")
        assert {tile["sign"] for tile in tiles} <= {"0", "1", "2", "3", "4", "?", "\u2013", "\u2260", ""}
    assert all(tile["right"] <= 7 for tile in records(ALL["map on a phone"], "reading"))
    ids = [value["text"] for value in _tiles(ALL["map"])]
    assert sorted(ids) == sorted(f"{one.id} {one.id}" for one in TREE.capabilities)


def _tiles(drawn: Drawn) -> list[dict[str, Any]]:
    made = spec(drawn)
    layers = [data(made, layer) for layer in made["layer"] if layer["mark"]["type"] == "rect"]
    return [tile for marks in layers for tile in marks]


def test_more_sections_than_columns_fit_are_drawn_in_rows() -> None:
    many = framework(*(section(f"S{n}", capability(f"S{n}01")) for n in range(9)))
    tiles = _tiles(map_chart(score_dossier(dossier(many, answer("S001", 2))), EN))
    assert len(tiles) == 9
    assert {tile["left"] for tile in tiles} == {0}


def test_priorities_are_drawn_in_their_order() -> None:
    bars = records(ALL["priorities"], "points")
    assert [bar["points"] for bar in bars] == sorted((bar["points"] for bar in bars), reverse=True)
    assert [bar["top"] for bar in bars] == sorted(bar["top"] for bar in bars)


def test_a_timeline_bar_fills_its_quarters_in_the_hue_of_its_section() -> None:
    bars = records(ALL["timeline"], "hue")
    assert [(bar["start"], bar["end"], bar["hue"], bar["letter"]) for bar in bars] == [
        (0, 2, SECTIONS[0], "L"),
        (2, 8, SECTIONS[4], "C"),
    ]


def test_long_names_take_two_lines_on_a_phone_and_begin_together_with_the_cost_below() -> None:
    long = "Regulation that lists wild species among prohibited goods, with its procedure (low cost)"
    steps = plan(step("A-1", "L01.1a", 5, 7, long))
    lines = [one for one in records(timeline_chart(steps, TREE, EN, phone=True), "at") if "text" in one]
    *_, name, cost = (line["text"] for line in lines)
    assert (len(lines), name) == (3, "prohibited goods, with its procedure (low cost)")
    assert cost == "38,000\u00a0USD"
    assert len({line["wide"] for line in lines}) == 1
    assert len(records(timeline_chart(steps, TREE, EN), "at")) == 1


@pytest.mark.parametrize(("quarters", "words"), [(4, 5), (12, 13), (20, 11), (40, 11)])
def test_the_axis_has_as_many_months_as_fit(quarters: int, words: int) -> None:
    drawn = timeline_chart(plan(step("A-1", "L01.1a", 0, 1), quarters=quarters), TREE, EN)
    label = next(value for key, value in keys(spec(drawn)) if key == "labelExpr")
    wide = label.split(" : ")[-1]
    assert wide.count("20") == words


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("quarters", [1, 2, 5, 8, 12, 16, 20, 40])
def test_no_month_of_the_axis_runs_into_the_next_on_a_page(quarters: int, language: str) -> None:
    drawn = timeline_chart(plan(step("A-1", "L01.1a", 0, 1), quarters=quarters), TREE, load_phrases(language))
    label = next(value for key, value in keys(spec(drawn)) if key == "labelExpr")
    width = 680
    cases = re.findall(r"width < (\d+) \? (\[.*?\])\[datum", label)
    words = next((json.loads(said) for below, said in cases if width < int(below)), None)
    words = json.loads(label.split(" : ")[-1].removesuffix("[datum.value]")) if words is None else words
    ends = _ends(words, width)
    assert all(right <= left for (_, right), (left, _) in zip(ends, ends[1:], strict=False)), words
    assert words[0]


def _ends(words: list[str], width: int) -> list[tuple[float, float]]:
    """Where each label begins and ends: centred on its place, those at the ends pushed into the frame."""
    placed = [(place * width / (len(words) - 1), width_of(word)) for place, word in enumerate(words) if word]
    starts = [(min(max(at - wide / 2, 0), width - wide), wide) for at, wide in placed]
    return [(start, start + wide) for start, wide in starts]


def test_a_tile_on_a_page_has_its_whole_name_on_a_line_of_its_own() -> None:
    made = spec(map_chart(CARD, EN, page=True))
    names = [row["name"] for layer in made["layer"] for row in data(made, layer) if "name" in row]
    assert {one.short(EN.language) for one in TREE.capabilities} == set(names)


def test_bars_in_outline_name_no_capability() -> None:
    whole, outline = section_chart(CARD, TARGETS, EN), section_chart(CARD, TARGETS, EN, in_outline=True)
    for id in ("L01", "L02", "O01"):
        assert id not in json.dumps(spec(outline))
        assert not any(id in cell for row in outline.figure.rows for cell in row)
    assert "L01" in json.dumps(spec(whole))
    assert [bar.value for bar in whole.figure.marks] == [bar.value for bar in outline.figure.marks]
    assert {len(row) for row in outline.figure.rows} == {len(outline.figure.heads)}


def test_nothing_to_draw_is_still_a_chart() -> None:
    empty = score_dossier(dossier(TREE))
    for drawn in (section_chart(empty, {}, EN), map_chart(empty, EN), priority_chart((), TREE, EN)):
        assert spec(drawn)["layer"]


def test_every_level_has_its_fill_and_every_section_a_hue() -> None:
    assert [level_colours(Fraction(level, 4))[0] for level in range(5)] == list(LEVELS)
    assert level_colours(Fraction(1))[1] == "#FFFFFF"
    assert section_colour(7) == SECTIONS[2]
