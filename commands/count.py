"""count FILE SITE...: how many sites meet each criterion that counts posts, and what follows for the administration."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from commands.command import Command, Told, WrongUse
from commands.opening import ask_for_dossier, opened, read_bytes
from commands.showing import Shown, table_text, terminal_width
from questionnaire.assessment import Dossier
from questionnaire.framework import Framework
from reports.cells import Kind
from reports.site_words import RESULTS
from scoring.site_counts import SiteTally, site_profile, tally_sites
from storage.dossier_file import read_dossier
from words.phrases import Phrases

_COLUMNS = {
    "criterion": Kind.ID,
    "met": Kind.COUNT,
    "sites": Kind.COUNT,
    "open": Kind.COUNT,
    "share": Kind.SHARE,
    "asked": Kind.TEXT,
    "result": Kind.TEXT,
}


def _arguments(parser: argparse.ArgumentParser, say: Phrases) -> None:
    ask_for_dossier(parser, say)
    parser.add_argument("sites", metavar="SITE", type=Path, nargs="+", help=say("cli.argument.sites"))


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    one = opened(asked, say)
    whole = one.dossier.whole
    if whole is None or site_profile(whole) is None:
        raise WrongUse("no_site_profile", framework=one.dossier.framework.id)
    if not one.dossier.framework.profile.in_its_own_words:
        raise WrongUse("is_site", path=asked.file)
    sites, notices = _sites(asked.sites, one.dossier, whole, say)
    tallies = tally_sites(whole, sites)
    rows = [_row(tally, say) for tally in tallies]
    columns = {name: Shown(say(f"cli.count.column.{name}"), kind) for name, kind in _COLUMNS.items()}
    text = f"{table_text(columns, rows, say, width=terminal_width())}\n{say('cli.count.how', n=len(sites))}"
    data = {"sites": list(sites), "counts": [_plain(tally) for tally in tallies]}
    return Told(data, text, (*one.notices, *notices))


def _whose(dossier: Dossier) -> str:
    return dossier.setup.administration.name.strip().casefold()


def _sites(
    paths: Sequence[Path], national: Dossier, whole: Framework, say: Phrases
) -> tuple[dict[str, Dossier], list[str]]:
    """The dossiers of the sites by names that tell them apart, and what is worth saying of their files.

    Raises WrongUse where one is no site, or is named twice.
    """
    found: dict[str, tuple[Path, Dossier]] = {}
    notices: list[str] = []
    for path in paths:
        file = read_dossier(read_bytes(path), whole)
        if file.dossier.framework.profile.in_its_own_words:
            raise WrongUse("no_site", path=path)
        if file.dossier.id in found:
            raise WrongUse("same_site", path=path, first=found[file.dossier.id][0])
        found[file.dossier.id] = path, file.dossier
        notices += [f"{path}: {notice.sentence(say)}" for notice in file.notices]
        if (_whose(file.dossier), file.dossier.setup.round) != (_whose(national), national.setup.round):
            notices.append(say("cli.count.other", path=path))
    names = {id: dossier.setup.site.name.strip() or path.stem for id, (path, dossier) in found.items()}
    many = Counter(names.values())
    notices += [say("cli.count.twice", name=name) for name, times in many.items() if times > 1]
    return {name if many[name] == 1 else f"{name} ({id[:6]})": found[id][1] for id, name in names.items()}, notices


def _row(tally: SiteTally, say: Phrases) -> dict[str, Any]:
    return {
        "criterion": tally.criterion,
        "met": len(tally.met),
        "sites": tally.sites,
        "open": len(tally.open),
        "share": tally.share,
        "asked": say(f"sites.asked.{tally.counts.value}"),
        "result": say(RESULTS[tally.holds]),
    }


def _plain(tally: SiteTally) -> dict[str, Any]:
    return {
        "criterion": tally.criterion,
        "counts": tally.counts.value,
        "met": list(tally.met),
        "not_met": list(tally.not_met),
        "open": list(tally.open),
        "share": None if tally.share is None else str(tally.share),
        "holds": tally.holds,
    }


COUNT = Command("count", _arguments, _run)
