"""What actions cost, which are chosen, when they start, and why the others are left out."""

from tests.spec.planning_working import plans, quantities, steps
from tests.spec.tables import Example, Group, Table

COSTS = Group(
    "What an action costs",
    "Quantities in five blocks, times unit prices. A quantity without a price is named as not costed, never zero.",
    (
        Example(
            "The five blocks",
            "Participants from away are paid two days of travel more. Trips are those of each consultant. The time of "
            "people already paid is counted in days and costs no money.",
            Table.of(
                "line",
                "meeting: participants 12, from away 4, days 3, trainers 2, trainer days 4",
                "meeting: participants 10, days 1, times 2",
                "consultant: persons 2, days 30, trips 1",
                "field: supervisors 2, vehicles 1, drivers 1, days 10",
                "staff analyst: persons 8, months 12",
                "staff lawyer existing: persons 2, days 10",
                "procurement generator: quantity 3",
            ),
            Table.of(
                "line | units | own days",
                "meeting: participants 12, from away 4, days 3, trainers 2, trainer days 4 | 24 per diem, "
                "20 per diem away, 3 venue day, 36 catering, 8 trainer day, 8 trainer per diem | 0",
                "meeting: participants 10, days 1, times 2 | 20 per diem, 2 venue day, 20 catering | 0",
                "consultant: persons 2, days 30, trips 1 | 60 consultant day, 60 consultant per diem, "
                "2 consultant trip | 0",
                "field: supervisors 2, vehicles 1, drivers 1, days 10 | 20 supervisor per diem, 10 vehicle hire day, "
                "10 fuel day, 10 driver per diem | 0",
                "staff analyst: persons 8, months 12 | 96 analyst month | 0",
                "staff lawyer existing: persons 2, days 10 | – | 20",
                "procurement generator: quantity 3 | 3 generator | 0",
            ),
            quantities,
        ),
    ),
)

