"""What is remarkable about a section, as plain numbers: all that its opening sentences are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from questionnaire.framework import WHOLE, Section
from reports.diagnostic.wording import level_named, named, sound_level
from reports.figures import scored_sections
from reports.report import Report
from scoring.scorecard import Score

CLOSE = Fraction(1, 40)
"""Of the scale: a section nearer to the whole than this stands close to it (a tenth of a level of five)."""


class SectionPlace(StrEnum):
    """Where a section stands among those with a score."""

    NOT_ASKED = "not_asked"
    NO_SCORE = "no_score"
    ALONE = "alone"
    EQUAL = "equal"
    WEAKEST = "weakest"
    AMONG_WEAKEST = "among_weakest"
    STRONGEST = "strongest"
    AMONG_STRONGEST = "among_strongest"
    ABOVE = "above"
    NEAR = "near"
    BELOW = "below"


@dataclass(frozen=True)
class HeldBy:
    """The gates that hold a section down, by name and with where each stands, and what it would be without them."""

    gates: Mapping[str, Fraction | None]
    before: Fraction


@dataclass(frozen=True)
class SectionReading:
    """A section in numbers. Shares are of the scale, 0 to 1; `lowest` and `highest` name the capabilities there.

    `unproven` alone is a share of what is claimed.

    `sound` of the `scored` among its `capabilities` have reached the sound level, `absent` stand at the lowest.
    `only_evidenced` says that this is the one section where no level goes beyond its evidence, `least_evidenced`
    that in no other section claim and evidence lie as far apart.
    """

    section: str
    place: SectionPlace
    value: Fraction | None = None
    whole: Fraction | None = None
    sections: int = 1
    capabilities: int = 0
    scored: int = 0
    sound: int = 0
    sound_named: str = ""
    absent: int = 0
    absent_named: str = ""
    lowest: tuple[str, ...] = ()
    lowest_value: Fraction | None = None
    highest: tuple[str, ...] = ()
    highest_value: Fraction | None = None
    apart: Fraction = Fraction(0)
    held_by: HeldBy | None = None
    open_gates: tuple[str, ...] = ()
    asked: int = 0
    blank: int = 0
    not_known: int = 0
    provisional: bool = False
    low: Fraction | None = None
    high: Fraction | None = None
    width: Fraction = Fraction(0)
    evidenced: Fraction | None = None
    unproven: Fraction = Fraction(0)
    only_evidenced: bool = False
    least_evidenced: bool = False


def read_section(report: Report, section: Section) -> SectionReading:
    """The numbers of a section, from its score and those of its capabilities."""
    card, one = report.card, report.card[section.id]
    scores = [card[capability.id] for capability in section.capabilities]
    held = [score for score in scores if score.value is not None]
    shares = [score.share or Fraction(0) for score in held]
    low, high = (min(shares), max(shares)) if shares else (Fraction(0), Fraction(0))
    weakest = [score for score in held if score.share == low]
    strongest = [score for score in held if score.share == high]
    sound = sound_level(report)
    floor = report.framework.main_scale.share(Fraction(sound.value))
    cap = one.cap
    return SectionReading(
        section=section.short(report.language),
        place=place_of(report, section),
        value=one.value,
        whole=card[WHOLE].value,
        sections=len(scored_sections(card)),
        capabilities=len(scores),
        scored=len(held),
        sound=sum(share >= floor for share in shares),
        sound_named=level_named(sound, report.say),
        absent=sum(not share for share in shares),
        absent_named=level_named(report.framework.levels[0], report.say),
        lowest=tuple(named(report, score.node) for score in weakest),
        lowest_value=weakest[0].value if weakest else None,
        highest=tuple(named(report, score.node) for score in strongest),
        highest_value=strongest[0].value if strongest else None,
        apart=high - low,
        held_by=HeldBy({named(report, id): card[id].value for id in cap.gates}, cap.before) if cap else None,
        open_gates=_open_gates(report, section),
        asked=one.coverage.asked,
        blank=len(blank_questions(report, section)),
        not_known=one.coverage.not_known,
        provisional=one.provisional and one.value is not None,
        low=one.low,
        high=one.high,
        width=_width(one),
        evidenced=one.evidenced,
        unproven=unproven_part(one),
        only_evidenced=_only_evidenced(report, section),
        least_evidenced=_least_evidenced(report, section),
    )


def place_of(report: Report, section: Section) -> SectionPlace:
    """Where a section stands among the others, by the share of its scale; between them, beside the whole."""
    card, one = report.card, report.card[section.id]
    if one.share is None:
        return SectionPlace.NO_SCORE if one.coverage.asked else SectionPlace.NOT_ASKED
    shares = [score.share or Fraction(0) for _, score in scored_sections(card)]
    if len(set(shares)) == 1:
        return SectionPlace.ALONE if len(shares) == 1 else SectionPlace.EQUAL
    alone = shares.count(one.share) == 1
    if one.share == min(shares):
        return SectionPlace.WEAKEST if alone else SectionPlace.AMONG_WEAKEST
    if one.share == max(shares):
        return SectionPlace.STRONGEST if alone else SectionPlace.AMONG_STRONGEST
    return _beside_whole(one.share - (card[WHOLE].share or Fraction(0)))


def _beside_whole(difference: Fraction) -> SectionPlace:
    """Above, near or below the whole, for a difference in shares of the scale."""
    if abs(difference) < CLOSE:
        return SectionPlace.NEAR
    return SectionPlace.ABOVE if difference > 0 else SectionPlace.BELOW


def unproven_share(one: Score) -> Fraction:
    """How far what is claimed goes beyond its evidence, as a share of the scale."""
    if one.share is None or one.evidenced is None:
        return Fraction(0)
    return max(one.share - one.scale.share(one.evidenced), Fraction(0))


def unproven_part(one: Score) -> Fraction:
    """How far what is claimed goes beyond its evidence, as a share of what is claimed above the lowest level."""
    return unproven_share(one) / one.share if one.share else Fraction(0)


def blank_questions(report: Report, section: Section) -> tuple[str, ...]:
    """The questions of a section that are asked and have no outcome, in framework order."""
    asked, held = set(report.card.asked), report.card.agreements
    questions = (one.id for capability in section.capabilities for one in capability.questions)
    return tuple(id for id in questions if id in asked and id not in held)


def _width(one: Score) -> Fraction:
    if one.low is None or one.high is None:
        return Fraction(0)
    return one.scale.share(one.high) - one.scale.share(one.low)


def _open_gates(report: Report, section: Section) -> tuple[str, ...]:
    """The gates of the section that have no score, by name."""
    gates = (one for one in section.capabilities if one.gate and report.card[one.id].value is None)
    return tuple(named(report, one.id) for one in gates) if report.card[section.id].gate_open else ()


def _only_evidenced(report: Report, section: Section) -> bool:
    bare = [one.id for one, _ in scored_sections(report.card) if not goes_beyond_evidence(report, one)]
    return bare == [section.id] and len(scored_sections(report.card)) > 1


def goes_beyond_evidence(report: Report, section: Section) -> bool:
    """Whether a level below goes beyond its evidence, also where the score does not, as a gate holds both down."""
    return any(unproven_share(report.card[one.id]) for one in section.capabilities)


def _least_evidenced(report: Report, section: Section) -> bool:
    apart = {one.id: unproven_share(score) for one, score in scored_sections(report.card)}
    own = apart.pop(section.id, Fraction(0))
    return bool(own) and len(apart) > 1 and all(own > other for other in apart.values())
