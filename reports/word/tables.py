"""Tables of a Word file: thin lines between the rows, a head that repeats, levels on their ground."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from reports.palette import level_colours
from reports.paper import PaperCell, PaperColumn, PaperTable, cell_text
from reports.word.look import LINE, SHADE, clean

EMU_A_TWIP = 635
HALF_POINTS = "18"
"""The size of the print in tables, as Word counts it."""
LONGEST_WHOLE = 700
"""So many characters in a cell make a row that may go on over a page's end: kept whole it would leave a page empty."""


def write_table(document: Any, part: PaperTable, width: int) -> None:
    """The table, as wide as the text of the page (`width`, in EMU). No row is cut by a page's end."""
    rows = (part.heads, *part.rows)
    right = [one is PaperColumn.NUMBER for one in part.columns] or [False] * len(part.heads)
    table = _empty(document, len(rows), part.widths, width)
    _describe(table, part.about)
    shares = _shares(part.widths, width)
    for number, (line, cells) in enumerate(zip(table._tbl.tr_lst, rows, strict=True)):
        head, total = number == 0, number - 1 in part.totals
        _row(line, head=head, whole=max(len(cell_text(one)) for one in cells) <= LONGEST_WHOLE)
        for place, (cell, said) in enumerate(zip(line.tc_lst, cells, strict=True)):
            cell.width = shares[place]
            _fill(cell, said, bold=head or total, head=head, right=right[place])
    _space_after(document)


def write_pairs(
    document: Any, pairs: Sequence[tuple[str, str]], width: int, widths: tuple[int, ...] = (22, 78)
) -> None:
    """Names and facts, side by side."""
    if not pairs:
        return
    table = _empty(document, len(pairs), widths, width)
    shares = _shares(widths, width)
    for line, cells in zip(table._tbl.tr_lst, pairs, strict=True):
        _row(line, head=False)
        for place, (cell, said) in enumerate(zip(line.tc_lst, cells, strict=True)):
            cell.width = shares[place]
            _fill(cell, said, bold=place == 0, head=False, right=False)
    _space_after(document)


def _empty(document: Any, rows: int, widths: tuple[int, ...], width: int) -> Any:
    table = document.add_table(rows=rows, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _lines(table)
    for column, share in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), _shares(widths, width), strict=True):
        column.set(qn("w:w"), str(round(share / EMU_A_TWIP)))
    return table


def _shares(widths: tuple[int, ...], width: int) -> list[int]:
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


def _fill(cell: Any, said: str | PaperCell, *, bold: bool, head: bool, right: bool) -> None:
    ground, ink = _ground(said) if not head else (SHADE, None)
    strong = bold or (isinstance(said, PaperCell) and said.strong)
    paragraph = cell.p_lst[0]
    _properties(paragraph, head=head, right=right)
    paragraph.append(_run(cell_text(said), strong, ink))
    if ground:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", ground)):
            shade.set(qn(f"w:{name}"), value)
        cell.get_or_add_tcPr().append(shade)


def _ground(said: str | PaperCell) -> tuple[str | None, str | None]:
    """The ground of a cell and the colour of its text; none for a cell without a level."""
    if not isinstance(said, PaperCell) or said.share is None:
        return None, None
    fill, ink = level_colours(Fraction(said.share))
    return fill.removeprefix("#"), ink.removeprefix("#")


def _properties(paragraph: Any, *, head: bool, right: bool) -> None:
    """In the order in which Word reads them: what follows it, room, side."""
    properties = paragraph.get_or_add_pPr()
    if head:  # a head at the foot of a page goes on to the next one with its first row
        properties.append(OxmlElement("w:keepNext"))
    spacing = OxmlElement("w:spacing")
    for side in ("before", "after"):
        spacing.set(qn(f"w:{side}"), "30")
    properties.append(spacing)
    if right:
        side_of = OxmlElement("w:jc")
        side_of.set(qn("w:val"), "right")
        properties.append(side_of)


def _run(text: str, bold: bool, ink: str | None) -> Any:
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
        size.set(qn("w:val"), HALF_POINTS)
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


def _lines(table: Any) -> None:
    """Lines above, below and between the rows; none between the columns."""
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
    properties = table._tbl.tblPr
    layout = properties.find(qn("w:tblLayout"))
    properties.insert(list(properties).index(layout) if layout is not None else len(properties), borders)
