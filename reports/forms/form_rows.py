"""The rows of the sheets of an answer workbook: what is asked, and what is recorded of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from questionnaire.answers import Answer
from questionnaire.assessment import Dossier
from questionnaire.evidence import Evidence
from questionnaire.form_layout import SHOWN, TOGETHER
from questionnaire.framework import Checklist, Criterion, Framework, Ladder, Number, Question
from reports.forms.filled_cells import FormCell, reply_cells, tick_cells
from reports.forms.form_looks import LEVEL
from reports.forms.form_sheet import FormColumn, FormRow
from reports.forms.labels import Labels, in_each
from reports.forms.meanings import meaning, question_said, strengths_said
from words.phrases import Phrases

EMPTY_EVIDENCE_ROWS = 40
"""So many numbered rows are left for new pieces of evidence."""


@dataclass(frozen=True, eq=False)
class Filling:
    """What a form is made of: the framework as it is asked, in which languages, with whose replies.

    `participants` are ids; without any the form is blank, and has one set of rows for whoever fills it in.
    """

    framework: Framework
    languages: tuple[str, ...]
    dossier: Dossier | None = None
    participants: tuple[str, ...] = ()

    @cached_property
    def labels(self) -> Labels:
        """The words of the form."""
        return Labels(self.framework, self.languages)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Whose rows there are; one nameless person in a blank form."""
        return self.participants or ("",)

    @property
    def several(self) -> bool:
        """Whether the rows of several people stand under each other."""
        return len(self.people) > 1

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of each participant by id, where there is one."""
        return {one.id: one.name for one in self.dossier.participants} if self.dossier else {}

    def answer(self, participant: str, question: Question) -> Answer | None:
        """What a participant holds on a question."""
        return self.dossier.answers.get((participant, question.id)) if self.dossier else None

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The register, in the order in which it grew."""
        held = self.dossier.evidence if self.dossier else {}
        return tuple(sorted(held.values(), key=lambda one: (len(one.id), one.id)))


@dataclass(frozen=True, eq=False)
class Sheetful:
    """The columns and rows of one sheet."""

    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]
    questions: tuple[Question | None, ...] = field(default=())


def person_columns(filling: Filling) -> tuple[FormColumn, ...]:
    """Who holds what a row says: hidden where it is one person only."""
    say, alone = filling.labels.say, not filling.several
    return (
        FormColumn("participant", say("forms.column.participant", "\n"), 8, "id", hidden=alone),
        FormColumn(f"{SHOWN}name", say("forms.column.name", "\n"), 16, "quiet", hidden=alone),
    )


def _texts(filling: Filling, id: str, width: float, key: str, look: str = "text") -> Iterator[FormColumn]:
    """A column for each language."""
    for language, say in zip(filling.languages, filling.labels.phrases, strict=True):
        yield FormColumn(f"{SHOWN}{id}_{language}", say(key), width, look)


def _heading(filling: Filling, id: str) -> str:
    return filling.labels.say(f"forms.column.{id}", "\n")


def answer_sheet(filling: Filling) -> Sheetful:
    """One row a question and participant."""
    narrow = len(filling.languages) > 1
    no_numbers = not any(isinstance(one.kind, Number) for one in filling.framework.questions)

    def column(id: str, width: float, look: str = "text", *, shown: bool = False, hidden: bool = False) -> FormColumn:
        return FormColumn(f"{SHOWN}{id}" if shown else id, _heading(filling, id), width, look, hidden)

    columns = (
        *person_columns(filling),
        column("question", 9, "id"),
        column("section", 13, "quiet", shown=True),
        column("capability", 24, "quiet", shown=True),
        *_texts(filling, "question", 34 if narrow else 38, "forms.column.question_text"),
        *_texts(filling, "levels", 44 if narrow else 50, "forms.column.levels", "quiet"),
        column("reply", 21, "fill centred"),
        column("unit", 7, "unit", shown=True, hidden=no_numbers),
        column("reason", 24, "fill"),
        column("confidence", 12, "fill day"),
        column("comment", 46, "fill"),
        column("evidence", 18, "fill"),
        column("measured_on", 12, "fill day", hidden=no_numbers),
        column("disputed_from", 14, "fill day"),
        column("disputed_to", 14, "fill day"),
    )
    asked = [_asked_cells(filling, question) for question in filling.framework.questions]
    rows, questions = [], []
    for person in filling.people:
        who: dict[str, FormCell] = {"participant": person or None, f"{SHOWN}name": filling.names.get(person) or None}
        for question, (cells, looks) in zip(filling.framework.questions, asked, strict=True):
            answer = filling.answer(person, question)
            said = reply_cells(filling.labels, question, answer) if answer else {}
            rows.append(FormRow({**who, **cells, **said}, looks))
            questions.append(question)
    return Sheetful(columns, tuple(rows), tuple(questions))


