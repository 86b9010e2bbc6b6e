from __future__ import annotations

from datetime import date

from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.policy import Strength
from words.phrases import LANGUAGES, load_phrases


def test_evidence_needs_neither_a_place_nor_a_date() -> None:
    seen = Evidence("E1", "Customs Act", EvidenceKind.LEGAL_TEXT, Strength.DOCUMENT_SEEN)
    assert (seen.where, seen.dated) == ("", None)
    dated = Evidence("E1", "Customs Act", EvidenceKind.LEGAL_TEXT, Strength.DOCUMENT_SEEN, dated=date(2020, 1, 1))
    assert seen != dated


def test_every_kind_of_evidence_has_its_words() -> None:
    for language in LANGUAGES:
        phrases = load_phrases(language)
        assert all(f"evidence_kind.{kind}" in phrases for kind in EvidenceKind), language
