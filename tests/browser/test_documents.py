"""What people carry away: every document through the browser, opened with what reads it, for whom it was made."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from questionnaire.assessment import Administration, Round, RoundKind
from questionnaire.entries import Address, Entry, participant_at, reply_of, setup_field
from questionnaire.stages import Role, Stage
from reports.withheld_words import so_many_withheld
from storage.dossier_file import read_dossier
from storage.settings import open_repository, read_settings
from tests.browser.answering import settled
from tests.browser.filled import AT, PEOPLE, keep_filled, level_for
from tests.browser.looking import Ear, findings
from tests.browser.paperwork import (
    arrive,
    card,
    choose_in,
    offer,
    pick,
    pressed,
    saved,
    whole_picture,
    words_of_pdf,
    words_of_word,
)
from tests.browser.served import DOSSIER, Memory, Served
from tests.browser.sizes import SIZES
from tests.browser.workshop import Screen, Workshop
from tests.room.hall import Hall
from views.memo import framework
from words.phrases import LANGUAGES, load_phrases

pytestmark = pytest.mark.browser

say = load_phrases("fr")
PICTURES = os.environ.get("IWT_PICTURES")
STEM = "Douanes-de-la-République-du-Congo_Situation-de-référence-2027"
REMARK = "dossiers sur trois"
"""What is in every comment of the assessment."""
NAMES = tuple(one.name for one in PEOPLE)
ORDERED = "O04"
"""A capability that is withheld from others here."""


@dataclass(frozen=True)
class Office:
    """A running server with a whole assessment and an earlier round of the same administration."""

    served: Served
    memory: Memory
    id: str

    def open(self, page: Page, language: str = "fr") -> None:
        """Go to the page of documents."""
        arrive(page, self.served.address, "documents", self.id, language)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    served = Served(tmp_path_factory.mktemp("office"))
    _keep_earlier(served.folder)
    id = keep_filled(served.folder)
    served.start()
    yield Office(served, Memory(served.folder), id)
    served.kill()


def _keep_earlier(folder: Path) -> None:
    """The round before, in which the levels were others."""
    values: dict[Address, Any] = {
        setup_field("administration"): Administration("Douanes de la République du Congo", "République du Congo"),
        setup_field("round"): Round(RoundKind.BASELINE, 2024),
        participant_at("P1"): PEOPLE[0],
    }
    values |= {reply_of("P1", one.id): level_for(place + 1, one) for place, one in enumerate(framework().questions)}
    entries = [Entry(address, 1, value, "P1", AT, 1) for address, value in values.items()]
    open_repository(read_settings({"IWT_DATA": str(folder)})).create(framework(), entries, created_at=AT)


def test_every_document_is_saved_under_its_name_and_opens(page: Page, office: Office, tmp_path: Path) -> None:
    office.open(page)
    ear = Ear(page, office.served.address)
    for paper, named in (("report", "Rapport"), ("briefing", "Note-de-synthèse")):
        name, content = saved(page, say, paper, f"{paper}_docx")
        assert name.startswith(f"{STEM}_{named}_") and name.endswith(".docx")
        assert "République du Congo" in words_of_word(content)
        assert Document(io.BytesIO(content)).core_properties.language.startswith("fr")
        name, content = saved(page, say, paper, f"{paper}_pdf")
        assert name.startswith(f"{STEM}_{named}_") and name.endswith(".pdf")
        assert "République du Congo" in words_of_pdf(content, tmp_path)
    name, content = saved(page, say, "xlsx")
    assert name.startswith(f"{STEM}_2") and name.endswith(".xlsx")
    assert "Synthèse" in openpyxl.load_workbook(io.BytesIO(content)).sheetnames
    name, content = saved(page, say, "csv")
    assert name.endswith(".csv.zip")
    assert _answers_of(content) >= {one.id for one in framework().questions[:-2]}
    name, content = saved(page, say, "json")
    assert name.endswith(".json") and json.loads(content)["language"] == "fr"
    _forms(page, tmp_path)
    name, content = saved(page, say, "dossier")
    assert name.startswith(f"{STEM}_2") and name.endswith(".dossier")
    assert read_dossier(content, framework()).dossier.answers == office.memory.dossier(office.id).answers
    assert findings(page, "fr") == [] and ear.heard == []


def _answers_of(content: bytes) -> set[str]:
    """The questions in the table of answers of the zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {row["question"] for row in csv.DictReader(io.StringIO(archive.read("answers.csv").decode("utf-8-sig")))}


