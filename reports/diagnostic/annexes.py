"""The annexes: every answer, the evidence, who took part, what does not apply, is not known or open, who signed.

Columns in which nobody has anything are left out: a reader of a redacted copy would look for what is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from questionnaire.framework import Question
from reports.answer_tables import answers_table, evidence_table, unscored_table
from reports.cells import Cell, Coded
from reports.diagnostic.section_reading import blank_questions
from reports.diagnostic.wording import counted, sentence
from reports.paper import PaperCell, PaperCells, PaperHeading, PaperPart, PaperTable, PaperText, cell_text
from reports.reply_words import state_said
from reports.report import Report
from reports.signature_tables import signatures_table
from words.numbers import day


def annexes(report: Report) -> Iterator[PaperPart]:
    """All annexes that have something in them."""
    yield from people(report)
    yield from unscored(report)
    yield from open_questions(report)
    yield from evidence(report)
    yield from answers(report)
    yield from signatures(report)


def filled_columns(
    report: Report, columns: Sequence[tuple[str, int]], rows: Sequence[PaperCells], about: str
) -> PaperTable:
    """A table of these columns (head and width) without those that are empty in every row."""
    kept = [place for place in range(len(columns)) if any(cell_text(row[place]).strip() for row in rows)]
    heads = tuple(report.say(f"diagnostic.head.{columns[place][0]}") for place in kept)
    cells = tuple(tuple(row[place] for place in kept) for row in rows)
    return PaperTable(heads, cells, tuple(columns[place][1] for place in kept), about)


def people(report: Report) -> Iterator[PaperPart]:
    """How many took part, by function and role; by name where this copy may say so."""
    say, held = report.say, report.dossier.participants
    if not held:
        return
    groups: dict[tuple[str, str], list[str]] = {}
    for one in held:
        function = say(f"function.{one.function.value}") if one.function else say("minutes.no_function")
        groups.setdefault((function, say(f"setup.role.{one.role.value}")), []).append(one.name.strip())
    rows = [(*place, str(len(names)), ", ".join(filter(None, names))) for place, names in groups.items()]
    title = say("diagnostic.chapter.people")
    yield PaperHeading(title, new_page=True)
    yield PaperText(sentence(counted("diagnostic.annex.people", len(held), say)))
    columns = (("function", 30), ("role", 22), ("people", 14), ("names", 34))
    yield filled_columns(report, columns, rows, title)


def unscored(report: Report) -> Iterator[PaperPart]:
    """What does not apply and what nobody knew, with the reason and what that does."""
    rows = [
        (
            f"{row['address']} {row['text']}",
            _said(report, row["state"]),
            str(row["reason"] or ""),
            _said(report, row["effect"]),
        )
        for row in unscored_table(report).rows
    ]
    title = report.say("diagnostic.chapter.unscored")
    yield PaperHeading(title)
    if rows:
        columns = (("question", 38), ("state", 14), ("why", 26), ("effect", 22))
        yield filled_columns(report, columns, rows, title)
    else:
        yield PaperText(report.say("diagnostic.annex.no_unscored"))


def open_questions(report: Report) -> Iterator[PaperPart]:
    """What is asked and has no outcome, and what was not asked; nothing where all is answered."""
    say = report.say
    blank = {id for section in report.framework.sections for id in blank_questions(report, section)}
    hidden = [one for one in report.framework.questions if one.id not in report.card.asked]
    if not blank and not hidden:
        return
    title = say("diagnostic.chapter.blank")
    yield PaperHeading(title)
    rows = []
    for question in report.framework.questions:
        if question.id in blank or question in hidden:
            state = "blank" if question.id in blank else "hidden"
            rows.append((f"{question.id} {question.text(report.language)}", say(f"diagnostic.annex.{state}")))
    if blank and len(blank) == len(report.card.asked):
        yield PaperText(say("diagnostic.annex.all_blank"))
        return
    yield filled_columns(report, (("question", 76), ("standing", 24)), rows, title)


def evidence(report: Report) -> Iterator[PaperPart]:
    """The register, with what each piece supports."""
    say, rows = report.say, []
    for row in evidence_table(report).rows:
        title = "\n".join(
            filter(None, (f"{row['evidence']} {row['title']}", str(row["where"] or ""), _dated(report, row["dated"])))
        )
        strength = _said(report, row["strength"])
        rows.append((title, _said(report, row["kind"]), strength, str(row["questions"] or "")))
    heading = say("diagnostic.chapter.evidence")
    yield PaperHeading(heading, new_page=bool(rows))
    if rows:
        columns = (("title", 44), ("kind", 14), ("strength", 16), ("supports", 26))
        yield filled_columns(report, columns, rows, heading)
    else:
        yield PaperText(say("diagnostic.annex.no_evidence"))


def _dated(report: Report, cell: Cell) -> str:
    """A day in words; blank where there is none."""
    return day(cell, report.language) if isinstance(cell, date) else ""


def answers(report: Report) -> Iterator[PaperPart]:
    """Every question that was answered, with level, reason, evidence; nothing where nothing is."""
    rows = []
    by_id = {str(row["question"]): row for row in answers_table(report).rows}
    for question in report.framework.questions:
        if question.id in report.card.agreements and question.id in report.card.asked:
            row = by_id[question.id]
            why = "\n".join(
                filter(None, (str(row["reason"] or ""), str(row["comment"] or ""), str(row["dissents"] or "")))
            )
            text = f"{question.id} {question.text(report.language)}"
            rows.append((text, _reply_cell(report, question), why, str(row["evidence"] or "")))
    if not rows:
        return
    title = report.say("diagnostic.chapter.answers")
    yield PaperHeading(title, new_page=True)
    yield PaperText(report.say("diagnostic.annex.answers"), quiet=True)
    columns = (("question", 42), ("reply", 18), ("why", 27), ("evidence", 13))
    yield filled_columns(report, columns, rows, title)


def _reply_cell(report: Report, question: Question) -> PaperCell:
    agreement = report.card.agreements[question.id]
    said = state_said(report.say, report.framework, question, agreement.reply)
    score = report.card.question_scores.get(question.id)
    return PaperCell(said, float(score.share) if score is not None and score.share is not None else None)


def signatures(report: Report) -> Iterator[PaperPart]:
    """How far the assessment has come, and who signed what when."""
    say, rows = report.say, []
    for row in signatures_table(report).rows:
        signed = row["day"]
        who = ", ".join(filter(None, (str(row["name"] or ""), _said(report, row["role"]))))
        act = f"{_said(report, row['stage'])}: {_said(report, row['act'])}"
        said = str(row["statement"] or "")
        rows.append((_dated(report, signed), act, who, said, _said(report, row["state"])))
    title = say("diagnostic.chapter.signatures")
    yield PaperHeading(title)
    yield PaperText(sentence(say(f"diagnostic.method.stage.{report.dossier.stage.value}")))
    if rows:
        columns = (("day", 16), ("stage", 20), ("signed", 24), ("reason", 24), ("standing", 16))
        yield filled_columns(report, columns, rows, title)


def _said(report: Report, cell: Cell) -> str:
    """The word of a code; blank where there is none."""
    if isinstance(cell, Coded):
        return report.say(cell.key) if cell.key in report.say else cell.code
    return "" if cell is None else str(cell)
