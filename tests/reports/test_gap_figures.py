"""The figure of gaps: the widest first, all of them in the table, and a sentence that names the widest."""

from __future__ import annotations

from collections.abc import Mapping

from questionnaire.answers import NotKnown
from questionnaire.intentions import Target
from reports.charts import gap_chart
from reports.figures import Figure
from reports.gap_figures import GapBar, gap_figure
from reports.pictures import figure_svg
from scoring.gaps import find_gaps
from scoring.scores import score_dossier
from tests.examples import answer, capability, dossier, framework, section, targets
from words.phrases import load_phrases

EN, FR = load_phrases("en"), load_phrases("fr")
TREE = framework(section("L", *(capability(f"L0{n}", gate=n == 2) for n in range(1, 6))))
CARD = score_dossier(dossier(TREE, *(answer(f"L0{n}", n - 1) for n in range(1, 5))))


def figure(aims: Mapping[str, Target], most: int = 12) -> Figure[GapBar]:
    return gap_figure(find_gaps(CARD, aims), TREE, EN, most=most)


def test_the_widest_come_first_and_ties_keep_their_order() -> None:
    made = figure(targets(L01=1, L02=4, L03=3, L04=4))
    assert [bar.head.split()[0] for bar in made.marks] == ["L02", "L01", "L03", "L04"]
    assert made.title == f"4 capabilities lie below their targets, widest {made.marks[0].head}, 1 → 4"
    assert made.marks[0].head.startswith("L02 ▲")


def test_what_reached_its_target_or_has_no_score_is_no_gap() -> None:
    made = figure(targets(L04=3, L05=4))
    assert (made.title, made.marks) == (EN("figures.gaps.met"), ())
    assert figure({}).marks == ()


def test_more_than_fit_are_in_the_table_and_said() -> None:
    made = figure(targets(L01=4, L02=4, L03=4), most=2)
    assert len(made.marks) == 2 and len(made.rows) == 3
    assert "The widest 2 of 3." in made.subtitle
    assert [row[-1] for row in made.rows] == ["4.0", "3.0", "2.0"]


def test_the_widest_is_the_widest_even_where_nobody_knows_and_is_marked() -> None:
    unknown = score_dossier(dossier(TREE, answer("L01", NotKnown()), answer("L02", 1), answer("L03", NotKnown())))
    assert unknown["L01"].value == 0, "the policy counts what is not known as the lowest level"
    made = gap_figure(find_gaps(unknown, targets(L01=4, L02=3, L03=4)), TREE, EN)
    assert [(bar.head.split()[0], bar.said) for bar in made.marks] == [
        ("L01", "0 → 4 ?"),
        ("L03", "0 → 4 ?"),
        ("L02", "1 → 3"),
    ]
    assert made.title.endswith(f"widest {made.marks[0].head}, 0 → 4, which rests on answers to verify")
    as_wide = gap_figure(find_gaps(unknown, targets(L01=2, L02=3)), TREE, EN)
    assert [bar.head.split()[0] for bar in as_wide.marks] == ["L02", "L01"], "of as wide gaps the sure ones first"
    assert as_wide.title.endswith("1 → 3")
    assert EN("figures.timeline.key_verify") in made.subtitle
    assert EN("figures.timeline.key_verify") not in figure(targets(L01=4)).subtitle
    assert [row[0][-1] for row in made.rows] == ["?", "?", "2"]


def test_it_can_be_drawn() -> None:
    drawn = gap_chart(find_gaps(CARD, targets(L02=4)), TREE, FR)
    assert "1 → 4" in figure_svg(drawn).decode()
    assert figure_svg(gap_chart((), TREE, FR))
