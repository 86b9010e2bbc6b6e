"""What an organisation's own sign-in says of itself: its addresses and its keys, asked for over a checked line."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import requests
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey, import_key

from access.turned_away import TurnedAway

LOG = logging.getLogger(__name__)
PATIENCE = 5.0
"""Seconds until an answer is missed; somebody waits before the sign-in page."""
FRESH_FOR = 3600.0
"""Seconds for which addresses and keys are believed."""
BETWEEN_ASKING = 30.0
"""Seconds between two questions for the keys because of an unknown one, and after an answer that did not come."""
MOST_BYTES = 500_000
SHORTEST_RSA = 2048
HERE = frozenset({"localhost", "127.0.0.1", "::1"})

SigningKey = RSAKey | ECKey


class SignInRefused(TurnedAway):
    """An organisation's own sign-in did not let somebody in, or cannot be used; `code` is the key of the sentence."""


def is_safe(address: str) -> bool:
    """Whether secrets may be sent there: over TLS, or without leaving this machine."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE))
    except ValueError:
        return False


def ask(address: str, *, form: Mapping[str, str] | None = None, **more: Any) -> tuple[int, Any]:
    """The status and the JSON that an address answers; with `form` it is sent there. Raises SignInRefused.

    No redirect is followed, and nothing longer than a sign-in has to say is read.
    """
    if not is_safe(address):
        LOG.error("the organisation's sign-in names an address without TLS")
        raise SignInRefused("oidc.refused.not_secure")
    try:
        with requests.request(
            "GET" if form is None else "POST",
            address,
            data=form,
            timeout=PATIENCE,
            allow_redirects=False,
            stream=True,
            **more,
        ) as answer:
            body = next(answer.iter_content(MOST_BYTES + 1), b"")
            if len(body) > MOST_BYTES:
                raise ValueError("too long")
            return answer.status_code, json.loads(body or b"null")
    except (requests.RequestException, ValueError) as error:
        LOG.warning("the organisation's sign-in does not answer: %s", type(error).__name__)
        raise SignInRefused("oidc.refused.no_answer") from error


@dataclass
class Provider:
    """One provider of identities, as it described itself last. Raises SignInRefused wherever it has to be asked."""

    issuer: str
    clock: Callable[[], float] = monotonic
    _addresses: Mapping[str, Any] = field(default_factory=dict)
    _addresses_at: float = float("-inf")
    _failed_at: float = float("-inf")
    _keys: tuple[Mapping[str, Any], ...] = ()
    _keys_at: float = float("-inf")
    _lock: Lock = field(default_factory=Lock)

    def described(self) -> Mapping[str, Any]:
        """Its own description (OpenID Connect Discovery 1.0), which must name the same issuer."""
        with self._lock:
            if self.clock() - self._addresses_at > FRESH_FOR:
                if self.clock() - self._failed_at < BETWEEN_ASKING:
                    raise SignInRefused("oidc.refused.no_answer")
                self._failed_at = self.clock()
                self._addresses = self._describe()
                self._addresses_at, self._failed_at = self.clock(), float("-inf")
            return self._addresses

    def _describe(self) -> Mapping[str, Any]:
        status, found = ask(self.issuer.rstrip("/") + "/.well-known/openid-configuration")
        needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if status != 200 or not isinstance(found, dict) or not all(isinstance(found.get(one), str) for one in needed):
            LOG.error("the organisation's sign-in does not describe itself")
            raise SignInRefused("oidc.refused.no_answer")
        if found.get("issuer") != self.issuer:
            LOG.error("the organisation's sign-in names another issuer")
            raise SignInRefused("oidc.refused.issuer")
        if not all(is_safe(found[one]) for one in needed):
            raise SignInRefused("oidc.refused.not_secure")
        return found

    def key(self, id: str | None, kind: type[SigningKey]) -> SigningKey | None:
        """The key of that id and kind; without an id the only one of that kind. One that is unknown is asked for."""
        found = self._known_key(id, kind, newest=False)
        return found or self._known_key(id, kind, newest=True)

    def _known_key(self, id: str | None, kind: type[SigningKey], *, newest: bool) -> SigningKey | None:
        wanted = "RSA" if kind is RSAKey else "EC"
        fitting = [
            one
            for one in self._known_keys(newest=newest)
            if one.get("kty") == wanted and one.get("use", "sig") == "sig" and (id is None or one.get("kid") == id)
        ]
        if len(fitting) != 1:
            return None
        try:
            key = import_key(dict(fitting[0]))
        except (JoseError, ValueError, TypeError):
            return None
        if isinstance(key, RSAKey) and key.public_key.key_size < SHORTEST_RSA:
            return None
        return key if isinstance(key, kind) else None

    def _known_keys(self, *, newest: bool) -> tuple[Mapping[str, Any], ...]:
        address = self.described()["jwks_uri"]
        with self._lock:
            if self.clock() - self._keys_at > (BETWEEN_ASKING if newest else FRESH_FOR):
                self._keys_at = self.clock()
                status, found = ask(address)
                keys = found.get("keys") if isinstance(found, dict) else None
                if status != 200 or not isinstance(keys, list):
                    self._keys_at = float("-inf")
                    raise SignInRefused("oidc.refused.no_answer")
                self._keys = tuple(one for one in keys if isinstance(one, dict))
            return self._keys


@cache
def provider_of(issuer: str) -> Provider:
    """The provider of that issuer, as this process knows it."""
    return Provider(issuer)
