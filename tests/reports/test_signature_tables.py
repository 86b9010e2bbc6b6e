"""The table of signatures: in their order, with what is known of each; what a donor reads of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from questionnaire.signatures import Reopening, Signature
from questionnaire.stages import Role, Stage
from reports.cells import Coded, Row
from reports.report import Audience
from reports.signature_tables import signatures_table
from reports.tables import all_tables
from tests.examples import answer, capability, dossier, framework, section
from tests.reports.filled import report_on

AT = datetime(2027, 3, 5, 16, 0, tzinfo=UTC)
TREE = framework(section("L", capability("L01")))
GROUP = Signature(Stage.AGREED, "Ada Secret", Role.FACILITATOR, "We, with Bob.", 7, "a" * 64, AT)
BACK = Reopening(Stage.AGREED, Stage.DRAFT, "Ada Secret", Role.OWNER, "Bob was wrong", AT)
HEAD = Signature(Stage.APPROVED, "The Director General", Role.MANAGER, "I approve.", 12, "b" * 64, AT)
HELD = replace(dossier(TREE, answer("L01", 1)), signatures=(GROUP, BACK, HEAD))


def rows(audience: Audience = Audience.ADMINISTRATION) -> tuple[Row, ...]:
    report = replace(report_on(HELD, audience=audience), signature_states={1: "void", 3: "as_signed"})
    return signatures_table(report).rows


def test_a_row_an_act_in_their_order() -> None:
    first, second, third = rows()
    assert (first["number"], first["act"], first["stage"]) == (
        1,
        Coded("reports.signed", "signed"),
        Coded("stage", "agreed"),
    )
    assert (first["name"], first["role"], first["day"]) == (
        "Ada Secret",
        Coded("setup.role", "facilitator"),
        date(2027, 3, 5),
    )
    assert (first["revision"], first["content"]) == (7, "a" * 64)
    assert first["state"] == Coded("reports.signature_state", "void")
    assert (second["act"], second["left"], second["stage"]) == (
        Coded("reports.signed", "reopened"),
        Coded("stage", "agreed"),
        Coded("stage", "draft"),
    )
    assert (second["statement"], second["state"], second["content"]) == ("Bob was wrong", None, None)
    assert third["state"] == Coded("reports.signature_state", "as_signed")


def test_what_was_not_checked_is_blank() -> None:
    assert [row["state"] for row in signatures_table(report_on(HELD)).rows] == [None, None, None]


def test_donors_read_the_head_by_name_and_nobody_else() -> None:
    group, back, head = rows(Audience.DONOR)
    assert (group["name"], group["statement"], group["role"]) == (None, None, Coded("setup.role", "facilitator"))
    assert (back["name"], back["statement"]) == (None, None)
    assert (head["name"], head["statement"]) == ("The Director General", "I approve.")


def test_it_is_one_of_the_tables() -> None:
    assert len(all_tables(report_on(HELD))["signatures"].rows) == 3
