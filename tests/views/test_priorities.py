"""Gaps and priorities: rules that set all targets, the ranking, the chosen capability, its target and its threat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from questionnaire.answers import Disputed, NotKnown
from questionnaire.assessment import Dossier
from questionnaire.entries import Address, reply_of, setup_field, target_of, threat_to
from questionnaire.framework import Framework
from questionnaire.intentions import Target
from storage.memory_repository import MemoryRepository
from storage.repository import StorageFault
from tests.examples import at_level, capability, checklist, framework, question, section
from tests.views.one_page import AT, kept, page, said

TREE = framework(
    section("L", capability("L01", gate=True, weight=Fraction(3)), capability("L02")),
    section("O", capability("O01"), capability("O02"), weight=Fraction(2)),
)
DUE = date(2029, 12, 31)
SOUND = {"L01": Target("L01", 3, DUE), "L02": Target("L02", 3), "O01": Target("O01", 3, DUE)}


@dataclass
class Case:
    """A dossier in a memory of its own, and its page."""

    repository: MemoryRepository
    id: str
    test: AppTest
    tree: Framework

    @property
    def dossier(self) -> Dossier:
        return self.repository.open(self.id, self.tree)

    @property
    def text(self) -> str:
        return said(self.test).replace("\\", "")

    def key(self, address: Address, part: str = "", language: str = "en") -> str:
        return f"{self.id} {address} {language}" + (f" {part}" if part else "")

    def press(self, label: str) -> None:
        next(button for button in self.test.button if button.label == label).click().run()
        said(self.test)

    def choose(self, capability: str) -> None:
        self.test.selectbox(key=f"priority of {self.id} en").select(capability).run()
        said(self.test)


def case(
    levels: Mapping[str, Any],
    targets: Mapping[str, Target] | None = None,
    *,
    language: str = "en",
    tree: Framework = TREE,
    threats: Mapping[str, int] | None = None,
) -> Case:
    repository = MemoryRepository()
    replies = {id: at_level(reply) if isinstance(reply, int) else reply for id, reply in levels.items()}
    values: dict[Address, Any] = {setup_field("assessed_on"): date(2027, 3, 1)}
    values |= {reply_of("P1", id): reply for id, reply in replies.items()}
    values |= {target_of(id): target for id, target in (targets or {}).items()}
    values |= {threat_to(id): threat for id, threat in (threats or {}).items()}
    id = kept(repository, values, framework=tree)
    return Case(repository, id, page("priorities", repository, id, framework=tree, language=language), tree)


LEVELS = {"L01": 1, "L02": 3, "O01": 0}


class TestWithoutTargets:
    @pytest.mark.parametrize(("language", "words"), [("en", "No score yet"), ("fr", "Pas encore de score")])
    def test_nothing_answered_leads_to_the_first_question(self, language: str, words: str) -> None:
        empty = case({}, language=language)
        assert words in empty.text
        empty.test.button(key="next").click().run()
        assert "arrived at section L" in empty.text

    def test_both_rules_say_what_they_would_do(self) -> None:
        text = case(LEVELS).text
        assert "Set targets first" in text
        assert "Every answered capability to 3 Established" in text
        assert text.count("3 targets, 3 above the level of today.") == 2

    def test_the_same_in_french(self) -> None:
        text = case(LEVELS, language="fr").text
        assert "Fixer d'abord des cibles" in text
        assert "3 cibles, dont 3 au-dessus du niveau actuel." in text

    @pytest.mark.parametrize(
        ("label", "due", "wanted"),
        [
            ("Set targets one level up", date(2028, 12, 31), {"L01": 2, "L02": 4, "O01": 1}),
            ("Set targets at a sound level", date(2032, 12, 31), {"L01": 3, "L02": 4, "O01": 3}),
        ],
    )
    def test_a_rule_writes_all_targets_as_one_revision(self, label: str, due: date, wanted: dict[str, int]) -> None:
        fresh = case(LEVELS)
        fresh.press(label)
        assert fresh.dossier.targets == {id: Target(id, level, due) for id, level in wanted.items()}
        assert fresh.dossier.revision == 2
        assert "3 targets were set." in fresh.text

    def test_the_date_for_all_can_be_chosen(self) -> None:
        fresh = case(LEVELS)
        fresh.test.date_input(key="due sound").set_value(DUE).run()
        fresh.press("Set targets at a sound level")
        assert {target.due for target in fresh.dossier.targets.values()} == {DUE}


class TestRanking:
    def test_the_points_stand_part_by_part(self) -> None:
        ranked = case(LEVELS, SOUND, threats={"L01": 2})
        assert "L01 L01 stands at rank 1 of 3" in ranked.text
        assert "**1. L01 capability L01** ▲ gate" in ranked.text
        assert "1 Initial → 3 Established by 31 December 2029" in ranked.text
        table = ranked.test.table[1].value
        assert list(table["Part"]) == ["Weight", "Gate", "Threat", "Gap (2 of 4 levels)", "Points"]
        assert list(table["×"]) == ["3", "2", "2", "0.50", "6.00"]

    def test_the_weight_of_a_section_is_told(self) -> None:
        ranked = case(LEVELS, SOUND)
        ranked.choose("O01")
        assert ranked.test.table[1].value["Part"][0] == "Weight (1 × 2 for its section)"

    def test_all_priorities_stand_in_a_table(self) -> None:
        table = case(LEVELS, SOUND).test.table[0].value
        assert list(table["Capability"]) == ["L01 ▲ L01", "O01 O01"]
        assert list(table["Points"]) == ["3.00", "1.50"]

    def test_how_sure_the_rank_is_stands_in_the_table_and_on_the_card(self) -> None:
        ranked = case(LEVELS, SOUND)
        table = ranked.test.table[0].value
        assert list(table["In the first ten"]) == ["100%", "100%"]
        assert "In the first ten in 100% of 10,000 draws; rank 1" in ranked.text
        assert "seed 2027" in ranked.text

    def test_the_same_sureness_in_french(self) -> None:
        assert "Parmi les dix premières dans 100" in case(LEVELS, SOUND, language="fr").text

    def test_the_points_are_the_second_view(self) -> None:
        ranked = case(LEVELS, SOUND, threats={"L01": 2})
        ranked.test.button_group(key="priorities view").set_value("points").run()
        assert "L01 L01 comes first, with 6.00 points" in ranked.text

    def test_what_is_missing_stands_in_words(self) -> None:
        text = case(LEVELS, SOUND).text
        assert "**Missing for 3 Established: 2 criteria**" in text
        assert "- **L01.2a** criterion L01.2a\n- **L01.3a** criterion L01.3a" in text

    def test_what_may_be_met_already_is_marked(self) -> None:
        text = case({**LEVELS, "L01": Disputed(Fraction(1), Fraction(2), "two views")}, SOUND).text
        assert "criterion L01.2a *(to verify)*" in text
        assert "criterion L01.3a *(to verify)*" not in text
        assert "“To verify” marks" in text

    def test_a_checklist_says_how_many_are_enough(self) -> None:
        tree = framework(section("L", capability("L01", question("L01", checklist("L01")))))
        ranked = case({"L01": NotKnown("nobody")}, {"L01": Target("L01", 2)}, tree=tree)
        assert "Of L01, 2 of these 4 are enough." in ranked.text

    def test_what_has_no_score_is_listed_and_opens_its_question(self) -> None:
        ranked = case(LEVELS, SOUND)
        assert "1 capability has no score, so no gap" in [one.label for one in ranked.test.expander]
        ranked.press("O02 O02")
        assert "arrived at section O" in ranked.text

    def test_a_target_that_is_reached_can_still_be_chosen(self) -> None:
        ranked = case(LEVELS, SOUND)
        ranked.choose("L02")
        assert "3 Established; the target 3 Established is reached" in ranked.text
        assert "Points" not in [str(one) for one in ranked.test.table[-1].value.get("Part", [])]

    def test_everything_reached(self) -> None:
        assert "Every target is reached" in case({"L02": 3}, {"L02": Target("L02", 3)}).text

    def test_the_address_names_the_capability(self) -> None:
        ranked = case(LEVELS, SOUND)
        ranked.test.query_params["capability"] = "O02"
        ranked.test.run()
        assert "O02 O02 has no score" in ranked.text

    def test_the_same_in_french(self) -> None:
        ranked = case(LEVELS, SOUND, language="fr")
        assert "1 Initial → 3 Established au plus tard le 31 décembre 2029" in ranked.text
        assert "Il manque pour 3 Established : 2 critères" in ranked.text
        assert list(ranked.test.table[1].value["×"]) == ["3", "2", "1", "0,50", "3,00"]

    def test_the_actions_that_close_it_stand_on_the_plan(self) -> None:
        ranked = case(LEVELS, SOUND)
        ranked.press("See the actions that close it")
        assert "arrived at plan" in ranked.text


class TestSaving:
    def test_level_date_and_threat_are_kept(self) -> None:
        ranked = case(LEVELS, SOUND)
        ranked.test.selectbox(key=ranked.key(target_of("L01"), "level")).select(4).run()
        ranked.test.date_input(key=ranked.key(target_of("L01"), "due")).set_value(date(2031, 6, 30)).run()
        ranked.test.segmented_control(key=ranked.key(threat_to("L01"))).set_value(3).run()
        assert ranked.dossier.targets["L01"] == Target("L01", 4, date(2031, 6, 30))
        assert ranked.dossier.threats == {"L01": 3}
        assert "by 30 June 2031" in ranked.text

    def test_a_target_can_be_withdrawn_and_set_again(self) -> None:
        ranked = case(LEVELS, SOUND)
        ranked.test.selectbox(key=ranked.key(target_of("L01"), "level")).select(0).run()
        assert "L01" not in ranked.dossier.targets
        assert "1 Initial; no target" in ranked.text
        ranked.test.selectbox(key=ranked.key(target_of("L01"), "level")).select(2).run()
        assert ranked.dossier.targets["L01"].level == 2

    def test_the_usual_threat_is_no_entry(self) -> None:
        ranked = case(LEVELS, SOUND, threats={"L01": 3})
        ranked.test.segmented_control(key=ranked.key(threat_to("L01"))).set_value(1).run()
        assert ranked.dossier.threats == {}

    def test_drawing_saves_nothing(self) -> None:
        ranked = case(LEVELS, SOUND)
        ranked.choose("O01")
        ranked.choose("L01")
        assert ranked.dossier.revision == 1

    def test_starting_again_keeps_what_is_the_same_already(self) -> None:
        ranked = case(LEVELS, SOUND)
        for _ in range(2):
            ranked.test.date_input(key="due sound").set_value(DUE).run()
            ranked.press("Set targets at a sound level")
        assert ranked.dossier.revision == 2
        assert "All targets are already what this rule gives." in ranked.text
        assert len(ranked.repository.history(ranked.id, target_of("L01"))) == 1
        assert len(ranked.repository.history(ranked.id, target_of("L02"))) == 2

    def test_a_press_meant_for_other_targets_overwrites_nothing(self) -> None:
        ranked = case(LEVELS, SOUND)
        button = next(one for one in ranked.test.button if one.label == "Set targets one level up")
        ranked.repository.save(ranked.id, target_of("L01"), Target("L01", 4), by="P2", at=AT, expect=1)
        button.click().run()
        assert ranked.dossier.targets["L01"].level == 4
        assert ranked.dossier.revision == 2

    def test_a_fault_of_the_memory_is_told_and_leaves_the_targets(self, monkeypatch: pytest.MonkeyPatch) -> None:
        ranked = case(LEVELS)

        def full(*_: object, **__: object) -> None:
            raise StorageFault("fault.full")

        monkeypatch.setattr(ranked.repository, "save_all", full)
        next(one for one in ranked.test.button if one.label == "Set targets one level up").click().run()
        assert not ranked.dossier.targets
        assert any("Nothing was saved" in one.value for one in ranked.test.warning)
