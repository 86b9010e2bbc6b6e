"""Sealed text: what nobody may read in the database, its journal or its copies, though it has to be kept there."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.key_files import read_or_make_key

_NONCE_BYTES = 12
_BLOCK = 256
"""Sealed texts are filled up to whole blocks: otherwise their length would tell "not known" from level 3."""


class Unsealable(Exception):
    """A sealed text that this key does not open: the key is another, or the text was changed or moved elsewhere."""


class Sealer:
    """Seals text with AES-GCM and opens it again. The key is asked for when it is first needed."""

    def __init__(self, key: Callable[[], bytes]) -> None:
        self._key = key

    @staticmethod
    def in_folder(folder: Path) -> Sealer:
        """With the key of hidden votes in that data folder, made with the first vote."""
        return Sealer(lambda: read_or_make_key(folder, "votes"))

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self._key())

    def seal(self, text: str, place: str) -> str:
        """The text sealed, so that it can be opened with the same `place` only. Never the same twice."""
        plain = text.encode()
        filled = len(plain).to_bytes(4) + plain
        filled += bytes(-len(filled) % _BLOCK)
        nonce = os.urandom(_NONCE_BYTES)
        return b64encode(nonce + self._cipher.encrypt(nonce, filled, place.encode())).decode()

    def open(self, sealed: str, place: str) -> str:
        """The text that was sealed for that place. Raises Unsealable."""
        try:
            content = b64decode(sealed, validate=True)
            filled = self._cipher.decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError) as error:
            raise Unsealable(place) from error
        return filled[4 : 4 + int.from_bytes(filled[:4])].decode()
