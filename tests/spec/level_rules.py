"""From a reply to a level, to the criteria met, and to what is still needed."""

from tests.spec.tables import Example, Group, Table
from tests.spec.working import levels, needs

GROUP = Group(
    "From replies to levels",
    "A ladder's level is chosen, or follows from ticks. A checklist's and a number's level always follows.",
    (
        Example(
            "A ladder by ticks is cumulative",
            "The level is the highest whose own criteria and all lower levels' criteria are met. A criterion that "
            "cannot apply counts as met.",
            Table.of(
                "reply | kind",
                "ticks 1a 2a | ladder",
                "ticks 1a 3a | ladder",
                "ticks 2a 3a | ladder",
                "ticks 1a, cannot apply 2a | ladder",
                "ticks 1a 1b 2a | ladder of two",
                "ticks 1a 2a, not met 2a | ladder",
            ),
            Table.of(
                "reply | level | criteria met | contradicted by",
                "ticks 1a 2a | 2 | 1a 2a | –",
                "ticks 1a 3a | 1 | 1a 3a | –",
                "ticks 2a 3a | 0 | 2a 3a | –",
                "ticks 1a, cannot apply 2a | 2 | 1a 2a | –",
                "ticks 1a 1b 2a | 1 | 1a 1b 2a | –",
                "ticks 1a 2a, not met 2a | 1 | 1a | 2a",
            ),
            levels,
        ),
        Example(
            "A chosen level is scored, and what speaks against it is flagged",
            "Criteria at or below the chosen level count as met, except one marked as not met. Ticks above it count "
            "as met for the plan. "
            "Where a criterion at or below the level was ticked, each other one there that is not is flagged; ticks "
            "above the level alone contradict nothing. Nothing is corrected silently.",
            Table.of(
                "reply | kind",
                "3 | ladder",
                "3, not met 2a | ladder",
                "3, ticks 1a 3a | ladder",
                "1, ticks 1a 3a | ladder",
                "1, ticks 2a | ladder",
            ),
            Table.of(
                "reply | level | criteria met | contradicted by",
                "3 | 3 | 1a 2a 3a | –",
                "3, not met 2a | 3 | 1a 3a | 2a",
                "3, ticks 1a 3a | 3 | 1a 2a 3a | 2a",
                "1, ticks 1a 3a | 1 | 1a 3a | –",
                "1, ticks 2a | 1 | 1a 2a | –",
            ),
            levels,
        ),
        Example(
            "A checklist counts",
            "A band begins at its number of ticks and runs to the next; the last is open. "
            "Here level 1 begins at 1, level 2 at 3 and level 4 at 6 ticks.",
            Table.of(
                "reply | kind",
                "ticks | checklist in bands",
                "ticks a | checklist in bands",
                "ticks a f | checklist in bands",
                "ticks a b c | checklist in bands",
                "ticks a b c d e | checklist in bands",
                "ticks a b c d e, cannot apply f | checklist in bands",
            ),
            Table.of(
                "reply | level | criteria met",
                "ticks | 0 | –",
                "ticks a | 1 | a",
                "ticks a f | 1 | a f",
                "ticks a b c | 2 | a b c",
                "ticks a b c d e | 2 | a b c d e",
                "ticks a b c d e, cannot apply f | 4 | a b c d e f",
            ),
            levels,
        ),
        Example(
            "A number reaches its thresholds",
            "Percent: 10, 50, 75 and 90 or more. Days, where lower is better: 60, 30, 14 and 7 or fewer. Meeting a "
            "threshold meets every easier one.",
            Table.of(
                "reply | kind",
                "9 percent | percent",
                "50 percent | percent",
                "100 percent | percent",
                "7 days | days",
                "8 days | days",
                "61 days | days",
            ),
            Table.of(
                "reply | level | criteria met",
                "9 percent | 0 | –",
                "50 percent | 2 | 1 2",
                "100 percent | 4 | 1 2 3 4",
                "7 days | 4 | 1 2 3 4",
                "8 days | 3 | 1 2 3",
                "61 days | 0 | –",
            ),
            levels,
        ),
        Example(
            "What a level still needs",
            "A ladder needs every missing criterion up to the level; a choice all criteria of one option that is "
            "good enough; a checklist a "
            "number of items, whichever; a measured number any threshold of the level or above. A blank has met "
            "nothing.",
            Table.of(
                "reply | kind",
                "1 | ladder",
                "3, not met 1a | ladder",
                "dispute 1-3 | ladder",
                "not known | ladder",
                "a | choice",
                "ticks a b | checklist in bands",
                "20 percent | percent",
            ),
            Table.of(
                "reply | for 1 | for 3 | for 4",
                "1 | nothing | 2a 3a | 2a 3a 4a",
                "3, not met 1a | 1a | 1a | 1a 4a",
                "dispute 1-3 | nothing | 2a 3a | 2a 3a 4a",
                "not known | 1a | 1a 2a 3a | 1a 2a 3a 4a",
                "a | b1 or c1 | c1 | c1",
                "ticks a b | nothing | 4 of c d e f | 4 of c d e f",
                "20 percent | nothing | 3 or 4 | 4",
            ),
            needs,
        ),
    ),
)
