"""Signing in where an organisation keeps its people: the authorization code flow of OpenID Connect, with PKCE.

Who comes back is only somebody whom that organisation vouches for. Whether they have anything to do here is decided in
`elsewhere.py`; no right ever follows from what a provider says.
"""

from __future__ import annotations

import json
import logging
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import quote, urlencode

from access.oidc_provider import Provider, SignInRefused, ask, is_safe, provider_of
from access.oidc_token import claims_of

LOG = logging.getLogger(__name__)
ISSUER, CLIENT, SECRET, SECRET_FILE, NAME = (
    f"IWT_OIDC_{name}" for name in ("ISSUER", "CLIENT", "SECRET", "SECRET_FILE", "NAME")
)
SCOPE = "openid email profile"


@dataclass(frozen=True)
class OidcSettings:
    """Where people of an organisation sign in, and as which application we ask; `name` is what they call it."""

    issuer: str
    client: str
    secret: str = field(default="", repr=False)
    name: str = ""


@dataclass(frozen=True)
class Going:
    """Where a browser is sent to sign in, and what must be remembered of it until it comes back."""

    url: str
    remembered: str = field(repr=False)


@dataclass(frozen=True)
class Identity:
    """A person whom the issuer vouches for. `subject` never changes; `email` counts only where it is verified."""

    issuer: str
    subject: str
    email: str
    email_verified: bool
    name: str


def read_oidc(environment: Mapping[str, str]) -> OidcSettings | None:
    """The settings in the environment; None where no issuer is named. Raises SignInRefused for half of them."""
    issuer, client = environment.get(ISSUER, "").strip(), environment.get(CLIENT, "").strip()
    if not issuer:
        return None
    if not client:
        raise SignInRefused("oidc.refused.settings", name=CLIENT)
    if not is_safe(issuer):
        raise SignInRefused("oidc.refused.not_secure")
    secret, file = environment.get(SECRET, ""), environment.get(SECRET_FILE, "")
    if file:
        try:
            secret = Path(file).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SignInRefused("oidc.refused.settings", name=SECRET_FILE) from error
    return OidcSettings(issuer, client, secret, environment.get(NAME, "").strip())


def begin(settings: OidcSettings, callback: str) -> Going:
    """Send somebody to the organisation's sign-in; they come back to `callback`. Raises SignInRefused."""
    described = provider_of(settings.issuer).described()
    state, nonce, verifier = token_urlsafe(32), token_urlsafe(32), token_urlsafe(48)
    asked = {
        "response_type": "code",
        "client_id": settings.client,
        "redirect_uri": callback,
        "scope": SCOPE,
        "state": state,
        "nonce": nonce,
        "code_challenge": _challenge(verifier),
        "code_challenge_method": "S256",
    }
    address = described["authorization_endpoint"]
    url = address + ("&" if "?" in address else "?") + urlencode(asked)
    return Going(url, json.dumps({"state": state, "nonce": nonce, "verifier": verifier}))


def _challenge(verifier: str) -> str:
    """RFC 7636, section 4.2: only who holds the verifier can use the code."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


def finish(settings: OidcSettings, callback: str, query: Mapping[str, str], remembered: str) -> Identity:
    """Who came back to `callback` with this query, in the browser of which that was remembered. Raises SignInRefused.

    Nothing is asked of the provider before the query is known to answer a question that this browser took there.
    """
    kept = _kept(remembered)
    if not compare_digest(query.get("state", "").encode(), kept["state"].encode()):
        LOG.warning("an answer to no question came from the organisation's sign-in")
        raise SignInRefused("oidc.refused.state")
    provider = provider_of(settings.issuer)
    described = provider.described()
    named = query.get(
        "iss", None if described.get("authorization_response_iss_parameter_supported") else provider.issuer
    )
    if named != provider.issuer:
        raise SignInRefused("oidc.refused.issuer")
    if query.get("error") or not query.get("code"):
        LOG.info("the organisation's sign-in let nobody in")
        raise SignInRefused("oidc.refused.denied")
    tokens = _exchange(settings, described, callback, query["code"], kept["verifier"])
    claims = claims_of(tokens.get("id_token"), provider, settings.client, kept["nonce"])
    return _identity(provider, _with_email(claims, described, tokens))


def _kept(remembered: str) -> Mapping[str, str]:
    try:
        kept = json.loads(remembered)
    except ValueError:
        kept = None
    names = ("state", "nonce", "verifier")
    if not isinstance(kept, dict) or not all(isinstance(kept.get(one), str) and kept[one] for one in names):
        raise SignInRefused("oidc.refused.state")
    return kept


def _exchange(
    settings: OidcSettings, described: Mapping[str, Any], callback: str, code: str, verifier: str
) -> Mapping[str, Any]:
    """The tokens for a code. A code is good once: the second time the provider refuses it."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": callback, "code_verifier": verifier}
    ways = described.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    more: dict[str, Any] = {}
    if settings.secret and "client_secret_basic" in ways:
        more["auth"] = (quote(settings.client, safe=""), quote(settings.secret, safe=""))
    else:
        form |= {"client_id": settings.client} | ({"client_secret": settings.secret} if settings.secret else {})
    status, answer = ask(described["token_endpoint"], form=form, headers={"Accept": "application/json"}, **more)
    if status != 200 or not isinstance(answer, dict):
        LOG.warning("the organisation's sign-in gave no tokens: status %d", status)
        raise SignInRefused("oidc.refused.code")
    return answer


def _with_email(
    claims: Mapping[str, Any], described: Mapping[str, Any], tokens: Mapping[str, Any]
) -> Mapping[str, Any]:
    """The claims, with what the provider tells of the same person elsewhere where the token has no e-mail."""
    address, token = described.get("userinfo_endpoint"), tokens.get("access_token")
    if "email" in claims or not isinstance(address, str) or not isinstance(token, str):
        return claims
    status, told = ask(address, headers={"Authorization": f"Bearer {token}", "Accept": "application/json"})
    if status != 200 or not isinstance(told, dict) or told.get("sub") != claims["sub"]:
        return claims
    return {**told, **claims}


def _identity(provider: Provider, claims: Mapping[str, Any]) -> Identity:
    def text(name: str) -> str:
        value = claims.get(name)
        return value.strip() if isinstance(value, str) else ""

    return Identity(
        provider.issuer,
        claims["sub"],
        text("email").casefold(),
        claims.get("email_verified") is True,
        text("name") or text("preferred_username") or text("email"),
    )
