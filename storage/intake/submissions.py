"""Submissions of a form, read back: which column is which field, who submitted last, and what that says.

Every submission is one participant's. Where several are, the one submitted last counts, whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from questionnaire.form_layout import NONE_OF_THESE, XLSFORM_META, XLSFORM_NAME_OF, XLSFORM_TICK_NAME_OF, field_name
from questionnaire.framework import Choice, Framework, Ladder, Question
from questionnaire.incoming import Incoming
from storage.intake.answers_file import Origin, Receiver, base_revision, propose_answers
from storage.intake.findings import Findings, refusal, shortened
from storage.intake.marked_sheets import SaidCell
from storage.intake.proposals import Proposals
from storage.intake.said_answers import KnownIds, SaidAnswer
from storage.intake.said_evidence import Register
from storage.intake.submission_tables import SubmissionTable
from storage.intake.submitted_ticks import (
    SEVERAL,
    SubmittedTicks,
    criterion_named,
    criterion_names,
    leaves_open,
    put_ticks,
)

_TIMES = ("_submission_time", "SubmissionDate", "end", "start")
"""Where programs write when a submission came in, the best first."""
_KEPT = ("reason", "measured_on", "confidence")
_ENDS = ("disputed_from", "disputed_to")
_PARTS = sorted((*XLSFORM_NAME_OF, *XLSFORM_TICK_NAME_OF), key=len, reverse=True)
_OURS = re.compile(rf"(.+)_({'|'.join(_PARTS)})")


@dataclass(frozen=True)
class FieldAt:
    """What a column of submissions is: which part of which question, or of its criterion.

    With "ticks" and "excused" the criterion is that of a box which is ticked or not.
    """

    question: Question
    part: str
    criterion: str = ""


@dataclass
class FormColumns:
    """The columns of a table that the form knows."""

    fields: dict[int, FieldAt] = field(default_factory=dict)
    meta: dict[str, int] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)


def columns_of(table: SubmissionTable, framework: Framework) -> FormColumns:
    """Which column is which field, by the last part of its name."""
    known = _fields_of(framework)
    found = FormColumns()
    for column, name in enumerate(table.names):
        parts = re.split("[/-]", name.strip()[-300:])
        last, before = parts[-1], parts[-2] if len(parts) > 1 else ""
        box = known.get(before)
        if last in known:
            found.fields.setdefault(column, known[last])
        elif box is not None and box.part in SEVERAL:
            ticked = criterion_named(box.question, last)
            if ticked:
                found.fields[column] = replace(box, criterion=ticked)
            elif last != NONE_OF_THESE:
                found.unknown.setdefault(f"{before}/{last}", column)
        elif (ours := _OURS.fullmatch(before)) and ours[2] in SEVERAL:
            found.unknown.setdefault(f"{before}/{last}", column)
        elif last in XLSFORM_META or last in _TIMES:
            found.meta.setdefault(last, column)
        elif _OURS.fullmatch(last):
            found.unknown.setdefault(last, column)
    return found


def _fields_of(framework: Framework) -> Mapping[str, FieldAt]:
    """The fields of a form by their names."""
    known: dict[str, FieldAt] = {}
    for question in framework.questions:
        for criterion in question.criteria:
            for part, name in XLSFORM_TICK_NAME_OF.items():
                for called in reversed(criterion_names(question, criterion.id)):
                    known[name.format(criterion=called)] = FieldAt(question, part, criterion.id)
        for id in (*question.aliases, question.id):
            for part, name in XLSFORM_NAME_OF.items():
                known[name.format(question=field_name(id))] = FieldAt(question, part)
    return known


def read_submission_tables(tables: Iterable[SubmissionTable], here: Receiver, look: Findings) -> Incoming:
    """What submissions propose; nothing is stored. Raises InputFault where no table holds any of this framework."""
    for table in tables:
        columns = columns_of(table, here.framework)
        if columns.fields:
            return _read(table, columns, here, look)
    raise refusal("no_fields")


@dataclass(frozen=True)
class _Submission:
    """One submission: its row, what stands in it, and when it came in."""

    row: int
    values: Mapping[int, str]
    participant: str
    at: datetime | None
    origin: Origin


def _read(table: SubmissionTable, columns: FormColumns, here: Receiver, look: Findings) -> Incoming:
    known = KnownIds.of(here.framework, here.entries, here.participant)
    _tell_unknown(table, columns, look)
    latest: dict[str, _Submission] = {}
    count: dict[str, int] = {}
    for submission in _submissions(table, columns, here, known, look):
        count[submission.participant] = count.get(submission.participant, 0) + 1
        before = latest.get(submission.participant)
        if before is None or _moment(submission) >= _moment(before):
            latest[submission.participant] = submission
    revisions = []
    gathered = Proposals(here.framework, here.entries, None, by=here.by, at=here.at, look=look)
    told = Findings()
    for participant, submission in latest.items():
        if count[participant] > 1:
            look.note("submitted_again", table.title, id=participant, n=count[participant], row=submission.row)
        revision = base_revision(submission.origin, here, told)
        revisions.append(revision)
        proposals = Proposals(
            here.framework, here.entries, revision, by=here.by, at=submission.at or here.at, look=look
        )
        answers = _answers(table, columns, submission, look)
        propose_answers(answers, proposals, Register(frozenset()), day_first=True)
        gathered.changes |= proposals.changes
        gathered.same += proposals.same
    for notice in dict.fromkeys((one.code, tuple(one.facts.items())) for one in told.notices):
        look.note(notice[0].removeprefix("intake."), table.title, **dict(notice[1]))
    sure = [one for one in revisions if one is not None]
    return replace(gathered.incoming(), base_revision=min(sure) if sure and len(sure) == len(revisions) else None)


def _tell_unknown(table: SubmissionTable, columns: FormColumns, look: Findings) -> None:
    """Columns of questions that are no more, where anything stands in them."""
    for name, column in columns.unknown.items():
        said = [values[column] for _, values in table.rows if column in values]
        if "/" in name:
            said = [one for one in said if not leaves_open(one)]
        if said:
            look.not_here("field_unknown", table.title, id=shortened(name), said=shortened("; ".join(said[:5])))


def _submissions(
    table: SubmissionTable, columns: FormColumns, here: Receiver, known: KnownIds, look: Findings
) -> Iterator[_Submission]:
    for row, values in table.rows:
        meta = {name: values.get(column, "").strip()[:200] for name, column in columns.meta.items()}
        if not any(column in values for column in columns.fields):
            continue
        participant = known.person(meta.get("iwt_participant", "")) or here.participant
        if not participant:
            look.wrong("participant_missing", f"{table.title}:{row}", n=1)
        elif participant not in known.participants:
            look.not_here("participant_unknown", f"{table.title}:{row}", id=shortened(participant), n=1)
        else:
            at = next((moment for name in _TIMES if (moment := _time(meta.get(name, "")))), None)
            written = next((meta[name] for name in _TIMES if meta.get(name)), "")
            if at is None and written:
                look.note("time_unreadable", f"{table.title}:{row}", found=shortened(written))
            yield _Submission(row, values, participant, at, _origin(meta))


def _origin(meta: Mapping[str, str]) -> Origin:
    said = {name.removeprefix("iwt_"): value for name, value in meta.items() if name in XLSFORM_META}
    said.pop("participant", None)
    return Origin(**said)


def _moment(submission: _Submission) -> tuple[float, int]:
    at = submission.at
    return at.timestamp() if at else 0.0, submission.row


def _time(text: str) -> datetime | None:
    """A moment as programs export it; one without a zone of time is taken to be in UTC."""
    try:
        at = datetime.fromisoformat(text.strip()[:40].replace("Z", "+00:00"))
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return at if 1990 < at.year < 2200 else None
    except ValueError:
        return None


def _answers(
    table: SubmissionTable, columns: FormColumns, submission: _Submission, look: Findings
) -> Iterable[SaidAnswer]:
    """What one submission says, as the cells of a workbook would say it."""
    parts: dict[str, dict[str, SaidCell]] = {}
    criteria: dict[str, SubmittedTicks] = {}
    questions: dict[str, Question] = {}
    for column, at in columns.fields.items():
        questions[at.question.id] = at.question
        text = submission.values.get(column)
        if text is None:
            continue
        said = SaidCell(text, table.place(submission.row, column))
        if at.criterion or at.part in SEVERAL:
            criteria.setdefault(at.question.id, SubmittedTicks()).add(at.part, at.criterion, said)
        else:
            parts.setdefault(at.question.id, {}).setdefault(at.part, said)
    for id, question in questions.items():
        if id in parts or id in criteria:
            answer = SaidAnswer(submission.participant, question, f"{table.title}:{submission.row}")
            _put_cells(answer, parts.get(id, {}))
            if id in criteria:
                put_ticks(answer, criteria[id], look)
            yield answer


def _put_cells(answer: SaidAnswer, parts: Mapping[str, SaidCell]) -> None:
    cells = {name: said for name, said in parts.items() if name in _KEPT}
    cells |= {name: replace(parts[name], text=_level_text(parts[name].text.strip())) for name in _ENDS if name in parts}
    state, reply = parts.get("state"), parts.get("reply")
    if state is not None and state.text.strip() != "answered":
        cells["reply"] = state
    elif reply is not None:
        cells["reply"] = replace(reply, text=_reply_text(answer.question, reply.text.strip()))
    comment, shown = parts.get("comment"), parts.get("evidence")
    if comment is not None and shown is not None:
        comment = replace(comment, text=f"{comment.text.rstrip()}\n{shown.text.lstrip()}")
    if comment is not None or shown is not None:
        both = comment if comment is not None else shown
        assert both is not None, "one of the two is there"
        cells["comment"] = both
    answer.cells = cells


def _reply_text(question: Question, name: str) -> str:
    """The name of a choice as a cell says it: "lm1" is level -1, an option has its id."""
    match question.kind:
        case Ladder():
            return _level_text(name)
        case Choice(options=options):
            return next((one.id for one in options if field_name(one.id) == name), name)
        case _:
            return name


def _level_text(name: str) -> str:
    """The name of a level, or of another value of a scale, as a cell says it: "l3_2" is 3/2."""
    level = re.fullmatch("l(m?)([0-9]{1,6})(?:_([0-9]{1,6}))?", name)
    return ("-" if level[1] else "") + level[2] + (f"/{level[3]}" if level[3] else "") if level else name
