"""How the assessment was made, in plain words, and under which rules its numbers stand."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.framework import WHOLE
from questionnaire.policy import NotApplicableRule, Strength
from reports.diagnostic.wording import counted, level_named, paragraph, tally
from reports.paper import PaperCell, PaperFacts, PaperHeading, PaperPart, PaperTable, PaperText
from reports.report import Report
from scoring.rank_certainty import DRAWS, SEED
from words.numbers import day, number, percent, places_of


def method_chapter(report: Report) -> Iterator[PaperPart]:
    """Who assessed by what, the levels, how replies become scores, and the fingerprints by which to check it."""
    say = report.say
    yield PaperHeading(say("diagnostic.chapter.method"), new_page=True)
    yield PaperText(how_it_was_made(report))
    yield _levels(report)
    for text in rules(report):
        yield PaperText(text)
    yield PaperHeading(say("diagnostic.method.versions"), 2)
    yield PaperFacts(versions(report))


def how_it_was_made(report: Report) -> str:
    """Who answered how many questions about how many capabilities, and what stage that has come to."""
    say, framework = report.say, report.framework
    asked, hidden = report.card.asked, report.card[WHOLE].coverage.hidden
    facts = {"name": framework.name(say.language), "sections": counted_sections(report)}
    said = [counted("diagnostic.method.asked", len(framework.capabilities), say, **facts)]
    if asked:
        said.append(_answered(report, sum(one in report.card.agreements for one in asked), len(asked)))
    if hidden:
        said.append(counted("diagnostic.method.hidden", hidden, say))
    if people := len(report.dossier.participants):
        said.append(counted("diagnostic.method.people", people, say))
    said.append(say(f"diagnostic.method.stage.{report.dossier.stage.value}"))
    if report.card.proposals:
        said.append(say("workbook.read_me.draft"))
    return paragraph(said)


def _answered(report: Report, answered: int, asked: int) -> str:
    """How many of the questions asked have an answer: none, some or all."""
    if not answered or answered == asked:
        return counted(f"diagnostic.method.{'all' if answered else 'none'}_answered", asked, report.say)
    return counted("diagnostic.method.answered", answered, report.say, all=tally(asked, report.say))


def counted_sections(report: Report) -> str:
    """How many sections the framework has, in words."""
    return counted("diagnostic.method.sections", len(report.framework.sections), report.say)


def _levels(report: Report) -> PaperTable:
    """The levels of the main scale with what each means."""
    say, scale = report.say, report.framework.main_scale
    heads = (say("diagnostic.head.level"), say("diagnostic.head.means"))
    rows = tuple(
        (PaperCell(level_named(one, say), float((one.value - scale.lowest) / scale.width)), one.about(say.language))
        for one in report.framework.levels
    )
    return PaperTable(heads, rows, (24, 76), say("diagnostic.method.levels"))


def rules(report: Report) -> tuple[str, ...]:
    """The choices of the method as paragraphs: counting, blanks, gates, room, evidence, priorities."""
    say, policy = report.say, report.policy
    caps = policy.evidence_caps
    shown = {one.value: number(caps[one], say.language, places_of(caps[one], 2)) for one in Strength}
    not_applicable = f"diagnostic.method.not_applicable.{policy.not_applicable.value}"
    level = policy.not_applicable_level
    named = number(level, say.language, places_of(level, 2)) if level is not None else ""
    facts = {"level": named} if policy.not_applicable is NotApplicableRule.AS_LEVEL else {}
    minimum = percent(policy.minimum_coverage, say.language)
    return (
        say("diagnostic.method.counting"),
        paragraph(
            (
                say(not_applicable, **facts),
                say(f"diagnostic.method.not_known.{policy.not_known.value}"),
                say("diagnostic.method.coverage", minimum=minimum),
            )
        ),
        say("diagnostic.method.gates"),
        say("diagnostic.method.room"),
        say("diagnostic.method.evidence", **shown),
        say("diagnostic.method.priorities", draws=number(DRAWS, say.language, 0), seed=SEED),
        say("diagnostic.method.no_ranking"),
    )


def versions(report: Report) -> tuple[tuple[str, str], ...]:
    """By what exactly the numbers were made, so that others can make them again."""
    framework, say = report.framework, report.say
    facts = {
        "framework_version": f"{framework.id} {framework.version}",
        "framework_hash": framework.content_hash,
        "profile": framework.profile.name(say.language),
        "made_at": day(report.made_at.date(), say.language),
        "revision": "" if report.revision is None else str(report.revision),
        "program_version": report.program_version,
    }
    return tuple((say(f"workbook.read_me.facts.{name}"), fact) for name, fact in facts.items() if fact)
