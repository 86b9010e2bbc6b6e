"""The sentence of every copy from which capabilities are withheld: how many, and that no number counts them."""

from __future__ import annotations

from reports.report import Report


def withheld_said(report: Report) -> str | None:
    """The sentence; None where the copy holds all that was asked."""
    n = report.withheld
    return report.say("redaction.withheld", n=n) if n else None
