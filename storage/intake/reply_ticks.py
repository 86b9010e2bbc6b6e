"""The ticks of a file laid over those of the reply that it started from: a blank keeps what was said before."""

from __future__ import annotations

from dataclasses import dataclass, field

from questionnaire.answers import CriterionNotApplicable, LadderGiven, LevelReached, Reply, TicksGiven
from questionnaire.framework import Checklist, Ladder
from storage.intake.closed_words import is_clear, ticks_of_cell
from storage.intake.findings import Findings, shortened
from storage.intake.people_text import cleaned, same_text
from storage.intake.said_answers import SaidAnswer

Excused = tuple[CriterionNotApplicable, ...]
Codes = frozenset[str]
"""What is said of a criterion: out of "met", "not_met" and "not_applicable", mostly one; nothing is said by none."""
_THERE_OR_NOT = frozenset({"met", "not_met"})


@dataclass
class Ticked:
    """The ticks as they would be; whether they differ from those before, and whether anything is said of any."""

    met: set[str] = field(default_factory=set)
    not_met: set[str] = field(default_factory=set)
    excused: dict[str, str] = field(default_factory=dict)
    changed: bool = False
    denied: bool = False
    """Something of a checklist was said not to be there: with no tick besides, none of its things is."""

    def of(self, criterion: str) -> Codes:
        """What is said of a criterion."""
        places = {"met": self.met, "not_met": self.not_met, "not_applicable": self.excused}
        return frozenset(code for code, ids in places.items() if criterion in ids)

    @property
    def excuses(self) -> Excused:
        """The criteria that cannot apply, those from before in their order."""
        return tuple(CriterionNotApplicable(id, reason) for id, reason in self.excused.items())

    @property
    def any(self) -> bool:
        """Whether anything is said at all."""
        return bool(self.met or self.not_met or self.excused)


def ticks_of(answer: SaidAnswer, base: Reply | None, look: Findings) -> Ticked:
    """The ticks of an answer over those of the base. What cannot be read is told, and says nothing."""
    kind = answer.question.kind
    given = base.given if isinstance(base, LevelReached) else None
    ticked = Ticked()
    if isinstance(given, LadderGiven) and isinstance(kind, Ladder):
        excused = {one.criterion: one.reason for one in given.not_applicable}
        ticked = Ticked(set(given.met), set(given.not_met), excused)
    elif isinstance(given, TicksGiven) and isinstance(kind, Checklist):
        excused = {one.criterion: one.reason for one in given.not_applicable}
        rest = {one.id for one in kind.items} - given.met - set(excused)
        ticked = Ticked(set(given.met), rest, excused)
    if not isinstance(kind, (Ladder, Checklist)):
        for said in (*answer.ticks.values(), *answer.reasons.values()):
            look.wrong("no_ticks_here", said.place, found=shortened(said.text))
        return ticked
    said_of = answer.ticks.keys() | answer.reasons.keys()
    for criterion in (one.id for one in answer.question.criteria if one.id in said_of):
        _lay(answer, criterion, ticked, look)
    if answer.all_ticks:
        for criterion in sorted(ticked.met - answer.ticks.keys()):
            _put(ticked, criterion, frozenset({"not_met"} if isinstance(kind, Checklist) else ()), "")
    return ticked


def _lay(answer: SaidAnswer, criterion: str, ticked: Ticked, look: Findings) -> None:
    """One tick with its reason over what was said of the criterion before."""
    tick, reason = answer.ticks.get(criterion), answer.reasons.get(criterion)
    before, held = ticked.of(criterion), ticked.excused.get(criterion, "")
    is_checklist, codes = isinstance(answer.question.kind, Checklist), before
    if tick is not None:
        found = frozenset[str]() if is_clear(tick.text) else ticks_of_cell(tick.text)
        if found is None or (is_checklist and found >= _THERE_OR_NOT):
            look.wrong("not_tick", tick.place, found=shortened(tick.text))
            return
        codes = found
    if "not_applicable" not in codes:
        if reason is not None and not is_clear(reason.text) and not same_text(reason.text, held):
            look.wrong("beside_tick", reason.place, found=shortened(reason.text))
        ticked.denied |= "not_met" in codes
        if not codes and before == {"not_met"} and is_checklist:
            return  # a thing that is not ticked is not there: a checklist knows no third
        if codes != before:
            _put(ticked, criterion, codes, "")
        return
    why = held
    if reason is not None and not is_clear(reason.text) and not same_text(reason.text, held):
        why = cleaned(reason.text)
    if not why.strip():
        place = tick.place if tick is not None else answer.place
        look.wrong("tick_reason_missing", place, id=criterion)
    elif codes != before or why != held:
        _put(ticked, criterion, codes, why)


def _put(ticked: Ticked, criterion: str, codes: Codes, reason: str) -> None:
    """Say these things of the criterion, and no others."""
    ticked.changed = True
    for code, ids in (("met", ticked.met), ("not_met", ticked.not_met)):
        ids.discard(criterion)
        if code in codes:
            ids.add(criterion)
    if "not_applicable" in codes:
        ticked.excused[criterion] = reason
    else:
        ticked.excused.pop(criterion, None)
