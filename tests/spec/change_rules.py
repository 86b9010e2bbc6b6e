"""A plan changed by hand, and what changed between two plans."""

from tests.spec.change_working import amounts, told, trials
from tests.spec.tables import Example, Group, Table

GROUP = Group(
    "A plan that people change",
    "Starts are quarters, counted from 0; an empty cell says that the action is not in the plan. Each action takes one "
    "quarter; every capability stands at 0 and is to reach 4.",
    (
        Example(
            "A change by hand may break nothing that was not broken before",
            "X3 waited for X9, which is not in the plan, before anybody touched it: that does not count. "
            "With one action at a time X1 cannot go where X2 is.",
            Table.of(
                "action | meets | after | kept",
                "X1 | A1.1a | | 0",
                "X2 | A1.2a | X1 | 2",
                "X3 | A2.1a | X9 | 3",
                "X9 | | | ",
            ),
            Table.of(
                "tried | new breach",
                "X1 in 1 | nothing: it is kept",
                "X1 in 2 | prerequisite late, at once",
                "X2 in 0 | prerequisite late, at once",
                "X2 in 4 | horizon",
                "X3 in 1 | nothing: it is kept",
                "X1 in no quarter | prerequisite missing",
                "X2 in no quarter | nothing: it is kept",
            ),
            trials,
            {"quarters": "4", "at once": "1"},
        ),
        Example(
            "What became of each action",
            "An action has moved where its first or last day is another one.",
            Table.of(
                "action | meets | then | now",
                "X1 | A1.1a | 0 | 0",
                "X2 | A1.2a | 1 | 3",
                "X3 | A2.1a | 0 | ",
                "X4 | A2.1a | | 2",
            ),
            Table.of("action | change", "X1 | kept", "X2 | moved from 1 to 3", "X3 | dropped", "X4 | added"),
            told,
        ),
        Example(
            "Levels, money and worth",
            "Both plans are read against the answers and prices of now, so that only what people decided differs.",
            Table.of(
                "action | meets | money | upkeep | then | now",
                "X1 | A1.1a | 10 | 2 | 0 | 0",
                "X2 | A1.2a | 5 | | 1 | ",
                "X3 | A2.1a | 8 | 1 | | 0",
            ),
            Table.of(
                "what | then | now | difference",
                "levels gained | | A2 at 1 | ",
                "levels lost | | A1 at 2 | ",
                "one-off cost | 15 | 18 | 3",
                "upkeep | 2 | 3 | 1",
                "value | 2 | 2 | 0",
            ),
            amounts,
        ),
        Example(
            "What has no price has no difference",
            "An amount that is not known is never zero.",
            Table.of("action | meets | money | then | now", "X1 | A1.1a | 10 | 0 | 0", "X2 | A1.2a | 5 | | 1"),
            Table.of("what | then | now | difference", "one-off cost | – | – | –", "value | 1 | 2 | 1"),
            amounts,
            {"prices": "none"},
        ),
    ),
)
