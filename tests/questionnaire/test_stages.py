from __future__ import annotations

import pytest

from questionnaire.stages import Function, Role, Stage
from words.phrases import LANGUAGES, load_phrases


def test_the_stages_come_one_after_the_other() -> None:
    assert list(Stage) == [Stage.DRAFT, Stage.AGREED, Stage.VALIDATED, Stage.APPROVED, Stage.SHARED]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_for_people_has_its_words(language: str) -> None:
    phrases = load_phrases(language)
    needed = [f"stage.{one}" for one in Stage] + [f"function.{one}" for one in Function]
    assert [key for key in needed if key not in phrases] == []


@pytest.mark.parametrize("words", [Stage, Role, Function])
def test_what_is_written_in_files_is_what_the_code_says(words: type[Stage] | type[Role] | type[Function]) -> None:
    # The values are a promise: databases and files hold them.
    assert all(one.value == one.name.lower() for one in words)