PLAN = Group(
    "The plan by rule of thumb",
    "A quick plan without proof: whole level steps with all that they need first, the best worth for its cost first. "
    "The search for the best plan (two chapters on) begins with it; what is said here of prerequisites, levels, leads "
    "and money holds there too. Quarters are counted from 0, 3 months each; an action takes whole quarters. Levels are "
    "written as: capability, level now, to, target.",
    (
        Example(
            "Prerequisites end before, required levels are reached before",
            "X3 waits for X2; X4 needs A2 at level 1, which has no target of its own: X5 is in the plan for that.",
            Table.of(
                "action | meets | after | requires | months",
                "X1 | A1.1a | | | 3",
                "X2 | | | | 5",
                "X3 | A1.2a | X2 | | 3",
                "X4 | A1.3a | | A2 at 1 | 3",
                "X5 | A2.1a | | | 3",
            ),
            Table.of(
                "action | quarters | serves",
                "X1 | 0 to 0 | A1 at 1, A1 at 2, A1 at 3",
                "X2 | 0 to 1 | A1 at 2, A1 at 3",
                "X3 | 2 to 2 | A1 at 2, A1 at 3",
                "X4 | 1 to 1 | A1 at 3",
                "X5 | 0 to 0 | A1 at 3",
            ),
            plans,
            {"levels": "A1 0 to 3, A2 0", "at once": "3"},
        ),
        Example(
            "Nothing waits for what is done already",
            "The assessment shows A1.1a as met, which is all that X1 brings: X2 need not wait for X1. No answer shows "
            "that X3 was done, for it meets no criterion: X4 waits for it.",
            Table.of(
                "action | meets | after",
                "X1 | A1.1a | ",
                "X2 | A1.2a | X1",
                "X3 | | ",
                "X4 | A1.3a | X3",
            ),
            Table.of(
                "action | quarters | left out because",
                "X1 | – | not needed",
                "X2 | 0 to 0 | –",
                "X3 | 0 to 0 | –",
                "X4 | 1 to 1 | –",
            ),
            plans,
            {"levels": "A1 1 to 3"},
        ),
        Example(
            "A level needs every criterion at or below it",
            "A criterion that no action meets blocks its level and all above; it is named.",
            Table.of("action | meets", "X1 | A1.1a", "X2 | A1.3a", "X3 | A2.2a"),
            Table.of(
                "step | reached | criteria | by | blocked by",
                "A1 at 1 | yes | A1.1a | X1 | –",
                "A1 at 2 | no | A1.1a A1.2a | – | A1.2a",
                "A1 at 3 | no | A1.1a A1.2a A1.3a | – | A1.2a",
                "A2 at 2 | yes | A2.2a | X3 | –",
            ),
            steps,
            {"levels": "A1 0 to 3, A2 1 to 2"},
        ),
        Example(
            "A lead carries only so many at once",
            "With one at a time the third would end after the horizon: the lead that is busy is named.",
            Table.of(
                "action | meets | lead",
                "X1 | A1.1a | legal",
                "X2 | A1.2a | legal",
                "X3 | A1.3a | legal",
                "X4 | A2.1a | risk",
            ),
            Table.of(
                "action | quarters | left out because",
                "X1 | 0 to 0 | –",
                "X2 | 1 to 1 | –",
                "X3 | – | no capacity legal",
                "X4 | 0 to 0 | –",
            ),
            plans,
            {"levels": "A1 0 to 3, A2 0 to 1", "quarters": "2", "at once": "1"},
        ),
        Example(
            "The ceiling of money counts upkeep from the end of an action to the horizon",
            "X1 costs 10 and 4 a year for the three quarters that are left: 13. To have X2 as well 2 more are needed.",
            Table.of("action | meets | money | upkeep", "X1 | A1.1a | 10 | 4", "X2 | A2.1a | 14 | "),
            Table.of("action | quarters | left out because", "X1 | 0 to 0 | –", "X2 | – | money 2"),
            plans,
            {"levels": "A1 0 to 1, A2 0 to 1", "quarters": "4", "money": "25"},
        ),
        Example(
            "What is forced in comes first, with what it needs",
            "X3 serves no target and is in the plan all the same.",
            Table.of("action | meets | after", "X1 | A1.1a | ", "X2 | | ", "X3 | | X2"),
            Table.of("action | quarters | serves", "X1 | 0 to 0 | A1 at 1", "X2 | 0 to 0 | –", "X3 | 1 to 1 | –"),
            plans,
            {"levels": "A1 0 to 1", "forced in": "X3"},
        ),
    ),
)

LEFT_OUT = Group(
    "Why an action is left out",
    "The first reason that holds, in a fixed order; the same for every plan. Where people, money or another choice "
    "stand in the way, solving again says more (next chapter).",
    (
        Example(
            "Each reason, with the name it rests on",
            "In the order of the table: forced out; prerequisite missing; cannot end in time; no target needs it; its "
            "level is blocked; another does the same at no more cost; the plan meets it already.",
            Table.of(
                "action | meets | after | months | money",
                "X1 | A1.1a | | 3 | 1",
                "X2 | A1.1a | X1 | 3 | 1",
                "X3 | A1.1a | | 30 | 1",
                "X4 | A1.4a | | 3 | 1",
                "X5 | A2.2a | | 3 | 1",
                "X6 | A1.1a | | 3 | 9",
                "X7 | A1.1a A1.2a | | 3 | 9",
                "X8 | A1.1a | | 3 | 4",
            ),
            Table.of(
                "action | quarters | left out because",
                "X1 | – | forced out",
                "X2 | – | prerequisite missing X1",
                "X3 | – | no time",
                "X4 | – | not needed",
                "X5 | – | level blocked A2.1a",
                "X6 | – | dominated X7",
                "X7 | 0 to 0 | –",
                "X8 | – | already met X7",
            ),
            plans,
            {"levels": "A1 0 to 2, A2 0 to 2", "quarters": "8", "forced out": "X1"},
        ),
    ),
)
