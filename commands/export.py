"""export FILE --to OUT: the assessment as a workbook, tables, JSON, or as a dossier of the newest format."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from commands.command import Command, Told, WrongUse
from commands.opening import Opened, ask_for_dossier, kept_plan, opened, report_on
from commands.showing import working
from commands.writing import ask_for_force, check_free, write_whole
from reports.formats import FILE_ENDINGS, write_report
from reports.report import Audience
from storage.arrival import receive
from storage.dossier_file import DossierFile, dossier_bytes
from storage.memory_repository import MemoryRepository
from words.phrases import Phrases

DOSSIER = ".dossier"


def _arguments(parser: argparse.ArgumentParser, say: Phrases) -> None:
    ask_for_dossier(parser, say)
    parser.add_argument("--to", metavar="OUT", type=Path, required=True, help=say("cli.argument.to"))
    audiences = [audience.value for audience in Audience]
    parser.add_argument("--audience", choices=audiences, default=audiences[0], help=say("cli.argument.audience"))
    ask_for_force(parser, say)


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    out, write = _writer(asked.to, Audience(asked.audience))
    check_free(out, force=asked.force)
    one = opened(asked, say)
    with working(say("cli.working.writing")):
        content = write(one, say.language)
    write_whole(out, content, force=asked.force)
    data = {"file": str(out), "audience": asked.audience, "language": say.language, "bytes": len(content)}
    return Told(data, say("cli.written", path=out), one.notices)


Writer = Callable[[Opened, str], bytes]


def _writer(to: Path, audience: Audience) -> tuple[Path, Writer]:
    """Where to write and how, by the ending of the name. Raises WrongUse."""
    if to.name.endswith(DOSSIER) and to.name != DOSSIER:
        if audience is not Audience.ADMINISTRATION:
            raise WrongUse("dossier_for_donor")
        return to, lambda one, _: _newest_format(one.file)
    for extension, ending in FILE_ENDINGS.items():
        stem = to.name.removesuffix(ending).removesuffix(f".{extension}")
        if stem and stem != to.name:
            # Tables come as several files in one zip, so OUT.csv becomes OUT.csv.zip.
            return to.with_name(stem + ending), _report(extension, audience)
    known = ", ".join((*(f".{extension}" for extension in FILE_ENDINGS), DOSSIER))
    raise WrongUse("extension", path=to, known=known)


def _report(extension: str, audience: Audience) -> Writer:
    def write(one: Opened, language: str) -> bytes:
        return write_report(report_on(one, language, plan=kept_plan(one), audience=audience), extension)

    return write


def _newest_format(file: DossierFile) -> bytes:
    repository = MemoryRepository()
    return dossier_bytes(repository, receive(repository, file).id, file.files)


EXPORT = Command("export", _arguments, _run)
