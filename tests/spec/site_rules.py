"""From the replies of sites to a criterion of the administration."""

from __future__ import annotations

from collections.abc import Mapping

from questionnaire.answers import Answer
from questionnaire.framework import Framework
from questionnaire.profile import Covers, Profile, SiteCount, SiteCriterion
from scoring.site_counts import SiteTally, tally_sites
from tests import examples
from tests.spec.reading import reply_of
from tests.spec.tables import NOTHING, Example, Group, Table, filled, written

RESULTS = {True: "holds", False: "does not hold", None: "open"}


def sites(example: Example) -> Table:
    """How each criterion stands, counted over the sites of its row."""
    given = {row["criterion"]: row for row in example.given.records()}

    def cell(row: Mapping[str, str], column: str) -> str:
        tally = _tally(given[row["criterion"]])
        match column:
            case "met":
                return f"{len(tally.met)} of {tally.sites}"
            case "share":
                return NOTHING if tally.share is None else written(tally.share)
            case _:
                return RESULTS[tally.holds]

    return filled(example, cell)


def _tally(row: Mapping[str, str]) -> SiteTally:
    question = examples.question("Q")
    whole = _framework(SiteCount(row["asks for"]))
    dossiers = {}
    for place, words in enumerate(row["replies of the sites"].split(";")):
        reply = reply_of(question, words.strip())
        answers = () if reply is None else (Answer("P1", "Q", reply),)
        dossiers[f"site {place}"] = examples.dossier(whole, *answers)
    (tally,) = tally_sites(whole, dossiers)
    return tally


def _framework(counts: SiteCount) -> Framework:
    text = examples.words("this post")
    site = Profile(
        "site",
        text,
        text,
        examples.fraction(2),
        Covers.SITE,
        ("Q",),
        {"Q": text},
        {},
        {"Q.1a": SiteCriterion(text, counts)},
    )
    return examples.framework(
        examples.section("A", examples.capability("Q", examples.question("Q"))), profiles=(site,), profile=site
    )


GROUP = Group(
    "Counting sites",
    "Where each post was assessed by itself, a criterion that counts posts is decided by counting. Each site replies "
    "to the same ladder; the criterion is 1a. Nothing of this enters the national answer until a person takes it over.",
    (
        Example(
            "A quantity word asks for a share of the sites",
            "Any: one site; some 25 %, majority 50 %, most 75 %, all 90 %; each allows no exception.",
            Table.of(
                "criterion | asks for | replies of the sites",
                "three of four, most | most | 1; 2; 1; 0",
                "two of four, most | most | 1; 2; 0; 0",
                "two of four, majority | majority | 1; 2; 0; 0",
                "one of four, some | some | 1; 0; 0; 0",
                "one of four, any | any | 1; 0; 0; 0",
                "three of four, all | all | 1; 1; 1; 0",
                "three of four, each | each | 1; 1; 1; 0",
            ),
            Table.of(
                "criterion | met | share | result",
                "three of four, most | 3 of 4 | 0.75 | holds",
                "two of four, most | 2 of 4 | 0.5 | does not hold",
                "two of four, majority | 2 of 4 | 0.5 | holds",
                "one of four, some | 1 of 4 | 0.25 | holds",
                "one of four, any | 1 of 4 | 0.25 | holds",
                "three of four, all | 3 of 4 | 0.75 | does not hold",
                "three of four, each | 3 of 4 | 0.75 | does not hold",
            ),
            sites,
        ),
        Example(
            "What is open decides nothing while it could turn the result",
            "A blank, a not known and a dispute over the criterion count as not met in the share; the result stays "
            "open while they could still turn it. A site to which the question cannot apply is not counted.",
            Table.of(
                "criterion | asks for | replies of the sites",
                "a blank could turn it | most | 1; 1; 0; ",
                "a blank cannot turn it | most | 1; 1; 1; ",
                "two not known cannot save it | most | 0; 0; not known; not known",
                "a dispute below the criterion | most | 1; 1; 1; dispute 0-2",
                "a dispute above the criterion | each | 1; dispute 1-3",
                "one site it cannot apply to | each | 1; 1; not applicable",
                "no site it can apply to | each | not applicable",
            ),
            Table.of(
                "criterion | met | share | result",
                "a blank could turn it | 2 of 4 | 0.5 | open",
                "a blank cannot turn it | 3 of 4 | 0.75 | holds",
                "two not known cannot save it | 0 of 4 | 0 | does not hold",
                "a dispute below the criterion | 3 of 4 | 0.75 | holds",
                "a dispute above the criterion | 2 of 2 | 1 | holds",
                "one site it cannot apply to | 2 of 2 | 1 | holds",
                "no site it can apply to | 0 of 0 | – | open",
            ),
            sites,
        ),
    ),
)
