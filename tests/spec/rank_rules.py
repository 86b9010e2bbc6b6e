"""How sure the ranking of the gaps is."""

from tests.spec.tables import Example, Group, Table
from tests.spec.working import rank_certainties

GROUP = Group(
    "How sure the ranking is",
    "The gaps are ranked 10,000 times, always with the same seed: weights from a Dirichlet distribution around those "
    "written (concentration 10 a capability), each value anywhere in its range with the same chance. The first ten is "
    "the share of draws in which a capability is among them; nine of ten draws lie between the ranks from and to.",
    (
        Example(
            "One alone is certainly the first",
            "Whatever its weight and its value.",
            Table.of("node | reply | confidence | target", "A", "A1 | 1 | low | 3"),
            Table.of("capability | first ten | from | to", "A1 | 100% | 1 | 1"),
            rank_certainties,
        ),
        Example(
            "A great weight is first in every draw",
            "Gates and threats multiply in the draws as they do in the points; weights vary around what is written.",
            Table.of(
                "node | weight | gate | threat | reply | confidence | target",
                "A",
                "A1 | 1 | | | 1 | high | 3",
                "A2 | 500 | | | 1 | high | 3",
                "A3 | 20 | gate | 3 | 1 | high | 3",
            ),
            Table.of(
                "capability | first ten | from | to", "A2 | 100% | 1 | 1", "A3 | 100% | 2 | 2", "A1 | 100% | 3 | 3"
            ),
            rank_certainties,
        ),
        Example(
            "Without a gap the last, without a score no draw",
            "Those without a gap share the last rank and are never among the first ten. Who has no score or no target "
            "takes no part.",
            Table.of(
                "node | reply | confidence | target",
                "A",
                "A1 | 1 | high | 3",
                "A2 | 3 | high | 3",
                "A3 | 4 | high | 3",
                "A4 | | | 3",
                "A5 | 1 | high | ",
            ),
            Table.of(
                "capability | first ten | from | to",
                "A1 | 100% | 1 | 1",
                "A2 | 0% | 3 | 3",
                "A3 | 0% | 3 | 3",
                "A4 | – | – | –",
                "A5 | – | – | –",
            ),
            rank_certainties,
        ),
        Example(
            "A value at its target may be lower than it looks",
            "With medium confidence it is half a level lower or higher: in half of the draws there is a gap. What is "
            "sure stays sure.",
            Table.of(
                "node | reply | confidence | target",
                "A",
                "A1 | 0 | high | 4",
                "A2 | 3 | medium | 3",
                "A3 | 3 | high | 3",
            ),
            Table.of("capability | first ten | from | to", "A1 | 100% | 1 | 1", "A2 | 50% | 2 | 3", "A3 | 0% | 3 | 3"),
            rank_certainties,
        ),
    ),
)
