"""What the program writes to be read, and not to be filled in, is refused by its name."""

from __future__ import annotations

import pytest

from questionnaire.problems import InputFault
from reports.formats import write_report
from storage.intake.reading import read_incoming
from tests.reports.filled import MADE_AT, bank, filled, report_on
from words.phrases import load_phrases


@pytest.mark.parametrize(("format", "code"), [("xlsx", "intake.report_workbook"), ("csv", "intake.report_tables")])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_report_is_no_form(format: str, code: str, language: str) -> None:
    framework, library = bank()
    data = write_report(report_on(filled(framework, 1), library=library, language=language), format)
    with pytest.raises(InputFault) as refused:
        read_incoming(
            data, "x", framework=framework, entries=(), dossier_id="D1", participant="P1", by="P1", at=MADE_AT
        )
    (problem,) = refused.value.problems
    assert problem.code == code
    assert problem.sentence(load_phrases(language))
