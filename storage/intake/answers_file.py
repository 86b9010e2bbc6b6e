"""A filled answer workbook, read back: which dossier and revision it was made from, then everything that it says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from questionnaire.dossier import latest
from questionnaire.entries import Entry, comment_of, confidence_of, evidence_for, reply_of
from questionnaire.form_layout import ABOUT, EVIDENCE, FORMAT, SHEETS, VERSION, saved_moment
from questionnaire.framework import Framework
from questionnaire.incoming import Incoming
from questionnaire.policy import Confidence
from questionnaire.register_marks import LONGEST, marks_read
from storage.intake.closed_words import code_of, is_clear
from storage.intake.findings import Findings, refusal, shortened
from storage.intake.marked_sheets import MarkedRows, marked_rows
from storage.intake.people_text import cleaned, same_text
from storage.intake.proposals import Proposals
from storage.intake.said_answers import Gathering, KnownIds, SaidAnswer
from storage.intake.said_evidence import Register, read_links, read_register
from storage.intake.said_replies import ReplyReading, said_reply
from storage.intake.sheet_cells import FoundSheet


@dataclass(frozen=True)
class Receiver:
    """Into what a file is read: the dossier here with its history, and who brings the file, when.

    `participant` is whose the answers are where the file does not say.
    """

    framework: Framework
    entries: tuple[Entry, ...]
    dossier_id: str
    participant: str | None
    by: str
    at: datetime

    @property
    def revision(self) -> int:
        """The revision of the dossier here."""
        return max((entry.revision for entry in self.entries), default=0)

    def saved_moment(self, revision: int) -> str:
        """When the last change was written that held at that revision, as a form says it."""
        held = latest(entry for entry in self.entries if entry.revision <= revision)
        return saved_moment(max((entry.at for entry in held.values()), default=None))


@dataclass(frozen=True)
class Origin:
    """What a file says of where it comes from."""

    format: str = ""
    version: str = ""
    dossier: str = ""
    revision: str = ""
    saved_at: str = ""
    framework: str = ""
    framework_version: str = ""
    framework_hash: str = ""
    languages: str = ""
    register: str = ""

    @property
    def day_first(self) -> bool:
        """Whether whoever filled it in writes the day before the month: all but those who have it in English alone."""
        return self.languages.split() != ["en"]


def read_answer_sheets(sheets: Iterable[FoundSheet], here: Receiver) -> Incoming:
    """What a filled workbook proposes; nothing is stored. Raises InputFault where it is none for this dossier."""
    look = Findings()
    known = KnownIds.of(here.framework, here.entries, here.participant)
    rows = marked_rows(sheets, known.is_key, look)
    if not rows.by_sheet.keys() & SHEETS.keys():
        raise refusal("no_marks")
    origin = _origin(rows)
    revision = base_revision(origin, here, look)
    proposals = Proposals(here.framework, here.entries, revision, by=here.by, at=here.at, look=look)
    from_here = origin.dossier == here.dossier_id
    register = read_register(
        rows.of(EVIDENCE.id),
        proposals,
        look,
        day_first=origin.day_first,
        from_here=from_here,
        marks=marks_read(origin.register),
    )
    answers = Gathering(known, here.participant, look).gather(rows)
    propose_answers(answers.values(), proposals, register, day_first=origin.day_first)
    return proposals.incoming()


def _origin(rows: MarkedRows) -> Origin:
    facts = {row.text("fact"): row.text("value") for row in rows.of(ABOUT)}
    return Origin(**{name: facts.get(name, "")[: _LONGEST.get(name, 200)] for name in Origin.__dataclass_fields__})


_LONGEST = {"register": LONGEST}
"""How many characters of a fact are read, where they are many."""


def base_revision(origin: Origin, here: Receiver, look: Findings) -> int | None:
    """The revision of this dossier that the file started from, None where that is not known.

    Raises InputFault for a file of another kind, of a later version of the format, or of another framework.
    """
    if origin.format and origin.format != FORMAT:
        raise refusal("other_format", found=shortened(origin.format))
    if origin.version and (number := _number(origin.version)) != VERSION:
        raise refusal("newer_version" if number and number > VERSION else "unknown_version", found=origin.version[:20])
    if origin.framework and origin.framework != here.framework.id:
        raise refusal("other_framework", found=shortened(origin.framework), known=here.framework.id)
    if not origin.format:
        look.note("origin_missing")
    elif origin.framework_hash and origin.framework_hash != here.framework.content_hash:
        look.note("other_version", found=shortened(origin.framework_version), known=here.framework.version)
    if not origin.dossier:
        return None
    if origin.dossier != here.dossier_id:
        look.note("other_dossier")
        return None
    revision = _number(origin.revision)
    if revision is None or revision > here.revision:
        look.note("later_revision", found=shortened(origin.revision), known=here.revision)
        return None
    if origin.saved_at and origin.saved_at != here.saved_moment(revision):
        look.note("other_copy")
        return None
    return revision


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else None


def propose_answers(
    answers: Iterable[SaidAnswer], proposals: Proposals, register: Register, *, day_first: bool
) -> None:
    """Propose everything that is said of every question."""
    for answer in answers:
        key = (answer.participant, answer.question.id)
        address = reply_of(*key)
        reading = ReplyReading(proposals.framework, answer, proposals.held(address), proposals.look, day_first)
        said, reply = said_reply(reading)
        if said:
            cell = answer.cells.get("reply")
            proposals.propose(address, reply, cell.place if cell else answer.place, by=answer.participant)
        _propose_rest(answer, proposals, register)


def _propose_rest(answer: SaidAnswer, proposals: Proposals, register: Register) -> None:
    """Confidence, comment and evidence of an answer."""
    key, look = (answer.participant, answer.question.id), proposals.look
    sure, comment, links = (answer.cells.get(column) for column in ("confidence", "comment", "evidence"))
    if sure is not None:
        code = code_of(sure.text, "confidence")
        if is_clear(sure.text):
            proposals.propose(confidence_of(*key), None, sure.place, by=answer.participant)
        elif code:
            proposals.propose(confidence_of(*key), Confidence(code), sure.place, by=answer.participant)
        else:
            look.wrong("not_confidence", sure.place, found=shortened(sure.text))
    if comment is not None:
        held = proposals.held(comment_of(*key)) or ""
        said = held if same_text(comment.text, held) else "" if is_clear(comment.text) else cleaned(comment.text)
        proposals.propose(comment_of(*key), said, comment.place, by=answer.participant)
    if links is not None:
        address = evidence_for(*key)
        base = proposals.held(address) or ()
        before = len(look.problems)
        read = read_links(links, base, answer.question, proposals.framework, register, look)
        if read or len(look.problems) == before:
            proposals.propose(address, read, links.place, by=answer.participant)
