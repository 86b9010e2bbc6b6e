"""Which questionnaire is wanted, in what form; and its making: a workbook, a form for phones, or paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from questionnaire.assessment import Dossier
from questionnaire.framework import Framework


@dataclass(frozen=True, eq=False)
class FormWish:
    """What a questionnaire is made of.

    `framework` is the one to be asked: that of the dossier, where there is one. `participants` are those whose replies
    are in it; none where it is blank.
    """

    framework: Framework
    languages: tuple[str, ...]
    made_at: datetime
    program_version: str
    dossier: Dossier | None = None
    participants: tuple[str, ...] = ()
    register: Mapping[str, str] | None = None
    """By which marks its evidence is known in every copy (`register_marks`); None where nobody knows them."""


def form_bytes(kind: str, wish: FormWish) -> bytes:
    """The questionnaire as a file: "form_xlsx", "form_xlsform" or "form_pdf". Raises ValueError for any other kind.

    On paper it is in the first of the languages, and of the first of the participants.
    """
    if kind not in FORMS:
        raise ValueError(f"no questionnaire is written as {kind!r}; known are {', '.join(FORMS)}")
    return FORMS[kind](wish)


def _workbook(wish: FormWish) -> bytes:
    from reports.forms.answer_workbook import answer_workbook  # noqa: PLC0415  openpyxl only where it is written

    return answer_workbook(
        wish.framework,
        languages=wish.languages,
        dossier=wish.dossier,
        participants=wish.participants,
        made_at=wish.made_at,
        program_version=wish.program_version,
        register=wish.register,
    )


def _xlsform(wish: FormWish) -> bytes:
    from reports.forms.xlsform import xlsform_bytes  # noqa: PLC0415  the same

    return xlsform_bytes(
        wish.framework,
        languages=wish.languages,
        dossier=wish.dossier,
        participants=wish.participants,
        made_at=wish.made_at,
    )


def _paper(wish: FormWish) -> bytes:
    from reports.forms.printable import printable_bytes  # noqa: PLC0415  typst only where a page is set

    dossier, language = wish.dossier, wish.languages[0]
    if dossier is None:
        return printable_bytes(wish.framework, language, wish.made_at, wish.program_version)
    who = wish.participants[0] if wish.participants else ""
    return printable_bytes(
        wish.framework,
        language,
        wish.made_at,
        wish.program_version,
        answers={question: one for (person, question), one in dossier.answers.items() if person == who},
        participant=next((one for one in dossier.participants if one.id == who), None),
        administration=dossier.setup.administration.name,
        evidence={one.id: one.title for one in dossier.evidence.values()},
    )


FORMS: Mapping[str, Callable[[FormWish], bytes]] = {
    "form_xlsx": _workbook,
    "form_xlsform": _xlsform,
    "form_pdf": _paper,
}
