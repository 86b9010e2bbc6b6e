"""The whole story in one browser: from an empty folder to a plan and a workbook, a power cut and two languages."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from questionnaire.answers import (
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    TicksGiven,
)
from questionnaire.assessment import Administration, Dossier, Round, RoundKind
from questionnaire.framework import Choice
from questionnaire.levels import option_of
from questionnaire.policy import Confidence, Strength
from questionnaire.stages import Role
from tests.browser.answering import choose, open_question, radio, settled, tick, until
from tests.browser.served import Memory, Served
from views.memo import framework
from words.numbers import score
from words.phrases import load_phrases

pytestmark = [pytest.mark.browser, pytest.mark.slow]

say = load_phrases("fr")
NAME = "Douanes de la République du Congo"
POSTS = "Port de Pointe-Noire\nAéroport de Maya-Maya"
DAY = date(2027, 3, 15)
COMMENT = "Vu au port : 2 dossiers sur 3 (*copie* jointe)"
NUMBER = r"\d[.,]\d+"


def test_the_whole_story(page: Page, served: Served, memory: Memory) -> None:
    _begin(page, served)
    dossier = _set_up(page, memory)
    page.get_by_role("button", name=say("setup.next", section="Droit")).click()
    _law(page, memory, dossier)
    _measure(page, memory, dossier)
    scores = _results(page)
    _plan(page, memory, dossier)
    _workbook(page, scores["L'ensemble"])
    _power_cut(page, served, memory, dossier)
    _english(page, scores)


def _begin(page: Page, served: Served) -> None:
    """The empty state, and a new assessment of which only the name is known."""
    page.goto(served.address)
    expect(page.get_by_text(say("home.empty"))).to_be_visible(timeout=30_000)
    page.get_by_role("button", name=say("home.door.new")).click()
    page.get_by_label(say("setup.administration")).fill(NAME)
    page.get_by_role("button", name=say("home.new.create")).click()
    _arrived(page, say("pages.setup"))


def _set_up(page: Page, memory: Memory) -> str:
    """Country, year, day, posts and two more people; returns the id of the dossier."""
    dossier = _only_dossier(memory)
    _write(page.get_by_label(say("setup.country")), "République du Congo")
    _write(page.get_by_label(say("setup.year")), "2027")
    _write_date(page, say("setup.assessed_on"), DAY)
    _write(page.get_by_role("textbox", name=say("setup.priority_posts")), POSTS, commit="Control+Enter")
    for place, name in enumerate(("Aimée Ngoma", "Jean-Baptiste Mabiala"), start=1):
        page.get_by_role("button", name=say("setup.add_participant")).click()
        expect(page.get_by_placeholder(say("setup.person.name"))).to_have_count(place + 1)
        _write(page.get_by_placeholder(say("setup.person.name")).nth(place), name)
    wanted = (Administration(NAME, "République du Congo"), Round(RoundKind.BASELINE, 2027), "fr", DAY, POSTS)
    until(lambda: _told_by(memory.dossier(dossier)), wanted)
    people = [("", Role.FACILITATOR), ("Aimée Ngoma", Role.ASSESSOR), ("Jean-Baptiste Mabiala", Role.ASSESSOR)]
    until(lambda: [(one.name, one.role) for one in memory.dossier(dossier).participants], people)
    return dossier


def _told_by(dossier: Dossier) -> tuple[object, ...]:
    setup = dossier.setup
    return (setup.administration, setup.round, setup.language, setup.assessed_on, setup.priority_posts)


def _law(page: Page, memory: Memory, dossier: str) -> None:
    """A checklist, ticked criteria, a reason, a not known, a gate with evidence, a choice with the same evidence."""
    _arrived(page, "Droit")
    expect(page.get_by_text("0 réponses sur").or_(page.get_by_text("0 réponse sur"))).to_be_visible()
    _checklist(page)
    _next(page, "L01.q2", answered=1)
    _criteria_with_comment(page)
    _next(page, "L02", answered=2)
    _cannot(page, "not_applicable", "Pas de régime voyageur")
    _next(page, "L03", answered=3)
    _cannot(page, "not_known", "La direction juridique")
    _next(page, "L04", answered=4)
    choose(page, 0)
    _register_evidence(page)
    _hang_evidence(page)
    _next(page, "L05.q1", answered=5)
    asked = framework().question("L05.q1").kind
    assert isinstance(asked, Choice)
    option = option_of(asked, "e")
    page.get_by_role("radio", name=option.text("fr")).locator("xpath=ancestor::label").click()
    _hang_evidence(page)
    _next(page, "L05.q2", answered=6)
    choose(page, 4)
    _next(page, "L06", answered=7)
    choose(page, 4)
    _next(page, "L07", answered=8)
    until(lambda: sum(answer.reply is not None for answer in memory.dossier(dossier).answers.values()), 8)
    _law_on_disk(memory.dossier(dossier))


def _law_on_disk(dossier: Dossier) -> None:
    held = {question: answer for (_, question), answer in dossier.answers.items()}
    assert held["L01.q1"].reply == LevelReached(TicksGiven(frozenset(f"L01.q1.{one}" for one in "abcd")))
    ticked = held["L01.q2"].reply
    assert isinstance(ticked, LevelReached) and isinstance(ticked.given, LadderGiven)
    assert (ticked.given.level, len(ticked.given.met)) == (None, 2)
    assert (held["L01.q2"].comment, held["L01.q2"].confidence) == (COMMENT, Confidence.HIGH)
    assert held["L02"].reply == NotApplicable("Pas de régime voyageur")
    assert held["L03"].reply == NotKnown("La direction juridique")
    assert held["L04"].reply == LevelReached(LadderGiven(0))
    assert held["L05.q1"].reply == LevelReached(OptionGiven("e"))
    assert [link.evidence for question in ("L04", "L05.q1") for link in held[question].evidence] == ["E1", "E1"]
    piece = dossier.evidence["E1"]
    assert (piece.title, piece.strength) == ("Code des douanes", Strength.DOCUMENT_SEEN)


def _checklist(page: Page) -> None:
    for item in framework().question("L01.q1").criteria:
        words = item.text("fr")
        tick(page, words)
        expect(page.get_by_role("checkbox", name=words)).to_be_checked()
    expect(page.get_by_text(say("answer.ticks_give", n=4, of=4, level="4 Pérenne").replace("**", ""))).to_be_visible()


def _criteria_with_comment(page: Page) -> None:
    """The first level's criteria, ticked; how sure; a comment."""
    page.get_by_text(say("answer.by_criteria"), exact=True).click()
    expect(page.get_by_text(say("answer.gives_nothing"))).to_be_visible()
    boxes = page.locator(".st-key-card").get_by_role("checkbox")
    for place, gives in enumerate(("0 Absent", "1 Initial")):
        boxes.nth(place).locator("xpath=ancestor::label").click()
        expect(page.get_by_text("Cela donne")).to_contain_text(gives)
    settled(page)
    page.get_by_role("radio", name="Très").or_(page.get_by_role("button", name="Très")).first.click()
    settled(page)
    _write(page.get_by_role("textbox", name=say("answer.comment")), COMMENT, commit="Control+Enter")
    page.get_by_text(say("answer.by_level"), exact=True).click()
    expect(radio(page, 1)).to_be_checked()


