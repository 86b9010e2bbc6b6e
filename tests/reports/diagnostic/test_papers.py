"""Whole papers: true for empty, half-done and full dossiers, in both languages, for every audience."""

from __future__ import annotations

import json
import re
import subprocess
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from commands.opening import kept_plan, opened
from commands.opening import report_on as report_of_file
from questionnaire.assessment import Dossier, Participant
from questionnaire.following import StepDetails
from questionnaire.framework import WHOLE
from questionnaire.stages import Function, Role
from reports.cells import Coded
from reports.diagnostic.briefing_paper import briefing_paper
from reports.diagnostic.diagnostic_paper import diagnostic_paper
from reports.diagnostic.public_paper import public_paper
from reports.diagnostic.shown_figures import MOST_BARS, shown_steps
from reports.diagnostic.summary_chapter import summary_chapter
from reports.paper import (
    Paper,
    PaperFacts,
    PaperFigure,
    PaperHeading,
    PaperList,
    PaperNote,
    PaperPart,
    PaperTable,
    PaperText,
    cell_text,
)
from reports.pdf import pdf_bytes
from reports.pictures import alt_text
from reports.report import Audience, Report
from reports.tables import TABLES
from tests.reports.filled import ROOT, bank, filled, report_on
from tests.reports.planned import paid_by, planned, planned_dossier, planned_report
from words.numbers import day, money, month, number, score
from words.phrases import load_phrases

EXAMPLES, LANGUAGES = ("weak", "uneven", "strong"), ("en", "fr")
MAKERS: tuple[Callable[[Report], Paper], ...] = (diagnostic_paper, briefing_paper, public_paper)
Made = Callable[[str, Audience], Report]


@cache
def example(name: str, language: str, audience: Audience = Audience.ADMINISTRATION) -> Report:
    """A shipped example with the plan it holds."""
    asked = Namespace(file=ROOT / "examples" / f"{name}.dossier", framework=None)
    one = opened(asked, load_phrases(language))
    return report_of_file(one, language, plan=kept_plan(one), audience=audience)


def half_done() -> Dossier:
    """Fourteen questions answered, nothing else done."""
    held = filled(bank()[0])
    first = {one.id for one in held.framework.questions[:14]}
    answers = {place: one for place, one in held.answers.items() if place[1] in first}
    return replace(held, answers=answers, targets={}, threats={}, validated={})


def empty(language: str, audience: Audience) -> Report:
    return report_on(Dossier("D1", bank()[0]), library=bank()[1], language=language, audience=audience)


def half(language: str, audience: Audience) -> Report:
    return report_on(half_done(), library=bank()[1], language=language, audience=audience)


def full(language: str, audience: Audience) -> Report:
    return report_on(filled(bank()[0]), library=bank()[1], language=language, audience=audience)


def small_plan(language: str, audience: Audience) -> Report:
    return planned_report(language=language, audience=audience)


def texts(parts: tuple[PaperPart, ...]) -> Iterator[str]:
    """Every text of a paper, that of its tables and figures included."""
    for part in parts:
        match part:
            case PaperHeading(text=text) | PaperText(text=text) | PaperNote(text=text):
                yield text
            case PaperList(points=points):
                yield from points
            case PaperFacts(pairs=pairs):
                yield from (text for pair in pairs for text in pair)
            case PaperTable(heads=heads, rows=rows):
                yield from heads
                yield from (cell_text(cell) for row in rows for cell in row)
            case PaperFigure(drawn=drawn):
                yield drawn.figure.title
                yield from (cell for row in drawn.figure.rows for cell in row)


def everything(paper: Paper) -> str:
    cover = [text for pair in paper.cover.facts for text in pair] if paper.cover else []
    return "\n".join([paper.title, paper.subtitle, paper.foot, *cover, *texts(paper.parts)])


