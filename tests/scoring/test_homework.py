"""What somebody still has to find out."""

from __future__ import annotations

from questionnaire.answers import EvidenceLink, NotApplicable, NotKnown
from questionnaire.policy import Strength
from scoring.homework import lacking_evidence, not_known
from scoring.scores import score_dossier
from tests.examples import answer, capability, dossier, evidence, framework, question, section

TINY = framework(section("L", capability("L01", question("L01.q1"), question("L01.q2")), capability("L02")))


def test_the_answer_that_would_lose_most_comes_first() -> None:
    card = score_dossier(dossier(TINY, answer("L01.q1", 2), answer("L01.q2", 4), answer("L02", 1)))
    assert lacking_evidence(card) == ("L01.q2", "L01.q1")


def test_what_is_shown_lacks_nothing() -> None:
    seen = evidence("E1", Strength.OBSERVED_IN_USE)
    card = score_dossier(dossier(TINY, answer("L02", 4, evidence=[EvidenceLink("E1")]), evidence=[seen]))
    assert lacking_evidence(card) == ()


def test_not_known_is_asked_again_and_not_applicable_is_not() -> None:
    given = (answer("L02", NotKnown()), answer("L01.q2", NotKnown("ask")), answer("L01.q1", NotApplicable("no")))
    assert not_known(score_dossier(dossier(TINY, *given))) == ("L01.q2", "L02")
    assert not_known(score_dossier(dossier(TINY))) == ()
