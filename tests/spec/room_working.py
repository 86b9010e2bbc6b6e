"""How examples of rooms and missions are worked: several replies, hands, recorded and validated outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from questionnaire.answers import RecordedAgreement
from questionnaire.assessment import Dossier
from questionnaire.ballots import HandCount
from questionnaire.consensus import reach_consensus
from questionnaire.framework import WHOLE
from questionnaire.routing import asked_questions
from questionnaire.talk import talk_list
from scoring.room_agreement import room_agreement
from scoring.validation import compare_validation
from tests import examples
from tests.spec.reading import framework_of, reply_of
from tests.spec.tables import NOTHING, Example, Table, filled, written
from tests.spec.working import reply_written


def room_of(example: Example) -> Dossier:
    """The dossier that the given table describes: replies of P1, P2 ..., hands, recorded and validated outcomes."""
    framework = framework_of(example)
    answers = []
    hands: dict[str, HandCount] = {}
    outcomes: dict[str, dict[str, RecordedAgreement]] = {"recorded": {}, "validated": {}}
    for row in example.given.records():
        id = row["node"]
        if not framework.has_question(id):
            continue
        question = framework.question(id)
        for place, text in enumerate(row.get("replies", "").split("; "), 1):
            answers.append(examples.answer(id, reply_of(question, text), participant=f"P{place}"))
        if row.get("hands"):
            hands[id] = HandCount({key: int(n) for n, key in (one.split(" at ") for one in row["hands"].split(", "))})
        for column, found in outcomes.items():
            reply = reply_of(question, row.get(column, ""))
            if reply is not None:
                found[id] = RecordedAgreement(id, reply)
    room = examples.dossier(framework, *answers, hands=hands)
    return replace(room, agreed=outcomes["recorded"], validated=outcomes["validated"])


def outcomes(example: Example) -> Table:
    """What is held on each question, and whether somebody agreed to it."""
    room = room_of(example)
    found = {one.question: one for one in reach_consensus(room)}

    def cell(row: Mapping[str, str], column: str) -> str:
        one = found.get(row["node"])
        if column == "outcome":
            return reply_written(room.framework.question(row["node"]), one.reply if one else None)
        return "none" if one is None else "proposed" if one.proposed else "agreed"

    return filled(example, cell)


def talks(example: Example) -> Table:
    """What most needs talk, in its order."""
    room = room_of(example)
    listed = talk_list(room, asked_questions(room.framework, reach_consensus(room)))
    rows = (
        (
            str(place),
            one.question,
            written(one.spread),
            reply_written(room.framework.question(one.question), one.proposed),
        )
        for place, one in enumerate(listed, 1)
    )
    return Table(("place", "question", "spread", "proposed"), tuple(rows))


def alphas(example: Example) -> Table:
    """The agreement of each room of the table: its cells are the replies to the questions of the columns."""
    rooms = {row["room"]: row for row in example.given.records()}

    def cell(row: Mapping[str, str], column: str) -> str:
        given = {id: text for id, text in rooms[row["room"]].items() if id != "room"}
        tree = Table(("node", "replies"), (("A",), *given.items()))
        room = room_of(replace(example, given=tree))
        found = room_agreement(room, asked_questions(room.framework, reach_consensus(room)))
        return {"alpha": written(found.alpha), "questions": str(found.questions), "replies": str(found.replies)}[column]

    return filled(example, cell)


def validations(example: Example) -> Table:
    """Self-assessed and validated beside each other, by node."""
    found = compare_validation(room_of(example)).nodes

    def cell(row: Mapping[str, str], column: str) -> str:
        node = found[WHOLE if row["node"] == "whole" else row["node"]]
        return {
            "self": written(node.own),
            "validated": written(node.validated),
            "self, like for like": written(node.like_own),
            "validated, like for like": written(node.like_validated),
            "difference": written(node.difference),
            "compared": f"{node.both} of {node.asked}" if node.asked else NOTHING,
        }[column]

    return filled(example, cell)


def distances(example: Example) -> Table:
    """How close the levels of the mission lie to those of the group."""
    found = compare_validation(room_of(example)).closeness

    def cell(row: Mapping[str, str], column: str) -> str:
        held = getattr(found, CLOSENESS[row["number"]])
        return written(Fraction(held)) if isinstance(held, int) else written(held)

    return filled(example, cell)


CLOSENESS = {
    "questions compared": "compared",
    "the same": "same",
    "the mission lower": "lower",
    "the mission higher": "higher",
    "at most one level apart": "within_one",
    "mean difference": "mean_difference",
    "mean distance": "mean_distance",
    "kappa": "kappa",
}
"""The numbers of a comparison by what they are called in the examples."""
