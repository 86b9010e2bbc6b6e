"""A paper as a Word file: A4, headings that can be navigated, tables whose heads repeat, pages numbered."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from reports.paper import Paper, PaperFacts, PaperHeading, PaperList, PaperPart, PaperTable, PaperText, cell_text

FONT = "Arial"
"""Known everywhere, or replaced by one of the same widths."""
INK, QUIET, SHADE, LINE = "1F2A33", "5A6872", "E8EEF1", "B8C4CB"
PAGE_WIDTH = Cm(17)
CODES = {"fr": "fr-FR", "en": "en-GB"}
"""The languages as Word's spell checker calls them."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def document_bytes(paper: Paper, made_at: datetime, author: str) -> bytes:
    """The paper as a Word file. The same paper made at the same moment gives the same bytes."""
    document = Document()
    _set_up(document, paper, made_at, author)
    document.add_paragraph(clean(paper.title), style="Title")
    if paper.subtitle:
        document.add_paragraph(clean(paper.subtitle), style="Subtitle")
    for part in paper.parts:
        _write(document, part)
    packed = io.BytesIO()
    document.save(packed)
    return _dated(packed.getvalue(), made_at)


def clean(text: str) -> str:
    """Text of people without the control characters that no Word file can carry. Line ends and tabs stay."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _set_up(document: Any, paper: Paper, made_at: datetime, author: str) -> None:
    """Page, properties, styles, foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.8)
    properties = document.core_properties
    properties.title, properties.subject = clean(paper.title), clean(paper.subtitle)
    properties.author = properties.last_modified_by = clean(author)
    properties.language = CODES.get(paper.language, paper.language)
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = made_at.replace(tzinfo=None) - (made_at.utcoffset() or _NO_TIME)
    _styles(document, paper)
    foot = section.footer.paragraphs[0]
    foot.style = document.styles["Normal"]  # the style of feet has tab stops of its own
    _foot(foot, paper)


_NO_TIME = datetime.min - datetime.min


def _styles(document: Any, paper: Paper) -> None:
    styles = document.styles
    for name, size, bold, before, after in (
        ("Normal", 10.5, False, 0, 4),
        ("Title", 20, True, 0, 2),
        ("Subtitle", 12, False, 0, 10),
        ("Heading 1", 13.5, True, 14, 4),
        ("Heading 2", 11.5, True, 10, 3),
        ("List Bullet", 10.5, False, 0, 2),
    ):
        style = styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = RGBColor.from_string(QUIET if name == "Subtitle" else INK)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        _set_font(style.element.get_or_add_rPr(), paper.language)
    _take_out(styles["Title"].element.pPr, "w:pBdr")
    _take_out(styles["Subtitle"].element.rPr, "w:spacing")
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _set_font(defaults, paper.language)


def _take_out(properties: Any, name: str) -> None:
    """Take an ornament of the standard styles away."""
    found = properties.find(qn(name))
    if found is not None:
        properties.remove(found)


def _set_font(properties: Any, language: str) -> None:
    """The font for every script, and the language that the spell checker reads."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    code = CODES.get(language, language)
    spoken = properties.find(qn("w:lang"))
    if spoken is None:
        spoken = OxmlElement("w:lang")
        properties.append(spoken)
    for script in ("val", "eastAsia", "bidi"):
        spoken.set(qn(f"w:{script}"), code)


def _foot(paragraph: Any, paper: Paper) -> None:
    """What is said at the foot of every page, and the number of the page."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(PAGE_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _small(paragraph.add_run(f"{clean(paper.foot)}\t"))
    for piece in re.split(r"(\{n\}|\{of\})", paper.page_of):
        if piece in ("{n}", "{of}"):
            _field(paragraph, "PAGE" if piece == "{n}" else "NUMPAGES")
        elif piece:
            _small(paragraph.add_run(clean(piece)))


def _small(run: Any) -> Any:
    run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(QUIET)
    return run


