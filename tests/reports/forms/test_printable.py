"""The questionnaire for paper, read back: every question, box and id, and the answers that are known already."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from questionnaire.answers import (
    Answer,
    CriterionNotApplicable,
    Disputed,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    Reply,
    TicksGiven,
)
from questionnaire.assessment import Participant
from questionnaire.conditions import LevelCondition
from questionnaire.framework import Framework, Number
from questionnaire.guidance import Definition
from questionnaire.policy import Confidence
from questionnaire.profiled import in_profile
from questionnaire.stages import Function, Role
from reports.forms.printable import printable_bytes
from reports.forms.printed_question import EMPTY, STRUCK, TICKED, printed_question
from tests.examples import capability, checklist, choice, framework, number, question, scale, section, words
from tests.reports.filled import bank
from words.phrases import load_phrases

pytestmark = pytest.mark.poppler

AT = datetime(2027, 3, 16, 18, 0, tzinfo=UTC)
EN, FR = load_phrases("en"), load_phrases("fr")
COMMENT = FR("printable.comment").rstrip(":").strip()
TREE = framework(
    section(
        "L",
        capability("L01", gate=True),
        capability(
            "L02",
            question("L02.q1", choice("L02.q1", {"a": 0, "b": 2, "c": 4})),
            question("L02.q2", asked_when=LevelCondition("L01", at_least=Fraction(1))),
        ),
    ),
    section(
        "O",
        capability("O01", question("O01", checklist("O01"))),
        capability("O02", question("O02", number("O02", {0: 0, 2: 10, 4: 50}))),
        capability("O03", question("O03", scale=scale(-1, 4))),
    ),
    definitions=(Definition(words("most"), words("at least 75 %")),),
)


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode(errors="replace")


def made(tmp_path: Path, tree: Framework = TREE, language: str = "en", **more: Any) -> Path:
    file = tmp_path / "form.pdf"
    file.write_bytes(printable_bytes(tree, language, AT, "Program 1.0", **more))
    return file


def text_of(file: Path) -> str:
    return run("pdftotext", "-raw", str(file), "-")


def flat(text: str) -> str:
    return " ".join(text.split())


def tight(text: str) -> str:
    """Without any space: a reader of pages does not tell the narrow ones from none."""
    return "".join(text.split())


def given(reply: Reply | None, id: str = "L01", **more: Any) -> Mapping[str, Answer]:
    return {id: Answer("P2", id, reply, **more)}


def rows_of(id: str, reply: Reply | None, **more: Any) -> dict[str, str]:
    """How the boxes of a question stand, by the ids of their lines."""
    one = printed_question(TREE, TREE.question(id), Answer("P2", id, reply, **more), {}, EN)
    return {row["code"]: row["box"] for row in one["rows"] if row["code"]}


def ticked(boxes: Mapping[str, str]) -> set[str]:
    return {code for code, box in boxes.items() if box == TICKED}


# --- what stands on the pages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_question_level_and_criterion_is_there_with_its_id(language: str, tmp_path: Path) -> None:
    tree, say = bank()[0], load_phrases(language)
    text = tight(text_of(made(tmp_path, tree, language)))
    for one in tree.capabilities:
        assert tight(one.id + one.name(language)) in text
    for asked in tree.questions:
        assert tight(asked.text(language)) in text
        for criterion in asked.criteria:
            assert tight(criterion.id + criterion.text(language)) in text or isinstance(asked.kind, Number), (
                criterion.id
            )
    assert text.count(tight(say("answer.way.not_known"))) >= len(tree.questions)
    assert "L04=2" in text
    assert say("units.percent") in text


def test_the_pages_say_what_they_belong_to(tmp_path: Path) -> None:
    file = made(tmp_path, bank()[0], "fr")
    pages = text_of(file).split("\f")[:-1]
    for number_of, page in enumerate(pages, 1):
        assert f"Page {number_of} sur {len(pages)}" in page
        assert "customs-iwt, version" in page
        assert (tight(FR("printable.name_here")) in tight(page)) is (number_of > 1)
    assert len(pages) < 60
    assert [page.startswith("L Droit Nom") for page in pages[2:4]] == [False, True]


def test_the_file_is_tagged_titled_and_carries_its_fonts(tmp_path: Path) -> None:
    file = made(tmp_path)
    facts = run("pdfinfo", str(file))
    assert re.search(r"Title: +Questionnaire: ", facts)
    assert re.search(r"Tagged: +yes", facts)
    assert b"pdfuaid" in file.read_bytes()
    fonts = run("pdffonts", str(file)).splitlines()[2:]
    assert all(re.search(r"\byes +yes +yes\b", line) for line in fonts), fonts


def test_no_block_is_cut_by_the_end_of_a_page(tmp_path: Path) -> None:
    """Where a question begins on a page, its last line (the comment) stands on the same page."""
    pages = text_of(made(tmp_path, bank()[0], "fr")).split("\f")[2:-1]
    assert sum(page.count(COMMENT) for page in pages) == len(bank()[0].questions)
    for page in pages:
        assert page.count(COMMENT) == page.count(FR("answer.way.not_applicable")) > 0


def test_a_profile_asks_what_it_asks(tmp_path: Path) -> None:
    rapid = in_profile(bank()[0], "rapid")
    text = text_of(made(tmp_path, rapid, "fr"))
    assert text.count(COMMENT) == len(rapid.questions) < len(bank()[0].questions)
    assert "profil Rapide" in text


def test_conditions_definitions_and_head(tmp_path: Path) -> None:
    whose = Participant("P2", Role.ASSESSOR, "Binta", function=Function.RISK)
    text = flat(text_of(made(tmp_path, participant=whose, administration="Congo Customs")))
    assert "most at least 75 %" in text
    assert "L01 stands at level 1" in text
    assert f"X {EN('function.risk')}" in text
    assert "Congo Customs" in text
    assert text.count("Binta") > 2


def test_the_same_moment_gives_the_same_bytes() -> None:
    assert printable_bytes(TREE, "en", AT, "a") == printable_bytes(TREE, "en", AT, "a")


# --- answers that are known already -------------------------------------------------------------------------------


def test_a_blank_question_has_only_open_boxes() -> None:
    for id in ("L01", "L02.q1", "O01", "O03"):
        assert {box for box in rows_of(id, None).values() if box != "none"} == {EMPTY}, id


def test_a_ladder_shows_its_level_and_its_criteria() -> None:
    reply = LadderGiven(
        2, frozenset({"L01.1a", "L01.2a"}), frozenset({"L01.3a"}), (CriterionNotApplicable("L01.4a", "x"),)
    )
    boxes = rows_of("L01", LevelReached(reply))
    assert ticked(boxes) == {"L01 = 2", "L01.1a", "L01.2a"}
    assert (boxes["L01.3a"], boxes["L01.4a"]) == (STRUCK, "n/a")
    assert ticked(rows_of("L01", LevelReached(LadderGiven(None, frozenset({"L01.1a"}))))) == {"L01.1a"}


def test_a_choice_a_checklist_and_a_number() -> None:
    assert ticked(rows_of("L02.q1", LevelReached(OptionGiven("b")))) == {"L02.q1 = b"}
    first = TREE.question("O01").criteria[0].id
    assert ticked(rows_of("O01", LevelReached(TicksGiven(frozenset({first}))))) == {first}
    assert ticked(rows_of("O01", LevelReached(TicksGiven()))) == {"O01 = 0"}
    kind: Any = TREE.question("O02").kind
    quantity = QuantityGiven(Fraction(25, 2), kind.unit, date(2027, 1, 31))
    one = printed_question(TREE, TREE.question("O02"), Answer("P2", "O02", LevelReached(quantity)), {}, EN)
    value = one["rows"][0]
    assert (value["box"], value["text"], value["day"]) == ("value", "12.5", "31 January 2027")


def test_states_reasons_confidence_evidence_and_comment(tmp_path: Path) -> None:
    for reply, way in ((NotApplicable("no sea border"), "not_applicable"), (NotKnown("ask the registry"), "not_known")):
        text = flat(text_of(made(tmp_path, answers=given(reply))))
        assert f"X {EN(f'answer.way.{way}')}" in text
        assert reply.reason in text
    held = {
        "confidence": Confidence.HIGH,
        "comment": "first line\nsecond line",
        "evidence": (EvidenceLink("E1", frozenset({"L01.2a", "L01.1a"})), EvidenceLink("E9")),
    }
    text = text_of(made(tmp_path, answers=given(None, **held), evidence={"E1": "The <b>Act</b>"}))
    assert "E1 The <b>Act</b> [L01.1a, L01.2a]; E9" in flat(text)
    assert f"X {EN('answer.confidence.high')}" in flat(text)
    assert "first line\nsecond line" in text


def test_what_people_do_not_agree_on_has_a_box_with_both_levels(tmp_path: Path) -> None:
    assert EN("printable.disputed") in flat(text_of(made(tmp_path)))
    text = flat(text_of(made(tmp_path, answers=given(Disputed(Fraction(1), Fraction(3), "two posts")))))
    assert "X Disputed 1 Initial to 3 Established" in text
    assert "two posts" in text


def test_what_no_box_can_say_is_written_out() -> None:
    def recorded(reply: Reply) -> str:
        told: str = printed_question(TREE, TREE.question("L01"), Answer("P2", "L01", reply), {}, EN)["recorded"]
        return told

    assert recorded(Disputed(Fraction(1), Fraction(9), "two posts")).startswith("Recorded: ")
    assert recorded(Disputed(Fraction(1), Fraction(3), "two posts")) == ""
    assert EN("answer.state.does_not_fit") in recorded(LevelReached(OptionGiven("z")))
    assert recorded(NotKnown("x")) == recorded(LevelReached(LadderGiven(3))) == ""


def test_people_write_text_and_nothing_else(tmp_path: Path) -> None:
    evil = '#panic() $x$ @ref <label> *b* "q"'
    whose = Participant("P2", Role.ASSESSOR, evil + "\x00\ud800")
    held = {"comment": evil, "evidence": (EvidenceLink("E1"),)}
    answers = given(NotKnown(evil), **held)
    file = made(tmp_path, participant=whose, administration=evil, answers=answers, evidence={"E1": evil})
    assert flat(text_of(file)).count(evil) >= 5


def test_a_very_long_comment_goes_on_over_the_page(tmp_path: Path) -> None:
    told = " ".join(f"w{n:05d}" for n in range(2500))
    text = text_of(made(tmp_path, answers=given(None, comment=told)))
    assert re.findall(r"w\d{5}", text) == told.split()
    text = text_of(made(tmp_path, answers=given(None, comment="z" * 10_000)))
    assert text.count("z") >= 10_000
