"""export FILE... --to OUT: assessments as reports, workbooks, tables or data, or as dossiers of the newest format."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from commands.command import Command, Told, WrongUse
from commands.earlier import EarlierRound, ask_for_earlier, earlier_round
from commands.opening import Opened, ask_for_dossier, kept_plan, opened, read_bytes, report_on
from commands.showing import progress
from commands.writing import ask_for_force, check_free, write_whole
from questionnaire.problems import InputFault, Problem
from reports.formats import FORMATS, OFFERED, write_report
from reports.report import Audience
from storage.arrival import receive
from storage.dossier_file import DossierFile, dossier_bytes
from storage.memory_repository import MemoryRepository
from words.phrases import Phrases

DOSSIER = ".dossier"
PAPERS = ("report", "briefing", "summary")
ENDINGS: Mapping[str, str] = {
    ".pdf": "pdf",
    ".docx": "docx",
    **{FORMATS[id].ending: id for id in ("xlsx", "csv", "json")},
    DOSSIER: DOSSIER,
}
"""What is written by the ending of the name: a format, or in which format the paper that was asked for."""

Step = Callable[[int, int], None]


def _arguments(parser: argparse.ArgumentParser, say: Phrases) -> None:
    ask_for_dossier(parser, say, several=True)
    parser.add_argument("--to", metavar="OUT", type=Path, required=True, help=say("cli.argument.to"))
    names = [one.removeprefix(".").removesuffix(".zip") for one in ENDINGS]
    parser.add_argument("--as", metavar="FORMAT", dest="formats", nargs="+", choices=names, help=say("export.as"))
    audiences = [audience.value for audience in Audience]
    parser.add_argument("--audience", choices=audiences, default=audiences[0], help=say("cli.argument.audience"))
    parser.add_argument("--paper", choices=PAPERS, help=say("export.paper"))
    parser.add_argument("--template", metavar="FILE", type=Path, help=say("export.template"))
    ask_for_earlier(parser, say)
    ask_for_force(parser, say)


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    """Everything that can be wrong with the wish is found before the first file is read."""
    template = read_bytes(asked.template) if asked.template else None
    wanted = [(file, *one) for file in asked.file for one in _places(asked, file)]
    for _, out, _ in wanted:
        check_free(out, force=asked.force)
    written: list[dict[str, object]] = []
    notices: list[str] = []
    problems: list[Problem] = []
    with progress(say("cli.working.writing")) as step:
        for number, (file, out, format) in enumerate(wanted):
            try:
                told, said = _written(asked, say, file, out, format, template, _part_of(step, number, len(wanted)))
            except InputFault as fault:
                if len(wanted) == 1:
                    raise
                problems += _named(fault.problems, file)
                continue
            written.append(told)
            notices += said
    text = "\n".join(say("cli.written", path=one["file"]) for one in written)
    data = written[0] if len(wanted) == 1 else {"written": written}
    return Told(data, text, tuple(dict.fromkeys(notices)), tuple(problems))


def _named(problems: Sequence[Problem], file: Path) -> Iterator[Problem]:
    """The problems of one of several files, each with the file that it is in."""
    for one in problems:
        place = " · ".join(filter(None, (file.name, one.place)))
        yield Problem(one.code, place, one.line, one.facts, one.severity)


def _part_of(step: Step, number: int, of: int) -> Step:
    """How far one document is, as how far all of them are."""
    return lambda done, steps: step(number * 100 + 100 * done // max(steps, 1), of * 100)


def _written(
    asked: argparse.Namespace, say: Phrases, file: Path, out: Path, format: str, template: bytes | None, step: Step
) -> tuple[dict[str, object], tuple[str, ...]]:
    """One document, written; what is told of it. Raises InputFault or WrongUse."""
    one = opened(argparse.Namespace(**{**vars(asked), "file": file}), say)
    earlier = earlier_round(asked, one, say)
    content = _content(one, asked, say.language, format, earlier, template, step)
    write_whole(out, content, force=asked.force)
    told = {"file": str(out), "audience": asked.audience, "language": say.language, "bytes": len(content)}
    return told, (*one.notices, *earlier.notices)


def _content(
    one: Opened,
    asked: argparse.Namespace,
    language: str,
    format: str,
    earlier: EarlierRound,
    template: bytes | None,
    step: Step,
) -> bytes:
    if format == DOSSIER:
        return _newest_format(one.file)
    audience = Audience(asked.audience)
    report = report_on(one, language, plan=kept_plan(one), audience=audience, earlier=earlier.dossier)
    return write_report(report, format, template=template, told=step)


def _places(asked: argparse.Namespace, file: Path) -> Iterator[tuple[Path, str]]:
    """Where each document of a file is written, and in which format. Raises WrongUse."""
    if asked.formats or len(asked.file) > 1:
        if not asked.to.is_dir():
            raise WrongUse("no_folder", path=asked.to)
        for name in asked.formats or ["xlsx"]:
            ending = next(one for one in ENDINGS if one.removeprefix(".").removesuffix(".zip") == name)
            yield asked.to / f"{file.name.removesuffix(DOSSIER)}{ending}", _format(asked, ending)
        return
    for ending in ENDINGS:
        short = ending.removesuffix(".zip")
        stem = asked.to.name.removesuffix(ending).removesuffix(short)
        if stem and stem != asked.to.name:
            # Tables come as several files in one zip, so OUT.csv becomes OUT.csv.zip.
            yield asked.to.with_name(stem + ending), _format(asked, ending)
            return
    raise WrongUse("extension", path=asked.to, known=", ".join(one.removesuffix(".zip") for one in ENDINGS))


def _format(asked: argparse.Namespace, ending: str) -> str:
    """The format that an ending stands for, for this audience. Raises WrongUse where it is not written for them."""
    audience = Audience(asked.audience)
    if ending == DOSSIER:
        if audience is not Audience.ADMINISTRATION:
            raise WrongUse("dossier_for_donor")
        return DOSSIER
    paper = asked.paper or ("summary" if audience is Audience.PUBLIC else "report")
    kind = ENDINGS[ending]
    format = f"{paper}_{kind}" if kind in ("pdf", "docx") else kind
    if format not in OFFERED[audience]:
        raise WrongUse("not_for_audience", audience=audience.value, known=", ".join(OFFERED[audience]))
    return format


def _newest_format(file: DossierFile) -> bytes:
    repository = MemoryRepository()
    return dossier_bytes(repository, receive(repository, file).id, file.files)


EXPORT = Command("export", _arguments, _run)
