"""`python -m tests.hostile.measured FILE ...`: each file looked at in a process of its own; a line of JSON for each."""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from time import perf_counter

from tests.hostile.looking import look_at
from tests.hostile.seeds import dossier, workbook

SECONDS = 20
"""After so much work a process is ended; what is asked for is a quarter of that."""


def measured(path: Path) -> dict[str, object]:
    """What came of a file, in how many seconds, and how much memory its process had at most, in megabytes."""
    reading, writing = os.pipe()
    started = perf_counter()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        try:
            told = _told(path.read_bytes())
        except BaseException as fault:  # whatever it is, it is what is looked for here
            told = {"fault": f"{type(fault).__name__}: {fault}"[:500]}
        os.write(writing, json.dumps(told).encode()[:60_000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told_text = pipe.read()
    _, status, used = os.wait4(child, 0)
    told = json.loads(told_text) if told_text else {"fault": f"ended with {status}"}
    return {
        "file": path.name,
        "seconds": round(used.ru_utime + used.ru_stime, 2),
        "waited": round(perf_counter() - started, 2),
        "megabytes": used.ru_maxrss // 1024,
        **told,
    }


def _told(data: bytes) -> dict[str, object]:
    seen = look_at(data)
    return {"refused": list(seen.refused)[:5], "changes": seen.changes, "told": seen.told}


def main() -> None:
    """Look at every file that is named."""
    look_at(workbook())  # everything is loaded before the first process begins
    look_at(dossier())
    for name in sys.argv[1:]:
        print(json.dumps(measured(Path(name))), flush=True)


if __name__ == "__main__":
    main()
