"""Prices in other currencies, and the actions that an administration adds."""

from tests.spec.own_working import own_actions, prices
from tests.spec.tables import Example, Group, Table

GROUP = Group(
    "Other currencies and own actions",
    "The plan has one currency. An own action is planned and costed like one of the library.",
    (
        Example(
            "A price is converted at the rate that people recorded",
            "Amount times rate, exact. Without a rate, or with a rate of zero, there is no price. A rate leads to the "
            "plan's currency as it was when the rate was recorded: after a change of that it holds no more.",
            Table.of(
                "thing | amount | currency",
                "boat | 900 | USD",
                "kit | 12 | EUR",
                "fuel | 1800 | XAF",
                "scanner | 7 | CHF",
                "radio | 5 | GBP",
                "camera | 8 | JPY",
            ),
            Table.of(
                "thing | price | converted from",
                "boat | 900 | –",
                "kit | 12.96 | 12 EUR at 1.08",
                "fuel | 3 | 1800 XAF at 1/600",
                "scanner | – | –",
                "radio | – | –",
                "camera | – | –",
            ),
            prices,
            {"currency": "USD", "rates": "EUR 1.08, XAF 1/600, GBP 0, JPY 0.9 into XAF"},
        ),
        Example(
            "An own action keeps what the framework and the library know",
            "It meets the criteria that are asked, comes after actions that are there, and what would close a circle "
            "is left off, the later action first. The library has A-1; capabilities are A1 and A2.",
            Table.of(
                "action | meets | after",
                "OWN-1 | A2.1a B7.1a | A-1 A-9",
                "OWN-2 | A2.2a | OWN-3",
                "OWN-3 | A2.3a | OWN-2 OWN-1",
                "OWN-4 | | OWN-4",
            ),
            Table.of(
                "action | meets | after",
                "OWN-1 | A2.1a | A-1",
                "OWN-2 | A2.2a | OWN-3",
                "OWN-3 | A2.3a | OWN-1",
                "OWN-4 | – | –",
            ),
            own_actions,
        ),
        Example(
            "What an own action costs",
            "Once, and every year from its end. What nobody priced is not costed, never zero; zero is a price. An "
            "entered price goes before. Money of another currency is converted.",
            Table.of(
                "action | once | yearly | currency",
                "OWN-1 | 500 | 0 | USD",
                "OWN-2 | 500 | | EUR",
                "OWN-3 | | | ",
                "OWN-4 | 500 | 5 | CHF",
                "OWN-5 | 500 | 5 | USD",
            ),
            Table.of(
                "action | cost once | cost yearly | not costed",
                "OWN-1 | 500 | 0 | –",
                "OWN-2 | 540 | – | OWN-2 yearly",
                "OWN-3 | – | – | OWN-3 once, OWN-3 yearly",
                "OWN-4 | – | – | OWN-4 once, OWN-4 yearly",
                "OWN-5 | 450 | 5 | –",
            ),
            own_actions,
            {"currency": "USD", "rates": "EUR 1.08", "entered": "OWN-5 once 450 USD"},
        ),
    ),
)
