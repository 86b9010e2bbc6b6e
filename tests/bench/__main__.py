"""Measure what people wait for: `python -m tests.bench` prints one table, and the same once more as JSON.

A goal that is missed, or a subject that cannot be measured on this machine, is told and never makes the run fail: the
figures are for people to judge, with the machine that they come from.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from tests.bench.timing import Measured

SUBJECTS = ("scoring", "planning", "workbook", "documents", "saves", "pages", "room")
"""The modules that measure, in this order, each in a process of its own; each has `rows`."""


def main(words: Sequence[str]) -> int:
    """Measure the subjects asked for and print what was found; the exit code is always 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the JSON only")
    parser.add_argument("--only", metavar="NAME", choices=SUBJECTS, help=f"one subject: {', '.join(SUBJECTS)}")
    arguments = parser.parse_args(words)
    told = [measure(arguments.only)] if arguments.only else [measure_apart(subject) for subject in SUBJECTS]
    rows = [row for one in told for row in one["rows"]]
    unmeasured = {name: why for one in told for name, why in one["not_measured"].items()}
    if not arguments.json:
        print(table([from_facts(row) for row in rows]))
        print(*(f"{name} was not measured: {why}" for name, why in unmeasured.items()), sep="\n")
    print(json.dumps({"machine": machine(), "rows": rows, "not_measured": unmeasured}))
    return 0


def measure(subject: str) -> dict[str, Any]:
    """The rows of a subject, or why it has none here."""
    try:
        measured = list(importlib.import_module(f"tests.bench.{subject}").rows())
    except Exception as fault:  # Whatever one subject lacks here (a browser, a port), the others are still measured.
        return {"rows": [], "not_measured": {subject: f"{type(fault).__name__}: {fault}"}}
    return {"rows": [facts(row) for row in measured], "not_measured": {}}


def measure_apart(subject: str) -> dict[str, Any]:
    """The same in a process of its own.

    One subject leaves much in memory, and whenever Python looks through all of it for garbage, the time goes to
    whichever side of the next subject happens to run: a workbook of 130 ms then seems to take 430.
    """
    command = (sys.executable, "-m", "tests.bench", "--json", "--only", subject)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout.strip():
        return {"rows": [], "not_measured": {subject: f"ended with {done.returncode}: {done.stderr.strip()[-200:]}"}}
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def machine() -> dict[str, Any]:
    """What the figures depend on: processors, how busy they are (tasks waiting, over 1, 5, 15 minutes), the Python."""
    load = [round(one, 2) for one in os.getloadavg()] if hasattr(os, "getloadavg") else None
    return {"processors": os.cpu_count(), "load": load, "python": platform.python_version(), "system": sys.platform}


def facts(row: Measured) -> dict[str, Any]:
    """A row as JSON holds it."""
    return {
        "name": row.name,
        "ours": row.ours,
        "bare": row.bare,
        "unit": row.unit,
        "ratio": row.ratio,
        "goal": row.goal,
        "met": row.met,
    }


def from_facts(told: Mapping[str, Any]) -> Measured:
    """The row that JSON held."""
    return Measured(**{name: value for name, value in told.items() if name != "ratio"})


HEAD = ("what", "ours", "bare", "ratio", "goal", "")


def table(measured: Sequence[Measured]) -> str:
    """The rows as text in columns."""
    lines = [HEAD, *(_cells(row) for row in measured)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEAD))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if 0 < place < 4 else cell.ljust(width) for place, (cell, width) in columns
        ).rstrip()
        for columns in (enumerate(zip(line, widths, strict=True)) for line in lines)
    )


def _cells(row: Measured) -> tuple[str, ...]:
    bare = "-" if row.bare is None else f"{row.bare:.3g} {row.unit}"
    ratio = "-" if row.ratio is None else f"{row.ratio:.3g}"
    verdict = "" if row.goal == "-" else "goal met" if row.met else "goal missed"
    return row.name, f"{row.ours:.3g} {row.unit}", bare, ratio, row.goal, verdict


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
