"""From several people's replies to one proposal."""

from tests.spec.room_working import alphas, outcomes, talks
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

OUTCOMES = Group(
    "Who agrees",
    "One person working alone agrees by answering. Once a room is used (several people replied, hands were counted, a "
    "question was put to a group, an outcome was recorded) whatever nobody recorded is at most proposed. In these "
    "tables the replies of P1, P2 and so on are parted by semicolons.",
    (
        Example(
            "One person alone",
            "Every reply is the outcome.",
            Table.of("node | replies", "A", "A1 | 3", "A2 | dispute 1-3", "A3 | "),
            Table.of("node | outcome | status", "A1 | 3 | agreed", "A2 | dispute 1-3 | agreed", "A3 | open | none"),
            outcomes,
        ),
        Example(
            "A recorded outcome wins over every reply",
            "The replies stay beside it. From then on a reply to another question only proposes.",
            Table.of(
                "node | replies | recorded",
                "A",
                "A1 | 1; 1; 4 | 3",
                "A2 | 0; 4 | dispute 0-4",
                "A3 | 2",
                "A4 | 2; not applicable",
                "A5 | | not known",
            ),
            Table.of(
                "node | outcome | status",
                "A1 | 3 | agreed",
                "A2 | dispute 0-4 | agreed",
                "A3 | 2 | proposed",
                "A4 | open | none",
                "A5 | not known | agreed",
            ),
            outcomes,
        ),
        Example(
            "A show of hands",
            "Hands that were counted are replies of nobody: five hands at 1 weigh as five replies of 1.",
            Table.of("node | replies | hands", "A", "A1 | 4; 4 | 5 at 1", "A2 | | 1 at 2, 1 at 3, 3 at not_known"),
            Table.of("node | outcome | status", "A1 | 1 | proposed", "A2 | open | none"),
            outcomes,
        ),
    ),
)

ROOM = Group(
    "What most needs talk",
    "Open questions first, then by spread, gates before others, then in the order of the framework. What is recorded "
    "is settled, a recorded dispute too.",
    (
        Example(
            "The list of the room",
            "Spread is taken as a share of the scale: from no to yes is as far apart as from 0 to 4.",
            Table.of(
                "node | kind | gate | replies | recorded",
                "A",
                "A1 | | | 1; 2",
                "A2 | | gate | 3; 2",
                "A3 | | | 0; 3",
                "A4 | yes/no | | yes; no",
                "A5 | | | not applicable; 2",
                "A6 | | | 0; 4 | dispute 0-4",
                "A7 | | | 2; 2",
            ),
            Table.of(
                "place | question | spread | proposed",
                "1 | A5 | – | open",
                "2 | A4 | 1 | 0",
                "3 | A3 | 3 | 0",
                "4 | A2 | 1 | 2",
                "5 | A1 | 1 | 1",
                "6 | A7 | 0 | 2",
            ),
            talks,
        ),
        Example(
            "Krippendorff's alpha",
            "Ordinal, over the questions of the main scale with two or more levels, from the replies, whatever was "
            "recorded later: 1 is full agreement, 0 what chance would give. None where all levels are equal.",
            Table.of(
                "room | A1 | A2 | A3",
                "all agree | 0; 0 | 2; 2 | 4; 4",
                "neighbours | 0; 1 | 2; 3 | 4; 4",
                "by turns | 0; 4 | 4; 0 | ",
                "all equal | 3; 3 | 3; 3 | 3",
            ),
            Table.of(
                "room | alpha | questions | replies",
                "all agree | 1 | 3 | 6",
                "neighbours | 46/51 | 3 | 6",
                "by turns | -0.5 | 2 | 4",
                "all equal | – | 2 | 4",
            ),
            alphas,
        ),
    ),
)
