"""Whatever a file proposes can be looked at before it is taken: many changes, long texts, files that come along."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from questionnaire.entries import comment_of, registered, reply_of
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.policy import Strength
from storage.arrival import receive
from storage.dossier_file import dossier_bytes, read_dossier
from storage.evidence_store import EvidenceStore
from storage.memory_repository import MemoryRepository
from storage.repository import StorageFault
from storage.settings import DATA_VARIABLE, open_evidence, read_settings
from tests.examples import at_level
from tests.views.one_page import AT, TINY, kept, page, said
from views.widgets.incoming_list import AT_ONCE
from views.widgets.incoming_sides import LONGEST, common_start, cut_out

LATER = AT + timedelta(hours=1)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def apart() -> tuple[MemoryRepository, MemoryRepository, str]:
    """Two copies of one assessment that have the same past."""
    here, there = MemoryRepository(), MemoryRepository()
    id = kept(here, {reply_of("P1", "L02"): at_level(1)})
    receive(there, read_dossier(dossier_bytes(here, id), TINY))
    return here, there, id


def brought(here: MemoryRepository, id: str, content: bytes, language: str = "en") -> AppTest:
    test = page("bring_back", here, id, language=language)
    test.session_state["brought file"] = (id, "copy.dossier", content)
    return test.run()


def piece(number: int) -> Evidence:
    return Evidence(f"E{number}", f"Register {number}", EvidenceKind.REGISTER, Strength.STATED)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_two_hundred_changes_can_all_be_seen_and_each_can_be_left(language: str) -> None:
    here, there, id = apart()
    for number in range(1, 201):
        there.save(id, registered(f"E{number}"), piece(number), by="P1", at=LATER, expect=0)
    test = brought(here, id, dossier_bytes(there, id), language)
    seen: set[str] = set()
    pages = next(one for one in test.selectbox if "page" in str(one.key))
    assert len(pages.options) == 200 / AT_ONCE
    for number in range(len(pages.options)):
        test = next(one for one in test.selectbox if "page" in str(one.key)).select_index(number).run()
        drawn = [one for one in test.checkbox if re.search(r"\bE\d+\b", one.label)]
        assert len(drawn) == AT_ONCE
        seen |= {one.label for one in drawn}
        if number == 4:
            test = drawn[-1].uncheck().run()
    assert len(seen) == 200
    said(test.button(key="take brought").click().run())
    assert len(here.open(id, TINY).evidence) == 199


def test_a_conflict_far_down_can_be_decided() -> None:
    here, there, id = apart()
    people = [f"P{number}" for number in range(1, 60)]
    for copy, level in ((here, 1), (there, 2)):
        for person in people:
            copy.save(id, reply_of(person, "O01"), at_level(level), by=person, at=LATER, expect=0)
    test = brought(here, id, dossier_bytes(there, id))
    assert sum("choice" in str(one.key) for one in test.radio) == AT_ONCE
    test = next(one for one in test.selectbox if "page" in str(one.key)).select_index(1).run()
    assert sum("choice" in str(one.key) for one in test.radio) == len(people) - AT_ONCE


def test_long_texts_are_shown_where_they_differ_and_whole_below() -> None:
    here, there, id = apart()
    same = "as seen at the port " * 60
    here.save(id, comment_of("P1", "O01"), f"{same}and nowhere else", by="P1", at=LATER, expect=0)
    there.save(id, comment_of("P1", "O01"), f"{same}and at the airport", by="P1", at=LATER, expect=0)
    test = brought(here, id, dossier_bytes(there, id))
    sides = [one.value for one in test.markdown if "In the file" in one.value]
    assert len(sides) == 2, "around the difference, and whole"
    assert "nowhere else" in sides[0] and "at the airport" in sides[0] and "\u2026" in sides[0]
    whole = " ".join(one.value for one in test.expander[-1].markdown)
    assert same.strip() in whole and "nowhere else" in whole and "at the airport" in whole


@pytest.mark.parametrize("start", [0, 3, 700, 1999])
def test_a_long_text_is_cut_out_around_the_place(start: int) -> None:
    text = "".join(chr(0x4E00 + number) for number in range(2000))
    shown = cut_out(text, start)
    assert text[start] in shown
    assert len(shown.strip("\u2026")) == LONGEST
    assert cut_out("short", 3) == "short"
    assert common_start([text[:start], text]) == start and common_start([text]) == 0


class TestFilesThatComeAlong:
    @pytest.fixture
    def store(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EvidenceStore:
        monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "here"))
        return open_evidence(read_settings())

    def with_file(self, tmp_path: Path) -> tuple[MemoryRepository, str, bytes, str]:
        """The assessment here; its other copy, in which a piece of evidence has a file; the file's SHA-256."""
        here, there, id = apart()
        theirs = EvidenceStore(tmp_path / "there")
        file = theirs.put(id, "act.pdf", PDF)
        there.save(id, registered("E1"), replace(piece(1), files=(file,)), by="P1", at=LATER, expect=0)
        return here, id, dossier_bytes(there, id, theirs), file.content

    def test_where_the_file_cannot_be_kept_nothing_is_written(
        self, tmp_path: Path, store: EvidenceStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        here, id, copy, content = self.with_file(tmp_path)

        def full(*_: object) -> None:
            raise StorageFault("storage.fault.disk_full", place="here")

        test = brought(here, id, copy)
        with monkeypatch.context() as broken:
            broken.setattr(EvidenceStore, "keep", full)
            test.button(key="take brought").click().run()
        assert "E1" not in here.open(id, TINY).evidence
        test.button(key="take brought").click().run()
        assert here.open(id, TINY).evidence["E1"].title == "Register 1"
        assert store.open(id, content) == PDF

    def test_a_file_that_was_lost_is_offered_by_a_copy_without_changes(
        self, tmp_path: Path, store: EvidenceStore
    ) -> None:
        here, id, copy, content = self.with_file(tmp_path)
        file = read_dossier(copy, TINY)
        entry = next(one for one in file.entries if one.address == registered("E1"))
        here.extend(id, (entry,), expect=here.revision(id))
        test = brought(here, id, copy)
        assert "1 attached file" in said(test)
        text = said(test.button(key="keep files").click().run())
        assert "1 attached file is kept." in text
        assert store.open(id, content) == PDF
        assert "keep files" not in [one.key for one in test.button]
