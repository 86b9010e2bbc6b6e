"""What is printed before the server opens to the network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from access.accounts import new_account, open_invitation
from access.announcement import announced, drawn, said_language
from access.join_codes import open_codes
from access.reception import Reception
from launch.installation import ROOT
from storage.access_records import Purpose
from tests.access.hall import FRAMEWORK, HERE, hall
from words.phrases import LANGUAGES, load_phrases

ADDRESSES = ("192.168.1.5", "10.0.0.7")


def printed(here: Reception, language: str = "fr", code_for: str | None = None) -> str:
    return "\n".join(announced(here, load_phrases(language), ADDRESSES, 8501, code_for=code_for))


@pytest.mark.parametrize("language", LANGUAGES)
def test_says_that_it_listens_where_and_how_to_come_in(language: str) -> None:
    here = hall()
    told = printed(here, language)
    say = load_phrases(language)
    assert say("access.announce.plain") in told
    assert all(f"http://{one}:8501" in told for one in ADDRESSES)
    (code,) = open_codes(here, "D")
    assert code.text in told
    assert re.search(r"http://192\.168\.1\.5:8501/first#\S{20,}", told)


def test_an_open_code_is_shown_again_and_no_other_made() -> None:
    here = hall()
    printed(here)
    code = open_codes(here, "D")[0].text
    assert code in printed(here)
    assert len(open_codes(here, "D")) == 1


def test_the_code_is_for_the_assessment_named() -> None:
    here = hall(None, "D", "E")
    printed(here, code_for="E")
    assert not open_codes(here, "D") and open_codes(here, "E")
    assert load_phrases("fr")("access.announce.unknown_assessment", id="F") in printed(here, code_for="F")


def test_without_an_assessment_it_says_where_the_code_will_be() -> None:
    here = hall()
    here.repository.delete("D")
    assert load_phrases("fr")("access.announce.no_assessment") in printed(here)
    assert load_phrases("fr")("access.announce.no_assessment") in printed(here, code_for="D")


def test_with_an_account_no_secret_is_printed_and_nothing_is_left_without_owner() -> None:
    here = hall()
    secret = re.search(r"/first#(\S+)", printed(here))
    assert secret is not None
    found = open_invitation(here, secret[1], Purpose.FIRST, address=HERE)
    account = new_account(here, found, login="anna", name="Anna", password="trois mots ici")
    here.repository.create(FRAMEWORK, id="made alone")
    assert "/first" not in printed(here)
    assert "/signin" in printed(here)
    assert len(here.store.places_of(account.id)) == 2


def test_without_a_network_it_says_so() -> None:
    told = list(announced(hall(), load_phrases("en"), (), 8501))
    assert load_phrases("en")("access.announce.none") in told


def test_the_picture_is_drawn_in_the_terminal() -> None:
    picture = drawn("http://192.168.1.5:8501/join#K7M-Q2X").splitlines()
    assert 10 < len(picture) < 24
    assert max(map(len, picture)) < 60


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"IWT_LANGUAGE": "fr", "LANG": "en_US"}, "fr"),
        ({"LANG": "fr_CG.UTF-8"}, "fr"),
        ({"LC_ALL": "C", "LANG": "fr"}, "en"),
        ({}, "en"),
    ],
)
def test_speaks_the_language_of_the_terminal(environment: dict[str, str], language: str) -> None:
    assert said_language(environment) == language


def test_the_command_prints_on_a_terminal_that_knows_few_signs(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "access.announcement", "--port", "8501", "--address", "192.168.1.5"]
    environment = {**os.environ, "IWT_DATA": str(tmp_path), "IWT_LANGUAGE": "fr", "PYTHONIOENCODING": "ascii"}
    ended = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert b"http://192.168.1.5:8501/first#" in ended.stdout
    keys = tmp_path / "keys"
    assert {file.name for file in keys.iterdir()} >= {"cookie.key", "codes.key"}
    assert all(file.stat().st_mode & 0o077 == 0 for file in keys.iterdir())
