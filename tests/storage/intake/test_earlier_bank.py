"""Forms of an earlier bank, read back into the one of today: what was renamed is found, what is gone is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from questionnaire.answers import EvidenceLink, LadderGiven, LevelReached, OptionGiven, TicksGiven
from questionnaire.dossier import fold
from questionnaire.entries import Address, Entry, comment_of, evidence_for, registered, reply_of
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.framework import Framework
from questionnaire.framework_file import load_framework
from questionnaire.incoming import ChangeStanding, Incoming
from questionnaire.policy import Strength
from tests.framework_edits import copied, edit
from tests.framework_edits import put as put_file
from tests.storage.intake.any_dossier import kinds
from tests.storage.intake.bringing import ID, bring, form, put, read
from tests.storage.intake.test_answers import answers, history, tick, value_at
from tests.storage.intake.test_submissions import csv_of
from words.phrases import load_phrases

NEW = """\
  - id: L03
    name: New
    questions:
      - {id: L03, kind: checklist, text: New?, items: {a: A., b: B.}, bands: {0: 0, 2: 1, 4: 2}}
  - id: L04
    name: Reports
    questions:
"""


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Framework:
    """The bank of today; `kinds` is the earlier one.

    L02 is called L02.q1 since, and its level 4 is gone. O02 is gone. O01.q2 has no option c any more, and moved to the
    section of law. L01 has one thing more to tick. L03 is new.
    """
    folder = copied("kinds", tmp_path_factory.mktemp("bank"))
    law, work = "sections/L.yaml", "sections/O.yaml"
    edit(folder, law, "      - id: L02\n", "      - id: L02.q1\n        aliases: [L02]\n")
    last = "          - level: 4\n            summary: Kept up to date.\n            criteria:\n"
    edit(folder, law, last + "              a: The articles were reviewed in the last 24 months.\n", "")
    edit(
        folder,
        law,
        "          d: It allows confiscation.\n",
        "          d: It allows confiscation.\n          e: New.\n",
    )
    text = (folder / work).read_text("utf-8")
    start = text.index("      - id: O01.q2")
    moved = text[start : text.index("          - id: c\n", start)]
    put_file(folder, work, text[:start])
    put_file(folder, law, (folder / law).read_text("utf-8") + NEW + moved)
    for file in (folder / "languages").rglob("*.yaml"):
        file.unlink()  # what was renamed has no translation yet
    return load_framework(folder)


GIVEN = LadderGiven(2, frozenset({"L02.1a", "L02.2a"}), frozenset({"L02.3a"}))
PIECE = Evidence("E1", "Act", EvidenceKind.LEGAL_TEXT, Strength.STATED)
LINKS = (EvidenceLink("E1", frozenset({"L02.1a"})),)
HELD: Mapping[Address, Any] = {
    reply_of("P1", "L01"): LevelReached(TicksGiven(frozenset({"L01.a"}))),
    reply_of("P1", "L02"): LevelReached(GIVEN),
    comment_of("P1", "L02"): "as before",
    evidence_for("P1", "L02"): LINKS,
    reply_of("P1", "O01.q2"): LevelReached(OptionGiven("b")),
    reply_of("P1", "O02"): LevelReached(LadderGiven(3, frozenset({"O02.1a"}))),
    registered("E1"): PIECE,
}
ENTRIES: tuple[Entry, ...] = history(*HELD.items())


def told(incoming: Incoming) -> str:
    """Every sentence about the file, in both languages."""
    sentences = (*incoming.problems, *incoming.unknown, *incoming.notices)
    return "\n".join(one.sentence(load_phrases(code)) for code in ("en", "fr") for one in sentences)


def test_an_untouched_form_of_the_earlier_bank_changes_nothing_and_tells_what_is_gone(today: Framework) -> None:
    incoming = read(form(ENTRIES, framework=kinds()), ENTRIES, framework=today)
    assert (incoming.changes, incoming.problems) == ((), ())
    assert {(one.code, one.facts["id"]) for one in incoming.unknown} == {
        ("intake.question_unknown", "O02"),
        ("intake.criterion_unknown", "O02.1a"),
    }
    assert "intake.other_version" in {one.code for one in incoming.notices}


def test_what_was_renamed_is_found_with_its_ticks_and_its_links(today: Framework) -> None:
    cells = [
        *answers("L02", reply="3 Established", comment="as before\nand more", evidence="E1 [L02.1a, L02.2b]"),
        *tick("L02.2b", "Met"),
    ]
    incoming = read(put(form(ENTRIES, framework=kinds()), *cells), ENTRIES, framework=today)
    assert incoming.problems == ()
    now = LadderGiven(3, frozenset({"L02.q1.1a", "L02.q1.2a", "L02.q1.2b"}), frozenset({"L02.q1.3a"}))
    assert value_at(incoming, reply_of("P1", "L02.q1")) == LevelReached(now)
    assert value_at(incoming, comment_of("P1", "L02.q1")) == "as before\nand more"
    link = EvidenceLink("E1", frozenset({"L02.q1.1a", "L02.q1.2b"}))
    assert value_at(incoming, evidence_for("P1", "L02.q1")) == (link,)
    assert {one.standing for one in incoming.changes} == {ChangeStanding.CHANGED}
    assert {one.stamp for one in incoming.changes} == {0}, "nothing stands under the new id yet"
    assert {one.section for one in incoming.changes} == {"L"}


def test_what_moved_to_another_section_is_shown_there(today: Framework) -> None:
    incoming = read(put(form(ENTRIES, framework=kinds()), *answers("O01.q2", reply="a")), ENTRIES, framework=today)
    (change,) = incoming.changes
    assert (change.address, change.section) == (reply_of("P1", "O01.q2"), "L")


def test_what_the_bank_has_no_more_is_told_with_what_was_written(today: Framework) -> None:
    cells = [
        *answers("O02", reply="4", comment="we have a budget line"),
        *answers("O01.q2", reply="c"),
        *answers("L02", reply="4"),
        *tick("L02.4a", "Met"),
        *tick("L01.b", "Met"),
    ]
    incoming = read(put(form(ENTRIES, framework=kinds()), *cells), ENTRIES, framework=today)
    assert [one.code for one in incoming.problems] == ["intake.no_such_level", "intake.not_option"]
    assert {one.facts["id"] for one in incoming.unknown} == {"O02", "O02.1a", "L02.4a"}
    assert "we have a budget line" in told(incoming)
    (change,) = incoming.changes
    assert change.incoming.value == LevelReached(TicksGiven(frozenset({"L01.a", "L01.b"})))


def test_a_level_that_is_no_more_says_nothing_where_nobody_touched_it(today: Framework) -> None:
    """The reply that stands here does not fit its question any more; the form only says it again."""
    entries = history(
        (reply_of("P1", "L02"), LevelReached(LadderGiven(4))),
        (comment_of("P1", "L02"), "x"),
        (reply_of("P1", "O01.q2"), LevelReached(OptionGiven("c"))),
    )
    data = put(form(entries, framework=kinds()), *answers("L02", comment="x\ny"))
    incoming = read(data, entries, framework=today)
    assert [one.address for one in incoming.changes] == [comment_of("P1", "L02.q1")]
    assert incoming.problems == ()
    changed = read(put(data, *answers("O01.q2", reply="d")), entries, framework=today)
    assert [one.code for one in changed.problems] == ["intake.not_option"]


def test_ticks_of_a_renamed_question_count_in_the_dossier_too(today: Framework) -> None:
    dossier = fold(today, ID, ENTRIES)
    now = LadderGiven(2, frozenset({"L02.q1.1a", "L02.q1.2a"}), frozenset({"L02.q1.3a"}))
    assert dossier.answers["P1", "L02.q1"].reply == LevelReached(now)
    assert {one.address.parts[1] for one in dossier.orphans} == {"O02"}


SENT = {
    "iwt_format": "iwt-answers",
    "iwt_framework": "kinds",
    "iwt_framework_hash": "of an earlier bank",
    "iwt_participant": "P2",
    "L/L02/L02_reply": "l3",
    "L/L02/L02_1a_tick": "met",
    "L/L02/L02_comment": "from a phone",
    "O/O01/O01_q2_reply": "a",
    "O/O02/O02_reply": "l4",
    "O/O02/O02_comment": "we have a budget line",
}


def test_submissions_of_an_earlier_form_are_found_and_what_is_gone_is_told(today: Framework) -> None:
    incoming = bring(csv_of(SENT).encode(), "export.csv", ENTRIES, framework=today)
    assert incoming.problems == ()
    assert {one.address: one.incoming.value for one in incoming.changes} == {
        reply_of("P2", "L02.q1"): LevelReached(LadderGiven(3, frozenset({"L02.q1.1a"}))),
        comment_of("P2", "L02.q1"): "from a phone",
        reply_of("P2", "O01.q2"): LevelReached(OptionGiven("a")),
    }
    assert {one.facts["id"] for one in incoming.unknown} == {"O02_reply", "O02_comment"}
    assert "we have a budget line" in told(incoming)
    assert "intake.other_version" in {one.code for one in incoming.notices}


@pytest.mark.parametrize(
    ("column", "text", "told_of"),
    [
        ("L/L02/L02_ticks/L02_2a", "1", None),
        ("L/L02/L02_ticks/L02_4a", "1", "L02_ticks/L02_4a"),
        ("L/L02/L02_ticks/L02_4a", "0", None),
        ("O/O02/O02_ticks/O02_1a", "1", "O02_ticks/O02_1a"),
        ("O/O02/O02_ticks/O02_1a", "0", None),
        ("L/L01/L01_ticks/none", "1", None),
    ],
)
def test_a_choice_that_is_gone_is_told_where_it_was_made(
    today: Framework, column: str, text: str, told_of: str | None
) -> None:
    sent = {"iwt_participant": "P2", "L/L02/L02_reply": "l3", column: text}
    incoming = bring(csv_of(sent).encode(), "export.csv", ENTRIES, framework=today)
    assert [one.facts["id"] for one in incoming.unknown] == ([told_of] if told_of else [])
    reply = value_at(incoming, reply_of("P2", "L02.q1")).given
    assert reply.met == (frozenset({"L02.q1.2a"}) if column.endswith("2a") else frozenset())
    assert incoming.problems == ()


def test_a_time_that_cannot_be_read_is_told() -> None:
    """The order of rows decides then, which may be that of an export."""
    said = {"iwt_participant": "P1", "L02_reply": "l3", "_submission_time": "02.03.2027 um zehn"}
    later = {**said, "L02_reply": "l1", "_submission_time": "yesterday"}
    incoming = bring(csv_of(said, later).encode(), "x.csv", history())
    codes = [one.code for one in incoming.notices]
    assert codes[:3] == ["intake.time_unreadable", "intake.time_unreadable", "intake.submitted_again"]
    assert "02.03.2027 um zehn" in told(incoming) and "x.csv:2" in told(incoming)
    assert value_at(incoming, reply_of("P1", "L02")) == LevelReached(LadderGiven(1))
    known = {**said, "L02_reply": "l2", "_submission_time": "2027-03-01T10:00:00"}
    assert value_at(bring(csv_of(known, said).encode(), "x.csv", history()), reply_of("P1", "L02")) == LevelReached(
        LadderGiven(2)
    ), "one whose time is known counts before any whose time is not"
    without = {name: text for name, text in said.items() if name != "_submission_time"}
    assert "intake.time_unreadable" not in {one.code for one in bring(csv_of(without).encode(), "x", history()).notices}
