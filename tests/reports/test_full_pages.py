"""How full the pages of the report are, in both formats and languages: no page stays half empty inside a chapter."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from PIL import Image

from planning.follow_up import plan_from
from planning.narrowing import narrowed
from planning.own_actions import with_own_actions
from reports.formats import write_report
from reports.report import Report
from scoring.scores import score_dossier
from storage.dossier_file import read_dossier
from tests.reports.filled import MADE_AT, ROOT, bank, report_on
from tests.reports.pages import EXAMPLES
from words.phrases import LANGUAGES, load_phrases

pytestmark = [pytest.mark.libreoffice, pytest.mark.poppler, pytest.mark.slow]

SHIPPED = ("strong", "uneven", "weak")
LEAST, LEAST_AT_AN_END = 0.55, 0.4
"""Shares of the text's height that a page is filled to; at the end of a chapter less: a tall figure may come next."""
FRONT = 2
"""The cover and the contents."""
PAGE, DOTS_AN_INCH, WHITE = 297, 36, 235
MARGINS: Mapping[str, tuple[int, int]] = {"pdf": (22, 26), "docx": (20, 29)}
"""Millimetres above the text and below it, the foot of two lines in the Word file included."""
NAMES = ("whole", "sections", "validation", "change", "priorities", "plan", "next", "method")
CHAPTERS = tuple(f"diagnostic.chapter.{name}" for name in (*NAMES, "people", "evidence", "answers"))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both formats of every report as pages: "uneven-fr-docx.pdf"."""
    folder = tmp_path_factory.mktemp("pages")
    for example in SHIPPED:
        for language in LANGUAGES:
            report = report_in(language, example)
            for form in MARGINS:
                made = write_report(report, f"report_{form}")
                (folder / f"{example}-{language}-{form}.{form}").write_bytes(made)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [*map(str, sorted(folder.glob("*.docx")))]
    _run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *words])
    return folder


def report_in(language: str, example: str) -> Report:
    """The report of a shipped example as it is on one day: what is late by then is late whenever the test runs."""
    framework, library = bank()
    dossier = read_dossier((ROOT / EXAMPLES / f"{example}.dossier").read_bytes(), framework).dossier
    library = with_own_actions(narrowed(library, dossier.framework), dossier)
    plan = plan_from(dossier, score_dossier(dossier), library, dossier.planned or (), MADE_AT.date())
    return report_on(dossier, library=library, plan=plan, language=language)


@pytest.mark.parametrize("form", MARGINS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", SHIPPED)
def test_no_page_inside_a_chapter_stays_half_empty(example: str, language: str, form: str, printed: Path) -> None:
    file = printed / f"{example}-{language}-{form}.pdf"
    shares, texts = filled(file, *MARGINS[form]), _run(["pdftotext", str(file), "-"]).split("\f")
    assert len(shares) > 20
    heads = [" ".join(load_phrases(language)(key).split()) for key in CHAPTERS]
    thin = []
    for number in range(FRONT, len(shares) - 1):
        following = " ".join(texts[number + 1].split())
        ends = any(following.startswith(head) for head in heads)
        if shares[number] < (LEAST_AT_AN_END if ends else LEAST):
            thin.append(f"page {number + 1}: {shares[number]:.0%}, then {following[:60]!r}")
    assert thin == []


def test_an_empty_page_and_a_full_one_are_told_apart(tmp_path: Path) -> None:
    for share in (0.0, 0.25, 1.0):
        page = Image.new("L", (200, 297), 255)
        page.paste(0, (20, 20, 180, 20 + round(share * 250)))
        assert abs(ink_share(page, 20, 27) - share) < 0.01


def filled(file: Path, above: int, below: int) -> Sequence[float]:
    """How far down its text each page is filled, of 1."""
    drawn = file.with_suffix("")
    _run(["pdftoppm", "-r", str(DOTS_AN_INCH), "-gray", str(file), str(drawn)])
    pages = sorted(file.parent.glob(f"{drawn.name}-*.pgm"))
    return [ink_share(Image.open(page), above, below) for page in pages]


def ink_share(page: Image.Image, above: int, below: int) -> float:
    """Where the lowest ink of the text stands on a page, as a share of the text's height. Margins in millimetres."""
    scale = page.height / PAGE
    text = page.crop((0, round(above * scale), page.width, round((PAGE - below) * scale)))
    box = text.point(lambda shade: 255 if shade < WHITE else 0).getbbox()
    return box[3] / text.height if box else 0.0


def _run(command: Sequence[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=280).stdout