def _field(paragraph: Any, name: str) -> None:
    """A field that the reader's program fills in."""
    for kind, text in (("begin", None), (None, name), ("separate", None), ("text", "1"), ("end", None)):
        run = _small(paragraph.add_run())
        if kind == "text":
            run.text = text or ""
            continue
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.set(qn("xml:space"), "preserve")
            element.text = f" {text} "
        run._r.append(element)


def _write(document: Any, part: PaperPart) -> None:
    match part:
        case PaperHeading(text=text, level=level):
            document.add_heading(clean(text), min(level, 2))
        case PaperText(text=text, quiet=quiet):
            run = document.add_paragraph().add_run(clean(text))
            if quiet:
                run.font.color.rgb = RGBColor.from_string(QUIET)
        case PaperList(points=points):
            for point in points:
                document.add_paragraph(clean(point), style="List Bullet")
        case PaperTable():
            rows = (tuple(cell_text(one) for one in row) for row in part.rows)
            _table(document, (part.heads, *rows), part.widths, head=True)
        case PaperFacts(pairs=pairs):
            _table(document, pairs, (22, 78), head=False)


def _table(document: Any, rows: tuple[tuple[str, ...], ...], widths: tuple[int, ...], *, head: bool) -> None:
    """Rows with thin lines between them. The head repeats on every page, and no row is cut by a page's end."""
    table = document.add_table(rows=len(rows), cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _lines(table)
    shares = [int(PAGE_WIDTH * share / sum(widths)) for share in widths]
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), shares, strict=True):
        column.set(qn("w:w"), str(round(width / 635)))
    for number, (line, texts) in enumerate(zip(table._tbl.tr_lst, rows, strict=True)):
        properties = line.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        is_head = head and number == 0
        if is_head:
            properties.append(OxmlElement("w:tblHeader"))
        for place, (cell, text, width) in enumerate(zip(line.tc_lst, texts, shares, strict=True)):
            cell.width = width
            _fill(cell, text, bold=is_head or (not head and place == 0), shaded=is_head)
    spacer = document.add_paragraph()
    spacer.paragraph_format.space_after = Pt(0)
    spacer.paragraph_format.line_spacing = Pt(6)


def _fill(cell: Any, text: str, *, bold: bool, shaded: bool) -> None:
    paragraph = cell.p_lst[0]
    run = OxmlElement("w:r")
    if bold:
        properties = OxmlElement("w:rPr")
        properties.append(OxmlElement("w:b"))
        run.append(properties)
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        written = OxmlElement("w:t")
        written.set(qn("xml:space"), "preserve")
        written.text = line.replace("\t", " ")
        run.append(written)
    paragraph.append(run)
    if shaded:  # a head at the foot of a page goes on to the next one with its first row
        paragraph.get_or_add_pPr().append(OxmlElement("w:keepNext"))
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:before"), "30")
    spacing.set(qn("w:after"), "30")
    paragraph.get_or_add_pPr().append(spacing)
    if shaded:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
            shade.set(qn(f"w:{name}"), value)
        cell.get_or_add_tcPr().append(shade)


def _lines(table: Any) -> None:
    """Lines above, below and between the rows; none between the columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single" if side in ("top", "bottom", "insideH") else "nil")
        if side in ("top", "bottom", "insideH"):
            line.set(qn("w:sz"), "4")
            line.set(qn("w:space"), "0")
            line.set(qn("w:color"), LINE)
        borders.append(line)
    properties = table._tbl.tblPr
    layout = properties.find(qn("w:tblLayout"))
    properties.insert(list(properties).index(layout) if layout is not None else len(properties), borders)


def _dated(content: bytes, made_at: datetime) -> bytes:
    """The same archive with every member dated as the document is: a zip would carry the moment of its writing."""
    stamp = max(made_at.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        for member in read.infolist():
            entry = zipfile.ZipInfo(member.filename, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, read.read(member))
    return packed.getvalue()
