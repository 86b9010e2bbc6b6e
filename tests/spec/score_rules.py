"""How children make their parent, and what blanks, "not known", "not applicable" and disputes do."""

from tests.spec.tables import Example, Group, Table
from tests.spec.working import scores

MISSING = Table.of("node | reply", "A", "A1 | 4", "A2 | 2", "A3 | not applicable", "A4 | not known", "A5 | ")

AGGREGATION = Group(
    "How children make their parent",
    "A child's value is brought to its parent's scale by its share: how far it lies between the ends of its own scale.",
    (
        Example(
            "Weighted mean",
            "The mean of the children's shares, weighted. The weakest stands beside it, always.",
            Table.of("node | weight | reply", "A", "A1 | 1 | 4", "A2 | 3 | 1", "A3 | 2 | 2"),
            Table.of("node | value | weakest", "A | 11/6 | A2", "whole | 11/6 | A2"),
            scores,
        ),
        Example(
            "Children on other scales count by their share",
            "No is 0 and yes is 1 on a scale of its own; b is the middle of 1 to 3.",
            Table.of("node | kind | reply", "A", "A1 | yes/no | yes", "A2 | choice 1-3 | b", "A3 | ladder | 0"),
            Table.of("node | value", "A1 | 4", "A2 | 2", "A | 2"),
            scores,
        ),
        Example(
            "The weakest child",
            "For parts of which one weak one defeats the rest; weights do not count.",
            Table.of(
                "node | rule | weight | reply",
                "A",
                "A1 | weakest",
                "A1.q1 | | 9 | 4",
                "A1.q2 | | 1 | 1",
                "A1.q3 | | 5 | 3",
            ),
            Table.of("node | value | weakest", "A1 | 1 | A1.q2"),
            scores,
        ),
        Example(
            "A sum has the scale of what applies",
            "From the least to the most that the applying children can add up to. A blank stays in the scale and is "
            "left out of the share; "
            "what does not apply leaves both.",
            Table.of(
                "node | rule | weight | reply",
                "A | sum",
                "A1 | | 2 | 3",
                "A2 | | 1 | 1",
                "A3 | | 1 | ",
                "A4 | | 5 | not applicable",
            ),
            Table.of("node | scale | value", "A | 0 to 16 | 28/3"),
            scores,
        ),
        Example(
            "Stages",
            "The highest stage at or below which every scored question is met. Only questions with a stage count, "
            "whatever lies between.",
            Table.of(
                "node | rule | stage | reply",
                "A | staged",
                "A1",
                "A1.q1 | | 1 | 4",
                "A1.q2 | | 2 | 4",
                "A2",
                "A2.q1 | | 1 | 4",
                "A2.q2 | | 3 | 3",
            ),
            Table.of("node | scale | value | marks", "A | 0 to 3 | 2 | –"),
            scores,
        ),
        Example(
            "A stage with a blank is provisional",
            "The blank is left out, and the stage may yet be lower.",
            Table.of(
                "node | rule | stage | reply",
                "A | staged",
                "A1 | | 1 | 4",
                "A2 | | 1 | 4",
                "A3 | | 1 | 4",
                "A4 | | 2 | 4",
                "A5 | | 2 | ",
            ),
            Table.of("node | value | lowest | highest | coverage | marks", "A | 2 | 0 | 2 | 4 of 5 | provisional"),
            scores,
        ),
        Example(
            "Stages met at two thirds",
            "Some models count a question as met at level 2 of 0 to 3.",
            Table.of(
                "node | rule | kind | stage | reply",
                "A | staged",
                "A1 | | ladder 0-3 | 1 | 2",
                "A2 | | ladder 0-3 | 2 | 1",
            ),
            Table.of("node | value", "A | 1"),
            scores,
            {"a stage is met at": "2/3"},
        ),
    ),
)