# --- what holds of every paper --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("made", [empty, half, full, small_plan])
@pytest.mark.parametrize("maker", MAKERS)
def test_a_paper_says_nothing_empty(maker: Callable[[Report], Paper], made: Made, language: str) -> None:
    paper = maker(made(language, Audience.ADMINISTRATION))
    said = everything(paper)
    assert not re.search(r"[{}]|\bNone\b(?! of)|\*\*|\b0 (?:of|sur) 0\b|  ", said)
    assert not re.search(r"(?<![\d.])\.\.(?!\.)", said)
    for part in paper.parts:
        match part:
            case PaperTable(rows=rows, heads=heads):
                assert rows
                assert all(heads)
            case PaperList(points=points):
                assert points
                assert all(point.strip() for point in points)
            case PaperHeading(text=text) | PaperText(text=text) | PaperNote(text=text):
                assert text.strip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("made", [empty, half, full, small_plan])
@pytest.mark.parametrize("maker", MAKERS)
def test_no_heading_stands_above_nothing(maker: Callable[[Report], Paper], made: Made, language: str) -> None:
    parts = maker(made(language, Audience.ADMINISTRATION)).parts
    for above, below in zip(parts, [*parts[1:], None], strict=True):
        if isinstance(above, PaperHeading):
            assert below is not None, above.text
            assert not isinstance(below, PaperHeading) or below.level > above.level, above.text


@pytest.mark.parametrize("maker", MAKERS)
def test_a_french_semicolon_has_its_narrow_space(maker: Callable[[Report], Paper]) -> None:
    held = planned_dossier()
    paper = maker(planned_report(held, planned(held, {"A-1": 0}), language="fr"))
    read_aloud = [alt_text(part.drawn.figure) for part in paper.parts if isinstance(part, PaperFigure)]
    said = "\n".join([everything(paper), *read_aloud])
    assert "\u202f;" in said or maker is not diagnostic_paper
    assert not re.search(r"(?<!\u202f);", said)


@pytest.mark.parametrize("made", [half, full])
def test_no_sentence_is_said_twice_in_a_row_of_sections(made: Made) -> None:
    paper = diagnostic_paper(made("en", Audience.ADMINISTRATION))
    paragraphs = [part.text for part in paper.parts if isinstance(part, PaperText) and not part.quiet]
    assert len(paragraphs) == len(set(paragraphs))


def test_what_is_missing_is_said() -> None:
    said = everything(diagnostic_paper(empty("en", Audience.ADMINISTRATION)))
    for sentence in (
        "Nothing has a level yet, so there is no score to report.",
        "Nothing can be ranked before something is scored.",
        "There is no plan yet, because no targets are set; they come first.",
        "None of the 88 questions asked has an answer yet.",
        "No evidence is registered.",
    ):
        assert sentence in said
    half_said = everything(diagnostic_paper(half("fr", Audience.ADMINISTRATION)))
    assert "Aucune question n'a encore de niveau dans ces sections" in half_said
    assert "Aucune cible n'est encore fixée." in half_said


# --- the numbers are those of the tables ----------------------------------------------------------------------

NUMBER = re.compile(r"(?<![\w.])[+\u2212]?\d+(?:[.,\u202f]\d+)*")


def numbers_of_tables(report: Report) -> set[str]:
    """Every number of every table as a sentence may write it."""
    language, found = report.language, set[str]()
    for make in TABLES.values():
        for row in make(report).rows:
            for cell in row.values():
                if isinstance(cell, bool | Coded) or cell is None:
                    continue
                if isinstance(cell, date):
                    found |= {*NUMBER.findall(day(cell, language)), *NUMBER.findall(month(cell, language))}
                elif isinstance(cell, str):
                    found |= set(NUMBER.findall(cell))
                else:
                    value = Fraction(cell)
                    found |= {score(value, language), *(number(value, language, places) for places in (0, 1, 2))}
                    found |= set(NUMBER.findall(money(value, "USD", language)))
    levels = {number(Fraction(one.value), language, 0) for one in report.framework.levels}
    return found | levels


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_number_of_the_summary_stands_in_a_table(name: str, language: str) -> None:
    report = example(name, language)
    said = " ".join(texts(tuple(summary_chapter(report))))
    letters = {report.say(f"diagnostic.letters.{n}"): str(n) for n in range(2, 11)}
    counts = [letters[word] for word in re.findall(r"\w+", said.lower()) if word in letters]
    known = numbers_of_tables(report)
    assert NUMBER.findall(said)
    assert [one for one in (*NUMBER.findall(said), *counts) if one not in known] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_summary_says_the_scores_of_the_card(name: str) -> None:
    report = example(name, "en")
    said = " ".join(texts(tuple(summary_chapter(report))))
    whole = report.card[WHOLE]
    for value in (whole.value, whole.low, whole.high):
        assert score(value, "en") in said
    for one in report.priorities[:5]:
        assert f"({one.capability})" in said


