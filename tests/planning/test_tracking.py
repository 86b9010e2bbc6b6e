"""Following the plan: every state of a line, what comes first, what it adds up to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.board_lines import BoardLine, Urgency
from planning.follow_up import plan_from
from planning.tracking import Board, board
from questionnaire.assessment import Dossier
from questionnaire.following import FINISHED, Funding, ProgressReport, ProgressWord, Rater, StepDetails
from questionnaire.intentions import Limits, PlannedStart
from scoring.scores import score_dossier
from tests.examples import action, answer, capability, dossier, framework, library, section, targets

FIRST = date(2027, 1, 1)
TREE = framework(section("L", capability("L01"), capability("L02")))
ACTIONS = library(
    action("A1", "L01.2a", money=100),
    action("A2", "L01.3a", after=("A1",), money=50),
    action("A3", "L02.2a", "L02.4a", months=6, money=30),
    action("A4", "L02.3a"),
)
STARTS = (PlannedStart("A1", 0), PlannedStart("A2", 1), PlannedStart("A3", 0), PlannedStart("A4", 4))


def report(id: str, word: str, on: date = FIRST, rater: str = "self", **more: Any) -> ProgressReport:
    return ProgressReport(id, Rater(rater), ProgressWord(word), on, **more)


def followed(*reports: ProgressReport, details: Mapping[str, StepDetails] | None = None, **levels: int) -> Dossier:
    answers = {"L01": 1, "L02": 1, **levels}
    return dossier(
        TREE,
        *(answer(id, level) for id, level in answers.items()),
        targets=targets(L01=3, L02=3),
        limits=Limits(start=FIRST, quarters=8),
        planned=STARTS,
        progress={(one.action, one.rater): one for one in reports},
        details=details or {},
    )


def on(day: date, *reports: ProgressReport, **more: Any) -> Board:
    held = followed(*reports, **more)
    card = score_dossier(held)
    return board(plan_from(held, card, ACTIONS, STARTS, FIRST), held, card, day)


def line(held: Board, id: str) -> BoardLine:
    return next(one for one in held.every_line if one.action == id)


class TestStates:
    def test_before_its_first_day_nothing_is_late(self) -> None:
        held = on(FIRST - timedelta(days=1))
        assert {one.urgency for one in held.lines} == {Urgency.FUTURE}
        assert not any(one.needs_attention for one in held.lines)

    def test_on_its_first_day_an_action_runs_and_on_the_next_it_is_late_to_start(self) -> None:
        assert line(on(FIRST), "A1").urgency is Urgency.RUNNING
        late = line(on(FIRST + timedelta(days=1)), "A1")
        assert (late.urgency, late.late_to_start, late.overdue, late.days_late) == (Urgency.ATTENTION, 1, None, 1)

    @pytest.mark.parametrize(("day", "overdue"), [(date(2027, 3, 31), None), (date(2027, 4, 1), 1)])
    def test_the_day_after_its_planned_end_it_is_overdue(self, day: date, overdue: int | None) -> None:
        assert line(on(day, report("A1", "on_track")), "A1").overdue == overdue

    def test_the_end_is_by_the_usual_duration_even_where_a_plan_was_read_again_later(self) -> None:
        held = followed(report("A1", "on_track"))
        card, today = score_dossier(held), date(2027, 8, 1)
        again = plan_from(held, card, ACTIONS, STARTS, today)
        assert line(board(again, held, card, today), "A1").planned_end == date(2027, 3, 31)

    @pytest.mark.parametrize("word", sorted(FINISHED))
    def test_what_is_finished_is_never_late(self, word: str) -> None:
        done = line(on(date(2030, 1, 1), report("A1", word, evidence=("E1",))), "A1")
        assert (done.urgency, done.days_late, done.finished) == (Urgency.FINISHED, None, True)

    def test_a_review_is_due_on_its_day(self) -> None:
        said = report("A1", "on_track", next_review=date(2027, 2, 1))
        assert line(on(date(2027, 1, 31), said), "A1").urgency is Urgency.RUNNING
        due = line(on(date(2027, 2, 1), said), "A1")
        assert (due.urgency, due.review_due) == (Urgency.REVIEW, date(2027, 2, 1))

    def test_it_is_blocked_by_what_the_report_says(self) -> None:
        assert line(on(FIRST, report("A1", "on_track", waits_for="a decree")), "A1").waits_for == "a decree"
        assert line(on(FIRST, report("A1", "pending")), "A1").blocked
        assert not line(on(FIRST, report("A1", "achieved", waits_for="a decree")), "A1").blocked

    def test_it_is_blocked_by_what_comes_before_once_it_should_have_begun(self) -> None:
        second = date(2027, 4, 1)
        assert not line(on(second - timedelta(days=1)), "A2").blocked
        assert line(on(second), "A2").waits_for_actions == ("A1",)
        assert line(on(second, report("A1", "achieved")), "A2").waits_for_actions == ()
        assert line(on(second, report("A2", "on_track")), "A2").waits_for_actions == ()
        assert line(on(second, L01=2), "A2").waits_for_actions == (), "the assessment shows what A1 brings"


class TestRaters:
    def test_the_two_words_stay_apart_and_the_own_one_decides(self) -> None:
        own, outside = report("A1", "achieved"), report("A1", "partial_progress", rater="external")
        held = line(on(date(2027, 6, 1), own, outside), "A1")
        assert (held.own, held.external, held.finished, held.differs) == (own, outside, True, True)
        assert held.needs_attention

    def test_where_only_somebody_outside_judged_that_word_decides(self) -> None:
        held = line(on(date(2027, 6, 1), report("A1", "achieved", rater="external")), "A1")
        assert held.finished
        assert not held.differs

    def test_counts_by_word_are_kept_apart_too(self) -> None:
        sums = on(FIRST, report("A1", "achieved"), report("A1", "on_track", rater="external")).sums
        assert (sums.own[ProgressWord.ACHIEVED], sums.own[None]) == (1, 3)
        assert (sums.external[ProgressWord.ON_TRACK], sums.external[ProgressWord.ACHIEVED], sums.external[None]) == (
            1,
            0,
            3,
        )


class TestFinished:
    def test_it_names_the_criteria_that_the_assessment_does_not_show_yet(self) -> None:
        done = report("A3", "achieved")
        assert line(on(FIRST, done), "A3").to_reassess == ("L02.2a", "L02.4a")
        assert line(on(FIRST, done, L02=2), "A3").to_reassess == ("L02.4a",)
        assert line(on(FIRST, report("A3", "on_track")), "A3").to_reassess == ()

    def test_without_evidence_it_says_so(self) -> None:
        assert line(on(FIRST, report("A1", "achieved")), "A1").evidence_missing
        assert not line(on(FIRST, report("A1", "on_track")), "A1").evidence_missing
        shown = report("A1", "achieved", rater="external", evidence=("E1",))
        assert not line(on(FIRST, report("A1", "achieved"), shown), "A1").evidence_missing


class TestMoney:
    def test_spent_stands_against_planned_exactly(self) -> None:
        held = on(FIRST, report("A1", "on_track", spent=Fraction(301, 3)), report("A3", "on_track", spent=Fraction(10)))
        assert line(held, "A1").over == Fraction(1, 3)
        assert line(held, "A3").over == -20
        sums = held.sums
        assert (sums.spent, sums.spent_on, sums.planned_for_these, sums.planned) == (Fraction(331, 3), 2, 130, 180)

    def test_what_nobody_said_is_none_and_never_zero(self) -> None:
        held = on(FIRST, report("A1", "on_track"))
        assert line(held, "A1").spent is None
        assert line(held, "A1").over is None
        assert (held.sums.spent, held.sums.planned_for_these) == (None, None)

    def test_it_is_told_by_funding(self) -> None:
        details = {"A1": StepDetails("A1", funding=Funding.FUNDED), "A3": StepDetails("A3", funding=Funding.FUNDED)}
        found = {one.funding: (one.actions, one.planned) for one in on(FIRST, details=details).sums.funding}
        assert found == {Funding.FUNDED: (2, 130), Funding.PART: (0, None), Funding.UNFUNDED: (0, None), None: (2, 50)}


def test_what_left_the_plan_is_listed_apart() -> None:
    held = on(FIRST, report("A9", "on_track", spent=Fraction(7)), report("A9", "achieved", rater="external"))
    assert [one.action for one in held.elsewhere] == ["A9"]
    assert held.elsewhere[0].step is None
    assert held.sums.spent is None, "the plan's own sums leave it out"


def test_overdue_comes_before_blocked_before_late_before_review() -> None:
    held = on(
        date(2027, 4, 2),
        report("A1", "partial_progress"),
        report("A3", "on_track", next_review=date(2027, 4, 1)),
        report("A4", "pending", waits_for="a decree"),
    )
    assert [one.action for one in held.lines] == ["A1", "A2", "A4", "A3"]


words = st.sampled_from(list(ProgressWord))
reports = st.builds(
    ProgressReport,
    action=st.sampled_from(["A1", "A2", "A3", "A4", "A9"]),
    rater=st.sampled_from(list(Rater)),
    word=words,
    on=st.dates(FIRST, date(2028, 12, 31)),
    waits_for=st.sampled_from(["", "a decree"]),
    spent=st.none() | st.fractions(0, 1000),
    next_review=st.none() | st.dates(FIRST, date(2029, 12, 31)),
)


@given(st.lists(reports, max_size=8), st.dates(FIRST - timedelta(days=40), date(2029, 12, 31)))
def test_on_every_day_each_action_stands_once_in_the_right_place(said: list[ProgressReport], day: date) -> None:
    held = on(day, *said)
    assert sorted(one.action for one in held.lines) == ["A1", "A2", "A3", "A4"]
    order = [list(Urgency).index(one.urgency) for one in held.lines]
    assert order == sorted(order)
    for one in held.lines:
        assert (one.urgency is Urgency.ATTENTION) == (one.blocked or one.days_late is not None)
        assert not (one.overdue and one.late_to_start)
        assert not (one.finished and (one.blocked or one.days_late))
    counted = held.sums
    assert sum(counted.own.values()) == sum(counted.external.values()) == len(held.lines)
    amounts = [one.spent for one in held.lines if one.spent is not None]
    assert counted.spent == (sum(amounts) if amounts else None)
