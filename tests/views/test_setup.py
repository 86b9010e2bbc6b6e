"""The set-up: every field kept by itself, people by role."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from questionnaire.assessment import Administration, Participant, Round, RoundKind, Setup, Site
from questionnaire.entries import Address, participant_at, reply_of, setup_field
from questionnaire.profile import Covers, Profile
from questionnaire.stages import Role
from storage.memory_repository import MemoryRepository
from tests.examples import at_level, fraction, words
from tests.views.one_page import AT, TINY, kept, page, said

BRUNO = {participant_at("P2"): Participant("P2", Role.ASSESSOR, "Bruno", "Port")}

PROFILED = replace(
    TINY,
    profiles=(
        Profile("full", words("Full"), words("All of it."), fraction(8)),
        Profile("short", words("Short"), words("A first look."), fraction(2), capabilities=("O01",)),
    ),
    content_hash="profiled",
)
ANSWERS = {reply_of("P1", id): at_level(2) for id in ("L01.q1", "L02", "O01")}


@pytest.fixture
def repository() -> MemoryRepository:
    return MemoryRepository()


def set_up(repository: MemoryRepository, id: str) -> Setup:
    return repository.open(id, TINY).setup


def key(id: str, name: str, part: str = "") -> str:
    return f"{id} {setup_field(name)} en" + (f" {part}" if part else "")


class TestFields:
    @pytest.mark.parametrize(
        ("name", "part", "written", "held"),
        [
            ("administration", "name", "Douanes", Administration("Douanes", "Congo")),
            ("administration", "country", "Gabon", Administration("Congo Customs", "Gabon")),
            ("site", "", "Port", Site("Port")),
        ],
    )
    def test_what_is_typed_is_kept(
        self, repository: MemoryRepository, name: str, part: str, written: str, held: object
    ) -> None:
        id = kept(repository)
        test = page("setup", repository, id)
        test.text_input(key=key(id, name, part)).input(written).run()
        said(test)
        assert getattr(set_up(repository, id), name) == held

    def test_round_date_language_and_currency(self, repository: MemoryRepository) -> None:
        id = kept(repository)
        test = page("setup", repository, id)
        test.selectbox(key=key(id, "round", "kind")).select(RoundKind.MID_TERM).run()
        test.number_input(key=key(id, "round", "year")).set_value(2029).run()
        test.date_input(key=key(id, "assessed_on")).set_value(date(2029, 5, 3)).run()
        test.selectbox(key=key(id, "currency")).select("XAF").run()
        held = set_up(repository, id)
        assert held.round == Round(RoundKind.MID_TERM, 2029)
        assert (held.assessed_on, held.currency, held.language) == (date(2029, 5, 3), "XAF", "en")

    def test_going_back_to_nothing_clears_the_field(self, repository: MemoryRepository) -> None:
        id = kept(repository, {setup_field("priority_posts"): "the port"})
        test = page("setup", repository, id)
        test.text_area(key=key(id, "priority_posts")).input("").run()
        assert repository.entry(id, setup_field("priority_posts")).value is None
        assert set_up(repository, id).priority_posts == ""

    def test_a_rerun_writes_nothing(self, repository: MemoryRepository) -> None:
        id = kept(repository, BRUNO)
        page("setup", repository, id).run().run()
        assert repository.revision(id) == 1

    def test_two_boxes_one_after_the_other_lose_nothing(self, repository: MemoryRepository) -> None:
        id = kept(repository)
        test = page("setup", repository, id)
        test.text_input(key=key(id, "administration", "name")).input("Douanes").run()
        test.text_input(key=key(id, "administration", "country")).input("Gabon").run()
        assert set_up(repository, id).administration == Administration("Douanes", "Gabon")

    def test_another_persons_entry_is_shown_and_not_overwritten(self, repository: MemoryRepository) -> None:
        id = kept(repository)
        test = page("setup", repository, id)
        repository.save(id, setup_field("site"), Site("Airport"), by="P2", at=AT, expect=0)
        test.text_input(key=key(id, "site")).input("Port").run()
        assert set_up(repository, id).site == Site("Airport")
        assert test.text_input(key=key(id, "site")).value == "Airport"
        assert any("Airport" in one.value and "Port" in one.value for one in test.warning)

    def test_a_language_and_a_currency_that_are_not_in_the_list_stay(self, repository: MemoryRepository) -> None:
        odd: dict[Address, object] = {setup_field("language"): "pt", setup_field("currency"): "ZZZ"}
        id = kept(repository, odd)
        test = page("setup", repository, id)
        said(test)
        assert test.selectbox(key=key(id, "language")).value == "pt"
        assert test.selectbox(key=key(id, "currency")).value == "ZZZ"

    def test_a_date_far_away_is_shown(self, repository: MemoryRepository) -> None:
        id = kept(repository, {setup_field("assessed_on"): date(1815, 6, 18)})
        test = page("setup", repository, id)
        said(test)
        assert test.date_input(key=key(id, "assessed_on")).value == date(1815, 6, 18)


class TestWhatIsAsked:
    def picked(self, repository: MemoryRepository, id: str, *profiles: str) -> AppTest:
        """The set-up in which these profiles were picked one after the other."""
        test = page("setup", repository, id, framework=PROFILED)
        for profile in profiles:
            test.selectbox(key=key(id, "profile")).select(profile).run()
            said(test)
        return test

    def test_a_framework_of_one_way_does_not_ask(self, repository: MemoryRepository) -> None:
        id = kept(repository)
        said(test := page("setup", repository, id))
        assert key(id, "profile") not in {one.key for one in test.selectbox}

    def test_at_first_everything_is_asked(self, repository: MemoryRepository) -> None:
        test = self.picked(repository, id := kept(repository, framework=PROFILED))
        field = test.selectbox(key=key(id, "profile"))
        assert (field.value, field.options) == ("full", ["Full", "Short"])
        assert any("All of it. 3 capabilities, about 8 hours with a group." in one.value for one in test.caption)

    def test_with_fewer_capabilities_the_other_answers_are_set_aside(self, repository: MemoryRepository) -> None:
        id = kept(repository, ANSWERS, framework=PROFILED)
        test = self.picked(repository, id, "short")
        dossier = repository.open(id, PROFILED)
        assert dossier.setup.profile == "short"
        assert set(dossier.answers) == {("P1", "O01")}
        assert set(dossier.set_aside) == {("P1", "L01.q1"), ("P1", "L02")}
        assert any("1 capability, about 2 hours" in one.value for one in test.caption)
        assert "Start with O" in said(test), "the section before is not asked any more"

    def test_picking_everything_again_brings_them_back(self, repository: MemoryRepository) -> None:
        id = kept(repository, ANSWERS, framework=PROFILED)
        before = repository.open(id, PROFILED).answers
        self.picked(repository, id, "short", "full")
        dossier = repository.open(id, PROFILED)
        assert (dossier.answers, dossier.set_aside) == (before, {})
        assert len(before) == 3

    def test_a_profile_that_is_not_here_is_shown_as_everything_and_not_overwritten(
        self, repository: MemoryRepository
    ) -> None:
        id = kept(repository, {setup_field("profile"): "from-elsewhere"}, framework=PROFILED)
        test = self.picked(repository, id)
        assert test.selectbox(key=key(id, "profile")).value == "full"
        test.run()
        assert repository.revision(id) == 1
        assert repository.open(id, PROFILED).setup.profile == "from-elsewhere"


class TestPeople:
    def names(self, test: AppTest) -> list[str]:
        return [one.value for one in test.text_input if one.key.endswith(" name") and "participant" in one.key]

    def test_one_is_added_with_a_number_nobody_had(self, repository: MemoryRepository) -> None:
        id = kept(repository, BRUNO)
        repository.save(id, participant_at("P3"), Participant("P3", Role.MANAGER), by="P1", at=AT, expect=0)
        repository.save(id, participant_at("P3"), None, by="P1", at=AT, expect=1)
        test = page("setup", repository, id)
        test.button(key="add participant").click().run()
        assert self.names(test) == ["Ada", "Bruno", ""]
        assert [one.id for one in repository.open(id, TINY).participants] == ["P1", "P2", "P4"]

    def test_one_is_changed(self, repository: MemoryRepository) -> None:
        id = kept(repository, BRUNO)
        test = page("setup", repository, id)
        start = f"{id} {participant_at('P2')} en"
        test.selectbox(key=f"{start} role").select(Role.VALIDATOR).run()
        test.text_input(key=f"{start} office").input("Airport").run()
        assert Participant("P2", Role.VALIDATOR, "Bruno", "Airport") in repository.open(id, TINY).participants

    def test_one_is_removed_and_the_history_stays(self, repository: MemoryRepository) -> None:
        id = kept(repository, BRUNO)
        test = page("setup", repository, id)
        test.button(key=f"{id} {participant_at('P2')} en leave").click().run()
        assert self.names(test) == ["Ada"]
        assert [one.value for one in repository.history(id, participant_at("P2"))] == [*BRUNO.values(), None]

    def test_a_removal_does_not_undo_what_somebody_changed_meanwhile(self, repository: MemoryRepository) -> None:
        id = kept(repository, BRUNO)
        test = page("setup", repository, id)
        changed = Participant("P2", Role.MANAGER, "Bruno", "Port")
        repository.save(id, participant_at("P2"), changed, by="P2", at=AT, expect=1)
        test.button(key=f"{id} {participant_at('P2')} en leave").click().run()
        assert changed in repository.open(id, TINY).participants
        assert test.warning

    def test_whoever_records_cannot_be_removed(self, repository: MemoryRepository) -> None:
        id = kept(repository)
        with pytest.raises(KeyError):
            page("setup", repository, id).button(key=f"{id} {participant_at('P1')} en leave")

    def test_whoever_records_stands_there_unregistered(self, repository: MemoryRepository) -> None:
        id = repository.create(TINY)
        test = page("setup", repository, id)
        assert self.names(test) == [""]
        test.button(key="add participant").click().run()
        assert [one.id for one in repository.open(id, TINY).participants] == ["P2"]


@pytest.mark.parametrize(("language", "label"), [("en", "Start with L"), ("fr", "Commencer par : L")])
def test_the_way_on(repository: MemoryRepository, language: str, label: str) -> None:
    test = page("setup", repository, kept(repository), language=language)
    assert label in said(test)
    test.button(key="next").click().run()
    assert "arrived at section L" in said(test)


class TestSites:
    SITE = Profile("site", words("One site"), words(""), fraction(2), Covers.SITE, questions={"O01": words("Here?")})
    WITH_SITES = replace(PROFILED, profiles=(*PROFILED.profiles, SITE), content_hash="with sites")

    def options(self, repository: MemoryRepository, id: str) -> list[str]:
        test = page("setup", repository, id, framework=self.WITH_SITES)
        said(test)
        return list(test.selectbox(key=key(id, "profile")).options)

    def test_at_first_every_profile_can_be_picked(self, repository: MemoryRepository) -> None:
        assert self.options(repository, kept(repository, framework=self.WITH_SITES)) == ["Full", "Short", "One site"]

    def test_answers_of_the_administration_do_not_become_those_of_a_site(self, repository: MemoryRepository) -> None:
        assert self.options(repository, kept(repository, ANSWERS, framework=self.WITH_SITES)) == ["Full", "Short"]

    def test_answers_of_a_site_do_not_become_those_of_the_administration(self, repository: MemoryRepository) -> None:
        values = {setup_field("profile"): "site", reply_of("P1", "O01"): at_level(1)}
        assert self.options(repository, kept(repository, values, framework=self.WITH_SITES)) == ["One site"]

    def test_a_site_without_a_name_is_asked_for_it(self, repository: MemoryRepository) -> None:
        id = kept(repository, {setup_field("profile"): "site"}, framework=self.WITH_SITES)
        assert "Give the site its name" in said(page("setup", repository, id, framework=self.WITH_SITES))

    def test_what_is_set_aside_is_told(self, repository: MemoryRepository) -> None:
        id = kept(repository, {**ANSWERS, setup_field("profile"): "short"}, framework=self.WITH_SITES)
        assert "2 answers are set aside" in said(page("setup", repository, id, framework=self.WITH_SITES))
