"""What the commands about plans are given: a dossier, perhaps with other limits; and how their search is watched."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import monotonic

from commands.command import WrongUse
from commands.limits_file import read_limits
from commands.opening import Opened, ask_for_dossier, ask_for_targets, opened, read_bytes
from planning.begun import has_begun
from planning.contradictions import Wish, contradiction
from planning.search_state import SearchState, Told
from questionnaire.problems import InputFault, Problem
from reports.wish_words import wish_said
from words.numbers import percent
from words.phrases import Phrases

SECONDS = 60
MOST_SECONDS = 3600


def ask_for_plan(parser: argparse.ArgumentParser, say: Phrases) -> None:
    """The arguments of every command that searches for a plan."""
    ask_for_dossier(parser, say)
    ask_for_targets(parser, say)
    parser.add_argument("--limits", metavar="LIMITS.yaml", type=Path, help=say("cli.argument.limits"))
    parser.add_argument("--seconds", type=_seconds, default=SECONDS, help=say("cli.argument.seconds", n=SECONDS))


def _seconds(written: str) -> int:
    seconds = int(written)
    if not 1 <= seconds <= MOST_SECONDS:
        raise ValueError(written)
    return seconds


def opened_for_plan(asked: argparse.Namespace, say: Phrases) -> Opened:
    """The dossier with the limits that were asked for. Raises InputFault or WrongUse."""
    one = opened(asked, say)
    if not one.dossier.framework.profile.in_its_own_words:
        raise WrongUse("site_has_no_plan", path=asked.file)
    if asked.limits is None:
        return one
    content, currency = read_bytes(asked.limits), one.dossier.setup.currency
    limits = read_limits(content, asked.limits.name, one.library, one.dossier.framework, currency)
    if limits.start != one.dossier.limits.start and has_begun(one.dossier):
        raise InputFault((Problem("limits_start_begun", asked.limits.name, facts={"start": one.dossier.limits.start}),))
    return replace(one, dossier=replace(one.dossier, limits=limits))


def contradicted(one: Opened, asked: argparse.Namespace, say: Phrases) -> InputFault:
    """The fault of limits that leave no plan: which of them contradict each other; or that the time was too short."""
    dossier = one.dossier
    found = contradiction(dossier, one.card, one.library, date.today(), clock=monotonic, seconds=asked.seconds)
    where = asked.limits.name if asked.limits is not None else asked.file.name
    if not found:
        return InputFault((Problem("no_plan_in_time", where, facts={"seconds": asked.seconds}),))
    return InputFault((Problem("limits_contradict", where, facts={"wishes": _listed(found, one, say)}),))


def _listed(wishes: tuple[Wish, ...], one: Opened, say: Phrases) -> str:
    return "; ".join(wish_said(wish, one.dossier, one.library, say) for wish in wishes)


@contextmanager
def watched(say: Phrases) -> Iterator[Told]:
    """Tells a search's gap on a terminal while it runs; nothing where nobody watches."""
    listens, width = sys.stderr.isatty(), 0

    def told(state: SearchState) -> bool:
        nonlocal width
        if listens:
            line = _state_said(state, say)
            width = max(width, len(line))
            print(f"\r{line.ljust(width)}", end="", file=sys.stderr, flush=True)
        return False

    try:
        yield told
    finally:
        if listens:
            print("\r" + " " * width, end="\r", file=sys.stderr, flush=True)


def _state_said(state: SearchState, say: Phrases) -> str:
    stage = say(f"cli.search.{state.stage}")
    if state.gap is None:
        return stage
    return say("cli.search.gap", stage=stage, gap=percent(state.gap, say.language, 1))


def counted(say: Phrases, key: str) -> Callable[[int, int], bool]:
    """Tells on a terminal how many of all are done."""

    def told(done: int, all: int) -> bool:
        if sys.stderr.isatty():
            print(f"\r{say(key, done=done, all=all)}", end="", file=sys.stderr, flush=True)
        return False

    return told
