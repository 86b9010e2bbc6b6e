"""Searches in processes of their own: real ones, stopped ones, broken ones, and those that wait in line."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from jobs import search as search_module
from jobs.request import Request, Sought
from jobs.search import Phase, Search, Searches, SearchKey
from planning.making import candidates_for
from planning.rule_of_thumb import rule_of_thumb_starts
from planning.search_state import Found, SearchState
from questionnaire.intentions import Stop
from scoring.scores import score_dossier
from tests.examples import action, answer, capability, dossier, framework, library, section, targets

TREE = framework(section("L", capability("L01"), capability("L02")))
LIBRARY = library(
    action("A1", "L01.2a", money=100),
    action("A2", "L01.3a", after=("A1",), money=50),
    action("A3", "L02.1a", "L02.2a", lead="risk", money=70),
)
TODAY = date(2027, 3, 1)

ANSWERS = """
import pickle, sys, time
request = pickle.load(sys.stdin.buffer)
from jobs.request import Message, Saying
def say(saying, content):
    pickle.dump(Message(saying, content), sys.stdout.buffer); sys.stdout.buffer.flush()
"""
"""How a worker of a test begins."""
UNTIL_ASKED = ANSWERS + "say(Saying.PROGRESS, 'here'); sys.stdin.buffer.read(1); say(Saying.RESULT, 'best so far')"
DEAF = ANSWERS + "say(Saying.PROGRESS, 'here'); time.sleep(60)"
GARBAGE = "import sys; sys.stdout.buffer.write(b'no pickle at all'); sys.stdout.flush(); sys.stdin.buffer.read()"
OTHER_PICKLE = ANSWERS + "pickle.dump({'saying': 'result'}, sys.stdout.buffer)"
BROKEN = "raise SystemExit('the disk is gone')"


def request(sought: Sought = Sought.PLAN, seconds: float = 20) -> Request:
    said = dossier(TREE, answer("L01", 1), answer("L02", 0), targets=targets(L01=3, L02=2))
    return Request(sought, said, score_dossier(said), LIBRARY, TODAY, seconds)


def key(dossier: str = "D1", sought: Sought = Sought.PLAN) -> SearchKey:
    return SearchKey(dossier, sought)


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for something that another process brings about."""
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not come"
        time.sleep(0.02)


def over(search: Search) -> Search:
    until(lambda: search.over)
    return search


@pytest.fixture
def searches() -> Iterator[Callable[..., Searches]]:
    made: list[Searches] = []

    def make(script: str | None = None, most: int = 2) -> Searches:
        command = search_module.WORKER if script is None else (sys.executable, "-c", script)
        made.append(Searches(command, most))
        return made[-1]

    yield make
    for one in made:
        one.end_all()


class TestTheRealWorker:
    def test_it_finds_the_best_plan_and_tells_how_far_it_is(self, searches: Callable[..., Searches]) -> None:
        asked = request()
        search = over(searches().begin(key(), asked))
        assert search.phase is Phase.DONE, search.failed
        found = search.result
        assert isinstance(found, Found)
        candidates = candidates_for(asked.dossier, asked.card, asked.library, TODAY)
        assert found.starts is not None
        assert found.starts.keys() == rule_of_thumb_starts(candidates).keys() == {"A1", "A2", "A3"}
        assert found.proof is not None
        assert found.proof.value_is_proven
        assert found.proof.stop is Stop.DONE
        assert isinstance(search.progress, SearchState)
        assert 0 < search.elapsed < 30

    def test_a_request_that_is_none_fails_with_a_reference_and_a_log(
        self, searches: Callable[..., Searches], caplog: pytest.LogCaptureFixture
    ) -> None:
        search = over(searches().begin(key(), "no request"))  # type: ignore[arg-type]
        assert search.phase is Phase.FAILED
        assert search.failed
        assert search.failed in caplog.text
        assert "that is no request" in caplog.text

    @pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no such signal")
    def test_one_that_is_killed_from_outside_fails_and_the_next_works(
        self, searches: Callable[..., Searches], caplog: pytest.LogCaptureFixture
    ) -> None:
        every = searches()
        search = every.begin(key(), request())
        until(lambda: search.process_id is not None)
        assert search.process_id is not None
        os.kill(search.process_id, signal.SIGKILL)
        assert over(search).phase is Phase.FAILED
        assert search.result is None
        assert search.failed in caplog.text
        assert over(every.begin(key(), request())).phase is Phase.DONE


