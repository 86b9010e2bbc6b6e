"""Plans put aside: kept with their limits, compared, taken, removed; nobody's writing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from questionnaire.entries import LIMITS, PLANNED, PROOF, Address, alternative_at, reply_of, target_of
from questionnaire.intentions import Alternative, Limits, PlannedStart, Proof, Target
from storage.memory_repository import MemoryRepository
from tests.examples import action, at_level, capability, framework, library, section
from tests.views.one_page import AT, kept
from views.alternatives import Aside, compared, only_in, put_aside, remove, take
from views.desk import Desk
from views.kept_plan import kept_plan
from words.phrases import load_phrases

TREE = framework(section("L", capability("L01"), capability("L02")))
LIBRARY = library(action("A1", "L01.2a", money=100), action("A2", "L02.1a", money=40))
LIMITED = Limits(start=date(2027, 4, 1), money=Fraction(500))
WIDER = Limits(start=date(2027, 4, 1), money=Fraction(900))
BOTH = (PlannedStart("A1", 0), PlannedStart("A2", 1))
ONE = (PlannedStart("A1", 0),)
PROVEN = Proof(Fraction(2), Fraction(2))


def desk(more: Mapping[Address, Any] | None = None) -> Desk:
    values: dict[Address, Any] = {
        reply_of("P1", "L01"): at_level(1),
        reply_of("P1", "L02"): at_level(0),
        target_of("L01"): Target("L01", 2),
        target_of("L02"): Target("L02", 1),
        LIMITS: LIMITED,
        PLANNED: BOTH,
        PROOF: PROVEN,
    }
    repository = MemoryRepository()
    id = kept(repository, {**values, **(more or {})}, framework=TREE)
    return Desk(repository, TREE, LIBRARY, load_phrases("en"), {}, dossier_id=id, now=lambda: AT)


def aside(name: str = "Small", limits: Limits = WIDER, proof: Proof | None = None) -> Alternative:
    return Alternative(name, limits, ONE, proof)


class TestPuttingAside:
    def test_the_kept_plan_is_recorded_with_its_limits_and_its_proof(self) -> None:
        at = desk()
        assert put_aside(at, " First ") is Aside.DONE
        assert at.dossier.alternatives == {"1": Alternative("First", LIMITED, BOTH, PROVEN)}
        assert at.dossier.planned == BOTH

    def test_its_limits_are_those_of_then_even_where_others_hold_now(self) -> None:
        at = desk()
        at.repository.save(at.dossier.id, LIMITS, WIDER, by="P2", at=AT, expect=1)
        at.forget()
        put_aside(at, "First")
        assert at.dossier.alternatives["1"].limits == LIMITED

    def test_a_name_is_needed_and_none_is_given_twice(self) -> None:
        at = desk()
        assert put_aside(at, "  ") is Aside.NO_NAME
        assert put_aside(at, "x" * 61) is Aside.LONG_NAME
        put_aside(at, "First")
        assert put_aside(at, "First") is Aside.SAME_NAME
        assert list(at.dossier.alternatives) == ["1"]

    def test_there_is_room_for_three_and_a_place_that_was_left_is_used_again(self) -> None:
        at = desk()
        assert [put_aside(at, name) for name in ("a", "b", "c")] == [Aside.DONE] * 3
        assert put_aside(at, "d") is Aside.FULL
        assert remove(at, "2") is Aside.DONE
        assert put_aside(at, "d") is Aside.DONE
        assert {place: one.name for place, one in at.dossier.alternatives.items()} == {"1": "a", "2": "d", "3": "c"}


class TestComparing:
    def test_each_is_read_within_its_own_limits_with_todays_answers(self) -> None:
        at = desk({alternative_at("1"): aside()})
        here, other = compared(at, kept_plan(at))
        assert (here.place, here.proof, len(here.plan.steps)) == ("", PROVEN, 2)
        assert (other.name, other.place, other.proof) == ("Small", "1", None)
        assert [step.action.id for step in other.plan.steps] == ["A1"]
        assert other.plan.value == 1

    def test_only_one_of_them_has_it(self) -> None:
        at = desk({alternative_at("1"): aside()})
        assert only_in(compared(at, kept_plan(at))) == {"": ("A2",), "1": ()}

    def test_a_proof_of_another_worth_is_none(self) -> None:
        at = desk({alternative_at("1"): aside(proof=PROVEN), alternative_at("2"): aside("B", proof=Proof(Fraction(1)))})
        _, first, second = compared(at, kept_plan(at))
        assert (first.proof, second.proof) == (None, Proof(Fraction(1)))

    def test_what_changed_since_leaves_nothing_proven(self) -> None:
        at = desk()
        at.repository.save(at.dossier.id, LIMITS, WIDER, by="P2", at=AT, expect=1)
        at.forget()
        (here,) = compared(at, kept_plan(at))
        assert (here.proof, here.why) == (None, "changed")


class TestTaking:
    def test_plan_limits_and_proof_change_in_one_revision(self) -> None:
        proof = Proof(Fraction(1), Fraction(1))
        at = desk({alternative_at("1"): aside(proof=proof)})
        before = at.dossier.revision
        assert take(at, "1") is Aside.DONE
        dossier = at.dossier
        assert (dossier.planned, dossier.limits, dossier.proof) == (ONE, WIDER, proof)
        assert dossier.revision == before + 1
        assert "1" in dossier.alternatives

    def test_a_proof_that_no_longer_holds_is_not_taken_with_it(self) -> None:
        at = desk({alternative_at("1"): aside(proof=PROVEN)})
        take(at, "1")
        assert at.dossier.proof == Proof(Fraction(1))
        assert at.dossier.proof.value_bound is None

    def test_who_wrote_meanwhile_is_not_overwritten(self) -> None:
        at = desk({alternative_at("1"): aside()})
        assert at.dossier.revision  # read before the other writes
        at.repository.save(at.dossier.id, PLANNED, ONE, by="P2", at=AT, expect=1)
        assert take(at, "1") is Aside.STALE
        assert at.repository.open(at.dossier.id, TREE).limits == LIMITED

    def test_one_that_is_gone_cannot_be_taken_or_removed(self) -> None:
        assert (take(desk(), "1"), remove(desk(), "1")) == (Aside.STALE, Aside.STALE)
