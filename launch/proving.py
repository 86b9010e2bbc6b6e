"""Prove the project: lint, format, types, the import law, the tests, and the programs of the system that tests need."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from launch.installation import DEVELOPMENT, ROOT, RUNTIME, VENV, Step, install, say, venv_python


@dataclass(frozen=True)
class SystemProgram:
    """A program of the system that some tests need: their pytest marker, its names, its Debian packages in one text."""

    marker: str
    names: tuple[str, ...]
    package: str


PROGRAMS = (
    SystemProgram("browser", ("chromium", "chromium-browser", "google-chrome"), "chromium"),
    SystemProgram("enketo", ("npm",), "npm"),
    SystemProgram("java", ("java",), "default-jre-headless"),
    SystemProgram("libreoffice", ("soffice", "libreoffice"), "libreoffice-calc-nogui libreoffice-writer-nogui"),
    SystemProgram("poppler", ("pdftotext",), "poppler-utils"),
    SystemProgram("postgresql", ("initdb",), "postgresql"),
)


def in_ci(environment: Mapping[str, str]) -> bool:
    """Whether a machine reads the result: then nothing may be skipped and no browser opens."""
    return environment.get("CI", "").lower() in {"1", "true", "yes"}


def plan_steps(command: str, names: Sequence[str] = ()) -> tuple[Step, ...]:
    """The tools of a command in their order. Named tests are run alone; without names everything runs."""
    python = str(venv_python(VENV))
    law = "from importlinter.cli import lint_imports_command as check; check()"
    checks = (
        Step("ruff check", (python, "-m", "ruff", "check", ".")),
        Step("ruff format", (python, "-m", "ruff", "format", "--check", ".")),
        Step("mypy", (python, "-m", "mypy")),
        Step("import law", (python, "-c", law, "--no-logo")),
    )
    pytest = Step("pytest", (python, "-m", "pytest", *names))
    bench = Step("bench", (python, "-m", "tests.bench"))
    plans = {"check": checks, "test": (pytest,) if names else (*checks, pytest), "bench": (bench,)}
    return plans[command]


def missing_programs() -> tuple[SystemProgram, ...]:
    """The system programs that this machine lacks."""
    return tuple(program for program in PROGRAMS if not _has(program))


def _has(program: SystemProgram) -> bool:
    found = next(filter(None, (shutil.which(name, path=_search_path()) for name in program.names)), None)
    if found is None or program.marker != "libreoffice" or sys.platform != "linux":
        return found is not None
    # Debian splits LibreOffice: `soffice` may be there without Calc and Writer, whose code is in these libraries.
    return all((Path(found).resolve().parent / name).exists() for name in ("libsclo.so", "libswlo.so"))


def _search_path() -> str:
    """Where programs are looked for: Debian keeps PostgreSQL's server out of everybody's path."""
    servers = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return os.pathsep.join([os.environ.get("PATH", ""), *map(str, servers)])


def get_programs() -> tuple[SystemProgram, ...]:
    """Install the missing system programs where that can be done without asking; give back those still missing."""
    missing = missing_programs()
    as_root = getattr(os, "geteuid", lambda: 1)() == 0
    if missing and as_root and shutil.which("apt-get"):
        packages = [name for program in missing for name in program.package.split()]
        say(f"Installing {', '.join(packages)} with apt ...")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
            subprocess.run(["apt-get", *words], env=quiet, check=False, stdout=subprocess.DEVNULL)
        missing = missing_programs()
    for program in missing:
        lack = f"{program.names[0]} is missing (Debian package {program.package})"
        say(f"!!! {lack}: the tests marked '{program.marker}' cannot run !!!")
    return missing


def run_steps(steps: Sequence[Step]) -> bool:
    """Run every step, even after a failed one; print a summary with times; tell whether all went well."""
    outcomes: list[tuple[str, int, float]] = []
    for step in steps:
        say(f"\n--- {step.name} ---")
        began = time.monotonic()
        code = subprocess.run(step.command, cwd=ROOT, check=False).returncode
        outcomes.append((step.name, code, time.monotonic() - began))
    say("")
    for name, code, seconds in outcomes:
        say(f"{name:<12} {'FAILED' if code else 'ok':<7} {seconds:6.1f} s{ending(code)}")
    return not any(code for _, code, _ in outcomes)


def ending(code: int) -> str:
    """How a step ended that did not end well: one that was killed, or that ended itself, leaves no word of its own."""
    if code == 0:
        return ""
    return f"  (exit code {code})" if code > 0 else f"  (ended by signal {-code})"


def prove(command: str, names: Sequence[str]) -> int:
    """Run the tools of `test`, `check` or `bench`; the exit code is 0 when all went well and nothing lacked."""
    install(RUNTIME, VENV)
    install(DEVELOPMENT, VENV)
    missing = get_programs() if command == "test" else ()
    passed = run_steps(plan_steps(command, names))
    lacking = bool(missing) and in_ci(os.environ)
    if lacking:
        say("FAILED: a system program is missing, and with CI=true no test may be skipped for that.")
    return 0 if passed and not lacking else 1
