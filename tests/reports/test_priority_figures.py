"""What the figures of the priorities say: their points, and how sure their ranks are; and how the second is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest

from questionnaire.framework import Framework
from questionnaire.intentions import Target
from reports.charts import certainty_chart
from reports.priority_figures import certainty_figure, chance_said, priority_figure
from scoring.gaps import find_gaps
from scoring.priorities import Importance, Priority, rank_gaps
from scoring.rank_certainty import RankCertainty
from scoring.scores import score_dossier
from tests.examples import answer, capability, dossier, framework, section
from words.phrases import load_phrases

EN, FR = load_phrases("en"), load_phrases("fr")
TREE = framework(
    section("L", capability("L01", gate=True), capability("L02")),
    section("O", capability("O01")),
)
MANY = framework(section("S", *(capability(f"S{n:02}") for n in range(20))))


def ranked(tree: Framework, level: int = 1) -> tuple[Priority, ...]:
    card = score_dossier(dossier(tree, *(answer(one.id, level) for one in tree.capabilities)))
    return rank_gaps(find_gaps(card, {one.id: Target(one.id, 3) for one in tree.capabilities}), Importance(tree))


def sure(
    priorities: Sequence[Priority], *percents: int, ranks: tuple[int, int] = (1, 12)
) -> Mapping[str, RankCertainty]:
    """Certainties with these chances in the first ten, in order; those after them have none."""
    chances = [*percents, *[0] * len(priorities)]
    return {
        one.capability: RankCertainty(one.capability, Fraction(chance, 100), ranks[0], ranks[0], ranks[1], 100, 1)
        for one, chance in zip(priorities, chances, strict=False)
    }


def test_priorities_keep_their_order_and_ranks() -> None:
    card = score_dossier(dossier(TREE, answer("L01", 1), answer("L02", 1), answer("O01", 2)))
    targets = {one.id: Target(one.id, 3) for one in TREE.capabilities}
    priorities = rank_gaps(find_gaps(card, targets), Importance(TREE))
    figure = priority_figure(priorities, TREE, EN, most=2)
    assert [bar.head for bar in figure.marks] == ["1. L01 \u25b2 L01", "2. L02 L02"]
    assert figure.title == "L01 L01 comes first, with 1.00 points; 1 of the first 2 is a gate"
    assert figure.rows == (("1", "L01 \u25b2 L01", "1.00"), ("2", "L02 L02", "0.50"))
    assert priority_figure((), TREE, EN).title == "No priority yet"


@pytest.mark.parametrize(
    ("percents", "title"),
    [
        ((100, 95, 60, 5, 4), "2 priorities are almost surely in the first ten; 2 more compete for the other 8 places"),
        (
            (100, *[99] * 8, 50, 50),
            "9 priorities are almost surely in the first ten; 2 more compete for the last place",
        ),
        ((100,) * 10, "These ten are almost surely the first ten"),
        ((94, 50, 50), "No priority is almost surely in the first ten; 3 compete for the places"),
        ((100, 4), "1 priority is almost surely in the first ten"),
    ],
)
def test_the_finding_counts_who_is_sure_and_who_competes(percents: tuple[int, ...], title: str) -> None:
    priorities = ranked(MANY)
    assert certainty_figure(priorities, sure(priorities, *percents), MANY, EN).title == title


def test_of_few_the_finding_is_the_rank_of_the_first() -> None:
    priorities = ranked(TREE)
    figure = certainty_figure(priorities, sure(priorities, 100, 100, 100, ranks=(1, 2)), TREE, FR)
    assert figure.title.replace("\u202f", " ").replace("\u00a0", " ") == "L01 L01 : rang 1 à 2 sur 3"
    assert certainty_figure((), {}, TREE, EN).title == "No priority yet"


def test_the_table_holds_all_and_the_marks_the_first_ten() -> None:
    priorities = ranked(MANY)
    figure = certainty_figure(priorities, sure(priorities, 97), MANY, EN)
    assert (len(figure.rows), len(figure.marks)) == (20, 10)
    assert figure.rows[0] == ("1", "S00 S00", "0.50", "97%", "1 to 12")
    assert figure.marks[0].said == "97%"


def test_a_rank_outside_its_draws_is_told() -> None:
    priorities = ranked(MANY)
    told = "look at that answer first"
    assert told not in certainty_figure(priorities, sure(priorities, ranks=(1, 10)), MANY, EN).subtitle
    assert told in certainty_figure(priorities, sure(priorities, ranks=(2, 10)), MANY, EN).subtitle


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Fraction(1), "100%"),
        (Fraction(9996, 10_000), "> 99%"),
        (Fraction(9949, 10_000), "99%"),
        (Fraction(0), "0%"),
        (Fraction(1, 10_000), "< 1%"),
    ],
)
def test_nearly_all_is_never_said_to_be_all(share: Fraction, words: str) -> None:
    assert chance_said(share, EN) == words


def test_bars_run_over_whole_places_and_the_dot_stands_at_the_rank() -> None:
    priorities = ranked(MANY)
    made = certainty_chart(priorities, sure(priorities, 97, ranks=(2, 12)), MANY, EN).chart.to_dict()
    bars = next(data for data in made["datasets"].values() if "rank" in data[0]) if "datasets" in made else None
    bars = bars or made["data"]["values"]
    assert [(bar["from"], bar["to"], bar["rank"]) for bar in bars[:2]] == [(1.5, 12.5, 1), (1.5, 12.5, 2)]
    ground = made["layer"][0]
    assert ground["mark"]["type"] == "rect"
    assert ground["encoding"]["x"]["axis"]["values"] == [1, 10]


def test_nothing_to_draw_is_still_a_chart() -> None:
    assert certainty_chart((), {}, TREE, EN).chart.to_dict()["layer"]
