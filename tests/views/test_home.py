"""The list of assessments, and the ways to come by one."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from questionnaire.assessment import Administration, Assessment
from questionnaire.entries import STAGE, reply_of
from questionnaire.framework import Framework
from questionnaire.profile import Profile
from questionnaire.stages import Role, Stage
from storage.dossier_file import dossier_bytes
from storage.memory_repository import MemoryRepository
from tests.examples import at_level, capability, fraction, framework, section, words
from tests.views.one_page import AT, PRICED, TINY, kept, page, said
from views import memo
from views.widgets import example_shelf
from words.phrases import load_phrases

ANSWERED = {reply_of("P1", one): at_level(2) for one in ("L01.q1", "L01.q2")}
EVERYTHING = {reply_of("P1", question.id): at_level(2) for question in TINY.questions}

PROFILED = replace(
    TINY,
    profiles=(
        Profile("full", words("Full"), words("All of it."), fraction(8)),
        Profile("short", words("Short"), words("A first look."), fraction(2), capabilities=("O01",)),
    ),
    content_hash="profiled",
)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MemoryRepository:
    monkeypatch.setattr(example_shelf, "FOLDER", tmp_path)  # the shipped examples are of another framework
    return MemoryRepository()


class TestNothingKept:
    @pytest.mark.parametrize(
        ("language", "sentence"),
        [("en", "No assessment on this computer yet"), ("fr", "Aucune évaluation sur cet ordinateur")],
    )
    def test_it_says_so(self, repository: MemoryRepository, language: str, sentence: str) -> None:
        assert sentence in said(page("home", repository, language=language))

    def test_a_name_is_enough_to_start(self, repository: MemoryRepository) -> None:
        test = page("home", repository, language="fr")
        test.text_input(key="new name").input("  Douanes du Congo ")
        next(one for one in test.button if one.label == "Créer et passer à la mise en place").click().run()
        assert "arrived at setup" in said(test)
        (made,) = repository.assessments()
        dossier = repository.open(made.id, TINY)
        assert dossier.setup.administration == Administration("Douanes du Congo")
        assert (dossier.setup.language, dossier.setup.round.year) == ("fr", 2027)
        assert [(one.id, one.role) for one in dossier.participants] == [("P1", Role.FACILITATOR)]
        assert test.session_state["open"] == made.id

    def test_without_a_name_nothing_is_made(self, repository: MemoryRepository) -> None:
        test = page("home", repository)
        next(one for one in test.button if one.label == "Create and set up").click().run()
        assert "Write the name" in said(test)
        assert repository.assessments() == ()


class TestWhatIsAsked:
    def made(self, repository: MemoryRepository, framework: Framework, way: str = "") -> Assessment:
        """The assessment that was made by picking this way through a framework."""
        test = page("home", repository, framework=framework)
        test.text_input(key="new name").input("Congo")
        if way:
            test.radio(key="new way en").set_value(way)
        next(one for one in test.button if one.label == "Create and set up").click().run()
        assert "arrived at setup" in said(test)
        (made,) = repository.assessments()
        return made

    def test_a_framework_of_one_way_does_not_ask(self, repository: MemoryRepository) -> None:
        assert not page("home", repository).radio
        assert self.made(repository, TINY).setup.profile == "full"

    def test_the_first_way_is_picked_unless_another_is(self, repository: MemoryRepository) -> None:
        radio = page("home", repository, framework=PROFILED).radio(key="new way en")
        assert radio.options == [
            "Full · 3 capabilities, about 8 hours with a group",
            "Short · 1 capability, about 2 hours with a group",
        ]
        assert self.made(repository, PROFILED).setup.profile == "full"

    def test_the_way_that_was_picked_is_kept_in_the_set_up(self, repository: MemoryRepository) -> None:
        made = self.made(repository, PROFILED, "tiny short")
        assert made.setup.profile == "short"
        assert [one.id for one in repository.open(made.id, PROFILED).framework.capabilities] == ["O01"]

    def test_each_framework_that_is_here_has_its_ways(
        self, repository: MemoryRepository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = replace(TINY, id="other", name=words("Other"))
        monkeypatch.setattr(memo, "framework_ids", lambda: ("tiny", "other"))
        monkeypatch.setattr(memo, "bank", {"other": (other, PRICED)}.__getitem__)
        radio = page("home", repository, framework=PROFILED).radio(key="new way en")
        assert [one.partition(" · ")[0] for one in radio.options] == ["Tiny\\: Full", "Tiny\\: Short", "Other"]
        assert self.made(repository, PROFILED, "other full").framework_id == "other"
        assert "0 of 4 answered" in said(page("home", repository, framework=PROFILED)), "its card is known too"


class TestCards:
    def test_how_far_and_when(self, repository: MemoryRepository) -> None:
        kept(repository, ANSWERED)
        text = said(page("home", repository))
        assert "Congo Customs · Baseline 2027" in text
        assert "2 of 4 answered · saved today at" in text
        assert "Draft" in text

    def test_in_french_on_another_day(self, repository: MemoryRepository) -> None:
        kept(repository, ANSWERED)
        text = said(page("home", repository, language="fr", at=AT + timedelta(days=3)))
        assert "Congo Customs · Situation de référence 2027" in text
        assert "Réponses : 2 sur 4 · enregistré le 1er mars 2027 à" in text

    def test_the_open_one_does_not_stand_for_the_others(self, repository: MemoryRepository) -> None:
        first, second = kept(repository, ANSWERED, name="First"), kept(repository, name="Second")
        for opened in (first, second):
            text = said(page("home", repository, opened))
            assert "2 of 4 answered" in text
            assert "0 of 4 answered" in text

    def test_continue_leads_to_the_first_open_question_after_the_last_answered(
        self, repository: MemoryRepository
    ) -> None:
        id = kept(repository, ANSWERED)
        test = page("home", repository)
        button = test.button(key=f"continue {id}")
        assert button.label == "Continue: L02 L02"
        button.click().run()
        assert "arrived at section L" in said(test)
        assert test.session_state["question L"] == "L02"

    def test_where_nothing_is_answered_it_starts(self, repository: MemoryRepository) -> None:
        id = kept(repository)
        test = page("home", repository)
        assert test.button(key=f"continue {id}").label.startswith("Start: L01.q1")
        assert test.button(key=f"results {id}").disabled

    def test_where_all_is_answered_it_opens(self, repository: MemoryRepository) -> None:
        id = kept(repository, EVERYTHING)
        test = page("home", repository)
        assert test.button(key=f"continue {id}").label == "Open"
        test.button(key=f"results {id}").click().run()
        assert "arrived at results" in said(test)

    def test_only_the_newest_has_the_primary_button(self, repository: MemoryRepository) -> None:
        old = kept(repository, name="Old")
        new = kept(repository, name="New")
        repository.save(new, STAGE, Stage.AGREED, by="P1", at=AT + timedelta(days=1), expect=0)
        test = page("home", repository)
        kinds = {id: test.button(key=f"continue {id}").proto.type for id in (old, new)}
        assert kinds == {old: "secondary", new: "primary"}

    def test_names_are_not_read_as_markdown(self, repository: MemoryRepository) -> None:
        kept(repository, name="**Bold** [x](http://a)")
        assert r"\*\*Bold\*\* \[x\](http\://a)" in said(page("home", repository))

    def test_one_of_another_framework_is_kept_and_not_opened(self, repository: MemoryRepository) -> None:
        other = framework(section("L", capability("L01")))
        id = kept(repository, framework=type(other)(**{**other.__dict__, "id": "older"}), name="Elsewhere")
        test = page("home", repository)
        assert "made with the framework “older”" in said(test)
        with pytest.raises(KeyError):
            test.button(key=f"continue {id}")


class TestDeleting:
    def test_it_is_named_confirmed_and_a_copy_is_offered(self, repository: MemoryRepository) -> None:
        id = kept(repository)
        test = page("home", repository)
        test.button(key=f"ask {id}").click().run()
        assert "Delete “Congo Customs · Baseline 2027”" in said(test)
        assert [one.label for one in test.get("download_button")] == ["Save a copy first (.dossier)"]
        assert test.button(key=f"delete {id}").disabled
        test.checkbox(key=f"have copy {id}").check().run()
        test.button(key=f"delete {id}").click().run()
        assert repository.assessments() == ()
        assert "“Congo Customs · Baseline 2027” was deleted." in said(test)

    def test_it_can_be_kept_after_all(self, repository: MemoryRepository) -> None:
        id = kept(repository)
        test = page("home", repository)
        test.button(key=f"ask {id}").click().run()
        test.button(key=f"keep {id}").click().run()
        assert "Delete “" not in said(test)
        assert repository.revision(id) == 1

    def test_deleted_in_another_tab_meanwhile(self, repository: MemoryRepository) -> None:
        id, other = kept(repository), kept(repository, name="Other")
        test = page("home", repository)
        test.button(key=f"ask {id}").click().run()
        test.checkbox(key=f"have copy {id}").check().run()
        repository.delete(id)
        test.button(key=f"delete {id}").click().run()
        said(test)
        assert [one.id for one in repository.assessments()] == [other]


class TestAFile:
    def brought(self, repository: MemoryRepository, content: bytes, language: str = "en") -> object:
        test = page("home", repository, language=language)
        test.file_uploader(key="dossier file").set_value(("a.dossier", content, "application/zip")).run()
        return test

    def test_it_is_shown_before_it_is_kept(self, repository: MemoryRepository) -> None:
        elsewhere = MemoryRepository()
        id = kept(elsewhere, ANSWERED, name="From afar")
        test = self.brought(repository, dossier_bytes(elsewhere, id))
        text = said(test)
        assert "From afar · Baseline 2027" in text
        assert "2 questions answered" in text
        assert "not on this computer yet" in text
        assert repository.assessments() == ()
        test.button(key="keep file").click().run()
        assert [one.id for one in repository.assessments()] == [id]
        assert "arrived at setup" in said(test)

    def test_one_that_is_here_already_adds_nothing(self, repository: MemoryRepository) -> None:
        id = kept(repository, ANSWERED)
        test = self.brought(repository, dossier_bytes(repository, id), "fr")
        assert "déjà sur cet ordinateur" in said(test)
        assert len(repository.assessments()) == 1

    def test_every_problem_is_listed_and_nothing_is_kept(self, repository: MemoryRepository) -> None:
        elsewhere = MemoryRepository()
        id = kept(elsewhere)
        hostile = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(dossier_bytes(elsewhere, id))) as sound, zipfile.ZipFile(hostile, "w") as made:
            for name in sound.namelist():
                made.writestr(name, sound.read(name))
            made.writestr("../climbing.txt", "x")
        test = self.brought(repository, hostile.getvalue())
        assert "cannot be opened" in said(test)
        assert "could lead out of the folder" in said(test)
        assert repository.assessments() == ()

    def test_what_is_no_dossier_is_refused_in_french(self, repository: MemoryRepository) -> None:
        test = self.brought(repository, b"not a zip", "fr")
        assert "ne peut pas être ouvert" in said(test)


class TestExamples:
    @pytest.fixture
    def shelf(self, tmp_path: Path) -> Path:
        elsewhere = MemoryRepository()
        (tmp_path / "weak.dossier").write_bytes(dossier_bytes(elsewhere, kept(elsewhere, ANSWERED, name="Nowhere")))
        return tmp_path

    def test_it_is_opened_as_a_copy_that_is_marked(self, repository: MemoryRepository, shelf: Path) -> None:
        test = page("home", repository)
        assert "Most capabilities are absent or initial" in said(test)
        test.button(key="example weak").click().run()
        (made,) = repository.assessments()
        assert made.example
        assert repository.open(made.id, TINY).setup.administration.name == "Nowhere"
        assert "arrived at results" in said(test)

    def test_a_copy_that_is_kept_is_opened_again(self, repository: MemoryRepository, shelf: Path) -> None:
        for _ in range(2):
            page("home", repository).button(key="example weak").click().run()
        assert len(repository.assessments()) == 1
        assert "Example" in said(page("home", repository))

    def test_without_examples_it_says_so(self, repository: MemoryRepository) -> None:
        assert "No example came with this program" in said(page("home", repository))

    def test_one_that_cannot_be_read_does_not_stop_the_others(self, repository: MemoryRepository, shelf: Path) -> None:
        (shelf / "broken.dossier").write_bytes(b"not a zip")
        test = page("home", repository)
        assert "not an assessment file" in said(test)
        assert test.button(key="example weak")


@pytest.mark.parametrize("path", example_shelf.shipped_examples(), ids=lambda path: path.stem)
def test_every_shipped_example_is_introduced_in_both_languages(path: Path) -> None:
    assert all(f"home.examples.about.{path.stem}" in load_phrases(language) for language in ("en", "fr"))
