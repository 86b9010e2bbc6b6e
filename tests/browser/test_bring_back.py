"""Bringing back: group work in Excel, three copies that come together, phones, and what a bad line does to it."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from questionnaire.answers import EvidenceLink, LadderGiven, LevelReached
from questionnaire.assessment import Participant
from questionnaire.entries import comment_of, evidence_for, participant_at, registered, reply_of
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.framework import Ladder
from questionnaire.policy import Strength
from questionnaire.stages import Role
from storage.settings import open_evidence, read_settings
from tests.browser.answering import choose, open_question, radio, settled, until
from tests.browser.looking import Ear, findings
from tests.browser.paperwork import answer, arrive, choose_in, hand_in, saved, whole_picture
from tests.browser.served import DOSSIER, Memory, Served
from tests.browser.sizes import PHONE
from tests.browser.slow_line import SlowLine
from tests.storage.intake.bringing import cell_at
from tests.storage.intake.test_round_trip import saved_anew
from views.memo import framework
from words.phrases import load_phrases

pytestmark = pytest.mark.browser

say = load_phrases("fr")
PICTURES = os.environ.get("IWT_PICTURES")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
PEOPLE = (
    Participant("P1", Role.FACILITATOR, "Aimée Ngoma", "Direction des enquêtes"),
    Participant("P2", Role.ASSESSOR, "Jean-Baptiste Mabiala", "Port autonome de Pointe-Noire"),
    Participant("P3", Role.ASSESSOR, "Ruth Itoua", "Direction générale"),
)


def at(level: int) -> LevelReached:
    """A reply with that level."""
    return LevelReached(LadderGiven(level))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all of these tests: each begins its own assessment anew, and may kill and start it."""
    one = Served(tmp_path_factory.mktemp("bringing"))
    one.start()
    yield one
    one.kill()


@pytest.fixture
def served(server: Served) -> Iterator[Served]:
    """The server, running at the end too."""
    yield server
    if server.process is None:
        server.start()


def begun(memory: Memory, replies: Mapping[str, Any]) -> None:
    """The assessment with its people and some replies of the facilitator."""
    memory.create(replies)
    for one in PEOPLE:
        memory.write(participant_at(one.id), one)


def workbook(page: Page, served: Served, language: str = "fr") -> bytes:
    """The answer workbook of the facilitator, as the page of documents gives it."""
    arrive(page, served.address, "documents", DOSSIER, language)
    words = load_phrases(language)
    choose_in(page, words("documents.form.whose"), PEOPLE[0].name)
    return saved(page, words, "form_xlsx")[1]


def bring(page: Page, served: Served, name: str, content: bytes, language: str = "fr", address: str = "") -> None:
    """Open the page and hand a file in."""
    arrive(page, address or served.address, "bring_back", DOSSIER, language)
    hand_in(page, name, content)


def box(page: Page, question: str, words: str = "") -> Locator:
    """The box of one proposed change."""
    named = re.compile(rf"\b{re.escape(question)}\b.*{re.escape(words)}")
    return page.get_by_test_id("stCheckbox").filter(has_text=named)


def untick(page: Page, question: str) -> None:
    """Leave one change out."""
    box(page, question).locator("label").click()
    expect(box(page, question).get_by_role("checkbox")).not_to_be_checked()
    page.wait_for_timeout(300)  # until the server has heard of it
    settled(page)


def part(page: Page, name: str) -> None:
    """Look at the changes of one section."""
    group = page.get_by_test_id("stButtonGroup").filter(has_text=say("bring_back.pick"))
    group.get_by_role("radio", name=name).or_(group.get_by_role("button", name=name)).first.click()
    page.wait_for_timeout(300)  # until the server has heard of it
    settled(page)


def take(page: Page, number: int) -> None:
    """Take the changes that are ticked, and wait until that is said."""
    page.get_by_role("button", name=say("bring_back.take", n=number), exact=True).click()
    expect(page.get_by_text(say("bring_back.taken", n=number))).to_be_visible()
    settled(page)


def taking(page: Page) -> Locator:
    """The button that takes what is ticked, however many that are."""
    return page.locator(".st-key-take-brought").get_by_role("button")


