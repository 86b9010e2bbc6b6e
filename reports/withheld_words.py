"""The sentence of every copy from which capabilities are withheld: how many, and that no number counts them."""

from __future__ import annotations

from reports.diagnostic.wording import counted, sentence
from reports.report import Report
from words.phrases import Phrases


def withheld_said(report: Report) -> str | None:
    """The sentence; None where the copy holds all that was asked."""
    return so_many_withheld(report.withheld, report.say) if report.withheld else None


def so_many_withheld(n: int, say: Phrases) -> str:
    """The sentence for so many capabilities, one at least."""
    return sentence(counted("redaction.withheld", n, say))
