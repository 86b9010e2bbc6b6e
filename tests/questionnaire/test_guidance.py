from __future__ import annotations

from pathlib import Path

from questionnaire.framework_file import load_framework
from questionnaire.policy import Strength
from tests.framework_edits import copied, edit, put

GUIDED = """\
    gate: true
    why: Without law no seizure.
    find_out: Ask the legal unit.
    evidence: {stated: An officer says so., observed_in_use: A seizure record.}
    pitfalls: Draft laws are no laws.
    figures: 24 months is a value of this framework.
"""


def test_guidance_is_read_in_both_languages(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    edit(folder, "sections/L.yaml", "    gate: true\n", GUIDED)
    french = "capabilities:\n  L01: {why: Sans loi pas de saisie., evidence_stated: Un agent le dit.}\n"
    put(folder, "languages/fr/sections/L.yaml", french)
    read = load_framework(folder).capability("L01")
    assert read.guidance.why("fr") == "Sans loi pas de saisie."
    assert read.guidance.find_out("fr") == "Ask the legal unit."
    assert read.guidance.evidence[Strength.STATED]("fr") == "Un agent le dit."
    assert set(read.guidance.evidence) == {Strength.STATED, Strength.OBSERVED_IN_USE}
    assert read.guidance.figures("en") == "24 months is a value of this framework."
    assert read.guidance.notes("en") == ""


def test_a_definition_has_its_term_in_both_languages(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    term = "definitions:\n  - {term: wildlife case, text: Any customs file.}\nsections: [L, O]"
    edit(folder, "framework.yaml", "sections: [L, O]", term)
    french = "definitions:\n  wildlife case: {term: affaire, text: Tout dossier douanier.}\n"
    put(folder, "languages/fr/framework.yaml", french)
    (definition,) = load_framework(folder).definitions
    assert (definition.term("en"), definition.term("fr")) == ("wildlife case", "affaire")
    assert definition.text("fr") == "Tout dossier douanier."
