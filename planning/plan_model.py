"""The choice of actions and quarters as one program: what may be chosen, what that reaches, what it takes.

With one quarter a period the program is exact. With longer ones it is a true relaxation: each action is charged the
least money and work that any start in its period can have, so what it reaches is never less than what can be reached.
The form ("started by", one row for each missing criterion) was found quickest of several.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm

from planning.candidates import Candidates
from planning.level_rows import LevelRows
from planning.money_rows import THOUSAND, MoneyRows
from planning.program import Aim, Program
from planning.situation import Situation
from planning.start_columns import Period, StartColumns
from planning.starts import effort_is_money, units_of_effort
from planning.work_rows import WorkRows

MORE_THAN_HALF = 0.5
"""Above it a column of yes or no says yes: a solver's 1 may be 0.9999999."""


@dataclass(frozen=True, eq=False)
class PlanModel:
    """The program of one situation, for one way to cut time, with its aims."""

    columns: StartColumns
    levels: LevelRows
    money: MoneyRows

    @staticmethod
    def of(
        candidates: Candidates,
        periods: Sequence[Period],
        *,
        only: frozenset[str] | None = None,
        tighter: int = 0,
        more_money: bool = False,
    ) -> PlanModel:
        """The program, written. `only` narrows it to some actions; `tighter` and `more_money` as in MoneyRows."""
        columns = StartColumns.of(candidates, periods, only)
        levels, money = LevelRows(columns), MoneyRows(columns, tighter, more_money)
        levels.write()
        WorkRows(columns).write()
        money.write()
        return PlanModel(columns, levels, money)

    @property
    def situation(self) -> Situation:
        """What is planned."""
        return self.columns.situation

    @property
    def program(self) -> Program:
        """The program as it is now."""
        return self.columns.program

    @property
    def actions(self) -> tuple[str, ...]:
        """The actions that may be chosen, in the order of the library."""
        return self.columns.actions

    # --- aims ---------------------------------------------------------------------------------------------------------

    @cached_property
    def worth_unit(self) -> int:
        """Importances times this are whole numbers."""
        return lcm(*(self.situation.step_of[level].importance.denominator for level in self.levels.reached))

    @cached_property
    def most_worth(self) -> Aim:
        """The importance of the levels reached, in whole units of `worth_unit`."""
        worth = {
            column: int(self.situation.step_of[level].importance * self.worth_unit)
            for level, column in self.levels.reached.items()
        }
        return Aim({column: float(value) for column, value in worth.items()}, step=gcd(*worth.values()) or 1)

    @cached_property
    def least_effort(self) -> Aim:
        """What the chosen actions take: money for the whole horizon, in thousands, or months of work."""
        efforts = {action: units_of_effort(self.columns.candidates, (action,)) for action in self.actions}
        terms = {self.columns.chosen(action): effort / self.effort_scale for action, effort in efforts.items()}
        return Aim(terms, largest=False, step=(gcd(*efforts.values()) or 1) / self.effort_scale)

    @cached_property
    def least_money(self) -> Aim:
        """One-off cost and upkeep for the whole horizon, of what has a price, in thousands."""
        purses = self.columns.purses
        costs = {self.columns.chosen(action): purses.whole_cost(action) for action in self.actions}
        scale = purses.unit * THOUSAND
        terms = {column: cost / scale for column, cost in costs.items()}
        return Aim(terms, largest=False, step=(gcd(*costs.values()) or 1) / scale)

    @cached_property
    def soonest(self) -> Aim:
        """The quarters that pass before the actions start, together; for exact programs with a fixed choice."""
        columns = {one for columns in self.columns.started.values() for one in columns[:-1] if one is not None}
        return Aim(dict.fromkeys(sorted(columns), -1.0), largest=False)

    @cached_property
    def least_more_money(self) -> Aim:
        """Money that nobody has promised, all years together, in thousands."""
        step = 1 / (self.columns.purses.unit * THOUSAND)
        return Aim(dict.fromkeys(self.money.unpromised.values(), 1.0), largest=False, step=step)

    @property
    def effort_scale(self) -> int:
        """By what units of effort are divided in the program."""
        return self.columns.purses.unit * THOUSAND if effort_is_money(self.columns.candidates) else 1

    # --- reading and adding -------------------------------------------------------------------------------------------

    def chosen_in(self, values: Sequence[float]) -> frozenset[str]:
        """The actions that an answer chooses."""
        return frozenset(one for one in self.actions if values[self.columns.chosen(one)] > MORE_THAN_HALF)

    def starts_in(self, values: Sequence[float]) -> Mapping[str, int]:
        """The first quarter of the period in which each chosen action starts: in an exact program, its quarter."""
        found = {}
        for action in self.actions:
            periods = zip(self.columns.periods, self.columns.started[action], strict=True)
            begun = [one for one, column in periods if column is not None and values[column] > MORE_THAN_HALF]
            if begun:
                found[action] = begun[0][0]
        return found

    def values_of(self, starts: Mapping[str, int]) -> list[float]:
        """An answer to begin with: these starts, with the levels they reach. Flows of money are left to the solver."""
        values = list(self.program.lower)
        for action in self.actions:
            for (_, last), column in zip(self.columns.periods, self.columns.started[action], strict=True):
                if column is not None:
                    values[column] = float(action in starts and starts[action] <= last)
        met = self.situation.met_by(starts)
        for level, column in self.levels.reached.items():
            values[column] = float(self.situation.is_reached(level, met))
        return values

    def worth_at_least(self, value: Fraction) -> None:
        """Only answers worth this much or more (half a step less, so that rounding loses none)."""
        aim = self.most_worth
        self.program.row(aim.terms.items(), least=float(value * self.worth_unit) - aim.step / 2)

    def worth_at_most(self, value: Fraction) -> None:
        """Only answers worth no more than what is known to be out of reach."""
        aim = self.most_worth
        self.program.row(aim.terms.items(), most=float(value * self.worth_unit) + aim.step / 2)

    def choose(self, actions: Iterable[str]) -> None:
        """Exactly these actions."""
        wanted = frozenset(actions)
        for action in self.actions:
            self.program.fix(self.columns.chosen(action), float(action in wanted))

    def other_than(self, actions: Iterable[str]) -> None:
        """Any choice but this one."""
        wanted = frozenset(actions)
        terms = [(self.columns.chosen(one), -1.0 if one in wanted else 1.0) for one in self.actions]
        self.program.row(terms, least=1 - len(wanted.intersection(self.actions)))

    def with_money(self, share: Fraction) -> None:
        """Every amount of money is this share of what the limits say."""
        for row, amount in self.money.purses:
            least, _, terms = self.program.rows[row]
            self.program.rows[row] = least, amount * float(share), terms
