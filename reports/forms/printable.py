"""The questionnaire on paper: a PDF to print, fill in by hand and type back in, every line under its id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from questionnaire.answers import Answer
from questionnaire.assessment import Participant
from questionnaire.framework import Capability, Framework, Section
from questionnaire.stages import Function
from reports.forms.printed_question import EMPTY, TICKED, printed_question
from reports.palette import level_colours
from reports.typesetting import settable, typeset
from words.phrases import Phrases, load_phrases

STEPS = ("criteria", "level", "other", "evidence", "typing")
NO_ANSWERS: Mapping[str, Answer] = MappingProxyType({})
NO_TITLES: Mapping[str, str] = MappingProxyType({})


def printable_bytes(
    framework: Framework,
    language: str,
    made_at: datetime,
    author: str,
    *,
    answers: Mapping[str, Answer] = NO_ANSWERS,
    participant: Participant | None = None,
    administration: str = "",
    evidence: Mapping[str, str] = NO_TITLES,
) -> bytes:
    """The questionnaire of that framework (as its profile asks it) in one language, as a PDF.

    `answers` by question are ticked and written in already; `evidence` gives the title of each piece by its id.
    Whoever fills it in is `participant`, of `administration`; both are left to be written where they are not known.
    """
    say = load_phrases(language)
    words = ("gate", "reason", "sure", "evidence", "comment", "name_here", "scale", "terms", "how")
    data = {
        "title": settable(say("printable.title", framework=framework.name(language))),
        "subtitle": say("printable.subtitle_filled" if answers else "printable.subtitle"),
        "author": settable(author),
        "language": language,
        "foot": settable(_foot(framework, say)),
        "page_of": [piece for piece in re.split(r"(\{n\}|\{of\})", say("printable.page_of")) if piece],
        "say": {word: say(f"printable.{word}") for word in words},
        "name": settable(participant.name if participant else ""),
        "fields": _fields(participant, administration, say),
        "function": say("printable.function"),
        "functions": _functions(participant, say),
        "steps": [say(f"printable.steps.{step}", mark=say("printable.mark")) for step in STEPS],
        "scale": _scale(framework, say),
        "terms": [[settable(one.term(language)), settable(one.text(language))] for one in framework.definitions],
        "term_heads": [say("printable.term"), say("printable.means")],
        "sections": [_section(framework, one, answers, evidence, say) for one in framework.sections],
    }
    return typeset("questionnaire.typ", data, made_at)


def _foot(framework: Framework, say: Phrases) -> str:
    facts = {"framework": framework.id, "version": framework.version, "hash": framework.content_hash[:8]}
    profile = framework.profile.name(say.language)
    return say("printable.foot_profile", profile=profile, **facts) if profile else say("printable.foot", **facts)


def _fields(participant: Participant | None, administration: str, say: Phrases) -> list[list[str]]:
    """What is said of whoever fills it in, as far as it is known."""
    known = {"administration": administration, "name": participant.name if participant else "", "date": ""}
    return [[say(f"printable.head.{name}"), settable(value)] for name, value in known.items()]


def _functions(participant: Participant | None, say: Phrases) -> list[dict[str, str]]:
    own = participant.function if participant else None
    return [{"box": TICKED if one is own else EMPTY, "text": say(f"function.{one.value}")} for one in Function]


def _scale(framework: Framework, say: Phrases) -> list[dict[str, str]]:
    """The levels with their colours and what they mean."""
    scale = framework.main_scale
    rows = []
    for level in framework.levels:
        fill, ink = level_colours(scale.share(scale.lowest + level.value - framework.levels[0].value))
        name = settable(f"{level.value} {level.name(say.language)}")
        rows.append({"name": name, "about": settable(level.about(say.language)), "fill": fill, "ink": ink})
    return rows


def _section(
    framework: Framework, section: Section, answers: Mapping[str, Answer], titles: Mapping[str, str], say: Phrases
) -> dict[str, Any]:
    asked = sum(len(capability.questions) for capability in section.capabilities)
    return {
        "name": settable(say("printable.section", id=section.id, name=section.name(say.language))),
        "about": settable(section.about(say.language)),
        "count": say("printable.questions_n", n=asked),
        "capabilities": [_capability(framework, one, answers, titles, say) for one in section.capabilities],
    }


def _capability(
    framework: Framework, capability: Capability, answers: Mapping[str, Answer], titles: Mapping[str, str], say: Phrases
) -> dict[str, Any]:
    questions = [
        printed_question(framework, one, answers.get(one.id) or Answer("", one.id), titles, say)
        for one in capability.questions
    ]
    name = settable(capability.name(say.language))
    return {"id": capability.id, "name": name, "gate": capability.gate, "questions": questions}
