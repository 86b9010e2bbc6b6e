"""A paper: what a text document says, decided once as headings, sentences and tables, for screen and Word alike."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PaperHeading:
    """A heading; level 1 is the first below the title."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class PaperText:
    """A paragraph. Quiet ones are notes beside the matter."""

    text: str
    quiet: bool = False


@dataclass(frozen=True)
class PaperList:
    """Points, one a line."""

    points: tuple[str, ...]


@dataclass(frozen=True)
class PaperTable:
    """Rows under heads. `widths` are the columns' shares of the page. What it is about, in a sentence, is `about`."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    about: str

    def __post_init__(self) -> None:
        if {len(self.heads)} != {len(self.widths), *(len(row) for row in self.rows)}:
            raise ValueError("every row has a cell under each head, and each head a width")


@dataclass(frozen=True)
class PaperFacts:
    """What is said of the whole, as pairs of a name and a fact."""

    pairs: tuple[tuple[str, str], ...]


PaperPart = PaperHeading | PaperText | PaperList | PaperTable | PaperFacts


@dataclass(frozen=True)
class Paper:
    """A document in one language: its title, what stands under it, its parts in order, and the foot of every page.

    `page_of` is the foot's sentence about pages, with gaps `{n}` and `{of}`.
    """

    title: str
    subtitle: str
    language: str
    parts: tuple[PaperPart, ...]
    foot: str = ""
    page_of: str = "{n} / {of}"


def table_or_nothing(table: PaperTable, nothing: str) -> PaperPart:
    """The table; where it has no rows, the sentence that says so."""
    return table if table.rows else PaperText(nothing, quiet=True)
