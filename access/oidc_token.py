"""The identity token: whether it is signed by the provider, meant for us, and an answer to our question."""

from __future__ import annotations

import json
import logging
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from hmac import compare_digest
from time import time
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from access.oidc_provider import Provider, SigningKey, SignInRefused

LOG = logging.getLogger(__name__)
ALGORITHMS: Mapping[str, type[SigningKey]] = {"RS256": RSAKey, "PS256": RSAKey, "ES256": ECKey}
"""The signatures that are believed, with the kind of key of each. What needs no key, or a shared one, is not here."""
LEEWAY = 60
"""Seconds by which two clocks may differ."""
OLDEST = 600
"""Seconds: a token is made while somebody signs in, and never kept."""
LONGEST_SUBJECT = 255
"""Letters; OpenID Connect Core 1.0, section 2."""


def claims_of(token: Any, provider: Provider, client: str, nonce: str) -> Mapping[str, Any]:
    """What the token says, once everything about it was checked. Raises SignInRefused, and logs what was wrong."""
    if not isinstance(token, str):
        raise _refused("there is none")
    header = _header(token)
    algorithm = header.get("alg")
    kind = ALGORITHMS.get(algorithm) if isinstance(algorithm, str) else None
    if kind is None or not isinstance(algorithm, str):
        raise _refused("its algorithm is not allowed")
    id = header.get("kid")
    key = provider.key(id if isinstance(id, str) else None, kind)
    if key is None:
        raise _refused("its key is not known")
    try:
        claims = jwt.decode(token, key, algorithms=[algorithm]).claims
    except (JoseError, ValueError, TypeError) as error:
        raise _refused("its signature is wrong") from error
    if wrong := _what_is_wrong(claims, provider.issuer, client, nonce):
        raise _refused(wrong)
    return claims


def _header(token: str) -> Mapping[str, Any]:
    """The header, not believed yet: it only says which key to try."""
    first = token.split(".", maxsplit=1)[0]
    try:
        header = json.loads(urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except ValueError as error:
        raise _refused("it cannot be read") from error
    if not isinstance(header, dict):
        raise _refused("it cannot be read")
    return header


def _what_is_wrong(claims: Mapping[str, Any], issuer: str, client: str, nonce: str) -> str | None:
    """The first thing that is not as it must be (OpenID Connect Core 1.0, section 3.1.3.7); None where all is well."""
    audience = claims.get("aud")
    meant_for = audience if isinstance(audience, list) else [audience]
    said, subject = claims.get("nonce"), claims.get("sub")
    checks = (
        (claims.get("iss") == issuer, "its issuer is another one"),
        (client in meant_for, "it is meant for another application"),
        (len(meant_for) == 1 or "azp" in claims, "it is meant for several applications"),
        (claims.get("azp", client) == client, "it was given to another application"),
        (isinstance(said, str) and compare_digest(said.encode(), nonce.encode()), "it answers another question"),
        (isinstance(subject, str) and 0 < len(subject) <= LONGEST_SUBJECT, "it names nobody"),
    )
    return next((wrong for right, wrong in checks if not right), None) or _wrong_time(claims)


def _wrong_time(claims: Mapping[str, Any]) -> str | None:
    now = time()
    moments = {name: _moment(claims.get(name)) for name in ("exp", "iat", "nbf")}
    until, made, begins = moments["exp"], moments["iat"], moments["nbf"]
    if until is None or until < now - LEEWAY:
        return "its time is over"
    if made is None or not now - OLDEST - LEEWAY <= made <= now + LEEWAY:
        return "it was not made now"
    return "its time has not come" if begins is not None and begins > now + LEEWAY else None


def _moment(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _refused(wrong: str) -> SignInRefused:
    LOG.warning("an identity token was refused: %s", wrong)
    return SignInRefused("oidc.refused.token")
