"""Documents made on request: which one is wanted, made from what is recorded now, and kept until something changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from questionnaire.register_marks import register_marks
from reports.formats import FORMATS, WORKBOOK, Told, write_report
from reports.report import Audience
from storage.dossier_file import PROGRAM, dossier_bytes
from views.desk import Desk
from views.memo import evidence_store
from views.naming import file_name
from views.plan_search import found_beside_plan
from views.report_here import report_here
from words.phrases import load_phrases

DOSSIER = "dossier"
FORMS: Mapping[str, tuple[str, str]] = {
    "form_xlsx": (".xlsx", WORKBOOK),
    "form_pdf": (".pdf", "application/pdf"),
    "form_xlsform": (".xlsform.xlsx", WORKBOOK),
}
"""The questionnaires to be filled in elsewhere: how the name of each ends, and its media type."""


@dataclass(frozen=True)
class DocumentWish:
    """Which document is wanted.

    A report has a language and an audience, maybe the frontier as it was found, maybe an earlier round to compare with
    (the id of its dossier, and its revision when the document was wanted) and, as a Word file, a template (its
    SHA-256). A questionnaire has languages and the participant whose replies are in it, none where it is blank.
    """

    kind: str
    language: str = ""
    audience: Audience = Audience.ADMINISTRATION
    earlier: str = ""
    earlier_revision: int = 0
    frontier: bool = False
    template: str = ""
    languages: tuple[str, ...] = ()
    whose: str = ""


@dataclass(frozen=True)
class MadeDocument:
    """A document that was made: from which revision, its bytes, the name of its file, its media type."""

    wish: DocumentWish
    revision: int
    content: bytes
    name: str
    media_type: str


def make(
    desk: Desk, wish: DocumentWish, *, template: bytes | None = None, told: Told = lambda done, of: None
) -> MadeDocument:
    """Make the document now. Raises StorageFault, and InputFault for a template that cannot be used."""
    at = desk.now()
    if wish.kind == DOSSIER:
        content = dossier_bytes(desk.repository, desk.dossier.id, evidence_store())
        return _named(desk, wish, content, desk.language, at, ".dossier", "application/zip")
    if wish.kind in FORMS:
        return _named(desk, wish, _form(desk, wish, at), wish.languages[0], at, *FORMS[wish.kind])
    earlier = desk.repository.open(wish.earlier, desk.whole) if wish.earlier else None
    found = found_beside_plan(desk) if wish.frontier else None
    report = report_here(desk, wish.language, wish.audience, at, earlier=earlier, frontier=found)
    known = FORMATS[wish.kind]
    content = write_report(report, wish.kind, template=template if known.ending == ".docx" else None, told=told)
    return _named(desk, wish, content, wish.language, at, known.ending, known.media_type)


def _named(
    desk: Desk, wish: DocumentWish, content: bytes, language: str, at: datetime, ending: str, media_type: str
) -> MadeDocument:
    """The document with the name of its file, which says what it is in its own language."""
    say = load_phrases(language)
    what = FORMATS[wish.kind].paper if wish.kind in FORMATS else "form" if wish.kind in FORMS else ""
    told = say(f"documents.file.{what}") if what else ""
    if wish.audience is Audience.DONOR and wish.kind in FORMATS:
        told = f"{told} {say('documents.file.for_donor')}"  # two copies side by side must not be taken for each other
    name = file_name(say, desk.dossier.setup, at.astimezone().date(), ending.removeprefix("."), told)
    return MadeDocument(wish, desk.dossier.revision, content, name, media_type)


def _form(desk: Desk, wish: DocumentWish, at: datetime) -> bytes:
    """A questionnaire: a workbook, a form for phones and tablets, or paper."""
    from reports.forms.making import FormWish, form_bytes  # noqa: PLC0415  writers are heavy: only where one is used

    dossier = desk.dossier if wish.whose else None
    whose = (wish.whose,) if wish.whose else ()
    register = register_marks(desk.repository.entries(dossier.id)) if dossier else None
    return form_bytes(wish.kind, FormWish(desk.framework, wish.languages, at, PROGRAM, dossier, whose, register))


def template_start(desk: Desk) -> tuple[str, Callable[[], bytes]]:
    """The name of the template that an organisation starts its own from, and what makes it when it is asked for."""

    def content() -> bytes:
        from reports.document import template_bytes  # noqa: PLC0415  the same

        return template_bytes(desk.language)

    return f"{desk.say('documents.template.file')}.docx", content
