"""How the examples of withheld capabilities are worked: counted whole, and as a report for donors counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from planning.follow_up import plan_from
from questionnaire.answers import EvidenceLink
from questionnaire.assessment import Dossier
from questionnaire.framework import WHOLE
from questionnaire.intentions import PlannedStart, Target
from questionnaire.withholding import withheld_count
from reports.audience import Audience
from reports.basis import Basis, redacted_basis
from scoring.gaps import find_gaps
from scoring.priorities import Importance, rank_gaps
from scoring.scores import score_dossier
from tests import examples
from tests.spec.planning_working import action_of
from tests.spec.reading import dossier_of
from tests.spec.tables import NOTHING, Example, Table, filled, written

TODAY = date(2027, 2, 3)


@dataclass(frozen=True)
class _Twice:
    """The same assessment, counted whole and counted for donors."""

    whole: Basis
    donors: Basis


def _twice(dossier: Dossier, *rows: Mapping[str, str]) -> _Twice:
    library = examples.library(*(action_of(row) for row in rows))
    held = replace(dossier, planned=tuple(PlannedStart(id, 0) for id in library.actions))
    card = score_dossier(held)
    gaps = find_gaps(card, held.targets)
    ranked = rank_gaps(gaps, Importance(held.framework, held.threats))
    plan = plan_from(held, card, library, held.planned or (), TODAY)
    whole = Basis(held, card, gaps, ranked, plan, library)
    return _Twice(whole, redacted_basis(whole, Audience.DONOR, TODAY))


def _assessed(example: Example) -> Dossier:
    rows = example.given.records()
    return replace(
        dossier_of(example),
        withheld=tuple(row["node"] for row in rows if row.get("withheld")),
        targets={row["node"]: Target(row["node"], int(row["target"])) for row in rows if row.get("target")},
    )


def counted_twice(example: Example) -> Table:
    """The score of each node, or the rank of its gap, whole and for donors."""
    both = _twice(_assessed(example))
    bases = {"whole": both.whole, "for donors": both.donors}

    def cell(row: Mapping[str, str], column: str) -> str:
        what, _, whose = column.partition(", ")
        basis = bases[whose]
        node = WHOLE if row["node"] == "whole" else row["node"]
        if what == "rank":
            return next((str(one.rank) for one in basis.priorities if one.capability == node), NOTHING)
        return written(basis.card[node].value) if node in basis.card.scores else "not told"

    return filled(example, cell)


def told_count(example: Example) -> Table:
    """Which questions a copy has, and how many capabilities it says are withheld."""
    framework = _twice(_assessed(example)).donors.dossier.framework
    questions = " ".join(one.id for one in framework.questions)
    return Table(example.expected.columns, ((questions, str(withheld_count(framework))),))


def evidence_told(example: Example) -> Table:
    """Which pieces of evidence the register of a copy has, where A2 is withheld."""
    given = {row["evidence"]: row["hangs on"].split() for row in example.given.records()}
    framework = examples.framework(examples.section("A", examples.capability("A1"), examples.capability("A2")))
    hung = {id: [EvidenceLink(name) for name, on in given.items() if id in on] for id in ("A1", "A2")}
    answers = (examples.answer(id, 2, evidence=links) for id, links in hung.items())
    held = examples.dossier(framework, *answers, evidence=[examples.evidence(name) for name in given])
    told = _twice(replace(held, withheld=("A2",))).donors.dossier.evidence
    return filled(example, lambda row, column: "yes" if row["evidence"] in told else "no")


def plans_told(example: Example) -> Table:
    """What stands in the plan of each, and what it costs, where A2 is withheld."""
    framework = examples.framework(examples.section("A", examples.capability("A1"), examples.capability("A2")))
    held = examples.dossier(framework, *(examples.answer(id, 0) for id in ("A1", "A2")), withheld=("A2",))
    held = replace(held, targets=examples.targets(A1=4, A2=4))
    both = _twice(held, *example.given.records())

    def cell(row: Mapping[str, str], column: str) -> str:
        plan = (both.whole if row["copy"] == "whole" else both.donors).plan
        assert plan is not None
        return " ".join(one.action.id for one in plan.steps) if column == "actions" else written(plan.one_off.amount)

    return filled(example, cell)
