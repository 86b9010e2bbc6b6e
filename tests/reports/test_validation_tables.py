"""The rows of self-assessed and validated, and how an outcome came about on the row of its question."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from questionnaire.answers import Disputed, Dissent, NotApplicable, NotKnown, RecordedAgreement
from questionnaire.assessment import Dossier, Participant
from questionnaire.ballots import Disclosure, HandCount, RoomRules
from questionnaire.stages import Function, Role
from reports.cells import Coded, Row
from reports.report import Audience
from reports.tables import all_tables
from tests.examples import answer, at_level, capability, dossier, framework, question, section
from tests.reports.filled import report_on

TREE = framework(
    section("L", capability("L01"), capability("L02", question("L02.a"), question("L02.b"))),
    section("O", capability("O01")),
)
PEOPLE = (
    Participant("P1", Role.ASSESSOR, "Ada", function=Function.LEGAL),
    Participant("P2", Role.ASSESSOR, "Ben", function=Function.POST),
    Participant("P3", Role.ASSESSOR, "Cleo"),
)


def outcome(id: str, reply: Any, **more: Any) -> RecordedAgreement:
    return RecordedAgreement(id, at_level(reply) if isinstance(reply, int) else reply, **more)


def room(**more: Any) -> Dossier:
    replies = {"L01": (1, 3, 3), "L02.a": (2, NotApplicable("none")), "L02.b": (1, 1)}
    answers = [
        answer(id, reply, participant=f"P{place}")
        for id, given in replies.items()
        for place, reply in enumerate(given, 1)
    ]
    dissent = (Dissent("it works at the airport", Function.POST), Dissent("too strict"))
    recorded = outcome("L01", 2, rationale="after talk", dissents=dissent)
    return dossier(TREE, *answers, participants=PEOPLE, agreed={"L01": recorded}, **more)


def rows(of: Dossier, id: str, audience: Audience = Audience.ADMINISTRATION) -> dict[object, Row]:
    table = all_tables(report_on(of, audience=audience))[id]
    return {row[table.columns[0].id]: row for row in table.rows}


def test_an_outcome_says_how_it_came_about() -> None:
    found = rows(room(hands={"O01": HandCount({"2": 4})}), "answers")
    assert {id: row["status"].code for id, row in found.items()} == {  # type: ignore[union-attr]
        "L01": "recorded",
        "L02.a": "open",
        "L02.b": "proposed",
        "O01": "proposed",
    }
    assert [row["replies"] for row in found.values()] == [3, 2, 2, 4]
    assert [row["spread"] for row in found.values()] == [2, None, 0, 0]
    assert found["L01"]["comment"] == "after talk"
    assert found["L01"]["dissents"] == "Port, airport or post: it works at the airport\ntoo strict"


def test_one_person_alone_answers() -> None:
    found = rows(dossier(TREE, answer("L01", 2)), "answers")
    assert found["L01"]["status"] == Coded("reports.agreement", "alone")
    assert found["O01"]["status"] == Coded("reports.agreement", "none")


def test_a_room_is_told_by_function_unless_it_chose_names() -> None:
    assert rows(room(), "answers")["L01"]["participant"] == "Legal affairs, Port, airport or post"
    named = room(room=RoomRules(Disclosure.NAMES))
    assert rows(named, "answers")["L01"]["participant"] == "Ada, Ben, Cleo"
    assert rows(named, "answers", Audience.DONOR)["L01"]["participant"] == "Legal affairs, Port, airport or post"


def test_a_donors_copy_has_outcomes_without_what_was_said_beside_them() -> None:
    of = replace(room(), validated={"L01": outcome("L01", 1, rationale="tense talk", seen="the register")})
    answers, compared = (rows(of, id, Audience.DONOR) for id in ("answers", "validation"))
    assert (answers["L01"]["reply"], answers["L01"]["comment"], answers["L01"]["dissents"]) == (2, None, None)
    assert (compared["L01"]["seen"], compared["L01"]["remark"]) == ("the register", None)


def test_without_a_mission_there_is_nothing_to_list() -> None:
    assert rows(room(), "validation") == {}


def test_self_and_validated_row_by_row() -> None:
    own = dossier(TREE, answer("L01", 3), answer("L02.a", 2), answer("L02.b", 4), answer("O01", NotKnown()))
    of = replace(
        own,
        validated={
            "L01": outcome("L01", 1, rationale="no list", seen="the registers"),
            "L02.a": outcome("L02.a", 2),
            "O01": outcome("O01", Disputed(Fraction(1), Fraction(2))),
        },
    )
    found = rows(of, "validation")
    assert list(found) == ["*", "L", "L01", "L02", "L02.a", "L02.b", "O", "O01"]
    assert found["L01"] | {"name": "", "part": ""} == {
        **{
            "node": "L01",
            "part": "",
            "section": "L",
            "name": "",
            "reply_validated": 1,
            "value": 3,
            "validated": 1,
            "like_value": 3,
        },
        **{"like_validated": 1, "difference": -2, "compared": 1, "looked_at": 1, "asked": 1},
        "own_outcome": Coded("reports.outcome", "level"),
        "validated_outcome": Coded("reports.outcome", "level"),
        **{"seen": "the registers", "remark": "no list"},
    }
    assert (found["L02"]["value"], found["L02"]["like_value"], found["L02"]["difference"]) == (3, 2, 0)
    assert (found["L02"]["reply_validated"], found["L02.b"]["reply_validated"]) == (None, None)
    assert found["O01"]["reply_validated"] == Coded("answer.state", "disputed")
    assert found["L02.b"]["validated_outcome"] == Coded("reports.outcome", "blank")
    assert (found["O01"]["own_outcome"], found["O01"]["difference"]) == (Coded("reports.outcome", "not_known"), None)
    assert (found["*"]["compared"], found["*"]["looked_at"], found["*"]["asked"]) == (2, 3, 4)
