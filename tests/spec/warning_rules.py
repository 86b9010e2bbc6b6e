"""What a plan warns of although it keeps every limit."""

from tests.spec.tables import Example, Group, Table
from tests.spec.warning_working import warnings

GROUP = Group(
    "When a plan is lopsided",
    "A warning is no fault: it says what a colleague would ask before the plan goes out. The table names the actions "
    "that each is about; no other warning is given.",
    (
        Example(
            "Too many actions of one type",
            "More than half of at least five actions. Three of five are; three of six would not be.",
            Table.of(
                "action | type | quarters",
                "X1 | instruction | 0 to 0",
                "X2 | instruction | 1 to 1",
                "X3 | instruction | 2 to 2",
                "X4 | agreement | 0 to 0",
                "X5 | review | 0 to 0",
            ),
            Table.of("warning | about", "one type actions | X1 X2 X3", "one type money | –"),
            warnings,
        ),
        Example(
            "Too much money in one type",
            "More than half of the one-off money, where all of it has a price: X1 and X2 cost 60 of 110.",
            Table.of(
                "action | type | quarters | money",
                "X1 | analysis | 1 to 1 | 40",
                "X2 | analysis | 2 to 2 | 20",
                "X3 | instruction | 0 to 0 | 30",
                "X4 | agreement | 0 to 0 | 20",
                "X5 | review | 0 to 0 | ",
            ),
            Table.of("warning | about", "one type actions | –", "one type money | X1 X2"),
            warnings,
        ),
        Example(
            "Equipment without upkeep",
            "Acquisitions and data systems leave something behind that must be kept running. What an instruction buys "
            "is used up.",
            Table.of(
                "action | type | quarters | money | upkeep",
                "X1 | procurement | 0 to 0 | 50 | ",
                "X2 | procurement | 0 to 0 | 50 | 5",
                "X3 | data system | 0 to 0 | 50 | ",
                "X4 | instruction | 1 to 1 | 50 | ",
            ),
            Table.of("warning | about", "equipment without upkeep | X1 X3"),
            warnings,
        ),
        Example(
            "Training without a measure of effect",
            "A training needs a sign of effect and where it is seen. X2 cannot be looked up anywhere.",
            Table.of(
                "action | type | quarters | sign of effect | seen in",
                "X1 | training | 0 to 0 | finds in a blind test | test sheets",
                "X2 | training | 0 to 0 | finds in a blind test | ",
                "X3 | training | 0 to 0 | | ",
                "X4 | review | 1 to 1 | | ",
            ),
            Table.of("warning | about", "training without measure | X2 X3"),
            warnings,
        ),
        Example(
            "More than the lead can carry: hardly a free place until the end",
            "More than nine tenths of the places of a lead (its actions at once, in every quarter of the plan) are "
            "taken, and its actions wait for each other. Legal has 2 x 4 places and takes all; risk takes 6.",
            Table.of(
                "action | type | lead | quarters",
                "X1 | legal text | legal | 0 to 3",
                "X2 | instruction | legal | 0 to 1",
                "X3 | instruction | legal | 2 to 3",
                "X4 | analysis | risk | 0 to 3",
                "X5 | review | risk | 0 to 0",
                "X6 | review | risk | 1 to 1",
            ),
            Table.of("warning | about", "no room | X1 X2 X3"),
            warnings,
            {"quarters": "4", "at once": "2"},
        ),
        Example(
            "More than the lead can carry: too much starts together",
            "Four actions or more of one lead in one quarter.",
            Table.of(
                "action | type | lead | quarters",
                "X1 | review | legal | 0 to 0",
                "X2 | audit | legal | 0 to 1",
                "X3 | analysis | legal | 0 to 2",
                "X4 | agreement | legal | 0 to 3",
                "X5 | review | legal | 1 to 1",
                "X6 | review | risk | 0 to 0",
            ),
            Table.of("warning | about", "many starts | X1 X2 X3 X4"),
            warnings,
        ),
        Example(
            "Much upkeep is left behind",
            "More than a quarter of the one-off cost is left to pay every year: 30 of 100. The dearest come first.",
            Table.of(
                "action | quarters | money | upkeep",
                "X1 | 0 to 0 | 20 | 5",
                "X2 | 0 to 0 | 50 | 25",
                "X3 | 1 to 1 | 30 | ",
            ),
            Table.of("warning | about", "much upkeep | X2 X1"),
            warnings,
        ),
    ),
)
