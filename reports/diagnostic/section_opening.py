"""The opening of a section's chapter: one sentence for each thing that is remarkable about it, none for the rest.

Each rule is a function from numbers to a sentence without its full stop, or None where there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from reports.diagnostic.section_reading import SectionPlace, SectionReading
from reports.diagnostic.wording import alike, counted, listed, paragraph, tally
from reports.figures import level_said
from words.numbers import score
from words.phrases import Phrases

WIDE = Fraction(3, 4)
"""Of the scale between the weakest and the strongest capability: from here on the section is uneven."""
UNSURE = Fraction(1, 4)
"""Of the scale between the lowest and the highest score possible: from here on the score is little but a guess."""
NEARLY, MUCH = Fraction(1, 20), Fraction(1, 4)
"""Of what is claimed, how much is not evidenced: hardly any, and a good part."""
FEW = 3
"""So many capabilities of the lowest level are named; more are counted."""


def opening(reading: SectionReading, say: Phrases) -> str:
    """The paragraph that opens the chapter of a section."""
    return paragraph(_sentences(reading, say))


def _sentences(reading: SectionReading, say: Phrases) -> Iterator[str | None]:
    yield standing(reading, say)
    if reading.value is None:
        yield blanks(reading, say)
        return
    yield gates(reading, say)
    yield soundness(reading, say)
    yield spread(reading, say)
    yield blanks(reading, say)
    yield doubt(reading, say)
    yield evidence(reading, say)


def standing(reading: SectionReading, say: Phrases) -> str:
    """Where the section stands among the others."""
    place = reading.place.value
    if reading.place is SectionPlace.STRONGEST and reading.scored and not reading.sound:
        place = "even_strongest"
    if reading.place is SectionPlace.WEAKEST and reading.scored and reading.sound == reading.scored:
        place = "even_weakest"
    return say(
        f"diagnostic.standing.{place}",
        section=reading.section,
        score=score(reading.value, say.language),
        whole=score(reading.whole, say.language),
        count=tally(reading.sections, say),
    )


def gates(reading: SectionReading, say: Phrases) -> str | None:
    """Which gate holds the section down, or has no score."""
    if reading.held_by:
        held = reading.held_by
        gates = [say("diagnostic.held_gate", gate=gate, value=level_said(at, say)) for gate, at in held.gates.items()]
        before = score(held.before, say.language)
        return counted("diagnostic.held_by", len(gates), say, gates=listed(gates, say), before=before)
    if reading.open_gates:
        return say("diagnostic.gates_open", n=len(reading.open_gates), gates=listed(reading.open_gates, say))
    return None


def soundness(reading: SectionReading, say: Phrases) -> str | None:
    """How many capabilities have reached the sound level; of none, how many stand at the lowest."""
    all_of_them = reading.scored
    if all_of_them < 2:
        return None
    level = reading.sound_named
    which = "its" if all_of_them == reading.capabilities else "scored"
    those = say(f"diagnostic.sound.{which}", count=tally(all_of_them, say))
    if reading.sound == all_of_them:
        return say("diagnostic.sound.all", those=those, level=level)
    if reading.sound:
        return counted("diagnostic.sound.some", reading.sound, say, those=those, level=level)
    none = say("diagnostic.sound.none", those=those, level=level)
    if 1 < reading.absent < all_of_them:
        return none + say("diagnostic.sound.absent", count=tally(reading.absent, say), level=reading.absent_named)
    return none


def spread(reading: SectionReading, say: Phrases) -> str | None:
    """How far the capabilities lie apart: all alike, far apart, or which is the weakest."""
    if reading.scored < 2 or reading.lowest_value is None:
        return None
    low, high = level_said(reading.lowest_value, say), level_said(reading.highest_value, say)
    if not reading.apart:
        return say("diagnostic.spread.equal", value=low)
    if reading.apart >= WIDE:
        facts = {"lowest": _those(reading.lowest, say), "low": low, "highest": _those(reading.highest, say)}
        return say("diagnostic.spread.wide", **facts, high=high)
    if reading.sound == reading.scored:
        return _best(reading, say)
    return None if _lowest_is_told(reading) else _weakest(reading, low, say)


def _lowest_is_told(reading: SectionReading) -> bool:
    """Whether an earlier sentence named the lowest: the gate that holds, or how many stand at the lowest level."""
    held = reading.held_by is not None and set(reading.lowest) <= set(reading.held_by.gates)
    return held or (reading.absent > 1 and not reading.sound)


def _weakest(reading: SectionReading, low: str, say: Phrases) -> str:
    """The weakest by name where they are few; all that are not sound where these stand alike; else their number."""
    lowest = len(reading.lowest)
    if lowest <= FEW:
        return say("diagnostic.spread.lowest", n=lowest, names=listed(reading.lowest, say), value=low)
    others = bool(reading.sound) and lowest == reading.scored - reading.sound
    return say(f"diagnostic.spread.{'the_others' if others else 'many_lowest'}", count=tally(lowest, say), value=low)


def _best(reading: SectionReading, say: Phrases) -> str:
    """Where all are sound: how many have reached the most."""
    value = level_said(reading.highest_value, say)
    return counted("diagnostic.spread.best", len(reading.highest), say, value=value)


def _those(names: tuple[str, ...], say: Phrases) -> str:
    """The capabilities by name; many of them by their number."""
    return listed(names, say) if len(names) <= FEW else say("diagnostic.spread.so_many", count=tally(len(names), say))


def blanks(reading: SectionReading, say: Phrases) -> str | None:
    """How many questions have no answer yet, or one that nobody could show."""
    if reading.blank and reading.blank == reading.asked:
        return None
    said = []
    if reading.blank:
        said.append(counted("diagnostic.blank", reading.blank, say, all=tally(reading.asked, say)))
    if reading.not_known:
        said.append(counted("diagnostic.not_known", reading.not_known, say))
    if reading.provisional and not reading.open_gates:
        said.append(say("diagnostic.provisional"))
    return paragraph(said) or None


def doubt(reading: SectionReading, say: Phrases) -> str | None:
    """Between which scores the truth may lie, where that is a wide field."""
    if reading.width < UNSURE:
        return None
    low, high = score(reading.low, say.language), score(reading.high, say.language)
    return say("diagnostic.doubt", low=low, high=high)


def evidence(reading: SectionReading, say: Phrases) -> str | None:
    """How much of the score its evidence carries, where it is not all; or that it is all, alone among the sections."""
    if not reading.unproven:
        return say("diagnostic.evidence.only") if reading.only_evidenced else None
    if alike(reading.value, reading.evidenced, say):
        return None
    if reading.least_evidenced:
        return say("diagnostic.evidence.least", score=score(reading.evidenced, say.language))
    how = "nearly" if reading.unproven < NEARLY else "much" if reading.unproven >= MUCH else "some"
    return say(f"diagnostic.evidence.{how}", score=score(reading.evidenced, say.language))
