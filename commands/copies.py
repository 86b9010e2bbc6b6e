"""Copies of one assessment, read for a command that holds them against each other, and what they say in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from commands.command import Json
from commands.opening import bank_for, read_bytes
from commands.showing import cell_text, working
from planning.actions import Library
from planning.narrowing import narrowed
from planning.own_actions import with_own_actions
from questionnaire.entries import Address
from questionnaire.framework import Framework
from questionnaire.incoming import Incoming, Side
from questionnaire.problems import InputFault
from reports.cells import Kind
from reports.history_words import HistoryTeller
from reports.incoming_words import change_said
from storage.dossier_file import DossierFile, read_dossier
from storage.encoding import to_json
from words.numbers import NO_SCORE
from words.phrases import Phrases


@dataclass(frozen=True, eq=False)
class Copies:
    """The files in the order in which they were named, with the framework and the actions of the first."""

    files: tuple[DossierFile, ...]
    framework: Framework
    library: Library
    notices: tuple[str, ...]


def read_copies(paths: Sequence[Path], folder: Path | None, say: Phrases) -> Copies:
    """Every file, read with the framework of the first. Raises WrongUse, InputFault with each problem's file."""
    with working(say("cli.working.reading")):
        contents = [read_bytes(path) for path in paths]
        framework, library = bank_for(contents[0], folder)
        files = tuple(_read(content, framework, path.name) for content, path in zip(contents, paths, strict=True))
    for file in files:
        library = with_own_actions(library, file.dossier)
    library = narrowed(library, files[0].dossier.framework)
    told = (
        f"{path.name}: {note.sentence(say)}" for path, file in zip(paths, files, strict=True) for note in file.notices
    )
    return Copies(files, framework, library, tuple(told))


def _read(content: bytes, framework: Framework, name: str) -> DossierFile:
    """The file. With several of them, each problem has to say in which it is."""
    try:
        return read_dossier(content, framework)
    except InputFault as bad:
        raise InputFault(replace(one, place=f"{name} {one.place}".strip()) for one in bad.problems) from bad


def block(what: str, remark: str, sides: Mapping[str, tuple[Side, str]], teller: HistoryTeller) -> str:
    """One place for people: what it is, then a line for each side with what it says, by whom, when.

    `sides` are each with its words, by the last part of the key of its name. Cells of a table would cut them.
    """
    say = teller.say
    names = {name: say(f"merging.side.{name}") for name in sides}
    width = max(len(name) for name in names.values())
    lines = [f"  {names[name]:<{width}}  {_side_told(*side, teller)}" for name, side in sides.items()]
    head = say("merging.block", what=cell_text(what, Kind.TEXT, say), remark=remark)
    return "\n".join((head, *lines))


def _side_told(side: Side, said: str, teller: HistoryTeller) -> str:
    """A side: what it says, by whom, when; a dash where nothing was ever recorded."""
    say = teller.say
    if side.value is None and side.at is None:
        return NO_SCORE
    text = said or say("merging.nothing")
    if side.at is not None:
        when = side.at.astimezone().strftime("%Y-%m-%d %H:%M")
        text = say("merging.by", value=text, who=teller.who(side.by), when=when)
    return cell_text(text, Kind.TEXT, say)


def changes_named(incoming: Incoming, addresses: Collection[Address], teller: HistoryTeller) -> str:
    """The changes at these addresses, each by what it is about and its address."""
    found = [one for one in incoming.changes if one.address in addresses]
    return "; ".join(f"{change_said(one, teller.dossier, teller.say).what} ({one.address})" for one in found)


def side_data(address: Address, side: Side, said: str) -> dict[str, Any]:
    """A side for programs: the value as a dossier file writes it, its words, who wrote it and when."""
    value: Json = to_json(address, side.value)
    return {"value": value, "said": said, "by": side.by, "at": side.at.isoformat() if side.at else None}