def _cannot(page: Page, way: str, reason: str) -> None:
    page.get_by_role("button", name=say("answer.cannot")).click()
    page.get_by_role("radio", name=say(f"answer.way.{way}")).locator("xpath=ancestor::label").click()
    _write(page.get_by_label(say(f"answer.reason.{way}")), reason)
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-card").get_by_text(reason).last).to_be_visible()


def _register_evidence(page: Page) -> None:
    """A new piece, registered on the spot: it is E1."""
    page.get_by_role("button", name=say("answer.evidence"), exact=True).click()
    page.get_by_text(say("answer.evidence_new")).click()
    page.get_by_label(say("answer.evidence_title")).fill("Code des douanes")
    page.get_by_role("radio", name="document vu").or_(page.get_by_role("button", name="document vu")).first.click()
    page.get_by_label(say("answer.evidence_where")).fill("Direction de la législation")
    page.get_by_role("button", name=say("answer.evidence_register"), exact=True).click()
    settled(page)
    page.keyboard.press("Escape")


def _hang_evidence(page: Page) -> None:
    """E1, from the register, on the answer that is open."""
    settled(page)
    page.get_by_role("button", name=say("answer.evidence"), exact=True).click()
    box = page.get_by_role("combobox", name=say("answer.evidence_pick"))
    box.click()
    page.get_by_role("option", name="E1 Code des douanes").click()
    settled(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=say("answer.evidence_n", n=1))).to_be_visible()


