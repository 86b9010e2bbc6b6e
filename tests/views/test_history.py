"""The page of the history, and the history of one question on its section's page."""

from __future__ import annotations

import pytest

from access.seats import Place, Seat
from questionnaire.assessment import Participant
from questionnaire.entries import STAGE, Entry, comment_of, participant_at, reply_of
from questionnaire.stages import Role, Stage
from reports.history import FeedPart, about_of
from storage.memory_repository import MemoryRepository
from tests.examples import at_level
from tests.reports.workshop import monday
from tests.views.one_page import AT, PRICED, TINY, kept, page, said
from views.desk import Desk
from views.history import ON_A_PAGE
from views.widgets.change_lines import of_question
from words.phrases import load_phrases


@pytest.fixture
def repository() -> MemoryRepository:
    return MemoryRepository()


def day_in_the_room(repository: MemoryRepository) -> str:
    return repository.create(TINY, monday().entries)


def seat(id: str, role: Role, participant: str = "P2") -> Seat:
    return Seat("s1", "somebody", places={id: Place(participant, role)})


def rows(test: object) -> list[list[str]]:
    return [list(row) for row in test.table[0].value.itertuples(index=False)]  # type: ignore[attr-defined]


def writers(test: object) -> set[str]:
    return {row[0].split("  \n")[1] for row in rows(test)}


class TestThePage:
    @pytest.mark.parametrize(("language", "count"), [("en", "23 changes"), ("fr", "23 modifications")])
    def test_the_latest_comes_first(self, repository: MemoryRepository, language: str, count: str) -> None:
        test = page("history", repository, day_in_the_room(repository), language=language)
        assert count in said(test)
        assert any("Ada L." in row[1] for row in rows(test)[:2])

    def test_picked_by_part(self, repository: MemoryRepository) -> None:
        id = day_in_the_room(repository)
        test = page("history", repository, id)
        test.selectbox(key=f"history {id} en part").select(FeedPart.OUTCOMES).run()
        assert "2 changes" in said(test)
        assert [row[1].split("  \n")[0] for row in rows(test)] == [
            "**Outcome of the group for L02 L02**",
            "**Outcome of the group for L01.q1 L01**",
        ]

    def test_picked_by_function(self, repository: MemoryRepository) -> None:
        id = day_in_the_room(repository)
        test = page("history", repository, id)
        test.selectbox(key=f"history {id} en who").select("function post").run()
        assert writers(test) == {"Chidi"}

    def test_text_of_people_is_shown_as_text(self, repository: MemoryRepository) -> None:
        id = kept(repository, {comment_of("P1", "L02"): "*bold* <b>x</b>"})
        assert any(r"\*bold\* \<b\>x\</b\>" in row[1] for row in rows(page("history", repository, id)))

    def test_many_changes_come_page_by_page(self, repository: MemoryRepository) -> None:
        address = reply_of("P1", "L02")
        entries = [Entry(address, n, at_level(n % 5), "P1", AT, n) for n in range(1, 2 * ON_A_PAGE + 2)]
        entries.append(Entry(participant_at("P1"), 1, Participant("P1", Role.FACILITATOR, "Ada"), "P1", AT, 1))
        test = page("history", repository, repository.create(TINY, entries))
        assert len(rows(test)) == ON_A_PAGE
        last = test.selectbox[-1]
        assert last.options[-1] == "Page 3 of 3"
        last.select(3).run()
        assert len(rows(test)) == 2

    def test_nothing_recorded(self, repository: MemoryRepository) -> None:
        assert "Nothing is recorded yet" in said(page("history", repository, repository.create(TINY)))

    def test_it_leaves_as_files(self, repository: MemoryRepository) -> None:
        test = page("history", repository, day_in_the_room(repository))
        labels = [one.label for one in test.get("download_button")]
        assert labels == ["These changes as a table (CSV)", "These changes as data (JSON)"]


class TestWhoSeesWhat:
    def test_a_donor_sees_nothing_of_it(self, repository: MemoryRepository) -> None:
        id = day_in_the_room(repository)
        repository.save(id, STAGE, Stage.SHARED, by="P1", at=AT, expect=1)
        test = page("history", repository, id, seat=seat(id, Role.DONOR_READER))
        assert "not open to donors" in said(test)
        assert not test.table

    def test_participants_see_functions_and_no_replies_of_others(self, repository: MemoryRepository) -> None:
        id = day_in_the_room(repository)
        test = page("history", repository, id, seat=seat(id, Role.ASSESSOR))
        shown = str(rows(test))
        assert "Chidi" not in shown
        replies = [row[0] for row in rows(test) if row[1].startswith("**Reply")]
        assert replies
        assert all(one.endswith(r"Legal affairs (P2)") for one in replies)
        assert not test.get("download_button")

    def test_who_runs_the_room_sees_names(self, repository: MemoryRepository) -> None:
        id = day_in_the_room(repository)
        test = page("history", repository, id, seat=seat(id, Role.FACILITATOR, "P1"))
        assert {"Binta", "Chidi"} <= writers(test)


class TestOfOneQuestion:
    def test_the_changes_of_that_question_and_no_other(self, repository: MemoryRepository) -> None:
        id = day_in_the_room(repository)
        desk = Desk(repository, TINY, PRICED, load_phrases("en"), {}, dossier_id=id)
        told = [about_of(one) for one in of_question(desk, "L02")]
        assert set(told) == {"L02"}
        assert len(told) == 5
