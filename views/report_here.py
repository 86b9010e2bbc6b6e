"""The report of the open assessment, made from what is recorded at this moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from access.permissions import Right
from planning.follow_up import plan_from
from planning.frontier import Frontier
from questionnaire.assessment import Dossier
from questionnaire.entries import Entry
from questionnaire.plan_history import changed_by_hand, changed_since_made
from reports.report import Audience, Report, build_report
from scoring.gaps import find_gaps
from scoring.priorities import Importance, rank_gaps
from storage.dossier_file import PROGRAM
from storage.signature_checks import check_signatures
from views.desk import Desk


def report_here(
    desk: Desk,
    language: str,
    audience: Audience,
    at: datetime,
    *,
    earlier: Dossier | None = None,
    frontier: Frontier | None = None,
) -> Report:
    """The report in that language and for that audience. The plan in it is the one that was kept, if one was."""
    dossier, card = desk.dossier, desk.card
    gaps = find_gaps(card, dossier.targets)
    priorities = rank_gaps(gaps, Importance(desk.framework, dossier.threats))
    entries = desk.repository.entries(desk.dossier_id) if desk.dossier_id is not None else ()
    plan = None
    if dossier.planned is not None:
        plan = plan_from(dossier, card, desk.library, dossier.planned, at.astimezone().date())
    return build_report(
        dossier,
        card,
        gaps,
        priorities,
        plan,
        desk.library,
        language=language,
        audience=audience,
        made_at=at,
        program_version=PROGRAM,
        by_hand=changed_by_hand(entries),
        outdated=bool(changed_since_made(entries)),
        signature_states=_signature_states(desk, entries),
        earlier=earlier,
        frontier=frontier,
    )


def _signature_states(desk: Desk, entries: Sequence[Entry]) -> Mapping[int, str]:
    """How the signatures stand; nothing for who may not read all that was signed, and so cannot check it."""
    if not desk.dossier.signatures or not desk.may(Right.READ_REPLIES):
        return {}
    return {place: one.state.value for place, one in check_signatures(entries, desk.dossier.signatures).items()}
