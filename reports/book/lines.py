"""The pieces that a book is made of: escaped text, tables, named lines, jumps to an id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SIGNS = re.compile(r"([\\`*_\[\]<>|#])")


def escaped(text: str) -> str:
    """The text such that Markdown prints it as it is, in one line."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def heading(depth: int, text: str, anchor: str = "") -> list[str]:
    """A heading, with a place to jump to."""
    place = [f'<a id="{anchor}"></a>', ""] if anchor else []
    return [*place, f"{'#' * depth} {text}", ""]


def jump(id: str) -> str:
    """A link to where the book has that id."""
    return f"[{id}](#{id})"


def jumps(ids: Iterable[str]) -> str:
    """Links to several ids."""
    return ", ".join(map(jump, ids))


def named(name: str, text: str) -> list[str]:
    """A paragraph that begins with its name, if it has one; nothing where there is no text."""
    return [f"**{name}** {text}" if name else text, ""] if text else []


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table of cells that are escaped already; nothing where there is no row."""
    written = [f"| {' | '.join(row)} |" for row in rows]
    if not written:
        return []
    return [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads), *written, ""]
