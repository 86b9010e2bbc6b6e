"""The forms of the door: joining, signing in, invitations, one's own account."""

from __future__ import annotations

import logging
import os
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from access.accounts import (
    change_password,
    new_account,
    open_invitation,
    renew_password,
    sign_in,
    sign_out_everywhere,
)
from access.admission import accept_invitation, give_what_was_promised
from access.asked import address_of, answer, form_of, onward, refusal, said_in, seated
from access.door import seat
from access.joining import Newcomer, check_code, come_back, home_of, join, note_presence
from access.pages import account_page, already_page, back_page, join_page, secret_page, sign_in_page
from access.reception import reception
from access.seat_book import COOKIE, Issued
from access.seats import Seat
from access.turned_away import TurnedAway
from storage.access_records import Purpose
from storage.repository import StorageFault, UnknownDossier
from words.phrases import Phrases

LOG = logging.getLogger(__name__)
AT_ONCE, WAITING = 2, 30
"""Passwords checked at once, and how many may wait: each costs much memory and time, on purpose."""

T = TypeVar("T")
Handler = Callable[[Request], Awaitable[Response]]
_limiter: list[CapacityLimiter] = []


async def show_join(request: Request) -> Response:
    """The form for joining, or onward for who is in already."""
    say = said_in(request)
    if request.query_params.get("back"):
        return answer(back_page(say))
    sits = await _there(request)
    if sits is None or request.query_params.get("new"):
        over = sits is None and COOKIE in request.cookies
        return answer(join_page(say, refused=say("access.refused.seat_over") if over else ""))
    return answer(already_page(say, name=sits.name, onward=home_of(sits)))


async def do_join(request: Request) -> Response:
    """Join by a code, come back by one, or go on where one is already."""
    fields = await form_of(request)
    say, code, address = said_in(request, fields.get("lang", "")), fields.get("code", ""), address_of(request)
    if fields.get("back"):
        issued = await _run(come_back, reception(), code, language=say.language, address=address)
        return seated(request, issued, home_of(await _fresh(issued)))
    sits = await _there(request)
    if sits is not None or fields.get("again"):
        found = await _run(check_code, reception(), code, address=address)
        if sits is not None and (place := sits.place(found.dossier)) is not None:
            if sits.account is None:
                await _run(note_presence, reception(), found.dossier, place.participant)
            return onward(home_of(sits))
        if fields.get("again"):
            return answer(join_page(say, code=code))
    newcomer = Newcomer(fields.get("name", ""), fields.get("function", ""), say.language)
    issued = await _run(join, reception(), code, newcomer, address=address)
    return seated(request, issued, home_of(await _fresh(issued)))


async def show_sign_in(request: Request) -> Response:
    """The form for signing in."""
    say = said_in(request)
    return answer(sign_in_page(say, elsewhere=_elsewhere(say)))


async def do_sign_in(request: Request) -> Response:
    """Sign in with login and password."""
    fields = await form_of(request)
    say = said_in(request, fields.get("lang", ""))
    login, password = fields.get("login", ""), fields.get("password", "")
    issued = await _slowly(sign_in, reception(), login, password, address=address_of(request), language=say.language)
    return seated(request, issued, f"/?lang={say.language}")


async def show_first(request: Request) -> Response:
    """The form for the first account."""
    return answer(secret_page(said_in(request), "first", path="/first"))


async def show_invited(request: Request) -> Response:
    """The form for somebody invited; who is signed in accepts as who they are."""
    return answer(secret_page(said_in(request), "invited", path="/invited", accept_as=await _account_name(request)))


async def show_renew(request: Request) -> Response:
    """The form for a new password."""
    return answer(secret_page(said_in(request), "renew", path="/renew"))


async def do_first(request: Request) -> Response:
    """Make the first account."""
    return await _make_account(request, Purpose.FIRST)


async def do_invited(request: Request) -> Response:
    """Make the account of an invitation, or take its place as who is signed in."""
    sits = await _there(request)
    if sits is None or sits.account is None:
        return await _make_account(request, Purpose.ACCOUNT)
    fields = await form_of(request)
    found = await _run(
        open_invitation, reception(), fields.get("secret", ""), Purpose.ACCOUNT, address=address_of(request)
    )
    await _run(accept_invitation, reception(), found, sits.account)
    return onward("/")


async def do_renew(request: Request) -> Response:
    """Keep a new password."""
    fields = await form_of(request)
    _check_twice(fields)
    secret = fields.get("secret", "")
    found = await _run(open_invitation, reception(), secret, Purpose.PASSWORD, address=address_of(request))
    account = await _slowly(renew_password, reception(), found, fields.get("password", ""))
    issued = await _run(reception().seats.seat_account, account, said_in(request, fields.get("lang", "")).language)
    return seated(request, issued, "/")


async def show_account(request: Request) -> Response:
    """One's own account."""
    sits = await _there(request)
    if sits is None:
        return onward("/signin")
    return answer(account_page(said_in(request, sits.language), name=sits.name, owns=sits.account is not None))


async def do_account(request: Request) -> Response:
    """Change one's own password."""
    fields, sits = await form_of(request), await _there(request)
    if sits is None:
        return onward("/signin")
    _check_twice(fields)
    old, new = fields.get("old", ""), fields.get("password", "")
    await _slowly(change_password, reception(), sits, old, new, address=address_of(request))
    say = said_in(request, fields.get("lang", ""))
    return answer(account_page(say, name=sits.name, owns=True, done=say("access.account.changed")))


