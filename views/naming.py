"""How an assessment is called: on a card, in a warning, in the name of a file."""

from __future__ import annotations

import re
from datetime import date

from questionnaire.assessment import Round, Setup
from questionnaire.framework import Framework
from questionnaire.profile import Profile
from questionnaire.profiled import in_profile
from words.numbers import number
from words.phrases import Phrases

_LONGEST = 60


def round_name(say: Phrases, occasion: Round) -> str:
    """What kind of round, and its year: "Baseline 2027"."""
    kind = say(f"round.{occasion.kind.value}")
    return f"{kind} {occasion.year}" if occasion.year else kind


def assessment_name(say: Phrases, setup: Setup) -> str:
    """Administration, site and round: "Customs of Congo · Port of Pointe-Noire · Baseline 2027"."""
    name = setup.administration.name.strip() or say("pages.unnamed")
    return " · ".join(filter(None, (name, setup.site.name.strip(), round_name(say, setup.round))))


def profile_name(say: Phrases, framework: Framework, profile: Profile, *, alone: bool = False) -> str:
    """What is asked: "Customs against illegal wildlife trade, rapid"; without the framework where it stands `alone`."""
    named, whole = profile.name(say.language), framework.name(say.language)
    if not named or alone:
        return named or whole
    return say("setup.profile_of", framework=whole, profile=named)


def profile_size(say: Phrases, framework: Framework, profile: Profile) -> str:
    """How many capabilities the profile asks and how many hours a group takes for them; empty where nobody said."""
    if not profile.hours:
        return ""
    counted = say("setup.profile_capabilities", n=len(in_profile(framework, profile.id).capabilities))
    hours = say("setup.profile_hours", n=float(profile.hours), hours=number(profile.hours, say.language, 0))
    return f"{counted}, {hours}"


def profile_told(say: Phrases, framework: Framework, profile: Profile) -> str:
    """What the profile is for, and its size."""
    size = profile_size(say, framework, profile)
    return " ".join(filter(None, (profile.about(say.language), f"{size}." if size else "")))


def file_name(say: Phrases, setup: Setup, on: date, extension: str, what: str = "") -> str:
    """The name of a file made on that day, such that every system can keep it; letters of every script stay.

    `what` says what is in the file, where its ending does not.
    """
    parts = (setup.administration.name or say("pages.unnamed"), setup.site.name, round_name(say, setup.round), what)
    named = "_".join(_part(part) for part in parts if part.strip())
    return f"{named}_{on.isoformat()}.{extension}"


def _part(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text)[:_LONGEST].strip("-") or "-"
