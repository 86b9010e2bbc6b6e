"""Codes can be read aloud, shown again, and told from nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from access.codes import ALPHABET, as_typed, hashed, link_secret, return_code, room_code, same, shown


def test_the_alphabet_has_thirty_signs_that_nobody_confuses() -> None:
    assert len(set(ALPHABET)) == 30
    assert not set("0O1ILY") & set(ALPHABET)


@given(st.binary(min_size=32, max_size=32), st.text(min_size=1, max_size=40))
def test_a_room_has_always_the_same_code(key: bytes, id: str) -> None:
    code = room_code(key, id)
    assert code == room_code(key, id)
    assert len(code) == 6 and set(code) <= set(ALPHABET)
    assert as_typed(shown(code)) == code


def test_another_key_or_room_has_another_code() -> None:
    codes = {room_code(key, id) for key in (b"a" * 32, b"b" * 32) for id in ("1", "2", "3")}
    assert len(codes) == 6


def test_every_sign_comes_up() -> None:
    assert set("".join(room_code(b"k" * 32, str(n)) for n in range(500))) == set(ALPHABET)


def test_what_people_type_is_read_kindly() -> None:
    assert as_typed(" k7m-q2x ") == as_typed("K7M Q2X") == as_typed("k7m\u2013q2x") == "K7MQ2X"


def test_secrets_differ_and_their_hashes_say_nothing() -> None:
    assert len({link_secret() for _ in range(50)}) == 50
    assert len({return_code() for _ in range(50)}) == 50
    secret = link_secret()
    assert secret not in hashed(secret) and len(hashed(secret)) == 64
    assert same("ä", "ä") and not same("a", "b")
