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
import sys
from collections.abc import Sequence
from typing import Any

from tests.bench.timing import Measured

SUBJECTS = ("scoring", "workbook", "saves", "pages")
"""The modules that measure, in this order; each has `rows`."""


def main(words: Sequence[str]) -> int:
    """Measure the subjects asked for and print what was found; the exit code is always 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the JSON only")
    parser.add_argument("--only", metavar="NAME", choices=SUBJECTS, help=f"one subject: {', '.join(SUBJECTS)}")
    arguments = parser.parse_args(words)
    measured: list[Measured] = []
    unmeasured: dict[str, str] = {}
    for subject in [arguments.only] if arguments.only else SUBJECTS:
        try:
            measured += importlib.import_module(f"tests.bench.{subject}").rows()
        except (
            Exception
        ) as fault:  # Whatever one subject lacks here (a browser, a port), the others are still measured.
            unmeasured[subject] = f"{type(fault).__name__}: {fault}"
    if not arguments.json:
        print(table(measured), *(f"{name} was not measured: {why}" for name, why in unmeasured.items()), sep="\n")
        print()
    print(json.dumps({"machine": machine(), "rows": [facts(row) for row in measured], "not_measured": unmeasured}))
    return 0


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
