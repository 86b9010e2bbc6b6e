"""How far the confidence lets a level move, and how high the evidence supports it."""

from tests.spec.tables import Example, Group, Table
from tests.spec.working import scores

RANGE = Group(
    "The range",
    "From the lowest to the highest that the truth may be, by what those who replied say of their confidence.",
    (
        Example(
            "A level moves by its confidence",
            "Low one step, medium half a step, high none; none given counts as medium. It stops at the ends.",
            Table.of(
                "node | reply | confidence",
                "A",
                "A1 | 2 | low",
                "A2 | 2 | medium",
                "A3 | 2 | high",
                "A4 | 2 | ",
                "A5 | 4 | low",
            ),
            Table.of(
                "node | value | lowest | highest",
                "A1 | 2 | 1 | 3",
                "A2 | 2 | 1.5 | 2.5",
                "A3 | 2 | 2 | 2",
                "A4 | 2 | 1.5 | 2.5",
                "A5 | 4 | 3 | 4",
            ),
            scores,
        ),
        Example(
            "Steps are the question's own",
            "This checklist has the levels 0, 1, 2 and 4: one step above 2 is 4. Half a step interpolates. Yes "
            "moves half-way to no.",
            Table.of(
                "node | kind | reply | confidence",
                "A",
                "A1 | checklist in bands | ticks a b c | low",
                "A2 | checklist in bands | ticks a b c | medium",
                "A3",
                "A3.q | yes/no | yes | medium",
            ),
            Table.of(
                "node | value | lowest | highest",
                "A1 | 2 | 1 | 4",
                "A2 | 2 | 1.5 | 3",
                "A3.q | 1 | 0.5 | 1",
                "A3 | 4 | 2 | 4",
            ),
            scores,
        ),
    ),
)

EVIDENCE = Group(
    "Claimed and evidenced",
    "Each level is capped by what its evidence supports: none 1, stated 2, document seen 3, observed in use 4.",
    (
        Example(
            "The strongest evidence caps the level",
            "The difference is shown as not yet evidenced. Evidence never raises a level.",
            Table.of(
                "node | reply | evidence",
                "A",
                "A1 | 4 | ",
                "A2 | 4 | stated",
                "A3 | 4 | stated; document seen",
                "A4 | 4 | observed in use",
                "A5 | 1 | observed in use",
            ),
            Table.of(
                "node | value | evidenced",
                "A1 | 4 | 1",
                "A2 | 4 | 2",
                "A3 | 4 | 3",
                "A4 | 4 | 4",
                "A5 | 1 | 1",
                "A | 3.4 | 2.2",
            ),
            scores,
        ),
        Example(
            "Evidence on a criterion supports no more than its level",
            "It supports the lower of that level and the level of its strength. Lower levels must be supported too, "
            "or have no criterion marked as not met.",
            Table.of(
                "node | reply | evidence",
                "A",
                "A1 | 4 | observed in use on 2a",
                "A2 | 4 | document seen on 4a",
                "A3 | 4, not met 2a | observed in use on 4a",
                "A4 | 4, not met 2a | observed in use on 4a; document seen on 2a",
                "A5 | 4, not met 2a | document seen",
            ),
            Table.of("node | value | evidenced", "A1 | 4 | 2", "A2 | 4 | 3", "A3 | 4 | 1", "A4 | 4 | 4", "A5 | 4 | 3"),
            scores,
        ),
        Example(
            "Evidence on a checklist supports the items it names",
            "Their number makes the level, up to the level of the strength.",
            Table.of(
                "node | kind | reply | evidence",
                "A",
                "A1 | checklist | ticks a b c d | observed in use on a b c",
                "A2 | checklist | ticks a b c d | document seen on a b c d",
                "A3 | checklist | ticks a b c d | observed in use on a b; stated on c d",
            ),
            Table.of("node | value | evidenced", "A1 | 4 | 3", "A2 | 4 | 3", "A3 | 4 | 2"),
            scores,
        ),
        Example(
            "A question with its own caps",
            "Yes or no: a document is needed for yes.",
            Table.of(
                "node | kind | reply | evidence", "A", "A1 | yes/no | yes | stated", "A2 | yes/no | yes | document seen"
            ),
            Table.of("node | value | evidenced", "A1 | 4 | 0", "A2 | 4 | 4"),
            scores,
        ),
    ),
)
