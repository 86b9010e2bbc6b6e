"""Passwords: which will do, how they are kept, how one is checked without telling whether the login exists."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 200


def complaint(password: str, login: str) -> str | None:
    """The key of the sentence that says why a password will not do; None where it will."""
    if len(password) < SHORTEST:
        return "access.refused.password_short"
    if len(password) > LONGEST:
        return "access.refused.password_long"
    if password.strip().casefold() == login.strip().casefold() or len(set(password)) < 4:
        return "access.refused.password_guessed"
    return None


def hash_password(password: str) -> str:
    """The hash that is kept (argon2id)."""
    return _hasher().hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Whether it is the password of the hash. Without a hash it takes as long, and is wrong."""
    from argon2.exceptions import Argon2Error, InvalidHashError  # noqa: PLC0415 - loaded at the first sign-in

    try:
        _hasher().verify(kept or _of_nobody(), password[: 2 * LONGEST])
    except (Argon2Error, InvalidHashError):
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with weaker settings than those of today."""
    return _hasher().check_needs_rehash(kept)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher as Hasher  # noqa: PLC0415 - loaded at the first sign-in

    return Hasher()


@cache
def _of_nobody() -> str:
    return _hasher().hash("the password of nobody")
