"""People's text out of a cell: without signs that no workbook can hold, and compared with the text it was made from."""

from __future__ import annotations

import re

CUT = " […]"
"""What a form writes at the end of a text that is longer than a cell."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def cleaned(text: str) -> str:
    """The text without control characters and lone halves of signs, its lines ended by one sign."""
    if text.isprintable():
        return text
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_blank(text: str) -> bool:
    """Whether a cell says nothing."""
    return not text.strip()


def same_text(cell: str, held: str) -> bool:
    """Whether a cell still says what is held, as a form writes it: cleaned, and cut where it is too long for a cell."""
    said, kept = cleaned(cell).strip(), cleaned(held).strip()
    return said == kept or (said.endswith(CUT) and len(said) > 8_000 and kept.startswith(said.removesuffix(CUT)))
