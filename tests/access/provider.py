"""A provider of identities on this machine: a real server with real keys, that a test can make lie."""

from __future__ import annotations

import base64
import hashlib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "customs-tool", "a secret & a sign"


@dataclass
class LocalProvider:
    """Signs one person in, at once. What it says can be changed by `claims`, how it signs by `sign`."""

    person: dict[str, Any] = field(
        default_factory=lambda: {"sub": "17", "email": "Ada@Customs.example", "email_verified": True, "name": "Ada N."}
    )
    claims: dict[str, Any] = field(default_factory=dict)
    description: dict[str, Any] = field(default_factory=dict)
    keys: list[Any] = field(default_factory=lambda: [RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})])
    published: list[Any] | None = None
    algorithm: str = "RS256"
    sign: Callable[[dict[str, Any]], str] | None = None
    asked: list[str] = field(default_factory=list)
    denies: bool = False
    _codes: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def __enter__(self) -> LocalProvider:
        routes = [
            Route("/.well-known/openid-configuration", self._describe),
            Route("/authorize", self._authorize),
            Route("/token", self._token, methods=["POST"]),
            Route("/keys", self._keys),
            Route("/me", self._me),
        ]
        config = uvicorn.Config(Starlette(routes=routes), host="127.0.0.1", port=0, log_level="error")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        until = time.monotonic() + 20
        while not self._server.started and time.monotonic() < until:
            time.sleep(0.01)
        self.issuer = f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(10)

    async def _describe(self, request: Request) -> Response:
        self.asked.append("describe")
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "userinfo_endpoint": f"{self.issuer}/me",
                **self.description,
            }
        )

    async def _keys(self, request: Request) -> Response:
        self.asked.append("keys")
        keys = self.keys if self.published is None else self.published
        return JSONResponse({"keys": [one.as_dict(private=False) for one in keys if not isinstance(one, OctKey)]})

    async def _authorize(self, request: Request) -> Response:
        told = dict(request.query_params)
        if self.denies:
            back = {"error": "access_denied", "state": told["state"]}
        else:
            code = f"code-{len(self._codes) + 1}"
            self._codes[code] = told
            back = {"code": code, "state": told["state"]}
        return RedirectResponse(f"{told['redirect_uri']}?{urlencode(back)}", 302)

    async def _token(self, request: Request) -> Response:
        self.asked.append("token")
        form = dict(parse_qsl((await request.body()).decode()))
        told = self._codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).decode()
        expected = "Basic " + base64.b64encode(b"customs-tool:a%20secret%20%26%20a%20sign").decode()
        right = (
            told is not None
            and told["code_challenge"] == challenge.rstrip("=")
            and told["code_challenge_method"] == "S256"
            and told["redirect_uri"] == form["redirect_uri"]
            and request.headers.get("authorization") == expected
        )
        if told is None or not right:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        said = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": told["nonce"], **self.person}
        said = {name: value for name, value in {**said, **self.claims}.items() if value is not None}
        sign = self.sign or self.signed
        return JSONResponse({"access_token": "opens-me", "token_type": "Bearer", "id_token": sign(said)})

    def signed(self, said: dict[str, Any], *, kid: str | None = None) -> str:
        """The claims signed with the newest key."""
        key = self.keys[-1]
        header = {"alg": self.algorithm, "kid": kid or key.kid}
        return jwt.encode(header, said, key, algorithms=[self.algorithm])

    async def _me(self, request: Request) -> Response:
        self.asked.append("me")
        if request.headers.get("authorization") != "Bearer opens-me":
            return JSONResponse({}, 401)
        return JSONResponse(self.person)


def new_key(id: str, *, curve: bool = False) -> RSAKey | ECKey:
    """Another key."""
    if curve:
        return ECKey.generate_key("P-256", {"kid": id, "use": "sig"})
    return RSAKey.generate_key(2048, {"kid": id, "use": "sig"})
