"""The ticks of a file laid over those of the reply that it started from: a blank keeps what was said before."""

from __future__ import annotations

from dataclasses import dataclass, field

from questionnaire.answers import CriterionNotApplicable, LadderGiven, LevelReached, Reply, TicksGiven
from questionnaire.framework import Checklist, Ladder
from storage.intake.closed_words import code_of, is_clear
from storage.intake.findings import Findings, shortened
from storage.intake.people_text import cleaned, same_text
from storage.intake.said_answers import SaidAnswer

Excused = tuple[CriterionNotApplicable, ...]


@dataclass
class Ticked:
    """The ticks as they would be; whether they differ from those before, and whether anything is said of any."""

    met: set[str] = field(default_factory=set)
    not_met: set[str] = field(default_factory=set)
    excused: dict[str, str] = field(default_factory=dict)
    changed: bool = False
    denied: bool = False
    """Something of a checklist was said not to be there: with no tick besides, none of its things is."""

    def of(self, criterion: str) -> str:
        """What is said of a criterion: the code of its tick; "both" where it is said to be met and not met."""
        if criterion in self.excused:
            return "not_applicable"
        if criterion in self.met:
            return "both" if criterion in self.not_met else "met"
        return "not_met" if criterion in self.not_met else "unticked"

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
            _put(ticked, criterion, "not_met" if isinstance(kind, Checklist) else "unticked", "")
    return ticked


def _lay(answer: SaidAnswer, criterion: str, ticked: Ticked, look: Findings) -> None:
    """One tick with its reason over what was said of the criterion before."""
    tick, reason = answer.ticks.get(criterion), answer.reasons.get(criterion)
    before, held = ticked.of(criterion), ticked.excused.get(criterion, "")
    code = before
    if tick is not None:
        code = "unticked" if is_clear(tick.text) else code_of(tick.text, "tick")
        if not code:
            look.wrong("not_tick", tick.place, found=shortened(tick.text))
            return
    if code != "not_applicable":
        if reason is not None and not is_clear(reason.text) and not same_text(reason.text, held):
            look.wrong("beside_tick", reason.place, found=shortened(reason.text))
        ticked.denied |= code == "not_met"
        if code == "unticked" and before == "not_met" and isinstance(answer.question.kind, Checklist):
            return  # a thing that is not ticked is not there: a checklist knows no third
        if code != before:
            _put(ticked, criterion, code, "")
        return
    why = held
    if reason is not None and not is_clear(reason.text) and not same_text(reason.text, held):
        why = cleaned(reason.text)
    if not why.strip():
        place = tick.place if tick is not None else answer.place
        look.wrong("tick_reason_missing", place, id=criterion)
    elif code != before or why != held:
        _put(ticked, criterion, code, why)


def _put(ticked: Ticked, criterion: str, code: str, reason: str) -> None:
    ticked.changed = True
    ticked.met.discard(criterion)
    ticked.not_met.discard(criterion)
    if code == "not_applicable":
        ticked.excused[criterion] = reason
        return
    ticked.excused.pop(criterion, None)
    if code == "met":
        ticked.met.add(criterion)
    elif code == "not_met":
        ticked.not_met.add(criterion)
