"""Writes the three example dossiers from their descriptions beside it: `python -m examples.build`.

A description says what was replied, in short; this program makes the history that such an assessment leaves: days,
hours, corrections. Nothing in it depends on the clock or on chance, so the same descriptions make the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from time import monotonic
from typing import Any

from examples.replies import evidence_links, reply_to
from planning.actions import Library
from planning.catalogue import load_bank
from planning.costing import items_used
from planning.follow_up import starts
from planning.making import best_plan
from planning.plan import Plan
from questionnaire.assessment import Administration, Dossier, Participant, Round, RoundKind
from questionnaire.dossier import fold
from questionnaire.entries import (
    LIMITS,
    PLANNED,
    PROOF,
    Address,
    Entry,
    comment_of,
    confidence_of,
    details_of,
    evidence_for,
    participant_at,
    price_of,
    progress_of,
    registered,
    reply_of,
    setup_field,
    target_of,
    threat_to,
)
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.following import Funding, ProgressReport, ProgressWord, Rater, StepDetails
from questionnaire.framework import Framework, Section
from questionnaire.intentions import Donor, Limits, Stop, Target, UnitPrice
from questionnaire.policy import Confidence, Strength
from questionnaire.stages import Role
from questionnaire.strict_yaml import read_yaml
from scoring.scores import score_dossier
from scoring.targets import STARTING_RULES
from storage.dossier_file import dossier_bytes
from storage.memory_repository import MemoryRepository

HERE = Path(__file__).parent
BANK = HERE.parent / "questionnaire" / "bank" / "customs-iwt"
NAMES = ("weak", "uneven", "strong")
FACILITATOR = "P1"
SECONDS = 300
"""How long the search for the plan of an example may take; each ends, proven, long before."""
BETWEEN_SAVES = timedelta(seconds=40)

Raw = Mapping[str, Any]


@cache
def bank() -> tuple[Framework, Library]:
    """The shipped framework with its actions."""
    return load_bank(BANK)


def description(name: str) -> Raw:
    """The description of an example. Raises ValueError where it is not written well."""
    document, problems = read_yaml((HERE / f"{name}.yaml").read_text("utf-8"), f"{name}.yaml")
    if document is None or problems:
        raise ValueError([(one.code, one.line) for one in problems])
    data: Raw = document.data
    return data


@dataclass
class _Diary:
    """What is written down, in its order: each writing a revision of its own, a little later than the one before."""

    at: datetime
    entries: list[Entry] = field(default_factory=list)
    stamps: dict[Address, int] = field(default_factory=dict)

    def write(self, address: Address, value: Any) -> None:
        self.at += BETWEEN_SAVES
        self.stamps[address] = self.stamps.get(address, 0) + 1
        entry = Entry(address, self.stamps[address], value, FACILITATOR, self.at, len(self.entries) + 1)
        self.entries.append(entry)

    def next_morning(self) -> None:
        """The next working day, at nine."""
        day = self.at.replace(hour=9, minute=0, second=0) + timedelta(days=1)
        while day.weekday() > 4:
            day += timedelta(days=1)
        self.at = day

    def dossier(self, id: str) -> Dossier:
        """The dossier as it stands now."""
        return fold(bank()[0], id, self.entries)


def build(name: str) -> bytes:
    """The dossier file of an example."""
    raw = description(name)
    created = datetime.fromisoformat(raw["created"])
    diary = _Diary(created)
    _write_setup(diary, raw)
    for section in bank()[0].sections:
        diary.next_morning()
        _write_section(diary, raw, section)
    diary.next_morning()
    _write_corrections(diary, raw)
    _write_intentions(diary, raw)
    repository = MemoryRepository()
    repository.create(bank()[0], diary.entries, id=raw["id"], example=True, created_at=created)
    return dossier_bytes(repository, raw["id"])


def _write_setup(diary: _Diary, raw: Raw) -> None:
    fields = {
        "administration": Administration(**raw["administration"]),
        "round": Round(RoundKind(raw["round"]["kind"]), raw["round"]["year"]),
        "language": raw["language"],
        "assessed_on": date.fromisoformat(raw["assessed_on"]),
        "currency": raw["currency"],
        "priority_posts": raw["priority_posts"],
    }
    for name, value in fields.items():
        diary.write(setup_field(name), value)
    for one in raw["participants"]:
        diary.write(participant_at(one["id"]), Participant(one["id"], Role(one["role"]), one["name"], one["office"]))


def _write_section(diary: _Diary, raw: Raw, section: Section) -> None:
    """The answers of one section in their order; evidence is registered when it is first hung on one."""
    for capability in section.capabilities:
        for question in capability.questions:
            said = raw["answers"].get(question.id)
            if said is None:
                continue  # It is not asked: the answer that it depends on hides it.
            for link in evidence_links(question.id, said):
                if registered(link.evidence) not in diary.stamps:
                    diary.write(registered(link.evidence), _evidence(link.evidence, raw["evidence"][link.evidence]))
            before = raw.get("changes", {}).get(question.id)
            _write_answer(diary, question.id, {**said, **before["before"]} if before else said)


def _write_answer(diary: _Diary, id: str, said: Raw) -> None:
    diary.write(reply_of(FACILITATOR, id), reply_to(bank()[0].question(id), said))
    if "sure" in said:
        diary.write(confidence_of(FACILITATOR, id), Confidence(said["sure"]))
    links = evidence_links(id, said)
    if links:
        diary.write(evidence_for(FACILITATOR, id), links)
    if "says" in said:
        diary.write(comment_of(FACILITATOR, id), said["says"])


def _evidence(id: str, raw: Raw) -> Evidence:
    kind, strength = EvidenceKind(raw["kind"]), Strength(raw["strength"])
    return Evidence(id, raw["title"], kind, strength, raw["where"], date.fromisoformat(raw["dated"]))


def _write_corrections(diary: _Diary, raw: Raw) -> None:
    """On the last day some replies were looked at again; the earlier ones stay in the history."""
    for id, change in raw.get("changes", {}).items():
        diary.write(reply_of(FACILITATOR, id), reply_to(bank()[0].question(id), raw["answers"][id]))
        if "says" in change:
            comment = " ".join(filter(None, (raw["answers"][id].get("says"), change["says"])))
            diary.write(comment_of(FACILITATOR, id), comment)


def _write_intentions(diary: _Diary, raw: Raw) -> None:
    """Targets, threats, prices and limits; then the plan, as the planner made it that day."""
    library = bank()[1]
    for target in _targets(raw, diary.dossier(raw["id"])):
        diary.write(target_of(target.capability), target)
    for capability, threat in raw["threats"].items():
        diary.write(threat_to(capability), threat)
    for price in _prices(raw, library):
        diary.write(price_of(price.item), price)
    diary.write(LIMITS, _limits(raw["limits"]))
    dossier = diary.dossier(raw["id"])
    card, today = score_dossier(dossier), diary.at.date()
    plan = best_plan(dossier, card, library, today=today, clock=monotonic, seconds=SECONDS)
    if plan is None or plan.proof is None or plan.proof.stop is not Stop.DONE:
        raise ValueError(f"the plan of {raw['id']} was not proven in time: it would not be the same another time")
    diary.write(PLANNED, starts(plan))
    diary.write(PROOF, replace(plan.proof, seconds=None))  # how long it took differs from run to run
    _write_following(diary, raw, plan)


def _write_following(diary: _Diary, raw: Raw, plan: Plan) -> None:
    """Who owns and pays some lines of the plan; then what was reported on some, on later days."""
    following = raw.get("following", {"details": {}, "reports": []})
    planned = {step.action.id for step in plan.steps}
    if unknown := {*following["details"], *(one["action"] for one in following["reports"])} - planned:
        raise ValueError(f"not in the plan of {raw['id']}: {sorted(unknown)}")
    for action, said in following["details"].items():
        funding = Funding(said["funding"]) if "funding" in said else None
        diary.write(details_of(action), StepDetails(action, **{**said, "funding": funding}))
    for said in following["reports"]:
        on = date.fromisoformat(said["day"])
        diary.at = datetime.combine(on, diary.at.timetz()).replace(hour=10, minute=0, second=0)
        report = ProgressReport(
            said["action"],
            Rater(said.get("rater", "self")),
            ProgressWord(said["word"]),
            on,
            note=said.get("note", ""),
            waits_for=said.get("waits_for", ""),
            spent=Fraction(said["spent"]) if "spent" in said else None,
            next_review=date.fromisoformat(said["next_review"]) if "next_review" in said else None,
        )
        diary.write(progress_of(report.action, report.rater.value), report)


def _targets(raw: Raw, dossier: Dossier) -> list[Target]:
    """By the rule, with those set by hand; none where nothing is scored."""
    due = date.fromisoformat(raw["targets"]["due"])
    by_rule = STARTING_RULES[raw["targets"]["rule"]](score_dossier(dossier), due)
    return [Target(id, raw["targets"]["set"].get(id, one.level), due) for id, one in by_rule.items()]


def _prices(raw: Raw, library: Library) -> list[UnitPrice]:
    said, listed = raw["prices"], description("prices")
    step = said["step"]
    return [
        UnitPrice(
            item,
            # Rounded to a step of the currency, as people write prices.
            Fraction(round(listed[item] * said["factor"] / step) * step),
            raw["currency"],
            said["source"],
            said["year"],
        )
        for item in items_used(library)
        if item in listed and item not in said["blank"]
    ]


def _limits(raw: Raw) -> Limits:
    return Limits(
        start=date.fromisoformat(raw["start"]),
        quarters=raw["quarters"],
        at_once_default=raw["at_once_default"],
        at_once=raw["at_once"],
        money=Fraction(raw["money"]) if "money" in raw else None,
        donors=tuple(_donor(one) for one in raw.get("donors", ())),
        upkeep=Fraction(raw["upkeep"]) if "upkeep" in raw else None,
        forced_in=frozenset(raw.get("forced_in", ())),
        forced_out=frozenset(raw.get("forced_out", ())),
    )


def _donor(raw: Raw) -> Donor:
    amounts = {int(year): Fraction(amount) for year, amount in raw["amounts"].items()}
    return Donor(raw["name"], amounts, frozenset(raw.get("sections", ())), frozenset(raw.get("blocks", ())))


def main() -> None:
    """Write all examples anew."""
    for name in NAMES:
        (HERE / f"{name}.dossier").write_bytes(build(name))


if __name__ == "__main__":
    main()
