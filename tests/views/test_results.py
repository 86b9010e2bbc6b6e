"""The results page: the finding, the gates, four figures with their tables, and the empty state."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from questionnaire.answers import NotApplicable, RecordedAgreement
from questionnaire.entries import agreement_of, reply_of
from questionnaire.framework import Framework
from storage.memory_repository import MemoryRepository
from tests.examples import at_level, capability, framework, section
from tests.views.one_page import kept, page, said
from views.widgets.phone import is_phone

TREE = framework(
    section("L", capability("L01", gate=True), capability("L02"), capability("L03")),
    section("O", capability("O01"), capability("O02")),
    section("S", capability("S01")),
)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Mobile/15E148 Safari/604.1"


def results(
    levels: dict[str, int], *, language: str = "en", tree: Framework = TREE, not_applicable: tuple[str, ...] = ()
) -> AppTest:
    """The page of a dossier with these replies."""
    repository = MemoryRepository()
    replies = {reply_of("P1", id): at_level(level) for id, level in levels.items()}
    replies |= {reply_of("P1", id): NotApplicable("no border") for id in not_applicable}
    return page("results", repository, kept(repository, replies, framework=tree), framework=tree, language=language)


ALL_BUT_GATE = {"L02": 4, "L03": 4, "O01": 1, "O02": 2, "S01": 3}
FULL = {"L01": 0, **ALL_BUT_GATE}


def seen(test: AppTest) -> str:
    """Everything that the page says, as people read it: without the signs that keep Markdown from being read."""
    return said(test).replace("\\", "")


def charts(test: AppTest) -> list[dict[str, object]]:
    """The charts on the page, as the browser gets them."""
    return [json.loads(one.proto.spec) for one in test.get("vega_lite_chart")]


def pick(test: AppTest, view: str) -> AppTest:
    return test.segmented_control(key="results view").set_value(view).run()


def test_an_empty_assessment_says_what_gives_the_first_score() -> None:
    test = results({})
    assert "No score yet" in seen(test)
    assert "Continue: L01" in seen(test)
    assert not charts(test)


def test_the_empty_state_leads_to_the_question_that_waits() -> None:
    test = results({})
    test.button(key="next").click().run()
    assert "arrived at section L" in seen(test)


def test_the_finding_the_gate_and_the_count() -> None:
    text = seen(results(FULL))
    assert (
        "**L is the weakest section (1.0). One gate holds L at 1.0.** 6 of 6 answered; scores are not provisional."
        in text
    )
    assert "L01 L01 is at 0: L cannot exceed 1.0 (without this gate: 2.7)." in text


def test_the_same_in_french() -> None:
    text = seen(results(FULL, language="fr"))
    assert "Section la plus faible : L (1,0)" in text
    assert "Réponses : 6 sur 6 ; scores non provisoires." in text
    assert "L01 L01 est à 0 : L ne peut dépasser 1,0 (sans ce verrou : 2,7)." in text


def test_a_gate_without_a_score_is_told_and_makes_provisional() -> None:
    text = seen(results(ALL_BUT_GATE))
    assert "Gate without a score: L01" in text
    assert "provisional may still move" in text


def test_a_reply_of_not_applicable_is_an_answer() -> None:
    text = seen(results({"L01": 2, "L02": 2, "O01": 1, "O02": 2, "S01": 3}, not_applicable=("L03",)))
    assert "6 of 6 answered; scores are not provisional." in text


def test_sections_show_bars_beside_a_radar_with_one_table() -> None:
    test = results(FULL)
    assert len(charts(test)) == 2
    (table,) = test.table
    assert list(table.value.columns)[:3] == ["Section", "Score", "Range"]
    assert list(table.value["Section"]) == ["section L", "section O", "section S", "The whole"]
    assert list(table.value["Score"]) == ["1.0", "1.5", "3.0", "1.8"]


@pytest.mark.parametrize(
    ("view", "title"),
    [
        ("radar", "The same scores as a radar"),
        ("map", "2 of 6 capabilities are at 0 Absent / 1 Initial, 1 of them a gate"),
        ("evidenced", "Without more evidence, S would drop most"),
    ],
)
def test_every_view_has_its_finding_chart_and_table(view: str, title: str) -> None:
    test = pick(results(FULL), view)
    assert title in seen(test)
    assert len(charts(test)) == 1
    assert len(test.table) == 1


def test_the_key_of_the_map_names_levels_and_states() -> None:
    test = pick(results({"L01": 0, "O01": 2}), "map")
    (key,) = [one.proto.body for one in test.get("html") if "Absent" in one.proto.body]
    assert "4 Sustained" in key
    assert "Not answered" in key
    assert "gate" in key


def test_a_radar_is_not_offered_for_two_sections() -> None:
    small = framework(section("L", capability("L01")), section("O", capability("O01")))
    test = results({"L01": 1, "O01": 2}, tree=small)
    assert "Radar" not in list(test.segmented_control(key="results view").options)
    assert len(charts(test)) == 1


def test_every_score_leads_to_how_it_was_made() -> None:
    links = results(FULL).get("page_link")
    assert [link.proto.label for link in links] == ["L 1.0", "O 1.5", "S 3.0", "The whole 1.8"]
    assert "node=L" in links[0].proto.query_string
    assert "node=%2A" in links[-1].proto.query_string or "node=*" in links[-1].proto.query_string


def test_next_are_the_priorities() -> None:
    test = results(FULL)
    test.button(key="next").click().run()
    assert "arrived at priorities" in seen(test)


@pytest.mark.parametrize(
    ("agent", "phone"),
    [
        (IPHONE, True),
        ("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36", True),
        ("Mozilla/5.0 (Linux; Android 14; SM-X200) AppleWebKit/537.36 Chrome/126.0 Safari/537.36", False),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36", False),
        ("", False),
    ],
)
def test_a_phone_is_known_by_its_browser(agent: str, phone: bool) -> None:
    assert is_phone({"User-Agent": agent}) is phone


def test_a_phone_gets_the_table_in_two_columns_and_the_map_in_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("results", "widgets.figure"):
        monkeypatch.setattr(f"views.{module}.is_phone", lambda headers: True)
    test = results(FULL)
    assert list(test.table[0].value.columns) == ["Section", "Details"]
    assert test.table[0].value["Section"][0] == "section L  \n1.0"
    mapped = test.button_group(key="results view").set_value("map").run()
    assert len(charts(mapped)) == 1


def test_what_the_mission_recorded_is_shown_beside_what_the_group_holds() -> None:
    repository = MemoryRepository()
    values = {reply_of("P1", id): at_level(level) for id, level in FULL.items()}
    values |= {agreement_of("validated", id): RecordedAgreement(id, at_level(1)) for id in ("L02", "O02")}
    test = pick(page("results", repository, kept(repository, values, framework=TREE), framework=TREE), "validated")
    assert not test.exception
    assert "The mission corrects L most" in seen(test)
    assert "on the 2 of 6 questions" in seen(test)
    assert charts(test)


def test_without_a_mission_there_is_no_such_view() -> None:
    options = results(FULL).segmented_control(key="results view").options
    assert "Claimed and evidenced" in options and "Self and validated" not in options


def test_scores_of_proposals_are_marked_as_a_draft() -> None:
    repository = MemoryRepository()
    values = {reply_of(who, "L02"): at_level(level) for who, level in (("P1", 1), ("P2", 3))}
    test = page("results", repository, kept(repository, values, framework=TREE), framework=TREE)
    assert "Draft: 1 outcome is only proposed" in seen(test)
    assert "Draft:" not in seen(results(FULL))
