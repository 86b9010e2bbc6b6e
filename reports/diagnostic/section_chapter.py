"""The chapter of a section: its opening, its capabilities, what is strong, lacks, is not evidenced or not agreed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from questionnaire.answers import Disputed
from questionnaire.framework import Capability, Section
from reports.diagnostic.section_opening import opening
from reports.diagnostic.section_reading import read_section, unproven_share
from reports.diagnostic.wording import (
    counted,
    dash,
    level_cell,
    level_text,
    lined,
    listed,
    named,
    paragraph,
    sentence,
    sound_level,
)
from reports.figures import gap_said, level_said
from reports.paper import PaperColumn, PaperHeading, PaperList, PaperPart, PaperTable, PaperText
from reports.report import Report
from reports.support import target_held
from scoring.gaps import Gap
from words.numbers import NO_SCORE, number

MOST_STRENGTHS, MOST_UNPROVEN = 8, 6
"""More than these are counted: a list of everything is the table above it."""
TEXT, NUMBER = PaperColumn.TEXT, PaperColumn.NUMBER


def section_chapter(report: Report, section: Section) -> Iterator[PaperPart]:
    """Everything found in one section, in the order in which a reader asks."""
    yield PaperHeading(section.name(report.language), 2)
    yield PaperText(opening(read_section(report, section), report.say))
    if not report.card[section.id].coverage.asked:
        return
    yield capabilities_table(report, section)
    yield from strengths(report, section)
    yield from gaps(report, section)
    yield from unproven(report, section)
    yield from disputes(report, section)


def capabilities_table(report: Report, section: Section) -> PaperTable:
    """The capabilities of a section in framework order: level, what its evidence carries, target, gap."""
    say = report.say
    heads = tuple(say(f"diagnostic.head.{one}") for one in ("capability", "level", "evidenced", "target", "gap"))
    rows = tuple(
        (lined(report, one.id), level_cell(report, report.card[one.id]), *_numbers(report, one))
        for one in section.capabilities
    )
    return PaperTable(heads, rows, (42, 24, 13, 11, 10), section.name(report.language), (TEXT, TEXT, *3 * (NUMBER,)))


def _numbers(report: Report, capability: Capability) -> tuple[str, str, str]:
    one, target = report.card[capability.id], target_held(report, capability)
    return (
        level_said(one.evidenced, report.say) if one.value is not None else NO_SCORE,
        NO_SCORE if target is None else str(target.level),
        gap_said(report.gap_of.get(capability.id), report.say),
    )


def strengths(report: Report, section: Section) -> Iterator[PaperPart]:
    """The capabilities that have reached the sound level, by level and by whether evidence carries it; else nothing."""
    floor = report.framework.main_scale.share(Fraction(sound_level(report).value))
    shares = {one.id: report.card[one.id].share for one in section.capabilities}
    strong = [id for id, share in shares.items() if share is not None and share >= floor]
    if not strong:
        return
    groups: dict[tuple[Fraction, bool], list[str]] = {}
    for id in sorted(strong, key=lambda one: (-(shares[one] or 0), bool(unproven_share(report.card[one])))):
        groups.setdefault((shares[id] or Fraction(0), not unproven_share(report.card[id])), []).append(id)
    yield PaperHeading(report.say("diagnostic.strengths"), 3)
    yield PaperList(tuple(_strength(report, ids, shown=shown) for (_, shown), ids in groups.items()))


def _strength(report: Report, ids: list[str], *, shown: bool) -> str:
    """The capabilities of one level, and whether their evidence carries it."""
    say = report.say
    names = listed([named(report, one) for one in ids], say, most=MOST_STRENGTHS)
    key = "diagnostic.strength_shown" if shown else "diagnostic.strength_claimed"
    return sentence(say(key, level=level_text(report, report.card[ids[0]]), names=names))


def gaps(report: Report, section: Section) -> Iterator[PaperPart]:
    """What lacks up to the targets, the most important first, with the criteria that are not met in words."""
    say = report.say
    found = [report.gap_of[one.id] for one in section.capabilities if one.id in report.gap_of]
    open_ones = sorted((one for one in found if one.size), key=lambda one: report.priority_of[one.capability].rank)
    unset = [one.id for one in section.capabilities if _without_target(report, one)]
    if not open_ones and not unset:
        if found and all(one.size is not None for one in found):
            yield PaperText(say("diagnostic.no_gap"))
        return
    yield PaperHeading(say("diagnostic.gaps"), 3)
    if open_ones:
        heads = tuple(say(f"diagnostic.head.{one}") for one in ("rank", "from_to", "missing"))
        rows = tuple(_gap_row(report, one) for one in open_ones)
        if any(one.to_verify for one in open_ones):
            yield PaperText(say("diagnostic.to_verify_told"), quiet=True)
        yield PaperTable(heads, rows, (8, 30, 62), say("diagnostic.gaps"))
    if unset:
        names = listed([named(report, one) for one in unset], say)
        yield PaperText(sentence(say("diagnostic.no_target", n=len(unset), names=names)), quiet=True)


def _without_target(report: Report, capability: Capability) -> bool:
    has_score = report.card[capability.id].value is not None
    return bool(report.dossier.targets) and has_score and capability.id not in report.dossier.targets


def _gap_row(report: Report, gap: Gap) -> tuple[str, str, str]:
    say, target = report.say, gap.target
    assert target is not None, "a gap above zero has a target"
    step = say("priorities.from_to", value=level_said(gap.value, say), target=target.level)
    rank = str(report.priority_of[gap.capability].rank)
    return rank, f"{lined(report, gap.capability)}\n{step}", missing_said(report, gap)


def missing_said(report: Report, gap: Gap) -> str:
    """The criteria that lack up to the target, one a line, in words; those that may be met already marked so."""
    texts, say = report.framework.criterion_text, report.say
    lines = []
    for id in gap.unmet:
        text = texts[id](report.language).strip()
        lines.append(f"{id} {text}" + (f" [{say('priorities.to_verify')}]" if id in gap.to_verify else ""))
    if not lines:
        lines = [say("priorities.nothing_missing") if not gap.blocked else say("diagnostic.blocked")]
    return "\n".join(lines)


def unproven(report: Report, section: Section) -> Iterator[PaperPart]:
    """Which capabilities claim more than their evidence carries, the widest difference first."""
    say = report.say
    apart = []
    for one in section.capabilities:
        held = report.card[one.id]
        if held.value is not None and held.evidenced is not None and held.evidenced < held.value:
            apart.append((held.value - held.evidenced, one.id))
    if not apart:
        return
    apart.sort(key=lambda pair: -pair[0])
    said = [_claim(report, id) for _, id in apart[:MOST_UNPROVEN]]
    more = len(apart) - MOST_UNPROVEN
    if more > 0:
        said.append(counted("diagnostic.others", more, say))
    yield PaperHeading(say("diagnostic.unproven"), 3)
    told = counted("diagnostic.unproven_are", len(apart), say)
    ask = say("diagnostic.unproven_ask", n=len(apart))
    yield PaperText(paragraph((told + say("figures.colon") + listed(said, say, most=MOST_UNPROVEN + 1), ask)))


def _claim(report: Report, capability: str) -> str:
    one, say = report.card[capability], report.say
    claimed, evidenced = level_said(one.value, say), level_said(one.evidenced, say)
    name = report.framework.capability(capability).short(say.language)
    return say("diagnostic.claim", name=name, id=capability, claimed=claimed, evidenced=evidenced)


def disputes(report: Report, section: Section) -> Iterator[PaperPart]:
    """What the room could not agree on: both ends and the reason."""
    say, rows = report.say, []
    for capability in section.capabilities:
        for question in capability.questions:
            agreement = report.card.agreements.get(question.id)
            reply = agreement.reply if agreement else None
            if isinstance(reply, Disputed) and question.id in report.card.asked:
                text = f"{question.id} {question.text(report.language)}"
                ends = (number(reply.lowest, say.language, 0), number(reply.highest, say.language, 0))
                rows.append((text, *ends, dash(reply.reason.strip())))
    if rows:
        heads = tuple(say(f"diagnostic.head.{one}") for one in ("question", "lowest", "highest", "why"))
        yield PaperHeading(say("diagnostic.disputes"), 3)
        yield PaperTable(heads, tuple(rows), (46, 10, 10, 34), say("diagnostic.disputes"), (TEXT, NUMBER, NUMBER, TEXT))
