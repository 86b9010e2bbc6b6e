"""Fact sheets held against the scores that their facts make."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from questionnaire.answers import Agreement, LevelReached
from questionnaire.fact_sheets import FactSheet
from questionnaire.framework import Framework
from questionnaire.problems import Problem, Severity
from questionnaire.routing import asked_questions
from scoring.scores import score_agreements


def sheet_agreements(sheet: FactSheet) -> tuple[Agreement, ...]:
    """The agreements that the facts of a sheet make."""
    return tuple(Agreement(question, LevelReached(given)) for question, given in sheet.given.items())


def sheet_value(framework: Framework, sheet: FactSheet) -> Fraction | None:
    """The score of the sheet's capability, from its facts alone; None where no question of it is answered."""
    return score_agreements(framework, sheet_agreements(sheet)).scores[sheet.capability].value


def check_fact_sheets(framework: Framework) -> Iterator[Problem]:
    """Sheets that leave a question open, that make another level than expected, or that teach nothing."""
    for sheet in framework.fact_sheets:
        place = f"fact_sheets/{framework.home_of_capability[sheet.capability].id}.yaml"
        routing = asked_questions(framework, sheet_agreements(sheet))
        for question in framework.capability(sheet.capability).questions:
            if question.id in routing.asked_ids and question.id not in sheet.given:
                facts = {"id": sheet.id, "found": question.id}
                yield Problem("sheet_unanswered", place, 0, facts, Severity.GAP)
        value = sheet_value(framework, sheet)
        level = None if value is None else int(value // 1)
        if level != sheet.expected:
            facts = {"id": sheet.id, "found": "-" if level is None else str(level), "expected": str(sheet.expected)}
            yield Problem("sheet_level", place, 0, facts, Severity.GAP)
        if sheet.tempting == sheet.expected:
            yield Problem("sheet_not_tempting", place, 0, {"id": sheet.id}, Severity.GAP)
