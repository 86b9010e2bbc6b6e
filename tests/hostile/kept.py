"""The kept hostile files, each by its recipe: small to keep, and plain to see what is wrong with it.

`refused` are those of which nothing may be read; of the others whatever is right may be offered.
"""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

from tests.hostile.seeds import (
    MEGABYTE,
    SHEET,
    STRINGS,
    SUBMISSION_NAMES,
    SUBMITTED,
    book,
    dossier,
    dossier_of_text,
    dossier_with,
    marked,
    parts_of,
    replaced,
    row_of,
    submissions,
    with_parts,
    workbook,
    zipped,
)

Recipe = Callable[[], bytes]
FOUND = Path(__file__).parent / "found"
"""Files that the search by chance found, as they were."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'
)
_OUTER = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def _after_head(part: str, text: bytes) -> Recipe:
    def make() -> bytes:
        content = parts_of(workbook())[part]
        head, sign, rest = content.partition(b"?>") if content.startswith(b"<?xml") else (b"", b"", content)
        return with_parts(workbook(), {part: head + sign + text + rest})

    return make


def _member(**more: object) -> Recipe:
    """The form with one member more, whose entry in the directory is odd."""

    def make() -> bytes:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            for name, content in parts_of(workbook()).items():
                archive.writestr(name, content)
            info = zipfile.ZipInfo(str(more.get("name", "xl/extra.xml")))
            info.external_attr = int(str(more.get("attributes", 0))) << 16
            info.compress_type = int(str(more.get("compression", zipfile.ZIP_STORED)))
            archive.writestr(info, b"x")
        data = bytearray(held.getvalue())
        if more.get("encrypted"):
            place = data.rfind(b"PK\x01\x02")
            data[place + 8] |= 1
        return bytes(data)

    return make


def _cells(number: int, per_row: int = 100) -> str:
    return "".join(f'<row r="{row + 2}">' + "<c><v>1</v></c>" * per_row + "</row>" for row in range(number // per_row))


REFUSED: Mapping[str, Recipe] = {
    "empty": lambda: b"",
    "laughs in a sheet": _after_head(SHEET, _LAUGHS),
    "laughs in the texts": lambda: with_parts(workbook(), {STRINGS: _LAUGHS + b"<sst/>"}),
    "file from outside": lambda: with_parts(workbook(), {STRINGS: _OUTER + b"<sst><si><t>&e;</t></si></sst>"}),
    "doctype in the book": _after_head("xl/workbook.xml", b"<!DOCTYPE workbook>"),
    "doctype in two-byte signs": lambda: with_parts(
        workbook(), {SHEET: ('<?xml version="1.0"?>' + _LAUGHS.decode() + "<x/>").encode("utf-16")}
    ),
    "doctype in the formats": _after_head("xl/styles.xml", b"<!DOCTYPE a>"),
    "sheet that grows to a hundred megabytes": lambda: with_parts(workbook(), {SHEET: b" " * (100 * MEGABYTE)}),
    "many parts that grow": lambda: zipped(
        {"xl/workbook.xml": b"", **{f"xl/{n}.xml": b" " * 900_000 for n in range(120)}}
    ),
    "a million elements": lambda: book("<a/>" * 2_000_000),
    "a deep nest": lambda: book("<a>" * 1_600_000),
    "half a million cells": lambda: book(f"<sheetData>{_cells(500_000)}</sheetData>"),
    "sixty thousand rows": lambda: book(f"<sheetData>{_cells(60_000, 1)}</sheetData>"),
    "a hundred sheets": lambda: book("<sheetData/>", sheets=100),
    "five hundred parts": lambda: with_parts(workbook(), {f"xl/m{n}.xml": b"" for n in range(500)}),
    "macros": lambda: with_parts(workbook(), {"xl/vbaProject.bin": b"x"}),
    "macros by their type": lambda: replaced(workbook(), "[Content_Types].xml", b"sheet.main", b"macroEnabled.main"),
    "old macros": lambda: with_parts(workbook(), {"xl/macrosheets/sheet1.xml": b"<x/>"}),
    "links to other files": lambda: with_parts(workbook(), {"xl/externalLinks/externalLink1.xml": b"<x/>"}),
    "objects within": lambda: with_parts(workbook(), {"xl/embeddings/oleObject1.bin": b"x"}),
    "databases": lambda: with_parts(workbook(), {"xl/connections.xml": b"<x/>"}),
    "password": lambda: _OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
    "old workbook": lambda: _OLE + bytes(2000),
    "binary workbook": lambda: zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b"x"}),
    "open document": lambda: zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b""}, zipfile.ZIP_STORED
    ),
    "cut short": lambda: workbook()[:-300],
    "head alone": lambda: workbook()[:200],
    "no links in the book": lambda: with_parts(workbook(), {"xl/_rels/workbook.xml.rels": None}),
    "no sheets at all": lambda: book("<sheetData/>"),
    "broken sheet": lambda: with_parts(workbook(), {SHEET: parts_of(workbook())[SHEET][:-40]}),
    "no text in a sheet": lambda: with_parts(workbook(), {SHEET: b"\xff\xfe\x00\xd8" * 50}),
    "coding nobody knows": lambda: with_parts(workbook(), {SHEET: b'<?xml version="1.0" encoding="x-klingon"?><a/>'}),
    "coding that is none": lambda: with_parts(workbook(), {SHEET: b'<?xml version="1.0" encoding="zlib"?><a/>'}),
    "a part twice": _member(name="xl/workbook.xml"),
    "a name that climbs": _member(name="../../etc/passwd"),
    "a name with a drive": _member(name="C:/x.xml"),
    "a link to a file": _member(attributes=stat.S_IFLNK | 0o777),
    "a part with a password": _member(encrypted=True),
    "a part in another packing": _member(compression=zipfile.ZIP_LZMA),
    "later version": lambda: book(
        marked(row_of(2, "format", "iwt-answers") + row_of(3, "version", "99"), "about", ("fact", "value"))
    ),
    "noise": lambda: bytes(range(256)) * 40,
    "signs of nothing": lambda: b"a,b\x00c\n1,2,3",
    "two-byte text without a mark": lambda: submissions().decode().encode("utf-16-le"),
    "two-byte text cut in half": lambda: b"\xff\xfe" + "é".encode("utf-16-le") + b"\x00\xd8\x41",
    "a page of the net": lambda: b"<html><body><script>alert(1)</script></body></html>",
    "other json": lambda: b'{"L02_reply": "l3"}',
    "headings in words": lambda: b"How sure?,Comment\r\nVery,none\r\n",
    "ten megabytes of commas": lambda: b"," * (10 * MEGABYTE - 10),
    "eleven megabytes": lambda: b"L02_reply\n" + b"l1\n" * (4 * MEGABYTE),
    "seven thousand columns": lambda: ",".join(f"c{n}" for n in range(7_000)).encode() + b"\n1",
    "a field that never ends": lambda: b'L02_reply,L02_comment\nl3,"' + b"x" * (5 * MEGABYTE),
    "three thousand submissions": lambda: submissions(*[SUBMITTED] * 3_000),
    "zip of a table that grows": lambda: zipped({"form.csv": b"L02_reply\n" + b"l1\n" * (20 * MEGABYTE)}),
    "zip of nothing": lambda: zipped({"readme.csv": b""}),
    "dossier without a manifest": lambda: zipped({"dossier.json": b"manifest.json {}"}),
    "dossier changed by hand": lambda: with_parts(
        dossier(), {"dossier.json": parts_of(dossier())["dossier.json"].replace(b"first", b"other")}
    ),
    "dossier nested deep": lambda: dossier_of_text('{"entries": ' + "[" * 100_000 + "]" * 100_000 + "}"),
    "dossier not a number": lambda: dossier_with(lambda entries: entries[0].update(stamp=float("nan"))),
    "dossier huge number": lambda: dossier_of_text('{"entries": [{"stamp": ' + "9" * 200_000 + "}]}"),
    "dossier same key twice": lambda: dossier_of_text('{"entries": [], "entries": [1]}'),
    "dossier hidden vote": lambda: dossier_with(lambda entries: entries[0].update(address="vote/P1/L02/1/reply")),
    "dossier hole": lambda: dossier_with(lambda entries: entries[0].update(stamp=7)),
    "dossier half signs": lambda: dossier_with(lambda entries: entries[0].update(by="\ud800")),
    "dossier of later times": lambda: replaced(dossier(), "manifest.json", b'"format": 1', b'"format": 99'),
    "dossier that grows": lambda: with_parts(dossier(), {"dossier.json": b" " * (100 * MEGABYTE)}),
}  # fmt: skip

ODD: Mapping[str, Recipe] = {
    "a cell at the far end": lambda: replaced(
        workbook(), SHEET, b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    ),
    "cells beyond the end": lambda: replaced(
        workbook(), SHEET, b"</sheetData>", b'<row r="99999999"><c r="ZZZ0"><v>1</v></c></row></sheetData>'
    ),
    "formats that are not there": lambda: with_parts(workbook(), {"xl/styles.xml": None}),
    "numbers of texts beyond all": lambda: book(marked('<row r="2"><c r="C2" t="s"><v>99999999999</v></c></row>')),
    "a text of four megabytes in every row": lambda: book(
        marked("".join(f'<row r="{n}"><c r="E{n}" t="s"><v>0</v></c><c r="D{n}" t="s"><v>1</v></c></row>'
                       for n in range(2, 20_000))),
        f"<si><t>{Random(1).randbytes(2 * MEGABYTE).hex()}</t></si><si><t>L02</t></si>",
    ),
    "half signs": lambda: book(marked(row_of(2, "P1", "L02", "_xD800__x0000__xFFFF_"))),
    "numbers without end": lambda: book(
        marked('<row r="2"><c r="D2" t="inlineStr"><is><t>O01.q1</t></is></c><c r="E2"><v>1e999</v></c></row>')
    ),
    "no number": lambda: book(
        marked('<row r="2"><c r="D2" t="inlineStr"><is><t>O01.q1</t></is></c><c r="E2"><v>nan</v></c></row>')
    ),
    "a number of thirty thousand digits": lambda: book(marked(row_of(2, "P1", "O01.q1", "9" * 30_000))),
    "a number divided by nothing": lambda: book(marked(row_of(2, "P1", "O01.q1", "1/0"))),
    "digits of other scripts": lambda: book(marked(row_of(2, "P1", "L02", "\u0663"))),
    "a level far away": lambda: book(marked(row_of(2, "P1", "L02", "9999"))),
    "ids with slashes": lambda: book(marked(row_of(2, "P1/../P2", "L02/reply", "3"))),
    "forty thousand strangers": lambda: book(
        marked("".join(row_of(n, f"X{n}", "L02", "3") for n in range(2, 40_000)))
    ),
    "forty thousand lost questions": lambda: book(
        marked("".join(row_of(n, "P1", f"Z{n}", "3") for n in range(2, 40_000)))
    ),
    "twenty thousand pieces of evidence": lambda: book(
        marked("".join(row_of(n, f"E{n}", "title", "other", "none") for n in range(2, 20_000)), "evidence",
               ("evidence", "title", "kind", "strength"))
    ),
    "a piece of evidence numbered to the end": lambda: book(
        marked(row_of(2, "E999999999", "title", "other", "none"), "evidence", ("evidence", "title", "kind", "strength"))
    ),
    "links without end": lambda: book(
        marked(row_of(2, "P1", "L02", "E1;" * 10_000), columns=("participant", "question", "evidence"))
    ),
    "brackets without end": lambda: book(
        marked(row_of(2, "P1", "L02", "E1 [" * 8_000), columns=("participant", "question", "evidence"))
    ),
    "spaces without end": lambda: book(
        marked(row_of(2, "P1", "L02", "E1" + " " * 32_000 + "["), columns=("participant", "question", "evidence"))
    ),
    "the same mark twice": lambda: book(marked(row_of(2, "#iwt", "answers", "3") + row_of(3, "P1", "L02", "3"))),
    "the same columns twice": lambda: book(
        marked(row_of(2, "P1", "L02", "3", "4"), columns=("participant", "question", "reply", "reply"))
    ),
    "revisions before time": lambda: book(
        marked(row_of(2, "dossier", "D1") + row_of(3, "revision", "-5") + row_of(4, "format", "iwt-answers"), "about",
               ("fact", "value")) + marked(row_of(9, "P1", "L02", "3"))
    ),
    "a comment longer than is kept": lambda: book(
        marked(row_of(2, "P1", "L02", "\U0001f40d" * 30_000), columns=("participant", "question", "comment"))
    ),
    "days outside of time": lambda: book(
        marked(row_of(2, "P1", "O01.q1", "5", "9999-99-99") + row_of(3, "P1", "L02", "3", "0000-00-00"),
               columns=("participant", "question", "reply", "measured_on"))
    ),
    "submissions out of time": lambda: submissions(
        tuple("9999-12-31T23:59:59-23:59" if name == "_submission_time" else text
              for name, text in zip(SUBMISSION_NAMES, SUBMITTED, strict=True))
    ),
    "submissions with formulas": lambda: submissions(tuple("=cmd|' /C calc'!A0" for _ in SUBMITTED)),
    "submissions with every choice": lambda: submissions(
        tuple(" ".join(["L02_1a", "none", "x"] * 500) if name.endswith("_ticks") else text
              for name, text in zip(SUBMISSION_NAMES, SUBMITTED, strict=True))
    ),
    "submissions in an old coding": lambda: submissions().replace(b"no unit", b"\xe9t\xe9 \x80"),
    "submissions with one line more than columns": lambda: submissions((*SUBMITTED, "x", "y"), SUBMITTED[:3]),
    "submissions with lone returns": lambda: submissions().replace(b"\r\n", b"\r"),
    "names of groups without end": lambda: (b"a/" * 40_000) + b"L02_reply\nl3\n",
}  # fmt: skip


def all_kept() -> Mapping[str, Recipe]:
    """Every kept file by its name: made by recipes, or found by chance and kept as they were."""
    found = {f"found {path.name}": path.read_bytes for path in sorted(FOUND.glob("*")) if path.suffix != ".md"}
    return {**REFUSED, **ODD, **found}
