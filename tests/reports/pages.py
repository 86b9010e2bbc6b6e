"""The pages and sheets shown in docs/documents, made anew from the examples: `python -m tests.reports.pages`.

Sheets are shown as they print. Each picture is reduced to few colours, which text and flat fills bear well, so that it
stays below 150 kilobytes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

import cli
from tests.reports.filled import ROOT

FOLDER = ROOT / "docs" / "documents"
COLOURS, DOTS_AN_INCH = 64, 96
MOST_BYTES = 150_000
EXAMPLES, BANK = "examples", "questionnaire/bank/customs-iwt"


@dataclass(frozen=True)
class Shown:
    """One picture: the command that writes the document, how the file ends, and words that stand on the page.

    `first` says that the page begins with them, as a sheet does with its title.
    """

    command: tuple[str, ...]
    ending: str
    words: str
    first: bool = False


def _export(example: str, language: str, *more: str) -> tuple[str, ...]:
    return ("export", f"{EXAMPLES}/{example}.dossier", "--language", language, *more)


PAGES: Mapping[str, Shown] = {
    "report-summary-fr": Shown(_export("uneven", "fr"), ".pdf", "Ce qui vous est demandé\n•"),
    "report-map-fr": Shown(_export("uneven", "fr"), ".pdf", "Pouvoirs, chaque flux\n"),
    "report-section-en": Shown(_export("uneven", "en"), ".pdf", "is the weakest of the five sections"),
    "briefing-en": Shown(_export("strong", "en", "--paper", "briefing"), ".pdf", "Briefing: Maravel"),
    "public-summary-fr": Shown(
        _export("uneven", "fr", "--paper", "summary", "--audience", "public"), ".pdf", "Résumé public"
    ),
    "workbook-summary-fr": Shown(_export("uneven", "fr", "--audience", "donor"), ".xlsx", "Synthèse\n", first=True),
    "workbook-gaps-en": Shown(
        _export("uneven", "en", "--audience", "donor"), ".xlsx", "Gaps and priorities\n", first=True
    ),
    "answer-workbook-fr": Shown(("form", BANK, "--language", "fr"), ".xlsx", "Réponses\n", first=True),
    "printed-form-en": Shown(("form", BANK, "--language", "en"), ".pdf", "L01"),
}


def main() -> int:
    """Make all pictures; 0 when each was made and is small enough."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pages-") as work:
        sizes = {name: _picture(shown, Path(work), FOLDER / f"{name}.png") for name, shown in PAGES.items()}
    for name, size in sizes.items():
        sys.stdout.write(f"{name}.png {size // 1024 + 1} KB\n")
    return int(any(size > MOST_BYTES for size in sizes.values()))


def _picture(shown: Shown, work: Path, file: Path) -> int:
    """Write the document, find the page, keep its picture; its size in bytes."""
    pages = _as_pdf(shown, work)
    number = page_with(_texts(pages), shown.words, first=shown.first)
    drawn = work / "page"
    at = ["-f", str(number), "-l", str(number), "-r", str(DOTS_AN_INCH), "-singlefile", "-png"]
    _run(["pdftoppm", *at, str(pages), str(drawn)])
    picture = Image.open(drawn.with_suffix(".png")).convert("RGB")
    picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(file, optimize=True)
    return file.stat().st_size


def _as_pdf(shown: Shown, work: Path) -> Path:
    """The document as pages: a PDF as it is, a workbook as it prints."""
    document = work / f"{abs(hash(shown.command + (shown.ending,)))}{shown.ending}"
    pages = document.with_suffix(".pdf")
    if pages.exists():
        return pages
    if cli.main([*shown.command, "--to", str(document)]) != cli.DONE:
        raise RuntimeError(f"not written: {' '.join(shown.command)}")
    if shown.ending != ".pdf":
        profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
        _run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(document)])
    return pages


def _texts(pages: Path) -> list[str]:
    return _run(["pdftotext", str(pages), "-"]).split("\f")


def page_with(texts: Sequence[str], words: str, *, first: bool = False) -> int:
    """The number of the first page on which, or at whose head, these words stand. Raises ValueError where on none."""
    stands = (text.lstrip().startswith(words) if first else words in text for text in texts)
    found = next((number for number, here in enumerate(stands, 1) if here), None)
    if found is None:
        raise ValueError(f"on no page: {words}")
    return found


def _run(command: Sequence[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=280).stdout


if __name__ == "__main__":
    sys.exit(main())