def _asked_cells(filling: Filling, question: Question) -> tuple[Mapping[str, FormCell], Mapping[str, str]]:
    """What stands in a question's row whoever replies, and the looks of what its kind closes."""
    framework, labels = filling.framework, filling.labels
    capability = framework.home_of_question[question.id]
    section = framework.home_of_capability[capability.id]
    cells: dict[str, FormCell] = {
        "question": question.id,
        f"{SHOWN}section": labels.text(section.short),
        f"{SHOWN}capability": f"{capability.id} {labels.text(capability.name)}",
        f"{SHOWN}unit": in_each(labels, lambda say: labels.unit(question, say), "\n") or None,
    }
    for language, say in zip(filling.languages, labels.phrases, strict=True):
        cells[f"{SHOWN}question_{language}"] = question_said(framework, question, say)
        cells[f"{SHOWN}levels_{language}"] = meaning(labels, question, say)
    looks = {"reply": "fill number"} if isinstance(question.kind, Number) else {"measured_on": "closed"}
    return cells, looks


def criteria_sheet(filling: Filling) -> Sheetful:
    """One row a criterion that can be ticked, and participant."""
    labels = filling.labels
    width = 58.0 if len(filling.languages) > 1 else 84.0
    columns = (
        *person_columns(filling),
        FormColumn("criterion", _heading(filling, "criterion"), 11, "id"),
        FormColumn(f"{SHOWN}question", _heading(filling, "of_question"), 10, "closed"),
        FormColumn(f"{SHOWN}level", _heading(filling, "level"), 28 if len(filling.languages) > 1 else 18, "closed"),
        *_texts(filling, "criterion", width, "forms.column.criterion_text"),
        FormColumn("tick", _heading(filling, "tick"), 20, "fill centred"),
        FormColumn("reason", _heading(filling, "tick_reason"), 40, "fill"),
    )
    asked = [(question, _tickable(filling, question)) for question in filling.framework.questions]
    words = {code: labels.say(f"forms.tick.{code}") for code in ("met", "not_met", "not_applicable")}
    rows = []
    for person in filling.people:
        who: dict[str, FormCell] = {"participant": person or None, f"{SHOWN}name": filling.names.get(person) or None}
        for question, criteria in asked:
            answer = filling.answer(person, question)
            ticks = tick_cells(question, answer.reply) if answer and criteria else {}
            for id, (cells, looks) in criteria.items():
                codes, reason = ticks.get(id, ((), ""))
                said_at_once = TOGETHER.join(words[code] for code in codes)
                said: dict[str, FormCell] = {"tick": said_at_once, "reason": reason or None} if codes else {}
                rows.append(FormRow({**who, **cells, **said}, looks))
    return Sheetful(columns, tuple(rows))


