"""Who may use the look of an assessment's Word files, and who may change it."""

from __future__ import annotations

import pytest

from access.guarded_repository import GuardedRepository
from access.permissions import NotAllowed
from access.seats import Place, Seat
from questionnaire.entries import STAGE, Entry
from questionnaire.stages import Role, Stage
from storage.memory_repository import MemoryRepository
from storage.repository import UnknownDossier
from tests import examples
from tests.examples import NOON

FRAMEWORK = examples.framework(examples.section("S", examples.capability("C1")))
MAY_CHANGE = {Role.OWNER, Role.FACILITATOR, Role.MANAGER}
MAY_USE = {*MAY_CHANGE, Role.VALIDATOR, Role.DONOR_READER}


def memory_of(role: Role, stage: Stage = Stage.SHARED) -> GuardedRepository:
    """A memory with a template, as somebody in that role uses it."""
    inner = MemoryRepository()
    inner.create(FRAMEWORK, [Entry(STAGE, 1, stage, "P1", NOON, 1)], id="D")
    inner.create(FRAMEWORK, id="E")
    for id in ("D", "E"):
        inner.templates.keep(id, "look.docx", b"PK", by="P1", at=NOON)
    return GuardedRepository(inner, Seat("s", "Zoë", account="a", places={"D": Place("P2", role)}))


@pytest.mark.parametrize("role", list(Role))
def test_the_look_is_used_by_who_may_take_documents_away(role: Role) -> None:
    memory = memory_of(role)
    if role not in MAY_USE:
        with pytest.raises(NotAllowed):
            memory.templates.of("D")
        return
    kept = memory.templates.of("D")
    assert kept is not None
    assert memory.templates.content("D", kept.content_hash) == b"PK"


@pytest.mark.parametrize("role", list(Role))
def test_the_look_is_changed_by_who_runs_the_assessment(role: Role) -> None:
    memory = memory_of(role)
    if role in MAY_CHANGE:
        assert memory.templates.keep("D", "b.docx", b"PK2", by="P2", at=NOON).by == "P2"
        memory.templates.take_away("D")
        assert memory.inner.templates.of("D") is None
        return
    with pytest.raises(NotAllowed):
        memory.templates.keep("D", "b.docx", b"PK2", by="P2", at=NOON)
    with pytest.raises(NotAllowed):
        memory.templates.take_away("D")
    assert memory.inner.templates.of("D") is not None


def test_the_look_of_another_assessment_is_not_there() -> None:
    templates = memory_of(Role.OWNER).templates
    for act in (lambda: templates.of("E"), lambda: templates.take_away("E"), lambda: templates.content("E", "0" * 64)):
        with pytest.raises(UnknownDossier):
            act()


def test_donors_do_not_use_it_before_it_is_shared_with_them() -> None:
    with pytest.raises(UnknownDossier):
        memory_of(Role.DONOR_READER, Stage.APPROVED).templates.of("D")
