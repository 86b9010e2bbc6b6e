"""The way to an organisation's own sign-in and back, through the door of the real routes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from starlette.types import ASGIApp

from access.oidc_provider import provider_of
from access.oidc_routes import COOKIE
from access.reception import Reception
from access.seat_book import COOKIE as SEAT
from questionnaire.stages import Role
from storage.access_records import Invitation, Purpose
from tests.access.asgi import HOST, Answer, Phone, served
from tests.access.hall import FRAMEWORK
from tests.access.provider import CLIENT, SECRET, LocalProvider

Hall = tuple[ASGIApp, Reception]


@pytest.fixture
def provider() -> Iterator[LocalProvider]:
    provider_of.cache_clear()
    with LocalProvider() as one:
        yield one


@pytest.fixture
def hall(tmp_path: Path, provider: LocalProvider) -> Iterator[Hall]:
    named = {"ISSUER": provider.issuer, "CLIENT": CLIENT, "SECRET": SECRET, "NAME": "Douane <b>"}
    with served(tmp_path, sign_in=True, **{f"IWT_OIDC_{one}": value for one, value in named.items()}) as made:
        made[1].repository.create(FRAMEWORK, id="D")
        yield made


def invite(here: Reception) -> None:
    now = here.now()
    until = now.replace(year=now.year + 1)
    here.store.add_invitation(
        Invitation(
            "I1",
            Purpose.ACCOUNT,
            "a hash",
            "A",
            now,
            until,
            dossier="D",
            role=Role.VALIDATOR,
            email="ada@customs.example",
        )
    )


def there_and_back(phone: Phone, language: str = "fr") -> tuple[Answer, str]:
    """Follow the way to the provider; the answer that sent us there, and the address that we are sent back to."""
    going = phone.get(f"/oidc/start?lang={language}")
    assert going.status == 303, going.body
    back = requests.get(going.to, allow_redirects=False, timeout=5).headers["location"]
    assert back.startswith(f"http://{HOST}/oidc/callback?")
    return going, back.removeprefix(f"http://{HOST}")


def test_who_was_invited_comes_in_by_the_button(hall: Hall) -> None:
    invite(hall[1])
    phone = Phone(hall[0])
    page = phone.get("/signin?lang=fr").body
    assert 'href="/oidc/start?lang=fr">Se connecter avec Douane &lt;b&gt;</a>' in page
    going, back = there_and_back(phone)
    cookie = next(one for one in going.cookies if one.startswith(COOKIE))
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/oidc/" in cookie and "Max-Age=600" in cookie
    came = phone.get(back, sec_fetch_site="cross-site", sec_fetch_mode="navigate")
    assert (came.status, came.to) == (303, "/?lang=fr")
    sits = hall[1].seats.seat_of({SEAT: phone.cookies[SEAT]})
    assert sits is not None and sits.name == "Ada N." and not sits.administers and not sits.creates
    assert [(id, place.role) for id, place in sits.places.items()] == [("D", Role.VALIDATOR)]
    assert not phone.cookies[COOKIE]
    assert phone.get("/").body == "a page"


def test_who_was_not_invited_is_told_so_and_gets_nothing(hall: Hall) -> None:
    phone = Phone(hall[0])
    came = phone.get(there_and_back(phone)[1])
    assert came.status == 401 and "Personne ne vous a encore invité" in came.body
    assert SEAT not in phone.cookies and hall[1].store.accounts() == ()


def test_the_answer_counts_only_in_the_browser_that_asked_and_once(hall: Hall) -> None:
    invite(hall[1])
    phone, other = Phone(hall[0]), Phone(hall[0], address="192.168.1.9")
    back = there_and_back(phone)[1]
    kept = phone.cookies[COOKIE]
    assert other.get(back).status == 401 and SEAT not in other.cookies
    there_and_back(other)
    assert other.get(back).status == 401 and SEAT not in other.cookies
    forged = Phone(hall[0], cookies={COOKIE: kept[:-2] + "xx"})
    assert forged.get(back).status == 401 and SEAT not in forged.cookies
    assert phone.get(back).status == 303
    phone.cookies = {COOKIE: kept}
    again = phone.get(back + "&lang=en")
    assert again.status == 401 and "déjà servi" in again.body


def test_a_provider_that_is_down_leaves_the_form(hall: Hall, provider: LocalProvider) -> None:
    provider.__exit__()
    answer = Phone(hall[0]).get("/oidc/start?lang=en")
    assert answer.status == 401 and "does not answer" in answer.body and 'name="password"' in answer.body


def test_a_foreign_host_name_never_becomes_a_way_back(hall: Hall) -> None:
    answer = Phone(hall[0], host="evil.example").get("/oidc/start")
    assert answer.status == 400 and not answer.to


@pytest.mark.parametrize("path", ["/oidc/", "/oidc/else", "/oidc/start/more", "/oidc/callback/"])
def test_another_way_leads_to_the_form(hall: Hall, path: str) -> None:
    answer = Phone(hall[0]).get(path)
    assert (answer.status, answer.to) == (303, "/signin")


def test_where_nothing_is_set_up_nothing_is_offered(tmp_path: Path) -> None:
    with served(tmp_path, sign_in=True) as made:
        phone = Phone(made[0])
        assert "/oidc/" not in phone.get("/signin").body
        told = phone.get("/oidc/start?lang=en")
        assert told.status == 401 and "not set up here" in told.body
        assert phone.get("/oidc/callback?code=1&state=").status == 401


def test_half_a_setting_offers_nothing_and_is_told(tmp_path: Path) -> None:
    with served(tmp_path, sign_in=True, IWT_OIDC_ISSUER="https://login.example") as made:
        phone = Phone(made[0])
        assert "/oidc/" not in phone.get("/signin").body
        assert "IWT_OIDC_CLIENT" in phone.get("/oidc/start").body


def test_the_query_of_the_way_there_names_nothing_secret(hall: Hall) -> None:
    going, _ = there_and_back(Phone(hall[0]))
    asked = dict(parse_qsl(urlsplit(going.to).query))
    assert set(asked) == {
        *("response_type", "client_id", "redirect_uri", "scope", "state", "nonce"),
        *("code_challenge", "code_challenge_method"),
    }