def test_group_work_in_a_workbook(page: Page, served: Served, memory: Memory, tmp_path: Path) -> None:
    begun(memory, {"L04": at(1)})
    blank = workbook(page, served)
    filled = answer(
        blank,
        "P1",
        {
            "L04": {"reply": 3},
            "L13": {"reply": "2"},
            "L02": {"reply": 9},
            "O02": {"reply": "3 Établi", "comment": "Vu au port\net à l'aéroport", "confidence": "high"},
        },
    )
    wrong = _cell(filled, "L02", "reply")
    anew = saved_anew(filled, tmp_path)
    ear = Ear(page, served.address)
    bring(page, served, "Réponses du groupe.xlsx", anew)
    expect(page.get_by_text(say("bring_back.found", n=5))).to_be_visible()
    expect(page.get_by_text(say("bring_back.wrong", n=1))).to_be_visible()
    expect(page.get_by_test_id("stMain").get_by_text(re.compile(rf"\b{wrong}\b")).first).to_be_visible()
    assert memory.reply("L13") is None, "nothing is written before somebody says so"
    assert findings(page, "fr") == []
    whole_picture(page, PICTURES, "bring-back-workbook")
    untick(page, "L04")
    part(page, framework().section("O").name("fr"))
    expect(page.get_by_text("et à l'aéroport").first).to_be_visible()
    assert findings(page, "fr") == [] and ear.heard == []
    take(page, 4)
    whole_picture(page, PICTURES, "bring-back-taken")
    assert memory.reply("L04") == at(1)
    assert (memory.reply("L13"), memory.reply("O02")) == (at(2), at(3))
    assert memory.value(comment_of("P1", "O02")) == "Vu au port\net à l'aéroport"
    open_question(page, served, "organisation", "O02")
    expect(radio(page, 3)).to_be_checked()
    bring(page, served, "Réponses du groupe.xlsx", anew)
    expect(page.get_by_text(say("bring_back.found", n=1))).to_be_visible()
    take(page, 1)
    assert memory.reply("L04") == at(3)
    bring(page, served, "Réponses du groupe.xlsx", anew)
    expect(page.get_by_text(say("bring_back.nothing_new", n=5))).to_be_visible()


