"""What the capability map says of each capability, and of all together."""

from __future__ import annotations

from fractions import Fraction

from questionnaire.answers import Answer, Disputed, NotApplicable, NotKnown
from reports.map_figure import State, level_reached, map_figure, state_of
from scoring.scores import score_dossier
from tests.examples import answer, capability, dossier, framework, question, section
from words.phrases import load_phrases

EN = load_phrases("en")
TREE = framework(
    section("L", capability("L01", gate=True), capability("L02"), capability("L03")),
    section("O", capability("O01"), capability("O02"), capability("O03", question("O03.a"), question("O03.b"))),
)
ANSWERS = (
    answer("L01", 1),
    answer("L02", NotKnown()),
    answer("L03", NotApplicable("no port")),
    answer("O01", Disputed(Fraction(1), Fraction(3))),
    answer("O03.a", 1),
    answer("O03.b", 2),
)
CARD = score_dossier(dossier(TREE, *ANSWERS))


def test_every_capability_has_its_state_and_sign() -> None:
    tiles = {tile.id: (tile.state, tile.sign) for tile in map_figure(CARD, EN).marks}
    assert tiles == {
        "L01": (State.LEVEL, "1"),
        "L02": (State.NOT_KNOWN, "?"),
        "L03": (State.NOT_APPLICABLE, "\u2013"),
        "O01": (State.DISPUTED, "\u2260"),
        "O02": (State.BLANK, ""),
        "O03": (State.LEVEL, "1"),
    }


def test_a_level_is_the_floor_before_any_rounding() -> None:
    assert CARD["O03"].value == Fraction(3, 2)
    assert level_reached(TREE, CARD["O03"]) == 1
    assert level_reached(TREE, CARD["O02"]) is None


def test_one_dispute_in_a_capability_is_said_before_its_level() -> None:
    answers = (answer("O03.a", Disputed(Fraction(0), Fraction(1))), answer("O03.b", 4))
    assert state_of(score_dossier(dossier(TREE, *answers))["O03"]) is State.DISPUTED


def test_the_finding_counts_the_lower_half_and_its_gates() -> None:
    figure = map_figure(CARD, EN)
    assert figure.title.startswith("2 of 6 capabilities are at 0 Absent / 1 Initial, 1 of them a gate")
    assert figure.title.endswith("; 2 more count as such: not known or in dispute")
    assert figure.subtitle == "Not known: 1 \u00b7 Not applicable: 1 \u00b7 Disputed: 1 \u00b7 Not answered: 1"


def test_where_none_stands_in_the_lower_half_it_is_said_in_words() -> None:
    high = score_dossier(dossier(TREE, answer("L01", 3)))
    assert map_figure(high, EN).title == "No capability of 6 is at 0 Absent / 1 Initial"
    assert map_figure(high, load_phrases("fr")).title.startswith("Aucune capacité sur 6 n'est au niveau")


def test_the_key_has_every_level_and_the_states_that_are_shown() -> None:
    texts = [chip.text for chip in map_figure(CARD, EN).key]
    assert texts[:5] == ["0 Absent", "1 Initial", "2 Developing", "3 Established", "4 Sustained"]
    assert texts[5:] == ["? Not known", "\u2013 Not applicable", "\u2260 Disputed", "Not answered"]
    plain = score_dossier(dossier(TREE, *(answer(one.id, 2) for one in TREE.questions)))
    assert len(map_figure(plain, EN).key) == 5


def test_the_table_says_level_word_and_exact_value() -> None:
    rows = {row[0]: row[1] for row in map_figure(CARD, EN).rows}
    assert rows["L01 \u25b2 L01"] == "1 Initial (1.0)"
    assert rows["O03 O03"] == "1 Initial (1.5)"
    assert rows["L02 L02"] == "? Not known (counts as 0.0)"
    assert rows["O01 O01"] == "\u2260 Disputed (counts as 1.0)"


def _title(*replies: Answer, language: str = "en") -> str:
    return map_figure(score_dossier(dossier(TREE, *replies)), load_phrases(language)).title


def test_none_at_a_low_level_is_said_in_words_and_what_only_counts_so_is_not_passed_over() -> None:
    high = [answer(one.id, 3) for one in TREE.questions]
    assert _title(*high) == "No capability of 6 is at 0 Absent / 1 Initial"
    assert _title(*high[1:], answer("L01", NotKnown())) == (
        "No capability of 6 is at 0 Absent / 1 Initial, but 1 counts as such: not known"
    )
    every = [answer(one.id, Disputed(Fraction(0), Fraction(4))) for one in TREE.questions]
    assert _title(*every) == "All 6 capabilities count as 0 Absent / 1 Initial: in dispute"
    assert "comptent toutes au niveau" in _title(*every, language="fr")


def test_a_dispute_that_counts_as_a_sound_level_is_not_counted_among_the_low() -> None:
    high = [answer(one.id, 3) for one in TREE.questions]
    assert "counts" not in _title(*high[1:], answer("L01", Disputed(Fraction(3), Fraction(4))))
