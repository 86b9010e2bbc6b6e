from __future__ import annotations

from planning.plan import Reason


def test_reasons_stand_in_the_order_in_which_they_are_looked_for() -> None:
    assert [reason.value for reason in Reason] == [
        "forced_out",
        "prerequisite_missing",
        "no_time",
        "not_needed",
        "level_blocked",
        "dominated",
        "already_met",
        "no_capacity",
        "money",
        "not_chosen",
    ]
