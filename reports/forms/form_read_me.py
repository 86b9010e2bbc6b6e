"""The first sheet of a form: how to fill it in, what it was made from, and the words with a fixed meaning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.forms.form_looks import FormLooks
from reports.forms.form_rows import Filling
from reports.forms.form_sheet import fit_width, protect, put, set_up_paper
from reports.workbook.draft import LINE, lines_of
from words.numbers import day
from words.phrases import Phrases

ALONE, BESIDE = 110.0, 74.0
"""The width of the text in one language, and of each beside others."""
STEPS = ("one", "two", "three", "four", "five", "six")
RULES = ("one", "sort", "two", "three")
Line = tuple[str, str]
"""A look and a text; no text is an empty line."""
_HEIGHTS = {"heading": 28.0}
_BIG = 1.7
"""How much more room the title takes than other lines."""


def write_read_me(
    sheet: Worksheet, looks: FormLooks, filling: Filling, made_at: datetime, program_version: str
) -> None:
    """Write the sheet: a column for each language, line by line beside each other."""
    width = BESIDE if len(filling.languages) > 1 else ALONE
    texts = [list(_lines(filling, say, made_at, program_version)) for say in filling.labels.phrases]
    sheet.column_dimensions["A"].width = 3
    for row, beside in enumerate(zip(*texts, strict=True), 1):
        for place, (look, text) in enumerate(beside):
            put(sheet, looks, row, 2 + 2 * place, text or None, look)
        size = _BIG if beside[0][0] == "big title" else 1
        tallest = max(lines_of(text, width * 0.95 / size) for _, text in beside)
        sheet.row_dimensions[row].height = _HEIGHTS.get(beside[0][0], (LINE + 2) * size * tallest + 5)
    for place in range(len(texts)):
        sheet.column_dimensions[get_column_letter(2 + 2 * place)].width = width
        sheet.column_dimensions[get_column_letter(3 + 2 * place)].width = 4
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = "4A5763"
    set_up_paper(sheet, filling.framework.name(filling.languages[0]))
    sheet.page_setup.orientation = "landscape" if len(texts) > 1 else "portrait"
    fit_width(sheet)
    protect(sheet)


def _lines(filling: Filling, say: Phrases, made_at: datetime, program_version: str) -> Iterator[Line]:
    framework, language = filling.framework, say.language
    yield "big title", say("forms.readme.title", framework=framework.name(language))
    yield "subtitle", _for_whom(filling, say)
    yield "prose", say("forms.readme.purpose")
    yield "heading", say("forms.readme.how")
    facts = {name: say(f"forms.sheet.{name}") for name in ("answers", "criteria", "evidence")}
    facts |= {name: say(f"answer.state.{name}") for name in ("not_applicable", "not_known")}
    facts |= {"clear": say("forms.clear"), "by_criteria": say("forms.by_criteria")}
    for number, step in enumerate(STEPS, 1):
        yield "step", f"{number}.  {say(f'forms.readme.steps.{step}', **facts)}"
    yield "heading", say("forms.readme.rules")
    for rule in RULES:
        yield "step", say(f"forms.readme.rule.{rule}")
    yield "heading", say("forms.readme.sources")
    yield from (("prose", text) for text in _sources(filling, say, made_at, program_version))
    if framework.definitions:
        yield "heading", say("forms.readme.words")
    for one in framework.definitions:
        yield "step", say("forms.readme.word", term=one.term(language), text=one.text(language))


def _for_whom(filling: Filling, say: Phrases) -> str:
    """Who is assessed and when, where the form is made from an assessment."""
    if filling.dossier is None:
        return say("forms.readme.fact.blank")
    setup = filling.dossier.setup
    parts = (setup.administration.name, setup.site.name, setup.administration.country)
    occasion = " ".join((say(f"round.{setup.round.kind}"), str(setup.round.year or ""))).strip()
    return ", ".join(part for part in (*parts, occasion) if part)


def _sources(filling: Filling, say: Phrases, made_at: datetime, program_version: str) -> Iterator[str]:
    framework, language = filling.framework, say.language
    yield say("forms.readme.fact.framework", name=framework.name(language), version=framework.version)
    profile = framework.profile.name(language)
    yield say("forms.readme.fact.profile", name=profile or framework.profile.id)
    yield say("forms.readme.fact.made", day=day(made_at.date(), language), version=program_version)
    if filling.dossier is not None:
        yield say("forms.readme.fact.revision", revision=filling.dossier.revision)
    if filling.participants:
        names = ", ".join(filling.names.get(id) or id for id in filling.participants)
        yield say("forms.readme.fact.participants", names=names)
