"""Numbers in, sentence out: each rule of a section's opening in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from reports.diagnostic.section_opening import (
    blanks,
    doubt,
    evidence,
    gates,
    opening,
    soundness,
    spread,
    standing,
)
from reports.diagnostic.section_reading import HeldBy, SectionPlace, SectionReading
from words.phrases import Phrases, load_phrases

EN, FR = load_phrases("en"), load_phrases("fr")
LAW = SectionReading(
    "Law",
    SectionPlace.BELOW,
    value=Fraction(3, 2),
    whole=Fraction(2),
    sections=5,
    capabilities=6,
    scored=6,
    sound=2,
    sound_named="3 Established",
    absent_named="0 Absent",
    lowest=("Powers (L04)",),
    lowest_value=Fraction(1),
    highest=("Penalties (L06)", "Custody (L09)"),
    highest_value=Fraction(3),
    apart=Fraction(1, 2),
    asked=12,
    low=Fraction(1),
    high=Fraction(2),
    evidenced=Fraction(3, 2),
)
Rule = Callable[[SectionReading, Phrases], str | None]


def plain(text: str | None) -> str | None:
    """Without the kinds of spaces."""
    return text.replace("\u202f", " ").replace("\u00a0", " ") if text is not None else None


def told(rule: Rule, **change: Any) -> tuple[str | None, str | None]:
    reading = replace(LAW, **change)
    return plain(rule(reading, EN)), plain(rule(reading, FR))


@pytest.mark.parametrize(
    ("change", "english", "french"),
    [
        (
            {"place": SectionPlace.WEAKEST},
            "With a score of 1.5, Law is the weakest of the five sections",
            "Avec un score de 1,5, la section Law est la plus faible des cinq sections",
        ),
        (
            {"place": SectionPlace.WEAKEST, "sound": 6},
            "Even the weakest of the five sections, Law, stands at 1.5",
            "Même la plus faible des cinq sections, Law, est à 1,5",
        ),
        (
            {"place": SectionPlace.AMONG_WEAKEST},
            "Law stands at 1.5, which makes it one of the weakest sections",
            "La section Law est à 1,5, ce qui la range parmi les plus faibles",
        ),
        (
            {"place": SectionPlace.STRONGEST},
            "With a score of 1.5, Law is the strongest of the five sections",
            "Avec un score de 1,5, la section Law est la plus forte des cinq sections",
        ),
        (
            {"place": SectionPlace.STRONGEST, "sound": 0},
            "Even the strongest of the five sections, Law, stands no higher than 1.5",
            "Même la plus forte des cinq sections, Law, ne dépasse pas 1,5",
        ),
        (
            {},
            "Law stands at 1.5, below the overall score (2.0)",
            "La section Law est à 1,5, au-dessous du score d'ensemble (2,0)",
        ),
        (
            {"place": SectionPlace.NEAR},
            "Law stands at 1.5, close to the overall score (2.0)",
            "La section Law est à 1,5, proche du score d'ensemble (2,0)",
        ),
        (
            {"place": SectionPlace.EQUAL},
            "Law stands at 1.5, level with the other sections",
            "La section Law est à 1,5, à égalité avec les autres",
        ),
        (
            {"place": SectionPlace.NO_SCORE, "value": None},
            "Law has no score, because no question of it has a level yet",
            "La section Law n'a pas de score, car aucune de ses questions n'a encore de niveau",
        ),
        (
            {"place": SectionPlace.NOT_ASKED, "value": None},
            "None of the questions of Law applies here",
            "Aucune question de la section Law ne s'applique ici",
        ),
    ],
)
def test_standing(change: dict[str, Any], english: str, french: str) -> None:
    assert told(standing, **change) == (english, french)


def test_a_gate_that_holds_is_named_with_what_would_be_without_it() -> None:
    held = HeldBy({"Reporting (O08)": Fraction(0)}, Fraction(21, 10))
    assert told(gates, held_by=held, open_gates=("Another (O02)",)) == (
        "One gate decides this: Reporting (O08) stands at 0, and without it the section would be at 2.1",
        "Un verrou en décide : Reporting (O08) est à 0 ; sans lui, la section serait à 2,1",
    )


def test_several_gates_that_hold_are_all_named() -> None:
    held = HeldBy({"Reporting (O08)": Fraction(0), "Risk (O02)": Fraction(1)}, Fraction(5, 2))
    assert told(gates, held_by=held) == (
        "two gates decide this: Reporting (O08) stands at 0 and Risk (O02) stands at 1; "
        "without all of them the section would be at 2.5",
        "deux verrous en décident : Reporting (O08) est à 0 et Risk (O02) est à 1 ; sans eux tous, la section serait à "
        "2,5",
    )


def test_gates_without_a_score_agree_in_number() -> None:
    assert told(gates) == (None, None)
    assert told(gates, open_gates=("A (L01)",)) == (
        "Its gate A (L01) has no score yet, so that of the section is provisional",
        "Son verrou A (L01) n'a pas encore de score ; celui de la section est donc provisoire",
    )
    assert told(gates, open_gates=("A (L01)", "B (L02)")) == (
        "Its gates A (L01) and B (L02) have no score yet, so that of the section is provisional",
        "Ses verrous A (L01) et B (L02) n'ont pas encore de score ; celui de la section est donc provisoire",
    )


@pytest.mark.parametrize(
    ("change", "english", "french"),
    [
        ({"scored": 1, "sound": 1}, None, None),
        (
            {"sound": 6},
            "All of its six capabilities have reached level 3 Established or better",
            "ses six capacités ont toutes atteint le niveau 3 Established ou mieux",
        ),
        (
            {"sound": 1},
            "Only one of its six capabilities has reached level 3 Established or better",
            "Parmi ses six capacités, une seule a atteint le niveau 3 Established ou mieux",
        ),
        (
            {"capabilities": 13},
            "Of the six capabilities that have a score, two have reached level 3 Established or better",
            "Parmi les six capacités qui ont un score, deux ont atteint le niveau 3 Established ou mieux",
        ),
        (
            {"sound": 0, "absent": 1},
            "None of its six capabilities has reached level 3 Established yet",
            "Parmi ses six capacités, aucune n'a encore atteint le niveau 3 Established",
        ),
        (
            {"sound": 0, "absent": 4},
            "None of its six capabilities has reached level 3 Established yet; four are still at 0 Absent",
            "Parmi ses six capacités, aucune n'a encore atteint le niveau 3 Established ; "
            "quatre en sont encore à 0 Absent",
        ),
    ],
)
def test_soundness(change: dict[str, Any], english: str | None, french: str | None) -> None:
    assert told(soundness, **change) == (english, french)


@pytest.mark.parametrize(
    ("change", "english", "french"),
    [
        ({"scored": 1}, None, None),
        ({"apart": Fraction(0)}, "All of them stand at 1", "Toutes sont à 1"),
        (
            {"apart": Fraction(3, 4)},
            "It is uneven: Powers (L04) at 1, Penalties (L06) and Custody (L09) at 3",
            "Elle est inégale : Powers (L04) à 1, Penalties (L06) et Custody (L09) à 3",
        ),
        (
            {"apart": Fraction(1), "highest": tuple("abcd")},
            "It is uneven: Powers (L04) at 1, four capabilities at 3",
            "Elle est inégale : Powers (L04) à 1, quatre capacités à 3",
        ),
        ({}, "The weakest is Powers (L04), at 1", "Capacité la plus faible : Powers (L04), à 1"),
        (
            {"lowest": ("A (L01)", "B (L02)")},
            "The weakest are A (L01) and B (L02), at 1",
            "Capacités les plus faibles : A (L01) et B (L02), à 1",
        ),
        ({"lowest": tuple("abcd")}, "The other four stand at 1", "Les quatre autres sont à 1"),
        ({"lowest": tuple("abcd"), "sound": 1}, "The weakest four stand at 1", "Les quatre plus faibles sont à 1"),
        ({"sound": 6}, "The best two stand at 3", "Les deux meilleures sont à 3"),
        ({"sound": 6, "highest": ("A (L01)",)}, "One of them stands at 3", "L'une d'elles est à 3"),
        ({"sound": 0, "absent": 4, "lowest": tuple("abcd")}, None, None),
        ({"held_by": HeldBy({"Powers (L04)": Fraction(1)}, Fraction(3))}, None, None),
    ],
)
def test_spread(change: dict[str, Any], english: str | None, french: str | None) -> None:
    assert told(spread, **change) == (english, french)


@pytest.mark.parametrize(
    ("change", "english", "french"),
    [
        ({}, None, None),
        ({"blank": 12}, None, None),
        (
            {"blank": 1},
            "One of its 12 questions has no answer yet.",
            "Une de ses 12 questions est encore sans réponse.",
        ),
        (
            {"blank": 4, "provisional": True},
            "Of its 12 questions, four have no answer yet. Until more is answered, its score is provisional.",
            "Sur ses 12 questions, quatre sont encore sans réponse. "
            "Tant que d'autres réponses manquent, son score reste provisoire.",
        ),
        (
            {"not_known": 2},
            "On two questions nobody could say how things stand.",
            "Sur deux questions, personne n'a pu dire ce qu'il en est.",
        ),
    ],
)
def test_blanks(change: dict[str, Any], english: str | None, french: str | None) -> None:
    assert told(blanks, **change) == (english, french)


def test_doubt_is_told_where_the_field_is_wide() -> None:
    assert told(doubt, width=Fraction(1, 5)) == (None, None)
    assert told(doubt, width=Fraction(1, 4)) == (
        "So much is open or unsure here that the score may lie anywhere from 1.0 to 2.0",
        "Il reste ici tant d'incertitude que le score peut se situer n'importe où entre 1,0 et 2,0",
    )


@pytest.mark.parametrize(
    ("change", "english"),
    [
        ({}, None),
        ({"only_evidenced": True}, "It is the only section in which no level goes beyond its evidence"),
        ({"unproven": Fraction(1, 200), "evidenced": Fraction(148, 100)}, None),
        (
            {"unproven": Fraction(1, 21), "evidenced": Fraction(14, 10)},
            "Its evidence carries nearly all of this: counting only what is evidenced, it would be at 1.4",
        ),
        (
            # A fifth of what is claimed: on a low score it is a small step of the scale, and yet not "nearly all".
            {"unproven": Fraction(1, 5), "evidenced": Fraction(12, 10)},
            "Counting only what is evidenced, it would be at 1.2",
        ),
        (
            {"unproven": Fraction(1, 3), "evidenced": Fraction(1)},
            "Much of this is claimed rather than shown: counting only what is evidenced, it would be at 1.0",
        ),
        (
            {"unproven": Fraction(1, 3), "evidenced": Fraction(1), "least_evidenced": True},
            "Nowhere do claim and evidence lie as far apart: counting only what is evidenced, it would be at 1.0",
        ),
    ],
)
def test_evidence(change: dict[str, Any], english: str | None) -> None:
    # 1.48 reads 1.5, as the score itself does: a sentence about that difference would puzzle, so there is none.
    found, french = told(evidence, **change)
    assert found == english
    assert (french is None) == (english is None)


def test_the_opening_of_a_section_is_one_paragraph() -> None:
    assert opening(LAW, EN) == (
        "Law stands at 1.5, below the overall score (2.0). Of its six capabilities, two have reached level 3 "
        "Established or better. The weakest is Powers (L04), at 1."
    )
    bare = replace(LAW, place=SectionPlace.NO_SCORE, value=None, blank=12)
    assert opening(bare, EN) == "Law has no score, because no question of it has a level yet."
