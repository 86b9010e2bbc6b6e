"""The way to the files that people attached: for who may see what they support, as a file to keep, never as a page."""

from __future__ import annotations

import os
from urllib.parse import quote

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from access.asked import said_in
from access.guarded_repository import GuardedRepository
from access.headers import FILE_POLICY
from access.permissions import NotAllowed, Right
from access.reception import reception
from access.seats import Seat
from questionnaire.entries import Subject
from questionnaire.evidence import AttachedFile, Evidence
from storage.repository import StorageFault, UnknownDossier
from storage.settings import open_evidence, read_settings

OPENING = (Right.READ_REPLIES, Right.RECORD, Right.VALIDATE)
"""Whoever may do one of these with the assessment may open its files."""


async def attached_file(request: Request) -> Response:
    """One file of one assessment, by its SHA-256."""
    sits: Seat = request.scope["iwt_seat"]
    dossier, content = request.path_params["dossier"], request.path_params["content"]
    say = said_in(request, sits.language)
    try:
        found = await to_thread.run_sync(_find, sits, dossier, content)
    except NotAllowed:
        return PlainTextResponse(say("access.refused.not_allowed"), 403)
    except UnknownDossier:
        return PlainTextResponse(say("access.refused.no_file"), 404)
    except StorageFault as fault:
        return PlainTextResponse(say(fault.code, **fault.facts), 503)
    if found is None:
        return PlainTextResponse(say("access.refused.no_file"), 404)
    attached, data = found
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(attached.name, safe='')}",
        "Content-Security-Policy": FILE_POLICY,
        "Cache-Control": "private, no-store",
    }
    return Response(data, headers=headers, media_type="application/octet-stream")


def _find(sits: Seat, dossier: str, content: str) -> tuple[AttachedFile, bytes] | None:
    here = reception()
    guarded = GuardedRepository(here.repository, sits, here.seats.seated)
    _must_one_of(guarded, dossier)
    named = (
        file
        for entry in reversed(guarded.entries(dossier))
        if entry.address.subject is Subject.EVIDENCE and isinstance(entry.value, Evidence)
        for file in entry.value.files
        if file.content == content
    )
    attached = next(named, None)
    store = open_evidence(read_settings(os.environ))
    if attached is None or not store.has(dossier, content):
        return None
    return attached, store.open(dossier, content)


def _must_one_of(guarded: GuardedRepository, dossier: str) -> None:
    """Raise NotAllowed where none of the actions is allowed."""
    refused: NotAllowed | None = None
    for action in OPENING:
        try:
            guarded.must(dossier, action)
        except NotAllowed as one:
            refused = one
        else:
            return
    if refused is not None:
        raise refused
