from __future__ import annotations

from pathlib import Path

import pytest

from questionnaire.framework_folder import read_folder
from questionnaire.problems import Problem, Severity
from questionnaire.source_checks import check_sources
from tests.framework_edits import copied, edit
from tests.questionnaire.test_sources_file import with_sources

REFERENCES, SEED_FACTS, LAW, ORG = "references.yaml", "seed_facts.yaml", "sections/L.yaml", "sections/O.yaml"
ACTIONS = "actions/L.yaml"


def problems(folder: Path, code: str = "") -> list[Problem]:
    """What is told of the sources; of the figures only when they are asked for."""
    found = check_sources(read_folder(folder)[0])
    return [one for one in found if (one.code == code if code else one.code != "figures_untraced")]


ONE_FAULT = [
    (REFERENCES, ', address: "https://cites.org/text"', "", "reference_without_address", "cites-8", None),
    (
        REFERENCES,
        "{id: guide-2, instrument: guide,",
        "{id: guide-2, instrument: novel,",
        "source_unknown",
        "guide-2",
        "novel",
    ),
    (SEED_FACTS, "{id: tor-1, document: tor,", "{id: tor-1, document: tor-9,", "source_unknown", "tor-1", "tor-9"),
    (LAW, "[guide-2, cites-8]", "[guide-2, cites-8, cites-9]", "source_unknown", "L01", "cites-9"),
    (LAW, "[tor-2]", "[tor-2, tor-9]", "source_unknown", "L01", "tor-9"),
    (ACTIONS, "[cites-8]", "[cites-8, cites-9]", "source_unknown", "A-L02-2", "cites-9"),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "id", "found"), ONE_FAULT, ids=[f"{fault[3]}-{fault[5]}" for fault in ONE_FAULT]
)
def test_every_fault_is_told_on_its_line(
    tmp_path: Path, file: str, old: str, new: str, code: str, id: str, found: str | None
) -> None:
    folder = with_sources(tmp_path)
    line = edit(folder, file, old, new)
    (told,) = [one for one in problems(folder) if one.severity is Severity.ERROR]
    assert (told.code, told.place, told.line) == (code, file, line)
    assert (told.facts["id"], told.facts.get("found")) == (id, found)


@pytest.mark.parametrize(
    ("file", "entry"),
    [
        (REFERENCES, "  - {id: cites, name: CITES}\n"),
        (REFERENCES, "  - {id: guide-2, instrument: guide, text: Profiles., status: to be verified}\n"),
        (SEED_FACTS, "  - {id: tor, text: Terms of reference}\n"),
        (SEED_FACTS, "  - {id: tor-2, document: tor, text: A plan is asked for.}\n"),
    ],
)
def test_an_id_given_twice_names_the_line_of_the_first(tmp_path: Path, file: str, entry: str) -> None:
    folder = with_sources(tmp_path)
    line = edit(folder, file, entry, entry * 2)
    (told,) = problems(folder, "id_twice")
    assert (told.place, told.line, told.facts["first"]) == (file, line + 1, f"{file}:{line}")


def test_a_source_that_nobody_names_is_a_gap(tmp_path: Path) -> None:
    folder = with_sources(tmp_path)
    edit(folder, LAW, "references: [guide-2, cites-8]", "references: [cites-8]")
    told = problems(folder)
    assert [(one.code, one.place, one.facts["id"]) for one in told] == [
        ("source_unused", REFERENCES, "guide-2"),
        ("source_unused", SEED_FACTS, "tor-1"),
    ]
    assert {one.severity for one in told} == {Severity.GAP}


def test_an_action_alone_may_name_a_reference(tmp_path: Path) -> None:
    folder = with_sources(tmp_path)
    edit(folder, LAW, "references: [guide-2, cites-8]", "references: [guide-2]")
    assert REFERENCES not in {one.place for one in problems(folder)}


def test_sources_named_without_a_file_of_sources_are_told(tmp_path: Path) -> None:
    folder = with_sources(tmp_path)
    (folder / REFERENCES).unlink()
    assert {one.facts["found"] for one in problems(folder, "source_unknown")} == {"cites-8", "guide-2"}


class TestFigures:
    def untraced(self, folder: Path) -> list[object]:
        return [one.facts["id"] for one in problems(folder, "figures_untraced")]

    def test_a_capability_with_numbers_in_its_criteria_says_where_they_come_from(self, tmp_path: Path) -> None:
        folder = copied("kinds", tmp_path)
        assert self.untraced(folder) == ["L02", "O01"], "24 months on a ladder, and a question for a number"
        edit(folder, LAW, "    name: Powers\n", "    name: Powers\n    figures: A value of this framework.\n")
        assert self.untraced(folder) == ["O01"]

    @pytest.mark.parametrize(
        ("file", "old", "new", "capability"),
        [
            (LAW, "c: It penalises trade.", "c: It penalises trade with 4 years.", "L01"),
            (ORG, "1: A note of the sender's check is", "1: A note of 2 senders is", "O01"),
            (ORG, "{a: A unit is named.}", "{a: A unit of 3 is named.}", "O02"),
        ],
    )
    def test_a_number_is_found_in_the_criteria_of_every_kind(
        self, tmp_path: Path, file: str, old: str, new: str, capability: str
    ) -> None:
        folder = copied("kinds", tmp_path)
        edit(folder, ORG, "kind: number", "kind: choice")  # so that only its criteria speak
        edit(folder, file, old, new)
        assert capability in self.untraced(folder)

    def test_numbers_elsewhere_need_no_source(self, tmp_path: Path) -> None:
        folder = copied("kinds", tmp_path)
        edit(folder, ORG, "{level: 2, summary: A unit.,", "{level: 2, summary: A unit of 3.,")
        assert "O02" not in self.untraced(folder)

    def test_it_is_a_gap_told_at_the_capability(self, tmp_path: Path) -> None:
        folder = copied("kinds", tmp_path)
        line = edit(folder, LAW, "    name: Powers\n", "    name: Powers at sea\n") - 1
        told = problems(folder, "figures_untraced")[0]
        assert (told.place, told.line, told.severity) == (LAW, line, Severity.GAP)
