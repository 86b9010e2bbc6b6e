"""What an assessment is for donors, where capabilities are withheld from them."""

from tests.spec.tables import Example, Group, Table
from tests.spec.withheld_working import counted_twice, evidence_told, plans_told, told_count

SCORES = "node | score, whole | score, for donors"

GROUP = Group(
    "What is withheld from donors",
    "The administration may withhold capabilities from donors and the public. Their copies are made as if these had "
    "never been asked: every number is counted anew on what is left, so that none can be found by subtraction and all "
    "can be checked. The copy says how many capabilities are left out.",
    (
        Example(
            "Counted whole, and counted for donors",
            "Whole, section A is (1 + 4 + 3) / 3 and all is (8/3 + 0 + 2) / 3. For donors A is (1 + 3) / 2; of B "
            "nothing is left, so it is no section of theirs, and all is (2 + 2) / 2.",
            Table.of(
                "node | withheld | reply",
                "A",
                "A1 | | 1",
                "A2 | withheld | 4",
                "A3 | | 3",
                "B",
                "B1 | withheld | 0",
                "C",
                "C1 | | 2",
            ),
            Table.of(
                SCORES,
                "A | 8/3 | 2",
                "A1 | 1 | 1",
                "A2 | 4 | not told",
                "B | 0 | not told",
                "C | 2 | 2",
                "whole | 14/9 | 2",
            ),
            counted_twice,
        ),
        Example(
            "What changes behind the curtain moves nothing before it",
            "The same assessment with other replies where it is withheld (not known counts as 0, a dispute at "
            "its lower end): whole, all is (4/3 + 2 + 2) / 3. The numbers for donors are the same as before.",
            Table.of(
                "node | withheld | reply",
                "A",
                "A1 | | 1",
                "A2 | withheld | not known",
                "A3 | | 3",
                "B",
                "B1 | withheld | dispute 2-4",
                "C",
                "C1 | | 2",
            ),
            Table.of(SCORES, "A | 4/3 | 2", "C | 2 | 2", "whole | 16/9 | 2"),
            counted_twice,
        ),
        Example(
            "A gate that is withheld holds nothing down",
            "A2 is a gate and at 0, so the administration's section is held at 1. For donors there is no gate: their "
            "number may be the higher one.",
            Table.of("node | withheld | gate | reply", "A", "A1 | | | 4", "A2 | withheld | gate | 0"),
            Table.of(SCORES, "A | 1 | 4", "whole | 1 | 4"),
            counted_twice,
        ),
        Example(
            "The order of the gaps is made anew",
            "Shares of the gap to the target: A1 half, A2 all, A3 a quarter of the scale. Without A2 the others move "
            "up, and no place is left free.",
            Table.of(
                "node | withheld | reply | target",
                "A",
                "A1 | | 1 | 3",
                "A2 | withheld | 0 | 4",
                "A3 | | 3 | 4",
            ),
            Table.of("node | rank, whole | rank, for donors", "A1 | 2 | 1", "A2 | 1 | –", "A3 | 3 | 2"),
            counted_twice,
        ),
        Example(
            "A question whose asking would tell goes too",
            "B2 is asked where A1 is at least 2: whether it is asked tells something of A1. B3 hangs on B2 in turn. "
            "The two make a capability each, and count as withheld.",
            Table.of(
                "node | withheld | asked when | reply",
                "A",
                "A1 | withheld | | 3",
                "B",
                "B1 | | | 1",
                "B2 | | A1 at least 2 | 4",
                "B3 | | B2 at least 1 | 2",
            ),
            Table.of("questions in the copy | withheld", "B1 | 3"),
            told_count,
        ),
        Example(
            "Evidence goes with what it supports",
            "A2 is withheld. A piece that supports something told stays; one that supports nothing told goes, also "
            "where it hangs on nothing at all: it may be meant for what is withheld.",
            Table.of("evidence | hangs on", "E1 | A1", "E2 | A2", "E3 | A1 A2", "E4"),
            Table.of("evidence | told", "E1 | yes", "E2 | no", "E3 | yes", "E4 | no"),
            evidence_told,
        ),
        Example(
            "The plan of what is told, at its own cost",
            "A2 is withheld. M2 serves nothing else, so it is not told; M3 serves both and is told, with all it costs. "
            "What is left is called a part of a plan, never the best one.",
            Table.of(
                "action | meets | money",
                "M1 | A1.1a | 10",
                "M2 | A2.1a | 5",
                "M3 | A1.2a A2.2a | 7",
            ),
            Table.of("copy | actions | one-off cost", "whole | M1 M2 M3 | 22", "for donors | M1 M3 | 17"),
            plans_told,
        ),
    ),
)
