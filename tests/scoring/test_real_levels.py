"""Real levels of 21 countries (external and self-reported), scored and compared with plain arithmetic on the file.

The file is no part of the project: IWT_REAL_DATA may name it, else it is looked for beside the project's own folder.
A 0 in it says that no level was reported: it is a blank here, never a zero.
"""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from questionnaire.framework import WHOLE, Framework
from questionnaire.framework_file import load_framework
from scoring.explanation import explain
from scoring.recomputation import recompute
from scoring.scorecard import ScoreCard
from scoring.scores import score_dossier
from tests.examples import answer, at_level, dossier

BESIDE = Path(__file__).parents[3] / "shared" / "data" / "who_jee_spar_inama_countries.csv"
SOURCE = Path(os.environ.get("IWT_REAL_DATA", BESIDE))
pytestmark = pytest.mark.skipif(not SOURCE.exists(), reason="no real levels here: name the file in IWT_REAL_DATA")

Levels = Mapping[str, int]
"""The level of each question; 0 where none was reported."""


def question_id(code: str) -> str:
    """ "jee1_ind_p11" is the first question of the area P1; "jee1_ind_poe2" the second of POE."""
    name = code.rpartition("_")[2].upper()
    return f"{name[:-1]}.q{name[-1]}"


def area_of(question: str) -> str:
    return question.partition(".")[0]


