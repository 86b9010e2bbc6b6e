from __future__ import annotations

import pytest

from tests.examples import action


@pytest.mark.parametrize(("months", "quarters"), [(1, 1), (3, 1), (4, 2), (6, 2), (7, 3), (120, 40)])
def test_an_action_takes_whole_quarters(months: int, quarters: int) -> None:
    assert action("X1", months=months).quarters == quarters
