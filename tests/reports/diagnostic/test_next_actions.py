"""What of a plan is late, what runs, what begins next on the day of the report: nothing that is past is to be begun."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.ballots import Homework
from questionnaire.following import BEGUN, FINISHED, ProgressReport, ProgressWord, Rater
from questionnaire.stages import Function
from reports.diagnostic.briefing_paper import briefing_paper
from reports.diagnostic.next_actions import MOST_STARTS, actions_by_day, late_told
from reports.diagnostic.next_chapter import next_chapter, next_steps
from reports.paper import PaperList, PaperText
from reports.report import Audience, Report
from tests.examples import targets
from tests.reports.filled import MADE_AT
from tests.reports.planned import STARTS, planned_dossier, planned_report

W = ProgressWord


def said(word: ProgressWord, action: str = "A-1", rater: Rater = Rater.SELF) -> ProgressReport:
    return ProgressReport(action, rater, word, date(2027, 3, 1))


def on(day: date, *reports: ProgressReport, language: str = "en", **more: object) -> Report:
    """The small plan on a day: A-1 from April 2027, A-3 from July, A-2 from October, A-4 from January 2028."""
    audience = more.pop("audience", Audience.ADMINISTRATION)
    held = planned_dossier(progress={(one.action, one.rater): one for one in reports}, **more)
    made = MADE_AT.replace(year=day.year, month=day.month, day=day.day)
    return replace(planned_report(held, language=language, audience=audience), made_at=made)


def ids(report: Report) -> dict[str, list[str]]:
    found = actions_by_day(report)
    kinds = {"to_begin": found.to_begin, "to_finish": found.to_finish, "starting": found.starting}
    return {kind: [line.action for line in lines] for kind, lines in kinds.items()}


def test_before_the_plan_its_first_actions_start() -> None:
    assert ids(on(date(2027, 3, 4))) == {"to_begin": [], "to_finish": [], "starting": ["A-1"]}
    assert ids(on(date(2027, 4, 1)))["starting"] == ["A-1"]


def test_what_should_have_begun_is_late_and_the_next_start_lies_ahead() -> None:
    assert ids(on(date(2027, 8, 1))) == {"to_begin": ["A-1", "A-3"], "to_finish": [], "starting": ["A-2"]}


def test_what_is_reported_achieved_is_neither_started_nor_late() -> None:
    report = on(date(2027, 8, 1), said(W.ACHIEVED), said(W.ON_TRACK, "A-3"))
    assert ids(report) == {"to_begin": [], "to_finish": [], "starting": ["A-2"]}
    assert not [one for one in next_steps(report) if "A-1" in one.what or "A-3" in one.what]


def test_what_has_begun_early_does_not_start_again() -> None:
    assert ids(on(date(2027, 3, 4), said(W.ON_TRACK)))["starting"] == ["A-3"]


def test_what_has_begun_and_is_overdue_is_to_be_completed() -> None:
    report = on(date(2027, 12, 31), said(W.PARTIAL_PROGRESS))
    assert ids(report)["to_finish"] == ["A-1"]
    first = next_steps(report)[0]
    assert (first.what, first.by, first.late) == ("late, to complete: A-1 (A-1)", date(2027, 6, 30), True)


@pytest.mark.parametrize(
    ("word", "late"), [(W.NOT_COMMENCED, True), (W.PENDING, True), *((one, False) for one in BEGUN)]
)
def test_only_a_word_that_says_so_makes_an_action_begun(word: ProgressWord, late: bool) -> None:
    for rater in Rater:
        assert ("A-1" in ids(on(date(2027, 5, 1), said(word, rater=rater)))["to_begin"]) is late


def test_how_much_is_late_is_told_above_the_steps() -> None:
    report = on(date(2027, 12, 31), said(W.PARTIAL_PROGRESS))
    told = [part.text for part in next_chapter(report) if isinstance(part, PaperText)]
    assert told == [
        "Two actions of the plan should have begun by now, and no report says that they have. "
        "One action has begun and should have been completed by now."
    ]
    assert list(late_told(on(date(2027, 3, 4)))) == []
    french = list(late_told(on(date(2027, 5, 1), language="fr")))
    assert french == ["Une action du plan aurait déjà dû être lancée, et aucun point de suivi ne dit qu'elle l'est"]


def test_the_briefing_tells_late_actions_in_one_line() -> None:
    parts = briefing_paper(on(date(2027, 8, 1))).parts
    points = [point for part in parts if isinstance(part, PaperList) for point in part.points]
    assert "Two actions should have begun by now, among them A-1 and A-3." in points
    assert "1 October 2027: the next action begins, A-2." in points
    before = [
        point
        for part in briefing_paper(on(date(2027, 3, 4))).parts
        if isinstance(part, PaperList)
        for point in part.points
    ]
    assert "1 April 2027: the first action begins, A-1." in before


def test_a_target_whose_date_has_passed_is_late_and_the_next_one_is_told() -> None:
    due = {
        id: replace(one, due=day)
        for (id, one), day in zip(targets(L01=2, O01=2).items(), (date(2027, 6, 30), date(2028, 6, 30)), strict=True)
    }
    held = planned_dossier()
    report = planned_report(replace(held, targets=due))
    steps = {one.what: one.by for one in next_steps(report) if "target" in one.what}
    assert steps == {"the first target is due": date(2027, 6, 30)}
    after = replace(report, made_at=MADE_AT.replace(month=8))
    steps = {one.what: (one.by, one.late) for one in next_steps(after) if "target" in one.what}
    assert steps == {
        "one target is past its date and not reached: reach it, or set it anew": (date(2027, 6, 30), True),
        "the next target is due": (date(2028, 6, 30), False),
    }


def test_a_task_that_is_past_its_day_is_late() -> None:
    task = Homework("L01", "Bring the register", Function.POST, date(2027, 3, 1))
    report = planned_report(planned_dossier(homework={"L01": task}))
    assert next_steps(report)[0].what == "late: Bring the register (L01)"


@given(
    st.dictionaries(st.sampled_from(sorted(STARTS)), st.sampled_from(list(W))),
    st.dates(date(2026, 1, 1), date(2030, 12, 31)),
)
def test_every_action_is_late_or_begins_or_is_left_alone(words: dict[str, ProgressWord], day: date) -> None:
    report = on(day, *(said(word, action) for action, word in words.items()))
    assert report.plan is not None
    found = ids(report)
    told = [action for those in found.values() for action in those]
    assert len(told) == len(set(told)) <= MOST_STARTS
    starts = {step.action.id: step.starts_on for step in report.plan.steps}
    for action in told:
        assert words.get(action) not in FINISHED
    for action in found["starting"]:
        assert starts[action] >= day
        assert words.get(action) not in BEGUN
    for action in found["to_begin"]:
        assert starts[action] < day
    for step in next_steps(report):
        if step.by is not None:
            assert step.late is (step.by < day)
