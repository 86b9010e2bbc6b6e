"""check FOLDER: every problem of a framework and its actions, each with its place and what to do."""

from __future__ import annotations

import argparse
from pathlib import Path

from commands.command import Command, Told
from planning.catalogue import check_actions
from questionnaire.framework import Framework
from questionnaire.framework_checks import WRONG_SHAPE, check_documents
from questionnaire.framework_file import build_framework
from questionnaire.framework_folder import FrameworkFolder, read_folder
from questionnaire.problems import InputFault, Problem, Severity
from words.phrases import Phrases


def _arguments(parser: argparse.ArgumentParser, say: Phrases) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=Path, help=say("cli.argument.folder"))


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    files, problems = read_folder(asked.folder)
    framework, found = _look(files) if files.documents else (None, ())
    problems = tuple({one.sentence(say): one for one in (*problems, *found)}.values())
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
        "content_hash": framework.content_hash,
    }
    return Told(
        {**facts, "problems": []}, say("cli.check.clean", **{**facts, "languages": ", ".join(framework.languages)})
    )


def _look(files: FrameworkFolder) -> tuple[Framework | None, tuple[Problem, ...]]:
    """The framework, where it can be built, and what is wrong with the meaning of its files."""
    problems = list(check_documents(files))
    framework = None
    try:
        framework = build_framework(files)
        problems.extend(check_actions(files, framework))
    except WRONG_SHAPE:
        # The shape that keeps it from being built was reported already; the actions cannot be held against it.
        facts = {"found": "framework.yaml" if framework is None else "actions"}
        problems.append(Problem("meaning_unread", "actions", 0, facts, Severity.GAP))
    return framework, tuple(problems)


CHECK = Command("check", _arguments, _run)
