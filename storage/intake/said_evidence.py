"""Evidence as a file names it: the pieces of its register, and those that hang on an answer.

A piece that is registered here under the same id as a new one of the file is another piece: people, and copies that
went on apart, number their new pieces on their own. So the file's piece gets the next free id, and what names it in the
file follows. Which pieces are the same one, the marks of the form tell (`questionnaire/register_marks.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from questionnaire.answers import EvidenceLink
from questionnaire.entries import Entry, registered
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.form_layout import EVIDENCE
from questionnaire.framework import Framework, Question
from questionnaire.policy import Strength
from questionnaire.register_marks import register_marks
from questionnaire.renaming import current_names
from storage.intake.closed_words import code_of, is_clear
from storage.intake.findings import Findings, shortened
from storage.intake.marked_sheets import MarkedRow, SaidCell
from storage.intake.people_text import cleaned, same_text
from storage.intake.proposals import Proposals
from storage.intake.said_replies import said_day
from storage.shapes import ID_PATTERN

MOST_LINKS = 200
_NUMBERED = re.compile("E([0-9]{1,9})")
_LINK = re.compile(r"\s*([^\[\];]+?)\s*(?:\[([^\]]*)\])?\s*")


@dataclass
class Register:
    """The pieces that a file may name: those here, those of its base, and its own under the ids that they get here.

    `others` are ids that mean another piece here than in the file, whose own piece does not come.
    """

    known: frozenset[str]
    renamed: dict[str, str] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)

    def id_here(self, id: str) -> str:
        """The id that a piece of the file has here; empty where there is none."""
        if id in self.renamed:
            return self.renamed[id]
        return id if id in self.new or id in self.known - self.others else ""


def read_register(
    rows: Iterable[MarkedRow],
    proposals: Proposals,
    look: Findings,
    *,
    day_first: bool,
    from_here: bool,
    marks: Mapping[str, str] | None = None,
) -> Register:
    """Propose what the register of a file says. `from_here`: the file was made from this dossier, at whatever revision.

    `marks` are those of the pieces that were registered when the form was made, None where it does not tell them.
    Returns how the pieces are called here.
    """
    register = Register(frozenset(_registered(proposals.here) | _registered(proposals.base)))
    by_id: dict[str, MarkedRow] = {}
    spoilt: set[str] = set()
    for row in rows:
        if not any(column not in EVIDENCE.keys for column in row.cells):
            continue
        id = row.text("evidence")
        if not re.fullmatch(ID_PATTERN, id):
            first = next(said for column, said in row.cells.items() if column not in EVIDENCE.keys)
            look.wrong("row_without_id", first.place, found=shortened(first.text))
        elif id in by_id:
            if _texts(by_id[id]) != _texts(row):
                look.wrong("row_twice", row.place, id=shortened(id), first=by_id[id].place)
                spoilt.add(id)
        else:
            by_id[id] = row
    meant = _Meant(proposals, marks, from_here=from_here)
    free = _FreeIds((*register.known, *by_id, *meant.ever, *(marks or ())))
    for id, row in by_id.items():
        if id in spoilt:
            _known_by(meant.here(id, row.text("title")), id, register)
        else:
            _read_piece(_Piece(id, row, look, day_first), proposals, register, free, meant)
    for id in (marks or {}).keys() - by_id.keys():
        _known_by(meant.here(id, ""), id, register)
    return register


def _known_by(here: str, id: str, register: Register) -> None:
    """What is not read of the file is known by the id that it has here; where it has none, by nothing."""
    if here and here != id:
        register.renamed[id] = here
    elif not here:
        register.others.add(id)


class _Meant:
    """Which piece here a file means by an id."""

    def __init__(self, proposals: Proposals, marks: Mapping[str, str] | None, *, from_here: bool) -> None:
        self._proposals, self._marks, self._from_here = proposals, marks, from_here
        here = register_marks(proposals.history)
        self.ever = frozenset(here)
        """The ids that any piece here ever had: one that was taken out keeps its number, as other things name it."""
        self._by_mark = {mark: id for id, mark in here.items()}
        self._titles: dict[str, set[str]] = {}
        for one in proposals.history:
            if isinstance(one.value, Evidence):
                self._titles.setdefault(one.value.id, set()).add(one.value.title)
        self._since: dict[Evidence, list[str]] = {}
        for address, one in proposals.here.items():
            if isinstance(one.value, Evidence) and proposals.held(address) is None:
                self._since.setdefault(_content(one.value), []).append(one.value.id)

    def here(self, id: str, title: str) -> str:
        """The id of that piece here; empty where it is not here, whatever else has its number."""
        if self._marks is not None:
            return self._by_mark.get(self._marks.get(id, ""), "")
        if self._proposals.base_known or not self._from_here:
            return id if self._proposals.held(registered(id)) is not None else ""
        # A form that tells no marks, of a state that is not known here: what is called alike is the same piece.
        titles = self._titles.get(id, ())
        return id if titles and (not title or any(same_text(title, known) for known in titles)) else ""

    def brought_before(self, piece: Evidence) -> str:
        """The id under which the same piece is here since the base: the file was read before. Empty where it is not.

        Each is given once: two rows that say the same are two pieces.
        """
        alike = self._since.get(_content(piece))
        return alike.pop(0) if alike else ""


def _registered(entries: Mapping[Any, Entry]) -> set[str]:
    return {one.value.id for one in entries.values() if isinstance(one.value, Evidence)}


def _texts(row: MarkedRow) -> Mapping[str, str]:
    return {column: said.text for column, said in row.cells.items()}


class _FreeIds:
    """The ids after the highest number that is in use anywhere, one after the other."""

    def __init__(self, used: Iterable[str]) -> None:
        self.last = max((int(found[1]) for id in used if (found := _NUMBERED.fullmatch(id))), default=0)

    def __call__(self) -> str:
        self.last += 1
        return f"E{self.last}"


@dataclass(frozen=True)
class _Piece:
    """A row of the register."""

    id: str
    row: MarkedRow
    look: Findings
    day_first: bool

    def over(self, base: Evidence | None) -> Evidence | None:
        """The piece as the row says it, over what was held before; None where the row cannot be read."""
        changes: dict[str, Any] = {}
        for column in ("title", "where", "link"):
            said = self.row.cells.get(column)
            held = getattr(base, column) if base else ""
            if said is not None and not same_text(said.text, held):
                changes[column] = "" if is_clear(said.text) else cleaned(said.text)
        said = self.row.cells.get("dated")
        if said is not None:
            held_day = base.dated if base else None
            day = None if is_clear(said.text) else said_day(said, self.look, day_first=self.day_first, held=held_day)
            changes["dated"] = day
        for column, sort, kind in (("kind", "kind", EvidenceKind), ("strength", "strength", Strength)):
            said = self.row.cells.get(column)
            code = code_of(said.text, sort) if said else ""
            if said is not None and not code:
                self.look.wrong(f"not_{sort}", said.place, found=shortened(said.text))
            if code:
                changes[column] = kind(code)
        if base is not None:
            return replace(base, **changes)
        missing = [column for column in ("title", "kind", "strength") if not changes.get(column)]
        for column in missing:
            self.look.wrong(f"evidence_no_{column}", self.row.place, id=shortened(self.id))
        if missing:
            return None
        return Evidence(self.id, **changes)

    @property
    def is_taken_away(self) -> bool:
        """Whether the whole piece is to be taken out of the register: its title says so."""
        title = self.row.cells.get("title")
        return title is not None and is_clear(title.text)


def _content(piece: Evidence) -> Evidence:
    """What a file can say of a piece: not its number here, nor its attached files."""
    return replace(piece, id="", files=())


def _read_piece(piece: _Piece, proposals: Proposals, register: Register, free: _FreeIds, meant: _Meant) -> None:
    title = piece.row.text("title")
    same = meant.here(piece.id, "" if piece.is_taken_away else title)
    if same:
        _known_by(same, piece.id, register)
        if same != piece.id:
            piece.look.note("evidence_renumbered", piece.row.place, id=shortened(piece.id), new=same)
        _read_same(replace(piece, id=same), proposals)
    elif not piece.is_taken_away:
        _read_new(piece, proposals, register, free, meant)


def _read_same(piece: _Piece, proposals: Proposals) -> None:
    """A piece that is registered here, or was once."""
    address = registered(piece.id)
    base, here = proposals.base.get(address), proposals.here.get(address)
    before, now = (one.value if one else None for one in (base, here))
    if piece.is_taken_away:
        proposals.propose(address, None, piece.row.place)
        return
    evidence = piece.over(before if before is not None or proposals.base_known else now)
    if evidence is not None:
        proposals.propose(address, evidence, piece.row.place)


def _read_new(piece: _Piece, proposals: Proposals, register: Register, free: _FreeIds, meant: _Meant) -> None:
    """A piece that is not here, unless somebody registered the same one: under its own id, or the next free one."""
    here = proposals.here.get(registered(piece.id))
    evidence = piece.over(None)
    if evidence is None:
        register.others.add(piece.id)
        return
    if here is not None and here.value is not None and replace(evidence, files=here.value.files) == here.value:
        proposals.same += 1
        return
    if known := meant.brought_before(evidence):
        register.renamed[piece.id] = known
        proposals.same += 1
        return
    if piece.id in meant.ever:
        register.renamed[piece.id] = id = free()
        piece.look.note("evidence_renumbered", piece.row.place, id=shortened(piece.id), new=id)
        evidence = replace(evidence, id=id)
    register.new.add(evidence.id)
    proposals.propose(registered(evidence.id), evidence, piece.row.place)


def read_links(
    said: SaidCell,
    base: tuple[EvidenceLink, ...],
    question: Question,
    framework: Framework,
    register: Register,
    look: Findings,
) -> tuple[EvidenceLink, ...]:
    """The pieces that a cell hangs on an answer: "E1; E3 [L04.2a, L04.2b]". What is not known is told and left out."""
    if is_clear(said.text):
        return ()
    pairs: dict[str, set[str]] = {}
    kept = {(link.evidence, one) for link in base for one in link.criteria or {""}}
    own = {criterion.id for criterion in question.criteria}
    earlier = current_names(framework).criteria
    for part in re.split("[;\n]", said.text[: 100 * MOST_LINKS])[: 5 * MOST_LINKS]:
        if not part.strip():
            continue
        found = _LINK.fullmatch(part)
        if found is None:
            look.wrong("not_link", said.place, found=shortened(part))
            continue
        id = register.id_here(found[1]) or (found[1] if any(found[1] == link.evidence for link in base) else "")
        if not id:
            look.wrong("evidence_unknown", said.place, found=shortened(found[1]))
            continue
        criteria = pairs.setdefault(id, set())
        named = filter(None, (one.strip() for one in (found[2] or "").split(",")))
        for criterion in (earlier.get(one, one) for one in named):
            if criterion in own or (id, criterion) in kept:
                criteria.add(criterion)
            else:
                look.wrong("link_criterion", said.place, found=shortened(criterion), question=question.id)
    if {(id, one) for id, criteria in pairs.items() for one in criteria or {""}} == kept:
        return base
    return tuple(EvidenceLink(id, frozenset(criteria)) for id, criteria in pairs.items())
