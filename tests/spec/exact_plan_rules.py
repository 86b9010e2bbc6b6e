"""The best plan there is: what it aims at, what binds it, what it says where it cannot do what people want."""

from tests.spec.exact_plan_working import budgets, contradicting, left_out, starts
from tests.spec.tables import Example, Group, Table

GROUP = Group(
    "The best plan",
    "Most importance first; without giving up any of it the least cost, one-off and upkeep for the whole horizon "
    "whatever the start; then the earliest finish. Quarters are counted from 0; the plan begins on 1 July 2027, so "
    "quarters 0 and 1 lie in 2027.",
    (
        Example(
            "Neither the highest priority nor the best worth for its cost comes first",
            "X1 brings the most for its cost, and leaves money that buys nothing; X2 and X3 bring more together.",
            Table.of("action | meets | money", "X1 | A1.1a | 6", "X2 | A2.1a | 5", "X3 | A3.1a | 5"),
            Table.of(
                "action | highest priority first | rule of thumb | best plan",
                "X1 | 0 | 0 | –",
                "X2 | – | – | 0",
                "X3 | – | – | 0",
                "worth | 3 | 3 | 4",
                "cost | 6 | 6 | 10",
            ),
            starts,
            {
                "levels": "A1 0 to 1, A2 0 to 1, A3 0 to 1",
                "threats": "A1 at 3, A2 at 2, A3 at 2",
                "money": "10",
                "quarters": "4",
            },
        ),
        Example(
            "Worth before cost, cost before finish",
            "X1 and X2 do the same: the cheaper is taken though it takes longer. X3 is dear and brings little, and is "
            "in all the same.",
            Table.of(
                "action | meets | money | upkeep | months",
                "X1 | A1.1a | 4 | 4 | 3",
                "X2 | A1.1a | 7 | | 6",
                "X3 | A2.1a | 90 | | 3",
            ),
            Table.of("action | best plan", "X1 | –", "X2 | 0", "X3 | 0", "cost | 97"),
            starts,
            {"levels": "A1 0 to 1, A2 0 to 1", "quarters": "4"},
        ),
        Example(
            "Donors pay in their own years",
            "X1 waits for the money of 2028, which begins with quarter 2.",
            Table.of("action | meets | money", "X1 | A1.1a | 6", "X2 | A2.1a | 3"),
            Table.of("action | best plan", "X1 | 2", "X2 | 0"),
            starts,
            {"levels": "A1 0 to 1, A2 0 to 1", "donors": "Ministry: 2027 4, 2028 6", "quarters": "4"},
        ),
        Example(
            "Donors pay for their own sections",
            "The fund has money enough, for section A alone; the ministry's is too little for X2.",
            Table.of("action | meets | money", "X1 | A1.1a | 6", "X2 | B1.1a | 3"),
            Table.of("action | best plan", "X1 | 0", "X2 | –"),
            starts,
            {
                "levels": "A1 0 to 1, B1 0 to 1",
                "donors": "Fund: 2027 9, for A; Ministry: 2027 2",
                "quarters": "2",
            },
        ),
        Example(
            "A ceiling on the upkeep left behind",
            "X1 would be the cheaper way to A1.",
            Table.of("action | meets | money | upkeep", "X1 | A1.1a | 1 | 4", "X2 | A1.1a | 9 | "),
            Table.of("action | best plan", "X1 | –", "X2 | 0"),
            starts,
            {"levels": "A1 0 to 1", "upkeep": "3", "quarters": "4"},
        ),
        Example(
            "A pin and a required level are kept, whatever they cost in worth",
            "The money does not reach for A2, which is worth more: X1 is pinned, and A3 must be reached.",
            Table.of("action | meets | money", "X1 | A1.1a | 4", "X2 | A2.1a | 4", "X3 | A3.1a | 4"),
            Table.of("action | best plan", "X1 | 3", "X2 | –", "X3 | 0", "worth | 2"),
            starts,
            {
                "levels": "A1 0 to 1, A2 0 to 1, A3 0 to 1",
                "threats": "A2 at 3",
                "pinned": "X1 at 3",
                "required": "A3 at 1",
                "money": "8",
                "quarters": "4",
            },
        ),
        Example(
            "The smallest contradiction",
            "No plan is possible; of all limits, these alone leave none, and without any one of them there is one.",
            Table.of("action | meets | after | money | months", "X1 | A1.1a | | 4 | 6", "X2 | A2.1a | X1 | 4 | 3"),
            Table.of(
                "limit | contradicts",
                "forced in X1 | no",
                "pinned X2 | yes",
                "money | no",
                "forced out X1 | yes",
                "horizon | no",
            ),
            contradicting,
            {
                "levels": "A1 0 to 1, A2 0 to 1",
                "forced out": "X1",
                "pinned": "X2 at 3",
                "money": "50",
                "quarters": "4",
            },
        ),
        Example(
            "Why not",
            "Forcing X1 in loses what the others bring more. To have it and lose nothing takes one more in 2027.",
            Table.of("action | meets | money", "X1 | A1.1a | 6", "X2 | A2.1a | 5", "X3 | A3.1a | 5"),
            Table.of("action | lost | more money", "X1 | 1 | 2027: 1"),
            left_out,
            {
                "levels": "A1 0 to 1, A2 0 to 1, A3 0 to 1",
                "threats": "A1 at 3, A2 at 2, A3 at 2",
                "donors": "Ministry: 2027 10",
                "quarters": "2",
            },
        ),
        Example(
            "Whose time lacks",
            "No money buys X3: its lead carries one action at once, and there is one quarter.",
            Table.of("action | meets | lead", "X2 | A2.1a | legal", "X3 | A3.1a | legal", "X4 | A1.1a | risk"),
            Table.of("action | lost | more money | hindered by", "X3 | 1 | – | legal"),
            left_out,
            {
                "levels": "A1 0 to 1, A2 0 to 1, A3 0 to 1",
                "threats": "A2 at 2",
                "at once": "1",
                "quarters": "1",
            },
        ),
        Example(
            "The best plan at each budget",
            "What the plans are worth never falls. They are not nested: X1 is in the best plan at 8, and not at 10.",
            Table.of("action | meets | money", "X1 | A1.1a | 6", "X2 | A2.1a | 5", "X3 | A3.1a | 5"),
            Table.of(
                "budget | worth | actions",
                "0 | 0 | –",
                "2 | 0 | –",
                "4 | 0 | –",
                "6 | 3 | X1",
                "8 | 3 | X1",
                "10 | 4 | X2 X3",
                "12 | 5 | X1 X2",
                "14 | 5 | X1 X2",
                "16 | 7 | X1 X2 X3",
            ),
            budgets,
            {
                "levels": "A1 0 to 1, A2 0 to 1, A3 0 to 1",
                "threats": "A1 at 3, A2 at 2, A3 at 2",
                "quarters": "2",
                "at once": "3",
            },
        ),
    ),
)
