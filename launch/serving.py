"""Start the application, for this machine alone or for a room, and end it cleanly."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from launch.installation import ROOT, RUNTIME, VENV, Refusal, end_process, install, say, venv_python

HERE = "127.0.0.1"
FIRST_PORT = 8501
PORTS_TRIED = 100


def data_folder(environment: Mapping[str, str]) -> Path:
    """Where the application keeps what people record: IWT_DATA, or `data` beside this file."""
    return Path(environment.get("IWT_DATA") or ROOT / "data").expanduser().resolve()


def free_port(first: int, tried: int = PORTS_TRIED) -> int:
    """The first port from `first` up on which nobody answers and on which this machine lets us listen."""
    for port in range(first, first + tried):
        if _is_free(port):
            return port
    raise Refusal(f"No port from {first} to {first + tried - 1} is free. Close some programs and try again.")


def _is_free(port: int) -> bool:
    with socket.socket() as caller:
        caller.settimeout(0.5)
        if caller.connect_ex((HERE, port)) == 0:
            return False
    with socket.socket() as listener:
        # A port that was left a moment ago is free. On Windows the same option would let two programs share one.
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HERE, port))
        except OSError:
            return False
    return True


def streamlit_command(port: int, *, browser: bool, address: str = HERE) -> tuple[str, ...]:
    """The command that serves the application: to this machine alone, unless another address is given."""
    headless = "false" if browser else "true"
    settings: tuple[str, ...] = ("--server.address", address, "--server.port", str(port), "--server.headless", headless)
    if address != HERE:
        # Without a name Streamlit would ask the internet for one.
        settings += ("--browser.serverAddress", "localhost")
    return (str(venv_python(VENV)), "-m", "streamlit", "run", str(ROOT / "app.py"), *settings)


def start(*, browser: bool) -> int:
    """Install what is missing, ask whether the recorded data are sound, serve the application until it is stopped."""
    environment = _made_ready()
    port = free_port(FIRST_PORT)
    say(f"The application is at http://{HERE}:{port} (Ctrl-C stops it). It keeps its data in {environment['IWT_DATA']}")
    return _run_until_stopped(streamlit_command(port, browser=browser), {**environment, "IWT_SIGN_IN": "off"})


def serve(*, port: int | None, address: str, code_for: str | None) -> int:
    """Make ready as `start` does, say where the room finds this machine and with which code, and let the room in."""
    environment = {**_made_ready(), "IWT_SIGN_IN": "on"}
    if port is not None and not _is_free(port):
        raise Refusal(f"Port {port} is taken. Name another one, or leave --port away.")
    port = free_port(FIRST_PORT) if port is None else port
    told = [str(venv_python(VENV)), "-m", "access.announcement", "--port", str(port), "--address", address]
    if code_for is not None:
        told += ["--code-for", code_for]
    if subprocess.run(told, cwd=ROOT, env=environment, check=False).returncode:
        raise Refusal("The application was not started: what it remembers could not be read.")
    say(f"It keeps its data in {environment['IWT_DATA']}. Ctrl-C stops it.")
    environment["IWT_PORT"] = str(port)
    return _run_until_stopped(streamlit_command(port, browser=False, address=address), environment)


def _made_ready() -> dict[str, str]:
    """Install, find the data and ask whether they are sound; gives the environment of the application."""
    install(RUNTIME, VENV)
    data = data_folder(os.environ)
    data.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "IWT_DATA": str(data)}
    health = (str(venv_python(VENV)), "-m", "storage.health", str(data))
    if subprocess.run(health, cwd=ROOT, env=environment, check=False).returncode:
        raise Refusal(f"The application was not started, so that nothing in {data} changes.")
    return environment


def _run_until_stopped(command: Sequence[str], environment: Mapping[str, str]) -> int:
    signal.signal(signal.SIGTERM, _interrupt)
    child = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        return child.wait()
    except KeyboardInterrupt:
        say("Stopping. What was recorded is kept.")
        return 0
    finally:
        end_process(child)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