def _cell(data: bytes, question: str, column: str) -> str:
    """Where the cell stands: "D14"."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return str(cell_at(book, "answers", column, participant="P1", question=question).coordinate)


def test_a_file_that_is_none_is_refused_in_a_sentence(page: Page, served: Served, memory: Memory) -> None:
    begun(memory, {"L04": at(1)})
    other = openpyxl.Workbook()
    held = io.BytesIO()
    other.save(held)
    for name, content in (("budget.xlsx", held.getvalue()), ("liste.csv", b"a,b\n1,2\n"), ("copie.dossier", b"PK..")):
        bring(page, served, name, content)
        expect(page.get_by_text(re.compile("Ce fichier ne peut pas être lu"))).to_be_visible()
        assert not [one for one in findings(page, "fr") if not one.startswith("error: ")]
        whole_picture(page, PICTURES, f"refused-{name}")
        assert page.get_by_test_id("stException").count() == 0


@pytest.mark.parametrize("program", ["kobo", "central"])
def test_submissions_from_phones(page: Page, served: Served, memory: Memory, program: str) -> None:
    begun(memory, {"L04": at(1)})
    arrive(page, served.address, "documents", DOSSIER, "en")
    choose_in(page, load_phrases("en")("documents.form.whose"), PEOPLE[0].name)
    _, form = saved(page, load_phrases("en"), "form_xlsform")
    said = {"L04_state": "answered", "L04_reply": "l3", "L13_state": "answered", "L13_reply": "l2"}
    said |= {"O02_state": "not_known", "O02_reason": "ask the port", "L13_comment": "=1+1\nsecond line"}
    bring(page, served, f"{program}.csv", submission(form, said, separator="/" if program == "kobo" else "-"), "en")
    english = load_phrases("en")
    expect(page.get_by_text(english("bring_back.found", n=4))).to_be_visible()
    whole_picture(page, PICTURES, f"bring-back-{program}")
    assert findings(page, "en") == []
    page.get_by_role("button", name=english("bring_back.take", n=4), exact=True).click()
    expect(page.get_by_text(english("bring_back.taken", n=4))).to_be_visible()
    assert (memory.reply("L04"), memory.reply("L13")) == (at(3), at(2))
    assert memory.value(comment_of("P1", "L13")) == "=1+1\nsecond line"


def submission(form: bytes, said: Mapping[str, str], *, separator: str) -> bytes:
    """One submission as the programs export it: every field of the form under its groups, and their own columns."""
    names, groups = [], []
    about: dict[str, str] = {}
    rows = openpyxl.load_workbook(io.BytesIO(form))["survey"].iter_rows(values_only=True)
    heads = [str(one) for one in next(rows)]
    for row in rows:
        told = {head: str(cell or "") for head, cell in zip(heads, row, strict=False)}
        kind, name = told["type"], told["name"]
        if kind.startswith("begin"):
            groups.append(name)
        elif kind.startswith("end_") or kind.startswith("end "):
            groups.pop()
        elif kind and kind not in ("note", "start", "end"):
            names.append((separator.join([*groups, name]), name))
            if kind == "calculate":
                about[name] = told["calculation"].strip("'\"")
    assert set(said) <= {name for _, name in names}
    own = {"kobo": ("_submission_time", "_id", "_uuid"), "central": ("SubmissionDate", "KEY", "meta-instanceID")}
    extra = own["kobo" if separator == "/" else "central"]
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow([extra[0], *(path for path, _ in names), *extra[1:]])
    values = {**about, **said}
    writer.writerow(["2027-03-02T10:00:00", *(values.get(name, "") for _, name in names), "17", "uuid:1"])
    return held.getvalue().encode("utf-8-sig")


def test_three_groups_apart_and_together(page: Page, served: Served, memory: Memory, tmp_path: Path) -> None:
    begun(memory, {"L04": at(1)})
    arrive(page, served.address, "documents", DOSSIER)
    _, content = saved(page, say, "dossier")
    copies = {group: _worked_on(page, tmp_path, content, group) for group in ("port", "airport")}
    _at_home(memory, served.folder)
    _bring_port(page, served, memory, copies["port"])
    _bring_airport(page, served, memory, copies["airport"])
    _nothing_lost(page, served, memory)


def _worked_on(page: Page, where: Path, content: bytes, group: str) -> bytes:
    """The assessment opened on another computer, worked on there, and saved again."""
    folder = where / group
    folder.mkdir()
    computer = Served(folder)
    computer.start()
    try:
        page.goto(computer.address)
        page.get_by_role("button", name=say("home.door.file")).click(timeout=30_000)
        hand_in(page, "copie.dossier", content)
        page.get_by_role("button", name=say("home.file.keep.new")).click()
        expect(page.get_by_role("heading", name=say("pages.setup"), level=1)).to_be_visible()
        there = Memory(folder)
        {"port": _at_the_port, "airport": _at_the_airport}[group](there, folder)
        slug, question, level = {"port": ("staff", "S01", 3), "airport": ("equipment", "E01", 2)}[group]
        open_question(page, computer, slug, question)
        choose(page, level)
        until(lambda: there.reply(question), at(level))
        arrive(page, computer.address, "documents", DOSSIER)
        return saved(page, say, "dossier")[1]
    finally:
        computer.kill()


def _at_the_port(there: Memory, folder: Path) -> None:
    there.write(reply_of("P1", "L04"), at(3), by="P2")
    there.write(comment_of("P1", "L04"), "Le port a vu autre chose", by="P2")
    _evidence(there, folder, "Registre du port", "registre.pdf", "P2")
    there.write(reply_of("P1", "S02"), at(2), by="P2")


def _at_the_airport(there: Memory, folder: Path) -> None:
    there.write(reply_of("P1", "L04"), at(4), by="P3")
    there.write(comment_of("P1", "L04"), "À l'aéroport, c'est fait", by="P3")
    there.write(reply_of("P1", "E02"), at(1), by="P3")


def _at_home(memory: Memory, folder: Path) -> None:
    memory.write(reply_of("P1", "L04"), at(2), by="P1")
    memory.write(comment_of("P1", "L04"), "Le siège en doute", by="P1")
    _evidence(memory, folder, "Code des douanes", "code.pdf", "P1")
    memory.write(reply_of("P1", "L13"), at(2), by="P1")


def _evidence(memory: Memory, folder: Path, title: str, file: str, by: str) -> None:
    """The first piece of the register, with a file, hung on L04."""
    kept = open_evidence(read_settings({"IWT_DATA": str(folder)})).put(DOSSIER, file, PDF + title.encode())
    piece = Evidence("E1", title, EvidenceKind.REGISTER, Strength.DOCUMENT_SEEN, "greffe", files=(kept,))
    memory.write(registered("E1"), piece, by=by)
    memory.write(evidence_for("P1", "L04"), (EvidenceLink("E1"),), by=by)


def _bring_port(page: Page, served: Served, memory: Memory, content: bytes) -> None:
    """Handed in on the page: the one conflict has both sides and both people, and is decided for the file."""
    bring(page, served, "port.dossier", content)
    main = page.get_by_test_id("stMain")
    expect(main.get_by_text(say("bring_back.standing.conflicting", n=1))).to_be_visible()
    expect(main.get_by_text(say("bring_back.undecided", n=1))).to_be_visible()
    box_of_both = main.get_by_test_id("stVerticalBlock").filter(has=page.get_by_role("radiogroup")).last
    for text in ("1 Initial", "2 En développement", "3 Établi", PEOPLE[0].name, PEOPLE[1].name):
        expect(box_of_both.get_by_text(text).first).to_be_visible()
    assert findings(page, "fr") == []
    whole_picture(page, PICTURES, "bring-back-conflict")
    _decide(page, "take_file")
    taking(page).click()
    expect(page.get_by_text(re.compile("repris et enregistré"))).to_be_visible()
    settled(page)
    assert memory.reply("L04") == at(3)
    assert (memory.reply("S01"), memory.reply("S02"), memory.reply("L13")) == (at(3), at(2), at(2))
    bring(page, served, "port.dossier", content)
    expect(page.get_by_text(re.compile("Rien de nouveau"))).to_be_visible()


def _bring_airport(page: Page, served: Served, memory: Memory, content: bytes) -> None:
    """Opened by the door at first, which leads to the comparing; what is here is kept, and that is remembered."""
    page.goto(served.address)
    page.get_by_role("button", name=say("home.door.file")).click(timeout=30_000)
    hand_in(page, "aéroport.dossier", content)
    expect(page.get_by_text(say("bring_back.apart_hint"))).to_be_visible()
    assert findings(page, "fr") == []
    whole_picture(page, PICTURES, "door-apart")
    page.get_by_role("button", name=say("bring_back.apart_open")).click()
    expect(page.get_by_role("heading", name=say("pages.bring_back"), level=1)).to_be_visible()
    expect(page.get_by_text(say("bring_back.standing.conflicting", n=1))).to_be_visible()
    settled(page)
    _decide(page, "keep_here")
    taking(page).click()
    expect(page.get_by_text(re.compile("repris et enregistré"))).to_be_visible()
    settled(page)
    assert memory.reply("L04") == at(3)
    assert (memory.reply("E01"), memory.reply("E02")) == (at(2), at(1))


def _decide(page: Page, choice: str) -> None:
    page.get_by_role("radio", name=say(f"bring_back.{choice}")).locator("xpath=ancestor::label").click()
    expect(page.get_by_text(say("bring_back.undecided", n=1))).to_have_count(0)
    settled(page)


def _nothing_lost(page: Page, served: Served, memory: Memory) -> None:
    """All three comments, both pieces and both files are here, and what was not taken stands in the history."""
    comment = memory.value(comment_of("P1", "L04"))
    for said in ("Le siège en doute", "Le port a vu autre chose", "À l'aéroport, c'est fait"):
        assert said in comment
    dossier = memory.dossier(DOSSIER)
    assert {one.title for one in dossier.evidence.values()} == {"Code des douanes", "Registre du port"}
    assert len(memory.value(evidence_for("P1", "L04"))) == 2
    assert {one.given.level for one in memory.history(reply_of("P1", "L04"))} == {1, 2, 3, 4}
    for piece, title in (("E1", "Code des douanes"), ("E2", "Registre du port")):
        assert dossier.evidence[piece].title == title
        (file,) = dossier.evidence[piece].files
        arrive(page, served.address, "evidence", DOSSIER)
        page.get_by_role("button", name=re.compile(re.escape(title))).first.click()
        link = page.get_by_role("link", name=re.compile(re.escape(file.name)))
        expect(link).to_be_visible()
        got = page.request.get(f"{served.address}{link.get_attribute('href')}")
        assert (got.status, got.body()) == (200, PDF + title.encode())


def many(number: int) -> Mapping[str, Mapping[str, Any]]:
    """So many ladders answered."""
    ladders = [one.id for one in framework().questions if isinstance(one.kind, Ladder) and one.id != "L04"]
    return {question: {"reply": 2} for question in ladders[:number]}


def test_a_power_cut_while_sixty_changes_are_taken(page: Page, served: Served, memory: Memory) -> None:
    begun(memory, {"L04": at(1)})
    filled = answer(workbook(page, served), "P1", many(60))
    before = memory.dossier(DOSSIER)
    for seconds in (0.05, 0.3):
        bring(page, served, "soixante.xlsx", filled)
        if not taking(page).count():
            break  # all were written before the power went
        taking(page).click(no_wait_after=True)
        page.wait_for_timeout(seconds * 1000)
        served.kill()
        served.start()
        arrive(page, served.address, "bring_back", DOSSIER)
        written = len(memory.dossier(DOSSIER).answers) - len(before.answers)
        assert written in (0, 60), "all or nothing"
    bring(page, served, "soixante.xlsx", filled)
    if taking(page).count():
        take(page, 60)
    assert all(memory.reply(question) == at(2) for question in many(60))


def test_a_line_that_is_cut_loses_neither_file_nor_choice(page: Page, served: Served, memory: Memory) -> None:
    begun(memory, {"L04": at(1)})
    filled = answer(workbook(page, served), "P1", {"L02": {"reply": 3}, "L13": {"reply": 2}, "O02": {"reply": 1}})
    with SlowLine(served.port, 0) as line:
        bring(page, served, "trois.xlsx", filled, address=f"http://127.0.0.1:{line.port}")
        untick(page, "L13")
        line.cut(1.5)
        expect(taking(page)).to_be_enabled(timeout=30_000)
        taking(page).click()
        expect(page.get_by_text(say("bring_back.taken", n=2))).to_be_visible(timeout=30_000)
        settled(page)
    assert (memory.reply("L02"), memory.reply("L13"), memory.reply("O02")) == (at(3), None, at(1))


def test_somebody_saves_meanwhile(page: Page, served: Served, memory: Memory) -> None:
    """What was decided was decided on other grounds: it is compared anew, and what was left out stays out."""
    begun(memory, {"L04": at(1)})
    filled = answer(workbook(page, served), "P1", {"L02": {"reply": 3}, "L13": {"reply": 2}, "O02": {"reply": 1}})
    bring(page, served, "trois.xlsx", filled)
    untick(page, "L13")
    part(page, framework().section("O").name("fr"))
    memory.write(reply_of("P1", "O02"), at(4), by="P2")
    taking(page).click()
    expect(page.get_by_text(say("bring_back.moved_on"))).to_be_visible()
    settled(page)
    assert (memory.reply("L02"), memory.reply("L13"), memory.reply("O02")) == (None, None, at(4))
    expect(page.get_by_text(say("bring_back.standing.conflicting", n=1))).to_be_visible()
    whole_picture(page, PICTURES, "bring-back-moved-on")
    take(page, 1)
    assert (memory.reply("L02"), memory.reply("L13"), memory.reply("O02")) == (at(3), None, at(4))


def test_a_conflict_on_a_phone(chromium: Browser, served: Served, memory: Memory) -> None:
    begun(memory, {"L04": at(1)})
    context = chromium.new_context(**PHONE, locale="fr-FR")
    page = context.new_page()
    page.set_default_timeout(20_000)
    filled = answer(workbook(page, served), "P1", {"L04": {"reply": 3}, "L13": {"reply": 2, "comment": "mot " * 200}})
    memory.write(reply_of("P1", "L04"), at(4), by="P2")
    bring(page, served, "téléphone.xlsx", filled)
    expect(page.get_by_text(say("bring_back.standing.conflicting", n=1))).to_be_visible()
    found = findings(page, "fr")
    whole_picture(page, PICTURES, "bring-back-phone")
    context.close()
    assert found == []
