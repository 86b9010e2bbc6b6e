"""What the figures of the plan as it is followed say and how they are drawn."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from planning.follow_up import plan_from
from planning.tracking import Board, board
from questionnaire.following import ProgressReport, ProgressWord, Rater
from questionnaire.intentions import Limits, PlannedStart
from reports.charts import Drawn, progress_chart, spent_chart
from reports.palette import ON_PROGRESS, PROGRESS
from reports.tracking_figures import PLACES, counts_said, progress_figure, spent_figure, word_said
from scoring.scores import score_dossier
from tests.examples import action, answer, capability, dossier, framework, library, section, targets
from words.phrases import load_phrases

EN, FR = load_phrases("en"), load_phrases("fr")
TREE = framework(section("L", capability("L01")), section("O", capability("O01")))
ACTIONS = library(action("A1", "L01.2a", money=100), action("A2", "O01.2a", money=50), action("A3", "O01.3a"))
STARTS = tuple(PlannedStart(id, 0) for id in ACTIONS.actions)
DAY = date(2027, 1, 1)


def said(id: str, word: ProgressWord, rater: Rater = Rater.SELF, **more: Any) -> ProgressReport:
    return ProgressReport(id, rater, word, DAY, **more)


def held(*reports: ProgressReport, starts: tuple[PlannedStart, ...] = STARTS) -> Board:
    one = dossier(
        TREE,
        answer("L01", 1),
        answer("O01", 1),
        targets=targets(L01=3, O01=3),
        limits=Limits(start=DAY),
        progress={(report.action, report.rater): report for report in reports},
    )
    card = score_dossier(one)
    return board(plan_from(one, card, ACTIONS, starts, DAY), one, card, DAY)


FULL = held(
    said("A1", ProgressWord.ACHIEVED, spent=Fraction(120)),
    said("A2", ProgressWord.ON_TRACK, spent=Fraction(10)),
    said("A1", ProgressWord.PARTIAL_PROGRESS, Rater.EXTERNAL),
)


class TestProgress:
    def test_it_counts_all_by_rater_then_each_section(self) -> None:
        figure = progress_figure(FULL, TREE, EN)
        assert figure.title == "1 of 3 actions is achieved or substantially achieved; judged from outside, none of 1"
        assert [(bar.head, bar.foot) for bar in figure.marks] == [
            ("All, as the administration says", "1 achieved\u00a0· 1 on track\u00a0· 1 no report"),
            ("All, as judged from outside", "1 partial progress\u00a0· 2 no report"),
            ("L L", "1 achieved"),
            ("O O", "1 on track\u00a0· 1 no report"),
        ]
        assert figure.rows[0] == (figure.marks[0].head, "3", figure.marks[0].foot)

    def test_without_a_word_from_outside_there_is_no_bar_for_it(self) -> None:
        figure = progress_figure(held(said("A1", ProgressWord.ACHIEVED)), TREE, FR)
        assert figure.title == "1 action sur 3 est atteinte ou l'est pour l'essentiel"
        assert len(figure.marks) == 3

    def test_none_is_said_in_words(self) -> None:
        begun = held(said("A1", ProgressWord.ON_TRACK))
        assert progress_figure(begun, TREE, EN).title == "No action of 3 is achieved yet"
        assert progress_figure(begun, TREE, FR).title == "Aucune action sur 3 n'est encore atteinte"

    def test_of_an_empty_plan_nothing_is_drawn(self) -> None:
        figure = progress_figure(held(starts=()), TREE, EN)
        assert (figure.title, figure.marks) == ("The plan holds no action", ())

    def test_every_word_has_a_place_a_grey_and_its_ink(self) -> None:
        assert len(PLACES) == len(PROGRESS) == len(ON_PROGRESS) == 7
        assert len({word_said(word, EN) for word in PLACES}) == 7
        assert counts_said((0,) * 7, EN) == ""


class TestSpent:
    def test_only_actions_of_which_both_are_known_are_added(self) -> None:
        figure = spent_figure(FULL, TREE, EN)
        assert figure.title.replace("\u00a0", " ") == "130 USD spent of 150 USD planned (87%)"
        assert [(bar.head, bar.planned, bar.spent) for bar in figure.marks] == [("L L", 100, 120), ("O O", 50, 10)]
        assert [cell.replace("\u00a0", " ") for cell in figure.rows[0]] == ["L L", "100 USD", "120 USD"]

    def test_nothing_known_is_said(self) -> None:
        figure = spent_figure(held(said("A1", ProgressWord.ACHIEVED)), TREE, EN)
        assert (figure.title, figure.marks) == ("Nothing is known yet of what was spent", ())

    def test_where_nothing_was_planned_there_is_no_share(self) -> None:
        figure = spent_figure(held(said("A3", ProgressWord.ACHIEVED, spent=Fraction(5))), TREE, EN)
        assert figure.title.replace("\u00a0", " ") == "5 USD spent; no one-off cost was planned"


DRAWN = {
    "progress": progress_chart(FULL, TREE, EN),
    "progress on a phone": progress_chart(FULL, TREE, EN, phone=True),
    "nothing reported": progress_chart(held(), TREE, EN),
    "no action": progress_chart(held(starts=()), TREE, EN),
    "spent": spent_chart(FULL, TREE, EN),
    "nothing spent": spent_chart(held(), TREE, EN),
}


def records(drawn: Drawn, field: str) -> list[dict[str, Any]]:
    """The marks that hold a field of that name, wherever the chart keeps them."""
    made = drawn.chart.to_dict()
    kept = [*made.get("datasets", {}).values(), *(layer.get("data", {}).get("values", []) for layer in made["layer"])]
    kept.append(made.get("data", {}).get("values", []))
    return next(marks for marks in kept if marks and field in marks[0])


class TestDrawing:
    @pytest.mark.parametrize("name", DRAWN)
    def test_each_is_valid_and_in_house_style(self, name: str) -> None:
        made = DRAWN[name].chart.to_dict()
        assert made["width"] == "container"
        assert made["height"] > 0
        assert "title" not in made

    def test_the_parts_of_a_bar_lie_end_to_end(self) -> None:
        parts = records(DRAWN["progress"], "count")
        first = [part for part in parts if part["top"] == parts[0]["top"]]
        assert [(part["start"], part["end"]) for part in first] == [(0, 1), (1, 2), (2, 3)]
        assert [part["fill"] for part in first] == [PROGRESS[0], PROGRESS[2], PROGRESS[6]]

    def test_on_a_phone_long_words_take_more_lines(self) -> None:
        many = held(*(said(id, word) for id, word in zip(("A1", "A2", "A3"), list(ProgressWord)[1:6:2], strict=False)))
        wide, narrow = (progress_chart(many, TREE, EN, phone=phone).chart.to_dict() for phone in (False, True))
        assert narrow["height"] > wide["height"]

    def test_money_is_drawn_to_scale(self) -> None:
        bars = records(DRAWN["spent"], "planned")
        assert [(bar["planned"], bar["spent"]) for bar in bars] == [(100.0, 120.0), (50.0, 10.0)]
