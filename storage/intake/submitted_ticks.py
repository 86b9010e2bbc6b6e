"""What a submission says of criteria: a field for each, fields of several choices, or a column for each choice of them.

A form asks of each criterion of a ladder whether it is met. Of a checklist it asks what exists and what cannot apply,
as forms of earlier versions did of ladders: there, what is not chosen is not ticked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from questionnaire.form_layout import NONE_OF_THESE, TOGETHER, field_name
from questionnaire.framework import Checklist, Question
from storage.intake.findings import Findings, shortened
from storage.intake.marked_sheets import SaidCell
from storage.intake.said_answers import SaidAnswer

SEVERAL = {"ticks": "met", "excused": "not_applicable"}
"""The fields of which several choices may be taken, with the tick that each choice is."""
_MOST_CHOICES = 500


@dataclass
class SubmittedTicks:
    """The cells about the criteria of a question: of one criterion, of several choices, of one of these choices."""

    single: dict[str, dict[str, SaidCell]] = field(default_factory=dict)
    several: dict[str, SaidCell] = field(default_factory=dict)
    boxes: dict[str, dict[str, SaidCell]] = field(default_factory=dict)

    def add(self, part: str, criterion: str, said: SaidCell) -> None:
        """Put a cell where it belongs; the first one of several for the same counts."""
        if part not in SEVERAL:
            self.single.setdefault(part, {}).setdefault(criterion, said)
        elif criterion:
            self.boxes.setdefault(part, {})[criterion] = said
        else:
            self.several.setdefault(part, said)


def put_ticks(answer: SaidAnswer, submitted: SubmittedTicks, look: Findings) -> None:
    """Give an answer its ticks and reasons."""
    chosen = {part: _chosen(answer, part, submitted, look) for part in SEVERAL}
    if "ticks" in submitted.several or "ticks" in submitted.boxes:
        answer.all_ticks = True
        if isinstance(answer.question.kind, Checklist):
            place = submitted.several.get("ticks", SaidCell("", answer.place)).place
            answer.ticks.update((one.id, SaidCell("not_met", place)) for one in answer.question.criteria)
    for criterion in (one.id for one in answer.question.criteria):
        places = [chosen[part][criterion] for part in SEVERAL if criterion in chosen[part]]
        if places:
            ticks = TOGETHER.join(tick for part, tick in SEVERAL.items() if criterion in chosen[part])
            answer.ticks[criterion] = replace(places[0], text=ticks)
    answer.ticks.update(submitted.single.get("tick", {}))
    answer.reasons.update(submitted.single.get("tick_reason", {}))


def _chosen(answer: SaidAnswer, part: str, submitted: SubmittedTicks, look: Findings) -> Mapping[str, SaidCell]:
    """The criteria that were chosen in a field, from one column with names between spaces, or a column for each."""
    boxes = submitted.boxes.get(part, {})
    chosen = {criterion: box for criterion, box in boxes.items() if _is_ticked(box, look)}
    said = submitted.several.get(part)
    for name in said.text.split()[:_MOST_CHOICES] if said is not None else ():
        criterion = criterion_named(answer.question, name)
        if criterion and said is not None:
            chosen[criterion] = said
        elif name != NONE_OF_THESE:
            look.wrong("not_a_choice", said.place if said else answer.place, found=shortened(name))
    return chosen


def leaves_open(text: str) -> bool:
    """Whether the column of a choice says that it was not made."""
    return text.strip().casefold() in _LEFT_OPEN


_TICKED = frozenset({"1", "1.0", "true", "yes", "vrai", "oui", "x"})
"""What stands in the column of a choice that was made; a workbook program in French makes VRAI of TRUE."""
_LEFT_OPEN = frozenset({"0", "0.0", "false", "no", "faux", "non"})


def _is_ticked(box: SaidCell, look: Findings) -> bool:
    """Whether a choice was made. What says neither is told: nothing is taken away because of it unseen."""
    said = box.text.strip().casefold()
    if said not in _TICKED | _LEFT_OPEN:
        look.wrong("not_a_choice", box.place, found=shortened(box.text))
    return said in _TICKED


def criterion_named(question: Question, name: str) -> str:
    """The id of the criterion that a choice stands for; nothing where it is none of the question's."""
    return next((one.id for one in question.criteria if name in criterion_names(question, one.id)), "")


def criterion_names(question: Question, criterion: str) -> tuple[str, ...]:
    """What a criterion is called in a form, also in one that was made when the question had an earlier id."""
    rest = criterion.removeprefix(question.id)
    earlier = question.aliases if rest != criterion else ()
    return tuple(field_name(one) for one in (criterion, *(f"{alias}{rest}" for alias in earlier)))
