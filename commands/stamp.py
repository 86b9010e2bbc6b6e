"""stamp FOLDER LANGUAGE: a translator confirms that translations were read against their source as it is now."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from commands.command import Command, Told, WrongUse
from commands.writing import write_whole
from questionnaire.framework_folder import FrameworkFolder, read_folder
from questionnaire.problems import InputFault, Problem
from questionnaire.translations import fresh_stamps, source_texts
from words.phrases import Phrases


def _arguments(parser: argparse.ArgumentParser, say: Phrases) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=Path, help=say("cli.argument.folder"))
    parser.add_argument("code", metavar="LANGUAGE", help=say("cli.argument.code"))
    parser.add_argument("ids", metavar="ID", nargs="*", help=say("cli.argument.ids"))
    parser.add_argument("--all", action="store_true", dest="everything", help=say("cli.argument.all"))


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    if bool(asked.ids) == asked.everything:
        raise WrongUse("stamp_what")
    files, problems = read_folder(asked.folder)
    if problems:
        raise InputFault(problems)
    framework = files.data("framework.yaml")
    if asked.code not in framework["languages"] or asked.code == framework["source_language"]:
        raise WrongUse("no_translation", code=asked.code)
    fresh = fresh_stamps(files, asked.code)
    confirmed = fresh if asked.everything else _named(fresh, asked.ids)
    stamps = _kept(files, asked.code) | dict(confirmed)
    path = asked.folder / "languages" / asked.code / "stamps.yaml"
    write_whole(path, _yaml(stamps).encode(), force=True)
    data = {
        "file": str(path),
        "stamped": sorted(confirmed),
        "without": sorted(source_texts(files).keys() - stamps.keys()),
    }
    return Told(data, say("cli.stamp.done", n=len(confirmed), path=path, without=len(data["without"])))


def _named(fresh: Mapping[str, str], ids: Sequence[str]) -> Mapping[str, str]:
    """The stamps of what is named: a whole file, or everything of that id. Raises InputFault with every unknown id."""
    by_id = {id: {at: mark for at, mark in fresh.items() if id in _names(at)} for id in ids}
    unknown = [Problem("stamp_unknown", facts={"id": id}) for id, found in by_id.items() if not found]
    if unknown:
        raise InputFault(unknown)
    return {at: mark for found in by_id.values() for at, mark in found.items()}


def _names(at: str) -> set[str]:
    """How an address may be named: "sections/L.yaml criteria L04.1a" as a whole, by its file, or by "L04.1a"."""
    file, _, rest = at.partition(" ")
    group, _, id = rest.partition(" ")
    return {at, file, rest, id, id.partition(" ")[0] or group}


def _kept(files: FrameworkFolder, code: str) -> dict[str, str]:
    """The stamps of before, without those whose text is gone."""
    source = source_texts(files)
    return {at: mark for at, mark in files.data(f"languages/{code}/stamps.yaml").items() if at in source}


def _yaml(stamps: Mapping[str, str]) -> str:
    lines = (f'"{_escaped(at)}": "{mark}"\n' for at, mark in sorted(stamps.items()))
    return "# Which source text each translation was read against. Written by: python cli.py stamp\n" + "".join(lines)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


STAMP = Command("stamp", _arguments, _run)