async def do_sign_out(request: Request) -> Response:
    """Give the seat back, or all seats of the account."""
    fields, sits = await form_of(request), await _there(request)
    if sits is not None and fields.get("everywhere"):
        await _run(sign_out_everywhere, reception(), sits)
    if sits is not None:
        await _run(reception().seats.end, sits.id)
    leaving = onward("/signin" if sits is not None and sits.account else "/join")
    leaving.delete_cookie(COOKIE, path="/")
    return leaving


def _elsewhere(say: Phrases) -> str:
    """The way to an organisation's own sign-in, where one is set up."""
    if not os.environ.get("IWT_OIDC_ISSUER"):
        return ""
    from access.oidc_routes import way_elsewhere  # noqa: PLC0415 - few have it, and it takes its time to load

    return way_elsewhere(say)


def _check_twice(fields: Mapping[str, str]) -> None:
    if fields.get("password", "") != fields.get("again", ""):
        raise TurnedAway("access.refused.password_twice")


async def _make_account(request: Request, purpose: Purpose) -> Response:
    fields = await form_of(request)
    say = said_in(request, fields.get("lang", ""))
    _check_twice(fields)
    secret = fields.get("secret", "")
    found = await _run(open_invitation, reception(), secret, purpose, address=address_of(request))
    facts = {name: fields.get(name, "") for name in ("login", "name", "password")}
    account = await _slowly(new_account, reception(), found, **facts)
    await _run(give_what_was_promised, reception(), found, account.id)
    issued = await _run(reception().seats.seat_account, account, say.language)
    return seated(request, issued, f"/?lang={say.language}")


async def _there(request: Request) -> Seat | None:
    return await to_thread.run_sync(seat, request.cookies)


async def _account_name(request: Request) -> str:
    sits = await _there(request)
    return sits.name if sits is not None and sits.account else ""


async def _fresh(issued: Issued) -> Seat:
    found = await _run(reception().seats.seat_of, {COOKIE: issued.cookie})
    assert found is not None, "a seat given out a moment ago is there"
    return found


async def _run(work: Callable[..., T], *given: Any, **named: Any) -> T:
    """Work that waits for the memory, beside the loop that serves everybody."""
    return await to_thread.run_sync(lambda: work(*given, **named))


async def _slowly(work: Callable[..., T], *given: Any, **named: Any) -> T:
    """Work that hashes a password: two at once, a short queue, and then a refusal, so that guessing stops nobody."""
    if not _limiter:
        _limiter.append(CapacityLimiter(AT_ONCE))
    limiter = _limiter[0]
    if limiter.statistics().tasks_waiting >= WAITING:
        raise TurnedAway("access.refused.busy", retry=5)
    return await to_thread.run_sync(lambda: work(*given, **named), limiter=limiter)


def _shown_again(fields: Mapping[str, str], request: Request, refused: TurnedAway, name: str) -> str:
    """The form that was refused, with what had been filled in except secrets."""
    say = said_in(request, fields.get("lang", ""))
    told = refusal(say, refused)
    kept = {one: fields.get(one, "") for one in ("name", "login")}
    if request.url.path == "/join":
        if fields.get("back"):
            return back_page(say, refused=told)
        code, function = fields.get("code", ""), fields.get("function", "")
        return join_page(say, code=code, name=kept["name"], function=function, refused=told)
    if request.url.path == "/signin":
        return sign_in_page(say, login=kept["login"], refused=told, elsewhere=_elsewhere(say))
    if request.url.path == "/account":
        return account_page(say, name=name, owns=True, refused=told)
    kind = request.url.path.strip("/")
    return secret_page(say, kind, path=request.url.path, secret=fields.get("secret", ""), refused=told, **kept)


def _told(handler: Handler) -> Handler:
    """A refusal becomes the same form again with its sentence."""

    async def answered(request: Request) -> Response:
        try:
            return await handler(request)
        except TurnedAway as refused:
            fields: Mapping[str, str] = getattr(request.state, "fields", {})
            sits = await _there(request) if request.url.path == "/account" else None
            html = _shown_again(fields, request, refused, sits.name if sits else "")
            return answer(html, refused.status, retry=refused.retry)
        except StorageFault as fault:
            LOG.error("%s", fault.code)
            return PlainTextResponse(said_in(request)(fault.code, **fault.facts), 503)
        except UnknownDossier:  # it was deleted between the code and the seat
            return answer(join_page(said_in(request), refused=said_in(request)("access.refused.code")), 401)

    return answered


def _form(path: str, show: Handler, do: Handler) -> list[Route]:
    return [Route(path, _told(show), methods=["GET"]), Route(path, _told(do), methods=["POST"])]


FORMS = (
    *_form("/join", show_join, do_join),
    *_form("/signin", show_sign_in, do_sign_in),
    *_form("/first", show_first, do_first),
    *_form("/invited", show_invited, do_invited),
    *_form("/renew", show_renew, do_renew),
    *_form("/account", show_account, do_account),
    Route("/signout", _told(do_sign_out), methods=["POST"]),
)
