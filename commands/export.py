"""export FILE... --to OUT: assessments as reports, workbooks, tables or data, or as dossiers of the newest format."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

from commands.command import Command, Told, WrongUse
from commands.earlier import EarlierRound, ask_for_earlier, earlier_round
from commands.frontier import frontier_beside
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
WITH_FRONTIER = "report"
"""The paper that has a place for the frontier."""
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
    parser.add_argument("--frontier", action="store_true", help=say("export.frontier"))
    ask_for_force(parser, say)


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    """Everything that can be wrong with the wish is found before the first file is read."""
    wanted = [(file, *one) for file in asked.file for one in _places(asked, file)]
    _refuse_what_says_nothing(asked, {format for _, _, format in wanted})
    template = read_bytes(asked.template) if asked.template else None
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
    wanted = asked.frontier and format.startswith(f"{WITH_FRONTIER}_")
    content, without = _content(one, asked, say.language, format, earlier, template, step, frontier=wanted)
    write_whole(out, content, force=asked.force)
    told = {"file": str(out), "audience": asked.audience, "language": say.language, "bytes": len(content)}
    lacks = (say("export.frontier_no_plan", path=file),) if without else ()
    return told, (*one.notices, *earlier.notices, *lacks)


def _content(
    one: Opened,
    asked: argparse.Namespace,
    language: str,
    format: str,
    earlier: EarlierRound,
    template: bytes | None,
    step: Step,
    *,
    frontier: bool,
) -> tuple[bytes, bool]:
    """The document; and whether a frontier was wanted that has no place in it, since no plan is kept."""
    if format == DOSSIER:
        return _newest_format(one.file), False
    plan, found, writing = kept_plan(one), None, step
    if frontier and plan is not None and plan.steps:
        found = frontier_beside(one, plan, _part_of(step, 0, 2))
        writing = _part_of(step, 1, 2)
    audience = Audience(asked.audience)
    report = report_on(one, language, plan=plan, audience=audience, earlier=earlier.dossier, frontier=found)
    return write_report(report, format, template=template, told=writing), frontier and found is None


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
        raise WrongUse("not_for_audience", audience=audience.value, known=", ".join(map(_typed, OFFERED[audience])))
    return format


def _typed(format: str) -> str:
    """How a format is asked for: by the ending of the name, and where it is a text by which one it is."""
    paper, _, kind = format.rpartition("_")
    ending = next(one for one, of in ENDINGS.items() if of == kind).removesuffix(".zip")
    return f"{ending} --paper {paper}" if paper else ending


def _refuse_what_says_nothing(asked: argparse.Namespace, formats: Collection[str]) -> None:
    """Refuse an argument that would change nothing of what is written. Raises WrongUse."""
    if asked.template and not any(format.endswith("_docx") for format in formats):
        raise WrongUse("template_without_word")
    if asked.paper and not any(format.startswith(asked.paper) for format in formats):
        raise WrongUse("paper_without_text", paper=asked.paper)
    if asked.frontier and not any(format.startswith(f"{WITH_FRONTIER}_") for format in formats):
        raise WrongUse("frontier_without_report")
    if asked.frontier and asked.audience != Audience.ADMINISTRATION:
        raise WrongUse("frontier_for_others")
    if asked.earlier and set(formats) == {DOSSIER}:
        raise WrongUse("earlier_without_report")


def _newest_format(file: DossierFile) -> bytes:
    repository = MemoryRepository()
    return dossier_bytes(repository, receive(repository, file).id, file.files)


EXPORT = Command("export", _arguments, _run)
