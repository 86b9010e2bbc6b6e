"""What is found of the whole, a sentence for each thing: score, room, sections, gates, evidence, what is open."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.framework import WHOLE
from reports.diagnostic.section_opening import MUCH, NEARLY
from reports.diagnostic.section_reading import blank_questions, goes_beyond_evidence, unproven_part, unproven_share
from reports.diagnostic.unscored import Unscored, why_unscored
from reports.diagnostic.wording import alike, counted, level_named, listed, named, sentence, tally
from reports.figures import extremes, level_said, range_said, scored_sections
from reports.map_figure import level_reached
from reports.report import Report
from words.numbers import number, score

MOST_GATES = 3
"""So many gates are told one by one; more are only named."""


def overall(report: Report) -> str:
    """The overall score and the level it reaches; without a score, that there is none."""
    say, one = report.say, report.card[WHOLE]
    if one.value is None:
        why = why_unscored(report)
        blank = why in (None, Unscored.BLANK)
        return sentence(say("diagnostic.overall.none" if blank else f"telling.unscored.{why}.overall"))
    scale = report.card[WHOLE].scale
    lowest, highest = (number(end, say.language, 0) for end in (scale.lowest, scale.highest))
    facts = {"score": score(one.value, say.language), "lowest": lowest, "highest": highest}
    reached = level_reached(report.framework, one)
    if reached is None or one.scale != report.framework.main_scale:
        return sentence(say("diagnostic.overall.plain", **facts))
    levels = report.framework.levels
    place = next(place for place, level in enumerate(levels) if level.value == reached)
    facts["level"] = level_named(levels[place], say)
    if place == len(levels) - 1:
        return sentence(say("diagnostic.overall.top", **facts))
    following = level_named(levels[place + 1], say)
    return sentence(say(f"diagnostic.overall.{'between' if place else 'bottom'}", **facts, next=following))


def room(report: Report) -> str:
    """Between which scores the whole may lie, given what is open or unsure; nothing where the two read the same."""
    one = report.card[WHOLE]
    if one.value is None or alike(one.low, one.high, report.say):
        return ""
    return sentence(report.say("diagnostic.room", range=range_said(one, report.say)))


def sections_apart(report: Report) -> str:
    """Which section is the weakest and which the strongest."""
    return sentence(extremes(report.card, report.say)) if len(scored_sections(report.card)) > 1 else ""


def gates_that_bind(report: Report) -> str:
    """Which gates hold a section, or the whole, down; or that every gate is open enough, or without a score."""
    say, card = report.say, report.card
    held = [section for section in report.framework.sections if card[section.id].cap]
    said = []
    if len(held) > MOST_GATES:
        names = listed([section.short(say.language) for section in held], say)
        said.append(say("diagnostic.gates.many", count=tally(len(held), say), sections=names))
    for section in held[:MOST_GATES] if len(held) <= MOST_GATES else ():
        cap = card[section.id].cap
        assert cap is not None, "only sections that are held down"
        facts = {
            "gates": listed([named(report, id) for id in cap.gates], say),
            "value": level_said(card[cap.gate].value, say),
            "section": section.short(say.language),
            "score": score(card[section.id].value, say.language),
            "before": score(cap.before, say.language),
        }
        said.append(say("diagnostic.gates.held", n=len(cap.gates), **facts))
    if cap := card[WHOLE].cap:
        names = listed([report.framework.section(id).short(say.language) for id in cap.gates], say)
        before = score(cap.before, say.language)
        said.append(say("diagnostic.gates.whole", n=len(cap.gates), gates=names, before=before))
    bare = [one.id for one in report.framework.capabilities if one.gate and card[one.id].value is None]
    bare = [id for id in bare if card[id].coverage.asked]
    if bare and card[WHOLE].value is not None:
        names = listed([named(report, one) for one in bare], say)
        said.append(say("diagnostic.gates.bare", n=len(bare), gates=names))
    if not said and card[WHOLE].value is not None and any(one.gate for one in report.framework.capabilities):
        said.append(say("diagnostic.gates.none"))
    return " ".join(map(sentence, said))


def rests_on_claims(report: Report) -> str:
    """How much of the overall score is claimed and not yet evidenced."""
    say, one = report.say, report.card[WHOLE]
    if one.value is None:
        return ""
    if not any(goes_beyond_evidence(report, section) for section in report.framework.sections):
        return sentence(say("diagnostic.claims.none"))
    if not unproven_share(one):
        return sentence(say("diagnostic.claims.held"))
    part = unproven_part(one)
    if alike(one.value, one.evidenced, say):  # two small scores may read the same and be far apart
        return sentence(say("diagnostic.claims.hardly")) if part < NEARLY else ""
    how = "nearly" if part < NEARLY else "much" if part >= MUCH else "some"
    return sentence(say(f"diagnostic.claims.{how}", score=score(one.evidenced, say.language)))


def left_open(report: Report) -> Iterator[str]:
    """What is blank, not known, disputed or only proposed, and what that does to the scores."""
    say, coverage = report.say, report.card[WHOLE].coverage
    blank = sum(len(blank_questions(report, section)) for section in report.framework.sections)
    if not coverage.asked:
        return
    if blank and blank < coverage.asked:
        yield sentence(counted("diagnostic.open.blank", blank, say))
    if coverage.disputed:
        yield sentence(counted("diagnostic.open.disputed", coverage.disputed, say))
    if coverage.not_known:
        rule = say(f"diagnostic.open.rule.{report.policy.not_known.value}")
        yield sentence(counted("diagnostic.open.not_known", coverage.not_known, say, rule=rule))


def findings(report: Report) -> tuple[str, ...]:
    """The sentences on the whole after the first one, in order."""
    said = (sections_apart(report), gates_that_bind(report), rests_on_claims(report), *left_open(report))
    return tuple(filter(None, said))
