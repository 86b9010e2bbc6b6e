"""The same work without a screen: python cli.py COMMAND ...

Exit 0: done. 1: problems in what was handed in, all of them listed on stderr. 2: wrong use. 3: a fault of this program.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn, TextIO

from commands.command import Command, Told, WrongUse
from questionnaire.problems import InputFault, Problem
from words.phrases import LANGUAGES, Phrases, load_phrases

DONE, PROBLEMS, WRONG_USE, OWN_FAULT = range(4)
INTERRUPTED = 130
NAMES = (
    *("check", "stamp", "book", "example", "score", "explain", "priorities", "count"),
    *("plan", "frontier", "explain-out", "track", "verify", "export", "diff", "merge", "form", "import"),
)
MODULES = {"import": "import_filled"}
"""Where a command's module cannot have its name: this one is a word of Python."""
TRACE_VARIABLE = "IWT_TRACE"
"""Set it to see where a fault of the program comes from."""


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in the language asked for."""

    say: Phrases

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USE, self.say("cli.wrong.usage", message=message) + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code says how it went."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        _write_anything(stream)
    say = load_phrases(_language(given))
    try:
        asked = _parser(given, say).parse_args(given)
    except SystemExit as ended:
        return int(ended.code or 0)
    try:
        return _run(asked, say)
    except BrokenPipeError:
        # Whoever read the output has seen enough; what is still waiting to be written goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(asked: argparse.Namespace, say: Phrases) -> int:
    try:
        return _tell(_command(asked.command).run(asked, say), asked, say)
    except WrongUse as wrong:
        print(say(wrong.key, **wrong.facts), file=sys.stderr)
        return WRONG_USE
    except InputFault as bad:
        return _complain(bad.problems, asked, say)
    except BrokenPipeError:
        raise
    except Exception as fault:  # The last door: what nobody foresaw is told as what it is, a fault of this program.
        if os.environ.get(TRACE_VARIABLE):
            traceback.print_exception(fault)
        print(say("cli.own_fault", kind=type(fault).__name__, variable=TRACE_VARIABLE), file=sys.stderr)
        return OWN_FAULT


def _language(given: Sequence[str]) -> str:
    """The language asked for, before anything else is understood: help and complaints are in it too."""
    for place, word in enumerate(given):
        name, _, value = word.partition("=")
        if name == "--language":
            value = value or (given[place + 1] if place + 1 < len(given) else "")
            return value if value in LANGUAGES else "en"
    known = os.environ.get("IWT_LANGUAGE", "en")
    return known if known in LANGUAGES else "en"


def _command(name: str) -> Command:
    """The command of that name; only its own packages are loaded."""
    module = MODULES.get(name, name.replace("-", "_"))
    command: Command = getattr(import_module(f"commands.{module}"), module.upper())
    return command


def _parser(given: Sequence[str], say: Phrases) -> _Parser:
    """The arguments: all commands by name and help, those of the command that was given in full."""
    _Parser.say = say
    parser = _Parser(prog="cli.py", description=say("cli.about"), epilog=say("cli.codes"), allow_abbrev=False)
    every = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in NAMES:
        one = every.add_parser(
            name, help=say(f"cli.{name}.about"), description=say(f"cli.{name}.about"), allow_abbrev=False
        )
        one.add_argument("--json", action="store_true", help=say("cli.argument.json"))
        one.add_argument("--language", choices=LANGUAGES, default=say.language, help=say("cli.argument.language"))
        if name in given:
            _command(name).arguments(one, say)
    return parser


def _tell(told: Told, asked: argparse.Namespace, say: Phrases) -> int:
    for notice in told.notices:
        print(notice, file=sys.stderr)
    print(_json(told.data) if asked.json else told.text, flush=True)
    return _complain(told.problems, asked, say) if told.problems else DONE


def _complain(problems: Sequence[Problem], asked: argparse.Namespace, say: Phrases) -> int:
    if asked.json:
        print(_json({"problems": [_problem(one, say) for one in problems]}), file=sys.stderr)
    else:
        for one in problems:
            print(one.sentence(say), file=sys.stderr)
        print(say("cli.problems", n=len(problems)), file=sys.stderr)
    return PROBLEMS


def _problem(one: Problem, say: Phrases) -> dict[str, Any]:
    """All that is known of a problem: its code, where it is, what was found, and its sentence."""
    where = {name: value for name, value in (("place", one.place), ("line", one.line)) if value}
    facts = {name: str(fact) for name, fact in one.facts.items()}
    return {"code": one.code, **where, "facts": facts, "severity": one.severity, "sentence": one.sentence(say)}


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def _write_anything(stream: TextIO) -> None:
    """A terminal that does not know a sign gets a question mark for it, not a fault."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
