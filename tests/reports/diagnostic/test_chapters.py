"""The rules of single chapters: what comes first, what is next, what the mission and the earlier round change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from planning.plan import LeftOut, Reason
from questionnaire.answers import Disputed, EvidenceLink, NotKnown, RecordedAgreement
from questionnaire.ballots import Homework
from questionnaire.following import StepDetails
from questionnaire.policy import Strength
from questionnaire.stages import Function, Stage
from reports.diagnostic.change_chapter import change_findings, whole_changed
from reports.diagnostic.next_chapter import next_steps
from reports.diagnostic.plan_chapter import costs, left_out, left_out_told, missed
from reports.diagnostic.priorities_chapter import no_priorities, reasons_said, step_said, what_comes_first
from reports.diagnostic.section_chapter import disputes, missing_said, strengths, unproven
from reports.diagnostic.summary_chapter import asked_of_reader
from reports.diagnostic.validation_chapter import furthest_apart, validation_findings
from reports.paper import PaperHeading, PaperList, PaperTable, PaperText, cell_text
from reports.report import Audience, Report
from tests.examples import answer, at_level, capability, dossier, evidence, framework, section, targets
from tests.reports.filled import report_on
from tests.reports.planned import paid_by, planned, planned_dossier, planned_report
from words.phrases import LANGUAGES, load_phrases


def law(*levels: int, language: str = "en", **more: object) -> Report:
    """A report on one section of capabilities at these levels, the first of them a gate."""
    ids = [f"L0{n}" for n in range(1, len(levels) + 1)]
    held = dossier(
        framework(section("L", *(capability(id, gate=id == "L01") for id in ids))),
        *(answer(id, level) for id, level in zip(ids, levels, strict=True)),
        **more,
    )
    return report_on(held, language=language)


# --- what comes first -----------------------------------------------------------------------------------------


def test_points_are_told_by_what_multiplies() -> None:
    report = law(1, 1, targets=targets(L01=3, L02=2), threats={"L01": 3})
    first, second = report.priorities
    assert (step_said(report, first), reasons_said(report, first)) == ("1 \u2192 3", "gate 2 × threat 3 × gap 50%")
    assert reasons_said(report, second) == "gap 25%"
    french = law(1, 1, targets=targets(L01=3, L02=2), threats={"L01": 3}, language="fr")
    assert reasons_said(french, french.priorities[0]).replace("\u202f", " ") == "verrou 2 × menace 3 × écart 50 %"


def test_what_comes_first_is_told() -> None:
    assert list(what_comes_first(law(1, 1, targets=targets(L01=3, L02=2)))) == [
        "There are two gaps up to the targets; L01 comes first",
        "One of the first ranks is a gate, which its whole section depends on",
    ]
    assert list(what_comes_first(law(1, 3, targets=targets(L01=3), language="fr"))) == [
        "Un écart reste à combler jusqu'aux cibles\u00a0: L01"
    ]


def test_without_a_priority_it_is_said_why() -> None:
    assert no_priorities(law(2)).startswith("No targets are set yet.")
    assert no_priorities(law(2, targets=targets(L01=2))).startswith("Every target that is set is reached.")
    bare = report_on(dossier(framework(section("L", capability("L01")))))
    assert no_priorities(bare) == "Nothing can be ranked before something is scored"


# --- a section ------------------------------------------------------------------------------------------------


def test_strengths_are_told_by_level_and_by_evidence() -> None:
    report = law(4, 3, 3, 2)
    heading, told = strengths(report, report.framework.sections[0])
    assert isinstance(heading, PaperHeading)
    assert isinstance(told, PaperList)
    assert told.points == (
        "4 Sustained, not all of it evidenced yet: L01.",
        "3 Established, not all of it evidenced yet: L02 and L03.",
    )
    seen = evidence("E1", Strength.DOCUMENT_SEEN)
    held = dossier(
        framework(section("L", capability("L01"), capability("L02"))),
        answer("L01", 3),
        answer("L02", 3, evidence=[EvidenceLink("E1")]),
        evidence=[seen],
    )
    shown = report_on(held)
    (_, told) = strengths(shown, shown.framework.sections[0])
    assert isinstance(told, PaperList)
    assert told.points == (
        "3 Established, carried by evidence: L02.",
        "3 Established, not all of it evidenced yet: L01.",
    )
    weak = law(1, 2)
    assert list(strengths(weak, weak.framework.sections[0])) == []


def test_claims_beyond_their_evidence_are_named_the_widest_first() -> None:
    report = law(2, 4, 1)
    _, told = unproven(report, report.framework.sections[0])
    assert isinstance(told, PaperText)
    assert told.text == (
        "Two capabilities claim more than their evidence carries: L02 (L02: 1 of 4) and L01 (L01: 1 of 2). "
        "To show the evidence for them would strengthen the case before any money is spent."
    )


def test_missing_criteria_are_told_in_words_and_doubt_is_marked() -> None:
    report = law(1, targets=targets(L01=3))
    assert missing_said(report, report.gap_of["L01"]) == "L01.2a criterion L01.2a\nL01.3a criterion L01.3a"
    held = dossier(
        framework(section("L", capability("L01"))),
        answer("L01", Disputed(Fraction(1), Fraction(2), "two registers")),
        targets=targets(L01=3),
    )
    doubtful = report_on(held)
    assert missing_said(doubtful, doubtful.gap_of["L01"]) == (
        "L01.2a criterion L01.2a [to verify]\nL01.3a criterion L01.3a"
    )
    _, table = disputes(doubtful, doubtful.framework.sections[0])
    assert isinstance(table, PaperTable)
    assert table.rows == (("L01 question L01", "1", "2", "two registers"),)


# --- the plan -------------------------------------------------------------------------------------------------


def test_costs_stand_by_year_and_donor_with_their_sum() -> None:
    report = planned_report()
    assert report.plan is not None
    bare = [part for part in costs(report, report.plan) if isinstance(part, PaperTable)]
    assert [row[0] for row in bare[0].rows] == ["Nobody yet"]
    shared = paid_by(report.plan, {"A": Fraction(1, 2), "B": Fraction(1, 2)}, ("A-1",))
    paid = replace(report, plan=shared)
    (table,) = (part for part in costs(paid, shared) if isinstance(part, PaperTable))
    assert [row[0] for row in table.rows] == ["A", "B", "Nobody yet", "Total"]
    assert table.totals == {3}
    assert cell_text(table.rows[0][-1]) == cell_text(table.rows[1][-1])
    assert cell_text(table.rows[3][-1]) == cell_text(bare[0].rows[0][-1])


def test_what_the_plan_misses_and_leaves_out_is_told_with_its_reason() -> None:
    report = planned_report()
    plan = planned(report.dossier, {"A-1": 0})
    _, table = missed(replace(report, plan=plan), plan)
    assert isinstance(table, PaperTable)
    assert [cell_text(row[1]) for row in table.rows] == ["0 \u2192 2", "0 \u2192 2"]
    assert [cell_text(row[2]) for row in table.rows] == ["1", "nothing"]
    parts = list(left_out(replace(report, plan=plan), plan))
    assert isinstance(parts[-1], PaperTable)
    assert sum(int(cell_text(row[1])) for row in parts[-1].rows) == len(plan.left_out) == 3


def out_for(**reasons: int) -> dict[Reason, list[LeftOut]]:
    return {
        Reason[name]: [LeftOut(f"A-{name}-{n}", Reason[name]) for n in range(many)] for name, many in reasons.items()
    }


@pytest.mark.parametrize(
    ("by_reason", "said"),
    [
        (
            out_for(MONEY=204, NO_TIME=137, LEVEL_BLOCKED=14, NO_CAPACITY=4),
            "; most of them because the money does not suffice",
        ),
        (
            out_for(MONEY=150, NO_TIME=140, NOT_NEEDED=69),
            "; the most frequent reason, true of 150, is that the money does not suffice",
        ),
        (out_for(MONEY=3), "; all of them because the money does not suffice"),
        # Three reasons are one to a reader: nothing of it is needed.
        (
            out_for(MONEY=100, NOT_NEEDED=60, DOMINATED=30, ALREADY_MET=30),
            "; most of them because what they do is not needed here or is already done",
        ),
        (out_for(MONEY=2, NO_TIME=2), ""),
        (
            out_for(MONEY=1, NO_TIME=1, NOT_NEEDED=2),
            "; the most frequent reason, true of two, is that what they do is not needed here or is already done",
        ),
    ],
)
def test_why_actions_are_left_out_is_counted(by_reason: dict[Reason, list[LeftOut]], said: str) -> None:
    told = left_out_told(by_reason, load_phrases("en"))
    assert told.partition(" not in the plan")[2] == said
    left_out_told(by_reason, load_phrases("fr"))


def test_reasons_why_a_target_is_missed_stand_apart_as_the_language_has_it() -> None:
    held = planned_dossier()
    left = (LeftOut("A-2", Reason.MONEY), LeftOut("A-4", Reason.NO_TIME), LeftOut("A-3", Reason.NO_CAPACITY))
    plan = replace(planned(held, {"A-1": 0}), left_out=left)
    report = planned_report(held, plan, language="fr")
    _, table = missed(report, plan)
    assert isinstance(table, PaperTable)
    whys = [cell_text(row[3]) for row in table.rows]
    assert "pas à temps\u202f; sans place libre" in whys


def test_one_action_left_out_has_its_reason_in_the_table() -> None:
    assert left_out_told(out_for(MONEY=1), load_phrases("en")) == "One action of the library is not in the plan"


def test_every_reason_has_its_words() -> None:
    for language in LANGUAGES:
        for reason in Reason:
            left_out_told(out_for(**{reason.name: 2}), load_phrases(language))


def test_payers_beyond_the_first_are_one_line_and_the_sum_stays() -> None:
    report = planned_report()
    assert report.plan is not None
    shared = paid_by(report.plan, {f"Donor {n:02}": Fraction(n, 45) for n in range(10)}, ("A-1",))
    paid = replace(report, plan=shared)
    (full,) = (part for part in costs(paid, shared) if isinstance(part, PaperTable))
    (short,) = (part for part in costs(paid, shared, most=4) if isinstance(part, PaperTable))
    assert [row[0] for row in short.rows] == ["Donor 07", "Donor 08", "Donor 09", "Six others", "Nobody yet", "Total"]
    assert short.rows[-1] == full.rows[-1]
    (all_of_them,) = (part for part in costs(paid, shared, most=9) if isinstance(part, PaperTable))
    assert all_of_them.rows == full.rows


# --- what is next, and what is asked --------------------------------------------------------------------------


def test_next_steps_stand_by_their_dates() -> None:
    held = planned_dossier(homework={"L01": Homework("L01", "Bring the register", Function.POST, date(2027, 3, 22))})
    steps = next_steps(planned_report(held))
    assert [(one.what, one.who, one.by) for one in steps[:2]] == [
        ("Bring the register (L01)", "Port, airport or post", date(2027, 3, 22)),
        ("start: A-1 (A-1)", "Legal affairs", date(2027, 4, 1)),
    ]
    assert steps[-1].what == "Have the group agree to the results and sign them"
    assert steps[-1].by is None
    donors = next_steps(planned_report(held, audience=Audience.DONOR))
    assert [one.what for one in donors] == ["start: A-1 (A-1)", "the group agrees to the results and signs them"]


def test_an_owner_who_is_named_stands_for_the_lead() -> None:
    held = planned_dossier(details={"A-1": StepDetails("A-1", owner="Head of law")})
    (first, *_) = (one for one in next_steps(planned_report(held)) if one.kind)
    assert first.who == "Head of law"


def test_open_questions_are_next_where_nobody_has_them_yet() -> None:
    held = dossier(
        framework(section("L", capability("L01"), capability("L02"), capability("L03"))),
        answer("L01", Disputed(Fraction(1), Fraction(2), "x")),
        answer("L02", NotKnown("y")),
    )
    assert [one.what for one in next_steps(report_on(held))] == [
        "settle the one question that is disputed: L01",
        "find out what nobody knew about L02",
        "answer the one question that is still open",
        "Set a target for each capability, and by when: without targets there is no gap, no order and no plan",
        "Have the group agree to the results and sign them",
    ]


def test_the_head_is_asked_for_what_is_still_missing() -> None:
    assert asked_of_reader(law(2)) == (
        "Set a target for each capability, and by when: without targets there is no gap, no order and no plan.",
    )
    aimed = law(2, targets=targets(L01=3), stage=Stage.VALIDATED)
    assert asked_of_reader(aimed) == (
        "Agree that the priorities above come first, or say which others do.",
        "Have a plan made for the targets, within the money and the time there is.",
        "Approve the results.",
    )
    assert (
        asked_of_reader(replace(aimed, dossier=replace(aimed.dossier, stage=Stage.SHARED)))[-1]
        != "Approve the results."
    )


# --- the mission and the earlier round ------------------------------------------------------------------------


def test_what_the_mission_corrects_is_told() -> None:
    seen = {"L01": RecordedAgreement("L01", at_level(1)), "L02": RecordedAgreement("L02", at_level(3))}
    report = law(3, 2, 2, validated=seen, evidence=[evidence("E1")])
    assert list(validation_findings(report)) == [
        "The mission looked at two of the three questions asked",
        "On one of them it holds a lower level than the group",
        "on one it holds a higher one",
        "On the questions that both have a level for, the group's score is 2.5 and the mission's 2.0 (\u22120.5)",
        "One question asked was not looked at, in L03",
    ]
    assert furthest_apart(report) == ["L01", "L02"]


def test_a_mission_that_only_raises_is_not_told_as_if_it_had_lowered() -> None:
    higher = {"L01": RecordedAgreement("L01", at_level(3))}
    told = list(validation_findings(law(2, 2, validated=higher)))
    assert told[1] == "On one of them it holds a higher level than the group"
    french = list(validation_findings(law(2, 2, validated=higher, language="fr")))
    assert french[1] == "Sur l'une d'elles, elle retient un niveau plus haut que le groupe"


def test_a_mission_that_looked_at_nothing_that_is_asked_is_told_as_such() -> None:
    hidden = {"L09": RecordedAgreement("L09", at_level(3))}
    for language, said in (("en", "The mission recorded nothing"), ("fr", "La mission n'a rien consigné")):
        (told,) = validation_findings(law(2, 2, validated=hidden, language=language))
        assert told.startswith(said)


def test_what_rose_and_fell_since_the_earlier_round_is_told() -> None:
    report = law(3, 1, 2)
    before = law(1, 2, 2)
    changed = replace(report, earlier=before.dossier)
    assert changed.change is not None
    assert list(change_findings(changed, changed.change)) == [
        "All three questions asked can be compared with the earlier round",
        "On what both rounds asked alike, the overall score rose from 1.7 to 2.0",
        "One capability rose: L01",
        "One capability fell: L02",
    ]
    assert whole_changed(report) == ""