class TestStopping:
    def test_who_is_asked_to_stop_gives_the_best_so_far(self, searches: Callable[..., Searches]) -> None:
        search = searches(UNTIL_ASKED).begin(key(), request())
        until(lambda: search.progress == "here")
        search.cancel()
        over(search)
        assert (search.phase, search.result, search.stopped) == (Phase.DONE, "best so far", True)

    def test_who_does_not_hear_is_ended(
        self, searches: Callable[..., Searches], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(search_module, "PATIENCE", 0.2)
        search = searches(DEAF).begin(key(), request())
        until(lambda: search.progress == "here")
        search.cancel()
        assert search.phase is Phase.STOPPING
        over(search)
        assert (search.phase, search.result, search.failed) == (Phase.CANCELLED, None, "")

    def test_one_in_line_never_begins(self, searches: Callable[..., Searches]) -> None:
        every = searches(UNTIL_ASKED, most=1)
        first, second = every.begin(key("D1"), request()), every.begin(key("D2"), request())
        second.cancel()
        first.cancel()
        assert over(second).phase is Phase.CANCELLED
        assert over(first).phase is Phase.DONE
        assert second.elapsed == 0

    def test_the_same_again_ends_the_one_before(self, searches: Callable[..., Searches]) -> None:
        every = searches(DEAF)
        first = every.begin(key(), request())
        until(lambda: first.progress == "here")
        second = every.begin(key(), request())
        assert over(first).phase is Phase.CANCELLED
        assert every.search_of(key()) is second

    def test_the_end_of_the_server_ends_them(self, searches: Callable[..., Searches]) -> None:
        every = searches(DEAF)
        search = every.begin(key(), request())
        until(lambda: search.progress == "here")
        every.end_all()
        assert over(search).phase is Phase.CANCELLED


class TestBrokenWorkers:
    @pytest.mark.parametrize("script", [GARBAGE, OTHER_PICKLE, BROKEN])
    def test_what_cannot_be_read_is_a_failure_with_a_reference(
        self, searches: Callable[..., Searches], script: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        search = over(searches(script).begin(key(), request()))
        assert (search.phase, search.result) == (Phase.FAILED, None)
        assert search.failed in caplog.text

    def test_what_it_printed_is_in_the_log(
        self, searches: Callable[..., Searches], caplog: pytest.LogCaptureFixture
    ) -> None:
        over(searches(BROKEN).begin(key(), request()))
        assert "the disk is gone" in caplog.text

    def test_no_such_program_is_a_failure_too(self, caplog: pytest.LogCaptureFixture) -> None:
        search = over(Searches(("/no/such/program",)).begin(key(), request()))
        assert search.phase is Phase.FAILED
        assert search.failed in caplog.text


class TestInLine:
    def test_two_work_at_once_and_the_third_waits_and_says_so(self, searches: Callable[..., Searches]) -> None:
        every = searches(UNTIL_ASKED)
        first, second, third = (every.begin(key(name), request()) for name in ("D1", "D2", "D3"))
        until(lambda: first.progress == second.progress == "here")
        assert third.phase is Phase.WAITING
        assert (every.place_in_line(first), every.place_in_line(third)) == (0, 1)
        first.cancel()
        until(lambda: third.progress == "here")
        assert every.place_in_line(third) == 0

    def test_a_plan_goes_before_a_curve(self, searches: Callable[..., Searches]) -> None:
        every = searches(UNTIL_ASKED, most=1)
        first = every.begin(key("D1"), request())
        curve = every.begin(key("D2", Sought.FRONTIER), request(Sought.FRONTIER))
        plan = every.begin(key("D3"), request())
        assert (every.place_in_line(plan), every.place_in_line(curve)) == (1, 2)
        first.cancel()
        until(lambda: plan.progress == "here")
        assert curve.phase is Phase.WAITING

    def test_what_was_found_is_taken_once(self, searches: Callable[..., Searches]) -> None:
        every = searches(ANSWERS + "say(Saying.RESULT, 7)")
        search = over(every.begin(key(), request()))
        assert every.search_of(key()) is search
        assert (every.take(search), every.take(search)) == (True, False)
        assert every.search_of(key()) is None

    def test_those_long_over_are_forgotten(
        self, searches: Callable[..., Searches], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(search_module, "MOST_KEPT", 1)
        every = searches(ANSWERS + "say(Saying.RESULT, 7)")
        for name in ("D1", "D2", "D3"):
            over(every.begin(key(name), request()))
        every.begin(key("D4"), request())
        assert [every.search_of(key(name)) is None for name in ("D1", "D2", "D3", "D4")] == [True, True, False, False]
