"""A paper: what a text document says, decided once as headings, sentences, tables, figures; for screen, Word, PDF."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # drawing is heavy, and most papers have no figure
    from reports.chart_style import Drawn


@dataclass(frozen=True)
class PaperHeading:
    """A heading; level 1 is the first below the title.

    Where `new_page` says so it begins a new page, unless so much of the last one is left that what opens it fits there.
    """

    text: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True)
class PaperText:
    """A paragraph. Quiet ones are notes beside the matter; `lead` is one that a hurried reader must not miss."""

    text: str
    quiet: bool = False
    lead: bool = False


@dataclass(frozen=True)
class PaperList:
    """Points, one a line; with numbers where their order matters."""

    points: tuple[str, ...]
    numbered: bool = False


class PaperNoteKind(StrEnum):
    """How much a note weighs: something to know, or something that limits what the paper says."""

    NOTE = "note"
    WARNING = "warning"


@dataclass(frozen=True)
class PaperNote:
    """A paragraph set apart in a frame: a draft, a limit of what is known, what was withheld."""

    text: str
    kind: PaperNoteKind = PaperNoteKind.NOTE


class PaperColumn(StrEnum):
    """How the cells of a column stand: text to the left, numbers and money to the right."""

    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True)
class PaperCell:
    """A cell with a ground of its own, as a level has. Its text says the same: colour is never alone.

    `share` of 0 to 1 is where the level lies on its scale; None for a cell without one.
    """

    text: str
    share: float | None = None
    strong: bool = False


PaperCells = tuple[str | PaperCell, ...]


@dataclass(frozen=True)
class PaperTable:
    """Rows under heads. `widths` are the columns' shares of the page. What it is about, in a sentence, is `about`.

    `columns` says how each column stands; all are text where it is empty. Rows named in `totals` (by place) are sums.
    """

    heads: tuple[str, ...]
    rows: tuple[PaperCells, ...]
    widths: tuple[int, ...]
    about: str
    columns: tuple[PaperColumn, ...] = ()
    totals: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if {len(self.heads)} != {len(self.widths), *(len(row) for row in self.rows)}:
            raise ValueError("every row has a cell under each head, and each head a width")
        if self.columns and len(self.columns) != len(self.heads):
            raise ValueError("every head has a kind of column, or none has")


@dataclass(frozen=True)
class PaperFacts:
    """What is said of the whole, as pairs of a name and a fact."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PaperFigure:
    """A figure: its finding as caption, its key below, the chart as a picture.

    The picture is read aloud as title and subtitle; the table that says the same follows it where `with_table`.
    `width` is the width in pixels at which the chart is drawn before it is scaled to the page.
    """

    drawn: Drawn
    width: int = 680
    with_table: bool = False


PaperPart = PaperHeading | PaperText | PaperList | PaperNote | PaperTable | PaperFacts | PaperFigure


@dataclass(frozen=True)
class PaperCover:
    """The first page of a long document: who issues it, facts about it, and a line that says for whom it is."""

    issuer: str
    facts: tuple[tuple[str, str], ...]
    audience: str = ""


@dataclass(frozen=True)
class Paper:
    """A document in one language: its title, what stands under it, its parts in order, and the foot of every page.

    `page_of` is the foot's sentence about pages, with gaps `{n}` and `{of}`. With a `cover` the document has a title
    page; `contents` is the heading of a list of contents after it, none where it is empty.
    """

    title: str
    subtitle: str
    language: str
    parts: tuple[PaperPart, ...]
    foot: str = ""
    page_of: str = "{n} / {of}"
    cover: PaperCover | None = None
    contents: str = ""

    @property
    def named(self) -> str:
        """The title as a list of files shows it: with the issuer, where a cover names one."""
        issuer = self.cover.issuer.strip() if self.cover else ""
        return f"{self.title}, {issuer}" if issuer else self.title


def table_or_nothing(table: PaperTable, nothing: str) -> PaperPart:
    """The table; where it has no rows, the sentence that says so."""
    return table if table.rows else PaperText(nothing, quiet=True)


def cell_text(cell: str | PaperCell) -> str:
    """What a cell says."""
    return cell.text if isinstance(cell, PaperCell) else cell
