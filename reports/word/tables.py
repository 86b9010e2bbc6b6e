"""Tables of a Word file: thin lines between the rows, a head that repeats, levels on their ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from reports.palette import level_colours
from reports.paper import PaperCell, PaperColumn, PaperTable, cell_text
from reports.paper_widths import column_letters, is_long_row, is_short_table, letter_size, row_lines
from reports.word.look import LINE, SHADE, clean

EMU_A_TWIP, EMU_A_POINT = 635, 12700
LETTER = 0.54
"""How wide a letter is, as a part of its size."""
CELL_ROOM = "80"
"""The room beside the text of a cell, in twentieths of a point."""
PAIRS_SIZE = 9.0
LOW_ROWS = 12
"""Two rows of no more lines together leave no great room empty where they go to the next page."""
FLUSH = 15
"""From this edition of Word on a table begins where the text does; in older ones its cells hang out to the left."""


def write_table(document: Any, part: PaperTable, width: int) -> None:
    """The table, `width` wide (in EMU). A page's end cuts no row that could stand on a page, and no short table."""
    rows = (part.heads, *part.rows)
    size = letter_size(len(part.heads))
    letters = column_letters(part, width / EMU_A_POINT / (size * LETTER))
    right = [one is PaperColumn.NUMBER for one in part.columns] or [False] * len(part.heads)
    shares = _shares(letters, width)
    table = _empty(document, len(rows), shares)
    _describe(table, part.about)
    held = _held(part, letters)
    for number, (line, cells) in enumerate(zip(table._tbl.tr_lst, rows, strict=True)):
        head, total = number == 0, number - 1 in part.totals
        _row(line, head=head, whole=not is_long_row(cells, letters))
        look = _Look(size, bold=head or total, head=head, follows=number in held)
        for place, (cell, said) in enumerate(zip(line.tc_lst, cells, strict=True)):
            cell.width = shares[place]
            _fill(cell, said, look, right=right[place])
    _space_after(document)


def write_pairs(
    document: Any, pairs: Sequence[tuple[str, str]], width: int, widths: tuple[int, ...] = (22, 78)
) -> None:
    """Names and facts, side by side."""
    if not pairs:
        return
    shares = _shares(widths, width)
    table = _empty(document, len(pairs), shares)
    for line, cells in zip(table._tbl.tr_lst, pairs, strict=True):
        _row(line, head=False)
        for place, (cell, said) in enumerate(zip(line.tc_lst, cells, strict=True)):
            cell.width = shares[place]
            _fill(cell, said, _Look(PAIRS_SIZE, bold=place == 0), right=False)
    _space_after(document)


@dataclass(frozen=True)
class _Look:
    """How the cells of a row look, and whether the row stands on one page with the next."""

    size: float
    bold: bool = False
    head: bool = False
    follows: bool = False


def _held(part: PaperTable, letters: Sequence[float]) -> frozenset[int]:
    """The rows, counted from the head, that stand on one page with the next.

    All of a short table; of a long one the head with the first row, the first with the second where both are low, and
    each sum with the row before it.
    """
    last = len(part.rows)
    if is_short_table(part, letters):
        return frozenset(range(last))
    low = sum(row_lines(row, letters) for row in part.rows[:2]) <= LOW_ROWS
    return frozenset({0, *([1] if low else []), *part.totals} - {last})


def _empty(document: Any, rows: int, shares: Sequence[int]) -> Any:
    table = document.add_table(rows=rows, cols=len(shares))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _lines(table, _hangs(document))
    for column, share in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), shares, strict=True):
        column.set(qn("w:w"), str(round(share / EMU_A_TWIP)))
    return table


def _hangs(document: Any) -> bool:
    """Whether the document asks for tables as Word laid them out before 2013: not from the text's edge on."""
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            value = str(setting.get(qn("w:val")))
            return not (value.isdecimal() and int(value) >= FLUSH)
    return True


def _shares(widths: Sequence[float], width: int) -> list[int]:
    return [int(width * share / sum(widths)) for share in widths]


def _row(line: Any, *, head: bool, whole: bool = True) -> None:
    properties = line.get_or_add_trPr()
    if whole:
        properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _describe(table: Any, about: str) -> None:
    """What the table is about, for whoever has it read aloud."""
    described = OxmlElement("w:tblDescription")
    described.set(qn("w:val"), clean(about))
    table._tbl.tblPr.append(described)


def _space_after(document: Any) -> None:
    spacer = document.add_paragraph()
    spacer.paragraph_format.space_after = Pt(0)
    spacer.paragraph_format.line_spacing = Pt(6)


def _fill(cell: Any, said: str | PaperCell, look: _Look, *, right: bool) -> None:
    ground, ink = _ground(said) if not look.head else (SHADE, None)
    strong = look.bold or (isinstance(said, PaperCell) and said.strong)
    paragraph = cell.p_lst[0]
    _properties(paragraph, follows=look.follows, right=right)
    paragraph.append(_run(cell_text(said), look.size, strong, ink))
    if ground:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", ground)):
            shade.set(qn(f"w:{name}"), value)
        cell.get_or_add_tcPr().append(shade)


def _ground(said: str | PaperCell) -> tuple[str | None, str | None]:
    """The ground of a cell and the colour of its text; none for a cell without a level."""
    if not isinstance(said, PaperCell) or said.share is None:
        return None, None
    fill, ink = level_colours(Fraction(min(max(said.share, 0), 1)))
    return fill.removeprefix("#"), ink.removeprefix("#")


def _properties(paragraph: Any, *, follows: bool, right: bool) -> None:
    """In the order in which Word reads them: what follows it, room, side."""
    properties = paragraph.get_or_add_pPr()
    if follows:
        properties.append(OxmlElement("w:keepNext"))
    spacing = OxmlElement("w:spacing")
    for side in ("before", "after"):
        spacing.set(qn(f"w:{side}"), "30")
    properties.append(spacing)
    if right:
        side_of = OxmlElement("w:jc")
        side_of.set(qn("w:val"), "right")
        properties.append(side_of)


def _run(text: str, points: float, bold: bool, ink: str | None) -> Any:
    """Text with its line ends. Made by hand: a report has some ten thousand cells."""
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    if bold:
        properties.append(OxmlElement("w:b"))
    if ink:
        colour = OxmlElement("w:color")
        colour.set(qn("w:val"), ink)
        properties.append(colour)
    for name in ("w:sz", "w:szCs"):
        size = OxmlElement(name)
        size.set(qn("w:val"), str(round(2 * points)))
        properties.append(size)
    run.append(properties)
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        written = OxmlElement("w:t")
        written.set(qn("xml:space"), "preserve")
        written.text = line.replace("\t", " ")
        run.append(written)
    return run


def _lines(table: Any, hangs: bool) -> None:
    """Lines above, below and between the rows, none between the columns; and the table's edges where the text's are."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        drawn = side in ("top", "bottom", "insideH")
        line.set(qn("w:val"), "single" if drawn else "nil")
        if drawn:
            line.set(qn("w:sz"), "4")
            line.set(qn("w:space"), "0")
            line.set(qn("w:color"), LINE)
        borders.append(line)
    room = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        room.append(_breadth(f"w:{side}", CELL_ROOM))
    properties = table._tbl.tblPr
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(_breadth("w:tblInd", CELL_ROOM if hangs else "0"))
    layout.addprevious(borders)
    layout.addnext(room)


def _breadth(name: str, twips: str) -> Any:
    made = OxmlElement(name)
    made.set(qn("w:w"), twips)
    made.set(qn("w:type"), "dxa")
    return made