def reported() -> Mapping[tuple[str, str], Levels]:
    """By instrument and country the level of each question."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    with SOURCE.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["instrument"], row["country"]][question_id(row["indicator"])] = int(row["level_1_5"])
    return found


def write_framework(folder: Path, instrument: str, questions: Sequence[str]) -> Framework:
    """A framework shaped like the instrument, in our files: a section a letter, a capability an area, 5 levels."""
    (folder / "sections").mkdir(parents=True)
    sections = sorted({question[0] for question in questions})
    scale = "".join(
        f'  - {{level: {level}, name: Step {level}, about: "The step {level}."}}\n' for level in range(1, 6)
    )
    (folder / "framework.yaml").write_text(
        f'id: {instrument.replace("_", "-")}\nversion: "1"\nname: Shaped like {instrument}\nabout: For a test.\n'
        f"source_language: en\nlanguages: [en]\nscale:\n{scale}aggregation: mean\n"
        "policy:\n  not_applicable: drop\n  not_known: lowest\n  minimum_coverage: 0.8\n"
        "  confidence_shift: {low: 1, medium: 0.5, high: 0}\n"
        "  evidence_caps: {none: 1, stated: 2, document_seen: 3, observed_in_use: 4}\n"
        f"sections: [{', '.join(sections)}]\ndefinitions: []\n",
        encoding="utf-8",
    )
    for section in sections:
        own = [question for question in questions if question[0] == section]
        (folder / "sections" / f"{section}.yaml").write_text(section_file(section, own), encoding="utf-8")
    return load_framework(folder)


def section_file(section: str, questions: Sequence[str]) -> str:
    lines = [f"id: {section}", f"name: Section {section}", f"short: {section}", "about: For a test.", "weight: 1"]
    lines += ["aggregation: mean", "gate: false", "capabilities:"]
    for area in sorted({area_of(question) for question in questions}):
        lines += [f"  - id: {area}", f"    name: Area {area}", f"    short: {area}", "    gate: false", "    weight: 1"]
        lines += ["    weight_reason: All alike.", "    aggregation: mean", "    iccwc_outcomes: []"]
        lines += ["    vision_2030: []", "    seed_facts: []", "    references: []", "    why: For a test."]
        lines += ["    find_out: Nowhere.", "    evidence:", "      stated: Said.", "      document_seen: Seen."]
        lines += ["      observed_in_use: Used.", "    pitfalls: None.", "    questions:"]
        for question in sorted(one for one in questions if area_of(one) == area):
            lines += [f"      - id: {question}", "        kind: ladder", "        text: How far?", "        levels:"]
            for level in range(1, 6):
                lines += [f"          - level: {level}", f"            summary: Step {level} holds."]
                lines += ["            criteria:", f"              a: Step {level} can be shown."] if level > 1 else []
    return "\n".join(lines) + "\n"


def card_of(framework: Framework, levels: Levels) -> ScoreCard:
    answers = [answer(id, at_level(level)) for id, level in levels.items() if level]
    return score_dossier(dossier(framework, *answers))


def mean(numbers: Sequence[Fraction | int]) -> Fraction:
    return Fraction(sum(numbers)) / len(numbers)


def grouped(levels: Mapping[str, Fraction | int], key: slice | None = None) -> Mapping[str, list[Fraction | int]]:
    """Levels by area, or (with a slice) by the first letter."""
    found: dict[str, list[Fraction | int]] = defaultdict(list)
    for id, level in levels.items():
        found[id[key] if key else area_of(id)].append(level)
    return found


@pytest.fixture(scope="module")
def frameworks(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Framework]:
    asked: dict[str, set[str]] = defaultdict(set)
    for (instrument, _), levels in reported().items():
        asked[instrument] |= levels.keys()
    folder = tmp_path_factory.mktemp("shaped")
    return {name: write_framework(folder / name, name, sorted(questions)) for name, questions in asked.items()}


def test_the_file_is_the_one_expected() -> None:
    assert len({country for _, country in reported()}) == 21
    assert sum(len(levels) for levels in reported().values()) == 1416
    assert sum(level == 0 for levels in reported().values() for level in levels.values()) == 9


def test_every_score_is_what_plain_arithmetic_gives(frameworks: Mapping[str, Framework]) -> None:
    for (instrument, country), levels in reported().items():
        card = card_of(frameworks[instrument], levels)
        given = {id: level for id, level in levels.items() if level}
        areas = {area: mean(each) for area, each in grouped(given).items()}
        sections = {letter: mean(each) for letter, each in grouped(areas, slice(1)).items()}
        where = (instrument, country)
        for node, value in {**areas, **sections}.items():
            assert card[node].value == value, (*where, node)
        assert card[WHOLE].value == mean(list(sections.values())), where
        assert card[WHOLE].weakest_value == min(areas.values()), where
        assert areas[str(card[WHOLE].weakest)] == min(areas.values()), where
        for area in areas:
            assert card[area].weakest_value == min(level for id, level in given.items() if area_of(id) == area), where


def test_coverage_is_what_was_reported(frameworks: Mapping[str, Framework]) -> None:
    for (instrument, country), levels in reported().items():
        framework = frameworks[instrument]
        coverage = card_of(framework, levels)[WHOLE].coverage
        counted = sum(level > 0 for level in levels.values())
        assert (coverage.counted, coverage.asked) == (counted, len(framework.questions)), (instrument, country)


def test_every_explanation_makes_its_score_again(frameworks: Mapping[str, Framework]) -> None:
    for (instrument, _), levels in reported().items():
        card = card_of(frameworks[instrument], levels)
        score = card[WHOLE]
        assert recompute(explain(card, WHOLE)) == (score.value, score.low, score.high, score.evidenced)


def test_self_reports_stand_above_what_outsiders_found(frameworks: Mapping[str, Framework]) -> None:
    """The fact for which claimed and evidenced stand side by side: SPAR is self-reported, JEE external."""
    rows = reported()
    both = [country for instrument, country in rows if instrument == "jee1" and ("spar_2018", country) in rows]
    wholes = {
        name: [card_of(frameworks[name], rows[name, country])[WHOLE].value for country in both]
        for name in ("jee1", "spar_2018")
    }
    higher = sum(own > outside for own, outside in zip(wholes["spar_2018"], wholes["jee1"], strict=True))
    assert len(both) == 17
    assert higher > len(both) / 2
