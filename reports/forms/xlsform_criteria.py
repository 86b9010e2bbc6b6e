"""The criteria in an XLSForm: each of a ladder is said to be met or not with one tap, those of a checklist are ticked.

The criterion stands over the whole width of a phone with its choices side by side below it: in a table its words would
have a third of the screen.
"""

from __future__ import annotations

from questionnaire.form_layout import NONE_OF_THESE, field_name
from questionnaire.framework import Criterion, Question
from reports.forms.relevance import field as field_of
from reports.forms.relevance import ref, tick_field, tick_ref
from reports.forms.xlsform_fields import FormFields, Said, asked, in_framework, phrase, phrase_of

TICKS_ASKED = ("met", "not_met", "not_applicable")


def add_ladder_ticks(form: FormFields, question: Question, relevant: str) -> None:
    """One question for each criterion of a ladder, which may be left open."""
    group = f"{field_name(question.id)}_criteria"
    form.add("begin_group", group, phrase_of(question.id, "xlsform.criteria"), relevant=relevant)
    for one in question.criteria:
        words = in_framework(one.text, f"{one.id} ")
        form.add("select_one ticks", tick_field("tick", one.id), words, appearance="columns-pack")
        _add_reason(form, one, f"{tick_ref(one.id)} = 'not_applicable'")
    form.end_group()


def add_things(form: FormFields, question: Question, relevant: str, guidance: Said) -> None:
    """The things of a checklist, any number of which may be there, and those that cannot apply."""
    things = f"{field_name(question.id)}_criteria"
    for one in question.criteria:
        form.choice(f"{things}", field_name(one.id), in_framework(one.text, f"{one.id} "))
        form.choice(f"{things}_excused", field_name(one.id), in_framework(one.text, f"{one.id} "))
    form.choice(things, NONE_OF_THESE, phrase("xlsform.none"))
    form.add(
        f"select_multiple {things}",
        field_of("ticks", question.id),
        asked(question),
        phrase("xlsform.things_hint"),
        relevant=relevant,
        constraint=f"not(selected(., '{NONE_OF_THESE}') and count-selected(.) > 1)",
    )
    form.amend(guidance_hint=guidance, constraint_message=phrase("xlsform.none_alone"))
    excused = field_of("excused", question.id)
    said = phrase_of(question.id, "xlsform.excused")
    form.add(f"select_multiple {things}_excused", excused, said, relevant=relevant, appearance="minimal")
    for one in question.criteria:
        _add_reason(form, one, f"selected({ref('excused', question.id)}, '{field_name(one.id)}')")


def _add_reason(form: FormFields, criterion: Criterion, relevant: str) -> None:
    """Why a criterion cannot apply. A reason that is recorded holds where nothing is written."""
    name = tick_field("tick_reason", criterion.id)
    required = "" if name in form.recorded.texts else "true()"
    said = phrase_of(criterion.id, "xlsform.tick_reason")
    form.add("text", name, said, relevant=relevant, required=required)
    form.amend(required_message=phrase("xlsform.reason_needed"))
