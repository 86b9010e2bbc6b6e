"""Following the plan: what is shown first, the form with its checks, the two raters apart, nothing lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from questionnaire.entries import LIMITS, PLANNED, Address, details_of, progress_of, registered, reply_of, target_of
from questionnaire.following import Funding, ProgressReport, ProgressWord, Rater, StepDetails
from questionnaire.intentions import Limits, PlannedStart, Target
from storage.memory_repository import MemoryRepository
from storage.repository import StorageFault
from tests.examples import action, at_level, capability, evidence, framework, library, section
from tests.views.one_page import AT, _script, kept, page, said

TREE = framework(section("L", capability("L01"), capability("L02")), section("O", capability("O01")))
LIBRARY = library(
    action("A1", "L01.2a", money=100),
    action("A2", "L01.3a", after=("A1",), lead="risk", money=50),
    action("A3", "O01.2a", lead="finance"),
)
STARTS = (PlannedStart("A1", 0), PlannedStart("A2", 1), PlannedStart("A3", 2))
NOW = datetime(2027, 4, 10, 12, 0, tzinfo=UTC)
"""Ten days after the end of A1, nine after the start of A2."""


def report(id: str, word: str, rater: str = "self", on: date = date(2027, 3, 1), **more: Any) -> ProgressReport:
    return ProgressReport(id, Rater(rater), ProgressWord(word), on, **more)


@dataclass
class Case:
    """A dossier whose plan is followed, and its page."""

    repository: MemoryRepository
    id: str
    test: AppTest

    @property
    def text(self) -> str:
        told = said(self.test).replace("\\", "")
        cells = (str(cell) for one in self.test.table for row in one.value.values for cell in row)
        return "\n".join((told, *cells)).replace("\\", "").replace("\u00a0", " ").replace("\u202f", " ")

    def table(self, place: int = 0) -> list[list[str]]:
        return [[str(cell).replace("\\", "") for cell in row] for row in self.test.table[place].value.values]

    def key(self, part: str, id: str = "A1", rater: str = "self") -> str:
        return f"{self.id} {progress_of(id, rater)} en {part}"

    def held(self, id: str = "A1", rater: str = "self") -> ProgressReport | None:
        entry = self.repository.entry(self.id, progress_of(id, rater))
        return entry.value if entry else None

    def record(self) -> None:
        next(one for one in self.test.button if one.label in ("Record", "Enregistrer")).click().run()
        said(self.test)

    def judge_from_outside(self, id: str = "A1") -> None:
        self.test.segmented_control(key=f"rater {id} en").set_value(Rater.EXTERNAL).run()


def case(*reports: ProgressReport, language: str = "en", **more: Any) -> Case:
    repository = MemoryRepository()
    values: dict[Address, Any] = {reply_of("P1", id): at_level(1) for id in ("L01", "L02", "O01")}
    values |= {target_of(id): Target(id, 3) for id in ("L01", "O01")}
    values |= {LIMITS: Limits(start=date(2027, 1, 1), quarters=8), registered("E1"): evidence("E1")}
    values |= {PLANNED: STARTS} if more.pop("planned", True) else {}
    values |= {progress_of(one.action, one.rater.value): one for one in reports}
    values |= more.pop("values", {})
    id = kept(repository, values, framework=TREE)
    return Case(
        repository, id, page("tracking", repository, id, framework=TREE, library=LIBRARY, language=language, at=NOW)
    )


class TestBoard:
    @pytest.mark.parametrize(("language", "words"), [("en", "no plan to follow yet"), ("fr", "pas encore de plan")])
    def test_without_a_plan_it_leads_there(self, language: str, words: str) -> None:
        empty = case(planned=False, language=language)
        assert words in empty.text
        empty.test.button(key="next").click().run()
        assert "arrived at plan" in empty.text

    def test_of_a_site_no_plan_is_followed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("questionnaire.profile.Profile.in_its_own_words", False)
        assert "one site" in case().text

    def test_what_is_late_or_blocked_comes_first_with_its_reason(self) -> None:
        shown = case(report("A1", "partial_progress"))
        assert "2 of 3 actions need attention." in shown.text
        assert "1 overdue, 1 late to start, 1 blocked" in shown.text
        first, second = shown.table()
        assert first[0].startswith("A1")
        assert "own word: partial progress (1 March 2027)" in first[1]
        assert "10 days overdue" in first[2]
        assert "9 days late to start" in second[2]
        assert "Blocked: A1 A1" in second[2]

    def test_filters_show_all_a_section_or_a_lead(self) -> None:
        shown = case()
        bar = next(one for one in shown.test.segmented_control if one.key.startswith("tracking-filter"))
        bar.set_value("all").run()
        assert [row[0][:2] for row in shown.table()] == ["A1", "A2", "A3"]
        bar.set_value("section").run()
        shown.test.selectbox(key="tracking-which_section-en").set_value("O").run()
        assert [row[0][:2] for row in shown.table()] == ["A3"]
        bar.set_value("lead").run()
        shown.test.selectbox(key="tracking-which_lead-en").set_value("risk").run()
        assert [row[0][:2] for row in shown.table()] == ["A2"]

    def test_figures_come_with_the_first_report_and_money_with_the_first_figure(self) -> None:
        assert len(case().test.get("vega_lite_chart")) == 0
        assert len(case(report("A1", "on_track")).test.get("vega_lite_chart")) == 1
        spent = case(report("A1", "on_track", spent=Fraction(120)))
        assert len(spent.test.get("vega_lite_chart")) == 2
        assert "20 USD more spent than planned" in spent.text

    def test_money_is_told_by_funding(self) -> None:
        shown = case(values={details_of("A1"): StepDetails("A1", owner="Head of legal", funding=Funding.FUNDED)})
        rows = [row for place in range(len(shown.test.table)) for row in shown.table(place)]
        assert ["funded", "1", "100\u00a0USD"] in rows
        assert "owner: Head of legal" in shown.text

    def test_what_left_the_plan_is_listed_apart(self) -> None:
        assert "1 action with reports that is not in the plan any more" in [
            one.label for one in case(report("A9", "on_track")).test.expander
        ]

    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_it_is_drawn_in_both_languages_with_everything_on_it(self, language: str) -> None:
        full = case(
            report("A1", "achieved", note="all", evidence=("E1",), spent=Fraction(7), next_review=date(2027, 4, 1)),
            report("A1", "on_track", "external", note="the secretariat"),
            report("A2", "pending", waits_for="a decree"),
            report("A3", "not_commenced"),
            language=language,
        )
        full.test.selectbox(key=f"tracking-action-{language}").set_value("A1").run()
        assert "E1 Customs Act" in full.text
        assert "the secretariat" in full.text


class TestForm:
    def test_a_whole_report_is_recorded_exactly(self) -> None:
        fresh = case()
        assert fresh.test.date_input(key=fresh.key("day")).value == NOW.date()
        fresh.test.radio(key=fresh.key("word")).set_value(ProgressWord.PARTIAL_PROGRESS)
        fresh.test.date_input(key=fresh.key("day")).set_value(date(2027, 4, 2))
        fresh.test.text_input(key=fresh.key("waits")).set_value(" a decree ")
        fresh.test.text_area(key=fresh.key("note")).set_value("half is done")
        fresh.test.number_input(key=fresh.key("spent")).set_value(1234.56)
        fresh.test.date_input(key=fresh.key("review")).set_value(date(2027, 6, 1))
        fresh.test.multiselect(key=fresh.key("evidence")).set_value(["E1"])
        fresh.record()
        assert fresh.held() == ProgressReport(
            "A1",
            Rater.SELF,
            ProgressWord.PARTIAL_PROGRESS,
            date(2027, 4, 2),
            "half is done",
            "a decree",
            ("E1",),
            Fraction("1234.56"),
            date(2027, 6, 1),
        )
        assert "Recorded: A1 A1, partial progress." in fresh.text
        assert "half is done" in fresh.text
        assert "recorded by Ada" in fresh.text

    def test_the_page_stays_with_the_action_that_was_reported_on(self) -> None:
        fresh = case(report("A1", "on_track"))
        fresh.test.selectbox(key="tracking-action-en").set_value("A2").run()
        fresh.test.radio(key=fresh.key("word", "A2")).set_value(ProgressWord.ACHIEVED)
        fresh.record()
        assert fresh.held("A2") is not None
        assert fresh.test.selectbox(key="tracking-action-en").value == "A2"

    def test_all_that_is_wrong_is_said_at_once_and_nothing_is_recorded(self) -> None:
        fresh = case()
        fresh.judge_from_outside()
        fresh.test.radio(key=fresh.key("word", rater="external")).set_value(ProgressWord.PENDING)
        fresh.test.date_input(key=fresh.key("day", rater="external")).set_value(date(2027, 5, 1))
        fresh.test.number_input(key=fresh.key("spent", rater="external")).set_value(-1.0)
        fresh.record()
        for words in ("lies in the future", "what it waits for", "below zero", "who judged it"):
            assert words in fresh.text
        assert fresh.held(rater="external") is None
        assert fresh.test.number_input(key=fresh.key("spent", rater="external")).value == -1.0

    @pytest.mark.parametrize(("spent", "words"), [(2e12, "Look at the zeros"), (5.0, "Choose how far it is")])
    def test_too_much_money_and_no_word(self, spent: float, words: str) -> None:
        fresh = case()
        if spent > 5:
            fresh.test.radio(key=fresh.key("word")).set_value(ProgressWord.ON_TRACK)
        fresh.test.number_input(key=fresh.key("spent")).set_value(spent)
        fresh.record()
        assert words in fresh.text
        assert fresh.held() is None

    def test_a_day_before_the_plan_is_recorded_with_a_note(self) -> None:
        fresh = case()
        fresh.test.radio(key=fresh.key("word")).set_value(ProgressWord.ON_TRACK)
        fresh.test.date_input(key=fresh.key("day")).set_value(date(2026, 11, 1))
        fresh.record()
        assert fresh.held() is not None
        assert "before the planned start, 1 January 2027" in fresh.text

    def test_the_word_from_outside_never_touches_the_own_one(self) -> None:
        own = report("A1", "achieved", evidence=("E1",))
        fresh = case(own)
        bar = next(one for one in fresh.test.segmented_control if one.key.startswith("tracking-filter"))
        bar.set_value("all").run()
        fresh.test.selectbox(key="tracking-action-en").set_value("A1").run()
        fresh.judge_from_outside()
        fresh.test.radio(key=fresh.key("word", rater="external")).set_value(ProgressWord.PARTIAL_PROGRESS)
        fresh.test.text_area(key=fresh.key("note", rater="external")).set_value("the secretariat")
        fresh.record()
        assert fresh.held() == own
        outside = fresh.held(rater="external")
        assert outside is not None
        assert (outside.word, outside.rater) == (ProgressWord.PARTIAL_PROGRESS, Rater.EXTERNAL)
        assert "The two words differ" in fresh.text

    def test_an_amount_that_the_box_shows_roughly_stays_exact(self) -> None:
        fresh = case(report("A1", "on_track", spent=Fraction(100, 3)))
        fresh.test.text_area(key=fresh.key("note")).set_value("more")
        fresh.record()
        held = fresh.held()
        assert held is not None
        assert (held.spent, held.note) == (Fraction(100, 3), "more")


class TestNothingIsLost:
    def test_where_somebody_was_first_that_is_said_and_the_next_press_records(self) -> None:
        fresh = case()
        fresh.test.radio(key=fresh.key("word")).set_value(ProgressWord.ON_TRACK)
        fresh.test.text_area(key=fresh.key("note")).set_value("mine")
        theirs = report("A1", "not_commenced")
        fresh.repository.save(fresh.id, progress_of("A1", "self"), theirs, by="P2", at=AT, expect=0)
        fresh.record()
        assert fresh.held() == theirs
        assert "meanwhile: not commenced (1 March 2027)" in fresh.text
        assert fresh.test.text_area(key=fresh.key("note")).value == "mine"
        fresh.record()
        held = fresh.held()
        assert held is not None
        assert (held.word, held.note) == (ProgressWord.ON_TRACK, "mine")
        assert len(fresh.repository.history(fresh.id, progress_of("A1", "self"))) == 2

    def test_two_reports_one_after_the_other_are_both_kept(self) -> None:
        fresh = case()
        for word in (ProgressWord.NOT_COMMENCED, ProgressWord.ON_TRACK):
            fresh.test.radio(key=fresh.key("word")).set_value(word)
            fresh.record()
        history = fresh.repository.history(fresh.id, progress_of("A1", "self"))
        assert [entry.value.word for entry in history] == [ProgressWord.NOT_COMMENCED, ProgressWord.ON_TRACK]

    def test_pressing_twice_records_once(self) -> None:
        fresh = case()
        fresh.test.radio(key=fresh.key("word")).set_value(ProgressWord.ON_TRACK)
        fresh.record()
        fresh.record()
        assert "recorded already" in fresh.text
        assert len(fresh.repository.history(fresh.id, progress_of("A1", "self"))) == 1

    def test_a_memory_that_cannot_write_leaves_the_form_as_it_was(self, monkeypatch: pytest.MonkeyPatch) -> None:
        fresh = case()
        fresh.test.radio(key=fresh.key("word")).set_value(ProgressWord.ON_TRACK)

        def full(*_: Any, **__: Any) -> None:
            raise StorageFault("storage.fault.disk_full", place="here")

        monkeypatch.setattr(fresh.repository, "save", full)
        fresh.record()
        assert "Nothing was recorded" in fresh.text
        assert fresh.test.radio(key=fresh.key("word")).value == ProgressWord.ON_TRACK


class TestFinished:
    def test_the_criteria_to_assess_again_lead_to_their_question(self) -> None:
        done = case(report("A1", "achieved", evidence=("E1",)))
        done.test.selectbox(key="tracking-action-en").set_value("A1").run()
        assert "1 criterion to assess again" in done.text
        assert "L01.2a criterion L01.2a" in done.text.replace("**", "")
        done.test.button(key="reassess L01").click().run()
        assert "arrived at section L" in done.text


def test_the_address_names_the_action() -> None:
    shown = case()
    arguments = ("tracking", shown.repository, TREE, LIBRARY, shown.id, "en", NOW)
    fresh = AppTest.from_function(_script, args=arguments, default_timeout=60)
    fresh.query_params["action"] = "A3"
    assert fresh.run().selectbox(key="tracking-action-en").value == "A3"
    fresh.selectbox(key="tracking-action-en").set_value("A2").run()
    assert fresh.run().selectbox(key="tracking-action-en").value == "A2"
