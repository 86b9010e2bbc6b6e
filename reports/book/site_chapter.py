"""What one site is asked, in the book: the profile's own words beside the ids, and how sites are counted."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.framework import Capability, Framework, Ladder, Question
from questionnaire.profile import Profile
from questionnaire.profiled import in_profile
from reports.book.lines import escaped, heading, jump, named
from words.phrases import Phrases


def site_chapter(framework: Framework, profile: Profile, say: Phrases) -> Iterator[str]:
    """Every question of the profile with its levels and criteria as a post reads them."""
    yield from heading(2, escaped(profile.name(say.language)), "site")
    yield from (escaped(profile.about(say.language)), "", say("book.site_how"), "")
    for capability in in_profile(framework, profile.id).capabilities:
        for question in capability.questions:
            yield from _question(capability, question, profile, say)


def _question(capability: Capability, question: Question, profile: Profile, say: Phrases) -> Iterator[str]:
    name = escaped(capability.short(say.language))
    yield from (f"**{question.id}** {jump(capability.id)} {name}", "")
    yield from named("", f"*{escaped(question.text(say.language))}*")
    if isinstance(question.kind, Ladder):
        for level in question.kind.levels:
            yield f"- **{level.value}.** {escaped(level.summary(say.language))}"
            yield from (f"  {_criterion(one.id, one.text(say.language), profile, say)}" for one in level.criteria)
    else:
        yield from (_criterion(one.id, one.text(say.language), profile, say) for one in question.criteria)
    yield ""


def _criterion(id: str, text: str, profile: Profile, say: Phrases) -> str:
    known = profile.criteria.get(id)
    counts = known.counts if known else None
    counted = f" ({say(f'sites.asked.{counts.value}')})" if counts else ""
    return f"- {id} {escaped(text)}{counted}"
