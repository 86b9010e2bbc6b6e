"""Files changed by chance: bytes, parts of an archive, XML, cells, entries of a dossier, tables of text."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from random import Random
from typing import Any

from tests.hostile.seeds import (
    SUBMISSION_NAMES,
    SUBMITTED,
    dossier,
    parts_of,
    signed_anew,
    submissions,
    workbook,
    zipped,
)

Mutation = Callable[[Random], bytes]

NASTY = (
    "", " ", "0", "-1", "3", "4", "9", "99999999999999999999", "1e308", "1e-400", "nan", "inf", "-0", "1/0", "1/3",
    "12,5", "3 Established", "Désaccord", "Disputed", "Not applicable", "Not known", "(take away)", "clear", "met",
    "not_met", "unticked", "Cannot apply", "x", "Met / Rempli", "#iwt", "#head", "answers", "criteria", "evidence",
    "about", "participant", "question", "reply", "tick", "shown_x", "P1", "P2", "P9", "E1", "E2", "E1 [",
    "E1; E2 [L02.1a]", "L01", "L02", "L02.1a", "O01.q1", "O01.q2", "c", "iwt-answers", "2", "D1", "kinds", "2027-02-30",
    "2027-01-31", "31/12/2027", "01/02/2027", "_x0000_", "_xD800_", "_x005F_", "=1+1", "\u202e", "\U0001f40d" * 50,
    "a\nb", "\t", "x" * 40_000, "High", "Très", "legal text", "Document vu", "none", "l3", "lm1", "L02_1a", "&amp;",
    "<", "]]>", "answered",
)  # fmt: skip


FITTING = (
    *(
        "3",
        "2 Developing",
        "Sustained",
        "c",
        "12,5",
        "Not known",
        "Met",
        "Non rempli",
        "Très",
        "E1",
        "E1; E2",
        "report",
    ),
    *("none", "2027-01-31", "31/12/2027", "(take away)", "why not\nat all", "= no formula", "document seen"),
)
"""What people fill in, each of which fits some cells."""


def _some_bytes(data: bytes, chance: Random) -> bytes:
    """A few bytes changed, cut out, or put in twice."""
    held = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        if not held:
            break
        place = chance.randrange(len(held))
        match chance.randrange(5):
            case 0:
                held[place] = chance.randrange(256)
            case 1:
                held[place] ^= 1 << chance.randrange(8)
            case 2:
                del held[place : place + chance.choice((1, 10, 1000))]
            case 3:
                held[place:place] = held[place : place + chance.choice((1, 10, 1000))]
            case 4:
                held[place:place] = chance.choice(NASTY).encode()
    return bytes(held)


@cache
def _parts(which: str) -> Mapping[str, bytes]:
    """The parts of a seed, those that people fill in. Help and styles are left out of most, to be quick."""
    return parts_of({"workbook": workbook, "dossier": dossier}[which]())


_READ = re.compile(r"xl/(workbook|sharedStrings|styles|_rels/workbook|worksheets/sheet[0-9]+)\.xml")


@cache
def _small() -> Mapping[str, bytes]:
    """The parts of the form without its longest, which hold no answers."""
    parts = {name: content for name, content in _parts("workbook").items() if _READ.match(name) or "Types" in name}
    return {name: content for name, content in parts.items() if b"#iwt" in content or not name.startswith("xl/work")
            or name == "xl/workbook.xml"}  # fmt: skip


def _packed(parts: Mapping[str, bytes]) -> bytes:
    return zipped(parts, zipfile.ZIP_STORED)


def bytes_of_workbook(chance: Random) -> bytes:
    """The form with some bytes changed."""
    return _some_bytes(_packed(_small()), chance)


def bytes_of_part(chance: Random) -> bytes:
    """One part of the form with some bytes changed, packed again."""
    parts = dict(_small())
    name = chance.choice(sorted(parts))
    parts[name] = _some_bytes(parts[name], chance)
    return _packed(parts)


def parts_of_workbook(chance: Random) -> bytes:
    """A part lost, doubled under another name, or one in the place of another."""
    parts = dict(_small())
    names = sorted(parts)
    one, other = chance.choice(names), chance.choice(names)
    match chance.randrange(3):
        case 0:
            del parts[one]
        case 1:
            parts[one] = parts[other]
        case 2:
            parts[one + chance.choice((".bin", "/x", "x"))] = parts.pop(one)
    return _packed(parts)


_TAG = re.compile(rb"<[^<>]{1,300}>")
_TEXT = re.compile(rb"(?<=<t>)[^<]*(?=</t>)|(?<=<v>)[^<]*(?=</v>)|(?<=preserve\">)[^<]*(?=</t>)")


def tags_of_sheet(chance: Random) -> bytes:
    """Tags of a sheet lost, doubled or moved."""
    parts = dict(_small())
    name = chance.choice([name for name in sorted(parts) if "sheet" in name or "book" in name])
    content = bytearray(parts[name])
    for _ in range(chance.choice((1, 2, 4))):
        found = _TAG.search(content, chance.randrange(len(content)))
        if found:
            place = chance.choice((found.start(), chance.randrange(len(content))))
            content[place : place + chance.choice((0, len(found[0])))] = chance.choice((b"", found[0], found[0] * 2))
    parts[name] = bytes(content)
    return _packed(parts)


@cache
def _cells() -> Mapping[str, tuple[tuple[int, int], ...]]:
    """Where text stands in each sheet with a mark."""
    return {
        name: tuple(found.span() for found in _TEXT.finditer(content))
        for name, content in _small().items()
        if b"#iwt" in content and name.startswith("xl/work")
    }


def cells_of_sheet(chance: Random) -> bytes:
    """Cells of the form with something else in them, rows and ids among them."""
    parts = dict(_small())
    for _ in range(chance.choice((1, 1, 2))):
        name = chance.choice(sorted(_cells()))
        content, spans = parts[name], list(_cells()[name])
        if content is not _small()[name]:
            continue
        for start, end in sorted(chance.sample(spans, min(len(spans), chance.choice((1, 3, 10, 40)))), reverse=True):
            content = content[:start] + _escaped(chance.choice(NASTY)) + content[end:]
        parts[name] = content
    return _packed(parts)


_BLANK = re.compile(rb'<c r="[A-Z]{1,2}[0-9]{1,4}"[^<>]*(?:/>|></c>)')


def blanks_of_sheet(chance: Random) -> bytes:
    """Blank cells of the form filled in, as people fill them, and otherwise."""
    parts = dict(_small())
    name = chance.choice(sorted(_cells()))
    content = parts[name]
    blanks = [found.span() for found in _BLANK.finditer(content)]
    for start, end in sorted(chance.sample(blanks, min(len(blanks), chance.choice((1, 5, 30)))), reverse=True):
        place = content[start:end].split(b'"')[1]
        text = _escaped(chance.choice(chance.choice((FITTING, FITTING, NASTY))))
        cell = b'<c r="' + place + b'" t="inlineStr"><is><t>' + text + b"</t></is></c>"
        content = content[:start] + cell + content[end:]
    parts[name] = content
    return _packed(parts)


def _escaped(text: str) -> bytes:
    return text.replace("&", "&amp;").replace("<", "&lt;").encode("utf-8", "surrogatepass")


def lines_of_submissions(chance: Random) -> bytes:
    """Submissions with other text in some fields, other names, another separator or coding."""
    names, rows = list(SUBMISSION_NAMES), [list(SUBMITTED) for _ in range(chance.choice((1, 1, 2, 5)))]
    for row in rows:
        for _ in range(chance.choice((0, 1, 3, 10))):
            row[chance.randrange(len(row))] = chance.choice(NASTY)
        if chance.random() < 0.1:
            row[chance.randrange(len(row)) :] = []
    for _ in range(chance.choice((0, 0, 1, 3))):
        place = chance.randrange(len(names))
        names[place] = chance.choice(
            (*SUBMISSION_NAMES, *NASTY, "L02_ticks/L02_1a", "L01-L01_ticks-L01_b", "L02_9z_tick", "X_reply")
        )
    separator = chance.choice((",", ",", ";", "\t"))
    lines = "\n".join(separator.join(line) for line in (names, *rows))
    return lines.encode(chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252")), "replace")


def bytes_of_submissions(chance: Random) -> bytes:
    """Submissions with some bytes changed, alone or in a zip."""
    data = _some_bytes(submissions(SUBMITTED, SUBMITTED), chance)
    return data if chance.random() < 0.8 else zipped({"form.csv": data, "form-repeat.csv": b"a,b\n1,2"})


_REPLIES: tuple[Any, ...] = (
    *({"reply": "ladder", "level": level} for level in (0, 3, 9)),
    {"reply": "ladder", "met": ["L02.1a", "X"], "not_met": ["L02.1a"]},
    {"reply": "not_known", "reason": "x" * 4_000},
    {"reply": "disputed", "lowest": "1", "highest": "3"},
    {"reply": "quantity", "value": "1/3", "unit": "percent"},
)
_PLAUSIBLE: Mapping[str, tuple[Any, ...]] = {
    "answer/P1/L02/reply": _REPLIES,
    "answer/P2/O02/reply": _REPLIES,
    "answer/P2/Z99/reply": _REPLIES,
    "answer/P1/L02/comment": NASTY,
    "answer/P9/L01/comment": NASTY,
    "answer/P1/L02/confidence": ("low", "high"),
    "answer/P1/L02/evidence": ([{"evidence": "E1"}, {"evidence": "E9", "criteria": ["L02.1a"]}], []),
    "evidence/E1": ({"title": "Other", "kind": "other", "strength": "none"},),
    "evidence/E2": ({"title": "More", "kind": "visit", "strength": "stated", "dated": "2026-01-01"},),
    "participant/P2": ({"role": "owner"}, {"role": "assessor", "name": "Ada"}),
    "participant/P3": ({"role": "assessor", "name": "\u202eAda"},),
    "setup/language": ("fr", "en"),
    "stage": ("agreed", "approved", "draft"),
    "target/L02": ({"level": 4}, {"level": 99}),
    "threat/L02": (1, 3, 7),
    "agreement/self/L02": ({"reply": {"reply": "ladder", "level": 2}},),
    "homework/L02": ({"who": "P1", "text": "ask"},),
}
"""What a dossier may hold, where, so that more of the search comes past the first look."""


def entries_of_dossier(chance: Random) -> bytes:
    """Entries of a dossier with other values, keys or order, under a manifest that is right about them."""
    parts = _parts("dossier")
    page = json.loads(parts["dossier.json"])
    for _ in range(chance.choice((1, 1, 2))):
        entry = chance.choice([one for one in page["entries"] if isinstance(one, dict)])
        match chance.randrange(4):
            case 0:
                _change_json(page["entries"], chance)
            case 1 if isinstance(entry.get("value"), (dict, list)):
                _change_json(entry["value"], chance)
            case _:
                address, values = chance.choice(tuple(_PLAUSIBLE.items()))
                there = next(
                    (one for one in page["entries"] if isinstance(one, dict) and one.get("address") == address), None
                )
                if there is None:
                    there = {**entry, "address": address, "stamp": 1, "revision": 1}
                    page["entries"].append(there)
                there["value"] = chance.choice((*values, *values, chance.choice(NASTY), None))
    return signed_anew({**parts, "dossier.json": json.dumps(page).encode("utf-8", "surrogatepass")})


def _change_json(node: Any, chance: Random) -> None:
    """One change somewhere below a list or a dictionary."""
    keys: list[Any] = list(range(len(node))) if isinstance(node, list) else list(node)
    if not keys:
        return
    key = chance.choice(keys)
    if isinstance(node[key], (list, dict)) and chance.random() < 0.8:
        _change_json(node[key], chance)
        return
    values: tuple[Any, ...] = (
        *(None, True, 0, -1, 10**12, 1.5, "", [], {}, [[]], {"reply": "ladder", "level": 3}, "answer/P1/L02/reply"),
        chance.choice(NASTY),
        node[chance.choice(keys)],
    )
    match chance.randrange(4):
        case 0:
            del node[key]
        case 1 if isinstance(node, dict):
            node[chance.choice(NASTY)] = node[key]
        case _:
            node[key] = chance.choice(values)


def manifest_of_dossier(chance: Random) -> bytes:
    """The manifest of a dossier changed."""
    parts = dict(_parts("dossier"))
    manifest = json.loads(parts["manifest.json"])
    _change_json(manifest, chance)
    parts["manifest.json"] = json.dumps(manifest).encode("utf-8", "surrogatepass")
    return _packed(parts)


def bytes_of_dossier(chance: Random) -> bytes:
    """A dossier with some bytes changed."""
    return _some_bytes(dossier(), chance)


MUTATIONS: tuple[Mutation, ...] = (
    *(bytes_of_workbook, bytes_of_part, parts_of_workbook, tags_of_sheet, cells_of_sheet, blanks_of_sheet),
    *(cells_of_sheet, blanks_of_sheet, lines_of_submissions, lines_of_submissions, bytes_of_submissions),
    *(entries_of_dossier, entries_of_dossier, manifest_of_dossier, bytes_of_dossier),
)
"""Those that come further into the program stand here twice."""


def mutated(seed: int, number: int) -> tuple[str, bytes]:
    """The file of that number in the search with that seed, and how it was made: always the same."""
    chance = Random(f"{seed} {number}")
    mutation = chance.choice(MUTATIONS)
    return mutation.__name__, mutation(chance)
