"""What every measurement here gives: our figure beside a bare one of the same run, and the ratio of both."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

CLOCK_TICKS = 100
"""Units of processor time a second in /proc: fixed at 100 for user space on Linux."""


@dataclass(frozen=True)
class Measured:
    """One row: what was measured, ours and the bare figure in `unit`, the goal for the ratio or for ours."""

    name: str
    ours: float
    bare: float | None
    unit: str
    goal: str
    met: bool

    @property
    def ratio(self) -> float | None:
        """Ours through bare; None where there is nothing to compare with."""
        return None if not self.bare else self.ours / self.bare


def against(name: str, ours: float, bare: float, unit: str, most: float) -> Measured:
    """A row whose goal is a ratio of at most `most`."""
    return Measured(name, ours, bare, unit, f"ratio at most {most:g}", ours <= most * bare)


def below(name: str, ours: float, unit: str, most: float) -> Measured:
    """A row whose goal is a figure of at most `most`."""
    return Measured(name, ours, None, unit, f"at most {most:g} {unit}", ours <= most)


def in_turn(
    ours: Callable[[], object],
    bare: Callable[[], object],
    *,
    rounds: int = 7,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[float, float]:
    """The median seconds of both, measured in turn after one warm-up each, so that both meet the same machine.

    `clock` is the time that passes, or `time.process_time` where only the processor's time is to count.
    """
    took: tuple[list[float], list[float]] = ([], [])
    for lap in range(rounds + 1):
        for which, call in enumerate((ours, bare)):
            started = clock()
            call()
            if lap:
                took[which].append(clock() - started)
    return median(took[0]), median(took[1])


def cpu_seconds(pid: int) -> float:
    """The processor time that a process has used so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS
