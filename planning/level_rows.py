"""What must hold for a level to be reached and for an action to start, as rows of a program."""

from __future__ import annotations

from dataclasses import dataclass, field

from planning.situation import LevelId
from planning.start_columns import StartColumns
from questionnaire.needs import AtLeast, Every, Need, OneGroupOf


@dataclass(frozen=True, eq=False)
class LevelRows:
    """The rows of levels, prerequisites and wishes; `reached` has a column for each step that may be taken."""

    columns: StartColumns

    reached: dict[LevelId, int] = field(default_factory=dict)

    def write(self) -> None:
        """Write all of them."""
        for action in self.columns.actions:
            self._write_prerequisites(action)
        self._write_required_levels()
        self._write_steps()
        self._write_wishes()

    def _write_prerequisites(self, action: str) -> None:
        for before in self.columns.situation.before(action):
            for place, period in enumerate(self.columns.periods):
                column, starts = self.columns.started[action][place], self.columns.starts(action, period)
                if column is None or not starts:
                    continue
                done = self.columns.finished_by(before, starts[-1]) if before in self.columns.started else None
                self.columns.program.row([(column, 1), *(((done, -1),) if done is not None else ())], most=0)

    def _write_required_levels(self) -> None:
        """A level that an action requires is reached by what has ended before the action starts."""
        known: dict[tuple[LevelId, int], int] = {}
        for action in self.columns.actions:
            for level in self.columns.situation.required(action):
                for place, period in enumerate(self.columns.periods):
                    column, starts = self.columns.started[action][place], self.columns.starts(action, period)
                    if column is None or not starts:
                        continue
                    key = level, starts[-1]
                    if key not in known:
                        known[key] = self.columns.program.column(whole=False)
                        self._write_level(known[key], level, starts[-1])
                    self.columns.program.row([(column, 1), (known[key], -1)], most=0)

    def _write_steps(self) -> None:
        for level in self.columns.situation.step_of:
            if level in self.columns.candidates.reach.open_steps:
                column = self.reached[level] = self.columns.program.column()
                self._write_level(column, level, None)
                if (below := self.reached.get((level[0], level[1] - 1))) is not None:
                    self.columns.program.row([(column, 1), (below, -1)], most=0)

    def _write_level(self, column: int, level: LevelId, quarter: int | None) -> None:
        """A column can be 1 only where the needs of a level are met: by the whole plan, or by what ended in time."""
        for one in self.columns.situation.needs(level):
            self._write_need(column, one.need, quarter)

    def _write_need(self, column: int, need: Need, quarter: int | None) -> None:
        program = self.columns.program
        match need:
            case Every(criteria=criteria):
                for criterion in criteria:
                    program.at_most(column, self._meeting(criterion, quarter))
            case AtLeast(number=number, criteria=criteria):
                met = [program.column(whole=False) for _ in criteria]
                for one, criterion in zip(met, criteria, strict=True):
                    program.at_most(one, self._meeting(criterion, quarter))
                program.row([(column, number), *((one, -1) for one in met)], most=0)
            case OneGroupOf(groups=groups) if all(len(group) == 1 for group in groups):
                program.at_most(column, {one for group in groups for one in self._meeting(group[0], quarter)})
            case OneGroupOf(groups=groups):
                complete = [program.column(whole=False) for _ in groups]
                for one, group in zip(complete, groups, strict=True):
                    for criterion in group:
                        program.at_most(one, self._meeting(criterion, quarter))
                program.at_most(column, complete)
            case _:
                program.fix(column, 0)

    def _meeting(self, criterion: str, quarter: int | None) -> list[int]:
        """The columns of the actions that meet a criterion, in the plan at all or ended before a quarter."""
        helping = [one for one in self.columns.situation.by_criterion.get(criterion, ()) if one in self.columns.started]
        if quarter is None:
            return [self.columns.chosen(one) for one in helping]
        return [column for one in helping if (column := self.columns.finished_by(one, quarter)) is not None]

    def _write_wishes(self) -> None:
        """What people decided: what must be in, what has begun, which levels must be reached."""
        program = self.columns.program
        for action in sorted(
            (self.columns.situation.must_be_in | self.columns.situation.begun.keys())
            & self.columns.situation.actions.keys()
        ):
            if action in self.columns.started:
                program.fix(self.columns.chosen(action), min(1, program.upper[self.columns.chosen(action)]))
                if program.upper[self.columns.chosen(action)] < 1:
                    program.row([(self.columns.chosen(action), 1)], least=1)
            else:
                program.row([(program.column(upper=0), 1)], least=1)
        for level in self.columns.situation.must_reach:
            if self.columns.situation.needs(level):
                column = program.column(1, 1, whole=False)
                self._write_level(column, level, None)
                if program.upper[column] < 1:
                    program.row([(column, 1)], least=1)
