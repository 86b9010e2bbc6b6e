"""Who says what of which question: the rows of a file, or the fields of a submission, gathered by their ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from questionnaire.assessment import Participant
from questionnaire.dossier import latest
from questionnaire.entries import Entry, Subject
from questionnaire.form_layout import ANSWERS, CRITERIA, field_name
from questionnaire.framework import Framework, Question
from questionnaire.renaming import current_names
from storage.intake.closed_words import folded
from storage.intake.findings import Findings, shortened
from storage.intake.marked_sheets import MarkedRow, MarkedRows, SaidCell
from storage.intake.sheet_cells import CellSort

Key = tuple[str, str]


@dataclass
class SaidAnswer:
    """What is said of one question by one participant: the cells of its row by column, ticks and reasons by criterion.

    With `all_ticks` a criterion that has no tick is not ticked; else nothing is said of it.
    """

    participant: str
    question: Question
    place: str
    cells: Mapping[str, SaidCell] = field(default_factory=dict)
    ticks: dict[str, SaidCell] = field(default_factory=dict)
    reasons: dict[str, SaidCell] = field(default_factory=dict)
    all_ticks: bool = False


@dataclass(frozen=True)
class KnownIds:
    """What a file may name: the questions of the framework, also by their earlier ids, and who takes part here."""

    framework: Framework
    participants: frozenset[str]
    names: Mapping[str, str] = field(default_factory=dict)
    """Whom a name means, folded: in a form that was made for nobody, people write their name."""

    @staticmethod
    def of(framework: Framework, entries: Iterable[Entry], participant: str | None) -> KnownIds:
        """The ids that the framework and the history of a dossier have."""
        held = latest(entries)
        people = {
            address.parts[0]
            for address, entry in held.items()
            if address.subject is Subject.ANSWER or (address.subject is Subject.PARTICIPANT and entry.value is not None)
        }
        people |= {participant} if participant else set()
        named = [one.value for one in held.values() if isinstance(one.value, Participant)]
        names = Counter(folded(one.name) for one in named)
        return KnownIds(
            framework,
            frozenset(people),
            {
                **{folded(one.name): one.id for one in named if one.name.strip() and names[folded(one.name)] == 1},
                **{folded(field_name(id)): id for id in people},
            },
        )

    def person(self, said: str) -> str:
        """The participant whom a submission names, by id, by the id as a form writes it, or by name; else as said."""
        return said if said in self.participants else self.names.get(folded(said), said)

    @cached_property
    def aliases(self) -> Mapping[str, Question]:
        """Each question by its earlier ids."""
        return {alias: question for question in self.framework.questions for alias in question.aliases}

    def question(self, id: str) -> Question | None:
        """The question of that id, or that had it once."""
        return self.framework.question(id) if self.framework.has_question(id) else self.aliases.get(id)

    @cached_property
    def _earlier(self) -> Mapping[str, str]:
        return current_names(self.framework).criteria

    def criterion(self, id: str) -> str:
        """The id of a criterion now, by whichever id it had."""
        return self._earlier.get(id, id)

    def is_key(self, sheet: str, id: str) -> bool:
        """Whether a row with that id in its key column is one to read, even above the row of ids."""
        if sheet == ANSWERS.id:
            return self.question(id) is not None
        if sheet == CRITERIA.id:
            return self.criterion(id) in self.framework.home_of_criterion
        return id[:1] == "E" and id[1:].isdigit()


class Gathering:
    """The answers that rows tell of. What names nothing known, or the same thing twice, is told and left out."""

    def __init__(self, known: KnownIds, participant: str | None, look: Findings) -> None:
        self.known, self.participant, self.look = known, participant, look
        self.answers: dict[Key, SaidAnswer] = {}
        self._rows: dict[Key, MarkedRow] = {}
        self._ticks: dict[Key, MarkedRow] = {}
        self._spoilt: set[Key] = set()
        self._spoilt_ticks: set[Key] = set()
        self._nobody: Counter[str] = Counter()
        self._strangers: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def gather(self, rows: MarkedRows) -> Mapping[Key, SaidAnswer]:
        """The answers of both sheets."""
        for row in rows.of(ANSWERS.id):
            self._answer(row)
        for row in rows.of(CRITERIA.id):
            self._tick(row)
        for sheet, count in self._nobody.items():
            self.look.wrong("participant_missing", sheet, n=count)
        for stranger, count in self._strangers.items():
            self.look.not_here("participant_unknown", self._first[stranger], id=shortened(stranger), n=count)
        return {key: one for key, one in self.answers.items() if key not in self._spoilt}

    def _participant(self, row: MarkedRow) -> str | None:
        id = row.text("participant") or self.participant
        if not id:
            self._nobody[row.place.rpartition("!")[0]] += 1
        elif id not in self.known.participants:
            self._strangers[id[:200]] += 1
            self._first.setdefault(id[:200], row.place)
            id = None
        return id

    def _id(self, row: MarkedRow, column: str, sheet_keys: tuple[str, ...]) -> str:
        """The id of what the row is about, empty where it says nothing, or does not say of what."""
        filled = {name: said for name, said in row.cells.items() if name not in sheet_keys}
        if not filled:
            return ""
        said = row.cells.get(column)
        if said is None or said.sort is CellSort.ERROR:
            first = next(iter(filled.values()))
            self.look.wrong("row_without_id", first.place, found=shortened(first.text))
            return ""
        return said.text.strip()

    def _answer(self, row: MarkedRow) -> None:
        id = self._id(row, "question", ANSWERS.keys)
        if not id:
            return
        question = self.known.question(id)
        if question is None:
            self.look.not_here("question_unknown", row.place, id=shortened(id), said=_told(row, ANSWERS.keys))
            return
        participant = self._participant(row)
        if participant is None:
            return
        key = (participant, question.id)
        if self._is_double(row, self._rows, key, ANSWERS.keys, id):
            self._spoilt.add(key)
        else:
            self._of(key, question, row.place).cells = row.cells

    def _tick(self, row: MarkedRow) -> None:
        id = self._id(row, "criterion", CRITERIA.keys)
        if not id:
            return
        question = self.known.framework.home_of_criterion.get(self.known.criterion(id))
        if question is None:
            self.look.not_here("criterion_unknown", row.place, id=shortened(id), said=_told(row, CRITERIA.keys))
            return
        id = self.known.criterion(id)
        participant = self._participant(row)
        if participant is None:
            return
        answer = self._of((participant, question.id), question, row.place)
        if self._is_double(row, self._ticks, (participant, id), CRITERIA.keys, id):
            self._spoilt_ticks.add((participant, id))
        if (participant, id) in self._spoilt_ticks:
            answer.ticks.pop(id, None)
            answer.reasons.pop(id, None)
            return
        if "tick" in row.cells:
            answer.ticks[id] = row.cells["tick"]
        if "reason" in row.cells:
            answer.reasons[id] = row.cells["reason"]

    def _is_double(
        self, row: MarkedRow, rows: dict[Key, MarkedRow], key: Key, sheet_keys: tuple[str, ...], id: str
    ) -> bool:
        """Whether another row says something else of the same. Which of the two is meant, nobody can know."""
        before = rows.setdefault(key, row)
        if before is row or _told_exactly(before, sheet_keys) == _told_exactly(row, sheet_keys):
            return False
        self.look.wrong("row_twice", row.place, id=shortened(id), first=before.place)
        return True

    def _of(self, key: Key, question: Question, place: str) -> SaidAnswer:
        if key not in self.answers:
            self.answers[key] = SaidAnswer(key[0], question, place)
        return self.answers[key]


def _told_exactly(row: MarkedRow, keys: tuple[str, ...]) -> Mapping[str, str]:
    return {name: said.text for name, said in row.cells.items() if name not in keys}


def _told(row: MarkedRow, keys: tuple[str, ...]) -> str:
    """What a row says, in short, so that nothing is lost with an id that is not known any more."""
    return "; ".join(shortened(text) for text in _told_exactly(row, keys).values())
