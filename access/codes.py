"""Codes that people read from a wall and type, and secrets that travel in links: made, told apart, hashed."""

from __future__ import annotations

import hashlib
import hmac
import re
from secrets import choice, token_urlsafe

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXZ"
"""Thirty signs of which none is taken for another: no 0 and O, no 1, I and L, no Y beside V."""
ROOM_SIGNS, RETURN_SIGNS = 6, 8
SECRET_BYTES = 24


def room_code(key: bytes, id: str) -> str:
    """The code of a room, worked out from its id: it can be shown again and lies nowhere."""
    digest = int.from_bytes(hmac.digest(key, b"room code " + id.encode(), "sha256"))
    signs = []
    for _ in range(ROOM_SIGNS):
        digest, sign = divmod(digest, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)


def return_code() -> str:
    """A code by which one participant comes back, at random."""
    return "".join(choice(ALPHABET) for _ in range(RETURN_SIGNS))


def link_secret() -> str:
    """A secret for a link, at random."""
    return token_urlsafe(SECRET_BYTES)


def as_typed(text: str) -> str:
    """What people typed for a code, without their spaces and dashes, in capitals."""
    return re.sub(r"[\s\-\u2010-\u2015]+", "", text[:100]).upper()


def shown(code: str) -> str:
    """A code as it is read out: in two halves."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


def hashed(secret: str) -> str:
    """The hash that is kept instead of a secret made at random. Not for passwords."""
    return hashlib.sha256(secret.encode()).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two texts are the same, told in the same time whatever they are."""
    return hmac.compare_digest(one.encode(), other.encode())
