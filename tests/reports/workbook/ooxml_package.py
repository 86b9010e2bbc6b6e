"""A workbook file, unpacked: its entries, where their relationships lead, its sheets, texts and names."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True)
class Package:
    """The entries of a workbook file."""

    entries: dict[str, bytes]
    twice: tuple[str, ...] = ()

    @cached_property
    def trees(self) -> dict[str, Any]:
        """Every XML entry, read; what cannot be read is left out."""
        found = {}
        for name, content in self.entries.items():
            if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" not in content:
                try:
                    found[name] = etree.fromstring(content)
                except etree.XMLSyntaxError:
                    continue
        return found

    def links(self, part: str) -> dict[str, str]:
        """Where the relationships of a part lead, by id; addresses outside stay as they are."""
        folder, file = posixpath.split(part)
        tree = self.trees.get(f"{folder}/_rels/{file}.rels".lstrip("/"))
        found = {}
        for one in () if tree is None else tree:
            target = one.get("Target")
            outside = one.get("TargetMode") == "External"
            found[one.get("Id")] = target if outside else resolved(folder, target)
        return found

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The entry of each sheet by its title."""
        links, book = self.links("xl/workbook.xml"), self.trees["xl/workbook.xml"]
        return {one.get("name"): links.get(one.get(f"{LINK}id"), "") for one in book.iter(f"{MAIN}sheet")}

    @cached_property
    def texts(self) -> list[str]:
        """The shared texts."""
        tree = self.trees.get("xl/sharedStrings.xml")
        return [] if tree is None else ["".join(one.itertext(f"{MAIN}t")) for one in tree]

    @cached_property
    def names(self) -> set[str]:
        """The defined names."""
        return {one.get("name") for one in self.trees["xl/workbook.xml"].iter(f"{MAIN}definedName")}


def resolved(folder: str, target: str) -> str:
    """Where a relationship leads inside the file."""
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def opened(content: bytes) -> Package:
    """The file, unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = book.namelist()
        twice = tuple(name for name, n in Counter(names).items() if n > 1)
        return Package({name: book.read(name) for name in names}, twice)


def tag(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(etree.QName(element).localname)
