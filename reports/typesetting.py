"""Typesetting: a template of the house and data become a PDF that can be read aloud, printed, and made again."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from reports.palette import BAND, EDGE, INK, LEVELS, MUTED, PRIMARY, RULE

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent / "pdf_template"
COLOURS = {"ink": INK, "muted": MUTED, "rule": RULE, "band": BAND, "primary": PRIMARY, "edge": EDGE, "levels": LEVELS}
STANDARD: Final = "ua-1"
"""PDF/UA-1: the compiler refuses what a screen reader could not follow, as a picture without its words."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
_LONG = re.compile("[!-~\u00a1-\u1fff]{25,}")
"""A run without a space, in a script that parts words by spaces; the others are parted by the typesetter itself."""
_AFTER_SIGN = re.compile(r"(?<=[/\\_.,:;@=&?+#|-])(?=[^\W_])")
_BREAK = "\u200b"
_PIECE = 4


def typeset(template: str, data: Mapping[str, Any], made_at: datetime) -> bytes:
    """The data in that template as a PDF: tagged, titled, with its fonts. The same of both gives the same bytes.

    `data` has `title`, `subtitle`, `author`, `language` and `page_of` for every template. Its text is set as text,
    whatever it says. Fonts of the machine serve only for signs that the font of the house has not: a name in Arabic
    or Lao is better shown in another letter than not at all. A sign that no font at hand has is drawn as an empty
    frame, and the file then makes no claim of PDF/UA.
    """
    import typst  # noqa: PLC0415  heavy: only where a PDF is made

    given = json.dumps({**data, "colours": COLOURS}, ensure_ascii=False)
    compiler = typst.Compiler(TEMPLATES / template, root=TEMPLATES, font_paths=_fonts(), sys_inputs={"data": given})
    moment = made_at.astimezone(UTC) if made_at.tzinfo else made_at.replace(tzinfo=UTC)
    moment = moment.replace(microsecond=0)  # a PDF knows whole seconds, and the typesetter refuses more
    try:
        made = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=moment)
    except typst.TypstError as fault:
        if "could not be displayed with font" not in fault.message:
            raise
        made = compiler.compile(format="pdf", timestamp=moment)
    if not isinstance(made, bytes):
        raise TypeError(f"a PDF is one file of bytes, not {type(made).__name__}")
    return made


@cache
def _fonts() -> typst.Fonts:
    """The font of the house, then those of the machine."""
    import font_source_sans_pro  # noqa: PLC0415  only where a PDF is made
    import typst  # noqa: PLC0415  the same

    return typst.Fonts(font_paths=[font_source_sans_pro.font_directory])


def settable(text: str) -> str:
    """Text of people as it can be set: without control characters, and with places where overlong words may break."""
    clean = _UNPRINTABLE.sub("", _LINE_END.sub("\n", text)).replace("\t", " ")
    return _LONG.sub(lambda found: _breakable(found.group()), clean)


def _breakable(word: str) -> str:
    """Breaks after signs, as in an address; inside what is still too long after every few letters."""
    return _BREAK.join(_BREAK.join(_pieces(part)) if len(part) > 25 else part for part in _AFTER_SIGN.split(word))


def _pieces(part: str) -> Iterator[str]:
    """A few letters each; an accent of its own stays with its letter."""
    start = 0
    for place in range(1, len(part) + 1):
        if place == len(part) or (place - start >= _PIECE and not unicodedata.category(part[place]).startswith("M")):
            yield part[start:place]
            start = place
