"""The table of signatures and reopenings: who put their name to what, when, and whether it still is what was signed."""

from __future__ import annotations

from questionnaire.signatures import Reopening, Signature
from reports.cells import Coded, Kind, Row, Table, columns_of
from reports.redaction import WITHHELD
from reports.report import Report

SIGNATURES = columns_of(
    number=Kind.COUNT,
    act=Kind.CODE,
    stage=Kind.CODE,
    left=Kind.CODE,
    name=Kind.TEXT,
    role=Kind.CODE,
    day=Kind.DATE,
    statement=Kind.TEXT,
    revision=Kind.COUNT,
    content=Kind.ID,
    state=Kind.CODE,
)


def signatures_table(report: Report) -> Table:
    """One row a signature or reopening, in their order."""
    signed = report.dossier.signatures
    rows = tuple(
        _reopening(number, one) if isinstance(one, Reopening) else _signature(report, number, one)
        for number, one in enumerate(signed, 1)
    )
    return Table("signatures", SIGNATURES, rows)


def _signature(report: Report, number: int, one: Signature) -> Row:
    state = report.signature_states.get(number)
    return {
        "number": number,
        "act": Coded("reports.signed", "signed"),
        "stage": Coded("stage", one.stage.value),
        "left": None,
        "name": one.name or None,
        "role": Coded("setup.role", one.role.value),
        "day": one.at.date(),
        "statement": one.statement or None,
        "revision": one.revision or None,
        "content": one.content or None,
        "state": Coded("reports.signature_state", state) if state else None,
    }


def _reopening(number: int, one: Reopening) -> Row:
    return {
        "number": number,
        "act": Coded("reports.signed", "reopened"),
        "stage": Coded("stage", one.stage.value),
        "left": Coded("stage", one.left.value),
        "name": one.name or None,
        "role": Coded("setup.role", one.role.value),
        "day": one.at.date(),
        "statement": None if one.reason == WITHHELD else one.reason,
        "revision": None,
        "content": None,
        "state": None,
    }
