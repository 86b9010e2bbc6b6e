"""The answer workbook: a questionnaire that is filled in anywhere, blank or with what is recorded, and read back.

Laid out by `questionnaire.form_layout`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from questionnaire.assessment import Dossier
from questionnaire.evidence import EvidenceKind
from questionnaire.form_layout import (
    ABOUT,
    ANSWERS,
    CRITERIA,
    EVIDENCE,
    FACTS,
    FORMAT,
    STATES,
    TICKS,
    VERSION,
    saved_moment,
)
from questionnaire.framework import Checklist, Choice, Framework, Ladder, Number, Question
from questionnaire.policy import Confidence, Strength
from questionnaire.register_marks import marks_said
from reports.forms.form_looks import FormLooks
from reports.forms.form_read_me import write_read_me
from reports.forms.form_rows import (
    Filling,
    Sheetful,
    answer_sheet,
    criteria_sheet,
    evidence_sheet,
    help_columns,
    help_rows,
)
from reports.forms.form_sheet import (
    FIRST_ROW,
    FormColumn,
    FormLists,
    FormPage,
    FormRow,
    Offer,
    offer,
    write_form_sheet,
)
from reports.forms.labels import Labels
from reports.forms.reply_colours import colour_replies, colour_ticks
from reports.workbook.cached import with_results
from reports.workbook.text import clean, sheet_title

TITLES_APART = " · "


def answer_workbook(
    framework: Framework,
    *,
    languages: tuple[str, ...],
    dossier: Dossier | None = None,
    participants: tuple[str, ...] = (),
    made_at: datetime,
    program_version: str,
    register: Mapping[str, str] | None = None,
) -> bytes:
    """The workbook in these languages, side by side where there are several; the first names sheets and drop-downs.

    `framework` is the one to be asked: that of the dossier, where there is one. `participants` are those whose rows are
    filled with their answers; `register` are the marks of its evidence (`register_marks`), None where nobody knows
    them. The same of all this gives the same bytes.
    """
    filling = Filling(framework, languages, dossier, participants)
    return _Book(filling, made_at, program_version, register).written()


class _Book:
    """One workbook while it is being written."""

    def __init__(
        self, filling: Filling, made_at: datetime, program_version: str, register: Mapping[str, str] | None
    ) -> None:
        self.filling, self.labels = filling, filling.labels
        self.made_at, self.program_version, self.register = made_at, program_version, register
        self.workbook = Workbook()
        scratch = self.workbook.active
        assert isinstance(scratch, Worksheet), "a new workbook opens with one sheet"
        self.looks = FormLooks(scratch)
        self.footer = clean(framework_line(self.labels))
        self._add_sheets()
        self.workbook.remove(scratch)

    def _add_sheets(self) -> None:
        several = len(self.labels.languages) > 1
        taken: list[str] = []
        self.sheets: dict[str, Worksheet] = {}
        wanted = {id: self.labels.say(f"forms.sheet.{id}", TITLES_APART) for id in ("read_me", "answers", "criteria")}
        wanted["evidence"] = self.labels.say("forms.sheet.evidence", TITLES_APART)
        for say in self.labels.phrases:
            title = say("forms.sheet.help")
            wanted[f"help_{say.language}"] = f"{title} ({say.language})" if several else title
        wanted |= {id: self.labels.first(f"forms.sheet.{id}") for id in ("lists", "about")}
        for id, wish in wanted.items():
            title = sheet_title(wish, taken)
            taken.append(title)
            self.sheets[id] = self.workbook.create_sheet(title)

    def written(self) -> bytes:
        """Every sheet written, and the file."""
        self.lists = FormLists(self.sheets["lists"], self.looks)
        write_read_me(self.sheets["read_me"], self.looks, self.filling, self.made_at, self.program_version)
        self._write_answers()
        self._write_criteria()
        self._write_evidence()
        for say in self.labels.phrases:
            page = FormPage("help", say("forms.sheet.help"), say("forms.about.help"), tab="4A5763", footer=self.footer)
            sheet = self.sheets[f"help_{say.language}"]
            write_form_sheet(sheet, self.looks, page, help_columns(say), help_rows(self.filling.framework, say))
        self._write_about()
        self._describe()
        return self._saved()

    def _page(self, id: str, frozen: int, break_before: str = "", tab: str = "0B5C8A") -> FormPage:
        say = self.labels.say
        title, how = say(f"forms.sheet.{id}", TITLES_APART), say(f"forms.about.{id}", "  ")
        return FormPage(id, title, how, frozen, break_before, tab, self.footer)

    def _write(self, id: str, page: FormPage, sheetful: Sheetful, offers: Sequence[Offer]) -> None:
        sheet = self.sheets[id]
        write_form_sheet(sheet, self.looks, page, sheetful.columns, sheetful.rows)
        offer(sheet, sheetful.columns, self.labels, offers, len(sheetful.rows))

    def _write_answers(self) -> None:
        sheetful, say = answer_sheet(self.filling), self.labels.say
        replies: dict[str, list[int]] = {}
        ends: dict[str, list[int]] = {}
        numbers: list[int] = []
        for row, question in enumerate(sheetful.questions, FIRST_ROW):
            assert question is not None, "every row of this sheet is a question's"
            replies.setdefault(self.lists.name_of(self._reply_words(question), "replies"), []).append(row)
            ends.setdefault(self.lists.name_of(self._end_words(question), "ends"), []).append(row)
            if isinstance(question.kind, Number):
                numbers.append(row)
        sure = self.lists.name_of([*(say(f"answer.confidence.{one}") for one in Confidence), self._clear], "confidence")
        first, number_rows = self.labels.first, set(numbers)
        evidence_hint = first("forms.prompt.evidence", sheet=first("forms.sheet.evidence"))
        offers = [
            *(
                # Numbers are typed; the list of such a row offers the words that may stand there instead.
                Offer("reply", rows, name, strict=False, hint=first("forms.prompt.number"))
                if number_rows.issuperset(rows)
                else Offer("reply", rows, name, strict=True)
                for name, rows in replies.items()
            ),
            *(
                Offer(column, rows, name, strict=False, hint=first("forms.prompt.dispute"))
                for column in ("disputed_from", "disputed_to")
                for name, rows in ends.items()
            ),
            Offer("confidence", None, sure),
            Offer("evidence", None, hint=evidence_hint),
            Offer("measured_on", numbers, hint=first("forms.prompt.day")),
        ]
        id = ANSWERS.id
        self._write(id, self._page(id, 3, "reply"), sheetful, offers)
        colour_replies(self.sheets[id], sheetful.columns, len(sheetful.rows), self.labels)

    def _reply_words(self, question: Question) -> list[str]:
        """What the drop-down of a question offers."""
        match question.kind:
            case Ladder():
                words = [self.labels.level(question, value) for value in question.ordered_levels]
                words += [self.labels.say("forms.by_criteria")] if question.criteria else []
            case Choice(options=options):
                words = [self.labels.option(option) for option in options]
            case Checklist() | Number():
                words = []
        return [*words, *(self.labels.say(f"answer.state.{state}") for state in STATES), self._clear]

    def _end_words(self, question: Question) -> list[str]:
        """What either end of a dispute can be."""
        return [*(self.labels.level(question, value) for value in question.ordered_levels), self._clear]

    @property
    def _clear(self) -> str:
        return self.labels.say("forms.clear")

    def _write_criteria(self) -> None:
        sheetful, id = criteria_sheet(self.filling), CRITERIA.id
        words = [self.labels.say(f"forms.tick.{code}") for code in TICKS]
        rows: dict[str, list[int]] = {}
        for row, content in enumerate(sheetful.rows, FIRST_ROW):
            said = str(content.cells.get("tick") or "")
            # Several ticks at once are no choice for others, but where they stand they are no mistake either.
            told = words if said in words or not said else [said, *words]
            rows.setdefault(self.lists.name_of(told, "ticks"), []).append(row)
        self._write(id, self._page(id, 3), sheetful, [Offer("tick", places, name) for name, places in rows.items()])
        colour_ticks(self.sheets[id], sheetful.columns, len(sheetful.rows), self.labels)

    def _write_evidence(self) -> None:
        sheetful, say, id = evidence_sheet(self.filling), self.labels.say, EVIDENCE.id
        kinds = self.lists.name_of([say(f"evidence_kind.{one}") for one in EvidenceKind], "kinds")
        strengths = self.lists.name_of([say(f"strength.{one}") for one in Strength], "strengths")
        day = self.labels.first("forms.prompt.day")
        offers = [Offer("kind", None, kinds), Offer("strength", None, strengths), Offer("dated", None, hint=day)]
        self._write(id, self._page(id, 1), sheetful, offers)

    def _write_about(self) -> None:
        """The facts by which the file is known when it comes back."""
        framework, dossier = self.filling.framework, self.filling.dossier
        values = (
            *(FORMAT, str(VERSION), dossier.id if dossier else None, str(dossier.revision) if dossier else None),
            saved_moment(dossier.saved_at) if dossier else None,
            *(framework.id, framework.version, framework.content_hash, framework.profile.id),
            *(" ".join(self.labels.languages), self.made_at.isoformat(), self.program_version),
            self._marks(),
        )
        rows = tuple(FormRow({"fact": fact, "value": value}) for fact, value in zip(FACTS, values, strict=True))
        columns = (FormColumn("fact", "fact", 22), FormColumn("value", "value", 80))
        title = self.labels.first("forms.sheet.about")
        sheet = self.sheets["about"]
        write_form_sheet(sheet, self.looks, FormPage(ABOUT, title, ""), columns, rows)
        sheet.sheet_state = "hidden"

    def _marks(self) -> str | None:
        """By which marks the pieces are known that are in this form; nothing where nobody knows them."""
        dossier, marks = self.filling.dossier, self.register
        if dossier is None or marks is None:
            return None
        return marks_said({id: marks[id] for id in dossier.evidence if id in marks}) or None

    def _describe(self) -> None:
        properties: Any = self.workbook.properties
        moment = self.made_at.astimezone(UTC).replace(tzinfo=None)
        properties.title = self.footer
        properties.creator = properties.lastModifiedBy = self.labels.first(
            "workbook.program", version=self.program_version
        )
        properties.language = " ".join(self.labels.languages)
        properties.created = properties.modified = moment
        # It opens where the work is; whoever opens it for the first time finds Read me in front of it.
        self.workbook.active = 0 if self.filling.dossier is None else 1

    def _saved(self) -> bytes:
        saved = io.BytesIO()
        with zipfile.ZipFile(saved, "w", zipfile.ZIP_STORED) as archive:  # It is packed once, when the dates are set.
            ExcelWriter(self.workbook, archive).save()
        return with_results(saved.getvalue(), {}, made_at=self.made_at, alt_texts={})


def framework_line(labels: Labels) -> str:
    """The framework in one line, as it stands at the foot of every page."""
    framework = labels.framework
    return f"{framework.name(labels.languages[0])} · {framework.id} {framework.version}"
