from __future__ import annotations

from dataclasses import replace

from questionnaire.assessment import Administration, Dossier, RoundKind, Setup
from questionnaire.intentions import Limits
from questionnaire.stages import Stage
from tests.examples import framework, section


def test_a_new_assessment_is_an_empty_draft_of_a_baseline() -> None:
    dossier = Dossier("D1", framework(section("L")))
    assert dossier.stage is Stage.DRAFT
    assert dossier.setup.round.kind is RoundKind.BASELINE
    assert dossier.setup.site.name == "", "the whole administration"
    assert dossier.limits == Limits()
    assert dossier.planned is None, "no plan kept is not an empty plan"
    assert not (dossier.answers or dossier.targets or dossier.prices or dossier.orphans)


def test_stages_come_in_their_order() -> None:
    assert list(Stage) == [Stage.DRAFT, Stage.AGREED, Stage.VALIDATED, Stage.APPROVED, Stage.SHARED]


def test_a_change_makes_a_new_record() -> None:
    before = Setup(Administration("Customs of Sahira"))
    after = replace(before, language="fr")
    assert before.language == "en"
    assert after.administration == before.administration
