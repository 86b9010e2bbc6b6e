"""From a dossier to the numbers that the sentences are made of."""

from __future__ import annotations

from fractions import Fraction

from reports.diagnostic.section_reading import SectionPlace, blank_questions, read_section
from reports.report import Report
from tests.examples import answer, capability, dossier, framework, question, section
from tests.reports.filled import report_on


def two_sections(first: dict[str, int], second: dict[str, int], *, gate: str = "") -> Report:
    """A report on sections A and B, their capabilities at these levels; one of them may be a gate."""
    sections = [
        section(letter, *(capability(id, gate=id == gate) for id in levels))
        for letter, levels in (("A", first), ("B", second))
    ]
    answers = [answer(id, level) for levels in (first, second) for id, level in levels.items() if level >= 0]
    return report_on(dossier(framework(*sections), *answers))


def test_sections_are_placed_by_their_scores() -> None:
    report = two_sections({"A1": 1, "A2": 2}, {"B1": 3, "B2": 4})
    low, high = (read_section(report, one) for one in report.framework.sections)
    assert (low.place, high.place) == (SectionPlace.WEAKEST, SectionPlace.STRONGEST)
    assert (low.value, high.value, low.whole) == (Fraction(3, 2), Fraction(7, 2), Fraction(5, 2))
    assert (low.sound, high.sound, high.scored) == (0, 2, 2)
    assert (low.lowest, low.lowest_value, low.highest) == (("A1",), Fraction(1), ("A2",))
    assert low.apart == Fraction(1, 4)


def test_sections_alike_are_equal_and_one_alone_is_alone() -> None:
    alike = two_sections({"A1": 2}, {"B1": 2})
    assert {read_section(alike, one).place for one in alike.framework.sections} == {SectionPlace.EQUAL}
    alone = two_sections({"A1": 2}, {"B1": -1})
    assert [read_section(alone, one).place for one in alone.framework.sections] == [
        SectionPlace.ALONE,
        SectionPlace.NO_SCORE,
    ]


def test_between_two_others_a_section_stands_beside_the_whole() -> None:
    levels = {"A1": 0, "B1": 2, "C1": 4, "D1": 4}
    report = report_on(
        dossier(
            framework(*(section(id[0], capability(id)) for id in levels)),
            *(answer(id, level) for id, level in levels.items()),
        )
    )
    places = [read_section(report, one).place for one in report.framework.sections]
    assert places == [
        SectionPlace.WEAKEST,
        SectionPlace.BELOW,
        SectionPlace.AMONG_STRONGEST,
        SectionPlace.AMONG_STRONGEST,
    ]


def test_a_gate_that_binds_is_read_with_what_would_be_without_it() -> None:
    report = two_sections({"A1": 0, "A2": 4, "A3": 4}, {"B1": 2}, gate="A1")
    reading = read_section(report, report.framework.sections[0])
    assert reading.held_by is not None
    assert (reading.held_by.gates, reading.held_by.before) == ({"A1": 0}, Fraction(8, 3))
    assert reading.value == 1


def test_a_gate_without_a_score_leaves_the_section_open() -> None:
    report = two_sections({"A1": -1, "A2": 4}, {"B1": 2}, gate="A1")
    reading = read_section(report, report.framework.sections[0])
    assert reading.held_by is None
    assert reading.open_gates == ("A1",)
    assert reading.provisional


def test_questions_without_an_outcome_are_blank_and_others_are_not() -> None:
    asked = capability("A1", question("A1.q1"), question("A1.q2"))
    report = report_on(dossier(framework(section("A", asked)), answer("A1.q1", 2)))
    assert blank_questions(report, report.framework.sections[0]) == ("A1.q2",)
    assert read_section(report, report.framework.sections[0]).blank == 1


def test_what_goes_beyond_its_evidence_is_seen() -> None:
    # Without evidence a level counts up to 1: the first section claims three levels more than that.
    report = two_sections({"A1": 4}, {"B1": 1})
    first, second = (read_section(report, one) for one in report.framework.sections)
    assert (first.unproven, first.evidenced) == (Fraction(3, 4), Fraction(1))
    assert (second.unproven, second.only_evidenced) == (Fraction(0), True)
