"""The one place that knows the solver: HiGHS, through highspy. One thread and a fixed seed, so that answers repeat.

HiGHS: Q. Huangfu and J. A. J. Hall, Parallelizing the dual revised simplex method, Mathematical Programming
Computation 10 (2018). A run that is cut by time may end elsewhere another time; one that comes to its end does not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf, isfinite
from typing import Any

import highspy
import numpy as np

from planning.program import Aim, Program, Solved

SEED = 1
LARGEST = 1e6
"""An aim is multiplied until its smallest coefficient is 1, if that leaves the largest below this: HiGHS 1.15 has been
seen to take a start for the best answer where all coefficients were a few thousandths."""

BELOW_A_STEP = 0.999
"""Values differ by whole steps: a gap of less than one is none."""

Watch = Callable[[float | None, float | None], bool]
"""Told the best value and the bound so far; gives True to stop."""


def solver_name() -> str:
    """The solver with its version, as reports name it."""
    highs: Any = highspy.Highs
    return f"HiGHS {highs().version()}"


def solve(
    program: Program,
    aim: Aim,
    *,
    seconds: float = inf,
    share: float = 0,
    start: Sequence[float] | None = None,
    watch: Watch | None = None,
) -> Solved:
    """The best answer to a program by one aim.

    It stops when proven (a gap below the aim's step, or below `share` of the value), after `seconds`, or when `watch`
    says so. `start` is an answer to begin with: values of all columns; one that breaks a row is passed over.
    """
    if not program.lower:
        return _without_columns(program)
    times = _times(aim)
    highs = _made(program, aim, seconds, share, times)
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = list(start)
        highs.setSolution(solution)
    if watch is not None:
        highs.cbMipInterrupt += _told(watch, times)
    highs.run()
    return _answer(highs, times, bounded=any(program.whole))


def _times(aim: Aim) -> float:
    """By what the coefficients of an aim are multiplied for the solver; it changes no answer."""
    sizes = [abs(one) for one in aim.terms.values() if one]
    return max(1.0, min(1 / min(sizes), LARGEST / max(sizes))) if sizes else 1.0


def _without_columns(program: Program) -> Solved:
    """The answer where there is nothing to choose, of which the solver says nothing: every row adds up to 0."""
    if all(least <= 0 <= most for least, most, _ in program.rows):
        return Solved((), 0.0, 0.0, finished=True)
    return Solved(None, None, None, finished=True, impossible=True)


def _told(watch: Watch, times: float) -> Callable[[Any], None]:
    def told(event: Any) -> None:
        found, bound = event.data_out.mip_primal_bound, event.data_out.mip_dual_bound
        if watch(_known(found, times), _known(bound, times)):
            event.interrupt()

    return told


def _known(value: float, times: float) -> float | None:
    return float(value) / times if isfinite(value) and abs(value) < highspy.kHighsInf else None


def _made(program: Program, aim: Aim, seconds: float, share: float, times: float) -> Any:
    maker: Any = highspy.Highs  # ships without types
    highs = maker()
    settings = {
        "output_flag": False,
        "threads": 1,
        "random_seed": SEED,
        "mip_rel_gap": share,
        "mip_abs_gap": BELOW_A_STEP * aim.step * times,
        "mip_feasibility_tolerance": 1e-7,
        "primal_feasibility_tolerance": 1e-9,
        "time_limit": seconds,
    }
    for name, value in settings.items():
        highs.setOptionValue(name, value)
    highs.passModel(_model(program, aim, times))
    return highs


def _model(program: Program, aim: Aim, times: float) -> Any:
    model = highspy.HighsLp()
    columns, rows = len(program.lower), len(program.rows)
    cost = np.zeros(columns)
    for column, coefficient in aim.terms.items():
        cost[column] = coefficient * times
    starts = np.zeros(rows + 1, dtype=np.int32)
    np.cumsum([len(terms) for _, _, terms in program.rows], out=starts[1:])
    index = np.fromiter((column for _, _, terms in program.rows for column, _ in terms), dtype=np.int32)
    value = np.fromiter((factor for _, _, terms in program.rows for _, factor in terms), dtype=np.float64)
    model.num_col_, model.num_row_ = columns, rows
    model.sense_ = highspy.ObjSense.kMaximize if aim.largest else highspy.ObjSense.kMinimize
    model.col_cost_ = cost
    model.col_lower_, model.col_upper_ = np.array(program.lower, float), np.array(program.upper, float)
    model.row_lower_ = np.array([least for least, _, _ in program.rows], float)
    model.row_upper_ = np.array([most for _, most, _ in program.rows], float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = starts, index, value
    model.integrality_ = [
        highspy.HighsVarType.kInteger if one else highspy.HighsVarType.kContinuous for one in program.whole
    ]
    return model


def _answer(highs: Any, times: float, *, bounded: bool) -> Solved:
    """What the solver found; where no column is whole (`bounded` False) it states no bound, and the value is it."""
    status, info = highs.getModelStatus(), highs.getInfo()
    impossible = status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    if impossible or not found:
        bound = _known(info.mip_dual_bound, times) if bounded and not impossible else None
        return Solved(None, None, bound, finished=impossible, impossible=impossible)
    finished = status == highspy.HighsModelStatus.kOptimal
    value = float(info.objective_function_value) / times
    return Solved(
        values=list(highs.getSolution().col_value),
        value=value,
        bound=_known(info.mip_dual_bound, times) if bounded else value if finished else None,
        finished=finished,
    )
