from __future__ import annotations

import ast
from pathlib import Path

import pytest

from planning.progress_checks import ReportFault
from questionnaire import framework_folder
from questionnaire.problems import InputFault, Problem, Severity
from words.phrases import LANGUAGES, load_phrases

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = [ROOT / "questionnaire", ROOT / "commands"]
READERS = [
    ROOT / "planning" / "catalogue.py",
    ROOT / "planning" / "library_checks.py",
    ROOT / "planning" / "own_action_checks.py",
    ROOT / "scoring" / "fact_sheet_checks.py",
    *(file for folder in FOLDERS for file in sorted(folder.glob("*.py"))),
]
SCHEMA_RULES = "shape_"
OF_TERMS = {"term_avoid", "term_missing"}  # put together from what was found, see questionnaire/terminology.py
OF_REPORTS = {f"report_{fault.value}" for fault in ReportFault}  # one code for each fault of a report on progress
OF_OTHERS = ("merge.", "file.", "value.", "attached.", "migrated", "intake.", "template.")
"""Held by the tests of those who say them."""


def codes_in(file: Path) -> set[str]:
    """The codes that a reader gives to its problems: the first argument of whatever makes one."""
    makers = {"Problem", "problem"}
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in makers and isinstance(node.args[0].value, str):
                found.add(node.args[0].value)
    return found


def test_every_code_has_its_sentence_and_every_sentence_its_code() -> None:
    used = set().union(*(codes_in(file) for file in READERS)) | {"shape"}
    used |= OF_TERMS | OF_REPORTS | {SCHEMA_RULES + rule for rule in framework_folder._TOLD}
    used = {code for code in used if not code.startswith(OF_OTHERS)}
    for language in LANGUAGES:
        said = {key.removeprefix("problems.") for key in load_phrases(language).by_key if key.startswith("problems.")}
        said = {code for code in said if not code.startswith(OF_OTHERS)}
        assert said == used, language


def test_a_sentence_says_where_what_and_what_to_do() -> None:
    problem = Problem("id_twice", "sections/L.yaml", 12, {"id": "L04", "first": "sections/L.yaml:3"})
    english = problem.sentence(load_phrases("en"))
    assert english.startswith("sections/L.yaml:12: L04 is given twice")
    assert problem.sentence(load_phrases("fr")) != english


@pytest.mark.parametrize(
    ("problem", "start"),
    [
        (Problem("yaml_empty", "a.yaml"), "a.yaml: "),
        (Problem("yaml_empty"), "The file"),
        (Problem("yaml_empty", "a.yaml", 3), "a.yaml:3: "),
    ],
)
def test_the_place_is_as_exact_as_it_is_known(problem: Problem, start: str) -> None:
    assert problem.sentence(load_phrases("en")).startswith(start)


def test_braces_in_what_was_found_are_not_gaps() -> None:
    problem = Problem("yaml_ambiguous", "a.yaml", 1, {"found": "{value} {0} {"})
    assert "{value} {0} {" in problem.sentence(load_phrases("fr"))


def test_a_fault_carries_all_its_problems() -> None:
    problems = (Problem("yaml_empty"), Problem("scale_flat", facts={"id": "L"}))
    fault = InputFault(problems)
    assert fault.problems == problems
    assert "2 problems" in str(fault)
    assert all(one.severity is Severity.ERROR for one in problems)
