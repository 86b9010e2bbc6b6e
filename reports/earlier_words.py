"""What is said of the earlier round that a document compares with: which one it is, and what speaks against it."""

from __future__ import annotations

from questionnaire.assessment import Setup
from questionnaire.rounds import RoundDoubt, doubts_about
from reports.report import Report
from words.numbers import day
from words.phrases import Phrases


def round_named(setup: Setup, say: Phrases) -> str:
    """A round by its occasion, its year and the day of its assessment, as far as they were entered."""
    named = " ".join(filter(None, (say(f"round.{setup.round.kind.value}"), str(setup.round.year or ""))))
    if setup.assessed_on is None:
        return named
    return say("earlier.on_day", round=named, day=day(setup.assessed_on, say.language))


def doubts_said(before: Setup, after: Setup, say: Phrases) -> tuple[str, ...]:
    """A sentence for each thing that speaks against comparing the two."""
    facts = {
        RoundDoubt.OTHER_NAME: (before.administration.name, after.administration.name),
        RoundDoubt.OTHER_COUNTRY: (before.administration.country, after.administration.country),
        RoundDoubt.OTHER_SITE: (before.site.name, after.site.name),
        RoundDoubt.NO_ORDER: ("", ""),
    }
    said = []
    for doubt in doubts_about(before, after):
        earlier, now = (name.strip() or "–" for name in facts[doubt])
        said.append(say(f"earlier.doubt.{doubt.value}", earlier=earlier, name=now))
    return tuple(said)


def earlier_said(report: Report) -> str:
    """Which earlier round is compared with, and all that speaks against it."""
    assert report.earlier is not None, "there is an earlier round"
    setup, say = report.earlier.setup, report.say
    said = (say("earlier.compared_with", round=round_named(setup, say)), *doubts_said(setup, report.dossier.setup, say))
    return " ".join(said)