# --- audiences ------------------------------------------------------------------------------------------------

PEOPLE = (
    Participant("P1", Role.FACILITATOR, "Ada Secret", "HQ"),
    Participant("P2", Role.ASSESSOR, "Binta Hidden", "Port A", Function.LEGAL),
)


def with_people(audience: Audience) -> Paper:
    held = replace(filled(bank()[0]), participants=PEOPLE)
    return diagnostic_paper(report_on(held, library=bank()[1], audience=audience))


def test_names_stand_in_the_copy_of_the_administration_alone() -> None:
    own, donors = with_people(Audience.ADMINISTRATION), with_people(Audience.DONOR)
    assert "Binta Hidden" in everything(own)
    assert "Hidden" not in everything(donors)
    assert "Legal affairs" in everything(donors)
    heads = [part.heads for part in donors.parts if isinstance(part, PaperTable)]
    assert not [one for one in heads if "Names" in one]


def test_donors_are_asked_for_something_else_than_the_head() -> None:
    said = everything(diagnostic_paper(small_plan("en", Audience.DONOR)))
    assert "Say which actions you could pay for" in said
    assert "Have the group agree to the results" not in said
    assert "To think about before this plan goes out" not in said


def test_donors_are_not_asked_about_gaps_where_none_is_known() -> None:
    about_gaps = "which of these gaps your own programmes already touch"
    assert about_gaps in everything(briefing_paper(example("uneven", "en", Audience.DONOR)))
    assert about_gaps not in everything(briefing_paper(empty("en", Audience.DONOR)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_public_is_told_nothing_about_single_questions(language: str) -> None:
    report = example("uneven", language)
    said = everything(public_paper(report))
    for capability in report.framework.capabilities:
        for question in capability.questions:
            assert question.text(language) not in said
            assert not [one.id for one in question.criteria if one.id in said]
    assert not [id for id in report.dossier.evidence if re.search(rf"\b{id}\b", said)]
    drawn = [
        json.dumps(one.drawn.chart.to_dict()) for one in public_paper(report).parts if isinstance(one, PaperFigure)
    ]
    assert drawn
    for capability in report.framework.capabilities:
        named = capability.short(language)
        assert not [one for one in (said, *drawn) if re.search(rf"\b{capability.id}\b", one) or named in one], named
    assert report.administration.name in said


# --- chapters that depend on what there is --------------------------------------------------------------------


def headings(paper: Paper) -> list[str]:
    return [part.text for part in paper.parts if isinstance(part, PaperHeading)]


def test_chapters_without_matter_are_left_out() -> None:
    bare = headings(diagnostic_paper(half("en", Audience.ADMINISTRATION)))
    held = headings(diagnostic_paper(example("strong", "en")))
    assert "The plan" not in bare
    assert "The plan" in held
    assert "Self-assessed and validated" not in bare + held
    assert "Self-assessed and validated" in headings(diagnostic_paper(full("en", Audience.ADMINISTRATION)))
    assert "Change since the earlier round" not in held


def test_the_chapters_stand_in_the_order_in_which_they_are_read() -> None:
    names = ("summary", "method", "whole", "sections", "priorities", "plan", "next", "people", "evidence")
    say = load_phrases("en")
    wanted = [say(f"diagnostic.chapter.{name}") for name in names]
    parts = diagnostic_paper(example("strong", "en")).parts
    held = [part.text for part in parts if isinstance(part, PaperHeading) and part.level == 1]
    assert [one for one in held if one in wanted] == wanted


def test_the_change_since_an_earlier_round_has_its_chapter() -> None:
    report = example("strong", "en")
    before = replace(report, earlier=example("uneven", "en").dossier)
    paper = diagnostic_paper(before)
    assert "Change since the earlier round" in headings(paper)
    assert "the overall score rose from 2.1 to 3.5." in everything(paper)
    same = everything(diagnostic_paper(replace(report, earlier=report.dossier)))
    assert "the overall score stays the same (3.5)" in same


def test_the_timeline_of_a_long_plan_shows_what_the_first_priorities_depend_on() -> None:
    report = example("uneven", "en")
    assert report.plan is not None
    shown = shown_steps(report, report.plan)
    assert len(shown) <= MOST_BARS < len(report.plan.steps)
    assert any(id == report.priorities[0].capability for step in shown for id, _ in step.serves)


@pytest.mark.poppler
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_briefing_has_two_pages_at_most(name: str, language: str, tmp_path: Path) -> None:
    file = tmp_path / "briefing.pdf"
    made = pdf_bytes(briefing_paper(example(name, language)), datetime(2027, 3, 4, tzinfo=UTC), "x")
    file.write_bytes(made)
    told = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True, text=True).stdout
    assert told.count("\f") <= 2


@pytest.mark.poppler
def test_the_briefing_has_two_pages_whatever_the_names_and_however_many_pay(tmp_path: Path) -> None:
    long = "Direction générale de la coopération internationale, programme de lutte contre la fraude " * 2
    report = example("uneven", "fr")
    assert report.plan is not None
    actions = [step.action.id for step in report.plan.steps]
    plan = paid_by(report.plan, {f"{n} {long}": Fraction(1, 25) for n in range(25)}, actions)
    details = {action: StepDetails(action, owner=long) for action in actions}
    paper = briefing_paper(replace(report, plan=plan, dossier=replace(report.dossier, details=details)))
    file = tmp_path / "briefing.pdf"
    file.write_bytes(pdf_bytes(paper, datetime(2027, 3, 4, tzinfo=UTC), "x"))
    told = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True, text=True).stdout
    assert told.count("\f") <= 2
    assert "21 autres" in told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("maker", [briefing_paper, public_paper])
