"""How a filled answer workbook is laid out: what writes it and what reads it back agree on these ids, never on places.

Every sheet has a row of column ids (hidden from people, found by its first cell `ID_ROW_MARK`) above the rows. A sheet
is known by the id in that row's second cell, whatever it is called; a column by its id, wherever it stands; a row by
the ids in its key columns. A program that rewrites, sorts or filters the file keeps all of them.

What a cell may say is read in every language of the program: a code (`not_met`), its word, or "3 Established", whose
number counts. A blank says nothing: what is recorded stays. `CLEAR` says that it is to be taken away. A text that has
something like `_x0041_` in it is written as workbooks ask, `_x005F_x0041_`; whoever reads a cell undoes that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction

FORMAT = "iwt-answers"
VERSION = 1
ID_ROW_MARK = "#iwt"
"""The first cell of the row of ids; the second names the sheet, the others the columns that stand below them."""
HEAD_ROW_MARK = "#head"
"""The first cell of the row of headings, which stands below that of the ids and is no row to read."""
SHOWN = "shown_"
"""How the id of a column begins that only helps whoever fills in: it is never read."""
BETWEEN_LANGUAGES = " / "
"""What stands between the words of a cell in several languages, as in "3 Établi / Established": each part alone is
enough. An id or a number comes first in its cell, a space and words may follow: "c One office alone"."""
CLEAR = "clear"
"""The code of the word that empties: `forms.clear` in the phrases."""
BY_CRITERIA = "by_criteria"
"""The code of the word by which a ladder is answered without a level: `forms.by_criteria`. Its criteria make it."""
TOGETHER = " + "
"""What stands between ticks that were set at the same criterion, as in "Met + Not met": both are kept, and flagged."""


@dataclass(frozen=True)
class FormSheet:
    """A sheet by its id: the columns that make a row unmistakable, and those that are filled in."""

    id: str
    keys: tuple[str, ...]
    filled: tuple[str, ...]


ANSWERS = FormSheet(
    "answers",
    ("participant", "question"),
    (
        *("reply", "measured_on", "disputed_from", "disputed_to", "reason"),
        *("confidence", "comment", "evidence"),
    ),
)
"""One row a question and participant.

`reply` is a level of a ladder or `BY_CRITERIA`, an option's id, a measured number in the question's unit, or one of
`STATES`; for a checklist only a state, its ticks stand on the other sheet. `measured_on` is the day of a number,
`disputed_from` and `disputed_to` both ends of a dispute, `reason` that of a state. `evidence` names pieces of the
register, parted by semicolons, each with the criteria that it supports, if not the whole answer:
`E1; E3 [L04.2a, L04.2b]`.
"""
CRITERIA = FormSheet("criteria", ("participant", "criterion"), ("tick", "reason"))
"""One row a criterion (or item of a checklist) and participant. `tick` is one of `TICKS`, or several of the first three
with `TOGETHER` between; `reason` why not applicable."""
EVIDENCE = FormSheet("evidence", ("evidence",), ("title", "kind", "strength", "where", "dated", "link"))
"""One row a piece of evidence. Files stay with the dossier. A row with a new id registers a new piece."""

SHEETS: Mapping[str, FormSheet] = {one.id: one for one in (ANSWERS, CRITERIA, EVIDENCE)}

ABOUT = "about"
"""The sheet of facts about the file: column `fact` and column `value`, one row for each of `FACTS`."""
FACTS = (
    *("format", "version", "dossier", "revision", "saved_at", "framework", "framework_version", "framework_hash"),
    *("profile", "languages", "made_at", "program_version", "register"),
)
"""`dossier`, `revision` and `saved_at` are blank in a form that was made from no dossier; `languages` are parted by
spaces. `saved_at` is the moment of the last change at that revision: copies that went on apart count revisions alike,
and this tells them apart. `register` tells by which marks the pieces of evidence are known that were registered then
(`register_marks.marks_said`); blank where the form does not tell."""

STATES = ("not_applicable", "not_known", "disputed")
TICKS = ("met", "not_met", "not_applicable", "unticked")
"""`unticked` says that nothing is said of the criterion: it takes a tick away, which a blank does not."""

XLSFORM_NAME_OF: Mapping[str, str] = {
    "reply": "{question}_reply",
    "state": "{question}_state",
    "ticks": "{question}_ticks",
    "excused": "{question}_excused",
    "disputed_from": "{question}_disputed_from",
    "disputed_to": "{question}_disputed_to",
    "measured_on": "{question}_measured_on",
    "reason": "{question}_reason",
    "confidence": "{question}_confidence",
    "comment": "{question}_comment",
    "evidence": "{question}_evidence",
}
"""The names of an XLSForm's fields by question, dots as underscores: `L04_q2_reply`. Submissions come with the names of
their groups before them (`law/L04/L04_reply`, `law-L04-L04_reply`); the last part counts.

`reply` is select_one of levels (`l0`, `l1` ... `lm1` for -1) or `BY_CRITERIA`, of options (their ids, dots as
underscores), or a decimal; `state` is select_one of `answered` and `STATES`; `ticks` and `excused`, what exists of a
checklist and what cannot apply, are select_multiple of its ids (dots as underscores), exported as one column with
spaces between, or as one column a choice holding 1 or 0; `disputed_from` and `disputed_to` are select_one of levels,
`l3_2` for 3/2; `evidence` is free text of what was shown: it joins the comment, for a person to register.
"""
XLSFORM_TICK_NAME_OF: Mapping[str, str] = {"tick": "{criterion}_tick", "tick_reason": "{criterion}_tick_reason"}
"""The names of the fields of a criterion: `L04_2a_tick`, select_one of the first three of `TICKS`, where it is a
ladder's; `L04_2a_tick_reason`, why it cannot apply, where it is a ladder's or a checklist's."""
XLSFORM_META = (
    *("iwt_format", "iwt_dossier", "iwt_revision", "iwt_saved_at"),
    *("iwt_framework", "iwt_framework_hash", "iwt_participant"),
)
"""Hidden calculated fields of the form that tell what it was made from. `iwt_participant` may also be asked."""

NONE_OF_THESE = "none"
"""The choice in `ticks` of a checklist which says that none of its things exists; nothing chosen says nothing."""


def saved_moment(saved_at: datetime | None) -> str:
    """The moment of the last change as the fact `saved_at` holds it; nothing where nothing was ever saved."""
    return saved_at.astimezone(UTC).isoformat() if saved_at else ""


def value_name(value: Fraction | int) -> str:
    """The choice that stands for a level, or for another value of a scale: "l3", "lm1" for -1, "l3_2" for 3/2."""
    return f"l{value}".replace("-", "m").replace("/", "_")


def field_name(id: str) -> str:
    """An id as an XLSForm's name: "L04.q2" is "L04_q2"."""
    return id.replace(".", "_").replace("-", "_")
