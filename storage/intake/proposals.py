"""What a file says, held against the history of the dossier here: three sides of every value, and the change it makes.

The base is what held at the revision that the file was made from. Where that is not known (a blank form, a file from
another dossier, or from a later state than this one) whatever differs from here counts as written on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from questionnaire.dossier import latest
from questionnaire.entries import STAGE, Address, Entry, Subject
from questionnaire.framework import Framework
from questionnaire.incoming import Incoming, ProposedChange, Side, section_of
from questionnaire.problems import Problem
from questionnaire.renaming import EarlierIds, current_names, renamed
from questionnaire.stages import Stage
from questionnaire.three_way import proposed
from storage.bad_values import BadValue
from storage.entry_lines import checked
from storage.intake.findings import Findings
from storage.signed_content import covers

_EMPTY: Mapping[str, Any] = {"comment": "", "evidence": ()}
"""What of an answer is the same as nothing recorded."""


class Proposals:
    """The changes that a file proposes, gathered one address at a time."""

    def __init__(
        self,
        framework: Framework,
        entries: Iterable[Entry],
        revision: int | None,
        *,
        by: str,
        at: datetime,
        look: Findings,
    ) -> None:
        self.framework, self.revision, self.by, self.at, self.look = framework, revision, by, at, look
        history = self.history = tuple(entries)
        names = current_names(framework)
        self.here = _by_current_name(latest(history), names)
        self.base: Mapping[Address, Entry] = {}
        if revision is not None:
            self.base = _by_current_name(latest(one for one in history if one.revision <= revision), names)
        stage = self.here.get(STAGE)
        self._stage = (stage.value if stage else None) or Stage.DRAFT
        self.same = 0
        self.changes: dict[Address, ProposedChange] = {}

    @property
    def base_known(self) -> bool:
        """Whether it is known what the file was made from."""
        return self.revision is not None

    def held(self, address: Address) -> Any:
        """The value of the base; None where nothing was recorded then, or the base is not known."""
        entry = self.base.get(address)
        return entry.value if entry else None

    def propose(self, address: Address, value: Any, place: str, *, by: str | None = None) -> None:
        """Hold a value that the file says against the two sides. One that could not be kept is told."""
        part = address.parts[2] if address.subject is Subject.ANSWER else ""
        if part in _EMPTY and value == _EMPTY[part]:
            value = None
        base, here = (_without_nothing(side.get(address), part) for side in (self.base, self.here))
        if value is None and base is None and here is None:
            return
        if value is not None:
            try:
                value = checked(Entry(address, 1, value, "", self.at)).value
            except BadValue as broken:
                self.look.bad(replace(one, place=place) for one in broken.problems)
                return
        side = Side(value, self.by if by is None else by, self.at)
        change = proposed(address, base, here, side, place=place, section=section_of(self.framework, address))
        if change is None:
            self.same += 1
            return
        if covers(self._stage, address):
            self.look.bad([Problem("merge.signed", place)])
            return
        stamped = self.here.get(address)
        self.changes[address] = replace(change, stamp=stamped.stamp if stamped else 0)

    def incoming(self) -> Incoming:
        """Everything that was gathered: changes in the order of the framework, evidence first."""
        order = {question.id: place for place, question in enumerate(self.framework.questions)}

        def place_of(change: ProposedChange) -> tuple[int, int, str]:
            address = change.address
            if address.subject is Subject.ANSWER:
                return 1, order[address.parts[1]], str(address)
            return 0, len(address.parts[0]), str(address)

        return Incoming(
            changes=tuple(sorted(self.changes.values(), key=place_of)),
            problems=self.look.listed("problems"),
            unknown=self.look.listed("unknown"),
            notices=self.look.listed("notices"),
            same=self.same,
            base_revision=self.revision,
        )


def _without_nothing(entry: Entry | None, part: str) -> Entry | None:
    """The entry; an empty comment, or no evidence, is the same as a cleared one."""
    if entry is None or entry.value is None or (part in _EMPTY and entry.value == _EMPTY[part]):
        return None
    return entry


def _by_current_name(held: Mapping[Address, Entry], names: EarlierIds) -> Mapping[Address, Entry]:
    """The entries by the ids of today. One that stands under an earlier id has stamp 0: there is none at the new id."""
    current: dict[Address, Entry] = {}
    for address, entry in sorted(held.items(), key=lambda one: (one[1].revision, str(one[0]))):
        named = renamed(entry, names)
        if named is entry:
            current[address] = entry
        elif named.address not in held:
            current[named.address] = replace(named, stamp=0)
    return current
