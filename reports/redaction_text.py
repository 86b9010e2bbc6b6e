"""The rule table of redaction as text: on the page where documents are made, and in the documentation."""

from __future__ import annotations

from reports.cells import Coded
from reports.redaction_rules import redaction_rules
from words.phrases import Phrases


def redaction_markdown(say: Phrases) -> str:
    """The rules as a Markdown table: what is recorded, what each audience is told of it, and why."""
    order = ("what", "administration", "donor", "public", "why")
    head = " | ".join(say(f"redaction.column.{column}") for column in order)
    lines = [f"| {head} |", "|---" * len(order) + "|"]
    for row in redaction_rules(say).rows:
        cells = (say(cell.key) if isinstance(cell := row[column], Coded) else str(cell) for column in order)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def redaction_page(say: Phrases) -> str:
    """The rules as a page of the documentation."""
    return f"# {say('redaction.title')}\n\n{say('redaction.about')}\n\n{redaction_markdown(say)}"
