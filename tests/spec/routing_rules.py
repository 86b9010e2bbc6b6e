"""Which questions are asked."""

from tests.spec.tables import Example, Group, Table
from tests.spec.working import routing, scores

HIDDEN = Table.of(
    "node | kind | asked when | reply",
    "A",
    "A1 | | | 0",
    "A2 | | A1 at least 1 | 4",
    "A3 | | A2 at least 1 | 4",
    "A4 | | | 2",
)
UNDECIDED = Table.of(
    "node | kind | asked when | reply",
    "A",
    "A1 | | | dispute 1-3",
    "A2 | | A1 at least 1 | 4",
    "A3 | | A1 at least 2 | 4",
    "A4 | | A1 at least 4 | 4",
)

GROUP = Group(
    "Which questions are asked",
    "A condition reads what is agreed. An answer that became hidden is kept, shown as such, and takes no part in "
    "any score.",
    (
        Example(
            "A hidden question hides what hangs on it",
            "A hidden, not applicable or failing answer makes a condition false, through the whole chain.",
            HIDDEN,
            Table.of(
                "node | stands | undecided",
                "A1 | asked | no",
                "A2 | hidden | no",
                "A3 | hidden | no",
                "A4 | asked | no",
            ),
            routing,
        ),
        Example(
            "Hidden answers are in no score",
            "The value is the mean of A1 and A4.",
            HIDDEN,
            Table.of("node | value | coverage", "A | 1 | 2 of 2", "A2 | – | 0 of 0"),
            scores,
        ),
        Example(
            "Conditions on options and criteria, joined",
            "A criterion is met by a tick or by the agreed level.",
            Table.of(
                "node | kind | asked when | reply",
                "A",
                "A1 | choice | | b",
                "A2 | | | 2",
                "A3 | | A1 is b and A2.2a met | ",
                "A4 | | A1 is c or A2.3a met | ",
                "A5 | | A2 at least 1 and A2 at most 1 | ",
            ),
            Table.of("node | stands | undecided", "A3 | asked | no", "A4 | hidden | no", "A5 | hidden | no"),
            routing,
        ),
        Example(
            "A dispute is read at its lowest, and what hangs on it is undecided",
            "A2 holds at both ends and A4 at neither; A3 would hold at the higher end only.",
            UNDECIDED,
            Table.of("node | stands | undecided", "A2 | asked | no", "A3 | hidden | yes", "A4 | hidden | no"),
            routing,
        ),
        Example(
            "An undecided question counts as asked, and as blank in the range",
            "A3 is one of the three asked, does not count in the value, and may yet be anything.",
            UNDECIDED,
            Table.of("node | value | lowest | highest | coverage", "A | 2.5 | 1.5 | 11/3 | 2 of 3"),
            scores,
        ),
        Example(
            "An answer that may yet be hidden counts, and ranges over everything",
            "A2 is asked while A1 is read at 1, and would be hidden at 3.",
            Table.of(
                "node | asked when | reply | confidence", "A", "A1 | | dispute 1-3", "A2 | A1 at most 1 | 3 | high"
            ),
            Table.of(
                "node | value | lowest | highest | coverage", "A2 | 3 | 0 | 4 | 1 of 1", "A | 2 | 0.5 | 3.5 | 2 of 2"
            ),
            scores,
        ),
        Example(
            "A blank leaves open what hangs on it",
            "Until A1 is answered A2 is not put to anybody, but counts as asked. Not known does the same.",
            Table.of(
                "node | asked when | reply",
                "A",
                "A1 | | ",
                "A2 | A1 at least 1 | ",
                "A3 | | not known",
                "A4 | A3 at most 3 | ",
            ),
            Table.of("node | stands | undecided", "A2 | hidden | yes", "A4 | hidden | yes"),
            routing,
        ),
    ),
)
