"""The group's own levels beside those of the validating mission."""

from tests.spec.room_working import distances, validations
from tests.spec.tables import Example, Group, Table

COLUMNS = "node | self | validated | self, like for like | validated, like for like | difference | compared"

GROUP = Group(
    "Self-assessed and validated",
    "Two sets of outcomes, both kept, each with its scores. The difference is taken like for like: on the questions "
    "that are asked and have a level in both, with the same weights, rules and policy.",
    (
        Example(
            "As reported, and like for like",
            "The mission looked at two of three questions. As reported, the section seems to fall by 1; on the two "
            "questions that both have, it falls by a half.",
            Table.of("node | replies | validated", "A", "A1 | 4 | 3", "A2 | 1 | 1", "A3 | 4"),
            Table.of(
                COLUMNS,
                "A | 3 | 2 | 2.5 | 2 | -0.5 | 2 of 3",
                "A1 | 4 | 3 | 4 | 3 | -1 | 1 of 1",
                "A3 | 4 | – | – | – | – | 0 of 1",
            ),
            validations,
        ),
        Example(
            "Only levels are compared",
            "A dispute, not known and not applicable are no level: such questions are scored on their own side, by "
            "the policy, and not compared.",
            Table.of(
                "node | replies | validated",
                "A",
                "A1 | dispute 1-3 | 2",
                "A2 | not known | 1",
                "A3 | 2 | not applicable",
                "A4 | 3 | 4",
            ),
            Table.of(COLUMNS, "A | 1.5 | 7/3 | 3 | 4 | 1 | 1 of 4", "A1 | 1 | 2 | – | – | – | 0 of 1"),
            validations,
        ),
        Example(
            "A gate caps only where both have it",
            "A2 is a gate. The mission did not look at it in the first section, and did in the second.",
            Table.of(
                "node | gate | replies | validated",
                "A",
                "A1 | | 4 | 4",
                "A2 | gate | 0",
                "B",
                "B1 | | 4 | 4",
                "B2 | gate | 0 | 2",
            ),
            Table.of(COLUMNS, "A | 1 | 4 | 4 | 4 | 0 | 1 of 2", "B | 1 | 3 | 1 | 3 | 2 | 2 of 2"),
            validations,
        ),
        Example(
            "Questions that hang on others",
            "A2 is asked where A1 is at least 2. Where the mission left A1 out, A2 is compared all the same; where its "
            "level of A1 hides A2, it is not.",
            Table.of(
                "node | asked when | replies | validated",
                "A",
                "A1 | | 3",
                "A2 | A1 at least 2 | 4 | 2",
                "B",
                "B1 | | 3 | 1",
                "B2 | B1 at least 2 | 4 | 2",
            ),
            Table.of(
                COLUMNS,
                "A | 3.5 | – | 4 | 2 | -2 | 1 of 2",
                "B | 3.5 | 1 | 3 | 1 | -2 | 1 of 2",
            ),
            validations,
        ),
        Example(
            "How close the two lie",
            "Over the questions compared, each level as a share of its question's scale, weights aside: so the ends "
            "of yes and no (A4) lie as far apart as those of any scale. The mean difference is validated less "
            "self-assessed, in levels of the main scale; the mean distance leaves out the sign. Kappa, with squared "
            "weights, is 1 less the mean squared difference (here 5/64) over the one of every level of one side with "
            "every level of the other (here 3/16).",
            Table.of(
                "node | kind | replies | validated",
                "A",
                "A1 | | 1 | 1",
                "A2 | | 3 | 2",
                "A3 | | 2 | 4",
                "A4 | yes/no | yes | yes",
                "A5 | | 4 | not known",
            ),
            Table.of(
                "number | value",
                "questions compared | 4",
                "the same | 2",
                "the mission lower | 1",
                "the mission higher | 1",
                "at most one level apart | 3",
                "mean difference | 0.25",
                "mean distance | 0.75",
                "kappa | 7/12",
            ),
            distances,
        ),
    ),
)
