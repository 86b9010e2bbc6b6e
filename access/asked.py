"""A request as the door's pages read it: its language, its form, who calls and who sits there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from access.headers import form_policy
from access.network import Caller, counted_address
from access.page_style import SCRIPT, STYLE
from access.seat_book import COOKIE, LASTS, Issued
from access.turned_away import TurnedAway
from words.phrases import LANGUAGES, Phrases, load_phrases

MOST_BYTES = 20_000
"""More than the largest form of the door has, in bytes."""


def caller_of(request: Request) -> Caller:
    """Who calls, as the door has found out."""
    return cast(Caller, request.scope["iwt_caller"])


def address_of(request: Request) -> str:
    """The address under which wrong tries are counted."""
    return counted_address(caller_of(request).address)


def said_in(request: Request, chosen: str = "") -> Phrases:
    """The phrases of the language chosen on the page, or of the first one that the browser asks for and we have."""
    wanted = chosen or request.query_params.get("lang", "")
    if wanted in LANGUAGES:
        return load_phrases(wanted)
    asked = (part.split(";")[0].strip()[:2].lower() for part in request.headers.get("accept-language", "").split(","))
    return load_phrases(next((one for one in asked if one in LANGUAGES), "en"))


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a form, also left in the request's state. Raises TurnedAway for one that is too long."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise TurnedAway("access.refused.too_long")
    try:
        fields = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=50))
    except ValueError:
        raise TurnedAway("access.refused.too_long") from None
    request.state.fields = fields
    return fields


def answer(html: str, status: int = 200, *, retry: int | None = None) -> Response:
    """A page of the door: kept by nobody, allowed nothing but its own style and script."""
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": form_policy(STYLE, SCRIPT)}
    if retry is not None:
        headers["Retry-After"] = str(retry)
    return HTMLResponse(html, status, headers)


def refusal(say: Phrases, refused: TurnedAway) -> str:
    """The sentence of a refusal."""
    if refused.retry is not None:
        return say(refused.code, n=refused.retry, **refused.facts)
    return say(refused.code, **refused.facts)


def onward(to: str) -> Response:
    """Go on there."""
    return RedirectResponse(to, 303, {"Cache-Control": "no-store"})


def seated(request: Request, issued: Issued, to: str) -> Response:
    """Go on there with a seat."""
    going = onward(to)
    going.set_cookie(
        COOKIE,
        issued.cookie,
        max_age=int(LASTS.total_seconds()),
        path="/",
        secure=caller_of(request).secure,
        httponly=True,
        samesite="lax",
    )
    return going
