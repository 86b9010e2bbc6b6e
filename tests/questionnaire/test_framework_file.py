from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path

import pytest

from questionnaire.framework import Checklist, Choice, Ladder, Number
from questionnaire.framework_file import check_framework, load_framework
from questionnaire.policy import Aggregation, NotApplicableRule, NotKnownRule, Policy, Strength
from questionnaire.problems import InputFault, Severity
from tests.framework_edits import FRAMEWORKS, copied, edit, put

KINDS = FRAMEWORKS / "kinds"


def test_the_frame_is_read() -> None:
    framework = load_framework(KINDS)
    assert (framework.id, framework.version, framework.languages) == ("kinds", "1", ("en", "fr"))
    assert [level.name("en") for level in framework.levels] == [
        "Absent",
        "Initial",
        "Developing",
        "Established",
        "Sustained",
    ]
    assert [section.id for section in framework.sections] == ["L", "O"]
    assert framework.policy == Policy()
    first = framework.capability("L01")
    assert (first.gate, first.weight, first.aggregation) == (True, 3, Aggregation.MEAN)
    assert first.short("en") == "Four legal requirements", "without a short name the name stands for it"
    assert framework.capability("O01").aggregation is Aggregation.WEAKEST


def test_a_ladder_is_read() -> None:
    kind = load_framework(KINDS).question("L02").kind
    assert isinstance(kind, Ladder)
    assert [level.value for level in kind.levels] == [0, 1, 2, 3, 4]
    assert [one.id for level in kind.levels for one in level.criteria] == [
        *("L02.1a", "L02.2a", "L02.2b", "L02.3a", "L02.4a")
    ]


def test_a_checklist_is_read() -> None:
    kind = load_framework(KINDS).question("L01").kind
    assert isinstance(kind, Checklist)
    assert [one.id for one in kind.items] == ["L01.a", "L01.b", "L01.c", "L01.d"]
    assert [(band.level, band.begins) for band in kind.bands] == [(level, level) for level in range(5)]


def test_a_number_is_read_and_its_thresholds_are_criteria() -> None:
    kind = load_framework(KINDS).question("O01.q1").kind
    assert isinstance(kind, Number)
    assert (kind.unit, kind.higher_is_better, kind.minimum, kind.maximum) == ("percent", True, 0, 100)
    assert kind.thresholds[0].criterion is None
    criterion = kind.thresholds[2].criterion
    assert criterion is not None
    assert (criterion.id, criterion.text("en")) == ("O01.q1.2", "At least 50 % of seizures are reported.")


def test_a_choice_is_read() -> None:
    kind = load_framework(KINDS).question("O01.q2").kind
    assert isinstance(kind, Choice)
    assert [(one.id, one.value, [c.id for c in one.criteria]) for one in kind.options] == [
        ("a", 0, []),
        ("b", 2, ["O01.q2.b1"]),
        ("c", 4, ["O01.q2.c1"]),
    ]


def test_translations_stand_beside_their_source(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    edit(folder, "sections/O.yaml", "1: 10,", "1: 12.5,")
    put(folder, "languages/fr/framework.yaml", "scale: {4: {name: Durable}}\n")
    put(
        folder,
        "languages/fr/sections/O.yaml",
        "section: {name: Organisation de la douane}\nthresholds: {O01.q1: Au moins {value} % des saisies.}\n".replace(
            "{value} % des saisies.", "'{value} %'"
        ).replace("Au moins '{value} %'", '"Au moins {value} %"'),
    )
    framework = load_framework(folder)
    assert framework.level_word(4, "fr") == "Durable"
    assert framework.level_word(3, "fr") == "Established", "where the translation lacks, the source stands"
    assert framework.section("O").name("fr") == "Organisation de la douane"
    assert framework.criterion_text["O01.q1.1"]("fr") == "Au moins 12,5\u00a0%"
    assert framework.criterion_text["O01.q1.1"]("en") == "At least 12.5 % of seizures are reported."


def test_a_policy_is_read_exactly(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    policy = """policy:
  not_applicable: as_level
  not_applicable_level: 1
  not_known: drop
  minimum_coverage: 0.65
  confidence_shift: {low: 1.5, medium: 0.5, high: 0.1}
  evidence_caps: {none: 0, stated: 1, document_seen: 2, observed_in_use: 4}
  stage_met_at: 0.5
"""
    edit(folder, "framework.yaml", "sections: [L, O]", policy + "sections: [L, O]")
    read = load_framework(folder).policy
    assert (read.not_applicable, read.not_applicable_level) == (NotApplicableRule.AS_LEVEL, 1)
    assert read.not_known is NotKnownRule.DROP
    assert read.minimum_coverage == Fraction(13, 20)
    assert list(read.confidence_shift.values()) == [Fraction(3, 2), Fraction(1, 2), Fraction(1, 10)]
    assert read.evidence_caps[Strength.DOCUMENT_SEEN] == 2
    assert read.stage_met_at == Fraction(1, 2)


def test_a_question_may_have_its_own_scale_weight_and_stage(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    caps = "evidence_caps: {none: 0, stated: 0, document_seen: 1, observed_in_use: 1}"
    own = f"weight: 2.5\n        stage: 2\n        aliases: [L07]\n        scale: [0, 6]\n        {caps}\n"
    edit(folder, "sections/L.yaml", "        kind: ladder\n", f"        kind: ladder\n        {own}")
    question = load_framework(folder).question("L02")
    assert (question.weight, question.stage, question.aliases) == (Fraction(5, 2), 2, ("L07",))
    assert (question.scale.lowest, question.scale.highest) == (0, 6)
    assert question.evidence_caps is not None
    assert question.evidence_caps[Strength.OBSERVED_IN_USE] == 1


def test_every_error_is_thrown_at_once_and_no_gap(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    edit(folder, "sections/L.yaml", "3: 3, 4: 4}", "3: 3, 4: 9}")
    edit(folder, "sections/O.yaml", "thresholds: {0: 0,", "thresholds: {0: 3,")
    with pytest.raises(InputFault) as fault:
        load_framework(folder)
    assert {one.code for one in fault.value.problems} == {"bands_beyond", "thresholds_hole"}
    assert any(one.severity is Severity.GAP for one in check_framework(folder))


def test_no_number_of_a_framework_is_a_float() -> None:
    framework = load_framework(KINDS)
    for question in framework.questions:
        assert all(isinstance(value, Fraction) for value in question.ordered_levels)
        assert isinstance(question.weight, Fraction)
    assert not isinstance(framework.policy.minimum_coverage, float)
    assert math.isclose(framework.policy.minimum_coverage, 0.8)
