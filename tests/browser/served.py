"""A real server with a real database, which a test can kill and start again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from questionnaire.assessment import Administration, Dossier, Round, RoundKind
from questionnaire.entries import Address, Entry, confidence_of, reply_of, setup_field
from storage.settings import open_repository, read_settings
from views.memo import framework

ROOT = Path(__file__).resolve().parent.parent.parent
DOSSIER = "brazzaville"
STARTS_WITHIN = 60


class Served:
    """The application on a port of this machine, keeping its data in a folder of the test."""

    def __init__(self, folder: Path, script: str = "app.py") -> None:
        self.folder = folder
        self.script = script
        self.environment = {**os.environ, "IWT_DATA": str(folder), "CI": "true"}
        self.port = _free_port()
        self.settings: Mapping[str, str] = {}
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where the browser finds it."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, **settings: str) -> None:
        """Start the server and wait until it answers."""
        self.settings = settings
        command = [sys.executable, "-m", "streamlit", "run", self.script, "--server.port", str(self.port)]
        for name, value in settings.items():
            command += [f"--{name.replace('__', '.')}", value]
        log = (self.folder / "server.log").open("ab")
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=1) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError((self.folder / "server.log").read_text()[-2000:])

    def kill(self) -> None:
        """End the server as a power cut does: at once."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def restart(self) -> None:
        """Kill it and start it again on the same port."""
        self.kill()
        self.start()


class Memory:
    """The test's own look into the database, beside the server's."""

    def __init__(self, folder: Path) -> None:
        self._repository = open_repository(read_settings({"IWT_DATA": str(folder)}))

    def create(self, replies: Mapping[str, Any] | None = None) -> None:
        """A baseline of the Congo's customs, with replies of the facilitator to some questions."""
        if any(one.id == DOSSIER for one in self._repository.assessments()):
            self._repository.delete(DOSSIER)
        self._repository.create(framework(), id=DOSSIER)
        self.write(setup_field("administration"), Administration("Douanes de la République du Congo", "Congo"))
        self.write(setup_field("round"), Round(RoundKind.BASELINE, 2027))
        for question, reply in (replies or {}).items():
            self.write(reply_of("P1", question), reply)

    def write(self, address: Address, value: Any, *, by: str = "P1") -> Entry:
        """Write as another tab would, on top of whatever is there."""
        held = self._repository.entry(DOSSIER, address)
        stamp = held.stamp if held else 0
        return self._repository.save(DOSSIER, address, value, by=by, at=datetime.now(UTC), expect=stamp)

    def reply(self, question: str) -> Any:
        """The facilitator's reply to a question as it is on disk."""
        entry = self._repository.entry(DOSSIER, reply_of("P1", question))
        return entry.value if entry else None

    def confidence(self, question: str) -> Any:
        """The confidence in that reply."""
        entry = self._repository.entry(DOSSIER, confidence_of("P1", question))
        return entry.value if entry else None

    def value(self, address: Address) -> Any:
        """What is kept at any address."""
        entry = self._repository.entry(DOSSIER, address)
        return entry.value if entry else None

    def assessments(self) -> tuple[str, ...]:
        """The ids of all dossiers kept, the one saved last first."""
        return tuple(one.id for one in self._repository.assessments())

    def dossier(self, id: str) -> Dossier:
        """A dossier as it is on disk."""
        return self._repository.open(id, framework())

    def history(self, address: Address) -> list[Any]:
        """Every value ever kept there, oldest first."""
        return [entry.value for entry in self._repository.history(DOSSIER, address)]


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
