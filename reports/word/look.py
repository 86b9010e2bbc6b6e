"""The look of our Word files where no template gives another: page, styles, foot, properties, language."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from reports.paper import Paper

FONT = "Arial"
"""Known everywhere, or replaced by one of the same widths."""
INK, QUIET, SHADE, LINE, LEAD = "1F2A33", "5A6872", "E8EEF1", "B8C4CB", "0B5C8A"
EDITION = "15"
"""The edition of Word as whose files ours are laid out."""
PAGE_WIDTH = Cm(17)
FOOT_LETTERS = 128
"""So many letters of small print stand on a line of the foot."""
CODES = {"fr": "fr-FR", "en": "en-GB"}
"""The languages as Word's spell checker calls them."""
STYLES: tuple[tuple[str, float, bool, int, int, str], ...] = (
    ("Normal", 10.5, False, 0, 4, INK),
    ("Title", 20, True, 0, 2, INK),
    ("Subtitle", 12, False, 0, 10, QUIET),
    ("Heading 1", 15, True, 18, 6, INK),
    ("Heading 2", 12, True, 12, 4, INK),
    ("Heading 3", 10.5, True, 8, 3, INK),
    ("List Bullet", 10.5, False, 0, 2, INK),
    ("List Number", 10.5, False, 0, 2, INK),
    ("Caption", 10.5, True, 10, 2, INK),
)
"""Every style that a paper uses: its size, whether bold, the room above and below in points, its colour."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_NO_TIME = datetime.min - datetime.min


def clean(text: str) -> str:
    """Text of people without the control characters that no Word file can carry. Line ends and tabs stay."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def describe(document: Any, paper: Paper, made_at: datetime, author: str) -> None:
    """The document's properties: they stand in the file, and in what a mail program shows of it."""
    properties = document.core_properties
    properties.title, properties.subject = clean(paper.named), clean(paper.subtitle)
    properties.author = properties.last_modified_by = clean(author)
    properties.language = CODES.get(paper.language, paper.language)
    properties.comments = properties.keywords = properties.category = ""
    properties.created = properties.modified = made_at.replace(tzinfo=None) - (made_at.utcoffset() or _NO_TIME)


def our_look(document: Any, language: str) -> None:
    """Page and styles of our own, laid out as Word does now: in an older file it says that it is in an older mode."""
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), EDITION)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.8)
    styles = document.styles
    for name, size, bold, before, after, colour in STYLES:
        style = _style(styles, name)
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = RGBColor.from_string(colour)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        set_font(style.element.get_or_add_rPr(), language)
    styles["Caption"].paragraph_format.keep_with_next = True
    _take_out(styles["Title"].element.pPr, "w:pBdr")
    _take_out(styles["Subtitle"].element.rPr, "w:spacing")
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    set_font(defaults, language)


def add_missing_styles(document: Any) -> None:
    """The styles that a paper uses and a template does not have, plain and on the ground of its own text.

    Raises ValueError where one of them is not a style of paragraphs.
    """
    for name, size, bold, *_ in STYLES:
        if name in document.styles and document.styles[name].type is not WD_STYLE_TYPE.PARAGRAPH:
            raise ValueError(f"{name} is no style of paragraphs")
        if name not in document.styles:
            style = _style(document.styles, name)
            style.font.size, style.font.bold = Pt(size), bold


def _style(styles: Any, name: str) -> Any:
    """The style of that name; a new one for paragraphs where there is none."""
    if name in styles:
        return styles[name]
    made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = styles["Normal"] if name != "Normal" and "Normal" in styles else None
    return made


def _take_out(properties: Any, name: str) -> None:
    """Take an ornament of the standard styles away."""
    found = properties.find(qn(name)) if properties is not None else None
    if found is not None:
        properties.remove(found)


def set_font(properties: Any, language: str) -> None:
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


def write_foot(document: Any, paper: Paper) -> None:
    """What is said at the foot of every page but a title page, and the number of the page."""
    section = document.sections[0]
    section.different_first_page_header_footer = paper.cover is not None
    paragraph = section.footer.paragraphs[0]
    paragraph.style = document.styles["Normal"]  # the style of feet has tab stops of its own
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.tab_stops.add_tab_stop(PAGE_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    foot = clean(paper.foot)
    if len(foot) + len(paper.page_of) > FOOT_LETTERS:  # the page would stand in the middle of the foot's last line
        foot += "\n"
    small(paragraph.add_run(f"{foot}\t"))
    for piece in re.split(r"(\{n\}|\{of\})", paper.page_of):
        if piece in ("{n}", "{of}"):
            add_field(paragraph, "PAGE" if piece == "{n}" else "NUMPAGES", "1")
        elif piece:
            small(paragraph.add_run(clean(piece)))


def small(run: Any) -> Any:
    """The run as small and quiet print."""
    run.font.size, run.font.color.rgb = Pt(8), RGBColor.from_string(QUIET)
    return run


def add_field(paragraph: Any, code: str, shown: str) -> None:
    """A field that the reader's program fills in; until then it shows `shown`."""
    begin_field(paragraph, code)
    small(paragraph.add_run(shown))
    end_field(paragraph)


def begin_field(paragraph: Any, code: str) -> None:
    """Begin a field; what is written next is shown until the reader's program fills it in."""
    _mark(paragraph, "begin")
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    small(paragraph.add_run())._r.append(instruction)
    _mark(paragraph, "separate")


def end_field(paragraph: Any) -> None:
    """End the field that was begun last."""
    _mark(paragraph, "end")


def _mark(paragraph: Any, kind: str) -> None:
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    small(paragraph.add_run())._r.append(element)
