"""Following the plan: what is late, what is blocked, whose word counts, what was spent, what to assess again."""

from tests.spec.tables import Example, Group, Table
from tests.spec.tracking_working import followed, planned_anew

GROUP = Group(
    "Following the plan",
    "The plan begins on 1 January 2027 in these examples. Progress is said in the six words of the national ivory "
    "action plans: achieved, substantially achieved, on track, partial progress, pending completion of another action, "
    "not commenced. Achieved and substantially achieved mean finished.",
    (
        Example(
            "What is late and what comes first",
            "Overdue: the planned end lies before the day, and it is not finished. Late to start: the planned start "
            "lies before the day, and no report says that it has begun. These come first, then what is due for review, "
            "what runs, what is to come, what is finished. The first quarter is 0.",
            Table.of(
                "action | starts | quarters | own word | review",
                "X1 | 0 | 1 | on track | ",
                "X2 | 1 | 2 | | ",
                "X3 | 0 | 3 | on track | 2027-05-01",
                "X4 | 0 | 3 | partial progress | 2027-06-01",
                "X5 | 2 | 1 | | ",
                "X6 | 0 | 1 | achieved | ",
                "X7 | 2 | 1 | on track | ",
            ),
            Table.of(
                "action | place | stands among | days overdue | days late to start",
                "X1 | 1 | attention | 36 | –",
                "X2 | 2 | attention | – | 35",
                "X3 | 3 | review | – | –",
                "X4 | 4 | running | – | –",
                "X7 | 5 | running | – | –",
                "X5 | 6 | future | – | –",
                "X6 | 7 | finished | – | –",
            ),
            followed,
            {"day": "2027-05-06"},
        ),
        Example(
            "What is blocked",
            "By what its report says it waits for; or, from the day on which it should begin and has not, by a "
            "prerequisite that is neither finished nor shown as met by the assessment.",
            Table.of(
                "action | starts | meets | after | own word | waits for",
                "X1 | 0 | A1.1a | | on track | a decree",
                "X2 | 1 | A1.2a | X1 | | ",
                "X3 | 1 | A1.2a | X1 | on track | ",
                "X4 | 2 | A1.2a | X1 | | ",
                "X5 | 1 | A1.2a | X6 | | ",
                "X6 | 0 | A1.1a | | achieved | ",
                "X7 | 1 | A1.2a | X8 | | ",
                "X8 | 0 | A2.1a | | | ",
            ),
            Table.of(
                "action | blocked by",
                "X1 | a decree",
                "X2 | X1",
                "X3 | –",
                "X4 | –",
                "X5 | –",
                "X7 | –",
            ),
            followed,
            {"levels": "A1 0, A2 1", "day": "2027-04-01"},
        ),
        Example(
            "Two raters, kept apart",
            "The state rests on the administration's own word, else on the word from outside. Where the two are not "
            "the same, that is shown; neither replaces the other.",
            Table.of(
                "action | own word | word from outside",
                "X1 | achieved | partial progress",
                "X2 | on track | on track",
                "X3 | | substantially achieved",
                "X4 | partial progress | achieved",
            ),
            Table.of(
                "action | finished | they differ",
                "X1 | yes | yes",
                "X2 | no | no",
                "X3 | yes | no",
                "X4 | no | yes",
            ),
            followed,
        ),
        Example(
            "Spent against planned",
            "Spent is all money so far, against the planned one-off cost. The own figure goes before the one from "
            "outside. What nobody said is not zero.",
            Table.of(
                "action | planned | own word | spent | word from outside | spent, from outside",
                "X1 | 100 | on track | 120.5 | on track | 110",
                "X2 | 100 | on track | | on track | 60",
                "X3 | 100 | on track | 0 | | ",
                "X4 | 100 | on track | | | ",
            ),
            Table.of(
                "action | spent | over",
                "X1 | 120.5 | 20.5",
                "X2 | 60 | -40",
                "X3 | 0 | -100",
                "X4 | – | –",
            ),
            followed,
        ),
        Example(
            "What to assess again",
            "A finished action names the criteria that it meets and the assessment does not show as met. Nothing else "
            "changes: a score follows only from a new answer.",
            Table.of(
                "action | meets | own word",
                "X1 | A1.2a A1.3a A2.1a | achieved",
                "X2 | A1.3a | on track",
                "X3 | A2.1a | achieved",
            ),
            Table.of("action | to assess again", "X1 | A1.3a", "X2 | –", "X3 | –"),
            followed,
            {"levels": "A1 2, A2 1"},
        ),
        Example(
            "Planned anew, what has begun keeps its place",
            "The day lies in quarter 1. X1 still runs, so it ends in quarter 1 at the earliest, and X2 waits for it. "
            "X3 was reported as achieved in quarter 0: X4 need not wait for its planned end. What has not begun starts "
            "in the quarter of the day or later.",
            Table.of(
                "action | meets | after | starts | quarters | own word",
                "X1 | A1.1a | | 0 | 1 | on track",
                "X2 | A1.2a | X1 | 1 | 2 | ",
                "X3 | A2.1a | | 0 | 3 | achieved",
                "X4 | A2.2a | X3 | 3 | 1 | pending",
            ),
            Table.of(
                "action | kept plan | planned anew",
                "X1 | 0 to 0 | 0 to 1",
                "X2 | 1 to 2 | 2 to 3",
                "X3 | 0 to 2 | 0 to 0",
                "X4 | 3 to 3 | 1 to 1",
            ),
            planned_anew,
            {"day": "2027-05-06"},
        ),
    ),
)
