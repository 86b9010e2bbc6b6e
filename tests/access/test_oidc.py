"""Signing in by an organisation, against a real provider on this machine: the right way, and every wrong one."""

from __future__ import annotations

import base64
import hmac
import json
import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from joserfc import jwt
from joserfc.jwk import RSAKey

from access.oidc import Identity, OidcSettings, begin, finish, read_oidc
from access.oidc_provider import BETWEEN_ASKING, Provider, SignInRefused, is_safe, provider_of
from tests.access.hall import Clock
from tests.access.provider import CLIENT, SECRET, LocalProvider, new_key

CALLBACK = "http://127.0.0.1:8501/oidc/callback"


@pytest.fixture
def provider() -> Iterator[LocalProvider]:
    provider_of.cache_clear()
    with LocalProvider() as one:
        yield one


def settings(provider: LocalProvider) -> OidcSettings:
    return OidcSettings(provider.issuer, CLIENT, SECRET)


def been_there(provider: LocalProvider) -> tuple[dict[str, str], str]:
    """A browser goes there and comes back: the query it brings, and what was remembered."""
    going = begin(settings(provider), CALLBACK)
    answer = requests.get(going.url, allow_redirects=False, timeout=5)
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query)), going.remembered


def signed_in(provider: LocalProvider) -> Identity:
    query, remembered = been_there(provider)
    return finish(settings(provider), CALLBACK, query, remembered)


def refused(provider: LocalProvider) -> str:
    with pytest.raises(SignInRefused) as caught:
        signed_in(provider)
    return caught.value.code


def test_the_right_way(provider: LocalProvider, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "access"):
        identity = signed_in(provider)
    assert identity == Identity(provider.issuer, "17", "ada@customs.example", True, "Ada N.")
    assert provider.asked == ["describe", "token", "keys"]
    signed_in(provider)
    assert provider.asked == ["describe", "token", "keys", "token"]
    assert SECRET not in caplog.text and "code-" not in caplog.text


@pytest.mark.parametrize(("algorithm", "curve"), [("PS256", False), ("ES256", True)])
def test_the_other_signatures(provider: LocalProvider, algorithm: str, curve: bool) -> None:
    provider.algorithm, provider.keys = algorithm, [new_key("two", curve=curve)]
    assert signed_in(provider).subject == "17"


def test_a_question_is_never_asked_twice_alike_and_tells_no_secret(provider: LocalProvider) -> None:
    first, second = (dict(parse_qsl(urlsplit(begin(settings(provider), CALLBACK).url).query)) for _ in range(2))
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name]) >= 43 and first[name] != second[name]
    assert first["code_challenge_method"] == "S256" and first["response_type"] == "code"
    assert SECRET not in first.values() and "code_verifier" not in first


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another"},
        {"aud": None},
        {"aud": [CLIENT, "another"]},
        {"azp": "another"},
        {"iss": "https://other.example"},
        {"sub": None},
        {"sub": ""},
        {"sub": 17},
        {"exp": None},
        {"exp": True},
        {"exp": int(time.time()) - 3600},
        {"iat": None},
        {"iat": int(time.time()) - 3600},
        {"iat": int(time.time()) + 3600},
        {"nbf": int(time.time()) + 3600},
    ],
    ids=str,
)
def test_a_token_that_says_something_wrong(provider: LocalProvider, claims: dict[str, Any]) -> None:
    provider.claims = claims
    assert refused(provider) == "oidc.refused.token"


def _part(said: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


def test_a_token_that_nobody_signed(provider: LocalProvider) -> None:
    for algorithm in ("none", "None", "", None, ["RS256"]):
        provider.sign = lambda said, alg=algorithm: f"{_part({'alg': alg, 'kid': 'one'})}.{_part(said)}."  # type: ignore[misc]
        assert refused(provider) == "oidc.refused.token"


def test_a_token_signed_with_the_public_key_as_a_shared_one(provider: LocalProvider) -> None:
    for shared in (provider.keys[0].as_pem(private=False), SECRET.encode()):
        provider.sign = lambda said, key=shared: _signed_by_secret(said, key)  # type: ignore[misc]
        assert refused(provider) == "oidc.refused.token"


def _signed_by_secret(said: dict[str, Any], secret: bytes) -> str:
    """By hand: the library itself refuses to make such a token."""
    signed = f"{_part({'alg': 'HS256', 'kid': 'one'})}.{_part(said)}"
    mark = hmac.new(secret, signed.encode(), "sha256").digest()
    return f"{signed}.{base64.urlsafe_b64encode(mark).decode().rstrip('=')}"


def test_a_token_signed_with_a_foreign_key_of_the_same_name(provider: LocalProvider) -> None:
    foreign = new_key("one")
    provider.sign = lambda said: jwt.encode({"alg": "RS256", "kid": "one"}, said, foreign, algorithms=["RS256"])
    assert refused(provider) == "oidc.refused.token"


def test_a_key_that_the_token_brings_itself_counts_for_nothing(provider: LocalProvider) -> None:
    foreign = new_key("mine")
    header = {"alg": "RS256", "kid": "mine", "jwk": foreign.as_dict(private=False)}
    provider.sign = lambda said: jwt.encode(header, said, foreign, algorithms=["RS256"])
    assert refused(provider) == "oidc.refused.token"


def test_a_short_key_is_not_believed(provider: LocalProvider) -> None:
    with pytest.warns():
        provider.keys = [RSAKey.generate_key(1024, {"kid": "short", "use": "sig"})]
    assert refused(provider) == "oidc.refused.token"


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "e30.e30.", "..", 5, None])
def test_what_is_no_token(provider: LocalProvider, token: Any) -> None:
    provider.sign = lambda said: token
    assert refused(provider) == "oidc.refused.token"


