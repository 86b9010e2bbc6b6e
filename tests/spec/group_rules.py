"""From several people's replies to one proposal."""

from tests.spec.tables import Example, Group, Table
from tests.spec.working import consensus

GROUP = Group(
    "Consensus in the room",
    "The proposal is the lower median of the levels given. Only a person agrees to it. One person working alone "
    "agrees by answering.",
    (
        Example(
            "The lower median",
            "Of n sorted levels the one at place n/2, rounded up: never an average. Spread and index need two levels.",
            Table.of("replies | kind", "3", "1; 3", "4; 1; 2", "0; 4; 4; 0", "2; 2; 2"),
            Table.of(
                "replies | proposed | spread | consensus index",
                "3 | 3 | – | –",
                "1; 3 | 1 | 2 | 0.585",
                "4; 1; 2 | 2 | 3 | 0.504",
                "0; 4; 4; 0 | 0 | 4 | 0.000",
                "2; 2; 2 | 2 | 0 | 1.000",
            ),
            consensus,
        ),
        Example(
            "Open questions",
            "Open where levels are fewer than half of the replies, or where not applicable stands beside another kind. "
            "All not known, or all not applicable, proposes that.",
            Table.of(
                "replies | kind",
                "not known; not known; 2",
                "not known; 2",
                "2; 2; not applicable",
                "not applicable; not known",
                "not known; not known",
                "not applicable; not applicable",
            ),
            Table.of(
                "replies | proposed | spread",
                "not known; not known; 2 | open | –",
                "not known; 2 | 2 | –",
                "2; 2; not applicable | open | 0",
                "not applicable; not known | open | –",
                "not known; not known | not known | –",
                "not applicable; not applicable | not applicable | –",
            ),
            consensus,
        ),
        Example(
            "A number and a checklist",
            "The proposal is one that somebody gave, so that its level still follows from what was counted.",
            Table.of(
                "replies | kind",
                "80 percent; 20 percent; 55 percent | percent",
                "ticks a b c; ticks a; ticks a b d | checklist",
            ),
            Table.of(
                "replies | proposed | spread",
                "80 percent; 20 percent; 55 percent | 2 | 2",
                "ticks a b c; ticks a; ticks a b d | 3 | 2",
            ),
            consensus,
        ),
    ),
)
