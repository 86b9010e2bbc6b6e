"""The questionnaire as an XLSForm, which ODK Collect, KoboToolbox and Enketo open; submissions are read back.

Names of fields by `questionnaire.form_layout`. What a form cannot say: conditions are read on the replies of the one
who fills it in, not on what a group agreed; nothing that is recorded can be taken away, for a field left blank says
nothing. A form made from a dossier knows it and its revision; that of one participant brings their replies with it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from questionnaire.assessment import Dossier
from questionnaire.form_layout import FORMAT, XLSFORM_META, field_name, saved_moment
from questionnaire.framework import Capability, Framework, Section
from questionnaire.profile import FULL
from questionnaire.text import NO_TEXT
from reports.forms.recorded_fields import NOTHING_RECORDED, RecordedFields, recorded_fields
from reports.forms.xlsform_fields import FormFields, XlsRow, in_framework, language_column, phrase, said_safely
from reports.forms.xlsform_questions import add_question, add_shared_choices
from words.phrases import OWN_NAMES, Phrases

PEOPLE = "participants"


@dataclass(frozen=True)
class CheckedForm:
    """What a converter made of a form: the XForm that programs open, and what it warned of."""

    xml: str
    warnings: tuple[str, ...]


def xlsform_bytes(
    framework: Framework,
    *,
    languages: tuple[str, ...],
    dossier: Dossier | None = None,
    participants: tuple[str, ...] = (),
    made_at: datetime,
) -> bytes:
    """The form as a workbook with the sheets `survey`, `choices` and `settings`; the first language is the default.

    `framework` is the one to be asked: that of the dossier, where there is one. With one participant the form is
    theirs and holds what they replied; with several it asks which of them fills it in, without any for a name.
    """
    form = FormFields(framework, languages, _recorded(framework, dossier, participants))
    _add_people(form, dossier, participants)
    _add_meta(form, dossier, participants)
    add_shared_choices(form)
    for section in framework.sections:
        _add_section(form, section)
    settings = _settings(form, dossier)
    return _written(form, settings, made_at)


def xform_xml(content: bytes, *, validate: bool = False) -> CheckedForm:
    """The XForm that the standard converter makes of a form; with `validate` ODK Validate looks at it too (needs Java).

    Raises pyxform's PyXFormError or ODKValidateError for a form that programs would not open.
    """
    from pyxform.xls2xform import convert  # noqa: PLC0415  heavy, and only for checking

    warnings: list[str] = []
    converted = convert(content, warnings=warnings, validate=validate, file_type=".xlsx")
    return CheckedForm(converted.xform, tuple(dict.fromkeys([*warnings, *converted.warnings])))


def _recorded(framework: Framework, dossier: Dossier | None, participants: tuple[str, ...]) -> RecordedFields:
    """What the one who fills in has replied; nothing where that may be somebody else."""
    if dossier is None or len(participants) != 1:
        return NOTHING_RECORDED
    return recorded_fields(framework, (one for (who, _), one in dossier.answers.items() if who == participants[0]))


def _add_people(form: FormFields, dossier: Dossier | None, participants: tuple[str, ...]) -> None:
    """The first page: what this is, and who fills it in."""
    framework = form.framework

    def welcome(say: Phrases) -> str:
        return say("xlsform.welcome", framework=framework.name(say.language), version=framework.version)

    form.add("begin_group", "start", in_framework(framework.name), appearance="field-list")
    form.add("note", "welcome", welcome)
    if len(participants) > 1:
        names = {one.id: one.name for one in dossier.participants} if dossier else {}
        for id in participants:
            form.choice(PEOPLE, field_name(id), in_framework(NO_TEXT, f"{id} {names.get(id, '')}"))
        form.add(f"select_one {PEOPLE}", "iwt_participant", phrase("xlsform.who_choose"))
    elif not participants:
        form.add("text", "iwt_participant", phrase("xlsform.who"), phrase("xlsform.who_hint"))
    form.end_group()


def _add_meta(form: FormFields, dossier: Dossier | None, participants: tuple[str, ...]) -> None:
    """Hidden fields that tell what the form was made from."""
    known = {
        "iwt_format": FORMAT,
        "iwt_dossier": dossier.id if dossier else "",
        "iwt_revision": str(dossier.revision) if dossier else "",
        "iwt_saved_at": saved_moment(dossier.saved_at) if dossier else "",
        "iwt_framework": form.framework.id,
        "iwt_framework_hash": form.framework.content_hash,
    }
    if len(participants) == 1:
        known["iwt_participant"] = participants[0]
    for name in XLSFORM_META:
        if name in known:
            form.add("calculate", name, calculation=_quoted(known[name]))


def _quoted(text: str) -> str:
    """A text as XPath writes it; it knows no sign for a quote inside the same quotes."""
    text = said_safely(text)
    return f"'{text}'" if "'" not in text else '"' + text.replace('"', "") + '"'


def _add_section(form: FormFields, section: Section) -> None:
    form.add("begin_group", field_name(section.id), in_framework(section.name, f"{section.id} "))
    for capability in section.capabilities:
        _add_capability(form, capability)
    form.end_group()


def _add_capability(form: FormFields, capability: Capability) -> None:
    """One screen for each capability."""
    label = in_framework(capability.name, f"{capability.id} ")
    form.add("begin_group", field_name(capability.id), label, appearance="field-list")
    for question in capability.questions:
        add_question(form, question)
    form.end_group()


def _settings(form: FormFields, dossier: Dossier | None) -> XlsRow:
    framework, first = form.framework, form.languages[0]
    profile = "" if framework.profile.id == FULL else f"_{field_name(framework.profile.id)}"
    revision = f"-r{dossier.revision}" if dossier else ""
    return {
        "form_title": said_safely(framework.name(first)),
        "form_id": f"{field_name(framework.id)}{profile}",
        "version": f"{framework.version}-{framework.content_hash[:8]}{revision}",
        "default_language": f"{OWN_NAMES[first]} ({first})",
        "style": "pages",
        "instance_name": "concat(${iwt_participant}, ' ', today())",
    }


_FIRST_COLUMNS = {"survey": ("type", "name"), "choices": ("list_name", "name"), "settings": ("form_title", "form_id")}


def _columns(id: str, rows: Sequence[XlsRow], languages: tuple[str, ...]) -> list[str]:
    """The columns in use: the names first, then words by language, then the rest."""
    used = dict.fromkeys(column for row in rows for column in row)
    words = [language_column("label", language) for language in languages]
    return list(dict.fromkeys([*_FIRST_COLUMNS[id], *(one for one in words if one in used), *used]))


def _written(form: FormFields, settings: XlsRow, made_at: datetime) -> bytes:
    """The three sheets as a workbook."""
    from openpyxl import Workbook  # noqa: PLC0415  openpyxl is heavy: only where a workbook is written
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415

    from reports.workbook.cached import with_results  # noqa: PLC0415
    from reports.workbook.text import put_text  # noqa: PLC0415

    workbook: Any = Workbook()
    workbook.remove(workbook.active)
    sheets: Mapping[str, Sequence[XlsRow]] = {
        "survey": form.field_rows,
        "choices": form.choice_rows,
        "settings": [settings],
    }
    for id, rows in sheets.items():
        sheet, columns = workbook.create_sheet(id), _columns(id, rows, form.languages)
        for place, column in enumerate(columns, 1):
            put_text(sheet.cell(1, place), column)
            sheet.cell(1, place).font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(place)].width = 48 if "::" in column else 26
        for number, row in enumerate(rows, 2):
            for place, column in enumerate(columns, 1):
                if row.get(column):
                    put_text(sheet.cell(number, place), row[column])
        sheet.freeze_panes = "C2" if id != "settings" else "A2"
    workbook.properties.created = workbook.properties.modified = made_at.replace(tzinfo=None)
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_STORED) as archive:
        ExcelWriter(workbook, archive).save()
    return with_results(saved.getvalue(), {}, made_at=made_at, alt_texts={})
