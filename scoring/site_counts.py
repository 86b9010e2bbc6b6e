"""The national picture from the sites: for each criterion that counts posts, how many of them meet it.

A criterion such as "most priority posts hold the manual" is decided by counting. Where each post was assessed alone,
the count is here, with the share that its quantity word asks for. Nothing is decided while open replies could turn it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from questionnaire.answers import (
    Agreement,
    Disputed,
    Given,
    LadderGiven,
    LevelReached,
    NotApplicable,
    Reply,
    TicksGiven,
)
from questionnaire.assessment import Dossier
from questionnaire.consensus import reach_consensus
from questionnaire.framework import Checklist, Framework, Ladder, Number, Question
from questionnaire.levels import criteria_up_to, fits, met_criteria
from questionnaire.profile import LEAST_SHARE, Covers, Profile, SiteCount


@dataclass(frozen=True)
class SiteTally:
    """How the sites, by name, stand on one criterion. Sites to which it cannot apply are not in it.

    `open` are those that have not replied, do not know, or disagree: they may still turn out either way.
    """

    criterion: str
    counts: SiteCount
    met: tuple[str, ...]
    not_met: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def sites(self) -> int:
        """How many sites it can apply to."""
        return len(self.met) + len(self.not_met) + len(self.open)

    @property
    def share(self) -> Fraction | None:
        """The share of the sites that meet it, an open one counted as not meeting it; None without a site."""
        return Fraction(len(self.met), self.sites) if self.sites else None

    @property
    def holds(self) -> bool | None:
        """Whether it holds for the administration; None while the open sites could turn it, or without a site."""
        if not self.sites:
            return None
        if self._enough(len(self.met)):
            return True
        if self.counts is SiteCount.ONE:
            return None
        return None if self._enough(len(self.met) + len(self.open)) else False

    def _enough(self, met: int) -> bool:
        if self.counts in (SiteCount.ANY, SiteCount.ONE):
            return met > 0
        return Fraction(met, self.sites) >= LEAST_SHARE[self.counts]


def site_profile(framework: Framework) -> Profile | None:
    """The profile by which one site is assessed; None where the framework has none."""
    return next((one for one in framework.profiles if one.covers is Covers.SITE), None)


def tally_sites(whole: Framework, sites: Mapping[str, Dossier]) -> tuple[SiteTally, ...]:
    """The tally of every criterion of `whole` that counts sites, in framework order. `sites` are dossiers by name."""
    profile = site_profile(whole)
    if profile is None:
        return ()
    agreed = {name: {one.question: one for one in reach_consensus(dossier)} for name, dossier in sites.items()}
    return tuple(
        _tally(question, criterion.id, counts, agreed)
        for question in whole.questions
        if question.id in profile.questions
        for criterion in question.criteria
        if criterion.id in profile.criteria and (counts := profile.criteria[criterion.id].counts) is not None
    )


def _tally(
    question: Question, criterion: str, counts: SiteCount, agreed: Mapping[str, Mapping[str, Agreement]]
) -> SiteTally:
    groups: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for name, agreements in agreed.items():
        agreement = agreements.get(question.id)
        reply = agreement.reply if agreement else None
        if not _cannot_apply(reply, criterion):
            groups[_meets(question, criterion, reply)].append(name)
    return SiteTally(criterion, counts, tuple(groups[True]), tuple(groups[False]), tuple(groups[None]))


def _cannot_apply(reply: Reply | None, criterion: str) -> bool:
    if isinstance(reply, NotApplicable):
        return True
    given = reply.given if isinstance(reply, LevelReached) else None
    return isinstance(given, LadderGiven | TicksGiven) and criterion in {one.criterion for one in given.not_applicable}


def _meets(question: Question, criterion: str, reply: Reply | None) -> bool | None:
    """Whether a site with that reply meets the criterion; None where the reply leaves it open."""
    if isinstance(reply, LevelReached):
        return criterion in met_criteria(question, reply.given)
    if isinstance(reply, Disputed) and isinstance(question.kind, Ladder | Number):  # else levels leave criteria open
        if criterion in criteria_up_to(question, reply.lowest):
            return True
        return None if criterion in criteria_up_to(question, reply.highest) else False
    return None


class Taking(StrEnum):
    """How counts can come into the administration's answer."""

    WHOLE = "whole"
    BEGUN = "begun"
    BY_HAND = "by_hand"


def how_taken(question: Question, reply: Reply | None, tallies: Iterable[SiteTally]) -> Taking:
    """Whole where the answer is made of ticks already, or the counts decide all of it.

    Where nothing is answered yet they only begin the answer: what the sites do not decide would read as not met. An
    answer without ticks, or one that says that there is none (not applicable, not known, disputed), is for people.
    """
    if not isinstance(question.kind, Ladder | Checklist):
        return Taking.BY_HAND
    if reply is not None:
        return Taking.WHOLE if _fitting(question, reply) is not None else Taking.BY_HAND
    decided = {tally.criterion for tally in tallies if tally.holds is not None}
    return Taking.WHOLE if all(one.id in decided for one in question.criteria) else Taking.BEGUN


def with_tallies(question: Question, reply: Reply | None, tallies: Iterable[SiteTally]) -> LevelReached | None:
    """The administration's reply with what the sites decide taken over; None for a kind that has no ticks.

    What the sites leave open, or do not decide, stays as it was ticked; `how_taken` says where that is not enough. A
    level that was chosen stays chosen: where a count speaks against it, the reply is flagged.
    """
    given = _fitting(question, reply)
    decided = {tally.criterion: tally.holds for tally in tallies if tally.holds is not None}
    held = frozenset(id for id, holds in decided.items() if holds)
    failed = frozenset(decided) - held
    match question.kind:
        case Ladder():
            before = given if isinstance(given, LadderGiven) else LadderGiven()
            ticked_before = before.met | _implied_without_ticks(question, before)
            return LevelReached(
                LadderGiven(
                    before.level,
                    (ticked_before | held) - failed,
                    (before.not_met | failed) - held,
                    tuple(one for one in before.not_applicable if one.criterion not in decided),
                )
            )
        case Checklist():
            ticked = given if isinstance(given, TicksGiven) else TicksGiven()
            kept = tuple(one for one in ticked.not_applicable if one.criterion not in decided)
            return LevelReached(TicksGiven((ticked.met | held) - failed, kept))
    return None


def _implied_without_ticks(question: Question, given: LadderGiven) -> frozenset[str]:
    """The criteria of a level that was chosen without a tick: one tick of a count must not make the others missing."""
    if given.level is None:
        return frozenset()
    implied = criteria_up_to(question, Fraction(given.level)) - given.not_met
    return frozenset() if given.met & implied else implied


def differing(question: Question, reply: Reply | None, tallies: Sequence[SiteTally]) -> tuple[SiteTally, ...]:
    """The tallies that decide otherwise than the administration's reply says, or where it says nothing yet."""
    given = _fitting(question, reply)
    met = met_criteria(question, given) if given is not None else frozenset()
    return tuple(
        tally
        for tally in tallies
        if tally.holds is not None and (given is None or tally.holds is not (tally.criterion in met))
    )


def _fitting(question: Question, reply: Reply | None) -> Given | None:
    """The level as it was given; None where none was, or where it is none of the question any more."""
    return reply.given if isinstance(reply, LevelReached) and fits(question, reply) else None
