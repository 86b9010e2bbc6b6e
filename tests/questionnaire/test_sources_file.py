from __future__ import annotations

from pathlib import Path

from planning.catalogue import load_bank
from questionnaire.framework_file import load_framework
from tests.framework_edits import FRAMEWORKS, copied, edit, put

REFERENCES = """\
instruments:
  - {id: cites, name: CITES}
  - {id: guide, name: Guide}
references:
  - {id: cites-8, instrument: cites, text: Measures., status: verified, address: "https://cites.org/text"}
  - {id: guide-2, instrument: guide, text: Profiles., status: to be verified}
"""
SEED_FACTS = """\
documents:
  - {id: tor, text: Terms of reference}
facts:
  - {id: tor-1, document: tor, text: A baseline is asked for.}
  - {id: tor-2, document: tor, text: A plan is asked for.}
"""


def with_sources(into: Path) -> Path:
    folder = copied("kinds", into)
    put(folder, "references.yaml", REFERENCES)
    put(folder, "seed_facts.yaml", SEED_FACTS)
    edit(folder, "sections/L.yaml", "    weight: 3\n", "    references: [guide-2, cites-8]\n    seed_facts: [tor-2]\n")
    edit(folder, "actions/L.yaml", "    months: 6\n", "    months: 6\n    references: [cites-8]\n")
    return folder


def test_references_are_read_in_file_order_with_their_instruments(tmp_path: Path) -> None:
    seen, unseen = load_framework(with_sources(tmp_path)).references
    assert (seen.id, seen.instrument.name("en"), seen.text("en")) == ("cites-8", "CITES", "Measures.")
    assert (seen.verified, seen.address) == (True, "https://cites.org/text")
    assert (unseen.verified, unseen.address, unseen.instrument.id) == (False, "", "guide")


def test_facts_of_the_brief_are_read_with_their_document(tmp_path: Path) -> None:
    facts = load_framework(with_sources(tmp_path)).seed_facts
    assert [(one.id, one.document("en"), one.text("en")) for one in facts] == [
        ("tor-1", "Terms of reference", "A baseline is asked for."),
        ("tor-2", "Terms of reference", "A plan is asked for."),
    ]


def test_whoever_names_a_source_has_the_declared_one_itself(tmp_path: Path) -> None:
    framework, library = load_bank(with_sources(tmp_path))
    seen, unseen = framework.references
    assert framework.capability("L01").references == (unseen, seen)
    assert framework.capability("L01").seed_facts == framework.seed_facts[1:]
    assert framework.capability("L02").references == ()
    assert library.actions["A-L02-2"].references == (seen,)
    assert library.actions["A-L02-1"].references == ()


def test_sources_are_translated(tmp_path: Path) -> None:
    folder = with_sources(tmp_path)
    french = "instruments: {guide: {name: Manuel}}\nreferences: {guide-2: {text: Profils.}}\n"
    put(folder, "languages/fr/references.yaml", french)
    put(folder, "languages/fr/seed_facts.yaml", "documents: {tor: {text: Mandat}}\nfacts: {tor-1: {text: Un état.}}\n")
    framework = load_framework(folder)
    seen, unseen = framework.references
    assert (unseen.instrument.name("fr"), unseen.text("fr"), seen.text("fr")) == ("Manuel", "Profils.", "Measures.")
    assert [one.document("fr") for one in framework.seed_facts] == ["Mandat", "Mandat"]
    assert framework.seed_facts[0].text("fr") == "Un état."


def test_a_framework_without_sources_has_none() -> None:
    framework = load_framework(FRAMEWORKS / "kinds")
    assert (framework.references, framework.seed_facts) == ((), ())


def test_what_was_seen_in_a_copy_is_verified_and_says_so(tmp_path: Path) -> None:
    folder = with_sources(tmp_path)
    edit(folder, "references.yaml", "status: verified, address", "status: verified in a copy, address")
    seen, unseen = load_framework(folder).references
    assert (seen.verified, seen.copy, unseen.copy) == (True, True, False)
