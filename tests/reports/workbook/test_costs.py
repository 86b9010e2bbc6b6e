"""From a price to the totals of the plan, live: what a reader changes gives what the program gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planning.actions import Library
from planning.follow_up import plan_from
from questionnaire.answers import Answer
from questionnaire.assessment import Dossier, Setup
from questionnaire.following import ProgressReport, ProgressWord, Rater, StepDetails
from questionnaire.intentions import Donor, ExchangeRate, PlannedStart
from reports.formats import write_report
from reports.report import Report
from scoring.scores import score_dossier
from tests.examples import action, at_level
from tests.reports.filled import report_on
from tests.reports.planned import (
    START,
    STARTS,
    entered,
    law,
    paid_by,
    planned,
    planned_dossier,
    planned_report,
    small_library,
)
from tests.reports.recalculation import differences, formulas, recalculated, values
from tests.reports.sheets import put, rows

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

KEYS: Mapping[str, tuple[str, ...]] = {
    "plan": ("action",),
    "costs_by_year": ("action", "year", "donor"),
    "timeline": ("action",),
    "logframe": ("node", "row_kind"),
    "unit_costs": ("price",),
    "tracking": ("action",),
    "cost_lines": ("action", "side", "price", "own_days"),
}
HOSTILE = ("=1+1", "A*", "A?", '"quoted"', "it's", "<tag> & more", "@x", "-1")
HALF = Fraction(1, 2)


def donors(*names: str) -> tuple[Donor, ...]:
    return tuple(Donor(name, {2027: Fraction(2000), 2028: Fraction(500), 2029: Fraction(500)}) for name in names)


def funded(held: Dossier, *, starts: Mapping[str, int] = STARTS, language: str = "en") -> Report:
    """The small plan with two donors who share all that A-1 and A-2 cost."""
    held = replace(held, limits=replace(held.limits, donors=donors("North", "South")))
    plan = paid_by(planned(held, starts), {"North": HALF, "South": HALF}, ["A-1", "A-2"])
    return planned_report(held, plan, language=language)


@dataclass(frozen=True)
class Change:
    """What a reader types, and the report that the program makes of the same change."""

    type_in: Callable[[openpyxl.Workbook], None]
    wanted: Report
    start: Report


def typed(sheet: str, where: Mapping[str, Any], **cells: Any) -> Callable[[openpyxl.Workbook], None]:
    def type_in(book: openpyxl.Workbook) -> None:
        for column, value in cells.items():
            put(book, sheet, where, column, value)

    return type_in


def usual() -> Report:
    return funded(planned_dossier())


def unfunded(starts: Mapping[str, int] = STARTS, **more: Any) -> Report:
    held = planned_dossier(**more)
    return planned_report(held, planned(held, starts))


def without_boxes() -> Library:
    library = small_library()
    boxes = replace(library.unit_costs["evidence box"], amount=None)
    return replace(library, unit_costs={**library.unit_costs, boxes.item: boxes})


def recorded() -> Dossier:
    said = StepDetails("A-2", baseline=Fraction(4), baseline_on=date(2027, 5, 1))
    return planned_dossier(details={"A-2": said})


def followed() -> Dossier:
    said = ProgressReport("A-3", Rater.SELF, ProgressWord.ON_TRACK, date(2027, 3, 1))
    details = StepDetails("A-3", owner="Head of enforcement")
    return planned_dossier(progress={("A-3", Rater.SELF): said}, details={"A-3": details})


def at_one() -> Dossier:
    held = planned_dossier()
    return replace(held, answers={**held.answers, ("P1", "L01"): Answer("P1", "L01", at_level(1))})


CHANGES: Mapping[str, Change] = {
    "a price": Change(
        typed("Unit costs", {"price": "evidence box"}, amount=12.5),
        funded(planned_dossier(prices=entered("evidence box", "12.5"))),
        usual(),
    ),
    "a price where there was none": Change(
        typed("Unit costs", {"price": "scanner"}, amount=5000),
        unfunded(prices=entered("scanner", "5000")),
        unfunded(),
    ),
    "a price taken away": Change(
        typed("Unit costs", {"price": "evidence box"}, amount=None),
        planned_report(library=without_boxes()),
        unfunded(),
    ),
    "a rate": Change(
        typed("Unit costs", {"price": "lamp*"}, rate=1.2),
        funded(planned_dossier(rates={"EUR": ExchangeRate("EUR", Fraction("1.2"))})),
        usual(),
    ),
    "the dates of an action": Change(
        typed("Plan", {"action": "A-1"}, start=datetime(2028, 4, 1), end=datetime(2028, 6, 30)),
        unfunded({**STARTS, "A-1": 4}),
        unfunded(),
    ),
    "a value on the plan": Change(
        typed("Plan", {"action": "A-2"}, baseline_value=4, baseline_date=datetime(2027, 5, 1)),
        funded(recorded()),
        usual(),
    ),
    "progress": Change(
        typed("Plan", {"action": "A-3"}, progress="on track", owner="Head of enforcement"),
        funded(followed()),
        usual(),
    ),
    "a level": Change(typed("Answers", {"question": "L01"}, reply=1), funded(at_one()), usual()),
}


def hostile() -> Report:
    """Donors, actions and goods whose names mean something to a spreadsheet."""
    shares = {name: Fraction(1, len(HOSTILE)) for name in HOSTILE}
    library = small_library()
    ids = ("OWN-1", "OWN-*", "OWN-?", "OWN-~*")
    actions = {
        id: law(id, "L01.1a", one_off=(*action("x", money=place).one_off, *library.actions["A-1"].recurrent))
        for place, id in enumerate(ids, 1)
    }
    goods = action("x", money=1).one_off[0].name
    prices = {**library.unit_costs, goods: replace(library.unit_costs["scanner"], item=goods, amount=Fraction(10))}
    held = planned_dossier()
    held = replace(held, limits=replace(held.limits, donors=donors(*HOSTILE)))
    chosen = Library(actions, prices, {})
    kept = [PlannedStart(id, place) for place, id in enumerate(ids)]
    plan = plan_from(held, score_dossier(held), chosen, kept, START)
    return report_on(held, library=chosen, plan=paid_by(plan, shares, ids))


def in_francs() -> Report:
    """Amounts of twelve digits, where two ways to a sum are never quite the same."""
    rates = {one: ExchangeRate(one, Fraction("655.957")) for one in ("USD", "EUR")}
    prices = entered("scanner", "123456789012.37", "XOF")
    return planned_report(planned_dossier(setup=Setup(currency="XOF"), rates=rates, prices=prices))


def beyond() -> Report:
    """Actions that end after the plan, one that meets nothing and serves no outcome."""
    library, held = small_library(), planned_dossier()
    own = law("OWN-1", months=30, vision_2030="", money=5)
    library = replace(library, actions={**library.actions, own.id: own})
    return planned_report(held, planned(held, {"A-1": 7, "A-2": 9, "OWN-1": 3}, library), library)


@dataclass(frozen=True)
class Made:
    """A workbook as written, and after a recalculation; then with a change, and as the program would write that."""

    written: Path
    again: Path
    wanted: Path
    after: Path


def unchanged() -> Mapping[str, Report]:
    french = funded(planned_dossier(), language="fr")
    no_rates = planned_report(planned_dossier(setup=Setup(currency="XOF"), rates={}))
    return {
        "hostile": hostile(),
        "french": french,
        "in francs": in_francs(),
        "without rates": no_rates,
        "beyond the horizon": beyond(),
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Made]:
    work = tmp_path_factory.mktemp("costs")
    files: dict[str, tuple[Path, Path, Path]] = {}
    for number, (name, change) in enumerate(CHANGES.items()):
        written, wanted, edited = (work / f"{kind}{number}.xlsx" for kind in ("written", "wanted", "edited"))
        written.write_bytes(write_report(change.start, "xlsx"))
        wanted.write_bytes(write_report(change.wanted, "xlsx"))
        book = openpyxl.load_workbook(written)
        change.type_in(book)
        book.save(edited)
        files[name] = (written, wanted, edited)
    for name, report in unchanged().items():
        written = work / f"{name}.xlsx"
        written.write_bytes(write_report(report, "xlsx"))
        files[name] = (written, written, written)
    every = list(dict.fromkeys(file for three in files.values() for file in (three[0], three[2])))
    done = dict(zip(every, recalculated(every, work), strict=True))
    return {
        name: Made(written, done[written], wanted, done[edited]) for name, (written, wanted, edited) in files.items()
    }


def test_stored_results_are_what_a_spreadsheet_recalculates(made: Mapping[str, Made]) -> None:
    for name, one in made.items():
        assert differences(values(one.written), values(one.again), formulas(one.written)) == [], name


LIVE: Mapping[str, tuple[str, ...]] = {
    "plan": ("start", "end", "one_off", "recurrent", "upkeep_years", "total", "own_days", "gap_before", "target"),
    "costs_by_year": ("paid_share", "upkeep_years", "one_off", "upkeep", "amount"),
    "timeline": ("start", "end", "first_quarter", "last_quarter", "one_off", "recurrent"),
    "logframe": ("baseline_value", "baseline_date", "target_value", "target_date"),
    "cost_lines": ("quantity", "unit_cost", "amount", "not_costed"),
    "unit_costs": ("amount",),
    "tracking": ("start", "one_off", "owner", "progress_self"),
}
OF_COSTS = [name for name in CHANGES if name != "a level"]


@pytest.mark.parametrize("name", OF_COSTS)
def test_a_change_gives_what_the_program_gives(made: Mapping[str, Made], name: str) -> None:
    for table, live in LIVE.items():
        title = usual().say(f"workbook.sheets.{table}")
        wanted, found = rows(made[name].wanted, title, KEYS[table]), rows(made[name].after, title, KEYS[table])
        assert set(wanted) == set(found), title
        for key, row in wanted.items():
            assert [id for id in live if not _same(row[id], found[key][id])] == [], f"{title} {key}"


def test_a_level_moves_the_gap_on_the_plan_and_the_baseline_of_the_logframe(made: Mapping[str, Made]) -> None:
    one = made["a level"]
    plans = [rows(file, "Plan", ("action",)) for file in (one.written, one.after, one.wanted)]
    assert [plan["A-1",]["gap_before"] for plan in plans] == [2, 1, 1]
    assert rows(one.after, "Logframe", KEYS["logframe"])["L01", "Output"]["baseline_value"] == 1
    assert plans[0]["A-1",]["one_off"] == plans[1]["A-1",]["one_off"], "the actions stay as they were chosen"


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= 1e-9
    return bool(one == other)


@pytest.mark.parametrize("name", OF_COSTS)
def test_the_years_of_donors_and_sections_follow(made: Mapping[str, Made], name: str) -> None:
    wanted, found = values(made[name].wanted), values(made[name].after)
    cells = {cell for cell in formulas(made[name].wanted) if cell[0] == "Costs by year and donor"}
    assert cells
    assert differences(wanted, found, cells) == []


def test_a_changed_price_moves_the_totals(made: Mapping[str, Made]) -> None:
    before = rows(made["a price"].written, "Plan", ("action",))
    after = rows(made["a price"].after, "Plan", ("action",))
    assert (before["A-2",]["one_off"], after["A-2",]["one_off"]) == (7, 37.5)
    assert (before["A-2",]["total"], after["A-2",]["total"]) == (14, 75)
    assert before["A-1",] == after["A-1",]


def test_the_year_of_what_is_spent_once_follows_the_start(made: Mapping[str, Made]) -> None:
    key = ("action", "year")
    found = rows(made["the dates of an action"].after, "Costs by action and year", key)
    assert [found["A-1", year]["one_off"] for year in (2027, 2028, 2029)] == [0, 2520, 0]
    assert rows(made["the dates of an action"].after, "Timeline", ("action",))["A-1",]["first_quarter"] == 5


def test_what_gets_a_price_is_costed(made: Mapping[str, Made]) -> None:
    name = "a price where there was none"
    before, after = (rows(file, "Plan", ("action",)) for file in (made[name].written, made[name].after))
    assert (before["A-3",]["one_off"], before["A-3",]["total"]) == (None, None)
    assert (after["A-3",]["one_off"], after["A-3",]["total"]) == (5000, 5000)
    assert (before["A-3",]["not_costed"], after["A-3",]["not_costed"]) == ("scanner", None)


def test_every_check_holds_before_and_after(made: Mapping[str, Made]) -> None:
    for name, one in made.items():
        for file in (one.written, one.again, one.after):
            title = "Contrôles" if name == "french" else "Checks"
            sheet = openpyxl.load_workbook(file, data_only=True)[title]
            results = {row[4].value for row in sheet.iter_rows(min_row=5) if row[4].value}
            assert results <= ({"OK", "NOTE"} if file == one.after else {"OK"}), f"{name} {file.name}"


def test_hostile_names_are_text_and_are_told_apart(made: Mapping[str, Made]) -> None:
    one = made["hostile"]
    found = rows(one.again, "Plan", ("action",))
    lamp = 12 * 1.08 * 2 / 3
    assert [round(found[id,]["one_off"] - lamp, 9) for id in ("OWN-1", "OWN-*", "OWN-?", "OWN-~*")] == [10, 20, 30, 40]
    sheet = openpyxl.load_workbook(one.again, data_only=True)["Costs by year and donor"]
    shares = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(6, 6 + len(HOSTILE))}
    assert tuple(shares) == HOSTILE
    assert len({round(share, 9) for share in shares.values()}) == 1
    typed_in = openpyxl.load_workbook(one.written)["Costs by year and donor"]
    assert typed_in["A6"].data_type == "s"
    assert typed_in["A6"].quotePrefix


def test_what_loses_its_price_is_blank_and_said(made: Mapping[str, Made]) -> None:
    after = rows(made["a price taken away"].after, "Plan", ("action",))
    assert after["A-2",]["one_off"] is None
    assert after["A-2",]["not_costed"] == "something without a price: see Cost lines"
