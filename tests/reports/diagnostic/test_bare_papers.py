"""Papers of assessments in which something is missing altogether: they say so, and nothing that is not so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from questionnaire.answers import (
    Answer,
    Disputed,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    Reply,
    TicksGiven,
)
from questionnaire.assessment import Administration, Dossier, Setup, Site
from questionnaire.framework import Checklist, Choice, Ladder, Number, Question
from questionnaire.intentions import Target
from questionnaire.stages import Stage
from reports.diagnostic.briefing_paper import briefing_paper
from reports.diagnostic.diagnostic_paper import diagnostic_paper
from reports.diagnostic.next_chapter import next_steps
from reports.diagnostic.public_paper import public_paper
from reports.diagnostic.summary_chapter import asked_of_reader
from reports.diagnostic.unscored import Unscored, why_unscored
from reports.paper import Paper, PaperHeading, PaperList, PaperNote, PaperTable, PaperText
from reports.report import Audience, Report
from tests.reports.diagnostic.test_papers import everything
from tests.reports.filled import bank, report_on

LANGUAGES = ("en", "fr")
MAKERS: tuple[Callable[[Report], Paper], ...] = (diagnostic_paper, briefing_paper, public_paper)


def high(question: Question) -> Reply:
    """The best reply to a question of any kind."""
    match question.kind:
        case Ladder():
            return LevelReached(LadderGiven(3))
        case Choice(options=options):
            return LevelReached(OptionGiven(max(options, key=lambda one: one.value).id))
        case Checklist(items=items):
            return LevelReached(TicksGiven(frozenset(one.id for one in items)))
        case Number(unit=unit, thresholds=thresholds):
            return LevelReached(QuantityGiven(thresholds[-1].bound, unit, date(2027, 1, 31)))


def disputed(question: Question) -> Reply:
    levels = question.ordered_levels
    return Disputed(levels[0], levels[-1], "two views") if len(levels) > 1 else NotKnown("")


def all_with(reply: Callable[[Question], Reply], only: int | None = None, **more: object) -> Dossier:
    """A dossier of the bank with a reply to every question, or to the first ones only."""
    framework = bank()[0]
    at = datetime(2027, 2, 1, tzinfo=UTC)
    answers = {("P1", one.id): Answer("P1", one.id, reply(one), None, "", (), at) for one in framework.questions[:only]}
    setup = Setup(Administration("Douane", "X"), assessed_on=date(2027, 3, 1))
    return replace(Dossier("D1", framework, setup=setup, answers=answers), **more)  # type: ignore[arg-type]


def aims(level: int) -> dict[str, Target]:
    return {one.id: Target(one.id, level, date(2028, 12, 31)) for one in bank()[0].capabilities}


def withheld_all() -> Dossier:
    return all_with(high, withheld=tuple(one.id for one in bank()[0].capabilities))


BARE: dict[str, Callable[[], Dossier]] = {
    "empty": lambda: Dossier("D1", bank()[0]),
    "not applicable": lambda: all_with(lambda _: NotApplicable("no border")),
    "not applicable, shared": lambda: all_with(lambda _: NotApplicable("no border"), stage=Stage.SHARED),
    "disputed": lambda: all_with(disputed),
    "not known": lambda: all_with(lambda _: NotKnown("")),
    "one answer": lambda: all_with(high, only=1),
    "no targets": lambda: all_with(high),
    "met": lambda: all_with(high, targets=aims(1)),
    "met, shared": lambda: all_with(high, targets=aims(1), stage=Stage.SHARED),
    "below": lambda: all_with(high, targets=aims(4)),
    "site": lambda: all_with(high, targets=aims(4), setup=Setup(site=Site("Port A"))),
    "withheld": withheld_all,
}


def bare(name: str, audience: Audience, language: str = "en") -> Report:
    return report_on(BARE[name](), library=bank()[1], language=language, audience=audience)


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("name", BARE)
def test_a_bare_paper_says_nothing_empty_and_no_zero_of_something(name: str, audience: Audience) -> None:
    for language in LANGUAGES:
        report = bare(name, audience, language)
        for paper in [maker(report) for maker in MAKERS]:
            said = everything(paper)
            assert not re.search(r"[{}]|\bNone\b(?! of)|\*\*|\b0 (?:of|sur) 0\b|  ", said)
            assert not re.search(r"(?<![\d.])\.\.(?!\.)", said)
            for above, below in zip(paper.parts, [*paper.parts[1:], None], strict=True):
                match above:
                    case PaperHeading(text=text):
                        assert text.strip()
                        assert below is not None, text
                        assert not isinstance(below, PaperHeading) or below.level > above.level, text
                    case PaperTable(rows=rows, heads=heads):
                        assert rows
                        assert all(heads)
                    case PaperList(points=points):
                        assert points
                        assert all(point.strip() for point in points)
                    case PaperText(text=text) | PaperNote(text=text):
                        assert text.strip()


def test_why_nothing_is_scored() -> None:
    why = {name: why_unscored(bare(name, Audience.ADMINISTRATION)) for name in BARE}
    assert {name: one for name, one in why.items() if one is not None} == {
        "empty": Unscored.BLANK,
        "not applicable": Unscored.NOTHING_APPLIES,
        "not applicable, shared": Unscored.NOTHING_APPLIES,
    }
    assert why_unscored(bare("withheld", Audience.DONOR)) is Unscored.NOTHING_ASKED
    mixed = all_with(lambda one: NotApplicable("x"), only=5)
    assert why_unscored(report_on(mixed)) is Unscored.NO_LEVEL


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("empty", ["Follow this assessment: nothing is scored yet, and a plan comes after the scores."]),
        ("not applicable", ["Nothing is asked of you at this point."]),
        ("no targets", ["Follow this assessment: its targets are not set yet, and a plan comes after them."]),
        ("met", ["Ask the administration what comes next: every target that is set is reached."]),
        (
            "below",
            [
                "Follow this assessment: a costed plan is not there yet.",
                "Tell the administration which of these gaps your own programmes already touch.",
            ],
        ),
        (
            "site",
            [
                "Look for the plan in the assessment of the administration as a whole: this one is of a single site.",
                "Tell the administration which of these gaps your own programmes already touch.",
            ],
        ),
        ("withheld", ["Nothing is asked of you at this point."]),
    ],
)
def test_donors_are_asked_what_is_to_be_had(name: str, asked: list[str]) -> None:
    assert list(asked_of_reader(bare(name, Audience.DONOR))) == asked


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("empty", ["Have the open questions answered, so that the scores stand."]),
        ("not applicable", ["Have the group agree to the results and sign them."]),
        ("not applicable, shared", ["Nothing is asked of you at this point."]),
        ("met, shared", ["Raise the targets that are reached, or see that what is reached lasts."]),
    ],
)
def test_the_head_is_asked_what_is_left(name: str, asked: list[str]) -> None:
    assert list(asked_of_reader(bare(name, Audience.ADMINISTRATION))) == asked


@pytest.mark.parametrize(
    ("name", "audience", "steps"),
    [
        ("empty", Audience.DONOR, ["the administration answers the questions that bring a score"]),
        ("empty", Audience.ADMINISTRATION, ["answer the 88 questions"]),
        ("no targets", Audience.ADMINISTRATION, ["Set a target for each capability", "Have the group agree"]),
        ("no targets", Audience.DONOR, ["the administration sets its targets", "the group agrees"]),
        ("below", Audience.ADMINISTRATION, ["all 68 open targets", "Have a plan made", "Have the group agree"]),
        ("below", Audience.DONOR, ["all 65 open targets", "the administration makes a plan", "the group agrees"]),
        ("site", Audience.DONOR, ["all 65 open targets", "the group agrees"]),
        ("met, shared", Audience.ADMINISTRATION, ["Raise the targets"]),
        ("met, shared", Audience.DONOR, ["the administration raises the targets"]),
        ("not applicable, shared", Audience.ADMINISTRATION, []),
    ],
)
def test_the_next_steps_are_those_that_are_left(name: str, audience: Audience, steps: list[str]) -> None:
    found = [one.what for one in next_steps(bare(name, audience))]
    assert len(found) == len(steps), found
    assert all(what.startswith(start) for what, start in zip(found, steps, strict=True)), found


def test_what_does_not_apply_is_not_awaited() -> None:
    for audience in Audience:
        said = everything(diagnostic_paper(bare("not applicable", audience)))
        assert "None of the questions asked applies here, so there is no score to report." in said
        assert "follow once questions have been answered" not in said
        assert "questions asked is answered." in said
