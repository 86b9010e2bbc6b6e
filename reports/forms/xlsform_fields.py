"""The fields of an XLSForm: what is asked of every question, in rows of its sheets `survey` and `choices`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from questionnaire.form_layout import NONE_OF_THESE, field_name
from questionnaire.framework import Checklist, Choice, Criterion, Framework, Kind, Ladder, Number, Question
from questionnaire.policy import Confidence
from questionnaire.text import Text
from reports.forms.labels import Labels, exactly
from reports.forms.meanings import meaning
from reports.forms.relevance import decimal, level_name, ref, relevance
from reports.forms.relevance import field as field_of
from reports.workbook.text import clean
from words.phrases import OWN_NAMES, Phrases

XlsRow = Mapping[str, str]
Said = Callable[[Phrases], str]
"""Words that are there in whatever language is asked for."""
STATES_ASKED = ("not_applicable", "not_known")
BY_LANGUAGE = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
"""The columns that stand once for each language."""


def language_column(column: str, language: str) -> str:
    """A column for one language, as in "label::Français (fr)"."""
    return f"{column}::{OWN_NAMES[language]} ({language})"


def phrase(key: str) -> Said:
    """A phrase without gaps, in whatever language is asked for."""
    return lambda say: say(key)


def phrase_of(question: Question, key: str) -> Said:
    """A phrase about a question, after its id."""
    return lambda say: f"{question.id}: {say(key)}"


def in_framework(text: Text, before: str = "") -> Said:
    """Words of the framework, after something that is the same in every language."""
    return lambda say: f"{before}{text(say.language)}"


def asked(question: Question) -> Said:
    """The question, by its id."""
    return in_framework(question.text, f"{question.id}. ")


def said_safely(text: str) -> str:
    """Words that cannot be taken for the name of a field, nor break the file."""
    return clean(text).replace("${", "$ {").strip()


@dataclass(frozen=True, eq=False)
class FormFields:
    """Gathers the rows of a form in its languages."""

    framework: Framework
    languages: tuple[str, ...]
    field_rows: list[XlsRow] = field(default_factory=list)
    choice_rows: list[XlsRow] = field(default_factory=list)

    @property
    def labels(self) -> Labels:
        """The words of the form, in all its languages at once."""
        return Labels(self.framework, self.languages)

    def said(self, column: str, say_it: Said) -> dict[str, str]:
        """A column in every language; nothing where nothing is said."""
        told = {one.language: said_safely(say_it(one)) for one in self.labels.phrases}
        # A row that has words in one language only would be reported as a missing translation.
        return {language_column(column, language): text or "-" for language, text in told.items() if any(told.values())}

    def add(
        self,
        type: str,
        name: str,
        label: Said | None = None,
        hint: Said | None = None,
        **more: str,
    ) -> None:
        """A row of `survey`."""
        words = (self.said("label", label) if label else {}) | (self.said("hint", hint) if hint else {})
        self.field_rows.append(
            {"type": type, "name": name, **words, **{key: text for key, text in more.items() if text}}
        )

    def amend(self, **columns: Said) -> None:
        """Add columns in every language to the last row."""
        words: dict[str, str] = {}
        for column, say_it in columns.items():
            words |= self.said(column, say_it)
        self.field_rows[-1] = {**self.field_rows[-1], **words}

    def choice(self, list_name: str, name: str, label: Said) -> None:
        """A row of `choices`."""
        self.choice_rows.append({"list_name": list_name, "name": name, **self.said("label", label)})


def add_shared_choices(form: FormFields) -> None:
    """The lists that every question uses."""
    form.choice("states", "answered", phrase("xlsform.given"))
    for state in STATES_ASKED:
        form.choice("states", state, phrase(f"answer.state.{state}"))
    for one in Confidence:
        form.choice("confidence", one.value, phrase(f"answer.confidence.{one}"))


def add_question(form: FormFields, question: Question) -> None:
    """All fields of a question, in a group of their own where it is not always asked."""
    condition = question.asked_when
    if condition is not None:
        group = f"{field_name(question.id)}_asked"
        form.add("begin_group", group, lambda _: question.id, relevant=relevance(form.framework, condition))
    _ADD[type(question.kind)](form, question)
    _add_surroundings(form, question)
    if condition is not None:
        form.field_rows.append({"type": "end_group"})


def _can_answer(question: Question) -> str:
    """That the question was not said to be beyond an answer."""
    state = ref("state", question.id)
    return " and ".join(f"{state} != '{one}'" for one in STATES_ASKED)


def _help(form: FormFields, question: Question) -> Said:
    """How to find out and where people go wrong, for whoever wants to read it."""
    guide = form.framework.home_of_question[question.id].guidance

    def said(say: Phrases) -> str:
        parts = (("find_out", guide.find_out), ("pitfalls", guide.pitfalls), ("notes", guide.notes))
        told = ((say(f"answer.guidance_{name}"), text(say.language)) for name, text in parts)
        return "\n\n".join(f"{head} {text}" for head, text in told if text)

    return said


def _add_ladder(form: FormFields, question: Question) -> None:
    ladder: Any = question.kind
    name = field_name(question.id)
    for level in ladder.levels:
        form.choice(f"{name}_levels", level_name(level.value), _level_said(form, question, level))
    reply = field_of("reply", question.id)
    form.add(
        f"select_one {name}_levels",
        reply,
        asked(question),
        relevant=_can_answer(question),
    )
    form.amend(guidance_hint=_help(form, question))
    if question.criteria:
        _add_ticks(form, question, question.criteria, "xlsform.ticks", hint="xlsform.ticks_hint")


def _level_said(form: FormFields, question: Question, level: Any) -> Said:
    def said(say: Phrases) -> str:
        named = Labels(form.framework, (say.language,)).level(question, Fraction(level.value))
        return say("forms.level", level=named, text=level.summary(say.language))

    return said


def _add_choice(form: FormFields, question: Question) -> None:
    choice: Any = question.kind
    name = field_name(question.id)
    for option in choice.options:
        form.choice(f"{name}_options", field_name(option.id), in_framework(option.text))
    reply = field_of("reply", question.id)
    form.add(
        f"select_one {name}_options",
        reply,
        asked(question),
        relevant=_can_answer(question),
    )
    form.amend(guidance_hint=_help(form, question))


def _add_checklist(form: FormFields, question: Question) -> None:
    _add_ticks(form, question, question.criteria, None, hint="xlsform.things_hint")
    form.amend(guidance_hint=_help(form, question), constraint_message=phrase("xlsform.none_alone"))


def _add_ticks(
    form: FormFields, question: Question, criteria: tuple[Criterion, ...], label: str | None, *, hint: str
) -> None:
    """The criteria of a question, any number of which may be ticked."""
    name, ticks = field_name(question.id), field_of("ticks", question.id)
    for one in criteria:
        form.choice(f"{name}_criteria", field_name(one.id), in_framework(one.text, f"{one.id} "))
    constraint = ""
    if label is None:
        form.choice(f"{name}_criteria", NONE_OF_THESE, phrase("xlsform.none"))
        constraint = f"not(selected(., '{NONE_OF_THESE}') and count-selected(.) > 1)"
    said = asked(question) if label is None else phrase_of(question, label)
    form.add(
        f"select_multiple {name}_criteria",
        ticks,
        said,
        phrase(hint),
        relevant=_can_answer(question),
        constraint=constraint,
    )


def _add_number(form: FormFields, question: Question) -> None:
    number: Any = question.kind
    reply = field_of("reply", question.id)
    bounds = [f". >= {decimal(number.minimum)}"]
    if number.maximum is not None:
        bounds.append(f". <= {decimal(number.maximum)}")

    def allowed(say: Phrases) -> str:
        lowest = exactly(number.minimum, say.language)
        if number.maximum is None:
            return say("xlsform.too_low", lowest=lowest)
        return say("xlsform.out_of_bounds", lowest=lowest, highest=exactly(number.maximum, say.language))

    def hint(say: Phrases) -> str:
        told = say("xlsform.value_hint", unit=say(f"units.{number.unit}"), bounds=allowed(say))
        return f"{told}\n{meaning(form.labels, question, say)}"

    form.add(
        "decimal",
        reply,
        asked(question),
        hint,
        relevant=_can_answer(question),
        constraint=" and ".join(bounds),
    )
    form.amend(guidance_hint=_help(form, question), constraint_message=allowed)
    form.add(
        "date",
        field_of("measured_on", question.id),
        phrase_of(question, "xlsform.measured_on"),
        relevant=f"{ref('reply', question.id)} != ''",
    )


_ADD: Mapping[type[Kind], Callable[[FormFields, Question], None]] = {
    Ladder: _add_ladder,
    Choice: _add_choice,
    Checklist: _add_checklist,
    Number: _add_number,
}


def _add_surroundings(form: FormFields, question: Question) -> None:
    """What goes with every reply: why there is none, how sure, evidence, comment."""
    id, state = question.id, ref("state", question.id)

    form.add(
        "select_one states",
        field_of("state", id),
        phrase_of(question, "xlsform.cannot"),
        appearance="minimal",
        default="answered",
    )
    stated = " or ".join(f"{state} = '{one}'" for one in STATES_ASKED)
    form.add(
        "text",
        field_of("reason", id),
        phrase_of(question, "xlsform.reason"),
        relevant=stated,
        required=f"{state} = 'not_applicable'",
        appearance="multiline",
    )
    form.amend(required_message=phrase("xlsform.reason_needed"))
    given = " or ".join(f"{ref(part, id)} != ''" for part in _answered_by(question))
    form.add(
        "select_one confidence",
        field_of("confidence", id),
        phrase_of(question, "xlsform.sure"),
        relevant=given,
        appearance="minimal",
    )
    for part in ("evidence", "comment"):
        hint = phrase(f"xlsform.{part}_hint")
        form.add("text", field_of(part, id), phrase_of(question, f"xlsform.{part}"), hint, appearance="multiline")


def _answered_by(question: Question) -> Iterator[str]:
    """The fields that hold a reply to the question."""
    if not isinstance(question.kind, Checklist):
        yield "reply"
    if isinstance(question.kind, Checklist) or (isinstance(question.kind, Ladder) and question.criteria):
        yield "ticks"