def _next(page: Page, question: str, *, answered: int) -> None:
    """All is saved and counted; the one button names the next question and leads to it."""
    settled(page)
    expect(page.get_by_text(re.compile(rf"Enregistré .* {answered}/\d+"))).to_be_visible()
    page.get_by_role("button", name=say("answer.next", id=question), exact=True).click()
    expect(page.locator(".st-key-card").get_by_text(question, exact=True).first).to_be_visible()
    settled(page)


def _measure(page: Page, memory: Memory, dossier: str) -> None:
    """A measured number in another section, with the day it holds for."""
    _link(page, "Organisation")
    _arrived(page, "Organisation")
    _open(page, "O08.n")
    expect(page.get_by_text(say("answer.type_value"))).to_be_visible()
    settled(page)
    _write(page.get_by_label(say("answer.value_in", unit="%")), "62.5")
    expect(page.get_by_text("62,5")).to_be_visible()
    _write_date(page, say("answer.measured_on"), date(2027, 2, 1))
    wanted = LevelReached(QuantityGiven(Fraction(125, 2), "percent", date(2027, 2, 1)))
    until(lambda: memory.dossier(dossier).answers[("P1", "O08.n")].reply, wanted)


def _results(page: Page) -> dict[str, str]:
    """The gate is told; the score of the section leads down to the comment that was written; returns all scores."""
    _link(page, say("pages.results"))
    _arrived(page, say("pages.results"))
    expect(page.get_by_text(re.compile(r"L04 .* est à 0\s: Droit ne peut dépasser 1,0"))).to_be_visible()
    scores = _scores(page)
    assert scores["Droit"] == "1,0"
    page.locator(".st-key-how").get_by_role("link", name="Droit").click()
    _explained(page, "Droit", "1,0")
    settled(page)
    page.locator(".st-key-ways").get_by_role("link", name="L01 ").click()
    _explained(page, "L01 ", "1")
    settled(page)
    page.locator(".st-key-ways").get_by_role("link", name="L01.q2").click()
    _explained(page, "L01.q2", "1")
    settled(page)
    expect(page.get_by_text(COMMENT)).to_be_visible()
    page.get_by_role("button", name=say("explain.back")).click()
    _arrived(page, say("pages.results"))
    return scores


def _explained(page: Page, *parts: str) -> None:
    """The explanation whose title names these has come."""
    for part in parts:
        expect(page.locator("h1")).to_contain_text(part)


def _scores(page: Page) -> dict[str, str]:
    """The score of each section and of the whole, as the links below the figure say them."""
    links = page.locator(".st-key-how").get_by_role("link")
    expect(links).to_have_count(6)
    told = [re.search(rf"([^\d\n]+?)\s({NUMBER}|–)", one.inner_text()) for one in links.all()]
    return {found[1].strip(): found[2] for found in told if found}


def _plan(page: Page, memory: Memory, dossier: str) -> None:
    """Targets by a starting rule, the priorities they give, and the plan that is kept."""
    page.get_by_role("button", name=say("results.next")).click()
    _arrived(page, say("pages.priorities"))
    page.get_by_role("button", name=say("priorities.rule_button.sound")).click()
    expect(page.get_by_text("cibles fixées")).to_be_visible()
    settled(page)
    page.locator(".st-key-priorities-view").get_by_text(say("priorities.views.points"), exact=True).click()
    expect(page.get_by_text(re.compile(r"En tête\s: L04"))).to_be_visible()
    settled(page)
    page.get_by_role("button", name=say("priorities.next_budgets")).click()
    _arrived(page, say("pages.budgets"))
    page.get_by_role("button", name=say("budgets.find"), exact=True).click()
    expect(page.get_by_text("été établi et enregistré")).to_be_visible(timeout=90_000)
    page.get_by_role("button", name=say("budgets.next"), exact=True).click()
    _arrived(page, say("pages.plan"))
    assert memory.dossier(dossier).targets and memory.dossier(dossier).planned
    expect(page.get_by_text(re.compile("niveaux qui manquent jusqu'aux cibles"))).to_be_visible()
    settled(page)
    page.get_by_role("button", name=say("plan.next")).click()
    _arrived(page, say("pages.documents"))


