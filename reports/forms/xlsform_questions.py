"""What an XLSForm asks of every question: its reply in the way of its kind, and what goes with every reply."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from questionnaire.form_layout import BY_CRITERIA, field_name, value_name
from questionnaire.framework import Checklist, Choice, Framework, Kind, Ladder, Number, Question
from questionnaire.policy import Confidence
from reports.forms.labels import Labels, exactly
from reports.forms.meanings import meaning
from reports.forms.relevance import decimal, ref, relevance, replied
from reports.forms.relevance import field as field_of
from reports.forms.xlsform_criteria import TICKS_ASKED, add_ladder_ticks, add_things
from reports.forms.xlsform_fields import FormFields, Said, asked, in_framework, phrase, phrase_of
from words.phrases import Phrases

STATES_ASKED = ("not_applicable", "not_known", "disputed")


def add_shared_choices(form: FormFields) -> None:
    """The lists that several questions use."""
    form.choice("states", "answered", phrase("xlsform.given"))
    for state in STATES_ASKED[:2]:
        form.choice("states", state, phrase(f"answer.state.{state}"))
    form.choice("states", "disputed", phrase("xlsform.disputed"))
    for tick in TICKS_ASKED:
        form.choice("ticks", tick, phrase(f"xlsform.tick.{tick}"))
    for one in Confidence:
        form.choice("confidence", one.value, phrase(f"answer.confidence.{one}"))
    for name, ends in lists_of_ends(form.framework).items():
        for value in ends[1]:
            form.choice(name, value_name(value), _value_said(form, ends[0], value))


@lru_cache(maxsize=8)
def lists_of_ends(framework: Framework) -> Mapping[str, tuple[Question, tuple[Fraction, ...]]]:
    """The lists of what either end of a dispute can be, each with the first question that has it."""
    found: dict[tuple[bool, tuple[Fraction, ...]], Question] = {}
    for question in framework.questions:
        found.setdefault(_sort_of_ends(framework, question), question)
    return {f"ends_{n}": (question, values) for n, ((_, values), question) in enumerate(found.items(), 1)}


def _sort_of_ends(framework: Framework, question: Question) -> tuple[bool, tuple[Fraction, ...]]:
    """What the list of a question's ends hangs on: whether its values have the words of levels, and the values."""
    return question.scale == framework.main_scale, question.ordered_levels


def _value_said(form: FormFields, question: Question, value: Fraction) -> Said:
    """A value of a question's scale: "3 Established"."""
    return lambda say: Labels(form.framework, (say.language,)).level(question, value)


def add_question(form: FormFields, question: Question) -> None:
    """All fields of a question, in a group of their own where it is not always asked."""
    condition = question.asked_when
    if condition is not None:
        group = f"{field_name(question.id)}_asked"
        form.add("begin_group", group, lambda _: question.id, relevant=relevance(form.framework, condition))
    _ADD[type(question.kind)](form, question)
    _add_state(form, question)
    _add_surroundings(form, question)
    if condition is not None:
        form.end_group()


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
        form.choice(f"{name}_levels", value_name(level.value), _level_said(form, question, level))
    if question.criteria:
        form.choice(f"{name}_levels", BY_CRITERIA, phrase("xlsform.by_criteria"))
    reply = field_of("reply", question.id)
    form.add(f"select_one {name}_levels", reply, asked(question), relevant=_can_answer(question))
    form.amend(guidance_hint=_help(form, question))
    if question.criteria:
        add_ladder_ticks(form, question, _can_answer(question))


def _level_said(form: FormFields, question: Question, level: Any) -> Said:
    named = _value_said(form, question, Fraction(level.value))
    return lambda say: say("forms.level", level=named(say), text=level.summary(say.language))


def _add_choice(form: FormFields, question: Question) -> None:
    choice: Any = question.kind
    name = field_name(question.id)
    for option in choice.options:
        form.choice(f"{name}_options", field_name(option.id), in_framework(option.text))
    reply = field_of("reply", question.id)
    form.add(f"select_one {name}_options", reply, asked(question), relevant=_can_answer(question))
    form.amend(guidance_hint=_help(form, question))


def _add_checklist(form: FormFields, question: Question) -> None:
    add_things(form, question, _can_answer(question), _help(form, question))


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

    relevant, constraint = _can_answer(question), " and ".join(bounds)
    form.add("decimal", reply, asked(question), hint, relevant=relevant, constraint=constraint)
    form.amend(guidance_hint=_help(form, question), constraint_message=allowed)
    day = field_of("measured_on", question.id)
    form.add("date", day, phrase_of(question.id, "xlsform.measured_on"), relevant=replied(question))


_ADD: Mapping[type[Kind], Callable[[FormFields, Question], None]] = {
    Ladder: _add_ladder,
    Choice: _add_choice,
    Checklist: _add_checklist,
    Number: _add_number,
}


def _add_state(form: FormFields, question: Question) -> None:
    """Why no level can be given, and both levels that are held where people do not agree."""
    id, state = question.id, ref("state", question.id)
    name = field_of("state", id)
    said = phrase_of(id, "xlsform.cannot")
    form.add("select_one states", name, said, appearance="minimal", default="answered")
    lists = lists_of_ends(form.framework)
    wanted = _sort_of_ends(form.framework, question)
    ends = next(name for name, (one, _) in lists.items() if _sort_of_ends(form.framework, one) == wanted)
    rising = _rising(ref("disputed_from", id), question.ordered_levels)
    for part, key, constraint in (("disputed_from", "answer.lowest", ""), ("disputed_to", "answer.highest", rising)):
        form.add(
            f"select_one {ends}",
            field_of(part, id),
            phrase_of(id, key),
            relevant=f"{state} = 'disputed'",
            required="true()",
            constraint=constraint,
            appearance="minimal",
        )
    form.amend(constraint_message=phrase("xlsform.two_levels"))
    reason = field_of("reason", id)
    # What is recorded with its reason, or was taken without one, need not be said again.
    states = (one for one in ("not_applicable", "disputed") if one != form.recorded.values.get(name))
    form.add(
        "text",
        reason,
        phrase_of(id, "xlsform.reason"),
        relevant=" or ".join(f"{state} = '{one}'" for one in STATES_ASKED),
        required=" or ".join(f"{state} = '{one}'" for one in states),
        appearance="multiline",
    )
    form.amend(required_message=phrase("xlsform.reason_needed"))


def _rising(lowest: str, values: tuple[Fraction, ...]) -> str:
    """That the value chosen stands behind the lowest one in the order of all."""
    order = "' " + " ".join(value_name(value) for value in values) + " '"
    places = (f"string-length(substring-before({order}, concat(' ', {one}, ' ')))" for one in (".", lowest))
    return " > ".join(places)


def _add_surroundings(form: FormFields, question: Question) -> None:
    """How sure, what supports it, and what else there is to say."""
    id = question.id
    sure, said = field_of("confidence", id), phrase_of(id, "xlsform.sure")
    form.add("select_one confidence", sure, said, relevant=replied(question), appearance="minimal")
    for part in ("evidence", "comment"):
        hint = phrase(f"xlsform.{part}_hint")
        form.add("text", field_of(part, id), phrase_of(id, f"xlsform.{part}"), hint, appearance="multiline")
