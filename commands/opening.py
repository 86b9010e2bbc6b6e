"""A dossier file opened for a command: read, checked, scored, with the framework and actions that belong to it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from commands.command import WrongUse
from commands.showing import working
from planning.actions import Library
from planning.catalogue import load_bank
from planning.follow_up import plan_from
from planning.frontier import Frontier
from planning.narrowing import narrowed
from planning.own_actions import with_own_actions
from planning.plan import Plan
from questionnaire.assessment import Dossier
from questionnaire.framework import Framework
from questionnaire.plan_history import changed_by_hand, changed_since_made
from questionnaire.progress import contradicted_replies, unfitting_replies
from questionnaire.stages import Role
from reports.report import Audience, Report, build_report
from scoring.gaps import find_gaps
from scoring.priorities import Importance, rank_gaps
from scoring.scorecard import ScoreCard
from scoring.scores import score_dossier
from scoring.targets import STARTING_RULES
from storage.dossier_file import BOUNDS, PROGRAM, DossierFile, framework_named_in, read_dossier
from storage.signature_checks import check_signatures
from words.phrases import Phrases

ROOT = Path(__file__).resolve().parent.parent
BANKS = ROOT / "questionnaire" / "bank"
STANDARD = "customs-iwt"


@dataclass(frozen=True, eq=False)
class Opened:
    """A dossier with all that a command may need to know of it."""

    file: DossierFile
    dossier: Dossier
    card: ScoreCard
    library: Library
    notices: tuple[str, ...]


def ask_for_dossier(parser: argparse.ArgumentParser, say: Phrases, *, several: bool = False) -> None:
    """The arguments of every command that reads a dossier, or several of them."""
    number = "+" if several else None
    parser.add_argument("file", metavar="FILE", type=Path, nargs=number, help=say("cli.argument.file"))
    parser.add_argument("--framework", metavar="FOLDER", type=Path, help=say("cli.argument.framework"))


def ask_for_targets(parser: argparse.ArgumentParser, say: Phrases) -> None:
    """The argument of every command that needs targets."""
    parser.add_argument("--targets", choices=sorted(STARTING_RULES), help=say("cli.argument.targets"))


def read_bytes(path: Path) -> bytes:
    """The file, or as much of it as is more than anybody reads. Raises WrongUse where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(BOUNDS.upload + 1)
    except OSError as error:
        raise WrongUse("unreadable", path=path, found=error.strerror or error) from error
    except ValueError as error:
        raise WrongUse("unreadable", path=repr(str(path)), found=error) from error


def opened(asked: argparse.Namespace, say: Phrases) -> Opened:
    """The dossier that was asked for. Raises InputFault or WrongUse."""
    with working(say("cli.working.reading")):
        content = read_bytes(asked.file)
        framework, library = bank_for(content, asked.framework)
        file = read_dossier(content, framework)
        library = with_own_actions(narrowed(library, file.dossier.framework), file.dossier)
    with working(say("cli.working.scoring")):
        card = score_dossier(file.dossier)
    notices = (*(notice.sentence(say) for notice in file.notices), *_doubts(file.dossier, card, say))
    rule = getattr(asked, "targets", None)
    dossier = file.dossier
    if rule is not None:
        # What was set by hand holds; the rule fills in where nothing was.
        dossier = replace(dossier, targets={**STARTING_RULES[rule](card, None), **dossier.targets})
    elif hasattr(asked, "targets") and not dossier.targets:
        notices = (*notices, say("cli.no_targets"))
    return Opened(file, dossier, card, library, notices)


def bank_for(content: bytes, folder: Path | None) -> tuple[Framework, Library]:
    """The framework in `folder`, or the shipped one that the file names, with its actions. Raises InputFault."""
    return load_bank(folder or _bank_of(content))


def facilitator(file: DossierFile) -> str:
    """Who records for the group: its facilitator, else whoever wrote last; nobody in a file without an entry."""
    facilitators = (one.id for one in file.dossier.participants if one.role is Role.FACILITATOR)
    last = max(file.entries, key=lambda one: one.revision, default=None)
    return next(facilitators, last.by if last else "")


def _bank_of(content: bytes) -> Path:
    """The folder of the shipped framework that a file names; the standard one where it names none of them."""
    named = framework_named_in(content) or ""
    shipped = {path.parent.name: path.parent for path in BANKS.glob("*/framework.yaml")}
    return shipped.get(named, BANKS / STANDARD)


def _doubts(dossier: Dossier, card: ScoreCard, say: Phrases) -> Iterator[str]:
    """What the reader of a number must know of the replies: those that count nowhere, contradictions, proposals."""
    for key, questions in (
        ("cli.does_not_fit", unfitting_replies(dossier)),
        ("cli.contradicted", contradicted_replies(dossier)),
    ):
        if questions:
            yield say(key, n=len(questions), ids=", ".join(question.id for question in questions))
    if card.proposals:
        yield say("cli.draft")


def kept_plan(one: Opened) -> Plan | None:
    """The plan that was kept; None where none was."""
    if one.dossier.planned is None:
        return None
    return plan_from(one.dossier, one.card, one.library, one.dossier.planned, date.today())


def report_on(
    one: Opened,
    language: str,
    *,
    plan: Plan | None = None,
    audience: Audience = Audience.ADMINISTRATION,
    earlier: Dossier | None = None,
    frontier: Frontier | None = None,
) -> Report:
    """What documents and tables say of the dossier now."""
    gaps = find_gaps(one.card, one.dossier.targets)
    return build_report(
        one.dossier,
        one.card,
        gaps,
        rank_gaps(gaps, Importance(one.dossier.framework, one.dossier.threats)),
        plan,
        one.library,
        language=language,
        audience=audience,
        made_at=datetime.now(UTC),
        program_version=PROGRAM,
        by_hand=changed_by_hand(one.file.entries),
        outdated=bool(changed_since_made(one.file.entries)),
        signature_states={
            place: check.state.value
            for place, check in check_signatures(one.file.entries, one.dossier.signatures).items()
        },
        earlier=earlier,
        frontier=frontier,
    )