def _workbook(page: Page, whole: str) -> None:
    """The donor workbook holds the score that stands on the screen."""
    card = page.locator(".st-key-document-xlsx")
    card.get_by_role("button", name=say("documents.make")).click()
    with page.expect_download() as download:
        card.get_by_role("button", name="Enregistrer").click()
    name = "Douanes-de-la-République-du-Congo_Situation-de-référence-2027_"
    assert download.value.suggested_filename.startswith(name)
    content = BytesIO(Path(download.value.path()).read_bytes())
    summary = openpyxl.load_workbook(content, data_only=True)["Synthèse"]
    facts = {row[0]: row[2] for row in summary.iter_rows(values_only=True) if row[0]}
    assert score(Fraction(str(facts["value"])), "fr") == whole


def _power_cut(page: Page, served: Served, memory: Memory, dossier: str) -> None:
    """The server dies while a question is open: after the restart the same question, answers and scores are there."""
    _link(page, "Droit")
    _arrived(page, "Droit")
    _open(page, "L10")
    expect(page.locator(".st-key-card").get_by_text("L10", exact=True).first).to_be_visible()
    settled(page)
    before = memory.dossier(dossier)
    served.restart()
    page.reload()
    expect(page.locator(".st-key-card").get_by_text("L10", exact=True).first).to_be_visible(timeout=30_000)
    settled(page)
    assert memory.dossier(dossier) == before
    expect(page.get_by_text(re.compile(r"Enregistré .* 9/\d+"))).to_be_visible()


def _english(page: Page, scores: dict[str, str]) -> None:
    """The same place and the same numbers in English."""
    page.get_by_text("English", exact=True).click()
    _arrived(page, "Law")
    expect(page.locator(".st-key-card").get_by_text("L10", exact=True).first).to_be_visible()
    settled(page)
    _link(page, "Results")
    _arrived(page, "Results")
    assert [one.replace(".", ",") for one in _scores(page).values()] == list(scores.values())


def test_a_question_is_answered_and_left_by_keyboard_alone(page: Page, served: Served, memory: Memory) -> None:
    memory.create()
    open_question(page, served, "law", "L04")
    _tab_to(page, radio(page, 0))
    page.keyboard.press("Space")
    expect(radio(page, 0)).to_be_checked()
    settled(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(radio(page, 2)).to_be_checked()
    until(lambda: memory.reply("L04"), LevelReached(LadderGiven(2)))
    settled(page)
    _tab_to(page, page.get_by_role("button", name="Suivante"))
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-card").get_by_text("L05.q1", exact=True).first).to_be_visible()


def _tab_to(page: Page, goal: Locator, *, steps: int = 60) -> None:
    """Press Tab until the goal has the focus; every stop on the way has to be visible."""
    for _ in range(steps):
        page.keyboard.press("Tab")
        if goal.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"not reached by {steps} presses of Tab: {goal}")


def _arrived(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible()
    settled(page)


def _link(page: Page, name: str) -> None:
    page.get_by_test_id("stSidebar").get_by_role("link", name=re.compile(f"{name}( · .*)?$")).click()


def _open(page: Page, question: str) -> None:
    """Open a question by its line below the card."""
    page.locator(".st-key-questions").get_by_role("radio", name=re.compile(rf"{re.escape(question)} ")).click()


def _write(box: Locator, text: str, *, commit: str = "Enter") -> None:
    """Write into a box and leave it, so that it is sent; what is shown afterwards is what was written."""
    box.fill(text)
    box.press(commit)
    settled(box.page)
    expect(box).to_have_value(text)


def _write_date(page: Page, label: str, day: date) -> None:
    """Type a day into its three parts."""
    place = page.get_by_test_id("stDateInput").filter(has_text=label)
    place.get_by_role("spinbutton").first.click()
    page.keyboard.type(f"{day:%d%m%Y}", delay=40)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    settled(page)


def _only_dossier(memory: Memory) -> str:
    (one,) = memory.assessments()
    return one
