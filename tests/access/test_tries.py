"""Guessing slows to a stop, and honest people get in again."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from access import tries
from access.tries import WINDOW, Bound, TooMany, Tries, Try


class Clock:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def codes(clock: Callable[[], float]) -> Tries:
    return Tries({"address": Bound(10), "all": Bound(200)}, clock)


def begun(one: Try | TooMany) -> Try:
    assert isinstance(one, Try)
    return one


def test_ten_wrong_ones_from_one_address_and_then_none_even_a_right_one() -> None:
    clock = Clock()
    guesses = codes(clock)
    for _ in range(10):
        begun(guesses.begin(address="a", all=""))
    assert guesses.begin(address="a", all="") == TooMany(WINDOW)
    begun(guesses.begin(address="b", all=""))
    clock.at = WINDOW - 1
    assert guesses.begin(address="a", all="") == TooMany(1.0)
    clock.at = WINDOW
    begun(guesses.begin(address="a", all=""))


def test_right_ones_do_not_count() -> None:
    guesses = codes(Clock())
    for _ in range(500):
        guesses.was_right(begun(guesses.begin(address="a", all="")))
    begun(guesses.begin(address="a", all=""))


def test_a_right_one_does_not_wash_the_wrong_ones_of_its_address_away() -> None:
    # Otherwise a participant could guess the code of another room between two of their own.
    guesses = codes(Clock())
    for _ in range(9):
        begun(guesses.begin(address="a", all=""))
    guesses.was_right(begun(guesses.begin(address="a", all="")))
    begun(guesses.begin(address="a", all=""))
    assert isinstance(guesses.begin(address="a", all=""), TooMany)


def test_tries_under_way_count_so_that_a_hundred_at_once_are_ten() -> None:
    guesses = codes(Clock())
    assert sum(isinstance(guesses.begin(address="a", all=""), Try) for _ in range(100)) == 10


def test_all_together_are_bounded_from_however_many_addresses() -> None:
    guesses = codes(Clock())
    assert sum(isinstance(guesses.begin(address=str(n), all=""), Try) for n in range(300)) == 200


def test_an_account_waits_longer_after_each_wrong_password_but_never_for_good() -> None:
    clock = Clock()
    passwords = Tries({"login": Bound(1000, slows=3, longest=60)}, clock)
    waits = []
    for _ in range(12):
        one = passwords.begin(login="anna")
        while isinstance(one, TooMany):
            waits.append(one.seconds)
            clock.at += one.seconds
            one = passwords.begin(login="anna")
    assert waits[:7] == [1, 2, 4, 8, 16, 32, 60]
    assert max(waits) == 60


def test_the_right_password_ends_the_waiting() -> None:
    clock = Clock()
    passwords = Tries({"login": Bound(10, slows=3)}, clock)
    for _ in range(4):
        one = begun(passwords.begin(login="anna"))
    clock.at += 1
    one = begun(passwords.begin(login="anna"))
    passwords.was_right(one)
    begun(passwords.begin(login="anna"))


def test_memory_is_bounded_and_the_count_of_all_stays(monkeypatch: object) -> None:
    clock = Clock()
    guesses = Tries({"address": Bound(10), "all": Bound(10**9)}, clock)
    for n in range(tries.MOST_KEYS + 50):
        clock.at += 0.001
        guesses.begin(address=str(n), all="")
    assert len(guesses._wrong) <= tries.MOST_KEYS + 1
    assert len(guesses._wrong["all", ""]) == tries.MOST_KEYS + 50


@given(st.lists(st.tuples(st.floats(0, 400), st.booleans()), max_size=80))
def test_never_more_than_ten_wrong_ones_in_any_window(events: list[tuple[float, bool]]) -> None:
    clock, wrong = Clock(), []
    guesses = codes(clock)
    for pause, right in events:
        clock.at += pause
        one = guesses.begin(address="a", all="")
        if isinstance(one, TooMany):
            assert one.seconds > 0
        elif right:
            guesses.was_right(one)
        else:
            wrong.append(clock.at)
    assert all(sum(start <= at < start + WINDOW for at in wrong) <= 10 for start in wrong)
