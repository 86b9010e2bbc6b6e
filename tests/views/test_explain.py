"""The explanation page: from the whole down to one reply, and what each step says."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from questionnaire.answers import Disputed, Dissent, EvidenceLink, NotApplicable, NotKnown, RecordedAgreement
from questionnaire.assessment import Participant
from questionnaire.entries import (
    Address,
    agreement_of,
    comment_of,
    confidence_of,
    evidence_for,
    participant_at,
    registered,
    reply_of,
)
from questionnaire.framework import Framework
from questionnaire.policy import Aggregation, Confidence
from questionnaire.stages import Function, Role
from storage.memory_repository import MemoryRepository
from tests.examples import at_level, capability, evidence, framework, question, section
from tests.views.one_page import kept, page, said

TREE = framework(
    section("L", capability("L01", gate=True), capability("L02"), capability("L03")),
    section(
        "O",
        capability("O01", question("O01.q1"), question("O01.q2"), aggregation=Aggregation.WEAKEST),
        capability("O02", weight=Fraction(2)),
    ),
)
LEVELS = {"L01": 0, "L02": 4, "L03": 4, "O01.q1": 1, "O01.q2": 2, "O02": 2}


def explained(
    node: str,
    levels: Mapping[str, int] = LEVELS,
    more: Mapping[Address, Any] | None = None,
    *,
    kind: str = "",
    language: str = "en",
    tree: Framework = TREE,
) -> AppTest:
    """The page for a node, of a dossier with these replies."""
    repository = MemoryRepository()
    values = {reply_of("P1", id): at_level(level) for id, level in levels.items()} | dict(more or {})
    test = page("explain", repository, kept(repository, values, framework=tree), framework=tree, language=language)
    test.query_params["node"] = node
    if kind:
        test.query_params["kind"] = kind
    return test.run()


def seen(test: AppTest) -> str:
    """Everything that the page says, as people read it: without the signs that keep Markdown from being read."""
    return said(test).replace("\\", "")


def rows(test: AppTest) -> list[list[str]]:
    said(test)
    table = test.table[0].value
    return [[str(cell).replace("\u00a0", " ").replace("\\", "") for cell in row] for row in table.to_numpy().tolist()]


def metrics(test: AppTest) -> list[str]:
    return [one.value.replace("\u00a0", " ") for one in test.metric]


def test_a_section_held_by_a_gate() -> None:
    test = explained("L")
    text = seen(test)
    assert test.title[0].value == "How was section L 1.0 made?"
    assert "Weighted mean of 3 capabilities = 2.7, held at 1.0 by the gate L01." in text
    assert "The gate L01 allows 1.0 at most; without it: 2.7." in text
    assert "A gate holds what stands above it" in text
    assert metrics(test)[0] == "1.0"
    assert rows(test)[0] == ["L01 \u25b2 L01  \n:orange[holds the score at 1.0]", "0 Absent", "0 \u00d7 1/3 = 0.00"]
    assert rows(test)[1] == ["L02 L02", "4 Sustained", "4 \u00d7 1/3 = 1.33"]


def test_the_same_in_french() -> None:
    test = explained("L", language="fr")
    assert test.title[0].value.replace("\u202f", " ") == "D'où vient le score 1,0 (section L) ?"
    assert "Moyenne pondérée de 3 capacités = 2,7, mais le verrou L01 retient le score à 1,0." in seen(test)
    assert rows(test)[1][2] == "4 \u00d7 1/3 = 1,33"


def test_weights_are_the_parts_of_a_mean() -> None:
    test = explained("O")
    assert [row[2] for row in rows(test)] == ["1 \u00d7 1/3 = 0.33", "2 \u00d7 2/3 = 1.33"]
    assert rows(test)[0][:2] == ["O01 O01  \nthe lowest of 2 questions", "1 Initial"]


def test_the_lowest_question_gives_its_capability_the_score() -> None:
    test = explained("O01")
    assert test.title[0].value == "Why O01 O01 is at 1"
    assert "The lowest of 2 questions = 1." in seen(test)
    assert [row[2] for row in rows(test)] == ["1 \u00d7 1 = 1.00", "not the lowest"]


def test_ties_for_the_lowest_are_named() -> None:
    test = explained("O01", {"O01.q1": 1, "O01.q2": 1})
    assert "as low: O01.q2" in rows(test)[0][0]


def test_the_whole_is_shown_where_no_node_is_named() -> None:
    repository = MemoryRepository()
    values = {reply_of("P1", id): at_level(level) for id, level in LEVELS.items()}
    test = page("explain", repository, kept(repository, values, framework=TREE), framework=TREE)
    assert test.title[0].value == "How was the whole 1.3 made?"
    assert [row[0].split("  ")[0] for row in rows(test)] == ["section L", "section O"]


@pytest.mark.parametrize("node", ["nowhere", "", "*"])
def test_an_unknown_node_leads_to_the_whole(node: str) -> None:
    test = explained(node)
    assert test.title[0].value == "How was the whole 1.3 made?"
    assert ("has no score" in seen(test)) is (node != "*")


def test_blanks_and_replies_without_a_level_are_told_with_the_rule_that_touched_them() -> None:
    more = {reply_of("P1", "L02"): NotKnown("ask legal"), reply_of("P1", "L03"): NotApplicable("no port")}
    test = explained("L", {"L01": 2}, more)
    text = seen(test)
    assert [row[1:] for row in rows(test)] == [
        ["2 Developing", "2 \u00d7 1/2 = 1.00"],
        ["Not known (counts as 0)", "0 \u00d7 1/2 = 0.00"],
        ["Not applicable (does not count)", "not counted"],
    ]
    assert "L02: not known, counted at the lowest level." in text
    assert "L03: not applicable, left out of every count." in text
    assert "Weighted mean of 2 of 3 capabilities = 1.0." in text


def test_a_provisional_score_says_why() -> None:
    test = explained("L", {"L02": 3})
    text = seen(test)
    assert test.title[0].value == "How was section L 3.0 provisional made?"
    assert "Provisional: 1 of 3 questions count, less than 80%." in text
    assert "A gate below has no score yet" in text
    assert "L01, L03: not answered, never counted as zero" in text
    assert "gate without a score" in rows(test)[0][0]


def test_nothing_scored_below_is_said() -> None:
    test = explained("L", {"O02": 1})
    assert test.title[0].value == "section L has no score yet"
    assert "Nothing below it is scored yet." in seen(test)


def test_one_reply_with_its_confidence_evidence_and_comment() -> None:
    more = {
        confidence_of("P1", "O02"): Confidence.LOW,
        evidence_for("P1", "O02"): (EvidenceLink("E1"),),
        registered("E1"): evidence("E1", title="Order *12*"),
        comment_of("P1", "O02"): "Two <b>officers</b> said $5",
    }
    test = explained("O02", LEVELS, more)
    text = seen(test)
    assert test.title[0].value == "Why O02 O02 is at 2"
    assert rows(test) == [
        ["Reply", "2 Developing", "counts as 2"],
        ["Range", "Little sure: 1 level either way", "1.0 to 3.0"],
        ["Evidence", "E1 Order *12* (document seen)", "counts as 2 on evidence"],
    ]
    assert "**Ada** · 1 March 2027" in text
    assert "O02 at 2" in text
    assert "Comment: Two <b>officers</b> said $5" in text
    assert r"Two \<b\>officers\</b\> said \$5" in said(test)


def test_without_confidence_and_evidence_the_policy_is_said() -> None:
    table = rows(explained("O02"))
    assert table[1][1] == "How sure was not said; taken as Fairly: 0.5 level either way"
    assert table[2] == ["Evidence", "no evidence", "counts as 1 on evidence"]


def test_a_dispute_shows_both_ends_and_its_reason() -> None:
    more = {reply_of("P1", "O02"): Disputed(Fraction(1), Fraction(3), "two views")}
    test = explained("O02", {}, more)
    assert rows(test)[:2] == [
        ["Reply", "Disputed 1 to 3 (counts as 1)", "counts as 1"],
        ["Range", "Both ends of the dispute", "1.0 to 3.0"],
    ]
    assert "Reason: two views" in seen(test)


def test_a_question_that_shares_its_id_is_found_by_its_kind() -> None:
    assert explained("O02", kind="question").title[0].value == "Why O02 is at 2"
    assert explained("O01.q2", kind="question").title[0].value == "Why O01.q2 is at 2"


def test_links_lead_up_and_down() -> None:
    def links(node: str, kind: str = "") -> list[tuple[str, str]]:
        found = explained(node, kind=kind).get("page_link")
        return [(one.proto.label, one.proto.query_string.split("node=")[1]) for one in found]

    assert [label for label, _ in links("*")] == ["section L", "section O"]
    assert [label for label, _ in links("L")] == ["The whole", "L01 L01", "L02 L02", "L03 L03"]
    assert links("O01")[0] == ("section O", "O")
    assert links("O01")[1] == ("O01.q1", "O01.q1&kind=question")
    assert [label for label, _ in links("O01.q1", "question")] == ["O01 O01"]


def test_the_question_can_be_opened() -> None:
    test = explained("O01")
    test.button(key="open O01.q2").click().run()
    assert "arrived at section O" in seen(test)
    assert test.session_state["question O"] == "O01.q2"


def test_stages_say_what_was_passed() -> None:
    questions = (question("A01.q1", stage=1), question("A01.q2", stage=2))
    staged = framework(section("A", capability("A01", *questions, aggregation=Aggregation.STAGED)))
    test = explained("A01", {"A01.q1": 4, "A01.q2": 1}, tree=staged)
    text = seen(test)
    assert "Stage 1: passed." in text
    assert "Stage 2: not passed, because of A01.q2." in text
    assert rows(test)[1][2] == "stages 2"


def test_a_recorded_outcome_is_told_with_why_and_who_saw_it_otherwise() -> None:
    agreed = RecordedAgreement(
        "L02", at_level(3), rationale="after *talk*", dissents=(Dissent("works at the port", Function.POST),)
    )
    seen_by_mission = RecordedAgreement("L02", at_level(1), seen="the register", rationale="no list")
    more = {
        reply_of("P2", "L02"): at_level(2),
        agreement_of("self", "L02"): agreed,
        agreement_of("validated", "L02"): seen_by_mission,
    }
    told = seen(explained("L02", more=more))
    for sentence in (
        "Recorded as the outcome",
        "2 replies. Spread: 2.",
        "Why: after *talk*",
        "Dissent (Port, airport or post): works at the port",
        "Validated by the mission",
        "Evidence seen: the register",
        "Remarks: no list",
    ):
        assert sentence in told, sentence


def test_in_a_room_what_nobody_recorded_is_only_proposed() -> None:
    told = seen(explained("L02", more={reply_of("P2", "L02"): at_level(2)}))
    assert "Proposed by the replies. Nobody has recorded it." in told
    open_one = seen(explained("L02", more={reply_of("P2", "L02"): NotApplicable("none")}))
    assert "Open. The replies propose nothing." in open_one


def test_somebody_without_a_name_is_told_by_function() -> None:
    people = {participant_at("P2"): Participant("P2", Role.ASSESSOR, function=Function.LEGAL)}
    told = seen(explained("L02", more={**people, reply_of("P2", "L02"): at_level(2)}))
    assert "Legal affairs" in told
    assert "P2" not in told
