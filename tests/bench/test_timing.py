from __future__ import annotations

import json
import os
from collections.abc import Callable

import pytest

from tests.bench import __main__ as bench
from tests.bench.timing import Measured, against, below, cpu_seconds, in_turn


def test_a_ratio_is_ours_through_the_bare_one() -> None:
    assert against("save", 3.0, 2.0, "ms", 2.0).ratio == 1.5
    assert below("page", 3.0, "ms", 2.0).ratio is None


@pytest.mark.parametrize(("ours", "met"), [(3.9, True), (4.0, True), (4.1, False)])
def test_a_goal_is_met_up_to_its_bound(ours: float, met: bool) -> None:
    assert against("save", ours, 2.0, "ms", 2.0).met is met
    assert below("page", ours, "ms", 4.0).met is met


class Clock:
    """A clock that passes only while something is measured."""

    def __init__(self) -> None:
        self.now = 0.0
        self.calls: list[str] = []

    def __call__(self) -> float:
        return self.now

    def taking(self, name: str, *seconds: float) -> Callable[[], None]:
        """A call that takes so long the first time, the second time, and so on."""
        left = list(seconds)

        def call() -> None:
            self.calls.append(name)
            self.now += left.pop(0)

        return call


def test_both_are_measured_in_turn_and_the_first_lap_does_not_count() -> None:
    clock = Clock()
    ours, bare = clock.taking("ours", 90, 1, 5, 3), clock.taking("bare", 90, 2, 2, 8)
    assert in_turn(ours, bare, rounds=3, clock=clock) == (3, 2)
    assert clock.calls == ["ours", "bare"] * 4


def test_the_processor_time_of_a_process_grows_with_its_work() -> None:
    before = cpu_seconds(os.getpid())
    while cpu_seconds(os.getpid()) < before + 0.03:
        sum(range(10_000))
    assert before >= 0


ROWS = (
    against("save", 3.0, 2.0, "ms", 1.2),
    below("page", 3.0, "ms", 4.0),
    Measured("idle", 1.0, None, "ms", "-", True),
)


def test_the_table_says_which_goals_are_met() -> None:
    head, save, page, idle = bench.table(ROWS).splitlines()
    assert head.split() == ["what", "ours", "bare", "ratio", "goal"]
    assert save.split()[:6] == ["save", "3", "ms", "2", "ms", "1.5"]
    assert save.endswith("ratio at most 1.2  goal missed")
    assert page.split("at most 4 ms")[1].strip() == "goal met"
    assert "goal" not in idle


def test_a_row_comes_back_from_its_facts() -> None:
    assert [bench.from_facts(json.loads(json.dumps(bench.facts(row)))) for row in ROWS] == list(ROWS)


def test_a_subject_that_cannot_be_measured_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def imported(name: str) -> object:
        raise OSError(f"no browser for {name}")

    monkeypatch.setattr(bench.importlib, "import_module", imported)
    assert bench.measure("pages") == {
        "rows": [],
        "not_measured": {"pages": "OSError: no browser for tests.bench.pages"},
    }


def test_one_subject_without_figures_does_not_end_the_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(subject: str) -> dict[str, object]:
        if subject == "pages":
            return {"rows": [], "not_measured": {"pages": "no browser here"}}
        return {"rows": [bench.facts(ROWS[0])], "not_measured": {}}

    monkeypatch.setattr(bench, "measure_apart", told)
    assert bench.main([]) == 0
    out = capsys.readouterr().out
    assert "goal missed" in out
    assert "pages was not measured: no browser here" in out
    found = json.loads(out.splitlines()[-1])
    assert [row["ratio"] for row in found["rows"]] == [1.5] * (len(bench.SUBJECTS) - 1)
    assert found["not_measured"] == {"pages": "no browser here"}
