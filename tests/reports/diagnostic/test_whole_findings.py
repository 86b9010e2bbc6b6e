from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from questionnaire.answers import Disputed, NotKnown, Reply
from questionnaire.policy import NotKnownRule, Policy
from reports.diagnostic.whole_findings import findings, gates_that_bind, left_open, overall, rests_on_claims, room
from reports.report import Report
from tests.examples import answer, capability, dossier, framework, section
from tests.reports.filled import report_on


def one_section(*replies: Reply | int | None, language: str = "en", gate: bool = False, rule: str = "lowest") -> Report:
    """A report on one section whose capabilities have these replies; the first of them may be a gate."""
    ids = [f"L0{n}" for n in range(1, len(replies) + 1)]
    capabilities = (capability(id, gate=gate and id == "L01") for id in ids)
    policy = Policy(not_known=NotKnownRule(rule))
    held = dossier(
        framework(section("L", *capabilities), policy=policy),
        *(answer(id, reply) for id, reply in zip(ids, replies, strict=True) if reply is not None),
    )
    return report_on(held, language=language)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("level", "english", "french"),
    [
        (
            0,
            "The overall score is 0.0 on a scale from 0 to 4: level 1 Initial is not reached yet.",
            "Le score d'ensemble est de 0,0 sur une échelle de 0 à 4 : le niveau 1 Initial n'est pas encore atteint.",
        ),
        (
            2,
            "The overall score is 2.0 on a scale from 0 to 4: level 2 Developing is reached, 3 Established is not yet.",
            "Le score d'ensemble est de 2,0 sur une échelle de 0 à 4 : le niveau 2 Developing est atteint, "
            "le niveau 3 Established ne l'est pas encore.",
        ),
        (
            4,
            "The overall score is 4.0 on a scale from 0 to 4: the highest level, 4 Sustained, is reached.",
            "Le score d'ensemble est de 4,0 sur une échelle de 0 à 4 : le plus haut niveau, 4 Sustained, est atteint.",
        ),
        (
            None,
            "Nothing has a level yet, so there is no score to report.",
            "Rien n'a encore de niveau ; il n'y a donc pas de score à rapporter.",
        ),
    ],
)
def test_the_whole(level: int | None, english: str, french: str) -> None:
    assert plain(overall(one_section(level))) == english
    assert plain(overall(one_section(level, language="fr"))) == french


def test_the_room_is_told_where_there_is_one() -> None:
    assert (
        plain(room(one_section(2))) == "Given what is open and how sure people were, it lies in the range 1.5 to 2.5."
    )
    assert plain(room(one_section(2, language="fr"))).endswith("dans la fourchette de 1,5 à 2,5.")
    sure = one_section(2)
    whole = replace(sure.card["*"], low=Fraction(2), high=Fraction(2))
    certain = replace(sure, card=replace(sure.card, scores={**sure.card.scores, "*": whole}))
    assert room(certain) == ""
    assert room(one_section(None)) == ""


def test_gates_are_told_by_what_they_hold() -> None:
    assert gates_that_bind(one_section(0, 4, 4, gate=True)) == (
        "L01, a gate, stands at 0 and holds L at 1.0; without it the section would be at 2.7."
    )
    assert gates_that_bind(one_section(4, 4, gate=True)) == "No gate holds a section down."
    assert gates_that_bind(one_section(4, 4)) == ""
    assert gates_that_bind(one_section(None, 4, gate=True)) == (
        "The gate L01 has no score yet; until it has one, the whole is provisional."
    )


def test_many_gates_are_counted() -> None:
    letters = "ABCD"
    sections = [
        section(one, capability(f"{one}1", gate=True), *map(capability, (f"{one}2", f"{one}3"))) for one in letters
    ]
    replies = [answer(f"{one}{n}", 4 if n > 1 else 0) for one in letters for n in (1, 2, 3)]
    held = report_on(dossier(framework(*sections), *replies))
    assert gates_that_bind(held) == (
        "Gates hold four sections below what their other capabilities would give: A, B, C and D."
    )


def test_what_rests_on_claims_is_told_by_how_much() -> None:
    assert rests_on_claims(one_section(1)) == "No level that is claimed goes beyond its evidence."
    assert rests_on_claims(one_section(4)) == (
        "Much of this rests on claims: counting only what evidence carries, the score would be 1.0."
    )
    assert rests_on_claims(one_section(1, 1, 1, 2)) == (
        "Counting only what evidence carries, the score would be 1.0; the rest is not yet shown."
    )
    assert rests_on_claims(one_section(None)) == ""


def test_nearly_all_is_said_of_the_score_and_not_of_the_scale() -> None:
    def claimed(value: str, evidenced: str) -> str:
        report = one_section(2)
        whole = replace(report.card["*"], value=Fraction(value), evidenced=Fraction(evidenced))
        return rests_on_claims(replace(report, card=replace(report.card, scores={**report.card.scores, "*": whole})))

    assert claimed("0.99", "0.8").startswith("Counting only what evidence carries, the score would be 0.8")
    assert claimed("2", "1.8").startswith("Counting only")
    assert claimed("3.9", "3.8").startswith("Nearly all of this is evidenced")
    assert claimed("0.8", "0.5").startswith("Much of this rests on claims")
    assert claimed("2.54", "2.5") == "Nearly all that is claimed is evidenced."
    # Both read 0.1, and yet most of it is only claimed.
    assert claimed("0.14", "0.06") == ""


def test_what_is_open_says_what_that_does() -> None:
    dispute = Disputed(Fraction(1), Fraction(3), "two registers")
    assert list(left_open(one_section(2, None, dispute, NotKnown("x")))) == [
        "One question has no answer yet.",
        "On one question the room could not agree; it counts at its lowest level.",
        "To one question nobody knew the answer; by the rules of the method that counts as the lowest level.",
    ]
    assert list(left_open(one_section(2, None, None, NotKnown("x"), rule="drop", language="fr"))) == [
        "Deux questions sont encore sans réponse.",
        "À une question, personne ne connaissait la réponse\u202f; selon les règles de la méthode, "
        "cela n'entre pas dans le score et en réduit la couverture.",
    ]
    assert list(left_open(one_section(2, 2))) == []


def test_an_empty_assessment_has_no_findings() -> None:
    assert findings(one_section(None, None)) == ()