ABSENT = Group(
    "What is missing is never zero",
    "Blank, not known, not applicable and disputed are four different things, and none of them is a level.",
    (
        Example(
            "As shipped",
            "Not applicable leaves every denominator. Not known counts as the lowest. A blank counts in coverage "
            "and in the range only; below "
            "80 % coverage a score is provisional.",
            MISSING,
            Table.of(
                "node | value | lowest | highest | coverage | marks",
                "A | 2 | 1.25 | 3.625 | 3 of 4 | provisional",
                "A3 | – | – | – | 0 of 0 | –",
                "A4 | 0 | 0 | 4 | 1 of 1 | –",
                "A5 | – | 0 | 4 | 0 of 1 | provisional",
            ),
            scores,
        ),
        Example(
            "Not known left out",
            "Another policy: not known is neither in the value nor in what counts as covered.",
            MISSING,
            Table.of("node | value | coverage", "A | 3 | 2 of 4", "A4 | – | 0 of 1"),
            scores,
            {"not known": "drop"},
        ),
        Example(
            "Not applicable as the lowest",
            "Another policy: it counts, and is covered.",
            MISSING,
            Table.of("node | value | coverage", "A | 1.5 | 4 of 5", "A3 | 0 | 1 of 1"),
            scores,
            {"not applicable": "lowest"},
        ),
        Example(
            "Not applicable as a fixed level",
            "Another policy: the level that the framework names.",
            MISSING,
            Table.of("node | value | lowest | highest", "A | 2 | 1.4 | 3.3", "A3 | 2 | 2 | 2"),
            scores,
            {"not applicable": "as level 2"},
        ),
        Example(
            "A dispute is never averaged",
            "It counts as its lowest, and the range goes up to its highest. The confidence moves neither.",
            Table.of("node | reply | confidence", "A", "A1 | dispute 1-3 | low", "A2 | 2 | high"),
            Table.of("node | value | lowest | highest", "A1 | 1 | 1 | 3", "A | 1.5 | 1.5 | 2.5"),
            scores,
        ),
        Example(
            "Nothing below, no score",
            "A section without any answer has no score. It does not count in the whole, but in its coverage and range.",
            Table.of("node | reply", "A", "A1 | 4", "A2 | 4", "B", "B1 | "),
            Table.of(
                "node | value | lowest | highest | coverage | marks",
                "B | – | 0 | 4 | 0 of 1 | provisional",
                "whole | 4 | 1.75 | 4 | 2 of 3 | provisional",
            ),
            scores,
        ),
    ),
)

GATES = Group(
    "Gates",
    "A capability marked as a gate caps its section at its own share plus one step of the main scale; a gate "
    "section caps the whole.",
    (
        Example(
            "A gate that binds",
            "The mean would be 3.25. The lowest gate stands at 1: the section cannot be above 2.",
            Table.of("node | gate | reply", "A", "A1 | gate | 1", "A2 | gate | 4", "A3 | | 4", "A4 | | 4"),
            Table.of("node | value | cap | before cap", "A | 2 | A1 at 2 | 3.25", "whole | 2 | – | 2"),
            scores,
        ),
        Example(
            "Two gates that bind",
            "A1 allows 1 and A2 allows 2, and both are below 2.25. The lower one makes the score, and both are named: "
            "were A1 no gate, A2 would still hold the section at 2.",
            Table.of("node | gate | reply", "A", "A1 | gate | 0", "A2 | gate | 1", "A3 | | 4", "A4 | | 4"),
            Table.of("node | value | cap | before cap", "A | 1 | A1 and A2 at 1 | 2.25"),
            scores,
        ),
        Example(
            "A gate that does not bind",
            "One step above the gate is more than the mean.",
            Table.of("node | gate | reply", "A", "A1 | gate | 2", "A2 | | 3"),
            Table.of("node | value | cap", "A | 2.5 | –"),
            scores,
        ),
        Example(
            "A gate section caps the whole, after its own cap",
            "A is held at 1 by A1; the whole cannot be above 2.",
            Table.of("node | gate | reply", "A | gate", "A1 | gate | 0", "A2 | | 4", "B", "B1 | | 4"),
            Table.of("node | value | cap | before cap", "A | 1 | A1 at 1 | 2", "whole | 2 | A at 2 | 2.5"),
            scores,
        ),
        Example(
            "An open gate",
            "A blank gate does not cap the value, but its section and the whole are marked. In the range it is "
            "anything: the lowest is capped.",
            Table.of(
                "node | gate | reply | confidence",
                "A",
                "A1 | gate | | ",
                "A2 | | 4 | high",
                "A3 | | 4 | high",
                "B",
                "B1 | | 4 | high",
            ),
            Table.of(
                "node | value | lowest | highest | marks",
                "A | 4 | 1 | 4 | gate open, provisional",
                "B | 4 | 4 | 4 | –",
                "whole | 4 | 2.5 | 4 | gate open, provisional",
            ),
            scores,
        ),
        Example(
            "A gate that does not apply",
            "It caps nothing, and the section says that it is open.",
            Table.of("node | gate | reply | confidence", "A", "A1 | gate | not applicable | ", "A2 | | 4 | high"),
            Table.of("node | value | lowest | marks", "A | 4 | 4 | gate open, provisional"),
            scores,
        ),
        Example(
            "Each of the four numbers has its own cap",
            "The gate's own lowest is 0.5, its highest 1.5, and 1 is evidenced of it: one step above each of these "
            "is the cap.",
            Table.of(
                "node | gate | reply | evidence",
                "A",
                "A1 | gate | 1 | ",
                "A2 | | 4 | observed in use",
                "A3 | | 4 | observed in use",
            ),
            Table.of("node | value | lowest | highest | evidenced", "A | 2 | 1.5 | 2.5 | 2"),
            scores,
        ),
    ),
)
