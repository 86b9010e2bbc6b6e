"""The virtual environment and what is installed in it, pinned by the requirements files.

What is already installed is not touched, so that an unchanged project starts at once and without a network.
"""

from __future__ import annotations

import hashlib
import os
import queue
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
RUNTIME = ROOT / "requirements.txt"
DEVELOPMENT = ROOT / "requirements-dev.txt"
OLDEST_PYTHON = (3, 11)
SECONDS_BETWEEN_NEWS = 3.0
SECONDS_TO_END = 10
LINES_KEPT = 12

# The lines in which pip and uv name a package they have found, fetched or installed; pip names one on disk by its file.
_NAMED = re.compile(
    r"^\s*(?:(?:Collecting|Requirement already satisfied:|Download(?:ing|ed)|\+)\s+([A-Za-z0-9._-]+)"
    r"|Processing\s+\S*[/\\]([A-Za-z0-9._]+?)-\d)"
)


class Refusal(Exception):
    """Why a command cannot go on: a sentence for people, with what to do."""


@dataclass(frozen=True)
class Step:
    """One tool to run: what it is called when people are told, and its command."""

    name: str
    command: tuple[str, ...]


def say(sentence: str) -> None:
    """Print at once, also into a pipe."""
    print(sentence, flush=True)


def venv_python(venv: Path) -> Path:
    """The interpreter inside a virtual environment, on this system."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint(requirements: Path) -> str:
    """The hash by which a changed requirements file is recognised."""
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def stamp_of(requirements: Path, venv: Path) -> Path:
    """The file in the virtual environment that says which version of a requirements file is installed."""
    return venv / f"{requirements.name}.sha256"


def is_installed(requirements: Path, venv: Path) -> bool:
    """Whether exactly this requirements file was installed, to the end, into an environment that is still there."""
    stamp = stamp_of(requirements, venv)
    return venv_python(venv).exists() and stamp.exists() and stamp.read_text("utf-8") == fingerprint(requirements)


def pinned_names(requirements: Path) -> frozenset[str]:
    """The packages a requirements file pins for this system, in the registry's spelling."""
    pins = re.findall(r"^([A-Za-z0-9._-]+)==\S+(.*)$", requirements.read_text("utf-8"), re.MULTILINE)
    elsewhere = "" if os.name == "nt" else "sys_platform == 'win32'"
    return frozenset(_spelled(name) for name, marker in pins if not (elsewhere and elsewhere in marker))


def _spelled(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def make_venv(venv: Path) -> None:
    """Make the virtual environment unless a sound one is there; one that was left half made is made anew."""
    if _is_sound(venv):
        return
    say(f"Making the folder {venv.name} for the packages ...")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(venv)], check=False)
    if made.returncode:
        raise Refusal(
            "Python could not make a virtual environment. On Debian and Ubuntu run `apt install python3-venv`; "
            "elsewhere check that this folder can be written. Then run the same command again."
        )


def _is_sound(venv: Path) -> bool:
    python = venv_python(venv)
    if not python.exists():
        return False
    installer = "sys" if shutil.which("uv") else "pip"
    probe = f"import sys, {installer}; sys.exit(sys.version_info[:2] < {OLDEST_PYTHON})"
    return subprocess.run([str(python), "-c", probe], check=False, capture_output=True).returncode == 0


def installers(requirements: Path, venv: Path) -> tuple[Step, ...]:
    """The ways to install a requirements file, the fast one first where it is present."""
    python, wanted = str(venv_python(venv)), ("--require-hashes", "-r", str(requirements))
    pip = Step("pip", (python, "-m", "pip", "install", "--no-input", "--disable-pip-version-check", *wanted))
    uv = shutil.which("uv")
    return (Step("uv", (uv, "pip", "install", "--python", python, *wanted)), pip) if uv else (pip,)


def install(requirements: Path, venv: Path) -> None:
    """Install a requirements file unless that very file is installed. Raise Refusal if no installer manages it."""
    if is_installed(requirements, venv):
        return
    make_venv(venv)
    names = pinned_names(requirements)
    for way in installers(requirements, venv):
        say(f"Installing {len(names)} packages of {requirements.name} with {way.name}; the first time takes minutes.")
        if _watch(way.command, Progress(names)):
            stamp_of(requirements, venv).write_text(fingerprint(requirements), "utf-8")
            return
    raise Refusal(
        f"The packages of {requirements.name} could not be installed (the lines above say why). Most often the network "
        "is missing or wants a proxy: check it and run the same command again. What was fetched is kept."
    )


class Progress:
    """How far an installation is: fed with the installer's lines, it gives the news."""

    def __init__(self, names: frozenset[str], now: Callable[[], float] = time.monotonic) -> None:
        """Watch for these packages from this moment on."""
        self._names, self._now, self._began = names, now, now()
        self._seen: set[str] = set()
        self._latest = ""

    def read(self, line: str) -> None:
        """Take one line that the installer printed."""
        named = _NAMED.match(line)
        name = _spelled(named.group(1) or named.group(2)) if named else ""
        if name in self._names:
            self._seen.add(name)
            self._latest = name
        elif line.startswith(("Installing collected", "Prepared ")):
            self._latest = "unpacking all of them"

    def news(self) -> str:
        """What was found, how much of the whole, and the seconds since the beginning."""
        seconds = self._now() - self._began
        return f"  {len(self._seen)} of {len(self._names)} packages, {seconds:.0f} s  {self._latest}".rstrip()

    def end(self) -> str:
        """The closing sentence."""
        return f"  {len(self._names)} packages installed in {self._now() - self._began:.0f} s"


def _watch(command: Sequence[str], progress: Progress) -> bool:
    """Run an installer and tell its progress; at its failure show its last lines."""
    child = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    assert child.stdout is not None
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_forward, args=(child.stdout, lines), daemon=True).start()
    try:
        kept = _tell(lines, progress)
        done = child.wait() == 0
    finally:
        end_process(child)
    say(progress.end() if done else "\n".join(f"  | {line}" for line in kept[-LINES_KEPT:]))
    return done


def _forward(stream: IO[str], lines: queue.Queue[str | None]) -> None:
    for line in stream:
        lines.put(line.rstrip())
    lines.put(None)


def _tell(lines: queue.Queue[str | None], progress: Progress) -> list[str]:
    """Say the news every few seconds, also while the installer is silent, until its last line; give back the lines."""
    kept: list[str] = []
    told = time.monotonic()
    while True:
        try:
            line = lines.get(timeout=SECONDS_BETWEEN_NEWS)
            if line is None:
                return kept
            kept.append(line)
            progress.read(line)
        except queue.Empty:
            pass
        if time.monotonic() - told >= SECONDS_BETWEEN_NEWS:
            say(progress.news())
            told = time.monotonic()


def end_process(child: subprocess.Popen[Any]) -> None:
    """End a process that still runs: with a request first, by force after some seconds."""
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
