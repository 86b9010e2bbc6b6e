"""What the plan closes: every capability with its level of now and the one after the plan."""

from __future__ import annotations

from datetime import date

from planning.follow_up import plan_from
from planning.plan import Plan
from questionnaire.answers import NotKnown
from questionnaire.intentions import Limits, PlannedStart
from reports.map_figure import State
from reports.palette import paled
from reports.plan_map_chart import plan_map_chart
from reports.plan_map_figure import plan_map_figure
from scoring.scores import score_dossier
from tests.examples import action, answer, capability, dossier, framework, library, section, targets
from words.phrases import load_phrases

EN = load_phrases("en")
TREE = framework(
    section("L", capability("L01", gate=True), capability("L02")),
    section("O", capability("O01"), capability("O02"), capability("O03")),
)
LIBRARY = library(action("A1", "L01.2a"), action("A2", "L01.3a"), action("A3", "O01.1a"), action("A4", "O02.1a"))
DOSSIER = dossier(
    TREE,
    answer("L01", 1),
    answer("L02", 3),
    answer("O01", 0),
    answer("O02", 0),
    answer("O03", NotKnown()),
    targets=targets(L01=3, O01=2, O02=1),
    limits=Limits(start=date(2027, 4, 1)),
)
CARD = score_dossier(DOSSIER)


def plan(**starts: int) -> Plan:
    lines = [PlannedStart(action, quarter) for action, quarter in starts.items()]
    return plan_from(DOSSIER, CARD, LIBRARY, lines, date(2027, 3, 1))


def test_a_lifted_tile_says_from_where_to_where_and_the_others_are_pale() -> None:
    figure = plan_map_figure(plan(A1=0, A2=1, A3=0), CARD, EN)
    tiles = {tile.id: (tile.sign, tile.level, tile.pale) for tile in figure.marks}
    assert tiles == {
        "L01": ("1 \u2192 3", 3, False),
        "L02": ("3", 3, True),
        "O01": ("0 \u2192 1", 1, False),
        "O02": ("0", 0, True),
        "O03": ("?", None, True),
    }
    assert figure.marks[0].reading == "L01 \u25b2 L01: 1 \u2192 3 3 Established".replace("3 3", "3")
    assert {tile.state for tile in figure.marks} == {State.LEVEL, State.NOT_KNOWN}


def test_the_finding_counts_what_is_lifted_its_gates_and_what_arrives() -> None:
    assert plan_map_figure(plan(A1=0, A2=1, A3=0), CARD, EN).title == (
        "The plan lifts 2 of the 3 capabilities below their target, 1 of them a gate; 1 reaches it"
    )
    assert plan_map_figure(plan(A4=0), CARD, EN).title == (
        "The plan lifts 1 of the 3 capabilities below their target; 1 reaches it"
    )
    french = plan_map_figure(plan(), CARD, load_phrases("fr"))
    assert french.title == "Le plan ne relève le niveau d'aucune capacité"
    assert plan_map_figure(plan(), CARD, EN).title == "The plan lifts no capability to a higher level"
    short = plan_map_figure(plan(A1=0), CARD, load_phrases("fr"))
    assert short.title.endswith("\u202f; aucune ne l'atteint")
    assert plan_map_figure(plan(A1=0, A3=0, A4=0), CARD, EN).title.startswith(
        "The plan lifts all 3 capabilities below their target"
    )


def test_the_table_holds_what_is_lifted_and_the_levels_by_section() -> None:
    rows = plan_map_figure(plan(A1=0, A2=1, A3=0), CARD, EN).rows
    assert rows == (
        ("L01 \u25b2 L01", "1 Initial", "3 Established", "September 2027"),
        ("O01 O01", "0 Absent", "1 Initial", "June 2027"),
        (TREE.sections[0].name("en"), "", "2 of 2 missing levels", ""),
        (TREE.sections[1].name("en"), "", "1 of 3 missing levels", ""),
    )


def test_it_is_drawn_for_desk_and_phone_and_long_signs_cut_the_names() -> None:
    for phone in (False, True):
        drawn = plan_map_chart(plan(A1=0), CARD, EN, phone=phone)
        assert ("limit" in str(drawn.chart.to_dict())) is not phone
        assert paled("#2B6C90") in str(drawn.chart.to_dict())


def test_a_pale_colour_is_a_quarter_of_it() -> None:
    assert paled("#000000") == "#BFBFBF" and paled("#FFFFFF") == "#FFFFFF"
