"""A framework as one of its profiles asks it: fewer capabilities, or the words for one site; the ids stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from questionnaire.framework import Capability, Checklist, Choice, Framework, Kind, Ladder, Number, Question, Section
from questionnaire.profile import Covers, Profile


def profile_of(framework: Framework, id: str) -> Profile:
    """The profile of that id; the first one, in which everything is asked, where there is none of it."""
    return next((one for one in framework.profiles if one.id == id), framework.profiles[0])


@lru_cache(maxsize=64)
def in_profile(framework: Framework, id: str) -> Framework:
    """The framework as the profile of that id asks it. The whole framework itself where that asks everything."""
    profile = profile_of(framework, id)
    if profile.asks_everything:
        return framework
    sections = (_section(section, profile) for section in framework.sections)
    return replace(framework, sections=tuple(one for one in sections if one.capabilities), profile=profile)


def _section(section: Section, profile: Profile) -> Section:
    capabilities = (_capability(one, profile) for one in section.capabilities if _asks(profile, one))
    return replace(section, capabilities=tuple(one for one in capabilities if one.questions))


def _asks(profile: Profile, capability: Capability) -> bool:
    return not profile.capabilities or capability.id in profile.capabilities


def _capability(capability: Capability, profile: Profile) -> Capability:
    if profile.covers is Covers.ADMINISTRATION:
        return capability
    questions = tuple(_question(one, profile) for one in capability.questions if one.id in profile.questions)
    return replace(capability, questions=questions)


def _question(question: Question, profile: Profile) -> Question:
    kind = _KINDS[type(question.kind)](question, profile)
    return replace(question, text=profile.questions[question.id], kind=kind, asked_when=None)


def _ladder(question: Question, profile: Profile) -> Kind:
    ladder: Any = question.kind
    return Ladder(
        tuple(
            replace(
                level,
                summary=profile.levels.get(f"{question.id}.{level.value}", level.summary),
                criteria=tuple(
                    replace(one, text=profile.criteria[one.id].text)
                    for one in level.criteria
                    if one.id in profile.criteria
                ),
            )
            for level in ladder.levels
        )
    )


def _checklist(question: Question, profile: Profile) -> Kind:
    checklist: Any = question.kind
    items = (
        replace(one, text=profile.criteria[one.id].text) if one.id in profile.criteria else one
        for one in checklist.items
    )
    return Checklist(tuple(items), checklist.bands)


def _as_it_is(question: Question, profile: Profile) -> Kind:
    return question.kind


_KINDS: Mapping[type[Kind], Callable[[Question, Profile], Kind]] = {
    Ladder: _ladder,
    Checklist: _checklist,
    Choice: _as_it_is,
    Number: _as_it_is,
}
