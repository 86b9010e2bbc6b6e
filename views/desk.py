"""The desk: everything a page needs to load, compute and write, handed to its `show(desk)`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from access.permissions import NotAllowed, Right, allowed
from access.rules import check_writing
from access.seats import FACILITATOR, LOCAL, Seat
from planning.actions import Library
from planning.narrowing import narrowed, with_actions_told
from planning.own_actions import with_own_actions
from questionnaire.assessment import Dossier
from questionnaire.entries import Address, Entry
from questionnaire.framework import Framework
from questionnaire.progress import SectionProgress, section_progress, whole_progress
from questionnaire.routing import Routing, asked_questions
from questionnaire.stages import Role
from scoring.scorecard import ScoreCard
from scoring.scores import score_dossier
from storage.repository import Repository, StorageFault
from views.memo import once
from words.phrases import Phrases

T = TypeVar("T")


def _now() -> datetime:
    return datetime.now(UTC)


class WritingRefused(NotAllowed, StorageFault):
    """A writing that the role or the stage does not allow, as a fault with its sentence for the status bar."""

    def __init__(self, refused: NotAllowed, code: str, **facts: str) -> None:
        NotAllowed.__init__(self, refused.action, role=refused.role, stage=refused.stage)
        self.code, self.facts = code, facts


@dataclass
class Desk:
    """One run of one page: the memory, the open assessment, the language, and what this session remembers.

    `whole` is the framework of the open assessment with all that it can ask, `every_action` the library beside it;
    what the profile of the assessment asks of them is `framework` and `library`. `memo` is the session's state,
    `seat` who sits here. `pages` leads from a page's name ("home", "section L", "results" ...) to what Streamlit
    links to. `closed` is set while fields are drawn that can only be looked at: their widgets are disabled then.
    """

    repository: Repository
    whole: Framework
    every_action: Library
    say: Phrases
    memo: MutableMapping[str, Any]
    dossier_id: str | None = None
    pages: Mapping[str, Any] = field(default_factory=dict)
    now: Callable[[], datetime] = _now
    seat: Seat = LOCAL
    closed: bool = False
    _held: Dossier | None = None

    @property
    def language(self) -> str:
        """The code of the language on screen."""
        return self.say.language

    @property
    def participant(self) -> str:
        """The participant that the person at this desk is in the open assessment."""
        place = self.seat.place(self.dossier_id or "")
        return place.participant if place else FACILITATOR

    @property
    def role(self) -> Role | None:
        """The role of the person in the open assessment; None where they have none there."""
        place = self.seat.place(self.dossier_id or "")
        return place.role if place else None

    def may(self, action: Right) -> bool:
        """Whether the person may do that now with the open assessment. The memory refuses it in any case."""
        role = self.role
        return role is not None and allowed(role, self.dossier.stage, action)

    def may_write(self, address: Address, stamp: int = 0) -> bool:
        """Whether the person may write there now, on top of that stamp. The memory refuses it in any case."""
        place = self.seat.place(self.dossier_id or "")
        if place is None:
            return False
        try:
            check_writing(place, self.dossier.stage, [(address, None, stamp)], frozenset())
        except NotAllowed:
            return False
        return True

    @property
    def framework(self) -> Framework:
        """The framework as the open assessment asks it; the whole of it where none is open."""
        return self.whole if self.dossier_id is None else self.dossier.framework

    @property
    def library(self) -> Library:
        """The actions that serve what is asked, and those that the administration added."""
        library = narrowed(self.every_action, self.framework)
        return library if self.dossier_id is None else with_own_actions(library, self.dossier)

    @property
    def makes_plan(self) -> bool:
        """Whether a plan is made here: one site is planned for in the assessment of its administration."""
        return self.framework.profile.in_its_own_words

    @property
    def dossier(self) -> Dossier:
        """The open dossier as this run first read it, or as it stands after its own writing. Raises UnknownDossier."""
        assert self.dossier_id is not None, "a page of an assessment was drawn without one"
        if self._held is None:
            held = self.repository.open(self.dossier_id, self.whole)
            if held.seen_as == "donor":
                # What the guard cannot know without the library: which actions serve only what is withheld.
                library = with_own_actions(narrowed(self.every_action, held.framework), held)
                held = with_actions_told(held, library)
            self._held = held
        return self._held

    def forget(self) -> None:
        """Read the dossier anew when it is next asked for: something was written."""
        self._held = None

    @property
    def card(self) -> ScoreCard:
        """The scores of the open dossier, computed once per revision."""
        dossier = self.dossier
        key = ("card", dossier.id, dossier.edition, self.whole.content_hash)
        return once(key, lambda: score_dossier(dossier))

    @property
    def routing(self) -> Routing:
        """Which questions are asked, given the agreements."""
        card = self.card
        key = ("routing", self.dossier_id, self.dossier.edition, self.whole.content_hash)
        return once(key, lambda: asked_questions(self.framework, card.agreements.values()))

    @property
    def progress(self) -> Mapping[str, SectionProgress]:
        """How many questions are asked and have a reply, by section, and for all of them under the name of the whole.

        A score's coverage counts otherwise: it leaves out what does not apply, which is a reply all the same.
        """
        routing, dossier = self.routing, self.dossier
        key = ("progress", self.dossier_id, dossier.edition, self.whole.content_hash)
        return once(key, lambda: _progress(dossier, routing))

    def save(self, address: Address, value: Any, *, expect: int) -> Entry:
        """Write one value. Raises StaleEntry; a fault of the memory is remembered for the status bar and raised.

        Whoever touches the session's state may be stopped there, because the next click waits. So it is touched before
        the writing, never between it and the return: a page that was stopped in between would not know its own entry.
        """
        return self.written(
            lambda id: self.repository.save(id, address, value, by=self.participant, at=self.now(), expect=expect)
        )

    def save_all(self, changes: Sequence[tuple[Address, Any, int]]) -> tuple[Entry, ...]:
        """Write several (address, value, expected stamp) as one revision, all or none. Raises as `save` does."""
        return self.written(lambda id: self.repository.save_all(id, changes, by=self.participant, at=self.now()))

    def written(self, write: Callable[[str], T]) -> T:
        """What a writing to the open assessment gives, which is handed its id. Raises as `save` does."""
        assert self.dossier_id is not None
        self.memo["fault"] = None
        try:
            done = write(self.dossier_id)
        except StorageFault as fault:
            self.memo["fault"] = fault
            raise
        except NotAllowed as refused:
            raise self._refused(refused) from refused
        self.forget()
        return done

    def _refused(self, refused: NotAllowed) -> WritingRefused:
        """The refusal as a fault with its sentence, which the status bar shows. The stage may have moved: read anew."""
        code, page = ("stage", "sign") if refused.locked else ("role", "people")
        fault = WritingRefused(refused, f"sign.refused_{code}", page=self.say(f"pages.{page}"))
        self.memo["fault"] = fault
        self.forget()
        return fault


def _progress(dossier: Dossier, routing: Routing) -> Mapping[str, SectionProgress]:
    sections = section_progress(dossier, routing)
    return {one.section: one for one in (*sections, whole_progress(sections))}
