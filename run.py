"""Commands for a fresh machine: `run.py` starts the application, `run.py serve` for a room, `run.py test` proves it.

Only Python's standard library is used here and in `launch`, because nothing else is there yet: the commands make
`.venv`, install the pinned requirements into it and run the rest from there.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

OLDEST_PYTHON = (3, 11)


def complaint_about_python(version: tuple[int, int]) -> str:
    """What to say to the owner of a Python that is too old; nothing when it will do."""
    if version >= OLDEST_PYTHON:
        return ""
    return (
        f"This is Python {version[0]}.{version[1]}; the application needs Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} "
        "or newer. Install one and run the same command with it."
    )


def read_arguments(words: Sequence[str]) -> argparse.Namespace:
    """The command line: `command` (start, serve, test, check or bench) and what each of them asks for.

    `browser` for start; `port`, `address` and `code_for` for serve; `names` for test.
    """
    parser = argparse.ArgumentParser(prog="run.py", description="Without a command: start the application here.")
    parser.add_argument("--no-browser", dest="browser", action="store_false", help="do not open a browser")
    commands = parser.add_subparsers(dest="command", metavar="command")
    serve = commands.add_parser("serve", help="let the phones of a room in: listens on the network, with sign-in")
    serve.add_argument("--port", type=_port, help="another port than the first free one from 8501 on")
    serve.add_argument("--address", default="0.0.0.0", help="listen at this address of this machine only")
    serve.add_argument("--code-for", metavar="ASSESSMENT", help="the id of the assessment that the code is for")
    test = commands.add_parser("test", help="every check and test; with names or pytest options, those tests alone")
    test.add_argument("names", nargs=argparse.REMAINDER, help="files, folders or options for pytest")
    commands.add_parser("check", help="lint, format, types and the import law, without tests")
    commands.add_parser("bench", help="measure the speed of what people wait for")
    parser.set_defaults(names=[])
    arguments = parser.parse_args(words)
    arguments.command = arguments.command or "start"
    return arguments


def _port(written: str) -> int:
    if not (written.isdigit() and 1 <= int(written) <= 65535):
        raise argparse.ArgumentTypeError(f"{written} is no port; take a number from 1024 to 65535")
    return int(written)


def do(arguments: argparse.Namespace) -> int:
    """Do what the command line says; give back the exit code."""
    # Imported here, because an old Python must get its sentence before it meets syntax that it does not know.
    from launch.installation import Refusal, say
    from launch.proving import in_ci, prove
    from launch.serving import serve, start

    try:
        if arguments.command == "start":
            return start(browser=arguments.browser and not in_ci(os.environ))
        if arguments.command == "serve":
            return serve(port=arguments.port, address=arguments.address, code_for=arguments.code_for)
        return prove(arguments.command, arguments.names)
    except Refusal as refusal:
        say(str(refusal))
    except OSError as fault:
        say(
            f"The system refused: {fault}. Check that this folder can be written and the disk has room, then try again."
        )
    except KeyboardInterrupt:
        say("Stopped. The same command goes on from here.")
    return 1


def main(words: Sequence[str]) -> int:
    """Refuse a Python that is too old, otherwise do what is asked; give back the exit code."""
    complaint = complaint_about_python(sys.version_info[:2])
    if complaint:
        print(complaint, file=sys.stderr)
        return 1
    return do(read_arguments(words))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
