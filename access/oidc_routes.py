"""The way to an organisation's own sign-in and back, beside the door's own forms."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from html import escape
from typing import Any

from anyio import to_thread
from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from access.asked import answer, caller_of, onward, refusal, said_in, seated
from access.elsewhere import sign_in_from_elsewhere
from access.oidc import OidcSettings, begin, finish, read_oidc
from access.oidc_provider import SignInRefused
from access.pages import sign_in_page
from access.reception import reception
from access.seat_book import Issued
from access.turned_away import TurnedAway
from words.phrases import Phrases

LOG = logging.getLogger(__name__)
COOKIE = "iwt_oidc"
PATH = "/oidc/"
LASTS = 600
"""Seconds for signing in elsewhere: long enough to find the phone with the second factor."""


def way_elsewhere(say: Phrases) -> str:
    """The button on the sign-in page; nothing where no organisation's sign-in is set up."""
    try:
        settings = read_oidc(os.environ)
    except SignInRefused as refused:
        LOG.error("%s", refusal(say, refused))
        return ""
    if settings is None:
        return ""
    words = say("oidc.button_named", name=settings.name) if settings.name else say("oidc.button")
    return f'<p><a class="button" href="{PATH}start?lang={say.language}">{escape(words)}</a></p>'


def _settings() -> OidcSettings:
    settings = read_oidc(os.environ)
    if settings is None:
        raise SignInRefused("oidc.refused.none")
    return settings


async def start(request: Request) -> Response:
    """Send the browser to the organisation's sign-in."""
    say = said_in(request)
    try:
        going = await to_thread.run_sync(begin, _settings(), _callback(request))
    except SignInRefused as refused:
        return _told(say, refused)
    sent = onward(going.url)
    sent.set_cookie(
        COOKIE,
        _signer().dumps({"kept": going.remembered, "lang": say.language}),
        max_age=LASTS,
        path=PATH,
        secure=caller_of(request).secure,
        httponly=True,
        samesite="lax",
    )
    return sent


async def callback(request: Request) -> Response:
    """Let in who comes back from there."""
    kept = _kept(request)
    say = said_in(request, str(kept.get("lang", "")))
    try:
        issued = await to_thread.run_sync(_let_in, request, kept, say.language)
    except TurnedAway as refused:
        back = _told(say, refused)
    else:
        back = seated(request, issued, f"/?lang={say.language}")
    back.delete_cookie(COOKIE, path=PATH)
    return back


def _let_in(request: Request, kept: Mapping[str, Any], language: str) -> Issued:
    identity = finish(_settings(), _callback(request), request.query_params, str(kept.get("kept", "")))
    return sign_in_from_elsewhere(
        reception(),
        subject=f"{identity.issuer}|{identity.subject}",
        email=identity.email,
        confirmed=identity.email_verified,
        name=identity.name,
        language=language,
    )


def _callback(request: Request) -> str:
    """Where the provider sends people back: this server, under the name by which it was called."""
    caller = caller_of(request)
    return f"{'https' if caller.secure else 'http'}://{caller.host}{PATH}callback"


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(reception().cookie_key, salt="oidc")


def _kept(request: Request) -> Mapping[str, Any]:
    """What this browser took along; nothing where it is forged or too old."""
    try:
        kept = _signer().loads(request.cookies.get(COOKIE, ""), max_age=LASTS)
    except (BadSignature, ValueError, TypeError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _told(say: Phrases, refused: TurnedAway) -> Response:
    html = sign_in_page(say, refused=refusal(say, refused), elsewhere=way_elsewhere(say))
    return answer(html, refused.status, retry=refused.retry)


_WAYS = {"start": start, "callback": callback}


async def go(request: Request) -> Response:
    """The way that is named after `/oidc/`; any other leads to the sign-in page."""
    way = _WAYS.get(request.path_params["way"])
    return onward("/signin") if way is None else await way(request)