def _forms(page: Page, folder: Path) -> None:
    """The three questionnaires, the workbook and the form in both languages, the paper in that of the page."""
    pick(page, say("documents.form.languages"), "English")
    name, content = saved(page, say, "form_xlsx")
    assert name.startswith(f"{STEM}_Questionnaire_") and name.endswith(".xlsx")
    text = _cells(content)
    assert all(framework().question("L04").text(language) in text for language in LANGUAGES)
    name, content = saved(page, say, "form_xlsform")
    assert name.endswith(".xlsform.xlsx")
    heads = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(content))["survey"][1]]
    assert {"label::Français (fr)", "label::English (en)"} <= set(heads)
    name, content = saved(page, say, "form_pdf")
    assert name.startswith(f"{STEM}_Questionnaire_") and name.endswith(".pdf")
    assert "L05.q1" in words_of_pdf(content, folder)


def _cells(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = (row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
    return "\n".join(str(cell) for row in rows for cell in row if cell)


def test_a_report_in_the_other_language_of_the_page(page: Page, office: Office, tmp_path: Path) -> None:
    office.open(page)
    pick(page, say("documents.language"), "English")
    name, content = saved(page, say, "briefing", "briefing_pdf")
    text = words_of_pdf(content, tmp_path)
    assert name.startswith("Douanes-de-la-République-du-Congo_Baseline-2027_Briefing_")
    name_of = framework().name
    assert name_of("en") in text and name_of("fr") not in text
    expect(page.get_by_role("heading", name=say("pages.documents"), level=1)).to_be_visible()


def test_a_copy_for_donors_says_no_name_and_no_comment_and_one_for_all_says_less(
    page: Page, office: Office, tmp_path: Path
) -> None:
    office.open(page)
    ours = _everything(saved(page, say, "csv")[1])
    assert REMARK in ours and NAMES[0] in ours
    pick(page, say("documents.audience"), say("documents.for.donor"))
    expect(page.get_by_text(say("documents.audience_means.donor"))).to_be_visible()
    for document in ("xlsx", "csv", "json"):
        name, content = saved(page, say, document)
        said = _everything(content)
        assert "_Pour-bailleur_" in name, "copies side by side are not taken for each other"
        assert REMARK not in said and not [name for name in NAMES if name in said]
    assert REMARK not in words_of_pdf(saved(page, say, "report", "report_pdf")[1], tmp_path)
    pick(page, say("documents.audience"), say("documents.for.public"))
    for gone in ("report", "briefing", "xlsx", "csv", "json"):
        expect(card(page, gone)).to_have_count(0)
    assert findings(page, "fr") == []
    name, content = saved(page, say, "summary", "summary_docx")
    assert "_Synthèse-publique_" in name
    told = words_of_word(content)
    assert "République du Congo" in told and REMARK not in told and not [one for one in NAMES if one in told]


def _everything(content: bytes) -> str:
    """All text in a file, unpacked where it is a zip."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(one).decode("utf-8", "replace") for one in archive.namelist())


def test_what_is_withheld_is_in_no_copy_for_others(page: Page, office: Office) -> None:
    office.open(page)
    pick(page, say("documents.audience"), say("documents.for.donor"))
    before = saved(page, say, "json")[1].decode()
    assert f'"{ORDERED}"' in before
    page.locator(".st-key-withheld summary").click()
    box = page.get_by_role("combobox", name=say("documents.withheld.pick"))
    box.click()
    box.fill(ORDERED)
    page.get_by_role("option", name=ORDERED).first.click()
    page.keyboard.press("Escape")
    expect(page.get_by_text(so_many_withheld(4, say))).to_be_visible()
    settled(page)
    assert findings(page, "fr") == []
    whole_picture(page, PICTURES, "withheld")
    after = _everything(saved(page, say, "json")[1])
    assert ORDERED not in after and '"O03"' in after
    pick(page, say("documents.audience"), say("documents.for.administration"))
    assert f'"{ORDERED}"' in saved(page, say, "json")[1].decode()


def test_an_earlier_round_stands_in_the_report(page: Page, office: Office, tmp_path: Path) -> None:
    office.open(page)
    chapter = say("diagnostic.chapter.change")
    choose_in(page, say("documents.earlier"), "Situation de référence 2024")
    text = words_of_pdf(saved(page, say, "report", "report_pdf")[1], tmp_path)
    assert text.count(chapter) == 2, "in the contents and as a heading"


def test_an_own_template_and_a_hostile_one(page: Page, office: Office) -> None:
    office.open(page)
    page.locator(".st-key-template summary").click()
    name, start = pressed(page, page.get_by_role("button", name=say("documents.template.start")))
    assert name == f"{say('documents.template.file')}.docx"
    own = Document(io.BytesIO(start))
    own.sections[0].header.paragraphs[0].text = "Direction générale, exemplaire maison"
    held = io.BytesIO()
    own.save(held)
    offer(page, "maison.docx", held.getvalue())
    tick = page.get_by_role("checkbox", name=say("templates.use", name="maison.docx"))
    expect(tick).to_be_checked()
    _, content = saved(page, say, "briefing", "briefing_docx")
    assert "exemplaire maison" in words_of_word(content)
    whole_picture(page, PICTURES, "template")
    offer(page, "piège.docx", _with_macros(start))
    expect(page.locator(".st-key-template").get_by_text("vbaProject")).to_be_visible()
    whole_picture(page, PICTURES, "hostile-template")
    office.open(page)  # another session: the good one is there, the hostile one is not
    expect(tick).to_be_checked()
    page.locator(".st-key-template summary").click()
    assert findings(page, "fr") == []
    page.get_by_role("button", name=say("templates.take_away")).click()
    expect(tick).to_have_count(0)


WRITTEN = "one => JSON.parse(getComputedStyle(one, '::after').content)"
"""What our style writes into an element."""
STANDING = 'button > div, [data-testid="stFileUploaderDropzoneInstructions"]'
DRAGGED = """one => {
  const held = new DataTransfer();
  held.items.add(new File(["x"], "a.docx"));
  one.dispatchEvent(new DragEvent("dragenter", {dataTransfer: held, bubbles: true}));
}"""
"""A file is held over a place for files."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_is_not_taken_is_refused_in_the_language_of_the_page(
    page: Page, office: Office, language: str
) -> None:
    office.open(page, language)
    words = load_phrases(language)
    page.locator(".st-key-template summary").click()
    place = page.locator(".st-key-template").get_by_test_id("stFileUploader")
    whole = words("uploads.choose"), words("uploads.drop")
    assert [one.evaluate(WRITTEN) for one in place.locator(STANDING).all()] == [*whole]
    place.get_by_test_id("stFileUploaderDropzone").evaluate(DRAGGED)
    over = place.locator('[data-testid="stFileUploaderDropzone"] > div > span').first
    expect(over).to_be_visible()
    assert over.evaluate(WRITTEN) == words("uploads.drag")
    whole_picture(page, PICTURES, f"dragged-{language}")
    place.get_by_test_id("stFileUploaderDropzone").dispatch_event("dragleave")
    for name, size, sentence in (("trop.docx", 6 * 1024 * 1024, "not_taken"), ("faux.pdf", 9, "wrong_kind")):
        offer(page, name, b"x" * size)
        chip = place.get_by_test_id("stFileChip").filter(has_text=name)
        chip.hover()
        page.wait_for_timeout(500)  # until what hovering shows would be there
        told = chip.locator('[data-testid="stFileChipName"] + div, [role="alert"]')
        assert [one.evaluate(WRITTEN) for one in told.all()] == [words(f"uploads.{sentence}")] * 2
        assert chip.inner_text().strip() == name, "nothing of what the place says by itself"
        assert not page.get_by_test_id("stTooltipErrorContent").is_visible()
        shown = page.evaluate("document.body.innerText")
        assert not [word for word in ("File must", "not allowed", "per file", "Error:") if word in shown]
        whole_picture(page, PICTURES, f"refused-{sentence}-{language}")


def _with_macros(template: bytes) -> bytes:
    held = io.BytesIO(template)
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"run me")
    return held.getvalue()


