"""The files of profiles made into types."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from questionnaire.framework_words import FileWords, Words
from questionnaire.profile import NO_PROFILE, Covers, Profile, SiteCount, SiteCriterion

Raw = Mapping[str, Any]
FOLDER = "profiles/"


def read_profiles(words: Words) -> tuple[Profile, ...]:
    """Every profile, one in which everything is asked first, whether it was written or not; those of sites last."""
    named = (name for name in words.files.documents if name.startswith(FOLDER))
    read = [_profile(words.files.data(name), words.of(name)) for name in named]
    if not any(one.asks_everything for one in read):
        read.append(NO_PROFILE)
    return tuple(sorted(read, key=lambda one: (not one.asks_everything, one.covers is Covers.SITE, -one.hours)))


def _profile(raw: Raw, said: FileWords) -> Profile:
    asked = raw["capabilities"]
    return Profile(
        id=raw["id"],
        name=said.text(raw["name"], "name"),
        about=said.text(raw["about"], "about"),
        hours=Fraction(raw["hours"]),
        covers=Covers(raw.get("covers", Covers.ADMINISTRATION)),
        capabilities=() if asked == "all" else tuple(asked),
        questions={id: said.text(text, "questions", id) for id, text in raw.get("questions", {}).items()},
        levels={id: said.text(text, "levels", id) for id, text in raw.get("levels", {}).items()},
        criteria={id: _criterion(id, one, said) for id, one in raw.get("criteria", {}).items()},
    )


def _criterion(id: str, raw: Raw, said: FileWords) -> SiteCriterion:
    counts = raw.get("counts")
    return SiteCriterion(said.text(raw["text"], "criteria", id), SiteCount(counts) if counts else None)
