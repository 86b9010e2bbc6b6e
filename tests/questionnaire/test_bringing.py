from __future__ import annotations

from questionnaire.bringing import UnknownWriter


def test_an_unknown_writer_is_said_by_name_and_id() -> None:
    assert UnknownWriter("P9", " Binta ", 2).said == "Binta (P9)"
    assert UnknownWriter("P77", " ", 2).said == "P77"
