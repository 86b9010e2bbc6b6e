"""check FOLDER: every problem of a framework and its actions, and how its texts read."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from commands.command import Command, Told
from commands.showing import Shown, table_text, terminal_width
from planning.library_checks import check_actions
from questionnaire.framework import Framework
from questionnaire.framework_checks import WRONG_SHAPE, check_documents, check_writing
from questionnaire.framework_file import build_framework
from questionnaire.framework_folder import FrameworkFolder, read_folder
from questionnaire.problems import InputFault, Problem, Severity
from questionnaire.readability import Readability, readability
from reports.cells import Kind
from scoring.fact_sheet_checks import check_fact_sheets
from words.phrases import Phrases


def _arguments(parser: argparse.ArgumentParser, say: Phrases) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=Path, help=say("cli.argument.folder"))


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    files, problems = read_folder(asked.folder)
    framework, found = _look(files) if files.documents else (None, ())
    problems = tuple({one.sentence(say): one for one in (*problems, *found)}.values())
    reading = readability(files) if framework is not None else ()
    if problems or framework is None:
        raise InputFault(problems)
    actions = sum(len(files.data(name).get("actions", ())) for name in files.documents if name.startswith("actions/"))
    facts = {
        "id": framework.id,
        "version": framework.version,
        "languages": list(framework.languages),
        "sections": len(framework.sections),
        "capabilities": len(framework.capabilities),
        "questions": len(framework.questions),
        "criteria": len(framework.criterion_text),
        "actions": actions,
        "fact_sheets": len(framework.fact_sheets),
        "profiles": len(framework.profiles),
        "content_hash": framework.content_hash,
    }
    clean = say("cli.check.clean", **{**facts, "languages": ", ".join(framework.languages)})
    return Told({**facts, "readability": _plain(reading), "problems": []}, f"{clean}\n\n{_table(reading, say)}")


def _plain(reading: Sequence[Readability]) -> list[dict[str, object]]:
    return [{**asdict(one), "mean": float(one.mean)} for one in reading]


def _table(reading: Sequence[Readability], say: Phrases) -> str:
    """The readability of every group of texts, and what the columns mean."""
    columns = {name: Shown(say(f"cli.check.column.{name}"), kind) for name, kind in _COLUMNS.items()}
    rows = [{**asdict(one), "group": say(f"cli.check.group.{one.group}")} for one in reading]
    table = table_text(columns, rows, say, width=terminal_width())
    return "\n".join((say("cli.check.readability"), table, say("cli.check.readability_how")))


_COLUMNS = {
    "language": Kind.TEXT,
    "group": Kind.TEXT,
    "texts": Kind.COUNT,
    "mean": Kind.NUMBER,
    "longest": Kind.COUNT,
    "joined": Kind.COUNT,
    "passive": Kind.COUNT,
    "unmeasured": Kind.COUNT,
    "either_or": Kind.COUNT,
}


def _look(files: FrameworkFolder) -> tuple[Framework | None, tuple[Problem, ...]]:
    """The framework, where it can be built, and what is wrong with the meaning of its files."""
    problems = [*check_documents(files), *check_writing(files)]
    framework = None
    try:
        framework = build_framework(files)
        problems.extend(check_actions(files, framework))
        problems.extend(check_fact_sheets(framework))
    except WRONG_SHAPE:
        # The shape that keeps it from being built was reported already; the actions cannot be held against it.
        facts = {"found": "framework.yaml" if framework is None else "actions"}
        problems.append(Problem("meaning_unread", "actions", 0, facts, Severity.GAP))
    return framework, tuple(problems)


CHECK = Command("check", _arguments, _run)
