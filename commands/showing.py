"""How the command line shows things: tables in columns for people, exact numbers for programs, progress meanwhile."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from unicodedata import combining, east_asian_width

from reports.cells import Cell, Coded, Kind, Row
from words import numbers
from words.phrases import Phrases

GAP = "  "
NARROWEST = 12
"""No column of text is cut below this width."""

_RIGHT = {Kind.SCORE, Kind.SHARE, Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.LEVEL}


@dataclass(frozen=True)
class Shown:
    """A column as it is shown: its heading and what stands in it."""

    heading: str
    kind: Kind


def cell_text(cell: Cell, kind: Kind, say: Phrases) -> str:
    """A cell as people read it; nothing known is a dash, and never zero."""
    language = say.language
    match cell:
        case None:
            return numbers.NO_SCORE
        case bool():
            return say("cli.yes") if cell else ""
        case Coded(key=key, code=code):
            return say(key) if key in say else code
        case date():
            return cell.isoformat()
        case Fraction() | int():
            return _number(Fraction(cell), kind, language)
        case str():
            return "".join(sign if sign.isprintable() else " " for sign in cell)


def _number(value: Fraction, kind: Kind, language: str) -> str:
    if kind is Kind.SCORE:
        return numbers.score(value, language)
    if kind is Kind.SHARE:
        return numbers.percent(value, language)
    decimals = {Kind.MONEY: 0, Kind.COUNT: 0, Kind.LEVEL: 0}.get(kind, 0 if value.denominator == 1 else 2)
    return numbers.number(value, language, decimals)


def table_text(columns: Mapping[str, Shown], rows: Sequence[Row], say: Phrases, *, width: int | None = None) -> str:
    """Rows under their headings. Where `width` is known, the widest columns of text are cut to fit into it."""
    shown = list(columns.items())
    cells = [[cell_text(row[id], column.kind, say) for id, column in shown] for row in rows]
    lines = [[column.heading for _, column in shown], *cells]
    widths = [max(_width(line[place]) for line in lines) for place in range(len(shown))]
    widths = _fitted(widths, [column.kind for _, column in shown], width)
    right = [column.kind in _RIGHT for _, column in shown]
    written = [_line(line, widths, right) for line in lines]
    return "\n".join([written[0], GAP.join("-" * one for one in widths), *written[1:]])


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    return GAP.join(_padded(*one) for one in zip(cells, widths, right, strict=True)).rstrip()


def _padded(text: str, width: int, right: bool) -> str:
    cut = _cut(text, width)
    space = " " * (width - _width(cut))
    return space + cut if right else cut + space


def _cut(text: str, width: int) -> str:
    if _width(text) <= width:
        return text
    while _width(text) > width - 1:
        text = text[:-1]
    return text + "\u2026"


def _width(text: str) -> int:
    """How many places a text takes on a terminal."""
    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _fitted(widths: list[int], kinds: Sequence[Kind], width: int | None) -> list[int]:
    if width is None:
        return widths
    text = [place for place, kind in enumerate(kinds) if kind is Kind.TEXT]
    while text and sum(widths) + len(GAP) * (len(widths) - 1) > width:
        widest = max(text, key=lambda place: widths[place])
        if widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
    return widths


def terminal_width() -> int | None:
    """How wide the terminal is; None where the output goes into a file or another program, which get everything."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def exact(value: Fraction | None) -> str | None:
    """An exact number for programs: "39/20"."""
    return None if value is None else str(value)


@contextmanager
def working(what: str) -> Iterator[None]:
    """Say on a terminal what is being done while it is done; nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield
        return
    print(f"{what} ...", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        print("\r" + " " * (_width(what) + 4), end="\r", file=sys.stderr, flush=True)


BAR = 24
"""How many signs wide the bar is that tells how far long work is."""


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Tell on a terminal how far long work is, as a bar; nothing where nobody watches.

    Gives the function that is told how many of how many steps are done.
    """
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return

    def told(done: int, of: int) -> None:
        filled = BAR * done // max(of, 1)
        print(f"\r{what} [{'#' * filled}{'.' * (BAR - filled)}]", end="", file=sys.stderr, flush=True)

    told(0, 1)
    try:
        yield told
    finally:
        print("\r" + " " * (_width(what) + BAR + 4), end="\r", file=sys.stderr, flush=True)
