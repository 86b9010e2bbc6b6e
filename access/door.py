"""The door: every request and every socket passes here first. It knows Starlette, not what lies behind.

Without a seat nothing but the way in is open. A socket that is open already is asked at each of its messages again, so
that whoever was put out is out at once, whatever page they have before them.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from functools import partial

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access.headers import EVERYWHERE, page_policy
from access.network import Caller, Network, host_is_known, is_from_here, is_this_machine, read_network, who_calls
from access.reception import reception, sign_in_is_on
from access.seats import LOCAL, Seat
from storage.repository import StorageFault
from words.phrases import Phrases, load_phrases

LOG = logging.getLogger(__name__)
WAYS_IN = frozenset({"/join", "/signin", "/first", "/invited", "/renew", "/favicon.png", "/_stcore/health"})
"""What is open to everybody: the forms of the door, and whether the server lives."""
WAYS_ELSEWHERE = "/oidc/"
"""Below this an organisation's own sign-in comes and goes."""
INSIDE = ("/_stcore/", "/media/", "/component/", "/static/", "/evidence/")
"""What is no page: who asks for it without a seat is refused and not sent to the form."""
FOR_ADMINISTRATORS = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent")
UPLOADS = "/_stcore/upload_file/"
"""Where files arrive, which are held in memory first: not from phones that joined with a code, which send none."""
READING = frozenset({"GET", "HEAD", "OPTIONS"})
PUT_OUT = 4401
"""The code with which a socket is closed that has no seat."""


def seat(cookies: Mapping[str, str]) -> Seat | None:
    """Who sits here: the one reader, for the door and for the pages on every run. Raises StorageFault."""
    return reception().seats.seat_of(cookies) if sign_in_is_on() else LOCAL


class Door:
    """The gate before every page, socket and download, as a piece of ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.signed_in_only = sign_in_is_on()
        self.network: Network = read_network(os.environ, open_to_all=self.signed_in_only)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        client = scope.get("client")
        caller = who_calls(self.network, client[0] if client else "", scope["scheme"], scope["headers"])
        scope["iwt_caller"] = caller
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send, caller)
            return
        known = host_is_known(self.network, caller.host)
        with_headers = partial(_send_with_headers, send, page_policy(caller.host if known else ""))
        answer = self._refusal(scope, caller) or await self._without_seat(scope)
        await (answer or self.app)(scope, receive, with_headers)

    def _refusal(self, scope: Scope, caller: Caller) -> Response | None:
        """What is refused whoever sits there: foreign names, foreign machines, foreign pages."""
        if not host_is_known(self.network, caller.host):
            return _told(scope, "access.refused.host", 400, caller)
        if not self.network.open_to_all and not is_this_machine(caller.address):
            return _told(scope, "access.refused.this_machine", 403, caller)
        writes = scope["type"] == "websocket" or scope["method"] not in READING
        if (writes and not is_from_here(caller)) or (not writes and _is_taken_elsewhere(caller)):
            return _told(scope, "access.refused.foreign", 403, caller)
        return None

    async def _without_seat(self, scope: Scope) -> Response | None:
        """The answer for who has no seat, and for what few may see; None lets the request through."""
        path = scope["path"]
        if path in WAYS_IN or path.startswith(WAYS_ELSEWHERE):
            return None
        try:
            sits = await self._seat(scope)
        except StorageFault as fault:
            LOG.error("%s", fault.code)
            return PlainTextResponse(_say(scope)(fault.code, **fault.facts), 503)
        if sits is None:
            is_page = scope["method"] == "GET" and not path.startswith(INSIDE) and "." not in path
            if is_page and path != "/pulse":
                return RedirectResponse("/join", 303)
            return PlainTextResponse(_say(scope)("access.refused.no_seat"), 401)
        closed = path.startswith(FOR_ADMINISTRATORS) and not (sits.local or sits.administers)
        if closed or (path.startswith(UPLOADS) and not (sits.local or sits.account)):
            return PlainTextResponse(_say(scope)("access.refused.not_allowed"), 403)
        scope["iwt_seat"] = sits
        if "." not in path and not path.startswith(INSIDE):
            await _is_here(sits)
        return None

    async def _seat(self, scope: Scope) -> Seat | None:
        if not self.signed_in_only:
            return LOCAL
        cookies = cookie_parser(Headers(scope=scope).get("cookie", ""))
        return await to_thread.run_sync(seat, cookies)

    async def _socket(self, scope: Scope, receive: Receive, send: Send, caller: Caller) -> None:
        """Open a socket for who has a seat, and close it when the seat is over."""
        sits = None if self._refusal(scope, caller) is not None else await self._sits_down(scope)
        if sits is None:
            LOG.warning("a socket was refused, from %s", caller.address)
            await send({"type": "websocket.close", "code": PUT_OUT})
            return
        await _is_here(sits)

        async def asked_again() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and await self._is_over(scope):
                LOG.info("a socket was closed: its seat is over")
                await send({"type": "websocket.close", "code": PUT_OUT})
                return {"type": "websocket.disconnect", "code": PUT_OUT}
            return message

        await self.app(scope, asked_again if self.signed_in_only else receive, send)

    async def _sits_down(self, scope: Scope) -> Seat | None:
        """Who opens a socket; nobody, where that cannot be told."""
        try:
            return await self._seat(scope)
        except StorageFault:
            return None

    async def _is_over(self, scope: Scope) -> bool:
        """Whether the seat of an open socket is over. While the memory cannot be read, the page says so."""
        try:
            return await self._seat(scope) is None
        except StorageFault:
            return False


async def _is_here(sits: Seat) -> None:
    """Record that a phone of the room is there today. Of an account that would say nothing: it may be anywhere."""
    if sits.local or sits.account is not None:
        return
    from access.joining import note_presence  # noqa: PLC0415 - the server's start does not wait for it

    for dossier, place in sits.places.items():
        with suppress(StorageFault):
            await to_thread.run_sync(note_presence, reception(), dossier, place.participant)


async def _send_with_headers(send: Send, policy: str, message: Message) -> None:
    """Add what every answer says; a policy of its own is left to an answer that has one."""
    if message["type"] == "http.response.start":
        headers = MutableHeaders(scope=message)
        for name, value in EVERYWHERE.items():
            headers[name] = value
        headers.setdefault("Content-Security-Policy", policy)
        del headers["server"]
    await send(message)


def _is_taken_elsewhere(caller: Caller) -> bool:
    """Whether a foreign page fetches something, rather than leads a person here."""
    told = caller.headers
    return told.get("sec-fetch-site") == "cross-site" and told.get("sec-fetch-mode", "navigate") != "navigate"


def _say(scope: Scope) -> Phrases:
    wanted = Headers(scope=scope).get("accept-language", "")
    return load_phrases("fr" if wanted.lower().startswith("fr") else "en")


def _told(scope: Scope, key: str, status: int, caller: Caller) -> Response:
    LOG.warning("refused: %s, from %s", key, caller.address)
    return PlainTextResponse(_say(scope)(key), status)


GUARD = (Middleware(Door),)
