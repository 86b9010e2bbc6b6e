"""Passwords are kept as argon2id hashes; a wrong login takes as long as a wrong password."""

from __future__ import annotations

from time import perf_counter

import pytest
from argon2 import PasswordHasher

from access.passwords import complaint, hash_password, is_outdated, is_right


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("neunzeich", "access.refused.password_short"),
        ("x" * 201, "access.refused.password_long"),
        ("Anna.Ngoma", "access.refused.password_guessed"),
        ("aaaaaaaaaaaa", "access.refused.password_guessed"),
        ("1212121212121", "access.refused.password_guessed"),
        ("trois mots ici", None),
        ("çà et là, ñandú", None),
    ],
)
def test_which_will_do(password: str, code: str | None) -> None:
    assert complaint(password, "anna.ngoma") == code


def test_only_the_password_itself_is_right() -> None:
    kept = hash_password("trois mots ici")
    assert kept.startswith("$argon2id$") and "trois" not in kept
    assert is_right("trois mots ici", kept)
    assert not is_right("trois mots", kept)
    assert not is_right("", kept)
    assert not is_right("trois mots ici", None)
    assert not is_right("trois mots ici", "no hash at all")
    assert not is_right("the password of nobody", None)


def test_a_weaker_hash_is_told() -> None:
    assert not is_outdated(hash_password("trois mots ici"))
    assert is_outdated(PasswordHasher(time_cost=1, memory_cost=1024).hash("trois mots ici"))


def test_a_login_that_is_not_there_takes_as_long() -> None:
    kept = hash_password("trois mots ici")
    is_right("x" * 12, None)

    def seconds(hash: str | None) -> float:
        began = perf_counter()
        is_right("something else", hash)
        return perf_counter() - began

    there, nowhere = (min(seconds(one) for _ in range(5)) for one in (kept, None))
    assert nowhere > there / 3
