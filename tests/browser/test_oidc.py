"""Signing in by an organisation in a real browser: the button, the way there and back, the pages behind the door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from questionnaire.stages import Role
from storage.access_records import Invitation, Purpose
from storage.settings import read_settings
from storage.sql_access import SqlAccessStore
from tests.access.provider import CLIENT, SECRET, LocalProvider
from tests.browser.served import DOSSIER, Memory, Served
from tests.browser.sizes import PHONE

pytestmark = pytest.mark.browser


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Served]:
    """A server of a room that knows a provider of identities, with one assessment."""
    Memory(tmp_path).create()
    with LocalProvider() as provider:
        served = Served(tmp_path)
        named = {"ISSUER": provider.issuer, "CLIENT": CLIENT, "SECRET": SECRET, "NAME": "Douane nationale"}
        served.environment |= {"IWT_SIGN_IN": "on", **{f"IWT_OIDC_{one}": value for one, value in named.items()}}
        served.start()
        yield served
        served.kill()


def press(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/signin?lang=fr")
    page.get_by_role("link", name="Se connecter avec Douane nationale").click()


def test_the_button_leads_there_and_back(chromium: Browser, guarded: Served, tmp_path: Path) -> None:
    context = chromium.new_context(**PHONE, locale="fr-FR")
    page = context.new_page()
    press(page, guarded)
    expect(page.get_by_role("alert")).to_contain_text("Personne ne vous a encore invité")
    store = SqlAccessStore.at(read_settings({"IWT_DATA": str(tmp_path)}).database_url)
    now = datetime.now(UTC)
    facts = {"dossier": DOSSIER, "role": Role.FACILITATOR, "email": "ada@customs.example"}
    store.add_invitation(Invitation("I1", Purpose.ACCOUNT, "a hash", "A", now, now + timedelta(days=1), **facts))
    press(page, guarded)
    expect(page.get_by_test_id("stApp").get_by_text("Douanes de la République du Congo").first).to_be_visible(
        timeout=60_000
    )
    assert {one["name"] for one in context.cookies()} >= {"iwt_seat"}
    assert "iwt_oidc" not in {one["name"] for one in context.cookies()}
    assert "code=" not in page.url and "state=" not in page.url
    context.close()
