"""The hidden sheet of lists: the words that formulas compare with, and what the drop-downs offer."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from questionnaire.framework import Question
from questionnaire.policy import Confidence
from reports.answer_tables import STATES
from reports.cells import Cell
from reports.cost_tables import SIDES
from reports.workbook.draft import Draft

FUNDING = ("funded", "part", "unfunded")
PROGRESS = ("achieved", "substantially_achieved", "on_track", "partial_progress", "pending", "not_commenced")
REPLIES = ("not_applicable", "not_known", "disputed")


def level_list(question: Question) -> str:
    """The name of the list of a question's own levels; questions with the same levels share one."""
    return "levels_" + "_".join(str(level).replace("/", "o").replace("-", "m") for level in question.ordered_levels)


def write_lists(draft: Draft) -> None:
    """Write every list into a column of its own, and name it."""
    sheet, say, report = draft.sheet("lists"), draft.say, draft.report
    lists = _Lists(draft, sheet)
    main = report.framework.levels
    lists.add("level_values", [level.value for level in main])
    lists.add("level_words", [level.name(report.language) for level in main])
    states = [say(f"{STATES}.{state}") for state in REPLIES]
    earlier = report.change.before.framework.questions if report.change else ()
    sizes = {level_list(one): one.ordered_levels for one in (*report.framework.questions, *earlier)}
    for name, levels in sizes.items():
        lists.add(name, list(levels), more=states)
    lists.add("confidence_words", [say(f"answer.confidence.{one}") for one in Confidence])
    lists.add("threats", [1, 2, 3])
    lists.add("funding_words", [say(f"reports.funding.{one}") for one in FUNDING])
    lists.add("progress_words", [say(f"actions.progress.{one}") for one in PROGRESS])
    for side in SIDES:
        lists.add(f"word_{side}", [say(f"reports.side.{side}")])
    lists.add("word_not_costed", [say("reports.flag.not_costed")])
    for state in REPLIES:
        lists.add(f"word_{state}", [say(f"{STATES}.{state}")])
    lists.add("word_blank", [say(f"{STATES}.blank")])
    lists.add("word_not_readable", [say("workbook.not_readable")])
    for one in Confidence:
        lists.add(f"word_{one.value}", [say(f"answer.confidence.{one}")])
    sheet.sheet_state = "hidden"


class _Lists:
    """Writes lists side by side: the name in the first row, the values below."""

    def __init__(self, draft: Draft, sheet: Worksheet) -> None:
        self.draft, self.sheet, self.column = draft, sheet, 0

    def add(self, name: str, values: Sequence[Cell], *, more: Sequence[Cell] = ()) -> None:
        """A named list. With `more` a second name, ending in "_and_states", covers both."""
        self.column += 1
        letter = get_column_letter(self.column)
        self.draft.put(self.sheet, 1, self.column, name, "id")
        for row, value in enumerate((*values, *more), 2):
            self.draft.put(self.sheet, row, self.column, value)
        self.draft.name(name, self.sheet, f"${letter}$2:${letter}${len(values) + 1}")
        if more:
            self.draft.name(f"{name}_and_states", self.sheet, f"${letter}$2:${letter}${len(values) + len(more) + 1}")
