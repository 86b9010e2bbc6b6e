"""From a framework and its library to the book: rules first, then every section, then the tables."""

from __future__ import annotations

from collections.abc import Iterator

from planning.actions import Action, Library
from questionnaire.framework import Framework
from questionnaire.profiled import in_profile
from reports.book.capability_chapter import GATE, capability_chapter
from reports.book.lines import escaped, heading, jump, table
from reports.book.site_chapter import site_chapter
from reports.book.source_tables import source_tables, strengths
from words.numbers import number
from words.phrases import Phrases


def framework_book(framework: Framework, library: Library, say: Phrases) -> str:
    """The whole framework with its actions, as a person reads it."""
    return "\n".join(_lines(framework, library, say)).rstrip() + "\n"


def _lines(framework: Framework, library: Library, say: Phrases) -> Iterator[str]:
    language = say.language
    yield from heading(1, escaped(framework.name(language)))
    yield from (escaped(framework.about(language)), "")
    yield from (_counts(framework, library, say), "")
    yield from _rules(framework, say)
    yield from _profiles(framework, say)
    yield from _contents(framework, library, say)
    serving = _serving(framework, library)
    for section in framework.sections:
        yield from heading(2, f"{section.id} {escaped(section.name(language))}", f"section-{section.id}")
        yield from (escaped(section.about(language)), "")
        for capability in section.capabilities:
            yield from capability_chapter(framework, capability, library, serving[capability.id], say)
    for profile in framework.profiles:
        if not profile.in_its_own_words:
            yield from site_chapter(framework, profile, say)
    yield from source_tables(framework, library, say)


def _counts(framework: Framework, library: Library, say: Phrases) -> str:
    return say(
        "book.counts",
        version=framework.version,
        sections=len(framework.sections),
        capabilities=len(framework.capabilities),
        questions=len(framework.questions),
        criteria=len(framework.criterion_text),
        actions=len(library.actions),
        sheets=len(framework.fact_sheets),
    )


def _rules(framework: Framework, say: Phrases) -> Iterator[str]:
    """The levels, what evidence supports, and the words with a fixed meaning."""
    language = say.language
    yield from heading(2, say("book.rules"), "rules")
    heads = [say("book.head.level"), say("book.head.means")]
    levels = ([f"{one.value} {escaped(one.name(language))}", escaped(one.about(language))] for one in framework.levels)
    yield from table(heads, levels)
    yield from (say("book.strengths"), "")
    yield from strengths(framework, say)
    definitions = ([escaped(one.term(language)), escaped(one.text(language))] for one in framework.definitions)
    yield from table([say("book.head.word"), say("book.head.means")], definitions)


def _profiles(framework: Framework, say: Phrases) -> Iterator[str]:
    """The ways through the framework: how long each takes, and what it asks."""
    named = [one for one in framework.profiles if one.name(say.language)]
    if not named:
        return
    yield from heading(2, say("book.profiles"), "profiles")
    heads = [say(f"book.head.{name}") for name in ("profile", "hours", "means", "capabilities")]
    rows = []
    for one in named:
        asked = in_profile(framework, one.id).capabilities
        ids = say("book.all") if one.asks_everything else ", ".join(jump(capability.id) for capability in asked)
        hours = number(one.hours, say.language, 0 if one.hours.denominator == 1 else 1)
        rows.append([escaped(one.name(say.language)), hours, escaped(one.about(say.language)), ids])
    yield from table(heads, rows)


def _contents(framework: Framework, library: Library, say: Phrases) -> Iterator[str]:
    yield from heading(2, say("book.contents"), "contents")
    for section in framework.sections:
        yield f"- [{section.id} {escaped(section.name(say.language))}](#section-{section.id})"
        for capability in section.capabilities:
            gate = f" {GATE}" if capability.gate else ""
            yield f"  - {jump(capability.id)} {escaped(capability.name(say.language))}{gate}"
    tables = {
        "site": [one for one in framework.profiles if not one.in_its_own_words],
        "references": framework.references,
        "brief": framework.seed_facts,
        "outcomes": True,
        "costs": library.unit_costs,
    }
    for anchor in (name for name, rows in tables.items() if rows):
        yield f"- [{say(f'book.jump.{anchor}')}](#{anchor})"
    yield ""


def _serving(framework: Framework, library: Library) -> dict[str, list[Action]]:
    """The actions of each capability: those that meet a criterion of it, under the first that they serve."""
    serving: dict[str, list[Action]] = {capability.id: [] for capability in framework.capabilities}
    for action in library.actions.values():
        homes = [framework.home_of_question[framework.home_of_criterion[one].id].id for one in action.meets]
        named = next((id for id in serving if action.id.startswith(f"A-{id}-")), None)
        if named or homes:
            serving[named or homes[0]].append(action)
    return serving
