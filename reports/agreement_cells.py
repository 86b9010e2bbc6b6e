"""How an outcome came about, as cells: recorded, proposed or one person's own; from how many replies, how far apart."""

from __future__ import annotations

from collections.abc import Iterable

from questionnaire.answers import Answer
from questionnaire.ballots import Disclosure
from questionnaire.consensus import uses_room
from questionnaire.framework import Question
from reports.cells import Coded, Row
from reports.report import Report


def agreement_cells(report: Report, question: Question) -> Row:
    """The cells of the outcome of a question; the spread is blank with fewer than two levels."""
    talk = report.talks[question.id]
    return {
        "status": Coded("reports.agreement", agreement_status(report, question)),
        "replies": talk.distribution.replies,
        "spread": talk.spread,
        "dissents": _dissents(report, question),
    }


def agreement_status(report: Report, question: Question) -> str:
    """Recorded by somebody, "alone" (one person's own reply), only proposed, open (replies propose nothing), none."""
    agreement = report.card.agreements.get(question.id)
    if agreement is None:
        return "open" if report.talks[question.id].distribution.replies else "none"
    if agreement.proposed:
        return "proposed"
    return "recorded" if question.id in report.dossier.agreed else "alone"


def people_said(report: Report, answers: Iterable[Answer]) -> str | None:
    """Who gave these answers: by name where one person works alone or the room chose names, else by function.

    In a donor's copy nobody has a name, so there the functions stand.
    """
    by_id = {one.id: one for one in report.dossier.participants}
    named = report.dossier.room.disclosure is Disclosure.NAMES or not uses_room(report.dossier)
    said = []
    for one in (by_id[answer.participant] for answer in answers if answer.participant in by_id):
        function = report.say(f"function.{one.function.value}") if one.function else ""
        said.append((one.name if named else "") or function)
    return ", ".join(dict.fromkeys(filter(None, said))) or None


def _dissents(report: Report, question: Question) -> str | None:
    """The views recorded beside the outcome, each with the function that it was held from."""
    recorded = report.dossier.agreed.get(question.id)
    said = []
    for one in recorded.dissents if recorded else ():
        function = report.say(f"function.{one.function.value}") if one.function else ""
        said.append(report.say("reports.dissent", function=function, text=one.text) if function else one.text)
    return "\n".join(said) or None
