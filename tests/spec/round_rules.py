"""Two rounds of one administration beside each other."""

from tests.spec.round_working import reasons, rounds
from tests.spec.tables import Example, Group, Table

COLUMNS = "node | before | now | before, like for like | now, like for like | difference | compared"

GROUP = Group(
    "Change between rounds",
    "Two rounds, each scored from its own dossier. The change is taken like for like: on the questions that both "
    "rounds were asked alike and have a level for, by the later framework's weights, rules and policy.",
    (
        Example(
            "Two rounds: as reported, and like for like",
            "A3 had no reply before. As reported the section rises by 1/3; on the two questions that both rounds have, "
            "by 1.",
            Table.of("node | before | now", "A", "A1 | 2 | 3", "A2 | 1 | 2", "A3 | | 0"),
            Table.of(
                COLUMNS,
                "A | 1.5 | 5/3 | 1.5 | 2.5 | 1 | 2 of 3",
                "A1 | 2 | 3 | 2 | 3 | 1 | 1 of 1",
                "A3 | – | 0 | – | – | – | 0 of 1",
            ),
            rounds,
        ),
        Example(
            "The later framework's weights",
            "A1 weighed 3 in the earlier framework, and weighs 1 now: both rounds are scored anew with 1.",
            Table.of(
                "node | weight before | weight now | before | now", "A", "A1 | 3 | 1 | 4 | 4", "A2 | 1 | 1 | 0 | 2"
            ),
            Table.of(COLUMNS, "A | 3 | 3 | 2 | 3 | 1 | 2 of 2"),
            rounds,
        ),
        Example(
            "A gate caps only where both rounds have it",
            "In A the gate is new; in B both frameworks have it, and in C the earlier round did not reply to it.",
            Table.of(
                "node | gate before | gate now | before | now",
                "A",
                "A1 | | | 4 | 4",
                "A2 | | gate | 0 | 0",
                "B",
                "B1 | | | 4 | 4",
                "B2 | gate | gate | 0 | 2",
                "C",
                "C1 | | | 3 | 4",
                "C2 | gate | gate | | 0",
            ),
            Table.of(
                COLUMNS,
                "A | 2 | 1 | 2 | 2 | 0 | 2 of 2",
                "B | 1 | 3 | 1 | 3 | 2 | 2 of 2",
                "C | 3 | 1 | 3 | 4 | 1 | 1 of 2",
            ),
            rounds,
        ),
        Example(
            "Why a question is not compared",
            "What is no level in one of the rounds, or not asked there, or not the same question, is listed with the "
            "reason. A6 is asked where A5 is at least 2; A9 had "
            "two criteria a level and now has one.",
            Table.of(
                "node | only | kind before | asked when | before | now",
                "A",
                "A1 | | | | 1 | 2",
                "A2 | | | | dispute 1-3 | 2",
                "A3 | | | | 2 | not known",
                "A4 | | | | not applicable",
                "A5 | | | | 1 | 3",
                "A6 | | | A5 at least 2 | 2 | 3",
                "A7 | before | | | 2",
                "A8 | now | | | | 2",
                "A9 | | ladder of two | | 1 | 2",
            ),
            Table.of(
                "question | why",
                "A1 | compared",
                "A2 | no level before",
                "A3 | no level now",
                "A4 | no level before",
                "A5 | compared",
                "A6 | not asked before",
                "A7 | dropped",
                "A8 | new",
                "A9 | changed",
            ),
            reasons,
        ),
        Example(
            "Progress to the target",
            "(now - before) / (target - before), with the target that the earlier round set; nothing where the target "
            "is not above what was there before. A step back is below zero.",
            Table.of(
                "node | target | before | now",
                "A",
                "A1 | 4 | 1 | 2",
                "A2 | 3 | 2 | 1",
                "A3 | 2 | 2 | 4",
                "A4 | | 1 | 2",
            ),
            Table.of(
                "node | difference | share | progress",
                "A1 | 1 | 0.25 | 1/3",
                "A2 | -1 | -0.25 | -1",
                "A3 | 2 | 0.5 | –",
                "A4 | 1 | 0.25 | –",
            ),
            rounds,
        ),
    ),
)