def test_new_keys_are_asked_for_when_they_are_used_and_not_at_every_wrong_token(provider: LocalProvider) -> None:
    clock = Clock()
    one = Provider(provider.issuer, clock.seconds)
    assert one.key("one", RSAKey) is not None
    provider.keys.append(new_key("two"))
    assert one.key("two", RSAKey) is None
    clock.wait(seconds=BETWEEN_ASKING + 1)
    assert one.key("two", RSAKey) is not None
    for _ in range(5):
        assert one.key("guessed", RSAKey) is None
    assert provider.asked.count("keys") == 2


def test_an_answer_to_no_question_of_this_browser(provider: LocalProvider) -> None:
    query, remembered = been_there(provider)
    asked = list(provider.asked)
    for wrong, kept in (
        ({**query, "state": "another"}, remembered),
        ({"code": query["code"]}, remembered),
        (query, begin(settings(provider), CALLBACK).remembered),
        (query, ""),
        (query, "[]"),
        (query, '{"state": "", "nonce": "", "verifier": ""}'),
    ):
        with pytest.raises(SignInRefused) as caught:
            finish(settings(provider), CALLBACK, wrong, kept)
        assert caught.value.code == "oidc.refused.state"
    assert provider.asked == asked, "nothing was asked of the provider"


def test_a_code_is_good_once(provider: LocalProvider) -> None:
    query, remembered = been_there(provider)
    finish(settings(provider), CALLBACK, query, remembered)
    with pytest.raises(SignInRefused) as caught:
        finish(settings(provider), CALLBACK, query, remembered)
    assert caught.value.code == "oidc.refused.code"


def test_a_code_without_its_verifier_is_worth_nothing(provider: LocalProvider) -> None:
    query, remembered = been_there(provider)
    kept = json.dumps({**json.loads(remembered), "verifier": "v" * 64})
    with pytest.raises(SignInRefused) as caught:
        finish(settings(provider), CALLBACK, query, kept)
    assert caught.value.code == "oidc.refused.code"


def test_who_says_no_there_is_told(provider: LocalProvider) -> None:
    provider.denies = True
    assert refused(provider) == "oidc.refused.denied"


def test_an_answer_that_names_another_issuer(provider: LocalProvider) -> None:
    query, remembered = been_there(provider)
    with pytest.raises(SignInRefused) as caught:
        finish(settings(provider), CALLBACK, {**query, "iss": "https://other.example"}, remembered)
    assert caught.value.code == "oidc.refused.issuer"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"issuer": "https://other.example"}, "issuer"),
        ({"token_endpoint": "http://customs.example/token"}, "not_secure"),
        ({"jwks_uri": "file:///etc/passwd"}, "not_secure"),
        ({"jwks_uri": None}, "no_answer"),
    ],
    ids=str,
)
def test_a_provider_that_describes_itself_wrongly(provider: LocalProvider, said: dict[str, Any], code: str) -> None:
    provider.description = said
    with pytest.raises(SignInRefused) as caught:
        begin(settings(provider), CALLBACK)
    assert caught.value.code == f"oidc.refused.{code}"


def test_a_provider_that_is_down_is_not_asked_again_at_once(provider: LocalProvider) -> None:
    clock = Clock()
    one = Provider("http://127.0.0.1:9", clock.seconds)
    for _ in range(2):
        with pytest.raises(SignInRefused) as caught:
            one.described()
        assert caught.value.code == "oidc.refused.no_answer"
    one.issuer = provider.issuer
    with pytest.raises(SignInRefused):
        one.described()
    clock.wait(seconds=BETWEEN_ASKING + 1)
    assert one.described()["issuer"] == provider.issuer


def test_an_email_that_stands_elsewhere_counts_for_the_same_person_only(provider: LocalProvider) -> None:
    provider.claims = {"email": None, "email_verified": None}
    assert signed_in(provider).email == "ada@customs.example"
    provider.claims["sub"] = "18"
    assert signed_in(provider).email == ""


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_email_is_verified_only_where_it_is_said_plainly(provider: LocalProvider, verified: object) -> None:
    provider.person["email_verified"] = verified
    assert signed_in(provider).email_verified is False


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://login.example/x", True),
        ("http://127.0.0.1:5000", True),
        ("http://localhost", True),
        ("http://[::1]:1/", True),
        ("http://login.example", False),
        ("http://localhost.example", False),
        ("ftp://login.example", False),
        ("https://", False),
        ("//login.example", False),
        ("http://[", False),
    ],
)
def test_where_secrets_may_go(address: str, safe: bool) -> None:
    assert is_safe(address) is safe


def test_the_settings_come_from_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from a file\n")
    named = {"IWT_OIDC_ISSUER": "https://login.example", "IWT_OIDC_CLIENT": "us"}
    assert read_oidc({}) is None
    assert read_oidc({**named, "IWT_OIDC_SECRET": "s", "IWT_OIDC_NAME": "Customs"}) == OidcSettings(
        "https://login.example", "us", "s", "Customs"
    )
    found = read_oidc({**named, "IWT_OIDC_SECRET_FILE": str(file)})
    assert found is not None and found.secret == "from a file" and "from a file" not in repr(found)
    for wrong, code in (
        ({"IWT_OIDC_ISSUER": "https://login.example"}, "settings"),
        ({**named, "IWT_OIDC_ISSUER": "http://login.example"}, "not_secure"),
        ({**named, "IWT_OIDC_SECRET_FILE": str(tmp_path / "none")}, "settings"),
    ):
        with pytest.raises(SignInRefused) as caught:
            read_oidc(wrong)
        assert caught.value.code == f"oidc.refused.{code}"
