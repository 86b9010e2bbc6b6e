from __future__ import annotations

import pytest

from questionnaire.signatures import Reopening, Signature
from questionnaire.stages import Role, Stage
from tests.examples import NOON


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_reopening_needs_a_reason(reason: str) -> None:
    with pytest.raises(ValueError, match="reason"):
        Reopening(Stage.AGREED, Stage.DRAFT, "Ada", Role.OWNER, reason, NOON)
    assert Reopening(Stage.AGREED, Stage.DRAFT, "Ada", Role.OWNER, "L04 was read wrongly", NOON).stage is Stage.DRAFT


def test_a_signature_says_under_what_it_stands() -> None:
    first = Signature(Stage.AGREED, "Ada", Role.OWNER, "We agree", 7, "a" * 64, NOON)
    second = Signature(Stage.AGREED, "Ada", Role.OWNER, "We agree", 8, "b" * 64, NOON)
    assert first != second
