"""Keeping a plan that was made: checked first, with its proof and its first day, all or none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from planning.checker import Breach
from planning.rule_of_thumb import build_plan
from questionnaire.entries import LIMITS, PLANNED, Address, reply_of, target_of
from questionnaire.intentions import Limits, PlannedStart, Proof, Target
from storage.memory_repository import MemoryRepository
from tests.examples import action, at_level, capability, framework, library, section
from tests.views.one_page import AT, kept, make_plan
from views import kept_plan
from views.desk import Desk
from views.kept_plan import Made, keep_made
from views.plan_by_hand import by_hand_since
from words.phrases import load_phrases

TREE = framework(section("L", capability("L01"), capability("L02")))
LIBRARY = library(action("A1", "L01.2a", money=100), action("A2", "L02.1a", money=40))
FIRST_DAY = date(2027, 4, 1)
BOTH = (PlannedStart("A1", 0), PlannedStart("A2", 0))


def desk(limits: Limits | None = None) -> Desk:
    values: dict[Address, Any] = {
        reply_of("P1", "L01"): at_level(1),
        reply_of("P1", "L02"): at_level(0),
        target_of("L01"): Target("L01", 2),
        target_of("L02"): Target("L02", 1),
    }
    values |= {LIMITS: limits} if limits else {}
    repository = MemoryRepository()
    id = kept(repository, values, framework=TREE)
    return Desk(repository, TREE, LIBRARY, load_phrases("en"), {}, dossier_id=id, now=lambda: AT)


def proven(at: Desk, **more: Any) -> Any:
    plan = build_plan(at.dossier, at.card, at.library, today=AT.date())
    return replace(plan, proof=Proof(plan.value, plan.value, **more))


class TestByRuleOfThumb:
    def test_the_plan_is_kept_with_its_first_day(self) -> None:
        at = desk()
        assert make_plan(at).result is Made.KEPT
        assert at.dossier.planned == BOTH
        assert at.dossier.limits.start == FIRST_DAY
        assert (at.dossier.proof, at.dossier.revision) == (None, 2)

    def test_the_same_again_writes_nothing(self) -> None:
        at = desk()
        make_plan(at)
        assert make_plan(at).result is Made.SAME
        assert at.dossier.revision == 2

    def test_the_limits_bind(self) -> None:
        at = desk(Limits(start=FIRST_DAY, forced_out=frozenset({"A2"})))
        make_plan(at)
        assert at.dossier.planned == (PlannedStart("A1", 0),)

    def test_an_empty_plan_is_not_kept(self) -> None:
        at = desk(Limits(start=FIRST_DAY, money=Fraction(1)))
        assert make_plan(at).result is Made.EMPTY
        assert at.dossier.planned is None

    def test_after_a_proven_one_nothing_is_claimed_and_nobody_changed_it_by_hand(self) -> None:
        at = desk(Limits(start=FIRST_DAY))
        keep_made(at, proven(at))
        make_plan(at)
        assert at.dossier.proof == Proof(Fraction(2))
        assert by_hand_since(at) is None


class TestProven:
    def test_plan_proof_and_first_day_are_one_revision(self) -> None:
        at = desk()
        plan = proven(at)
        assert keep_made(at, plan).result is Made.KEPT
        assert (at.dossier.proof, at.dossier.limits.start, at.dossier.revision) == (plan.proof, FIRST_DAY, 2)

    def test_the_same_found_in_another_time_writes_nothing(self) -> None:
        at = desk(Limits(start=FIRST_DAY))
        keep_made(at, proven(at, seconds=Fraction(2)))
        assert keep_made(at, proven(at, seconds=Fraction(3))).result is Made.SAME
        assert at.dossier.revision == 2

    def test_the_same_better_proven_is_kept(self) -> None:
        at = desk(Limits(start=FIRST_DAY))
        make_plan(at)
        assert keep_made(at, proven(at)).result is Made.KEPT
        assert at.dossier.proof is not None

    def test_a_plan_that_fails_its_check_is_not_kept(self, monkeypatch: pytest.MonkeyPatch) -> None:
        at = desk()
        breach = Breach("prerequisite_late", {"action": "A2", "before": "A1"})
        monkeypatch.setattr(kept_plan, "check_plan", lambda *_, **__: (breach,))
        made = keep_made(at, proven(at))
        assert (made.result, made.breaches) == (Made.WRONG, (breach,))
        assert at.dossier.planned is None

    def test_a_plan_kept_by_another_window_meanwhile_is_not_overwritten(self, monkeypatch: pytest.MonkeyPatch) -> None:
        at = desk()
        plan, theirs = proven(at), (PlannedStart("A1", 3),)
        make: Callable[..., Any] = at.repository.save_all

        def save_all(*given: Any, **named: Any) -> Any:
            monkeypatch.undo()
            at.repository.save(at.dossier.id, PLANNED, theirs, by="P2", at=AT, expect=0)
            return make(*given, **named)

        monkeypatch.setattr(at.repository, "save_all", save_all)
        assert keep_made(at, plan).result is Made.STALE
        assert at.repository.open(at.dossier.id, TREE).planned == theirs
