"""The files of references and of seed facts made into types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from questionnaire.framework_words import Words
from questionnaire.sources import Instrument, Reference, SeedFact

REFERENCES, SEED_FACTS = "references.yaml", "seed_facts.yaml"

Raw = Mapping[str, Any]
UNVERIFIED = "to be verified"


def read_references(words: Words) -> Mapping[str, Reference]:
    """Every declared reference by its id, in file order."""
    raw, said = words.files.data(REFERENCES), words.of(REFERENCES)
    instruments = {
        one["id"]: Instrument(one["id"], said.text(one["name"], "instruments", one["id"], "name"))
        for one in raw.get("instruments", ())
    }
    return {
        one["id"]: Reference(
            one["id"],
            instruments[one["instrument"]],
            said.text(one["text"], "references", one["id"], "text"),
            one["status"] != UNVERIFIED,
            one.get("address", ""),
            copy=one["status"] == "verified in a copy",
        )
        for one in raw.get("references", ())
    }


def read_seed_facts(words: Words) -> Mapping[str, SeedFact]:
    """Every declared fact of the brief by its id, in file order."""
    raw, said = words.files.data(SEED_FACTS), words.of(SEED_FACTS)
    documents = {one["id"]: said.text(one["text"], "documents", one["id"], "text") for one in raw.get("documents", ())}
    return {
        one["id"]: SeedFact(one["id"], documents[one["document"]], said.text(one["text"], "facts", one["id"], "text"))
        for one in raw.get("facts", ())
    }