def test_what_the_title_of_a_figure_says_is_not_said_above_it_too(
    maker: Callable[[Report], Paper], language: str
) -> None:
    paper = maker(example("uneven", language))
    titles = [part.drawn.figure.title for part in paper.parts if isinstance(part, PaperFigure)]
    said = " ".join(texts(tuple(part for part in paper.parts if not isinstance(part, PaperFigure))))
    assert titles
    assert not [title for title in titles if title in said]


def test_a_copy_without_the_withheld_capabilities_says_so_and_claims_nothing_of_its_part_of_the_plan() -> None:
    donors = example("uneven", "en", Audience.DONOR)
    assert donors.withheld
    for maker in MAKERS:
        assert "every number in it is computed without" in everything(maker(donors))
    said = everything(diagnostic_paper(donors))
    assert "What is known of how good the plan is holds for the whole of it, not for this part." in said
    assert "rule of thumb" not in said
    assert "No plan within these limits closes more." in everything(diagnostic_paper(example("uneven", "en")))


def test_every_number_of_a_donors_summary_stands_in_a_table_of_their_copy() -> None:
    report = example("strong", "fr", Audience.DONOR)
    known = numbers_of_tables(report)
    said = NUMBER.findall(" ".join(texts(tuple(summary_chapter(report)))))
    # How many capabilities are withheld is the one number that no table of the copy can have.
    assert [one for one in said if one not in known and one != str(report.withheld)] == []
