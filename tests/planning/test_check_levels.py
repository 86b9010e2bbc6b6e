from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.check_levels import is_there, reaches
from planning.examined import Examined
from tests.examples import action, targets
from tests.planning.situations import FEW, Case, case, cases, ladders

ONE = case(
    *ladders(1, 0),
    action("X1", "A1.2a"),
    action("X2", "A2.1a"),
    action("X3", "A2.2a"),
    targets=targets(A1=2),
)


@pytest.mark.parametrize(
    ("required", "starts", "found"),
    [
        ({"A1": 1}, {}, set()),
        ({"A1": 2}, {}, {"must_reach"}),
        ({"A1": 2}, {"X1": 0}, set()),
        ({"A1": 3}, {"X1": 0}, {"must_reach"}),
        ({"A2": 0}, {}, set()),
        ({"A2": 2}, {"X3": 0}, {"must_reach"}),
        ({"A2": 2}, {"X2": 3, "X3": 0}, set()),
        ({"A1": 2, "A2": 1}, {"X1": 0}, {"must_reach"}),
        ({"A9": 4}, {}, set()),
    ],
)
def test_what_must_be_reached_is_there_by_the_assessment_or_by_the_plan(
    required: Mapping[str, int], starts: Mapping[str, int], found: set[str]
) -> None:
    assert ONE.within(required=required).breaches(ONE.starting(**starts)) == found


def test_a_level_above_the_value_is_reached_by_what_the_plan_meets() -> None:
    look = Examined(ONE.starting(), ONE.dossier, ONE.card, ONE.library)
    assert is_there(look, "A1", 1, frozenset()) and not is_there(look, "A1", 2, frozenset())
    assert reaches(look, "A1", 2, frozenset({"A1.2a"})) and not reaches(look, "A2", 2, frozenset({"A2.2a"}))


def test_only_what_could_serve_is_said_to_serve() -> None:
    plan = ONE.starting(X1=0, X2=1)
    first, second = plan.steps
    claimed = replace(plan, steps=(first, replace(second, serves=(("A1", 2),))))
    assert ONE.breaches(plan) == set() and ONE.breaches(claimed) == {"serves"}


@FEW
@given(cases(), st.data())
def test_to_meet_more_never_loses_a_level(one: Case, data: st.DataObject) -> None:
    look = Examined(one.starting(), one.dossier, one.card, one.library)
    criteria = sorted(one.dossier.framework.home_of_criterion)
    few = data.draw(st.frozensets(st.sampled_from(criteria)))
    more = few | data.draw(st.frozensets(st.sampled_from(criteria)))
    for capability in one.dossier.framework.capabilities:
        for level in range(1, 5):
            with_few, with_more = (reaches(look, capability.id, level, met) for met in (few, more))
            assert with_more or not with_few
            assert not reaches(look, capability.id, level, more) or reaches(look, capability.id, level - 1, more)