def _tickable(filling: Filling, question: Question) -> Mapping[str, tuple[Mapping[str, FormCell], Mapping[str, str]]]:
    """The criteria of a question that are ticked one by one: those of a ladder and of a checklist."""
    labels, main = filling.labels, filling.framework.main_scale
    places: list[tuple[Criterion, int | None]]
    match question.kind:
        case Ladder(levels=levels):
            places = [(one, level.value) for level in levels for one in level.criteria]
        case Checklist(items=things):
            places = [(one, None) for one in things]
        case _:
            return {}

    def cells(criterion: Criterion, level: int | None) -> tuple[Mapping[str, FormCell], Mapping[str, str]]:
        named = labels.say("forms.thing") if level is None else labels.level(question, Fraction(level))
        said: dict[str, FormCell] = {
            "criterion": criterion.id,
            f"{SHOWN}question": question.id,
            f"{SHOWN}level": named,
        }
        texts = {f"{SHOWN}criterion_{language}": criterion.text(language) for language in filling.languages}
        coloured = level is not None and question.scale == main
        return said | texts, {f"{SHOWN}level": f"{LEVEL}{main.share(Fraction(level or 0))}"} if coloured else {}

    return {criterion.id: cells(criterion, level) for criterion, level in places}


def evidence_sheet(filling: Filling) -> Sheetful:
    """The register, and numbered rows for what is new."""
    labels, files = filling.labels, any(one.files for one in filling.evidence)
    closed = 30 if len(filling.languages) > 1 else 20
    columns = (
        FormColumn("evidence", _heading(filling, "evidence_id"), 9, "id"),
        FormColumn("title", _heading(filling, "title"), 44, "fill"),
        FormColumn("kind", _heading(filling, "kind"), closed, "fill day"),
        FormColumn("strength", _heading(filling, "strength"), closed, "fill day"),
        FormColumn("where", _heading(filling, "where"), 36, "fill"),
        FormColumn("dated", _heading(filling, "dated"), 12, "fill day"),
        FormColumn("link", _heading(filling, "link"), 34, "fill"),
        FormColumn(f"{SHOWN}files", _heading(filling, "files"), 26, "quiet", hidden=not files),
    )
    rows = [FormRow(_evidence_cells(labels, one)) for one in filling.evidence]
    rows += [FormRow({"evidence": id}) for id in free_ids(filling, EMPTY_EVIDENCE_ROWS)]
    return Sheetful(columns, tuple(rows))


def _evidence_cells(labels: Labels, one: Evidence) -> Mapping[str, FormCell]:
    return {
        "evidence": one.id,
        "title": one.title,
        "kind": labels.say(f"evidence_kind.{one.kind}"),
        "strength": labels.say(f"strength.{one.strength}"),
        "where": one.where or None,
        "dated": one.dated,
        "link": one.link or None,
        f"{SHOWN}files": "\n".join(file.name for file in one.files) or None,
    }


def free_ids(filling: Filling, count: int) -> tuple[str, ...]:
    """The next numbers of the register that are above all in use."""
    used = (id.removeprefix("E") for id in (one.id for one in filling.evidence) if id.startswith("E"))
    last = max((int(digits) for digits in used if digits.isdecimal() and len(digits) < 10), default=0)
    return tuple(f"E{last + step}" for step in range(1, count + 1))


def help_columns(say: Phrases) -> tuple[FormColumn, ...]:
    """What the sheet of help says of every capability, in one language."""
    widths = {"capability": 22, "why": 30, "find_out": 34, "evidence_strengths": 42, "pitfalls": 34, "notes": 84}
    looks = {"capability": "bold"}
    return tuple(
        FormColumn(f"{SHOWN}{id}", say(f"forms.column.{id}"), width, looks.get(id, "quiet"))
        for id, width in widths.items()
    )


def help_rows(framework: Framework, say: Phrases) -> tuple[FormRow, ...]:
    """The guidance of every capability, in one language."""
    rows, language = [], say.language
    for capability in framework.capabilities:
        guide = capability.guidance
        notes = "\n".join(text for text in (guide.notes(language), guide.figures(language)) if text)
        said = {
            "capability": f"{capability.id}\n{capability.name(language)}",
            "why": guide.why(language),
            "find_out": guide.find_out(language),
            "evidence_strengths": strengths_said(capability, say),
            "pitfalls": guide.pitfalls(language),
            "notes": notes,
        }
        rows.append(FormRow({f"{SHOWN}{id}": text or None for id, text in said.items()}))
    return tuple(rows)
