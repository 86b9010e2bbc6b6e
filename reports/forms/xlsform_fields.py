"""The rows of an XLSForm's sheets `survey` and `choices`, and how words are put into them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from questionnaire.framework import Framework, Question
from questionnaire.text import Text
from reports.forms.labels import Labels, cut
from reports.forms.recorded_fields import NOTHING_RECORDED, RecordedFields
from reports.workbook.text import clean
from words.phrases import OWN_NAMES, Phrases

XlsRow = Mapping[str, str]
Said = Callable[[Phrases], str]
"""Words that are there in whatever language is asked for."""
LONGEST_RECORDED = 400
"""So many characters of a recorded text stand in the hint of its field."""
BY_LANGUAGE = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
"""The columns that stand once for each language."""


def language_column(column: str, language: str) -> str:
    """A column for one language, as in "label::Français (fr)"."""
    return f"{column}::{OWN_NAMES[language]} ({language})"


def phrase(key: str) -> Said:
    """A phrase without gaps, in whatever language is asked for."""
    return lambda say: say(key)


def phrase_of(id: str, key: str) -> Said:
    """A phrase about a question or a criterion, after its id."""
    return lambda say: say("xlsform.about", id=id, text=say(key))


def in_framework(text: Text, before: str = "") -> Said:
    """Words of the framework, after something that is the same in every language."""
    return lambda say: f"{before}{text(say.language)}"


def asked(question: Question) -> Said:
    """The question, by its id."""
    return in_framework(question.text, f"{question.id}. ")


def said_safely(text: str) -> str:
    """Words that cannot be taken for the name of a field, nor break the file."""
    # Converters make a plain space of a fixed one, and a line would begin with a mark; they leave a narrow one alone.
    return clean(text).replace("${", "$ {").replace("\u00a0", "\u202f").strip()


@dataclass(frozen=True, eq=False)
class FormFields:
    """Gathers the rows of a form in its languages."""

    framework: Framework
    languages: tuple[str, ...]
    recorded: RecordedFields = NOTHING_RECORDED
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
        """A row of `survey`, filled with what is recorded of it, or telling that below it."""
        hint = self._with_recorded(name, hint)
        words = (self.said("label", label) if label else {}) | (self.said("hint", hint) if hint else {})
        more["default"] = self.recorded.values.get(name) or more.get("default", "")
        self.field_rows.append(
            {"type": type, "name": name, **words, **{key: text for key, text in more.items() if text}}
        )

    def _with_recorded(self, name: str, hint: Said | None) -> Said | None:
        """The hint with the text that is recorded for a field: forms take no text that is longer than a line."""
        told = cut(self.recorded.texts.get(name, ""), LONGEST_RECORDED)
        if not told:
            return hint

        def both(say: Phrases) -> str:
            recorded = say("xlsform.recorded", text=told)
            return f"{hint(say)}\n{recorded}" if hint else recorded

        return both

    def end_group(self) -> None:
        """Close the group that was opened last."""
        self.field_rows.append({"type": "end_group"})

    def amend(self, **columns: Said) -> None:
        """Add columns in every language to the last row."""
        words: dict[str, str] = {}
        for column, say_it in columns.items():
            words |= self.said(column, say_it)
        self.field_rows[-1] = {**self.field_rows[-1], **words}

    def choice(self, list_name: str, name: str, label: Said) -> None:
        """A row of `choices`."""
        self.choice_rows.append({"list_name": list_name, "name": name, **self.said("label", label)})
