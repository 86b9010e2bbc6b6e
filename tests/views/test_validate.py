from __future__ import annotations

from fractions import Fraction
from typing import Any

from streamlit.testing.v1 import AppTest

from access.guarded_repository import GuardedRepository
from access.seats import LOCAL
from questionnaire.answers import Disputed, LadderGiven, LevelReached, NotApplicable, RecordedAgreement
from questionnaire.entries import STAGE, Address, agreement_of, comment_of, reply_of
from questionnaire.stages import Stage
from storage.memory_repository import MemoryRepository
from tests.views.one_page import AT, TINY, kept, page, said

ONE, TWO = LevelReached(LadderGiven(1)), LevelReached(LadderGiven(2))
Q = "L01.q1"


def agreed(**more: Any) -> dict[Address, Any]:
    values: dict[Address, Any] = {reply_of("P1", one.id): TWO for one in TINY.questions}
    return {**values, comment_of("P1", Q): "the law of 2011", STAGE: more.get("stage", Stage.AGREED)}


def opened(repository: MemoryRepository, id: str, language: str = "en") -> AppTest:
    guarded: Any = GuardedRepository(repository, LOCAL)
    return page("validate", guarded, id, language=language)


def validated(repository: MemoryRepository, id: str) -> dict[str, RecordedAgreement]:
    return dict(repository.open(id, TINY).validated)


def box(test: AppTest, end: str) -> Any:
    (found,) = [one for one in (*test.radio, *test.text_area, *test.text_input) if str(one.key).endswith(end)]
    return found


def press(test: AppTest, start: str) -> AppTest:
    (button,) = [one for one in test.button if str(one.key).startswith(start)]
    return button.click().run()


def test_the_groups_outcome_stands_above_the_missions() -> None:
    repository = MemoryRepository()
    test = opened(repository, kept(repository, agreed()))
    told = said(test)
    assert "Self-assessed: 2" in told
    assert "Reason: the law of 2011" in told
    assert "0 questions of 4 looked at" in told


def test_the_missions_level_is_kept_with_what_it_saw() -> None:
    repository = MemoryRepository()
    id = kept(repository, agreed())
    test = opened(repository, id)
    box(test, f"{Q} en level").set_value(1).run()
    box(test, f"{Q} en seen").set_value("the decree, at headquarters").run()
    box(test, f"{Q} en remarks").set_value("not applied yet").run()
    (one,) = validated(repository, id).values()
    assert (one.question, one.reply, one.seen) == (Q, ONE, "the decree, at headquarters")
    assert one.rationale == "not applied yet"
    told = said(test)
    assert "1 question of 4 looked at" in told
    assert repository.open(id, TINY).answers["P1", Q].reply == TWO
    rows = [list(row) for table in test.table for row in table.value.values.tolist()]
    assert ["L01 short", "2.0 → 1.0", "−1", "1/2"] in rows or any("2.0 → 1.0" in row for row in rows)


def test_words_without_a_level_wait_and_say_so() -> None:
    repository = MemoryRepository()
    id = kept(repository, agreed())
    test = opened(repository, id)
    box(test, f"{Q} en seen").set_value("a register").run()
    assert "Give a level first" in said(test)
    assert validated(repository, id) == {}
    box(test, f"{Q} en level").set_value(1).run()
    assert validated(repository, id)[Q].seen == "a register"
    assert "Give a level first" not in said(test)


def test_one_question_is_confirmed_as_it_was_assessed() -> None:
    repository = MemoryRepository()
    id = kept(repository, agreed())
    test = press(opened(repository, id), f"confirm {id} ")
    assert "1 question confirmed" in said(test)
    assert validated(repository, id)[Q].reply == TWO
    assert box(test, f"{Q} en level").value == 2


def test_the_rest_of_a_section_is_confirmed_after_asking() -> None:
    repository = MemoryRepository()
    id = kept(repository, agreed())
    repository.save(id, agreement_of("validated", Q), RecordedAgreement(Q, ONE), by="P2", at=AT, expect=0)
    test = opened(repository, id)
    assert "2 questions of this section have an outcome" in said(test)
    told = said(press(test, "confirm all"))
    assert "2 questions confirmed" in told
    held = validated(repository, id)
    assert {id: one.reply for id, one in held.items()} == {Q: ONE, "L01.q2": TWO, "L02": TWO}


def test_a_dispute_is_not_confirmed_unseen() -> None:
    repository = MemoryRepository()
    disputed = Disputed(Fraction(1), Fraction(3), "no proof")
    id = kept(repository, {**agreed(), agreement_of("self", Q): RecordedAgreement(Q, disputed)})
    test = opened(repository, id)
    assert not [one for one in test.button if str(one.key).startswith("confirm ") and str(one.key).endswith(Q)]


def test_another_validator_who_was_first_is_told() -> None:
    repository = MemoryRepository()
    id = kept(repository, agreed())
    test = opened(repository, id)
    theirs = RecordedAgreement(Q, NotApplicable("no port"))
    repository.save(id, agreement_of("validated", Q), theirs, by="P2", at=AT, expect=0)
    test = box(test, f"{Q} en level").set_value(1).run()
    assert "Somebody else answered first" in said(test)
    assert validated(repository, id)[Q].reply == NotApplicable("no port")


def test_before_agreement_it_is_not_open_yet() -> None:
    repository = MemoryRepository()
    test = opened(repository, kept(repository, agreed(stage=Stage.DRAFT)))
    assert "Not open yet: this is done at the stage “Agreed”" in said(test)
    assert box(test, f"{Q} en level").disabled
    assert not [one for one in test.button if str(one.key).startswith("confirm")]


def test_after_validation_it_is_locked() -> None:
    repository = MemoryRepository()
    test = opened(repository, kept(repository, agreed(stage=Stage.VALIDATED)))
    assert "Locked at the stage “Validated”" in said(test)
    assert box(test, f"{Q} en seen").disabled


def test_it_speaks_french() -> None:
    repository = MemoryRepository()
    told = said(opened(repository, kept(repository, agreed()), "fr"))
    assert "Autoévalué : 2" in told
    assert "0 question sur 4 examinée" in told
