"""Any dossier of the framework with one question of every kind: every reply there can be, and hostile text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from questionnaire.answers import (
    CriterionNotApplicable,
    Disputed,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    Reply,
    TicksGiven,
)
from questionnaire.assessment import Participant
from questionnaire.entries import (
    Address,
    Entry,
    comment_of,
    confidence_of,
    evidence_for,
    participant_at,
    registered,
    reply_of,
)
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.framework import Checklist, Choice, Framework, Ladder, Number, Question
from questionnaire.framework_file import load_framework
from questionnaire.policy import Confidence, Strength
from questionnaire.stages import Role
from storage.entry_lines import checked

KINDS = Path(__file__).resolve().parents[2] / "frameworks" / "kinds"
AT = datetime(2027, 3, 1, 12, tzinfo=UTC)
PEOPLE = ("P1", "P2")
HOSTILE = (
    "=HYPERLINK(\"http://example.org\";\"x\")", "+1", "-1", "@SUM(A1)", "'quoted", "a\nb\n\nc", "\ttab",
    "_x0041_ and _x005F_", "]]><!--", "<b>&amp;</b>", "{=1+1}", "#REF!", "a\x00b\x1f",
    "\u202eright to left", "\ufeffmark", "emoji \U0001f40d", "(take away) it", "E1; E2", "#iwt", "#head",
    "  spaces  around  ", "\u00e9t\u00e9 \u00ab non \u00bb\u202f!",
)  # fmt: skip


@cache
def kinds() -> Framework:
    """The framework with one question of every kind."""
    return load_framework(KINDS)


def clean(text: str) -> str:
    """Text as a workbook can hold it."""
    from reports.workbook.text import clean as cleaned  # noqa: PLC0415  what writes a form decides

    return cleaned(text)


def texts(longest: int = 300) -> st.SearchStrategy[str]:
    """What people write, hostile or not; never nothing once it is cleaned, and no word that means something else."""
    anything = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=longest)
    return st.one_of(st.sampled_from(HOSTILE), anything).filter(lambda text: bool(clean(text).strip()))


days = st.dates(date(1850, 1, 1), date(2150, 1, 1)) | st.dates(date(1899, 12, 1), date(1900, 4, 1))
"""Also laws of long ago: spreadsheet programs know no days before 1900."""


ALONE = st.sampled_from([(), ("met",), ("not_met",), ("excused",)])
TOGETHER = st.sampled_from(
    [("met", "not_met"), ("met", "excused"), ("not_met", "excused"), ("met", "not_met", "excused")]
)


@st.composite
def ticks(draw: st.DrawFn, ids: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str], tuple[Any, ...]]:
    """What is met, what is not, what cannot apply: each criterion in none of them, in one, or in several at once."""
    said = {id: draw(st.one_of(ALONE, ALONE, TOGETHER)) for id in ids}
    excused = tuple(CriterionNotApplicable(id, draw(texts(60))) for id in ids if "excused" in said[id])
    by = {word: frozenset(id for id in ids if word in said[id]) for word in ("met", "not_met")}
    return by["met"], by["not_met"], excused


@st.composite
def replies(draw: st.DrawFn, question: Question) -> Reply:
    """Any reply that fits the question."""
    state = draw(st.sampled_from(("given", "given", "given", "not_applicable", "not_known", "disputed")))
    reason = draw(texts(80))
    if state == "not_applicable":
        return NotApplicable(reason)
    if state == "not_known":
        return NotKnown(draw(st.sampled_from(("", reason))))
    if state == "disputed":
        low, high = sorted(
            draw(st.lists(st.sampled_from(question.ordered_levels), min_size=2, max_size=2, unique=True))
        )
        return Disputed(low, high, draw(st.sampled_from(("", reason))))
    return draw(levels_given(question))


@st.composite
def levels_given(draw: st.DrawFn, question: Question) -> LevelReached:
    """Any level that is given in the way of the question's kind."""
    ids = tuple(one.id for one in question.criteria)
    match question.kind:
        case Ladder(levels=levels):
            met, not_met, excused = draw(ticks(ids))
            level = draw(st.sampled_from([one.value for one in levels] + [None]))
            return LevelReached(LadderGiven(level, met, not_met, excused))
        case Checklist():
            met, _, excused = draw(ticks(ids))
            return LevelReached(TicksGiven(met, excused))
        case Choice(options=options):
            return LevelReached(OptionGiven(draw(st.sampled_from(options)).id))
        case Number(unit=unit):
            value = draw(st.one_of(st.fractions(0, 100, max_denominator=10_000), st.just(Fraction(1, 3))))
            return LevelReached(QuantityGiven(value, unit, draw(st.none() | days)))


@st.composite
def registers(draw: st.DrawFn) -> tuple[Evidence, ...]:
    """A few pieces of evidence."""
    return tuple(
        Evidence(
            f"E{number}",
            draw(texts(60)),
            draw(st.sampled_from(EvidenceKind)),
            draw(st.sampled_from(Strength)),
            draw(st.just("") | texts(40)),
            draw(st.none() | days),
            draw(st.just("") | texts(40)),
        )
        for number in range(1, 1 + draw(st.integers(0, 4)))
    )


@st.composite
def histories(draw: st.DrawFn) -> tuple[Entry, ...]:
    """The entries of any dossier: two people, their answers, the register."""
    written: list[tuple[Address, Any]] = [(participant_at(id), Participant(id, Role.ASSESSOR)) for id in PEOPLE]
    register = draw(registers())
    written += [(registered(one.id), one) for one in register]
    for person in PEOPLE:
        for question in kinds().questions:
            if draw(st.booleans()):
                written += [(reply_of(person, question.id), draw(replies(question)))]
            if draw(st.booleans()):
                written += [(confidence_of(person, question.id), draw(st.sampled_from(Confidence)))]
            if draw(st.booleans()):
                written += [(comment_of(person, question.id), draw(texts()))]
            links = draw(st.lists(st.sampled_from(register), unique=True)) if register else []
            criteria = st.frozensets(st.sampled_from([one.id for one in question.criteria]))
            if links:
                value = tuple(EvidenceLink(one.id, draw(criteria)) for one in links)
                written += [(evidence_for(person, question.id), value)]
    return tuple(recorded(written))


def recorded(written: Iterable[tuple[Address, Any]], revision: int = 1) -> Iterable[Entry]:
    """Values as entries, each checked as the memory does."""
    for place, (address, value) in enumerate(written):
        yield checked(Entry(address, 1, value, "P1", AT + timedelta(seconds=place), revision))
