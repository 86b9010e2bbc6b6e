"""What stands on the first page and at the foot of every page: who, where, when, for whom, how far it has come."""

from __future__ import annotations

from reports.paper import PaperCover
from reports.report import Report
from words.numbers import day


def issuer(report: Report) -> str:
    """The administration by name; where nobody entered one, that it has none yet."""
    return report.administration.name.strip() or report.say("pages.unnamed")


def occasion(report: Report) -> str:
    """The round with its year: "Baseline 2027"."""
    kind = report.say(f"round.{report.round.kind.value}")
    return " ".join(filter(None, (kind, str(report.round.year or ""))))


def under_title(report: Report) -> str:
    """What is assessed and on which occasion."""
    site = report.dossier.setup.site.name.strip()
    return " · ".join(filter(None, (report.framework.name(report.language), site, occasion(report))))


def cover(report: Report) -> PaperCover:
    """The cover of the long report; what nobody entered is left out."""
    setup, say = report.dossier.setup, report.say
    facts = {
        "country": setup.administration.country.strip(),
        "site": setup.site.name.strip(),
        "round": occasion(report),
        "assessed_on": day(setup.assessed_on, say.language) if setup.assessed_on else "",
        "stage": say(f"stage.{report.dossier.stage.value}"),
        "made_at": day(report.made_at.date(), say.language),
    }
    pairs = tuple((say(f"workbook.read_me.facts.{name}"), fact) for name, fact in facts.items() if fact)
    return PaperCover(issuer(report), pairs, say(f"reports.audience.{report.audience.value}"))


def foot(report: Report) -> str:
    """Whose report, for whom, made when, and for the administration from which revision."""
    say = report.say
    facts = {
        "name": issuer(report),
        "audience": say(f"reports.audience.{report.audience.value}"),
        "day": day(report.made_at.date(), say.language),
    }
    if report.revision is None:
        return say("redaction.foot", **facts)
    return say("diagnostic.foot", n=report.revision, **facts)
