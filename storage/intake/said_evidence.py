"""Evidence as a file names it: the pieces of its register, and those that hang on an answer.

A piece that is registered here under the same id as a new one of the file is another piece: people number their new
pieces on their own. So the file's piece gets the next free id, and what names it in the file follows.
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
    """The pieces that a file may name: those here, those of its base, and its own under the ids that they get here."""

    known: frozenset[str]
    renamed: dict[str, str] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)

    def id_here(self, id: str) -> str:
        """The id that a piece of the file has here; empty where there is none."""
        if id in self.renamed:
            return self.renamed[id]
        return id if id in self.known or id in self.new else ""


def read_register(
    rows: Iterable[MarkedRow], proposals: Proposals, look: Findings, *, day_first: bool, from_here: bool
) -> Register:
    """Propose what the register of a file says. `from_here`: the file was made from this dossier, at whatever revision.

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
    free = _FreeIds((*register.known, *by_id))
    for id, row in by_id.items():
        if id not in spoilt:
            _read_piece(_Piece(id, row, look, day_first), proposals, register, free, from_here=from_here)
    return register


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


def _read_piece(piece: _Piece, proposals: Proposals, register: Register, free: _FreeIds, *, from_here: bool) -> None:
    address = registered(piece.id)
    base, here = proposals.base.get(address), proposals.here.get(address)
    before = base.value if base else None
    now = here.value if here else None
    if piece.is_taken_away:
        if before is not None or now is not None:
            proposals.propose(address, None, piece.row.place)
        return
    evidence = piece.over(before if before is not None else (now if from_here and not proposals.base_known else None))
    if evidence is None:
        return
    if before is None and now is not None and replace(evidence, files=now.files) == now:
        proposals.same += 1
        return
    if before is None and now is not None and (proposals.base_known or not from_here):
        if known := _brought_before(evidence, proposals, register):
            register.renamed[piece.id] = known
            proposals.same += 1
            return
        id = free()
        register.renamed[piece.id] = id
        piece.look.note("evidence_renumbered", piece.row.place, id=shortened(piece.id), new=id)
        evidence, address = replace(evidence, id=id), registered(id)
    register.new.add(evidence.id)
    proposals.propose(address, evidence, piece.row.place)


def _brought_before(piece: Evidence, proposals: Proposals, register: Register) -> str:
    """The id under which the same piece is here since the base: the file was read before. Empty where there is none."""
    since = [
        one.value
        for address, one in proposals.here.items()
        if isinstance(one.value, Evidence) and proposals.held(address) is None
    ]
    taken = set(register.renamed.values())
    return next(
        (one.id for one in since if one.id not in taken and replace(piece, id=one.id, files=one.files) == one), ""
    )


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
        for criterion in filter(None, (one.strip() for one in (found[2] or "").split(","))):
            if criterion in own or (id, criterion) in kept:
                criteria.add(criterion)
            else:
                look.wrong("link_criterion", said.place, found=shortened(criterion), question=question.id)
    if {(id, one) for id, criteria in pairs.items() for one in criteria or {""}} == kept:
        return base
    return tuple(EvidenceLink(id, frozenset(criteria)) for id, criteria in pairs.items())
