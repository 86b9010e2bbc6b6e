from __future__ import annotations

from dataclasses import replace
from datetime import date

from planning.plan import Plan
from questionnaire.assessment import Setup, Site
from questionnaire.intentions import Target
from reports.diagnostic.plan_findings import late_targets, plan_cost, plan_doubts, plan_finding
from reports.report import Report
from tests.reports.planned import entered, planned, planned_dossier, planned_report

PRICED = entered("scanner", "1000")


def only(report: Report, *actions: str) -> Report:
    """The report of the plan with these actions alone."""
    assert report.plan is not None
    return replace(report, plan=planned(report.dossier, {one: n for n, one in enumerate(actions)}))


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_the_plan_is_told_by_what_it_reaches_and_leaves() -> None:
    assert plan_finding(planned_report()) == (
        "With four actions, from April 2027 to March 2028, the plan would reach all four levels that are missing "
        "up to the targets."
    )
    assert plan_finding(only(planned_report(), "A-1", "A-2")) == (
        "With two actions, from April 2027 to December 2027, the plan would reach two of the levels missing up to the "
        "targets and leave two open."
    )
    assert plan_finding(only(planned_report(), "A-1")) == (
        "With one action, from April 2027 to June 2027, the plan would reach one of the levels missing up to the "
        "targets and leave three open."
    )


def test_the_plan_is_told_in_french() -> None:
    assert plan_finding(planned_report(language="fr")) == (
        "Avec quatre actions, entre avril 2027 et mars 2028, le plan permettrait d'atteindre les quatre niveaux qui "
        "manquent jusqu'aux cibles."
    )
    assert plan_finding(only(planned_report(language="fr"), "A-1")) == (
        "Avec une action, entre avril 2027 et juin 2027, le plan permettrait d'atteindre un des niveaux qui manquent "
        "jusqu'aux cibles et en laisserait trois ouverts."
    )


def test_a_plan_that_reaches_nothing_yet_says_so() -> None:
    assert plan_finding(only(planned_report(), "A-2")) == (
        "With one action, from April 2027 to September 2027, the plan prepares the ground without yet reaching a level "
        "that is missing."
    )


def test_what_it_costs_says_what_has_no_price() -> None:
    assert plain(plan_cost(planned_report())) == (
        "It costs 2,534 USD once and leaves 16 USD to pay every year. Two actions are not fully priced, so this is the "
        "least it can cost."
    )
    held = planned_dossier(prices=PRICED)
    assert plain(plan_cost(planned_report(held))) == "It costs 4,534 USD once and leaves 16 USD to pay every year."
    assert plain(plan_cost(only(planned_report(), "A-3"))) == (
        "What it costs is not known, because nothing in it has a price yet."
    )


def test_without_a_plan_it_is_said_why() -> None:
    bare = replace(planned_report(), plan=None)
    assert plan_finding(bare) == "Targets are set, but no plan has been made for them yet."
    assert plan_cost(bare) == ""
    assert list(plan_doubts(bare)) == []
    aimless = replace(bare, dossier=replace(bare.dossier, targets={}), priorities=())
    assert plan_finding(aimless) == "There is no plan yet, because no targets are set; they come first."
    assert plan_finding(replace(bare, priorities=())) == "Every target is reached, so no plan is needed for them."
    site = replace(bare, dossier=replace(bare.dossier, setup=Setup(site=Site("Port A"))))
    assert plan_finding(site).startswith("This is the assessment of one site;")
    assert bare.plan is None
    empty = replace(planned_report(), plan=_without_steps(planned_report().plan))
    assert plan_finding(empty) == "The plan holds no action."


def _without_steps(plan: Plan | None) -> Plan | None:
    return replace(plan, steps=()) if plan else None


def test_levels_that_rest_on_answers_to_verify_are_told() -> None:
    report = planned_report()
    assert report.plan is not None
    assert list(plan_doubts(report)) == []
    first, *others = report.plan.reached
    doubtful = replace(report.plan, reached=(replace(first, to_verify=True), *others))
    assert list(plan_doubts(replace(report, plan=doubtful))) == [
        "One of the levels reached rests on answers still to be verified."
    ]
    every = replace(report.plan, reached=tuple(replace(one, to_verify=True) for one in report.plan.reached))
    assert list(plan_doubts(replace(report, plan=every))) == [
        "All levels reached rest on answers still to be verified."
    ]
    again = replace(report.plan, reached=(replace(first, to_reassess=True), *others))
    assert list(plan_doubts(replace(report, plan=again))) == [
        "One more level needs no action, only a new look at the answer."
    ]


def test_targets_reached_after_their_date_are_told() -> None:
    due = {"L01": Target("L01", 2, date(2027, 6, 30)), "O01": Target("O01", 2, date(2029, 1, 1))}
    held = replace(planned_dossier(), targets=due)
    report = planned_report(held)
    assert report.plan is not None
    assert late_targets(report, report.plan) == ("L01",)
    assert list(plan_doubts(report)) == ["It reaches one target only after its date."]
