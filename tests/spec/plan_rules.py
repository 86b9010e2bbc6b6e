"""Targets, gaps and priorities; and why a score is what it is."""

from tests.spec.tables import Example, Group, Table
from tests.spec.working import explanations, gaps, priorities, targets

GAPS = Group(
    "Targets and gaps",
    "A target is a level of the main scale, for a capability on that scale that has a score.",
    (
        Example(
            "Two rules to start from",
            "Current is the claimed value floored to a level. Next level: one more. Sound: one below the top where "
            "current is lower, else the top.",
            Table.of(
                "node | rule | reply",
                "A",
                "A1 | | 0",
                "A2 | | 3",
                "A3 | | 4",
                "A4",
                "A4.q1 | | 2",
                "A4.q2 | | 3",
                "A5 | | ",
                "A6 | sum | 2",
            ),
            Table.of(
                "node | next level | sound",
                "A1 | 1 | 3",
                "A2 | 4 | 4",
                "A3 | 4 | 4",
                "A4 | 3 | 3",
                "A5 | – | –",
                "A6 | – | –",
            ),
            targets,
        ),
        Example(
            "Gap and missing criteria",
            "The gap is target less value, never below zero. Every unmet criterion at or below the target is "
            "missing, of every asked question. "
            "Without a score there is no gap: it is listed as unanswered.",
            Table.of(
                "node | kind | reply | target",
                "A",
                "A1 | | 1 | 3",
                "A2 | | 4 | 3",
                "A3 | | | ",
                "A4 | | not applicable | ",
                "A5 | | | 3",
                "A5.q1 | | 3, not met 1a | ",
                "A5.q2 | yes/no | no | ",
                "A5.q3 | percent | 20 percent | ",
            ),
            Table.of(
                "node | value | gap | share | missing",
                "A1 | 1 | 2 | 0.5 | A1.2a A1.3a",
                "A2 | 4 | 0 | 0 | –",
                "A3 | – | unanswered | – | –",
                "A4 | not listed | not listed | not listed | not listed",
                "A5 | 4/3 | 5/3 | 5/12 | A5.q1.1a A5.q2.yes1 A5.q3.2 A5.q3.3",
            ),
            gaps,
        ),
        Example(
            "To verify",
            "Criteria of blank or not known questions, and those between a dispute's values, may be met already: "
            "they are missing, but to verify.",
            Table.of(
                "node | reply | target",
                "A",
                "A1 | not known | 1",
                "A2 | dispute 1-2 | 3",
                "A3 | | 1",
                "A3.q1 | 0 | ",
                "A3.q2 | | ",
            ),
            Table.of(
                "node | gap | missing | to verify",
                "A1 | 1 | A1.1a | A1.1a",
                "A2 | 2 | A2.2a A2.3a | A2.2a",
                "A3 | 1 | A3.q1.1a A3.q2.1a | A3.q2.1a",
            ),
            gaps,
        ),
        Example(
            "A level that the policy keeps out of reach",
            "Where not applicable counts as the lowest, no criterion can raise it: it is named.",
            Table.of("node | reply | target", "A", "A1 | | 2", "A1.q1 | 1 | ", "A1.q2 | not applicable | "),
            Table.of("node | value | gap | missing | blocked", "A1 | 0.5 | 1.5 | A1.q1.2a | A1.q2 by policy"),
            gaps,
            {"not applicable": "lowest"},
        ),
    ),
)

PRIORITIES = Group(
    "Priorities",
    "Points = weight x gate factor x threat x gap as a share of the scale. The weight is the capability's times its "
    "section's, as written.",
    (
        Example(
            "Points and their parts",
            "A gap of zero is no priority. Of equal points a gate stands first, then the larger gap, then the order "
            "of the framework.",
            Table.of(
                "node | weight | gate | reply | threat | target",
                "A | 2",
                "A1 | 1 | | 2 | | 3",
                "A2 | 1 | gate | 3 | | 4",
                "A3 | 3 | | 1 | 2 | 3",
                "A4 | 1 | | 4 | 3 | 4",
                "B | 1",
                "B1 | 1 | | 0 | | 4",
                "B2 | 2 | | 2 | | 4",
                "B3 | 2 | | 2 | | 4",
            ),
            Table.of(
                "rank | capability | weight | gate | threat | gap share | points",
                "1 | A3 | 6 | 1 | 2 | 0.5 | 6",
                "2 | A2 | 2 | 2 | 1 | 0.25 | 1",
                "3 | B1 | 1 | 1 | 1 | 1 | 1",
                "4 | B2 | 2 | 1 | 1 | 0.5 | 1",
                "5 | B3 | 2 | 1 | 1 | 0.5 | 1",
                "6 | A1 | 2 | 1 | 1 | 0.25 | 0.5",
            ),
            priorities,
        ),
    ),
)

REASONS = Group(
    "Why a score is what it is",
    "Every score is a tree of contributions down to the replies. What the children contribute adds up to the value "
    "before a cap.",
    (
        Example(
            "Parts and contributions",
            "A part is the weight among the children that count; the contribution is that part of the child's value "
            "on its parent's scale.",
            Table.of(
                "node | weight | gate | reply",
                "A | 3",
                "A1 | 1 | gate | 1",
                "A2 | 2 | | 4",
                "A3 | 1 | | ",
                "B | 1",
                "B1 | 1 | | 3",
            ),
            Table.of(
                "node | value | before cap | part | contribution",
                "A1 | 1 | 1 | 1/3 | 1/3",
                "A2 | 4 | 4 | 2/3 | 8/3",
                "A3 | – | – | – | –",
                "A | 2 | 3 | 0.75 | 1.5",
                "B | 3 | 3 | 0.25 | 0.75",
                "whole | 2.25 | 2.25 | – | –",
            ),
            explanations,
        ),
        Example(
            "The weakest child has it all",
            "Others that are as low are named.",
            Table.of("node | rule | reply", "A | weakest", "A1 | | 3", "A2 | | 1", "A3 | | 1"),
            Table.of(
                "node | part | contribution | ties",
                "A1 | 0 | 0 | –",
                "A2 | 1 | 1 | A3",
                "A3 | 0 | 0 | –",
                "whole | – | – | –",
            ),
            explanations,
        ),
        Example(
            "A sum",
            "A child weighs as much as it can add to the sum.",
            Table.of("node | rule | weight | kind | reply", "A | sum", "A1 | | 2 | | 3", "A2 | sum | 1 | yes/no | yes"),
            Table.of("node | value | part | contribution", "A1 | 3 | 8/9 | 6", "A2 | 1 | 1/9 | 1", "A | 7 | 1 | 28/9"),
            explanations,
        ),
        Example(
            "Stages are passed or name what fails",
            "No child has a part: the first stage that fails ends it.",
            Table.of(
                "node | rule | stage | reply",
                "A | staged",
                "A1 | | 1 | 4",
                "A2 | | 2 | 2",
                "A3 | | 2 | 1",
                "A4 | | 3 | 4",
            ),
            Table.of(
                "node | value | stages | part", "A | 1 | 1 passed; 2 fails: A2 A3; 3 passed | 1", "A1 | 4 | – | –"
            ),
            explanations,
        ),
    ),
)