@pytest.mark.parametrize(("size", "language"), [("laptop", "fr"), ("phone", "fr"), ("projector", "en")])
def test_the_page_with_all_its_folds_open(chromium: Browser, office: Office, size: str, language: str) -> None:
    context = chromium.new_context(**SIZES[size], locale=f"{language}-{language.upper()}")
    tab = context.new_page()
    tab.set_default_timeout(20_000)
    words = load_phrases(language)
    office.open(tab, language)
    pick(tab, words("documents.audience"), words("documents.for.donor"))
    for fold in ("withheld", "template"):
        tab.locator(f".st-key-{fold} summary").click()
    settled(tab)
    found = findings(tab, language)
    whole_picture(tab, PICTURES, f"documents-{size}-{language}")
    context.close()
    assert found == []


@pytest.fixture(scope="module")
def workshop(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    values: dict[Address, Any] = {
        reply_of("P1", one.id): level_for(place, one) for place, one in enumerate(framework().questions)
    }
    """A server with a door, as for a room."""
    hall = Hall(tmp_path_factory.mktemp("hall"), 1, values=values)
    hall.served.start()
    one = Workshop(hall, chromium)
    yield one
    one.close()
    hall.served.kill()


def test_a_facilitator_may_bring_back_and_an_assessor_may_not(workshop: Workshop) -> None:
    leader = workshop.screen(cookie=workshop.hall.facilitator)
    workshop.go(leader, "bring_back")
    leader.sees(say("bring_back.how"))
    assert leader.page.locator("input[type=file]").count() == 1
    assert findings(leader.page, "fr") == [] and leader.wrong == []
    assessor = workshop.screen(cookie=workshop.hall.cookies["P2"])
    workshop.go(assessor, "bring_back")
    assert assessor.page.locator("input[type=file]").count() == 0
    assert not assessor.holds(say("bring_back.how"))
    assert _links(assessor) & {say("pages.bring_back"), say("pages.documents")} == set()


def test_a_donor_gets_copies_for_donors_once_it_is_shared(workshop: Workshop) -> None:
    donor = workshop.screen(cookie=workshop.hall.account("donor", Role.DONOR_READER, "P9"))
    workshop.go(donor, "documents")
    assert donor.page.locator("[class*=st-key-document-]").count() == 0, "not shared yet"
    _share(workshop)
    workshop.go(donor, "documents")
    donor.sees(say("documents.audience_means.donor"))
    assert not donor.page.get_by_text(say("documents.for.administration"), exact=True).count()
    for name in ("form_xlsx", "form_pdf", "form_xlsform", "dossier"):
        expect(card(donor.page, name)).to_have_count(0)
    assert findings(donor.page, "fr") == [] and donor.wrong == []
    content = saved(donor.page, say, "json")[1].decode()
    assert "Aimée Ngoma" not in content and json.loads(content)["audience"] == "donor"
    assert not donor.holds("Aimée Ngoma")


def _links(screen: Screen) -> set[str]:
    return {one.inner_text().strip() for one in screen.page.get_by_test_id("stSidebar").get_by_role("link").all()}


def _share(workshop: Workshop) -> None:
    """The assessment is shared with donors, as its last act makes it."""
    from questionnaire.entries import STAGE  # noqa: PLC0415

    held: Mapping[str, Any] = {"by": "P1", "at": AT}
    workshop.hall.repository.save(DOSSIER, STAGE, Stage.SHARED, expect=0, **held)
