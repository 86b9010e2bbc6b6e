from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from questionnaire.answers import (
    Disputed,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    RecordedAgreement,
)
from questionnaire.assessment import Dossier
from questionnaire.ballots import HandCount
from questionnaire.conditions import LevelCondition
from questionnaire.consensus import reach_consensus
from questionnaire.progress import (
    SectionProgress,
    contradicted_replies,
    next_unanswered,
    replies_set_aside,
    section_progress,
    unfitting_replies,
    whole_progress,
)
from questionnaire.routing import asked_questions
from tests.examples import answer, at_level, capability, dossier, framework, question, section

TREE = framework(
    section("L", capability("A"), capability("B"), capability("C")),
    section("M", capability("D", question("D", asked_when=LevelCondition("A", at_least=Fraction(2)))), capability("E")),
)


def progress(of: Dossier) -> tuple[SectionProgress, ...]:
    return section_progress(of, asked_questions(TREE, reach_consensus(of)))


def test_each_kind_of_reply_is_counted() -> None:
    first, second = progress(
        dossier(TREE, answer("A", Disputed(Fraction(0), Fraction(1))), answer("B", NotKnown()), answer("C", None))
    )
    assert first == SectionProgress("L", asked=3, replied=2, disputed=1, not_known=1, flagged=0)
    assert second == SectionProgress("M", asked=1, replied=0, disputed=0, not_known=0, flagged=0)
    assert not first.complete


def test_what_does_not_apply_is_asked_and_replied_to() -> None:
    none_apply = dossier(TREE, answer("A", NotApplicable("no port")))
    assert (progress(none_apply)[0].asked, progress(none_apply)[0].replied) == (3, 1)


def test_the_whole_is_the_sum_of_the_sections() -> None:
    parts = progress(dossier(TREE, answer("A", 2), answer("D", 2), answer("B", NotKnown())))
    assert whole_progress(parts) == SectionProgress("*", asked=5, replied=3, disputed=0, not_known=1, flagged=0)


def test_a_hidden_answer_is_not_counted_and_an_asked_one_is() -> None:
    assert progress(dossier(TREE, answer("A", 1), answer("D", 2)))[1].replied == 0
    assert progress(dossier(TREE, answer("A", 2), answer("D", 2)))[1].replied == 1


def test_contradictions_and_replies_that_do_not_fit_are_flagged() -> None:
    replies = (answer("A", at_level(2, not_met=["A.1a"])), answer("B", LevelReached(OptionGiven("x"))), answer("C", 1))
    assert progress(dossier(TREE, *replies))[0].flagged == 2


def test_questions_to_look_at_again_are_named() -> None:
    against = LevelReached(LadderGiven(2, not_met=frozenset({"B.1a"})))
    held = dossier(TREE, answer("C", 9), answer("B", against), answer("A", 2))
    assert [one.id for one in unfitting_replies(held)] == ["C"]
    assert [one.id for one in contradicted_replies(held)] == ["B"]


def test_the_next_question_is_the_next_one_asked_and_open_round_the_end() -> None:
    some = dossier(TREE, answer("A", 1), answer("C", 1))

    def after(id: str | None) -> str | None:
        question = next_unanswered(some, after=id)
        return None if question is None else question.id

    assert after(None) == "B"
    assert after("B") == "E"
    assert after("C") == "E"
    assert after("E") == "B"


def test_the_one_question_left_follows_itself() -> None:
    found = next_unanswered(dossier(TREE, answer("A", 1), answer("B", 1), answer("C", 1)), after="E")
    assert found is TREE.question("E")


def test_nothing_is_next_when_all_is_answered() -> None:
    full = dossier(TREE, *(answer(one, 1) for one in "ABCE"))
    assert next_unanswered(full, after="B") is None
    assert all(section.complete for section in progress(full))


def test_answers_to_what_the_profile_leaves_out_are_set_aside_and_counted_apart() -> None:
    kept = dossier(TREE, answer("A", 2))
    aside = {("P1", "B"): answer("B", 3), ("P2", "B"): answer("B", None)}
    assert replies_set_aside(replace(kept, set_aside=aside)) == ("B",)
    assert replies_set_aside(kept) == ()


def test_a_recorded_outcome_stands_for_the_replies_and_hands_are_replies() -> None:
    dispute = RecordedAgreement("A", Disputed(Fraction(0), Fraction(1)))
    of = dossier(TREE, answer("A", NotKnown()), agreed={"A": dispute}, hands={"B": HandCount({"not_known": 3})})
    assert progress(of)[0] == SectionProgress("L", asked=3, replied=2, disputed=1, not_known=1, flagged=0)
    waiting = next_unanswered(of)
    assert waiting is not None and waiting.id == "C"


def test_a_recorded_outcome_is_looked_at_in_place_of_the_replies() -> None:
    wrong, doubtful = LevelReached(OptionGiven("x")), at_level(2, not_met=["A.1a"])
    of = dossier(TREE, answer("A", wrong), answer("B", 1))
    assert [one.id for one in unfitting_replies(of)] == ["A"]
    settled = replace(of, agreed={"A": RecordedAgreement("A", doubtful)})
    assert unfitting_replies(settled) == ()
    assert [one.id for one in contradicted_replies(settled)] == ["A"]
