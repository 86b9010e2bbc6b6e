"""A browser's side of the door without a network: requests and sockets by hand, with any header one likes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from access.door import GUARD
from access.reception import Reception, reception
from access.routes import routes

HOST = "192.168.1.5:8501"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: str
    cookies: tuple[str, ...] = ()

    @property
    def to(self) -> str:
        """Where it leads."""
        return self.headers.get("location", "")


@dataclass
class Phone:
    """One browser: it keeps its cookies, and says what it is told to say."""

    app: ASGIApp
    address: str = "192.168.1.7"
    host: str = HOST
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, {}, headers)

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Answer:
        """Send a form, as a page of the server would."""
        return self._ask("POST", path, fields, {"origin": f"http://{self.host}", **headers})

    def _ask(self, method: str, path: str, fields: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        sent: list[Any] = []
        told = [{"type": "http.request", "body": urlencode(fields).encode(), "more_body": False}]
        _finished(_call(self.app, self._scope("http", method, path, headers), told, sent))
        start = next(one for one in sent if one["type"] == "http.response.start")
        read = [(name.decode().lower(), value.decode()) for name, value in start["headers"]]
        body = b"".join(one.get("body", b"") for one in sent if one["type"] == "http.response.body")
        set_cookies = tuple(value for name, value in read if name == "set-cookie")
        for one in set_cookies:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(one).items()}
        return Answer(start["status"], dict(read), body.decode("utf-8", "replace"), set_cookies)

    def socket(self, *messages: str, before_last: Any = None, **headers: str) -> list[Any]:
        """Open a socket and send messages; what came back. `before_last` is done before the last message goes out."""
        sent: list[Any] = []
        told: list[Any] = [{"type": "websocket.connect"}]
        told += [{"type": "websocket.receive", "text": one} for one in messages]
        told.append({"type": "websocket.disconnect", "code": 1000})
        headers = {"origin": f"http://{self.host}", **headers}
        scope = self._scope("websocket", "GET", "/_stcore/stream", headers)
        _finished(_call(self.app, scope, told, sent, before_last, len(messages)))
        return sent

    def _scope(self, kind: str, method: str, path: str, headers: Mapping[str, str]) -> dict[str, Any]:
        parts = urlsplit(path)
        all_headers = {"host": self.host, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if self.cookies:
            all_headers.setdefault("cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        return {
            "type": kind,
            "method": method,
            "scheme": "http" if kind == "http" else "ws",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in all_headers.items() if value],
            "client": (self.address, 4711),
            "server": ("0.0.0.0", 8501),
            "http_version": "1.1",
            "root_path": "",
            "asgi": {"version": "3.0"},
            "state": {},
        }


def _finished(work: Coroutine[Any, Any, None]) -> None:
    """Run it to its end, beside the loop that a browser of other tests may have in this thread."""
    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, work).result()


async def _call(app: ASGIApp, scope: Any, told: list[Any], sent: list[Any], act: Any = None, last: int = 0) -> None:
    at = iter(range(len(told)))

    async def receive() -> Any:
        number = next(at)
        if act is not None and number == last:
            await asyncio.to_thread(act)
        return told[number]

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)


async def _echo(socket: WebSocket) -> None:
    await socket.accept()
    async for text in socket.iter_text():
        await socket.send_text(f"drawn for {text}")


async def _page(request: Any) -> PlainTextResponse:
    return PlainTextResponse("a page")


@contextmanager
def served(folder: Any, *, sign_in: bool, **settings: str) -> Iterator[tuple[ASGIApp, Reception]]:
    """The door before an application of one page and one socket, with its memory in a folder."""
    before = dict(os.environ)
    os.environ |= {"IWT_DATA": str(folder), "IWT_SIGN_IN": "on" if sign_in else "off", **settings}
    reception.cache_clear()
    behind = [Route("/{path:path}", _page, methods=["GET", "POST", "PUT"]), WebSocketRoute("/_stcore/stream", _echo)]
    try:
        yield Starlette(routes=[*routes(), *behind], middleware=list(GUARD)), reception()
    finally:
        reception.cache_clear()
        os.environ.clear()
        os.environ |= before
