"""The checks of the sheets of two sets of outcomes: what is compared, counted twice, and what was changed."""

from __future__ import annotations

from collections.abc import Iterator

from reports.workbook.check import Check, changed_cells
from reports.workbook.draft import Draft, Live


def checks_of_comparisons(draft: Draft) -> Iterator[Check]:
    """Two lines for each sheet that has anything to compare."""
    for id, beside in draft.beside.items():
        place, compared = draft.places[id], len(beside.compared)
        whole, pairs = place.cell("compared", place.first), f"SUM({place.column('pair')})"
        yield Check("compared", Live(whole, compared), Live(pairs, compared), draft.titles[id])
        changed = changed_cells(place.column(beside.shown.reply), place.column("exported"))
        yield Check("changed_beside", Live(changed, 0), 0, draft.titles[id], note=True)
