"""What the door answers itself: its forms where people sign in, the pulse, the files that people attached."""

from __future__ import annotations

from secrets import token_hex

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from access.reception import sign_in_is_on

BOOT = token_hex(8)
"""Names this process: a page that hears another name knows that the server was started again."""
_FORMS = ("/join", "/signin", "/first", "/invited", "/renew", "/account")


async def pulse(request: Request) -> Response:
    """Which process answers. Who has no seat any more gets 401 from the door instead."""
    return JSONResponse({"boot": BOOT}, headers={"Cache-Control": "no-store"})


async def _attached(request: Request) -> Response:
    from access.attached import attached_file  # noqa: PLC0415 - the server's start does not wait for the memory

    return await attached_file(request)


async def _elsewhere(request: Request) -> Response:
    from access.oidc_routes import go  # noqa: PLC0415 - see above

    return await go(request)


async def _to_the_pages(request: Request) -> Response:
    return RedirectResponse("/", 303)


def routes() -> list[Route]:
    """The routes beside the application's own. Where nobody signs in, the forms lead to the pages."""
    always = [Route("/pulse", pulse), Route("/evidence/{dossier}/{content}", _attached)]
    if not sign_in_is_on():
        return [*always, *(Route(path, _to_the_pages) for path in _FORMS)]
    from access.form_routes import FORMS  # noqa: PLC0415 - see above

    return [*always, *FORMS, Route("/oidc/{way:path}", _elsewhere, methods=["GET"])]
