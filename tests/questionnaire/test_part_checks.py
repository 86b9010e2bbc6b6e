from __future__ import annotations

from pathlib import Path

import pytest

from questionnaire.framework_file import check_framework, load_framework
from questionnaire.problems import Problem, Severity
from tests.framework_edits import copied, edit, put

LAW, ORG = "fact_sheets/L.yaml", "fact_sheets/O.yaml"
RAPID, SITE = "profiles/rapid.yaml", "profiles/site.yaml"
SOUND = {
    LAW: """\
sheets:
  - {id: L02-1, capability: L02, tempting: 3, expected: 2, text: One., account: Two., replies: {L02: {met: [1a, 2b]}}}
""",
    ORG: """\
sheets:
  - id: O01-1
    capability: O01
    tempting: 4
    expected: 2
    text: One.
    account: Two.
    replies:
      O01.q1: {value: 62.5}
      O01.q2: {option: b}
""",
    RAPID: """\
id: rapid
name: Rapid
about: A first look.
hours: 1.5
capabilities:
  - L02
  - O02
""",
    SITE: """\
id: site
name: One site
about: What a post can answer.
hours: 1
covers: site
capabilities: [O02, L01]
questions:
  O02: Is a unit here?
  L01: Which of these are known here?
levels:
  O02.1: A post here.
criteria:
  O02.1a: {text: A post is named here.}
  O02.2a: {text: A unit is named here., counts: most}
  O02.3a: {text: The unit reported from here.}
  O02.4a: {text: The unit has a budget here.}
  L01.a: {text: The authorities are known here.}
  L01.b: {text: The prohibition is known here.}
  L01.c: {text: The penalties are known here.}
  L01.d: {text: The confiscation is known here.}
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = copied("kinds", tmp_path)
    for name, text in SOUND.items():
        put(folder, name, text)
    return folder


def problems(folder: Path) -> list[Problem]:
    """What is wrong with the sheets and the profiles."""
    found = [one for one in check_framework(folder) if one.place in {*SOUND, "profiles", "fact_sheets/Z.yaml"}]
    return [one for one in found if one.severity is Severity.ERROR]


def test_sound_sheets_and_profiles_have_no_problem(folder: Path) -> None:
    assert problems(folder) == []
    framework = load_framework(folder)
    assert (len(framework.fact_sheets), len(framework.profiles)) == (2, 3)


ONE_FAULT = [
    (LAW, "capability: L02", "capability: L09", "sheet_unknown_capability", "L09"),
    (LAW, "capability: L02", "capability: L01", "sheet_unknown_question", "L02"),
    (LAW, "replies: {L02:", "replies: {L09:", "sheet_unknown_question", "L09"),
    (LAW, "{met: [1a, 2b]}", "{value: 3}", "sheet_wrong_reply", "met"),
    (LAW, "[1a, 2b]", "[1a, 9z]", "sheet_unknown_criterion", "L02.9z"),
    (ORG, "O01.q1: {value: 62.5}", "O01.q1: {option: b}", "sheet_wrong_reply", "value"),
    (ORG, "O01.q2: {option: b}", "O01.q2: {met: []}", "sheet_wrong_reply", "option"),
    (ORG, "O01.q2: {option: b}", "O01.q2: {option: z}", "sheet_unknown_option", "z"),
    (RAPID, "id: rapid", "id: quick", "profile_id", "quick"),
    (RAPID, "  - O02", "  - O09", "profile_unknown", "O09"),
    (RAPID, "  - L02", "  - L01", "profile_condition", "L02"),
    (SITE, "  L01: Which", "  L09: Which", "profile_unknown", "L09"),
    (SITE, "  L01: Which", "  L02: Which", "profile_unknown", "L02"),
    (SITE, "  O02.1: A post", "  O02.7: A post", "profile_unknown", "O02.7"),
    (SITE, "  O02.1: A post", "  L02.1: A post", "profile_unknown", "L02.1"),
    (SITE, "  L01.d: {", "  L02.1a: {", "profile_unknown", "L02.1a"),
    (SITE, "  O02.1a: {", "  O02.1z: {", "profile_unknown", "O02.1z"),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "told"), ONE_FAULT, ids=[f"{fault[3]}-{fault[4]}" for fault in ONE_FAULT]
)
def test_every_fault_is_told_where_it_stands(folder: Path, file: str, old: str, new: str, code: str, told: str) -> None:
    line = edit(folder, file, old, new)
    found = [one for one in problems(folder) if one.code == code and one.facts["found"] == told]
    assert [(one.place, one.line) for one in found] == [(file, 0 if code == "profile_condition" else line)]


def test_a_condition_on_a_criterion_needs_its_capability_too(folder: Path) -> None:
    edit(folder, "sections/O.yaml", "{question: L02, at_least: 1}", "{any: [{criterion: L02.1a}, {criterion: L01.a}]}")
    (found,) = problems(folder)
    assert (found.code, found.place, found.facts) == ("profile_condition", RAPID, {"id": "O02", "found": "L01.a"})


def test_a_level_that_would_hold_at_every_site_is_told(folder: Path) -> None:
    edit(folder, SITE, "  O02.3a: {text: The unit reported from here.}\n", "")
    (found,) = problems(folder)
    assert (found.code, found.place, found.facts) == ("profile_level_empty", SITE, {"id": "O02.3"})


def test_a_site_is_not_held_to_conditions(folder: Path) -> None:
    assert "profile_condition" not in {one.code for one in problems(folder)}, "O02 is asked of a site without L02"


def test_a_profile_that_asks_all_leaves_no_condition_out(folder: Path) -> None:
    edit(folder, RAPID, "capabilities:\n  - L02\n  - O02\n", "capabilities: all\n")
    assert problems(folder) == []


@pytest.mark.parametrize("id", ["L01", "L01.a", "L01.d"])
def test_words_of_a_question_that_the_site_is_not_asked_are_told(folder: Path, id: str) -> None:
    edit(folder, SITE, "[O02, L01]", "[O02]")
    assert id in {one.facts["found"] for one in problems(folder) if one.code == "profile_unknown"}
    edit(folder, SITE, "  L01: Which of these are known here?\n", "")
    told = {one.facts["found"] for one in problems(folder) if one.code == "profile_unknown"}
    assert told == {"L01.a", "L01.b", "L01.c", "L01.d"}


def test_a_site_that_is_asked_nothing_is_told(folder: Path) -> None:
    sound = SOUND[SITE]
    put(folder, SITE, sound[: sound.index("questions:")])
    (found,) = problems(folder)
    assert (found.code, found.place, found.line) == ("profile_without_questions", SITE, 5)


@pytest.mark.parametrize(
    "words", ["questions: {L02: Which?}", "levels: {L02.1: One.}", "criteria: {L02.1a: {text: A.}}"]
)
def test_words_for_a_site_are_for_no_administration(folder: Path, words: str) -> None:
    put(folder, RAPID, f"{SOUND[RAPID]}{words}\n")
    (found,) = problems(folder)
    assert (found.code, found.place, found.line) == ("profile_words", RAPID, 8)
    assert found.facts == {"found": words.partition(":")[0]}


def test_every_item_of_a_checklist_has_its_words_for_a_site(folder: Path) -> None:
    edit(folder, SITE, "  L01.c: {text: The penalties are known here.}\n", "")
    (found,) = problems(folder)
    assert (found.code, found.place, found.line) == ("profile_item_empty", SITE, 9)
    assert found.facts == {"id": "L01.c"}


def test_two_profiles_of_a_site_are_one_too_many(folder: Path) -> None:
    put(folder, "profiles/border.yaml", SOUND[SITE].replace("id: site", "id: border"))
    (found,) = problems(folder)
    assert (found.code, found.place, found.line) == ("profile_site_twice", SITE, 5)
    assert found.facts == {"first": "profiles/border.yaml"}


FULL_LENGTH = "id: full\nname: Full\nabout: All.\nhours: 8\ncapabilities: all\n"


@pytest.mark.parametrize(
    ("old", "new", "full"),
    [
        ("", "", True),
        ("capabilities: all", "capabilities: [L01, L02, O01, O02]", False),
        ("hours: 8", "hours: 8\ncovers: site", False),
        ("hours: 8", "hours: 8\ncovers: administration", True),
    ],
)
def test_the_full_profile_asks_everything(folder: Path, old: str, new: str, full: bool) -> None:
    put(folder, "profiles/full.yaml", FULL_LENGTH.replace(old, new))
    told = [one for one in check_framework(folder) if one.code == "profile_full"]
    assert [one.place for one in told] == ([] if full else ["profiles/full.yaml"])


def test_a_gate_that_a_profile_leaves_out_is_a_gap_and_a_site_needs_none(folder: Path) -> None:
    def gates() -> list[Problem]:
        return [one for one in check_framework(folder) if one.code == "profile_gate"]

    (told,) = gates()
    assert (told.place, told.line, told.severity) == (RAPID, 5, Severity.GAP)
    assert told.facts == {"found": "L01"}
    edit(folder, SITE, "[O02, L01]", "[O02]")
    assert gates() == [told]
    edit(folder, RAPID, "  - L02", "  - L01\n  - L02")
    assert gates() == []


def test_a_sheet_is_named_once_in_the_whole_framework(folder: Path) -> None:
    line = edit(folder, ORG, "  - id: O01-1", "  - id: L02-1")
    (found,) = problems(folder)
    assert (found.code, found.place, found.line) == ("id_twice", ORG, line)
    assert found.facts == {"id": "L02-1", "first": f"{LAW}:2"}


def test_sheets_of_no_section_are_told(folder: Path) -> None:
    put(folder, "fact_sheets/Z.yaml", "sheets: []\n")
    assert [(one.code, one.place) for one in problems(folder)] == [("section_not_listed", "fact_sheets/Z.yaml")]
