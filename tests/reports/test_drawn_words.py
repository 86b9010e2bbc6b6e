"""No picture of a copy for others has a word drawn in it that they are not told: searched is what the renderer gets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
import vl_convert

from reports import pictures
from reports.audience import Audience
from reports.formats import OFFERED, write_report
from tests.reports.secrets import all_text, untold_words
from tests.reports.test_redaction import OTHERS, SALTED, report_for, untold
from words.phrases import LANGUAGES

SALT = re.compile(r"qz[a-z]*")
"""How every word of the salted dossier begins that people wrote, and every name of what is withheld."""
PAPERS = [
    (audience, format, language)
    for audience in OTHERS
    for format in OFFERED[audience]
    if format.endswith(("_docx", "_pdf"))
    for language in LANGUAGES
]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every chart as it is handed to the renderer, which draws it all the same."""
    pictures.forget()
    held: list[str] = []
    for name in ("vegalite_to_png", "vegalite_to_svg"):
        draw = getattr(vl_convert, name)

        def drawn(spec: str, *also: Any, draw: Any = draw, **more: Any) -> Any:
            held.append(spec)
            return draw(spec, *also, **more)

        monkeypatch.setattr(vl_convert, name, drawn)
    return held


def words_of(specs: list[str]) -> str:
    """The words of charts: all that is in them, and those that stand on the picture."""
    svgs = [vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]) for spec in specs]
    return "\n".join(all_text(one.encode()) for one in (*specs, *svgs))


@pytest.mark.parametrize(("audience", "format", "language"), PAPERS)
def test_no_picture_tells_what_is_not_told(audience: Audience, format: str, language: str, given: list[str]) -> None:
    write_report(report_for(audience, language=language), format)
    said = words_of(list(given))
    assert given
    assert [word for word in (*untold(audience), *untold_words()) if word in said] == []
    assert _not_told(said, untold(audience)) == set()


def _not_told(said: str, hidden: Mapping[str, str]) -> set[str]:
    """The words in it that begin as a secret does and belong to nothing that is told, cut short or not."""
    told = set(SALTED.words) - hidden.keys()
    return {word for word in SALT.findall(said) if not any(one.startswith(word) for one in told)}


@pytest.mark.parametrize("format", ["report_docx", "report_pdf", "briefing_docx", "briefing_pdf"])
def test_the_pictures_of_the_administration_have_them(format: str, given: list[str]) -> None:
    # A search that finds nothing anywhere would prove nothing.
    write_report(report_for(Audience.ADMINISTRATION), format)
    said = words_of(list(given))
    assert [word for word in untold_words() if word in said]
    assert _not_told(said, {}) != set()


def test_words_that_were_cut_short_are_found() -> None:
    assert _not_told("<text>qzshortlqz</text>", {}) == {"qzshortlqz"}
    assert _not_told(min(SALTED.words)[:6], {}) == set()
