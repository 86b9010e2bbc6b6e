"""The memory as one person may use it: it gives what they may see, writes what they may write, and refuses the rest.

Every page and route works on this and on nothing below it. A page that hides a button is kind; this is what protects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from access.guarded_templates import GuardedTemplates
from access.permissions import NotAllowed, Right, allowed
from access.rules import check_writing
from access.seats import FACILITATOR, Place, Seat
from access.visible import is_anothers_vote, line_for_donors, names_withheld, sees, visible_dossier
from questionnaire.assessment import Assessment, Dossier
from questionnaire.ballots import Disclosure
from questionnaire.bringing import Bringing
from questionnaire.entries import ROOM, STAGE, Address, Entry, Subject
from questionnaire.framework import Framework
from questionnaire.signatures import Signature
from questionnaire.stages import Role, Stage
from storage.histories import by_saving
from storage.repository import Changes, Given, Repository, StaleDossier, StaleEntry, UnknownDossier
from storage.signed_content import signed_content
from storage.word_templates import TemplateStore

_NEVER_ADDED = frozenset({Subject.STAGE, Subject.SIGNATURE, Subject.BALLOT})
"""What only the owner brings along from another copy: what nobody else writes for somebody else."""


def _vouched_for(added: Iterable[Entry], participant: str) -> frozenset[str]:
    """The writers of whom this participant records that they brought them in."""
    bringings = (one.value for one in added if one.by == participant and isinstance(one.value, Bringing))
    return frozenset({participant, *(writer.id for one in bringings for writer in one.writers)})


def _nobody(dossier: str) -> frozenset[str]:
    return frozenset()


def _keep_nothing(dossier: str, place: Place) -> None:
    return None


@dataclass(frozen=True)
class GuardedRepository:
    """A `Repository` for one seat. An assessment in which the seat has no place does not exist for it.

    `seated` tells which participants of a dossier have a seat of their own; `grant` remembers the place that whoever
    makes an assessment has in it.
    """

    inner: Repository
    seat: Seat
    seated: Callable[[str], frozenset[str]] = _nobody
    grant: Callable[[str, Place], None] = _keep_nothing
    _made: dict[str, Place] = field(default_factory=dict)
    _withheld: dict[str, frozenset[str]] = field(default_factory=dict)

    def assessments(self) -> tuple[Assessment, ...]:
        """The assessments that this person may read, the one saved last first."""
        lines = (self._line(one) for one in self.inner.assessments() if self._reads(one.id, one.stage))
        return by_saving(line for line in lines if line is not None)

    def _line(self, line: Assessment) -> Assessment | None:
        """The line as this person may read it; None where the assessment was deleted since."""
        if self._place(line.id).role is not Role.DONOR_READER:
            return line
        try:
            shared = self.inner.entry(line.id, STAGE)
        except UnknownDossier:
            return None
        return line_for_donors(line, shared.at if shared else line.created_at)

    def create(
        self,
        framework: Framework,
        entries: Iterable[Entry] = (),
        *,
        id: str | None = None,
        example: bool = False,
        created_at: datetime | None = None,
    ) -> str:
        """Keep a new dossier, whose owner is whoever makes it; see `Repository`."""
        if not self.seat.creates:
            raise NotAllowed(Right.RECORD, role=None, stage=None)
        made = self.inner.create(framework, entries, id=id, example=example, created_at=created_at)
        owner = Place(FACILITATOR, Role.OWNER)
        self._made[made] = owner
        self.grant(made, owner)
        return made

    def extend(self, id: str, entries: Iterable[Entry], *, expect: int) -> None:
        """Add what a copy of the same dossier holds, under the names that it was written with.

        Who may delete the dossier may add anything. Who may take it away whole and records may add what they could
        write themselves at this stage, but for stages, signatures and ballots, and nothing new in the name of somebody
        who has a seat of their own; in names that nobody here knows only where they record that they brought them in.
        Raises NotAllowed for the first other.
        """
        added = tuple(entries)
        place, stage = self._place_reading(id)
        if not allowed(place.role, stage, Right.DELETE):
            self._must(id, Right.COPY)
            self._must(id, Right.RECORD)
            if any(one.address.subject in _NEVER_ADDED for one in added):
                raise NotAllowed(Right.DELETE, role=place.role, stage=stage)
            changes = [(one.address, one.value, one.stamp - 1) for one in added]
            seated = self.seated(id)
            check_writing(place, stage, changes, seated)
            others = seated - {place.participant}
            if any(one.by in others and not self._wrote(id, one) for one in added):
                raise NotAllowed(Right.RECORD, role=None, stage=stage)
            if self._unknown(id, added) - _vouched_for(added, place.participant):
                raise NotAllowed(Right.DELETE, role=place.role, stage=stage)
        # What allowed it still stands when it is written: a stage that moved on meanwhile raises the revision.
        self.inner.extend(id, added, expect=expect)

    def _unknown(self, id: str, added: Iterable[Entry]) -> frozenset[str]:
        """The writers who are no participants here, and never wrote here."""
        held = self.inner.entries(id)
        known = {one.by for one in held} | {
            one.address.parts[0] for one in held if one.address.subject is Subject.PARTICIPANT
        }
        return frozenset({one.by for one in added} - known)

    def _wrote(self, id: str, entry: Entry) -> bool:
        """Whether its writer wrote just this at this address here, at that moment."""
        said = (entry.by, entry.at, entry.value)
        return any((one.by, one.at, one.value) == said for one in self.inner.history(id, entry.address))

    def open(self, id: str, framework: Framework) -> Dossier:
        """The dossier as this person sees it."""
        place = self._place(id)
        dossier = self.inner.open(id, framework)
        if not allowed(place.role, dossier.stage, Right.READ):
            raise UnknownDossier(id)
        if place.role is Role.DONOR_READER:
            self._withheld[id] = names_withheld(dossier)
        return visible_dossier(dossier, place)

    def framework_id(self, id: str) -> str:
        """The id of the framework that the dossier was made with."""
        self._place_reading(id)
        return self.inner.framework_id(id)

    def revision(self, id: str) -> int:
        """The number of the last change to the dossier; for donors of the last one that they may read."""
        place, _ = self._place_reading(id)
        if place.role is Role.DONOR_READER:
            return max((one.revision for one in self.entries(id)), default=0)
        return self.inner.revision(id)

    def entries(self, id: str, *, since: int = 0) -> tuple[Entry, ...]:
        """Every entry above `since` that this person may read, oldest first."""
        visible = self._visible(id)
        return tuple(one for one in self.inner.entries(id, since=since) if visible(one.address))

    def history(self, id: str, address: Address) -> tuple[Entry, ...]:
        """All entries at one address; none where this person may not read them."""
        return self.inner.history(id, address) if self._visible(id)(address) else ()

    def entry(self, id: str, address: Address, stamp: int | None = None) -> Entry | None:
        """The entry at that stamp, or the latest; None where this person may not read it."""
        if not self._visible(id)(address):
            return None
        found = self.inner.entry(id, address, stamp)
        return None if found is None or is_anothers_vote(self._place(id), found) else found

    def save(self, id: str, address: Address, value: Any, *, by: str, at: datetime, expect: int) -> Entry:
        """Write one value; see `Repository`. Raises NotAllowed."""
        return self.save_all(id, [(address, value, expect)], by=by, at=at)[0]

    def save_all(
        self, id: str, changes: Changes, *, by: str, at: datetime, given: Given | None = None
    ) -> tuple[Entry, ...]:
        """Write several values as one revision; see `Repository`. Raises NotAllowed for the first that may not be.

        The stage that allowed it must still stand when it is written, and under a signature nothing may have moved.
        """
        while True:
            stamp, revision = self._check(id, changes, by)
            rests_on = Given(stamp, revision if given is None else given.revision)
            try:
                return self.inner.save_all(id, changes, by=by, at=at, given=rests_on)
            except StaleDossier:
                if rests_on.revision is not None:
                    raise
            except StaleEntry as stale:
                if is_anothers_vote(self._place(id), stale.held):
                    raise StaleEntry(replace(stale.held, value=None)) from None
                raise

    def votes(self, id: str, question: str, round: int) -> Mapping[str, datetime]:
        """Who has a hidden reply in that round. Not for donors."""
        place, _ = self._place_reading(id)
        return {} if place.role is Role.DONOR_READER else self.inner.votes(id, question, round)

    def reveal(
        self, id: str, question: str, round: int, changes: Changes, *, by: str, at: datetime, given: Given | None = None
    ) -> tuple[Entry, ...]:
        """Reveal a round; see `Repository`. Only who runs the room, and nothing is revealed under a signature."""
        while True:
            self._must(id, Right.RECORD)
            stamp, _ = self._check(id, changes, by)
            rests_on = Given(stamp, None if given is None else given.revision)
            try:
                return self.inner.reveal(id, question, round, changes, by=by, at=at, given=rests_on)
            except StaleDossier:
                if rests_on.revision is not None:
                    raise

    @property
    def templates(self) -> TemplateStore:
        """The Word templates of assessments, as this person may use them."""
        return GuardedTemplates(self.inner.templates, self._must)

    def delete(self, id: str) -> None:
        """Forget a dossier and its history."""
        self._must(id, Right.DELETE)
        self.inner.delete(id)

    def must(self, id: str, action: Right) -> None:
        """Raise NotAllowed where this person may not do that with the dossier as it stands now; UnknownDossier."""
        self._must(id, action)

    def _place(self, id: str) -> Place:
        place = self.seat.place(id) or self._made.get(id)
        if place is None:
            raise UnknownDossier(id)
        return place

    def _stage(self, id: str) -> Stage:
        entry = self.inner.entry(id, STAGE)
        return Stage.DRAFT if entry is None or entry.value is None else Stage(entry.value)

    def _reads(self, id: str, stage: Stage) -> bool:
        place = self.seat.place(id) or self._made.get(id)
        return place is not None and allowed(place.role, stage, Right.READ)

    def _place_reading(self, id: str) -> tuple[Place, Stage]:
        place = self._place(id)
        stage = self._stage(id)
        if not allowed(place.role, stage, Right.READ):
            raise UnknownDossier(id)
        return place, stage

    def _visible(self, id: str) -> Callable[[Address], bool]:
        place, stage = self._place_reading(id)
        if self.seat.local:
            return lambda address: True
        rules = self.inner.entry(id, ROOM)
        names = rules is not None and rules.value is not None and rules.value.disclosure is Disclosure.NAMES
        seated = self.seated(id) if allowed(place.role, stage, Right.RECORD) else frozenset()
        withheld = self._withheld.get(id)
        return lambda address: sees(place, stage, address, names=names, seated=seated, withheld=withheld)

    def _must(self, id: str, action: Right) -> None:
        place, stage = self._place_reading(id)
        if not allowed(place.role, stage, action):
            raise NotAllowed(action, role=place.role, stage=stage)

    def _check(self, id: str, changes: Changes, by: str) -> tuple[int, int | None]:
        """The stamp of the stage that allows the changes, and the revision that a signature among them is under."""
        entry = self.inner.entry(id, STAGE)
        place, stage = self._place_reading(id)
        if by != place.participant:
            raise NotAllowed(Right.RECORD, role=None, stage=stage)
        others = any(one.subject in (Subject.ANSWER, Subject.VOTE) for one, _, _ in changes)
        check_writing(place, stage, changes, self.seated(id) if others else frozenset())
        for address, _, _ in changes:
            anothers = address.subject is Subject.VOTE and address.parts[0] != place.participant
            held = self.inner.entry(id, address) if anothers else None
            if held is not None and is_anothers_vote(place, held):
                raise NotAllowed(Right.RECORD, role=None, stage=stage)
        for address, value, _ in changes:
            if address.subject is Subject.SIGNATURE and isinstance(value, Signature):
                self._check_content(id, value, stage)
                return entry.stamp if entry else 0, value.revision
        return entry.stamp if entry else 0, None

    def _check_content(self, id: str, signature: Signature, stage: Stage) -> None:
        """A signature says what it was put under, exactly: the dossier as it stands now."""
        held = self.inner.entries(id)
        revision = max((one.revision for one in held), default=0)
        if (signature.revision, signature.content) != (revision, signed_content(held, signature.stage)):
            raise NotAllowed(Right.AGREE, role=None, stage=stage)
